//! What is wrong or weak about a resume, and what a machine reads back out of its PDF.
//!
//! Takes the resume, the document that was made of it and the PDF, any of which may be absent; gives
//! one list of findings. Changes none of them, and never touches the disk.

mod codes;
mod contrast;
mod extract;
pub(crate) mod facts;
mod format;
mod located;
mod places;
mod recognise;
mod rules;
pub(crate) mod words;

pub use self::codes::{codes, explain};
pub use self::format::{github, json, sarif};
pub use self::located::{Mark, Places};
pub use self::rules::{RULES, too_long};

use self::extract::Extract;
use self::facts::Fact;
use self::places::Texts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, Inline, Section, SectionKind, plain_text};
use crate::foreign::Reading;
use crate::pdf::Pdf;
use crate::resume::Resume;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::hash::Hash;

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
pub struct CheckInput<'a> {
    /// What the person wrote.
    pub resume: Option<&'a Resume>,
    /// What is printed of it.
    pub document: Option<&'a Document>,
    /// The PDF: made of the document, or anybody's.
    pub pdf: Option<&'a Pdf>,
    /// A document that is no PDF, in place of one.
    pub reading: Option<&'a Reading>,
    /// What was said while the document and the PDF were made.
    pub notes: &'a [Diagnostic],
    /// The most pages that were asked for.
    pub most_pages: Option<usize>,
}

/// Everything found, the worst first, otherwise in the order of the rules.
pub fn check(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let subject = Subject::new(input);
    let mut found = Vec::new();
    for rule in RULES {
        (rule.check)(&subject, &mut found);
    }
    let is_ruled = |note: &&Diagnostic| RULES.iter().any(|rule| rule.code == note.code);
    found.extend(input.notes.iter().filter(|note| !is_ruled(note)).cloned());
    let mut told = HashSet::new();
    found.retain(|diagnostic| told.insert(identity(diagnostic)));
    sort(&mut found);
    found
}

/// What makes a finding the same as another one.
pub fn identity(diagnostic: &Diagnostic) -> impl Eq + Hash + use<> {
    let place =
        diagnostic.place.as_ref().map(|place| (place.source.name.clone(), place.start, place.end));
    (diagnostic.code, diagnostic.severity as u8, diagnostic.message.clone(), place)
}

/// Puts findings in order: the worst first, those of one rule together, in the order of the file.
pub fn sort(found: &mut [Diagnostic]) {
    let rule = |code: &str| RULES.iter().position(|rule| rule.code == code).unwrap_or(RULES.len());
    found.sort_by_cached_key(|diagnostic| {
        let place = diagnostic.place.as_ref().map(|place| (place.source.name.clone(), place.start));
        (std::cmp::Reverse(diagnostic.severity), rule(diagnostic.code), diagnostic.code, place)
    });
}

/// How much there was to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Extent {
    /// Pages of the PDF.
    pub pages: usize,
    /// Names, dates, titles, bullets of the document.
    pub texts: usize,
    /// Links of the PDF.
    pub links: usize,
}

impl Extent {
    /// How much of `input` there is to look at.
    pub fn of(input: &CheckInput<'_>) -> Extent {
        Extent {
            pages: input.pdf.map_or(0, |pdf| pdf.pages.len()),
            texts: match (input.document, input.reading) {
                (Some(document), _) => facts::facts(document).len(),
                (None, reading) => reading.map_or(0, |reading| reading.parts.len()),
            },
            links: input.pdf.map_or(0, |pdf| pdf.links.len())
                + input.reading.map_or(0, |reading| reading.links.len()),
        }
    }
}

/// How much of a document is in a text that was extracted from its PDF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Recall {
    /// How many facts the document has: names, dates, titles, bullets, ….
    pub facts: usize,
    /// Those that are not in the text.
    pub lost: Vec<String>,
    /// Those that do not follow the fact before them, or are inside another section.
    pub disordered: Vec<String>,
}

/// Looks for everything `document` says in `text`, whatever program extracted it.
pub fn recall(document: &Document, text: &str) -> Recall {
    let facts = facts::facts(document);
    let extract = Extract::new(text.to_owned()).knowing(facts.iter().map(|it| it.text.as_str()));
    let lost = facts.iter().filter(|fact| !extract.has(&fact.text));
    let lost = lost.map(|fact| fact.text.clone()).collect();
    let disordered = rules::disordered(&facts, &extract).into_iter().map(|(fact, _)| fact);
    let interleaved = rules::interleaved(&facts, &extract).map(|(fact, _)| fact);
    let disordered = disordered.chain(interleaved).map(|fact| fact.text.clone()).collect();
    Recall { facts: facts.len(), lost, disordered }
}

/// What the rules look at: the input, and what several of them need.
struct Subject<'a> {
    resume: Option<&'a Resume>,
    document: Option<&'a Document>,
    pdf: Option<&'a Pdf>,
    reading: Option<&'a Reading>,
    notes: &'a [Diagnostic],
    most_pages: Option<usize>,
    /// What the document says, to be found in the PDF.
    facts: Vec<Fact>,
    /// The text of the PDF, or of what is there in its place.
    extract: Option<Extract>,
    /// Where what the person wrote is, to look up findings in.
    texts: OnceCell<Texts>,
}

/// A text of the document.
struct Sentence {
    /// As it is printed.
    plain: String,
    /// The same without code, links and addresses.
    prose: String,
    is_bullet: bool,
}

impl Sentence {
    fn new(runs: &Inline, is_bullet: bool) -> Self {
        Sentence { plain: plain_text(runs), prose: facts::prose(runs), is_bullet }
    }
}

/// The bullets of an entry or a role.
struct Bullets {
    /// The id of the section.
    section: String,
    /// As they are printed.
    texts: Vec<String>,
}

impl<'a> Subject<'a> {
    fn new(input: &CheckInput<'a>) -> Self {
        let facts = input.document.map(facts::facts).unwrap_or_default();
        let text = match (input.pdf, input.reading) {
            (Some(pdf), _) => Some(pdf.running_text()),
            (None, reading) => reading.map(Reading::text),
        };
        let texts = || facts.iter().map(|fact| fact.text.as_str());
        let extract = text.map(|text| Extract::new(text).knowing(texts()));
        Subject {
            resume: input.resume,
            document: input.document,
            pdf: input.pdf,
            reading: input.reading,
            notes: input.notes,
            most_pages: input.most_pages,
            facts,
            extract,
            texts: OnceCell::new(),
        }
    }

    /// What the file that was read is called in messages.
    fn file(&self) -> &'static str {
        if self.reading.is_some() { "file" } else { "PDF" }
    }

    /// What was said under `code` while the document was made.
    fn noted(&self, code: &'static str) -> impl Iterator<Item = Diagnostic> {
        self.notes.iter().filter(move |note| note.code == code).map(|note| {
            let severity = note.severity.max(Severity::Warning);
            Diagnostic { severity, ..note.clone() }
        })
    }

    fn is_english(&self) -> bool {
        let Some(document) = self.document.filter(|document| document.language.lang == "en") else {
            return false;
        };
        // A resume that says nothing of its language is taken for English.
        let words = facts::words(document);
        words::is_english(words.iter().map(String::as_str))
    }

    fn is_chinese(&self) -> bool {
        self.language() == "zh"
    }

    /// The language of the document, such as `zh`; empty if there is none.
    fn language(&self) -> &str {
        self.document.map_or("", |document| &document.language.lang)
    }

    /// Every text and bullet of the person's own: what others say of them is theirs.
    fn sentences(&self) -> Vec<Sentence> {
        let Some(document) = self.document else { return Vec::new() };
        let mut texts = facts::paragraphs(&document.header.summary);
        let mut bullets: Vec<&Inline> = Vec::new();
        for section in &document.sections {
            texts.extend(facts::paragraphs(&section.body));
            bullets.extend(lists(section).flatten());
            for entry in section.entries.iter().filter(|_| section.kind != SectionKind::Quotes) {
                let bodies = entry.roles.iter().map(|role| &role.body);
                let bodies = std::iter::once(&entry.body).chain(bodies);
                texts.extend(bodies.flat_map(|body| facts::paragraphs(body)));
            }
        }
        let texts = texts.into_iter().map(|runs| Sentence::new(runs, false));
        texts.chain(bullets.into_iter().map(|runs| Sentence::new(runs, true))).collect()
    }

    /// The bullets of each entry and role.
    fn lists(&self) -> Vec<Bullets> {
        let sections = self.document.map_or(&[][..], |document| &document.sections);
        let own = |section: &Section| -> Vec<Bullets> {
            let texts = |list: Vec<&Inline>| list.iter().map(|runs| plain_text(runs)).collect();
            let bullets = lists(section).map(texts);
            bullets.map(|texts| Bullets { section: section.id.clone(), texts }).collect()
        };
        sections.iter().flat_map(own).collect()
    }

    /// Every text in which names of technologies may be: no code, no links.
    fn words(&self) -> Vec<String> {
        self.document.map(facts::words).unwrap_or_default()
    }
}

/// The bullets of each entry and role of `section`.
fn lists(section: &Section) -> impl Iterator<Item = Vec<&Inline>> {
    section.entries.iter().flat_map(|entry| {
        let roles = entry.roles.iter().map(|role| facts::lines(&role.highlights).collect());
        std::iter::once(facts::lines(&entry.highlights).collect()).chain(roles)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foreign::{Apart, Hidden, Hyperlink, Passage, PassageKind};

    #[test]
    fn what_is_wrong_with_a_document_is_told() {
        let reading = Reading {
            parts: vec![
                Passage { kind: PassageKind::Heading(1), text: "Ann Li".to_owned() },
                Passage { kind: PassageKind::Text, text: "ann@example.org".to_owned() },
            ],
            links: vec![
                Hyperlink { url: "www.example.org".to_owned(), text: "site".to_owned() },
                Hyperlink { url: "#work".to_owned(), text: "Work".to_owned() },
            ],
            pictures_without_text: 1,
            apart: vec![Apart { place: "a text box".to_owned(), text: "Rust".to_owned() }],
            hidden: vec![Hidden { why: "invisible".to_owned(), text: "rust rust".to_owned() }],
            ..Reading::default()
        };
        let codes = |reading: &Reading| -> Vec<&str> {
            let input = CheckInput { reading: Some(reading), ..CheckInput::default() };
            check(&input).iter().map(|found| found.code).collect()
        };
        let expected = [
            "hidden-text",
            "bad-link",
            "text-apart",
            "image-without-text",
            "no-language",
            "no-title",
        ];
        assert_eq!(codes(&reading), expected);
        let named = |text: &str| Some(text.to_owned());
        let whole = Reading {
            title: named("Ann Li"),
            language: named("en"),
            parts: reading.parts,
            ..Reading::default()
        };
        assert_eq!(codes(&whole), Vec::<&str>::new());
    }
}
