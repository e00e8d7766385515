//! The data files: licences present, themes whole.

use crate::harness::themes;

#[test]
fn every_theme_has_the_options_that_all_have() {
    assert_eq!(
        themes(),
        [
            "academic",
            "classic",
            "compact",
            "duo",
            "engineer",
            "europe",
            "executive",
            "headline",
            "jianli",
            "keireki",
            "modern",
            "studio",
            "swiss",
            "timeline"
        ]
    );
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
