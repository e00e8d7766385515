//! An SVG file for each page.

use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Shape};

/// SVG.
pub const SVG: Format = Format {
    name: "svg",
    title: "SVG",
    about: "Typeset a resume as SVG drawings, one for each page",
    extension: "svg",
    shape: Shape::Pages,
    is_designed: true,
    is_printed: false,
    settings: &[],
    make,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let printed = draft.printed()?;
    let pages = printed.pages.svg().into_iter().map(String::into_bytes);
    Ok(printed.describe(Product::pages(pages)))
}
