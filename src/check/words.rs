//! Words: names of technologies, and verbs, out of `data/check/`.

use crate::assets;
pub(crate) use crate::script::is_han;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Names of technologies as their makers spell them.
pub(crate) struct Technologies {
    /// By small letters: every spelling that is right, the best first.
    names: HashMap<String, Vec<String>>,
    /// Names of many more, by small letters: what is written as one of them is right.
    makers: HashMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
struct NameFile {
    names: Vec<String>,
}

/// The names that are known.
pub(crate) fn technologies() -> &'static Technologies {
    static NAMES: LazyLock<Technologies> = LazyLock::new(|| {
        let file: NameFile = load("check/technologies.toml");
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for line in &file.names {
            let spellings: Vec<String> = line.split('|').map(str::to_owned).collect();
            for spelling in &spellings {
                names.entry(spelling.to_lowercase()).or_default().extend(spellings.clone());
            }
        }
        let mut makers: HashMap<String, Vec<String>> = HashMap::new();
        let list = assets::data("check/makers.txt");
        let list = list.as_ref().map(|list| String::from_utf8_lossy(list.as_ref()).into_owned());
        let list = list.unwrap_or_default();
        for name in list.lines().filter(|line| !line.starts_with("# ")) {
            makers.entry(name.to_lowercase()).or_default().push(name.to_owned());
        }
        Technologies { names, makers }
    });
    &NAMES
}

/// Shorter names of makers may be anything else.
const LEAST_LETTERS: usize = 6;

impl Technologies {
    /// Whether `word` is a name, however it is spelt.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.names.contains_key(&word.to_lowercase())
    }

    /// The right spelling of `word`, if it is a name spelt otherwise. Capitals are as good as any other way
    /// to write a name, and small letters are how programs are called.
    pub(crate) fn right(&self, word: &str) -> Option<&str> {
        let small = word.to_lowercase();
        let is_capitals = !word.contains(char::is_lowercase);
        let known = self.makers.get(&small);
        let is_written_so = |names: &Vec<String>| names.iter().any(|name| name == word);
        if is_capitals || known.is_some_and(is_written_so) {
            return None;
        }
        if let Some(spellings) = self.names.get(&small) {
            return spellings.first().filter(|_| !is_written_so(spellings)).map(String::as_str);
        }
        // A name with capitals within it is not a word of any language.
        let has_capitals_within = |name: &str| name.chars().skip(1).any(char::is_uppercase);
        let [only] = &known?[..] else { return None };
        let is_told = only.len() >= LEAST_LETTERS
            && has_capitals_within(only)
            && only.contains(char::is_lowercase)
            && word.starts_with(char::is_uppercase);
        is_told.then_some(only.as_str())
    }
}

/// The words of `text`, with the marks that belong to names: `Node.js`, `C++`, `CI/CD`.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| {
        c.is_whitespace() || is_han(c) || ",;:()[]{}\"“”‘’、，。；：（）".contains(c)
    });
    let parts = parts.filter(|part| !part.contains(['@', '\\']) && !part.contains("://"));
    // A path or a host is not a name; `Git/GitHub` is two.
    let parts = parts.filter(|part| !(part.contains('/') && part.contains(['.', '_', '-', '~'])));
    parts.flat_map(|part| part.split('/')).map(|part| part.trim_end_matches(['.', '!', '?']))
}

/// The tense of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Present,
}

/// A verb at the beginning of a text.
pub(crate) struct Verb<'a> {
    pub word: &'a str,
    /// None of a participle (`managing`), of what is the same in both (`cut`), and of what may be a noun or an
    /// adjective (`support`, `distributed`).
    pub tense: Option<Tense>,
}

/// What may be before a verb, with a hyphen.
const PREFIXES: [&str; 6] = ["re", "co", "de", "pre", "over", "out"];

/// The English verb that `text` begins with, perhaps after an adverb.
pub(crate) fn verb(text: &str) -> Option<Verb<'_>> {
    static VERBS: LazyLock<EnglishVerbs> = LazyLock::new(|| load("check/verbs-en.toml"));
    let letters = |c: char| !c.is_alphabetic() && c != '-' && c != '\'';
    let mut words = text.split(letters).filter(|word| !word.is_empty());
    let mut word = words.next()?;
    if word == "I" || word == "We" || word.to_lowercase().ends_with("ly") {
        word = words.next()?;
    }
    let small = word.to_lowercase();
    // `re-wrote` is a verb, `CPU-bound` is none.
    let bare = small.split_once('-').filter(|(prefix, _)| PREFIXES.contains(prefix));
    let bare = bare.map_or(small.as_str(), |(_, verb)| verb);
    let (is_past, is_present) = (VERBS.is_past(bare), VERBS.is_present(bare));
    let tense = match (is_past, is_present) {
        (false, false) if !VERBS.is_participle(bare) => return None,
        (true, false) if !VERBS.is_ambiguous(bare) => Some(Tense::Past),
        (false, true) if !VERBS.is_ambiguous(bare) => Some(Tense::Present),
        _ => None,
    };
    Some(Verb { word, tense })
}

#[derive(Default, Deserialize)]
struct EnglishVerbs {
    past: HashSet<String>,
    present: HashSet<String>,
    /// Forms that are nouns or adjectives as often as verbs.
    ambiguous: HashSet<String>,
}

impl EnglishVerbs {
    fn is_ambiguous(&self, word: &str) -> bool {
        let is_it = |word: &str| self.ambiguous.contains(word);
        is_it(word) || word.strip_suffix('s').is_some_and(is_it)
    }

    fn is_past(&self, word: &str) -> bool {
        let is_regular = word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed");
        is_regular || self.past.contains(word)
    }

    fn is_present(&self, word: &str) -> bool {
        let is_base = |word: &str| self.present.contains(word);
        is_base(word)
            || word.strip_suffix('s').is_some_and(is_base)
            || word.strip_suffix("es").is_some_and(is_base)
            || word.strip_suffix("ies").is_some_and(|stem| is_base(&format!("{stem}y")))
    }

    fn is_participle(&self, word: &str) -> bool {
        let Some(stem) = word.strip_suffix("ing") else { return false };
        let is_base = |word: &str| self.present.contains(word);
        // `managing`, `running`: a letter went away, or came.
        let mut letters = stem.chars();
        let is_doubled = letters.next_back().zip(letters.next_back()).is_some_and(|(a, b)| a == b);
        is_base(stem)
            || is_base(&format!("{stem}e"))
            || (is_doubled && is_base(letters_but_last(stem)))
    }
}

fn letters_but_last(word: &str) -> &str {
    word.char_indices().next_back().map_or("", |(last, _)| &word[..last])
}

/// Whether `text` reads as English: so many of its words are those that no English text lacks.
pub(crate) fn is_english<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    const COMMON: [&str; 14] = [
        "the", "and", "of", "to", "for", "with", "by", "from", "on", "as", "using", "a", "at", "in",
    ];
    /// Words that are as common in languages near to it.
    const OTHER: [&str; 40] = [
        "und", "der", "die", "das", "mit", "für", "von", "den", "de", "la", "le", "les", "des",
        "et", "pour", "du", "en", "el", "los", "las", "y", "con", "para", "por", "da", "do", "dos",
        "e", "em", "com", "di", "il", "per", "che", "van", "het", "een", "och", "av", "og",
    ];
    let (mut english, mut other) = (0_usize, 0_usize);
    for text in texts {
        for word in text.split(|c: char| !c.is_alphabetic()) {
            let small = word.to_lowercase();
            english += usize::from(COMMON.contains(&small.as_str()));
            other +=
                usize::from(OTHER.contains(&small.as_str()) || word.contains(is_letter_of_others));
        }
    }
    english >= other
}

/// Whether English words have no such letter: it is accented, or of another script.
fn is_letter_of_others(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii()
}

/// Whether a Chinese text has a verb that tells what was done.
pub(crate) fn has_chinese_verb(text: &str) -> bool {
    static VERBS: LazyLock<ChineseVerbs> = LazyLock::new(|| load("check/verbs-zh.toml"));
    VERBS.verbs.iter().any(|verb| text.contains(verb.as_str()))
}

#[derive(Default, Deserialize)]
struct ChineseVerbs {
    verbs: Vec<String>,
}

/// A file of `data/`; its default if there is something wrong with it, which a test rules out.
pub(crate) fn load<T: Default + DeserializeOwned>(path: &str) -> T {
    assets::table(path).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_a_tense() {
        let tense = |text: &str| verb(text).map(|verb| verb.tense);
        for text in [
            "Led a team",
            "Successfully migrated servers",
            "Re-wrote it",
            "I built it",
            "Used Java",
        ] {
            assert_eq!(tense(text), Some(Some(Tense::Past)), "{text}");
        }
        for text in ["Leads a team", "Manage servers", "Applies it", "Encrypts fields"] {
            assert_eq!(tense(text), Some(Some(Tense::Present)), "{text}");
        }
        for text in [
            "Developing tools",
            "Running it",
            "Managing it",
            "Distributed tracing",
            "Cut costs",
            "Tests",
        ] {
            assert_eq!(tense(text), Some(None), "{text}");
        }
        for text in
            ["Responsible for servers", "Nonblocking design", "CPU-bound tasks", "Speed", "", "123"]
        {
            assert_eq!(tense(text), None, "{text}");
        }
        assert!(has_chinese_verb("主导交易平台重构") && !has_chinese_verb("后端服务若干"));
    }

    #[test]
    fn names_are_spelt_as_their_makers_do() {
        let names = technologies();
        for (word, right) in
            [("Javascript", "JavaScript"), ("Github", "GitHub"), ("MySql", "MySQL")]
        {
            assert_eq!(names.right(word), Some(right));
            assert_eq!(names.right(right), None);
        }
        for right in [
            "nginx",
            "pytest",
            "PhpStorm",
            "three.js",
            "VS",
            "Code",
            "APIs",
            "IOS",
            "JAVASCRIPT",
            "Notion",
        ] {
            assert_eq!(names.right(right), None, "{right}");
        }
        assert_eq!(names.right("Wordpress"), Some("WordPress"));
        assert_eq!(names.right("unheard-of"), None);
        let found: Vec<&str> =
            tokens("Git/Github, (Node.js) see https://github.com/x; C++.").collect();
        assert!(found.contains(&"Github") && found.contains(&"Node.js") && found.contains(&"C++"));
        assert!(!found.iter().any(|word| word.contains("github.com")));
    }
}
