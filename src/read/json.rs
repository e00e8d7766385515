//! JSON: `serde_json` says whether it is valid, `jsonc-parser` where everything stands.

use super::saying::{self, explain};
use super::{MAX_DEPTH, repeated_key, span, syntax_error};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::resume::{Key, Node, Value};
use crate::source::Source;
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn read(source: &Arc<Source>) -> Outcome<Node> {
    root(source).map(Warned::clean).map_err(|problem| vec![problem])
}

fn root(source: &Arc<Source>) -> Result<Node, Diagnostic> {
    let text = source.text.as_str();
    if text.trim().is_empty() {
        return Ok(Node::default());
    }
    // Also refuses what is nested more than 128 deep, before the second parser recurses into it.
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        let start = offset(text, error.line(), error.column());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        return Err(explain(source, saying::JSON, message, start..start + 1));
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).map_err(
        |error| {
            let range = error.range();
            syntax_error(source, &error.kind().to_string(), range.start, range.end)
        },
    )?;
    parsed.value.as_ref().map_or_else(|| Ok(Node::default()), |value| node(source, value, 0))
}

/// The byte offset of `line` and `column`, both counted from 1, the column in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len);
    (before.sum::<usize>() + column.saturating_sub(1)).min(text.len())
}

fn node(source: &Arc<Source>, value: &ast::Value<'_>, depth: usize) -> Result<Node, Diagnostic> {
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
            let items = array.elements.iter().map(|item| node(source, item, depth + 1));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        ast::Value::Object(object) => {
            let mut entries: Vec<(Key, Node)> = Vec::with_capacity(object.properties.len());
            let mut names = BTreeSet::new();
            for property in &object.properties {
                let (name, range) = (property.name.as_str(), property.name.range());
                if !names.insert(name) {
                    return Err(repeated_key(source, name, range.start, range.end));
                }
                let key = Key { text: name.to_owned(), span: span(range.start, range.end) };
                entries.push((key, node(source, &property.value, depth + 1)?));
            }
            Value::Map(entries)
        }
    };
    Ok(Node { value, span: span(range.start, range.end) })
}
