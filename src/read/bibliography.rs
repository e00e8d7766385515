//! Publications from a bibliography of BibTeX or BibLaTeX, as `publications: {bib: papers.bib}` asks for, or an item
//! `- {bib: papers.bib}` beside others.
//!
//! Takes the bibliography's text, gives a list of publications as JSON Resume has them, with the places in
//! the `.bib` file, and what is wrong in it in our own words. The libraries are those that Typst brings.

mod entry;
mod tex;

use self::entry::publication;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::resume::{Node, Value};
use crate::source::{Place, Source, Span};
use biblatex::{Bibliography, Entry, EntryType, ParseError, ParseErrorKind, Token};
use std::ops::Range;
use std::sync::Arc;

const CODE: &str = "bibliography";

/// Whether a text of that name is a bibliography.
pub(super) fn is_bibliography(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("bib"))
}

/// Where `publications` of `tree` name bibliographies: one in place of a list, or some among the items.
pub(super) fn wanted(tree: &Node) -> Vec<&Node> {
    let Some(node) = tree.field("publications") else { return Vec::new() };
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| item.field("bib")).collect(),
        _ => node.field("bib").into_iter().collect(),
    }
}

/// Puts publications in the place of each map that asks for them, from those of `sources` that are `libraries`. What
/// `include` names is taken, in its order; without it everything. What is odd is given back.
pub(super) fn put(
    tree: &mut Node,
    sources: &[Arc<Source>],
    libraries: &[u16],
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let Value::Map(entries) = &mut tree.value else { return Ok(Vec::new()) };
    let Some((_, node)) = entries.iter_mut().find(|(key, _)| key.text == "publications") else {
        return Ok(Vec::new());
    };
    let mut odd = Vec::new();
    let items = match &node.value {
        Value::List(items) if items.iter().any(|item| item.field("bib").is_some()) => items.clone(),
        Value::Map(_) if node.field("bib").is_some() => vec![node.clone()],
        _ => return Ok(odd),
    };
    let mut list = Vec::new();
    for item in items {
        match item.field("bib") {
            None => list.push(item),
            Some(bib) => {
                let Some(index) = library(bib, sources, libraries) else {
                    return Err(vec![not_read(bib, &sources[usize::from(bib.span.source)])]);
                };
                list.extend(publications(&item, sources, index, &mut odd)?);
            }
        }
    }
    node.value = Value::List(list);
    Ok(odd)
}

/// Which of the `libraries` `bib` names: the only one, or that of this name.
fn library(bib: &Node, sources: &[Arc<Source>], libraries: &[u16]) -> Option<u16> {
    if let [only] = libraries {
        return Some(*only);
    }
    let named = bib.scalar()?.trim();
    let is_named = |index: &&u16| {
        let rest = sources[usize::from(**index)].name.strip_suffix(named);
        rest.is_some_and(|folder| folder.is_empty() || folder.ends_with(['/', '\\']))
    };
    libraries.iter().find(is_named).copied()
}

/// The publications of the `index`-th of `sources` that `asked` asks for.
fn publications(
    asked: &Node,
    sources: &[Arc<Source>],
    index: u16,
    odd: &mut Vec<Diagnostic>,
) -> Result<Vec<Node>, Vec<Diagnostic>> {
    let source = &sources[usize::from(index)];
    let library = Bibliography::parse(&source.text).map_err(|fault| vec![told(&fault, source)])?;
    odd.extend(unknown_keys(asked, sources));
    let found = included(asked, &library, sources, source)?;
    if found.is_empty() {
        let problem = Diagnostic::warning(CODE, format!("`{}` has no entries", source.name));
        odd.push(problem.hint("an entry begins with `@article{key,` or the like"));
    }
    Ok(found.into_iter().map(|entry| publication(entry, source, index, odd)).collect())
}

/// The entries that `asked` includes: all that are publications of their own, unless it names some.
fn included<'a>(
    asked: &Node,
    library: &'a Bibliography,
    sources: &[Arc<Source>],
    source: &Source,
) -> Result<Vec<&'a Entry>, Vec<Diagnostic>> {
    let named = match asked.field("include") {
        None => return Ok(own(library)),
        Some(node) if node.is_absent() => return Ok(own(library)),
        Some(Node { value: Value::List(nodes), .. }) => nodes.iter().collect(),
        Some(node) => vec![node],
    };
    let mut problems = Vec::new();
    let mut found = Vec::new();
    for node in named {
        let key = node.scalar().unwrap_or_default().trim();
        if let Some(entry) = library.get(key) {
            found.push(entry);
            continue;
        }
        let message = format!("`{}` has no entry `{key}`", source.name);
        let problem = Diagnostic::error(CODE, message).at(place(node.span, sources));
        let near = did_you_mean(key, library.iter().map(|entry| entry.key.as_str()));
        problems.push(near.into_iter().fold(problem, Diagnostic::hint));
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// The entries of `library` but those that others only refer to.
fn own(library: &Bibliography) -> Vec<&Entry> {
    let parents = library.iter().filter_map(|entry| entry.get_as::<String>("crossref").ok());
    let parents: Vec<String> = parents.collect();
    let is_own = |entry: &&Entry| {
        !parents.contains(&entry.key)
            && !matches!(entry.entry_type, EntryType::XData | EntryType::Set)
    };
    library.iter().filter(is_own).collect()
}

/// A warning at each key of `asked` that means nothing.
fn unknown_keys(asked: &Node, sources: &[Arc<Source>]) -> Vec<Diagnostic> {
    const KEYS: [&str; 2] = ["bib", "include"];
    let Value::Map(entries) = &asked.value else { return Vec::new() };
    let is_unknown =
        |key: &str| !KEYS.contains(&key) && !key.starts_with(['_', '$']) && !key.starts_with("x-");
    let unknown = entries.iter().filter(|(key, _)| is_unknown(&key.text));
    let problems = unknown.map(|(key, _)| {
        let problem = Diagnostic::warning("unknown-key", format!("unknown key `{}`", key.text));
        let near = did_you_mean(&key.text, KEYS);
        let near = near.unwrap_or_else(|| "the keys here are `bib` and `include`".to_owned());
        problem.at(place(key.span, sources)).hint(near)
    });
    problems.collect()
}

fn place(span: Span, sources: &[Arc<Source>]) -> Place {
    let source = Arc::clone(&sources[usize::from(span.source)]);
    Place::new(source, span.start as usize, span.end as usize)
}

/// What is wrong with a bibliography, in our own words, where it is.
fn told(fault: &ParseError, source: &Arc<Source>) -> Diagnostic {
    let token = |token: &Token| match token {
        Token::Identifier => "a name",
        Token::OpeningBrace => "`{`",
        Token::ClosingBrace => "`}`",
        Token::Comma => "`,`",
        Token::QuotationMark => "`\"`",
        Token::Equals => "`=`",
        Token::DecimalPoint => "`.`",
    };
    let text = &source.text;
    let end = text.trim_end().len();
    // A brace that is never closed shows at the end of the file only.
    if fault.kind == ParseErrorKind::UnexpectedEof || fault.span.start >= end {
        let start = text[..end].rfind('@').unwrap_or(0);
        let message = format!("`{}` ends within this entry", source.name);
        let first = text[start..].find([',', '\n']).map_or(end, |at| start + at);
        return at(Diagnostic::error(CODE, message), start..first, source)
            .hint("look for a `{` or `\"` that is not closed");
    }
    let (message, hint) = match &fault.kind {
        ParseErrorKind::Expected(wanted) => (
            format!("{} is missing here", token(wanted)),
            "fields are `name = {text}`, with a `,` behind each",
        ),
        ParseErrorKind::Unexpected(found) => (
            format!("{} is not expected here", token(found)),
            "fields are `name = {text}`, with a `,` behind each",
        ),
        ParseErrorKind::UnknownAbbreviation(name) => {
            let message = format!("`{name}` is neither a number nor the name of a `@string`");
            (message, "write a text in braces: `{text}`")
        }
        ParseErrorKind::DuplicateKey(key) => {
            let problem = Diagnostic::error(CODE, format!("two entries have the key `{key}`"));
            let start = text[fault.span.clone()].find(key.as_str()).unwrap_or(0) + fault.span.start;
            return at(problem, start..start + key.len(), source)
                .hint("call one of them otherwise");
        }
        ParseErrorKind::MalformedCommand => {
            ("this command of TeX cannot be read".to_owned(), "write what it prints")
        }
        _ => (
            "what this entry refers to cannot be read".to_owned(),
            "look at its `crossref` and `xdata`",
        ),
    };
    at(Diagnostic::error(CODE, message), fault.span.clone(), source).hint(hint)
}

/// `problem` at these bytes of `source`, one at least.
fn at(problem: Diagnostic, bytes: Range<usize>, source: &Arc<Source>) -> Diagnostic {
    let start = bytes.start.min(source.text.len());
    let end = bytes.end.max(start + 1).min(source.text.len());
    problem.at(Place::new(Arc::clone(source), start, end))
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
fn not_read(node: &Node, source: &Arc<Source>) -> Diagnostic {
    let name = node.scalar().unwrap_or_default();
    let place = Place::new(Arc::clone(source), node.span.start as usize, node.span.end as usize);
    Diagnostic::error(CODE, format!("the bibliography `{name}` was not read"))
        .at(place)
        .hint("it is looked for beside the resume, and its name ends with `.bib`")
}
