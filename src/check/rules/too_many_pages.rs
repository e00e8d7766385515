//! More pages than were asked for, or than are read.
//!
//! `cvgen.pages` says how many pages there may be. Without it, more than two are worth a thought: one
//! page for every ten years is a usual measure. A resume with publications may be as long as it likes.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;
use crate::document::SectionKind;

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
        None if count > USUAL && !is_academic(subject) => {
            let message = format!("{count} pages are more than most people read");
            let hint = if count == USUAL + 1 {
                "`--pages 2` sets them tighter; a variant leaves something out"
            } else {
                "a variant leaves something out: `cvgen.variants`, `--since`, `--max-highlights`"
            };
            found.push(Diagnostic::advice(CODE, message).hint(hint));
        }
        _ => {}
    }
}

fn is_academic(subject: &Subject<'_>) -> bool {
    let sections = subject.document.map_or(&[][..], |document| &document.sections);
    sections.iter().any(|section| section.kind == SectionKind::Publications)
}
