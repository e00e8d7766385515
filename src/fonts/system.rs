//! The fonts of the machine, by way of a `fontdb` database that the caller opens.
//!
//! Takes names of families or characters that nothing bundled has, gives the fonts for them. The
//! database is opened at the first question and never before; fonts are read only as far as a
//! question needs.

use super::region::Region;
use super::set::{ExtraFont, FontPlace};
use fontdb::{Database, FaceInfo, ID, Stretch, Style};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use typst::text::{FontFlags, FontInfo};

/// Opens the database of the machine's fonts. Called at most once, and only when needed.
pub type SystemFonts = Arc<dyn Fn() -> Database + Send + Sync>;

/// The machine's fonts, opened when first asked for.
pub(super) struct System {
    open: SystemFonts,
    database: OnceLock<Arc<Database>>,
    infos: Mutex<HashMap<ID, Option<Arc<FontInfo>>>>,
}

/// A family that has some of the characters asked for.
#[derive(Clone)]
pub(super) struct Covering {
    pub(super) family: String,
    pub(super) fonts: Vec<ExtraFont>,
    pub(super) characters: Vec<char>,
}

impl System {
    pub(super) fn new(open: SystemFonts) -> System {
        System { open, database: OnceLock::new(), infos: Mutex::default() }
    }

    /// The names of all families, sorted.
    pub(super) fn families(&self) -> BTreeSet<String> {
        self.database().faces().flat_map(names).map(str::to_owned).collect()
    }

    /// All fonts of the family of that name, in any case.
    pub(super) fn family(&self, name: &str) -> Vec<ExtraFont> {
        let database = self.database();
        let faces = database.faces().filter(|face| names(face).any(|own| same_name(own, name)));
        faces.filter_map(|face| self.font(face.id)).collect()
    }

    /// The family of that name, if it has any of the `missing` characters.
    pub(super) fn whole(&self, name: &str, missing: &[char]) -> Option<Covering> {
        let (_, id) = self.regular_faces().remove_entry(name)?;
        let info = self.info(id)?;
        let characters: Vec<char> = missing.iter().copied().filter(|c| has(&info, *c)).collect();
        let fonts = || self.family(name);
        let family = info.family.clone();
        (!characters.is_empty()).then(|| Covering { family, fonts: fonts(), characters })
    }

    /// Families that together have as many of `missing` as the machine's fonts can, fewest first; those
    /// made for the region, and serif fonts if `serif`, where there is a choice. A font made for another
    /// region comes last.
    pub(super) fn covering(&self, missing: &[char], serif: bool, region: Region) -> Vec<Covering> {
        let mut candidates = self.regular_faces();
        candidates.retain(|_, id| self.info(*id).is_some_and(|info| !info.is_last_resort()));
        let mut missing = missing.to_vec();
        let mut found = Vec::new();
        while !missing.is_empty() {
            let best = candidates
                .iter()
                .filter_map(|(name, id)| {
                    let info = self.info(*id)?;
                    let covered = missing.iter().filter(|c| has(&info, **c)).count();
                    let style = info.flags.contains(FontFlags::SERIF) == serif;
                    let mono = info.flags.contains(FontFlags::MONOSPACE);
                    let fit = region.fit(name);
                    let fits = (fit, style, !mono, is_related(name));
                    (covered > 0).then_some(((fit > 0, covered, fits, Reverse(name)), info))
                })
                .max_by(|left, right| left.0.cmp(&right.0));
            let Some(((.., Reverse(name)), info)) = best else { break };
            let name = name.clone();
            let (characters, rest) = missing.iter().partition(|c| has(&info, **c));
            missing = rest;
            candidates.remove(&name);
            let mut fonts = self.family(&name);
            fonts.retain(|font| font.info.family == info.family);
            found.push(Covering { family: info.family.clone(), fonts, characters });
        }
        found
    }

    /// For each family the face nearest to plain text.
    fn regular_faces(&self) -> BTreeMap<String, ID> {
        let mut regular: BTreeMap<String, (u16, ID)> = BTreeMap::new();
        for face in self.database().faces() {
            let Some(name) = names(face).next() else { continue };
            let weight = face.weight.0.abs_diff(400);
            let slanted = if face.style == Style::Normal { 0 } else { 1000 };
            let stretched = if face.stretch == Stretch::Normal { 0 } else { 2000 };
            let distance = weight + slanted + stretched;
            let known = regular.entry(name.to_owned()).or_insert((distance, face.id));
            if distance < known.0 {
                *known = (distance, face.id);
            }
        }
        regular.into_iter().map(|(name, (_, id))| (name, id)).collect()
    }

    fn font(&self, id: ID) -> Option<ExtraFont> {
        let info = self.info(id)?;
        let place = FontPlace::System(Arc::clone(self.database()), id);
        Some(ExtraFont { info: FontInfo::clone(&info), place, packed: None })
    }

    fn info(&self, id: ID) -> Option<Arc<FontInfo>> {
        let mut infos = self.infos.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || self.database().with_face_data(id, FontInfo::new).flatten().map(Arc::new);
        infos.entry(id).or_insert_with(read).clone()
    }

    fn database(&self) -> &Arc<Database> {
        self.database.get_or_init(|| Arc::new((self.open)()))
    }
}

/// The names of a face's family; the first is English if it has one.
fn names(face: &FaceInfo) -> impl Iterator<Item = &str> {
    face.families.iter().map(|(name, _)| name.as_str())
}

fn same_name(left: &str, right: &str) -> bool {
    left.to_lowercase() == right.to_lowercase()
}

fn has(info: &FontInfo, character: char) -> bool {
    info.coverage.contains(character.into())
}

/// Whether a font is one of those drawn to go with the bundled ones.
fn is_related(family: &str) -> bool {
    family.starts_with("Noto ") || family.starts_with("Source ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets;

    fn system() -> System {
        System::new(Arc::new(|| {
            let mut database = Database::new();
            for path in ["inter/Inter-Bold.ttf", "inter/Inter-Regular.ttf"] {
                database.load_font_data(assets::font(path).unwrap().as_ref().to_vec());
            }
            database
        }))
    }

    #[test]
    fn a_family_is_found_by_name_in_any_case() {
        let weights = system().family("INTER").into_iter().map(|font| font.info.variant.weight);
        let mut weights: Vec<_> = weights.map(typst::text::FontWeight::to_number).collect();
        weights.sort_unstable();
        assert_eq!(weights, [400, 700]);
        assert!(system().family("Inte").is_empty());
    }

    #[test]
    fn characters_are_found_as_far_as_there_are_fonts() {
        let found = system().covering(&['é', '中'], false, Region::Mainland);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].family.as_str(), found[0].characters.as_slice()),
            ("Inter", &['é'][..])
        );
        assert_eq!(found[0].fonts.len(), 2);
    }
}
