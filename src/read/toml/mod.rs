//! TOML, by the `toml` crate, which keeps spans.

mod mend;

use super::fault::{Grammar, Stop, faults};
use super::prose::unwrapped;
use super::saying::{self, explain};
use super::{MAX_DEPTH, span, syntax_error};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::resume::{Key, Node, SECTIONS, Value};
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn read(source: &Arc<Source>) -> Outcome<Node> {
    if source.text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
        return Ok(Warned::clean(Node::default()));
    }
    root(source).map(Warned::clean)
}

const GRAMMAR: Grammar = Grammar {
    stop: |text| DeTable::parse(text).err().map(|error| stop(text, &error)),
    mendings: mend::guesses,
    sayings: saying::TOML,
    unmendable: &["recursion", "recurse", "duplicate"],
};

/// Where and why the parser gave up in `text`.
fn stop(text: &str, error: &toml::de::Error) -> Stop {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    // What lacks at the end of a line is noticed there, or on the next.
    let before = &text[..text.floor_char_boundary(at)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Stop {
        line: before.matches('\n').count(),
        column: before.len() - line_start,
        said: error.message().to_owned(),
    }
}

fn root(source: &Arc<Source>) -> Result<Node, Vec<Diagnostic>> {
    let table = DeTable::parse(&source.text).map_err(|error| {
        if error.message().starts_with("duplicate") {
            let range = error.span().unwrap_or(0..0);
            return vec![repeated(
                source,
                explain(source, saying::TOML, error.message(), range.clone()),
                range,
            )];
        }
        faults(source, &GRAMMAR, stop(&source.text, &error))
    })?;
    let range = table.span();
    let value = map(source, table.get_ref(), 0).map_err(|problem| vec![problem])?;
    Ok(Node { value, span: span(range.start, range.end) })
}

/// What is `told` of the key at `range` that is there twice: a section that is, has several entries.
fn repeated(source: &Arc<Source>, told: Diagnostic, range: Range<usize>) -> Diagnostic {
    let key = &source.text[range.clone()];
    let is_header =
        source.text[..range.start].trim_end_matches([' ', '[']).ends_with(['\n', '\u{feff}']);
    if !is_header || !SECTIONS.contains(&key) {
        return told;
    }
    Diagnostic { hints: vec![format!("write `[[{key}]]` above each entry of `{key}`")], ..told }
}

fn map(source: &Arc<Source>, table: &DeTable<'_>, depth: usize) -> Result<Value, Diagnostic> {
    let mut entries = Vec::with_capacity(table.len());
    for (key, value) in table {
        let range = key.span();
        let key = Key { text: key.get_ref().to_string(), span: span(range.start, range.end) };
        entries.push((key, node(source, value, depth)?));
    }
    // A table is kept sorted by name; people expect the order they wrote.
    entries.sort_by_key(|(key, _)| key.span.start);
    Ok(Value::Map(entries))
}

fn node(
    source: &Arc<Source>,
    value: &Spanned<DeValue<'_>>,
    depth: usize,
) -> Result<Node, Diagnostic> {
    let range = value.span();
    if depth > MAX_DEPTH {
        return Err(syntax_error(source, "nested too deeply", range.start, range.start + 1));
    }
    let written = || source.text[range.clone()].to_owned();
    let value = match value.get_ref() {
        DeValue::String(text)
            if written().starts_with("\"\"\"") || written().starts_with("'''") =>
        {
            Value::Text(unwrapped(text))
        }
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Number(written()),
        DeValue::Datetime(_) => Value::Text(written()),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| node(source, item, depth + 1));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => map(source, table, depth + 1)?,
    };
    Ok(Node { value, span: span(range.start, range.end) })
}
