//! LaTeX source, with the photo and the bundled fonts beside it if they are wanted.

use super::{arranged, picture};
use crate::assets::Content;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, OptionValue};
use crate::job::draft::Draft;
use crate::job::{Format, Product, Setting, SettingKind, Shape};
use crate::resume::Resume;
use crate::typeset::{self, Photo, TypesetInput};
use crate::write::latex as write;
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// What the document calls the signature.
const SIGNATURE: &str = "signature";

/// What themes had for LaTeX before they made sheets.
pub(super) const SKELETON: &str = "resume.tex";

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
    let paper = draft.document()?.options.get("paper");
    if paper == Some(&OptionValue::Text("long".to_owned())) {
        let message = "LaTeX has no page as tall as its text, as `paper: long` asks for";
        let hint = "`--set paper=a5` has pages of the same width";
        return Err(vec![Diagnostic::error("option-value", message).hint(hint)]);
    }
    if arranged::is_drawn(draft) {
        return arranged::as_default(draft, "source", written);
    }
    written(draft)
}

/// The source of a draft whose theme makes a sheet.
fn written(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    let input = draft.input()?;
    // How lines end is found on the pages of Typst.
    let printed = draft.printed()?;
    let product = source(draft, &input, &printed.composed.tied_as_on(&printed.pages))?;
    Ok(if draft.is_fitted() { printed.describe(product) } else { product })
}

/// The source of what was `composed`.
fn source(
    draft: &Draft<'_>,
    input: &TypesetInput<'_>,
    composed: &typeset::Composition<'_>,
) -> Result<Product, Vec<Diagnostic>> {
    let is_bundle = draft.flag(&BUNDLE);
    let is_hashed = draft.job.shares_folder;
    // Otherwise the photo stays where the person has it.
    let is_laid_beside = is_bundle || is_hashed;
    let density = composed.document().density;
    let sheet = draft.keep(composed.sheet(density))?;
    let photo = input.photo.filter(|_| composed.document().header.photo.is_some());
    let printed = Some(sheet.photo()).filter(|_| is_laid_beside);
    let photo = photo
        .map(|photo| picture::for_latex("photo", photo, printed, input, draft.typesetter))
        .transpose()?;
    let beside = photo.as_ref().map(|(photo, ending)| {
        let name = format!("photo.{ending}");
        if is_hashed { write::hashed_name(&name, photo.content.as_ref()) } else { name }
    });
    let photo = photo.as_ref().map(|(photo, _)| photo);
    let name = beside.as_deref().map(|beside| match photo {
        Some(photo) if !is_laid_beside && write::is_plain_path(&photo.name) => &photo.name,
        _ => beside,
    });
    let (pictures, laid) = pictures(draft, input, composed.document(), sheet.measures.size)?;
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
        pictures: &pictures,
        class_beside: is_bundle,
        made_from: file_name(draft.job.resume),
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
    if let (Some(photo), false) = (photo, is_laid_beside) {
        tell_turned(draft, "photo", photo);
    }
    let needed = if is_bundle { Vec::new() } else { write::fonts(&latex) };
    let mut files = if is_bundle { write::bundle(&latex) } else { Vec::new() };
    if is_laid_beside {
        files.extend(beside.zip(photo).map(|(name, photo)| (name, photo.content.clone())));
        files.extend(laid);
    }
    let needs = needed.into_iter().map(|(path, _)| path).collect();
    Ok(Product { needs, ..Product::file(source.into_bytes(), files) })
}

/// What a source calls its pictures, and files with their names.
type Pictures = (BTreeMap<String, String>, Vec<(String, Content)>);

/// What the source calls the pictures within lines, and the files of those that are laid beside it.
fn pictures(
    draft: &Draft<'_>,
    input: &TypesetInput<'_>,
    composed: &Document,
    size: f64,
) -> Result<Pictures, Vec<Diagnostic>> {
    let is_hashed = draft.job.shares_folder;
    let is_laid_beside = draft.flag(&BUNDLE) || is_hashed;
    let (mut names, mut files, mut logos) = (BTreeMap::new(), Vec::new(), 0);
    for (name, image) in &input.document.images {
        let Some(content) = &image.content else { continue };
        if !composed.images.contains_key(name) {
            continue;
        }
        let content = Content::Shared(Arc::clone(content));
        let own = Photo { name: image.path.clone(), content, place: None };
        let widest = image.widest(size).filter(|_| is_laid_beside);
        let (picture, ending) = picture::for_latex(name, &own, widest, input, draft.typesetter)?;
        let is_read = picture.name == own.name;
        if is_read && !is_laid_beside && write::is_plain_path(&own.name) {
            tell_turned(draft, "picture", &own);
            names.insert(name.clone(), own.name);
            continue;
        }
        if !is_laid_beside {
            let message = format!("LaTeX cannot read `{}`", own.name.escape_debug());
            let warning = Diagnostic::warning("picture", message)
                .hint("`--bundle` lays it beside the source, in a form that LaTeX reads");
            draft.warnings.borrow_mut().push(warning);
            continue;
        }
        logos += usize::from(name != SIGNATURE);
        let stem = if name == SIGNATURE { name.clone() } else { format!("logo-{logos}") };
        let beside = format!("{stem}.{ending}");
        let beside =
            if is_hashed { write::hashed_name(&beside, picture.content.as_ref()) } else { beside };
        names.insert(name.clone(), beside.clone());
        files.push((beside, picture.content));
    }
    Ok((names, files))
}

/// Warns of a picture that a source takes from where it lies, if it is stored on its side: LaTeX does not read what the
/// camera says of that.
fn tell_turned(draft: &Draft<'_>, code: &'static str, photo: &Photo) {
    let Ok(bytes) = (draft.job.read_file)(&photo.name) else { return };
    if !typeset::is_turned(&bytes) {
        return;
    }
    let name = photo.name.escape_debug();
    let message = format!("LaTeX prints `{name}` as it is stored, not upright");
    let warning = Diagnostic::warning(code, message)
        .hint("`--bundle` lays it beside the source, upright; or turn it and save it anew");
    let warning = photo.place.iter().cloned().fold(warning, Diagnostic::at);
    draft.warnings.borrow_mut().push(warning);
}

/// The name of the file that a resume was read from, without its folders; none for a stream.
fn file_name(resume: &Resume) -> Option<&str> {
    let name = &resume.sources.first()?.name;
    let name = name.rsplit(['/', '\\']).next()?;
    (!name.is_empty() && !name.starts_with('<')).then_some(name)
}
