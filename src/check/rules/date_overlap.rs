//! Two jobs at the same time.
//!
//! That may be so, or a date may be wrong: readers ask. Overlaps of a month, and of what is known only
//! to the year, are not told; nor is a job beside a school, which is how students live.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "date-overlap";

/// Overlaps of so many months are told.
const LEAST: i32 = 2;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let stays: Vec<_> = subject.stays().into_iter().filter(|stay| stay.is_job).collect();
    for (index, later) in stays.iter().enumerate() {
        for earlier in &stays[..index] {
            let shared = earlier.last.min(later.last) - earlier.first.max(later.first) + 1;
            if shared >= LEAST && earlier.is_exact && later.is_exact {
                let message = format!(
                    "`{}` and `{}` overlap by {shared} months",
                    earlier.name, later.name
                );
                let problem = Diagnostic::advice(CODE, message);
                found.push(subject.place(later.span).into_iter().fold(problem, Diagnostic::at));
            }
        }
    }
}
