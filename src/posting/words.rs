//! The words of a text, in the form in which they are compared.

use super::lexicon::LEXICON;
use crate::check::words::is_han;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use rust_stemmers::{Algorithm, Stemmer};

/// A word of a text.
pub(super) struct Word {
    /// As it is written.
    pub text: String,
    /// What is compared.
    pub stem: String,
    /// Whether it can be in a term.
    pub is_content: bool,
}

/// The words of `text`; `None` where a phrase ends.
pub(super) fn words(text: &str) -> Vec<Option<Word>> {
    let mut found = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Break => found.push(None),
            Piece::Han(run) => found.extend(han_words(run).into_iter().map(Some)),
            Piece::Word(word) => {
                let small = word.to_lowercase().replace('’', "'");
                let is_content =
                    !LEXICON.stop.contains(&small) && word.contains(char::is_alphabetic);
                found.push(Some(Word { text: word.to_owned(), stem: stem(&small), is_content }));
            }
        }
    }
    found
}

/// The stem of an English word, British spelling made American.
pub(super) fn stem(word: &str) -> String {
    let small = word.to_lowercase();
    // The stemmer knows letters only: `C++` and `Node.js` stay as they are.
    if !small.chars().all(|c| c.is_ascii_alphabetic() || c == '\'') {
        return small;
    }
    let american = small.replace("isation", "ization").replace("ise", "ize").replace("yse", "yze");
    let stem = Stemmer::create(Algorithm::English).stem(&american).into_owned();
    // `modelling` and `modeling`.
    match stem.strip_suffix("ll") {
        Some(short) => format!("{short}l"),
        None => stem,
    }
}

/// The words of a text without blanks: first those that are known, then what a dictionary finds.
fn han_words(run: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(character) = run[at..].chars().next() {
        let known = LEXICON.known.iter().filter(|word| run[at..].starts_with(word.as_str()));
        let longest = known.max_by_key(|word| word.len()).filter(|word| is_long(word));
        if let Some(word) = longest {
            found.extend(dictionary_words(&run[start..at]));
            found.push(han_word(word));
            at += word.len();
            start = at;
        } else {
            at += character.len_utf8();
        }
    }
    found.extend(dictionary_words(&run[start..]));
    found
}

fn han_word(text: &str) -> Word {
    let is_term = LEXICON.terms.contains(text);
    let is_content = is_term || is_long(text) && !LEXICON.stop.contains(text);
    Word { stem: text.to_owned(), text: text.to_owned(), is_content }
}

/// Whether `word` has more than one character: one alone may be a part of any word.
fn is_long(word: &str) -> bool {
    word.chars().count() > 1
}

fn dictionary_words(run: &str) -> Vec<Word> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(run).collect();
    ends.windows(2).map(|pair| han_word(&run[pair[0]..pair[1]])).collect()
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
        if let Some(pair) = pair(rest) {
            found.push(Piece::Word(pair));
            rest = &rest[pair.len()..];
            continue;
        }
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

/// Two abbreviations that are one, at the beginning of `text`: `A/B`, `CI/CD`, `UI/UX`.
fn pair(text: &str) -> Option<&str> {
    let length = |text: &str| text.bytes().take_while(u8::is_ascii_uppercase).count();
    let first = length(text);
    let second = length(text.get(first..)?.strip_prefix('/')?);
    let whole = &text[..=first + second];
    let is_end =
        !text[whole.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || "+#/".contains(c));
    let are_short = first == second && (1..3).contains(&first);
    (are_short && is_end).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<Option<String>> {
        words(text).into_iter().map(|word| word.map(|word| word.stem)).collect()
    }

    #[test]
    fn words_are_compared_by_their_stems() {
        assert_eq!(stems("Real-time systems"), stems("real time system"));
        assert_eq!(stems("data modelling, optimisation"), stems("Data modeling, optimization"));
        assert_ne!(stems("C"), stems("C++"));
        assert_eq!(stems("CI/CD"), [Some("ci/cd".to_owned())]);
        assert_eq!(stems("C/C++"), [Some("c".to_owned()), None, Some("c++".to_owned())]);
    }

    #[test]
    fn chinese_is_cut_into_terms_and_words() {
        let content = |text: &str| -> Vec<String> {
            let words = words(text).into_iter().flatten().filter(|word| word.is_content);
            words.map(|word| word.text).collect()
        };
        assert_eq!(content("熟悉分布式事务和消息队列"), ["分布式事务", "消息队列"]);
        assert_eq!(content("数据库开发"), ["数据库", "开发"]);
    }
}
