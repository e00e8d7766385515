//! YAML 1.2, by `serde-saphyr`, within budgets that a resume never meets and a bomb always does.

mod brackets;
mod lines;
mod lost;
mod mend;

use super::fault::{Grammar, Stop, faults};
use super::prose::{joint, unwrapped};
use super::saying;
use super::{MAX_BYTES, MAX_DEPTH, span};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::resume::{Key, Node, Value, has_mark, has_number};
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
        Ok(Some(root)) => {
            let found = lost::lost(source);
            if found.iter().any(Diagnostic::is_error) {
                return Err(found);
            }
            Ok(Warned { value: node(&source.text, root), warnings: found })
        }
        Err(error) => {
            let invisible = lost::invisible(source);
            if !invisible.is_empty() {
                return Err(invisible);
            }
            if let Some(told) = lost::tabs(source, |text| parse(text).is_ok()) {
                return Err(vec![told]);
            }
            let marks = lost::unlisted(source);
            if marks.is_empty() {
                let found = faults(source, &GRAMMAR, stop(&source.text, &error)).into_iter();
                return Err(found.map(|told| lost::repeated(source, told)).collect());
            }
            Err(marks)
        }
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

const GRAMMAR: Grammar = Grammar {
    stop: |text| parse(text).err().map(|error| stop(text, &error)),
    mendings: mend::guesses,
    sayings: saying::YAML,
    unmendable: saying::UNMENDABLE,
};

/// Where and why the parser gave up in `text`.
fn stop(text: &str, error: &serde_saphyr::Error) -> Stop {
    let from_zero = |count: u64| usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(1);
    let (line, column) = error
        .location()
        .map_or((0, 0), |place| (from_zero(place.line()), from_zero(place.column())));
    let characters = text.split('\n').nth(line).unwrap_or_default().char_indices();
    let column = characters.map(|(at, _)| at).nth(column).unwrap_or(usize::MAX);
    let said = UserMessageFormatter.format_message(error.without_snippet()).into_owned();
    Stop { line, column, said }
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
        Raw::Text(value) => Value::Text(as_lines(text, start, end, value)),
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

/// `value`, which is at `start..end`, with the line ends that were meant: YAML makes one line of a
/// plain text, also where it has bullets on lines of its own.
fn as_lines(text: &str, start: usize, end: usize, value: String) -> String {
    let written = text[start..end].trim_end();
    if !written.contains('\n') || written.starts_with(['"', '\'']) {
        return value;
    }
    let header = text[..start].trim_end().rsplit([' ', '\n']).next().unwrap_or_default();
    if header.starts_with('|') {
        return unwrapped(&value);
    }
    let is_folded = header.starts_with('>');
    let mut lines = written.lines().map(str::trim_end);
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let width = |line: &str| line.len() - line.trim_start().len();
    let least = rest.iter().filter(|line| !line.trim().is_empty()).map(|line| width(line)).min();
    let rest: Vec<&str> =
        rest.iter().map(|line| line.get(least.unwrap_or(0)..).unwrap_or_default()).collect();
    // A dash may also begin a wrapped line of prose.
    let is_bullet = |line: &&str| has_mark(line) && !line.trim_start().starts_with(['–', '—', '−']);
    let is_list =
        rest.iter().any(is_bullet) || has_mark(first) && rest.iter().all(|line| has_mark(line));
    let is_list = is_list || has_number(first) && rest.iter().all(|line| has_number(line));
    if is_list {
        return std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n");
    }
    if is_folded && rest.iter().any(|line| line.starts_with(' ')) {
        return value;
    }
    let mut joined = first.to_owned();
    let mut before = first;
    for line in rest {
        if line.trim().is_empty() {
            joined.push('\n');
        } else if !before.trim().is_empty() {
            joined.push_str(joint(before, line));
        }
        joined.push_str(line.trim());
        before = line;
    }
    if value.ends_with('\n') { joined + "\n" } else { joined }
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
