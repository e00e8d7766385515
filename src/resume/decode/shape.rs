//! Shapes that people write in place of a map with fields: an entry that is a text, a map of entries by
//! name, and fields by other names. Each becomes the map with fields that it stands for.

use super::{Bare, Decode, DecodeFields, Problems};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::resume::language::LanguageTag;
use crate::resume::node::{Key, Node, Value};
use crate::resume::text::is_language_map;
use crate::resume::text::shapes::parted;
use crate::resume::words::{is_field, meanings};
use std::borrow::Cow;

/// `node` as a map with fields of `T`.
pub(crate) fn record<'a, T: DecodeFields>(
    node: &'a Node,
    problems: &mut Problems,
) -> Cow<'a, Node> {
    match (&node.value, T::BARE) {
        (Value::Map(_), Some(bare))
            if is_language_map(node, &problems.languages) && !has_field::<T>(node) =>
        {
            Cow::Owned(map(node, vec![field(bare.alone, node)]))
        }
        (Value::Map(entries), Some(bare)) if by_name::<T>(entries).is_some() => {
            let (key, value) = &entries[by_name::<T>(entries).unwrap_or_default()];
            Cow::Owned(entry::<T>(bare, key, value, &problems.languages))
        }
        (Value::Map(entries), _) => renamed::<T>(node, entries, problems),
        (Value::Text(_) | Value::Number(_) | Value::Bool(_), Some(bare)) if !node.is_absent() => {
            Cow::Owned(map(node, vec![field(alone(bare, node), node)]))
        }
        _ => Cow::Borrowed(node),
    }
}

/// Which of `entries` has the name of an entry in place of a field, if there is no other: `Python: expert`.
fn by_name<T: DecodeFields>(entries: &[(Key, Node)]) -> Option<usize> {
    let mut said = entries.iter().enumerate().filter(|(_, (key, _))| !is_silent(&key.text));
    let (index, (key, value)) = said.next().filter(|_| said.next().is_none())?;
    let is_field = T::knows(&key.text)
        || meaning::<T>(&key.text).is_some()
        || is_field(&key.text)
        || did_you_mean(&key.text, T::names()).is_some();
    (!is_field && !value.is_absent()).then_some(index)
}

/// The field that a text alone is: of an account its address or the name there.
fn alone(bare: Bare, node: &Node) -> &'static str {
    match bare.alone {
        "network" if node.scalar().is_some_and(|text| text.contains('/')) => "url",
        "network" => "username",
        alone => alone,
    }
}

/// The entries that one text in a list of names stands for: `[英语、日语]`.
pub(crate) fn terms(item: &Node, key: &str, problems: &mut Problems) -> Option<Vec<Node>> {
    let holds_names = matches!(key, "languages" | "skills" | "interests");
    let is_text =
        matches!(item.value, Value::Text(_)) && item.scalar().is_some_and(is_list_of_terms);
    if holds_names && is_text { parted(item, problems) } else { None }
}

/// The entries that `node` stands for in place of their list: a map of them by their names.
pub(crate) fn entries<T: Decode + DecodeFields>(
    node: &Node,
    key: &str,
    problems: &mut Problems,
) -> Option<Vec<Node>> {
    let bare = T::BARE?;
    let Value::Map(entries) = &node.value else {
        // A text in place of all jobs is a misunderstanding.
        return (!bare.single && !node.is_absent()).then(|| {
            problems.no_entries::<T>(node, key);
            Vec::new()
        });
    };
    let is_said = |(key, _): &&(Key, Node)| !is_silent(&key.text);
    // A word that people write for the name, before a text, is a field.
    let is_name = |(key, value): &(Key, Node)| {
        value.scalar().is_some() && meaning::<T>(&key.text) == Some(bare.alone)
    };
    if entries.iter().filter(is_said).count() == 0
        || entries.iter().any(|entry| T::knows(&entry.0.text) || is_name(entry))
        || is_language_map(node, &problems.languages)
    {
        return None;
    }
    let is_misspelt = |(key, _): &(Key, Node)| {
        did_you_mean(&key.text, T::names()).is_some() || meaning::<T>(&key.text).is_some()
    };
    let is_deep = |(_, node): &(Key, Node)| matches!(node.value, Value::List(_) | Value::Map(_));
    if entries.iter().any(is_misspelt) && !entries.iter().any(is_deep) {
        return None;
    }
    Some(
        entries
            .iter()
            .filter(is_said)
            .map(|(key, value)| entry::<T>(bare, key, value, &problems.languages))
            .collect(),
    )
}

/// The entry that is called `key` and holds `value`.
fn entry<T: DecodeFields>(bare: Bare, key: &Key, value: &Node, languages: &[LanguageTag]) -> Node {
    let name = Node { value: Value::Text(key.text.clone()), span: key.span };
    let mut fields = vec![field(bare.alone, &name)];
    match &value.value {
        _ if value.is_absent() => {}
        Value::Map(_) if is_language_map(value, languages) => {
            fields.push(field(bare.beside, value));
        }
        Value::Map(own) => {
            let has_name = own.iter().any(|(key, _)| key.text == bare.alone);
            if has_name {
                fields.clear();
            }
            fields.extend(own.iter().cloned());
        }
        Value::List(items) => {
            let are_records = items.iter().all(|item| {
                matches!(&item.value, Value::Map(own) if own.iter().any(|(key, _)| T::knows(&key.text)))
            });
            let are_positions = are_records && !items.is_empty() && T::knows("positions");
            let list = if are_positions { "positions" } else { bare.list };
            fields.push(field(list, value));
        }
        _ if bare.alone == "network" && value.scalar().is_some_and(|text| text.contains('/')) => {
            fields.push(field("url", value));
        }
        _ => fields.push(field(bare.beside, value)),
    }
    let span = crate::source::Span { end: value.span.end.max(key.span.end), ..key.span };
    Node { value: Value::Map(fields), span }
}

/// `node` with the fields that have other names called by theirs.
fn renamed<'a, T: DecodeFields>(
    node: &'a Node,
    entries: &'a [(Key, Node)],
    problems: &mut Problems,
) -> Cow<'a, Node> {
    let is_other = |key: &str| !T::knows(key) && meaning::<T>(key).is_some();
    if !entries.iter().any(|(key, _)| is_other(&key.text)) {
        return Cow::Borrowed(node);
    }
    let has = |name: &str, entries: &[(Key, Node)]| {
        entries.iter().any(|(key, value)| key.text == name && !value.is_absent())
    };
    let mut own: Vec<(Key, Node)> = entries.to_vec();
    for index in 0..own.len() {
        let key = own[index].0.clone();
        if T::knows(&key.text) || is_silent(&key.text) || own[index].1.is_absent() {
            continue;
        }
        let Some(fields) = meanings(&key.text) else { continue };
        // A list is what an entry holds by its nature, a text is something else.
        let is_list = matches!(own[index].1.value, Value::List(_))
            || own[index].1.scalar().is_some_and(is_list_of_terms);
        let list = T::BARE.map(|bare| bare.list);
        let mut fields: Vec<&str> = fields.collect();
        fields.sort_by_key(|field| (Some(*field) == list) != is_list);
        // A word may mean one field here and another where that is there already.
        let Some(field) = fields.into_iter().find(|field| T::knows(field) && !has(field, &own))
        else {
            continue;
        };
        let message = format!("unknown key `{}`, read as `{field}`", key.text);
        let told = Diagnostic::warning("other-word", message).hint(format!("write `{field}`"));
        problems.report(key.span, told);
        own[index].0 = Key { text: field.to_owned(), ..key };
    }
    Cow::Owned(map(node, own))
}

/// Whether `text` lists short terms, such as `Rust, Go`.
fn is_list_of_terms(text: &str) -> bool {
    const LONGEST: usize = 30;
    let is_term = |term: &str| (1..=LONGEST).contains(&term.trim().chars().count());
    let signs = [',', ';', '、', '，', '；'];
    text.contains(signs) && !text.ends_with(['.', '。']) && text.split(signs).all(is_term)
}

/// The field of `T` that `key` means, being none itself.
pub(crate) fn meaning<T: DecodeFields>(key: &str) -> Option<&'static str> {
    meanings(key)?.find(|field| T::knows(field))
}

fn has_field<T: DecodeFields>(node: &Node) -> bool {
    matches!(&node.value, Value::Map(entries) if entries.iter().any(|(key, _)| T::knows(&key.text)))
}

fn is_silent(key: &str) -> bool {
    key.starts_with("x-") || key.starts_with(['_', '$'])
}

fn field(name: &str, value: &Node) -> (Key, Node) {
    (Key { text: name.to_owned(), span: value.span }, value.clone())
}

fn map(node: &Node, fields: Vec<(Key, Node)>) -> Node {
    Node { value: Value::Map(fields), span: node.span }
}
