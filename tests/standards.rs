//! The PDFs conform: judged by `page-validation`, a validator that nobody on this project wrote.

use crate::harness::{Test, root, themes};
use crate::judges::{judge, missing};

/// Prints each finding of the validator as `FILE PROFILE RULE`. It has two false alarms: for CID-keyed
/// CFF fonts with several font dicts such as Noto Sans CJK, and for a stream whose last byte is a carriage
/// return: with the line feed before `endstream` it takes that for one end of a line, and the stream for a
/// byte too short. Only files with such a stream are excused.
const VALIDATE: &str = r#"
import re, sys, page
def ends_in_return(path):
    data = open(path, "rb").read()
    for match in re.finditer(rb"/Length (\d+)", data):
        keyword = re.compile(rb"stream\r?\n").search(data, match.end())
        end = keyword.end() + int(match.group(1))
        if data[end - 1:end + 10] == b"\r\nendstream":
            return True
    return False
for path in sys.argv[1:]:
    excused = "STREAM-LENGTH" if ends_in_return(path) else "none"
    for profile in ("ua1", "2a"):
        for failure in page.validate_pdf(path, profile=profile).failures:
            is_width = "GLYPH-WIDTH" in failure.rule_id and "CIDFontType0C" in failure.message
            if not is_width and excused not in failure.rule_id:
                print(path, profile, failure.rule_id, failure.message)
"#;

/// What the validator has to say about `file`; `None` where it is not installed.
pub(crate) fn findings(file: &std::path::Path) -> Option<String> {
    let probe = std::process::Command::new("python3").args(["-c", "import page"]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        missing("the Python package `page-validation`");
        return None;
    }
    judge("python3", ["-c", VALIDATE, file.to_str().expect("UTF-8")])
}

#[test]
fn every_theme_conforms_in_both_languages() {
    for theme in themes() {
        for (example, language) in
            [("jinhua-luo.yaml", "en"), ("jinhua-luo.yaml", "zh"), ("zhang-min.yaml", "zh")]
        {
            let input = root().join("examples").join(example);
            let finished =
                Test::new("pdf --standard ua-1,a-2a --no-system-fonts --strict -o out.pdf")
                    .argument(input.to_str().expect("UTF-8"))
                    .argument(format!("--theme={theme}"))
                    .argument(format!("--lang={language}"))
                    .success();
            let path = finished.path("out.pdf");
            if let Some(findings) = findings(&path) {
                assert_eq!(findings, "", "{theme}, {example}, {language}");
            }
            judge("qpdf", ["--check", path.to_str().expect("UTF-8")]);
        }
    }
}

/// What would break a standard is repaired, and reported.
#[test]
fn what_would_break_a_standard_is_repaired_and_told() {
    let resume = "basics: {name: \"Ann Lee\u{feff}\", label: \"\u{1f600} smiles\", summary: \"\u{10ffff}x\u{e123}\"}\n";
    let finished = Test::new("pdf r.yaml --standard ua-1,a-2a --no-system-fonts")
        .file("r.yaml", resume)
        .success()
        .says("U+1F600")
        .says("U+FEFF");
    if let Some(findings) = findings(&finished.path("r.pdf")) {
        assert_eq!(findings, "");
    }
}

#[test]
fn an_unknown_standard_is_wrong_usage() {
    Test::new("pdf r.yaml --standard ua-9")
        .file("r.yaml", "basics: {name: A}")
        .exits_with(2)
        .says("ua-1");
}
