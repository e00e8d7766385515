//! Text to [`Resume`]: a table of readers, a file each.
//!
//! A reader turns a text into a tree of [`Node`]s with spans; what the tree means is the business of
//! [`Resume::decode`]. Whatever the bytes are, the answer is a resume or diagnostics.

mod json;
mod toml;
mod yaml;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::resume::{Node, Resume, Value};
use crate::source::{Place, Source, Span};
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
    read: fn(&Arc<Source>) -> Result<Node, Diagnostic>,
}

/// Every format there is.
pub const READERS: &[Reader] = &[
    Reader { name: "YAML", extensions: &["yaml", "yml"], read: yaml::read },
    Reader { name: "TOML", extensions: &["toml"], read: toml::read },
    Reader { name: "JSON", extensions: &["json"], read: json::read },
];

/// Reads `bytes`, which people know as `name`; the ending of the name tells the format, and where it
/// tells none, the text does: `{` begins JSON, and anything else is YAML.
pub fn read(name: &str, bytes: &[u8]) -> Outcome<Resume> {
    let source = decode_text(name, bytes).map_err(|diagnostic| vec![diagnostic])?;
    let tree = (reader(&source).read)(&source).map_err(|diagnostic| vec![diagnostic])?;
    if tree.value == Value::Null {
        let message = format!("`{name}` says nothing");
        let hint = "`cvgen new` writes a resume to begin with";
        return Err(vec![Diagnostic::error("empty", message).hint(hint)]);
    }
    Resume::decode(&source, tree)
}

fn reader(source: &Source) -> &'static Reader {
    let extension = source.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let by_name = READERS
        .iter()
        .find(|reader| reader.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)));
    let by_text = if source.text.trim_start().starts_with('{') { "JSON" } else { "YAML" };
    by_name.or_else(|| READERS.iter().find(|reader| reader.name == by_text)).unwrap_or(&READERS[0])
}

/// The text of `bytes`: UTF-8, perhaps with a byte order mark, which is dropped.
fn decode_text(name: &str, bytes: &[u8]) -> Result<Arc<Source>, Diagnostic> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large(name));
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Arc::new(Source { name: name.to_owned(), text: text.to_owned() })),
        Err(error) => {
            let (before, after) = bytes.split_at(error.valid_up_to());
            let text = if utf16 { String::new() } else { String::from_utf8_lossy(bytes).into() };
            let source = Arc::new(Source { name: name.to_owned(), text });
            let bad = error.error_len().unwrap_or(after.len()).min(3);
            let place = Place::new(source, before.len(), before.len() + bad);
            let message = "the text is not UTF-8";
            let hint = "save the file as UTF-8; every editor can";
            Err(Diagnostic::error("not-utf8", message).at(place).hint(hint))
        }
    }
}

/// That `name` is larger than [`MAX_BYTES`].
pub fn too_large(name: &str) -> Diagnostic {
    let message =
        format!("`{name}` is larger than {} MiB, too large for a resume", MAX_BYTES >> 20);
    Diagnostic::error("too-large", message)
        .hint("name the resume itself; photos stand in files of their own")
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
    Diagnostic::error("repeated-key", format!("the key `{key}` stands here a second time"))
        .at(Place::new(source.clone(), start, end))
        .hint("join the two, or rename one")
}
