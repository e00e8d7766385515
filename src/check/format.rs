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

/// The findings as a SARIF 2.1.0 log with one run; `file` is what findings without a place are about.
pub fn sarif(found: &[Diagnostic], file: &str) -> Value {
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.code,
            "shortDescription": { "text": rule.title() },
            "fullDescription": { "text": rule.manual() },
        })
    });
    let results = found.iter().map(|diagnostic| {
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
