//! The data files: languages complete, licences present, themes whole.

use crate::harness::{names, root, themes};
use std::collections::BTreeSet;

/// The keys of `table`, with dots between the levels.
fn keys(prefix: &str, table: &toml::Table, found: &mut BTreeSet<String>) {
    for (key, value) in table {
        let path = format!("{prefix}{key}");
        match value {
            toml::Value::Table(table) => keys(&format!("{path}."), table, found),
            _ => drop(found.insert(path)),
        }
    }
}

#[test]
fn every_language_has_every_word() {
    let folder = root().join("data/locales");
    let read = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).expect("a locale");
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut found = BTreeSet::new();
        keys("", &table, &mut found);
        found
    };
    let english = read("en.toml");
    let names = names(&folder);
    for required in ["en", "zh-Hans", "zh-Hant", "de", "fr", "es", "ja", "ko", "pt", "ru"] {
        assert!(names.contains(&format!("{required}.toml")), "{required}");
    }
    for name in names {
        let missing: Vec<_> = english.symmetric_difference(&read(&name)).cloned().collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn every_theme_has_the_options_that_all_have() {
    assert_eq!(themes(), ["academic", "classic", "compact", "modern"]);
    for name in themes() {
        let theme = cvgen::theme::Theme::builtin(&name).expect("a theme").value;
        for option in ["paper", "accent", "body-font", "base-size", "photo", "icons"] {
            let declaration = theme.options.get(option);
            let documented = declaration.is_some_and(|declaration| !declaration.doc.is_empty());
            assert!(documented, "{name}: {option}");
        }
        assert!(!theme.description.is_empty(), "{name}");
    }
}
