//! Names in a resume (tags, sections, networks), and what is said about unknown ones.

use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::resume::{Contents, PartialDate, Resume, Text};
use crate::source::Span;

/// That `name` is not among `known`: a warning where the resume says it, an error otherwise.
pub(super) fn unknown(
    resume: &Resume,
    code: &'static str,
    message: String,
    name: &str,
    span: Option<Span>,
    known: &[&str],
) -> Diagnostic {
    let mut problem = Diagnostic::error(code, message);
    if let Some(span) = span {
        problem.severity = Severity::Warning;
        problem.place = resume.place(span);
    }
    match did_you_mean(name, known.iter().copied()) {
        Some(near) => problem.hint(near),
        None if known.is_empty() => problem.hint("the resume has no tags"),
        None => problem.hint(format!("there are `{}`", known.join("`, `"))),
    }
}

/// The names in the resume, with their places, then those of the command line.
pub(super) fn named(written: &[Text], typed: &[String]) -> Vec<(String, Option<Span>)> {
    let written = written.iter().filter_map(|text| Some((first(text)?, Some(text.span))));
    written.chain(typed.iter().map(|name| (name.trim().to_owned(), None))).collect()
}

/// The first of the languages that `text` is said in: for what is a name, not a text.
pub(super) fn first(text: &Text) -> Option<String> {
    text.variants.first().map(|(_, spanned)| spanned.text.trim().to_owned())
}

pub(super) fn texts(list: &[Text]) -> impl Iterator<Item = String> {
    list.iter().flat_map(|text| &text.variants).map(|(_, spanned)| spanned.text.trim().to_owned())
}

/// The date of `text`, or the last year that its words tell.
pub(super) fn year_at_least(text: &str) -> Option<PartialDate> {
    text.parse().ok().or_else(|| {
        let years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
        let year = years.filter_map(|digits| digits.parse().ok()).next_back()?;
        Some(PartialDate { year, month: None, day: None })
    })
}

pub(super) fn custom_ids(contents: &Contents) -> Vec<String> {
    let id = |section: &crate::resume::CustomSection| {
        section.id.as_ref().or(section.title.as_ref()).and_then(first)
    };
    contents.sections.iter().filter_map(id).collect()
}

pub(super) fn networks(contents: &Contents) -> Vec<String> {
    let profiles = contents.basics.as_ref().map_or(&[][..], |basics| &basics.profiles);
    profiles.iter().filter_map(|profile| first(profile.network.as_ref()?)).collect()
}
