//! The files that are part of the program: `templates/`, `data/` and `fonts/`.
//!
//! Takes a path relative to one of the three folders, gives its bytes, embedded at build time. What
//! lies in the folders is found by scanning them, never by a list. Nothing here reads the disk.

use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "data/"]
struct Data;

#[derive(RustEmbed)]
#[folder = "fonts/"]
struct Fonts;

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

/// The file at `path` in `data/`, such as `icons/github.svg`.
pub fn data(path: &str) -> Option<Content> {
    Data::get(path).map(|file| file.data.into())
}

/// The file at `path` in `fonts/`, such as `inter/Inter-Bold.ttf`.
pub fn font(path: &str) -> Option<Content> {
    Fonts::get(path).map(|file| file.data.into())
}

/// The paths of all files in `templates/`, sorted.
pub fn templates() -> Vec<String> {
    sorted(Templates::iter())
}

/// The paths of all files in `data/`, sorted.
pub fn data_files() -> Vec<String> {
    sorted(Data::iter())
}

/// The paths of all files in `fonts/`, sorted.
pub fn fonts() -> Vec<String> {
    sorted(Fonts::iter())
}

fn sorted(paths: impl Iterator<Item = Cow<'static, str>>) -> Vec<String> {
    let mut paths: Vec<_> = paths.map(Cow::into_owned).collect();
    paths.sort();
    paths
}
