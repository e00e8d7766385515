//! What is a term and what is not: the words of `data/check/postings.toml`, of `data/check/postings/`, and the stop
//! words of a library.

use super::language::Language;
use super::words::stem;
use crate::check::words::load;
use rust_stemmers::Algorithm;
use serde::Deserialize;
use std::collections::HashSet;

impl Lexicon {
    /// The words of `language`, and the English and Chinese ones, which are in postings of every language.
    pub(super) fn of(language: &Language) -> Lexicon {
        let file: File = load("check/postings.toml");
        let is_own_file = !matches!(language.tag, "en" | "zh");
        let own = |tag| {
            if is_own_file { load(&format!("check/postings/{tag}.toml")) } else { Words::default() }
        };
        let own: Words = own(language.tag);
        let library = if is_own_file { stop_words::get(language.tag) } else { &[] };
        // What is only common for a posting is no stop word, though a library for other texts may say so.
        let is_kept = |word: &&&str| !own.common.iter().chain(&own.weak).any(|own| own == **word);
        let library = library.iter().filter(is_kept).map(|word| (*word).to_owned());
        let stop = file.en.stop.iter().chain(&file.zh.stop).chain(&own.stop).cloned();
        let both = |english: &[String], own: &[String]| -> HashSet<String> {
            english.iter().map(|word| common_stem(word)).chain(own.iter().cloned()).collect()
        };
        let mut common = both(&file.en.common, &own.common);
        common.extend(file.zh.common.iter().cloned());
        let idle = own.common.iter().cloned().collect();
        Lexicon {
            stop: stop.chain(library).collect(),
            common,
            idle,
            weak: both(&file.en.weak, &own.weak),
            never: file.en.never.into_iter().collect(),
            trades: file.en.trades.into_iter().collect(),
            names: file.en.names.into_iter().collect(),
            terms: file.zh.terms.iter().cloned().collect(),
            known: [file.zh.terms, file.zh.common, file.zh.stop].concat(),
            skip: [file.en.skip, file.zh.skip, own.skip].concat(),
            boilerplate: [file.en.boilerplate, file.zh.boilerplate, own.boilerplate].concat(),
            company: file.en.company.into_iter().chain(own.company).collect(),
        }
    }

    /// Whether `word` is in `words`: English ones by their stems, all others as they are written, for stems of short
    /// lists hit too much: `integral` and `integração`.
    pub(super) fn has(words: &HashSet<String>, word: &str) -> bool {
        words.contains(&common_stem(word)) || words.contains(&word.to_lowercase())
    }
}

/// The stem of a word in [`Lexicon::common`] and [`Lexicon::weak`]; of a word in `ing` the whole:
/// `accounting` is a trade, and `account` is not.
fn common_stem(word: &str) -> String {
    let small = word.to_lowercase();
    if small.ends_with("ing") { small } else { stem(&small, Algorithm::English) }
}

/// Sets of words.
pub(super) struct Lexicon {
    /// They part phrases.
    pub stop: HashSet<String>,
    /// They are not terms. As [`Lexicon::has`] looks them up.
    pub common: HashSet<String>,
    /// Those of them that are of the language of the posting.
    pub idle: HashSet<String>,
    /// They are not terms alone. As [`Lexicon::has`] looks them up.
    pub weak: HashSet<String>,
    /// Abbreviations that are no term of any trade, as they are written: `EU`, `CV`.
    pub never: HashSet<String>,
    /// English words in `ing` that are a term alone; others are what somebody does: `sending`.
    pub trades: HashSet<String>,
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
    never: Vec<String>,
    trades: Vec<String>,
    names: Vec<String>,
    terms: Vec<String>,
    skip: Vec<String>,
    boilerplate: Vec<String>,
    company: Vec<String>,
}
