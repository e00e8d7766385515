//! What stood in the file, before anybody asks what it means: maps, lists and scalars with their spans.
//!
//! YAML, TOML and JSON all become this tree. Scalars keep the characters that were written, so that
//! `1.10`, `2019-03` and `NO` are never turned into something else.

use super::decode::{Decode, Problems};
use crate::source::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A value and where it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// What is there.
    pub value: Value,
    /// Where.
    pub span: Span,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing: `null`, `~`, or an empty value.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, as it was written.
    Number(String),
    /// A text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written, no key twice.
    Map(Vec<(Key, Node)>),
}

/// The key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key, as text.
    pub text: String,
    /// Where it is.
    pub span: Span,
}

impl Node {
    /// What it is, in words a person knows, with the article: `a list`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// Whether nothing was said: `null` or a text of blanks.
    pub fn is_absent(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The characters of a scalar: a text, a number as written, `true` or `false`.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Says that it is in the `source`-th text.
    pub fn set_source(&mut self, source: u16) {
        self.span.source = source;
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.set_source(source)),
            Value::Map(entries) => {
                for (key, node) in entries {
                    key.span.source = source;
                    node.set_source(source);
                }
            }
            _ => {}
        }
    }

    /// The value of the field `name`, if it is a map that has one.
    pub fn field(&self, name: &str) -> Option<&Node> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|(key, _)| key.text == name).map(|(_, node)| node)
    }

    /// Shows every scalar to `look`, in file order.
    pub fn each_scalar<'a>(&'a self, look: &mut dyn FnMut(&'a Node)) {
        match &self.value {
            Value::List(items) => items.iter().for_each(|item| item.each_scalar(look)),
            Value::Map(entries) => entries.iter().for_each(|(_, node)| node.each_scalar(look)),
            _ => look(self),
        }
    }

    /// The first scalar, in file order, for which `wanted` holds.
    pub fn find_scalar(&self, wanted: &dyn Fn(&str) -> bool) -> Option<&Node> {
        match &self.value {
            Value::List(items) => items.iter().find_map(|item| item.find_scalar(wanted)),
            Value::Map(entries) => entries.iter().find_map(|(_, node)| node.find_scalar(wanted)),
            _ => self.scalar().is_some_and(wanted).then_some(self),
        }
    }
}

/// Anything: for whoever understands it later.
impl Decode for Node {
    const EXPECTED: &'static str = "a value";

    fn decode(node: &Node, _: &str, _: &mut Problems) -> Option<Self> {
        Some(node.clone())
    }
}

impl JsonSchema for Node {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }
}
