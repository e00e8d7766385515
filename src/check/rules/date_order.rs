//! A date that ends before it begins.
//!
//! Most often the two were exchanged, or one has a slip of the pen.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "date-order";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(subject.noted(CODE));
}
