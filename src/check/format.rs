//! Findings for other programs: JSON, and SARIF 2.1.0 for code hosts.

use super::{RULES, Rule};
use crate::diagnostic::{Diagnostic, Problem, Severity};
use serde_json::{Value, json};

/// The findings as a list of objects, each a [`Problem`].
pub fn json(found: &[Diagnostic]) -> Value {
    found.iter().map(|diagnostic| json!(Problem::from(diagnostic))).collect()
}

fn range(place: &crate::source::Place) -> (usize, usize, usize, usize) {
    let (line, column) = place.line_column();
    let end = crate::source::Place::new(place.source.clone(), place.end, place.end);
    let (end_line, end_column) = end.line_column();
    (line, column, end_line, end_column)
}

/// The findings as commands of a workflow on GitHub, a line each; `file` is what findings without a place are
/// about.
pub fn github(found: &[Diagnostic], file: &str) -> String {
    // As GitHub's `@actions/core` escapes data and properties.
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let line = |diagnostic: &Diagnostic| {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let name = diagnostic.place.as_ref().map_or(file, |place| &place.source.name);
        let place =
            diagnostic.place.as_ref().map(range).map(|(line, column, end_line, end_column)| {
                // Columns are told only within one line.
                let columns = format!(",col={column},endColumn={end_column}");
                let columns = if line == end_line { columns.as_str() } else { "" };
                format!(",line={line},endLine={end_line}{columns}")
            });
        let hints = diagnostic.hints.iter().map(|hint| format!("\nhint: {hint}"));
        let message = diagnostic.message.clone() + &hints.collect::<String>();
        format!(
            "::{level} file={}{},title={}::{}\n",
            property(name),
            place.unwrap_or_default(),
            property(diagnostic.code),
            data(&message)
        )
    };
    found.iter().map(line).collect()
}

/// The findings as a SARIF 2.1.0 log with one run. Each list goes with the name of the file that findings
/// without a place are about.
pub fn sarif(found: &[(String, Vec<Diagnostic>)]) -> Value {
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.code,
            "shortDescription": { "text": rule.title() },
            "fullDescription": { "text": rule.manual() },
            // Code hosts show it beside a finding.
            "help": { "text": rule.manual() },
        })
    });
    let all = found.iter().flat_map(|(file, found)| found.iter().map(move |it| (file, it)));
    let results = all.map(|(file, diagnostic)| {
        let hints = diagnostic.hints.iter().map(|hint| format!("\nhint: {hint}"));
        let mut result = json!({
            "ruleId": diagnostic.code,
            "level": match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "note",
            },
            "message": { "text": diagnostic.message.clone() + &hints.collect::<String>() },
        });
        if let Some(index) = RULES.iter().position(|rule: &Rule| rule.code == diagnostic.code) {
            result["ruleIndex"] = index.into();
        }
        let mut location = json!({
            "artifactLocation": { "uri": uri(diagnostic.place.as_ref().map_or(file, |place| &place.source.name)) }
        });
        if let Some(place) = &diagnostic.place {
            let (line, column, end_line, end_column) = range(place);
            location["region"] = json!({
                "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
            });
        }
        result["locations"] = json!([{ "physicalLocation": location }]);
        result
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cvgen",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let escaped = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(escaped).collect()
}
