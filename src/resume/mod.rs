//! The input: what a person wrote about themself, in the shape of JSON Resume 1.0.0 and its superset.
//!
//! Everything is optional, texts keep the characters that were written and every language they were
//! written in, and every value knows where it is. Nothing here chooses or prints.

mod comments;
mod date;
mod decode;
mod foreign;
mod goal;
mod language;
mod marks;
mod names;
mod node;
mod paths;
mod person;
mod records;
mod settings;
mod text;
mod tidy;
mod variant;
mod words;
mod written;

pub(crate) use comments::Comments;
pub use date::{
    Date, NoDate, PartialDate, Reach, Years, has_two_ends, in_persian_years, persian_month, range,
    season, years,
};
pub(crate) use date::{figure, spelled};
pub use goal::PageGoal;
pub use language::{LanguageTag, is_well_known_language, language_tag};
pub(crate) use marks::{has_mark, has_number, tight_dash};
pub use node::{Key, Node, Value};
pub use records::*;
pub use settings::{Closing, Count, Settings, Sort, Table};
pub(crate) use text::is_language_map;
pub use text::{
    ANY_LANGUAGE, Bullet, Items, Localized, Spanned, TaggedText, Text, written_languages,
};
pub use variant::Variant;
pub(crate) use words::{SECTIONS, is_field, meanings};

use crate::diagnostic::{Diagnostic, Outcome};
use crate::source::{Place, Source, Span};
use decode::{Decode, Problems, ROOT, record};
use std::sync::Arc;
use written::stated_languages;
pub use written::{WrittenIn, written_in};

record! {
    /// A resume as it was written. Fields of [JSON Resume](https://jsonresume.org/schema) keep
    /// their names and meanings.
    Contents, "a map" {
        /// Who the person is and how to reach them.
        basics: Option<Basics> = "basics",
        /// Jobs, the latest first by habit.
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
        /// Files of the same folder in which the resume goes on: their lists are joined to those here.
        files: Vec<Text> = "files",
        /// About the file; not printed.
        meta: Option<Meta> = "meta",
        /// How cvgen is to print all this.
        settings: Option<Settings> = "cvgen",
    }
}

/// A resume as it was written, and where.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Resume {
    /// The texts it was read from; a [`Span`] points into one of them.
    pub sources: Vec<Arc<Source>>,
    /// What they say.
    pub contents: Contents,
    /// The keys of the sections, in the order in which the person wrote them.
    pub written_order: Vec<String>,
    /// The language that it is written in, if anything tells it.
    pub written_in: Option<WrittenIn>,
    /// The tree that it was made from.
    pub tree: Node,
}

impl Resume {
    /// Understands `tree`, which was read from `sources`. Fails only on wrong structure; a result
    /// comes with warnings, and a failure with every problem there is.
    pub fn decode(sources: &[Arc<Source>], mut tree: Node) -> Outcome<Resume> {
        let mut problems = Problems::new(sources, Vec::new());
        written::names::settle(&mut tree, &mut problems);
        problems.languages = written_languages(&tree, &stated_languages(&tree));
        let name = sources.first().map_or("", |source| &source.name);
        let written_in = written_in(&tree, name);
        let tool = foreign::tool(&tree);
        problems.written_in = written_in.as_ref().map(|written| written.language.clone());
        let tree = tidy::tidy(tree, &mut problems);
        let contents = Contents::decode(&tree, ROOT, &mut problems);
        tidy::markup(&tree, &mut problems);
        tidy::escapes(&tree, &mut problems);
        // What is there and of the wrong shape is told already.
        let has_errors = problems.found.iter().any(Diagnostic::is_error);
        let is_foreign = tool.is_some();
        let is_said = |contents: &Contents| contents.says_anything() && says_anything(&tree);
        let is_empty = contents.as_ref().is_some_and(|contents| !is_said(contents));
        let basics = contents.as_ref().and_then(|contents| contents.basics.as_ref());
        let has_name = basics.is_some_and(|basics| basics.name.is_some());
        if is_foreign && (has_errors || !has_name) || is_empty && !has_errors {
            problems.report(tree.span, nothing(tool));
        }
        match problems.finish(contents) {
            Ok(mut warned) => {
                paths::name(&mut warned.warnings, sources, &tree);
                warned
                    .warnings
                    .extend(written_in.as_ref().and_then(|it| written::advice(it, name)));
                Ok(warned.map(|contents| Resume {
                    sources: sources.to_vec(),
                    contents,
                    written_order: written_order(&tree),
                    written_in,
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

impl Contents {
    /// Whether there is anything to print.
    fn says_anything(&self) -> bool {
        let bare = |basics: &Basics| Basics { span: Span::default(), ..basics.clone() };
        let is_person = self.basics.as_ref().is_some_and(|own| bare(own) != Basics::default());
        let without = Contents {
            basics: None,
            meta: None,
            settings: None,
            span: Span::default(),
            ..self.clone()
        };
        is_person || without != Contents::default()
    }
}

/// Whether a text is anywhere but in what is about the file itself.
fn says_anything(tree: &Node) -> bool {
    let Value::Map(entries) = &tree.value else { return false };
    let is_content = |key: &str| !matches!(key, "cvgen" | "meta" | "$schema");
    let says = |node: &Node| node.find_scalar(&|text| !text.trim().is_empty()).is_some();
    entries.iter().any(|(key, node)| is_content(&key.text) && says(node))
}

/// That there is nothing to print in a file, which is that of the `tool`, if it is a known one.
fn nothing(tool: Option<&str>) -> Diagnostic {
    let message = "there is nothing to print";
    let told = Diagnostic::error("empty", message);
    match tool {
        Some(tool) => {
            Diagnostic { message: format!("this is {tool}, not a resume for cvgen"), ..told }
                .hint("write a resume with `basics`, `work` …; `cvgen new` makes one to begin with")
        }
        None => told.hint("a resume begins with `basics:`; `cvgen new` writes one to begin with"),
    }
}

fn written_order(tree: &Node) -> Vec<String> {
    match &tree.value {
        Value::Map(entries) => entries.iter().map(|(key, _)| key.text.clone()).collect(),
        _ => Vec::new(),
    }
}

/// The other names of the fields of the record `name`, behind today's.
pub(crate) fn aliases(name: &str) -> Vec<(&'static str, &'static str)> {
    let found = RECORDS.iter().find(|(known, ..)| *known == name);
    found.map(|(_, aliases, _)| aliases()).unwrap_or_default()
}

/// The records that may be written as a text, and whether one may be written in place of their list.
pub(crate) fn bare_entries() -> Vec<(&'static str, bool)> {
    RECORDS.iter().filter_map(|(name, _, bare)| Some((*name, (*bare)?.single))).collect()
}

/// A record as the schema knows it: its name, the other names of its fields, what it is without them.
type Record = (&'static str, fn() -> Vec<(&'static str, &'static str)>, Option<decode::Bare>);

macro_rules! records {
    ($($record:ident),*) => {
        const RECORDS: &[Record] = &[$( (
            stringify!($record),
            <$record as decode::DecodeFields>::aliases,
            <$record as decode::DecodeFields>::BARE,
        ) ),*];
    };
}

records!(
    Contents,
    Basics,
    Address,
    Profile,
    Work,
    Position,
    Volunteer,
    Education,
    Award,
    Certificate,
    Publication,
    Skill,
    SpokenLanguage,
    Interest,
    Reference,
    Project,
    CustomSection,
    CustomEntry,
    Settings,
    Variant,
    TaggedText
);
