//! Shapes that people write in place of a text or a list of texts: a list, a map with a name or an
//! address, a text with a colon that is a map to YAML, bullets within bullets or typed by hand.
//!
//! Bullets within a bullet become a list of Markdown in its text.

use super::is_language_map;
use crate::diagnostic::Diagnostic;
use crate::resume::decode::Problems;
use crate::resume::marks;
use crate::resume::node::{Key, Node, Value};
use crate::resume::words::is_field;
use crate::script;
use std::borrow::Cow;

/// The fields of a map that is in place of a text, the likeliest first.
const TEXT_KEYS: &[&str] = &["text", "name", "title", "value", "content", "description", "url"];

/// Fields that hold paragraphs, in which a list is one of bullets.
const PROSE: &[&str] = &["summary", "description", "text", "reference"];

/// Fields that hold bullets.
const BULLETS: &[&str] = &["highlights"];

/// Fields that hold short terms, which people separate by marks.
const TERMS: &[&str] = &["keywords", "courses", "roles"];

/// Settings that hold names.
const NAMES: &[&str] = &["tags", "languages", "fallback", "order", "hide", "keep", "break"];

pub(super) fn is_text_key(key: &str) -> bool {
    TEXT_KEYS.contains(&key)
}

/// `node` as what can be a text: of a map with a `text`, `name` or `url`, that.
pub(super) fn text<'a>(node: &'a Node, key: &str, problems: &mut Problems) -> Cow<'a, Node> {
    let Value::Map(entries) = &node.value else { return Cow::Borrowed(node) };
    if is_language_map(node, &problems.languages) {
        return Cow::Borrowed(node);
    }
    let is_said =
        |name: &&&str| entries.iter().any(|(key, value)| key.text == **name && !value.is_absent());
    let Some(name) = TEXT_KEYS.iter().find(is_said) else {
        let is_bare =
            matches!(key, "highlights" | "keywords" | "courses" | "roles" | "authors" | "author");
        let line = is_bare.then(|| colon_text(entries)).flatten();
        return match line {
            Some(text) => Cow::Owned(Node { value: Value::Text(text), span: node.span }),
            None => Cow::Borrowed(node),
        };
    };
    let mut found = node;
    for (other, value) in entries {
        if other.text == *name {
            found = value;
        } else if !value.is_absent()
            && !other.text.starts_with(['_', '$'])
            && !other.text.starts_with("x-")
        {
            let message = format!("unknown key `{}`", other.text);
            let hint = format!("it is not printed: a text is here, for which `{name}` is taken");
            problems.report(other.span, Diagnostic::warning("unknown-key", message).hint(hint));
        }
    }
    Cow::Borrowed(found)
}

/// The characters of `node`, which is under `key`: a scalar, or a list of them.
pub(super) fn joined(node: &Node, key: &str) -> Option<String> {
    match &node.value {
        Value::List(items) if !items.is_empty() => {
            let texts: Vec<&str> = items
                .iter()
                .filter(|item| !item.is_absent())
                .map(Node::scalar)
                .collect::<Option<_>>()?;
            let first = texts.first()?;
            Some(if PROSE.contains(&key) {
                texts.join("\n\n")
            } else {
                let is_han = first.chars().next_back().is_some_and(script::sets_no_blanks);
                texts.join(if is_han { "、" } else { ", " })
            })
        }
        Value::Text(text) if key == "highlights" => Some(hand_marked(text)),
        _ => node.scalar().map(str::to_owned),
    }
}

/// A bullet without the mark that was typed by hand.
fn hand_marked(text: &str) -> String {
    let text = text.trim_end();
    let first = text.lines().next().unwrap_or_default();
    let rest = marks::mark(first).map_or(text, |end| &text[end..]);
    marks::nested(rest).into_owned()
}

/// A map of language maps turned around, where bullets are by name: `Backend: [one, two]`.
pub(super) fn by_name<'a>(node: &'a Node, key: &str, problems: &mut Problems) -> Cow<'a, Node> {
    let Value::Map(entries) = &node.value else { return Cow::Borrowed(node) };
    let are_lists = !entries.is_empty()
        && entries.iter().all(|(_, value)| matches!(value.value, Value::List(_)))
        && !is_language_map(node, &problems.languages);
    if !are_lists || !(BULLETS.contains(&key) || TERMS.contains(&key)) {
        return Cow::Borrowed(node);
    }
    let single =
        |entry: &(Key, Node)| Node { value: Value::Map(vec![entry.clone()]), span: entry.1.span };
    let value = Value::List(entries.iter().map(single).collect());
    Cow::Owned(Node { value, span: node.span })
}

/// The list that `node` is, or stands for: bullets within bullets put into them, terms in one text parted.
pub(super) fn list<'a>(node: &'a Node, key: &str, problems: &mut Problems) -> Cow<'a, Node> {
    if TERMS.contains(&key) || key.starts_with("author") {
        return terms(node, key, problems);
    }
    if !BULLETS.contains(&key) {
        return Cow::Borrowed(node);
    }
    let items = match &node.value {
        Value::List(items) => items.clone(),
        Value::Text(_) => vec![node.clone()],
        _ => return Cow::Borrowed(node),
    };
    let mut bullets: Vec<Node> = Vec::new();
    for item in items {
        match &item.value {
            Value::List(inner) => nest(&mut bullets, inner),
            Value::Text(text) => match marks::bullets(text) {
                Some(parts) => bullets.extend(
                    parts
                        .into_iter()
                        .map(|part| Node { value: Value::Text(part), span: item.span }),
                ),
                None => bullets.push(item),
            },
            _ => bullets.push(item),
        }
    }
    uncounted(&mut bullets);
    Cow::Owned(Node { value: Value::List(bullets), span: node.span })
}

/// Puts `inner` below the last of `bullets`, or beside them if there is none to be below.
fn nest(bullets: &mut Vec<Node>, inner: &[Node]) {
    let below = markdown(inner, 0);
    let text = match bullets.last_mut().map(|last| &mut last.value) {
        Some(Value::Text(text)) => text,
        Some(Value::Map(entries)) => {
            match entries
                .iter_mut()
                .find(|(key, _)| key.text == "text")
                .map(|(_, node)| &mut node.value)
            {
                Some(Value::Text(text)) => text,
                _ => return bullets.extend(inner.iter().cloned()),
            }
        }
        _ => return bullets.extend(inner.iter().cloned()),
    };
    text.truncate(text.trim_end().len());
    text.push('\n');
    text.push_str(&below);
}

/// `items` as a list of Markdown, indented by `depth` levels.
fn markdown(items: &[Node], depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let mut lines = Vec::new();
    for item in items.iter().filter(|item| !item.is_absent()) {
        match &item.value {
            Value::List(inner) => lines.push(markdown(inner, depth + 1)),
            Value::Map(entries) => {
                let text = entries
                    .iter()
                    .find(|(key, _)| key.text == "text")
                    .and_then(|(_, node)| node.scalar());
                let text = text.map(str::to_owned).or_else(|| colon_text(entries));
                let text = text.unwrap_or_default();
                lines.push(format!("{indent}- {}", text.replace('\n', &format!("\n{indent}  "))));
            }
            _ => {
                let text = item.scalar().unwrap_or_default().trim();
                let text = marks::mark(text).map_or(text, |end| &text[end..]);
                lines.push(format!("{indent}- {}", text.replace('\n', &format!("\n{indent}  "))));
            }
        }
    }
    lines.join("\n")
}

/// What a map says that YAML made of a text with a colon: `Led: five people`. None if it cannot be one.
fn colon_text(entries: &[(Key, Node)]) -> Option<String> {
    let line = |(key, node): &(Key, Node)| match &node.value {
        _ if node.is_absent() => Some(format!("{}:", key.text)),
        Value::List(items) => Some(format!("{}:\n{}", key.text, markdown(items, 0))),
        Value::Map(inner) => Some(format!("{}: {}", key.text, colon_text(inner)?)),
        _ => Some(format!("{}: {}", key.text, node.scalar()?.trim_end())),
    };
    // A map of fields is not text.
    if entries.is_empty() || entries.iter().all(|(key, _)| is_field(&key.text)) {
        return None;
    }
    Some(entries.iter().map(line).collect::<Option<Vec<_>>>()?.join("\n"))
}

/// Takes the numbers off that bullets were given by hand, if all are counted from one.
fn uncounted(bullets: &mut [Node]) {
    let is_counted = bullets.len() > 1
        && (1..).zip(bullets.iter()).all(|(count, bullet)| {
            bullet.scalar().and_then(marks::number).is_some_and(|(_, number)| number == count)
        });
    for bullet in bullets.iter_mut().filter(|_| is_counted) {
        if let Value::Text(text) = &mut bullet.value
            && let Some((end, _)) = marks::number(text)
        {
            text.replace_range(..end, "");
        }
    }
}

/// The terms that are in one `item` of a list, between marks of Chinese; told once.
pub(in crate::resume) fn parted(item: &Node, problems: &mut Problems) -> Option<Vec<Node>> {
    let text = item.scalar().filter(|text| !is_sentence(text))?;
    let parts = split(text, &['，', '、', '；'])?;
    let sign = text.chars().find(|c| "，、；".contains(*c)).unwrap_or('，');
    let message = format!(
        "`{sign}` separates nothing in a list; what is beside it is taken for several items"
    );
    let told = Diagnostic::warning("parted", message).hint("write `, ` between items");
    problems.report_once(item.span, told);
    Some(nodes(item, parts))
}

fn is_sentence(text: &str) -> bool {
    text.contains('。') || text.contains("http")
}

/// Terms that are in one text, parted: in a list only by marks of Chinese.
fn terms<'a>(node: &'a Node, key: &str, problems: &mut Problems) -> Cow<'a, Node> {
    let items = match &node.value {
        Value::Text(text) if !is_sentence(text) => {
            let signs: &[char] = match key {
                "keywords" => &[',', ';', '|', '，', '、', '；', '\n'],
                _ => &[';', '，', '、', '；', '\n'],
            };
            split(text, signs).map(|parts| nodes(node, parts))
        }
        Value::List(list) => {
            let mut items = Vec::new();
            let mut is_parted = false;
            for item in list {
                match parted(item, problems) {
                    Some(parts) => {
                        is_parted = true;
                        items.extend(parts);
                    }
                    None => items.push(item.clone()),
                }
            }
            is_parted.then_some(items)
        }
        _ => None,
    };
    match items {
        Some(items) => Cow::Owned(Node { value: Value::List(items), span: node.span }),
        None => Cow::Borrowed(node),
    }
}

/// The names that are in one text in place of a list of them.
pub(super) fn parts(node: &Node, key: &str, _: &mut Problems) -> Option<Vec<Node>> {
    let text = node.scalar().filter(|_| NAMES.contains(&key))?;
    split(text, &[',', ';', '，', '、', '；', ' ']).map(|parts| nodes(node, parts))
}

fn nodes(node: &Node, parts: Vec<String>) -> Vec<Node> {
    parts.into_iter().map(|part| Node { value: Value::Text(part), span: node.span }).collect()
}

/// The parts of `text` between `signs` that stand outside of brackets; none if there is only one.
fn split(text: &str, signs: &[char]) -> Option<Vec<String>> {
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for character in text.chars() {
        match character {
            '(' | '（' | '[' | '「' | '“' => depth += 1,
            ')' | '）' | ']' | '」' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && signs.contains(&character) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    let parts: Vec<String> =
        parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    (parts.len() > 1).then_some(parts)
}
