//! Publications from a bibliography of BibTeX or BibLaTeX, as `publications: {bib: papers.bib}` asks for.
//!
//! Takes the bibliography's text, gives a list of publications as JSON Resume has them, with the places in
//! the `.bib` file. The library is the one that Typst brings.

use crate::diagnostic::Diagnostic;
use crate::resume::{Key, Node, Value};
use crate::source::{Place, Source, Span};
use hayagriva::Entry;
use hayagriva::types::{Date, Person};
use std::sync::Arc;

/// Whether a text of that name is a bibliography.
pub(super) fn is_bibliography(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("bib"))
}

/// What `publications` of `tree` says of a bibliography.
pub(super) fn wanted(tree: &Node) -> Option<&Node> {
    tree.field("publications")?.field("bib")
}

/// Puts the publications of `source`, the `index`-th text, in the place of the map that asks for them. What
/// `include` names is taken, in its order; without it everything.
pub(super) fn put(
    tree: &mut Node,
    source: &Arc<Source>,
    index: u16,
) -> Result<(), Vec<Diagnostic>> {
    let Some(asked) = tree.field("publications") else { return Ok(()) };
    let library = hayagriva::io::from_biblatex_str(&source.text).map_err(|problems| {
        let told = problems.into_iter().map(|problem| {
            let message = format!("`{}` is not a bibliography: {problem}", source.name);
            Diagnostic::error("bibliography", message)
        });
        told.collect::<Vec<_>>()
    })?;
    let mut found = Vec::new();
    let mut problems = Vec::new();
    match asked.field("include").map(|node| &node.value) {
        Some(Value::List(keys)) => {
            for node in keys {
                let key = node.scalar().unwrap_or_default();
                if let Some(entry) = library.get(key) {
                    found.push(entry);
                } else {
                    let message = format!("`{}` has no entry `{key}`", source.name);
                    problems.push(Diagnostic::error("bibliography", message));
                }
            }
        }
        _ => found.extend(library.iter()),
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let list = found.into_iter().map(|entry| publication(entry, source, index)).collect();
    if let Value::Map(entries) = &mut tree.value
        && let Some((_, node)) = entries.iter_mut().find(|(key, _)| key.text == "publications")
    {
        node.value = Value::List(list);
    }
    Ok(())
}

/// The largest bibliography that is read, in bytes: a thousand publications.
pub(super) const MAX_BYTES: usize = 256 << 10;

/// The deepest that braces may be nested.
const MAX_DEPTH: usize = 32;

/// Whether braces in `bytes` are nested deeper than in any bibliography.
pub(super) fn is_deep(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    bytes.split(|byte| *byte == b'\n').any(|line| {
        // An entry begins, whatever is still open.
        if line.trim_ascii_start().starts_with(b"@") {
            depth = 0;
        }
        line.iter().any(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > MAX_DEPTH
        })
    })
}

/// That `name` holds more than any bibliography.
pub(super) fn too_large(name: &str) -> Diagnostic {
    let message = format!("`{name}` holds too much for a bibliography");
    let hint = format!("it may have {} kB, and braces {MAX_DEPTH} deep", MAX_BYTES >> 10);
    Diagnostic::error("too-large", message).hint(hint)
}

/// That the bibliography that `node` names was not read.
pub(super) fn not_read(node: &Node, source: &Arc<Source>) -> Diagnostic {
    let name = node.scalar().unwrap_or_default();
    let place = Place::new(Arc::clone(source), node.span.start as usize, node.span.end as usize);
    Diagnostic::error("bibliography", format!("the bibliography `{name}` was not read"))
        .at(place)
        .hint("it is looked for beside the resume, and its name ends with `.bib`")
}

fn publication(entry: &Entry, source: &Arc<Source>, index: u16) -> Node {
    let span = span_of(entry.key(), source, index);
    let text = |text: String| Node { value: Value::Text(text), span };
    let mut fields: Vec<(&str, Node)> = Vec::new();
    let mut put = |key: &'static str, value: Option<String>| {
        fields.extend(
            value.filter(|value| !value.is_empty()).map(|value| (key, text(plain(&value)))),
        );
    };
    put("name", entry.title().map(ToString::to_string));
    put("publisher", Some(venue(entry)));
    put("releaseDate", entry.date_any().map(iso));
    put("doi", entry.doi().map(str::to_owned));
    // A DOI is an address already.
    let url = entry.url_any().filter(|_| entry.doi().is_none());
    put("url", url.map(|url| url.value.to_string()));
    let authors =
        entry.authors().unwrap_or_default().iter().map(|person| text(plain(&name(person))));
    let authors: Vec<Node> = authors.collect();
    if !authors.is_empty() {
        fields.push(("authors", Node { value: Value::List(authors), span }));
    }
    let key = |text: &str| Key { text: text.to_owned(), span };
    Node {
        value: Value::Map(fields.into_iter().map(|(name, node)| (key(name), node)).collect()),
        span,
    }
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

fn name(person: &Person) -> String {
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

/// `text` as Markdown that says just that.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>#".contains(character) {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
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
