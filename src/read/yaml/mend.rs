//! How a line that is not YAML was probably meant: guesses, the likeliest first. Whether one of them is
//! right, only the parser knows.

mod brackets;
mod indent;
mod keys;

pub(super) use brackets::pieces;
pub(super) use keys::plain_colon;

use super::lines::{Line, Within, is_blank, is_scalar_header, lines, quoted_end};
use crate::read::fault::{Guesses, Mending, replaced};
use crate::resume::{SECTIONS, is_field};
use brackets::brackets_end;
use std::ops::Range;

/// A sign that YAML reads otherwise.
const SIGN: usize = 0;
/// A key or an item that lacks its sign.
const LOST: usize = 1;
/// A line that is indented otherwise: this and the number of columns.
const MOVED: usize = 2;

/// Marks that people set for a dash.
const DASHES: &[char] =
    &['－', '–', '—', '−', '‐', '•', '●', '·', '▪', '■', '◦', '○', '‣', '*', '+'];

/// Fields that hold a list.
pub(super) const LISTS: &[&str] =
    &["keywords", "highlights", "courses", "roles", "tags", "order", "languages"];

/// Fields that hold entries, beside the sections.
const ENTRIES: &[&str] =
    &["profiles", "positions", "sections", "entries", "contacts", "links", "variants"];

/// Guesses at what is wrong with these lines, where the parser gave up in the line `stopped`.
pub(super) fn guesses(texts: &[String], stopped: usize) -> Guesses<'_> {
    let lines = lines(texts.iter().map(String::as_str));
    // A text that begins there may hold the cause on its further lines.
    let behind = (stopped + 1..lines.len()).take(BEHIND);
    let order = std::iter::once(stopped).chain(behind).chain((0..stopped).rev());
    let first = undashed(texts, &lines, stopped);
    Box::new(order.flat_map(move |at| mendings(texts, &lines, at, stopped)).chain(first))
}

/// The first entry of a list without its dash, where the parser gave up at the dash of the next one.
fn undashed(texts: &[String], lines: &[Line], stopped: usize) -> Option<Mending> {
    let next = lines.get(stopped)?;
    let dash = *next.dashes.first()?;
    let is_outside = |line: &Line| !line.is_empty() && line.content() <= dash;
    let owner = lines[..stopped].iter().rposition(is_outside)?;
    let first = lines[owner + 1..stopped].iter().position(|line| !line.is_empty())? + owner + 1;
    let (key, line) = (&lines[owner], &lines[first]);
    let name = key.key.clone().map_or("", |key| &texts[owner][key]);
    let holds_items = LISTS.contains(&name) || ENTRIES.contains(&name) || SECTIONS.contains(&name);
    let is_owner = holds_items && key.value.is_empty();
    if !is_owner || !line.dashes.is_empty() || line.within != Within::Block || line.indent < dash {
        return None;
    }
    let span = line.indent..texts[first].trim_end().len();
    let text = format!("{}- {}", " ".repeat(dash), &texts[first][span.clone()]);
    Some(Mending {
        line: first,
        span,
        edited: first,
        hint: Some(format!("write `{}`", text.trim())),
        text,
        joined: 0,
        message: "this entry does not begin with `- ` as the one below it".to_owned(),
        rank: LOST,
    })
}

/// How many lines behind that place may hold the cause.
const BEHIND: usize = 3;

/// Guesses at what is wrong with the line `at`, where the parser gave up in the line `fault`.
fn mendings(texts: &[String], lines: &[Line], at: usize, fault: usize) -> Vec<Mending> {
    let line = Context { texts, lines, at, fault, text: &texts[at], line: &lines[at] };
    let mut found = Vec::new();
    match line.line.within {
        Within::Scalar => line.first_of_text(&mut found),
        Within::Quote => {}
        Within::Flow => {
            line.blanks(&mut found);
            line.pieces(line.line.value.clone(), &mut found);
            line.comma(&mut found);
        }
        Within::Block => {
            line.remains(&mut found);
            line.unindented_text(&mut found);
            line.blanks(&mut found);
            line.full_width(&mut found);
            line.value(&mut found);
            line.opened(&mut found);
            let is_near = fault.saturating_sub(at) < NEAR;
            if is_near {
                line.dash(&mut found);
            }
            if is_near || line.begins_above() {
                line.colon(&mut found);
                line.indentation(&mut found);
            }
        }
    }
    found
}

/// How many lines before the one where the parser gave up may be indented wrongly; further above only those may
/// that what is there belongs to.
const NEAR: usize = 6;

/// A line of the file, and all others.
pub(super) struct Context<'a> {
    texts: &'a [String],
    lines: &'a [Line],
    at: usize,
    fault: usize,
    pub(super) text: &'a str,
    pub(super) line: &'a Line,
}

impl Context<'_> {
    pub(super) fn part(&self, span: &Range<usize>) -> &str {
        &self.text[span.clone()]
    }

    /// The line with `new` in place of `span`.
    pub(super) fn with(&self, span: &Range<usize>, new: &str) -> String {
        replaced(self.text, span, new)
    }

    pub(super) fn mending(
        &self,
        span: Range<usize>,
        text: String,
        message: impl Into<String>,
    ) -> Mending {
        Mending { rank: SIGN, ..Mending::new(self.at, span, text, message) }
    }

    /// The same with what is at `span` in quotes.
    fn quoted(&self, span: Range<usize>, message: impl Into<String>) -> Mending {
        self.mending(span.clone(), self.with(&span, &quote(self.part(&span))), message)
    }

    /// What editors and programs leave behind.
    fn remains(&self, found: &mut Vec<Mending>) {
        let whole = 0..self.text.trim_end().len();
        let rest = self.text[self.line.indent..].trim_end();
        let is_conflict =
            ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|m| self.text.starts_with(m));
        let said = if is_conflict {
            "a conflict of versions is left here, and is not YAML"
        } else if self.text.starts_with("```") || self.text.starts_with("~~~") {
            "a mark of Markdown is left here, and is not YAML"
        } else if matches!(rest, "\"" | "'") {
            "a quote is left here that nothing closes"
        } else if let Some(sign) = remark(rest) {
            let said = rest[sign.len()..].trim_end_matches("*/").trim_end_matches("-->").trim();
            let text = format!("{}# {said}", &self.text[..self.line.indent]);
            let span = self.line.indent..self.line.indent + sign.len();
            let message = format!("`{sign}` begins no comment in YAML, `#` does");
            found.push(self.mending(span, text, message));
            return;
        } else {
            return;
        };
        let hint = Some("take the line out".to_owned());
        found.push(Mending { hint, ..self.mending(whole, String::new(), said) });
    }

    /// A value that cannot begin as it does, or has a colon too many.
    fn value(&self, found: &mut Vec<Mending>) {
        let span = self.line.value.clone();
        let value = self.part(&span);
        let said = self.line.content()..self.text.trim_end().len();
        if !self.line.dashes.is_empty() && self.text.get(said.clone()) == Some(":") {
            return found.push(self.quoted(said, "no text is a `:` alone in YAML"));
        }
        let Some(first) = value.chars().next() else { return };
        // What looked like a key may be the beginning of the text.
        let whole = self.line.content()..span.end;
        let is_text = self.line.key.as_ref().is_some_and(|key| {
            !self.line.dashes.is_empty()
                && !is_field(self.part(key))
                && !self.part(key).starts_with('"')
        });
        let begins = self.part(&whole).chars().next().unwrap_or(first);
        if self.line.key.is_some()
            && let Some(message) = refused(begins, self.part(&whole))
        {
            found.push(self.quoted(whole.clone(), message));
        }
        let start = self.line.indent;
        if self.text[start..].starts_with(": ") && self.line.dashes.is_empty() {
            let text = self.with(&(start..start), "key");
            found.push(self.mending(start..start + 1, text, "there is no key before the `:`"));
        }
        if let Some(message) = refused(first, value) {
            if let Some(key) = self.line.key.as_ref().filter(|_| matches!(first, '|' | '>')) {
                let said = value[1..].trim();
                let header = self.with(&span, &value[..1]);
                let hint = format!(
                    "write `{}: {first}`, and on the next line, indented, `{said}`",
                    self.part(key)
                );
                let mending = self.mending(span.clone(), header, message.clone());
                found.push(Mending { hint: Some(hint), rank: LOST, ..mending });
            }
            found.push(self.quoted(if is_text { whole } else { span }, message));
            return;
        }
        match first {
            '"' | '\'' => self.quotes(found),
            '[' | '{' => {
                if let Some(end) = brackets_end(value).filter(|end| *end < value.len()) {
                    let close = &value[end - 1..end];
                    let what = if first == '[' { "list" } else { "map" };
                    let message = format!(
                        "`{first}` begins a {what}, which ends at `{close}`; a text goes on behind it"
                    );
                    let list = span.start..span.start + end;
                    let is_key = value[end..].starts_with(':') && self.line.dashes.is_empty();
                    found.push(self.quoted(if is_key { list } else { span.clone() }, message));
                }
                self.pieces(span, found);
            }
            '-' if value.starts_with("- ") || value == "-" => {
                let message = "a list cannot begin behind its key on the same line";
                let item = value[1..].trim_start();
                let key = self.line.key.as_ref().map_or("", |key| self.part(key));
                let hint = format!("write `{key}:`, and on the next line, indented, `- {item}`");
                let text = self.with(&span, item);
                let mending = self.mending(span.clone(), text, message);
                found.push(Mending { hint: Some(hint), ..mending });
                found.push(self.quoted(span, message));
            }
            _ => {
                let colon = value.find(": ").or(value.ends_with(':').then(|| value.len() - 1));
                let Some(colon) = colon.filter(|_| self.line.key.is_some()) else { return };
                let key = value[..colon].to_owned();
                let message =
                    format!("`{key}:` is a key to YAML, and no key can begin within a line");
                let span = if is_text { whole } else { span };
                found.push(self.quoted(span, message));
            }
        }
    }

    /// A value in quotes that are not closed, or not at its end, or that hold a `\`.
    fn quotes(&self, found: &mut Vec<Mending>) {
        let span = self.line.value.clone();
        let value = self.part(&span);
        let quote_mark = &value[..1];
        let bare = value[1..].trim_end_matches(quote_mark);
        if let Some((key, after)) = bare.split_once(": ").filter(|(key, _)| is_field(key)) {
            let text = self.with(&span, &format!("{key}: {}", after.trim()));
            let message = format!("the quote is before the key, so that `{key}` is not one");
            found.push(self.mending(span.start..span.start + 1, text, message));
        }
        // The value as it is to the end of its line: `#` in open quotes is not a comment.
        let Some(end) = quoted_end(value) else {
            let message = format!("the quote `{quote_mark}` is not closed");
            let rest = &self.text[span.start + 1..];
            let inner = rest.trim_end();
            let is_cut = inner.ends_with(':') || inner.contains(": ");
            let closed = self.with(&(span.start + 1 + inner.len()..self.text.len()), quote_mark);
            let span = span.start..span.start + 1;
            let again =
                Mending { line: self.at, ..self.close_before_fault(quote_mark, &span, &message) };
            let plain = self.with(
                &(span.start..self.text.trim_end().len()),
                &quote(self.part(&(span.start..self.text.trim_end().len()))),
            );
            found.push(self.mending(span.clone(), closed, message.clone()));
            if !is_cut {
                found.push(self.mending(span, plain, message));
            }
            found.push(again);
            return;
        };
        if end < value.len() {
            let after = value[end..].trim_start();
            if after == "," {
                let text = self.with(&(span.start + end..span.end), "");
                let message = "a comma cannot follow a value here";
                found.push(self.mending(span.start + end..span.end, text, message));
                return;
            }
            let message = format!("a text goes on behind its closing quote `{quote_mark}`");
            let inner = value[1..].strip_suffix(quote_mark).filter(|_| value.len() > 2);
            // A quote that is one of the text: `'It's mine'`, `"Say "yes" to it"`.
            let text = match inner {
                Some(inner) if !is_pair_of_quotes(value) => quote(inner),
                _ => quote(value),
            };
            let at = span.start + end - 1;
            found.push(self.mending(at..span.end, self.with(&span, &text), message));
        } else if quote_mark == "\"" && value.contains('\\') {
            found.push(self.backslash(span));
        }
    }

    /// A `\` in double quotes, at `span`.
    fn backslash(&self, span: Range<usize>) -> Mending {
        let value = self.part(&span);
        let inner = &value[1..value.len() - 1];
        let at = span.start + value.find('\\').unwrap_or_default();
        let named: String = self.text[at..].chars().take(2).collect();
        let message =
            format!("`{named}` is not a character: in double quotes `\\` begins one by its code");
        let text = if inner.contains('\'') {
            format!("\"{}\"", inner.replace('\\', "\\\\"))
        } else {
            format!("'{inner}'")
        };
        self.mending(at..at + named.len(), self.with(&span, &text), message)
    }

    /// A closing `mark` at the end of the last line before the one where the parser gave up.
    fn close_before_fault(&self, mark: &str, span: &Range<usize>, message: &str) -> Mending {
        let last = (self.at..=self.fault)
            .rev()
            .find(|&at| !self.texts[at].trim().is_empty() && (at < self.fault || at == self.at));
        let edited = last.unwrap_or(self.at);
        let text = format!("{}{mark}", self.texts[edited].trim_end().trim_end_matches(','));
        Mending {
            line: self.at,
            span: span.clone(),
            edited,
            text,
            joined: 0,
            message: message.to_owned(),
            hint: None,
            rank: SIGN,
        }
    }
}

/// The sign with which `line` begins that begins a comment elsewhere.
pub(super) fn remark(line: &str) -> Option<&'static str> {
    let sign = ["//", "/*", "<!--", "--"].into_iter().find(|sign| line.starts_with(sign))?;
    let is_apart = line[sign.len()..].starts_with(' ') || sign.len() > 2;
    (is_apart && line.len() > sign.len()).then_some(sign)
}

/// Why no text can begin with `first`, if none can begin like `value`.
fn refused(first: char, value: &str) -> Option<String> {
    let name = || {
        value[1..]
            .split(|c: char| is_blank(c) || matches!(c, ',' | ']' | '}'))
            .next()
            .unwrap_or_default()
    };
    Some(match first {
        '*' if name().is_empty() => "`*` begins no item of a list in YAML, nor a text".to_owned(),
        '*' => format!("`*` begins a reference in YAML, and nothing is called `{}`", name()),
        '@' => "YAML keeps `@` for itself: no text begins with it".to_owned(),
        '`' => "YAML keeps the backtick for itself: no text begins with it".to_owned(),
        '%' => "`%` begins a directive in YAML, not a text".to_owned(),
        '&' => "`&` begins the name of an anchor in YAML, not a text".to_owned(),
        '!' => "`!` begins the name of a type in YAML, not a text".to_owned(),
        '|' | '>' if !is_scalar_header(value) => {
            format!(
                "`{first}` begins a text on the lines below in YAML; none can follow on its own line"
            )
        }
        ',' => "`,` separates items in brackets in YAML; no text begins with it".to_owned(),
        ']' | '}' => format!("`{first}` closes brackets in YAML, and none are open"),
        '?' | ':' if value[1..].starts_with(' ') => {
            format!("no text begins with `{first}` and a space in YAML")
        }
        _ => return None,
    })
}

/// `text` in quotes.
pub(super) fn quote(text: &str) -> String {
    let text = text.trim();
    if !text.contains('"') && !text.contains('\\') {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Whether `value` is two quoted parts with something between, rather than one with quotes in it.
fn is_pair_of_quotes(value: &str) -> bool {
    let mark = value.chars().next().unwrap_or('"');
    let inner = &value[1..value.len() - 1];
    let opens = |at: usize| inner[..at].ends_with(is_blank);
    // The first quote inside closes, if it is behind a letter and before a blank.
    inner.find(mark).is_some_and(|at| !opens(at) && inner[at + 1..].starts_with(is_blank))
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
