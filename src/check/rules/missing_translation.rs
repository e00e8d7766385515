//! A text that is not there in the language of the resume.
//!
//! What is written in several languages must be written in all of them; otherwise a Chinese resume has an
//! English sentence in its middle.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "missing-translation";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(subject.noted(CODE));
}
