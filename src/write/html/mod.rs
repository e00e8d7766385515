//! From a sheet to one HTML file that people and machines read.
//!
//! Takes values only and gives text: a file that needs no other, runs no script and fetches nothing. What is
//! where is decided by the sheet, as for every engine, and printed the file is the page of the PDF; what it
//! means comes from the document: articles, dates, microformats, JSON-LD. Nothing here reads a file.

mod body;
mod color;
mod data;
mod fonts;
mod kerning;
mod look;
mod markup;
mod media;
mod skeleton;
mod text;
mod time;

use self::body::Body;
use crate::diagnostic::{Outcome, Warned};
use crate::document::Document;
use crate::fonts::ChosenFonts;
use crate::sheet::Sheet;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What is needed for a file.
#[derive(Clone, Copy)]
pub struct HtmlInput<'a> {
    /// The document, its fonts chosen and its characters cleaned.
    pub document: &'a Document,
    /// What its theme arranged.
    pub sheet: &'a Sheet,
    /// The theme, for the files of it that are for HTML.
    pub theme: &'a Theme,
    /// The fonts of the document.
    pub fonts: &'a ChosenFonts,
    /// Whether the fonts become part of the file.
    pub embeds_fonts: bool,
    /// The photo, no larger than it is shown, if there is one.
    pub photo: Option<&'a [u8]>,
    /// The pictures within lines, no larger than they are shown, by what the document calls them.
    pub pictures: &'a BTreeMap<String, Vec<u8>>,
    /// The same resume in all the languages it is written in, this one included; empty if there is one.
    pub versions: &'a [Version],
}

/// The same resume in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The language, as BCP 47 has it.
    pub tag: String,
    /// What the language calls itself.
    pub name: String,
    /// Where the file is, seen from this one.
    pub address: String,
}

impl Version {
    /// The file at `to`, seen from the one at `from`; both are paths with `/` between their parts.
    pub fn new(tag: String, name: String, from: &str, to: &str) -> Version {
        let (from, to): (Vec<&str>, Vec<&str>) =
            (from.split('/').collect(), to.split('/').collect());
        let folders = from.len().min(to.len()) - 1;
        let same =
            from.iter().zip(&to).take(folders).take_while(|(one, other)| one == other).count();
        let up = std::iter::repeat_n("..".to_owned(), from.len() - 1 - same);
        let down = to[same..].iter().map(|part| encoded(part));
        Version { tag, name, address: up.chain(down).collect::<Vec<_>>().join("/") }
    }
}

/// A part of a path as a part of an address (RFC 3986, 2.3).
fn encoded(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// The HTML file of a document.
pub fn html(input: &HtmlInput<'_>) -> Outcome<String> {
    let body = Body::new(input).write();
    skeleton::fill(input, &body).map(Warned::clean)
}
