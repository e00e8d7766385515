//! What is wrong or weak about a resume, and what a machine reads back out of its PDF.
//!
//! Takes the resume, the document that was made of it and the PDF, any of which may be absent; gives
//! one list of findings. Changes none of them, and never touches the disk.

mod contrast;
mod extract;
mod facts;
mod format;
pub mod pdf;
mod places;
mod posting;
mod rules;
mod words;

pub use self::format::{json, sarif};
pub use self::posting::{Coverage, Term, coverage};
pub use self::rules::RULES;

use self::extract::Extract;
use self::facts::Fact;
use self::pdf::Pdf;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, Document, Inline, SectionKind, plain_text};
use crate::resume::Resume;

/// Something to look for.
pub struct Rule {
    /// Its name, such as `lost-text`.
    pub code: &'static str,
    source: &'static str,
    check: fn(&Subject<'_>, &mut Vec<Diagnostic>),
}

impl Rule {
    /// The rule called `code`.
    pub fn find(code: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.code == code)
    }

    /// What it is in one line.
    pub fn title(&self) -> &'static str {
        let first = self.source.lines().next().unwrap_or_default();
        first.trim_start_matches("//!").trim()
    }

    /// Its manual page: the documentation of its file.
    pub fn manual(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n")
    }
}

/// What is looked at.
#[derive(Clone, Copy, Default)]
pub struct Input<'a> {
    /// What the person wrote.
    pub resume: Option<&'a Resume>,
    /// What is printed of it.
    pub document: Option<&'a Document>,
    /// The PDF: made of the document, or anybody's.
    pub pdf: Option<&'a Pdf>,
    /// What was said while the document and the PDF were made.
    pub notes: &'a [Diagnostic],
    /// The most pages that were asked for.
    pub most_pages: Option<usize>,
}

/// Everything found, the worst first, otherwise in the order of the rules.
pub fn check(input: &Input<'_>) -> Vec<Diagnostic> {
    let subject = Subject::new(input);
    let mut found = Vec::new();
    for rule in RULES {
        (rule.check)(&subject, &mut found);
    }
    let is_ruled = |note: &&Diagnostic| RULES.iter().any(|rule| rule.code == note.code);
    found.extend(input.notes.iter().filter(|note| !is_ruled(note)).cloned());
    found.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    found.dedup();
    found
}

/// How much of a document is in a text that was extracted from its PDF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recall {
    /// How many facts the document has: names, dates, titles, bullets, ….
    pub facts: usize,
    /// Those that are not in the text.
    pub lost: Vec<String>,
    /// Those that do not stand behind the fact before them.
    pub disordered: Vec<String>,
}

/// Looks for everything `document` says in `text`, whatever program extracted it.
pub fn recall(document: &Document, text: &str) -> Recall {
    let extract = Extract::new(text.to_owned());
    let facts = facts::facts(document);
    let lost = facts.iter().filter(|fact| extract.find(&fact.text, 0).is_none());
    let lost = lost.map(|fact| fact.text.clone()).collect();
    let disordered = rules::disordered(&facts, &extract);
    let disordered = disordered.into_iter().map(|(fact, _)| fact.text.clone()).collect();
    Recall { facts: facts.len(), lost, disordered }
}

/// What the rules look at: the input, and what several of them need.
struct Subject<'a> {
    resume: Option<&'a Resume>,
    document: Option<&'a Document>,
    pdf: Option<&'a Pdf>,
    notes: &'a [Diagnostic],
    most_pages: Option<usize>,
    /// What the document says, to be found in the PDF.
    facts: Vec<Fact>,
    /// The text of the PDF.
    extract: Option<Extract>,
}

/// A text of the document, as it is printed.
struct Sentence {
    plain: String,
    is_bullet: bool,
    /// Whether it tells what the person did: a bullet of a job or a project.
    is_achievement: bool,
}

impl<'a> Subject<'a> {
    fn new(input: &Input<'a>) -> Self {
        Subject {
            resume: input.resume,
            document: input.document,
            pdf: input.pdf,
            notes: input.notes,
            most_pages: input.most_pages,
            facts: input.document.map(facts::facts).unwrap_or_default(),
            extract: input.pdf.map(|pdf| Extract::new(pdf.running_text())),
        }
    }

    /// What was said under `code` while the document was made.
    fn noted(&self, code: &'static str) -> impl Iterator<Item = Diagnostic> {
        self.notes.iter().filter(move |note| note.code == code).map(|note| {
            let severity = note.severity.max(Severity::Warning);
            Diagnostic { severity, ..note.clone() }
        })
    }

    fn is_english(&self) -> bool {
        self.document.is_some_and(|document| document.language.lang == "en")
    }

    fn is_chinese(&self) -> bool {
        self.document.is_some_and(|document| document.language.lang == "zh")
    }

    /// Every text and bullet.
    fn sentences(&self) -> impl Iterator<Item = Sentence> {
        let mut all = Vec::new();
        if let Some(document) = self.document {
            let mut text = |blocks: &[Block]| {
                let plain = facts::paragraphs(blocks).into_iter();
                all.extend(plain.map(|plain| Sentence {
                    plain,
                    is_bullet: false,
                    is_achievement: false,
                }));
            };
            text(&document.header.summary);
            for section in &document.sections {
                text(&section.body);
                // What others say of the person is theirs.
                let entries =
                    section.entries.iter().filter(|_| section.kind != SectionKind::Quotes);
                for entry in entries.clone() {
                    text(&entry.body);
                    entry.roles.iter().for_each(|role| text(&role.body));
                }
            }
            for section in &document.sections {
                let is_achievement =
                    matches!(section.id.as_str(), "work" | "volunteer" | "projects");
                for bullets in lists(section) {
                    let bullets = bullets.iter().map(|runs| Sentence {
                        plain: plain_text(runs),
                        is_bullet: true,
                        is_achievement,
                    });
                    all.extend(bullets);
                }
            }
        }
        all.into_iter()
    }

    /// The bullets of each entry and role.
    fn lists(&self) -> Vec<Vec<String>> {
        let sections = self.document.map_or(&[][..], |document| &document.sections);
        let plain = |bullets: &[Inline]| bullets.iter().map(|runs| plain_text(runs)).collect();
        sections.iter().flat_map(lists).map(plain).collect()
    }

    /// Every text in which names of technologies may stand: no code, no links.
    fn words(&self) -> Vec<String> {
        self.document.map(facts::words).unwrap_or_default()
    }
}

/// The bullets of each entry and role of `section`.
fn lists(section: &crate::document::Section) -> impl Iterator<Item = &[Inline]> {
    section.entries.iter().flat_map(|entry| {
        let roles = entry.roles.iter().map(|role| role.highlights.as_slice());
        std::iter::once(entry.highlights.as_slice()).chain(roles)
    })
}
