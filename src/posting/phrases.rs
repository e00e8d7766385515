//! The phrases of a posting: runs of words between words that say little, and which of its words are names.

use super::language::Language;
use super::lexicon::Lexicon;
use super::words::{Word, words};
use crate::check::words::{Tense, is_han, technologies, verb};

/// Who reads a posting: the language, and its words.
pub(super) struct Reader<'a> {
    pub(super) language: &'a Language,
    pub(super) lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// Runs of words that can be in terms, without the verb that a line or its clauses begin with.
    pub(super) fn phrases(&self, line: &str) -> Vec<Vec<Word>> {
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

    /// Whether `word` is what somebody does, such as `sending`, not a trade, such as `accounting`.
    pub(super) fn is_doing(&self, word: &str) -> bool {
        let small = word.to_lowercase();
        small.ends_with("ing")
            && !self.is_name(word)
            && !self.lexicon.trades.contains(&small)
            && verb(word).is_some_and(|verb| verb.tense.is_none())
    }

    /// Whether `word` looks like a name: `AWS`, `PostgreSQL`, `C++`, `Node.js`.
    pub(super) fn is_name(&self, word: &str) -> bool {
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let has_mark = word.contains(['+', '#', '.', '_']) && word.contains(char::is_alphabetic);
        upper > 1
            || matches!(word, "C" | "R")
            || has_mark
            || self.lexicon.names.contains(word)
            || technologies().knows(word)
    }

    /// The words of the employer's name, if it ends as names of companies do.
    pub(super) fn employer(&self, posting: &str) -> Vec<Word> {
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
