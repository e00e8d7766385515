//! How a line that is not TOML was probably meant.

use crate::read::fault::{Guesses, Mending, replaced};
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
        if line.starts_with('[') && self.header(line, start, end, found) {
            return;
        }
        if self.remark(line, start, end, found) {
            return;
        }
        let Some(equals) =
            line.find('=').map(|at| start + at).filter(|at| is_key(&self.text[start..*at]))
        else {
            self.keys(line, start, found);
            self.list(texts, start, end, found);
            self.without_equals(start, end, found);
            self.items(start..end, found);
            return;
        };
        self.keys(line, start, found);
        let value = self.text[equals + 1..end].trim_start();
        let span = end - value.len()..end;
        if value.is_empty() {
            let next = texts.get(self.at + 1).map(|next| next.trim());
            if let Some(next) = next.filter(|next| next.starts_with(['"', '\'', '[', '{'])) {
                let text = format!("{} {next}", &self.text[..=equals]);
                let message = "a value begins on the line of its key";
                let mending = self.mending(equals..equals + 1, text, message);
                found.push(Mending { joined: 1, ..mending });
            }
            let text = format!("{} \"\"", &self.text[..=equals]);
            found.push(self.mending(equals..equals + 1, text, "behind `=` there is no value"));
            return;
        }
        self.value(span, texts, stopped, found);
    }

    /// The name of a table or an entry, in brackets; whether it is one.
    fn header(&self, line: &str, start: usize, end: usize, found: &mut Vec<Mending>) -> bool {
        let open =
            line.chars().take_while(|c| matches!(c, '[' | ' ')).filter(|c| *c == '[').count();
        let from = line.find(|c| !matches!(c, '[' | ' ')).unwrap_or(line.len());
        let length = line[from..].find([']', '=', ',', '"', '#']).unwrap_or(line.len() - from);
        let name = line[from..from + length].trim();
        let rest = line[from + length..].trim_start_matches([']', ' ']);
        if open > 2 || name.is_empty() || line[from + length..].starts_with(['=', ',', '"']) {
            return false;
        }
        let close = line[from + length..].chars().filter(|c| *c == ']').count();
        let parts = name.split('.').map(|part| match part.trim() {
            part if is_bare(part) => part.to_owned(),
            part => quote(part),
        });
        // `[work]]` is meant as much as `[[work]]`.
        let count = open.max(close.min(2));
        let name = parts.collect::<Vec<_>>().join(".");
        let header = format!("{}{name}{}", "[".repeat(count), "]".repeat(count));
        let text = format!("{}{header}", &self.text[..start]);
        if !rest.is_empty() && !rest.starts_with('#') {
            let at = end - rest.len();
            let message = "the name of a table is on a line of its own";
            let hint = Some(format!("write `{header}`, and on the next line `{rest}`"));
            found.push(Mending { hint, ..self.mending(at..end, text, message) });
        } else if text.trim_end() != self.text[..end].trim_end() {
            let message = match () {
                () if close < open => "the name of a table is not closed",
                () if close > open => "the name of an entry is in two brackets on both sides",
                () if name.contains('"') => {
                    "a name with spaces or other letters than Latin is in quotes"
                }
                () => "no space may be between these brackets",
            };
            found.push(self.mending(start..start + open.max(1), text, message));
        }
        true
    }

    /// A comment with the sign of another format; whether it is one.
    fn remark(&self, line: &str, start: usize, end: usize, found: &mut Vec<Mending>) -> bool {
        let Some(sign) =
            ["//", "/*", "<!--", "-- ", "; "].into_iter().find(|it| line.starts_with(it))
        else {
            return false;
        };
        let said = line[sign.len()..].trim_end_matches("*/").trim_end_matches("-->").trim();
        let text = format!("{}# {said}", &self.text[..start]);
        let message = format!("`{}` begins no comment in TOML, `#` does", sign.trim_end());
        found.push(self.mending(start..end.min(start + sign.len()), text, message));
        true
    }

    /// A key that must be in quotes, or that is missing.
    fn keys(&self, line: &str, start: usize, found: &mut Vec<Mending>) {
        let Some((key, value)) = line.split_once('=') else {
            if let Some((key, value)) = line.split_once('＝').filter(|(key, _)| is_key(key)) {
                let key = key.trim();
                let at = start + line.find('＝').unwrap_or_default();
                let text = format!("{}{key} = {}", &self.text[..start], self::value(value.trim()));
                let message = "`＝` is a full-width sign, which ends no key in TOML";
                found.push(self.mending(at..at + '＝'.len_utf8(), text, message));
            }
            return;
        };
        let name = key.trim_end();
        if name.is_empty() {
            let text = format!("{}key ={value}", &self.text[..start]);
            found.push(self.mending(start..start + 1, text, "before `=` there is no key"));
        } else if !name.contains(['"', '\'', '[', '{', ':', '.']) && !is_bare(name) {
            let text = format!("{}\"{name}\" ={value}", &self.text[..start]);
            let message = "a key with spaces or other letters than Latin must be in quotes in TOML";
            found.push(self.mending(start..start + name.len(), text, message));
        }
    }

    /// A list as YAML has it: `highlights:` and lines that begin with `- `.
    fn list(&self, texts: &[String], start: usize, end: usize, found: &mut Vec<Mending>) {
        let line = &self.text[start..end];
        let key = line.trim_end_matches([':', '=', ' ']);
        let items = texts[self.at + 1..].iter().map_while(|text| text.trim().strip_prefix("- "));
        let items: Vec<String> = items.map(value).collect();
        if key.len() < line.len() && is_bare(key) && !items.is_empty() {
            let text = format!("{}{key} = [{}]", &self.text[..start], items.join(", "));
            let message = "a list is in brackets in TOML";
            let mending = self.mending(start..end, text, message);
            found.push(Mending { joined: items.len(), ..mending });
        }
        if let Some(item) = line.strip_prefix("- ") {
            let message = "`-` begins no item of a list in TOML; lists are in brackets";
            let hint =
                Some(format!("write it between the brackets of a list: `[{}]`", value(item)));
            found.push(Mending {
                hint,
                rank: 1,
                ..self.mending(start..start + 1, String::new(), message)
            });
        }
    }

    fn mending(&self, span: Range<usize>, text: String, message: impl Into<String>) -> Mending {
        Mending::new(self.at, span, text, message)
    }

    fn with(&self, span: &Range<usize>, new: &str) -> String {
        replaced(self.text, span, new)
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
        let is_item = line.starts_with("- ");
        if let Some((key, rest)) = line.split_once(' ').filter(|(key, _)| is_key(key) && !is_item) {
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

/// Words for true and false, and what TOML has for them.
const TRUTHS: &[(&str, &str)] =
    &[("True", "true"), ("TRUE", "true"), ("False", "false"), ("FALSE", "false")];

/// The most lines that a text is thought to go on for.
const MOST_LINES: usize = 20;

/// Whether `key` may be without quotes.
fn is_bare(key: &str) -> bool {
    !key.is_empty()
        && key.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.'))
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
