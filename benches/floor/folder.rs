//! The other floor: Typst alone with the theme itself, from the folder that `cvgen typ` writes.

use std::collections::HashMap;
use std::sync::Arc;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// The path of the document in the folder.
pub(crate) const DOCUMENT: &str = "document.json";

/// A world of one theme and one document; the theme's files are parsed once for all documents.
#[derive(Clone)]
pub(crate) struct Folder {
    library: Arc<LazyHash<Library>>,
    book: Arc<LazyHash<FontBook>>,
    fonts: Arc<Vec<Font>>,
    sources: Arc<HashMap<FileId, Source>>,
    files: Arc<HashMap<FileId, Bytes>>,
    document: (FileId, Bytes),
}

fn id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a path")).intern()
}

impl Folder {
    /// The world of the `files`, by path.
    pub(crate) fn new(files: &[(String, Vec<u8>)]) -> Self {
        let fonts = files.iter().filter(|(path, _)| path.starts_with("fonts/"));
        let fonts: Vec<_> =
            fonts.filter_map(|(_, bytes)| Font::new(Bytes::new(bytes.clone()), 0)).collect();
        let sources = files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("typ"));
        let source = |(path, bytes): &(String, Vec<u8>)| {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            (id(path), Source::new(id(path), text))
        };
        Folder {
            library: Arc::new(LazyHash::new(Library::default())),
            book: Arc::new(LazyHash::new(FontBook::from_fonts(&fonts))),
            fonts: Arc::new(fonts),
            sources: Arc::new(sources.map(source).collect()),
            files: Arc::new(
                files.iter().map(|(path, bytes)| (id(path), Bytes::new(bytes.clone()))).collect(),
            ),
            document: (id(DOCUMENT), Bytes::new(Vec::new())),
        }
    }

    /// The same world with another document.
    pub(crate) fn with(&self, json: Vec<u8>) -> Self {
        Folder { document: (self.document.0, Bytes::new(json)), ..self.clone() }
    }

    /// How many pages there are.
    #[allow(dead_code, reason = "not every benchmark asks")]
    pub(crate) fn pages(&self) -> usize {
        typst::compile::<PagedDocument>(self).output.expect("pages").pages().len()
    }

    /// The PDF.
    pub(crate) fn pdf(&self) -> Vec<u8> {
        let document = typst::compile::<PagedDocument>(self).output.expect("pages");
        typst_pdf::pdf(&document, &PdfOptions::default()).expect("a PDF")
    }
}

impl World for Folder {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        id("main.typ")
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.document.0 {
            return Ok(self.document.1.clone());
        }
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
