//! The terms of a posting: names, and phrases of up to three words between words that say little.

use super::Term;
use super::language::Language;
use super::lexicon::Lexicon;
use super::lines::lines;
use super::words::{Word, words};
use crate::check::words::{Tense, is_han, technologies, verb};

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

/// Who reads a posting: the language, and its words.
struct Reader<'a> {
    language: &'a Language,
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// Runs of words that can be in terms, without the verb that a line or its clauses begin with.
    fn phrases(&self, line: &str) -> Vec<Vec<Word>> {
        let mut found = vec![Vec::new()];
        // `Design, build and run services`: every verb of the clause.
        let mut is_clause = true;
        // Links, until it is known whether they join.
        let mut links = Vec::new();
        for word in words(line, self.language, self.lexicon) {
            let word = match word {
                Some(word) if word.is_content => {
                    // `systèmes distribués en Go`: a name is by itself.
                    if !links.is_empty() && self.is_name(&word.text) {
                        links.clear();
                        found.push(Vec::new());
                    }
                    word
                }
                Some(word) if word.is_link && self.language.is_head_first => {
                    links.push(word);
                    continue;
                }
                _ => {
                    links.clear();
                    found.push(Vec::new());
                    continue;
                }
            };
            let is_first = found.last().is_some_and(Vec::is_empty);
            if is_clause && is_first && self.begins_with_verb(&word) {
                continue;
            }
            is_clause = false;
            let is_chinese = word.text.contains(is_han);
            if is_chinese {
                found.push(Vec::new());
            }
            if let Some(last) = found.last_mut() {
                if !last.is_empty() {
                    last.append(&mut links);
                }
                links.clear();
                last.push(word);
            }
            if is_chinese {
                found.push(Vec::new());
            }
        }
        for phrase in &mut found {
            self.trim(phrase);
        }
        found.retain(|phrase| !phrase.is_empty());
        found
    }

    fn begins_with_verb(&self, word: &Word) -> bool {
        let small = word.text.to_lowercase();
        let is_infinitive = || {
            small.chars().count() > 4
                && self.language.infinitives.iter().any(|ending| small.ends_with(ending))
        };
        let is_present = || verb(&word.text).is_some_and(|verb| verb.tense == Some(Tense::Present));
        !self.is_name(&word.text) && (is_present() || is_infinitive())
    }

    /// Takes away what only leads to the term: what somebody does with it, and what every posting says of it.
    fn trim(&self, phrase: &mut Vec<Word>) {
        let is_doing = |word: &Word| self.is_doing(&word.text);
        while phrase.len() > 1 && is_doing(&phrase[0]) {
            phrase.remove(0);
        }
        if matches!(self.language.tag, "en" | "zh") {
            return;
        }
        let is_idle = |word: &Word| self.lexicon.idle.contains(&word.text.to_lowercase());
        if self.language.is_head_first {
            // `équipe de vente`: what is behind the link says it.
            while let [first, second, _, ..] = &phrase[..]
                && second.is_link
                && is_idle(first)
            {
                let links = phrase[1..].iter().take_while(|word| word.is_link).count();
                phrase.drain(..=links);
            }
            // `applications web modernes`, not `gestion de projet`.
            while let [.., before, last] = &phrase[..]
                && !before.is_link
                && is_idle(last)
            {
                phrase.pop();
            }
            return;
        }
        while phrase.len() > 1 && is_idle(&phrase[0]) {
            phrase.remove(0);
        }
        // Where nouns have capitals, what is behind them is a verb.
        let is_verb =
            |word: &Word| word.text.starts_with(char::is_lowercase) && !self.is_name(&word.text);
        while phrase.len() > 1
            && self.language.has_capital_nouns
            && phrase.last().is_some_and(is_verb)
        {
            phrase.pop();
        }
    }

    fn phrase(&self, list: &mut Vec<(Vec<Word>, Term)>, phrase: &[Word]) {
        let names = phrase.iter().filter(|word| self.is_name(&word.text));
        let content = phrase.iter().filter(|word| !word.is_link).count();
        let count = names.clone().count();
        let is_plain = |word: &Word| {
            !word.is_link && !self.is_name(&word.text) && word.text.starts_with(char::is_lowercase)
        };
        let plain = phrase.iter().filter(|word| is_plain(word)).count();
        // `Kubernetes clusters`, `macros VBA`, `sviluppo di query SQL`: a resume has the name.
        let is_about_names =
            count > 0 && count + plain == content && (plain == 1 || self.language.is_head_first);
        if content > 1 && (count == content || is_about_names) {
            // `AWS EKS` are two.
            names.for_each(|word| self.add(list, std::slice::from_ref(word)));
            if plain > 1 {
                let runs = phrase.split(|word| self.is_name(&word.text));
                let longest =
                    runs.max_by_key(|run| run.iter().filter(|word| is_plain(word)).count());
                let of_words = |run: &[Word]| run.iter().filter(|word| is_plain(word)).count() > 1;
                let run = longest.filter(|run| of_words(run)).unwrap_or_default();
                let end = run.iter().rposition(|word| !word.is_link).map_or(0, |last| last + 1);
                let start = run.iter().position(|word| !word.is_link).unwrap_or(end);
                if start < end {
                    self.phrase(list, &run[start..end]);
                }
            }
        } else if content <= MOST_WORDS {
            self.add(list, phrase);
        } else {
            // A heap of words is not a term; the names in it are, and what it is about.
            names.for_each(|word| self.add(list, std::slice::from_ref(word)));
            let places = phrase.iter().enumerate().filter(|(_, word)| !word.is_link);
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            let head = if self.language.is_head_first {
                &phrase[..=places[1]]
            } else {
                &phrase[places[places.len() - 2]..]
            };
            self.add(list, head);
        }
    }

    fn add(&self, list: &mut Vec<(Vec<Word>, Term)>, words: &[Word]) {
        let content: Vec<&Word> = words.iter().filter(|word| !word.is_link).collect();
        let says_nothing = match &content[..] {
            [only] => {
                let is_short = only.text.chars().count() == 1 && !self.is_name(&only.text);
                let is_verb = verb(&only.text).is_some_and(|verb| verb.tense == Some(Tense::Past));
                // Where nouns have capitals, other words are what is said of them.
                let is_no_noun =
                    self.language.has_capital_nouns && only.text.starts_with(char::is_lowercase);
                let is_weak = Lexicon::has(&self.lexicon.weak, &only.text);
                is_short
                    || self.is_common(only)
                    || !self.is_name(&only.text)
                        && (is_verb || is_no_noun || self.is_doing(&only.text) || is_weak)
            }
            content => content.iter().all(|word| self.is_common(word)),
        };
        if says_nothing {
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

    fn is_common(&self, word: &Word) -> bool {
        let is_figure = word.text.starts_with(|c: char| c.is_ascii_digit())
            && word.text.trim_start_matches(|c: char| c.is_ascii_digit()).chars().count() < 2;
        is_figure || Lexicon::has(&self.lexicon.common, &word.text) && !self.is_name(&word.text)
    }

    /// Whether `word` is what somebody does, such as `sending`, not a trade, such as `accounting`.
    fn is_doing(&self, word: &str) -> bool {
        let small = word.to_lowercase();
        small.ends_with("ing")
            && !self.is_name(word)
            && !self.lexicon.trades.contains(&small)
            && verb(word).is_some_and(|verb| verb.tense.is_none())
    }

    /// Whether `word` looks like a name: `AWS`, `PostgreSQL`, `C++`, `Node.js`.
    fn is_name(&self, word: &str) -> bool {
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let has_mark = word.contains(['+', '#', '.', '_']) && word.contains(char::is_alphabetic);
        upper > 1
            || matches!(word, "C" | "R")
            || has_mark
            || self.lexicon.names.contains(word)
            || technologies().knows(word)
    }

    /// The words of the employer's name, if it ends as names of companies do.
    fn employer(&self, posting: &str) -> Vec<Word> {
        let mut found = Vec::new();
        for line in posting.lines() {
            let mut name: Vec<Word> = Vec::new();
            for word in words(line, self.language, self.lexicon) {
                match word {
                    Some(word)
                        if self.lexicon.company.contains(&word.text.to_lowercase())
                            && !name.is_empty() =>
                    {
                        found.append(&mut name);
                        found.push(word);
                    }
                    Some(word) if word.text.starts_with(char::is_uppercase) => name.push(word),
                    Some(word) if word.is_link && !name.is_empty() => {}
                    _ => name.clear(),
                }
            }
        }
        found
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
