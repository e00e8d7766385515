//! How wide letters are in the fonts of offices, which nobody may bundle.

use crate::assets;
use crate::script::is_wide;
use std::collections::BTreeMap;
use ttf_parser::Face;
use typst::text::Font;

/// The fonts whose widths are known; the last is that of all others, because it is wide.
const KNOWN: [&str; 4] = ["calibri", "cambria", "garamond", "arial"];

/// What a letter takes of which no width is known, in em.
const UNKNOWN: f64 = 0.6;

/// The widths of a font's letters.
pub(super) struct Widths {
    /// In thousandths of an em, regular and bold.
    letters: BTreeMap<char, [u16; 2]>,
    /// Whether signs that Latin and Han share are as wide as Han.
    is_cjk: bool,
}

impl Widths {
    pub(super) fn of(family: &str, is_cjk: bool) -> Widths {
        let name = family.to_lowercase();
        let name = if KNOWN.contains(&name.as_str()) { &name } else { KNOWN[KNOWN.len() - 1] };
        let file = assets::data(&format!("office/{name}.txt"));
        let text = file.as_ref().map(|file| String::from_utf8_lossy(file.as_ref()));
        let mut letters: BTreeMap<char, [u16; 2]> = BTreeMap::new();
        for line in text.iter().flat_map(|text| text.lines()) {
            let mut words = line.splitn(3, ' ');
            let (Some(weight), Some(width), Some(row)) = (words.next(), words.next(), words.next())
            else {
                continue;
            };
            let Ok(width) = width.parse() else { continue };
            for letter in row.chars() {
                letters.entry(letter).or_insert([width; 2])[usize::from(weight == "bold")] = width;
            }
        }
        Widths { letters, is_cjk }
    }

    /// The widths of a font at hand, and of its bold one.
    pub(super) fn of_font(regular: &Font, bold: &Font, is_cjk: bool) -> Widths {
        let parsed = [regular, bold].map(|font| Face::parse(font.data(), font.index()).ok());
        let width = |face: &Option<Face<'_>>, letter| {
            let face = face.as_ref()?;
            let advance = face.glyph_hor_advance(face.glyph_index(letter)?)?;
            u16::try_from(u32::from(advance) * 1000 / u32::from(face.units_per_em())).ok()
        };
        let known = (' '..='\u{52f}').chain('\u{2010}'..='\u{2026}').chain(['€']);
        let both = |letter| {
            let regular = width(&parsed[0], letter)?;
            Some((letter, [regular, width(&parsed[1], letter).unwrap_or(regular)]))
        };
        Widths { letters: known.filter_map(both).collect(), is_cjk }
    }

    /// The width of a letter, in em.
    pub(super) fn em(&self, letter: char, is_bold: bool) -> f64 {
        let is_shared = matches!(letter, '\u{2010}'..='\u{2026}' | '·' | '×');
        if is_wide(letter) || self.is_cjk && is_shared {
            return 1.0;
        }
        match self.letters.get(&letter) {
            Some(widths) => f64::from(widths[usize::from(is_bold)]) / 1000.0,
            None if letter.is_alphanumeric() || letter.is_ascii_graphic() => UNKNOWN,
            None => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_their_font_has_them() {
        let calibri = Widths::of("Calibri", false);
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-9, "{found}");
        near(calibri.em(' ', false), 0.226);
        near(calibri.em('a', false), 0.479);
        near(calibri.em('罗', false), 1.0);
        near(Widths::of("Nobody's Sans", false).em('a', false), 0.556);
        assert!(calibri.em('a', true) > calibri.em('a', false));
    }

    /// The list of [`KNOWN`] and the files are the same.
    #[test]
    fn every_known_font_has_widths() {
        for name in KNOWN {
            let widths = Widths::of(name, false);
            assert!((' '..='~').all(|letter| widths.letters.contains_key(&letter)), "{name}");
        }
    }
}
