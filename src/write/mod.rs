//! From a document, and for pages its sheet, to formats other than those of pages.

pub mod docx;
mod ends;
pub mod html;
pub mod latex;
pub mod markdown;
mod outline;
pub mod plain;

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
