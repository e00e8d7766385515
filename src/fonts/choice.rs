//! Which fonts a document is set in: the families it asks for, then whatever has what they lack.
//!
//! Takes a document, gives the fonts, completes `fonts` and puts a
//! stand-in for characters that no font has. A bundled font is used in silence (the page is the same
//! everywhere); a font of the machine, or the loss of a character, is a warning.

use super::region::{Region, han_style, rare};
use super::set::{ExtraFont, FontSet, Regular};
use super::system::System;
use super::{characters, known, missing};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Document, OptionValue};
use crate::source::Place;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use typst::text::{FontFlags, FontStyle, Tag};

/// The weight from which a font is bold.
const BOLD: u16 = 600;

/// The option for the font of Han, kana and hangul.
const HAN_FONT: &str = "han-font";

/// What fonts there are to choose from.
pub(super) struct Choice<'a> {
    pub(super) fonts: Arc<FontSet>,
    pub(super) system: Option<&'a System>,
    /// Whether characters that no font has stay: who reads the document has other fonts.
    pub(super) keeps_lost: bool,
    pub(super) locate: &'a dyn Fn(char) -> Option<Place>,
    /// Warnings and errors met on the way.
    pub(super) problems: Vec<Diagnostic>,
}

/// The families that the person asks for, and by which option.
type Wanted = BTreeMap<String, String>;

impl Choice<'_> {
    /// Completes the document's fonts.
    pub(super) fn complete(&mut self, document: &mut Document) {
        let drawn = characters::drawn(document);
        let region = Region::of(&document.language, &drawn, &self.fonts);
        let chosen = self.find_families(document, region);
        let (cjk, rtl) = (document.language.cjk, document.language.direction == "rtl");
        let mut lost = BTreeSet::new();
        for chain in document.fonts.values_mut() {
            self.pair(chain, &chosen, cjk, region);
            lost.extend(self.add_bundled(chain, drawn.clone(), region));
            if rtl && chain.len() > 1 {
                // The font of the language's own letters has its blanks and stops, too.
                let is_own = |family: &String| {
                    self.fonts.regular(family).is_some_and(|font| font.has('א') || font.has('ا'))
                };
                chain[1..].sort_by_key(|family| !is_own(family));
            }
        }
        let mut lost: Vec<_> = lost.into_iter().collect();
        if !lost.is_empty() {
            lost = self.add_system(document, lost, region);
        }
        self.tell_of_faces(&chosen);
        if !lost.is_empty() && !self.keeps_lost {
            let has_box =
                |family: &String| self.fonts.regular(family).is_some_and(|font| font.has('□'));
            let stand_in = if document.fonts.values().flatten().any(has_box) { '□' } else { '?' };
            let is_system_allowed = self.system.is_some();
            self.problems.extend(missing::report(
                document,
                &lost,
                stand_in,
                region,
                is_system_allowed,
                self.locate,
            ));
            characters::replace(document, &lost, stand_in);
        }
    }

    /// Looks up every family by name; one that does not exist goes. Returns those that the person
    /// chose, by option.
    fn find_families(&mut self, document: &mut Document, region: Region) -> Wanted {
        let wanted = wanted(&document.options);
        let mut chosen = Wanted::new();
        let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
        for chain in document.fonts.values_mut() {
            let mut found = Vec::new();
            for family in chain.drain(..) {
                let option = wanted.get(&family);
                let name = match known.get(&family) {
                    Some(name) => name.clone(),
                    None => self.find_family(&family, option.map(String::as_str), region),
                };
                if let (Some(name), Some(option)) = (&name, option) {
                    chosen.entry(name.clone()).or_insert_with(|| option.clone());
                }
                known.insert(family, name.clone());
                found.extend(name.filter(|name| !found.contains(name)));
            }
            if found.is_empty() {
                let first = self.fonts.book().info(0);
                found.extend(first.map(|info| info.family.clone()));
            }
            *chain = found;
        }
        chosen
    }

    /// The family's name as Typst knows it; if there is none, that is a problem. `option`: by which the
    /// person asks for it.
    fn find_family(&mut self, name: &str, option: Option<&str>, region: Region) -> Option<String> {
        if self.fonts.has(name) {
            return Some(name.to_owned());
        }
        if let Some(family) = self.take(&self.installed(name)) {
            return Some(family);
        }
        if let Some((style, is_same)) = known::stand_in(name) {
            let family = region.family(style);
            if self.fonts.has(&family) {
                if !is_same {
                    let message = format!(
                        "there is no font `{}` here; `{family}` is used",
                        name.escape_debug()
                    );
                    let warning = Diagnostic::warning("missing-font", message);
                    self.problems.push(warning.hint("`cvgen fonts` lists the fonts there are"));
                }
                return Some(family);
            }
        }
        let problem = self.unknown(name, option);
        self.problems.push(problem);
        None
    }

    fn installed(&self, family: &str) -> Vec<ExtraFont> {
        self.system.map(|system| system.family(family)).unwrap_or_default()
    }

    /// Adds fonts of one family to the set and returns the family's name as Typst knows it. They go in
    /// the place of a bundled family of that name, which is a part of them.
    fn take(&mut self, fonts: &[ExtraFont]) -> Option<String> {
        let family = fonts.first()?.info.family.clone();
        self.fonts = Arc::new(self.fonts.instead_of(&family).with(fonts.iter().cloned()));
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
        let mut known: BTreeSet<String> = self.fonts.families().map(str::to_owned).collect();
        known.extend(self.system.iter().flat_map(|system| system.families()));
        let message = format!("option `{option}`: there is no font `{shown}`");
        let problem = Diagnostic::error("unknown-font", message);
        let problem = did_you_mean(family, known.iter().map(String::as_str))
            .into_iter()
            .fold(problem, Diagnostic::hint);
        problem.hint("`cvgen fonts` lists the fonts there are")
    }

    /// Pairs fonts for Latin letters with those for Han: the shapes are those of the region, and a sans
    /// goes with a sans. A Han font that the person chose for the text takes no Latin letters, unless
    /// it is chosen for both.
    fn pair(&self, chain: &mut Vec<String>, chosen: &Wanted, cjk: bool, region: Region) {
        let is_han =
            |family: &String| han_style(family).is_some() || cjk && self.is_cjk(family, region);
        let Some(first) = chain.first().cloned() else { return };
        let is_chosen = chosen.contains_key(&first);
        let no_other = || chosen.values().all(|option| option != HAN_FONT);
        if cjk && is_chosen && is_han(&first) && no_other() {
            let style = self.style(&first);
            let is_like = |family: &&String| !is_han(family) && self.style(family) == style;
            let own = if style == "Serif" { "Source Serif 4" } else { "Source Sans 3" };
            let latin = chain.iter().find(is_like).map_or(own.to_owned(), String::clone);
            chain.retain(|family| *family != latin);
            chain.insert(0, latin);
        }
        // The theme has paired its own fonts.
        let style = is_chosen.then(|| self.style(&first));
        for family in chain.iter_mut().filter(|family| !chosen.contains_key(*family)) {
            if let Some(own) = han_style(family) {
                let bundled = region.family(style.unwrap_or(own));
                if self.fonts.has(&bundled) {
                    *family = bundled;
                }
            }
        }
        if cjk && chain.len() > 1 {
            // Marks that both have are those of Han.
            chain[1..].sort_by_key(|family| !is_han(family));
        }
        let mut seen = BTreeSet::new();
        chain.retain(|family| seen.insert(family.clone()));
    }

    /// Whether the family is one for the script of the region.
    fn is_cjk(&self, family: &str, region: Region) -> bool {
        let letter = if region == Region::Korea { '가' } else { '一' };
        self.fonts.regular(family).is_some_and(|font| font.has(letter))
    }

    fn style(&self, family: &str) -> &'static str {
        let is_serif = |font: Regular<'_>| font.info.flags.contains(FontFlags::SERIF);
        let serif = self.fonts.regular(family).is_some_and(is_serif) || known::is_serif(family);
        if serif { "Serif" } else { "Sans" }
    }

    /// The family and that of its rare characters, as far as they have any of the `lost` characters; and what
    /// neither has.
    fn parts(&self, family: &str, lost: &[char]) -> (Vec<String>, Vec<char>) {
        let (mut parts, mut lost) = (Vec::new(), lost.to_vec());
        for name in [Some(family.to_owned()), rare(family)].into_iter().flatten() {
            if lost.is_empty() {
                break;
            }
            let Some(font) = self.fonts.regular(&name) else { continue };
            let rest = without(font, &lost);
            if rest.len() < lost.len() {
                parts.push(name);
                lost = rest;
            }
        }
        (parts, lost)
    }

    /// Adds bundled (and the person's own) families for what the chain lacks: behind each family its rare
    /// characters, then others, best first; returns what none has.
    fn add_bundled(
        &self,
        chain: &mut Vec<String>,
        mut lost: Vec<char>,
        region: Region,
    ) -> Vec<char> {
        for family in std::mem::take(chain) {
            let (parts, rest) = self.parts(&family, &lost);
            let is_known = parts.contains(&family);
            chain.extend((!is_known).then_some(family).into_iter().chain(parts));
            lost = rest;
        }
        let style = chain.first().map(|family| self.style(family));
        while !lost.is_empty() {
            let best = self
                .fonts
                .families()
                .map(|name| (name, self.parts(name, &lost)))
                .filter(|(_, (parts, _))| !parts.is_empty())
                .max_by_key(|(name, (_, rest))| {
                    let fits = Some(self.style(name)) == style;
                    (Reverse(rest.len()), region.fit(name), fits, Reverse((*name).to_owned()))
                });
            let Some((_, (parts, rest))) = best else { break };
            chain.extend(parts);
            lost = rest;
        }
        lost
    }

    /// Adds fonts of the machine for the `lost` characters; returns what none has.
    fn add_system(
        &mut self,
        document: &mut Document,
        mut lost: Vec<char>,
        region: Region,
    ) -> Vec<char> {
        let Some(system) = self.system else { return lost };
        let body = document.fonts.get("body").and_then(|chain| chain.first());
        let serif = body.is_some_and(|family| self.style(family) == "Serif");
        // The whole of what the bundled families are a part of, before any other.
        let families: BTreeSet<String> = document.fonts.values().flatten().cloned().collect();
        let whole = families.into_iter().filter(|family| han_style(family).is_some());
        let whole = whole.filter_map(|family| system.whole(&family, &lost));
        let mut whole: Vec<_> = whole.collect();
        whole.sort_by_key(|covering| Reverse(region.fit(&covering.family)));
        for covering in whole.iter().cloned().chain(system.covering(&lost, serif, region)) {
            let characters: Vec<char> =
                covering.characters.into_iter().filter(|c| lost.contains(c)).collect();
            if characters.is_empty() {
                continue;
            }
            self.take(&covering.fonts);
            // Han characters from two fonts look wrong beside each other: a font made for the language
            // goes before the bundled one, which is made for another.
            for chain in document.fonts.values_mut().filter(|it| !it.contains(&covering.family)) {
                let is_han = |family: &String| self.is_cjk(family, Region::Mainland);
                let han = chain.iter().position(is_han).filter(|index| {
                    let fits = |family: &str| region.fit(family);
                    document.language.cjk
                        && is_han(&covering.family)
                        && fits(&covering.family) > fits(&chain[*index])
                });
                chain.insert(han.unwrap_or(chain.len()), covering.family.clone());
            }
            lost.retain(|c| !characters.contains(c));
            let names: Vec<_> = characters.iter().map(|c| characters::name(*c)).collect();
            let message = format!(
                "`{}`, a font of this machine, is used for {}",
                covering.family,
                missing::shorten(&names)
            );
            let warning = Diagnostic::warning("system-font", message).hint(
                "on another machine the page may look different; `--no-system-fonts` forbids it",
            );
            let place = characters.iter().find_map(|c| (self.locate)(*c));
            self.problems.push(place.into_iter().fold(warning, Diagnostic::at));
        }
        lost
    }

    /// Tells, once for each family that the person chose, that it has no bold or no italics.
    fn tell_of_faces(&mut self, chosen: &Wanted) {
        for (family, option) in chosen {
            let faces: Vec<_> = self
                .fonts
                .book()
                .select_family(&family.to_lowercase())
                .filter_map(|index| self.fonts.book().info(index))
                .collect();
            let has_axis = |tag: &[u8; 4]| {
                faces
                    .iter()
                    .any(|info| info.axes.iter().any(|axis| axis.tag == Tag::from_bytes(tag)))
            };
            let bold = faces.iter().any(|info| info.variant.weight.to_number() >= BOLD);
            let italic = faces.iter().any(|info| info.variant.style != FontStyle::Normal);
            let lacks_bold = !bold && !has_axis(b"wght");
            // Han has no italics.
            let lacks_italics = !italic
                && !has_axis(b"ital")
                && !has_axis(b"slnt")
                && !self.is_cjk(family, Region::Mainland)
                && !self.is_cjk(family, Region::Korea);
            let lacks = match (lacks_bold, lacks_italics) {
                (false, false) => continue,
                (true, false) => "no bold",
                (false, true) => "no italics",
                (true, true) => "neither bold nor italics",
            };
            let shown = family.escape_debug();
            let message = format!("option `{option}`: `{shown}` has {lacks}");
            let hint = "what is bold or italic looks like the rest; choose another font";
            self.problems.push(Diagnostic::warning("font-faces", message).hint(hint));
        }
    }
}

/// The families that the options `<role>-font` name, with the option.
fn wanted(options: &BTreeMap<String, OptionValue>) -> Wanted {
    let mut wanted = Wanted::new();
    for (option, value) in options.iter().filter(|(option, _)| option.ends_with("-font")) {
        let OptionValue::Text(names) = value else { continue };
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            // Who names one for Han, too, wants it for all.
            if option == HAN_FONT || !wanted.contains_key(name) {
                wanted.insert(name.to_owned(), option.clone());
            }
        }
    }
    wanted
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets;
    use crate::fonts::tests::document;
    use fontdb::Database;

    /// A bundled font whose family has another name, as long as its own.
    fn renamed(path: &str, own: &str, other: &str) -> Vec<u8> {
        let mut bytes = assets::font(path).unwrap().as_ref().to_vec();
        let wide = |name: &str| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        let (own, other) = (wide(own), wide(other));
        for at in 0..bytes.len() - own.len() {
            if bytes[at..].starts_with(&own) {
                bytes[at..at + own.len()].copy_from_slice(&other);
            }
        }
        bytes
    }

    fn japanese(other: &str) -> Vec<u8> {
        let path = "noto-serif-cjk-jp/NotoSerifCJKjp-Regular.otf";
        renamed(path, "Noto Serif CJK JP", other)
    }

    /// What is chosen for a Taiwanese `name` where nothing bundled is Japanese and the machine has `fonts`
    /// with all Japanese characters, under these names.
    fn chosen(name: &str, fonts: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut database = Database::new();
        for name in fonts {
            database.load_font_data(japanese(name));
        }
        let database = Arc::new(database);
        let system = System::new(Arc::new(move || Database::clone(&database)));
        let mut document = document(name);
        document.language.lang = "zh".into();
        document.language.script = Some("Hant".into());
        document.language.region = Some("TW".into());
        document.language.cjk = true;
        let theme = ["Source Serif 4", "Noto Serif CJK SC"].map(str::to_owned);
        document.fonts.insert("body".into(), theme.to_vec());
        let bundled = FontSet::bundled().instead_of("Noto Serif CJK JP");
        let fonts = Arc::new(bundled.instead_of("Noto Sans CJK JP"));
        let (system, problems) = (Some(&system), Vec::new());
        let mut choice = Choice { fonts, system, keeps_lost: false, locate: &|_| None, problems };
        choice.complete(&mut document);
        let said = choice.problems.into_iter().map(|problem| problem.message).collect();
        (document.fonts["body"].clone(), said)
    }

    #[test]
    fn the_whole_of_a_bundled_family_has_what_it_lacks() {
        let (chain, said) = chosen("陳凪", &["Noto Serif CJK HK", "Noto Serif CJK TC"]);
        assert_eq!(chain, ["Source Serif 4", "Noto Serif CJK TC"]);
        let used = "`Noto Serif CJK TC`, a font of this machine, is used for `凪` (U+51EA)";
        assert_eq!(said, [used]);
        let (chain, said) = chosen("陳績學", &["Noto Serif CJK HK", "Noto Serif CJK TC"]);
        assert_eq!((chain.len(), said.len()), (2, 0));
    }

    #[test]
    fn shapes_of_another_region_are_the_last_resort() {
        let (chain, _) = chosen("陳凪", &["Noto Serif CJK HK", "AR PL UMing Seri "]);
        assert_eq!(chain[..2], ["Source Serif 4", "Noto Serif CJK TC"]);
        assert!(!chain.contains(&"Noto Serif CJK HK".to_owned()), "{chain:?}");
        let (chain, _) = chosen("陳凪", &["Noto Serif CJK HK"]);
        assert_eq!(chain, ["Source Serif 4", "Noto Serif CJK TC", "Noto Serif CJK HK"]);
    }

    #[test]
    fn a_family_without_bold_or_italics_is_told_once() {
        let font = renamed("inter/Inter-Regular.ttf", "Inter", "Intra");
        let fonts = Arc::new(FontSet::bundled().with(ExtraFont::from_bytes(font)));
        let mut document = document("Jane Doe");
        document.options.insert("body-font".into(), OptionValue::Text("Intra".into()));
        for role in ["body", "heading"] {
            document.fonts.insert(role.into(), vec!["Intra".into()]);
        }
        let mut choice = Choice {
            fonts,
            system: None,
            keeps_lost: false,
            locate: &|_| None,
            problems: Vec::new(),
        };
        choice.complete(&mut document);
        let said: Vec<_> = choice.problems.into_iter().map(|problem| problem.message).collect();
        assert_eq!(said, ["option `body-font`: `Intra` has neither bold nor italics"]);
    }
}
