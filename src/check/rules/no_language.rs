//! The PDF does not say its language.
//!
//! A screen reader must know the language to pronounce the text, and a machine to understand it.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "no-language";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let is_missing = subject.pdf.is_some_and(|pdf| pdf.language.is_none())
        || subject.reading.is_some_and(|reading| !reading.is_plain && reading.language.is_none());
    if is_missing {
        let message = format!("the {} does not say its language", subject.file());
        let hint = "set the language where the file is made, and save it once more";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
