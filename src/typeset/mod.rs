//! From a [`Document`] and a theme to pages, by embedded Typst.
//!
//! Takes values and bytes, gives [`Pages`], which become PDF, PNG and SVG files. A theme gets the
//! document as data, never as source, and sees nothing but its own folder and what is bundled. Never
//! touches the disk, the clock or the network; the machine's fonts come through a closure, and only
//! when a document needs them.

mod apart;
mod characters;
mod drawing;
mod families;
mod fit;
mod folder;
mod fonts;
pub mod image;
mod measure;
mod pages;
mod report;
mod system;
#[cfg(test)]
mod tests;
mod text;
mod tofu;
mod world;

pub use self::fit::{Fit, MOST_COMPILES};
pub use self::fonts::ExtraFont;
pub use self::measure::Line;
pub use self::pages::{Pages, PdfSettings, STANDARDS};
pub use self::system::SystemFonts;

use self::families::Choice;
use self::fonts::FontSet;
use self::report::{guard, report};
use self::system::System;
use self::world::{DocumentWorld, Sources};
use crate::assets::Content;
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::Document;
use crate::source::Place;
use crate::theme::Theme;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

/// What a [`Typesetter`] works with.
#[derive(Default)]
pub struct Settings {
    /// The person's own fonts, beside the bundled ones.
    pub fonts: Vec<ExtraFont>,
    /// How to open the fonts of the machine; `None` to do without them.
    pub system: Option<SystemFonts>,
}

/// Typesets documents: one for a whole run, shared by all threads.
pub struct Typesetter {
    fonts: Arc<FontSet>,
    system: Option<System>,
    sources: Sources,
}

/// A document and what it is typeset with.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Document,
    /// The theme.
    pub theme: &'a Theme,
    /// The photo, if the document has one.
    pub photo: Option<&'a Photo>,
    /// Where a character stands in the person's file; asked only for those a warning is about.
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
pub struct Prepared<'a> {
    sources: &'a Sources,
    theme: &'a Theme,
    fonts: Arc<FontSet>,
    document: Document,
    photo: Option<(String, Bytes)>,
    locate: &'a dyn Fn(char) -> Option<Place>,
}

/// A family of fonts that can be set with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Family {
    /// Its name, as the option `body-font` takes it.
    pub name: String,
    /// Whether it is a font of the machine, not a bundled or given one.
    pub system: bool,
}

impl Typesetter {
    /// A typesetter with these fonts. Cheap: no font is looked at before it is used.
    pub fn new(settings: Settings) -> Typesetter {
        let bundled = FontSet::bundled();
        let fonts = if settings.fonts.is_empty() {
            bundled
        } else {
            Arc::new(bundled.with(settings.fonts))
        };
        Typesetter { fonts, system: settings.system.map(System::new), sources: Sources::default() }
    }

    /// Every family there is, sorted. Opens the machine's fonts.
    pub fn families(&self) -> Vec<Family> {
        let own = self.fonts.book().families();
        let own: BTreeSet<_> = own.map(|(name, _)| name.to_owned()).collect();
        let system = self.system.iter().flat_map(System::families);
        let system = system.filter(|name| !own.contains(name));
        let mut families: Vec<_> = system.map(|name| Family { name, system: true }).collect();
        families.extend(own.iter().map(|name| Family { name: name.clone(), system: false }));
        families.sort();
        families
    }

    /// Puts a document in order: takes out what can never be printed, looks up its fonts, finds others
    /// for the characters they lack, checks the photo. Errors are all there are.
    pub fn prepare<'a>(&'a self, input: &Input<'a>) -> Outcome<Prepared<'a>> {
        let mut document = input.document.clone();
        let mut problems = Vec::new();
        if input.theme.file("resume.typ").is_none() {
            let message = format!("theme `{}` has no `resume.typ`", input.theme.name);
            problems
                .push(Diagnostic::error("theme", message).hint("without it there are no pages"));
        }
        for removed in characters::clean(&mut document) {
            let message = format!("{} is left out", characters::name(removed));
            let warning = Diagnostic::warning("control-character", message)
                .hint("it is no character that can be printed");
            problems.push((input.locate)(removed).into_iter().fold(warning, Diagnostic::at));
        }
        let mut choice = Choice {
            fonts: Arc::clone(&self.fonts),
            system: self.system.as_ref(),
            locate: input.locate,
            problems,
        };
        choice.complete(&mut document);
        let Choice { fonts, mut problems, .. } = choice;
        let photo = match photo(&mut document, input.photo) {
            Ok(photo) => photo,
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        if problems.iter().any(Diagnostic::is_error) {
            return Err(problems);
        }
        let prepared = Prepared {
            sources: &self.sources,
            theme: input.theme,
            fonts,
            document,
            photo,
            locate: input.locate,
        };
        Ok(Warned { value: prepared, warnings: problems })
    }

    /// Prepares a document and typesets it at its own density.
    pub fn typeset<'a>(&'a self, input: &Input<'a>) -> Outcome<Pages<'a>> {
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

impl<'a> Prepared<'a> {
    /// The document in order: its characters cleaned, its families completed.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Whether the family has the character.
    pub fn covers(&self, family: &str, character: char) -> bool {
        let regular = self.fonts.regular(family);
        regular.is_some_and(|info| info.coverage.contains(u32::from(character)))
    }

    /// Typesets at a density from 0.0, the tightest, to 1.5.
    pub fn typeset(&self, density: f64) -> Outcome<Pages<'a>> {
        self.run(density, false)
    }

    /// Typesets, keeping a record of what was asked for if `record`.
    fn run(&self, density: f64, record: bool) -> Outcome<Pages<'a>> {
        let mut document = self.document.clone();
        document.density = if density.is_finite() { density.clamp(0.0, 1.5) } else { 1.0 };
        let pages = compile(self.world(&document, record))?;
        let undrawn = tofu::undrawn(&pages.value.document);
        let mut warnings = tofu::repair(&mut document, &undrawn, self.locate);
        if warnings.is_empty() {
            return Ok(pages);
        }
        let pages = compile(self.world(&document, record))?;
        warnings.extend(pages.warnings);
        Ok(Warned { value: pages.value, warnings })
    }

    fn world(&self, document: &Document, record: bool) -> DocumentWorld<'a> {
        // A document is made of texts, lists and finite numbers: JSON has them all.
        let json = serde_json::to_string(document).unwrap_or_default();
        DocumentWorld {
            theme: self.theme,
            sources: self.sources,
            fonts: Arc::clone(&self.fonts),
            document: Bytes::from_string(json),
            photo: self.photo.clone(),
            asked: record.then(Mutex::default),
        }
    }
}

fn compile(world: DocumentWorld<'_>) -> Outcome<Pages<'_>> {
    let compiled = guard(|| typst::compile::<PagedDocument>(&world))?;
    let mut said: Vec<_> =
        compiled.warnings.iter().map(|warning| report(&world, "theme", warning)).collect();
    match compiled.output {
        Ok(document) => Ok(Warned { value: Pages { document, world }, warnings: said }),
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
    let Some(wanted) = &mut document.header.photo else { return Ok(None) };
    let Some(photo) = photo else {
        let message = format!("photo `{}` was not read", wanted.path.escape_debug());
        return Err(Diagnostic::error("photo", message));
    };
    let at = |problem| photo.place.iter().cloned().fold(problem, Diagnostic::at);
    let loaded = guard(|| image::load(&photo.name, &photo.content)).unwrap_or_else(|problems| {
        let message = format!("photo `{}` cannot be decoded", photo.name.escape_debug());
        let hints = problems.into_iter().map(|problem| problem.message);
        Err(hints.fold(Diagnostic::error("photo", message), Diagnostic::hint))
    });
    let (format, bytes) = loaded.map_err(at)?;
    wanted.path = format!("/assets/photo.{}", format.extension());
    Ok(Some((wanted.path.clone(), bytes)))
}
