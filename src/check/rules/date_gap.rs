//! More than a year between two jobs.
//!
//! Readers ask what was there. A line that says it (a child, a journey, an illness, a project of one's own)
//! is better than the question. Education counts; what lies between a school and a job is nobody's
//! question.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "date-gap";

/// Gaps of more months than this are told.
const MOST: i32 = 12;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let stays = subject.stays();
    let Some(first) = stays.first() else { return };
    let mut until = first;
    for stay in &stays[1..] {
        let gap = stay.first - until.last - 1;
        if gap > MOST && until.is_job && stay.is_job {
            let message =
                format!("there are {gap} months between `{}` and `{}`", until.name, stay.name);
            let problem = Diagnostic::advice(CODE, message)
                .hint("an entry about that time answers before anybody asks");
            found.push(subject.place(stay.span).into_iter().fold(problem, Diagnostic::at));
        }
        if stay.last > until.last {
            until = stay;
        }
    }
}
