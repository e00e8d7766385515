//! The theme's own fonts as parts of a Word file, made unreadable to anything else as ECMA-376 asks (part 1, 17.8.1).
//!
//! A font is in the file whole and under its own name, so that people go on writing with it. TrueType only, which is all
//! that Word takes, and only what its makers let everybody embed.

use crate::document::Document;
use crate::fonts::ChosenFonts;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use ttf_parser::{Face, Permissions};
use typst::text::Font;

/// The four fonts of a family that Word knows: the name of its element, weight, whether it is italic.
const SLOTS: [(&str, u16, bool); 4] = [
    ("embedRegular", 400, false),
    ("embedBold", 700, false),
    ("embedItalic", 400, true),
    ("embedBoldItalic", 700, true),
];

/// A family of the theme.
pub(super) struct Family {
    pub(super) name: String,
    /// Its fonts, each with the name of its element in the table of fonts.
    pub(super) faces: Vec<(&'static str, Font)>,
}

/// The families of text and titles that can be embedded.
pub(super) fn families(document: &Document, fonts: &ChosenFonts) -> Vec<Family> {
    let mut names: Vec<&String> =
        ["body", "heading"].iter().filter_map(|role| document.fonts.get(*role)?.first()).collect();
    names.dedup();
    names.into_iter().filter_map(|name| family(name, fonts)).collect()
}

fn family(name: &str, fonts: &ChosenFonts) -> Option<Family> {
    let mut faces: Vec<(&'static str, Font)> = Vec::new();
    for (slot, weight, italic) in SLOTS {
        let Some(font) = fonts.face(name, weight, italic).filter(may_be_embedded) else { continue };
        if faces.iter().all(|(_, known)| *known != font) {
            faces.push((slot, font));
        }
    }
    faces.first().filter(|(slot, _)| *slot == SLOTS[0].0)?;
    Some(Family { name: name.to_owned(), faces })
}

fn may_be_embedded(font: &Font) -> bool {
    let is_alone = font.data().starts_with(&[0, 1, 0, 0]);
    let allowed = [Permissions::Installable, Permissions::Editable];
    let face = Face::parse(font.data(), font.index()).ok();
    is_alone && face.and_then(|face| face.permissions()).is_some_and(|it| allowed.contains(&it))
}

/// The bytes of an embedded font, and the key by which they are read: its first 32 bytes are mixed with those of the
/// key, from the last to the first.
pub(super) fn obfuscated(font: &Font) -> (Vec<u8>, String) {
    let mut bytes = font.data().to_vec();
    // The same font has the same key.
    let hash = Sha256::digest(&bytes);
    let key = &hash[..16];
    for (byte, mask) in bytes.iter_mut().zip(key.iter().rev().cycle().take(32)) {
        *byte ^= mask;
    }
    let mut name = "{".to_owned();
    for (index, byte) in key.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            name.push('-');
        }
        let _ = write!(name, "{byte:02X}");
    }
    (bytes, name + "}")
}
