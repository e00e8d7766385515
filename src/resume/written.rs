//! Which language a file is written in: by what it says of itself, by its name, by its script, by its
//! words.

pub(super) mod names;
mod words;

use self::words::Words;
use super::language::{LanguageTag, is_well_known_language, language_tag};
use super::node::{Node, Value};
use super::text::{WORDS as AMBIGUOUS, written_languages};
use crate::diagnostic::Diagnostic;
use crate::script;
use whatlang::{Detector, Lang};

/// How many letters of Russian have `ы`, `э` or `ь` among them.
const LEAST_CYRILLIC: usize = 50;

/// How many letters of prose it takes to tell a language by its words.
const LEAST_LETTERS: usize = 80;

/// Words of file names that are not languages, though they are codes of some.
const NO_LANGUAGES: &[&str] = &["cv", "my", "me", "id", "os", "co"];

/// Running text, by which a language can be told.
const PROSE: &[&str] = &[
    "summary",
    "description",
    "highlights",
    "reference",
    "text",
    "about",
    "label",
    "position",
    "area",
    "courses",
    "studyType",
];

/// What `whatlang` calls the languages that it is asked for, and their tags.
const WORDS: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Hrv, "hr"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Est, "et"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Cat, "ca"),
    (Lang::Tur, "tr"),
    (Lang::Vie, "vi"),
    (Lang::Ind, "id"),
];

/// A language, and by what it was told.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WrittenIn {
    /// The language.
    pub language: LanguageTag,
    /// By what, in words: `its script`; none if the file states it.
    pub by: Option<&'static str>,
}

/// The languages that `cvgen.languages` names.
pub(super) fn stated_languages(tree: &Node) -> Vec<LanguageTag> {
    let languages = tree.field("cvgen").and_then(|settings| settings.field("languages"));
    let tags = |node: &Node| -> Vec<LanguageTag> {
        let words = node.scalar().unwrap_or_default().split([',', ';', ' ', '，', '、']);
        words.filter_map(|word| language_tag(word.trim())).collect()
    };
    match languages.map(|node| (node, &node.value)) {
        Some((_, Value::List(items))) => items.iter().flat_map(tags).collect(),
        Some((node, _)) => tags(node),
        None => Vec::new(),
    }
}

/// The language of `tree`, which is in a file called `name`, if anything tells it.
pub fn written_in(tree: &Node, name: &str) -> Option<WrittenIn> {
    let stated = stated_languages(tree).into_iter().next();
    let stated = stated.or_else(|| in_meta(tree));
    let stated = stated.or_else(|| written_languages(tree, &[]).into_iter().next());
    if let Some(language) = stated {
        return Some(WrittenIn { language, by: None });
    }
    let told = |language, by| WrittenIn { language, by: Some(by) };
    in_name(name)
        .map(|tag| told(tag, "the name of the file"))
        .or_else(|| by_script(tree).map(|tag| told(tag, "its script")))
        .or_else(|| by_words(tree).map(|tag| told(tag, "its words")))
}

/// That nobody stated `language`, and how to.
pub(super) fn advice(written: &WrittenIn, name: &str) -> Option<Diagnostic> {
    let WrittenIn { language, by } = written;
    let by = by.filter(|_| language.language() != LanguageTag::ENGLISH.language())?;
    let message = format!("the resume is taken to be in `{language}`, by {by}");
    let line = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "json" => format!("\"cvgen\": {{\"languages\": [\"{language}\"]}}"),
        "toml" => {
            let line =
                format!("state it: below a line `[cvgen]`, write `languages = [\"{language}\"]`");
            return Some(Diagnostic::advice("language", message).hint(line));
        }
        _ => format!("cvgen: {{languages: [{language}]}}"),
    };
    Some(Diagnostic::advice("language", message).hint(format!("state it: `{line}`")))
}

/// What other tools state: `meta.language` and its like, or `language` beside the sections.
fn in_meta(tree: &Node) -> Option<LanguageTag> {
    const NAMES: &[&str] = &["language", "locale", "lang", "x-lang", "x-language"];
    let in_map = |map: &Node| NAMES.iter().find_map(|name| map.field(name).and_then(known));
    tree.field("meta").and_then(in_map).or_else(|| in_map(tree))
}

/// The language that the scalar `node` names.
fn known(node: &Node) -> Option<LanguageTag> {
    let word = node.scalar()?.trim().split('.').next()?;
    if is_well_known_language(word) { language_tag(word) } else { None }
}

/// The language in a name such as `resume.zh.json`.
fn in_name(name: &str) -> Option<LanguageTag> {
    let file = name.rsplit(['/', '\\']).next()?;
    let (stem, _) = file.rsplit_once('.')?;
    let (_, word) = stem.rsplit_once(['.', '_', '-'])?;
    let (_, long) = stem.rsplit_once('.').unwrap_or_default();
    let is_language = |word: &&str| {
        !NO_LANGUAGES.contains(word) && word.len() >= 2 && is_well_known_language(word)
    };
    // `resume-it` may be of a department.
    let is_short = |word: &&str| word.len() == 2 && !AMBIGUOUS.contains(word);
    [long, word]
        .into_iter()
        .filter(is_language)
        .find(|word| *word == long || is_short(word))
        .and_then(language_tag)
}

/// The letters of a file, by script.
#[derive(Default)]
struct Letters {
    han: usize,
    traditional: usize,
    simplified: usize,
    kana: usize,
    hangul: usize,
    cyrillic: usize,
    greek: usize,
    hebrew: usize,
    arabic: usize,
    thai: usize,
    devanagari: usize,
    others: usize,
    persian: usize,
    ukrainian: usize,
    belarusian: usize,
    russian: usize,
    serbian: usize,
    bulgarian: usize,
}

/// Characters that only one of the two ways to write Chinese has, and that resumes have.
const TRADITIONAL: &str = "學會經歷與業務開發專設計畫資訊電腦語網負責體獎證書區廣實際團隊國際產數據庫參軟硬機構達過從對開關應處理師職歲優長縣臺灣";
const SIMPLIFIED: &str = "学会经历与业务开发专设计画资讯电脑语网负责体奖证书区广实际团队国际产数据库参软硬机构达过从对开关应处理师职岁优长县台湾";

impl Letters {
    fn of(tree: &Node) -> Letters {
        let mut letters = Letters::default();
        letters.read(tree);
        letters
    }

    fn read(&mut self, node: &Node) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.read(item)),
            // Dates are written in every language, and settings in none.
            Value::Map(entries) => entries
                .iter()
                .filter(|(key, _)| !key.text.ends_with("ate") && key.text != "cvgen")
                .for_each(|(_, node)| self.read(node)),
            _ => {
                let text = node.scalar().unwrap_or_default();
                if !text.contains("://") && !text.starts_with("data:") {
                    text.chars().for_each(|character| self.count(character));
                }
            }
        }
    }

    fn count(&mut self, character: char) {
        let count = match script::of_letter(character).unwrap_or_default() {
            "Hani" => {
                let (traditional, simplified) =
                    (TRADITIONAL.contains(character), SIMPLIFIED.contains(character));
                self.traditional += usize::from(traditional && !simplified);
                self.simplified += usize::from(simplified && !traditional);
                &mut self.han
            }
            "Kana" => &mut self.kana,
            "Hang" => &mut self.hangul,
            "Cyrl" => {
                self.ukrainian += usize::from(matches!(character, 'і' | 'ї' | 'є' | 'ґ'));
                self.belarusian += usize::from(character == 'ў');
                self.russian += usize::from(matches!(character, 'ы' | 'э' | 'ё' | 'ь'));
                self.serbian += usize::from(matches!(character, 'ђ' | 'ј' | 'љ' | 'њ' | 'ћ' | 'џ'));
                self.bulgarian += usize::from(character == 'ъ');
                &mut self.cyrillic
            }
            "Grek" => &mut self.greek,
            "Hebr" => &mut self.hebrew,
            "Arab" => {
                self.persian += usize::from(matches!(character, 'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک'));
                &mut self.arabic
            }
            "Thai" => &mut self.thai,
            "Deva" => &mut self.devanagari,
            _ if character.is_alphabetic() => &mut self.others,
            _ => return,
        };
        *count += 1;
    }
}

/// The language that a script alone tells. Resumes in every script are full of Latin names of products.
fn by_script(tree: &Node) -> Option<LanguageTag> {
    let letters = Letters::of(tree);
    // A character of these says as much as three letters.
    let is_main = |count: usize, weight: usize| count > 3 && count * weight * 2 > letters.others;
    let cyrillic = || {
        [
            (letters.belarusian > 0, "be"),
            (letters.ukrainian > 0, "uk"),
            (letters.serbian > 0 && words::is_macedonian(&prose(tree)), "mk"),
            (letters.serbian > 0, "sr"),
            (letters.bulgarian > letters.russian, "bg"),
            (letters.russian > 0, "ru"),
            // A text of that length would have one of the letters that Russian alone has.
            (letters.cyrillic > LEAST_CYRILLIC, "bg"),
        ]
        .into_iter()
        .find_map(|(is_it, tag)| is_it.then_some(tag))
        .unwrap_or("ru")
    };
    let tag = match () {
        () if is_main(letters.hangul, 2) => "ko",
        () if is_main(letters.kana + letters.han, 3) && letters.kana * 8 > letters.han => "ja",
        () if is_main(letters.han, 3) && letters.traditional > letters.simplified => "zh-Hant",
        () if is_main(letters.han, 3) => "zh",
        () if is_main(letters.cyrillic, 1) => cyrillic(),
        () if is_main(letters.greek, 1) => "el",
        () if is_main(letters.hebrew, 1) => "he",
        () if is_main(letters.arabic, 1) => {
            if letters.persian > 0 {
                "fa"
            } else {
                "ar"
            }
        }
        () if is_main(letters.thai, 1) => "th",
        () if is_main(letters.devanagari, 1) => "hi",
        () => return None,
    };
    language_tag(tag)
}

/// The language that the words of the prose tell, if they tell one for sure.
fn by_words(tree: &Node) -> Option<LanguageTag> {
    let prose = prose(tree);
    let lower = prose.to_lowercase();
    let words = Words::new(&lower);
    if let Some(tag) = words.language() {
        return language_tag(tag);
    }
    let letters = prose.chars().filter(|character| character.is_alphabetic()).count();
    if letters < LEAST_LETTERS {
        return None;
    }
    let languages = WORDS.iter().map(|(language, _)| *language).collect();
    let found = Detector::with_allowlist(languages).detect(&prose)?;
    let tag = WORDS.iter().find(|(language, _)| *language == found.lang())?.1;
    // Languages that it does not know look like others to it.
    let scores = &words.scores;
    let most = scores.first().map_or(0.0, |(_, score)| *score);
    let is_likely = scores.iter().any(|(known, score)| *known == tag && *score * 2.0 >= most);
    let is_sure = found.is_reliable() && found.confidence() > 0.9;
    (is_sure && is_likely).then(|| language_tag(tag)).flatten()
}

fn prose(tree: &Node) -> String {
    let mut prose = String::new();
    collect_prose(tree, false, &mut prose);
    prose
}

fn collect_prose(node: &Node, is_prose: bool, prose: &mut String) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect_prose(item, is_prose, prose)),
        Value::Map(entries) => {
            for (key, node) in entries {
                collect_prose(node, PROSE.contains(&&*key.text), prose);
            }
        }
        _ if is_prose => {
            prose.push_str(node.scalar().unwrap_or_default());
            prose.push_str(". ");
        }
        _ => {}
    }
}
