//! From what a person wrote to what will be printed: order, titles, positions, old names, Markdown.

use cvgen::document::{Block, Document, Entry, Highlight, Inline, plain_text};
use cvgen::resolve::{Choices, resolve};
use std::collections::BTreeMap;

/// The document of `resume` in `language`, and the codes of the warnings.
pub(crate) fn document(resume: &str, language: &str) -> (Document, Vec<&'static str>) {
    document_of("r.yaml", resume, language)
}

/// The same of a file called `name`.
pub(crate) fn document_of(
    name: &str,
    resume: &str,
    language: &str,
) -> (Document, Vec<&'static str>) {
    let read = cvgen::read::read(name, resume.as_bytes()).expect("a resume");
    let choices = Choices {
        language: language.parse().expect("a language"),
        options: BTreeMap::new(),
        page: cvgen::document::Page::default(),
        styles: BTreeMap::new(),
        fonts: BTreeMap::new(),
        density: 1.0,
        has_photo: false,
        today: None,
    };
    let resolved = resolve(&read.value, &choices);
    let warnings = read.warnings.iter().chain(&resolved.warnings).map(|warning| warning.code);
    // Small texts do not state their language.
    (resolved.value, warnings.filter(|code| *code != "language").collect())
}

pub(crate) fn titles(document: &Document) -> Vec<&str> {
    document.sections.iter().map(|section| section.title.as_str()).collect()
}

fn only_entry(resume: &str) -> Entry {
    let (document, warnings) = document(resume, "en");
    assert_eq!(warnings, [""; 0], "{resume}");
    assert_eq!(document.sections.len(), 1, "{resume}");
    document.sections[0].entries[0].clone()
}

pub(crate) fn texts(items: &[Inline]) -> Vec<String> {
    items.iter().map(|runs| plain_text(runs)).collect()
}

/// What bullets, and those below them, say.
pub(crate) fn bullets(highlights: &[Highlight]) -> Vec<String> {
    highlights.iter().flat_map(Highlight::lines).map(|runs| plain_text(runs)).collect()
}

#[test]
fn sections_stand_as_written_unless_an_order_is_given() {
    let sections =
        "skills: [{name: A}]\nsections: [{id: talks, title: Talks, text: x}]\nwork: [{name: B}]\n";
    let (plain, _) = document(sections, "en");
    assert_eq!(titles(&plain), ["Skills", "Talks", "Experience"]);
    let (ordered, warnings) =
        document(&format!("{sections}cvgen: {{order: [work, talks, awards, wrk]}}\n"), "en");
    assert_eq!(titles(&ordered), ["Experience", "Talks", "Skills"]);
    assert_eq!(warnings, ["unknown-section"]);
}

#[test]
fn titles_are_the_language_s_or_one_s_own() {
    let resume = "work: [{name: B}]\nawards: [{title: C}]\ncvgen: {titles: {work: {en: Career, zh: 职业}}}\n";
    assert_eq!(titles(&document(resume, "en").0), ["Career", "Awards"]);
    assert_eq!(titles(&document(resume, "zh").0), ["职业", "获奖情况"]);
}

#[test]
fn what_says_nothing_is_not_printed() {
    let resume = "basics: {name: '', email: null, profiles: [{network: ''}]}\nwork: [{name: ''}, {}]\nskills: []\n\
                  awards: [{title: A}]\n";
    let (document, warnings) = document(resume, "en");
    assert_eq!((document.header.contacts.len(), titles(&document)), (0, vec!["Awards"]));
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn old_names_are_understood() {
    let entry = only_entry("work: [{company: Acme, website: https://acme.example, position: X}]\n");
    assert_eq!(plain_text(&entry.title), "Acme");
    assert_eq!(entry.links[0].text, "acme.example");
    let entry = only_entry("publications: [{name: T, releaseDate: 2020-01}]\n");
    assert_eq!(entry.date.text, "Jan 2020");
}

#[test]
fn several_positions_stand_under_one_employer() {
    let entry = only_entry(
        "work: [{name: Acme, positions: [{position: Lead, startDate: 2021}, \
         {position: Dev, startDate: 2019, endDate: 2021, highlights: [x, {text: y, tags: [a]}]}]}]\n",
    );
    let roles: Vec<_> =
        entry.roles.iter().map(|role| (plain_text(&role.title), role.date.text.clone())).collect();
    let expected = [("Lead", "2021 – Present"), ("Dev", "2019 – 2021")];
    assert_eq!(roles, expected.map(|(title, date)| (title.to_owned(), date.to_owned())));
    assert_eq!(bullets(&entry.roles[1].highlights), ["x", "y"]);
}

#[test]
fn numbers_and_truth_values_are_texts_where_texts_stand() {
    let entry =
        only_entry("education: [{institution: 1.10, score: 1.0, area: NO, courses: [101, yes]}]\n");
    assert_eq!(plain_text(&entry.title), "1.10");
    assert_eq!(plain_text(&entry.subtitle), "NO");
    assert_eq!(texts(&entry.details[0].items), ["1.0"]);
    assert_eq!(texts(&entry.details[1].items), ["101", "yes"]);
}

#[test]
fn one_text_is_a_list_of_one() {
    let entry = only_entry("skills: [{name: A, keywords: Rust}]\n");
    assert_eq!(texts(&entry.keywords), ["Rust"]);
}

#[test]
fn summaries_have_paragraphs_and_lists() {
    let (document, _) =
        document("basics: {summary: \"One *two*.\\n\\n- a\\n- b\\n\\nThree\"}\n", "en");
    let kinds: Vec<_> = document.header.summary.iter().map(std::mem::discriminant).collect();
    assert_eq!(kinds.len(), 3);
    let Block::List { items, start: None } = &document.header.summary[1] else { panic!("no list") };
    assert_eq!(items.len(), 2);
}

#[test]
fn profiles_lead_where_the_network_is() {
    let contact = |profile: &str| {
        let (document, _) = document(&format!("basics: {{profiles: [{profile}]}}\n"), "en");
        let contact = document.header.contacts[0].clone();
        (contact.text, contact.url)
    };
    let github = Some("https://github.com/ann".to_owned());
    assert_eq!(
        contact("{network: GitHub, username: ann}"),
        ("github.com/ann".into(), github.clone())
    );
    assert_eq!(
        contact("{url: 'https://github.com/ann'}"),
        ("github.com/ann".into(), github.clone())
    );
    assert_eq!(contact("{network: WeChat, username: ann_li}"), ("WeChat: ann_li".into(), None));
    let named = contact("{network: Blog, username: ann, url: 'https://example.org/x'}");
    assert_eq!(named.0, "Blog: ann (example.org/x)");
}

#[test]
fn places_are_written_as_the_language_writes_them() {
    let resume = "basics: {location: {address: 1 Main St, city: Springfield, region: IL, postalCode: 62701, countryCode: US}}\n";
    let place =
        |resume: &str, language: &str| document(resume, language).0.header.contacts[0].text.clone();
    assert_eq!(place(resume, "en"), "1 Main St, Springfield, IL 62701, United States");
    assert_eq!(place(resume, "de"), "1 Main St, Springfield, IL 62701, Vereinigte Staaten");
    let abroad = "basics: {location: {city: Nordvik, postalCode: '5007', country: Norway}}\n";
    assert_eq!(place(abroad, "en"), "5007 Nordvik, Norway");
    assert_eq!(place(abroad, "no"), "5007 Nordvik, Norway");
    let foshan = "basics: {location: {city: 佛山, region: 广东, country: 中国}}\n";
    assert_eq!(place(foshan, "zh"), "广东佛山");
}

/// Every string that breaks software comes through as it was written, control characters aside.
#[test]
fn naughty_strings_are_printed_as_written() {
    let corpus = crate::harness::corpus();
    let text = std::fs::read_to_string(corpus.join("strings/naughty.json")).expect("strings");
    let strings: Vec<String> = serde_json::from_str(&text).expect("strings");
    for string in strings {
        let resume =
            serde_json::json!({ "basics": { "name": "Ann", "label": string } }).to_string();
        let read = cvgen::read::read("r.json", resume.as_bytes()).expect("a resume");
        let choices = Choices {
            language: "en".parse().expect("a language"),
            options: BTreeMap::new(),
            page: cvgen::document::Page::default(),
            styles: BTreeMap::new(),
            fonts: BTreeMap::new(),
            density: 1.0,
            has_photo: false,
            today: None,
        };
        let printed = plain_text(&resolve(&read.value, &choices).value.header.label);
        let visible = |text: &str| -> String {
            let code = |c: char| u32::from(c);
            text.chars()
                .filter(|c| !c.is_control() && !c.is_whitespace() && *c != '\u{feff}')
                .filter(|c| !(0xe000..0xf900).contains(&code(*c)) && code(*c) & 0xfffe != 0xfffe)
                .filter(|c| !matches!(code(*c), 0xfff9..=0xfffb | 0xe0000..=0xe0fff | 0xf0000..))
                .collect()
        };
        // Markdown's own characters may have been markup.
        let plain =
            |text: &str| visible(text).replace(['*', '`', '[', ']', '_', '\\', '(', ')'], "");
        assert!(
            plain(&printed) == plain(&string) || string.contains("]("),
            "{string:?}\n{printed:?}"
        );
    }
}

/// Whatever is looked at first: what is said comes in the order of the file.
#[test]
fn warnings_stand_in_file_order() {
    let resume = "basics: {name: A, url: 'javascript:x', email: a b}\n\
                  work: [{name: X, startDate: never, url: 'file:///x'}]\n";
    let finished = crate::harness::Test::new("pdf r.yaml").file("r.yaml", resume).success();
    let places: Vec<_> = finished.stderr.lines().filter(|line| line.contains("--> ")).collect();
    assert_eq!(
        places,
        ["r.yaml:1:24", "r.yaml:1:47", "r.yaml:2:29", "r.yaml:2:41"].map(|p| format!(" --> {p}"))
    );
}

/// A label that is long has a short form where the language has one, and the person may give another.
#[test]
fn contacts_have_short_labels() {
    let labels = |language: &str, words: &str| {
        let resume = format!(
            "basics: {{name: A, phone: '+49 30 123456', email: a@b.org}}\ncvgen: {{words: {{{words}}}}}\n"
        );
        let (document, warnings) = document(&resume, language);
        assert_eq!(warnings, [""; 0], "{language}");
        let contacts = document.header.contacts;
        contacts.into_iter().map(|contact| (contact.label, contact.short)).collect::<Vec<_>>()
    };
    let pair = |label: &str, short: &str| (label.to_owned(), short.to_owned());
    assert_eq!(labels("de", ""), [pair("E-Mail", "E-Mail"), pair("Telefon", "Tel.")]);
    assert_eq!(labels("fr", "")[1], pair("Téléphone", "Tél."));
    assert_eq!(labels("en", "")[1], pair("Phone", "Phone"));
    assert_eq!(labels("de", "phone: Mobil")[1], pair("Mobil", "Mobil"));
    assert_eq!(
        labels("de", "phone: Mobiltelefon, phone-short: Mobil")[1],
        pair("Mobiltelefon", "Mobil")
    );
}
