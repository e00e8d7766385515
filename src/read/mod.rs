//! Text to [`Resume`]: a table of readers, a file each.
//!
//! A reader turns a text into a tree of [`Node`]s with spans; what the tree means is the business of
//! [`Resume::decode`]. Whatever the bytes are, the answer is a resume or diagnostics.

mod bibliography;
mod bounds;
mod fault;
mod json;
mod kind;
mod layers;
mod overlay;
mod prose;
mod saying;
mod toml;
mod yaml;

use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::resume::{LanguageTag, Node, Resume, SECTIONS, Value, written_in};
use crate::source::{Place, Source, Span};
use bounds::{MAX_CHARACTERS, MAX_LINE, MAX_VALUES, holds_too_much, long_texts, too_much};
pub use kind::{foreign, foreign_lines};
use overlay::Overlaid;
use std::sync::Arc;

/// The largest text that is read, in bytes. A resume of a thousand entries has a tenth of it.
pub const MAX_BYTES: usize = 4 << 20;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 64;

/// A format that resumes are written in.
#[derive(Debug)]
pub struct Reader {
    /// Its name, as in messages.
    pub name: &'static str,
    /// How file names of it end.
    pub extensions: &'static [&'static str],
    read: fn(&Arc<Source>) -> Outcome<Node>,
}

/// Every format there is.
pub const READERS: &[Reader] = &[
    Reader { name: "YAML", extensions: &["yaml", "yml"], read: yaml::read },
    Reader { name: "TOML", extensions: &["toml"], read: toml::read },
    Reader { name: "JSON", extensions: &["json"], read: json::read },
];

/// One of the texts that a resume is made of.
#[derive(Debug, Clone)]
pub struct Part {
    /// What people call it; the ending tells the format, and where it tells none, the text does: `{`
    /// begins JSON, and anything else is YAML.
    pub name: String,
    /// The text.
    pub bytes: Vec<u8>,
    /// The number of its first line: 1, unless it is a line out of many, which is JSON.
    pub line: Option<usize>,
    /// The language it lies over the first text for; none for the first text itself.
    pub language: Option<LanguageTag>,
    /// What it is to the first text, in the same language.
    pub layer: Layer,
}

/// What a text is to the first one of a resume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layer {
    /// The first one, or the same in another language.
    #[default]
    Own,
    /// It goes on with it: lists are joined.
    More,
    /// It replaces what it names.
    Over,
    /// A value that replaces one, as it is typed: `basics.phone=…`.
    Value,
}

impl Part {
    /// A value that replaces the one at `path`, such as `basics.phone` or `work.0.name`.
    pub fn value(path: &str, value: &str) -> Part {
        let typed = format!("{path}={value}");
        Part { layer: Layer::Value, ..Part::whole("--with", typed.into_bytes()) }
    }

    /// A resume of its own.
    pub fn whole(name: impl Into<String>, bytes: Vec<u8>) -> Part {
        Part { name: name.into(), bytes, line: None, language: None, layer: Layer::Own }
    }
}

/// Reads `bytes`, which people know as `name`.
pub fn read(name: &str, bytes: &[u8]) -> Outcome<Resume> {
    read_parts(&[Part::whole(name, bytes.to_vec())])
}

/// The files in which the resume of `part` goes on, as its `files` names them, and where it names each.
pub fn named_files(part: &Part) -> Vec<(String, Option<Place>)> {
    if !may_name_files(&part.bytes) {
        return Vec::new();
    }
    let Ok((source, tree)) = read_tree(part) else { return Vec::new() };
    let place = |span: Span| Place::new(source.clone(), span.start as usize, span.end as usize);
    let files = layers::files(&tree.value).into_iter();
    let named = files
        .chain(bibliography::wanted(&tree.value))
        .filter_map(|node| Some((node.scalar()?.trim().to_owned(), Some(place(node.span)))));
    named.collect()
}

/// Whether `text` may name files: it has a key `files`, or a bibliography. Most have neither, and are not read twice.
fn may_name_files(text: &[u8]) -> bool {
    let is_key = |at: usize, rest: &[u8]| {
        let mut behind = rest.iter().filter(|byte| !b"\"' \t\r\n".contains(byte));
        let begins = at == 0 || !text[at - 1].is_ascii_alphanumeric();
        begins && matches!(behind.next(), Some(b':' | b'='))
    };
    (0..text.len()).any(|at| match &text[at..] {
        [b'f', b'i', b'l', b'e', b's', rest @ ..] => is_key(at, rest),
        rest => rest.starts_with(b".bib"),
    })
}

/// Reads a resume, and what lies over it: each further part says the same in another language, of
/// what it names and nothing else.
pub fn read_parts(parts: &[Part]) -> Outcome<Resume> {
    let mut problems = Vec::new();
    let mut odd = Vec::new();
    let mut sources = Vec::new();
    let mut trees = Vec::new();
    let mut libraries = Vec::new();
    for (index, part) in (0u16..).zip(parts) {
        if bibliography::is_bibliography(&part.name) {
            if part.bytes.len() > bibliography::MAX_BYTES || bibliography::is_deep(&part.bytes) {
                problems.push(bibliography::too_large(&part.name));
                continue;
            }
            let text = String::from_utf8_lossy(&part.bytes);
            sources.push(Arc::new(Source::new(part.name.clone(), text)));
            libraries.push(index);
            continue;
        }
        if part.layer == Layer::Value {
            let source = Source::new(part.name.clone(), String::from_utf8_lossy(&part.bytes));
            trees.push((part, layers::value(&source.text, index)));
            sources.push(Arc::new(source));
            continue;
        }
        match read_tree(part) {
            Ok((source, Warned { value: mut tree, warnings })) => {
                tree.set_source(index);
                sources.push(source);
                trees.push((part, tree));
                odd.extend(warnings);
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if let Some(part) = parts.first().filter(|_| trees.is_empty() && !libraries.is_empty()) {
        return Err(kind::foreign(&part.name, &part.bytes).into_iter().collect());
    }
    let mut trees = trees.into_iter();
    let mut base = trees.next().map(|(_, tree)| tree).unwrap_or_default();
    let mut overlays = Vec::new();
    let mut over = Vec::new();
    for (part, tree) in trees {
        match (part.layer, &part.language) {
            (Layer::More, _) => layers::join(&mut base, tree),
            (Layer::Over | Layer::Value, _) => over.push(tree),
            (Layer::Own, Some(language)) => overlays.push((language.clone(), tree)),
            (Layer::Own, None) => {}
        }
    }
    if !over.is_empty() {
        let name = sources.first().map_or("", |source| &source.name);
        let own = written_in(&base, name).map_or(LanguageTag::ENGLISH, |written| written.language);
        for tree in over {
            layers::lay(&mut base, tree, &own);
        }
    }
    odd.extend(bibliography::put(&mut base, &sources, &libraries)?);
    // What several files hold together is one resume.
    if sources.len() > 1 && holds_too_much(&base) {
        return Err(vec![too_much(&parts[0])]);
    }
    let Overlaid { tree, mut found } = overlay::lay_over(base, &overlays, &sources);
    found.extend(odd);
    if found.iter().any(Diagnostic::is_error) {
        return Err(found);
    }
    match Resume::decode(&sources, tree) {
        Ok(mut resume) => {
            resume.warnings.append(&mut found);
            Ok(resume)
        }
        Err(problems) => Err(problems.into_iter().chain(found).collect()),
    }
}

fn read_tree(part: &Part) -> Result<(Arc<Source>, Warned<Node>), Vec<Diagnostic>> {
    let source = Arc::new(decode_text(part).map_err(|problem| vec![problem])?);
    let is_sign = |byte: &&u8| matches!(byte, b',' | b'[' | b'{' | b'=');
    // No need to parse what cannot be right: a text has some commas, but not that many.
    if source.text.as_bytes().iter().filter(is_sign).count() > 4 * MAX_VALUES {
        return Err(vec![too_much(part)]);
    }
    if part.line.is_some() && !source.text.trim_start().starts_with(['{', '[']) {
        return Err(vec![no_object(&source)]);
    }
    let read = if part.line.is_some() { json::read } else { reader(&source).read };
    let tree =
        read(&source).map_err(|found| of_other_format(&source).map_or(found, |told| vec![told]))?;
    if holds_too_much(&tree.value) {
        return Err(vec![too_much(part)]);
    }
    let mut long = Vec::new();
    // Most files are smaller than what is looked for.
    if source.text.len() > MAX_LINE {
        long_texts(&tree.value, &source, MAX_CHARACTERS, &mut long);
    }
    if !long.is_empty() {
        return Err(long);
    }
    if let Value::List(items) = &tree.value.value {
        return Err(vec![a_list(part, items)]);
    }
    if tree.value.value == Value::Null {
        let message = format!("`{}` says nothing", part.name);
        let hint = "`cvgen new` writes a resume to begin with";
        return Err(vec![Diagnostic::error("empty", message).hint(hint)]);
    }
    Ok((source, tree))
}

/// That a line out of many is not JSON, nor meant to be.
fn no_object(source: &Arc<Source>) -> Diagnostic {
    let start = source.text.len() - source.text.trim_start().len();
    let length = source.text[start..].chars().next().map_or(0, char::len_utf8);
    Diagnostic::error("not-a-resume", "a line holds one resume in JSON: `{…}`")
        .at(Place::new(Arc::clone(source), start, start + length))
        .hint("files of other formats end in `.yaml`, `.toml` or `.json`")
}

/// That the file holds a list.
fn a_list(part: &Part, items: &[Node]) -> Diagnostic {
    let are_resumes = items.iter().any(|item| item.field("basics").is_some());
    let what = if are_resumes { "a list of resumes" } else { "a list" };
    let message = format!("a resume must be a map, and `{}` is {what}", part.name);
    let hint = if are_resumes {
        "write each into a file of its own, or one a line for `cvgen batch`"
    } else {
        "a resume begins with `basics:`; see `cvgen new`"
    };
    Diagnostic::error("wrong-shape", message).hint(hint)
}

/// That the text of `source` is of another format than its name says, if it is one of ours.
fn of_other_format(source: &Arc<Source>) -> Option<Diagnostic> {
    let own = reader(source);
    // Broken JSON may be YAML.
    if own.name == "JSON" && source.text.trim_start().starts_with('{') {
        return None;
    }
    let is_resume =
        |tree: &Node| SECTIONS.iter().chain(&["basics"]).any(|key| tree.field(key).is_some());
    // In the order in which they take less: nearly everything is YAML.
    let others = READERS.iter().rev().filter(|other| other.name != own.name);
    let mut others =
        others.filter(|other| (other.read)(source).is_ok_and(|tree| is_resume(&tree.value)));
    let other = others.next()?;
    let (stem, ending) = source.name.rsplit_once('.')?;
    let is_said = own.extensions.contains(&&*ending.to_lowercase());
    let message = format!("`{}` holds {}, not {}", source.name, other.name, own.name);
    let told = Diagnostic::error("syntax", message).at(Place::new(Arc::clone(source), 0, 1));
    is_said.then(|| told.hint(format!("name it `{stem}.{}`", other.extensions[0])))
}

fn reader(source: &Source) -> &'static Reader {
    let extension = source.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let by_name = READERS
        .iter()
        .find(|reader| reader.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)));
    let is_json = source.text.trim_start().starts_with('{');
    let by_text = if is_json { "JSON" } else { "YAML" };
    by_name.or_else(|| READERS.iter().find(|reader| reader.name == by_text)).unwrap_or(&READERS[0])
}

/// The text of `part`: UTF-8, perhaps with byte order marks, which are dropped, UTF-16 or UTF-32.
fn decode_text(part: &Part) -> Result<Source, Diagnostic> {
    let Part { name, bytes, line, .. } = part;
    if bytes.len() > MAX_BYTES {
        return Err(too_large(name, bytes));
    }
    if let Some(problem) = kind::foreign(name, bytes) {
        return Err(problem);
    }
    let source = |text: String| Source::from_line(name.clone(), text, line.unwrap_or(1));
    if let Some(text) = kind::utf32(bytes).or_else(|| kind::utf16(bytes)) {
        return Ok(source(text));
    }
    let bytes = without_marks(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(source(text.to_owned())),
        Err(error) => {
            let (before, after) = bytes.split_at(error.valid_up_to());
            let text = String::from_utf8_lossy(bytes).into();
            let bad = error.error_len().unwrap_or(after.len()).min(3);
            let place = Place::new(Arc::new(source(text)), before.len(), before.len() + bad);
            let message = match kind::encoding(bytes) {
                Some(encoding) => format!("the text is not UTF-8, but by its bytes {encoding}"),
                None => "the text is not UTF-8".to_owned(),
            };
            let hint = "save the file as UTF-8; every editor can";
            Err(Diagnostic::error("not-utf8", message).at(place).hint(hint))
        }
    }
}

/// `bytes` without the byte order marks and the blank of no width (U+200B) that copying leaves before them.
fn without_marks(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) =
        bytes.strip_prefix(b"\xef\xbb\xbf").or_else(|| bytes.strip_prefix(b"\xe2\x80\x8b"))
    {
        bytes = rest;
    }
    bytes
}

/// That `name`, which begins with `bytes`, is larger than [`MAX_BYTES`], or what it is instead of a resume.
pub fn too_large(name: &str, bytes: &[u8]) -> Diagnostic {
    if let Some(problem) = kind::foreign(name, bytes) {
        return problem;
    }
    let message =
        format!("`{name}` is larger than {} MiB, too large for a resume", MAX_BYTES >> 20);
    Diagnostic::error("too-large", message)
        .hint("name the resume itself; photos are files of their own")
}

/// A syntax error at `start..end`.
fn syntax_error(source: &Arc<Source>, message: &str, start: usize, end: usize) -> Diagnostic {
    let message = message.trim_end_matches('.');
    let mut characters = message.chars();
    let message: String = match characters.next() {
        Some(first) if !characters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => message.to_owned(),
    };
    Diagnostic::error("syntax", message).at(Place::new(source.clone(), start, end))
}

/// The span of `start..end` in the file being read.
fn span(start: usize, end: usize) -> Span {
    let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { source: 0, start: narrow(start), end: narrow(end) }
}

/// Refuses the second of two equal keys.
fn repeated_key(source: &Arc<Source>, key: &str, start: usize, end: usize) -> Diagnostic {
    Diagnostic::error("repeated-key", format!("duplicate key `{key}`"))
        .at(Place::new(source.clone(), start, end))
        .hint("join the two, or rename one")
}
