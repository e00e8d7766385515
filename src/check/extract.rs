//! The text of a PDF, to look things up in whatever the gaps and line ends are.

use crate::pdf::PAGE_END;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The text of a PDF.
pub(super) struct Extract {
    raw: String,
    /// The text without blanks, small letters.
    letters: String,
    /// Where in `raw` each letter begins, by its place in `letters`, in order.
    places: Vec<(usize, usize)>,
}

impl Extract {
    pub(super) fn new(raw: String) -> Self {
        let mut letters = String::with_capacity(raw.len());
        let mut places = Vec::with_capacity(raw.len());
        for (at, character) in raw.char_indices() {
            for letter in self::letters(character) {
                places.push((letters.len(), at));
                letters.push(letter);
            }
        }
        Extract { raw, letters, places }
    }

    /// Where `text` first is from `from` on, blanks, hyphens and the case of letters aside: a range to
    /// give back to this type.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let wanted: String = text.chars().flat_map(letters).collect();
        let from = self.letters.len().min(from);
        let start = self.letters.get(from..)?.find(&wanted)? + from;
        Some(start..start + wanted.len())
    }

    /// Whether `text` is there, even if a page ends within it.
    pub(super) fn has(&self, text: &str) -> bool {
        self.find(text, 0).is_some() || self.is_parted(text)
    }

    /// Whether the end of a page parts `text`: its beginning ends a line of one page, and the rest begins a line
    /// of the next. What is at the foot of one and at the head of the other lies between.
    pub(super) fn is_parted(&self, text: &str) -> bool {
        /// Fewer letters may be anywhere.
        const FEW: usize = 4;
        let wanted: Vec<char> = text.chars().flat_map(letters).collect();
        let pages: Vec<Vec<String>> = self
            .raw
            .split(PAGE_END)
            .map(|page| page.lines().map(|line| line.chars().flat_map(letters).collect()).collect())
            .collect();
        pages.windows(2).any(|pair| {
            let (first, next) = (&pair[0], &pair[1]);
            (FEW..wanted.len().saturating_sub(FEW)).any(|at| {
                let head: String = wanted[..at].iter().collect();
                let rest: String = wanted[at..].iter().collect();
                ends_lines(first, &head) && begins_lines(next, &rest)
            })
        })
    }

    /// Every place of `text`.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let wanted: String = text.chars().flat_map(letters).collect();
        let starts: Vec<usize> =
            self.letters.match_indices(&wanted).map(|(start, _)| start).collect();
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
        let first = self.places.partition_point(|(letter, _)| *letter < place.start);
        let at = self.places.get(first).map_or(self.raw.len(), |(_, at)| *at);
        self.raw[..at].matches(PAGE_END).count()
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

/// Whether `text` ends a line, and what of it is left fills the lines before.
fn ends_lines(lines: &[String], text: &str) -> bool {
    (0..lines.len()).any(|last| {
        let mut rest = text;
        for line in lines[..=last].iter().rev() {
            if line.ends_with(rest) {
                return true;
            }
            match rest.strip_suffix(line.as_str()) {
                Some(shorter) => rest = shorter,
                None => return false,
            }
        }
        false
    })
}

/// Whether `text` begins a line, and what of it is left fills the lines behind.
fn begins_lines(lines: &[String], text: &str) -> bool {
    (0..lines.len()).any(|first| {
        let mut rest = text;
        for line in &lines[first..] {
            if line.starts_with(rest) {
                return true;
            }
            match rest.strip_prefix(line.as_str()) {
                Some(shorter) => rest = shorter,
                None => return false,
            }
        }
        false
    })
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
    for character in text.chars() {
        if is_blank(character) {
            is_blank_before = true;
            by_line_end |= character == '\n';
        }
        for letter in letters(character) {
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

/// What is compared of `character`: its small letters, those of a ligature one by one. Blanks are
/// nothing, nor are hyphens: typesetters put them where lines end.
fn letters(character: char) -> Vec<char> {
    match character {
        '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' => Vec::new(),
        character if is_blank(character) => Vec::new(),
        character if is_ligature(character) => character.nfkc().collect(),
        character => character.to_lowercase().collect(),
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
    }
}
