//! The terms of a posting: names, and phrases of up to three words.

use super::Term;
use super::language::Language;
use super::lexicon::Lexicon;
use super::lines::lines;
use super::phrases::Reader;
use super::words::Word;
use crate::check::words::{Tense, verb};

/// The most words of a term.
const MOST_WORDS: usize = 3;

/// The terms of `posting` with their words: the most frequent first, of equal ones names first, otherwise in the
/// order of the posting.
pub(super) fn terms(
    posting: &str,
    language: &Language,
    lexicon: &Lexicon,
) -> Vec<(Vec<Word>, Term)> {
    let reader = Reader { language, lexicon };
    let employer = reader.employer(posting);
    let mut list = Vec::new();
    for line in lines(posting, lexicon) {
        for phrase in reader.phrases(&line) {
            let is_employer =
                |word: &Word| word.is_link || employer.iter().any(|known| known.is_same(word));
            if !phrase.iter().all(is_employer) {
                reader.phrase(&mut list, &phrase);
            }
        }
    }
    list.sort_by_key(|(_, term)| (std::cmp::Reverse(term.count), !reader.is_name(&term.text)));
    list
}

impl Reader<'_> {
    /// Adds the terms of a run of words.
    fn phrase(&self, list: &mut Vec<(Vec<Word>, Term)>, phrase: &[Word]) {
        let names = phrase.iter().filter(|word| self.is_name(&word.text));
        let content = phrase.iter().filter(|word| !word.is_link).count();
        let count = names.clone().count();
        let plain = self.plain(phrase);
        // `Kubernetes clusters`, `macros VBA`, `sviluppo di query SQL`: a resume has the name.
        let is_about_names =
            count > 0 && count + plain == content && (plain == 1 || self.language.is_head_first);
        if content > 1 && (count == content || is_about_names) {
            // `AWS EKS` are two.
            names.for_each(|word| self.add(list, std::slice::from_ref(word)));
            let run = self.longest_plain_run(phrase);
            if !run.is_empty() {
                self.phrase(list, run);
            }
        } else if content <= MOST_WORDS {
            self.add(list, phrase);
        } else {
            // A heap of words is not a term; the names in it are, and what it is about.
            names.for_each(|word| self.add(list, std::slice::from_ref(word)));
            self.add(list, self.head(phrase));
        }
    }

    /// How many words of `phrase` are neither links nor names nor nouns with a capital.
    fn plain(&self, phrase: &[Word]) -> usize {
        let is_plain = |word: &&Word| {
            !word.is_link && !self.is_name(&word.text) && word.text.starts_with(char::is_lowercase)
        };
        phrase.iter().filter(is_plain).count()
    }

    /// The longest run of plain words between the names of `phrase`, without links around it; nothing if there is
    /// none of two.
    fn longest_plain_run<'w>(&self, phrase: &'w [Word]) -> &'w [Word] {
        let runs = phrase.split(|word| self.is_name(&word.text));
        let longest = runs.max_by_key(|run| self.plain(run));
        let run = longest.filter(|run| self.plain(run) > 1).unwrap_or_default();
        let end = run.iter().rposition(|word| !word.is_link).map_or(0, |last| last + 1);
        let start = run.iter().position(|word| !word.is_link).unwrap_or(end);
        &run[start..end]
    }

    /// The two words of a long `phrase` that say what it is about.
    fn head<'w>(&self, phrase: &'w [Word]) -> &'w [Word] {
        let places = phrase.iter().enumerate().filter(|(_, word)| !word.is_link);
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        if self.language.is_head_first {
            &phrase[..=places[1]]
        } else {
            &phrase[places[places.len() - 2]..]
        }
    }

    /// Adds `words` as a term, or counts one that is known, unless it says nothing.
    fn add(&self, list: &mut Vec<(Vec<Word>, Term)>, words: &[Word]) {
        let content: Vec<&Word> = words.iter().filter(|word| !word.is_link).collect();
        if self.says_nothing(&content) {
            return;
        }
        let is_known = |known: &[Word]| {
            let known: Vec<&Word> = known.iter().filter(|word| !word.is_link).collect();
            known.len() == content.len() && known.iter().zip(&content).all(|(a, b)| a.is_same(b))
        };
        if let Some((_, known)) = list.iter_mut().find(|(known, _)| is_known(known)) {
            known.count += 1;
            return;
        }
        list.push((words.to_vec(), Term { text: text(words), count: 1, sections: Vec::new() }));
    }

    /// Whether these words, by themselves, are what every posting has.
    fn says_nothing(&self, words: &[&Word]) -> bool {
        let [only] = words else { return words.iter().all(|word| self.is_common(word)) };
        if self.is_common(only) {
            return true;
        }
        let is_verb = || verb(&only.text).is_some_and(|verb| verb.tense == Some(Tense::Past));
        // Where nouns have capitals, other words are what is said of them.
        let is_no_noun =
            self.language.has_capital_nouns && only.text.starts_with(char::is_lowercase);
        !self.is_name(&only.text)
            && (only.text.chars().count() == 1
                || is_verb()
                || is_no_noun
                || self.is_doing(&only.text)
                || Lexicon::has(&self.lexicon.weak, &only.text))
    }

    fn is_common(&self, word: &Word) -> bool {
        let is_figure = word.text.starts_with(|c: char| c.is_ascii_digit())
            && word.text.trim_start_matches(|c: char| c.is_ascii_digit()).chars().count() < 2;
        is_figure || Lexicon::has(&self.lexicon.common, &word.text) && !self.is_name(&word.text)
    }
}

/// A term as the posting writes it.
fn text(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() && !text.ends_with('\'') {
            text.push(if word.is_joined { '-' } else { ' ' });
        }
        text += &word.text;
        // What is elided, such as `d` and `l`.
        if word.is_link
            && word.text.chars().count() == 1
            && !matches!(word.text.as_str(), "à" | "o" | "a" | "e" | "y")
        {
            text.push('\'');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(posting: &str) -> Vec<String> {
        let english = super::super::language::of_tag("en").expect("English");
        let terms = terms(posting, english, &Lexicon::of(english));
        terms.into_iter().map(|(_, term)| term.text).collect()
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
    fn what_is_no_skill_is_no_term() {
        let found = names(
            "You are sending reports to clients in the EU. Please send your CV.\nWe offer free parking.\n\
             - Linux, io_uring and TCP/IP; R&D of high-throughput services",
        );
        for part in ["EU", "CV", "sending", "parking", "offer", "R"] {
            assert!(
                !found.iter().any(|term| term.split(' ').any(|word| word == part)),
                "{found:?}"
            );
        }
        for term in ["io_uring", "TCP/IP", "high-throughput services"] {
            assert!(found.iter().any(|known| known == term), "{term}: {found:?}");
        }
    }

    #[test]
    fn a_name_is_a_term_without_what_is_said_of_it() {
        let found =
            names("Run our Kubernetes clusters.\nSQL performance tuning; ACLS certification");
        for term in ["Kubernetes", "SQL performance tuning", "ACLS"] {
            assert!(found.iter().any(|known| known == term), "{term}: {found:?}");
        }
    }

    #[test]
    fn addresses_are_no_terms() {
        let found = names(
            "Nursing of wounds.\nWrite to jobs@example.com or see https://example.org/jobs (www.example.org)",
        );
        assert_eq!(found, ["Nursing", "wounds"]);
    }

    #[test]
    fn the_employer_is_no_term() {
        let found = names("Nurse at Westmere Health Ltd.\nAt Westmere Health you care for wounds.");
        assert!(!found.iter().any(|term| term.contains("Westmere")), "{found:?}");
        assert!(found.contains(&"wounds".to_owned()), "{found:?}");
    }
}
