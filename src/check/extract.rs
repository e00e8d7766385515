//! The text of a PDF, to look things up in whatever the gaps and line ends are.

use crate::pdf::PAGE_END;
use aho_corasick::AhoCorasick;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The text of a PDF.
pub(super) struct Extract {
    raw: String,
    /// The text without blanks, small letters.
    letters: String,
    /// Where in `raw` each letter begins, by its place in `letters`, in order.
    places: Vec<(usize, usize)>,
    /// Where in `raw` pages end.
    page_ends: Vec<usize>,
    pages: OnceCell<Vec<PageLetters>>,
    known: Known,
}

/// Texts that are looked up often, found in one pass.
#[derive(Default)]
struct Known {
    searcher: Option<AhoCorasick>,
    /// The number of each text, by its letters.
    numbers: HashMap<String, usize>,
    /// The places of each in the letters of the extract.
    places: Vec<Vec<usize>>,
}

/// The letters of a page.
struct PageLetters {
    letters: String,
    /// Where in the letters of the extract they begin.
    start: usize,
    /// Where its lines begin, and where the last one ends.
    lines: Vec<usize>,
}

/// As many places of known texts are kept; what is all one letter has no end of them.
const MOST_PLACES: usize = 4_000_000;

impl Extract {
    pub(super) fn new(raw: String) -> Self {
        let mut letters = String::with_capacity(raw.len());
        let mut places = Vec::with_capacity(raw.len());
        let mut page_ends = Vec::new();
        for (at, character) in raw.char_indices() {
            if character == PAGE_END {
                page_ends.push(at);
            }
            let before = letters.len();
            push_letters(&mut letters, character);
            places
                .extend(letters[before..].char_indices().map(|(letter, _)| (before + letter, at)));
        }
        let (pages, known) = (OnceCell::new(), Known::default());
        Extract { raw, letters, places, page_ends, pages, known }
    }

    /// The same, which finds `texts` without searching again.
    pub(super) fn knowing<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = Known::default();
        let mut patterns = Vec::new();
        for wanted in texts.into_iter().map(letters_of).filter(|wanted| !wanted.is_empty()) {
            let next = patterns.len();
            known.numbers.entry(wanted).or_insert_with_key(|wanted| {
                patterns.push(wanted.clone());
                next
            });
        }
        // Fails only on more patterns than memory holds.
        let Ok(searcher) = AhoCorasick::new(&patterns) else { return self };
        known.places.resize(patterns.len(), Vec::new());
        let found = searcher.find_overlapping_iter(&self.letters);
        let mut count = 0;
        for place in found.take(MOST_PLACES) {
            known.places[place.pattern().as_usize()].push(place.start());
            count += 1;
        }
        if count < MOST_PLACES {
            known.searcher = Some(searcher);
            self.known = known;
        }
        self
    }

    /// Where `text` first is from `from` on, blanks, hyphens and the case of letters aside: a range to
    /// give back to this type.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let wanted = letters_of(text);
        if let Some(number) = self.known.numbers.get(&wanted) {
            let places = &self.known.places[*number];
            let start = places.get(places.partition_point(|place| *place < from))?;
            return Some(*start..start + wanted.len());
        }
        let from = self.letters.len().min(from);
        let start = self.letters.get(from..)?.find(&wanted)? + from;
        Some(start..start + wanted.len())
    }

    /// How many of `texts` each of the known ones is in, by its letters.
    pub(super) fn contained<'a>(
        &self,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> HashMap<&str, usize> {
        let Some(searcher) = &self.known.searcher else { return HashMap::new() };
        let mut counts = vec![0; self.known.places.len()];
        for text in texts {
            let letters = letters_of(text);
            let own = searcher.find_overlapping_iter(&letters).take(letters.len() * 8);
            let own: BTreeSet<usize> = own.map(|place| place.pattern().as_usize()).collect();
            for number in own {
                counts[number] += 1;
            }
        }
        self.known.numbers.iter().map(|(text, number)| (text.as_str(), counts[*number])).collect()
    }

    /// Whether `text` is there, even if a page ends within it.
    pub(super) fn has(&self, text: &str) -> bool {
        self.find(text, 0).is_some() || self.is_parted(text)
    }

    /// Whether the end of a page parts `text`.
    pub(super) fn is_parted(&self, text: &str) -> bool {
        self.parts(text).is_some()
    }

    /// The two parts of `text`, if the end of a page parts it: its beginning ends a line of one page, and the rest
    /// begins a line of the next. What is at the foot of one and at the head of the other lies between.
    pub(super) fn parts(&self, text: &str) -> Option<[Range<usize>; 2]> {
        /// Fewer letters may be anywhere.
        const FEW: usize = 4;
        let wanted = letters_of(text);
        let place = |count: usize| wanted.char_indices().nth(count).map(|(at, _)| at);
        let length = wanted.chars().count();
        let (least, most) = (place(FEW)?, place(length.saturating_sub(FEW))?);
        let beginning = &wanted[..least];
        let of_pair = |first: &PageLetters, next: &PageLetters| {
            first.letters.match_indices(beginning).find_map(|(start, _)| {
                let shared = shared(&first.letters[start..], &wanted).min(most);
                let ends = first.lines.iter().skip(1).map(|end| end.saturating_sub(start));
                ends.filter(|end| (least..=shared).contains(end)).find_map(|end| {
                    let starts = &next.lines[..next.lines.len() - 1];
                    let rest = &wanted[end..];
                    let at = starts.iter().find(|at| next.letters[**at..].starts_with(rest))?;
                    let (start, at) = (first.start + start, next.start + at);
                    Some([start..start + end, at..at + rest.len()])
                })
            })
        };
        self.pages().windows(2).find_map(|pair| of_pair(&pair[0], &pair[1]))
    }

    fn pages(&self) -> &[PageLetters] {
        self.pages.get_or_init(|| {
            let mut start = 0;
            let page = |text: &str| {
                let mut page = PageLetters { letters: String::new(), start, lines: vec![0] };
                for line in text.lines() {
                    line.chars().for_each(|c| push_letters(&mut page.letters, c));
                    page.lines.push(page.letters.len());
                }
                start += page.letters.len();
                page
            };
            self.raw.split(PAGE_END).map(page).collect()
        })
    }

    /// Every place of `text`.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let wanted = letters_of(text);
        let starts: Vec<usize> = match self.known.numbers.get(&wanted) {
            Some(number) => self.known.places[*number].clone(),
            None => self.letters.match_indices(&wanted).map(|(start, _)| start).collect(),
        };
        starts.into_iter().map(move |start| start..start + wanted.len())
    }

    /// The text at `place`, with its blanks and line ends.
    pub(super) fn raw(&self, place: &Range<usize>) -> &str {
        let first = self.places.partition_point(|(letter, _)| *letter < place.start);
        let after = self.places.partition_point(|(letter, _)| *letter < place.end);
        let Some((_, start)) = self.places.get(first) else { return "" };
        let last = self.places[..after].last().map_or(*start, |(_, at)| *at);
        let end = self.raw[last..].chars().next().map_or(last, |c| last + c.len_utf8());
        self.raw.get(*start..end).unwrap_or_default()
    }

    /// The range of the text at `place`.
    pub(super) fn raw_range(&self, place: &Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|(letter, _)| *letter < place.start);
        let start = self.places.get(first).map_or(self.raw.len(), |(_, at)| *at);
        start..start + self.raw(place).len()
    }

    /// The page on which `place` begins, counted from 0.
    pub(super) fn page(&self, place: &Range<usize>) -> usize {
        let at = self.raw_range(place).start;
        self.page_ends.partition_point(|end| *end < at)
    }

    /// How many lines the text at `place` takes.
    pub(super) fn lines(&self, place: &Range<usize>) -> usize {
        self.raw(place).matches('\n').count() + 1
    }

    /// Whether the blanks of `text` are at `place`, and no others but line ends, and no ligatures are used
    /// for its letters. Between two characters one of which is not of a script with blanks between words,
    /// anything goes.
    pub(super) fn reads_as(&self, place: &Range<usize>, text: &str) -> bool {
        let raw = self.raw(place);
        if raw.contains(is_ligature) && !text.contains(is_ligature) {
            return false;
        }
        let read = gaps(raw);
        let wanted = gaps(text);
        let same = |(read, wanted): (&Gap, &Gap)| {
            let free = !read.is_between_words || read.by_line_end || wanted.by_line_end;
            free || read.is_blank == wanted.is_blank
        };
        read.len() == wanted.len() && read.iter().zip(&wanted).all(same)
    }
}

/// How many bytes `one` and `other` begin with alike, in whole characters.
fn shared(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}

/// What is between two letters.
struct Gap {
    is_blank: bool,
    by_line_end: bool,
    is_between_words: bool,
}

/// The gaps of `text`, one before each letter but the first.
fn gaps(text: &str) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut last: Option<char> = None;
    let (mut is_blank_before, mut by_line_end) = (false, false);
    let mut own = String::new();
    for character in text.chars() {
        if is_blank(character) {
            is_blank_before = true;
            by_line_end |= character == '\n';
        }
        own.clear();
        push_letters(&mut own, character);
        for letter in own.chars() {
            if let Some(last) = last {
                let has_blanks = |c: char| c.is_alphanumeric() && u32::from(c) < 0x2e80;
                let is_between_words = has_blanks(last) && has_blanks(letter);
                gaps.push(Gap { is_blank: is_blank_before, by_line_end, is_between_words });
            }
            last = Some(letter);
            (is_blank_before, by_line_end) = (false, false);
        }
    }
    gaps
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == PAGE_END
}

/// Latin letters drawn as one, as some fonts have them.
fn is_ligature(character: char) -> bool {
    ('\u{fb00}'..='\u{fb06}').contains(&character)
}

/// What is compared of `text`.
pub(super) fn letters_of(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    text.chars().for_each(|character| push_letters(&mut letters, character));
    letters
}

/// Adds what is compared of `character`: its small letters, those of a ligature one by one. Blanks are
/// nothing, nor are hyphens: typesetters put them where lines end.
fn push_letters(letters: &mut String, character: char) {
    match character {
        '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' => {}
        character if character.is_ascii_graphic() => letters.push(character.to_ascii_lowercase()),
        character if is_blank(character) => {}
        character if is_ligature(character) => letters.extend(character.nfkc()),
        character => letters.extend(character.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_over_line_ends_hyphens_and_ligatures() {
        let extract = Extract::new("An e\u{fb03}cient com-\npiler\u{c}\nin real time\n".to_owned());
        let place = extract.find("efficient compiler", 0).expect("found");
        assert!(!extract.reads_as(&place, "efficient compiler"), "a ligature is damage");
        let place = extract.find("compiler", 0).expect("found");
        assert!(extract.reads_as(&place, "compiler"));
        assert_eq!((extract.raw(&place), extract.page(&place)), ("com-\npiler", 0));
        let place = extract.find("real-time", 0).expect("found");
        assert_eq!(extract.page(&place), 1);
        assert!(extract.find("unreal", 0).is_none());
    }

    #[test]
    fn a_page_may_end_within_a_text() {
        let text = "a line\nWrote a compiler\nin Rust for\nPage 1 of 2\n\u{c}\nAnn Li\nall the world\nand more\n";
        let extract = Extract::new(text.to_owned());
        assert!(extract.is_parted("Wrote a compiler in Rust for all the world"));
        assert!(extract.is_parted("compiler in Rust for all the world and more"));
        assert!(!extract.is_parted("Wrote a compiler in C for all the world"));
        assert!(!extract.is_parted("Rust for all the moon"));
        let parts = extract.parts("compiler in Rust for all the world").expect("parted");
        let raw = parts.each_ref().map(|part| extract.raw(part));
        assert_eq!(raw, ["compiler\nin Rust for", "all the world"]);
    }
}
