//! Texts that break software arrive as they are and do nothing.

use crate::harness::{choices, corpus, root};
use crate::judges;
use crate::written::everywhere;
use cvgen::job::{self, HTML, Job};
use cvgen::resolve::resolve;
use cvgen::resume::LanguageTag;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter};

/// Every string of the corpus in every field, read back by `html5lib`: each in one theme, and with `CVGEN_ALL` in every
/// theme.
#[test]
fn naughty_strings_are_inert_and_exact_in_every_field() {
    let text = std::fs::read_to_string(corpus().join("strings/naughty.json")).expect("strings");
    let strings: Vec<String> = serde_json::from_str(&text).expect("strings");
    assert_eq!(strings.len(), 509);
    let typesetter = Typesetter::new(FontSettings::default());
    let language: LanguageTag = "en".parse().expect("a language");
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    let is_everything = std::env::var_os("CVGEN_ALL").is_some();
    let themes = crate::harness::themes();
    for (number, theme) in themes.iter().enumerate() {
        let theme = Theme::builtin(theme).expect("a theme").value;
        let chosen = strings.iter().enumerate();
        for (index, string) in
            chosen.filter(|(index, _)| is_everything || index % themes.len() == number)
        {
            let resume = everywhere(string).to_string();
            let resume = cvgen::read::read("r.json", resume.as_bytes()).expect("a resume").value;
            // What a document says in runs and titles is what must be there.
            let document = resolve(&resume, &choices(&theme, "en")).value;
            let mut job = Job::new(&resume, language.clone(), &theme, HTML);
            job.density = Some(1.0);
            let html = job::run(&job, &typesetter).expect("HTML").value;
            let path = folder.path().join(format!("{index}-{number}.html"));
            std::fs::write(&path, html.bytes()).expect("written");
            files.push((path, string, crate::written::said(&document)));
        }
    }
    let list = folder.path().join("files.json");
    std::fs::write(&list, serde_json::to_vec(&files).expect("JSON")).expect("written");
    let script = root().join("tests/html/strings.py");
    let Some(said) = judges::judge("python3", [script, list]) else { return };
    assert_eq!(said.trim(), format!("{} files, 0 wrong", files.len()));
}
