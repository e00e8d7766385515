//! Texts that break software arrive as they are and do nothing.

use crate::harness::{choices, in_turn, root, themes};
use crate::judges;
use crate::written::{everywhere, said, strings};
use cvgen::job::{self, FONTS, FormatSettings, HTML, Job};
use cvgen::resolve::resolve;
use cvgen::resume::LanguageTag;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter, forget};
use std::collections::BTreeSet;

/// Every string of the corpus in every field, read back by `html5lib`: each in the next theme, and with `CVGEN_ALL` in
/// every theme. Only the next one's fonts are in the file.
#[test]
fn naughty_strings_are_inert_and_exact_in_every_field() {
    let typesetter = Typesetter::new(FontSettings::default());
    let language: LanguageTag = "en".parse().expect("a language");
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    let themes: Vec<Theme> =
        themes().iter().map(|name| Theme::builtin(name).expect("a theme").value).collect();
    for (index, string) in strings().into_iter().enumerate() {
        let resume = everywhere(&string).to_string();
        let resume = cvgen::read::read("r.json", resume.as_bytes()).expect("a resume").value;
        for theme in in_turn(&themes, index) {
            // What a document says in runs and titles is what must be there.
            let document = resolve(&resume, &choices(theme, "en")).value;
            let is_next = theme.name == themes[index % themes.len()].name;
            let fonts = if is_next { "theme" } else { "system" };
            let settings = FormatSettings::default().with(&FONTS, fonts).expect("a setting");
            let mut job = Job::new(&resume, language.clone(), theme, HTML);
            job.density = Some(1.0);
            job.settings = &settings;
            let html = job::run(&job, &typesetter).expect("HTML").value;
            let path = folder.path().join(format!("{index}-{}.html", theme.name));
            std::fs::write(&path, html.bytes()).expect("written");
            files.push((path, string.clone(), BTreeSet::from_iter(said(&document))));
            forget();
        }
    }
    let list = folder.path().join("files.json");
    std::fs::write(&list, serde_json::to_vec(&files).expect("JSON")).expect("written");
    let script = root().join("tests/html/strings.py");
    let Some(said) = judges::judge("python3", [script, list]) else { return };
    assert_eq!(said.trim(), format!("{} files, 0 wrong", files.len()));
}
