//! Values of TOML: quotes, brackets and what is in them.

use super::Line;
use super::words::{TRUTHS, is_bare, quote, quoted_end, unclosed};
use crate::read::fault::Mending;
use std::ops::Range;

/// The most lines that a text is thought to go on for.
const MOST_LINES: usize = 20;

impl Line<'_> {
    pub(super) fn value(
        &self,
        span: Range<usize>,
        texts: &[String],
        stopped: usize,
        found: &mut Vec<Mending>,
    ) {
        let value = &self.text[span.clone()];
        let first = value.chars().next().unwrap_or(' ');
        match first {
            '"' | '\'' if value.starts_with("\"\"\"") || value.starts_with("'''") => {
                self.thrice(span, texts, found);
            }
            '"' | '\'' => {
                self.behind(&span, found);
                self.quotes(span.clone(), first, found);
                self.several_lines(span, first, texts, found);
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
                self.behind(&span, found);
                self.brackets(&span, found);
                self.items(span, found);
            }
            _ if TRUTHS.iter().any(|(word, _)| *word == value) => {
                let truth =
                    TRUTHS.iter().find(|(word, _)| *word == value).map_or("", |found| found.1);
                let message = format!("`{value}` is no value in TOML");
                found.push(self.mending(span.clone(), self.with(&span, truth), message));
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

    /// A comma or semicolon behind the value.
    fn behind(&self, span: &Range<usize>, found: &mut Vec<Mending>) {
        let value = &self.text[span.clone()];
        let Some(last) = value.chars().next_back().filter(|last| ",;，；".contains(*last)) else {
            return;
        };
        let at = span.end - last.len_utf8()..span.end;
        let message = format!("`{last}` separates nothing between lines in TOML");
        found.push(self.mending(at.clone(), self.with(&at, ""), message));
        let without = value.trim_end_matches(last);
        if without.ends_with('}') && unclosed(without).is_empty() && without.starts_with('[') {
            let at = span.start + without.len() - 1..span.end;
            let message = "`[` is closed by `}`";
            found.push(self.mending(at.clone(), self.with(&at, "]"), message));
        }
    }

    /// Brackets closed by others, commas too many, colons for `=`.
    fn brackets(&self, span: &Range<usize>, found: &mut Vec<Mending>) {
        let value = &self.text[span.clone()];
        let mut open: Vec<char> = Vec::new();
        let mut after_comma = false;
        let mut rest = value;
        while let Some(first) = rest.chars().next() {
            let at = span.end - rest.len();
            let at = at..at + first.len_utf8();
            let mut length = first.len_utf8();
            let mut told = |at: Range<usize>, new: &str, message: String| {
                found.push(self.mending(at.clone(), self.with(&at, new), message));
            };
            match first {
                '"' | '\'' => length = quoted_end(rest).unwrap_or(rest.len()),
                '[' | '{' => open.push(first),
                ']' | '}' => {
                    if let Some(opened) =
                        open.pop().filter(|opened| (*opened == '[') != (first == ']'))
                    {
                        let right = if opened == '[' { "]" } else { "}" };
                        told(at, right, format!("`{opened}` is closed by `{first}`"));
                    }
                }
                ',' if after_comma => {
                    told(at, "", "there is nothing between two commas".to_owned());
                }
                '，' | '；' | ';' => {
                    told(at, ",", format!("`{first}` separates nothing in TOML, `,` does"));
                }
                ':' | '：' if open.last() == Some(&'{') => {
                    let mended =
                        self.text[span.clone()].replace(": ", " = ").replace([':', '：'], " = ");
                    let message = format!("`{first}` ends no key in TOML, `=` does");
                    found.push(self.mending(at, self.with(span, &mended), message));
                }
                _ => {}
            }
            after_comma = first == ',' || after_comma && first.is_whitespace();
            rest = &rest[length..];
        }
    }

    /// A text in three quotes that is not closed.
    fn thrice(&self, span: Range<usize>, texts: &[String], found: &mut Vec<Mending>) {
        let mark = &self.text[span.start..span.start + 3];
        let is_next = |line: &&String| {
            let line = line.trim();
            line.starts_with('[') && line.ends_with(']')
                || line.split_once('=').is_some_and(|(key, _)| is_bare(key.trim()))
        };
        let behind = &texts[self.at + 1..];
        let next = behind.iter().position(|line| is_next(&line)).unwrap_or(behind.len());
        let said = behind[..next].iter().rposition(|line| !line.trim().is_empty());
        let edited = said.map_or(self.at, |at| self.at + 1 + at);
        let text = format!("{}{mark}", texts[edited].trim_end().trim_end_matches(&mark[..1]));
        let message = format!("the quotes `{mark}` are not closed");
        let at = span.start..span.start + 3;
        found.push(Mending { edited, ..self.mending(at, text, message) });
    }

    /// A text in quotes that goes on on the next lines.
    fn several_lines(
        &self,
        span: Range<usize>,
        mark: char,
        texts: &[String],
        found: &mut Vec<Mending>,
    ) {
        if quoted_end(&self.text[span.clone()]).is_some() {
            return;
        }
        let mut text = self.text.trim_end().to_owned();
        for (joined, line) in (1..=MOST_LINES).zip(&texts[self.at + 1..]) {
            text.push_str("\\n");
            text.push_str(line.trim());
            if line.trim_end().ends_with(mark) {
                let message = format!("a text in `{mark}` cannot go on on the next line in TOML");
                let hint = format!(
                    "begin and end it with `{}`, or write a line end as `\\n`",
                    "\"".repeat(3)
                );
                let text = text.replace('\'', "\"");
                let mending = self.mending(span.start..span.start + 1, text, message);
                found.push(Mending { joined, hint: Some(hint), ..mending });
                return;
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
    pub(super) fn items(&self, span: Range<usize>, found: &mut Vec<Mending>) {
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
                || matches!(word, "，" | "；" | ";")
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
