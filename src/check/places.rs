//! Where in the person's file something is, and when things were.

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::resume::{Common, Date, Node, PartialDate, Text, Value};
use crate::source::{Place, Span};
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

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
    /// Whether it is time off from a job or for study, or says no employer.
    pub is_leave: bool,
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
        let texts = self.texts.get_or_init(|| Texts::new(&resume.tree));
        let place = texts.find(&letters(text), last).and_then(|span| resume.place(span));
        place.into_iter().fold(problem, Diagnostic::at)
    }

    /// `problem` at the part of the text at `node` that `find` finds, or at all of it.
    pub(super) fn at_node(
        &self,
        node: &Node,
        find: &dyn Fn(&str) -> Option<Range<usize>>,
        problem: Diagnostic,
    ) -> Diagnostic {
        let place = self.place(node.span).map(|place| {
            let part = find(&place.source.text[place.start..place.end]);
            part.map_or(place.clone(), |part| {
                let (start, end) = (place.start + part.start, place.start + part.end);
                Place::new(place.source, start, end)
            })
        });
        place.into_iter().fold(problem, Diagnostic::at)
    }

    /// Every text and number of the resume as it is written, settings aside.
    pub(super) fn written(&self) -> impl Iterator<Item = (&Node, &str)> {
        self.written_under().into_iter().map(|(_, node, text)| (node, text))
    }

    /// The same, with the key that each is the value of, or its list.
    pub(super) fn written_under(&self) -> Vec<(&str, &Node, &str)> {
        let mut found = Vec::new();
        if let Some(resume) = self.resume {
            under("", &resume.tree, &mut found);
        }
        found
    }

    /// Jobs and schools by their beginning. What has no dates is left out.
    pub(super) fn stays(&self) -> Vec<Stay> {
        let mut stays = self.written_stays();
        stays.sort_by_key(|stay| (stay.first, stay.last));
        stays
    }

    /// Jobs and schools in the order of the file. What has no dates is left out.
    pub(super) fn written_stays(&self) -> Vec<Stay> {
        let Some(resume) = self.resume else { return Vec::new() };
        let contents = &resume.contents;
        let mut stays = Vec::new();
        for work in &contents.work {
            let name = work.name.as_ref().or(work.position.as_ref());
            let is_leave = work.name.is_none()
                || [&work.name, &work.position].into_iter().flatten().any(is_leave);
            // Where there are positions, they are what was done.
            let own = stay(name, &work.common, true).filter(|_| work.positions.is_empty());
            stays.extend(own.map(|own| Stay { is_leave, ..own }));
            stays.extend(work.positions.iter().filter_map(|held| stay(name, &held.common, true)));
        }
        for school in &contents.education {
            stays.extend(stay(school.institution.as_ref(), &school.common, false));
        }
        stays
    }
}

/// Parts of a resume that nobody prints.
const UNPRINTED: [&str; 3] = ["cvgen", "meta", "$schema"];

fn under<'a>(key: &'a str, node: &'a Node, found: &mut Vec<(&'a str, &'a Node, &'a str)>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| under(key, item, found)),
        Value::Map(entries) => {
            for (key, node) in entries {
                if !UNPRINTED.contains(&key.text.as_str())
                    && !key.text.starts_with(['_', '$'])
                    && !key.text.starts_with("x-")
                {
                    under(&key.text, node, found);
                }
            }
        }
        _ => found.extend(node.scalar().map(|text| (key, node, text))),
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
        is_leave: false,
        span: start.0.span,
    })
}

/// Whether `text` names time off from a job, or for study.
fn is_leave(text: &Text) -> bool {
    static WORDS: LazyLock<LeaveFile> = LazyLock::new(|| super::words::load("check/leave.toml"));
    text.variants.iter().any(|(_, text)| {
        let small = text.text.to_lowercase();
        WORDS.words.iter().any(|word| small.contains(word.as_str()))
    })
}

#[derive(Default, Deserialize)]
struct LeaveFile {
    words: Vec<String>,
}

fn parsed(date: &Date) -> Option<PartialDate> {
    date.0.variants.first()?.1.text.parse().ok()
}

/// The letters of every text of a resume, with their places.
pub(super) struct Texts {
    /// One text a line.
    joined: String,
    /// Where each of them begins, and where in the file it is.
    starts: Vec<(usize, Span)>,
    /// The first and the last of those that say the same, by their numbers.
    same: HashMap<String, (usize, usize)>,
}

impl Texts {
    fn new(tree: &Node) -> Texts {
        let mut texts = Texts { joined: String::new(), starts: Vec::new(), same: HashMap::new() };
        texts.add(tree);
        texts
    }

    fn add(&mut self, node: &Node) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.add(item)),
            Value::Map(entries) => entries.iter().for_each(|(_, node)| self.add(node)),
            _ => {
                let Some(letters) = node.scalar().map(letters) else { return };
                let number = self.starts.len();
                self.starts.push((self.joined.len(), node.span));
                self.joined += &letters;
                self.joined.push('\n');
                self.same.entry(letters).or_insert((number, number)).1 = number;
            }
        }
    }

    /// The first or the last text that says `wanted` and no more; if none does, the one that has it.
    fn find(&self, wanted: &str, last: bool) -> Option<Span> {
        if wanted.is_empty() {
            return None;
        }
        if let Some((first, end)) = self.same.get(wanted) {
            return Some(self.starts[if last { *end } else { *first }].1);
        }
        let at = if last { self.joined.rfind(wanted) } else { self.joined.find(wanted) }?;
        let number = self.starts.partition_point(|(start, _)| *start <= at);
        Some(self.starts[number - 1].1)
    }
}

/// Letters and digits only: what Markdown and line ends leave alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
