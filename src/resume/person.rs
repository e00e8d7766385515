//! The person's own fields: beside `basics`, in parts of it, under other names of it; accounts that are fields.

use super::decode::{DecodeFields, Problems, shape};
use super::node::{Key, Node, Value};
use super::{Basics, Contents};
use crate::diagnostic::Diagnostic;

/// Networks that people write as a field of `basics`: `github: ann`.
const NETWORKS: &[&str] = &[
    "github",
    "gitlab",
    "linkedin",
    "twitter",
    "x",
    "mastodon",
    "bluesky",
    "orcid",
    "stackoverflow",
    "kaggle",
    "leetcode",
    "medium",
    "xing",
    "behance",
    "dribbble",
    "facebook",
    "instagram",
    "youtube",
    "telegram",
    "zhihu",
    "gitee",
    "codepen",
    "researchgate",
    "googlescholar",
    "skype",
    "wechat",
    "weixin",
];

/// Puts accounts that are fields of `basics` into its `profiles`.
pub(super) fn gather_profiles(tree: &mut Node, problems: &mut Problems) {
    let Value::Map(entries) = &mut tree.value else { return };
    let Some((_, basics)) = entries.iter_mut().find(|(key, _)| key.text == "basics") else {
        return;
    };
    let Value::Map(own) = &mut basics.value else { return };
    let is_network = |key: &Key, value: &Node| {
        let plain: String = key.text.chars().filter(|c| c.is_alphanumeric()).collect();
        NETWORKS.contains(&&*plain.to_lowercase()) && value.scalar().is_some() && !value.is_absent()
    };
    let mut profiles = Vec::new();
    own.retain(|(key, value)| {
        let is_account = is_network(key, value);
        if is_account {
            let message = format!("unknown key `{}`, read as an account in `profiles`", key.text);
            let told = Diagnostic::warning("other-word", message);
            problems.report(
                key.span,
                told.hint(format!("write it below `profiles`, with `network: {}`", key.text)),
            );
            let field =
                |name: &str, value: Node| (Key { text: name.to_owned(), span: key.span }, value);
            let network = Node { value: Value::Text(key.text.clone()), span: key.span };
            let is_address = value.scalar().is_some_and(|text| text.contains("://"));
            let name = if is_address { "url" } else { "username" };
            let account = vec![field("network", network), field(name, value.clone())];
            profiles.push(Node { value: Value::Map(account), span: value.span });
        }
        !is_account
    });
    let Some(span) = profiles.first().map(|profile| profile.span) else { return };
    match own.iter_mut().find(|(key, value)| key.text == "profiles" && !value.is_absent()) {
        Some((_, Node { value: Value::List(items), .. })) => items.extend(profiles),
        Some((_, value)) => {
            let single = std::mem::take(value);
            *value = Node {
                span: single.span,
                value: Value::List(std::iter::once(single).chain(profiles).collect()),
            };
        }
        None => {
            let key = Key { text: "profiles".to_owned(), span };
            own.push((key, Node { value: Value::List(profiles), span }));
        }
    }
}

/// Whether `key` is a word for `basics`, and `value` a map of its fields.
fn means_basics(key: &Key, value: &Node) -> bool {
    matches!(value.value, Value::Map(_))
        && !Contents::knows(&key.text)
        && shape::meaning::<Contents>(&key.text) == Some("basics")
}

/// Whether `key` groups fields that are in `basics` itself: `contact: {email: …}`.
fn is_part_of_basics(key: &Key, value: &Node) -> bool {
    let word = key.text.to_lowercase();
    means_basics(key, value)
        && !Basics::knows(&key.text)
        && word.starts_with(['c', 'p'])
        && word != "profile"
}

/// Puts fields of `basics` that are beside it into it, whatever it is called, and those of its parts.
pub(super) fn gather_basics(tree: &mut Node, problems: &mut Problems) {
    let Value::Map(entries) = &mut tree.value else { return };
    let mut told = |key: &Key| {
        let message = format!("unknown key `{}`, read as `basics`", key.text);
        let told = Diagnostic::warning("other-word", message);
        problems.report(key.span, told.hint("write its fields below `basics`"));
    };
    let is_basics = |(key, _): &(Key, Node)| key.text == "basics";
    let other = entries.iter().position(|(key, value)| means_basics(key, value));
    if let Some(other) = other.filter(|_| !entries.iter().any(is_basics)) {
        told(&entries[other].0);
        "basics".clone_into(&mut entries[other].0.text);
    }
    let index = entries.iter().position(is_basics);
    let mut own = match index.map(|index| &entries[index].1.value) {
        Some(Value::Map(own)) => own.clone(),
        Some(value) if *value != Value::Null => return,
        _ => Vec::new(),
    };
    let mut parts = Vec::new();
    own.retain(|(key, value)| take_part(key, value, is_part_of_basics(key, value), &mut parts));
    if let Some(span) = index.filter(|_| !parts.is_empty()).map(|index| entries[index].1.span) {
        for (key, _) in &parts {
            told(key);
        }
        own.extend(parts.iter().flat_map(|(_, fields)| fields.clone()));
        entries[index.unwrap_or_default()].1 = Node { value: Value::Map(own.clone()), span };
    }
    let is_own = |key: &str, value: &Node| {
        let is_word = || value.scalar().is_some() && shape::meaning::<Basics>(key).is_some();
        let is_network = || value.scalar().is_some() && NETWORKS.contains(&key);
        !Contents::knows(key) && (Basics::knows(key) || is_word() || is_network())
    };
    let is_section = |(key, _): &(Key, Node)| {
        Contents::knows(&key.text) || shape::meaning::<Contents>(&key.text).is_some()
    };
    let is_said = |(key, value): &&(Key, Node)| is_own(&key.text, value) && !value.is_absent();
    let count = entries.iter().filter(is_said).count();
    if count == 0 || count < 2 && !entries.iter().any(is_section) {
        return;
    }
    let mut moved = Vec::new();
    let mut parts = Vec::new();
    entries.retain(|(key, value)| {
        let is_moved =
            is_own(&key.text, value) && !own.iter().any(|(known, _)| known.text == key.text);
        if is_moved {
            moved.push((key.clone(), value.clone()));
        }
        !is_moved && take_part(key, value, means_basics(key, value), &mut parts)
    });
    for (key, _) in &parts {
        told(key);
    }
    let fields = parts.into_iter().flat_map(|(_, fields)| fields);
    let Some((first, _)) = moved.first().cloned() else { return };
    let span = moved.iter().fold(first.span, |span, (_, value)| crate::source::Span {
        end: span.end.max(value.span.end),
        ..span
    });
    own.extend(moved);
    own.extend(fields);
    let message = format!("`{}` is beside `basics`, and is read as a part of it", first.text);
    let told = Diagnostic::warning("beside-basics", message).hint("indent it, below `basics:`");
    problems.report(first.span, told);
    let basics = Node { value: Value::Map(own), span };
    match entries.iter_mut().find(|(key, _)| key.text == "basics") {
        Some((_, value)) => *value = basics,
        None => entries.insert(0, (Key { text: "basics".to_owned(), span: first.span }, basics)),
    }
}

/// A key, and the fields of its map.
type PartFields = (Key, Vec<(Key, Node)>);

/// Keeps what is no part; the fields of one go to `parts`.
fn take_part(key: &Key, value: &Node, is_part: bool, parts: &mut Vec<PartFields>) -> bool {
    if let Value::Map(fields) = &value.value
        && is_part
    {
        parts.push((key.clone(), fields.clone()));
        return false;
    }
    true
}
