//! Sections and entries of a document.

use super::{Block, Inline};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of the resume under one title.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "wishes of the person, independent of each other"
)]
#[non_exhaustive]
pub struct Section {
    /// `work`, `volunteer`, `education`, `projects`, `skills`, …, or the id of the person's own section.
    pub id: String,
    /// How its entries are best set.
    pub kind: SectionKind,
    /// The printed title; empty for a section without one.
    pub title: String,
    /// Whether its entries are employers and positions, or schools and degrees, which parsers expect on two lines:
    /// `work`, `volunteer`, `education`, and sections of the person's own that have positions.
    pub formal: bool,
    /// The entries, in printing order. Empty only for `kind: text`.
    pub entries: Vec<Entry>,
    /// The text of a section that is only text, or the words before the entries.
    pub body: Vec<Block>,
    /// The person asks that it be set small, such as a consent.
    pub small: bool,
    /// The person asks that it be set at the foot of the last page.
    pub foot: bool,
    /// The person asks for a new page before it.
    pub break_before: bool,
    /// The person asks that it stay on one page if it fits on one.
    pub keep: bool,
}

/// How the entries of a section are best set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SectionKind {
    /// Title, subtitle, date, text and bullets: work, projects, education, …
    Entries,
    /// A term with words behind it: skills, languages, interests.
    Terms,
    /// Bibliographic references: publications.
    Publications,
    /// What somebody said of the person: references.
    Quotes,
    /// Only text.
    Text,
}

/// One entry of a section.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Entry {
    /// The employer, institution, project, award, skill, language or person. Never empty, unless
    /// the entry is only text.
    pub title: Inline,
    /// The position, degree, role, issuer, publisher or level.
    pub subtitle: Inline,
    /// Of education: the degree alone. The subtitle has it with the area, as the language puts them.
    pub degree: Inline,
    /// Of education: the field of study alone.
    pub area: Inline,
    /// Authors of a publication, the person's own name strong.
    pub authors: Inline,
    /// The same, one by one.
    pub author_list: Vec<Author>,
    /// How many authors more there are than are printed.
    pub more_authors: u32,
    /// Of what has authors or a publisher: what parts them, by the script of the entry itself. Empty where it is the
    /// comma of the document.
    pub comma: String,
    /// Of a language: how well it is spoken by the Common European Framework, `A1` to `C2`, where the
    /// subtitle says so.
    pub cefr: Option<String>,
    /// Of a language or a skill: how well it is known, from 1 to 5, where the subtitle says so in a word or a figure.
    pub level: Option<u8>,
    /// Where it was.
    pub location: Inline,
    /// When it was.
    pub date: Dates,
    /// Of a certificate: until when it is valid. The date has it, too.
    pub valid_until: Option<Moment>,
    /// Where it leads.
    pub links: Vec<Link>,
    /// Which of the document's `images` is its logo.
    pub logo: Option<String>,
    /// What the person says about it, printed above it.
    pub comment: Inline,
    /// The comment above it in the file, without its signs: for whoever reads a source that is made of it,
    /// and never printed.
    pub source_comment: Option<String>,
    /// Several positions held there, newest first as written.
    pub roles: Vec<Role>,
    /// The text below the head.
    pub body: Vec<Block>,
    /// The bullets below the text.
    pub highlights: Vec<Highlight>,
    /// Short words that belong to it: the terms of a skill, the technologies of a project.
    pub keywords: Vec<Inline>,
    /// Labelled facts: grade, courses, DOI, ….
    pub details: Vec<Detail>,
    /// The person asks for a new page before it.
    pub break_before: bool,
    /// The person asks that it stay on one page if it fits on one.
    pub keep: bool,
}

/// One of several positions at the same employer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Role {
    /// The position.
    pub title: Inline,
    /// Where it was, if not where the entry was.
    pub location: Inline,
    /// When it was.
    pub date: Dates,
    /// Where it leads.
    pub links: Vec<Link>,
    /// The text below the head.
    pub body: Vec<Block>,
    /// The bullets below the text.
    pub highlights: Vec<Highlight>,
    /// Short words that belong to it.
    pub keywords: Vec<Inline>,
}

/// When something was. A single date has a start only; what goes on has a present end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Dates {
    /// As printed; empty if there is no date.
    pub text: String,
    /// When it began, or the one time it was.
    pub start: Option<Moment>,
    /// When it ended.
    pub end: Option<Moment>,
}

/// One end of a range, or a single date.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Moment {
    /// As printed.
    pub text: String,
    /// As ISO 8601 writes it, `2019`, `2019-03` or `2019-03-01`; absent for words and the present.
    pub iso: Option<String>,
    /// Whether it goes on.
    pub present: bool,
}

/// A bullet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Highlight {
    /// What it says.
    pub runs: Inline,
    /// The bullets below it, and below those at most once more.
    pub items: Vec<Highlight>,
}

impl Highlight {
    /// A bullet with nothing below it.
    pub fn new(runs: Inline) -> Self {
        Highlight { runs, items: Vec::new() }
    }

    /// What it says, and what all below it say.
    pub fn lines(&self) -> Vec<&Inline> {
        let below = self.items.iter().flat_map(Highlight::lines);
        std::iter::once(&self.runs).chain(below).collect()
    }

    /// As [`Self::lines`], to be changed.
    pub(crate) fn visit(&mut self, visit: &mut dyn FnMut(&mut Inline)) {
        visit(&mut self.runs);
        self.items.iter_mut().for_each(|item| item.visit(visit));
    }
}

/// An author of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Author {
    /// The name, without marks.
    pub name: Inline,
    /// The marks behind it, such as `*` or `†`.
    pub marks: String,
    /// Whether it is the person.
    pub own: bool,
}

/// A labelled fact, such as `Grade: 1.3`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Detail {
    /// The label, without punctuation.
    pub label: String,
    /// What it says: one or more items of an enumeration.
    pub items: Vec<Inline>,
}

/// A link that is printed as its address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Link {
    /// What is there, such as `Code`; empty if the person does not say.
    pub label: String,
    /// The address as printed, such as `github.com/kingluo/pgcat`.
    pub text: String,
    /// The whole address; absent if it is none that may be followed, and then only the text is printed.
    pub url: Option<String>,
}
