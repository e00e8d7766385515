//! Strings of JSON that are not closed, or hold what they may not.

use super::Line;
use super::tokens::{Kind, tokens};
use crate::read::fault::{MAX_GUESSED, Mending};

/// The most lines that a text is thought to go on for.
const MOST_LINES: usize = 20;

/// The longest line that is shown with what goes on behind it, in bytes.
const LONG: usize = 300;

impl Line<'_> {
    /// Strings that are not closed, or hold quotes or a `\` of their own.
    pub(super) fn strings(&self, found: &mut Vec<Mending>) {
        let tokens = tokens(self.text);
        if let Some(open) = tokens.iter().find(|token| token.kind == Kind::Open) {
            let end = open.span.end;
            let line = self.text[..end].trim_end_matches(',').trim_end();
            let comma = if self.text[..end].ends_with(',') { "," } else { "" };
            let text = format!("{line}\"{comma}");
            let message = "the quote `\"` is not closed on its line";
            let at = open.span.start..open.span.start + 1;
            found.push(self.mending(at.clone(), text, message));
            // A text of several lines.
            let mut text = self.text.trim_end().to_owned();
            for (joined, line) in (1..=MOST_LINES).zip(&self.texts[self.at + 1..]) {
                text.push_str("\\n");
                text.push_str(line.trim());
                if line.contains('"') {
                    let message = "a text cannot go on on the next line in JSON";
                    let hint = (text.len() > LONG)
                        .then(|| "write a line end in a text as `\\n`".to_owned());
                    let at = at.start..open.span.end;
                    found.push(Mending { joined, hint, ..self.mending(at, text, message) });
                    break;
                }
            }
        }
        let end = self.text.trim_end().trim_end_matches(',').len();
        let start = self.text.find("\": \"").map(|at| at + 3).or_else(|| {
            let start = self.text.len() - self.text.trim_start().len();
            self.text[start..].starts_with('"').then_some(start)
        });
        if let Some(start) = start
            && end > start + 2
            && self.text[..end].ends_with('"')
        {
            let inner = &self.text[start + 1..end - 1];
            let plain = inner.replace("\\\"", "\"");
            if plain.contains('"') {
                let at = start + 1 + inner.find('"').unwrap_or_default();
                let text = self.with(&(start + 1..end - 1), &plain.replace('"', "\\\""));
                let message = "a text goes on behind its closing quote";
                found.push(Mending { rank: 1, ..self.mending(at..at + 1, text, message) });
            }
        }
        for token in tokens.iter().filter(|token| token.kind == Kind::Text) {
            if found.len() * self.text.len() > MAX_GUESSED {
                break;
            }
            let written = &self.text[token.span.clone()];
            let wrong = written.match_indices('\\').map(|(at, _)| at).find(|at| {
                !written[at + 1..].starts_with(['"', '\\', '/', 'b', 'f', 'n', 'r', 't'])
                    && !written[at + 1..].starts_with('u')
                    || written[at + 1..].starts_with('u')
                        && !written[at + 2..].chars().take(4).all(|c| c.is_ascii_hexdigit())
            });
            if let Some(wrong) = wrong {
                let at = token.span.start + wrong;
                let text = self.with(&token.span, &written.replace('\\', "\\\\"));
                let message = "a `\\` begins a character by its code in JSON, and this is none";
                found.push(self.mending(at..at + 1, text, message));
            }
            if written.contains('\t') {
                let text = self.with(&token.span, &written.replace('\t', "\\t"));
                found.push(self.mending(
                    token.span.clone(),
                    text,
                    "a tab is written `\\t` in a text of JSON",
                ));
            }
        }
    }
}
