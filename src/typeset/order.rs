//! Pages whose text is read back as it was written, whatever its script.
//!
//! Takes typeset pages. Typst parts a line where the font or the height of a glyph changes, and lays the
//! parts of a line that is read from the right from the left: so an extractor meets its words backwards,
//! and a raised vowel sign as its whole syllable once more. Moves nothing on the page.

use crate::script::is_from_right;
use typst::layout::{Em, Frame, FrameItem, Point};
use typst::model::Document as _;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

/// Distances below this are none, in pt.
const NOTHING: f64 = 0.01;

/// Whether any text of the document, as JSON, is in a script that needs it.
pub(super) fn is_needed(json: &str) -> bool {
    json.contains(|c| is_from_right(c) || matches!(c, '\u{900}'..='\u{1aff}'))
}

/// The same pages.
pub(super) fn ordered(document: &PagedDocument) -> PagedDocument {
    let mut pages = document.pages().to_vec();
    for page in &mut pages {
        order(&mut page.frame);
    }
    PagedDocument::new(pages.into(), document.info().clone())
}

fn order(frame: &mut Frame) {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    // Where the row of texts begins that lie side by side.
    let mut row = 0;
    for (at, item) in frame.items().cloned() {
        let mut item = item;
        if let FrameItem::Group(group) = &mut item {
            order(&mut group.frame);
        }
        if let FrameItem::Text(text) = &item {
            if let Some((before, FrameItem::Text(known))) = items.last_mut()
                && let Some(whole) = with_signs(known, text, *before, at)
            {
                *known = whole;
                continue;
            }
            let follows = matches!(items.last(), Some((before, FrameItem::Text(known)))
                if ends(known, *before, at));
            if !follows {
                turn(&mut items[row..]);
                row = items.len();
            }
            for part in words(text, at) {
                items.push(part);
            }
        } else {
            turn(&mut items[row..]);
            items.push((at, item));
            row = items.len();
        }
    }
    turn(&mut items[row..]);
    for (_, item) in &mut items {
        if let FrameItem::Text(text) = item {
            tell_apart(text);
        }
    }
    frame.clear();
    frame.push_multiple(items);
}

/// Whether a text that begins `at` this point lies where `known` ends.
fn ends(known: &TextItem, before: Point, at: Point) -> bool {
    is_beside(known, before, at) && (before.y - at.y).to_pt().abs() < NOTHING
}

fn is_beside(known: &TextItem, before: Point, at: Point) -> bool {
    (before.x + known.width() - at.x).to_pt().abs() < NOTHING
}

/// `known` with the signs that are at another height over its last syllable.
fn with_signs(known: &TextItem, signs: &TextItem, before: Point, at: Point) -> Option<TextItem> {
    let last = known.glyphs.last()?;
    let syllable = known.text.get(last.range())?;
    let is_same = known.font == signs.font && known.size == signs.size && known.fill == signs.fill;
    let is_sign =
        signs.text == syllable && signs.glyphs.iter().all(|it| it.x_advance == Em::zero());
    if !(is_same && is_sign && is_beside(known, before, at)) {
        return None;
    }
    let rise = Em::from_abs(before.y - at.y, known.size);
    let mut whole = known.clone();
    for sign in &signs.glyphs {
        let mut sign = sign.clone();
        sign.range = last.range.clone();
        sign.y_offset += rise;
        whole.glyphs.push(sign);
    }
    Some(whole)
}

/// Gives each glyph of a syllable its own character, where there are as many of both in the same order:
/// then an extractor needs no replacement text, which many do not know.
fn tell_apart(text: &mut TextItem) {
    let TextItem { font, text, glyphs, .. } = text;
    for syllable in glyphs.chunk_by_mut(|left, right| left.range == right.range) {
        let (count, start) = (syllable.len(), syllable[0].range.start);
        let Some(characters) = text.get(syllable[0].range()) else { continue };
        if count == 1 || characters.chars().count() != count {
            continue;
        }
        // A sign that is before its letter is written behind it.
        let plain = |c| font.ttf().glyph_index(c).map(|id| id.0);
        let is_elsewhere = |(index, glyph): (usize, &Glyph)| {
            let mut others = characters.chars().enumerate().filter(|(other, _)| *other != index);
            others.any(|(_, c)| plain(c) == Some(glyph.id))
        };
        if syllable.iter().enumerate().any(is_elsewhere) {
            continue;
        }
        let ends = characters.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
        for (glyph, (from, to)) in syllable.iter_mut().zip(ends) {
            let place = |at: usize| start + u16::try_from(at).unwrap_or_default();
            glyph.range = place(from)..place(to);
        }
    }
}

/// The words of a text that is read from the right, each with the blank behind it, as they lie from the
/// left; any other text in one piece.
fn words(text: &TextItem, at: Point) -> Vec<(Point, FrameItem)> {
    let is_turned = text.text.contains(is_from_right) && text.text.contains(' ');
    if !is_turned {
        return vec![(at, FrameItem::Text(text.clone()))];
    }
    let mut parts = Vec::new();
    let mut x = at.x;
    let is_blank = |glyph: &Glyph| text.text.get(glyph.range()) == Some(" ");
    // The blank behind a word is to the left of it.
    for glyphs in text.glyphs.chunk_by(|_, right| !is_blank(right)) {
        let start = glyphs.iter().map(|glyph| glyph.range().start).min().unwrap_or_default();
        let end = glyphs.iter().map(|glyph| glyph.range().end).max().unwrap_or_default();
        let mut part = TextItem { glyphs: glyphs.to_vec(), ..text.clone() };
        part.text = text.text.get(start..end).unwrap_or_default().into();
        let shift = u16::try_from(start).unwrap_or_default();
        for glyph in &mut part.glyphs {
            glyph.range = glyph.range.start - shift..glyph.range.end - shift;
        }
        let width = part.width();
        parts.push((Point::new(x, at.y), FrameItem::Text(part)));
        x += width;
    }
    parts
}

/// Puts texts side by side that are read from the right in the order in which they are read.
fn turn(row: &mut [(Point, FrameItem)]) {
    let holds = |wanted: &dyn Fn(char) -> bool| {
        row.iter().any(|(_, item)| match item {
            FrameItem::Text(text) => text.text.chars().any(wanted),
            _ => false,
        })
    };
    let from_left = |c: char| c.is_alphanumeric() && !is_from_right(c);
    if row.len() > 1 && holds(&is_from_right) && !holds(&from_left) {
        row.reverse();
    }
}
