//! A photo that LaTeX can include.
//!
//! Takes a photo, gives it as it is if it is PNG or JPEG. Of another kind (WebP, SVG), which no LaTeX
//! reads, it gives a PDF of one page that is the photo, set by Typst like any document.

use crate::assets::Content;
use crate::diagnostic::Diagnostic;
use crate::theme::{Folder, Theme};
use crate::typeset::image::{self, Format};
use crate::typeset::{PdfSettings, Photo, TypesetInput, Typesetter};
use std::collections::BTreeMap;

/// A theme whose only page is the photo.
const FILES: [(&str, &str); 2] = [
    ("theme.toml", "name = \"photo\"\ndescription = \"The photo alone.\"\nformat = 2\n"),
    (
        "resume.typ",
        "#let resume(doc) = {\n  set page(width: auto, height: auto, margin: 0pt)\n  image(doc.images.photo.path)\n}\n",
    ),
];

/// `photo`, the one in `input`, for LaTeX, and the ending of its kind, by which LaTeX chooses how to read it.
pub(super) fn for_latex(
    photo: &Photo,
    input: &TypesetInput<'_>,
    typesetter: &Typesetter,
) -> Result<(Photo, &'static str), Vec<Diagnostic>> {
    let format =
        image::check("photo", &photo.name, photo.content.as_ref()).map_err(|error| vec![error])?;
    if matches!(format, Format::Png | Format::Jpeg) {
        return Ok((photo.clone(), format.extension()));
    }
    let files = FILES.map(|(path, text)| (path.to_owned(), Content::Static(text.as_bytes())));
    let folder = Folder { name: "photo".to_owned(), files: BTreeMap::from(files) };
    let theme = Theme::from_folder(folder, &|_| None)?.value;
    let page = TypesetInput { theme: &theme, ..*input };
    let pdf = typesetter.typeset(&page)?.value.pdf(&PdfSettings::default())?.value;
    let place = photo.place.clone();
    Ok((Photo { name: "photo.pdf".to_owned(), content: pdf.into(), place }, "pdf"))
}
