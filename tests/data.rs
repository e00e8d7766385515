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
fn every_font_has_its_licence_and_origin() {
    let fonts = root().join("fonts");
    for family in names(&fonts).into_iter().filter(|name| fonts.join(name).is_dir()) {
        let files = names(&fonts.join(&family));
        assert!(files.iter().any(|name| name == "OFL.txt"), "{family}");
        assert!(files.iter().any(|name| name == "README.md"), "{family}");
    }
}

/// The bundled Chinese fonts have every character of the General Standard Chinese table.
#[test]
fn every_standard_character_can_be_printed() {
    let table = root().join("../shared/fonts/general-standard-chinese-8105.json");
    let Ok(table) = std::fs::read_to_string(table) else {
        return crate::judges::absent("the table of General Standard Chinese characters");
    };
    let characters: Vec<char> = table.chars().filter(|c| *c as u32 >= 0x3400).collect();
    assert!(characters.len() >= 8105);
    let fonts = root().join("fonts");
    for path in [
        "noto-sans-cjk-sc/NotoSansCJKsc-Regular.otf",
        "noto-sans-cjk-sc/NotoSansCJKsc-Bold.otf",
        "noto-serif-cjk-sc/NotoSerifCJKsc-Regular.otf",
        "noto-serif-cjk-sc/NotoSerifCJKsc-Bold.otf",
    ] {
        let bytes = std::fs::read(fonts.join(path)).expect("a font");
        let font = typst::text::FontInfo::new(&bytes, 0).expect("a font");
        let lacking: String =
            characters.iter().filter(|c| !font.coverage.contains(**c as u32)).collect();
        assert!(lacking.is_empty(), "{path}: {lacking}");
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
