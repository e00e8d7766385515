//! Where in the person's file something is, and when things were.

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::resume::{Common, Date, Node, PartialDate, Text, Value};
use crate::source::{Place, Span};
use std::ops::Range;

/// The years of a job or a school.
pub(super) struct Stay {
    /// What it is called.
    pub name: String,
    /// The first month, counted from the year 0.
    pub first: i32,
    /// The last month; far in the future if it goes on.
    pub last: i32,
    /// Whether both are known to the month.
    pub is_exact: bool,
    /// Whether it is a job, not a school.
    pub is_job: bool,
    /// Where the dates are.
    pub span: Span,
}

impl Stay {
    /// Whether it has no end yet.
    pub(super) fn goes_on(&self) -> bool {
        self.last == GOES_ON
    }
}

/// The last month of what goes on.
const GOES_ON: i32 = i32::MAX / 2;

impl Subject<'_> {
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        self.resume?.place(span)
    }

    /// `problem` at the first text of the resume that says `text`.
    pub(super) fn at(&self, text: &str, problem: Diagnostic) -> Diagnostic {
        self.locate(text, false, problem)
    }

    /// `problem` at the last one.
    pub(super) fn at_last(&self, text: &str, problem: Diagnostic) -> Diagnostic {
        self.locate(text, true, problem)
    }

    /// `problem` at the first `word` that stands alone.
    pub(super) fn at_word(&self, word: &str, problem: Diagnostic) -> Diagnostic {
        let place = self.resume.and_then(|resume| {
            let found =
                resume.tree.find_scalar(&|text| super::words::tokens(text).any(|w| w == word))?;
            let place = resume.place(found.span)?;
            let offset = place.source.text[place.start..place.end].find(word)?;
            let start = place.start + offset;
            Some(Place::new(place.source, start, start + word.len()))
        });
        place.into_iter().fold(problem, Diagnostic::at)
    }

    /// `problem` at the part that `find` finds of the first text of the resume that says `text`.
    pub(super) fn at_part(
        &self,
        text: &str,
        find: &dyn Fn(&str) -> Option<Range<usize>>,
        problem: Diagnostic,
    ) -> Diagnostic {
        let problem = self.at(text, problem);
        let part = problem.place.as_ref().and_then(|place| {
            let part = find(&place.source.text[place.start..place.end])?;
            let (start, end) = (place.start + part.start, place.start + part.end);
            Some(Place::new(place.source.clone(), start, end))
        });
        part.into_iter().fold(problem, Diagnostic::at)
    }

    fn locate(&self, text: &str, last: bool, problem: Diagnostic) -> Diagnostic {
        let Some(resume) = self.resume else { return problem };
        let wanted = letters(text);
        let mut found = Vec::new();
        scalars(&resume.tree, &mut found);
        let mut same = found.into_iter().filter(|node| {
            !wanted.is_empty()
                && node.scalar().is_some_and(|scalar| letters(scalar).contains(&wanted))
        });
        let node = if last { same.next_back() } else { same.next() };
        let place = node.and_then(|node| resume.place(node.span));
        place.into_iter().fold(problem, Diagnostic::at)
    }

    /// Jobs and schools by their beginning. What has no dates is left out.
    pub(super) fn stays(&self) -> Vec<Stay> {
        let Some(resume) = self.resume else { return Vec::new() };
        let contents = &resume.contents;
        let mut stays = Vec::new();
        for work in &contents.work {
            let name = work.name.as_ref().or(work.position.as_ref());
            // Where there are positions, they are what was done.
            stays.extend(stay(name, &work.common, true).filter(|_| work.positions.is_empty()));
            stays.extend(work.positions.iter().filter_map(|held| stay(name, &held.common, true)));
        }
        for school in &contents.education {
            stays.extend(stay(school.institution.as_ref(), &school.common, false));
        }
        stays.sort_by_key(|stay| (stay.first, stay.last));
        stays
    }
}

fn stay(name: Option<&Text>, common: &Common, is_job: bool) -> Option<Stay> {
    let start = common.start_date.as_ref()?;
    let first = parsed(start)?;
    let end = common.end_date.as_ref().map(parsed);
    let (last, last_is_exact) = match end {
        None | Some(None) => (GOES_ON, true),
        Some(Some(end)) => {
            (end.year * 12 + i32::from(end.month.unwrap_or(12)), end.month.is_some())
        }
    };
    let name = name.and_then(|name| name.variants.first()).map(|(_, name)| name.text.clone());
    Some(Stay {
        name: name.unwrap_or_default(),
        first: first.year * 12 + i32::from(first.month.unwrap_or(1)),
        last,
        is_exact: first.month.is_some() && last_is_exact,
        is_job,
        span: start.0.span,
    })
}

fn parsed(date: &Date) -> Option<PartialDate> {
    date.0.variants.first()?.1.text.parse().ok()
}

fn scalars<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, node)| scalars(node, found)),
        _ => found.push(node),
    }
}

/// Letters and digits only: what Markdown and line ends leave alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
