//! The fonts of a PDF: from the bytes of a string to characters and widths.

use super::budget::Budget;
use super::codes::Codes;
use super::unicode::ToUnicode;
use super::{Font, builtin, encoding, get, inflate, number};
use lopdf::{Dictionary, Document, Object};
use std::collections::HashMap;

/// The width of a glyph whose font tells none, in thousandths of the size.
const USUAL_WIDTH: f64 = 500.0;

/// A font as the content of a page uses it.
pub(super) struct Decoder {
    /// Its name, and whether it is embedded.
    pub font: Font,
    unicode: ToUnicode,
    /// The characters of each code of a simple font.
    simple: Vec<Option<String>>,
    /// What the codes of a composite font are.
    composite: Option<Codes>,
    widths: HashMap<u32, f64>,
    default_width: f64,
}

/// What a code of a string stands for.
pub(super) struct Decoded {
    /// The characters; none if the file does not say which.
    pub text: Option<String>,
    /// The width in thousandths of the size.
    pub width: f64,
    /// Whether it is a single-byte blank, to which word spacing applies.
    pub is_blank: bool,
}

impl Decoder {
    pub(super) fn new(document: &Document, dictionary: &Dictionary, budget: &Budget) -> Self {
        let name = |object: &Object| {
            String::from_utf8_lossy(object.as_name().unwrap_or_default()).into_owned()
        };
        let is_composite = get(document, dictionary, b"Subtype")
            .is_some_and(|kind| kind.as_name().is_ok_and(|n| n == b"Type0"));
        let descendant = get(document, dictionary, b"DescendantFonts").and_then(|list| {
            document.dereference(list.as_array().ok()?.first()?).ok()?.1.as_dict().ok()
        });
        let inner = descendant.unwrap_or(dictionary);
        let descriptor = get(document, inner, b"FontDescriptor").and_then(|d| d.as_dict().ok());
        let is_type3 = get(document, dictionary, b"Subtype")
            .is_some_and(|kind| kind.as_name().is_ok_and(|n| n == b"Type3"));
        let embedded = is_type3
            || descriptor.is_some_and(|descriptor| {
                [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
            });
        let base = get(document, dictionary, b"BaseFont").map(name).unwrap_or_default();
        let base = match base.split_once('+') {
            Some((mark, rest)) if mark.len() == 6 => rest.to_owned(),
            _ => base,
        };
        let unicode = get(document, dictionary, b"ToUnicode").and_then(|map| map.as_stream().ok());
        let unicode = unicode.and_then(|map| inflate::content(map, budget));
        let unicode = unicode.map(|map| ToUnicode::new(&map)).unwrap_or_default();
        let composite = is_composite.then(|| Codes::new(document, dictionary, inner));
        let simple = if is_composite {
            Vec::new()
        } else {
            let own = descriptor.and_then(|it| builtin::encoding(document, it, budget));
            encoding::characters(document, dictionary, &own.unwrap_or_default())
        };
        let mut decoder = Decoder {
            font: Font { name: base, embedded },
            unicode,
            simple,
            composite,
            widths: HashMap::new(),
            default_width: USUAL_WIDTH,
        };
        if is_composite {
            decoder.default_width = get(document, inner, b"DW").and_then(number).unwrap_or(1000.0);
            decoder.composite_widths(document, inner);
        } else {
            decoder.simple_widths(document, dictionary, descriptor);
        }
        decoder
    }

    fn simple_widths(
        &mut self,
        document: &Document,
        dictionary: &Dictionary,
        descriptor: Option<&Dictionary>,
    ) {
        let missing = descriptor.and_then(|d| get(document, d, b"MissingWidth")).and_then(number);
        if let Some(width) = missing.filter(|width| *width > 0.0) {
            self.default_width = width;
        }
        let first = get(document, dictionary, b"FirstChar").and_then(|o| o.as_i64().ok());
        let first = first.and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
        let widths = get(document, dictionary, b"Widths").and_then(|o| o.as_array().ok());
        for (code, width) in (first..256).zip(widths.into_iter().flatten()) {
            let width = document.dereference(width).ok().and_then(|(_, width)| number(width));
            self.widths.extend(width.map(|width| (code, width)));
        }
    }

    /// `W`: `c [w …]` or `first last w` (ISO 32000-1, 9.7.4.3).
    fn composite_widths(&mut self, document: &Document, inner: &Dictionary) {
        let Some(entries) = get(document, inner, b"W").and_then(|o| o.as_array().ok()) else {
            return;
        };
        let at =
            |index: usize| document.dereference(entries.get(index)?).ok().map(|(_, object)| object);
        let code = |object: &Object| object.as_i64().ok().and_then(|n| u16::try_from(n).ok());
        let mut index = 0;
        while let Some(first) = at(index).and_then(code) {
            match at(index + 1) {
                Some(Object::Array(all)) => {
                    for (one, width) in (u32::from(first)..).zip(all) {
                        self.widths.extend(number(width).map(|known| (one, known)));
                    }
                    index += 2;
                }
                Some(last) => {
                    let (Some(last), Some(same)) = (code(last), at(index + 2).and_then(number))
                    else {
                        return;
                    };
                    self.widths.extend((first..=last).map(|one| (u32::from(one), same)));
                    index += 3;
                }
                None => return,
            }
        }
    }

    /// Each code of `bytes`.
    pub(super) fn decode(&self, bytes: &[u8]) -> Vec<Decoded> {
        let mut rest = bytes;
        let mut all = Vec::new();
        while !rest.is_empty() {
            let length = self.composite.as_ref().map_or(1, |codes| codes.length(rest));
            let (code, behind) = rest.split_at(length);
            all.push(self.decoded(code));
            rest = behind;
        }
        all
    }

    fn decoded(&self, code: &[u8]) -> Decoded {
        /// Half of an em: the width of Latin letters in fonts for Han.
        const HALF: f64 = 500.0;
        let value = code.iter().fold(0, |value, byte| value << 8 | u32::from(*byte));
        // It goes before `Encoding`.
        let text = self.unicode.get(value).filter(|text| is_readable(text)).map(str::to_owned);
        let text = text.or_else(|| match &self.composite {
            Some(codes) => codes.character(code).filter(|text| is_readable(text)),
            None => self.simple.get(usize::try_from(value).ok()?)?.clone(),
        });
        // Glyph 0 of a composite font is the box for what is missing.
        let text = text.filter(|_| self.composite.is_none() || value != 0);
        let width = match &self.composite {
            // Widths are those of glyphs, and which glyph it is only the encoding knows.
            Some(Codes::Unicode | Codes::Legacy(_)) => {
                if text.as_ref().is_some_and(|text| text.is_ascii()) { HALF } else { 2.0 * HALF }
            }
            _ => self.widths.get(&value).copied().unwrap_or(self.default_width),
        };
        Decoded { text, width, is_blank: code == b" " }
    }
}

/// Whether `text` is something that people read.
pub(super) fn is_readable(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\u{fffd}', '\0'])
}
