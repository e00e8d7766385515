//! The text of a PDF, to look things up in whatever the gaps and line ends are.

use std::ops::Range;

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
        for (at, character) in raw.char_indices().filter(|(_, character)| !is_blank(*character)) {
            places.push((letters.len(), at));
            letters.extend(character.to_lowercase());
        }
        Extract { raw, letters, places }
    }

    /// Where `text` first stands from `from` on, blanks and the case of letters aside: a range to give
    /// back to this type.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let wanted = letters(text);
        let from = self.letters.len().min(from);
        let start = self.letters.get(from..)?.find(&wanted)? + from;
        Some(start..start + wanted.len())
    }

    /// Every place of `text`.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let wanted = letters(text);
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

    /// How many lines the text at `place` takes.
    pub(super) fn lines(&self, place: &Range<usize>) -> usize {
        self.raw(place).matches('\n').count() + 1
    }

    /// Whether the blanks of `text` are at `place`, and no others but line ends. Between two characters
    /// one of which is not of a script with blanks between words, anything goes.
    pub(super) fn reads_as(&self, place: &Range<usize>, text: &str) -> bool {
        let read = gaps(self.raw(place));
        let wanted = gaps(text);
        let same = |(read, wanted): (&Gap, &Gap)| {
            let free = !read.is_between_words || read.by_line_end || wanted.by_line_end;
            free || read.is_blank == wanted.is_blank
        };
        read.len() == wanted.len() && read.iter().zip(&wanted).all(same)
    }
}

/// What stands between two letters.
struct Gap {
    is_blank: bool,
    by_line_end: bool,
    is_between_words: bool,
}

/// The gaps of `text`, one before each letter but the first.
fn gaps(text: &str) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut last: Option<char> = None;
    let (mut is_blank, mut by_line_end) = (false, false);
    for character in text.chars() {
        if self::is_blank(character) {
            is_blank = true;
            by_line_end |= character == '\n';
            continue;
        }
        if let Some(last) = last {
            let has_blanks = |c: char| c.is_alphanumeric() && u32::from(c) < 0x2e80;
            let is_between_words = has_blanks(last) && has_blanks(character);
            gaps.push(Gap { is_blank, by_line_end, is_between_words });
        }
        last = Some(character);
        (is_blank, by_line_end) = (false, false);
    }
    gaps
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{c}'
}

/// `text` without blanks, in small letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).flat_map(char::to_lowercase).collect()
}
