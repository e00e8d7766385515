//! What a language brings: titles, words, patterns and punctuation, a file each in `data/locales/`.

use crate::assets;
use crate::document::Punctuation;
use crate::resume::LanguageTag;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A language's own words and habits.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Locale {
    /// The language's own name.
    pub name: String,
    /// Section titles by section id.
    pub titles: BTreeMap<String, String>,
    /// Words by what they mean.
    pub words: BTreeMap<String, String>,
    /// How parts are put together.
    pub patterns: Patterns,
    /// Punctuation marks.
    pub punctuation: Punctuation,
    /// What people write in files.
    pub input: Input,
}

/// How parts are put together; `{name}` stands for a part.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Patterns {
    /// Which of CLDR's dates are printed.
    pub dates: DateLength,
    /// `{start}`, `{end}`.
    pub range: String,
    /// `{start}`, `{present}`.
    pub open_range: String,
    /// `{end}`.
    pub until: String,
    /// `{name}`, `{resume}`.
    pub title: String,
    /// `{type}`, `{area}`.
    pub degree: String,
    /// Between the parts of an address.
    pub location_separator: String,
    /// The parts of an address in order; parts named in one item are joined by a blank.
    pub location_order: Vec<String>,
}

/// A length of dates in CLDR.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum DateLength {
    /// `Sep 3, 2019`; in some languages only figures.
    Medium,
    /// `September 3, 2019`.
    Long,
}

/// What people write in files.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Input {
    /// Words for a date that has not come yet, in lower case.
    pub present: Vec<String>,
}

impl Locale {
    /// The locale for `tag`, or the nearest: less exact, then English. Says whether it is the tag's language.
    pub(super) fn find(tag: &LanguageTag) -> (Arc<Locale>, bool) {
        let candidates = fallbacks(tag).into_iter().map(|tag| tag.to_string());
        let found = candidates.into_iter().find_map(|name| Locale::load(&name));
        match found {
            Some(locale) => (locale, true),
            None => (Locale::load("en").unwrap_or_else(|| Arc::new(Locale::none())), false),
        }
    }

    /// The locale in the file `name`, which is parsed only once.
    fn load(name: &str) -> Option<Arc<Locale>> {
        static LOADED: Mutex<BTreeMap<String, Arc<Locale>>> = Mutex::new(BTreeMap::new());
        let content = assets::data(&format!("locales/{name}.toml"))?;
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = loaded.get(name) {
            return Some(Arc::clone(known));
        }
        let text = std::str::from_utf8(content.as_ref()).ok()?;
        let locale: Arc<Locale> = Arc::new(toml::from_str(text).ok()?);
        loaded.insert(name.to_owned(), Arc::clone(&locale));
        Some(locale)
    }

    /// For a build without any locale file, which a test rules out.
    fn none() -> Locale {
        let empty = String::new;
        Locale {
            name: empty(),
            titles: BTreeMap::new(),
            words: BTreeMap::new(),
            patterns: Patterns {
                dates: DateLength::Medium,
                range: "{start} – {end}".to_owned(),
                open_range: "{start} –".to_owned(),
                until: "– {end}".to_owned(),
                title: "{name}".to_owned(),
                degree: "{type}, {area}".to_owned(),
                location_separator: ", ".to_owned(),
                location_order: ["address", "city", "region", "postal-code", "country"]
                    .map(str::to_owned)
                    .to_vec(),
            },
            punctuation: Punctuation {
                comma: ", ".to_owned(),
                enumeration: ", ".to_owned(),
                colon: ": ".to_owned(),
                separator: " · ".to_owned(),
                open: " (".to_owned(),
                close: ")".to_owned(),
            },
            input: Input { present: Vec::new() },
        }
    }

    /// The word for `key`; the key itself if there is none.
    pub(super) fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }
}

/// The languages cvgen has words for, by tag.
pub(super) fn tags() -> Vec<String> {
    let tag =
        |path: &String| Some(path.strip_prefix("locales/")?.strip_suffix(".toml")?.to_owned());
    assets::data_files().iter().filter_map(tag).collect()
}

/// Whether `word`, in any language, means that something still goes on: a word of a locale, also behind
/// "until", or a mark that stands for an open end.
pub(super) fn means_present(word: &str, locale: &Locale) -> bool {
    static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let locales = tags().into_iter().filter_map(|tag| Locale::load(&tag));
        locales
            .flat_map(|locale| {
                locale.input.present.iter().map(|word| folded(word)).collect::<Vec<_>>()
            })
            .collect()
    });
    // These are quick, and nearly always enough.
    let word = word.trim();
    if word == "present" || locale.input.present.iter().any(|own| own == word) {
        return true;
    }
    if !word.is_empty() && word.chars().all(|c| "-–—―…?~〜～.".contains(c)) {
        return true;
    }
    let word = folded(word);
    WORDS.contains(&word) || WORDS.contains(word.trim_end_matches('.'))
}

/// `word` as words are compared: in small letters, without accents, one kind of blanks and apostrophes.
/// Turkish has two letters i, of which the capitals of other languages tell nothing.
fn folded(word: &str) -> String {
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let plain: String = plain
        .map(|c| match c {
            'ı' => 'i',
            '’' | 'ʼ' | '‘' | '´' | '`' => '\'',
            other => other,
        })
        .filter(|c| !is_combining_mark(*c))
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `tag` and its less exact forms, best first: `zh-TW` → `zh-TW`, `zh-Hant`, `zh-Hant-TW`, `zh`.
/// A language without script falls back to its likely script: `zh` → `zh-Hans`.
pub(super) fn fallbacks(tag: &LanguageTag) -> Vec<LanguageTag> {
    let full = tag.maximized();
    let without_region = full.without_region();
    let bare = tag.bare();
    let mut tags = vec![tag.clone()];
    for candidate in [&full, &without_region] {
        if !tags.contains(candidate) {
            tags.push(candidate.clone());
        }
    }
    // `zh` is simplified Chinese: no fallback for the traditional script.
    if bare.maximized().script() == full.script() && !tags.contains(&bare) {
        tags.push(bare);
    }
    tags
}

/// Fills `pattern` with `parts`.
pub(super) fn fill(pattern: &str, parts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let part = parts.iter().find_map(|(name, value)| {
            let after = rest[1..].strip_prefix(name)?.strip_prefix('}')?;
            Some((value, after))
        });
        if let Some((value, after)) = part {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = &rest[1..];
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_can_be_read() {
        for tag in tags() {
            assert!(Locale::load(&tag).is_some(), "{tag}");
        }
        assert!(tags().len() >= 10);
    }

    #[test]
    fn tags_fall_back_within_their_script() {
        let names = |tag: &str| {
            let tag: LanguageTag = tag.parse().unwrap();
            fallbacks(&tag).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(names("zh-Hans-CN"), ["zh-Hans-CN", "zh-Hans", "zh"]);
        assert_eq!(names("zh-TW"), ["zh-TW", "zh-Hant-TW", "zh-Hant"]);
        assert_eq!(names("de-AT"), ["de-AT", "de-Latn-AT", "de-Latn", "de"]);
    }

    #[test]
    fn parts_are_put_in_once() {
        assert_eq!(fill("{start} – {end}", &[("start", "{end}"), ("end", "2")]), "{end} – 2");
    }
}
