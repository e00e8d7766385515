//! What a language brings: titles, words, patterns and punctuation, a file each in `data/locales/`.

use crate::assets;
use crate::document::Punctuation;
use crate::resume::LanguageTag;
use icu_locale::fallback::{LocaleFallbackConfig, LocaleFallbacker};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A language's own words and habits.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Locale {
    /// The language's own name.
    pub name: String,
    /// The language that a file says the rest of, by its tag; taken out before anything is decoded.
    #[serde(rename = "extends")]
    _extends: Option<String>,
    /// Its script, by ISO 15924.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares it with CLDR's"))]
    script: String,
    /// `ltr` or `rtl`.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares it with the script"))]
    direction: String,
    /// Whether it has every title and every word, with what it extends.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test holds the file to it"))]
    complete: bool,
    /// Section titles by section id.
    pub titles: BTreeMap<String, String>,
    /// Words by what they mean.
    pub words: BTreeMap<String, String>,
    /// How well somebody speaks a language, by the five levels of `LinkedIn`.
    pub levels: BTreeMap<String, String>,
    /// Titles of publications by what they are.
    #[serde(default)]
    pub publications: BTreeMap<String, String>,
    /// How parts are put together.
    pub patterns: Patterns,
    /// Punctuation marks.
    pub punctuation: Punctuation,
    /// What people write in files.
    pub input: Input,
}

/// How parts are put together; `{name}` stands for a part.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Patterns {
    /// Which of CLDR's dates are printed.
    pub dates: DateLength,
    /// `{y}`, `{M}`, `{MM}`: a month where CLDR's is not what resumes have; empty otherwise.
    pub month: String,
    /// The same, and `{d}`, `{dd}`: a day, likewise.
    pub day: String,
    /// What parts the figures of a date, where CLDR's mark is not what resumes have; empty otherwise.
    pub figures: String,
    /// What CLDR writes in dates of running text and a resume leaves out.
    pub date_without: Vec<String>,
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
    /// What opens and closes a quotation, and one within it; the English ones where a language has none.
    #[serde(default)]
    pub quotes: Option<[String; 4]>,
    /// One year, several years, one month, several months, each with `{n}`; English where a language has none.
    #[serde(default)]
    pub duration: Option<[String; 4]>,
    /// Between the parts of an address.
    pub location_separator: String,
    /// The items of an address in order. The parts named in an item are joined by a blank; or it is a
    /// pattern of `{parts}`, in which `[…]` is left out together with its part.
    pub location_order: Vec<String>,
    /// The same in other countries of the language, by their codes.
    #[serde(default)]
    pub order_by_country: BTreeMap<String, Vec<String>>,
    /// Cities that are provinces: what is beside one of them as its region is a part of it.
    #[serde(default)]
    pub great_cities: Vec<String>,
    /// Before a postal code.
    pub postal_mark: String,
    /// Whether people look for the telephone number before the e-mail address.
    pub phone_first: bool,
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
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Words for a date that has not come yet, in lower case.
    pub present: Vec<String>,
}

/// What a language calls itself; its tag where nothing here knows.
pub fn language_name(language: &LanguageTag) -> String {
    let (locale, is_its) = Locale::find(language);
    if is_its { locale.name.clone() } else { language.to_string() }
}

impl Locale {
    /// The locale for `tag`, or the nearest: less exact, then English. Says whether it is the tag's language.
    pub(super) fn find(tag: &LanguageTag) -> (Arc<Locale>, bool) {
        let found = parents(tag).into_iter().find_map(|name| Locale::load(&name));
        match found {
            Some(locale) => (locale, true),
            None => (Locale::load("en").unwrap_or_else(|| Arc::new(Locale::none())), false),
        }
    }

    /// The locale in the file `name` with what it extends, which is put together only once.
    fn load(name: &str) -> Option<Arc<Locale>> {
        static LOADED: Mutex<BTreeMap<String, Arc<Locale>>> = Mutex::new(BTreeMap::new());
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = loaded.get(name) {
            return Some(Arc::clone(known));
        }
        let locale: Arc<Locale> = Arc::new(serde_json::from_value(written(name)?.into()).ok()?);
        loaded.insert(name.to_owned(), Arc::clone(&locale));
        Some(locale)
    }

    /// For a build without any locale file, which a test rules out.
    fn none() -> Locale {
        let empty = String::new;
        Locale {
            name: empty(),
            _extends: None,
            script: empty(),
            direction: empty(),
            complete: false,
            titles: BTreeMap::new(),
            words: BTreeMap::new(),
            levels: BTreeMap::new(),
            publications: BTreeMap::new(),
            patterns: Patterns {
                dates: DateLength::Medium,
                month: empty(),
                day: empty(),
                figures: empty(),
                date_without: Vec::new(),
                range: "{start} – {end}".to_owned(),
                open_range: "{start} –".to_owned(),
                until: "– {end}".to_owned(),
                title: "{name}".to_owned(),
                degree: "{type}, {area}".to_owned(),
                quotes: None,
                duration: None,
                location_separator: ", ".to_owned(),
                location_order: ["address", "city", "region", "postal-code", "country"]
                    .map(str::to_owned)
                    .to_vec(),
                order_by_country: BTreeMap::new(),
                great_cities: Vec::new(),
                postal_mark: empty(),
                phone_first: false,
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

/// What the locale file `name` says, laid over what it extends, and that over what is usual in most languages.
fn written(name: &str) -> Option<Map<String, Value>> {
    let own: Map<String, Value> = assets::table(&format!("locales/{name}.toml"))?;
    let base = match own.get("extends").and_then(Value::as_str) {
        Some(base) if base != name => written(base)?,
        _ => assets::table("locale.toml")?,
    };
    Some(laid_over(base, own))
}

/// `base` with all that `own` says otherwise.
fn laid_over(mut base: Map<String, Value>, own: Map<String, Value>) -> Map<String, Value> {
    for (key, value) in own {
        let value = match (base.remove(&key), value) {
            (Some(Value::Object(base)), Value::Object(own)) => laid_over(base, own).into(),
            (_, value) => value,
        };
        base.insert(key, value);
    }
    base
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
    WORDS.contains(&word)
        || WORDS.contains(word.trim_end_matches(['.', ',', ';', '。', '、', '，', '；']))
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

/// The names of the files that may be the locale of `tag`, best first: its own and less exact ones, as in
/// [`fallbacks`], and between them CLDR's parents, such as `es-419` for Mexico and `pt-PT` for Angola.
fn parents(tag: &LanguageTag) -> Vec<String> {
    let mut names: Vec<String> = fallbacks(tag).iter().map(ToString::to_string).collect();
    let mut parents = LocaleFallbacker::new()
        .for_config(LocaleFallbackConfig::default())
        .fallback_for(tag.identifier().into());
    let mut between = Vec::new();
    while !parents.get().is_unknown() {
        let parent = match parents.get().to_string().as_str() {
            // Canadians write resumes.
            "en-001" if tag.region() == Some("CA") => "en".to_owned(),
            "en-001" => "en-GB".to_owned(),
            // Neighbours that CLDR sets beside each other, not one above the other.
            "zh-Hant-MO" | "zh-MO" => "zh-Hant-HK".to_owned(),
            "de-LI" => "de-CH".to_owned(),
            parent => parent.to_owned(),
        };
        let full = parent.parse().map(|parent: LanguageTag| parent.maximized().to_string());
        for name in [Some(parent), full.ok()].into_iter().flatten() {
            if !names.contains(&name) {
                between.push(name);
            }
        }
        parents.step();
    }
    // Behind those of the region, before those without.
    let at = fallbacks(tag).iter().take_while(|own| own.region().is_some()).count();
    names.splice(at..at, between);
    names
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
    fn every_locale_is_complete_with_what_it_extends() {
        let english = Locale::load("en").unwrap();
        // A label that is short already has no shorter one.
        let is_needed = |key: &&String| !key.ends_with("-short");
        let keys = |table: &BTreeMap<String, String>| {
            table.keys().filter(is_needed).cloned().collect::<Vec<_>>()
        };
        for tag in tags() {
            let locale = written(&tag).expect(&tag);
            let locale: Locale = serde_json::from_value(locale.into())
                .unwrap_or_else(|error| panic!("{tag}: {error}"));
            assert!(locale.complete, "{tag}");
            for (own, all) in [
                (&locale.titles, &english.titles),
                (&locale.words, &english.words),
                (&locale.levels, &english.levels),
            ] {
                assert_eq!(keys(own), keys(all), "{tag}");
                assert!(own.values().all(|word| !word.trim().is_empty()), "{tag}");
            }
            assert!(!locale.input.present.is_empty(), "{tag}");
            assert!(means_present(&locale.words["present"], &english), "{tag}");
            let full = tag.parse::<LanguageTag>().unwrap().maximized();
            assert_eq!(full.script(), Some(&*locale.script), "{tag}");
            let is_rtl = ["Arab", "Hebr"].contains(&&*locale.script);
            assert_eq!(locale.direction, if is_rtl { "rtl" } else { "ltr" }, "{tag}");
        }
        assert!(tags().len() >= 50, "{:?}", tags());
    }

    /// Words that are made of other letters than the language's were copied from another file.
    #[test]
    fn words_are_of_their_script() {
        for tag in tags() {
            let locale = Locale::load(&tag).unwrap();
            let kinds = &locale.publications;
            assert_eq!(kinds.len(), 7, "{tag}: titles of publications");
            for (key, word) in
                locale.titles.iter().chain(&locale.words).chain(&locale.levels).chain(kinds)
            {
                let loan = ["doi", "email", "resume", "website", "et-al"].contains(&&**key);
                let is_own = |c: char| match &*locale.script {
                    "Latn" => {
                        c.is_ascii_alphabetic()
                            || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
                    }
                    "Cyrl" => matches!(c, '\u{400}'..='\u{4ff}'),
                    "Grek" => matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'),
                    _ => !c.is_ascii_alphabetic(),
                };
                let (plain, _) = word.split_once('{').unwrap_or((word, ""));
                assert!(
                    loan || plain.chars().filter(|c| c.is_alphabetic()).all(is_own),
                    "{tag}: {word}"
                );
            }
        }
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
    fn regions_find_the_words_of_their_neighbours() {
        for (tag, name) in [
            ("pt-PT", "Português europeu"),
            ("pt-AO", "Português europeu"),
            ("pt-BR", "Português"),
            ("en-AU", "British English"),
            ("en-CA", "English"),
            ("en-US", "English"),
            ("es-MX", "Español latinoamericano"),
            ("es-ES", "Español"),
            ("fr-CA", "Français canadien"),
            ("de-CH", "Schweizer Hochdeutsch"),
            ("de-AT", "Deutsch"),
            ("zh-HK", "繁體中文（香港）"),
            ("zh-TW", "繁體中文"),
            ("zh-MO", "繁體中文（香港）"),
            ("de-LI", "Schweizer Hochdeutsch"),
            ("zh-SG", "简体中文"),
            ("sr-ME", "Srpski"),
            ("sr-RS", "Српски"),
            ("nb-NO", "Norsk bokmål"),
            ("nn", "Norsk nynorsk"),
        ] {
            let (locale, is_its) = Locale::find(&tag.parse().unwrap());
            assert_eq!((locale.name.as_str(), is_its), (name, true), "{tag}");
        }
        assert!(!Locale::find(&"sw".parse().unwrap()).1);
    }

    #[test]
    fn parts_are_put_in_once() {
        assert_eq!(fill("{start} – {end}", &[("start", "{end}"), ("end", "2")]), "{end} – 2");
    }
}
