//! Nothing is lost: every field of the data model, in every kind of section, in every theme and engine, is
//! a marked word that must be found on the page.

use crate::harness::{Test, choices, themes};
use crate::judges::judge;
use cvgen::document::OptionValue;
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, PdfSettings, TypesetInput, Typesetter};
use std::collections::BTreeMap;

/// What is known to be lost, as `engine theme field`. What is found again must be taken out.
const KNOWN: &[&str] = &[];

/// A resume that says a marked word in every field of every section, and the field of each word.
struct Marked {
    resume: serde_json::Value,
    fields: BTreeMap<String, String>,
}

impl Marked {
    /// A word that is nowhere else.
    fn word(&mut self, field: &str) -> String {
        let word = format!("zq{}", 1000 + self.fields.len());
        self.fields.insert(word.clone(), field.to_owned());
        word
    }

    fn address(&mut self, field: &str) -> String {
        format!("https://{}.example", self.word(field))
    }

    /// An entry with the fields `own`, and those that all have.
    fn entry(&mut self, section: &str, own: &[&str]) -> serde_json::Value {
        let mut entry = serde_json::Map::new();
        let mut put = |name: &str, value: serde_json::Value| entry.insert(name.to_owned(), value);
        for field in own {
            let word = self.word(&format!("{section}.{field}"));
            put(field, word.into());
        }
        for field in ["location", "startDate", "endDate", "description", "summary"] {
            let word = self.word(&format!("{section}.{field}"));
            put(field, word.into());
        }
        put("url", self.address(&format!("{section}.url")).into());
        let label = self.word(&format!("{section}.links.label"));
        let url = self.address(&format!("{section}.links.url"));
        put("links", serde_json::json!([{ "label": label, "url": url }]));
        let (above, below) = (
            self.word(&format!("{section}.highlights")),
            self.word(&format!("{section}.highlights.nested")),
        );
        put("highlights", serde_json::json!([format!("{above}\n- {below}")]));
        let keywords: Vec<String> =
            (0..2).map(|_| self.word(&format!("{section}.keywords"))).collect();
        put("keywords", keywords.into());
        entry.into()
    }
}

/// Every section with one entry that says everything; those of terms and quotations, too.
fn marked() -> Marked {
    let mut marked = Marked { resume: serde_json::Value::Null, fields: BTreeMap::new() };
    let mut resume = serde_json::Map::new();
    let sections: [(&str, &[&str]); 11] = [
        ("work", &["name", "position"]),
        ("volunteer", &["organization", "position"]),
        ("education", &["institution", "area", "studyType", "score", "courses"]),
        ("awards", &["title", "awarder"]),
        ("certificates", &["name", "issuer"]),
        ("publications", &["name", "publisher", "authors", "doi"]),
        ("skills", &["name", "level"]),
        ("languages", &["language", "fluency"]),
        ("interests", &["name", "level"]),
        ("references", &["name", "position", "reference", "email", "phone"]),
        ("projects", &["name", "entity", "type", "roles"]),
    ];
    for (section, own) in sections {
        let entry = marked.entry(section, own);
        resume.insert(section.to_owned(), vec![entry].into());
    }
    for section in ["work", "volunteer"] {
        let position = marked.entry(&format!("{section}.positions"), &["position"]);
        let name = marked.word(&format!("{section}.positions.name"));
        let key = if section == "work" { "name" } else { "organization" };
        let entry = serde_json::json!({ key: name, "positions": [position] });
        resume[section].as_array_mut().expect("a list").push(entry);
    }
    let kinds = ["entries", "terms", "publications", "quotes"].map(|kind| {
        let section = format!("sections({kind})");
        let title = marked.word(&format!("{section}.title"));
        let text = marked.word(&format!("{section}.text"));
        let entry = marked.entry(&section, &["title", "subtitle", "authors", "doi"]);
        serde_json::json!({ "id": kind, "title": title, "kind": kind, "text": text, "entries": [entry] })
    });
    let mut sections = kinds.to_vec();
    for (place, more) in [("small", ["small"].as_slice()), ("foot", &["small", "foot"])] {
        let title = marked.word(&format!("sections.{place}.title"));
        let text = marked.word(&format!("sections.{place}.text"));
        let mut section = serde_json::json!({ "id": place, "title": title, "text": text });
        for key in more {
            section[key] = true.into();
        }
        sections.push(section);
    }
    resume.insert("sections".to_owned(), sections.into());
    let mut settings = serde_json::Map::new();
    settings.insert("updated".to_owned(), marked.word("cvgen.updated").into());
    let closing = ["place", "date", "name"]
        .map(|field| (field.to_owned(), marked.word(&format!("cvgen.closing.{field}")).into()));
    settings.insert("closing".to_owned(), serde_json::Map::from_iter(closing).into());
    settings.insert("options".to_owned(), serde_json::json!({ "kind": true }));
    let words = ["resume", "updated"].map(|key| {
        let word = marked.word(&format!("cvgen.words.{key}"));
        let word = if key == "updated" { format!("{word} {{date}}") } else { word };
        (key.to_owned(), word.into())
    });
    settings.insert("words".to_owned(), serde_json::Map::from_iter(words).into());
    let title = marked.word("cvgen.titles.summary");
    settings.insert("titles".to_owned(), serde_json::json!({ "summary": title }));
    resume.insert("cvgen".to_owned(), settings.into());
    let mut basics = serde_json::Map::new();
    for field in ["name", "reading", "label", "email", "phone", "summary"] {
        let word = marked.word(&format!("basics.{field}"));
        basics.insert(field.to_owned(), word.into());
    }
    basics.insert("url".to_owned(), marked.address("basics.url").into());
    let mut location = serde_json::Map::new();
    for field in ["address", "postalCode", "city", "region", "country"] {
        let word = marked.word(&format!("basics.location.{field}"));
        location.insert(field.to_owned(), word.into());
    }
    basics.insert("location".to_owned(), location.into());
    let (network, username) =
        (marked.word("basics.profiles.network"), marked.word("basics.profiles.username"));
    basics.insert(
        "profiles".to_owned(),
        serde_json::json!([{ "network": network, "username": username }]),
    );
    let (label, text) = (marked.word("basics.contacts.label"), marked.word("basics.contacts.text"));
    basics.insert("contacts".to_owned(), serde_json::json!([{ "label": label, "text": text }]));
    resume.insert("basics".to_owned(), basics.into());
    marked.resume = resume.into();
    marked
}

/// The fields whose words are not in `text`, each once.
fn lost<'m>(marked: &'m Marked, text: &str) -> Vec<&'m str> {
    let text: String = text.split_whitespace().collect::<String>().to_lowercase();
    let missing = marked.fields.iter().filter(|(word, _)| !text.contains(word.as_str()));
    let mut fields: Vec<&str> = missing.map(|(_, field)| field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

fn is_as_known(engine: &str, losses: &[(String, Vec<&str>)]) {
    let found: Vec<String> = losses
        .iter()
        .flat_map(|(theme, fields)| {
            fields.iter().map(move |field| format!("{engine} {theme} {field}"))
        })
        .collect();
    let known: Vec<&str> =
        KNOWN.iter().copied().filter(|line| line.starts_with(&format!("{engine} "))).collect();
    let new: Vec<&String> = found.iter().filter(|line| !known.contains(&line.as_str())).collect();
    assert!(new.is_empty(), "lost: {new:#?}");
    let mended: Vec<&&str> =
        known.iter().filter(|line| !found.iter().any(|found| found == **line)).collect();
    assert!(mended.is_empty(), "no longer lost, take them out of the list: {mended:#?}");
}

#[test]
fn every_field_is_on_the_page_by_typst() {
    let marked = marked();
    let text = marked.resume.to_string();
    let resume = cvgen::read::read("r.json", text.as_bytes()).expect("a resume").value;
    let typesetter = Typesetter::new(FontSettings::default());
    let mut losses = Vec::new();
    for name in themes() {
        let theme = Theme::builtin(&name).expect("a theme").value;
        let mut choices = choices(&theme, "en");
        choices.options.insert("kind".to_owned(), OptionValue::Bool(true));
        let document = resolve(&resume, &choices).value;
        let input =
            TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
        let pages = typesetter.typeset(&input).expect("pages").value;
        let pdf = pages.pdf(&PdfSettings::default()).expect("a PDF").value;
        let read = cvgen::pdf::read("it", &pdf).expect("a PDF");
        losses.push((name, lost(&marked, &read.running_text())));
    }
    is_as_known("typst", &losses);
}

#[test]
fn every_field_is_on_the_page_by_latex() {
    let marked = marked();
    let mut losses = Vec::new();
    for theme in themes() {
        let finished = Test::new("pdf r.json -o r.pdf --engine latex=xelatex -t")
            .argument(&theme)
            .file("r.json", marked.resume.to_string())
            .run();
        if finished.stderr.contains("xelatex` is not there") {
            return;
        }
        assert_eq!(finished.code, Some(0), "{theme}: {}", finished.stderr);
        let file = finished.path("r.pdf");
        let Some(text) = judge("pdftotext", ["-raw", file.to_str().expect("UTF-8"), "-"]) else {
            return;
        };
        losses.push((theme, lost(&marked, &text)));
    }
    is_as_known("xelatex", &losses);
}

/// HTML and Word files of every theme, and what has no theme; with the addresses, which are not in the text of all.
#[test]
fn every_field_is_in_every_other_format() {
    let marked = marked();
    let lost_in = |format: &str, theme: &str| {
        let themed = if theme.is_empty() {
            String::new()
        } else {
            format!("--no-system-fonts --set kind=true --theme {theme}")
        };
        let words = format!("{format} r.json -q -o out.x {themed}");
        let made = Test::new(&words).file("r.json", marked.resume.to_string()).success();
        let bytes = made.read("out.x");
        let text = if format == "docx" {
            let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes));
            let mut archive = archive.expect("an archive");
            let parts = ["word/document.xml", "word/_rels/document.xml.rels"];
            parts
                .map(|part| {
                    let mut file = archive.by_name(part).expect("a part");
                    let mut text = String::new();
                    std::io::Read::read_to_string(&mut file, &mut text).expect("text");
                    text
                })
                .concat()
        } else {
            let text = String::from_utf8(bytes).expect("text");
            // Tags may be within a word; addresses are in them.
            let words = text.split('<').map(|it| it.split_once('>').map_or(it, |(_, after)| after));
            words.collect::<String>() + &text
        };
        lost(&marked, &text).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for theme in themes() {
        for format in ["html", "docx"] {
            assert_eq!(lost_in(format, &theme), [""; 0], "{format}, {theme}");
        }
    }
    for format in ["md", "txt"] {
        // The kind of document is a theme's.
        let lost = lost_in(format, "");
        let lost: Vec<_> = lost.iter().filter(|it| *it != "cvgen.words.resume").collect();
        assert!(lost.is_empty(), "{format}: {lost:?}");
    }
}

/// A word that is missing is told.
#[test]
fn a_loss_would_be_seen() {
    let marked = marked();
    let all: Vec<&str> = marked.fields.keys().map(String::as_str).collect();
    assert_eq!(lost(&marked, &all.join(" ")), [""; 0]);
    assert_eq!(lost(&marked, &all[1..].join(" ")), [marked.fields[all[0]].as_str()]);
}

/// Puts what no page can show into every text.
fn soil(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) if !text.starts_with("http") => {
            *text = format!("{text}\u{1b}\u{b}x\u{c}y\u{85}z\u{2028}\u{f09b}\tw\u{feff}\r\nv");
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(soil),
        serde_json::Value::Object(fields) => {
            fields
                .iter_mut()
                .filter(|(name, _)| *name != "kind")
                .for_each(|(_, value)| soil(value));
        }
        _ => {}
    }
}

fn clean(value: &serde_json::Value, path: &str) {
    let is_bad =
        |c: char| cvgen::script::is_unprintable(c) || cvgen::script::is_line_end(c) || c == '\t';
    match value {
        serde_json::Value::String(text) => assert!(!text.contains(is_bad), "{path}: {text:?}"),
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| clean(item, &format!("{path}[{n}]")));
        }
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| clean(value, &format!("{path}.{name}")));
        }
        _ => {}
    }
}

/// Texts are cleaned in one place: whatever is written anywhere, a document has only what can be printed.
#[test]
fn a_document_has_only_what_a_page_can_show() {
    let mut resume = marked().resume;
    resume["basics"]["summary"] = "one\n\n    code\there\n\n- two".into();
    soil(&mut resume);
    let odd = "a\u{1b}\tb\u{c}c";
    resume["cvgen"] = serde_json::json!({
        "words": { "page": odd, "present": odd },
        "titles": { "work": odd, "summary": odd },
        "options": { "section-icons": [odd] },
    });
    let theme = Theme::builtin("classic").expect("a theme").value;
    let resume = cvgen::read::read("r.json", resume.to_string().as_bytes()).expect("a resume");
    let mut choices = choices(&theme, "en");
    choices.options.insert("said".into(), cvgen::document::OptionValue::Text(odd.into()));
    let document = resolve(&resume.value, &choices);
    clean(&serde_json::to_value(&document.value).expect("JSON"), "document");
    let told = |what: &str| document.warnings.iter().any(|found| found.message.contains(what));
    assert!(told("the option `said` has characters that cannot be printed (U+001B)"));
    assert!(told("this text has characters that cannot be printed"));
}
