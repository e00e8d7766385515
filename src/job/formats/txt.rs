//! Plain text.

use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Setting, SettingKind, Shape};
use crate::write::plain::{TextLayout, text};

/// Plain text.
pub const TXT: Format = Format {
    name: "txt",
    title: "plain text",
    about: "Write a resume as plain text, to read or to paste into the fields of a web form",
    extension: "txt",
    shape: Shape::File,
    is_designed: false,
    is_printed: true,
    settings: &[WIDTH, ASCII, FORM],
    make,
};

/// How wide lines are.
pub const WIDTH: Setting = Setting {
    name: "width",
    value: "COLUMNS",
    doc: "How wide a line of text may be, a Han character counting two; 0 for a line a paragraph",
    kind: SettingKind::Whole { least: 0, most: 1000, default: 72 },
    for_many: true,
};

/// Whether signs are those of ASCII.
pub const ASCII: Setting = Setting {
    name: "ascii",
    value: "",
    doc: "Write quotation marks, dashes, bullets and special spaces of text as ASCII has them; letters stay",
    kind: SettingKind::Flag,
    for_many: true,
};

/// Whether it is field by field.
pub const FORM: Setting = Setting {
    name: "form",
    value: "",
    doc: "Write it field by field, to be copied into the portals of employers: a line a field, each position and \
          school by itself, months as 03/2019",
    kind: SettingKind::Flag,
    for_many: true,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
    let width = draft.job.settings.number(&WIDTH) as usize;
    let layout = TextLayout { width, is_ascii: draft.flag(&ASCII), is_form: draft.flag(&FORM) };
    Ok(Product::file(text(draft.document()?, &layout).into_bytes(), Vec::new()))
}
