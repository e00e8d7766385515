//! The PDF has no title.
//!
//! The title is in the window and in search results; without it, the name of the file does.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "no-title";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let is_missing = subject.pdf.is_some_and(|pdf| pdf.title.is_none())
        || subject.reading.is_some_and(|reading| !reading.is_plain && reading.title.is_none());
    if is_missing {
        let message = format!("the {} has no title", subject.file());
        let hint = "write it into the properties of the document where the file is made";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
