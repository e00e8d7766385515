//! Markdown.

use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Shape};
use crate::write::markdown::markdown;

/// Markdown.
pub const MD: Format = Format {
    name: "md",
    title: "Markdown",
    about: "Write a resume as Markdown that every CommonMark reader takes for the same text",
    extension: "md",
    shape: Shape::File,
    is_designed: false,
    is_printed: true,
    settings: &[],
    make,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let text = markdown(draft.document()?);
    Ok(Product::file(text.into_bytes(), Vec::new()))
}
