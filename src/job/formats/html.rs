//! One HTML file with everything in it.

use super::arranged;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Image};
use crate::job::draft::Draft;
use crate::job::{Format, Product, Setting, SettingKind, Shape};
use crate::typeset;
use crate::write::html as write;
use std::collections::BTreeMap;

/// HTML.
pub const HTML: Format = Format {
    name: "html",
    title: "HTML",
    about: "Write one HTML file for screens of any size, which prints as the PDF",
    extension: "html",
    shape: Shape::File,
    is_designed: true,
    is_printed: false,
    settings: &[FONTS],
    make,
};

/// Where the fonts come from.
pub const FONTS: Setting = Setting {
    name: "fonts",
    value: "WHICH",
    doc: "`theme` makes the fonts of the theme part of the file, which HTML has unless told otherwise; \
          `system` takes what the reader's computer has, as Word files do",
    kind: SettingKind::Choice(&["theme", "system"]),
    for_many: true,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    if arranged::is_drawn(draft) {
        return arranged::as_default(draft, "page", written);
    }
    written(draft)
}

/// The file of a draft whose theme makes a sheet.
fn written(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let composed = draft.keep(draft.typesetter.prepare_for_screens(&draft.input()?))?;
    if draft.is_fitted() {
        let printed = draft.printed()?;
        let density = printed.composed.document().density;
        return Ok(printed.describe(page(draft, &composed.at(density), true)?));
    }
    // Nobody needs pages to write one that has none.
    page(draft, &composed, false)
}

/// The file of what was `composed`. `has_pages`: its pages are known, and printed it has the same.
fn page(
    draft: &Draft<'_>,
    composed: &typeset::Composition<'_>,
    has_pages: bool,
) -> Result<Product, Vec<Diagnostic>> {
    let document = composed.document();
    let sheet = draft.keep(composed.sheet_for_screens(document.density, has_pages))?;
    let photo = draft.input()?.photo.filter(|_| document.header.photo.is_some());
    let photo = photo.map(|photo| typeset::shrunk(photo.content.as_ref(), sheet.photo()));
    let pictures = pictures(document, sheet.measures.size);
    let html = write::html(&write::HtmlInput {
        document,
        sheet: &sheet,
        theme: draft.job.theme,
        fonts: composed.fonts(),
        embeds_fonts: draft.job.settings.choice(&FONTS) != Some("system"),
        photo: photo.as_deref(),
        pictures: &pictures,
        versions: draft.job.versions,
    });
    Ok(Product::file(draft.keep(html)?.into_bytes(), Vec::new()))
}

/// The pictures within lines, with as many pixels as a print shows of the widest of them.
fn pictures(document: &Document, size: f64) -> BTreeMap<String, Vec<u8>> {
    let shown =
        |image: &Image| Some(typeset::shrunk(image.content.as_deref()?, image.widest(size)?));
    let all = document.images.iter();
    all.filter_map(|(name, image)| Some((name.clone(), shown(image)?))).collect()
}
