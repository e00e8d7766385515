//! Encodings that are in a font and not in the file around it: Type 1 fonts, as TeX sets them (Adobe Type 1 Font
//! Format, 2.2; ISO 32000-1, 9.6.6.2).

use super::budget::Budget;
use super::{get, inflate};
use lopdf::{Dictionary, Document, Object};

/// As many bytes of a font are looked through for its encoding; what follows is encrypted.
const HEAD: usize = 1 << 16;

/// The codes of the font that `descriptor` describes, each with the name of its glyph; none if it is not
/// embedded, or has one of the usual encodings.
pub(super) fn encoding(
    document: &Document,
    descriptor: &Dictionary,
    budget: &Budget,
) -> Option<Vec<(u8, Vec<u8>)>> {
    let stream = |key| get(document, descriptor, key).and_then(|font| font.as_stream().ok());
    let names = if let Some(font) = stream(b"FontFile") {
        type1(&inflate::content(font, budget)?)
    } else {
        let font = stream(b"FontFile3")?;
        let kind = font.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind != b"Type1C" {
            return None;
        }
        compact(&inflate::content(font, budget)?)?
    };
    Some(names).filter(|names| !names.is_empty())
}

/// `dup 12 /fi put`, as often as there are codes.
fn type1(font: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let head = &font[..font.len().min(HEAD)];
    let Some(start) = head.windows(9).position(|window| window == b"/Encoding") else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let words: Vec<&[u8]> = head[start..]
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .take_while(|word| *word != b"eexec" && *word != b"readonly")
        .collect();
    for part in words.windows(3) {
        let [b"dup", code, name] = part else { continue };
        let code = std::str::from_utf8(code).ok().and_then(|code| code.parse().ok());
        if let (Some(code), Some(name)) = (code, name.strip_prefix(b"/")) {
            names.push((code, name.to_owned()));
        }
    }
    names
}

fn compact(font: &[u8]) -> Option<Vec<(u8, Vec<u8>)>> {
    let table = ttf_parser::cff::Table::parse(font)?;
    let name = |code: u8| {
        let name = table.glyph_name(table.glyph_index(code)?)?;
        Some((code, name.as_bytes().to_vec()))
    };
    Some((0..=255).filter_map(name).filter(|(_, name)| name != b".notdef").collect())
}
