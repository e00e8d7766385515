//! From glyphs to text: words and lines in the order they are painted, which is what most machines
//! take for the reading order.

use super::{Glyph, Pdf, PdfPage};
use crate::script;

/// What is between two pages.
pub const PAGE_END: char = '\u{c}';

/// A gap wider than this, in parts of the size, parts two words.
const WORD_GAP: f64 = 0.18;

/// A baseline that is further off than this, in parts of the size, is another line.
const SAME_LINE: f64 = 0.35;

impl Pdf {
    /// The text of all pages, a form feed between two.
    pub fn text(&self) -> String {
        self.pages.iter().map(|page| page.text(true)).collect::<Vec<_>>().join("\u{c}\n")
    }

    /// The same without what the file says is not part of it, such as the foot of every page.
    pub fn running_text(&self) -> String {
        self.pages.iter().map(|page| page.text(false)).collect::<Vec<_>>().join("\u{c}\n")
    }

    /// Every glyph, with its page counted from 0.
    pub fn glyphs(&self) -> impl Iterator<Item = (usize, &Glyph)> {
        let pages = self.pages.iter().enumerate();
        pages.flat_map(|(index, page)| page.glyphs.iter().map(move |glyph| (index, glyph)))
    }
}

impl PdfPage {
    /// Whether most of it is read from the right.
    pub fn is_from_right(&self) -> bool {
        let count = self.glyphs.iter().filter(|glyph| is_from_right(glyph)).count();
        2 * count > self.glyphs.iter().filter(|glyph| !glyph.is_blank()).count()
    }

    /// The text, lines ended by line feeds. A glyph without characters is U+FFFD.
    fn text(&self, with_artifacts: bool) -> String {
        self.text_at(with_artifacts, &mut Vec::new())
    }

    /// The same; `starts` is where each glyph begins in it, with its number.
    pub(super) fn text_at(&self, with_artifacts: bool, starts: &mut Vec<(usize, usize)>) -> String {
        let mut text = String::new();
        let mut last: Option<&Glyph> = None;
        let from_right = self.glyphs.iter().any(is_from_right);
        let mut end = 0.0;
        let kept: Vec<(usize, &Glyph)> = self
            .glyphs
            .iter()
            .enumerate()
            .filter(|(_, glyph)| with_artifacts || !glyph.is_artifact)
            .collect();
        for (index, &(number, glyph)) in kept.iter().enumerate() {
            if let Some(last) = last {
                let size = last.size.max(glyph.size).max(1.0);
                let gap = glyph.x - end;
                // From the right, each piece of a line is to the left of the one before.
                let goes_left = gap <= -2.0 * size;
                let is_same_line =
                    (glyph.y - last.y).abs() < SAME_LINE * size && (from_right || !goes_left);
                let is_apart = if goes_left {
                    last.x - right_end(&kept[index..], size) > WORD_GAP * size
                } else {
                    gap > WORD_GAP * size
                };
                if !is_same_line {
                    text.push('\n');
                } else if is_apart && !text.ends_with(char::is_whitespace) && !glyph.is_blank() {
                    text.push(' ');
                }
            }
            starts.push((text.len(), number));
            let next = kept.get(index + 1).map(|(_, next)| *next);
            if !(text.ends_with('\n') && repeats_hyphen(&text, glyph, next)) {
                text.push_str(glyph.text.as_deref().unwrap_or("\u{fffd}"));
            }
            // A mark has no width; what it is on has.
            if glyph.width > 0.0 || last.is_none() {
                end = glyph.x + glyph.width;
            }
            last = Some(glyph);
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}

/// Whether the line that `glyph` begins repeats the hyphen at the end of the line before, as Portuguese, Polish,
/// Czech, Croatian and Spanish typography has it: the word has one.
fn repeats_hyphen(text: &str, glyph: &Glyph, next: Option<&Glyph>) -> bool {
    const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
    let is_hyphen =
        glyph.text.as_deref().is_some_and(|text| HYPHENS.iter().any(|c| text == c.to_string()));
    let before = text.trim_end_matches('\n').strip_suffix(HYPHENS);
    let begins_word = |glyph: &Glyph| {
        glyph.text.as_ref().is_some_and(|text| text.starts_with(char::is_alphabetic))
    };
    is_hyphen
        && before.is_some_and(|word| word.ends_with(char::is_alphabetic))
        && next.is_some_and(begins_word)
}

/// Where the word ends that the first of the glyphs begins.
fn right_end(glyphs: &[(usize, &Glyph)], size: f64) -> f64 {
    let mut end = glyphs.first().map_or(0.0, |(_, glyph)| glyph.x + glyph.width);
    for (_, glyph) in glyphs.iter().skip(1) {
        if (glyph.x - end).abs() > WORD_GAP * size {
            break;
        }
        end = glyph.x + glyph.width;
    }
    end
}

/// Whether it is of a script that is written from the right.
fn is_from_right(glyph: &Glyph) -> bool {
    glyph.text.as_ref().is_some_and(|text| text.contains(script::is_from_right))
}
