//! From a document, and for pages its sheet, to formats other than those of pages.

pub mod docx;
mod ends;
pub mod html;
pub mod latex;
pub mod markdown;
mod outline;
pub mod plain;

use crate::document::Run;
use crate::script;

/// Whether a line is short enough for a chip, as `draw.typ` has it; a longer one is a text like any other. A letter of
/// Han, Kana or Hangul counts two.
fn is_chip(line: &[Run]) -> bool {
    let letters = line.iter().flat_map(|run| run.text.chars());
    letters.map(|letter| if script::is_wide(letter) { 2 } else { 1 }).sum::<usize>() < 40
}

/// The reference to a character that means something to XML and HTML (XML 1.0, 4.6).
fn reference(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}
