//! Quotation marks and apostrophes as the language has them, where a person typed straight ones.
//!
//! Takes what is to be printed and changes prose in it: no code, no addresses, no names of people.

use super::context::Context;
use crate::document::{Block, Detail, Entry, Highlight, Inline, Run, Section};
use crate::script::is_wide;
use std::iter::Peekable;
use std::str::Chars;

/// What opens and closes a quotation, and one within it, in English and where a language says nothing else.
const ENGLISH: [&str; 4] = ["“", "”", "‘", "’"];

/// The marks of a language.
pub(super) struct Quotes([String; 4]);

impl Quotes {
    /// Those of the language that is printed.
    pub(super) fn of(context: &Context<'_>) -> Quotes {
        let own = context.locale.patterns.quotes.clone();
        Quotes(own.unwrap_or_else(|| ENGLISH.map(str::to_owned)))
    }

    /// Changes all prose of `sections`.
    pub(super) fn sections(&self, sections: &mut [Section]) {
        for section in sections {
            self.blocks(&mut section.body);
            for entry in &mut section.entries {
                self.entry(entry);
            }
        }
    }

    /// Changes the paragraphs of `blocks`.
    pub(super) fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { runs } => self.line(runs),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Quote { blocks } => self.blocks(blocks),
                Block::Code { .. } => {}
            }
        }
    }

    fn entry(&self, entry: &mut Entry) {
        for line in [&mut entry.title, &mut entry.subtitle, &mut entry.comment] {
            self.line(line);
        }
        self.texts(&mut entry.body, &mut entry.highlights, &mut entry.keywords);
        for Detail { items, .. } in &mut entry.details {
            for item in items {
                self.line(item);
            }
        }
        for role in &mut entry.roles {
            self.line(&mut role.title);
            self.texts(&mut role.body, &mut role.highlights, &mut role.keywords);
        }
    }

    fn texts(&self, body: &mut [Block], highlights: &mut [Highlight], keywords: &mut [Inline]) {
        self.blocks(body);
        for highlight in highlights {
            self.highlight(highlight);
        }
        for keyword in keywords {
            self.line(keyword);
        }
    }

    fn highlight(&self, highlight: &mut Highlight) {
        self.line(&mut highlight.runs);
        for item in &mut highlight.items {
            self.highlight(item);
        }
    }

    fn line(&self, runs: &mut [Run]) {
        let mut before = None;
        let mut is_quoted = false;
        for index in 0..runs.len() {
            let after = runs.get(index + 1).and_then(|next| next.text.chars().next());
            let run = &mut runs[index];
            let last = run.text.chars().next_back();
            let is_prose = !run.code && (run.url.is_none() || run.text.contains(' '));
            if is_prose && run.text.contains(['"', '\'']) {
                run.text = self.text(&run.text, before, after, &mut is_quoted);
            }
            before = last.or(before);
        }
    }

    /// `text` between the characters `before` and `after`; `is_quoted`: a quotation is open.
    fn text(
        &self,
        text: &str,
        mut before: Option<char>,
        after: Option<char>,
        is_quoted: &mut bool,
    ) -> String {
        let [open, close, open_inner, close_inner] = &self.0;
        let mut out = String::with_capacity(text.len() + 8);
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            let next = rest.peek().copied().or(after);
            // What is between two letters or before figures ('90s) is an apostrophe; after figures it is a
            // measure.
            let begins = before.is_none_or(|it| {
                it.is_whitespace() || "([{-–—/“‘„«".contains(it) || is_wide(it) && !*is_quoted
            });
            let is_measure = before.is_some_and(|it| it.is_ascii_digit());
            match character {
                '"' if begins && next.is_some_and(|it| !it.is_whitespace()) => {
                    out.push_str(open);
                    *is_quoted = true;
                }
                '"' if is_measure && !*is_quoted => out.push('"'),
                '"' => {
                    out.push_str(close);
                    *is_quoted = false;
                }
                '\'' if is_measure && !next.is_some_and(char::is_alphabetic) => out.push('\''),
                '\'' if begins && next.is_some_and(char::is_alphabetic) && closes(&rest) => {
                    out.push_str(open_inner);
                }
                '\'' if begins || before.is_some_and(char::is_alphanumeric) => out.push('’'),
                '\'' => out.push_str(close_inner),
                other => out.push(other),
            }
            before = Some(character);
        }
        out
    }
}

/// Whether a quotation in single marks ends in `rest`: at the end of a word, and not after a single letter, as in
/// `rock 'n' roll`.
fn closes(rest: &Peekable<Chars<'_>>) -> bool {
    let mut rest = rest.clone();
    let mut before = None;
    let mut count = 0;
    while let Some(character) = rest.next() {
        let ends = rest.peek().is_none_or(|next| !next.is_alphanumeric());
        if character == '\'' && ends && before.is_some_and(|it: char| !it.is_whitespace()) {
            return count > 1;
        }
        before = Some(character);
        count += 1;
    }
    false
}
