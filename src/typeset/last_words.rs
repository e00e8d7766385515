//! The last two words of a paragraph, on one line from the first: so most documents need not be typeset again.
//!
//! Takes a document, puts no-break spaces there, and takes them out of the pages that come of it: nobody copies one out of
//! a PDF. Where lines are filled one after another, that changes no paragraph but those that would end in a single word. What it
//! leaves, [`runts`] finds on the pages.

use super::{Composition, Pages, runts};
use crate::document::{Document, Run, plain_text};
use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::Document as _;
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// A blank at which no line ends.
const NO_BREAK: char = '\u{a0}';

/// The most letters, with the blank, that are tied: narrow columns have hardly more.
const MOST_LETTERS: usize = 24;

/// The bytes of the shortest paragraph with a tie: a shorter one is a line in most columns.
const LEAST_BYTES: usize = 30;

/// Two words that a no-break space keeps together.
#[derive(Clone)]
pub(super) struct Pair {
    first: String,
    last: String,
}

impl Composition<'_> {
    /// The same, in which those last words are one piece that have a line of these `pages` for themselves: for what is typeset
    /// by others. Its own pages are as they were.
    #[must_use]
    pub fn tied_as_on(&self, pages: &Pages<'_>) -> Self {
        let mut tied = self.clone();
        if pages.world.pairs.is_empty() {
            return tied;
        }
        let ends: BTreeSet<String> = runts::pairs_alone(pages).collect();
        runts::prose(&mut tied.document, &mut |runs| {
            let text = plain_text(runs);
            let words = text.rsplitn(4, char::is_whitespace).take(3);
            let end: Vec<&str> = words.collect();
            if End::of(runs).is_some() && ends.contains(&[end[2], end[1], end[0]].concat()) {
                runts::tie(runs, &text);
            }
        });
        tied
    }
}

/// Puts no-break spaces between the last words of the document's paragraphs, where lines are filled one after another.
/// Gives those words.
pub(super) fn tied(document: &mut Document) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if document.language.cjk || document.language.direction == "rtl" {
        return pairs;
    }
    runts::prose(document, &mut |runs| {
        let Some(end) = End::of(runs) else { return };
        runs[end.index].text.replace_range(end.at..=end.at, "\u{a0}");
        pairs.push(end.pair);
    });
    pairs
}

/// The last two words of a paragraph that no line is to part.
struct End {
    /// In which run, and at which byte of it, the blank between them is.
    index: usize,
    at: usize,
    pair: Pair,
}

impl End {
    fn of(runs: &[Run]) -> Option<End> {
        let (index, at) = last_blank(runs)?;
        let text = plain_text(runs);
        let blank = runs[..index].iter().map(|run| run.text.len()).sum::<usize>() + at;
        let (first, last) = (text[..blank].rsplit(' ').next()?, &text[blank + 1..]);
        let pair = Pair { first: first.to_owned(), last: last.to_owned() };
        let is_open = !last.is_empty() && first.chars().all(is_unparted);
        is_open.then_some(End { index, at, pair })
    }
}

/// Whether no line ends within a word because of the character.
fn is_unparted(character: char) -> bool {
    character.is_alphanumeric() || ".,:;()'’\"“”„«»&#".contains(character)
}

/// Where the blank is that parts the last word from the one before it, if no line is to end there: in which run, and at
/// which byte.
fn last_blank(runs: &[Run]) -> Option<(usize, usize)> {
    if runs.iter().map(|run| run.text.len()).sum::<usize>() < LEAST_BYTES {
        return None;
    }
    let places = (0..runs.len()).rev().flat_map(|index| {
        runs[index].text.char_indices().rev().map(move |(at, letter)| (index, at, letter))
    });
    let mut blank = None;
    for (index, at, letter) in places.take(MOST_LETTERS + 1) {
        let run = &runs[index];
        match letter {
            ' ' if blank.is_some() => return blank,
            ' ' if !(run.whole || run.code || run.url.is_some()) => blank = Some((index, at)),
            _ if letter.is_whitespace() => return None,
            _ => {}
        }
    }
    None
}

/// The same pages with blanks where `pairs` have no-break spaces.
pub(super) fn loosened(document: PagedDocument, pairs: &[Pair]) -> PagedDocument {
    if !document.pages().iter().any(|page| is_tied(&page.frame)) {
        return document;
    }
    let mut pages = document.pages().to_vec();
    for page in &mut pages {
        loosen(&mut page.frame, pairs);
    }
    PagedDocument::new(pages.into(), document.info().clone())
}

/// Whether a text in it has a no-break space.
fn is_tied(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => is_tied(&group.frame),
        FrameItem::Text(text) => text.text.contains(NO_BREAK),
        _ => false,
    })
}

fn loosen(frame: &mut Frame, pairs: &[Pair]) {
    let mut items: Vec<(Point, FrameItem)> = frame.items().cloned().collect();
    for (_, item) in &mut items {
        match item {
            FrameItem::Group(group) if is_tied(&group.frame) => loosen(&mut group.frame, pairs),
            FrameItem::Text(text) => {
                while let Some(at) = tie_in(&text.text, pairs) {
                    put_blank(text, at);
                }
            }
            _ => {}
        }
    }
    frame.clear();
    frame.push_multiple(items);
}

/// Where in a part of a line a no-break space is between the words of a pair, or as much of them as is in that part.
fn tie_in(text: &str, pairs: &[Pair]) -> Option<usize> {
    text.match_indices(NO_BREAK).map(|(at, _)| at).find(|&at| {
        let (before, after) = (&text[..at], &text[at + NO_BREAK.len_utf8()..]);
        let before = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let after = after.split(char::is_whitespace).next().unwrap_or_default();
        pairs.iter().any(|Pair { first, last }| first.ends_with(before) && last.starts_with(after))
    })
}

/// Puts a blank in the place of the no-break space there, which has a byte more.
fn put_blank(text: &mut TextItem, place: usize) {
    text.text =
        [&text.text[..place], " ", &text.text[place + NO_BREAK.len_utf8()..]].concat().into();
    let moved = |at: u16| at - u16::from(usize::from(at) > place);
    for glyph in &mut text.glyphs {
        glyph.range = moved(glyph.range.start)..moved(glyph.range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use crate::fonts::tests::document;
    use crate::typeset::frames::each_item;
    use crate::typeset::tests::theme;
    use crate::typeset::{FontSettings, TypesetInput, Typesetter};

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    /// The words that are tied at the end of runs.
    fn end(runs: &[Run]) -> Option<(String, String)> {
        End::of(runs).map(|end| (end.pair.first, end.pair.last))
    }

    #[test]
    fn the_last_two_words_are_tied_if_they_are_short_and_in_the_open() {
        let start = "Wrote a queue for the day and then for";
        let tied = |text: &str| end(&[run(start), run(text)]);
        assert_eq!(tied(" all of it."), Some(("of".into(), "it.".into())));
        assert_eq!(tied(" it."), Some(("for".into(), "it.".into())));
        assert_eq!(tied(" institutions, internationally."), None, "too long");
        assert_eq!(tied(" a low-cost queue"), None, "a line may end at the hyphen");
        assert_eq!(tied(" all\u{a0}nights"), None, "the person has tied it");
        assert_eq!(tied(" all of it. "), None, "a blank ends it");
        assert_eq!(end(&[run("It is short.")]), None);
        let link = Run { url: Some("https://example.org".into()), ..run(" a queue") };
        assert_eq!(end(&[run(start), link]), None, "a link says what it leads to");
        assert_eq!(end(&[run(start), Run { whole: true, ..run("10 km") }]), None);
    }

    /// A narrow page with paragraphs of growing length.
    const NARROW: &str = "
#let resume(doc) = {
  set page(width: 9cm)
  for it in doc.header.summary { par(it.runs.map(run => run.text).join()) }
}";

    #[test]
    fn no_word_is_alone_and_nothing_but_blanks_is_read() {
        let letters =
            "was made\u{a0}calmer by a change of the second and the fourth part ".repeat(2);
        let text = |count: usize| {
            letters
                .chars()
                .take(20 + 2 * count)
                .chain(format!(" of {count} the end.").chars())
                .collect()
        };
        let texts: Vec<String> = (0..40).map(text).collect();
        let mut document = document("Ann Li");
        document.header.summary =
            texts.iter().map(|text| Block::Paragraph { runs: vec![run(text)] }).collect();
        let (typesetter, theme) = (Typesetter::new(FontSettings::default()), theme(NARROW));
        let input =
            TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
        let composed = typesetter.prepare(&input).unwrap().value;
        let pages = composed.typeset(1.0).unwrap().value;
        assert!(composed.without_runts(&pages).is_none());
        let mut read = String::new();
        for page in pages.document.pages() {
            each_item(&page.frame, &mut |item, _| {
                let FrameItem::Text(text) = item else { return };
                assert!(
                    text.glyphs.iter().all(|it| text.text.get(it.range()).is_some()),
                    "{text:?}"
                );
                read.push_str(&text.text);
            });
        }
        let squeezed = |text: &str| text.replace(' ', "");
        assert_eq!(squeezed(&read), squeezed(&texts.concat()));
        assert!(read.contains("the end.") && read.contains("made\u{a0}calmer"));
        let tied = composed.tied_as_on(&pages);
        let mut pieces = 0;
        runts::prose(&mut tied.document.clone(), &mut |runs| pieces += usize::from(runs.len() > 1));
        assert!((1..20).contains(&pieces), "{pieces}");
    }
}
