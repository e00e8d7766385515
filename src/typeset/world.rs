//! What Typst can see: a constant main file, one document, one theme, and what is bundled.
//!
//! Takes a virtual path, gives the file from memory. There is no disk, clock, network or package
//! behind it; whatever else a theme asks for does not exist.

use super::last_words::Pair;
use super::{image, program};
use crate::assets::{self, Content, Definitions};
use crate::fonts::FontSet;
use crate::theme::Theme;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Module, Scope};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// What the main file does with a theme. Stock Typst compiles the same ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Main {
    /// Draws the sheet that the theme makes.
    Sheet,
    /// Shows the content that the theme makes.
    Content,
    /// Gives the sheet as data.
    Data,
    /// The same, arranged as it is on pages.
    PrintedData,
    /// The same as `Data`, where how much the first page holds is estimated.
    ScreenData,
}

/// What begins every main file that prints: a link of a theme that leads elsewhere than links of a resume
/// may is its text alone. The rule stands outside of the theme, which cannot undo it.
macro_rules! harmless_links {
    ($rest:expr) => {
        concat!(
            "#show link: it => {\n",
            "  // A regular expression would cost as much as a paragraph, for each link.\n",
            "  let to = if type(it.dest) == str { lower(it.dest) } else { \"tel:\" }\n",
            "  let leads-far = to.starts-with(\"https://\") or to.starts-with(\"http://\")\n",
            "  if leads-far or to.starts-with(\"mailto:\") or to.starts-with(\"tel:\") { it } else { it.body }\n",
            "}\n",
            $rest
        )
    };
}

/// A main file that gives the sheet as data, of a theme in files and of a packed one. `$how`: further arguments.
macro_rules! data {
    ($how:literal) => {
        [
            concat!(
                "#import \"/base/draw.typ\": as-data\n#import \"/theme/resume.typ\": sheet\n\
                 #as-data(sheet, json(\"/document.json\")",
                $how,
                ")\n"
            ),
            concat!("#(theme.as-data)(theme.sheet, json(\"/document.json\")", $how, ")\n"),
        ]
    };
}

impl Main {
    /// Its text. `is_packed`: the theme is a program of the library.
    pub(super) fn text(self, is_packed: bool) -> &'static str {
        let [of_files, packed] = match self {
            Main::Sheet => [
                harmless_links!(
                    "#import \"/base/draw.typ\": drawn\n#import \"/theme/resume.typ\": sheet\n\
                     #drawn(sheet, json(\"/document.json\"))\n"
                ),
                harmless_links!("#(theme.drawn)(theme.sheet, json(\"/document.json\"))\n"),
            ],
            Main::Content => {
                [harmless_links!(
                    "#import \"/theme/resume.typ\": resume\n#resume(json(\"/document.json\"))\n"
                ); 2]
            }
            Main::Data | Main::ScreenData => data!(""),
            Main::PrintedData => data!(", prints: true"),
        };
        if is_packed { packed } else { of_files }
    }
}

/// What the names of the program's own files begin with.
pub(super) const BUILT_IN: &str = "<built-in>/";
/// The path of the main file.
const MAIN_PATH: &str = "/main.typ";
/// The path of the document, as JSON.
pub(super) const DOCUMENT_PATH: &str = "/document.json";

/// How many versions of a source are kept parsed, such as the same file of several themes.
const VERSIONS: usize = 16;

pub(super) static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(Library::default()));

/// The library without signs by name, emoji and formulas, of which the built-in themes print none: Typst hashes
/// what it has at every start.
pub(super) static PLAIN_LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let mut library = Library::default();
    let mut scope = Scope::new();
    for (name, binding) in library.global.scope().iter() {
        if !["emoji", "math", "std", "sym"].contains(&name.as_str()) {
            scope.bind(name.clone(), binding.clone());
        }
    }
    library.global = Module::new("global", scope);
    library.math = Module::new("math", Scope::new());
    library.std = Binding::detached(library.global.clone());
    library
});

pub(super) static MAIN_ID: LazyLock<FileId> = LazyLock::new(|| file_id(MAIN_PATH));

/// The file at a constant path, such as `/main.typ`.
pub(super) fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path without `..` is valid");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Typst sources, parsed, shared by all documents.
#[derive(Default)]
pub(super) struct Sources(Mutex<HashMap<FileId, Vec<Source>>>);

impl Sources {
    fn parsed(&self, id: FileId, text: &str) -> Source {
        let mut sources = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let versions = sources.entry(id).or_default();
        if let Some(known) = versions.iter().find(|source| source.text() == text) {
            return known.clone();
        }
        if versions.len() == VERSIONS {
            versions.remove(0);
        }
        let source = Source::new(id, text.to_owned());
        versions.push(source.clone());
        source
    }
}

/// What was asked for while typesetting.
#[derive(Default)]
pub(super) struct Asked {
    /// Files by virtual path.
    pub(super) files: BTreeMap<String, Bytes>,
    /// Fonts by index in the book.
    pub(super) fonts: BTreeSet<usize>,
}

/// The world of one document.
pub(super) struct DocumentWorld<'a> {
    pub(super) main: Main,
    pub(super) theme: &'a Theme,
    pub(super) sources: &'a Sources,
    pub(super) fonts: Arc<FontSet>,
    /// The document, as JSON.
    pub(super) document: Bytes,
    /// Words in it between which a no-break space is there for the lines alone.
    pub(super) pairs: Vec<Pair>,
    /// The photo and other pictures, with their virtual paths.
    pub(super) pictures: Vec<(String, Bytes)>,
    /// Keeps a record, if wanted.
    pub(super) asked: Option<Mutex<Asked>>,
}

impl DocumentWorld<'_> {
    /// What to call a file in a diagnostic; `None` for the main file, which nobody wrote.
    pub(super) fn file_name(&self, id: FileId) -> Option<String> {
        let path = id.vpath().get_with_slash();
        if let Some(path) = path.strip_prefix("/theme/") {
            return Some(self.theme.file_name(path));
        }
        (path != MAIN_PATH).then(|| format!("{BUILT_IN}{}", &path[1..]))
    }

    /// The theme packed, unless someone wants to see what is read.
    fn packed(&self) -> Option<Definitions> {
        if self.asked.is_some() { None } else { self.theme.packed() }
    }

    fn read(&self, id: FileId) -> FileResult<Bytes> {
        if let VirtualRoot::Package(_) = id.root() {
            let why = "a theme cannot use packages: put the files into its folder";
            return Err(FileError::Package(PackageError::Other(Some(why.into()))));
        }
        let path = id.vpath().get_with_slash();
        let content = match path[1..].split_once('/') {
            Some(("theme", path)) => self.theme.file(path).cloned(),
            Some(("base", path)) => assets::template(&format!("base/{path}")),
            Some(("icons", path)) => assets::data(&format!("icons/{path}")),
            _ if path == DOCUMENT_PATH => return Ok(self.document.clone()),
            _ if path == MAIN_PATH => {
                Some(Content::Static(self.main.text(self.packed().is_some()).as_bytes()))
            }
            _ => None,
        };
        if let Some(content) = content {
            // A picture that claims to be huge aborts the process when it is decoded.
            image::check_claim(content.as_ref())
                .map_err(|claim| FileError::Other(Some(claim.into())))?;
            return Ok(Bytes::new(content));
        }
        match self.pictures.iter().find(|(own, _)| own == path) {
            Some((_, bytes)) => Ok(bytes.clone()),
            None => Err(FileError::Other(Some(
                format!("`{path}` is not there; a theme sees its own folder, `/base` and `/icons`")
                    .into(),
            ))),
        }
    }

    fn note(&self, note: impl FnOnce(&mut Asked)) {
        if let Some(asked) = &self.asked {
            note(&mut asked.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.packed().map_or(&LIBRARY, program::library)
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        *MAIN_ID
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.file(id)?;
        Ok(self.sources.parsed(id, bytes.as_str()?))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let bytes = self.read(id)?;
        self.note(|asked| {
            asked.files.insert(id.vpath().get_with_slash().to_owned(), bytes.clone());
        });
        Ok(bytes)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.note(|asked| {
            asked.fonts.insert(index);
        });
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
