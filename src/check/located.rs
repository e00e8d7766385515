//! Where on the pages the facts of a document are, and what findings are about.

use super::contrast::ratio;
use super::extract::{Extract, letters_of};
use super::facts;
use super::recognise;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::pdf::{Area, Located, Pdf, area};
use crate::source::Place;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Rules whose messages quote what is not printed.
const QUOTE_OTHERS: [&str; 2] = ["missing-translation", "font-not-embedded"];

/// Something that a machine looks for in a PDF.
#[non_exhaustive]
pub struct Mark {
    /// What it is, such as `bullet`.
    pub kind: &'static str,
    /// How it is printed.
    pub text: String,
    /// Whether a machine finds it.
    pub is_found: bool,
    /// Where it is, a line each, with the page; of what is lost a part, if that can be told.
    pub areas: Vec<(usize, Area)>,
}

/// The text of a PDF, to look up places in.
pub struct Places<'a> {
    pdf: &'a Pdf,
    located: Located,
    extract: Extract,
}

impl<'a> Places<'a> {
    /// Those of `pdf`.
    pub fn new(pdf: &'a Pdf) -> Places<'a> {
        let located = pdf.located();
        let extract = Extract::new(located.text.clone());
        Places { pdf, located, extract }
    }

    /// Every fact of `document`. One that is printed several times is marked where it follows the one before.
    pub fn facts(&self, document: &Document) -> Vec<Mark> {
        let mut at = 0;
        let mut taken = BTreeMap::new();
        let facts = facts::facts(document).into_iter().map(|fact| {
            let place = self.own_place(&fact.text, at, &taken);
            if let Some(place) = &place {
                taken.insert(place.start, place.end);
                at = if fact.is_ordered { place.end } else { at };
            }
            let is_found = place.is_some() || self.extract.has(&fact.text);
            let places = match place {
                Some(place) => vec![place],
                None if is_found => self.extract.parts(&fact.text).into_iter().flatten().collect(),
                None => self.part(&fact.text, at).into_iter().collect(),
            };
            let areas = places.iter().flat_map(|place| self.areas(place)).collect();
            Mark { kind: fact.kind, text: fact.text, is_found, areas }
        });
        facts.collect()
    }

    /// Where `text` is: rather where no other fact is, as words of their own, and from `at` on.
    fn own_place(
        &self,
        text: &str,
        at: usize,
        taken: &BTreeMap<usize, usize>,
    ) -> Option<Range<usize>> {
        let is_free = |place: &Range<usize>| {
            let before = taken.range(..place.end).next_back();
            before.is_none_or(|(_, end)| *end <= place.start)
        };
        let worth = |place: &Range<usize>| {
            (is_free(place), self.is_whole(place), place.start >= at, Reverse(place.start))
        };
        self.extract.all(text).max_by_key(worth)
    }

    /// Whether words begin and end with `place`: `we` is in `Awesome`, too.
    fn is_whole(&self, place: &Range<usize>) -> bool {
        let range = self.extract.raw_range(place);
        let all = self.located.text.as_str();
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/');
        !all[..range.start].ends_with(is_letter) && !all[range.end..].starts_with(is_letter)
    }

    /// Where the longest beginning or end of `text`, which is lost, is.
    fn part(&self, text: &str, at: usize) -> Option<Range<usize>> {
        /// Fewer letters may be anywhere.
        const FEW: usize = 5;
        let letters: Vec<char> = letters_of(text).chars().collect();
        let find = |part: &[char]| {
            let part: String = part.iter().collect();
            self.extract.find(&part, at).or_else(|| self.extract.find(&part, 0))
        };
        let counts: Vec<usize> = (1..=letters.len()).collect();
        let end = |count: usize| &letters[letters.len() - count..];
        // What is there of a longer one is there of a shorter one.
        let first = counts.partition_point(|count| find(&letters[..*count]).is_some());
        let last = counts.partition_point(|count| find(end(*count)).is_some());
        let part = if first >= last { &letters[..first] } else { end(last) };
        find(part).filter(|_| part.len() >= FEW)
    }

    /// What can be told without a resume: name, contacts, section titles, dates.
    pub fn recognised(&self) -> Vec<Mark> {
        recognise::recognise(self.pdf, &self.located)
    }

    /// Text that people see badly or not at all, a piece of a line each, with its page.
    pub fn pale(&self) -> Vec<(usize, Area)> {
        /// Less contrast than this is pale.
        const LEAST: f64 = 4.5;
        let is_pale = |glyph: &crate::pdf::Glyph| {
            let contrast =
                glyph.color.zip(glyph.background).map(|(ink, ground)| ratio(ink, ground));
            !glyph.is_blank()
                && (!glyph.is_painted
                    || glyph.size < 3.0
                    || contrast.is_some_and(|it| it < LEAST - 0.005))
        };
        let pale = self.pdf.glyphs().filter(|(_, glyph)| is_pale(glyph));
        let mut found: Vec<(usize, Area)> = Vec::new();
        for (page, own) in pale.map(|(page, glyph)| (page, area(glyph))) {
            let height = own[3] - own[1];
            match found.last_mut() {
                // The next of a line.
                Some((last, area))
                    if *last == page
                        && (area[1] - own[1]).abs() < 0.1 * height
                        && (-0.1 * height..height).contains(&(own[0] - area[2])) =>
                {
                    area[2] = area[2].max(own[2]);
                }
                _ => found.push((page, own)),
            }
        }
        found
    }

    /// The page and the area that `finding` is about; none if it is about the whole.
    pub fn of_finding(&self, finding: &Diagnostic) -> Option<(usize, Area)> {
        let texts = finding.message.split('`').skip(1).step_by(2);
        let quotes_others = QUOTE_OTHERS.contains(&finding.code);
        let mut texts = texts.filter(|_| !quotes_others).map(|text| text.trim_end_matches('…'));
        let link = texts.clone().find_map(|text| self.link(text));
        let written = || finding.place.as_ref().and_then(|place| self.written(place));
        link.or_else(|| {
            let place = written().or_else(|| texts.find_map(|text| self.quoted(text)))?;
            self.areas(&place).into_iter().next()
        })
    }

    /// The page and the area of the link to `url`.
    fn link(&self, url: &str) -> Option<(usize, Area)> {
        let links = self.pdf.links.iter().zip(&self.pdf.link_areas);
        let mut own = links.filter(|((_, known), area)| known == url && area[2] > area[0]);
        own.next().map(|((page, _), area)| (*page, *area))
    }

    /// Where on the page what is at `place` of a resume is. A word of few letters is the one beside the same words.
    fn written(&self, place: &Place) -> Option<Range<usize>> {
        /// As many letters before and after it are compared, the more the better.
        const BESIDE: [usize; 6] = [32, 24, 16, 12, 8, 5];
        /// Fewer letters may be anywhere.
        const FEW: usize = 5;
        let text = &place.source.text;
        let own = letters_of(&text[place.start..place.end]);
        let before = letters_of(text[..place.start].rsplit('\n').next().unwrap_or_default());
        let after = letters_of(text[place.end..].split('\n').next().unwrap_or_default());
        let within = BESIDE.iter().flat_map(|count| [(*count, *count), (0, *count), (*count, 0)]);
        let beside = within.map(|(left, right)| (last(&before, left), first(&after, right)));
        let mut beside =
            beside.filter(|(left, right)| left.chars().chain(right.chars()).count() >= FEW);
        let found = beside.find_map(|(left, right)| {
            let around = self.extract.find(&format!("{left}{own}{right}"), 0)?;
            Some(around.start + left.len()..around.end - right.len())
        });
        let text = &text[place.start..place.end];
        found.or_else(|| self.words(text)).or_else(|| self.quoted(text))
    }

    /// Where `text`, which is more than a letter, is as words of their own.
    fn words(&self, text: &str) -> Option<Range<usize>> {
        let is_letter = letters_of(text).chars().nth(1).is_none();
        self.extract.all(text).find(|place| self.is_whole(place)).filter(|_| !is_letter)
    }

    /// Where `text` is, as words of their own if that can be; a short one may be anywhere.
    fn quoted(&self, text: &str) -> Option<Range<usize>> {
        /// Fewer letters are short.
        const FEW: usize = 4;
        let letters = letters_of(text);
        let is_short = letters.is_empty() || letters.is_ascii() && letters.len() < FEW;
        let place = self.words(text).or_else(|| self.extract.find(text, 0));
        place.filter(|_| !is_short)
    }

    fn areas(&self, place: &Range<usize>) -> Vec<(usize, Area)> {
        self.pdf.areas(&self.located, &self.extract.raw_range(place))
    }
}

/// The first `count` letters of `text`.
fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The last `count` letters of `text`.
fn last(text: &str, count: usize) -> &str {
    let length = text.chars().count();
    text.char_indices().nth(length.saturating_sub(count)).map_or("", |(start, _)| &text[start..])
}
