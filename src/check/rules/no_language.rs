//! The PDF does not say its language.
//!
//! A screen reader must know the language to pronounce the text, and a machine to understand it.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "no-language";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.pdf.is_some_and(|pdf| pdf.language.is_none()) {
        found.push(Diagnostic::warning(CODE, "the PDF does not say its language"));
    }
}
