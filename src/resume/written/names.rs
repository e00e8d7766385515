//! Languages that the settings name in words: `languages: [english]`.

use crate::diagnostic::Diagnostic;
use crate::resume::decode::Problems;
use crate::resume::language::language_tag;
use crate::resume::node::{Node, Value};

/// Languages by the names that people write in settings, and their tags.
const LANGUAGE_NAMES: &[(&str, &str)] = &[
    ("en", "english englisch anglais inglés inglese 英文 英语 英語"),
    ("zh", "chinese mandarin chinesisch chinois chino 中文 汉语 简体中文 中国語"),
    ("zh-Hant", "繁体中文 繁體中文"),
    ("de", "german deutsch allemand alemán tedesco 德语 德文"),
    ("fr", "french français francais französisch francés francese 法语 法文"),
    ("es", "spanish español espanol spanisch espagnol spagnolo 西班牙语"),
    ("pt", "portuguese português portugues"),
    ("it", "italian italiano"),
    ("nl", "dutch nederlands"),
    ("ru", "russian русский 俄语"),
    ("pl", "polish polski"),
    ("ja", "japanese 日本語 日语 日文"),
    ("ko", "korean 한국어 韩语"),
    ("sv", "swedish svenska"),
    ("da", "danish dansk"),
    ("nb", "norwegian norsk"),
    ("fi", "finnish suomi"),
    ("cs", "czech čeština"),
    ("tr", "turkish türkçe"),
    ("ar", "arabic العربية"),
    ("he", "hebrew עברית"),
    ("hi", "hindi हिन्दी"),
    ("vi", "vietnamese"),
    ("uk", "ukrainian українська"),
    ("el", "greek ελληνικά"),
];

/// Puts tags in the place of names of languages in the settings, and tells of other words.
pub(in crate::resume) fn settle(tree: &mut Node, problems: &mut Problems) {
    let Value::Map(entries) = &mut tree.value else { return };
    let settings = entries.iter_mut().find(|(key, _)| key.text == "cvgen").map(|(_, node)| node);
    let Some(Node { value: Value::Map(fields), .. }) = settings else { return };
    for (_, node) in
        fields.iter_mut().filter(|(key, _)| matches!(&*key.text, "languages" | "fallback"))
    {
        let items = match &mut node.value {
            Value::List(items) => items.as_mut_slice(),
            _ => std::slice::from_mut(node),
        };
        for item in items {
            let Some(word) = item.scalar().map(|word| word.trim().to_owned()) else { continue };
            let several = word.contains([',', ';', ' ', '，', '、']);
            if word.is_empty() || several || word == "*" || language_tag(&word).is_some() {
                continue;
            }
            let plain = word.to_lowercase();
            let is_named = |(_, names): &&(&str, &str)| names.split(' ').any(|name| name == plain);
            let message = format!("`{word}` is not a language");
            let told = Diagnostic::warning("not-a-language", message);
            match LANGUAGE_NAMES.iter().find(is_named) {
                Some((tag, _)) => {
                    problems.report(
                        item.span,
                        told.hint(format!("it is read as `{tag}`, which is written so")),
                    );
                    item.value = Value::Text((*tag).to_owned());
                }
                None => problems.report(
                    item.span,
                    told.hint("languages are written as in BCP 47: `en`, `zh`, `zh-Hant`, `pt-BR`"),
                ),
            }
        }
    }
}
