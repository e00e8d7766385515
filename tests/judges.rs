//! Judges from outside: programs that nobody on this project wrote. Under `tests/run` each of them
//! must be there; elsewhere a test that lacks one says so and is skipped.

use std::path::Path;
use std::process::Command;

/// Set by `tests/run`.
const REQUIRED: &str = "CVGEN_REQUIRE_JUDGES";

/// Reports that `what` is not there: a failure under `tests/run`.
pub(crate) fn missing(what: &str) {
    assert!(std::env::var_os(REQUIRED).is_none(), "{what} is missing; `tests/run` installs it");
    eprintln!("skipped: {what} is missing");
}

/// What `program` prints; `None` where it is not installed. It must succeed.
pub(crate) fn judge<S: AsRef<std::ffi::OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
) -> Option<String> {
    if let Ok(output) = Command::new(program).args(arguments).output() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {stderr}");
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        missing(&format!("`{program}`"));
        None
    }
}

/// The text of a PDF, by poppler; `options` such as `-raw`.
pub(crate) fn poppler(pdf: &Path, options: &[&str]) -> Option<String> {
    let path = pdf.to_str().expect("a path in UTF-8");
    judge("pdftotext", [&["-enc", "UTF-8"], options, &[path, "-"]].concat())
}

/// The text of a PDF, by `MuPDF`.
pub(crate) fn mupdf(pdf: &Path) -> Option<String> {
    let path = pdf.to_str().expect("a path in UTF-8");
    judge("mutool", ["draw", "-q", "-F", "txt", path])
}

/// The letters of a PDF in the order of its content, page by page, without the running foot.
pub(crate) fn printed(pdf: &Path) -> Option<String> {
    Some(without_feet(&poppler(pdf, &["-raw"])?, &[]))
}

/// The letters of `text`, pages ended by form feeds, without the lines that are on every page:
/// the page's number, alone or behind the name, at the head of a page or at its foot; and without the title of a
/// section, one of `titles`, where a page begins with it again.
pub(crate) fn without_feet(text: &str, titles: &[&str]) -> String {
    let is_foot = |line: &str| {
        let line = letters(line);
        let figures = line.chars().filter(char::is_ascii_digit).count();
        let numbered = ["Page", "第", "Seite"].iter().any(|word| line.contains(word));
        numbered
            && figures >= 2
            && (line.contains("of") || line.contains("页，共") || line.contains("von"))
            && line.chars().count() < 60
    };
    let name = text.lines().next().map(letters).unwrap_or_default();
    // Some themes print it in capitals.
    let is_name = |line: &str| {
        let (line, name) = (letters(line).to_lowercase(), name.to_lowercase());
        line.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(&line) == name
    };
    let mut follows_name = false;
    let is_text = |(index, line): &(usize, &str)| {
        let is_number = follows_name && letters(line).parse::<u8>().is_ok();
        follows_name = *index > 0 && is_name(line);
        !is_foot(line) && !follows_name && !is_number
    };
    let mut said = String::new();
    let mut begins = false;
    for (_, line) in text.lines().enumerate().filter(is_text) {
        begins |= line.starts_with('\u{c}');
        let line = letters(line);
        let mut again =
            titles.iter().map(|title| letters(title)).filter(|title| said.contains(title));
        let title = again.find(|title| begins && line.starts_with(title)).unwrap_or_default();
        begins &= line.is_empty();
        said.push_str(&line[title.len()..]);
    }
    said
}

/// `text` without blanks and line breaks, on which extractors have their own opinions, and without
/// hyphens, which some of them drop at the end of a line.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '-').collect()
}

/// What a Python script prints that uses `module`, given the paths of files; `None` where Python or the module is
/// missing.
pub(crate) fn python(module: &str, script: &str, files: &[&Path]) -> Option<String> {
    let has_module = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    if !has_module.is_ok_and(|output| output.status.success()) {
        missing(&format!("`{module}` for Python"));
        return None;
    }
    let files = files.iter().map(|file| file.to_str().expect("UTF-8"));
    judge("python3", ["-c", script].into_iter().chain(files))
}

/// What Apache Tika, by which many systems for applications read files, takes each file to say; `None` where it is
/// missing.
pub(crate) fn tika(files: &[&Path]) -> Option<Vec<String>> {
    let script = "
import json, sys, iscc_tika
reader = iscc_tika.Extractor()
print(json.dumps([reader.extract_file_to_string(path)[0] for path in sys.argv[1:]]))
";
    let said = python("iscc_tika", script, files)?;
    Some(serde_json::from_str(&said).expect("JSON"))
}
