//! The terms of a posting: names, and phrases of up to three words between words that say little.

use super::Term;
use super::lexicon::{LEXICON, common_stem};
use super::lines::lines;
use super::words::{Word, words};
use crate::check::words::{Tense, is_han, technologies, verb};
use std::collections::HashSet;

/// The most words of a term.
const MOST_WORDS: usize = 3;

/// The terms of `posting` with the stems of their words: the most frequent first, of equal ones names
/// first, otherwise in the order of the posting.
pub(super) fn terms(posting: &str) -> Vec<(Vec<String>, Term)> {
    let employer = employer(posting);
    let mut list = List(Vec::new());
    for line in lines(posting) {
        for phrase in phrases(line) {
            if !phrase.iter().all(|word| employer.contains(&word.stem)) {
                list.phrase(&phrase);
            }
        }
    }
    let mut terms = list.0;
    terms.sort_by_key(|(_, term)| (std::cmp::Reverse(term.count), !is_name(&term.text)));
    terms
}

/// Runs of words that can be in terms, without the verb that a line or its clauses begin with.
fn phrases(line: &str) -> Vec<Vec<Word>> {
    let mut found = vec![Vec::new()];
    let begins_with_verb = |word: &Word| {
        verb(&word.text).is_some_and(|verb| verb.tense == Some(Tense::Present))
            && !is_name(&word.text)
    };
    // `Design, build and run services`: every verb of the clause.
    let mut is_clause = true;
    for word in words(line) {
        let Some(word) = word.filter(|word| word.is_content) else {
            found.push(Vec::new());
            continue;
        };
        let is_first = found.last().is_some_and(Vec::is_empty);
        if is_clause && is_first && begins_with_verb(&word) {
            continue;
        }
        is_clause = false;
        let is_chinese = word.text.contains(is_han);
        if is_chinese {
            found.push(Vec::new());
        }
        if let Some(last) = found.last_mut() {
            last.push(word);
        }
        if is_chinese {
            found.push(Vec::new());
        }
    }
    found.retain(|phrase| !phrase.is_empty());
    found
}

struct List(Vec<(Vec<String>, Term)>);

impl List {
    fn phrase(&mut self, phrase: &[Word]) {
        let names = phrase.iter().filter(|word| is_name(&word.text));
        if phrase.len() > 1 && names.clone().count() == phrase.len() {
            // `AWS EKS` are two.
            names.for_each(|word| self.add(std::slice::from_ref(word)));
        } else if phrase.len() <= MOST_WORDS {
            self.add(phrase);
        } else {
            // A heap of words is not a term; the names in it are, and what it is about is last.
            names.for_each(|word| self.add(std::slice::from_ref(word)));
            self.add(&phrase[phrase.len() - 2..]);
        }
    }

    fn add(&mut self, words: &[Word]) {
        let is_common = |word: &Word| {
            let is_figure = word.text.starts_with(|c: char| c.is_ascii_digit())
                && word.text.trim_start_matches(|c: char| c.is_ascii_digit()).chars().count() < 2;
            is_figure || LEXICON.common.contains(&common_stem(&word.text)) && !is_name(&word.text)
        };
        let says_nothing = match words {
            [only] => {
                let is_short = only.text.chars().count() == 1 && !is_name(&only.text);
                let is_verb = verb(&only.text).is_some_and(|verb| verb.tense == Some(Tense::Past));
                is_short
                    || is_common(only)
                    || !is_name(&only.text)
                        && (is_verb || LEXICON.weak.contains(&common_stem(&only.text)))
            }
            _ => words.iter().all(is_common),
        };
        if says_nothing {
            return;
        }
        let key: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
        if let Some((_, known)) = self.0.iter_mut().find(|(known, _)| *known == key) {
            known.count += 1;
            return;
        }
        let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        self.0.push((key, Term { text, count: 1, sections: Vec::new() }));
    }
}

/// Whether `word` looks like a name: `AWS`, `PostgreSQL`, `C++`, `Node.js`.
fn is_name(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let has_mark = word.contains(['+', '#', '.']) && word.contains(char::is_alphabetic);
    upper > 1
        || (upper == 1 && word.chars().count() == 1)
        || has_mark
        || LEXICON.names.contains(word)
        || technologies().knows(word)
}

/// The stems of the employer's name, if it ends as names of companies do.
fn employer(posting: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    for line in posting.lines() {
        let mut name: Vec<Word> = Vec::new();
        for word in words(line) {
            match word {
                Some(word)
                    if LEXICON.company.contains(&word.text.to_lowercase()) && !name.is_empty() =>
                {
                    found.extend(name.drain(..).map(|word| word.stem));
                    found.insert(word.stem);
                }
                Some(word) if word.text.starts_with(char::is_uppercase) => name.push(word),
                _ => name.clear(),
            }
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
    fn terms_are_phrases_between_words_that_say_little() {
        let found = names(
            "We are looking for experience with Kubernetes, CI/CD and distributed systems.\n\
             - Build and run high-throughput services in Go on AWS EKS\n- Accounting, 50k a year",
        );
        for term in ["Kubernetes", "CI/CD", "distributed systems", "Go", "AWS", "EKS", "Accounting"]
        {
            assert!(found.iter().any(|known| known == term), "{term}: {found:?}");
        }
        for part in ["looking", "Build", "run", "50k", "year"] {
            assert!(
                !found.iter().any(|term| term.split(' ').any(|word| word == part)),
                "{part}: {found:?}"
            );
        }
    }

    #[test]
    fn the_employer_is_no_term() {
        let found = names("Nurse at Westmere Health Ltd.\nAt Westmere Health you care for wounds.");
        assert!(!found.iter().any(|term| term.contains("Westmere")), "{found:?}");
        assert!(found.contains(&"wounds".to_owned()), "{found:?}");
    }
}
