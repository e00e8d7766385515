//! How a line that is not JSON was probably meant.

mod brackets;
mod strings;
mod tokens;

use self::brackets::unclosed;
use self::tokens::{Kind, Token, string_end, tokens};
use crate::read::fault::{Guesses, MAX_GUESSED, Mending, replaced};
use crate::resume::is_field;
use std::ops::Range;

/// How many lines before the one where the parser gave up may be the cause.
const WINDOW: usize = 60;

/// Guesses at what is wrong with these lines, where the parser gave up in the line `stopped`.
pub(super) fn guesses(texts: &[String], stopped: usize) -> Guesses<'_> {
    let of_line = |at: usize| {
        let mut found = Vec::new();
        let line = Line { at, text: &texts[at], texts };
        line.key(&mut found);
        line.shape(&mut found);
        line.tokens(&mut found);
        line.strings(&mut found);
        line.commas(&mut found);
        found
    };
    let window = (stopped.saturating_sub(WINDOW)..=stopped).rev();
    let brackets = std::iter::once_with(move || {
        let mut found = Vec::new();
        unclosed(texts, stopped, &mut found);
        found
    });
    Box::new(window.flat_map(of_line).chain(brackets.flatten()))
}

struct Line<'a> {
    at: usize,
    text: &'a str,
    texts: &'a [String],
}

impl Line<'_> {
    fn mending(&self, span: Range<usize>, text: String, message: impl Into<String>) -> Mending {
        Mending::new(self.at, span, text, message)
    }

    fn with(&self, span: &Range<usize>, new: &str) -> String {
        replaced(self.text, span, new)
    }

    fn replaced(
        &self,
        span: Range<usize>,
        new: &str,
        message: impl Into<String>,
        hint: String,
    ) -> Mending {
        let text = self.with(&span, new);
        Mending { hint: Some(hint), ..self.mending(span, text, message) }
    }

    /// Signs and words that JSON does not have.
    fn tokens(&self, found: &mut Vec<Mending>) {
        let tokens = tokens(self.text);
        for (index, token) in tokens.iter().enumerate() {
            if found.len() * self.text.len() > MAX_GUESSED {
                break;
            }
            let span = token.span.clone();
            let written = &self.text[span.clone()];
            let before = index.checked_sub(1).map(|index| &tokens[index]);
            match token.kind {
                Kind::Comment => {
                    let message = "JSON has no comments";
                    let hint = "take it out, or save the file as YAML, where `#` begins a comment";
                    found.push(self.replaced(span, "", message, hint.to_owned()));
                }
                Kind::Word => self.word(span, written, found),
                Kind::Sign(']' | '}')
                    if before.is_some_and(|before| before.kind == Kind::Sign(',')) =>
                {
                    let comma = before.map_or(span.clone(), |before| before.span.clone());
                    found.push(self.trailing(comma));
                }
                Kind::Text | Kind::Value | Kind::Open | Kind::Sign('[' | '{') => {
                    self.missing_comma(&tokens, index, found);
                }
                Kind::Sign(',') if before.is_some_and(|before| before.kind == Kind::Sign(',')) => {
                    let text = self.with(&span, "");
                    found.push(self.mending(span, text, "there is nothing between two commas"));
                }
                Kind::Sign(_) => {}
            }
        }
        self.all_words(&tokens, found);
    }

    /// A comma, or behind a key a colon, that lacks before the token at `index`.
    fn missing_comma(&self, tokens: &[Token], index: usize, found: &mut Vec<Mending>) {
        let before = index.checked_sub(1).map(|index| &tokens[index]);
        if let Some(before) = before
            && matches!(before.kind, Kind::Text | Kind::Value | Kind::Sign(']' | '}'))
        {
            let is_key = before.kind == Kind::Text
                && matches!(
                    index.checked_sub(2).map(|at| tokens[at].kind),
                    None | Some(Kind::Sign('{' | ','))
                );
            let at = before.span.end..before.span.end;
            let comma = self.with(&at, ",");
            let end = before.span.end;
            let last = self.text[..end].chars().next_back().map_or(1, char::len_utf8);
            let place = if is_key { before.span.clone() } else { end - last..end };
            let comma = self.mending(place.clone(), comma, "a comma is missing behind this");
            if is_key {
                let text = self.with(&at, ":");
                found.push(self.mending(place, text, "a colon is missing behind this key"));
            }
            found.push(Mending { rank: 1, ..comma });
        }
    }

    /// All words without quotes of the line at once, if there are several.
    fn all_words(&self, tokens: &[Token], found: &mut Vec<Mending>) {
        if tokens.iter().filter(|token| token.kind == Kind::Word).count() > 1 {
            let mut text = String::with_capacity(self.text.len());
            let mut end = 0;
            let mut words = tokens.iter().filter(|token| token.kind == Kind::Word).peekable();
            let first = words.peek().map_or(0..0, |token| token.span.clone());
            for token in words {
                text.push_str(&self.text[end..token.span.start]);
                text.push_str(&as_value(&self.text[token.span.clone()]));
                end = token.span.end;
            }
            text.push_str(&self.text[end..]);
            let mut single = Vec::new();
            self.word(first.clone(), &self.text[first.clone()], &mut single);
            let message = single.pop().map(|mending| mending.message).unwrap_or_default();
            found.push(self.mending(first, text, message));
        }
    }

    /// A key that lacks one of its quotes, or is followed by another sign than a colon.
    fn key(&self, found: &mut Vec<Mending>) {
        let line = self.text.trim();
        let start = self.text.len() - self.text.trim_start().len();
        let begin = line.trim_start_matches(['{', ' ']);
        let start = start + line.len() - begin.len();
        let bare = begin.strip_prefix('"').unwrap_or(begin);
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
        let word = &bare[..bare.find(|c| !is_part(c)).unwrap_or(bare.len())];
        let rest = &bare[word.len()..];
        let behind = rest.strip_prefix('"').unwrap_or(rest).trim_start();
        let sign = ["=>", ":=", "=", ":"].into_iter().find(|sign| behind.starts_with(sign));
        let Some(sign) = sign.filter(|_| !word.is_empty()) else { return };
        let value = behind[sign.len()..].trim_start();
        if value.starts_with("//") {
            return;
        }
        let mended = format!("\"{word}\": {value}");
        let (message, at) = if sign == ":" {
            if bare.len() == begin.len() && rest.starts_with(':') || !is_field(word) {
                // Told as a word without quotes, or part of a text.
                return;
            }
            ("the key lacks one of its quotes", 0)
        } else {
            ("a colon is expected behind a key", begin.len() - behind.len())
        };
        let text = format!("{}{mended}", &self.text[..start]);
        if text.trim_end() != self.text.trim_end() {
            let end = if at == 0 { start + word.len() } else { start + at + sign.len() };
            found.push(self.mending(start + at..end, text, message));
        }
    }

    /// Values that are a list without its brackets, or in those of a map; a map without its own; quotes by threes.
    fn shape(&self, found: &mut Vec<Mending>) {
        let tokens = tokens(self.text);
        let kinds: Vec<Kind> = tokens.iter().map(|token| token.kind).collect();
        let [Kind::Text, next, ..] = kinds[..] else { return };
        let comma = usize::from(kinds.last() == Some(&Kind::Sign(',')));
        let first = tokens[0].span.start;
        let of = |at: usize| tokens[at].span.clone();
        let are_texts = |kinds: &[Kind]| {
            kinds.len() > 2
                && kinds.iter().enumerate().all(|(at, kind)| match at % 2 {
                    0 => matches!(kind, Kind::Text | Kind::Value),
                    _ => *kind == Kind::Sign(','),
                })
        };
        let last = kinds.len() - comma;
        if next != Kind::Sign(':') || last < 3 {
            return;
        }
        let (inner, end) = (&kinds[2..last], of(last - 1).end);
        if are_texts(inner) {
            let value = of(2).start..end;
            let text = self.with(&value, &format!("[{}]", &self.text[value.clone()]));
            found.push(self.mending(value, text, "several texts are a list, which is in brackets"));
        } else if let [Kind::Sign('{'), texts @ .., Kind::Sign('}')] = inner
            && are_texts(texts)
        {
            let value = of(2).end..of(last - 1).start;
            let text = self.with(&(of(2).start..end), &format!("[{}]", &self.text[value]));
            let message = "`{` begins a map of keys and values; a list is in `[…]`";
            found.push(self.mending(of(2), text, message));
        }
        let value = self.text[of(2).start..end].to_owned();
        if let Some(plain) = value.strip_prefix("\"\"\"").and_then(|it| it.strip_suffix("\"\"\"")) {
            let text =
                self.with(&(of(2).start..end), &format!("\"{}\"", plain.replace('"', "\\\"")));
            let message = "a text is in single `\"` in JSON, not in three";
            found.push(self.mending(of(2).start..of(2).start + 3, text, message));
        }
        // A key and its value in a list.
        let before = self.texts[..self.at].iter().rev().find(|text| !text.trim().is_empty());
        if before.is_some_and(|text| text.trim_end().ends_with('[')) {
            let text = self.with(&(first..end), &format!("{{{}}}", &self.text[first..end]));
            let message = "keys and their values are in `{…}`, also in a list";
            found.push(Mending { rank: 1, ..self.mending(of(0), text, message) });
        }
    }

    fn word(&self, span: Range<usize>, written: &str, found: &mut Vec<Mending>) {
        let mut new = as_value(written);
        if self.text[span.end..].starts_with(' ') || self.text[span.end..].trim().is_empty() {
            new.truncate(new.trim_end().len());
        }
        let first = written.chars().next().unwrap_or(' ');
        let message = match written {
            "：" | "，" => {
                let name = if written == "：" { "colon" } else { "comma" };
                format!("`{written}` is a full-width {name}, which JSON does not know")
            }
            ";" => "`;` separates nothing in JSON, `,` does".to_owned(),
            "(" | ")" => format!("`{written}` is not a bracket of JSON; a list is in `[…]`"),
            "True" | "False" | "None" | "undefined" | "NaN" => {
                format!("`{written}` is no value in JSON")
            }
            _ if first == '`' => "a backtick quotes nothing in JSON".to_owned(),
            _ if matches!(first, '\'' | '“' | '‘' | '”') => {
                format!("`{first}` quotes nothing in JSON")
            }
            _ => "texts and keys are in double quotes in JSON".to_owned(),
        };
        let text = self.with(&span, &new);
        found.push(self.mending(span, text, message));
    }

    fn trailing(&self, comma: Range<usize>) -> Mending {
        let message = "a comma follows the last item, which JSON does not allow";
        self.replaced(comma, "", message, "take the comma out".to_owned())
    }

    /// A comma that lacks at the end of the line, or is too many there.
    fn commas(&self, found: &mut Vec<Mending>) {
        let end = self.text.trim_end().len();
        let line = &self.text[..end];
        let next =
            self.texts[self.at + 1..].iter().map(|text| text.trim()).find(|text| !text.is_empty());
        let Some(last) = line.chars().next_back() else { return };
        match last {
            ',' if next.is_some_and(|next| next.starts_with([']', '}'])) => {
                found.push(self.trailing(end - 1..end));
            }
            ',' if next.is_some_and(|next| next.starts_with('"') && is_key_line(next)) => {
                self.open_list(end, found);
            }
            ',' | '[' | '{' | ':' => {}
            _ if next.is_some_and(|next| !next.starts_with([']', '}', ',', ':'])) => {
                let text = format!("{line},");
                let from = end - last.len_utf8();
                found.push(self.mending(from..end, text, "a comma is missing behind this"));
            }
            _ => {}
        }
    }

    /// A list that the line, which ends at `end` with a comma, opens and does not close.
    fn open_list(&self, end: usize, found: &mut Vec<Mending>) {
        let mut open: Vec<usize> = Vec::new();
        for token in tokens(self.text) {
            match token.kind {
                Kind::Sign('[') => open.push(token.span.start),
                Kind::Sign(']') => {
                    open.pop();
                }
                _ => {}
            }
        }
        if let Some(at) = open.pop() {
            let text = format!("{}],", self.text[..end - 1].trim_end());
            found.push(self.mending(at..at + 1, text, "`[` is not closed"));
        }
    }
}

/// Whether `line` begins with a key and its colon.
fn is_key_line(line: &str) -> bool {
    string_end(line).is_some_and(|end| line[end..].trim_start().starts_with(':'))
}

/// `written` as JSON has it.
fn as_value(written: &str) -> String {
    match written {
        "：" => ": ".to_owned(),
        "，" => ", ".to_owned(),
        ";" => ",".to_owned(),
        "(" => "[".to_owned(),
        ")" => "]".to_owned(),
        "True" => "true".to_owned(),
        "False" => "false".to_owned(),
        "None" | "undefined" | "NaN" => "null".to_owned(),
        _ => {
            let inner = written.trim_matches(|c| matches!(c, '\'' | '`' | '“' | '”' | '‘' | '’'));
            format!("\"{}\"", inner.replace('"', "\\\""))
        }
    }
}
