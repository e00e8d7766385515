//! The files that are part of the program: `templates/`, `data/` and the fonts of the data crates.
//!
//! Takes a path relative to one of the folders, gives its bytes, embedded at build time. What lies in
//! the folders is found by scanning them, never by a list. Nothing here reads the disk.

use rust_embed::RustEmbed;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "data/"]
struct Data;

/// Files by path, sorted.
type Files = &'static [(&'static str, &'static [u8])];

/// The fonts, a data crate each: their files, and what is known of them without opening one.
static FONTS: &[(Files, &[u8])] = &[
    (cvgen_fonts_latin::FILES, cvgen_fonts_latin::INDEX),
    #[cfg(feature = "fonts-sc")]
    (cvgen_fonts_sc::FILES, cvgen_fonts_sc::INDEX),
    #[cfg(feature = "fonts-tc")]
    (cvgen_fonts_tc::FILES, cvgen_fonts_tc::INDEX),
    #[cfg(feature = "fonts-jp")]
    (cvgen_fonts_jp::FILES, cvgen_fonts_jp::INDEX),
    #[cfg(feature = "fonts-kr")]
    (cvgen_fonts_kr::FILES, cvgen_fonts_kr::INDEX),
    #[cfg(feature = "fonts-world")]
    (cvgen_fonts_world::FILES, cvgen_fonts_world::INDEX),
];

/// The bytes of a file, cheap to clone: part of the program, or read by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Embedded in the program.
    Static(&'static [u8]),
    /// Read from somewhere.
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        match self {
            Content::Static(bytes) => bytes,
            Content::Shared(bytes) => bytes,
        }
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Content::Shared(bytes.into())
    }
}

impl From<Cow<'static, [u8]>> for Content {
    fn from(bytes: Cow<'static, [u8]>) -> Self {
        match bytes {
            Cow::Borrowed(bytes) => Content::Static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        }
    }
}

/// The file at `path` in `templates/`, such as `classic/theme.toml`.
pub fn template(path: &str) -> Option<Content> {
    Templates::get(path).map(|file| file.data.into())
}

/// What a theme defines: the name, the expression as a tree, as `build.rs` writes it, and the indices of the definitions that
/// it names.
pub(crate) type Definitions = &'static [(&'static str, &'static [u8], &'static [usize])];

/// The built-in theme of that name with what it uses of the base.
pub(crate) fn packed(theme: &str) -> Option<Definitions> {
    let themes: &[(&str, Definitions)] = include!(concat!(env!("OUT_DIR"), "/packed.rs"));
    find(themes, theme)
}

/// The file at `path` in `data/`, such as `icons/github.svg`.
pub fn data(path: &str) -> Option<Content> {
    Data::get(path).map(|file| file.data.into())
}

/// What a table of `data/` says, such as `networks.toml`. `build.rs` writes them as JSON, which is read in a fifth of
/// the time.
pub(crate) fn table<T: DeserializeOwned>(path: &str) -> Option<T> {
    let tables: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/tables.rs"));
    serde_json::from_str(find(tables, path)?).ok()
}

/// What is called `name` in a sorted table.
pub(crate) fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    let index = table.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(table[index].1)
}

/// The file of a font or of its licence at `path`, such as `inter/Inter-Bold.ttf`.
pub fn font(path: &str) -> Option<Content> {
    FONTS.iter().find_map(|(files, _)| find(files, path)).map(Content::Static)
}

/// What is known of the fonts without opening them, a piece for each data crate.
pub(crate) fn font_indices() -> impl Iterator<Item = &'static [u8]> {
    FONTS.iter().map(|(_, index)| *index)
}

/// The paths of all files in `templates/`, sorted.
pub fn templates() -> Vec<String> {
    sorted(Templates::iter())
}

/// The paths of all files in `data/`, sorted.
pub fn data_files() -> Vec<String> {
    sorted(Data::iter())
}

/// The paths of all fonts and of their licences.
pub fn fonts() -> impl Iterator<Item = &'static str> {
    FONTS.iter().flat_map(|(files, _)| *files).map(|(path, _)| *path)
}

fn sorted(paths: impl Iterator<Item = Cow<'static, str>>) -> Vec<String> {
    let mut paths: Vec<_> = paths.map(Cow::into_owned).collect();
    paths.sort();
    paths
}
