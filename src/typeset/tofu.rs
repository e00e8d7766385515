//! Characters that came out as no glyph all the same.
//!
//! Takes typeset pages, finds text without glyphs: a letter and its combining marks must come from one
//! font, and there may be none that has them together. Takes the marks off, so that the letter is
//! printed and no standard is broken.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fonts::text::{Place as Spot, visit};
use crate::source::Place;
use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};
use typst::text::{TextItem, is_default_ignorable};
use typst_layout::PagedDocument;
use unicode_normalization::char::is_combining_mark;

/// The pieces of text on the pages that have no glyph.
pub(super) fn undrawn(pages: &PagedDocument) -> BTreeSet<String> {
    let mut pieces = BTreeSet::new();
    pages.pages().iter().for_each(|page| search(&page.frame, &mut pieces));
    pieces
}

fn search(frame: &Frame, pieces: &mut BTreeSet<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => search(&group.frame, pieces),
            FrameItem::Text(text) if text.glyphs.iter().any(|glyph| glyph.id == 0) => {
                pieces.extend(pieces_of(text));
            }
            _ => {}
        }
    }
}

fn pieces_of(item: &TextItem) -> Vec<String> {
    let runs = item.glyphs.chunk_by(|left, right| left.id == 0 && right.id == 0);
    let pieces = runs.filter(|run| run[0].id == 0).filter_map(|run| {
        let start = run.iter().map(|glyph| glyph.range().start).min()?;
        let end = run.iter().map(|glyph| glyph.range().end).max()?;
        item.text.get(start..end)
    });
    pieces.map(str::to_owned).collect()
}

/// Puts what can be printed in the place of each piece, and says so. Pieces that are not in the
/// document (but, say, in the theme) are left.
pub(super) fn repair(
    document: &mut Document,
    pieces: &BTreeSet<String>,
    locate: &dyn Fn(char) -> Option<Place>,
) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for piece in pieces {
        let instead = without_marks(piece);
        let mut is_found = false;
        visit(document, &mut |spot, text| {
            if spot != Spot::Hidden && text.contains(piece.as_str()) {
                *text = text.replace(piece.as_str(), &instead);
                is_found = true;
            }
        });
        if is_found {
            let message =
                format!("the font in use has no glyph for `{piece}`; `{instead}` is printed");
            let warning = Diagnostic::warning("missing-glyph", message)
                .hint("choose another font, or write it in other characters");
            let place = piece.chars().filter(|c| !c.is_ascii()).find_map(locate);
            warnings.push(place.into_iter().fold(warning, Diagnostic::at));
        }
    }
    warnings
}

fn without_marks(piece: &str) -> String {
    let is_letter = |c: &char| !is_combining_mark(*c) && !is_default_ignorable(*c);
    let letters: String = piece.chars().filter(is_letter).collect();
    if letters.is_empty() || letters == piece { "?".to_owned() } else { letters }
}
