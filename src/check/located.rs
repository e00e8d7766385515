//! Where on the pages the facts of a document are, and what findings are about.

use super::contrast::ratio;
use super::extract::{Extract, letters_of};
use super::facts;
use super::recognise;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::pdf::{Area, Located, Pdf, area};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Something that a machine looks for in a PDF.
pub struct Mark {
    /// What it is, such as `bullet`.
    pub kind: &'static str,
    /// How it is printed.
    pub text: String,
    /// Whether a machine finds it.
    pub is_found: bool,
    /// Where it is, a line each, with the page; of what is lost a part, if that can be told. None if the end of a
    /// page parts it.
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
            let part = if is_found { None } else { self.part(&fact.text, at) };
            let areas = place.or(part).map(|place| self.areas(&place)).unwrap_or_default();
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
            let is_blank = glyph.text.as_ref().is_some_and(|text| text.trim().is_empty());
            !is_blank
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
        let written = finding
            .place
            .as_ref()
            .map(|place| place.source.text[place.start..place.end].to_owned());
        let quoted = finding.message.split('`').skip(1).step_by(2);
        let quoted = quoted.map(|text| text.trim_end_matches('…').to_owned());
        let wanted = written.into_iter().chain(quoted).filter(|text| text.chars().count() > 1);
        for text in wanted {
            let place = self.extract.all(&text).find(|place| self.is_whole(place));
            if let Some(place) = place.or_else(|| self.extract.find(&text, 0))
                && let Some(area) = self.areas(&place).into_iter().next()
            {
                return Some(area);
            }
        }
        None
    }

    fn areas(&self, place: &Range<usize>) -> Vec<(usize, Area)> {
        self.pdf.areas(&self.located, &self.extract.raw_range(place))
    }
}
