//! A folder that stock Typst compiles to the same page.

use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Shape};

/// Typst source.
pub const TYP: Format = Format {
    name: "typ",
    title: "Typst",
    about: "Write a folder that stock Typst compiles to the same page",
    extension: "",
    shape: Shape::Folder,
    is_designed: true,
    is_printed: false,
    settings: &[],
    make,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let printed = draft.printed()?;
    let composed = printed.composed.tied_as_on(&printed.pages);
    let files = draft.keep(composed.source_folder())?;
    Ok(printed.describe(Product::folder(files)))
}
