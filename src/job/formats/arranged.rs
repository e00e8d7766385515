//! Themes that make no sheet, in formats that are written from one.

use super::tex::SKELETON;
use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{DEFAULT_THEME, Job, Product};
use crate::theme::{ARRANGEMENT, Theme};
use std::cell::{OnceCell, RefCell};

/// What `make` makes of a draft whose theme makes no sheet: its looks in the arrangement of the default theme, with a
/// warning that says so. `what`: what is made, such as `source`.
pub(super) fn as_default(
    draft: &Draft<'_>,
    what: &str,
    make: impl Fn(&Draft<'_>) -> Result<Product, Vec<Diagnostic>>,
) -> Result<Product, Vec<Diagnostic>> {
    let theme = draft.job.theme;
    told(draft, &format!("the {what} has its looks, and is arranged as `{DEFAULT_THEME}` is"));
    let theme = theme.arranged_as(&draft.keep(Theme::builtin(DEFAULT_THEME))?);
    let job = Job { theme: &theme, ..draft.job.clone() };
    let warnings = draft.warnings.take();
    let prepared = OnceCell::new();
    let Draft { typesetter, locate, .. } = *draft;
    let arranged = Draft {
        job: &job,
        typesetter,
        prepared: &prepared,
        locate,
        composed: OnceCell::new(),
        warnings: RefCell::new(warnings),
    };
    let product = make(&arranged);
    draft.warnings.replace(arranged.warnings.into_inner());
    product
}

/// Warns that the theme makes no sheet.
pub(super) fn told(draft: &Draft<'_>, hint: &str) {
    let theme = draft.job.theme;
    let has_pages = theme.file(ARRANGEMENT).is_some();
    let with =
        if has_pages { "makes pages with Typst alone, not a sheet" } else { "has LaTeX alone" };
    let message = format!("theme `{}` {with}", theme.name);
    draft.warnings.borrow_mut().push(Diagnostic::warning("theme", message).hint(hint));
}

/// Whether the theme draws its pages itself.
pub(super) fn is_drawn(draft: &Draft<'_>) -> bool {
    let theme = draft.job.theme;
    let draws = theme.file(ARRANGEMENT).is_some() || theme.file(SKELETON).is_some();
    draws && !theme.makes_sheet
}
