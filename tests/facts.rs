//! Every fact of the page that cvgen was made for is in the PDF of every theme, in both languages.

use crate::harness::{Test, root, themes};
use crate::judges::{letters, mupdf, poppler, without_feet};
use crate::press::printed;
use cvgen::diagnostic::{Diagnostic, Severity};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Facts {
    fact: Vec<Fact>,
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Fact {
    /// The words of the page.
    seed: String,
    /// The words of our output.
    en: String,
    zh: String,
}

/// A job or a project: what belongs together.
#[derive(Deserialize)]
struct Entry {
    seed: String,
    name: BTreeMap<String, String>,
    start: String,
    end: Option<String>,
    #[serde(default)]
    of: BTreeMap<String, String>,
    url: Option<String>,
}

fn facts() -> Facts {
    let text = std::fs::read_to_string(root().join("tests/facts/jinhua-luo.toml")).expect("facts");
    toml::from_str(&text).expect("facts")
}

#[test]
fn the_facts_are_those_of_the_page() {
    let text = std::fs::read_to_string(root().join("tests/facts/jinhua-luo.txt")).expect("page");
    let page = letters(&text);
    let Facts { fact: facts, entry: entries } = facts();
    assert!(facts.len() > 300);
    let places = entries.iter().map(|entry| page.find(&letters(&entry.seed)));
    assert!(
        places.clone().all(|place| place.is_some()) && places.is_sorted(),
        "not as on the page"
    );
    for url in entries.iter().filter_map(|entry| entry.url.as_ref()) {
        assert!(page.contains(&letters(url)), "not on the page: {url}");
    }
    for fact in &facts {
        assert!(page.contains(&letters(&fact.seed)), "not on the page: {}", fact.seed);
    }
    // Every line of the page is told by some fact.
    let told: Vec<String> = facts.iter().map(|fact| letters(&fact.seed)).collect();
    for line in text.lines().map(letters).filter(|line| !line.is_empty()) {
        let is_told = told.iter().any(|fact| line.contains(fact.as_str()) || fact.contains(&line));
        assert!(is_told, "no fact tells `{line}`");
    }
}

#[test]
fn every_fact_is_printed_in_every_theme_and_language() {
    let facts = facts().fact;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pdf = folder.path().join("r.pdf");
    for theme in themes() {
        for language in ["en", "zh"] {
            let printed = printed("examples/jinhua-luo.yaml", &theme, language);
            let is_told = |found: &&Diagnostic| found.severity >= Severity::Warning;
            let told: Vec<_> = printed.warnings.iter().filter(is_told).collect();
            assert!(told.is_empty(), "{theme}, {language}: {told:?}");
            std::fs::write(&pdf, &printed.pdf).expect("written");
            for text in [poppler(&pdf, &["-raw"]), mupdf(&pdf)] {
                let Some(text) = text else { continue };
                let titles = printed.document.sections.iter().map(|section| section.title.as_str());
                let text = without_feet(&text, &titles.collect::<Vec<_>>());
                for fact in &facts {
                    let words = if language == "en" { &fact.en } else { &fact.zh };
                    let found = text.contains(&letters(words));
                    assert!(found, "{theme}, {language}: `{words}` is not in\n{text}");
                }
            }
        }
    }
}

/// Each job and project has its own years, employer and address, in the order of the page.
#[test]
fn what_belongs_together_stands_together() {
    let entries = facts().entry;
    let example = root().join("examples/jinhua-luo.yaml");
    for language in ["en", "zh"] {
        let finished = Test::new("json --lang")
            .argument(language)
            .argument(example.to_str().expect("UTF-8"))
            .success();
        let resume: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
        let field = |entry: &Value, names: &[&str]| {
            names.iter().find_map(|name| Some(entry.get(name)?.as_str()?.to_owned()))
        };
        let listed = |section: &str| resume[section].as_array().cloned().unwrap_or_default();
        let found: Vec<_> = listed("work")
            .into_iter()
            .chain(listed("projects"))
            .map(|entry| {
                let name = field(&entry, &["name", "position"]);
                let of = field(&entry, &["entity", "type"]);
                let times = [field(&entry, &["startDate"]), field(&entry, &["endDate"])];
                (name, times, of, field(&entry, &["url"]))
            })
            .collect();
        let expected: Vec<_> = entries
            .iter()
            .map(|entry| {
                let times = [Some(entry.start.clone()), entry.end.clone()];
                let name = entry.name.get(language).cloned();
                (name, times, entry.of.get(language).cloned(), entry.url.clone())
            })
            .collect();
        assert_eq!(found, expected, "{language}");
    }
}
