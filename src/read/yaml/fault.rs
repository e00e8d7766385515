//! What is wrong with a text that is no YAML: the lines at fault, and how they should be written.
//!
//! A parser tells where it gave up, which may be far behind the cause. Every line up to there that looks
//! odd is rewritten as it was probably meant, one at a time; whatever gets the parser furthest is the
//! cause. It stays rewritten for the rest, so that all faults are told at once.

use super::lines::{Line, lines};
use super::mend::{Mending, mendings};
use super::{failure, place};
use crate::diagnostic::Diagnostic;
use crate::read::saying::{self, explain};
use crate::read::syntax_error;
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;

/// The most faults that are told at once.
const MAX_FAULTS: usize = 20;

/// How much is parsed to find the causes, in bytes. A resume has some ten thousand.
const MAX_WORK: usize = 16 << 20;

/// How many lines before the place where the parser gave up are tried by leaving them out.
const WINDOW: usize = 40;

/// How many lines behind that place may hold the cause.
const BEHIND: usize = 3;

/// A line longer than this is not shown as it should be written, in bytes.
const LONG_LINE: usize = 400;

/// What is wrong with the text of `source`, of which the parser said `error`.
pub(super) fn faults(source: &Arc<Source>, error: &serde_saphyr::Error) -> Vec<Diagnostic> {
    let mut search = Search {
        texts: source.text.split('\n').map(str::to_owned).collect(),
        work: MAX_WORK,
        found: Vec::new(),
    };
    let starts = line_starts(&source.text);
    let mut stopped = Stop::of(error);
    for _ in 0..MAX_FAULTS {
        let Stop { line, .. } = stopped;
        if stopped.is_syntax
            && let Some(mending) = search.cause(line)
        {
            search.tell(source, &starts, &mending);
            search.texts[mending.edited] = mending.text;
            match search.parse() {
                Some(next) => stopped = next,
                None => return search.found,
            }
        } else {
            let line = if stopped.is_syntax { search.left_out(line) } else { line };
            let diagnostic = untold(source, &starts, &search.texts, &stopped, line);
            search.found.push(diagnostic);
            break;
        }
    }
    search.found
}

/// Where the parser gave up, and why.
struct Stop {
    line: usize,
    column: usize,
    said: String,
    /// Whether a line written in another way could help.
    is_syntax: bool,
}

impl Stop {
    fn of(error: &serde_saphyr::Error) -> Stop {
        let (line, column) = place(error);
        let said = failure(error);
        let is_syntax = !saying::UNMENDABLE.iter().any(|part| said.contains(part));
        Stop { line, column, said, is_syntax }
    }
}

struct Search {
    /// The lines, those that were at fault already rewritten.
    texts: Vec<String>,
    /// How many bytes may still be parsed.
    work: usize,
    found: Vec<Diagnostic>,
}

impl Search {
    fn parse(&self) -> Option<Stop> {
        super::parse(&self.texts.join("\n")).err().map(|error| Stop::of(&error))
    }

    /// The line where the parser gives up if `line` is `text`; beyond the last if it does not.
    fn reach(&mut self, line: usize, text: &str) -> usize {
        let size: usize = self.texts.iter().map(|text| text.len() + 1).sum();
        self.work = self.work.saturating_sub(size);
        let old = std::mem::replace(&mut self.texts[line], text.to_owned());
        let reached = self.parse().map_or(usize::MAX, |stop| stop.line);
        self.texts[line] = old;
        reached
    }

    /// The rewriting that gets the parser furthest beyond the line `stopped`.
    fn cause(&mut self, stopped: usize) -> Option<Mending> {
        let lines = lines(self.texts.iter().map(String::as_str));
        let stopped = stopped.min(lines.len().saturating_sub(1));
        let mut best: Option<(usize, Mending)> = None;
        // A text that begins there may hold the cause on its further lines.
        let behind = (stopped + 1..lines.len()).take(BEHIND);
        for at in std::iter::once(stopped).chain(behind).chain((0..stopped).rev()) {
            for mending in mendings(&self.texts, &lines, at, stopped) {
                if self.work == 0 {
                    break;
                }
                let reached = self.reach(mending.edited, &mending.text);
                let is_better = best
                    .as_ref()
                    .is_none_or(|(most, best)| (reached, best.rank) > (*most, mending.rank));
                if reached > stopped && is_better {
                    best = Some((reached, mending));
                }
            }
            if best.as_ref().is_some_and(|(most, best)| *most == usize::MAX && best.rank == 0) {
                break;
            }
        }
        best.map(|(_, mending)| mending)
    }

    /// The line nearest before `stopped` without which the parser gets further, or that itself.
    fn left_out(&mut self, stopped: usize) -> usize {
        let stopped = stopped.min(self.texts.len().saturating_sub(1));
        let mut window = (stopped.saturating_sub(WINDOW)..=stopped).rev();
        let found = window.find(|&line| {
            let is_said = !self.texts[line].trim().is_empty();
            is_said && self.work > 0 && self.reach(line, "") > stopped
        });
        found.unwrap_or(stopped)
    }

    /// Reports `mending`, unless its line was already reported.
    fn tell(&mut self, source: &Arc<Source>, starts: &[usize], mending: &Mending) {
        let start = starts[mending.line];
        let is_as_written = original(source, starts, mending.line) == self.texts[mending.line];
        if !is_as_written {
            return;
        }
        let Range { start: from, end: to } = mending.span.clone();
        let said = syntax_error(source, &mending.message, start + from, start + to.max(from + 1));
        let line = mending.text.trim();
        let hint = match &mending.hint {
            Some(hint) => hint.clone(),
            None if line.len() > LONG_LINE => "put the text in quotes".to_owned(),
            None if mending.edited != mending.line => {
                format!("close it, as in line {}: `{line}`", mending.edited + 1)
            }
            None => format!("write `{line}`"),
        };
        self.found.push(said.hint(hint));
    }
}

/// The line as the person wrote it.
fn original<'a>(source: &'a Source, starts: &[usize], line: usize) -> &'a str {
    let end = starts.get(line + 1).map_or(source.text.len(), |next| next - 1);
    &source.text[starts[line]..end]
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// What the parser said, in our words, at `line`.
fn untold(
    source: &Arc<Source>,
    starts: &[usize],
    texts: &[String],
    stopped: &Stop,
    line: usize,
) -> Diagnostic {
    let line = line.min(starts.len() - 1);
    let text = original(source, starts, line);
    let scanned = lines(texts.iter().map(String::as_str));
    let Line { indent, .. } = scanned[line];
    let column = if line == stopped.line && text == texts[line] && text.contains(['[', '{']) {
        text.char_indices().nth(stopped.column).map_or(text.trim_end().len(), |(at, _)| at)
    } else {
        indent
    };
    let from = column.min(text.trim_end().len());
    let word = text[from..].chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let range = starts[line] + from..starts[line] + from + 1_usize.max(word);
    explain(source, saying::YAML, &stopped.said, range)
}
