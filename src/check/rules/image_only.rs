//! A page that is only a picture, or empty.
//!
//! A page that was scanned or saved as an image has nothing for a machine to read: to it, the page is
//! empty. Make the PDF from the text itself.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "image-only";

/// Fewer letters than this on a page are not text.
const FEW: usize = 10;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.reading.is_some_and(|reading| reading.parts.is_empty()) {
        found.push(Diagnostic::error(CODE, "the file has no text that a machine can read"));
    }
    let Some(pdf) = subject.pdf else { return };
    for (index, page) in pdf.pages.iter().enumerate() {
        let count = page.glyphs.iter().filter(|glyph| !glyph.is_blank()).count();
        if page.images > 0 && count < FEW {
            let message =
                format!("page {} is only a picture: a machine reads nothing on it", index + 1);
            found.push(Diagnostic::error(CODE, message).hint("make the PDF from the text itself"));
        } else if count == 0 {
            let message = format!("page {} has nothing that a machine can read", index + 1);
            found.push(Diagnostic::error(CODE, message).hint("leave the page out"));
        }
    }
}
