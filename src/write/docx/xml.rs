//! Text as XML 1.0 has it, and the runs of a paragraph.

use crate::document::Run;
use crate::script;
use crate::write::reference;
use std::fmt::Write;

/// `text` as character data or as the value of an attribute; what XML cannot hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\n' => out.push(character),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {}
            _ => match reference(character) {
                Some(reference) => out.push_str(reference),
                None => out.push(character),
            },
        }
    }
    out
}

/// The text of a run in the character style `style`, or in none; `more`: properties that the person asks for.
pub(super) fn run(text: &str, style: &str, more: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut properties = String::new();
    if !style.is_empty() {
        let _ = write!(properties, "<w:rStyle w:val=\"{style}\"/>");
    }
    properties.push_str(more);
    if script::of(text).is_some_and(script::is_rtl) {
        properties.push_str("<w:rtl/>");
    }
    let mut out = "<w:r>".to_owned();
    if !properties.is_empty() {
        let _ = write!(out, "<w:rPr>{properties}</w:rPr>");
    }
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("<w:br/>");
        }
        for (number, piece) in line.split('\t').enumerate() {
            if number > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(piece));
            }
        }
    }
    out.push_str("</w:r>");
    out
}

/// The style of a run within text of the style `around`, and what else it is.
pub(super) fn styled(run: &Run, around: &'static str) -> (&'static str, String) {
    let mut more = String::new();
    let style = match () {
        () if run.code => "InlineCode",
        () if !around.is_empty() => around,
        () if run.url.is_some() => "Hyperlink",
        () if run.strong => "Strong",
        () if run.emphasis => "Emphasis",
        () => "",
    };
    if run.strong && style != "Strong" {
        more.push_str("<w:b/><w:bCs/>");
    }
    if run.emphasis && style != "Emphasis" {
        more.push_str("<w:i/><w:iCs/>");
    }
    (style, more)
}

/// An address as the target of a relationship: a URI in ASCII.
pub(super) fn target(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    escaped(&out)
}
