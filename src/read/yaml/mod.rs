//! YAML 1.2, by `serde-saphyr`, within budgets that a resume never meets and a bomb always does.

mod fault;
mod lines;
mod mend;

use super::{MAX_BYTES, MAX_DEPTH, span};
use crate::diagnostic::{Outcome, Warned};
use crate::resume::{Key, Node, Value};
use crate::source::{Source, Span};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::NonFiniteFloatPolicy;
use serde_saphyr::{Location, MessageFormatter, UserMessageFormatter};
use std::fmt;
use std::sync::Arc;

type Spanned<T> = serde_saphyr::Spanned<T>;

pub(super) fn read(source: &Arc<Source>) -> Outcome<Node> {
    match parse(&source.text) {
        Ok(None) => Ok(Warned::clean(Node::default())),
        Ok(Some(root)) => Ok(Warned::clean(node(&source.text, root))),
        Err(error) => Err(fault::faults(source, &error)),
    }
}

fn parse(text: &str) -> Result<Option<Spanned<Raw>>, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            max_nodes: 100_000,
            max_events: 250_000,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_documents: 1,
            max_total_scalar_bytes: MAX_BYTES,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 50_000,
            max_replay_stack_depth: 16,
        },
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        strict_booleans: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options)
}

/// The line and the column where the parser gave up, both counted from 0, the column in characters.
fn place(error: &serde_saphyr::Error) -> (usize, usize) {
    let from_zero = |count: u64| usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(1);
    error.location().map_or((0, 0), |place| (from_zero(place.line()), from_zero(place.column())))
}

/// Why it did, in its own words.
fn failure(error: &serde_saphyr::Error) -> String {
    UserMessageFormatter.format_message(error.without_snippet()).into_owned()
}

/// A value as the parser hands it over. What a plain scalar means is not asked: its characters are
/// taken from the text.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

fn node(text: &str, raw: Spanned<Raw>) -> Node {
    let (start, end) = range(text, raw.defined);
    let written = || text[start..end].trim_end();
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Bool(truth) if matches!(written(), "true" | "false") => Value::Bool(truth),
        Raw::Bool(_) => Value::Text(written().to_owned()),
        Raw::Number => Value::Number(written().to_owned()),
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| node(text, item)).collect()),
        Raw::Map(entries) => Value::Map(
            entries.into_iter().map(|(name, value)| (key(text, name), node(text, value))).collect(),
        ),
    };
    let end = match &value {
        Value::List(_) | Value::Map(_) => flow_end(text, &value, start, end),
        _ => end,
    };
    Node { value, span: span(start, end) }
}

/// The end of a list or map that was written in brackets; the parser knows only where it begins.
fn flow_end(text: &str, value: &Value, start: usize, end: usize) -> usize {
    let last = match value {
        Value::List(items) => items.last(),
        Value::Map(entries) => entries.last().map(|(_, node)| node),
        _ => None,
    };
    let bytes = text.as_bytes();
    if !matches!(bytes.get(start), Some(b'[' | b'{')) {
        return end;
    }
    let after = last.map_or(start + 1, |last| last.span.end as usize);
    let close = text[after..].find([']', '}']).map_or(after, |offset| after + offset + 1);
    if text[after..close].contains('\n') { end } else { close }
}

fn key(text: &str, name: Spanned<String>) -> Key {
    let (start, end) = range(text, name.defined);
    let span: Span = span(start, end);
    Key { text: name.value, span }
}

/// The bytes at `location`, on character boundaries inside `text`.
fn range(text: &str, location: Location) -> (usize, usize) {
    let place = location.span();
    let bytes = |offset: Option<u64>| offset.and_then(|offset| usize::try_from(offset).ok());
    let start = bytes(place.byte_offset()).unwrap_or(text.len());
    let end = start.saturating_add(bytes(place.byte_len()).unwrap_or(0));
    (text.floor_char_boundary(start), text.floor_char_boundary(end))
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(truth))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}
