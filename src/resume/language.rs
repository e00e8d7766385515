//! Which language something is in.

use super::Years;
use crate::diagnostic::Diagnostic;
use icu_locale::extensions::unicode::key;
use icu_locale::{LanguageIdentifier, Locale, LocaleExpander, TransformResult};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// The most letters of a language's code: those of ISO 639-3.
const MOST_LETTERS: usize = 3;

/// A language, as BCP 47 writes it: `en`, `zh-Hans`, `pt-BR`. Of its extensions the calendar is kept, as in
/// `th-u-ca-buddhist`; a tag with it is equal to one without, for both name the same language.
#[derive(Clone)]
pub struct LanguageTag(LanguageIdentifier, Option<Years>);

impl PartialEq for LanguageTag {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for LanguageTag {}

impl Hash for LanguageTag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl LanguageTag {
    /// English.
    pub const ENGLISH: LanguageTag = LanguageTag(icu_locale::langid!("en"), None);

    /// The code of the language, such as `zh`.
    pub fn language(&self) -> &str {
        self.0.language.as_str()
    }

    /// The calendar that the tag asks for: `-u-ca-persian`.
    pub fn years(&self) -> Option<Years> {
        self.1
    }

    /// The code of the script, such as `Hans`, if it is said.
    pub fn script(&self) -> Option<&str> {
        self.0.script.as_ref().map(icu_locale::subtags::Script::as_str)
    }

    /// The code of the region, such as `BR`, if it is said.
    pub fn region(&self) -> Option<&str> {
        self.0.region.as_ref().map(icu_locale::subtags::Region::as_str)
    }

    /// The same with the script and the region that are likely (CLDR, "Likely Subtags"): `zh` →
    /// `zh-Hans-CN`.
    #[must_use]
    pub fn maximized(&self) -> LanguageTag {
        let mut tag = self.0.clone();
        // CLDR knows Norwegian as `no` only.
        if self.language() == "nb" {
            tag.language = icu_locale::subtags::language!("no");
        }
        LocaleExpander::new_common().maximize(&mut tag);
        LanguageTag(LanguageIdentifier { language: self.0.language, ..tag }, self.1)
    }

    /// The same without region.
    #[must_use]
    pub fn without_region(&self) -> LanguageTag {
        LanguageTag(LanguageIdentifier { region: None, ..self.0.clone() }, self.1)
    }

    /// The same without script and region.
    #[must_use]
    pub fn bare(&self) -> LanguageTag {
        LanguageTag(LanguageIdentifier { script: None, region: None, ..self.0.clone() }, self.1)
    }

    /// Whether CLDR knows the language well. Nearly every word of three letters, `url` and `and` too, is
    /// the code of some language.
    pub fn is_well_known(&self) -> bool {
        let mut bare = LanguageIdentifier::from(self.0.language);
        LocaleExpander::new_common().maximize(&mut bare) == TransformResult::Modified
    }

    /// The identifier that `icu` takes.
    pub(crate) fn identifier(&self) -> LanguageIdentifier {
        self.0.clone()
    }
}

impl LanguageTag {
    /// The first language of the country with the ISO 3166 code `code`, as far as CLDR knows: `DE` → `de-DE`.
    pub fn of_country(code: &str) -> Option<LanguageTag> {
        let region = code.parse().ok()?;
        let mut tag = LanguageIdentifier { region: Some(region), ..LanguageIdentifier::UNKNOWN };
        LocaleExpander::new_extended().maximize(&mut tag);
        // CLDR passes over the countries where English is likely. Language and country tell the script.
        let language =
            if tag.language.is_unknown() { Self::ENGLISH.0.language } else { tag.language };
        Some(LanguageTag(LanguageIdentifier { language, script: None, ..tag }, None))
    }
}

impl FromStr for LanguageTag {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<LanguageTag, Diagnostic> {
        // As environments write it: `en_US.UTF-8`.
        let written = text.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        let primary = written.split('-').next().unwrap_or_default();
        let tag = Locale::try_from_str(&written)
            .or_else(|_| Locale::try_from_str(&written.replacen("zh-cmn", "zh", 1)))
            .or_else(|_| Locale::try_from_str(&written.replacen("zh-yue", "yue", 1)));
        let tag =
            tag.ok().filter(|tag| primary.len() <= MOST_LETTERS && !tag.id.language.is_unknown());
        tag.map(|tag| LanguageTag(renewed(tag.id.clone()), years(&tag))).ok_or_else(|| {
            let message = format!("`{}` is not a language", text.escape_debug());
            Diagnostic::error("not-a-language", message)
                .hint("languages are written as in BCP 47: `en`, `zh`, `zh-Hant`, `pt-BR`")
        })
    }
}

/// The calendar that the extensions of `tag` ask for.
fn years(tag: &Locale) -> Option<Years> {
    let asked = tag.extensions.unicode.keywords.get(&key!("ca"))?.to_string();
    Some(match asked.as_str() {
        "gregory" | "iso8601" => Years::Gregorian,
        "persian" => Years::Persian,
        "japanese" => Years::Japanese,
        "roc" => Years::Roc,
        "buddhist" => Years::Buddhist,
        _ => return None,
    })
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl fmt::Debug for LanguageTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

/// The language that `key` names, if it names one.
pub fn language_tag(key: &str) -> Option<LanguageTag> {
    key.parse().ok()
}

/// Codes of languages that were replaced, and by which, as CLDR has them. `no` is written where `nb` is
/// meant.
const OLD_CODES: &[(&str, &str)] = &[
    ("iw", "he"),
    ("in", "id"),
    ("no", "nb"),
    ("ji", "yi"),
    ("mo", "ro"),
    ("sh", "sr-Latn"),
    ("tl", "fil"),
    ("cmn", "zh"),
    ("yue", "zh-Hant-HK"),
];

/// `tag` with the code that its language has now.
fn renewed(tag: LanguageIdentifier) -> LanguageIdentifier {
    let now = OLD_CODES.iter().find(|(old, _)| tag.language.as_str() == *old);
    match now.and_then(|(_, now)| LanguageIdentifier::try_from_str(now).ok()) {
        Some(now) => LanguageIdentifier {
            language: now.language,
            script: tag.script.or(now.script),
            region: tag.region.or(now.region),
            ..tag
        },
        None => tag,
    }
}

/// Whether `key` names a language that CLDR knows well. Old codes such as `in` are words of many maps.
pub fn is_well_known_language(key: &str) -> bool {
    let is_old = OLD_CODES.iter().any(|(old, _)| *old == key && key != "no");
    !is_old && language_tag(key).is_some_and(|tag| tag.is_well_known())
}
