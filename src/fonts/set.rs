//! The fonts that can be set with: the bundled ones, and those a person brings.
//!
//! Takes what is known of fonts, gives a [`FontSet`]: Typst's book of what fonts there are, and each font
//! itself when it is first used. No bundled font is parsed to make the book.

use super::{index, region};
use crate::assets;
use std::sync::{Arc, LazyLock, OnceLock};
use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontBook, FontInfo, FontVariant};
use typst::utils::LazyHash;

/// A font besides the bundled ones: what it can do, and where its bytes are.
#[derive(Clone)]
pub struct ExtraFont {
    pub(super) info: FontInfo,
    pub(super) place: FontPlace,
    /// The characters, if `info` has none for the sake of speed.
    pub(super) packed: Option<Packed>,
}

/// The characters of a bundled font, as the index has them.
#[derive(Clone, Copy)]
pub(super) struct Packed(pub(super) &'static [u8]);

impl Packed {
    pub(super) fn unpack(self) -> Coverage {
        postcard::from_bytes(self.0).unwrap_or_else(|_| Coverage::from_vec(Vec::new()))
    }
}

impl ExtraFont {
    /// The fonts in a font file or collection. Empty if it is none.
    pub fn from_bytes(bytes: Vec<u8>) -> Vec<ExtraFont> {
        let bytes = Bytes::new(bytes);
        let fonts = (0u32..).zip(FontInfo::iter(&bytes));
        let place = |index| FontPlace::Bytes(bytes.clone(), index);
        fonts.map(|(index, info)| ExtraFont { info, place: place(index), packed: None }).collect()
    }
}

/// Where the bytes of a font are, and which font of the file it is.
#[derive(Clone)]
pub(crate) enum FontPlace {
    /// A path in `fonts/`.
    Bundled(&'static str, u32),
    /// In memory.
    Bytes(Bytes, u32),
    /// A font of the machine.
    System(Arc<fontdb::Database>, fontdb::ID),
}

impl FontPlace {
    fn load(&self) -> Option<Font> {
        match self {
            FontPlace::Bundled(path, index) => Font::new(Bytes::new(assets::font(path)?), *index),
            FontPlace::Bytes(bytes, index) => Font::new(bytes.clone(), *index),
            FontPlace::System(database, id) => database
                .with_face_data(*id, |data, index| Font::new(Bytes::new(data.to_vec()), index))?,
        }
    }
}

/// A font that is loaded when first asked for.
struct Face {
    place: FontPlace,
    font: OnceLock<Option<Font>>,
    packed: Option<Packed>,
    unpacked: OnceLock<Coverage>,
}

/// The font of a family for plain text.
#[derive(Clone, Copy)]
pub(crate) struct Regular<'a> {
    pub(super) info: &'a FontInfo,
    pub(super) coverage: &'a Coverage,
}

/// What fonts there are, in a fixed order.
pub(crate) struct FontSet {
    book: LazyHash<FontBook>,
    faces: Vec<Arc<Face>>,
}

impl FontSet {
    /// The bundled fonts.
    pub(crate) fn bundled() -> Arc<FontSet> {
        static BUNDLED: LazyLock<Arc<FontSet>> = LazyLock::new(|| {
            let empty = FontSet { book: LazyHash::new(FontBook::new()), faces: Vec::new() };
            Arc::new(empty.with(index::bundled()))
        });
        Arc::clone(&BUNDLED)
    }

    /// These fonts, then `extra`.
    pub(crate) fn with(&self, extra: impl IntoIterator<Item = ExtraFont>) -> FontSet {
        let mut book = FontBook::clone(&self.book);
        let mut faces = self.faces.clone();
        for ExtraFont { info, place, packed } in extra {
            book.push(info);
            let (font, unpacked) = (OnceLock::new(), OnceLock::new());
            faces.push(Arc::new(Face { place, font, packed, unpacked }));
        }
        FontSet { book: LazyHash::new(book), faces }
    }

    /// These fonts without a bundled family.
    pub(super) fn instead_of(&self, family: &str) -> FontSet {
        let is_kept = |index: &usize| {
            let is_bundled = matches!(self.faces[*index].place, FontPlace::Bundled(..));
            !(is_bundled && self.book.info(*index).is_some_and(|info| info.family == family))
        };
        let kept: Vec<usize> = (0..self.faces.len()).filter(is_kept).collect();
        let infos = kept.iter().filter_map(|index| self.book.info(*index)).cloned();
        let faces = kept.iter().map(|index| Arc::clone(&self.faces[*index])).collect();
        FontSet { book: LazyHash::new(FontBook::from_infos(infos)), faces }
    }

    /// The bundled fonts, none of which anything has opened.
    #[cfg(test)]
    pub(crate) fn fresh() -> Arc<FontSet> {
        let empty = FontSet { book: LazyHash::new(FontBook::new()), faces: Vec::new() };
        Arc::new(empty.with(index::bundled()))
    }

    /// The files of the fonts that were opened, and the families whose characters were unpacked.
    #[cfg(test)]
    pub(crate) fn touched(&self) -> (Vec<&'static str>, Vec<String>) {
        let path = |face: &Face| match face.place {
            FontPlace::Bundled(path, _) => path.rsplit('/').next(),
            _ => None,
        };
        let opened = self.faces.iter().filter(|face| face.font.get().is_some());
        let unpacked = (0..self.faces.len()).filter(|at| self.faces[*at].unpacked.get().is_some());
        let family = |index| self.book.info(index).map(|info| info.family.clone());
        (opened.filter_map(|face| path(face)).collect(), unpacked.filter_map(family).collect())
    }

    /// What fonts there are.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font at `index` in the book.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        face.font.get_or_init(|| face.place.load()).clone()
    }

    /// Where the font at `index` in the book is.
    pub(crate) fn place(&self, index: usize) -> Option<&FontPlace> {
        self.faces.get(index).map(|face| &face.place)
    }

    /// The families that one may choose.
    pub(super) fn families(&self) -> impl Iterator<Item = &str> {
        let names = self.book.families().map(|(name, _)| name);
        names.filter(|name| !region::is_rare(name))
    }

    /// Whether the family has the character, be it a rare one.
    pub(super) fn has_character(&self, family: &str, character: char) -> bool {
        let has = |name: &str| self.regular(name).is_some_and(|font| font.has(character));
        has(family) || region::rare(family).is_some_and(|name| has(&name))
    }

    /// Whether there is such a family.
    pub(super) fn has(&self, family: &str) -> bool {
        self.book.contains_family(&family.to_lowercase())
    }

    /// The font of the family for plain text, if there is such a family.
    pub(crate) fn regular(&self, family: &str) -> Option<Regular<'_>> {
        let index = self.book.select(&family.to_lowercase(), FontVariant::default())?;
        let (info, face) = (self.book.info(index)?, self.faces.get(index)?);
        let coverage = match face.packed {
            Some(packed) => face.unpacked.get_or_init(|| packed.unpack()),
            None => &info.coverage,
        };
        Some(Regular { info, coverage })
    }
}

impl Regular<'_> {
    /// Whether it has the character.
    pub(crate) fn has(&self, character: char) -> bool {
        self.coverage.contains(u32::from(character))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_fonts_are_what_the_index_says() {
        let fonts = FontSet::bundled();
        for index in 0..fonts.faces.len() {
            let font = fonts.font(index).expect("a bundled font loads");
            let said = fonts.book().info(index).expect("a font of the book");
            let packed = fonts.faces[index].packed.expect("a bundled font");
            let said = FontInfo { coverage: packed.unpack(), ..said.clone() };
            assert_eq!(font.info(), &said);
        }
    }

    #[test]
    fn no_font_is_loaded_before_it_is_used() {
        let fonts = FontSet::bundled().with([]);
        let fresh = fonts.with(index::bundled());
        let added = &fresh.faces[fonts.faces.len()..];
        assert!(!added.is_empty());
        assert!(added.iter().all(|face| face.font.get().is_none()));
        assert!(added.iter().all(|face| face.unpacked.get().is_none()));
    }
}
