//! How a line that is not TOML was probably meant.

use crate::read::fault::{Guesses, Mending};
use std::ops::Range;

/// How many lines before the one where the parser gave up may be the cause.
const WINDOW: usize = 60;

/// Guesses at what is wrong with these lines, where the parser gave up in the line `stopped`.
pub(super) fn guesses(texts: &[String], stopped: usize) -> Guesses<'_> {
    let window = (stopped.saturating_sub(WINDOW)..=stopped).rev();
    Box::new(window.flat_map(move |at| {
        let mut found = Vec::new();
        let line = Line { at, text: &texts[at] };
        line.guess(texts, stopped, &mut found);
        found
    }))
}

struct Line<'a> {
    at: usize,
    text: &'a str,
}

impl Line<'_> {
    fn guess(&self, texts: &[String], stopped: usize, found: &mut Vec<Mending>) {
        let end = self.text.trim_end().len();
        let start = self.text.len() - self.text.trim_start().len();
        let line = &self.text[start.min(end)..end];
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        if line.starts_with('[') && !line.contains('=') && !line.contains([',', '"']) {
            let open = line.len() - line.trim_start_matches('[').len();
            let close = line.len() - line.trim_end_matches(']').len();
            if close < open {
                let text = format!("{}{}", &self.text[..end], "]".repeat(open - close));
                found.push(self.mending(
                    start..start + open,
                    text,
                    "the name of a table is not closed",
                ));
            }
            return;
        }
        let Some(equals) =
            line.find('=').map(|at| start + at).filter(|at| is_key(&self.text[start..*at]))
        else {
            self.without_equals(start, end, found);
            self.items(start..end, found);
            return;
        };
        let value = self.text[equals + 1..end].trim_start();
        let span = end - value.len()..end;
        if value.is_empty() {
            let text = format!("{} \"\"", &self.text[..=equals]);
            found.push(self.mending(equals..equals + 1, text, "behind `=` there is no value"));
            return;
        }
        self.value(span, texts, stopped, found);
    }

    fn mending(&self, span: Range<usize>, text: String, message: impl Into<String>) -> Mending {
        let message = message.into();
        Mending { line: self.at, span, edited: self.at, text, message, hint: None, rank: 0 }
    }

    fn with(&self, span: &Range<usize>, new: &str) -> String {
        format!("{}{new}{}", &self.text[..span.start], &self.text[span.end..])
    }

    fn quoted(&self, span: Range<usize>, message: impl Into<String>) -> Mending {
        let text = self.with(&span, &quote(&self.text[span.clone()]));
        self.mending(span, text, message)
    }

    /// A line without `=`.
    fn without_equals(&self, start: usize, end: usize, found: &mut Vec<Mending>) {
        let line = &self.text[start..end];
        for sign in [':', '：'] {
            if let Some(at) = line.find(sign).filter(|at| is_key(&line[..*at])) {
                let rest = line[at + sign.len_utf8()..].trim().replacen('=', "", 1);
                let rest = rest.trim();
                let text =
                    format!("{}{} = {}", &self.text[..start], line[..at].trim(), value(rest));
                let span = start + at..start + at + sign.len_utf8();
                found.push(self.mending(
                    span,
                    text,
                    format!("`{sign}` ends no key in TOML, `=` does"),
                ));
            }
        }
        if let Some((key, rest)) = line.split_once(' ').filter(|(key, _)| is_key(key)) {
            let text = format!("{}{key} = {}", &self.text[..start], value(rest.trim()));
            let message = format!("the key `{key}` has no `=` after it");
            found.push(self.mending(start..start + key.len(), text, message));
        }
    }

    fn value(
        &self,
        span: Range<usize>,
        texts: &[String],
        stopped: usize,
        found: &mut Vec<Mending>,
    ) {
        let value = &self.text[span.clone()];
        let first = value.chars().next().unwrap_or(' ');
        match first {
            '"' | '\'' if !value.starts_with("\"\"\"") && !value.starts_with("'''") => {
                self.quotes(span, first, found);
            }
            '“' | '”' | '‘' | '„' | '「' => {
                let inner =
                    value.trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '„' | '「' | '」'));
                let text = self.with(&span, &quote(inner));
                found.push(self.mending(span, text, format!("`{first}` quotes nothing in TOML")));
            }
            '[' | '{' => {
                let missing = unclosed(value);
                if !missing.is_empty() {
                    let message = format!("`{first}` is not closed");
                    let at = span.start..span.start + 1;
                    found.push(self.mending(
                        at.clone(),
                        format!("{}{missing}", self.text.trim_end()),
                        message.clone(),
                    ));
                    let last =
                        (self.at + 1..stopped).rev().find(|line| !texts[*line].trim().is_empty());
                    if let Some(last) = last {
                        let open: String = texts[self.at..=last].concat();
                        let text = format!("{}{}", texts[last].trim_end(), unclosed(&open));
                        found.push(Mending { edited: last, ..self.mending(at, text, message) });
                    }
                }
                self.items(span, found);
            }
            _ => {
                let bare = value.split(" #").next().unwrap_or_default().trim_end();
                let message =
                    if bare.len() == 7 && bare.bytes().filter(u8::is_ascii_digit).count() == 6 {
                        format!("TOML has dates of whole days only; `{bare}` is a text")
                    } else {
                        "a text must be in quotes in TOML".to_owned()
                    };
                found.push(self.quoted(span.start..span.start + bare.len(), message));
            }
        }
    }

    fn quotes(&self, span: Range<usize>, mark: char, found: &mut Vec<Mending>) {
        let value = &self.text[span.clone()];
        match quoted_end(value) {
            None => {
                let text = format!("{}{mark}", self.text.trim_end());
                found.push(self.mending(
                    span.start..span.start + 1,
                    text,
                    format!("the quote `{mark}` is not closed"),
                ));
            }
            Some(end) if end < value.len() && !value[end..].trim_start().starts_with('#') => {
                let inner = value[1..].strip_suffix(mark).unwrap_or(value);
                let text = self.with(&span, &quote(inner));
                let message = format!("a text goes on behind its closing quote `{mark}`");
                found.push(self.mending(span.start + end - 1..span.end, text, message));
            }
            Some(end) if value[..end].contains('\\') && mark == '"' => {
                let at = span.start + value.find('\\').unwrap_or_default();
                let inner = &value[1..end - 1];
                let text = self.with(&(span.start..span.start + end), &quote(inner));
                let message = "in double quotes `\\` begins a character by its code";
                found.push(self.mending(at..at + 1, text, message));
            }
            Some(_) => {}
        }
    }

    /// Items in brackets: words without quotes, commas that lack.
    fn items(&self, span: Range<usize>, found: &mut Vec<Mending>) {
        let value = &self.text[span.clone()];
        let mut mended = String::new();
        let mut rest = value;
        let mut is_changed = None;
        let mut is_behind_item = false;
        while let Some(first) = rest.chars().next() {
            let at = span.end - rest.len();
            let length = match first {
                '"' | '\'' => quoted_end(rest).unwrap_or(rest.len()),
                '[' | ']' | '{' | '}' | ',' | '=' | ' ' | '\t' => 1,
                _ => rest.find(['[', ']', '{', '}', ',', '=']).unwrap_or(rest.len()),
            };
            let piece = &rest[..length];
            rest = &rest[length..];
            if piece.trim().is_empty() || length == 1 && "[]{},=".contains(first) {
                is_behind_item &= piece.trim().is_empty();
                mended.push_str(piece);
                continue;
            }
            if is_behind_item {
                is_changed.get_or_insert((at, "a comma is missing between two items"));
                mended.truncate(mended.trim_end().len());
                mended.push_str(", ");
            }
            is_behind_item = true;
            let word = piece.trim_end();
            let is_said = matches!(first, '"' | '\'')
                || word.parse::<f64>().is_ok()
                || matches!(word, "true" | "false")
                || rest.trim_start().starts_with('=');
            if is_said {
                mended.push_str(piece);
            } else {
                is_changed.get_or_insert((at, "a text must be in quotes in TOML"));
                mended.push_str(&quote(word));
            }
        }
        if let Some((at, message)) = is_changed {
            found.push(self.mending(at..at + 1, self.with(&span, &mended), message));
        }
        let is_open = !value.ends_with([',', '[', '{']) && self.text.starts_with([' ', '\t']);
        if is_open {
            let text = format!("{},", self.text.trim_end());
            found.push(self.mending(
                span.end - 1..span.end,
                text,
                "a comma is missing between two items",
            ));
        }
    }
}

fn is_key(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'))
}

/// `text` as a value: as it is if it is one, in quotes if not.
fn value(text: &str) -> String {
    let is_value = text.starts_with(['"', '\'', '[', '{']) || text.parse::<f64>().is_ok();
    if is_value || matches!(text, "true" | "false") { text.to_owned() } else { quote(text) }
}

fn quote(text: &str) -> String {
    let text = text.trim();
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

fn quoted_end(text: &str) -> Option<usize> {
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
fn unclosed(text: &str) -> String {
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
