//! Files that nobody on this project wrote: `tests/corpus`, with the verdict that each must get.

use crate::harness::{Test, corpus, root};
use crate::judges::{letters, printed};
use serde_json::Value;
use std::path::Path;

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the corpus");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
}

#[test]
fn real_resumes_render_with_every_text() {
    let corpus = corpus();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for path in files(&corpus.join("jsonresume")) {
        let text = std::fs::read_to_string(&path).expect("a file");
        let resume: Value = serde_json::from_str(&text).expect("JSON");
        for theme in crate::harness::themes() {
            let name = path.strip_prefix(root()).expect("a file of the project");
            let name = name.to_str().expect("UTF-8");
            let file = folder.path().join("r.pdf");
            std::fs::write(&file, &crate::press::printed(name, &theme, "en").pdf).expect("written");
            let Some(printed) = printed(&file) else { return };
            has_every_text(&format!("{name}, {theme}"), &printed, &texts(&resume));
        }
    }
}

#[test]
fn no_field_is_refused_and_every_text_is_printed() {
    let corpus = corpus();
    for path in files(&corpus.join("jsonresume-fields")) {
        let text = std::fs::read_to_string(&path).expect("a file");
        let cases: serde_json::Map<String, Value> = serde_json::from_str(&text).expect("JSON");
        for (name, case) in cases {
            // The dates stand alone there.
            let case = match case {
                Value::String(date) => {
                    serde_json::json!({ "work": [{ "name": "X", "startDate": date }] })
                }
                case => case,
            };
            every_text_is_printed(&name, &case);
        }
    }
}

/// Renders `resume` and looks for each of its texts in the page.
fn every_text_is_printed(name: &str, resume: &Value) {
    let finished = Test::new("pdf r.json -t classic").file("r.json", resume.to_string()).run();
    let texts = texts(resume);
    if finished.code == Some(1) && texts.iter().all(|text| text.trim().is_empty()) {
        assert!(
            finished.stderr.contains("there is nothing to print"),
            "{name}: {}",
            finished.stderr
        );
        return;
    }
    let is_structural = finished.stderr.contains("error: ");
    assert_eq!(finished.code, Some(0), "{name}: {}", finished.stderr);
    assert!(!is_structural, "{name}: {}", finished.stderr);
    let Some(printed) = printed(&finished.path("r.pdf")) else { return };
    has_every_text(name, &printed, &texts);
}

/// Whether each of `texts` is in what is `printed`, blanks aside.
fn has_every_text(name: &str, printed: &str, texts: &[String]) {
    let printed = printed.to_lowercase();
    for text in texts {
        let plain = letters(&text.replace("**", "").replace('`', "")).to_lowercase();
        // Bullets and page breaks are between the lines of a text.
        let found = plain.is_empty()
            || printed.contains(&plain)
            || text.lines().all(|line| {
                let line = line.trim().trim_start_matches(['-', '*']).replace("**", "");
                printed.contains(&letters(&line).to_lowercase())
            });
        assert!(found, "{name}: `{text}` is not in\n{printed}");
    }
}

/// The texts of `resume` that must be printed.
fn texts(resume: &Value) -> Vec<String> {
    let mut texts = Vec::new();
    collect(resume, "", &mut texts);
    texts
}

/// The texts that must be printed: not those of dates, addresses and settings, which are printed in
/// other words.
fn collect(value: &Value, key: &str, texts: &mut Vec<String>) {
    let is_printed_otherwise = matches!(
        key,
        "$schema"
            | "meta"
            | "image"
            | "picture"
            | "url"
            | "website"
            | "startDate"
            | "endDate"
            | "date"
            | "releaseDate"
            | "username"
            | "network"
            | "countryCode"
    );
    match value {
        _ if is_printed_otherwise => {}
        Value::String(text) => texts.push(text.clone()),
        Value::Number(number) => texts.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, texts)),
        Value::Object(fields) => fields.iter().for_each(|(key, item)| collect(item, key, texts)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[test]
fn faulty_files_get_the_verdict_that_was_promised() {
    let corpus = corpus();
    // File, place of the diagnostic if there is one, exit codes without and with `--strict`.
    let verdicts = [
        ("malformed.json", Some("1:2"), 1, 1),
        ("invalid_bad_date_format.json", Some("8:20"), 0, 1),
        ("invalid_bad_email_format.json", Some("4:14"), 0, 1),
        ("invalid_wrong_type_email.json", Some("4:14"), 0, 1),
        ("invalid_bad_url_format.json", Some("4:12"), 0, 1),
        ("invalid_array_item_type.json", None, 0, 0),
        ("invalid_nested_wrong_type.json", None, 0, 0),
    ];
    for (name, place, plain, strict) in verdicts {
        let bytes = std::fs::read(corpus.join("invalid").join(name)).expect("the file");
        for (flag, code) in [("", plain), ("--strict", strict)] {
            let command = format!("pdf {name} {flag} -o out.pdf");
            let finished = Test::new(&command).file(name, &bytes).exits_with(code);
            let finished = match place {
                Some(place) => finished.says(&format!("--> {name}:{place}\n")),
                None => finished,
            };
            assert_eq!(finished.path("out.pdf").exists(), code == 0, "{name} {flag}");
        }
    }
}
