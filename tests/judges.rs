//! Judges from outside: programs that nobody on this project wrote. Under `tests/run` each of them
//! must be there; elsewhere a test that lacks one says so and is skipped.

use std::path::Path;
use std::process::Command;

/// Set by `tests/run`.
const REQUIRED: &str = "CVGEN_REQUIRE_JUDGES";

/// Reports that `what` is not there: a failure under `tests/run`.
pub fn missing(what: &str) {
    assert!(std::env::var_os(REQUIRED).is_none(), "{what} is missing; `tests/run` installs it");
    eprintln!("skipped: {what} is missing");
}

/// What `program` prints; `None` where it is not installed. It must succeed.
pub fn judge<S: AsRef<std::ffi::OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
) -> Option<String> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{program}: {stderr}");
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(_) => {
            missing(&format!("`{program}`"));
            None
        }
    }
}

/// The text of a PDF, by poppler; `options` such as `-raw`.
pub fn poppler(pdf: &Path, options: &[&str]) -> Option<String> {
    let path = pdf.to_str().expect("a path in UTF-8");
    judge("pdftotext", [&["-enc", "UTF-8"], options, &[path, "-"]].concat())
}

/// The text of a PDF, by MuPDF.
pub fn mupdf(pdf: &Path) -> Option<String> {
    let path = pdf.to_str().expect("a path in UTF-8");
    judge("mutool", ["draw", "-q", "-F", "txt", path])
}

/// `text` without blanks and line breaks: what two extractors agree on.
pub fn letters(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
