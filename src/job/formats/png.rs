//! A PNG file for each page.

use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Setting, SettingKind, Shape};

/// PNG.
pub const PNG: Format = Format {
    name: "png",
    title: "PNG",
    about: "Typeset a resume as pictures, one for each page",
    extension: "png",
    shape: Shape::Pages,
    is_designed: true,
    is_printed: false,
    settings: &[PPI],
    make,
};

/// The resolution.
pub const PPI: Setting = Setting {
    name: "ppi",
    value: "PPI",
    doc: "Pixels per inch of PNG files",
    kind: SettingKind::Number { least: 10.0, most: 1200.0, default: 144.0 },
    for_many: true,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let printed = draft.printed()?;
    let pages = printed.pages.png(draft.job.settings.number(&PPI))?;
    Ok(printed.describe(Product::pages(pages)))
}
