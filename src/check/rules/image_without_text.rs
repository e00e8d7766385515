//! A picture that has no text in its place.
//!
//! Whoever cannot see the picture is told its alternative text. cvgen gives the photo one, and marks
//! icons and lines as decoration.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "image-without-text";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let of_pages = subject.pdf.map_or(0, |pdf| {
        let images = || pdf.pages.iter().map(|page| page.images).sum();
        if pdf.tagged { pdf.figures_without_text } else { images() }
    });
    let count = of_pages + subject.reading.map_or(0, |reading| reading.pictures_without_text);
    if count > 0 {
        let noun = if count == 1 { "picture has" } else { "pictures have" };
        let message = format!("{count} {noun} no alternative text");
        let hint = "give it a text in its place where the file is made, or mark it as decoration";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
