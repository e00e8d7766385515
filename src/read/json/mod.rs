//! JSON: `serde_json` says whether it is valid, `jsonc-parser` where everything is.

mod mend;

use super::fault::{Grammar, Stop, faults};
use super::saying::{self, explain};
use super::{MAX_DEPTH, span, syntax_error};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::resume::{Key, Node, Value};
use crate::source::{Place, Source};
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

pub(super) fn read(source: &Arc<Source>) -> Outcome<Node> {
    let text = source.text.as_str();
    if text.trim().is_empty() {
        return Ok(Warned::clean(Node::default()));
    }
    let start = text.len() - text.trim_start().len();
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    if !text[start..].starts_with(['{', '[', '"'])
        && serde_json::from_str::<serde_json::Value>(text).is_err()
    {
        let told = syntax_error(source, "a resume in JSON begins with `{`", start, start + length);
        return Err(vec![told.hint("take out what is before it, or write `{` there")]);
    }
    // Also refuses what is nested more than 128 deep, before the second parser recurses into it.
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        return Err(faults(source, &GRAMMAR, stop(text, &error)));
    }
    let options = ParseOptions::default();
    let parsed = parse_to_ast(text, &CollectOptions::default(), &options).map_err(|error| {
        let range = error.range();
        vec![explain(source, saying::JSON, &error.kind().to_string(), range.start..range.end)]
    })?;
    let mut warnings = Vec::new();
    let value = parsed.value.as_ref().map(|value| node(source, value, 0, &mut warnings));
    let value = value.transpose().map_err(|problem| vec![problem])?.unwrap_or_default();
    Ok(Warned { value, warnings })
}

const GRAMMAR: Grammar = Grammar {
    stop: |text| {
        serde_json::from_str::<serde_json::Value>(text).err().map(|error| stop(text, &error))
    },
    mendings: mend::guesses,
    sayings: saying::JSON,
    unmendable: &["recursion limit"],
};

/// Where and why the parser gave up in `text`.
fn stop(text: &str, error: &serde_json::Error) -> Stop {
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or_default().to_owned();
    let line = error.line().saturating_sub(1);
    let length = text.split('\n').nth(line).map_or(0, str::len);
    Stop { line, column: error.column().saturating_sub(1).min(length), said }
}

fn node(
    source: &Arc<Source>,
    value: &ast::Value<'_>,
    depth: usize,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Node, Diagnostic> {
    let range = value.range();
    if depth > MAX_DEPTH {
        return Err(syntax_error(source, "nested too deeply", range.start, range.start + 1));
    }
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::NumberLit(literal) => Value::Number(literal.value.to_owned()),
        ast::Value::StringLit(literal) => Value::Text(literal.value.to_string()),
        ast::Value::Array(array) => {
            let items = array.elements.iter().map(|item| node(source, item, depth + 1, warnings));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        ast::Value::Object(object) => {
            let mut entries: Vec<(Key, Node)> = Vec::with_capacity(object.properties.len());
            let mut places: BTreeMap<&str, usize> = BTreeMap::new();
            for property in &object.properties {
                let (name, range) = (property.name.as_str(), property.name.range());
                let key = Key { text: name.to_owned(), span: span(range.start, range.end) };
                let value = node(source, &property.value, depth + 1, warnings)?;
                match places.entry(name) {
                    Entry::Vacant(place) => {
                        place.insert(entries.len());
                        entries.push((key, value));
                    }
                    Entry::Occupied(place) => {
                        let message = format!("duplicate key `{name}`: the last one counts");
                        let place_in_text = Place::new(source.clone(), range.start, range.end);
                        let told = Diagnostic::warning("repeated-key", message).at(place_in_text);
                        warnings.push(told.hint("join the two, or take one out"));
                        entries[*place.get()] = (key, value);
                    }
                }
            }
            Value::Map(entries)
        }
    };
    Ok(Node { value, span: span(range.start, range.end) })
}
