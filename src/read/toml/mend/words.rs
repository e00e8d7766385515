//! What keys and values of TOML look like.

/// Words for true and false, and what TOML has for them.
pub(super) const TRUTHS: &[(&str, &str)] =
    &[("True", "true"), ("TRUE", "true"), ("False", "false"), ("FALSE", "false")];

/// Whether `key` may be without quotes.
pub(super) fn is_bare(key: &str) -> bool {
    !key.is_empty()
        && key.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.'))
}

pub(super) fn is_key(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'))
}

/// `text` as a value: as it is if it is one, in quotes if not.
pub(super) fn value(text: &str) -> String {
    let is_value = text.starts_with(['"', '\'', '[', '{']) || text.parse::<f64>().is_ok();
    if is_value || matches!(text, "true" | "false") { text.to_owned() } else { quote(text) }
}

pub(super) fn quote(text: &str) -> String {
    let text = text.trim();
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

pub(super) fn quoted_end(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if character == mark && !is_escaped {
            return Some(at + 1);
        }
        is_escaped = character == '\\' && mark == '"' && !is_escaped;
    }
    None
}

/// What closes the brackets that `text` opens and does not close.
pub(super) fn unclosed(text: &str) -> String {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '"' | '\'' => length = quoted_end(rest).unwrap_or(rest.len()),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
        rest = &rest[length..];
    }
    open.into_iter().rev().collect()
}
