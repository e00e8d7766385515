//! Where on its pages a PDF says what: blocks of lines in the order a machine reads them, and the places of
//! parts of the text.

use super::{Glyph, PAGE_END, Pdf, PdfPage};
use std::ops::Range;

/// A gap in a line wider than this, in parts of the size, parts two columns: no blank between words is as wide.
const COLUMN_GAP: f64 = 1.3;

/// Left, bottom, right, top, in pt from the lower left corner of the page.
pub type Area = [f64; 4];

/// A baseline that is further off than this, in parts of the size, is another line.
const SAME_LINE: f64 = 0.35;

/// Lines further apart than this, in parts of the size, are of two blocks.
const SAME_BLOCK: f64 = 1.7;

/// A gap in a line wider than this, in parts of the size, parts two blocks.
const SAME_COLUMN: f64 = 4.0;

/// The text without what is not part of it, and where it is.
pub struct Located {
    /// As [`Pdf::running_text`] gives it.
    pub text: String,
    /// The place in the text at which each glyph begins: its page and its number there, in order.
    glyphs: Vec<(usize, usize, usize)>,
}

/// A line of the text, or the part of it that is in one column.
#[non_exhaustive]
pub struct Line {
    /// Where it is in the text, without blanks around it.
    pub range: Range<usize>,
    /// Its page, counted from 0.
    pub page: usize,
    /// The size of its largest glyph, in pt.
    pub size: f64,
    /// Where its first glyph begins, in pt from the left.
    pub left: f64,
    /// Its baseline, in pt from the bottom.
    pub y: f64,
}

impl Pdf {
    /// The running text, and where it is.
    pub fn located(&self) -> Located {
        let mut text = String::new();
        let mut glyphs = Vec::new();
        for (number, page) in self.pages.iter().enumerate() {
            if number > 0 {
                text.push(PAGE_END);
                text.push('\n');
            }
            let mut starts = Vec::new();
            let own = page.text_at(false, &mut starts);
            glyphs.extend(starts.into_iter().map(|(at, glyph)| (text.len() + at, number, glyph)));
            text += &own;
        }
        Located { text, glyphs }
    }

    /// The lines of `located` that have something to read in them, each column of them by itself.
    pub fn lines(&self, located: &Located) -> Vec<Line> {
        let mut found: Vec<Line> = Vec::new();
        let mut at = 0;
        for whole in located.text.split_inclusive('\n') {
            let first = found.len();
            let mut last: Option<Area> = None;
            for word in whole.split_inclusive(char::is_whitespace) {
                let range = at..at + word.trim_end().len();
                at += word.len();
                let Some(own) = self.word(located, range) else { continue };
                let [left, _, right, _] = own.1;
                let gap = last.map_or(0.0, |last| (left - last[2]).max(last[0] - right));
                last = Some(own.1);
                match found[first..].last_mut() {
                    Some(line) if gap < COLUMN_GAP * line.size => {
                        line.range.end = own.0.range.end;
                        line.size = line.size.max(own.0.size);
                    }
                    _ => found.push(own.0),
                }
            }
        }
        found
    }

    /// The word in `range` of `located` as a line, and its area; none if it has nothing to read.
    fn word(&self, located: &Located, range: Range<usize>) -> Option<(Line, Area)> {
        let glyphs = Self::glyphs_in(located, &range);
        let (_, page, glyph) = *glyphs.first()?;
        let first = &self.pages[page].glyphs[glyph];
        let areas = glyphs.iter().map(|(_, page, glyph)| area(&self.pages[*page].glyphs[*glyph]));
        let whole = areas.reduce(union)?;
        let (left, y) = (first.x, first.y);
        Some((Line { size: self.size(located, &range), range, page, left, y }, whole))
    }

    /// The size of the largest glyph of the text in `range` of `located`, in pt.
    pub fn size(&self, located: &Located, range: &Range<usize>) -> f64 {
        let glyphs = Self::glyphs_in(located, range).iter();
        let sizes = glyphs.map(|(_, page, glyph)| self.pages[*page].glyphs[*glyph].size);
        sizes.fold(0.0, f64::max)
    }

    fn glyphs_in<'l>(located: &'l Located, range: &Range<usize>) -> &'l [(usize, usize, usize)] {
        let first = located.glyphs.partition_point(|(at, ..)| *at < range.start);
        let after = located.glyphs.partition_point(|(at, ..)| *at < range.end);
        &located.glyphs[first..after.max(first)]
    }

    /// The areas of the text in `range` of `located`, a line each, with their pages.
    pub fn areas(&self, located: &Located, range: &Range<usize>) -> Vec<(usize, Area)> {
        let mut found: Vec<(usize, Area, f64)> = Vec::new();
        for (_, number, glyph) in Self::glyphs_in(located, range) {
            let glyph = &self.pages[*number].glyphs[*glyph];
            let own = area(glyph);
            match found.last_mut() {
                Some((page, area, y)) if *page == *number && is_same_line(glyph, *y) => {
                    *area = union(*area, own);
                }
                _ => found.push((*number, own, glyph.y)),
            }
        }
        found.into_iter().map(|(page, area, _)| (page, area)).collect()
    }
}

impl PdfPage {
    /// The blocks in the order they are painted. Every glyph that is seen lies in one.
    pub fn blocks(&self) -> Vec<Area> {
        let mut blocks: Vec<(Area, f64, f64)> = Vec::new();
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
            let own = area(glyph);
            if let Some((block, y, last)) = blocks.last_mut() {
                let size = last.max(glyph.size).max(1.0);
                let is_near = own[0] < block[2] + SAME_COLUMN * size
                    && own[2] > block[0] - SAME_COLUMN * size;
                let below = *y - glyph.y;
                if is_near && (-SAME_LINE * size..SAME_BLOCK * size).contains(&below) {
                    *block = union(*block, own);
                    (*y, *last) = (glyph.y, glyph.size);
                    continue;
                }
            }
            blocks.push((own, glyph.y, glyph.size));
        }
        blocks.into_iter().map(|(area, ..)| area).collect()
    }

    /// The area of the glyphs of the marked content `mark`; none if there are none.
    pub(super) fn marked(&self, mark: i64) -> Option<Area> {
        let glyphs = self.glyphs.iter().filter(|glyph| glyph.mark == Some(mark));
        glyphs.map(area).reduce(union)
    }
}

fn is_same_line(glyph: &Glyph, y: f64) -> bool {
    (glyph.y - y).abs() < SAME_LINE * glyph.size.max(1.0)
}

/// Where `glyph` is: a fifth of its size is below the baseline.
pub fn area(glyph: &Glyph) -> Area {
    let (left, right) = (glyph.x.min(glyph.x + glyph.width), glyph.x.max(glyph.x + glyph.width));
    [left, glyph.y - 0.22 * glyph.size, right, glyph.y + 0.78 * glyph.size]
}

fn union(one: Area, other: Area) -> Area {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}
