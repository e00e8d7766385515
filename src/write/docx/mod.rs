//! A document as a Word file that people go on with: every look is a style, and a change of `Heading 1` changes all
//! titles of sections.
//!
//! Takes the document and what its theme's `[page]`, `[styles]` and `[office-fonts]` say; needs no sheet, because Word
//! breaks lines and pages itself. No tables, text boxes or columns.

mod body;
mod measures;
mod parts;
mod styles;
mod xml;
mod zip;

use self::body::{Picture, has_foot};
use self::measures::Measures;
use self::styles::Faces;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::theme::Theme;

/// What a Word file is made of.
pub struct DocxInput<'a> {
    /// The document, at its density.
    pub document: &'a Document,
    /// Its theme.
    pub theme: &'a Theme,
    /// The photo: the ending of its kind (`png`, `jpg`), its bytes, and width and height in pixels.
    pub photo: Option<(&'static str, Vec<u8>, (u32, u32))>,
    /// When the file was made, as ISO 8601 has it; nothing unless somebody says so.
    pub made: Option<String>,
}

/// The bytes of the file.
pub fn docx(input: &DocxInput<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let DocxInput { document, theme, photo, made } = input;
    let measures = Measures::of(document);
    let office = |role: &str| theme.office_fonts.get(role).cloned().unwrap_or_default();
    let faces = Faces::of(document, &office);
    let alt = document.header.photo.as_ref().and_then(|name| document.images.get(name));
    let alt = alt.map_or("", |image| image.alt.as_str());
    let picture = photo.as_ref().map(|(_, _, size)| Picture { size: *size, alt });
    let body = body::body(document, &measures, picture);
    let kind = photo.as_ref().map(|(kind, ..)| *kind);
    let has_foot = has_foot(document);
    let mut files: Vec<(String, Vec<u8>)> = [
        ("[Content_Types].xml", parts::content_types(kind, has_foot)),
        ("_rels/.rels", parts::relations()),
        ("word/document.xml", body.xml.clone()),
        ("word/_rels/document.xml.rels", parts::document_relations(&body, kind, has_foot)),
        ("word/styles.xml", styles::styles(document, &measures, &faces)),
        ("word/numbering.xml", parts::numbering(document, &measures, &body.lists)),
        ("word/settings.xml", parts::settings(document)),
        ("word/fontTable.xml", parts::font_table(&faces)),
        ("word/theme/theme1.xml", parts::theme(document, &faces)),
        ("docProps/core.xml", parts::core(document, made.clone())),
        ("docProps/app.xml", parts::app()),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .to_vec();
    if has_foot {
        files.push(("word/footer1.xml".to_owned(), parts::footer(document).into_bytes()));
    }
    if let Some((kind, bytes, _)) = photo {
        files.push((format!("word/media/photo.{kind}"), bytes.clone()));
    }
    zip::archive(&files).map_err(|error| {
        vec![Diagnostic::error(
            "internal",
            format!("the Word file cannot be put together: {error}"),
        )]
    })
}
