//! The entries of all sections, seen as one kind of thing, and one way to visit them all.

use super::names::{first, texts};
use crate::resume::{
    Award, Bullet, Certificate, Common, Contents, CustomEntry, Education, Interest, Position,
    Project, Publication, Reference, Skill, SpokenLanguage, Volunteer, Work,
};
use std::collections::BTreeSet;

/// An entry that may have tags.
pub(super) trait Tagged {
    fn common(&mut self) -> &mut Common;

    fn positions(&mut self) -> Option<&mut Vec<Position>> {
        None
    }
}

macro_rules! tagged {
    ($($name:ident $(has $positions:ident)?),*) => {
        $(impl Tagged for $name {
            fn common(&mut self) -> &mut Common {
                &mut self.common
            }
            $(fn positions(&mut self) -> Option<&mut Vec<Position>> {
                Some(&mut self.$positions)
            })?
        })*
    };
}

tagged!(
    Work has positions, Volunteer has positions, Position, Education, Award, Certificate, Publication,
    Skill, SpokenLanguage, Interest, Reference, Project, CustomEntry
);

/// Something to do with every list of entries.
pub(super) trait Visitor {
    /// The entries of the section `id`.
    fn section<T: Tagged>(&mut self, id: &str, entries: &mut Vec<T>);
}

/// Shows `visitor` every section, in the order of the type.
pub(super) fn visit(contents: &mut Contents, visitor: &mut impl Visitor) {
    visitor.section("work", &mut contents.work);
    visitor.section("volunteer", &mut contents.volunteer);
    visitor.section("education", &mut contents.education);
    visitor.section("awards", &mut contents.awards);
    visitor.section("certificates", &mut contents.certificates);
    visitor.section("publications", &mut contents.publications);
    visitor.section("skills", &mut contents.skills);
    visitor.section("languages", &mut contents.languages);
    visitor.section("interests", &mut contents.interests);
    visitor.section("references", &mut contents.references);
    visitor.section("projects", &mut contents.projects);
    for section in &mut contents.sections {
        let id = section.id.as_ref().or(section.title.as_ref()).and_then(first);
        visitor.section(&id.unwrap_or_default(), &mut section.entries);
    }
}

/// Every tag of anything, once, in file order.
pub(super) fn tags_of(contents: &Contents) -> Vec<String> {
    let mut tags =
        Tags(contents.sections.iter().flat_map(|section| texts(&section.tags)).collect());
    visit(&mut contents.clone(), &mut tags);
    let mut seen = BTreeSet::new();
    tags.0.retain(|tag| seen.insert(tag.clone()));
    tags.0
}

struct Tags(Vec<String>);

impl Visitor for Tags {
    fn section<T: Tagged>(&mut self, id: &str, entries: &mut Vec<T>) {
        for entry in entries {
            let common = entry.common();
            self.0.extend(texts(&common.tags));
            let bullets = common.highlights.variants.iter().flat_map(|(_, bullets)| bullets);
            self.0.extend(bullets.flat_map(|Bullet(bullet)| texts(&bullet.tags)));
            if let Some(positions) = entry.positions() {
                self.section(id, positions);
            }
        }
    }
}

/// How many entries and own sections there are.
pub(super) fn count(contents: &Contents) -> usize {
    let mut count = Count(contents.sections.iter().filter(|it| it.text.is_some()).count());
    visit(&mut contents.clone(), &mut count);
    count.0
}

struct Count(usize);

impl Visitor for Count {
    fn section<T: Tagged>(&mut self, id: &str, entries: &mut Vec<T>) {
        self.0 += entries.len();
        for positions in entries.iter_mut().filter_map(Tagged::positions) {
            self.section(id, positions);
        }
    }
}
