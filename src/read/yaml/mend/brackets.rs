//! Guesses at what is wrong with brackets and what is in them.

use super::{Context, LISTS, quote, refused};
use crate::read::fault::{MAX_GUESSED, Mending};
use crate::read::yaml::lines::{is_blank, quoted_end};
use crate::resume::{SECTIONS, is_field, is_well_known_language};
use std::ops::Range;

/// Fields that hold a map.
const MAPS: &[&str] =
    &["basics", "cvgen", "meta", "location", "options", "titles", "words", "variants", "limit"];

impl Context<'_> {
    /// Brackets that are not closed on their line.
    pub(super) fn opened(&self, found: &mut Vec<Mending>) {
        let span = self.line.value.clone();
        let value = self.part(&span);
        let Some(first) = value.chars().next().filter(|first| matches!(first, '[' | '{')) else {
            return;
        };
        if value.starts_with("{{") && value.contains("}}") {
            let message = "`{{` begins a map whose key is a map, which YAML does not take";
            found.push(self.quoted(span.clone(), message));
        }
        if let Some((at, opened, right)) = mismatch(value) {
            let at = span.start + at..span.start + at + 1;
            let message = format!("`{opened}` is closed by `{}`", self.part(&at));
            found.push(self.mending(at.clone(), self.with(&at, right), message));
        }
        if brackets_end(value).is_some() {
            return;
        }
        self.map_in_map(found);
        let missing = missing_brackets(value);
        let what = if first == '[' { "list" } else { "map" };
        let message = format!("`{first}` begins a {what} that is not closed");
        let at = span.start..span.start + 1;
        let key = self.line.key.as_ref().map_or("", |key| self.part(key));
        let is_list = first == '[' && (LISTS.contains(&key) || value.contains(','));
        let begins = value[1..].split(':').next().unwrap_or_default().trim();
        let holds_map =
            key.is_empty() || !is_field(key) || MAPS.contains(&key) || SECTIONS.contains(&key);
        let is_map =
            first == '{' && value.contains(": ") && (holds_map || is_well_known_language(begins));
        let close =
            self.mending(at.clone(), self.with(&(span.end..span.end), &missing), message.clone());
        let text = self.mending(at.clone(), self.with(&span, &quote(value)), message.clone());
        if is_list || is_map {
            found.extend([close, text]);
        } else {
            found.extend([text, close]);
        }
        let open: String =
            self.texts[self.at..self.fault.max(self.at + 1)].iter().map(String::as_str).collect();
        found.push(self.close_before_fault(&missing_brackets(&open), &at, &message));
    }

    /// `{a: b, {c: d}`: a map where a key of another is, and fewer brackets closed than opened.
    fn map_in_map(&self, found: &mut Vec<Mending>) {
        let span = self.line.value.clone();
        let value = self.part(&span);
        for item in items(value) {
            let inner = value[..item.start].trim_end().strip_suffix('{');
            let Some(outer) = inner.map(str::trim_end).filter(|outer| outer.ends_with([',', '{']))
            else {
                continue;
            };
            if innermost(outer) == Some('{') {
                let blank = if outer.ends_with(',') { " " } else { "" };
                let without = format!("{outer}{blank}{}", &value[item.start..]);
                let at = span.start + outer.len();
                let at = at + self.text[at..].find('{').unwrap_or_default();
                let message = "`{` begins a map where a key of another map is";
                found.push(self.mending(at..at + 1, self.with(&span, &without), message));
            }
        }
    }

    /// Items in brackets that begin with a sign of lists or of keys: `[- a]`, `[: a]`.
    fn signs(&self, within: &Range<usize>, found: &mut Vec<Mending>) {
        let text = self.part(within);
        for item in items(text) {
            let value = &text[item.clone()];
            let span = within.start + item.start..within.start + item.end;
            let at = span.start..span.start + 1;
            let Some(rest) = value.strip_prefix("- ") else {
                if value.starts_with(": ") || value == ":" {
                    let message = "no text begins with `:` and a space in YAML";
                    found.push(self.quoted(span, message));
                } else if value.starts_with('#') {
                    let message = "`#` begins a comment in YAML, not a text";
                    found.push(self.quoted(span, message));
                }
                continue;
            };
            let message = "`-` begins no item in brackets; commas are between them";
            if !rest.trim_start().starts_with(':') {
                found.push(self.mending(at, self.with(&span, rest.trim_start()), message));
            }
            found.push(self.quoted(span, message));
        }
        // `[- [ ] todo]`, `[![x](y)]`: a sign before brackets of its own.
        for (at, sign) in text.match_indices(['-', '!']) {
            let before = text[..at].trim_end();
            let inner = text[at + 1..].trim_start_matches(is_blank);
            if before.ends_with(['[', '{', ',']) && inner.starts_with('[') {
                let close = inner.find(']').map_or(inner.len(), |close| close + 1);
                let behind = inner.len() - close;
                let end = text.len() - behind;
                let end = end + text[end..].find([',', ']', '}']).unwrap_or(behind);
                let message = format!("`{sign}` begins no text before brackets in YAML");
                found.push(self.quoted(within.start + at..within.start + end, message));
            }
        }
        // `{[x]: y}`
        for (at, mark) in text.match_indices([']', '}']) {
            let open = if mark == "]" { '[' } else { '{' };
            if text[at + 1..].starts_with(':')
                && let Some(start) = text[..at].rfind(open)
            {
                let message = format!("`{open}` begins no key; a key is a text");
                let key = within.start + start..within.start + at + 1;
                found.push(self.quoted(key, message));
            }
        }
    }

    /// The keys and values within brackets on this line.
    pub(super) fn pieces(&self, within: Range<usize>, found: &mut Vec<Mending>) {
        let text = self.part(&within);
        self.signs(&within, found);
        for piece in pieces(text) {
            if found.len() * self.text.len() > MAX_GUESSED {
                return;
            }
            let span = within.start + piece.start..within.start + piece.end;
            let value = &text[piece];
            let Some(first) = value.chars().next() else { continue };
            if let Some(message) = refused(first, value) {
                found.push(self.quoted(span.clone(), message));
            } else if matches!(first, '|' | '>') {
                let message = format!("no text in brackets begins with `{first}` in YAML");
                found.push(self.quoted(span.clone(), message));
            }
            if first == '"' && value.contains('\\') && quoted_end(value) == Some(value.len()) {
                found.push(self.backslash(span.clone()));
            }
            if let Some(end) = quoted_end(value).filter(|end| *end < value.len()) {
                let message = format!("a text goes on behind its closing quote `{first}`");
                let text = self.with(&span, &quote(value));
                found.push(self.mending(span.start + end - 1..span.end, text, message));
            }
            if let Some(sign) = value.chars().find(|c| matches!(c, '：' | '，')) {
                let at = span.start + value.find(sign).unwrap_or_default();
                let (name, ours) = if sign == '：' { ("colon", ": ") } else { ("comma", ", ") };
                let mended = value.replace('：', ": ").replace('，', ", ");
                let message =
                    format!("`{sign}` is a full-width {name}, which separates nothing in YAML");
                let mending = self.mending(
                    at..at + sign.len_utf8(),
                    self.with(&span, mended.trim()),
                    message,
                );
                let hint = format!("write `{ours}`, as in `{}`", mending.text.trim());
                found.push(Mending { hint: Some(hint), ..mending });
            }
        }
        // `[[draft] of it, other]`, `[a, , b]`
        for (at, mark) in text.match_indices([']', '}', ',']) {
            if found.len() * self.text.len() > MAX_GUESSED {
                return;
            }
            let after = text[at + 1..].trim_start();
            if mark == "," {
                if text[..at].trim_end().ends_with(['[', '{']) {
                    let comma = within.start + at..within.start + at + 1;
                    let without = format!(
                        "{}{}",
                        &self.text[..comma.start],
                        self.text[comma.end..].trim_start()
                    );
                    found.push(self.mending(comma, without, "there is nothing before the comma"));
                }
                if after.starts_with(',') {
                    let next = within.start + text.len() - after.len();
                    let without = self.with(&(within.start + at + 1..next + 1), "");
                    let message = "there is nothing between two commas";
                    found.push(self.mending(next..next + 1, without, message));
                }
            } else if !after.is_empty() && !after.starts_with([',', ']', '}', ':']) {
                let open = if mark == "]" { '[' } else { '{' };
                let start = text[..at].rfind(open).unwrap_or(at);
                let end = text.len() - after.len();
                let end = end + after.find([',', ']', '}']).unwrap_or(after.len());
                let message = format!("a text goes on behind `{mark}`, which closes brackets");
                found.push(self.quoted(within.start + start..within.start + end, message));
            }
        }
        // `{a: b: c}`
        let all = pieces(text);
        let is_value = |at: usize| text[..all[at].start].trim_end().ends_with(':');
        let mut at = 0;
        while at < all.len() && found.len() * self.text.len() < MAX_GUESSED {
            let end = (at + 1..all.len()).find(|next| !is_value(*next)).unwrap_or(all.len());
            if end - at > 2 {
                let (key, whole) = (&all[at + 1], all[at + 1].start..all[end - 1].end);
                let key = &text[key.clone()];
                let message = format!("`{key}:` is a key to YAML, and another is before it");
                found.push(
                    self.quoted(within.start + whole.start..within.start + whole.end, message),
                );
            }
            at = end;
        }
    }

    /// A line within brackets that lacks its comma.
    pub(super) fn comma(&self, found: &mut Vec<Mending>) {
        let text = self.text.trim_end();
        let value = self.part(&self.line.value);
        if value.ends_with([',', '[', '{']) || value.is_empty() || self.at + 1 > self.fault {
            return;
        }
        let end = self.line.value.end;
        let message = "a comma is missing between two items in brackets";
        let mending =
            self.mending(end.saturating_sub(1)..end, self.with(&(end..text.len()), ","), message);
        found.push(mending);
    }
}

/// Where the brackets that begin `text` are closed, behind the closing one.
pub(super) fn brackets_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"') => quote = Some(character),
            (None, '\'') if text[..at].ends_with([' ', '[', '{', ',']) => quote = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where a bracket in `text` is closed by one of the other kind, which it is, and its partner.
fn mismatch(text: &str) -> Option<(usize, char, &'static str)> {
    let mut open = Vec::new();
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (None, '"' | '\'') if text[..at].ends_with([' ', '[', '{', ',']) => {
                quote = Some(character);
            }
            (None, '[' | '{') => open.push(character),
            (None, ']' | '}') => match (open.pop()?, character) {
                ('[', '}') => return Some((at, '[', "]")),
                ('{', ']') => return Some((at, '{', "}")),
                _ => {}
            },
            _ => {}
        }
    }
    None
}

/// The brackets that `text` opens and does not close, closed.
fn missing_brackets(text: &str) -> String {
    let mut open = Vec::new();
    for character in text.chars() {
        match character {
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}

/// The bracket that is open at the end of `text`.
fn innermost(text: &str) -> Option<char> {
    let mut open = Vec::new();
    for character in text.chars() {
        match character {
            '[' | '{' => open.push(character),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// The parts of `text` between brackets and commas.
fn items(text: &str) -> Vec<Range<usize>> {
    parts(text, false)
}

/// The parts of `text` between brackets, commas and colons.
pub(in crate::read::yaml) fn pieces(text: &str) -> Vec<Range<usize>> {
    parts(text, true)
}

/// The parts of `text` between brackets and commas, and between colons if they part it, too.
fn parts(text: &str, at_colons: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut quote = None;
    let mut push = |range: Range<usize>| {
        let piece = &text[range.clone()];
        let from = range.start + (piece.len() - piece.trim_start().len());
        if !piece.trim().is_empty() {
            found.push(from..from + piece.trim().len());
        }
    };
    for (at, character) in text.char_indices() {
        let next = text[at + character.len_utf8()..].chars().next();
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') if text[start..at].trim().is_empty() => quote = Some(character),
            (None, '[' | ']' | '{' | '}' | ',') => {
                push(start..at);
                start = at + 1;
            }
            (None, ':') if at_colons && next.is_none_or(is_blank) => {
                push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(start..text.len());
    found
}
