//! Texts that a machine reads in another order than the resume has them.
//!
//! Most machines read a PDF in the order in which its text was painted. If that is not the order of the
//! resume (two columns line by line, boxes painted last), a bullet ends up under another employer. Within
//! every section, its title, the titles of its entries and their bullets must follow each other, and on
//! one page no text of another section may be between them.

use crate::check::Subject;
use crate::check::extract::{Extract, letters_of};
use crate::check::facts::{Fact, shorten};
use crate::diagnostic::Diagnostic;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

pub(super) const CODE: &str = "text-order";

const HINT: &str = "`cvgen check --show-text` shows the order";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(extract) = &subject.extract else { return };
    for (fact, above) in disordered(&subject.facts, extract) {
        let message = format!(
            "a machine reads `{}` before `{}`, which is above it",
            fact.shown(),
            shorten(above),
        );
        let problem = subject.at(&fact.text, Diagnostic::error(CODE, message));
        found.push(problem.hint(HINT));
    }
    if let Some((fact, before)) = interleaved(&subject.facts, extract) {
        let message = format!(
            "a machine reads `{}`, of another section, before the section of `{}` is at its end",
            before.shown(),
            fact.shown(),
        );
        let problem = subject.at(&before.text, Diagnostic::error(CODE, message));
        found.push(problem.hint(HINT));
    }
}

/// The first fact of each section that is not behind the one above it, with that one.
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

/// The first fact that is, on its page, behind a fact of another section that itself is behind
/// one of its own; with that other one.
pub(in crate::check) fn interleaved<'a>(
    facts: &'a [Fact],
    extract: &Extract,
) -> Option<(&'a Fact, &'a Fact)> {
    let counts = extract.contained(facts.iter().map(|fact| fact.text.as_str()));
    let mut told: Vec<_> =
        facts.iter().filter_map(|fact| only_place(fact, &counts, extract)).collect();
    told.sort_by_key(|(place, _)| place.start);
    let mut page = 0;
    // The sections that are at their end on this page.
    let mut ended = BTreeSet::new();
    let mut last: Option<&Fact> = None;
    for (place, fact) in told {
        let this = extract.page(&place);
        if this != page {
            page = this;
            ended.clear();
            last = None;
        }
        if let Some(last) = last.filter(|last| last.section != fact.section) {
            ended.insert(last.section);
            if ended.contains(&fact.section) {
                return Some((fact, last));
            }
        }
        last = Some(fact);
    }
    None
}

/// Where `fact` is, if it belongs to a section, and no other place can be meant.
fn only_place<'a>(
    fact: &'a Fact,
    counts: &HashMap<&str, usize>,
    extract: &Extract,
) -> Option<(Range<usize>, &'a Fact)> {
    /// Texts shorter than this, in characters, may be anywhere.
    const SHORT: usize = 8;
    fact.section?;
    let mut places = extract.all(&fact.text);
    let place = places.next()?;
    let is_only = places.next().is_none()
        && fact.text.chars().count() >= SHORT
        && counts.get(letters_of(&fact.text).as_str()) == Some(&1);
    is_only.then_some((place, fact))
}
