//! `cvgen check --job`: a posting, and what a resume has of it.

use super::args::FindingFormat;
use super::{Failure, disk, print, report};
use cvgen::diagnostic::Diagnostic;
use cvgen::pdf;
use cvgen::posting::{Coverage, Term};
use std::fmt::Write;
use std::path::Path;

/// The largest job posting that is read, in bytes.
const MAX_POSTING: u64 = 8 << 20;

/// The text of a posting: plain, or out of a PDF.
pub(super) fn read(path: &Path) -> Result<String, Diagnostic> {
    let name = path.display().to_string();
    let bytes = disk::read_at_most(path, MAX_POSTING)?.ok_or_else(|| {
        let message =
            format!("`{name}` is larger than {} MiB, too large for a posting", MAX_POSTING >> 20);
        Diagnostic::error("too-large", message)
    })?;
    if bytes.starts_with(b"%PDF-") {
        return pdf::read(&name, &bytes).map(|pdf| pdf.running_text());
    }
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    text.map(str::to_owned).ok_or_else(|| {
        let (what, from) = if is_utf16 { (", but in UTF-16", "UTF-16") } else { ("", "GBK") };
        let message = format!("`{name}` is not a text in UTF-8{what}");
        let hint = format!(
            "save it as plain text in UTF-8; `iconv -f {from} -t UTF-8` makes that of {from}"
        );
        Diagnostic::error("not-utf8", message).hint(hint)
    })
}

/// Prints what the resume has of a posting, and what it lacks.
pub(super) fn show(coverage: &Coverage, format: FindingFormat) -> Result<(), Failure> {
    let json = |terms: &[Term]| -> Vec<serde_json::Value> {
        let one = |term: &Term| serde_json::json!({ "term": term.text, "count": term.count, "sections": term.sections });
        terms.iter().map(one).collect()
    };
    if format == FindingFormat::Json {
        let value = serde_json::json!({
            "language": coverage.language,
            "coverage": coverage.percent(),
            "has": json(&coverage.has),
            "lacks": json(&coverage.lacks),
        });
        return print(&format!("{value:#}\n"));
    }
    if matches!(format, FindingFormat::Sarif | FindingFormat::Github) {
        let problem =
            Diagnostic::error("usage", "the terms of a posting are not findings for SARIF");
        return Err(Failure::Usage(problem.hint("choose `--format json`")));
    }
    let Some(percent) = coverage.percent() else {
        return print("the posting has no terms\n");
    };
    let (has, all) = (coverage.has.len(), coverage.has.len() + coverage.lacks.len());
    let mut text =
        format!("{percent} % of the posting's terms are in the resume ({has} of {all})\n");
    let widest = coverage.has.iter().map(|term| width(&term.text)).max().unwrap_or(0);
    if !coverage.has.is_empty() {
        text += "\nit has\n";
    }
    for term in &coverage.has {
        let named =
            |title: &String| if title.is_empty() { "head".to_owned() } else { title.clone() };
        let places: Vec<String> = term.sections.iter().map(named).collect();
        let gap = " ".repeat(widest - width(&term.text));
        let _ = writeln!(text, "  {}{gap}  {}", term.text, places.join(", "));
    }
    if !coverage.lacks.is_empty() {
        text += "\nit lacks\n";
    }
    for term in &coverage.lacks {
        let _ = writeln!(text, "  {}", term.text);
    }
    print(&report::visible(&text))
}

/// How many columns of a terminal `text` takes: two for a Chinese character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) < 0x2e80 { 1 } else { 2 }).sum()
}
