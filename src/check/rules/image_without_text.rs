//! A picture that has no text in its place.
//!
//! Whoever cannot see the picture is told its alternative text. cvgen gives the photo one, and marks
//! icons and lines as decoration.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "image-without-text";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(pdf) = subject.pdf else { return };
    let images: usize = pdf.pages.iter().map(|page| page.images).sum();
    let count = if pdf.tagged { pdf.figures_without_text } else { images };
    if count > 0 {
        let noun = if count == 1 { "picture has" } else { "pictures have" };
        let message = format!("{count} {noun} no alternative text");
        found.push(Diagnostic::warning(CODE, message));
    }
}
