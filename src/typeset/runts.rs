//! Last lines of a single word.
//!
//! Takes typeset pages, finds paragraphs that end with such a line, and ties the last two words of their text in
//! the document: every engine then breaks the line before both. Never adds or changes a character.

use super::frames::{SAME_LINE, each_item};
use super::{Composition, Pages};
use crate::document::{Block, Document, Highlight, Inline, plain_text};
use typst::layout::{Frame, FrameItem};

/// The most characters that are kept on one line.
const MAX_TIED: usize = 40;

/// How much of its line the last word and the one before it may take.
const MOST_OF_LINE: f64 = 0.9;

/// How much of a line that ends at both edges may go to the next one: more would leave gaps between its characters.
const MOST_LOOSE: f64 = 0.12;

/// How many words before the last line tell its paragraph from others.
const WORDS_BEFORE: usize = 3;

/// Something on a baseline.
struct Line {
    text: String,
    y: f64,
    left: f64,
    right: f64,
}

/// A last line of a single word that has room for the word before it.
struct Runt {
    word: String,
    /// The end of its paragraph, without blanks and hyphens.
    end: String,
}

impl Composition<'_> {
    /// The same, with a tie between the last two words of each paragraph whose last line on `pages` is a single
    /// word; `None` if there is none.
    #[must_use]
    pub fn without_runts(&self, pages: &Pages<'_>) -> Option<Self> {
        let runts = runts(pages, self.document.language.cjk);
        if runts.is_empty() {
            return None;
        }
        let mut tied = self.clone();
        let mut is_changed = false;
        prose(&mut tied.document, &mut |runs| {
            let text = plain_text(runs);
            let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
            let mut own = runts.iter().filter(|runt| last.ends_with(&runt.word)).peekable();
            if own.peek().is_some() {
                let squeezed = squeezed(&text);
                if own.any(|runt| squeezed.ends_with(&runt.end)) {
                    is_changed |= tie(runs, &text);
                }
            }
        });
        is_changed.then_some(tied)
    }
}

/// The single words that lines of `pages` consist of, behind longer lines. `is_cjk`: these are set to both edges.
fn runts(pages: &Pages<'_>, is_cjk: bool) -> Vec<Runt> {
    let mut found = Vec::new();
    for page in pages.document.pages() {
        let lines = lines(&page.frame);
        found.extend(lines.windows(2).filter_map(|pair| runt(&pair[0], &pair[1], is_cjk)));
    }
    found
}

/// What `line` is behind the line `before`, if it is a single word.
fn runt(before: &Line, line: &Line, is_cjk: bool) -> Option<Runt> {
    let word = line.text.trim();
    let has_letters = word.contains(char::is_alphanumeric);
    if line.y <= before.y || word.contains(char::is_whitespace) || !has_letters {
        return None;
    }
    let words: Vec<&str> = before.text.split_whitespace().collect();
    let [_, .., moved] = words[..] else { return None };
    let width = before.right - before.left;
    let share = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    let moved = share(moved) / share(before.text.trim());
    let taken = width * moved + (line.right - line.left);
    if taken > MOST_OF_LINE * width || is_cjk && moved > MOST_LOOSE {
        return None;
    }
    let end = words[words.len().saturating_sub(WORDS_BEFORE)..].concat() + word;
    Some(Runt { word: word.to_owned(), end: squeezed(&end) })
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}')).collect()
}

/// The lines of a page, in the order in which they are read.
fn lines(page: &Frame) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    each_item(page, &mut |item, at| {
        let FrameItem::Text(text) = item else { return };
        let (left, y) = (at.x.to_pt(), at.y.to_pt());
        let right = left + text.width().to_pt();
        match lines.last_mut() {
            Some(line) if (line.y - y).abs() < SAME_LINE => {
                line.text.push_str(&text.text);
                line.left = line.left.min(left);
                line.right = line.right.max(right);
            }
            _ => lines.push(Line { text: text.text.to_string(), y, left, right }),
        }
    });
    lines
}

/// Shows every line of prose to `change`.
pub(super) fn prose(document: &mut Document, change: &mut impl FnMut(&mut Inline)) {
    blocks(&mut document.header.summary, change);
    if let Some(letter) = &mut document.letter {
        blocks(&mut letter.body, change);
    }
    for section in &mut document.sections {
        blocks(&mut section.body, change);
        for entry in &mut section.entries {
            blocks(&mut entry.body, change);
            highlights(&mut entry.highlights, change);
            for role in &mut entry.roles {
                blocks(&mut role.body, change);
                highlights(&mut role.highlights, change);
            }
        }
    }
}

fn blocks(list: &mut [Block], change: &mut impl FnMut(&mut Inline)) {
    for block in list {
        match block {
            Block::Paragraph { runs } => change(runs),
            Block::List { items, .. } => items.iter_mut().for_each(|item| blocks(item, change)),
            Block::Quote { blocks: quoted } => blocks(quoted, change),
            Block::Code { .. } => {}
        }
    }
}

fn highlights(list: &mut [Highlight], change: &mut impl FnMut(&mut Inline)) {
    for highlight in list {
        change(&mut highlight.runs);
        highlights(&mut highlight.items, change);
    }
}

/// Ties the last two words of `runs`, which read `text`. Whether they could be.
fn tie(runs: &mut Inline, text: &str) -> bool {
    let mut words = text.trim_end().rsplitn(3, char::is_whitespace);
    let (Some(last), Some(other), Some(_)) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let start = text.trim_end().len() - last.len() - 1 - other.len();
    let tied = &text[start..];
    if tied.contains('\n') || tied.chars().count() > MAX_TIED {
        return false;
    }
    let mut at = 0;
    for index in 0..runs.len() {
        let run = &mut runs[index];
        let (begins, ends) = (at, at + run.text.len());
        at = ends;
        if ends <= start {
            continue;
        }
        if begins < start && !run.whole && !run.code {
            let mut rest = run.clone();
            rest.text = run.text.split_off(start - begins);
            rest.whole = true;
            runs.insert(index + 1, rest);
            runs[index + 2..].iter_mut().for_each(|run| run.whole = true);
            return true;
        }
        runs[index..].iter_mut().for_each(|run| run.whole = true);
        return true;
    }
    false
}
