//! Words: names of technologies, and English verbs with their tense, out of `data/check/`.

use crate::assets;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Names of technologies as their makers spell them.
pub(super) struct Technologies {
    /// By small letters without blanks and dots: every spelling that is right, the best first.
    names: HashMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
struct NameFile {
    names: Vec<String>,
}

#[derive(Default, Deserialize)]
struct VerbFile {
    past: Vec<String>,
    present: Vec<String>,
}

/// The names that are known.
pub(super) fn technologies() -> &'static Technologies {
    static NAMES: LazyLock<Technologies> = LazyLock::new(|| {
        let file: NameFile = load("check/technologies.toml");
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for line in &file.names {
            let spellings: Vec<String> = line.split('|').map(str::to_owned).collect();
            for spelling in &spellings {
                names.entry(spelling.to_lowercase()).or_default().extend(spellings.clone());
            }
        }
        Technologies { names }
    });
    &NAMES
}

impl Technologies {
    /// Whether `word` is a name, however it is spelt.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.names.contains_key(&word.to_lowercase())
    }

    /// The right spelling of `word`, if it is a name spelt otherwise.
    pub(super) fn right(&self, word: &str) -> Option<&str> {
        let spellings = self.names.get(&word.to_lowercase())?;
        if spellings.iter().any(|spelling| spelling == word) {
            return None;
        }
        spellings.first().map(String::as_str)
    }
}

/// The words of `text`, with the marks that belong to names: `Node.js`, `C++`, `CI/CD`.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let parts =
        text.split(|c: char| c.is_whitespace() || ",;:()[]{}\"“”‘’、，。；：（）".contains(c));
    let parts = parts.filter(|part| !part.contains(['@', '\\']) && !part.contains("://"));
    // A path or a host is not a name; `Git/GitHub` is two.
    let parts = parts.filter(|part| !(part.contains('/') && part.contains(['.', '_', '-', '~'])));
    parts.flat_map(|part| part.split('/')).map(|part| part.trim_end_matches(['.', '!', '?']))
}

/// The tense of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
}

/// A verb at the beginning of a text.
pub(super) struct Verb<'a> {
    pub word: &'a str,
    pub tense: Tense,
}

/// The English verb that `text` begins with, perhaps after an adverb.
pub(super) fn verb(text: &str) -> Option<Verb<'_>> {
    static VERBS: LazyLock<(HashSet<String>, HashSet<String>)> = LazyLock::new(|| {
        let file: VerbFile = load("check/verbs-en.toml");
        (file.past.into_iter().collect(), file.present.into_iter().collect())
    });
    let (past, present) = &*VERBS;
    let letters = |c: char| !c.is_alphabetic() && c != '-' && c != '\'';
    let mut words = text.split(letters).filter(|word| !word.is_empty());
    let mut word = words.next()?;
    if word == "I" || word == "We" || word.to_lowercase().ends_with("ly") {
        word = words.next()?;
    }
    let small = word.to_lowercase();
    let bare = small.rsplit('-').next().unwrap_or(&small);
    let is_present = |word: &str| present.contains(word);
    let tense = if past.contains(bare) || (bare.len() > 4 && bare.ends_with("ed")) {
        Tense::Past
    } else if is_present(bare)
        || bare.strip_suffix('s').is_some_and(is_present)
        || bare.strip_suffix("es").is_some_and(is_present)
        || bare.strip_suffix("ies").is_some_and(|stem| is_present(&format!("{stem}y")))
        || bare.strip_suffix("ing").is_some_and(|stem| {
            // `managing`, `running`: a letter went away, or came.
            let doubled = stem.len() > 1
                && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
            is_present(stem)
                || is_present(&format!("{stem}e"))
                || (doubled
                    && stem.is_char_boundary(stem.len() - 1)
                    && is_present(&stem[..stem.len() - 1]))
        })
    {
        Tense::Present
    } else {
        return None;
    };
    Some(Verb { word, tense })
}

/// A file of `data/`; its default if there is something wrong with it, which a test rules out.
pub(super) fn load<T: Default + for<'de> Deserialize<'de>>(path: &str) -> T {
    let content = assets::data(path);
    let text = content.as_ref().and_then(|content| std::str::from_utf8(content.as_ref()).ok());
    text.and_then(|text| toml::from_str(text).ok()).unwrap_or_default()
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
            "Cut costs",
        ] {
            assert_eq!(tense(text), Some(Tense::Past), "{text}");
        }
        for text in [
            "Leads a team",
            "Manage servers",
            "Developing tools",
            "Applies it",
            "Running it",
            "Managing it",
        ] {
            assert_eq!(tense(text), Some(Tense::Present), "{text}");
        }
        for text in ["Responsible for servers", "Nonblocking design", "", "123"] {
            assert_eq!(tense(text), None, "{text}");
        }
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
        assert_eq!(names.right("nginx"), None);
        assert_eq!(names.right("unheard-of"), None);
        let found: Vec<&str> =
            tokens("Git/Github, (Node.js) see https://github.com/x; C++.").collect();
        assert!(found.contains(&"Github") && found.contains(&"Node.js") && found.contains(&"C++"));
        assert!(!found.iter().any(|word| word.contains("github.com")));
    }
}
