//! Pages of a file of our own, not of a theme: what is drawn over a proof sheet.

use super::report::guard;
use super::world::{LIBRARY, file_id};
use crate::fonts::FontSet;
use std::sync::{Arc, LazyLock};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

static MAIN: LazyLock<FileId> = LazyLock::new(|| file_id("/proof.typ"));
static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("/proof.json"));

/// The PDF file that the Typst text `main` makes of `data`, which it reads as `/proof.json`; the bundled fonts
/// are there, and nothing else. What went wrong is a bug, and told in Typst's words.
pub fn plain(main: &str, data: &serde_json::Value) -> Result<Vec<u8>, String> {
    let world = Plain {
        source: Source::new(*MAIN, main.to_owned()),
        data: Bytes::from_string(data.to_string()),
        fonts: FontSet::bundled(),
    };
    let made = guard(|| {
        let compiled = typst::compile::<PagedDocument>(&world).output;
        compiled.and_then(|document| {
            typst_pdf::pdf(&document, &PdfOptions { tagged: false, ..PdfOptions::default() })
        })
    });
    match made {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(errors)) => {
            Err(errors.first().map_or_else(String::new, |error| error.message.to_string()))
        }
        Err(problems) => {
            Err(problems.first().map_or_else(String::new, |problem| problem.message.clone()))
        }
    }
}

struct Plain {
    source: Source,
    data: Bytes,
    fonts: Arc<FontSet>,
}

impl World for Plain {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        *MAIN
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *MAIN { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
