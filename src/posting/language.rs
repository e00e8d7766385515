//! The languages in which postings are read, and the one that a posting is in.

use super::lexicon::Lexicon;
use crate::check::words::is_han;
use crate::diagnostic::Diagnostic;
use rust_stemmers::Algorithm;
use whatlang::{Detector, Lang};

/// A language, and what matters of its grammar.
pub(super) struct Language {
    /// As BCP 47 has it.
    pub tag: &'static str,
    /// What it is called in English.
    pub name: &'static str,
    code: Lang,
    /// How its words get their stems.
    pub stemmer: Algorithm,
    /// Words between those of a phrase that do not part it: `gestion de projet`.
    pub links: &'static [&'static str],
    /// Whether what a phrase is about comes first in it, and links join its words.
    pub is_head_first: bool,
    /// How verbs end that begin an item of a list; `&[]` where nouns end so, too.
    pub infinitives: &'static [&'static str],
    /// Whether every noun begins with a capital.
    pub has_capital_nouns: bool,
}

const LANGUAGES: [Language; 8] = [
    language("en", "English", Lang::Eng, Algorithm::English, &["of", "the", "a", "an"]),
    language("zh", "Chinese", Lang::Cmn, Algorithm::English, &["of", "the", "a", "an"]),
    Language {
        has_capital_nouns: true,
        ..language(
            "de",
            "German",
            Lang::Deu,
            Algorithm::German,
            &["der", "die", "das", "des", "dem", "den", "von"],
        )
    },
    Language {
        is_head_first: true,
        infinitives: &["er", "ir"],
        ..language(
            "fr",
            "French",
            Lang::Fra,
            Algorithm::French,
            &["de", "du", "des", "d", "l", "la", "le", "les"],
        )
    },
    Language {
        is_head_first: true,
        infinitives: &["ar", "er", "ir"],
        ..language(
            "es",
            "Spanish",
            Lang::Spa,
            Algorithm::Spanish,
            &["de", "del", "la", "las", "el", "los"],
        )
    },
    language("nl", "Dutch", Lang::Nld, Algorithm::Dutch, &["van", "de", "het", "een", "voor"]),
    Language {
        is_head_first: true,
        infinitives: &["are", "ere", "ire"],
        ..language(
            "it",
            "Italian",
            Lang::Ita,
            Algorithm::Italian,
            &["di", "del", "della", "dei", "degli", "delle", "dell", "dello", "d", "l", "la", "il"],
        )
    },
    Language {
        is_head_first: true,
        infinitives: &["ar", "er", "ir"],
        ..language(
            "pt",
            "Portuguese",
            Lang::Por,
            Algorithm::Portuguese,
            &["de", "do", "da", "dos", "das", "o", "a"],
        )
    },
];

const fn language(
    tag: &'static str,
    name: &'static str,
    code: Lang,
    stemmer: Algorithm,
    links: &'static [&'static str],
) -> Language {
    let (is_head_first, infinitives, has_capital_nouns) = (false, &[], false);
    Language { tag, name, code, stemmer, links, is_head_first, infinitives, has_capital_nouns }
}

/// The language called `tag`, whatever the region.
pub(super) fn of_tag(tag: &str) -> Option<&'static Language> {
    let primary = tag.split('-').next().unwrap_or_default();
    LANGUAGES.iter().find(|language| language.tag == primary)
}

/// The language of `posting`: what its script and its words say; if those say nothing, as in a list of names,
/// that of the resume.
pub(super) fn of(posting: &str, resume: &str) -> Result<&'static Language, Diagnostic> {
    /// Fewer letters say nothing of a language.
    const FEW: usize = 60;
    /// A text is English if so many of a hundred words are those that every English text has.
    const ENGLISH: usize = 22;
    let [english, chinese, ..] = &LANGUAGES;
    let letters = posting.chars().filter(|c| c.is_alphabetic()).count();
    let usual = of_tag(resume).unwrap_or(english);
    let found = Detector::new().detect(posting);
    let is_of_chinese_script = found.as_ref().is_none_or(|found| found.lang() != Lang::Jpn);
    if posting.chars().filter(|c| is_han(*c)).count() * 10 > letters && is_of_chinese_script {
        return Ok(chinese);
    }
    let lexicon = Lexicon::of(english);
    let words = posting.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let known = words.iter().filter(|word| lexicon.stop.contains(*word)).count();
    if known * 100 >= words.len() * ENGLISH {
        return Ok(english);
    }
    let is_latin = posting.chars().filter(char::is_ascii_alphabetic).count() * 2 > letters;
    if letters < FEW && is_latin {
        return Ok(usual);
    }
    let by_code = |code: Lang| LANGUAGES.iter().find(|language| language.code == code);
    let Some(found) = found else { return Ok(usual) };
    match by_code(found.lang()) {
        Some(language) if found.is_reliable() => return Ok(language),
        None if found.is_reliable() => return Err(unknown(found.lang())),
        _ => {}
    }
    let known = LANGUAGES.iter().map(|language| language.code).collect();
    let found = Detector::with_allowlist(known).detect(posting);
    Ok(found.filter(whatlang::Info::is_reliable).and_then(|it| by_code(it.lang())).unwrap_or(usual))
}

fn unknown(language: Lang) -> Diagnostic {
    let mut names: Vec<&str> = LANGUAGES.iter().map(|language| language.name).collect();
    names.sort_unstable();
    let last = names.pop().unwrap_or_default();
    let message = format!(
        "the posting is in {}, whose words are not known: postings are read in {} and {last}",
        language.eng_name(),
        names.join(", ")
    );
    Diagnostic::error("posting-language", message)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn languages_are_told_apart() {
        for (tag, posting) in [
            ("en", "We are looking for an engineer with experience in Kubernetes"),
            (
                "de",
                "Wir suchen zum nächsten Termin eine Entwicklerin mit Erfahrung in verteilten Systemen und Kubernetes",
            ),
            (
                "fr",
                "Nous recherchons un développeur avec une bonne connaissance des bases de données et de Kubernetes",
            ),
            (
                "es",
                "Buscamos una persona con experiencia en el desarrollo de aplicaciones y en bases de datos",
            ),
            (
                "nl",
                "Wij zoeken een ontwikkelaar met ervaring in het bouwen van gedistribueerde systemen en databanken",
            ),
            (
                "it",
                "Cerchiamo una persona con esperienza nello sviluppo di applicazioni e nella gestione dei dati",
            ),
            (
                "pt",
                "Procuramos uma pessoa com experiência em desenvolvimento de aplicações e em bases de dados",
            ),
            ("zh", "熟悉分布式系统，精通 Kubernetes 和 PostgreSQL"),
            ("de", "Rust, Go, Kubernetes"),
        ] {
            let found = of(posting, "de").map(|it| it.tag);
            assert_eq!(found.ok(), Some(tag), "{posting}");
        }
        for (name, posting) in [
            (
                "Polish",
                "Poszukujemy osoby z doświadczeniem w tworzeniu aplikacji rozproszonych oraz znajomością baz danych",
            ),
            (
                "Russian",
                "Мы ищем инженера с опытом разработки распределённых систем и знанием баз данных",
            ),
            (
                "Japanese",
                "分散システムの開発経験をお持ちの方を募集しています。データベースの知識が必要です。",
            ),
        ] {
            let told = of(posting, "en").map(|it| it.tag).expect_err(name);
            assert!(told.message.contains(name), "{}", told.message);
        }
    }
}
