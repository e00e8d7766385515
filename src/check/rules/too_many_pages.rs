//! More pages than were asked for, or than are read.
//!
//! `cvgen.pages` says how many pages there may be. Without it, more than two are worth a thought: one
//! page for every ten years is a usual measure, academic resumes aside.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "too-many-pages";

/// As many pages are usual.
const USUAL: usize = 2;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(pdf) = subject.pdf else { return };
    let count = pdf.pages.len();
    match subject.most_pages {
        Some(most) if count > most => {
            let message = format!("there are {count} pages, and {most} were asked for");
            let hint = "leave something out: `--since`, `--max-highlights`, a variant";
            found.push(Diagnostic::warning(CODE, message).hint(hint));
        }
        None if count > USUAL => {
            let message = format!("{count} pages are more than most people read");
            let hint = "`--pages 2` sets them tighter; a variant leaves something out";
            found.push(Diagnostic::advice(CODE, message).hint(hint));
        }
        _ => {}
    }
}
