//! Texts that break software arrive as they are and do nothing.

use crate::harness::{choices, is_everything, root, themes};
use crate::judges;
use crate::written::{everywhere, said, strings};
use cvgen::job::{self, FONTS, FormatSettings, HTML, Job};
use cvgen::resolve::resolve;
use cvgen::resume::Resume;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter, forget};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tempfile::TempDir;

/// Sections with entries, where [`everywhere`] has them.
const SECTIONS: [&str; 15] = [
    "/work",
    "/volunteer",
    "/education",
    "/awards",
    "/certificates",
    "/publications",
    "/skills",
    "/languages",
    "/interests",
    "/references",
    "/projects",
    "/sections/0/entries",
    "/sections/1/entries",
    "/sections/2/entries",
    "/sections/3/entries",
];

/// An HTML file, the strings that are in it, and the texts that it must have.
type File = (PathBuf, String, BTreeSet<String>);

/// Makes HTML of resumes.
struct Press {
    typesetter: Typesetter,
    folder: TempDir,
    files: Vec<File>,
}

impl Press {
    fn make(&mut self, resume: &Resume, theme: &Theme, fonts: &str, strings: &[String]) {
        // What a document says in runs and titles is what must be there.
        let document = resolve(resume, &choices(theme, "en")).value;
        let settings = FormatSettings::default().with(&FONTS, fonts).expect("a setting");
        let mut job = Job::new(resume, "en".parse().expect("a language"), theme, HTML);
        job.density = Some(1.0);
        job.settings = &settings;
        let html = job::run(&job, &self.typesetter).expect("HTML").value;
        let path = self.folder.path().join(format!("{}-{}.html", self.files.len(), theme.name));
        std::fs::write(&path, html.bytes()).expect("written");
        let texts = said(&document).into_iter().filter(|text| !text.trim().is_empty());
        self.files.push((path, strings.join(" "), texts.collect()));
        forget();
    }

    /// Makes as few files as can be in which each string is in every field of one entry, in the next section each time.
    fn spread(&mut self, strings: &[String], turn: usize, theme: &Theme) {
        let mut all = everywhere("x");
        for (index, string) in strings.iter().enumerate() {
            let own = everywhere(string);
            let place = SECTIONS[(index + turn) % SECTIONS.len()];
            let entries = own.pointer(place).and_then(Value::as_array).expect("entries");
            let section = all.pointer_mut(place).and_then(Value::as_array_mut).expect("entries");
            section.extend(entries.iter().cloned());
        }
        if let Ok(resume) = cvgen::read::read("r.json", all.to_string().as_bytes()) {
            return self.make(&resume.value, theme, "system", strings);
        }
        // More than a resume may hold.
        assert!(strings.len() > 1, "{strings:?}");
        let (some, others) = strings.split_at(strings.len() / 2);
        self.spread(some, turn, theme);
        self.spread(others, turn + some.len(), theme);
    }
}

/// Every string of the corpus, read back by `html5lib`: each in every field in the next theme; with `CVGEN_ALL` in every
/// other theme, too, in every field of an entry, each time of another section.
#[test]
fn naughty_strings_are_inert_and_exact_in_every_field() {
    let (typesetter, files) = (Typesetter::new(FontSettings::default()), Vec::new());
    let folder = tempfile::tempdir().expect("a folder");
    let mut press = Press { typesetter, folder, files };
    let themes: Vec<Theme> =
        themes().iter().map(|name| Theme::builtin(name).expect("a theme").value).collect();
    let strings = strings();
    for (index, string) in strings.iter().enumerate() {
        let resume = everywhere(string).to_string();
        let resume = cvgen::read::read("r.json", resume.as_bytes()).expect("a resume").value;
        press.make(&resume, &themes[index % themes.len()], "theme", std::slice::from_ref(string));
    }
    if is_everything() {
        for (turn, theme) in themes.iter().enumerate() {
            strings.chunks(64).for_each(|some| press.spread(some, turn, theme));
        }
    }
    let list = press.folder.path().join("files.json");
    std::fs::write(&list, serde_json::to_vec(&press.files).expect("JSON")).expect("written");
    let script = root().join("tests/html/strings.py");
    let Some(said) = judges::judge("python3", [script, list]) else { return };
    assert_eq!(said.trim(), format!("{} files, 0 wrong", press.files.len()));
}
