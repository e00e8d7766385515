//! A job posting against a resume: which of its terms the resume has, and where.
//!
//! Takes the posting's text and the document, gives the terms with the sections they are in. Compares
//! stems of words, whatever the case and the hyphens; Chinese by its words. It never writes anything
//! into the resume.

mod lexicon;
mod lines;
mod terms;
mod words;

use self::words::{Word, words};
use crate::check::facts;
use crate::check::words::is_han;
use crate::document::Document;
use std::collections::HashSet;

/// A term of a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// How the posting first writes it.
    pub text: String,
    /// How often it is there.
    pub count: usize,
    /// The titles of the sections of the resume that have it; the first may be empty, for the header.
    pub sections: Vec<String>,
}

/// How much of a posting a resume covers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The terms the resume has, the most frequent of the posting first.
    pub has: Vec<Term>,
    /// Those it lacks.
    pub lacks: Vec<Term>,
}

impl Coverage {
    /// The part of the terms that the resume has, in percent; none if the posting has no terms.
    pub fn percent(&self) -> Option<usize> {
        let all = self.has.len() + self.lacks.len();
        (all > 0).then(|| (self.has.len() * 100 + all / 2) / all)
    }
}

/// Which of the terms of `posting` are in `document`.
pub fn coverage(posting: &str, document: &Document) -> Coverage {
    let sections = sections(document);
    let mut coverage = Coverage::default();
    for (key, mut term) in terms::terms(posting) {
        for section in sections.iter().filter(|section| section.has(&key)) {
            if !term.sections.contains(&section.title) {
                term.sections.push(section.title.clone());
            }
        }
        let list = if term.sections.is_empty() { &mut coverage.lacks } else { &mut coverage.has };
        list.push(term);
    }
    coverage
}

/// A section of the resume, ready to be searched.
#[derive(Default)]
struct Section {
    title: String,
    /// The stems of the words of each of its texts.
    texts: Vec<HashSet<String>>,
    /// All of it, in small letters.
    whole: String,
}

impl Section {
    /// Whether the words of a term are together in a text: all of them, or all but one of three.
    fn has(&self, key: &[String]) -> bool {
        // Where Chinese words end depends on their neighbours.
        if let [only] = key
            && only.contains(is_han)
        {
            return self.whole.contains(only.as_str());
        }
        let needed = if key.len() > 2 { key.len() - 1 } else { key.len() };
        let found = |text: &HashSet<String>| key.iter().filter(|stem| text.contains(*stem)).count();
        self.texts.iter().any(|text| found(text) >= needed)
    }
}

/// The sections of `document`, the header first under no title, with all their words.
fn sections(document: &Document) -> Vec<Section> {
    let titled = |section: &crate::document::Section| Section {
        title: section.title.clone(),
        ..Section::default()
    };
    let mut sections = vec![Section::default()];
    sections.extend(document.sections.iter().map(titled));
    for fact in facts::facts(document) {
        let section = &mut sections[fact.section.map_or(0, |section| section + 1)];
        let stems = words(&fact.text).into_iter().flatten().map(|Word { stem, .. }| stem);
        section.texts.push(stems.collect());
        section.whole += &fact.text.to_lowercase();
        section.whole.push('\n');
    }
    sections
}
