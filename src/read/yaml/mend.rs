//! How a line that is not YAML was probably meant: guesses, the likeliest first. Whether one of them is
//! right, only the parser knows.

use super::lines::{Line, Within, is_blank, is_scalar_header, lines, quoted_end};
use crate::read::fault::{Guesses, MAX_GUESSED, Mending};
use crate::resume::is_field;
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
    let is_entry =
        |line: &&Line| line.key.is_some() || texts[stopped][line.value.clone()].starts_with('{');
    let next = lines.get(stopped).filter(is_entry)?;
    let dash = *next.dashes.first()?;
    let is_outside = |line: &Line| !line.is_empty() && line.content() <= dash;
    let owner = lines[..stopped].iter().rposition(is_outside)?;
    let first = lines[owner + 1..stopped].iter().position(|line| !line.is_empty())? + owner + 1;
    let (key, line) = (&lines[owner], &lines[first]);
    if key.key.is_none() || !key.value.is_empty() || line.key.is_none() || line.indent < dash + 2 {
        return None;
    }
    let span = line.indent..texts[first].trim_end().len();
    let text = format!("{}- {}", " ".repeat(line.indent - 2), &texts[first][span.clone()]);
    Some(Mending {
        line: first,
        span,
        edited: first,
        hint: Some(format!("write `{}`", text.trim())),
        text,
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
        Within::Scalar | Within::Quote => {}
        Within::Flow => {
            line.blanks(&mut found);
            line.pieces(line.line.value.clone(), &mut found);
            line.comma(&mut found);
        }
        Within::Block => {
            line.remains(&mut found);
            line.blanks(&mut found);
            line.full_width(&mut found);
            line.value(&mut found);
            line.opened(&mut found);
            if fault.saturating_sub(at) < NEAR {
                line.dash(&mut found);
                line.colon(&mut found);
                line.indentation(&mut found);
            }
        }
    }
    found
}

/// How many lines before the one where the parser gave up may be indented wrongly.
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
        format!("{}{new}{}", &self.text[..span.start], &self.text[span.end..])
    }

    pub(super) fn mending(
        &self,
        span: Range<usize>,
        text: String,
        message: impl Into<String>,
    ) -> Mending {
        let message = message.into();
        Mending { line: self.at, span, edited: self.at, text, message, hint: None, rank: SIGN }
    }

    /// The same with what is at `span` in quotes.
    fn quoted(&self, span: Range<usize>, message: impl Into<String>) -> Mending {
        self.mending(span.clone(), self.with(&span, &quote(self.part(&span))), message)
    }

    /// What editors and programs leave behind.
    fn remains(&self, found: &mut Vec<Mending>) {
        let whole = 0..self.text.trim_end().len();
        let is_conflict =
            ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|m| self.text.starts_with(m));
        let said = if is_conflict {
            "a conflict of versions is left here, and is not YAML"
        } else if self.text.starts_with("```") || self.text.starts_with("~~~") {
            "a mark of Markdown is left here, and is not YAML"
        } else {
            return;
        };
        let hint = Some("take the line out".to_owned());
        found.push(Mending { hint, ..self.mending(whole, String::new(), said) });
    }

    /// Blanks that are none for YAML.
    fn blanks(&self, found: &mut Vec<Mending>) {
        let end =
            if self.line.within == Within::Flow { self.line.indent } else { self.line.content() };
        let before = &self.text[..end];
        let Some(odd) = before.chars().find(|&c| is_blank(c) && c != ' ') else { return };
        let start = before.find(odd).unwrap_or_default();
        let message = match odd {
            '\t' => "a tab does not indent in YAML".to_owned(),
            '\u{3000}' => "a full-width blank (U+3000) does not indent in YAML".to_owned(),
            odd => format!("the blank U+{:04X} does not indent in YAML", u32::from(odd)),
        };
        let rest = &self.text[self.line.indent..];
        let span = start..start + odd.len_utf8();
        let hint = |text: &str| {
            let width = text.len() - text.trim_start().len();
            Some(format!("indent with blanks, {}: `{}`", count(width, "blank"), text.trim()))
        };
        if before[..self.line.indent].contains(odd) {
            let levels = [2, 4, 8, 1].into_iter().map(|width| {
                let old = self.text[..self.line.indent].chars();
                old.map(|c| if c == ' ' { 1 } else { width }).sum()
            });
            for level in levels.chain(self.levels()) {
                let text = format!(
                    "{}{}",
                    " ".repeat(level),
                    plain_blanks(rest, self.line, self.line.indent)
                );
                let mending = self.mending(span.clone(), text.clone(), message.clone());
                found.push(Mending { hint: hint(&text), ..mending });
            }
        } else {
            let text = format!(
                "{}{}",
                &self.text[..self.line.indent],
                plain_blanks(rest, self.line, self.line.indent)
            );
            found.push(self.mending(span, text, message.replace("indent", "separate")));
        }
    }

    /// How far the line may be meant to be indented: like what is open above it, or like the line where
    /// the parser gave up.
    fn levels(&self) -> Vec<usize> {
        let is_item = !self.line.dashes.is_empty();
        let mut levels: Vec<usize> = Vec::new();
        let mut bound = usize::MAX;
        for line in self.lines[..self.at].iter().rev() {
            if line.within != Within::Block || line.is_empty() {
                continue;
            }
            let content = line.key.as_ref().filter(|_| !is_item).map(|key| key.start);
            let columns = line.dashes.iter().copied().filter(|_| is_item).chain(content);
            levels.extend(columns.filter(|column| *column < bound));
            bound = bound.min(line.indent + 1);
            if line.indent == 0 {
                break;
            }
        }
        if self.at < self.fault {
            let stopped = &self.lines[self.fault];
            let width = self.line.content() - self.line.indent;
            levels.push(stopped.indent);
            levels.extend(stopped.indent.checked_sub(width));
        }
        levels.sort_by_key(|level| level.abs_diff(self.line.indent));
        levels.dedup();
        levels.retain(|level| *level != self.line.indent);
        levels
    }

    /// Whether most people would indent the line by `level`: two more than what it belongs to.
    fn is_usual(&self, level: usize) -> bool {
        let mut above = self.lines[..self.at].iter().rev();
        let is_owner =
            |line: &&Line| line.key.is_some() && line.value.is_empty() && line.indent < level;
        let owner = above.find(|line| line.within == Within::Block && is_owner(line));
        match owner.and_then(|line| line.key.as_ref()) {
            Some(key) => level == key.start + 2,
            None => level == 0,
        }
    }

    /// A line that begins in no column of those above.
    fn indentation(&self, found: &mut Vec<Mending>) {
        let is_plain = self.line.key.is_none() && self.line.dashes.is_empty();
        if self.line.within != Within::Block || is_plain {
            return;
        }
        let rest = &self.text[self.line.indent..];
        for level in self.levels() {
            let text = format!("{}{rest}", " ".repeat(level));
            let beside = if self.line.dashes.is_empty() { "keys" } else { "items" };
            let message = format!(
                "this line is indented by {}, the {beside} beside it by {level}",
                count(self.line.indent, "blank"),
            );
            let hint = match level {
                0 => format!("write it without indentation: `{}`", text.trim_end()),
                _ => format!("indent it by {}: `{}`", count(level, "blank"), text.trim_end()),
            };
            let span = self.line.indent..self.text.trim_end().len();
            let rank = MOVED + 2 * level.abs_diff(self.line.indent);
            let rank = rank + usize::from(!self.is_usual(level));
            found.push(Mending { hint: Some(hint), rank, ..self.mending(span, text, message) });
        }
    }

    /// Characters of Chinese and Japanese keyboards where YAML has its own signs.
    fn full_width(&self, found: &mut Vec<Mending>) {
        let start = self.line.value.start;
        let value = self.part(&self.line.value);
        let dash = self.line.indent;
        let rest = &self.text[dash..];
        if let Some(mark) = rest.chars().next().filter(|mark| *mark == '－')
            && !rest[mark.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
        {
            let after = rest[mark.len_utf8()..].trim_start_matches(is_blank);
            let text = format!("{}- {after}", &self.text[..dash]);
            let message = "`－` is a full-width hyphen, which begins no item of a list in YAML";
            let mending = self.mending(dash..dash + mark.len_utf8(), text, message);
            // The key behind it may have a full-width colon of its own.
            if let Some(at) = after.find('：').filter(|at| is_key(&after[..*at])) {
                let value = after[at + '：'.len_utf8()..].trim_start_matches(is_blank);
                let text = format!("{}- {}: {value}", &self.text[..dash], &after[..at]);
                found.push(self.mending(mending.span.clone(), text, message));
            }
            found.push(mending);
        }
        if self.line.key.is_none()
            && let Some(at) = value.find('：')
            && is_key(&value[..at])
        {
            let after = value[at + '：'.len_utf8()..].trim_start_matches(is_blank);
            let key = value[..at].trim_end();
            let text = format!("{}{key}:{}{after}", &self.text[..start], gap(after));
            let span = start + at..start + at + '：'.len_utf8();
            let message = "`：` is a full-width colon, which ends no key in YAML";
            let mending = self.mending(span, text, message);
            let hint = format!("write `: `, as in `{}`", mending.text.trim());
            found.push(Mending { hint: Some(hint), ..mending });
        }
        self.full_width_brackets(found);
        if let Some((open, close)) = [('“', '”'), ('‘', '’'), ('「', '」'), ('„', '“')]
            .into_iter()
            .find(|(open, close)| value.starts_with(*open) && value.ends_with(*close))
            && value.chars().count() > 2
        {
            let inner = &value[open.len_utf8()..value.len() - close.len_utf8()];
            let text = self.with(&self.line.value, &quote(inner));
            let message = format!("`{open}` is a character of the text in YAML and quotes nothing");
            found.push(self.mending(self.line.value.clone(), text, message));
        }
    }

    /// A value that cannot begin as it does, or has a colon too many.
    fn value(&self, found: &mut Vec<Mending>) {
        let span = self.line.value.clone();
        let value = self.part(&span);
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
        if let Some(message) = refused(first, value) {
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
                    found.push(self.quoted(span.clone(), message));
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
            message: message.to_owned(),
            hint: None,
            rank: SIGN,
        }
    }

    /// Brackets that are not closed on their line.
    fn opened(&self, found: &mut Vec<Mending>) {
        let span = self.line.value.clone();
        let value = self.part(&span);
        let Some(first) = value.chars().next().filter(|first| matches!(first, '[' | '{')) else {
            return;
        };
        if brackets_end(value).is_some() {
            return;
        }
        let missing = missing_brackets(value);
        let what = if first == '[' { "list" } else { "map" };
        let message = format!("`{first}` begins a {what} that is not closed");
        let at = span.start..span.start + 1;
        let key = self.line.key.as_ref().map_or("", |key| self.part(key));
        let is_list = first == '[' && (LISTS.contains(&key) || value.contains(','));
        let is_map = first == '{' && value.contains(": ");
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

    /// The keys and values within brackets on this line.
    fn pieces(&self, within: Range<usize>, found: &mut Vec<Mending>) {
        let text = self.part(&within);
        for piece in pieces(text) {
            if found.len() * self.text.len() > MAX_GUESSED {
                return;
            }
            let span = within.start + piece.start..within.start + piece.end;
            let value = &text[piece];
            let Some(first) = value.chars().next() else { continue };
            if let Some(message) = refused(first, value) {
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
                if after.starts_with(',') {
                    let next = within.start + text.len() - after.len();
                    let without = self.with(&(next..next + 1), "");
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
        let mut colons = 0;
        for piece in pieces(text) {
            let before = text[..piece.start].trim_end();
            colons = if before.ends_with(':') { colons + 1 } else { 0 };
            if colons > 1 && found.len() * self.text.len() < MAX_GUESSED {
                let start = before.trim_end_matches(':').rfind([',', '{', '[', ':']);
                let start = start.map_or(0, |at| at + 1);
                let start = text.len() - text[start..].trim_start().len();
                let key = text[start..before.len()].to_owned();
                let message = format!("`{key}` is a key to YAML, and another is before it");
                let span = within.start + start..within.start + piece.end;
                found.push(self.quoted(span, message));
            }
        }
    }

    /// A line within brackets that lacks its comma.
    fn comma(&self, found: &mut Vec<Mending>) {
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

    /// An item of a list whose dash lacks its blank, or is another mark.
    fn dash(&self, found: &mut Vec<Mending>) {
        if !self.line.dashes.is_empty() {
            return;
        }
        let rest = &self.text[self.line.indent..];
        let Some(first) = rest.chars().next() else { return };
        let after = &rest[first.len_utf8()..];
        if first != '-' && !DASHES.contains(&first) || after.trim().is_empty() {
            return;
        }
        let text =
            format!("{}- {}", &self.text[..self.line.indent], after.trim_start_matches(is_blank));
        let message = if first == '-' {
            "a blank is missing after `-`: to YAML this is not an item of the list".to_owned()
        } else {
            format!("`{first}` begins no item of a list in YAML")
        };
        let span = self.line.indent..self.line.indent + first.len_utf8();
        found.push(Mending { rank: LOST, ..self.mending(span, text, message) });
    }

    /// A key that lost its colon, or the blank behind it, or a line that belongs to the text above.
    fn colon(&self, found: &mut Vec<Mending>) {
        let span = self.line.value.clone();
        let value = self.part(&span);
        if self.line.key.is_some() || value.is_empty() || value.starts_with(['"', '\'', '[', '{']) {
            return;
        }
        let start = &self.text[..span.start];
        let ends = |message: String, text: String, key: usize| {
            let mending = self.mending(span.start..span.start + key, text, message);
            Mending { rank: LOST, ..mending }
        };
        let key = value
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))
            .unwrap_or(value.len());
        let (word, rest) = value.split_at(key);
        if let Some(after) = rest.strip_prefix(':') {
            let message =
                format!("a blank is missing after `{word}:`, so that it is not a key to YAML");
            found.push(ends(message, format!("{start}{word}: {after}"), key + 1));
        } else if let Some(after) = rest.trim_start().strip_prefix('=') {
            let message = format!("`=` ends no key in YAML; `{word}` is followed by `:`");
            found.push(ends(message, format!("{start}{word}: {}", after.trim()), key));
        }
        let message = format!("the key `{word}` has no `:` after it");
        let after = rest.trim_start();
        if is_field(word) || (rest.is_empty() && self.holds_more()) {
            found.push(ends(message.clone(), format!("{start}{word}:{}{after}", gap(after)), key));
        }
        self.continued(found);
        let is_word = word.starts_with(|c: char| c.is_ascii_lowercase());
        if !is_field(word) && is_word && rest.split_whitespace().count() < 4 {
            found.push(ends(message, format!("{start}{word}:{}{after}", gap(after)), key));
        }
    }

    /// Whether the next line that is not empty is indented more.
    fn holds_more(&self) -> bool {
        let next = self.lines[self.at + 1..].iter().find(|line| !line.is_empty());
        next.is_some_and(|next| next.indent > self.line.indent || !next.dashes.is_empty())
    }

    /// A line of the text above that is not indented like it.
    fn continued(&self, found: &mut Vec<Mending>) {
        let above = self.lines[..self.at].iter().rev().find(|line| !line.is_empty());
        let Some(above) = above else { return };
        if !self.line.dashes.is_empty() {
            return;
        }
        let level = match above.within {
            Within::Scalar | Within::Quote => above.indent,
            _ => above.key.as_ref().map_or(above.indent, |key| key.start) + 2,
        };
        if level <= self.line.indent {
            return;
        }
        let text = format!("{}{}", " ".repeat(level), &self.text[self.line.indent..]);
        let message = "this line is not a key, and not indented as a part of the text above";
        let hint = format!("indent it by {}, or begin it with a key", count(level, "blank"));
        let span = self.line.indent..self.text.trim_end().len();
        let rank = MOVED + 2 * level.abs_diff(self.line.indent);
        found.push(Mending { hint: Some(hint), rank, ..self.mending(span, text, message) });
    }
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
            format!("`{first}` and a blank are a sign of YAML; no text begins with them")
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

/// Where the brackets that begin `text` are closed, behind the closing one.
fn brackets_end(text: &str) -> Option<usize> {
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

/// The parts of `text` between brackets, commas and colons.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
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
            (None, ':') if next.is_none_or(is_blank) => {
                push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(start..text.len());
    found
}

/// Whether `text` may be meant as a key: a word or a few, without marks.
fn is_key(text: &str) -> bool {
    let text = text.trim();
    (1..=20).contains(&text.chars().count())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'))
}

/// `text` from `from` on, plain blanks for the others before the content.
fn plain_blanks(text: &str, line: &Line, from: usize) -> String {
    let end = (line.content() - from).min(text.len());
    let before: String = text[..end].chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    format!("{before}{}", &text[end..])
}

/// The blank between a colon and what follows, if anything does.
fn gap(after: &str) -> &'static str {
    if after.is_empty() { "" } else { " " }
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
