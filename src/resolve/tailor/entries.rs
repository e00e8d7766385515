//! The entries of all sections, seen as one kind of thing.

use super::names::texts;
use crate::resume::{
    Award, Bullet, Certificate, Common, Contents, CustomEntry, Education, Interest, Position,
    Project, Publication, Reference, Skill, SpokenLanguage, Volunteer, Work,
};

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

/// Every tag of anything, once, in file order.
pub(super) fn tags_of(contents: &Contents) -> Vec<String> {
    let mut contents = contents.clone();
    let mut tags = Vec::new();
    for section in &contents.sections {
        tags.extend(texts(&section.tags));
    }
    visit(&mut contents, &mut |common| {
        tags.extend(texts(&common.tags));
        for (_, bullets) in &common.highlights.variants {
            tags.extend(bullets.iter().flat_map(|Bullet(bullet)| texts(&bullet.tags)));
        }
    });
    let mut seen = Vec::new();
    tags.retain(|tag| {
        let is_new = !seen.contains(tag);
        seen.push(tag.clone());
        is_new
    });
    tags
}

/// How many entries and own sections there are.
pub(super) fn count(contents: &Contents) -> usize {
    let mut contents = contents.clone();
    let mut count = contents.sections.iter().filter(|section| section.text.is_some()).count();
    visit(&mut contents, &mut |_| count += 1);
    count
}

/// Calls `with` for every entry and position.
fn visit(contents: &mut Contents, with: &mut dyn FnMut(&mut Common)) {
    fn all<T: Tagged>(entries: &mut [T], with: &mut dyn FnMut(&mut Common)) {
        for entry in entries {
            with(entry.common());
            if let Some(positions) = entry.positions() {
                all(positions, with);
            }
        }
    }
    all(&mut contents.work, with);
    all(&mut contents.volunteer, with);
    all(&mut contents.education, with);
    all(&mut contents.awards, with);
    all(&mut contents.certificates, with);
    all(&mut contents.publications, with);
    all(&mut contents.skills, with);
    all(&mut contents.languages, with);
    all(&mut contents.interests, with);
    all(&mut contents.references, with);
    all(&mut contents.projects, with);
    for section in &mut contents.sections {
        all(&mut section.entries, with);
    }
}
