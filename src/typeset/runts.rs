//! Last lines of a single word, and lines that part a range of figures or an initial and its name; and Chinese and
//! Japanese paragraphs with a line that has holes, because a long Latin word did not fit on it.
//!
//! Takes typeset pages, finds these, and ties the two words in the document: every engine then breaks the line before
//! both. A paragraph with holes is marked as one that is not justified. Never adds or changes a character.

use super::frames::{SAME_LINE, each_item};
use super::{Composition, Pages};
use crate::document::{Block, Document, Highlight, Inline, OptionValue, Run, plain_text};
use crate::script;
use typst::layout::{Frame, FrameItem};
use typst::text::{Glyph, TextItem};

/// The most characters that are kept on one line.
const MAX_TIED: usize = 40;

/// How much of its line the last word and the one before it may take.
const MOST_OF_LINE: f64 = 0.9;

/// How much of a line that ends at both edges may go to the next one: more would leave gaps between its characters.
const MOST_LOOSE: f64 = 0.12;

/// How far letters of a line may be parted to end at both edges, in em: a reader sees more.
const MOST_PARTED: f64 = 0.125;

/// How many words before the last line tell its paragraph from others.
const WORDS_BEFORE: usize = 3;

/// Something on a baseline.
struct Line {
    text: String,
    y: f64,
    left: f64,
    right: f64,
    /// How far Han or Kana are parted, at least, in em; infinitely if none is beside another.
    parted: f64,
}

/// A last line of a single word that has room for the word before it.
struct Runt {
    word: String,
    /// The end of its paragraph, without blanks and hyphens.
    end: String,
}

impl Composition<'_> {
    /// The same, with a tie between the last two words of each paragraph whose last line on `pages` is a single
    /// word, and paragraphs with holes ragged; `None` if there is neither.
    #[must_use]
    pub fn without_runts(&self, pages: &Pages<'_>) -> Option<Self> {
        let language = &self.document.language;
        let justifies = self.document.options.get("justify") == Some(&OptionValue::Bool(true));
        let may_part = language.cjk && justifies;
        let (mut runts, mut parted, mut loose) = (Vec::new(), Vec::new(), Vec::new());
        for page in pages.document.pages() {
            let lines = lines(&page.frame, language.direction == "rtl", may_part);
            let pairs = || lines.windows(2).map(|pair| (&pair[0], &pair[1]));
            runts.extend(pairs().filter_map(|(before, line)| runt(before, line, language.cjk)));
            parted.extend(pairs().filter_map(|(before, line)| parted_words(before, line)));
            loose.extend(lines.iter().filter(|line| line.is_loose()).map(Line::squeezed));
        }
        if runts.is_empty() && parted.is_empty() && loose.is_empty() {
            return None;
        }
        let mut tied = self.clone();
        let mut is_changed = false;
        if !loose.is_empty() {
            prose(&mut tied.document, &mut |runs| {
                if without_holes(runs, &loose) {
                    is_changed = true;
                    tie_latin_end(runs);
                }
            });
        }
        each_text(&mut tied.document, &mut |runs| {
            let text = plain_text(runs);
            let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
            let mut own = runts.iter().filter(|runt| last.ends_with(&runt.word)).peekable();
            if own.peek().is_some() {
                let squeezed = squeezed(&text);
                if own.any(|runt| squeezed.ends_with(&runt.end)) {
                    is_changed |= tie(runs, &text);
                }
            }
            for words in parted.iter().filter(|words| text.contains(*words)) {
                is_changed |= tie_within(runs, words);
            }
        });
        is_changed.then_some(tied)
    }
}

impl Line {
    fn is_loose(&self) -> bool {
        self.parted.is_finite() && self.parted > MOST_PARTED
    }

    fn squeezed(&self) -> String {
        squeezed(&self.text)
    }
}

/// Marks a paragraph that has one of the `loose` lines. Whether it was not marked.
fn without_holes(runs: &mut Inline, loose: &[String]) -> bool {
    let text = squeezed(&plain_text(runs));
    let Some(first) = runs.first_mut().filter(|run| !run.ragged) else { return false };
    first.ragged = loose.iter().any(|line| text.contains(line));
    first.ragged
}

/// How far Han or Kana of a piece of a line are parted, at least, in em.
fn parted(text: &TextItem) -> f64 {
    let character = |range: std::ops::Range<usize>| text.text[range].chars().next();
    let is_han = |range| character(range).is_some_and(script::is_han);
    let pairs = text.glyphs.windows(2).filter(|pair| pair.iter().all(|it| is_han(it.range())));
    let gap = |pair: &[Glyph]| {
        let own = text.font.x_advance(pair[0].id).unwrap_or_default();
        // What is put before a letter, beside a Latin one, moves it.
        (pair[0].x_advance - pair[0].x_offset - own).get()
    };
    pairs.map(gap).fold(f64::INFINITY, f64::min)
}

/// A range of figures that ends on the next line, or an initial before its name there: what has to stay together.
fn parted_words(before: &Line, line: &Line) -> Option<String> {
    let (end, start) = (before.text.trim_end(), line.text.trim_start());
    let last = end.rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = start.split(char::is_whitespace).next().unwrap_or_default();
    let mut letters = last.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase)
        && letters.as_str() == "."
        && next.starts_with(char::is_uppercase);
    let is_range =
        last.strip_suffix('–').is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit()))
            && next.starts_with(|c: char| c.is_ascii_digit());
    if line.y <= before.y || !(is_initial || is_range) {
        return None;
    }
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let words = if is_initial { format!("{last} {next}") } else { format!("{last}{next}") };
    (words.chars().count() <= MAX_TIED).then_some(words)
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

/// The two words of each line of `pages` that has no more, behind the last word of the line before, without blanks.
pub(super) fn pairs_alone(pages: &Pages<'_>) -> impl Iterator<Item = String> {
    let frames = pages.document.pages().iter().map(|page| &page.frame);
    let alone = |pair: &[Line]| {
        let words: Vec<&str> = pair[1].text.split_whitespace().collect();
        let before = pair[0].text.split_whitespace().next_back().unwrap_or_default();
        (words.len() == 2).then(|| format!("{before}{}", words.concat()))
    };
    frames.flat_map(move |frame| {
        lines(frame, false, false).windows(2).filter_map(alone).collect::<Vec<_>>()
    })
}

/// The lines of a page, in the order in which they are read.
/// `is_rtl`: pieces of a line that lie further left are behind those to their right; `is_justified`: Han is.
fn lines(page: &Frame, is_rtl: bool, is_justified: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut pieces: Vec<Vec<(f64, String)>> = Vec::new();
    each_item(page, &mut |item, at| {
        let FrameItem::Text(text) = item else { return };
        let (left, y) = (at.x.to_pt(), at.y.to_pt());
        let right = left + text.width().to_pt();
        let apart = if is_justified { parted(text) } else { f64::INFINITY };
        match lines.last_mut() {
            Some(line) if (line.y - y).abs() < SAME_LINE => {
                line.left = line.left.min(left);
                line.right = line.right.max(right);
                line.parted = line.parted.min(apart);
            }
            _ => {
                lines.push(Line { text: String::new(), y, left, right, parted: apart });
                pieces.push(Vec::new());
            }
        }
        pieces.last_mut().into_iter().for_each(|all| all.push((left, text.text.to_string())));
    });
    for (line, mut pieces) in lines.iter_mut().zip(pieces) {
        if is_rtl {
            pieces.sort_by(|one, other| other.0.total_cmp(&one.0));
        }
        line.text = pieces.into_iter().map(|(_, text)| text).collect();
    }
    lines
}

/// Shows what may take several lines to `change`: prose, titles and what is below them.
fn each_text(document: &mut Document, change: &mut impl FnMut(&mut Inline)) {
    prose(document, change);
    for entry in document.sections.iter_mut().flat_map(|section| &mut section.entries) {
        let heads = [&mut entry.title, &mut entry.subtitle, &mut entry.authors];
        heads.into_iter().for_each(&mut *change);
        entry.roles.iter_mut().for_each(|role| change(&mut role.title));
    }
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

/// Ties `words` where a run of `runs` has them. Whether one was not whole.
fn tie_within(runs: &mut Inline, words: &str) -> bool {
    let is_loose = |run: &Run| !run.whole && !run.code && run.text.contains(words);
    let Some(index) = runs.iter().position(is_loose) else { return false };
    let run = runs.remove(index);
    let at = run.text.find(words).unwrap_or_default();
    let (before, rest) = run.text.split_at(at);
    let (words, behind) = rest.split_at(words.len());
    let parts = [(before, false), (words, true), (behind, false)];
    let parts = parts.into_iter().filter(|(text, _)| !text.is_empty());
    runs.splice(
        index..index,
        parts.map(|(text, whole)| Run { text: text.to_owned(), whole, ..run.clone() }),
    );
    true
}

/// Ties a Latin word at the end of `runs` to the Han before it: lines that are no longer justified may end elsewhere.
fn tie_latin_end(runs: &mut Inline) {
    let text = plain_text(runs);
    let text = text.trim_end();
    let words = text.trim_end_matches(|it: char| !it.is_alphanumeric());
    let is_latin = |it: char| !it.is_whitespace() && !script::sets_no_blanks(it);
    let before = words.trim_end_matches(is_latin);
    let Some((start, last)) = before.trim_end().char_indices().last() else { return };
    if before.len() < words.len() && script::is_han(last) {
        tie_from(runs, text, start);
    }
}

/// Ties the last two words of `runs`, which read `text`. Whether they could be.
pub(super) fn tie(runs: &mut Inline, text: &str) -> bool {
    let text = text.trim_end();
    let Some(before) = text.rsplitn(3, char::is_whitespace).nth(2) else { return false };
    // A blank may have several bytes, such as that of Han.
    let start = text[before.len()..].char_indices().nth(1).map_or(0, |(blank, _)| blank);
    tie_from(runs, text, before.len() + start)
}

/// Ties what `runs`, which read `text` and blanks, say from `start` on. Whether it is short enough.
fn tie_from(runs: &mut Inline, text: &str, start: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is tied of a text.
    fn tied(text: &str) -> String {
        let mut runs = vec![Run { text: text.to_owned(), ..Run::default() }];
        tie(&mut runs, text);
        runs.into_iter().filter(|run| run.whole).map(|run| run.text).collect()
    }

    #[test]
    fn the_last_two_words_are_tied_whatever_the_blank() {
        assert_eq!(tied("one two three"), "two three");
        assert_eq!(tied("一 二三\u{3000}four"), "二三\u{3000}four");
        assert_eq!(tied("one two"), "");
    }
}
