//! Guesses at keys and items that lack their sign, or have one of another keyboard.

use super::{Context, DASHES, LOST, quote};
use crate::read::fault::Mending;
use crate::read::yaml::lines::is_blank;
use crate::resume::{is_field, is_well_known_language};
use std::borrow::Cow;

impl Context<'_> {
    /// Characters of Chinese and Japanese keyboards where YAML has its own signs.
    pub(super) fn full_width(&self, found: &mut Vec<Mending>) {
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

    /// An item of a list whose dash lacks its blank, or is another mark.
    pub(super) fn dash(&self, found: &mut Vec<Mending>) {
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
            "a space is missing after `-`: to YAML this is not an item of the list".to_owned()
        } else {
            format!("`{first}` begins no item of a list in YAML")
        };
        let span = self.line.indent..self.line.indent + first.len_utf8();
        found.push(Mending { rank: LOST, ..self.mending(span, text, message) });
    }

    /// A key that lost its colon, or the blank behind it, or a line that belongs to the text above.
    pub(super) fn colon(&self, found: &mut Vec<Mending>) {
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
                format!("a space is missing after `{word}:`, so that it is not a key to YAML");
            found.push(ends(message, format!("{start}{word}: {after}"), key + 1));
        } else if let Some(after) = rest.trim_start().strip_prefix('=') {
            let message = format!("`=` ends no key in YAML; `{word}` is followed by `:`");
            found.push(ends(message, format!("{start}{word}: {}", after.trim()), key));
        }
        let message = format!("the key `{word}` has no `:` after it");
        let after = rest.trim_start();
        let (message, after) = match after.chars().next().filter(|sign| ";；，,".contains(*sign))
        {
            Some(sign) => {
                let message = format!("`{sign}` ends no key in YAML; `{word}` is followed by `:`");
                (message, after[sign.len_utf8()..].trim_start())
            }
            None => (message, after),
        };
        if is_field(word) || self.is_language(word) || (rest.is_empty() && self.holds_more()) {
            found.push(ends(message.clone(), format!("{start}{word}:{}{after}", gap(after)), key));
        }
        self.continued(found);
        let is_word = word.starts_with(|c: char| c.is_ascii_lowercase());
        if !is_field(word) && is_word && rest.split_whitespace().count() < 4 {
            found.push(ends(message, format!("{start}{word}:{}{after}", gap(after)), key));
        }
    }

    /// Whether `word` is a language, and the next key beside it another one.
    pub(super) fn is_language(&self, word: &str) -> bool {
        let beside = self.lines[self.at + 1..].iter().zip(&self.texts[self.at + 1..]);
        let mut beside =
            beside.filter(|(line, _)| !line.is_empty() && line.indent <= self.line.indent);
        let next = beside.next().and_then(|(line, text)| Some(&text[line.key.clone()?]));
        next.is_some_and(is_well_known_language) && is_well_known_language(word)
    }

    /// Whether the next line that is not empty is indented more.
    pub(super) fn holds_more(&self) -> bool {
        let next = self.lines[self.at + 1..].iter().find(|line| !line.is_empty());
        next.is_some_and(|next| next.indent > self.line.indent || !next.dashes.is_empty())
    }
}

/// `line`, which has no key, with a full-width colon behind what is meant as one made one of YAML.
pub(in crate::read::yaml) fn plain_colon(line: &str) -> Cow<'_, str> {
    let at = line.find('：').filter(|at| is_key(line[..*at].trim_start_matches([' ', '-'])));
    let Some(at) = at else { return Cow::Borrowed(line) };
    let after = line[at + '：'.len_utf8()..].trim_start_matches(is_blank);
    Cow::Owned(format!("{}:{}{after}", line[..at].trim_end(), gap(after)))
}

/// Whether `text` may be meant as a key: a word or a few, without marks.
fn is_key(text: &str) -> bool {
    let text = text.trim();
    (1..=20).contains(&text.chars().count())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'))
}

/// The blank between a colon and what follows, if anything does.
fn gap(after: &str) -> &'static str {
    if after.is_empty() { "" } else { " " }
}
