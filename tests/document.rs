//! The contract with themes, format 2: every field of it is there, says what it is to say, and stands in the schema.

use crate::harness::{Test, choices, themes};
use crate::pages::difference;
use crate::schema::refused_by;
use cvgen::document::{Document, FORMAT, Highlight, Inline};
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, TypesetInput, Typesetter};
use serde_json::{Value, json};

const RESUME: &str = "
basics:
  name: 罗锦华
  givenName: 锦华
  familyName: 罗
  reading: Luó Jǐnhuá
  label: Engineer
  image: me.png
  phone: '+49 30 123456'
  contacts: [{label: Permit, text: Blue Card, url: 'https://permit.example'}]
work:
- name: Acme
  logo: logo.png
  comment: Now part of Globex
  links: [{label: Code, url: 'https://code.example/acme'}, 'https://acme.example']
  positions:
  - {position: Lead, startDate: 2019-03, keywords: [Rust], url: 'https://lead.example'}
  highlights:
  - |
    One
    - Two
      - Three
education: [{institution: TU, studyType: M.Sc., area: Physics, startDate: 2013, endDate: 2015-06-30}]
certificates: [{name: CKA, startDate: 2024-01, validUntil: 2027-01}]
languages: [{language: German, fluency: C1}, {language: Arabic, fluency: Native, summary: 'مرحبا'}]
publications: [{name: Paper, authors: ['A. Abel*', 'B. Ode', 'C. Cy', '罗锦华'], publisher: Journal}]
sections: [{id: consent, small: true, foot: true, text: I agree}]
cvgen:
  languages: [en]
  updated: 2026-05-03
  closing: {place: Berlin, date: 2026-05-03, name: Luo, signature: sign.png}
  options: {photo: round, logos: true, authors: 2}
";

/// What is at a JSON pointer, and what it must be.
const FIELDS: &[(&str, &str)] = &[
    ("/format", "2"),
    ("/kind", r#""resume""#),
    ("/letter", "null"),
    // Dates, and their ends.
    ("/sections/1/entries/0/date/start", r#"{"text":"2013","iso":"2013","present":false}"#),
    ("/sections/1/entries/0/date/end/iso", r#""2015-06-30""#),
    ("/sections/0/entries/0/roles/0/date/start/iso", r#""2019-03""#),
    ("/sections/0/entries/0/roles/0/date/end", r#"{"text":"Present","iso":null,"present":true}"#),
    // Roles with keywords and links.
    ("/sections/0/entries/0/roles/0/keywords/0/0/text", r#""Rust""#),
    ("/sections/0/entries/0/roles/0/links/0/url", r#""https://lead.example""#),
    // Links in place of one.
    (
        "/sections/0/entries/0/links/0",
        r#"{"label":"Code","text":"code.example/acme","url":"https://code.example/acme"}"#,
    ),
    ("/sections/0/entries/0/links/1/label", r#""""#),
    // Bullets that nest two levels.
    ("/sections/0/entries/0/highlights/0/items/0/runs/0/text", r#""Two""#),
    ("/sections/0/entries/0/highlights/0/items/0/items/0/runs/0/text", r#""Three""#),
    // Degree and area apart.
    ("/sections/1/entries/0/degree/0/text", r#""M.Sc.""#),
    ("/sections/1/entries/0/area/0/text", r#""Physics""#),
    // The parts of the name, and how it is read.
    ("/header/given-name", r#""锦华""#),
    ("/header/family-name", r#""罗""#),
    ("/header/reading", r#""Luó Jǐnhuá""#),
    // Contacts: short labels, and free ones.
    ("/header/contacts/0/short", r#""Phone""#),
    ("/header/contacts/1/kind", r#""other""#),
    ("/header/contacts/1/label", r#""Permit""#),
    ("/header/contacts/1/text", r#""Permit: Blue Card""#),
    ("/header/contacts/1/url", r#""https://permit.example""#),
    // Levels of a language.
    ("/sections/3/entries/0/cefr", r#""C1""#),
    ("/sections/3/entries/1/cefr", "null"),
    // Pictures as a table.
    ("/header/photo", r#""photo""#),
    ("/images/photo/size", "[40,60]"),
    ("/images/signature/alt", r#""罗锦华""#),
    ("/images/logo.png/alt", r#""Acme""#),
    ("/closing/signature", r#""signature""#),
    // What is said above an entry.
    ("/sections/0/entries/0/comment/0/text", r#""Now part of Globex""#),
    // A section without a title, small, at the foot.
    ("/sections/5/title", r#""""#),
    ("/sections/5/small", "true"),
    ("/sections/5/foot", "true"),
    // Until when a certificate is valid.
    ("/sections/2/entries/0/valid-until/iso", r#""2027-01""#),
    // Authors: their marks, the person, and how many more.
    ("/sections/4/entries/0/author-list/0/marks", r#""*""#),
    ("/sections/4/entries/0/more-authors", "1"),
    // The end.
    ("/closing/name", r#""Luo""#),
    // Direction and script of a run.
    ("/sections/3/entries/1/body/0/runs/0/direction", r#""rtl""#),
    ("/sections/3/entries/1/body/0/runs/0/script", r#""Arab""#),
];

fn document() -> Value {
    let png = |width, height| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::new(width, height);
        picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
        bytes.into_inner()
    };
    let made = Test::new("typ r.yaml --no-system-fonts -q -o out -t modern")
        .file("r.yaml", RESUME)
        .file("me.png", png(40, 60))
        .file("logo.png", png(20, 20))
        .file("sign.png", png(90, 30))
        .success();
    serde_json::from_slice(&made.read("out/document.json")).expect("JSON")
}

#[test]
fn every_field_of_the_contract_is_there() {
    let document = document();
    for (pointer, expected) in FIELDS {
        let found = document.pointer(pointer).unwrap_or_else(|| panic!("{pointer}: {document:#}"));
        assert_eq!(*found, serde_json::from_str::<Value>(expected).expect("JSON"), "{pointer}");
    }
    let text =
        |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    assert!(text("/updated").contains("2026") && text("/closing/text").starts_with("Berlin"));
}

/// The schema takes the document, and has no field that nothing fills or that is called otherwise.
#[test]
fn the_schema_is_that_of_the_document() {
    let schema = cvgen::schema::document();
    let document = document();
    let Some(refused) = refused_by(schema.as_bytes(), &json!({ "it": document })) else { return };
    assert_eq!(refused, "");
    let mut wrong = document.clone();
    wrong["header"]["contacts"][0]["short"] = json!(1);
    assert!(!refused_by(schema.as_bytes(), &json!({ "it": wrong })).expect("a judge").is_empty());
    let parsed: Value = serde_json::from_str(&schema).expect("JSON");
    for (pointer, _) in FIELDS {
        let name = pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).expect("a name");
        let is_own = pointer.starts_with("/images/") && pointer.matches('/').count() == 2;
        assert!(is_own || schema.contains(&format!("\"{name}\"")), "{pointer}");
    }
    assert_eq!(FORMAT, 2);
    assert_eq!(parsed["$id"], "urn:cvgen:document-schema:2", "it says which version it is of");
    let mut earlier = document.clone();
    earlier["format"] = json!(1);
    assert!(!refused_by(schema.as_bytes(), &json!({ "it": earlier })).expect("a judge").is_empty());
    assert!(!schema.contains("[`"), "links that only the documentation of the source has");
    // Told before 1.0, with what changes.
    let readme = std::fs::read_to_string(crate::harness::root().join("README.md")).expect("text");
    for change in ["entry.date.text", "entry.links", "`runs`", "doc.images.at", "role.keywords"] {
        assert!(readme.contains(change), "{change}");
    }
}

/// Gives every run an index, as a live editor does; gives the first letters of each.
fn numbered(document: &mut Document) -> Vec<String> {
    fn each(runs: &mut Inline, said: &mut Vec<String>) {
        for run in runs.iter_mut().filter(|run| !run.text.is_empty()) {
            run.at = u32::try_from(said.len()).ok();
            said.push(run.text.clone());
        }
    }
    fn bullets(highlights: &mut [Highlight], said: &mut Vec<String>) {
        for highlight in highlights {
            each(&mut highlight.runs, said);
            bullets(&mut highlight.items, said);
        }
    }
    let mut said = Vec::new();
    each(&mut document.header.label, &mut said);
    for entry in document.sections.iter_mut().flat_map(|section| &mut section.entries) {
        each(&mut entry.title, &mut said);
        each(&mut entry.subtitle, &mut said);
        bullets(&mut entry.highlights, &mut said);
        for role in &mut entry.roles {
            each(&mut role.title, &mut said);
            bullets(&mut role.highlights, &mut said);
        }
        entry.keywords.iter_mut().for_each(|keyword| each(keyword, &mut said));
    }
    said
}

/// Every theme sets its text through the base, so that each run is found again where it is printed, and the page is the
/// same as without.
#[test]
fn a_run_that_says_what_it_was_made_of_is_found_on_the_page() {
    let resume = "basics: {name: Ann Lee, label: Senior Engineer}\n\
                  work:\n\
                  - {name: Acme Works, position: Clerk, startDate: 2019, highlights: ['Sold **many** things', Bought one]}\n\
                  - {name: Globex, positions: [{position: Lead, highlights: [Led it]}, {position: Intern}]}\n\
                  skills: [{name: Tools, keywords: [Rust, C++]}]\n";
    let resume = cvgen::read::read("r.yaml", resume.as_bytes()).expect("a resume").value;
    let typesetter = Typesetter::new(FontSettings::default());
    for name in themes() {
        let theme = Theme::builtin(&name).expect("a theme").value;
        let plain = resolve(&resume, &choices(&theme, "en")).value;
        let mut marked = plain.clone();
        let said = numbered(&mut marked);
        let [plain, marked] = [plain, marked].map(|document| {
            let input =
                TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
            let pages = typesetter.typeset(&input).expect("pages").value;
            (pages.places(), pages.png(72.0).expect("pictures"), pages.count())
        });
        assert!(plain.0.is_empty() && plain.2 == marked.2, "{name}");
        for (plain, marked) in plain.1.iter().zip(&marked.1) {
            let found = difference(plain, marked);
            assert!(found < 0.1, "{name}: another page, by {found:.2}");
        }
        for (at, text) in said.iter().enumerate() {
            let found = marked.0.iter().find(|place| place.at as usize == at);
            let place = found.unwrap_or_else(|| panic!("{name}: `{text}` is not found"));
            assert!(place.page < marked.2 && place.x > 0.0 && place.y > 0.0, "{name}: {place:?}");
        }
    }
}
