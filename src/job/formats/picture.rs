//! A photo, or another picture, that a format can hold.
//!
//! Takes a photo, gives it as it is if it is PNG or JPEG. Of another kind (WebP, SVG), which neither LaTeX nor Word
//! reads, it gives a page that is the photo, set by Typst like any document: for LaTeX as PDF, for Word as PNG.

use crate::assets::Content;
use crate::diagnostic::Diagnostic;
use crate::theme::{Folder, Theme};
use crate::typeset::image::{self, Format};
use crate::typeset::{Pages, PdfSettings, Photo, TypesetInput, Typesetter, shrunk};
use crate::write::docx::WordPhoto;
use std::collections::BTreeMap;

/// A theme whose only page is the photo.
const THEME: &str = "name = \"photo\"\ndescription = \"The photo alone.\"\nformat = 2\n";

/// How large a photo is printed by Word, in points, and with how many pixels an inch.
const IN_WORD: (f64, f64) = (68.0, 102.0);
const PPI: f64 = 300.0;

/// `photo`, the one called `name` in `input`, for LaTeX, and the ending of its kind, by which LaTeX chooses how to
/// read it. It has as many pixels as a print shows of the size at which it is `printed`, if that is given.
pub(super) fn for_latex(
    name: &str,
    photo: &Photo,
    printed: Option<(f64, f64)>,
    input: &TypesetInput<'_>,
    typesetter: &Typesetter,
) -> Result<(Photo, &'static str), Vec<Diagnostic>> {
    let printed = printed.filter(|(width, height)| *width > 0.0 && *height > 0.0);
    let bytes = photo.content.as_ref();
    if let Some(kind) = kind(photo)? {
        let content = printed.map(|size| shrunk(bytes, size).into());
        let content = content.unwrap_or_else(|| photo.content.clone());
        return Ok((Photo { content, ..photo.clone() }, kind));
    }
    // It fills its frame, whichever side hangs over.
    let width = printed.zip(image::size(bytes)).map_or("auto".to_owned(), |(printed, own)| {
        let filled = printed.1 * f64::from(own.0) / f64::from(own.1.max(1));
        format!("{}pt", printed.0.max(filled))
    });
    let pdf = |pages: &Pages<'_>| Ok(pages.pdf(&PdfSettings::default())?.value);
    let pdf = drawn(name, &width, input, typesetter, pdf)?;
    let place = photo.place.clone();
    Ok((Photo { name: "photo.pdf".to_owned(), content: pdf.into(), place }, "pdf"))
}

/// `photo`, the one called `name` in `input`, for Word: the ending of its kind, its bytes, and its width and height in
/// pixels.
pub(super) fn for_word(
    name: &str,
    photo: &Photo,
    input: &TypesetInput<'_>,
    typesetter: &Typesetter,
) -> Result<Option<WordPhoto>, Vec<Diagnostic>> {
    let (kind, bytes) = if let Some(kind) = kind(photo)? {
        (kind, shrunk(photo.content.as_ref(), IN_WORD))
    } else {
        let width = format!("{}pt", IN_WORD.0);
        ("png", drawn(name, &width, input, typesetter, |pages| pages.png(PPI))?.swap_remove(0))
    };
    let size = image::size(&bytes);
    Ok(size.map(|size| (kind, bytes, size)))
}

/// The ending of a photo's kind, if everybody reads it.
fn kind(photo: &Photo) -> Result<Option<&'static str>, Vec<Diagnostic>> {
    let bytes = photo.content.as_ref();
    let format = image::check("photo", &photo.name, bytes).map_err(|error| vec![error])?;
    Ok(matches!(format, Format::Png | Format::Jpeg).then(|| format.extension()))
}

/// What is made of a page that is the photo, so wide.
fn drawn<T>(
    name: &str,
    width: &str,
    input: &TypesetInput<'_>,
    typesetter: &Typesetter,
    export: impl FnOnce(&Pages<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let page = format!(
        "#let resume(doc) = {{\n  set page(width: auto, height: auto, margin: 0pt)\n  \
         image(doc.images.at({name:?}).path, width: {width})\n}}\n"
    );
    let files = [("theme.toml", THEME.to_owned()), ("resume.typ", page)];
    let files = files.map(|(path, text)| (path.to_owned(), Content::from(text.into_bytes())));
    let folder = Folder { name: "photo".to_owned(), files: BTreeMap::from(files) };
    let theme = Theme::from_folder(folder, &|_| None)?.value;
    let input = TypesetInput { theme: &theme, ..*input };
    export(&typesetter.typeset(&input)?.value)
}
