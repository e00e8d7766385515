//! Texts that a machine reads in another order than the resume has them.
//!
//! Most machines read a PDF in the order in which its text was painted. If that is not the order of the
//! resume (two columns line by line, boxes painted last), a bullet ends up under another employer. Within
//! every section, its title, the titles of its entries and their bullets must follow each other.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "text-order";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(extract) = &subject.extract else { return };
    let sections = subject.facts.iter().filter_map(|fact| fact.section).max().map_or(0, |last| last + 1);
    for section in 0..sections {
        let own = subject.facts.iter().filter(|fact| fact.section == Some(section));
        let mut at = 0;
        let mut last: Option<&str> = None;
        for fact in own.filter(|fact| fact.is_ordered) {
            if let Some(place) = extract.find(&fact.text, at) {
                at = place.end;
                last = Some(&fact.text);
            } else if extract.find(&fact.text, 0).is_some()
                && let Some(last) = last
            {
                let message = format!(
                    "a machine reads `{}` before `{}`, which stands above it",
                    fact.shown(),
                    crate::check::facts::shorten(last),
                );
                let problem = subject.at(&fact.text, Diagnostic::error(CODE, message));
                found.push(problem.hint("`cvgen check --show-text` shows the order"));
                break;
            }
        }
    }
}
