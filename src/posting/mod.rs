//! A job posting against a resume: which of its terms the resume has, and where.
//!
//! Takes the posting's text and the document, gives the terms with the sections they are in. Compares
//! stems of words, whatever the case and the hyphens; Chinese by its words. A phrase is found where its
//! words follow each other. It never writes anything into the resume.

mod language;
mod lexicon;
mod lines;
mod phrases;
mod terms;
mod words;

use self::language::Language;
use self::lexicon::Lexicon;
use self::words::{Word, words};
use crate::check::facts;
use crate::check::words::is_han;
use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// A term of a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Coverage {
    /// The language in which the posting was read, as BCP 47 has it.
    pub language: &'static str,
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

/// Which of the terms of `posting` are in `document`. An error if the posting is in a language whose words are
/// not known.
pub fn coverage(posting: &str, document: &Document) -> Result<Coverage, Diagnostic> {
    let language = language::of(posting, &document.language.tag)?;
    let lexicon = Lexicon::of(language);
    let sections = sections(document, language, &lexicon);
    let mut coverage = Coverage { language: language.tag, ..Coverage::default() };
    for (phrase, mut term) in terms::terms(posting, language, &lexicon) {
        let phrase: Vec<Word> = phrase.into_iter().filter(|word| !word.is_link).collect();
        for section in sections.iter().filter(|section| section.has(&phrase)) {
            if !term.sections.contains(&section.title) {
                term.sections.push(section.title.clone());
            }
        }
        let list = if term.sections.is_empty() { &mut coverage.lacks } else { &mut coverage.has };
        list.push(term);
    }
    Ok(coverage)
}

/// A section of the resume, ready to be searched.
#[derive(Default)]
struct Section {
    title: String,
    /// The words between two marks of each of its texts.
    runs: Vec<Vec<Word>>,
    /// All of it, in small letters.
    whole: String,
}

impl Section {
    /// Whether the words of a term follow each other in a text.
    fn has(&self, phrase: &[Word]) -> bool {
        // Where Chinese words end depends on their neighbours.
        if let [only] = phrase
            && only.text.contains(is_han)
        {
            return self.whole.contains(&only.text.to_lowercase());
        }
        self.runs.iter().any(|run| {
            (0..run.len())
                .any(|start| follows(&run[start..], phrase) || turns(&run[start..], phrase))
        })
    }
}

/// Whether `run` begins with the words of `phrase`, links aside.
fn follows(run: &[Word], phrase: &[Word]) -> bool {
    let mut rest = run.iter();
    phrase.iter().enumerate().all(|(index, wanted)| {
        let next = rest.find(|word| index == 0 || !word.is_link || word.is_same(wanted));
        next.is_some_and(|word| word.is_same(wanted))
    })
}

/// Whether `run` begins with the two words of `phrase` the other way round and a link between them: `modelling of
/// data` for `data modelling`.
fn turns(run: &[Word], phrase: &[Word]) -> bool {
    let ([first, second], [head, link, rest @ ..]) = (phrase, run) else { return false };
    head.is_same(second)
        && link.is_link
        && rest.iter().find(|word| !word.is_link).is_some_and(|word| word.is_same(first))
}

/// The sections of `document`, the header first under no title, with all their words.
fn sections(document: &Document, language: &Language, lexicon: &Lexicon) -> Vec<Section> {
    let titled = |section: &crate::document::Section| Section {
        title: section.title.clone(),
        ..Section::default()
    };
    let mut sections = vec![Section::default()];
    sections.extend(document.sections.iter().map(titled));
    for fact in facts::facts(document) {
        let section = &mut sections[fact.section.map_or(0, |section| section + 1)];
        let words = words(&fact.text, language, lexicon);
        let runs = words.split(Option::is_none).map(|run| run.iter().flatten().cloned().collect());
        section.runs.extend(runs);
        section.whole += &fact.text.to_lowercase();
        section.whole.push('\n');
    }
    sections
}
