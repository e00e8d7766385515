//! Two jobs at the same time.
//!
//! That may be so, or a date may be wrong: readers ask. Overlaps of a month, and of what is known only
//! to the year, are not told; nor are two positions at one employer, nor a job beside a school, which is
//! how students live, nor what lies within a job: leave, study, a further training.
//! Of several, a job is told with the first.

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
            let is_within = later.last <= earlier.last || later.first == earlier.first;
            let is_break = is_within && (later.is_leave || earlier.is_leave);
            let is_told =
                earlier.name != later.name && earlier.is_exact && later.is_exact && !is_break;
            if shared >= LEAST && is_told {
                let (one, other) = (&earlier.name, &later.name);
                let message = if earlier.goes_on() && later.goes_on() {
                    format!("`{one}` and `{other}` both go on")
                } else {
                    format!("`{one}` and `{other}` overlap by {shared} months")
                };
                let problem = Diagnostic::advice(CODE, message)
                    .hint("look at the dates again; two jobs at a time are fine if you had them");
                found.push(subject.place(later.span).into_iter().fold(problem, Diagnostic::at));
                break;
            }
        }
    }
}
