//! Encodings of simple fonts: from a code to the name of its glyph to characters (ISO 32000-1, 9.6.6).

use super::font::is_readable;
use super::get;
use lopdf::{Dictionary, Document, Object, dictionary};

/// The characters of each code of a simple font, as `Encoding` has them; where that says nothing, by the names
/// that the font has for them itself, or as is usual.
pub(super) fn characters(
    document: &Document,
    dictionary: &Dictionary,
    own: &[(u8, Vec<u8>)],
) -> Vec<Option<String>> {
    let encoding = get(document, dictionary, b"Encoding");
    let described = encoding.and_then(|encoding| encoding.as_dict().ok());
    let base = match described {
        Some(described) => get(document, described, b"BaseEncoding"),
        None => encoding,
    };
    let base = base.and_then(|name| name.as_name().ok());
    let mut all = usual(document, base.unwrap_or(b"StandardEncoding"));
    if base.is_none() {
        for (code, name) in own {
            all[usize::from(*code)] = named(document, name);
        }
    }
    let differences = described.and_then(|it| get(document, it, b"Differences"));
    let mut code = 0;
    for object in differences.and_then(|list| list.as_array().ok()).into_iter().flatten() {
        match object {
            Object::Integer(first) => code = usize::try_from(*first).unwrap_or(all.len()),
            Object::Name(name) => {
                if let Some(text) = all.get_mut(code) {
                    *text = named(document, name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    all
}

/// The characters of each code of the encoding called `name`.
fn usual(document: &Document, name: &[u8]) -> Vec<Option<String>> {
    let font = dictionary! { "Type" => "Font", "Encoding" => Object::Name(name.to_vec()) };
    let encoding = font.get_font_encoding(document);
    let read = |code: u8| {
        let text = encoding.as_ref().ok()?.bytes_to_string(&[code]).ok()?;
        Some(text).filter(|text| is_readable(text))
    };
    (0..=255).map(read).collect()
}

/// What the glyph called `name` stands for (Adobe Glyph List Specification, 2): `f_i`, `uni00E9`, `a.sc`.
fn named(document: &Document, name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?.split('.').next()?;
    let one = |part: &str| {
        let digits = part.strip_prefix("uni").or_else(|| part.strip_prefix('u'));
        let number = digits.filter(|digits| (4..=6).contains(&digits.len()));
        let number = number.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if let Some(character) = number.and_then(char::from_u32) {
            return Some(character.to_string());
        }
        let differences = vec![Object::Integer(0), Object::Name(part.into())];
        let encoding = dictionary! { "Type" => "Encoding", "Differences" => differences };
        let font = dictionary! { "Type" => "Font", "Encoding" => encoding };
        let text = font.get_font_encoding(document).ok()?.bytes_to_string(&[0]).ok()?;
        Some(text).filter(|text| is_readable(text))
    };
    name.split('_').map(one).collect()
}
