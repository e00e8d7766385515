//! How many pages a Word file fills: an estimate, so that what is one page as PDF can be made one page of Word, too,
//! with fonts that are not at hand.
//!
//! Words are measured once; a density is tried in microseconds. Lines are filled as Word fills them, one after the
//! other, and headings stay with what follows.

use super::DocxInput;
use super::embed::Family;
use super::measures::Measures;
use super::styles::{Faces, Room, rooms, weights};
use super::widths::Widths;
use super::xml::{Content, Words};
use crate::document::Document;
use crate::write::ends;
use std::collections::BTreeMap;

/// What is kept in reserve, because no two programs break lines and pages alike: shares of a line's width and of a
/// page's height.
const SPARE_WIDTH: f64 = 0.008;
const SPARE_HEIGHT: f64 = 0.012;

/// The density up to which what fits on a line goes on to.
const AIRY: f64 = 1.25;

/// The least that a tab takes, in em.
const TAB: f64 = 0.5;

/// A Word file as something that has a length.
pub struct Length<'a> {
    document: &'a Document,
    faces: Faces,
    paragraphs: Vec<Measured>,
}

/// A paragraph.
struct Measured {
    style: &'static str,
    keep: bool,
    break_before: bool,
    /// How high its picture is, in points.
    picture: f64,
    /// What is between line breaks of its own.
    lines: Vec<Vec<Piece>>,
}

/// What no line parts, and the blank behind it, in em.
struct Piece {
    width: f64,
    blank: f64,
}

impl<'a> Length<'a> {
    /// Measures the words of a file.
    pub fn of(input: &DocxInput<'a>) -> Length<'a> {
        let DocxInput { document, .. } = *input;
        let own = input.own_fonts();
        let faces = input.faces(&own);
        let ruler = Ruler::of(document, &own, &faces);
        let paragraphs = input.body(&ruler).paragraphs.into_iter().map(|paragraph| Measured {
            style: paragraph.style,
            keep: paragraph.keep || ruler.rooms[paragraph.style].keep,
            break_before: paragraph.break_before,
            picture: paragraph.content.picture,
            lines: ruler.pieces(paragraph.style, &paragraph.content),
        });
        let paragraphs = paragraphs.collect();
        Length { document, faces, paragraphs }
    }

    /// How many pages it fills at a density, the last one in part.
    pub fn at(&self, density: f64) -> f64 {
        let measures = Measures::of(self.document, density);
        let rooms = rooms(self.document, &measures, &self.faces);
        let mut page = Page::new(&measures);
        for together in self.paragraphs.chunk_by(|one, _| one.keep) {
            let sizes = together.iter().map(|it| it.size(&rooms[it.style], measures.width()));
            page.place(together, &sizes.collect::<Vec<_>>());
        }
        page.full + page.used / page.height
    }

    /// How many pages that are, the last one whole.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pages")]
    pub fn pages(&self, density: f64) -> usize {
        self.at(density).ceil().max(1.0) as usize
    }

    /// The largest density up to `from`, in steps of a hundredth, at which it fills at most `most` pages; none if
    /// there is none.
    pub fn fitting(&self, most: usize, from: f64) -> Option<f64> {
        let most = f64::from(u32::try_from(most).unwrap_or(u32::MAX));
        let fits = |density: f64| self.at(density) <= most;
        if fits(from) {
            return Some(from);
        }
        // Where nothing more gives, nothing is kept in reserve.
        let tightest = self.at(0.0);
        if tightest > most {
            return (tightest <= most * (1.0 + SPARE_WIDTH + SPARE_HEIGHT)).then_some(0.0);
        }
        let (mut low, mut high) = (0_u32, hundredths(from));
        while high - low > 1 {
            let middle = low.midpoint(high);
            if fits(f64::from(middle) / 100.0) { low = middle } else { high = middle }
        }
        Some(f64::from(low) / 100.0)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1.5")]
fn hundredths(density: f64) -> u32 {
    (density * 100.0).round() as u32
}

/// What tells how wide text is.
pub(super) struct Ruler {
    text: Widths,
    heading: Widths,
    rooms: BTreeMap<&'static str, Room>,
    weights: BTreeMap<&'static str, bool>,
    /// How long a line is, in points.
    line: f64,
}

impl Ruler {
    /// For a document in `faces`, of which `own` are in the file.
    pub(super) fn of(document: &Document, own: &[Family], faces: &Faces) -> Ruler {
        let is_cjk = document.language.cjk;
        let widths = |name: &str| match own.iter().find(|family| family.name == name) {
            Some(Family { faces, .. }) => {
                let bold = faces.get(1).unwrap_or(&faces[0]);
                Widths::of_font(&faces[0].1, &bold.1, is_cjk)
            }
            None => Widths::of(name, is_cjk),
        };
        let measures = Measures::of(document, document.density.max(AIRY));
        Ruler {
            text: widths(&faces.latin),
            heading: widths(&faces.heading),
            rooms: rooms(document, &measures, faces),
            weights: weights(document, &measures),
            line: measures.width() * (1.0 - SPARE_WIDTH),
        }
    }

    /// Whether all of `content` fits on a line of the style of paragraphs, at any density that is not chosen by hand.
    pub(super) fn fits(&self, style: &str, content: &Content) -> bool {
        let room = &self.rooms[style];
        let pieces = self.pieces(style, content).into_iter().flatten();
        let width: f64 = pieces.map(|piece| piece.width + piece.blank).sum();
        width * room.size <= self.line - room.indent.0 - room.indent.1
    }

    fn pieces(&self, style: &str, content: &Content) -> Vec<Vec<Piece>> {
        let room = &self.rooms[style];
        let widths = if room.is_heading { &self.heading } else { &self.text };
        pieces(&content.words, room, &self.weights, widths)
    }
}

/// How words are cut into what no line parts.
fn pieces(
    words: &[Words],
    room: &Room,
    weights: &BTreeMap<&'static str, bool>,
    widths: &Widths,
) -> Vec<Vec<Piece>> {
    let mut text = String::new();
    let mut ems = Vec::new();
    for Words { text: words, style, is_strong } in words {
        let is_bold = *is_strong || weights.get(style).copied().unwrap_or(room.is_bold);
        for letter in words.chars() {
            text.push(letter);
            let em = |letter| widths.em(letter, is_bold) + room.tracking;
            ems.push(match letter {
                '\t' => TAB,
                '\n' => 0.0,
                _ if room.is_upper => letter.to_uppercase().map(em).sum(),
                _ => em(letter),
            });
        }
    }
    let mut ems = ems.into_iter();
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut ends = ends::places(line);
        ends.extend(line.match_indices('\t').map(|(at, _)| at + 1));
        ends.push(line.len());
        ends.sort_unstable();
        let mut from = 0;
        let mut pieces = Vec::new();
        for end in ends {
            let piece = &line[from..end];
            let letters = piece.trim_end().chars().count();
            let width = ems.by_ref().take(letters).sum();
            let blank = ems.by_ref().take(piece.chars().count() - letters).sum();
            pieces.push(Piece { width, blank });
            from = end;
        }
        // The line break itself.
        ems.next();
        lines.push(pieces);
    }
    lines
}

/// The lines of a paragraph and what is around them, in points.
#[derive(Clone, Copy)]
struct Size {
    above: f64,
    below: f64,
    line: f64,
    count: f64,
}

impl Measured {
    fn size(&self, room: &Room, width: f64) -> Size {
        let (start, end, first) = room.indent;
        let width = (width * (1.0 - SPARE_WIDTH) - start - end) / room.size;
        let mut count = 0.0;
        for line in &self.lines {
            let mut used = -first / room.size;
            let mut blank = 0.0;
            count += 1.0;
            for piece in line {
                if used + blank + piece.width > width && used + blank > 0.0 {
                    count += 1.0;
                    used = 0.0;
                    blank = 0.0;
                }
                used += blank + piece.width;
                blank = piece.blank;
                // What is longer than a line goes on in the next one.
                let more = (used / width).ceil().max(1.0) - 1.0;
                count += more;
                used -= more * width;
            }
        }
        // A font has a height of its own, which counts where a line may be higher.
        let natural = if self.style == "Title" { room.size * 1.25 } else { 0.0 };
        let line = room.line.max(natural).max(self.picture);
        Size { above: room.above + room.rule, below: room.below, line, count }
    }
}

/// The page that is being filled, in points.
struct Page {
    height: f64,
    full: f64,
    used: f64,
    /// The gap below the last paragraph.
    below: f64,
}

impl Page {
    fn new(measures: &Measures) -> Page {
        let [top, bottom, ..] = measures.margin;
        let height = (measures.paper.1 - top - bottom) * (1.0 - SPARE_HEIGHT);
        Page { height, full: 0.0, used: 0.0, below: 0.0 }
    }

    fn next(&mut self) {
        self.full += 1.0;
        self.used = 0.0;
        self.below = 0.0;
    }

    /// Paragraphs of which all but the last stay with the next.
    fn place(&mut self, paragraphs: &[Measured], sizes: &[Size]) {
        let Some((last, others)) = sizes.split_last() else { return };
        let whole = |size: &Size| size.above + size.count * size.line + size.below;
        let first_lines = last.above + least(last.count) * last.line;
        let needed = others.iter().map(whole).sum::<f64>() + first_lines;
        let room = self.height - self.below - self.used;
        if self.used > 0.0 && needed > room && needed < self.height {
            self.next();
        }
        for (paragraph, size) in paragraphs.iter().zip(sizes) {
            if paragraph.break_before && self.used > 0.0 {
                self.next();
            }
            if self.used > 0.0 {
                self.used += self.below + size.above;
            }
            self.lines(*size);
            self.below = size.below;
        }
    }

    fn lines(&mut self, size: Size) {
        let mut left = size.count;
        loop {
            let most = ((self.height - self.used) / size.line).floor();
            // Two lines are the least that is left behind, and taken along.
            let fits = Some(most.min(left - 2.0)).filter(|lines| *lines >= 2.0).unwrap_or(0.0);
            if most >= left || fits == 0.0 && self.used == 0.0 {
                self.used += left * size.line;
                return;
            }
            left -= fits;
            self.next();
        }
    }
}

/// How many of so many lines are the least at the foot of a page.
fn least(count: f64) -> f64 {
    if count <= 3.0 { count } else { 2.0 }
}
