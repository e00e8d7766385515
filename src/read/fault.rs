//! What is wrong with a text that is not YAML: the lines at fault, and how they should be written.
//!
//! A parser tells where it gave up, which may be far behind the cause. Every line up to there that looks
//! odd is rewritten as it was probably meant, one at a time; whatever gets the parser furthest is the
//! cause. It stays rewritten for the rest, so that all faults are told at once.

use super::saying::{Saying, explain};
use super::syntax_error;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

/// A guess at what is wrong, and how it should be written.
#[derive(Debug)]
pub(super) struct Mending {
    /// The line at fault, counted from 0.
    pub(super) line: usize,
    /// The bytes of it that are at fault.
    pub(super) span: Range<usize>,
    /// The line that changes: the one at fault, or one behind it.
    pub(super) edited: usize,
    /// That line as it should be written.
    pub(super) text: String,
    /// How many lines behind it become a part of it.
    pub(super) joined: usize,
    /// What the format made of it.
    pub(super) message: String,
    /// The remedy, where the line alone does not tell it.
    pub(super) hint: Option<String>,
    /// How much it changes: a guess of a lower rank goes before one that gets the parser as far.
    pub(super) rank: usize,
}

impl Mending {
    /// A guess of the least rank at the `line`, which should be written as `text`.
    pub(super) fn new(
        line: usize,
        span: Range<usize>,
        text: String,
        message: impl Into<String>,
    ) -> Mending {
        let message = message.into();
        Mending { line, span, edited: line, text, joined: 0, message, hint: None, rank: 0 }
    }
}

/// `text` with `new` in place of `span`.
pub(super) fn replaced(text: &str, span: &Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..span.start], &text[span.end..])
}

/// Guesses, made one after the other: of a large file there may be more than memory holds.
pub(super) type Guesses<'a> = Box<dyn Iterator<Item = Mending> + 'a>;

/// The most bytes of guesses at a single line.
pub(super) const MAX_GUESSED: usize = 8 << 20;

/// Where a parser gave up, and why.
#[derive(Debug)]
pub(super) struct Stop {
    /// The line, counted from 0.
    pub(super) line: usize,
    /// The byte of the line.
    pub(super) column: usize,
    /// Why, in the parser's words.
    pub(super) said: String,
}

/// A format as this search knows it.
pub(super) struct Grammar {
    /// Where the parser gives up in a text, if it does.
    pub(super) stop: fn(&str) -> Option<Stop>,
    /// What may be wrong with these lines, if the parser gave up in the one of this number.
    pub(super) mendings: fn(&[String], usize) -> Guesses<'_>,
    /// What its parser says, in our words.
    pub(super) sayings: &'static [Saying],
    /// Parts of what it says where no line written in another way helps.
    pub(super) unmendable: &'static [&'static str],
}

/// The most faults that are told at once.
const MAX_FAULTS: usize = 20;

/// How much is parsed to find the causes, in bytes. A resume has some ten thousand.
const MAX_WORK: usize = 16 << 20;

/// How many lines before the place where the parser gave up are tried by leaving them out.
const WINDOW: usize = 40;

/// Of a line longer than this only the part that changes is shown, in bytes.
const LONG_LINE: usize = 400;

/// What is wrong with the text of `source`, where a parser gave up at `stop`.
pub(super) fn faults(source: &Arc<Source>, grammar: &Grammar, stop: Stop) -> Vec<Diagnostic> {
    let mut search = Search {
        grammar,
        texts: source.text.split('\n').map(str::to_owned).collect(),
        work: MAX_WORK,
        found: Vec::new(),
    };
    let starts = line_starts(&source.text);
    let mut stopped = stop;
    for _ in 0..MAX_FAULTS {
        let is_syntax = !grammar.unmendable.iter().any(|part| stopped.said.contains(part));
        let line = stopped.line.min(starts.len() - 1);
        if is_syntax && let Some(mending) = search.cause(line) {
            search.tell(source, &starts, &mending);
            search.edit(&mending);
            match search.stop() {
                Some(next) => stopped = next,
                None => return search.found,
            }
        } else {
            let line = if is_syntax { search.left_out(line) } else { line };
            search.found.push(search.untold(source, &starts, &stopped, line));
            break;
        }
    }
    search.found
}

struct Search<'a> {
    grammar: &'a Grammar,
    /// The lines, those that were at fault already rewritten.
    texts: Vec<String>,
    /// How many bytes may still be parsed.
    work: usize,
    found: Vec<Diagnostic>,
}

impl Search<'_> {
    fn stop(&self) -> Option<Stop> {
        (self.grammar.stop)(&self.texts.join("\n"))
    }

    fn edit(&mut self, mending: &Mending) {
        let last = (mending.edited + mending.joined).min(self.texts.len() - 1);
        self.texts[mending.edited..=last].fill(String::new());
        self.texts[mending.edited].clone_from(&mending.text);
    }

    /// The line where the parser gives up if these lines are as `edit` makes them; beyond the last if it does not.
    fn reach(&mut self, lines: RangeInclusive<usize>, edit: impl FnOnce(&mut Self)) -> usize {
        let size: usize = self.texts.iter().map(|text| text.len() + 1).sum();
        self.work = self.work.saturating_sub(size);
        let (start, end) = (*lines.start(), (*lines.end()).min(self.texts.len() - 1));
        let old = self.texts[start..=end].to_vec();
        edit(self);
        let reached = self.stop().map_or(usize::MAX, |stop| stop.line);
        self.texts[start..=end].clone_from_slice(&old);
        reached
    }

    /// The rewriting that gets the parser furthest beyond the line `stopped`.
    fn cause(&mut self, stopped: usize) -> Option<Mending> {
        let mut best: Option<(usize, Mending)> = None;
        let texts = self.texts.clone();
        for mending in (self.grammar.mendings)(&texts, stopped) {
            let is_whole = |(reached, best): &(usize, Mending)| {
                *reached == usize::MAX && best.rank == 0 && best.line != mending.line
            };
            if self.work == 0 || best.as_ref().is_some_and(is_whole) {
                break;
            }
            let lines = mending.edited..=mending.edited + mending.joined;
            let reached = self.reach(lines, |search| search.edit(&mending));
            let is_better = best
                .as_ref()
                .is_none_or(|(most, best)| (reached, best.rank) > (*most, mending.rank));
            if reached > stopped && is_better {
                best = Some((reached, mending));
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
            let left_out = |search: &mut Self| search.texts[line].clear();
            is_said && self.work > 0 && self.reach(line..=line, left_out) > stopped
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
            None if line.len() > LONG_LINE => {
                format!("write `{}`", changed(&self.texts[mending.edited], &mending.text))
            }
            None if mending.edited != mending.line => {
                format!("close it, as in line {}: `{line}`", mending.edited + 1)
            }
            None => format!("write `{line}`"),
        };
        self.found.push(said.hint(hint));
    }

    /// What the parser said, in our words, at `line`.
    fn untold(
        &self,
        source: &Arc<Source>,
        starts: &[usize],
        stopped: &Stop,
        line: usize,
    ) -> Diagnostic {
        let text = original(source, starts, line);
        let end = text.trim_end().len();
        let is_within =
            line == stopped.line && text == self.texts[line] && text.contains(['[', '{', '"']);
        let begin = text.len() - text.trim_start().len();
        let from =
            text.floor_char_boundary(if is_within { stopped.column } else { begin }).min(end);
        let word =
            text[from..].chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        let range = starts[line] + from..starts[line] + from + 1_usize.max(word);
        explain(source, self.grammar.sayings, &stopped.said, range)
    }
}

/// The part of the long line `new` that is not as in `old`, with what is beside it.
fn changed(old: &str, new: &str) -> String {
    /// How much beside it is shown, in bytes.
    const BESIDE: usize = 30;
    /// How much is shown at most, in bytes: a line may be wrong everywhere.
    const MOST: usize = 120;
    let is_same = |(a, b): &(char, char)| a == b;
    let bytes = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(is_same).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let before = bytes(&mut old.chars().zip(new.chars()));
    let behind = bytes(&mut old[before..].chars().rev().zip(new[before..].chars().rev()));
    let start = new.floor_char_boundary(before.saturating_sub(BESIDE));
    let end = (new.len() - behind + BESIDE).min(new.len()).min(start + MOST);
    let end = new.ceil_char_boundary(end);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{}{}", cut(start > 0), new[start..end].trim(), cut(end < new.len()))
}

/// The line as the person wrote it.
fn original<'a>(source: &'a Source, starts: &[usize], line: usize) -> &'a str {
    let end = starts.get(line + 1).map_or(source.text.len(), |next| next - 1);
    &source.text[starts[line]..end]
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}
