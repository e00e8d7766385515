//! The PDF has no tags.
//!
//! Tags say what is a heading, a list, a link. Screen readers need them, and machines that read resumes
//! find sections by them.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "no-tags";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.pdf.is_some_and(|pdf| !pdf.tagged) {
        found.push(Diagnostic::warning(CODE, "the PDF has no tags"));
    }
}
