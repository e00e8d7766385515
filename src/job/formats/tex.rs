//! LaTeX source, with the photo and the bundled fonts beside it if they are wanted.

use super::picture;
use crate::diagnostic::Diagnostic;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Setting, SettingKind, Shape};
use crate::typeset::{self, TypesetInput};
use crate::write::latex as write;

/// LaTeX.
pub const TEX: Format = Format {
    name: "tex",
    title: "LaTeX",
    about: "Write LaTeX source that prints the same page",
    extension: "tex",
    shape: Shape::File,
    is_designed: true,
    is_printed: false,
    settings: &[BUNDLE],
    make,
};

/// What themes had for LaTeX before they made sheets.
const SKELETON: &str = "resume.tex";

/// Whether the photo and the bundled fonts are laid beside the source.
pub const BUNDLE: Setting = Setting {
    name: "bundle",
    value: "",
    doc: "Lay the photo and the bundled fonts beside the source, for Overleaf and for machines without \
          the fonts; so does naming a folder by `-o`",
    kind: SettingKind::Flag,
    for_many: false,
};

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let input = draft.input()?;
    if draft.is_fitted() {
        let printed = draft.printed()?;
        let product = source(draft, &input, &printed.composed)?;
        return Ok(printed.describe(product));
    }
    // Nobody needs pages to write the source of some.
    source(draft, &input, draft.composed()?)
}

/// The source of what was `composed`.
fn source(
    draft: &Draft<'_>,
    input: &TypesetInput<'_>,
    composed: &typeset::Composition<'_>,
) -> Result<Product, Vec<Diagnostic>> {
    let is_bundle = draft.flag(&BUNDLE);
    let is_hashed = draft.job.shares_folder;
    let photo = input.photo.filter(|_| composed.document().header.photo.is_some());
    let photo =
        photo.map(|photo| picture::for_latex(photo, input, draft.typesetter)).transpose()?;
    let photo = photo.as_ref();
    let beside = photo.map(|photo| {
        let (name, bytes) =
            (write::photo_name(&photo.name, photo.content.as_ref()), &photo.content);
        if is_hashed { write::hashed_name(&name, bytes.as_ref()) } else { name }
    });
    // Otherwise the photo stays where the person has it.
    let is_laid_beside = is_bundle || is_hashed;
    let name = beside.as_deref().map(|beside| match photo {
        Some(photo) if !is_laid_beside && write::is_plain_path(&photo.name) => &photo.name,
        _ => beside,
    });
    let density = composed.document().density;
    let Some(sheet) = draft.keep(composed.sheet(density))? else {
        let theme = &draft.job.theme.name;
        let message = format!("theme `{theme}` makes pages with Typst alone, not a sheet");
        let problem = Diagnostic::error("theme", message);
        return Err(vec![problem.hint("LaTeX needs a theme whose `resume.typ` has `sheet(doc)`")]);
    };
    if draft.job.theme.file(SKELETON).is_some() {
        let theme = &draft.job.theme.name;
        let message = format!("the `{SKELETON}` of theme `{theme}` is not used");
        let warning = Diagnostic::warning("theme", message)
            .hint("LaTeX is written from the theme's `sheet(doc)`; looks are `[styles]` of its `theme.toml`");
        draft.warnings.borrow_mut().push(warning);
    }
    let latex = write::LatexInput {
        document: composed.document(),
        sheet: &sheet,
        theme: &draft.job.theme.name,
        covers: &|family, character| composed.covers(family, character),
        photo: name,
        class_beside: is_bundle,
    };
    let source = draft.keep(write::latex(&latex))?;
    if let (Some(own), Some(photo)) = (input.photo, photo)
        && own.name != photo.name
        && !is_laid_beside
    {
        let message = format!("LaTeX cannot read `{}`", own.name.escape_debug());
        let warning = Diagnostic::warning("photo", message)
            .hint("`--bundle` lays it beside the source, as `photo.pdf`");
        let warning = own.place.iter().cloned().fold(warning, Diagnostic::at);
        draft.warnings.borrow_mut().push(warning);
    }
    let mut files = if is_bundle { write::bundle(&latex) } else { Vec::new() };
    if is_laid_beside {
        files.extend(beside.zip(photo).map(|(name, photo)| (name, photo.content.clone())));
    }
    Ok(Product::file(source.into_bytes(), files))
}
