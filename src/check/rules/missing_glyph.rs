//! A character that is not printed, or that no machine can read.
//!
//! Either no font at hand has the character, so that a box or nothing is printed in its place, or the
//! font in the PDF does not say which character a glyph stands for: then people see it and machines do
//! not. Choose a font that has it (`cvgen fonts`), or write it otherwise.

use crate::check::Subject;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const CODE: &str = "missing-glyph";

/// One glyph in so many is not the text.
const FEW: usize = 20;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(subject.noted(CODE));
    let Some(pdf) = subject.pdf else { return };
    let unknown = pdf.glyphs().filter(|(_, glyph)| glyph.text.is_none()).count();
    let all = pdf.glyphs().count();
    if unknown > 0 {
        let message =
            format!("{unknown} of {all} glyphs of the PDF do not say which characters they are");
        let hint = "the fonts need a `ToUnicode` map; save the PDF with another program";
        // A few are bullets and the like.
        let severity = if unknown * FEW > all { Severity::Error } else { Severity::Warning };
        found.push(Diagnostic { severity, ..Diagnostic::error(CODE, message).hint(hint) });
    }
}
