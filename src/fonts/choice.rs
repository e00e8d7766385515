//! Which fonts a document is set in: the families it asks for, then whatever has what they lack.
//!
//! Takes a document with its characters cleaned, gives the fonts, completes `fonts` and puts a
//! stand-in for characters that no font has. A bundled font is used in silence (the page is the same
//! everywhere); a font of the machine, or the loss of a character, is a warning.

use super::characters;
use super::set::{ExtraFont, FontSet, Regular};
use super::system::System;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Document, OptionValue};
use crate::source::Place;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use typst::text::FontFlags;

/// How many lost characters get a warning of their own.
const NAMED: usize = 5;

/// What fonts there are to choose from.
pub(super) struct Choice<'a> {
    pub(super) fonts: Arc<FontSet>,
    pub(super) system: Option<&'a System>,
    pub(super) locate: &'a dyn Fn(char) -> Option<Place>,
    /// Warnings and errors met on the way.
    pub(super) problems: Vec<Diagnostic>,
}

impl Choice<'_> {
    /// Completes the document's fonts.
    pub(super) fn complete(&mut self, document: &mut Document) {
        self.find_families(document);
        let drawn = characters::drawn(document);
        let mut lost = BTreeSet::new();
        for chain in document.fonts.values_mut() {
            lost.extend(self.add_bundled(chain, drawn.clone()));
        }
        let mut lost: Vec<_> = lost.into_iter().collect();
        if !lost.is_empty() {
            lost = self.add_system(document, lost);
        }
        if !lost.is_empty() {
            let has_box =
                |family: &String| self.fonts.regular(family).is_some_and(|font| font.has('□'));
            let stand_in = if document.fonts.values().flatten().any(has_box) { '□' } else { '?' };
            characters::replace(document, &lost, stand_in);
            self.warn_lost(&lost, stand_in);
        }
    }

    /// Looks up every family by name; one that does not exist goes.
    fn find_families(&mut self, document: &mut Document) {
        let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
        for chain in document.fonts.values_mut() {
            let mut found = Vec::new();
            for family in chain.drain(..) {
                if !known.contains_key(&family) {
                    let name = self.find_family(&family, &document.options);
                    known.insert(family.clone(), name);
                }
                found.extend(known.get(&family).cloned().flatten());
            }
            if found.is_empty() {
                let first = self.fonts.book().info(0);
                found.extend(first.map(|info| info.family.clone()));
            }
            *chain = found;
        }
    }

    /// The family's name as Typst knows it; if there is none, that is a problem.
    fn find_family(
        &mut self,
        family: &str,
        options: &BTreeMap<String, OptionValue>,
    ) -> Option<String> {
        if self.fonts.regular(family).is_some() {
            return Some(family.to_owned());
        }
        let name = self.take(&self.installed(family));
        if name.is_none() {
            let is_chosen = |(option, value): &(&String, &OptionValue)| {
                let is_it = |text: &str| text.trim() == family;
                option.ends_with("-font") && matches!(value, OptionValue::Text(text) if is_it(text))
            };
            let chosen = options.iter().find(is_chosen);
            let problem = self.unknown(family, chosen.map(|(option, _)| option.as_str()));
            self.problems.push(problem);
        }
        name
    }

    fn installed(&self, family: &str) -> Vec<ExtraFont> {
        self.system.map(|system| system.family(family)).unwrap_or_default()
    }

    /// Adds fonts of one family to the set and returns the family's name as Typst knows it.
    fn take(&mut self, fonts: &[ExtraFont]) -> Option<String> {
        let family = fonts.first()?.info.family.clone();
        if self.fonts.regular(&family).is_none() {
            self.fonts = Arc::new(self.fonts.with(fonts.iter().cloned()));
        }
        Some(family)
    }

    /// A family that there is not: an error if somebody chose it by `option`, else the theme's hope.
    fn unknown(&self, family: &str, option: Option<&str>) -> Diagnostic {
        let shown = family.escape_debug();
        let Some(option) = option else {
            let message = format!("there is no font `{shown}`, which the theme asks for");
            return Diagnostic::warning("missing-font", message)
                .hint("the next font of the theme is used");
        };
        let mut known: BTreeSet<String> =
            self.fonts.book().families().map(|(name, _)| name.to_owned()).collect();
        known.extend(self.system.iter().flat_map(|system| system.families()));
        let message = format!("option `{option}`: there is no font `{shown}`");
        let problem = Diagnostic::error("unknown-font", message);
        let problem = did_you_mean(family, known.iter().map(String::as_str))
            .into_iter()
            .fold(problem, Diagnostic::hint);
        problem.hint("`cvgen fonts` lists the fonts there are")
    }

    /// Appends bundled (and the person's own) families for what the chain lacks, best first; returns
    /// what none has.
    fn add_bundled(&self, chain: &mut Vec<String>, mut lost: Vec<char>) -> Vec<char> {
        for family in chain.iter() {
            lost = self.fonts.regular(family).map_or(lost.clone(), |font| without(font, &lost));
        }
        let serif = self.is_serif(chain);
        while !lost.is_empty() {
            let rest =
                |family: &str| self.fonts.regular(family).map(|font| (without(font, &lost), font));
            let best = self
                .fonts
                .book()
                .families()
                .filter_map(|(name, _)| Some((name, rest(name)?)))
                .filter(|(_, (rest, _))| rest.len() < lost.len())
                .max_by_key(|(name, (rest, font))| {
                    let fits = font.info.flags.contains(FontFlags::SERIF) == serif;
                    (Reverse(rest.len()), fits, Reverse(name.to_owned()))
                });
            let Some((name, (rest, _))) = best else { break };
            chain.push(name.to_owned());
            lost = rest;
        }
        lost
    }

    /// Adds fonts of the machine for the `lost` characters; returns what none has.
    fn add_system(&mut self, document: &mut Document, mut lost: Vec<char>) -> Vec<char> {
        let Some(system) = self.system else { return lost };
        let serif = document.fonts.get("body").is_some_and(|chain| self.is_serif(chain));
        for covering in system.covering(&lost, serif, &document.language) {
            self.take(&covering.fonts);
            // Han characters from two fonts look wrong beside each other: a font made for the language
            // goes before the bundled one, which is made for simplified Chinese.
            let simplified = document.language.lang == "zh"
                && document.language.script.as_deref() != Some("Hant");
            for chain in document.fonts.values_mut() {
                let is_han =
                    |family: &String| self.fonts.regular(family).is_some_and(|font| font.has('一'));
                let han = chain
                    .iter()
                    .position(is_han)
                    .filter(|_| document.language.cjk && !simplified && is_han(&covering.family));
                chain.insert(han.unwrap_or(chain.len()), covering.family.clone());
            }
            lost.retain(|c| !covering.characters.contains(c));
            let names: Vec<_> = covering.characters.iter().map(|c| characters::name(*c)).collect();
            let message = format!(
                "`{}`, a font of this machine, is used for {}",
                covering.family,
                shorten(&names)
            );
            let warning = Diagnostic::warning("system-font", message).hint(
                "on another machine the page may look different; `--no-system-fonts` forbids it",
            );
            let place = covering.characters.iter().find_map(|c| (self.locate)(*c));
            self.problems.push(place.into_iter().fold(warning, Diagnostic::at));
        }
        lost
    }

    fn warn_lost(&mut self, lost: &[char], stand_in: char) {
        let hint = if self.system.is_some() {
            "install a font that has it, or write it in other characters"
        } else {
            "allow the fonts of this machine, or write it in other characters"
        };
        let blank = |c: &char| c.is_whitespace();
        let (first, rest) = lost.split_at(if lost.len() > NAMED + 1 { NAMED } else { lost.len() });
        for c in first.iter().filter(|c| !blank(c)) {
            let message = format!("no font has {}; `{stand_in}` is printed", characters::name(*c));
            let warning = Diagnostic::warning("missing-glyph", message).hint(hint);
            self.problems.push((self.locate)(*c).into_iter().fold(warning, Diagnostic::at));
        }
        if !rest.is_empty() {
            let names: Vec<_> = rest.iter().map(|c| characters::name(*c)).collect();
            let message = format!("no font has {} either", shorten(&names));
            self.problems.push(Diagnostic::warning("missing-glyph", message).hint(hint));
        }
    }

    fn is_serif(&self, chain: &[String]) -> bool {
        let first = chain.first().and_then(|family| self.fonts.regular(family));
        first.is_some_and(|font| font.info.flags.contains(FontFlags::SERIF))
    }
}

/// Those of the `sorted` characters that the font does not have.
fn without(font: Regular<'_>, sorted: &[char]) -> Vec<char> {
    let mut covered = font.coverage.iter().peekable();
    let lacks = |c: &char| {
        while covered.next_if(|code| *code < u32::from(*c)).is_some() {}
        covered.peek() != Some(&u32::from(*c))
    };
    let mut lacks = lacks;
    sorted.iter().copied().filter(|c| lacks(c)).collect()
}

/// The first few names, and how many there are besides.
fn shorten(names: &[String]) -> String {
    match names.get(NAMED..).map_or(0, <[_]>::len) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names[..NAMED].join(", ")),
    }
}
