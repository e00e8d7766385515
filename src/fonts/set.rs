//! The fonts that can be set with: the bundled ones, and those a person brings.
//!
//! Takes `fonts/index.json`, gives a [`FontSet`]: Typst's book of what fonts there are, and each font
//! itself when it is first used. No font is parsed to make the book: the index, which a test keeps
//! current, holds what Typst wants to know.

use crate::assets;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock, OnceLock};
use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontAxis, FontBook, FontFlags, FontInfo, FontVariant};
use typst::utils::LazyHash;

/// A font besides the bundled ones: what it can do, and where its bytes are.
#[derive(Clone)]
pub struct ExtraFont {
    pub(crate) info: FontInfo,
    pub(crate) place: FontPlace,
}

impl ExtraFont {
    /// The fonts in a font file or collection. Empty if it is none.
    pub fn from_bytes(bytes: Vec<u8>) -> Vec<ExtraFont> {
        let bytes = Bytes::new(bytes);
        let fonts = (0u32..).zip(FontInfo::iter(&bytes));
        let place = |index| FontPlace::Bytes(bytes.clone(), index);
        fonts.map(|(index, info)| ExtraFont { info, place: place(index) }).collect()
    }
}

/// Where the bytes of a font are, and which font of the file it is.
#[derive(Clone)]
pub(crate) enum FontPlace {
    /// A path in `fonts/`.
    Bundled(String, u32),
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
            Arc::new(empty.with(Index::embedded().fonts()))
        });
        Arc::clone(&BUNDLED)
    }

    /// These fonts, then `extra`.
    pub(crate) fn with(&self, extra: impl IntoIterator<Item = ExtraFont>) -> FontSet {
        let mut book = FontBook::clone(&self.book);
        let mut faces = self.faces.clone();
        for ExtraFont { info, place } in extra {
            book.push(info);
            faces.push(Arc::new(Face { place, font: OnceLock::new() }));
        }
        FontSet { book: LazyHash::new(book), faces }
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

    /// The font of the family for plain text, if there is such a family.
    pub(crate) fn regular(&self, family: &str) -> Option<&FontInfo> {
        let index = self.book.select(&family.to_lowercase(), FontVariant::default())?;
        self.book.info(index)
    }
}

/// What is known of the bundled fonts without opening them.
#[derive(Default, PartialEq, Serialize, Deserialize)]
struct Index {
    /// Sets of characters. Fonts of a family mostly share one.
    coverages: Vec<Coverage>,
    faces: Vec<IndexFace>,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct IndexFace {
    path: String,
    index: u32,
    family: String,
    variant: FontVariant,
    flags: FontFlags,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    axes: Vec<FontAxis>,
    /// Which of the coverages.
    coverage: usize,
}

impl Index {
    /// The index as it was built in. If it is damaged, the program finds no font and says so.
    fn embedded() -> Index {
        let bytes = assets::font("index.json");
        bytes.and_then(|bytes| serde_json::from_slice(bytes.as_ref()).ok()).unwrap_or_default()
    }

    fn fonts(self) -> impl Iterator<Item = ExtraFont> {
        self.faces.into_iter().filter_map(move |face| {
            let coverage = self.coverages.get(face.coverage)?.clone();
            let IndexFace { path, index, family, variant, flags, axes, .. } = face;
            let info = FontInfo { family, variant, flags, axes, coverage };
            Some(ExtraFont { info, place: FontPlace::Bundled(path, index) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The index as the font files have it.
    fn scan() -> Index {
        let mut index = Index::default();
        for path in assets::fonts() {
            if !matches!(path.rsplit_once('.'), Some((_, "ttf" | "otf"))) {
                continue;
            }
            let bytes = assets::font(&path).expect("a listed file exists");
            for (number, info) in (0u32..).zip(FontInfo::iter(bytes.as_ref())) {
                let FontInfo { family, variant, flags, axes, coverage } = info;
                let known = index.coverages.iter().position(|known| *known == coverage);
                let coverage = known.unwrap_or_else(|| {
                    index.coverages.push(coverage);
                    index.coverages.len() - 1
                });
                let path = path.clone();
                let face =
                    IndexFace { path, index: number, family, variant, flags, axes, coverage };
                index.faces.push(face);
            }
        }
        index
    }

    /// One line for each coverage and face, so that a change shows as a small difference.
    fn print(index: &Index) -> String {
        fn lines<T: Serialize>(items: &[T]) -> String {
            let items = items.iter().map(|item| serde_json::to_string(item).unwrap());
            items.collect::<Vec<_>>().join(",\n")
        }
        let (coverages, faces) = (lines(&index.coverages), lines(&index.faces));
        format!("{{\"coverages\":[\n{coverages}\n],\"faces\":[\n{faces}\n]}}\n")
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test writes what it checks")]
    fn the_index_is_current() {
        let scanned = scan();
        assert!(!scanned.faces.is_empty());
        if std::env::var_os("UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/index.json");
            std::fs::write(path, print(&scanned)).unwrap();
            return;
        }
        let current = scanned == Index::embedded();
        assert!(current, "fonts/index.json is not current: run this test again with UPDATE=1");
    }

    #[test]
    fn the_index_says_what_the_fonts_say() {
        let fonts = FontSet::bundled();
        for index in 0..fonts.faces.len() {
            let font = fonts.font(index).expect("a bundled font loads");
            assert_eq!(Some(font.info()), fonts.book().info(index));
        }
    }

    #[test]
    fn no_font_is_loaded_before_it_is_used() {
        let fonts = FontSet::bundled().with([]);
        let fresh = fonts.with(Index::embedded().fonts());
        let added = &fresh.faces[fonts.faces.len()..];
        assert!(added.iter().all(|face| face.font.get().is_none()));
    }
}
