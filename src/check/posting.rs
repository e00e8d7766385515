//! A job posting against a resume: which of its terms the resume has, and where.
//!
//! Takes the posting's text and the document, gives the terms with the sections they stand in. Compares
//! stems of words, whatever the case and the hyphens; Chinese by its words. It never writes anything
//! into the resume.

use super::words;
use crate::document::Document;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The most words of a term.
const MOST_WORDS: usize = 3;

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

/// Which of the terms of `posting` stand in `document`.
pub fn coverage(posting: &str, document: &Document) -> Coverage {
    let sections = sections(document);
    let mut coverage = Coverage::default();
    for (key, mut term) in terms(posting) {
        for section in &sections {
            if section.has(&key) && !term.sections.contains(&section.title) {
                term.sections.push(section.title.clone());
            }
        }
        let list = if term.sections.is_empty() { &mut coverage.lacks } else { &mut coverage.has };
        list.push(term);
    }
    coverage
}

/// A section of the resume, ready to be searched.
struct Section {
    title: String,
    /// Its words in the form in which they are compared, `None` where a phrase ends.
    stems: Vec<Option<String>>,
    text: String,
}

impl Section {
    fn has(&self, key: &[String]) -> bool {
        // Where Chinese words end depends on their neighbours.
        if let [only] = key
            && only.contains(is_han)
        {
            return self.text.contains(only.as_str());
        }
        self.stems.windows(key.len()).any(|window| {
            window.iter().zip(key).all(|(word, wanted)| word.as_ref() == Some(wanted))
        })
    }
}

/// The sections of `document`, the header first under no title, with all their words.
fn sections(document: &Document) -> Vec<Section> {
    let titles = document.sections.iter().map(|section| section.title.clone());
    let empty = |title| Section { title, stems: Vec::new(), text: String::new() };
    let mut sections: Vec<Section> =
        std::iter::once(String::new()).chain(titles).map(empty).collect();
    for fact in super::facts::facts(document) {
        let section = &mut sections[fact.section.map_or(0, |section| section + 1)];
        section
            .stems
            .extend(words_of(&fact.text).into_iter().map(|word| word.map(|word| word.stem)));
        section.stems.push(None);
        section.text += &fact.text;
        section.text.push('\n');
    }
    sections
}

struct Word {
    /// As it is written.
    text: String,
    stem: String,
    /// Whether it can begin or end a term.
    is_content: bool,
}

/// The terms of `posting` by their stems, the most frequent first.
fn terms(posting: &str) -> Vec<(Vec<String>, Term)> {
    let mut terms: Vec<(Vec<String>, Term)> = Vec::new();
    let mut phrase: Vec<Word> = Vec::new();
    let end = |phrase: &mut Vec<Word>, terms: &mut Vec<(Vec<String>, Term)>| {
        let words = std::mem::take(phrase);
        if words.len() <= MOST_WORDS {
            add(&words, terms);
        } else {
            // A heap of words is no term, but the names in it are.
            let names = words.iter().filter(|word| is_name(&word.text));
            names.for_each(|word| add(std::slice::from_ref(word), terms));
        }
    };
    for word in words_of(posting) {
        match word {
            Some(word) if word.is_content => {
                let is_chinese = word.text.contains(is_han);
                if is_chinese {
                    end(&mut phrase, &mut terms);
                }
                phrase.push(word);
                if is_chinese {
                    end(&mut phrase, &mut terms);
                }
            }
            _ => end(&mut phrase, &mut terms),
        }
    }
    end(&mut phrase, &mut terms);
    terms.sort_by_key(|(_, term)| std::cmp::Reverse(term.count));
    terms
}

fn add(words: &[Word], terms: &mut Vec<(Vec<String>, Term)>) {
    let key: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
    let is_term = match words {
        [] => false,
        [only] => {
            only.text.contains(is_han) || only.text.chars().count() > 1 || is_name(&only.text)
        }
        _ => true,
    };
    if !is_term || words.iter().all(|word| word.text.chars().all(|c| c.is_ascii_digit())) {
        return;
    }
    if let Some((_, known)) = terms.iter_mut().find(|(known, _)| *known == key) {
        known.count += 1;
        return;
    }
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    terms.push((key, Term { text, count: 1, sections: Vec::new() }));
}

/// Whether `word` looks like a name: `AWS`, `PostgreSQL`, `C++`, `Node.js`.
fn is_name(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let has_mark = word.contains(['+', '#', '.']) || word.contains(|c: char| c.is_ascii_digit());
    upper > 1
        || (upper == 1 && word.chars().count() == 1)
        || has_mark
        || words::technologies().knows(word)
}

#[derive(Default, Deserialize)]
struct StopWords {
    en: HashSet<String>,
    zh: HashSet<String>,
}

static STOP_WORDS: LazyLock<StopWords> = LazyLock::new(|| words::load("check/stop-words.toml"));

/// The words of `text`; `None` where a phrase ends.
fn words_of(text: &str) -> Vec<Option<Word>> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut found = Vec::new();
    for part in pieces(text) {
        match part {
            Piece::Break => found.push(None),
            Piece::Han(run) => found.extend(han_words(run).into_iter().map(Some)),
            Piece::Word(word) => {
                let small = word.to_lowercase();
                let is_content = !STOP_WORDS.en.contains(&small);
                // The stemmer knows letters only: `C++` and `Node.js` stay as they are.
                let is_plain = small.chars().all(|c| c.is_ascii_alphabetic() || c == '\'');
                let stem = if is_plain { stemmer.stem(&small).into_owned() } else { small };
                found.push(Some(Word { text: word.to_owned(), stem, is_content }));
            }
        }
    }
    found
}

/// The words of a text without blanks. A character alone belongs to the word before it: `数据` and
/// `库` are `数据库`.
fn han_words(run: &str) -> Vec<Word> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(run).collect();
    let is_stop = |word: &str| STOP_WORDS.zh.contains(word);
    let mut words: Vec<String> = Vec::new();
    for pair in ends.windows(2) {
        let word = &run[pair[0]..pair[1]];
        match words.last_mut() {
            Some(last) if word.chars().count() == 1 && !is_stop(word) && !is_stop(last) => {
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    let word = |text: String| {
        let is_content = text.chars().count() > 1 && !is_stop(&text);
        Word { stem: text.clone(), text, is_content }
    };
    words.into_iter().map(word).collect()
}

/// A part of a text.
enum Piece<'a> {
    /// A word in letters.
    Word(&'a str),
    /// Characters of a script without blanks.
    Han(&'a str),
    /// The end of a phrase: punctuation, a line end.
    Break,
}

fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let kind = |c: char| match c {
        c if is_han(c) => 'h',
        // A hyphen parts words as a blank does: `real-time` is `real time`.
        ' ' | '\t' | '-' | '\u{a0}' | '\u{2010}' | '\u{2011}' => ' ',
        c if c.is_alphanumeric() || "+#.'’".contains(c) => 'w',
        _ => '!',
    };
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let this = kind(first);
        let end = rest.find(|c| kind(c) != this).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        match this {
            'h' => found.push(Piece::Han(part)),
            'w' => {
                // A full stop ends a sentence, unless letters follow it: `Node.js`, `.NET`.
                let word = part.trim_end_matches(['.', '\'', '’']);
                let ends = word.len() < part.len();
                let word = word.trim_start_matches(['\'', '’', '#', '+']);
                if word.chars().any(char::is_alphanumeric) {
                    found.push(Piece::Word(word));
                }
                if ends {
                    found.push(Piece::Break);
                }
            }
            ' ' => {}
            _ => found.push(Piece::Break),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(posting: &str) -> Vec<String> {
        terms(posting).into_iter().map(|(_, term)| term.text).collect()
    }

    #[test]
    fn terms_are_phrases_between_stop_words() {
        let found =
            names("We are looking for experience with Kubernetes, CI/CD and distributed systems.");
        for term in ["Kubernetes", "CI", "distributed systems"] {
            assert!(found.iter().any(|known| known == term), "{term}: {found:?}");
        }
        assert!(!found.iter().any(|term| term.contains("looking")), "{found:?}");
    }

    #[test]
    fn words_are_compared_by_their_stems() {
        let stems = |text: &str| {
            words_of(text).into_iter().map(|word| word.map(|w| w.stem)).collect::<Vec<_>>()
        };
        assert_eq!(stems("Real-time systems"), stems("real time system"));
        assert_ne!(stems("C"), stems("C++"));
        assert_eq!(stems("数据库开发").len(), 2);
    }
}
