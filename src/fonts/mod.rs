//! Which fonts a document is set in, decided before any engine: the bundled ones, the person's own, and
//! those of the machine.
//!
//! Takes a document, gives [`ChosenFonts`]: its families exist, every character has one that draws it, and a
//! stand-in is in the place of those that nothing draws. Opens no font before something is drawn with
//! it, and the machine's fonts only for what is not bundled.

pub(crate) mod characters;
mod choice;
mod index;
mod known;
mod missing;
mod region;
mod set;
mod system;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod text;

pub use self::characters::first_with;
pub use self::set::ExtraFont;
pub use self::system::SystemFonts;

pub(crate) use self::set::{FontPlace, FontSet};

use self::set::Regular;

use self::choice::Choice;
use self::system::System;
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::Document;
use crate::source::Place;
use std::collections::BTreeSet;
use std::sync::Arc;
use ttf_parser::Face;
use typst::text::{Font, FontFlags, FontStyle, FontVariant, FontWeight};

/// The fonts that may be used.
#[derive(Default)]
pub struct FontSettings {
    /// The person's own fonts, beside the bundled ones.
    pub fonts: Vec<ExtraFont>,
    /// How to open the fonts of the machine; `None` to do without them.
    pub system: Option<SystemFonts>,
}

/// The fonts of a whole run, shared by all threads.
pub struct Fonts {
    set: Arc<FontSet>,
    system: Option<System>,
}

/// A family of fonts that can be set with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Family {
    /// Its name, as the option `body-font` takes it.
    pub name: String,
    /// Whether it is a font of the machine, not a bundled or given one.
    pub system: bool,
}

/// The fonts of one document.
#[derive(Clone)]
pub struct ChosenFonts {
    pub(crate) set: Arc<FontSet>,
}

impl Fonts {
    /// The fonts that `settings` allow. Cheap: no font is looked at before it is used.
    pub fn new(settings: FontSettings) -> Fonts {
        let bundled = FontSet::bundled();
        let set = if settings.fonts.is_empty() {
            bundled
        } else {
            Arc::new(bundled.with(settings.fonts))
        };
        Fonts { set, system: settings.system.map(System::new) }
    }

    /// The fonts of a set.
    #[cfg(test)]
    pub(crate) fn of(set: Arc<FontSet>) -> Fonts {
        Fonts { set, system: None }
    }

    /// Every family there is, sorted. Opens the machine's fonts.
    pub fn families(&self) -> Vec<Family> {
        let own: BTreeSet<_> = self.set.families().map(str::to_owned).collect();
        let system = self.system.iter().flat_map(System::families);
        let system = system.filter(|name| !own.contains(name));
        let mut families: Vec<_> = system.map(|name| Family { name, system: true }).collect();
        families.extend(own.iter().map(|name| Family { name: name.clone(), system: false }));
        families.sort();
        families
    }

    /// Puts the document's families in order: looks up those that it names and completes them for the characters
    /// that they lack. `locate` finds a
    /// character in the person's file, for the warnings. With `keeps_lost` characters that no font has stay,
    /// without a word: who reads the document has other fonts.
    pub fn choose(
        &self,
        document: &mut Document,
        keeps_lost: bool,
        locate: &dyn Fn(char) -> Option<Place>,
    ) -> Outcome<ChosenFonts> {
        let problems = Vec::new();
        let fonts = Arc::clone(&self.set);
        let mut choice =
            Choice { fonts, system: self.system.as_ref(), keeps_lost, locate, problems };
        choice.complete(document);
        let Choice { fonts, problems, .. } = choice;
        if problems.iter().any(Diagnostic::is_error) {
            return Err(problems);
        }
        Ok(Warned { value: ChosenFonts { set: fonts }, warnings: problems })
    }
}

impl ChosenFonts {
    /// The font of a family, of all weights and slants the nearest.
    pub(crate) fn face(&self, family: &str, weight: u16, italic: bool) -> Option<Font> {
        let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
        let variant = FontVariant {
            style,
            weight: FontWeight::from_number(weight),
            ..FontVariant::default()
        };
        self.set.font(self.set.book().select(&family.to_lowercase(), variant)?)
    }

    /// How wide a text is in plain letters of the first of the `families` that has each, in em.
    pub(crate) fn width(&self, families: &[String], text: &str) -> f64 {
        let fonts: Vec<Font> =
            families.iter().filter_map(|family| self.face(family, 400, false)).collect();
        let faces: Vec<Face<'_>> =
            fonts.iter().filter_map(|font| Face::parse(font.data(), font.index()).ok()).collect();
        let advance = |character: char| {
            let own = |face: &Face<'_>| face.glyph_hor_advance(face.glyph_index(character)?);
            let (face, advance) = faces.iter().find_map(|face| Some((face, own(face)?)))?;
            Some(f64::from(advance) / f64::from(face.units_per_em()))
        };
        text.chars().map(|character| advance(character).unwrap_or(0.5)).sum()
    }

    /// Whether the family has serifs.
    pub(crate) fn is_serif(&self, family: &str) -> bool {
        let is_serif = |font: Regular<'_>| font.info.flags.contains(FontFlags::SERIF);
        self.set.regular(family).is_some_and(is_serif) || known::is_serif(family)
    }

    /// Whether the family has the character.
    pub fn covers(&self, family: &str, character: char) -> bool {
        self.set.regular(family).is_some_and(|font| font.has(character))
    }
}
