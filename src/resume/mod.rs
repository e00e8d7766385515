//! The input: what a person wrote about themself, in the shape of JSON Resume 1.0.0 and its superset.
//!
//! Everything is optional, texts keep the characters that were written and every language they were
//! written in, and every value knows where it stands. Nothing here chooses or prints.

mod date;
mod decode;
mod language;
mod node;
mod paths;
mod records;
mod settings;
mod text;
mod variant;
mod words;

pub use date::{Date, NoDate, PartialDate, Reach, range};
pub use language::{LanguageTag, is_well_known_language, language_tag};
pub use node::{Key, Node, Value};
pub use records::*;
pub use settings::{Count, Settings, Table};
pub use text::{Bullet, Items, Localized, Spanned, TaggedText, Text};
pub use variant::Variant;
pub(crate) use words::is_field;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::source::{Place, Source, Span};
use decode::{Decode, Problems, ROOT, record};
use std::sync::Arc;

record! {
    /// A resume as it was written. Fields of [JSON Resume](https://jsonresume.org/schema) keep
    /// their names and meanings.
    Contents, "a map" {
        /// Who the person is and how to reach them.
        basics: Option<Basics> = "basics",
        /// Jobs.
        work: Vec<Work> = "work",
        /// Unpaid work.
        volunteer: Vec<Volunteer> = "volunteer",
        /// Schools and degrees.
        education: Vec<Education> = "education",
        /// Prizes.
        awards: Vec<Award> = "awards",
        /// Certificates.
        certificates: Vec<Certificate> = "certificates" | "certifications",
        /// What the person published.
        publications: Vec<Publication> = "publications",
        /// Skills.
        skills: Vec<Skill> = "skills",
        /// Languages the person speaks.
        languages: Vec<SpokenLanguage> = "languages",
        /// What else the person likes.
        interests: Vec<Interest> = "interests" | "hobbies",
        /// What others say of the person.
        references: Vec<Reference> = "references",
        /// Projects.
        projects: Vec<Project> = "projects",
        /// The person's own sections.
        sections: Vec<CustomSection> = "sections",
        /// About the file; not printed.
        meta: Option<Meta> = "meta",
        /// How cvgen is to print all this.
        settings: Option<Settings> = "cvgen",
    }
}

/// A resume as it was written, and where.
#[derive(Debug, Clone)]
pub struct Resume {
    /// The texts it was read from; a [`Span`] points into one of them.
    pub sources: Vec<Arc<Source>>,
    /// What they say.
    pub contents: Contents,
    /// The keys of the sections, in the order in which the person wrote them.
    pub written_order: Vec<String>,
    /// The tree that it was made from.
    pub tree: Node,
}

impl Resume {
    /// Understands `tree`, which was read from `sources`. Fails only on wrong structure; a result
    /// comes with warnings, and a failure with every problem there is.
    pub fn decode(sources: &[Arc<Source>], tree: Node) -> Outcome<Resume> {
        let mut problems = Problems::new(sources);
        let contents = Contents::decode(&tree, ROOT, &mut problems);
        match problems.finish(contents) {
            Ok(mut warned) => {
                paths::name(&mut warned.warnings, sources, &tree);
                Ok(warned.map(|contents| Resume {
                    sources: sources.to_vec(),
                    contents,
                    written_order: written_order(&tree),
                    tree,
                }))
            }
            Err(mut problems) => {
                paths::name(&mut problems, sources, &tree);
                Err(problems)
            }
        }
    }

    /// Gives each of `problems` the path of what it is about, such as `work[0].endDate`.
    pub fn name_paths(&self, problems: &mut [Diagnostic]) {
        paths::name(problems, &self.sources, &self.tree);
    }

    /// The place of `span`.
    pub fn place(&self, span: Span) -> Option<Place> {
        let source = self.sources.get(usize::from(span.source))?;
        Some(Place::new(source.clone(), span.start as usize, span.end as usize))
    }

    /// Where `character` is first written in a text of the resume: in one that is `printed`, if it is
    /// known what is, else in any.
    pub fn find(&self, character: char, printed: Option<&str>) -> Option<Place> {
        let is_printed = |text: &str| {
            let (text, printed) = (text.trim(), printed.unwrap_or_default().trim());
            text.contains(character) && (text.contains(printed) || printed.contains(text))
        };
        let has_it = |text: &str| text.contains(character);
        let node = self.tree.find_scalar(&is_printed).or_else(|| self.tree.find_scalar(&has_it))?;
        let place = self.place(node.span)?;
        let text = &place.source.text[place.start..place.end];
        match text.find(character) {
            Some(offset) => {
                let start = place.start + offset;
                Some(Place::new(place.source, start, start + character.len_utf8()))
            }
            None => Some(place),
        }
    }
}

fn written_order(tree: &Node) -> Vec<String> {
    match &tree.value {
        Value::Map(entries) => entries.iter().map(|(key, _)| key.text.clone()).collect(),
        _ => Vec::new(),
    }
}
