//! Documents that anybody made and that are no PDF, such as web pages, as a machine reads them.
//!
//! Takes bytes, gives a [`Reading`] or says why there is none. A format is a file of this folder and a row of
//! [`READERS`]. Readers follow no link and open no other file; the program runs them in a worker with limits of
//! time and memory.

mod color;
mod docx;
mod html;
mod markdown;
mod mhtml;
mod plain;

pub use self::docx::DOCX;
pub use self::html::HTML;
pub use self::markdown::MARKDOWN;
pub use self::mhtml::MHTML;
pub use self::plain::PLAIN;

use crate::diagnostic::Diagnostic;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use serde::{Deserialize, Serialize};

/// The formats that are read, besides PDF.
pub const READERS: &[DocumentReader] = &[HTML, MHTML, DOCX, MARKDOWN, PLAIN];

/// How many bytes of a file [`DocumentReader::recognises`] is given.
pub const HEAD: usize = 4096;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 16 << 20;

/// A format.
pub struct DocumentReader {
    /// What such a file is called, such as `web page`.
    pub name: &'static str,
    /// The ending of names of such files, without the full stop, such as `html`.
    pub endings: &'static [&'static str],
    /// Whether a file that begins with these bytes is one, whatever it is called.
    pub recognises: fn(&[u8]) -> bool,
    /// What is in the bytes of a file, which people know as the first argument.
    parse: fn(&str, &[u8]) -> Result<Reading, Diagnostic>,
    /// Whether such files have no place for a title, a language and the levels of headings.
    pub is_plain: bool,
}

impl DocumentReader {
    /// What is in the bytes of a file, which people know as `name`; an error if it is larger than [`MAX_BYTES`], or
    /// none of this format.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<Reading, Diagnostic> {
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
            return Err(too_large(name));
        }
        Ok(Reading { is_plain: self.is_plain, ..(self.parse)(name, bytes)? })
    }

    /// The reader of a file that begins with `head`; if no reader recognises that, the one for the ending of
    /// its name.
    pub fn find(head: &[u8], ending: &str) -> Option<&'static DocumentReader> {
        let by_content = READERS.iter().find(|reader| (reader.recognises)(head));
        let has_ending = |reader: &&DocumentReader| {
            reader.endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
        };
        let by_name = READERS.iter().find(has_ending);
        // Whoever writes a resume into a text file means what it says.
        by_content.or_else(|| by_name.filter(|reader| !(reader.is_plain && is_resume(head))))
    }
}

/// Whether a file that begins with `head` is a resume for cvgen.
fn is_resume(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let is_key = |line: &str| {
        ["basics:", "\"basics\"", "[basics", "cvgen:"].iter().any(|key| line.starts_with(key))
    };
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{') || text.lines().any(is_key)
}

/// The characters of a file: as its first bytes or `label` say, otherwise UTF-8, or where it is none what browsers guess
/// of such bytes, such as GBK of Chinese.
fn decoded(bytes: &[u8], label: Option<&str>) -> String {
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let usual = || {
        if std::str::from_utf8(bytes).is_ok() {
            return UTF_8;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    encoding.unwrap_or_else(usual).decode(bytes).0.into_owned()
}

/// What a machine finds in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reading {
    /// Headings, items of lists and paragraphs, in the order of the file. What people cannot see is left out.
    pub parts: Vec<Passage>,
    /// Links, in the order of the file.
    pub links: Vec<Hyperlink>,
    /// The title in the metadata.
    pub title: Option<String>,
    /// The language of the whole.
    pub language: Option<String>,
    /// How many pictures have no text in their place; those marked as decoration do not count.
    pub pictures_without_text: usize,
    /// Text that a machine reads and people cannot see.
    pub hidden: Vec<Hidden>,
    /// Text that is seen but not in the lines of the main text, which has none that is the same.
    pub apart: Vec<Apart>,
    /// Whether such files have no place for a title, a language and the levels of headings.
    pub is_plain: bool,
}

/// A heading, an item of a list, a row of a table, a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its text; a line break within it is `\n`.
    pub text: String,
}

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PassageKind {
    /// A heading, with its level, counted from 1.
    Heading(u8),
    /// An item of a list.
    Item,
    /// Anything else.
    Text,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Hyperlink {
    /// Where it leads, as the file has it.
    pub url: String,
    /// What is clicked.
    pub text: String,
}

/// Text that people cannot see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Hidden {
    /// Why, to follow `text that is`: `invisible`, `too small to be seen`, `of the colour of what it is on`.
    pub why: String,
    /// What it says.
    pub text: String,
}

/// Text in a box, or in the head or foot of pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Apart {
    /// Where, to follow `text in`: `a text box`, `the head of pages`, `the foot of pages`.
    pub place: String,
    /// What it says.
    pub text: String,
}

impl Reading {
    /// Puts a text among those that nobody sees, behind the last one if it is more of that.
    fn hide(&mut self, why: &str, text: &str, is_more: bool) {
        if text.trim().is_empty() {
            return;
        }
        match self.hidden.last_mut().filter(|last| is_more && last.why == why) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(text);
            }
            None => self.hidden.push(Hidden { why: why.to_owned(), text: text.to_owned() }),
        }
    }

    /// The text as a machine reads it: a part a line.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.clone() + "\n").collect()
    }
}

/// That `name` is larger than [`MAX_BYTES`].
pub fn too_large(name: &str) -> Diagnostic {
    let message =
        format!("`{name}` is larger than {} MiB, too large for a resume", MAX_BYTES >> 20);
    Diagnostic::error("too-large", message)
}

/// That `name` takes more time or memory than any resume does.
pub fn takes_too_much(name: &str) -> Diagnostic {
    Diagnostic::error("too-large", format!("`{name}` takes too much to read"))
        .hint("save it once more, and check that")
}
