//! Texts that a machine reads in another order than the resume has them.
//!
//! Most machines read a PDF in the order in which its text was painted. If that is not the order of the
//! resume (two columns line by line, boxes painted last), a bullet ends up under another employer. Within
//! every section, its title, the titles of its entries and their bullets must follow each other.

use crate::check::Subject;
use crate::check::extract::Extract;
use crate::check::facts::{Fact, shorten};
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "text-order";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(extract) = &subject.extract else { return };
    for (fact, above) in disordered(&subject.facts, extract) {
        let message = format!(
            "a machine reads `{}` before `{}`, which stands above it",
            fact.shown(),
            shorten(above),
        );
        let problem = subject.at(&fact.text, Diagnostic::error(CODE, message));
        found.push(problem.hint("`cvgen check --show-text` shows the order"));
    }
}

/// The first fact of each section that does not stand behind the one above it, with that one.
pub(in crate::check) fn disordered<'a>(
    facts: &'a [Fact],
    extract: &Extract,
) -> Vec<(&'a Fact, &'a str)> {
    let sections = facts.iter().filter_map(|fact| fact.section).max().map_or(0, |last| last + 1);
    let mut found = Vec::new();
    for section in 0..sections {
        let mut at = 0;
        let mut above: Option<&str> = None;
        let own = facts.iter().filter(|fact| fact.section == Some(section) && fact.is_ordered);
        for fact in own {
            if let Some(place) = extract.find(&fact.text, at) {
                at = place.end;
                above = Some(&fact.text);
            } else if extract.find(&fact.text, 0).is_some()
                && let Some(above) = above
            {
                found.push((fact, above));
                break;
            }
        }
    }
    found
}
