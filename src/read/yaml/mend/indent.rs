//! Guesses at lines that are indented otherwise than they are meant.

use super::keys::plain_colon;
use super::{Context, MOVED, count};
use crate::read::fault::Mending;
use crate::read::yaml::lines::{Line, Within, is_blank, is_scalar_header};

impl Context<'_> {
    /// Blanks that are none for YAML.
    pub(super) fn blanks(&self, found: &mut Vec<Mending>) {
        let end =
            if self.line.within == Within::Flow { self.line.indent } else { self.line.content() };
        let before = &self.text[..end];
        let Some(odd) = before.chars().find(|&c| is_blank(c) && c != ' ') else { return };
        let start = before.find(odd).unwrap_or_default();
        let message = match odd {
            '\t' => "a tab does not indent in YAML".to_owned(),
            '\u{3000}' => "a full-width space (U+3000) does not indent in YAML".to_owned(),
            '\u{200b}' | '\u{2060}' | '\u{feff}' => format!(
                "the character U+{:04X}, which cannot be seen, does not indent in YAML",
                u32::from(odd)
            ),
            odd => format!("the space U+{:04X} does not indent in YAML", u32::from(odd)),
        };
        let plain = plain_blanks(&self.text[self.line.indent..], self.line, self.line.indent);
        // The key may have a full-width colon of its own.
        let rest = match &self.line.key {
            None => plain_colon(&plain),
            Some(_) => plain.as_str().into(),
        };
        let span = start..start + odd.len_utf8();
        let hint = |text: &str| {
            let width = text.len() - text.trim_start().len();
            Some(format!("indent with spaces, {}: `{}`", count(width, "space"), text.trim()))
        };
        if before[..self.line.indent].contains(odd) {
            let levels = [2, 4, 8, 1].into_iter().map(|width| {
                let old = self.text[..self.line.indent].chars();
                old.map(|c| match c {
                    ' ' => 1,
                    '\u{200b}' | '\u{2060}' | '\u{feff}' => 0,
                    _ => width,
                })
                .sum()
            });
            for level in levels.chain(self.levels()) {
                let text = format!("{}{rest}", " ".repeat(level));
                let mending = self.mending(span.clone(), text.clone(), message.clone());
                found.push(Mending { hint: hint(&text), ..mending });
            }
        } else {
            let text = format!("{}{rest}", &self.text[..self.line.indent]);
            found.push(self.mending(span, text, message.replace("indent", "separate")));
        }
    }

    /// How far the line may be meant to be indented: like what is open above it, like the line where the parser gave
    /// up, or like the next one.
    pub(super) fn levels(&self) -> Vec<usize> {
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
        let width = self.line.content() - self.line.indent;
        let stopped = (self.at < self.fault).then(|| &self.lines[self.fault]);
        let next = self.lines[self.at + 1..].iter().find(|line| !line.is_empty());
        for line in stopped.into_iter().chain(next) {
            levels.push(line.indent);
            levels.extend(line.indent.checked_sub(width));
        }
        levels.sort_by_key(|level| level.abs_diff(self.line.indent));
        levels.dedup();
        levels.retain(|level| *level != self.line.indent);
        levels
    }

    /// Whether most people would indent the line by `level`: two more than what it belongs to.
    pub(super) fn is_usual(&self, level: usize) -> bool {
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
    pub(super) fn indentation(&self, found: &mut Vec<Mending>) {
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
                count(self.line.indent, "space"),
            );
            let hint = match level {
                0 => format!("write it without indentation: `{}`", text.trim_end()),
                _ => format!("indent it by {}: `{}`", count(level, "space"), text.trim_end()),
            };
            let span = self.line.indent..self.text.trim_end().len();
            let rank = MOVED + 2 * level.abs_diff(self.line.indent);
            let rank = rank + usize::from(!self.is_usual(level));
            found.push(Mending { hint: Some(hint), rank, ..self.mending(span, text, message) });
        }
    }

    /// Whether what is at the place where the parser gave up is below this line, or beside it.
    pub(super) fn begins_above(&self) -> bool {
        let between = self.lines[self.at + 1..self.fault.max(self.at + 1)].iter();
        let own = self.line.indent;
        self.at < self.fault
            && between
                .filter(|line| line.within == Within::Block && !line.is_empty())
                .all(|line| line.indent > own)
    }

    /// The first line of a text after `|` that is indented deeper than those below it.
    pub(super) fn first_of_text(&self, found: &mut Vec<Mending>) {
        let owner = self.lines[..self.at].last().filter(|above| above.within == Within::Block);
        let below = self.lines[self.at + 1..].iter().find(|line| !line.is_empty());
        let (Some(owner), Some(below)) = (owner, below) else { return };
        let next = self.lines[self.at + 1..].iter().filter(|line| !line.is_empty()).nth(1);
        // Then the line below is the odd one.
        if next.is_some_and(|next| next.indent >= self.line.indent) {
            return;
        }
        let Some(key) = owner.key.as_ref().map(|key| key.start) else { return };
        if below.within != Within::Block || !(key + 1..self.line.indent).contains(&below.indent) {
            return;
        }
        let level = below.indent;
        let text = format!("{}{}", " ".repeat(level), &self.text[self.line.indent..]);
        let message = format!(
            "this line is indented by {}, the text below it by {level}",
            count(self.line.indent, "space"),
        );
        let hint = format!("indent it by {}: `{}`", count(level, "space"), text.trim_end());
        let span = self.line.indent..self.text.trim_end().len();
        let rank = MOVED + 2 * level.abs_diff(self.line.indent) - usize::from(level == key + 2);
        found.push(Mending { hint: Some(hint), rank, ..self.mending(span, text, message) });
    }

    /// A line below `|` or `>` that is not indented as their text must be.
    pub(super) fn unindented_text(&self, found: &mut Vec<Mending>) {
        let Some(above) = self.at.checked_sub(1).map(|at| (&self.texts[at], &self.lines[at]))
        else {
            return;
        };
        let Some(key) =
            above.1.key.clone().filter(|_| is_scalar_header(&above.0[above.1.value.clone()]))
        else {
            return;
        };
        if self.line.key.is_some() || !self.line.dashes.is_empty() || self.line.indent > key.start {
            return;
        }
        let level = key.start + 2;
        let mut text = String::new();
        let lines = self.texts[self.at..].iter().zip(&self.lines[self.at..]);
        let mut joined = 0;
        for (at, (line, scanned)) in lines.enumerate() {
            if !scanned.is_empty() && (scanned.key.is_some() || !scanned.dashes.is_empty()) {
                break;
            }
            if !line.trim().is_empty() {
                joined = at;
                let gap = if at == 0 { " ".repeat(level) } else { " ".to_owned() };
                text = format!("{text}{gap}{}", line.trim());
            }
        }
        let message = format!("the text of `{}` is indented deeper than its key", &above.0[key]);
        let hint = format!("indent it by {}: `{}`", count(level, "space"), self.text.trim());
        let span = self.line.indent..self.text.trim_end().len();
        found.push(Mending { hint: Some(hint), joined, ..self.mending(span, text, message) });
    }

    /// A line of the text above that is not indented like it.
    pub(super) fn continued(&self, found: &mut Vec<Mending>) {
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
        let hint = format!(
            "indent it by {}: `{}`; or begin it with a key",
            count(level, "space"),
            text.trim_end()
        );
        let span = self.line.indent..self.text.trim_end().len();
        let rank = MOVED + 2 * level.abs_diff(self.line.indent);
        found.push(Mending { hint: Some(hint), rank, ..self.mending(span, text, message) });
    }
}

/// `text` from `from` on, plain blanks for the others before the content.
fn plain_blanks(text: &str, line: &Line, from: usize) -> String {
    let end = (line.content() - from).min(text.len());
    let before: String = text[..end].chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    format!("{before}{}", &text[end..])
}
