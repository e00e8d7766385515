//! A document as a Word file that people go on with: every look is a style, and a change of `Heading 1` changes all
//! titles of sections.
//!
//! Takes the document and what its theme's `[page]`, `[styles]` and `[office-fonts]` say; needs no sheet, because Word
//! breaks lines and pages itself. How many pages that makes, [`Length`] tells beforehand. No tables, text boxes or columns.

mod body;
mod direction;
mod embed;
mod length;
mod measures;
mod parts;
mod styles;
mod widths;
mod xml;

pub use self::length::Length;

use self::body::{Body, Picture, has_foot};
use self::embed::Family;
use self::length::Ruler;
use self::measures::Measures;
use self::styles::Faces;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fonts::ChosenFonts;
use crate::theme::Theme;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A photo: the ending of its kind (`png`, `jpg`), its bytes, and width and height in pixels.
pub type WordPhoto = (&'static str, Vec<u8>, (u32, u32));

/// What a Word file is made of.
pub struct DocxInput<'a> {
    /// The document, at its density.
    pub document: &'a Document,
    /// Its theme.
    pub theme: &'a Theme,
    /// The photo.
    pub photo: Option<WordPhoto>,
    /// The pictures within lines, by what the document calls them.
    pub pictures: &'a BTreeMap<String, WordPhoto>,
    /// The fonts of the document, to make those of the theme part of the file; without them it has those of offices.
    pub fonts: Option<&'a ChosenFonts>,
    /// When the file was made, as ISO 8601 has it; nothing unless somebody says so.
    pub made: Option<String>,
}

impl DocxInput<'_> {
    /// The families of the text: those of `own` that are in the file, else those of offices.
    fn faces(&self, own: &[Family]) -> Faces {
        let office = |role: &str| self.theme.office_fonts.get(role).cloned().unwrap_or_default();
        let faces = Faces::of(self.document, &office);
        let has = |role: &str| {
            let name = self.document.fonts.get(role)?.first()?;
            own.iter().any(|family| family.name == *name).then(|| name.clone())
        };
        let body = has("body");
        let is_of_body = !self.document.fonts.contains_key("heading");
        let heading = if is_of_body { body.clone() } else { has("heading") };
        Faces {
            heading: heading.unwrap_or(faces.heading),
            latin: body.unwrap_or(faces.latin),
            ..faces
        }
    }

    /// The fonts that are to be in the file.
    fn own_fonts(&self) -> Vec<Family> {
        self.fonts.map(|fonts| embed::families(self.document, fonts)).unwrap_or_default()
    }

    fn body(&self, ruler: &Ruler) -> Body {
        let DocxInput { document, photo, pictures, .. } = self;
        let alt = document.header.photo.as_ref().and_then(|name| document.images.get(name));
        let alt = alt.map_or("", |image| image.alt.as_str());
        let directed =
            (document.language.direction == "rtl").then(|| direction::directed(document));
        let document = directed.as_ref().unwrap_or(document);
        let photo = photo.as_ref().map(|(_, _, size)| Picture { size: *size, alt });
        body::body(document, photo, pictures, ruler)
    }
}

/// The bytes of the file, its text set at a density.
pub fn docx(input: &DocxInput<'_>, density: f64) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let DocxInput { document, photo, pictures, made, .. } = input;
    let measures = Measures::of(document, density);
    let own = input.own_fonts();
    let faces = input.faces(&own);
    let body = input.body(&Ruler::of(document, &own, &faces));
    let kind = photo.as_ref().map(|(kind, ..)| *kind);
    let all: Vec<(&str, String, &Vec<u8>)> = pictures
        .values()
        .enumerate()
        .map(|(at, (kind, bytes, _))| (*kind, parts::picture_name(at, kind), bytes))
        .collect();
    let kinds: BTreeSet<&str> = all.iter().map(|(kind, ..)| *kind).chain(kind).collect();
    let has_foot = has_foot(document);
    let fonts: Vec<_> =
        own.iter().flat_map(|it| &it.faces).map(|it| embed::obfuscated(&it.1)).collect();
    let mut files: Vec<(&str, Cow<'_, [u8]>)> = [
        ("[Content_Types].xml", parts::content_types(&kinds, has_foot, !fonts.is_empty())),
        ("_rels/.rels", parts::relations()),
        ("word/document.xml", body.xml(document, &measures)),
        ("word/_rels/document.xml.rels", parts::document_relations(&body, kind, &all, has_foot)),
        ("word/styles.xml", styles::styles(document, &measures, &faces)),
        ("word/numbering.xml", parts::numbering(document, &measures, &body.lists)),
        ("word/settings.xml", parts::settings(document, !fonts.is_empty())),
        ("word/fontTable.xml", parts::font_table(&faces, &own, &fonts)),
        ("word/theme/theme1.xml", parts::theme(document, &faces)),
        ("docProps/core.xml", parts::core(document, made.clone())),
        ("docProps/app.xml", parts::app()),
    ]
    .map(|(name, text)| (name, text.into_bytes().into()))
    .to_vec();
    if has_foot {
        files.push(("word/footer1.xml", parts::footer(document).into_bytes().into()));
    }
    if !fonts.is_empty() {
        files.push((
            "word/_rels/fontTable.xml.rels",
            parts::font_relations(fonts.len()).into_bytes().into(),
        ));
    }
    let named = |(index, (bytes, _))| (parts::font_name(index), bytes);
    let fonts: Vec<_> = fonts.into_iter().enumerate().map(named).collect();
    files.extend(fonts.iter().map(|(name, bytes)| (name.as_str(), bytes.into())));
    let picture =
        photo.as_ref().map(|(kind, bytes, _)| (format!("word/media/photo.{kind}"), bytes));
    if let Some((name, bytes)) = &picture {
        files.push((name, (*bytes).into()));
    }
    let all: Vec<(String, &Vec<u8>)> =
        all.iter().map(|(_, name, bytes)| (format!("word/{name}"), *bytes)).collect();
    files.extend(all.iter().map(|(name, bytes)| (name.as_str(), (*bytes).into())));
    archive(&files).map_err(|error| {
        vec![Diagnostic::error(
            "internal",
            format!("the Word file cannot be put together: {error}"),
        )]
    })
}

/// The archive that a Word file is, with the same bytes every time: all of its files are of 1980, the first year there is.
fn archive(files: &[(&str, Cow<'_, [u8]>)]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::DEFAULT);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, options)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}
