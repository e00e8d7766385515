//! A Word file.

use super::pdf::DATE;
use crate::calendar;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::job::draft::Draft;
use crate::job::{Format, Product, Shape};
use crate::typeset::image::{self, Format as Kind};
use crate::typeset::shrunk;
use crate::write::docx as write;

/// Word.
pub const DOCX: Format = Format {
    name: "docx",
    title: "Word",
    about: "Write a Word file to go on with: every look is a style",
    extension: "docx",
    shape: Shape::File,
    is_designed: true,
    is_printed: false,
    settings: &[DATE],
    make,
};

/// How large a photo is printed, in points.
const PHOTO: (f64, f64) = (68.0, 102.0);

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    if draft.is_fitted() {
        // What fits by Typst fits by Word, or nearly.
        let printed = draft.printed()?;
        let product = file(draft, printed.composed.document())?;
        return Ok(Product { pages: None, ..printed.describe(product) });
    }
    file(draft, draft.document()?)
}

fn file(draft: &Draft<'_>, document: &Document) -> Result<Product, Vec<Diagnostic>> {
    let photo = draft.input()?.photo.filter(|_| document.header.photo.is_some());
    let photo = match photo {
        None => None,
        Some(photo) => {
            let kind = match image::check("photo", &photo.name, photo.content.as_ref())
                .map_err(|it| vec![it])?
            {
                Kind::Png => Some("png"),
                Kind::Jpeg => Some("jpg"),
                Kind::Webp | Kind::Svg => None,
            };
            let size =
                document.header.photo.as_ref().and_then(|name| document.images.get(name)?.size);
            let size = size.or_else(|| image::size(photo.content.as_ref()));
            if kind.is_none() {
                let message = format!("Word cannot show the photo `{}`", photo.name.escape_debug());
                let warning = Diagnostic::warning("photo", message).hint("save it as PNG or JPEG");
                let warning = photo.place.iter().cloned().fold(warning, Diagnostic::at);
                draft.warnings.borrow_mut().push(warning);
            }
            kind.zip(size).map(|(kind, size)| (kind, shrunk(photo.content.as_ref(), PHOTO), size))
        }
    };
    let made = draft.job.settings.seconds(&DATE).and_then(moment);
    let input = write::DocxInput { document, theme: draft.job.theme, photo, made };
    Ok(Product::file(write::docx(&input)?, Vec::new()))
}

/// A moment as ISO 8601 has it.
fn moment(seconds: i64) -> Option<String> {
    let (year, month, day) = calendar::date(seconds.div_euclid(86_400))?;
    let time = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}
