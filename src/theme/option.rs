//! What a theme's option is: its kind, default and documentation, and what people give for it.

use crate::document::OptionValue;
use crate::source::Place;
use std::fmt;

/// An option as a theme declares it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Declaration {
    /// Which values it takes.
    pub kind: Kind,
    /// The value if nobody gives one.
    pub default: OptionValue,
    /// What it is for, a sentence.
    pub doc: String,
}

/// Which values an option takes. Shown (`Display`) as `cvgen themes` prints it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A finite number.
    Number {
        /// The least that is accepted.
        min: f64,
        /// The most that is accepted.
        max: f64,
    },
    /// A length in pt, mm, cm or in.
    Length {
        /// The least that is accepted, in points.
        min: f64,
        /// The most that is accepted, in points.
        max: f64,
    },
    /// A color: `#rgb`, `#rrggbb` or a CSS 2.1 name.
    Color,
    /// A color, or `accent`, `ink` or `muted`; a share of it such as `accent 9%` is mixed with white.
    Paint,
    /// Any text.
    Text,
    /// One of these texts.
    Choice(Vec<String>),
    /// Texts.
    List,
}

impl Kind {
    /// What to say after "must be".
    pub(super) fn expectation(&self) -> String {
        match self {
            Kind::Bool => "`true` or `false`".to_owned(),
            Kind::Number { .. } => "a number".to_owned(),
            Kind::Length { .. } => "a length".to_owned(),
            Kind::Color | Kind::Paint => "a color".to_owned(),
            Kind::Text => "a text".to_owned(),
            Kind::Choice(choices) => enumerate(choices.iter().map(String::as_str), "or"),
            Kind::List => "a list of texts".to_owned(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Kind::Bool => formatter.write_str("bool"),
            Kind::Number { .. } => formatter.write_str("number"),
            Kind::Length { .. } => formatter.write_str("length"),
            Kind::Color | Kind::Paint => formatter.write_str("color"),
            Kind::Text => formatter.write_str("text"),
            Kind::Choice(choices) => formatter.write_str(&choices.join(" | ")),
            Kind::List => formatter.write_str("list"),
        }
    }
}

/// A value somebody gives for an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The option's name.
    pub name: String,
    /// The value.
    pub value: GivenValue,
    /// Where it was written, if in a text.
    pub place: Option<Place>,
}

/// A value as it was written, before the option's declaration gives it a meaning.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenValue {
    /// `true` or `false` in a file.
    Bool(bool),
    /// A number in a file.
    Number(f64),
    /// A text in a file.
    Text(String),
    /// A list of texts in a file.
    List(Vec<String>),
    /// What was typed on the command line, `--set name=value`: read as the option's kind has it.
    Typed(String),
}

impl GivenValue {
    /// The value as a text, if it can stand for one: YAML takes `2019` for a number.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            GivenValue::Text(text) | GivenValue::Typed(text) => Some(text.clone()),
            GivenValue::Number(number) => Some(number.to_string()),
            GivenValue::Bool(_) | GivenValue::List(_) => None,
        }
    }

    pub(super) fn describe(&self) -> &'static str {
        match self {
            GivenValue::Bool(true) => "`true`",
            GivenValue::Bool(false) => "`false`",
            GivenValue::Number(_) => "a number",
            GivenValue::Text(_) | GivenValue::Typed(_) => "a text",
            GivenValue::List(_) => "a list",
        }
    }
}

/// The words in backticks, with `last` before the last of them.
pub(super) fn enumerate<'a>(words: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let words: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
