//! The words of a text, in the form in which they are compared.

use super::language::Language;
use super::lexicon::Lexicon;
use crate::check::words::is_han;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use rust_stemmers::{Algorithm, Stemmer};

/// A word of a text.
#[derive(Clone)]
pub(super) struct Word {
    /// As it is written.
    pub text: String,
    /// What is compared: its stem in the language of the posting, and in English.
    pub stems: [String; 2],
    /// Whether it can be in a term.
    pub is_content: bool,
    /// Whether it is one of the [`Language::links`].
    pub is_link: bool,
    /// Whether a hyphen joins it to the word before.
    pub is_joined: bool,
}

impl Word {
    /// Whether it is the same word as `other`, in whatever form.
    pub(super) fn is_same(&self, other: &Word) -> bool {
        self.stems[0] == other.stems[0] || self.stems[1] == other.stems[1]
    }
}

/// The words of `text`; `None` where a phrase ends.
pub(super) fn words(text: &str, language: &Language, lexicon: &Lexicon) -> Vec<Option<Word>> {
    let mut found = Vec::new();
    let word = |text: &str, is_joined| {
        let small = text.to_lowercase();
        let is_link = language.links.contains(&small.as_str());
        let is_stop = lexicon.stop.contains(&small) || lexicon.never.contains(text);
        let is_content = !is_link && !is_stop && text.contains(char::is_alphabetic);
        let stems = [stem(&small, language.stemmer), stem(&small, Algorithm::English)];
        Word { text: text.to_owned(), stems, is_content, is_link, is_joined }
    };
    for piece in pieces(text) {
        match piece {
            Piece::Break => found.push(None),
            Piece::Han(run) => found.extend(han_words(run, lexicon).into_iter().map(Some)),
            Piece::Word(text, is_joined) => {
                let text = text.replace('’', "'");
                // `l'analyse`, `dell'azienda`: two words.
                let elided = text.split_once('\'').filter(|(first, rest)| {
                    let is_elided =
                        ["l", "d", "qu", "s", "n"].contains(&first.to_lowercase().as_str());
                    (is_elided || first.to_lowercase().ends_with("ll"))
                        && rest.len() > 2
                        && language.is_head_first
                });
                if let Some((first, rest)) = elided {
                    found.push(Some(Word { is_content: false, ..word(first, is_joined) }));
                    found.push(Some(word(rest, false)));
                } else {
                    found.push(Some(word(&text, is_joined)));
                }
            }
        }
    }
    found
}

/// The stem of a word; British spelling is made American.
pub(super) fn stem(word: &str, stemmer: Algorithm) -> String {
    let small = word.to_lowercase();
    // The stemmers know letters only: `C++` and `Node.js` stay as they are.
    if !small.chars().all(|c| c.is_alphabetic() || c == '\'') {
        return small;
    }
    if stemmer != Algorithm::English {
        return Stemmer::create(stemmer).stem(&small).into_owned();
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
fn han_words(run: &str, lexicon: &Lexicon) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(character) = run[at..].chars().next() {
        let known = lexicon.known.iter().filter(|word| run[at..].starts_with(word.as_str()));
        let longest = known.max_by_key(|word| word.len()).filter(|word| is_long(word));
        if let Some(word) = longest {
            found.extend(dictionary_words(&run[start..at], lexicon));
            found.push(han_word(word, lexicon));
            at += word.len();
            start = at;
        } else {
            at += character.len_utf8();
        }
    }
    found.extend(dictionary_words(&run[start..], lexicon));
    found
}

fn han_word(text: &str, lexicon: &Lexicon) -> Word {
    let is_term = lexicon.terms.contains(text);
    let is_content = is_term || is_long(text) && !lexicon.stop.contains(text);
    let (is_link, is_joined) = (false, false);
    Word {
        stems: [text.to_owned(), text.to_owned()],
        text: text.to_owned(),
        is_content,
        is_link,
        is_joined,
    }
}

/// Whether `word` has more than one character: one alone may be a part of any word.
fn is_long(word: &str) -> bool {
    word.chars().count() > 1
}

fn dictionary_words(run: &str, lexicon: &Lexicon) -> Vec<Word> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(run).collect();
    ends.windows(2).map(|pair| han_word(&run[pair[0]..pair[1]], lexicon)).collect()
}

/// A part of a text.
enum Piece<'a> {
    /// A word in letters, and whether a hyphen is before it.
    Word(&'a str, bool),
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
        c if c.is_alphanumeric() || "+#.'’_".contains(c) => 'w',
        _ => '!',
    };
    let mut found = Vec::new();
    let mut rest = text;
    let is_behind_hyphen = |rest: &str| {
        let before = &text[..text.len() - rest.len()];
        before
            .strip_suffix(['-', '\u{2010}', '\u{2011}'])
            .is_some_and(|it| it.ends_with(char::is_alphanumeric))
    };
    while let Some(first) = rest.chars().next() {
        let is_joined = is_behind_hyphen(rest);
        if let Some(pair) = pair(rest) {
            found.push(Piece::Word(pair, is_joined));
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
                let word = part.trim_end_matches(['.', '\'', '’', '_']);
                let ends = word.len() < part.len();
                let word = word.trim_start_matches(['\'', '’', '#', '+', '_']);
                if word.chars().any(char::is_alphanumeric) {
                    found.push(Piece::Word(word, is_joined));
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

/// Abbreviations with a slash that are one, beside those of two parts of the same length.
const WITH_SLASH: [&str; 5] = ["TCP/IP", "PL/SQL", "S/4HANA", "SAP/R3", "AT&T"];

/// Two abbreviations that are one, at the beginning of `text`: `A/B`, `CI/CD`, `UI/UX`, `R&D`.
fn pair(text: &str) -> Option<&str> {
    let ends = |length: usize| {
        !text[length..].starts_with(|c: char| c.is_ascii_alphanumeric() || "+#/&".contains(c))
    };
    if let Some(known) = WITH_SLASH.iter().find(|known| text.starts_with(**known)) {
        return Some(&text[..known.len()]).filter(|_| ends(known.len()));
    }
    let length = |text: &str| text.bytes().take_while(u8::is_ascii_uppercase).count();
    let first = length(text);
    let second = length(text.get(first..)?.strip_prefix(['/', '&'])?);
    let whole = first + 1 + second;
    let are_short = first == second && (1..3).contains(&first);
    (are_short && ends(whole)).then(|| &text[..whole])
}

#[cfg(test)]
mod tests {
    use super::super::language::of_tag;
    use super::*;

    fn stems(text: &str) -> Vec<Option<String>> {
        let english = of_tag("en").expect("English");
        let words = words(text, english, &Lexicon::of(english)).into_iter();
        words.map(|word| word.map(|word| word.stems[0].clone())).collect()
    }

    #[test]
    fn words_are_compared_by_their_stems() {
        assert_eq!(stems("Real-time systems"), stems("real time system"));
        assert_eq!(stems("data modelling, optimisation"), stems("Data modeling, optimization"));
        assert_ne!(stems("C"), stems("C++"));
        for one in ["ci/cd", "io_uring", "tcp/ip", "r&d", "scikit_learn"] {
            let written = if one.contains('_') { one.to_owned() } else { one.to_uppercase() };
            assert_eq!(stems(&written), [Some(one.to_owned())]);
        }
        assert_eq!(stems("C/C++"), [Some("c".to_owned()), None, Some("c++".to_owned())]);
    }

    #[test]
    fn chinese_is_cut_into_terms_and_words() {
        let content = |text: &str| -> Vec<String> {
            let chinese = of_tag("zh").expect("Chinese");
            let words = words(text, chinese, &Lexicon::of(chinese))
                .into_iter()
                .flatten()
                .filter(|word| word.is_content);
            words.map(|word| word.text).collect()
        };
        assert_eq!(content("熟悉分布式事务和消息队列"), ["分布式事务", "消息队列"]);
        assert_eq!(content("数据库开发"), ["数据库", "开发"]);
    }
}
