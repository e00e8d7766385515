//! How a line that is not TOML was probably meant.

mod values;
mod words;

use self::words::{is_bare, is_key, quote, value};
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
                let text = format!("{}{key} = {}", &self.text[..start], words::value(value.trim()));
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
}
