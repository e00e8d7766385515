//! How well somebody speaks a language or knows a thing: the levels that services export, in the words of the
//! language, and what words and figures say as one of five levels.

use super::context::Context;
use crate::assets;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What services write, in small letters, and the key of the locale's word for it: the five levels of `LinkedIn`, and
/// what JSON Resume's examples have.
const LEVELS: &[(&str, &str)] = &[
    ("native or bilingual proficiency", "native"),
    ("native or bilingual", "native"),
    ("native speaker", "native"),
    ("native", "native"),
    ("mother tongue", "native"),
    ("bilingual", "native"),
    ("full professional proficiency", "full"),
    ("full professional", "full"),
    ("fluent", "full"),
    ("professional working proficiency", "professional"),
    ("professional working", "professional"),
    ("advanced", "professional"),
    ("limited working proficiency", "limited"),
    ("limited working", "limited"),
    ("intermediate", "limited"),
    ("elementary proficiency", "elementary"),
    ("elementary", "elementary"),
    ("basic", "elementary"),
    ("beginner", "elementary"),
];

/// The language's word for the level `written`. In English only a code is replaced, such as
/// `NATIVE_OR_BILINGUAL`.
pub(super) fn word(written: &str, context: &Context<'_>) -> Option<String> {
    let words = written.to_lowercase().replace(['_', '-'], " ");
    let (_, level) = LEVELS.iter().find(|(level, _)| *level == words.trim())?;
    let is_words = context.language.language() == "en" && !written.contains('_');
    context.locale.levels.get(*level).filter(|_| !is_words).cloned()
}

/// The keys of a locale's words, and the levels of five that they are.
const RANKS: [(&str, u8); 5] =
    [("native", 5), ("full", 4), ("professional", 3), ("limited", 2), ("elementary", 1)];

/// Words and their levels, from `data/levels.toml`.
static WORDS: LazyLock<BTreeMap<String, u8>> = LazyLock::new(|| {
    let ranks: BTreeMap<String, Vec<String>> = assets::table("levels.toml").unwrap_or_default();
    let rank = |(rank, words): (String, Vec<String>)| {
        let rank = rank.parse().unwrap_or(0);
        words.into_iter().map(move |word| (word, rank))
    };
    ranks.into_iter().flat_map(rank).collect()
});

/// The level from 1 to 5 that `written` says: a word, a share such as `4/5` or `80 %`, a figure from 1 to 5, filled
/// signs before empty ones, a level of the Common European Framework; `None` where it says anything else.
pub(super) fn rank(written: &str, cefr: Option<&str>, context: &Context<'_>) -> Option<u8> {
    let word = written.to_lowercase().replace(['_', '-'], " ");
    let word = word.trim();
    let own = RANKS.iter().find(|(key, _)| {
        context.locale.levels.get(*key).is_some_and(|level| level.to_lowercase() == word)
    });
    let known = |word: &str| WORDS.get(word).copied();
    known(word)
        .or_else(|| own.map(|(_, rank)| *rank))
        .or_else(|| share(word))
        .or_else(|| known(&cefr?.to_lowercase()))
        // `熟练（CET-6）`, `fluent (C1)`.
        .or_else(|| known(word.split(['(', '（', ',', '，', ';', '；']).next()?.trim()))
}

/// The level that a share or a figure is.
fn share(word: &str) -> Option<u8> {
    let signs = |filled: char, empty: char| {
        let count = word.chars().filter(|it| *it == filled).count();
        let all = word.chars().filter(|it| *it == filled || *it == empty).count();
        (all == 5 && count > 0 && all == word.chars().count()).then_some((count, 5))
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let pair = if let Some((part, whole)) = word.split_once('/') {
        (number(part)?, number(whole)?)
    } else if let Some(part) = word.strip_suffix(['%', '％']) {
        (number(part)?, 100)
    } else if let Some(part) = number(word) {
        (part, 5)
    } else {
        signs('★', '☆').or_else(|| signs('●', '○')).or_else(|| signs('■', '□'))?
    };
    let (part, whole) = pair;
    if whole == 0 || part > whole || part == 0 {
        return None;
    }
    u8::try_from((part * 5).div_ceil(whole)).ok()
}
