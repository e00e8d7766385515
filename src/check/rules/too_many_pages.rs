//! More pages than were asked for, or than are read.
//!
//! `cvgen.pages` says how many pages there may be. Without it, more than two are worth a thought: one
//! page for every ten years is a usual measure. A resume with publications may be as long as it likes.

use crate::check::Subject;
use crate::check::facts::{self, Fact};
use crate::check::words::is_han;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SectionKind};

pub(super) const CODE: &str = "too-many-pages";

/// As many pages are usual.
const USUAL: usize = 2;

/// As many pages of a document are looked at. More take minutes to make, and nobody reads them.
const MOST_PAGES: usize = 75;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(subject.noted(CODE));
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

/// That `document` fills too many pages to be made and looked at.
pub fn too_long(document: &Document) -> Option<Diagnostic> {
    // What a page and a line of plain text hold.
    const LINES: usize = 46;
    const LETTERS: usize = 95;
    let columns = |c: char| if is_han(c) { 2 } else { 1 };
    let letters = |fact: &Fact| -> usize { fact.text.chars().map(columns).sum() };
    // What is short is on one line with others.
    let lines = |fact: &Fact| match fact.kind {
        "bullet" | "text" | "section title" | "title" => letters(fact).div_ceil(LETTERS) * LETTERS,
        _ => letters(fact),
    };
    let pages = facts::facts(document).iter().map(lines).sum::<usize>() / LETTERS / LINES;
    (pages > MOST_PAGES).then(|| {
        let message = format!(
            "the resume fills some {pages} pages: they are not made, and only what is written is looked at"
        );
        Diagnostic::error(CODE, message)
            .hint(format!("leave something out; {MOST_PAGES} pages are looked at"))
    })
}
