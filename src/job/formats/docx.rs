//! A Word file.

use super::html::FONTS;
use super::pdf::DATE;
use super::{arranged, picture};
use crate::assets::Content;
use crate::calendar;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::job::draft::Draft;
use crate::job::{Fitted, Format, Product, Shape};
use crate::resume::PageGoal;
use crate::typeset::{self, Photo};
use crate::write::docx as write;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Word.
pub const DOCX: Format = Format {
    name: "docx",
    title: "Word",
    about: "Write a Word file to go on with: every look is a style",
    extension: "docx",
    shape: Shape::File,
    is_designed: true,
    is_printed: false,
    settings: &[DATE, FONTS],
    make,
};

/// More pages than these do not become one.
const MANY: f64 = 3.0;

/// What a last page is at least filled to, and the least density, unasked for, that spares it.
const HARDLY_FULL: f64 = 1.0 / 3.0;
const CALM: f64 = 0.6;

/// The largest density of a single page that is to be filled.
const AIRIEST: f64 = 1.25;

fn make(draft: &Draft<'_>) -> Result<Product, Vec<Diagnostic>> {
    if arranged::is_drawn(draft) {
        arranged::told(
            draft,
            "the file has its looks, and is arranged as every theme's is in Word",
        );
    }
    let input = draft.input()?;
    let composed = match draft.job.settings.choice(&FONTS) {
        Some("theme") => Some(draft.keep(draft.typesetter.prepare_for_screens(&input))?),
        _ => None,
    };
    let document = match &composed {
        Some(composed) => composed.document(),
        None => draft.document()?,
    };
    let photo = input.photo.filter(|_| document.header.photo.is_some());
    let photo = photo
        .map(|photo| picture::for_word("photo", photo, &input, draft.typesetter))
        .transpose()?;
    let pictures = pictures(draft, &input, document);
    let made = draft.job.settings.seconds(&DATE).and_then(moment);
    let input = write::DocxInput {
        document,
        theme: draft.job.theme,
        photo: photo.flatten(),
        pictures: &pictures,
        fonts: composed.as_ref().map(typeset::Composition::fonts),
        made,
    };
    let length = write::Length::of(&input);
    let (density, fitted) = fitted(draft, &length)?;
    let file = Product::file(write::docx(&input, density)?, Vec::new());
    Ok(Product { pages: Some(length.pages(density)), fitted, ..file })
}

/// The pictures within lines, by what the document calls them.
fn pictures(
    draft: &Draft<'_>,
    input: &typeset::TypesetInput<'_>,
    document: &Document,
) -> BTreeMap<String, write::WordPhoto> {
    let mut found = BTreeMap::new();
    for (name, image) in &document.images {
        let Some(content) = &image.content else { continue };
        let content = Content::Shared(Arc::clone(content));
        let photo = Photo { name: image.path.clone(), content, place: None };
        match picture::for_word(name, &photo, input, draft.typesetter) {
            Ok(picture) => found.extend(picture.map(|picture| (name.clone(), picture))),
            Err(problems) => {
                let told = problems.into_iter().map(typeset::image::left_out);
                draft.warnings.borrow_mut().extend(told);
            }
        }
    }
    found
}

/// The density at which the text fills as many pages as it should, and how it was made to fit, if it was. Typst, which
/// takes several times as long as all the rest, is asked only where it alone can tell.
fn fitted(
    draft: &Draft<'_>,
    length: &write::Length<'_>,
) -> Result<(f64, Option<Fitted>), Vec<Diagnostic>> {
    let designed = draft.job.density.unwrap_or(draft.document()?.density);
    if draft.job.density.is_some() || draft.goal() == PageGoal::None {
        return Ok((designed, None));
    }
    match draft.goal().most() {
        Some(most) => {
            let (density, fits) = fitted_on(draft, length, most, designed)?;
            Ok((density, Some(Fitted { density, most, fits })))
        }
        None => Ok((fitted_freely(draft, length, designed)?, None)),
    }
}

/// The density where nobody asks for a number of pages.
fn fitted_freely(
    draft: &Draft<'_>,
    length: &write::Length<'_>,
    designed: f64,
) -> Result<f64, Vec<Diagnostic>> {
    let pages = length.at(designed);
    if pages <= 1.0 {
        let airiest = if draft.goal() == PageGoal::Fill { AIRIEST } else { designed };
        return Ok(length.fitting(1, airiest).unwrap_or(designed));
    }
    let alone = length.fitting(1, designed).filter(|_| pages <= MANY);
    match alone {
        Some(calm) if calm >= CALM => Ok(calm),
        // A page of the PDF is one of Word, however tight. Who has two does not want that.
        Some(tight) if draft.is_fitted() => {
            let printed = draft.printed()?;
            let density = printed.composed.document().density;
            Ok(if printed.pages.count() == 1 { tight.min(density) } else { density })
        }
        _ => {
            let one_fewer = || length.fitting(length.pages(designed) - 1, designed);
            let spared = Some(()).filter(|()| pages.fract() < HARDLY_FULL);
            let spared = spared.and_then(|()| one_fewer());
            Ok(spared.filter(|density| *density >= CALM).unwrap_or(designed))
        }
    }
}

/// The density on at most so many pages, and whether the text fits on them.
fn fitted_on(
    draft: &Draft<'_>,
    length: &write::Length<'_>,
    most: usize,
    designed: f64,
) -> Result<(f64, bool), Vec<Diagnostic>> {
    if let Some(density) = length.fitting(most, designed) {
        return Ok((density, true));
    }
    let (count, density) = if draft.is_fitted() {
        let printed = draft.printed()?;
        (printed.pages.count(), printed.composed.document().density)
    } else {
        (1, designed)
    };
    // Of pages that are too many as PDF Typst has told.
    if count <= most {
        let pages = if most == 1 { "1 page".to_owned() } else { format!("{most} pages") };
        let message = format!("even the tightest setting does not fit on {pages} of Word");
        let hint = "shorten the texts, or allow more pages";
        let warning = Diagnostic::warning("does-not-fit", message).hint(hint);
        draft.warnings.borrow_mut().push(warning);
    }
    Ok((density, false))
}

/// A moment as ISO 8601 has it.
fn moment(seconds: i64) -> Option<String> {
    let (year, month, day) = calendar::date(seconds.div_euclid(86_400))?;
    let time = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}
