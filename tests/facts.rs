//! Every fact of the page that cvgen was made for stands in the PDF of every theme, in both languages.

use crate::harness::{Test, root, themes};
use crate::judges::{letters, mupdf, poppler, without_feet};
use serde::Deserialize;

#[derive(Deserialize)]
struct Facts {
    fact: Vec<Fact>,
}

#[derive(Deserialize)]
struct Fact {
    /// The words of the page.
    seed: String,
    /// The words of our output.
    en: String,
    zh: String,
}

fn facts() -> Vec<Fact> {
    let text = std::fs::read_to_string(root().join("tests/facts/jinhua-luo.toml")).expect("facts");
    toml::from_str::<Facts>(&text).expect("facts").fact
}

#[test]
fn the_facts_are_those_of_the_page() {
    let seed = root().join("../shared/seed/jinhua-luo.txt");
    let Ok(page) = std::fs::read_to_string(seed) else {
        return crate::judges::absent("`../shared/seed/jinhua-luo.txt`");
    };
    let page = letters(&page);
    let facts = facts();
    assert!(facts.len() > 300);
    for fact in &facts {
        assert!(page.contains(&letters(&fact.seed)), "not on the page: {}", fact.seed);
    }
    // Every line of the page is told by some fact.
    let told: Vec<String> = facts.iter().map(|fact| letters(&fact.seed)).collect();
    let text = std::fs::read_to_string(root().join("../shared/seed/jinhua-luo.txt")).expect("page");
    for line in text.lines().map(letters).filter(|line| !line.is_empty()) {
        let is_told = told.iter().any(|fact| line.contains(fact.as_str()) || fact.contains(&line));
        assert!(is_told, "no fact tells `{line}`");
    }
}

#[test]
fn every_fact_is_printed_in_every_theme_and_language() {
    let facts = facts();
    for theme in themes() {
        for language in ["en", "zh"] {
            let finished = Test::new("pdf -o out.pdf --strict --no-system-fonts")
                .printing("examples/jinhua-luo.yaml", &theme, language)
                .success();
            let pdf = finished.path("out.pdf");
            for text in [poppler(&pdf, &["-raw"]), mupdf(&pdf)] {
                let Some(text) = text else { continue };
                let text = without_feet(&text);
                for fact in &facts {
                    let words = if language == "en" { &fact.en } else { &fact.zh };
                    let found = text.contains(&letters(words));
                    assert!(found, "{theme}, {language}: `{words}` is not in\n{text}");
                }
            }
        }
    }
}
