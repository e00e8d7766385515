//! An entry of a bibliography as a publication.

use super::{CODE, at, tex};
use crate::diagnostic::Diagnostic;
use crate::resume::{Key, Node, Value};
use crate::source::{Source, Span};
use biblatex::{ChunksExt, EntryType};
use hayagriva::Entry;
use hayagriva::types::{Date, Person};
use std::sync::Arc;

/// The publication that `entry` of `source`, the `index`-th text, is. What is odd about it is added to `odd`.
pub(super) fn publication(
    entry: &biblatex::Entry,
    source: &Arc<Source>,
    index: u16,
    odd: &mut Vec<Diagnostic>,
) -> Node {
    let span = span_of(&entry.key, source, index);
    let text = |text: String| Node { value: Value::Text(text), span };
    let mut fields: Vec<(&str, Node)> = Vec::new();
    let mut put = |key: &'static str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty());
        fields.extend(value.map(|value| (key, text(tex::markdown(&value)))));
    };
    let read = understood(entry, source, odd);
    let read = read.as_ref();
    let title = read.and_then(|read| read.title()).map(ToString::to_string);
    if title.as_ref().is_none_or(|title| title.trim().is_empty()) {
        let message = format!("the entry `{}` has no title", entry.key);
        let bytes = span.start as usize..span.end as usize;
        odd.push(at(Diagnostic::warning(CODE, message), bytes, source));
    }
    put("name", title);
    put("publisher", read.map(venue));
    put("releaseDate", read.and_then(|read| read.date_any()).map(iso).or_else(|| dated(entry)));
    let doi = read.and_then(|read| read.doi()).map(str::to_owned);
    // A DOI is an address already.
    let url = read.and_then(|read| read.url_any()).filter(|_| doi.is_none());
    put("doi", doi);
    put("type", kind(&entry.entry_type).map(str::to_owned));
    put("url", url.map(|url| url.value.to_string()));
    let authors = read.and_then(|read| read.authors()).unwrap_or_default().iter();
    let authors: Vec<Node> = authors.map(|person| text(tex::markdown(&name(person)))).collect();
    if !authors.is_empty() {
        fields.push(("authors", Node { value: Value::List(authors), span }));
    }
    let key = |text: &str| Key { text: text.to_owned(), span };
    Node {
        value: Value::Map(fields.into_iter().map(|(name, node)| (key(name), node)).collect()),
        span,
    }
}

/// What an entry of that type is among publications.
fn kind(of: &EntryType) -> Option<&'static str> {
    Some(match of {
        EntryType::Article | EntryType::SuppPeriodical => "article",
        EntryType::InProceedings | EntryType::Proceedings | EntryType::MvProceedings => {
            "conference"
        }
        EntryType::Book | EntryType::MvBook | EntryType::Collection => "book",
        EntryType::InBook
        | EntryType::BookInBook
        | EntryType::InCollection
        | EntryType::SuppBook => "chapter",
        EntryType::Thesis | EntryType::PhdThesis | EntryType::MastersThesis => "thesis",
        EntryType::Report | EntryType::TechReport => "report",
        EntryType::Unpublished => "preprint",
        _ => return None,
    })
}

/// `entry` as the library of citations has it, without the fields that mean nothing to it, which are told.
fn understood(
    entry: &biblatex::Entry,
    source: &Arc<Source>,
    odd: &mut Vec<Diagnostic>,
) -> Option<Entry> {
    let mut entry = entry.clone();
    loop {
        let fault = match Entry::try_from(&entry) {
            Ok(read) => {
                if read.date_any().is_none() {
                    odd.extend(dated(&entry).map(|date| undated(&date, &entry, source)));
                }
                return Some(read);
            }
            Err(fault) => fault,
        };
        let is_in = |field: &biblatex::Chunks| {
            let span = field.span();
            span.start <= fault.span.start && fault.span.start <= span.end
        };
        let field = entry.fields.iter().find(|(_, field)| is_in(field));
        let name = field.map(|(name, _)| name.clone())?;
        let chunks = entry.fields.remove(&name)?;
        let written = chunks.format_verbatim();
        if matches!(name.as_str(), "date" | "year" | "month" | "day") {
            odd.push(undated(&written, &entry, source));
        } else {
            let message = format!("`{name}` of `{}` cannot be read: `{written}`", entry.key);
            odd.push(at(Diagnostic::warning(CODE, message), fault.span, source));
        }
    }
}

/// The date of `entry` as it is written.
fn dated(entry: &biblatex::Entry) -> Option<String> {
    let field = entry.get("date").or_else(|| entry.get("year"))?;
    Some(field.format_verbatim()).filter(|date| !date.trim().is_empty())
}

/// That a date means nothing to a calendar.
fn undated(date: &str, entry: &biblatex::Entry, source: &Arc<Source>) -> Diagnostic {
    let message = format!("`{date}` is not a date; it is printed as it is");
    let field = entry.get("date").or_else(|| entry.get("year"));
    let span = field.map(ChunksExt::span).unwrap_or_default();
    at(Diagnostic::warning("date", message), span, source)
}

/// Where it appeared: the journal or the proceedings with volume, issue and pages, or else the publisher.
fn venue(entry: &Entry) -> String {
    let parent = entry.parents().first();
    let title = parent.and_then(|parent| parent.title()).map(ToString::to_string);
    let publisher = || {
        let own = entry.publisher().or(parent.and_then(|parent| parent.publisher()));
        own.and_then(|publisher| publisher.name()).map(ToString::to_string)
    };
    let volume = entry.volume().or(parent.and_then(|parent| parent.volume()));
    let issue = entry.issue().or(parent.and_then(|parent| parent.issue()));
    let number = match (volume.map(ToString::to_string), issue.map(ToString::to_string)) {
        (Some(volume), Some(issue)) => Some(format!("{volume}({issue})")),
        (volume, issue) => volume.or(issue),
    };
    let pages =
        entry.page_range().map(|pages| pages.to_string().replace("--", "–").replace('-', "–"));
    let name = title.or_else(publisher).unwrap_or_default();
    let parts = [Some(name), number, pages].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// The name of an author; of those whom `and others` leaves out, the usual words.
fn name(person: &Person) -> String {
    if person.name == "others" && person.given_name.is_none() {
        return "et al.".to_owned();
    }
    let family = [person.prefix.as_deref(), Some(&person.name), person.suffix.as_deref()];
    let given = person.given_name.as_deref();
    let parts = [given].into_iter().chain(family).flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

fn iso(date: &Date) -> String {
    let part = |part: Option<u8>| part.map_or_else(String::new, |part| format!("-{:02}", part + 1));
    let day = if date.month.is_some() { part(date.day) } else { String::new() };
    format!("{:04}{}{day}", date.year, part(date.month))
}

/// Where the entry of that key is in the bibliography.
fn span_of(key: &str, source: &Arc<Source>, index: u16) -> Span {
    let found = source.text.match_indices(key).find(|(at, _)| {
        let before = source.text[..*at].trim_end().chars().next_back();
        let after = source.text[at + key.len()..].trim_start().chars().next();
        before == Some('{') && after == Some(',')
    });
    let start = found.map_or(0, |(at, _)| at);
    let end = if found.is_some() { start + key.len() } else { 0 };
    Span {
        source: index,
        start: u32::try_from(start).unwrap_or(0),
        end: u32::try_from(end).unwrap_or(0),
    }
}
