//! One PDF file, tagged, by embedded Typst.

use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Setting, SettingKind, Shape};
use crate::typeset::{PdfSettings, STANDARDS};

/// PDF.
pub const PDF: Format = Format {
    name: "pdf",
    title: "PDF",
    about: "Typeset a resume as PDF",
    extension: "pdf",
    shape: Shape::File,
    is_designed: true,
    is_printed: false,
    settings: &[STANDARD, DATE],
    make,
};

/// The standards to conform to.
pub const STANDARD: Setting = Setting {
    name: "standard",
    value: "STANDARD",
    doc: "PDF standard to conform to, such as `ua-1` or `a-2a`; several are separated by commas",
    kind: SettingKind::Words(&STANDARDS),
    for_many: true,
};

/// When the file was made.
pub const DATE: Setting = Setting {
    name: "date",
    value: "DATE",
    doc: "The date that the file carries, such as 2026-11-23; without it, and without \
          `SOURCE_DATE_EPOCH` in the environment, the file carries none",
    kind: SettingKind::Day,
    for_many: true,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let printed = draft.printed()?;
    let settings = draft.job.settings;
    let settings = PdfSettings {
        standards: settings.words(&STANDARD).to_vec(),
        timestamp: settings.seconds(&DATE),
    };
    let pdf = draft.keep(printed.pages.pdf(&settings))?;
    Ok(printed.describe(Product::file(pdf, Vec::new())))
}
