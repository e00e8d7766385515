//! Why something could not be made: the one error type of the library.
//!
//! `Display` draws every problem as the command line does, with the line it is about; nothing in it obeys a
//! terminal. `Debug`, which ends up in logs, says kinds and places and nothing that the person wrote.

use crate::diagnostic::{Diagnostic, Severity};
use crate::script;
use crate::source::Place;
use std::borrow::Cow;
use std::fmt;
use unicode_width::UnicodeWidthChar;

/// The most columns of a line that are shown beside the place it is shown for.
const MOST_COLUMNS: usize = 80;

/// Everything that stood in the way, and the warnings beside it, in the order it was met.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Vec<Diagnostic>);

impl Error {
    /// Every problem.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }

    /// Every problem, to keep.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.0
    }
}

impl std::error::Error for Error {}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Error {
        Error(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Error {
    fn from(diagnostics: Vec<Diagnostic>) -> Error {
        Error(diagnostics)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n\n")?;
            }
            fmt::Display::fmt(diagnostic, formatter)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems = self.0.iter().map(|diagnostic| {
            let place = diagnostic.place.as_ref().map(|place| {
                let (line, column) = place.line_column();
                format!(" at {}:{line}:{column}", visible(&place.source.name))
            });
            format!(
                "{} {}{}",
                name(diagnostic.severity),
                diagnostic.code,
                place.unwrap_or_default()
            )
        });
        write!(formatter, "Error({})", problems.collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", name(self.severity), visible(&self.message))?;
        let margin = match &self.place {
            Some(place) => excerpt(place, !self.hints.is_empty(), formatter)?,
            None => 1,
        };
        for hint in &self.hints {
            write!(formatter, "\n{:margin$} = hint: {}", "", visible(hint))?;
        }
        Ok(())
    }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// Draws the line that `place` is about, and what is under it. Gives the width of line numbers.
fn excerpt(
    place: &Place,
    has_hints: bool,
    formatter: &mut fmt::Formatter<'_>,
) -> Result<usize, fmt::Error> {
    let text = place.source.text.as_str();
    let (line, column) = place.line_column();
    let line_start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[place.start..].find('\n').map_or(text.len(), |at| place.start + at);
    let before = last_columns(&text[line_start..place.start]);
    let under = first_columns(&text[place.start..place.end.clamp(place.start, line_end)]);
    let after = first_columns(&text[place.start + under.len()..line_end]);
    let is_cut = |part: &str, whole: usize| if part.len() < whole { "…" } else { "" };
    let start = is_cut(before, place.start - line_start);
    let end = is_cut(after, line_end - place.start - under.len());
    let (before, under, after) = (visible(before), visible(under), visible(after));
    let (before, after) = (before.replace('\n', " "), after.trim_end().to_owned());
    let number = line.to_string();
    let margin = number.len();
    let (indent, carets) = (columns(start) + columns(&before), columns(&under).max(1));
    write!(formatter, "\n{:margin$}--> {}:{line}:{column}", "", visible(&place.source.name))?;
    write!(formatter, "\n{:margin$} |", "")?;
    write!(formatter, "\n{number} | {start}{before}{under}{after}{end}")?;
    write!(formatter, "\n{:margin$} | {:indent$}{}", "", "", "^".repeat(carets))?;
    if has_hints {
        write!(formatter, "\n{:margin$} |", "")?;
    }
    Ok(margin)
}

fn first_columns(text: &str) -> &str {
    let mut width = 0;
    let end = text.char_indices().find(|(_, character)| {
        width += column_count(*character);
        width > MOST_COLUMNS
    });
    &text[..end.map_or(text.len(), |(index, _)| index)]
}

fn last_columns(text: &str) -> &str {
    let mut width = 0;
    let start = text.char_indices().rev().take_while(|(_, character)| {
        width += column_count(*character);
        width <= MOST_COLUMNS
    });
    &text[start.last().map_or(text.len(), |(index, _)| index)..]
}

/// How many columns of a terminal `text` takes.
fn columns(text: &str) -> usize {
    text.chars().map(column_count).sum()
}

/// Two for what East Asian scripts set in a square, one for anything else.
fn column_count(character: char) -> usize {
    if character.width() == Some(2) { 2 } else { 1 }
}

/// `text` with pictures of the characters that a terminal would obey.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| visible_character(character) == character) {
        return Cow::Borrowed(text);
    }
    let shown =
        |character| if character == '\n' { character } else { visible_character(character) };
    Cow::Owned(text.chars().map(shown).collect())
}

/// `character`, or a picture of it if a terminal would obey it, or nobody would see it.
pub fn visible_character(character: char) -> char {
    match u32::from(character) {
        9 => ' ',
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f..=0x9f => '\u{fffd}',
        // Letters join by these, and nobody sees a soft hyphen in its line.
        0xad | 0x200c | 0x200d => character,
        _ if script::is_invisible(character) => '\u{fffd}',
        _ => character,
    }
}
