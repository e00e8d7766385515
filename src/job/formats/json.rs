//! Plain JSON Resume 1.0.0, in one language.

use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Shape};
use crate::resolve;

/// JSON Resume.
pub const JSON: Format = Format {
    name: "json",
    title: "JSON Resume",
    about: "Write a resume as plain JSON Resume 1.0.0, in one language",
    extension: "json",
    shape: Shape::File,
    is_designed: false,
    is_printed: true,
    settings: &[],
    make,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let exported = resolve::json_resume(draft.job.resume, &draft.job.language);
    let exported = draft.keep(Ok(exported))?;
    Ok(Product::file(format!("{exported:#}\n").into_bytes(), Vec::new()))
}
