//! From a [`Document`] and a theme to pages, by embedded Typst.
//!
//! Takes values and bytes, gives [`Pages`], which become PDF, PNG and SVG files. A theme gets the
//! document as data, never as source, and sees nothing but its own folder and what is bundled. Never
//! touches the disk, the clock or the network; the machine's fonts come through a closure, and only
//! when a document needs them.

mod apart;
mod capitals;
mod drawing;
mod faults;
mod finish;
mod fit;
mod folder;
mod frames;
pub(crate) mod image;
mod last_words;
mod links;
mod lists;
mod measure;
mod order;
mod pages;
mod photo;
mod places;
mod plain;
mod program;
mod report;
mod runts;
mod sheet;
#[cfg(test)]
mod tests;
mod tofu;
mod world;

pub use crate::fonts::FontSettings;

pub use self::faults::{Fault, FaultKind};
pub use self::fit::{Fit, MOST_COMPILES};
pub use self::measure::PageLine;
pub use self::pages::{Pages, PdfSettings, STANDARDS};
pub(crate) use self::photo::is_turned;
pub use self::photo::{Clean, clean, shrunk};
pub use self::places::RunPlace;
pub use self::plain::plain;

use self::report::{guard, report};
use self::world::{DocumentWorld, Main, Sources};
use crate::assets::Content;
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::Document;
use crate::fonts::{ChosenFonts, Fonts};
use crate::source::Place;
use crate::theme::{ARRANGEMENT, Theme};
use std::sync::{Arc, Mutex};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

/// Typesets documents: one for a whole run, shared by all threads.
pub struct Typesetter {
    fonts: Fonts,
    sources: Sources,
    page_limit: usize,
}

/// A document and what it is typeset with.
#[derive(Clone, Copy)]
pub struct TypesetInput<'a> {
    /// The document.
    pub document: &'a Document,
    /// The theme.
    pub theme: &'a Theme,
    /// The photo, if the document has one.
    pub photo: Option<&'a Photo>,
    /// Where a character is in the person's file; asked only for those a warning is about.
    pub locate: &'a dyn Fn(char) -> Option<Place>,
}

/// The photo of a person.
#[derive(Debug, Clone)]
pub struct Photo {
    /// What the person calls the file.
    pub name: String,
    /// Its bytes.
    pub content: Content,
    /// Where the person's file names it.
    pub place: Option<Place>,
}

/// A document whose characters, fonts and photo are in order, ready to be typeset at any density.
#[derive(Clone)]
pub struct Composition<'a> {
    sources: &'a Sources,
    theme: &'a Theme,
    fonts: ChosenFonts,
    document: Document,
    pictures: Vec<(String, Bytes)>,
    page_limit: usize,
    locate: &'a dyn Fn(char) -> Option<Place>,
}

impl Typesetter {
    /// A typesetter with these fonts. Cheap: no font is looked at before it is used.
    pub fn new(settings: FontSettings) -> Typesetter {
        let (fonts, sources) = (Fonts::new(settings), Sources::default());
        Typesetter { fonts, sources, page_limit: usize::MAX }
    }

    /// With these fonts.
    #[cfg(test)]
    pub(crate) fn with_fonts(fonts: Fonts) -> Typesetter {
        Typesetter { fonts, ..Typesetter::new(FontSettings::default()) }
    }

    /// The same, for documents of at most `most` pages: more is an error. Without it there may be any
    /// number.
    #[must_use]
    pub fn with_page_limit(mut self, most: usize) -> Typesetter {
        self.page_limit = most;
        self
    }

    /// The fonts it works with.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Puts a document in order: its characters, fonts and photo. Errors are all there are.
    pub fn prepare<'a>(&'a self, input: &TypesetInput<'a>) -> Outcome<Composition<'a>> {
        self.compose(input, false)
    }

    /// The same for a file that people read with fonts of their own, too: characters that no font here has
    /// stay as they are. There are no pages to make of it.
    pub fn prepare_for_screens<'a>(&'a self, input: &TypesetInput<'a>) -> Outcome<Composition<'a>> {
        self.compose(input, true)
    }

    fn compose<'a>(
        &'a self,
        input: &TypesetInput<'a>,
        keeps_lost: bool,
    ) -> Outcome<Composition<'a>> {
        let mut document = input.document.clone();
        document.capitals = capitals::of(&mut document);
        let chosen = self.fonts.choose(&mut document, keeps_lost, input.locate);
        let (fonts, mut problems) = match chosen {
            Ok(chosen) => (Some(chosen.value), chosen.warnings),
            Err(problems) => (None, problems),
        };
        let mut loaded = pictures(&mut document, &mut problems);
        match photo(&mut document, input.photo) {
            Ok(photo) => loaded.extend(photo),
            Err(problem) => problems.push(problem),
        }
        let Some(fonts) = fonts.filter(|_| !problems.iter().any(Diagnostic::is_error)) else {
            return Err(problems);
        };
        let prepared = Composition {
            sources: &self.sources,
            theme: input.theme,
            fonts,
            document,
            pictures: loaded,
            page_limit: self.page_limit,
            locate: input.locate,
        };
        Ok(Warned { value: prepared, warnings: problems })
    }

    /// Prepares a document and typesets it at its own density.
    pub fn typeset<'a>(&'a self, input: &TypesetInput<'a>) -> Outcome<Pages<'a>> {
        let Warned { value: prepared, mut warnings } = self.prepare(input)?;
        match prepared.typeset(prepared.document.density) {
            Ok(pages) => {
                warnings.extend(pages.warnings);
                Ok(Warned { value: pages.value, warnings })
            }
            Err(problems) => {
                warnings.extend(problems);
                Err(warnings)
            }
        }
    }
}

impl<'a> Composition<'a> {
    /// The document in order: its families completed.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The fonts it is set in.
    pub fn fonts(&self) -> &ChosenFonts {
        &self.fonts
    }

    /// Whether the family has the character.
    pub fn covers(&self, family: &str, character: char) -> bool {
        self.fonts.covers(family, character)
    }

    /// Typesets at a density from 0.0, the tightest, to 1.5.
    pub fn typeset(&self, density: f64) -> Outcome<Pages<'a>> {
        self.run(density, false)
    }

    /// Typesets, keeping a record of what was asked for if `record`.
    fn run(&self, density: f64, record: bool) -> Outcome<Pages<'a>> {
        if self.theme.file(ARRANGEMENT).is_none() {
            let message = format!("theme `{}` has no `{ARRANGEMENT}`", self.theme.name);
            let problem = Diagnostic::error("theme", message);
            return Err(vec![problem.hint("without it there are no pages")]);
        }
        let mut document = self.document.clone();
        document.density = if density.is_finite() { density.clamp(0.0, 1.5) } else { 1.0 };
        let pairs = if record { Vec::new() } else { last_words::tied(&mut document) };
        let main = if self.theme.makes_sheet { Main::Sheet } else { Main::Content };
        let world = |document: &Document| DocumentWorld {
            pairs: pairs.clone(),
            ..self.world(document, main, record)
        };
        let pages = match compile(world(&document)) {
            Ok(pages) => self.bounded(pages)?,
            // What the theme did wrong is told in its own terms, not in those of the file that draws.
            Err(errors) if self.theme.makes_sheet && !errors.iter().all(is_in_theme) => {
                return Err(self.sheet_of(&document, Main::Data).err().unwrap_or(errors));
            }
            Err(errors) => return Err(errors),
        };
        let undrawn = tofu::undrawn(&pages.value.document);
        let mut warnings = tofu::repair(&mut document, &undrawn, self.locate);
        if warnings.is_empty() {
            return Ok(pages);
        }
        let pages = compile(world(&document))?;
        warnings.extend(pages.warnings);
        Ok(Warned { value: pages.value, warnings })
    }

    /// `pages`, if there are not too many.
    fn bounded(&self, pages: Warned<Pages<'a>>) -> Outcome<Pages<'a>> {
        let count = pages.value.count();
        if count <= self.page_limit {
            return Ok(pages);
        }
        let most = self.page_limit;
        let are = if most == 1 { "is" } else { "are" };
        let message = format!("it fills {count} pages, and at most {most} {are} taken");
        Err(vec![Diagnostic::error("limit", message).hint("allow more by `--page-limit N`")])
    }

    fn world(&self, document: &Document, main: Main, record: bool) -> DocumentWorld<'a> {
        // A document is made of texts, lists and finite numbers: JSON has them all.
        let json = if self.theme.format == 1 {
            document.in_format_1().to_string()
        } else {
            serde_json::to_string(document).unwrap_or_default()
        };
        let json =
            if main == Main::ScreenData { sheet::with_letter(self, document, json) } else { json };
        DocumentWorld {
            main,
            theme: self.theme,
            sources: self.sources,
            fonts: Arc::clone(&self.fonts.set),
            document: Bytes::from_string(json),
            pairs: Vec::new(),
            pictures: self.pictures.clone(),
            asked: record.then(Mutex::default),
        }
    }
}

/// Whether a problem is in a file of the theme itself, so that there is nothing to explain about it.
fn is_in_theme(problem: &Diagnostic) -> bool {
    let place = problem.place.as_ref();
    place.is_some_and(|place| !place.source.name.starts_with(world::BUILT_IN))
}

fn compile(world: DocumentWorld<'_>) -> Outcome<Pages<'_>> {
    let compiled = guard(|| typst::compile::<PagedDocument>(&world))?;
    let mut said: Vec<_> =
        compiled.warnings.iter().map(|warning| report(&world, "theme", warning)).collect();
    match compiled.output {
        Ok(document) => {
            let is_needed = world.document.as_str().is_ok_and(order::is_needed);
            let document = if is_needed { order::ordered(&document) } else { document };
            let document = last_words::loosened(document, &world.pairs);
            Ok(Warned { value: Pages { document, world }, warnings: said })
        }
        Err(errors) => {
            said.extend(errors.iter().map(|error| report(&world, "theme", error)));
            Err(said)
        }
    }
}

/// Forgets what was kept of earlier documents. To be called after each document of many: otherwise
/// memory grows by a megabyte a document.
pub fn forget() {
    comemo::evict(1);
}

/// Loads the photo and gives it a path by what it is: Typst keeps every path for ever, and goes by the
/// extension.
fn photo(
    document: &mut Document,
    photo: Option<&Photo>,
) -> Result<Option<(String, Bytes)>, Diagnostic> {
    let name = document.header.photo.as_ref();
    let Some(wanted) = name.and_then(|name| document.images.get_mut(name)) else { return Ok(None) };
    let Some(photo) = photo else {
        return Err(Diagnostic::error("photo", "the photo was not read"));
    };
    let at = |problem| photo.place.iter().cloned().fold(problem, Diagnostic::at);
    let (format, bytes) = load("photo", &photo.name, &photo.content).map_err(at)?;
    wanted.path = format!("/assets/photo.{}", format.extension());
    wanted.size = wanted.size.or(image::size(&bytes));
    Ok(Some((wanted.path.clone(), bytes)))
}

/// Loads the pictures beside the photo, each with a path. One that cannot be decoded is left out and told.
fn pictures(document: &mut Document, problems: &mut Vec<Diagnostic>) -> Vec<(String, Bytes)> {
    let mut loaded = Vec::new();
    let mut damaged = Vec::new();
    for (name, image) in &mut document.images {
        let Some(content) = &image.content else { continue };
        match load("picture", &image.path, &Content::Shared(Arc::clone(content))) {
            Ok((format, bytes)) => {
                image.path = format!("/assets/{}.{}", loaded.len(), format.extension());
                image.size = image.size.or(image::size(&bytes));
                loaded.push((image.path.clone(), bytes));
            }
            Err(problem) => {
                problems.push(image::left_out(problem));
                damaged.push(name.clone());
            }
        }
    }
    for name in damaged {
        document.drop_image(&name);
    }
    document.repath_pictures();
    loaded
}

/// Checks and decodes a picture, whatever its decoder does.
fn load(what: &str, name: &str, content: &Content) -> Result<(image::Format, Bytes), Diagnostic> {
    guard(|| image::load(what, name, content)).unwrap_or_else(|problems| {
        let message = format!("{what} `{}` cannot be decoded", name.escape_debug());
        let hints = problems.into_iter().map(|problem| problem.message);
        Err(hints.fold(Diagnostic::error("photo", message), Diagnostic::hint))
    })
}
