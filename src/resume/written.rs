//! Which languages a file is written in, by what it says of itself.

use super::language::{LanguageTag, language_tag};
use super::node::{Node, Value};

/// The languages that `cvgen.languages` names.
pub(super) fn stated_languages(tree: &Node) -> Vec<LanguageTag> {
    let languages = tree.field("cvgen").and_then(|settings| settings.field("languages"));
    let tags = |node: &Node| -> Vec<LanguageTag> {
        let words = node.scalar().unwrap_or_default().split([',', ';', ' ', '，', '、']);
        words.filter_map(|word| language_tag(word.trim())).collect()
    };
    match languages.map(|node| (node, &node.value)) {
        Some((_, Value::List(items))) => items.iter().flat_map(tags).collect(),
        Some((node, _)) => tags(node),
        None => Vec::new(),
    }
}
