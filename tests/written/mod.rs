//! The formats that are written from the document: Markdown and plain text. Every fact of every file is in them, in its
//! order, and judges from outside read what was meant.

mod markdown;
mod office;
mod plain;
mod same;
mod strangers;
mod word;

use crate::harness::{choices, corpus, in_turn, root};
use cvgen::document::Document;
use cvgen::job::{self, DOCX, Job, PDF};
use cvgen::resolve::resolve;
use cvgen::resume::LanguageTag;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter, forget};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The resumes of the examples, the test pages and the corpus, each with its languages.
pub(crate) fn resumes() -> Vec<(PathBuf, Vec<String>)> {
    let mut folders =
        vec![root().join("examples"), root().join("tests/pages"), root().join("data/stress")];
    folders.push(corpus().join("jsonresume"));
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let entries = std::fs::read_dir(&folder).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let is_resume = |path: &PathBuf| {
            path.extension()
                .is_some_and(|it| ["yaml", "toml", "json"].iter().any(|known| it == *known))
        };
        files.extend(paths.filter(is_resume));
    }
    files.sort();
    let with_languages = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a resume");
        let resume =
            cvgen::read::read(&path.to_string_lossy(), text.as_bytes()).expect("a resume").value;
        let mut languages = vec![cvgen::resolve::default_language(&resume).to_string()];
        languages.extend(cvgen::resolve::languages(&resume).iter().map(ToString::to_string));
        languages.dedup();
        (path, languages)
    };
    files.into_iter().map(with_languages).collect()
}

/// What a resume says in a theme and a language.
pub(crate) fn document(name: &str, text: &str, theme: &str, language: &str) -> Document {
    let resume = cvgen::read::read(name, text.as_bytes()).expect("a resume").value;
    let theme = Theme::builtin(theme).expect("a theme").value;
    resolve(&resume, &choices(&theme, language)).value
}

/// Every document of [`resumes`], by file and language.
pub(crate) fn documents(theme: &str) -> Vec<(String, Document)> {
    let mut all = Vec::new();
    for (path, languages) in resumes() {
        let text = std::fs::read_to_string(&path).expect("a resume");
        for language in languages {
            let name = path.to_string_lossy();
            all.push((format!("{name} {language}"), document(&name, &text, theme, &language)));
        }
    }
    assert!(all.len() >= 12, "{}", all.len());
    all
}

/// A Word file, what it was made of, and how many pages that is as PDF.
pub(crate) struct Made {
    pub(crate) name: String,
    pub(crate) document: Document,
    pub(crate) file: Vec<u8>,
    pub(crate) pages: usize,
}

/// Every resume of the examples and the corpus in all its languages as a Word file, each in the next theme; with
/// `CVGEN_ALL` in all of them.
pub(crate) fn made() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| {
        let typesetter = Typesetter::new(FontSettings::default());
        let themes: Vec<Theme> = crate::harness::themes()
            .iter()
            .map(|name| Theme::builtin(name).expect("a theme").value)
            .collect();
        let is_everything = std::env::var_os("CVGEN_ALL").is_some();
        let mut all = Vec::new();
        let mut next = 0;
        for (path, languages) in resumes() {
            let bytes = std::fs::read(&path).expect("a resume");
            let name = path.to_string_lossy();
            let resume = cvgen::read::read(&name, &bytes).expect("a resume").value;
            let stem = path.file_stem().expect("a name").to_string_lossy();
            for language in languages {
                next += 1;
                let chosen = themes.iter().enumerate();
                for (_, theme) in
                    chosen.filter(|(index, _)| is_everything || next % themes.len() == *index)
                {
                    let language: LanguageTag = language.parse().expect("a language");
                    let make = |format| {
                        let job = Job::new(&resume, language.clone(), theme, format);
                        job::run(&job, &typesetter).expect("a file").value
                    };
                    let job = Job::new(&resume, language.clone(), theme, DOCX);
                    let document = job::prepare(&job).expect("a document").value.document;
                    all.push(Made {
                        name: format!("{stem}-{}-{language}", theme.name),
                        document,
                        file: make(DOCX).bytes().to_vec(),
                        pages: make(PDF).pages.expect("pages"),
                    });
                    forget();
                }
            }
        }
        all
    })
}

/// A document that says a string that breaks software in every kind of field.
pub(crate) struct Naughty {
    pub(crate) string: String,
    pub(crate) theme: String,
    pub(crate) document: Document,
}

/// The strings that break software, each in the next theme; with `CVGEN_ALL` in all of them.
pub(crate) fn naughty() -> impl Iterator<Item = Naughty> {
    let themes = crate::harness::themes();
    strings().into_iter().enumerate().flat_map(move |(index, string)| {
        let resume = everywhere(&string).to_string();
        let document = |theme: &String| Naughty {
            string: string.clone(),
            theme: theme.clone(),
            document: document("r.json", &resume, theme, "en"),
        };
        in_turn(&themes, index).iter().map(document).collect::<Vec<_>>()
    })
}

/// The strings that break software.
pub(crate) fn strings() -> Vec<String> {
    let text = std::fs::read_to_string(corpus().join("strings/naughty.json")).expect("strings");
    let strings: Vec<String> = serde_json::from_str(&text).expect("strings");
    assert_eq!(strings.len(), 509);
    strings
}

/// A resume that says `string` in every field that is a text.
pub(crate) fn everywhere(string: &str) -> serde_json::Value {
    let entry = |own: &[&str]| {
        let mut entry = serde_json::json!({
            "location": string, "startDate": string, "endDate": string, "url": string, "summary": string,
            "description": string, "highlights": [string, format!("x {string} y")], "keywords": [string],
            "links": [{ "label": string, "url": "https://a.example" }], "comment": string,
        });
        for field in own {
            entry[*field] = string.into();
        }
        entry
    };
    let kinds = ["entries", "terms", "publications", "quotes"];
    let sections = kinds.map(|kind| {
        let entry = entry(&["title", "subtitle", "doi"]);
        serde_json::json!({ "id": kind, "kind": kind, "title": string, "text": string, "entries": [entry] })
    });
    let foot = serde_json::json!({ "id": "foot", "title": string, "text": string, "small": true, "foot": true });
    let mut publication = entry(&["name", "publisher", "releaseDate"]);
    publication["authors"] = serde_json::json!([string]);
    let mut project = entry(&["name", "entity", "type"]);
    project["roles"] = serde_json::json!([string]);
    let mut school = entry(&["institution", "area", "studyType", "score"]);
    school["courses"] = serde_json::json!([string]);
    serde_json::json!({
        "basics": {
            "name": string, "reading": string, "label": string, "summary": string, "email": string, "phone": string,
            "url": string, "location": { "address": string, "postalCode": string, "city": string, "region": string },
            "profiles": [{ "network": string, "username": string, "url": string }],
            "contacts": [{ "label": string, "text": string }],
        },
        "work": [entry(&["name", "position"]), { "name": "A", "positions": [entry(&["position"])] }],
        "volunteer": [entry(&["organization", "position"])],
        "education": [school],
        "awards": [entry(&["title", "awarder", "date"])],
        "certificates": [entry(&["name", "issuer", "date"])],
        "publications": [publication],
        "skills": [entry(&["name", "level"])],
        "languages": [entry(&["language", "fluency"])],
        "interests": [entry(&["name"])],
        "references": [entry(&["name", "reference"])],
        "projects": [project],
        "sections": sections.into_iter().chain([foot]).collect::<Vec<_>>(),
        "cvgen": {
            "titles": { "work": string }, "words": { "present": string, "resume": string },
            "updated": string, "closing": { "place": string, "date": string, "name": string },
        },
    })
}

/// All that a document says, one text behind the other.
pub(crate) fn said(document: &Document) -> Vec<String> {
    let mut texts = Vec::new();
    collect(&serde_json::to_value(document).expect("JSON"), &mut texts);
    texts
}

/// The runs below `value`, in its order.
fn collect(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        serde_json::Value::Object(fields) => match fields.get("text") {
            Some(serde_json::Value::String(text)) if fields.contains_key("strong") => {
                texts.push(text.clone());
            }
            _ => fields.values().for_each(|value| collect(value, texts)),
        },
        _ => {}
    }
}

/// A text without blanks.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
