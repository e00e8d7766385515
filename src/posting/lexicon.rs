//! What is a term and what is not: the words of `data/check/postings.toml`.

use super::words::stem;
use crate::check::words::load;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of both languages.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let file: File = load("check/postings.toml");
    let stems = |words: &[String]| words.iter().map(|word| common_stem(word)).collect::<Vec<_>>();
    Lexicon {
        stop: file.en.stop.iter().chain(&file.zh.stop).cloned().collect(),
        common: stems(&file.en.common).into_iter().chain(file.zh.common.clone()).collect(),
        weak: stems(&file.en.weak).into_iter().collect(),
        names: file.en.names.into_iter().collect(),
        terms: file.zh.terms.iter().cloned().collect(),
        known: [file.zh.terms, file.zh.common, file.zh.stop].concat(),
        skip: [file.en.skip, file.zh.skip].concat(),
        boilerplate: [file.en.boilerplate, file.zh.boilerplate].concat(),
        company: file.en.company.into_iter().collect(),
    }
});

/// The stem of a word in [`Lexicon::common`] and [`Lexicon::weak`]; of a word in `ing` the whole:
/// `accounting` is a trade, and `account` is not.
pub(super) fn common_stem(word: &str) -> String {
    let small = word.to_lowercase();
    if small.ends_with("ing") { small } else { stem(&small) }
}

/// Sets of words.
pub(super) struct Lexicon {
    /// They part phrases.
    pub stop: HashSet<String>,
    /// They are not terms. English ones by their [`common_stem`].
    pub common: HashSet<String>,
    /// They are not terms alone. By their [`common_stem`].
    pub weak: HashSet<String>,
    /// Names, as they are written.
    pub names: HashSet<String>,
    /// Chinese terms of several words.
    pub terms: HashSet<String>,
    /// All Chinese words that are known.
    pub known: Vec<String>,
    /// Words of headings of what need not be read.
    pub skip: Vec<String>,
    /// Words of sentences that need not be read.
    pub boilerplate: Vec<String>,
    /// They are behind the name of an employer.
    pub company: HashSet<String>,
}

#[derive(Default, Deserialize)]
struct File {
    en: Words,
    zh: Words,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Words {
    stop: Vec<String>,
    common: Vec<String>,
    weak: Vec<String>,
    names: Vec<String>,
    terms: Vec<String>,
    skip: Vec<String>,
    boilerplate: Vec<String>,
    company: Vec<String>,
}
