//! The floor: Typst alone, with a hand-written file that prints the same text.

#[allow(dead_code, reason = "not every benchmark uses it")]
pub(crate) mod folder;

use std::path::Path;
use std::sync::{Arc, OnceLock};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Coverage, Font, FontBook, FontFlags, FontInfo, FontVariant, FontWeight};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// The program's allocator, so that what is compared differs in nothing else.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The fonts that the file names: family, whether they are bold, file.
const FONTS: [(&str, bool, &str); 4] = [
    ("Source Sans 3", false, "latin/source-sans-3/SourceSans3-Regular.ttf"),
    ("Source Sans 3", true, "latin/source-sans-3/SourceSans3-Bold.ttf"),
    ("Noto Sans CJK SC", false, "sc/noto-sans-cjk-sc/NotoSansCJKsc-Regular.otf"),
    ("Noto Sans CJK SC", true, "sc/noto-sans-cjk-sc/NotoSansCJKsc-Bold.otf"),
];

/// A world of one file and one document.
#[derive(Clone)]
pub(crate) struct Floor {
    library: Arc<LazyHash<Library>>,
    book: Arc<LazyHash<FontBook>>,
    /// Opened when Typst asks for them.
    fonts: Arc<[OnceLock<Font>; FONTS.len()]>,
    main: Source,
    json: Bytes,
}

fn id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a path")).intern()
}

impl Floor {
    /// The floor for a document that was given to a theme.
    pub(crate) fn new(json: Vec<u8>) -> Self {
        // What a book says of a font is known beforehand: it need not be opened for that.
        let book = FontBook::from_infos(FONTS.map(|(family, is_bold, _)| FontInfo {
            family: family.to_owned(),
            variant: FontVariant {
                weight: if is_bold { FontWeight::BOLD } else { FontWeight::REGULAR },
                ..FontVariant::default()
            },
            flags: FontFlags::empty(),
            axes: Vec::new(),
            coverage: Coverage::from_vec(Vec::new()),
        }));
        Floor {
            library: Arc::new(LazyHash::new(Library::default())),
            book: Arc::new(LazyHash::new(book)),
            fonts: Arc::new(FONTS.map(|_| OnceLock::new())),
            main: Source::new(id("/main.typ"), include_str!("floor.typ").to_owned()),
            json: Bytes::new(json),
        }
    }

    /// The same world with another document.
    #[allow(dead_code, reason = "not every benchmark has many documents")]
    pub(crate) fn with(&self, json: Vec<u8>) -> Self {
        Floor { json: Bytes::new(json), ..self.clone() }
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

impl World for Floor {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Ok(self.json.clone())
    }

    fn font(&self, index: usize) -> Option<Font> {
        let (font, (_, _, path)) = (self.fonts.get(index)?, FONTS[index]);
        let open = || {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
            let bytes = std::fs::read(folder.join(path)).expect("a font");
            Font::new(Bytes::new(bytes), 0).expect("a font")
        };
        Some(font.get_or_init(open).clone())
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
