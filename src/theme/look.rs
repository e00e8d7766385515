//! `[page]` and `[styles]`: how the page and the texts of a theme look, before a word is set.
//!
//! Takes what the manifests of an `extends` chain say, and what a person says over them, as values under
//! dotted names (`page.leading`, `section.rule.width`); gives the [`Page`] and the [`Style`]s of a
//! document, colours mixed and lengths in points. Every key has a kind, like an option, and a mistake
//! in one is a diagnostic at its place.

use super::option::{Given, GivenValue, Kind, enumerate};
use super::value::{Misfit, accept, mixed};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{OptionValue, Page, Style};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What the table of the page is called, and therefore no style.
pub(super) const PAGE: &str = "page";

/// A key of `[page]` or of a style.
pub(super) struct Key {
    /// Its name, dotted within a table of the table.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) kind: fn() -> Kind,
    /// What it is for.
    pub(super) doc: &'static str,
}

const fn key(name: &'static str, kind: fn() -> Kind, doc: &'static str) -> Key {
    Key { name, kind, doc }
}

fn share() -> Kind {
    Kind::Number { min: -1.0, max: 20.0 }
}
fn size() -> Kind {
    Kind::Number { min: 0.4, max: 8.0 }
}
fn leading() -> Kind {
    Kind::Number { min: 0.1, max: 1.5 }
}
fn margin() -> Kind {
    Kind::Length { min: 0.0, max: 284.0 }
}
fn length() -> Kind {
    Kind::Length { min: 0.0, max: 600.0 }
}
fn paint() -> Kind {
    Kind::Paint
}
fn truth() -> Kind {
    Kind::Bool
}
fn choice(choices: &[&str]) -> Kind {
    Kind::Choice(choices.iter().map(|&choice| choice.to_owned()).collect())
}
fn weight() -> Kind {
    choice(&["light", "regular", "semibold", "bold"])
}
fn slant() -> Kind {
    choice(&["normal", "italic"])
}
fn strong() -> Kind {
    choice(&["semibold", "bold"])
}
fn case() -> Kind {
    choice(&["none", "upper", "small-caps"])
}
fn align() -> Kind {
    choice(&["start", "center", "end", "spread"])
}
fn place() -> Kind {
    choice(&["below", "beside", "above", "start", "around", "mark"])
}

/// The keys of `[page]`. `margin` alone stands for all four sides, `margin.x` and `margin.y` for two.
pub(super) const PAGE_KEYS: &[Key] = &[
    key("leading", leading, "the white between two lines, a share of the text size"),
    key("paragraph", share, "more white between two paragraphs, a share of the unit"),
    key("items", share, "more white between two items of a list, a share of the unit"),
    key("indent", share, "what is before the bullets of a list, in em"),
    key("gutter", length, "the white between two columns"),
    key("margin", margin, "the margins, all four or by side"),
    key("margin.x", margin, "the margins at the left and the right"),
    key("margin.y", margin, "the margins at the top and the bottom"),
    key("margin.top", margin, "the margin at the top"),
    key("margin.bottom", margin, "the margin at the bottom"),
    key("margin.left", margin, "the margin at the left"),
    key("margin.right", margin, "the margin at the right"),
    key("ink", paint, "the colour of text"),
    key("muted", paint, "the colour of what is less important"),
    key("tint", paint, "the colour of areas behind text"),
    key("strong", strong, "the weight of strong text"),
    key("bookmark-entries", truth, "whether entries are among the bookmarks of the PDF"),
];

/// The keys of a style.
pub(super) const STYLE_KEYS: &[Key] = &[
    key("size", size, "the size, a share of the text size"),
    key("weight", weight, "the weight"),
    key("slant", slant, "upright or italic"),
    key("fill", paint, "the colour"),
    key("tracking", share, "white between letters, in em; no machine reads widely spaced words"),
    key("case", case, "capitals or small capitals"),
    key("align", align, "where lines are"),
    key("above", share, "the gap above, beyond the leading, a share of the unit"),
    key("below", share, "the gap below, beyond the leading, a share of the unit"),
    key("lead", share, "how much of the leading counts in these gaps, 1 for all of it"),
    key("hang", share, "how far further lines begin behind the first, in em"),
    key("gutter", share, "the white before what is at the end of a line, in em"),
    key("room", share, "how many lines of what follows must be on the same page"),
    key("band", paint, "the colour of an area behind the line, as wide as the column"),
    key("pad", share, "the white between the edges of that area and the text, in em"),
    key("rule.at", place, "where a rule is drawn"),
    key("rule.width", length, "how thick the rule is, 0pt for no rule"),
    key("rule.length", length, "how long the rule is, 0pt for the whole line"),
    key("rule.above", share, "the white before the rule, a share of the text size"),
    key("rule.fill", paint, "the colour of the rule, that of the style unless given"),
];

/// The page and the styles, from values that are merged one over the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Looks {
    page: BTreeMap<&'static str, OptionValue>,
    styles: BTreeMap<String, BTreeMap<&'static str, OptionValue>>,
}

impl Looks {
    /// Takes one value; `may_declare`: a style that nobody knows yet is a new one.
    pub(super) fn set(&mut self, given: &Given, may_declare: bool) -> Result<(), Diagnostic> {
        let at = |problem: Diagnostic| given.place.iter().cloned().fold(problem, Diagnostic::at);
        let (table, name) = given.name.split_once('.').unwrap_or((&given.name, ""));
        if table == PAGE {
            let (key, value) = look_up("`page`", PAGE_KEYS, name, &given.value).map_err(at)?;
            let sides: &[&'static str] = match key {
                "margin" => &["margin.top", "margin.bottom", "margin.left", "margin.right"],
                "margin.x" => &["margin.left", "margin.right"],
                "margin.y" => &["margin.top", "margin.bottom"],
                _ => &[key],
            };
            self.page.extend(sides.iter().map(|side| (*side, value.clone())));
            return Ok(());
        }
        if !self.styles.contains_key(table) && !may_declare {
            return Err(at(self.unknown_style(table)));
        }
        if !table.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') || table.is_empty()
        {
            let message = format!("a style cannot be called `{}`", table.escape_debug());
            return Err(at(Diagnostic::error("look", message).hint("use letters a to z and `-`")));
        }
        let style = self.styles.entry(table.to_owned()).or_default();
        if name.is_empty() && given.value == GivenValue::List(Vec::new()) {
            // A style without keys of its own.
            return Ok(());
        }
        let (key, value) =
            look_up(&format!("style `{table}`"), STYLE_KEYS, name, &given.value).map_err(at)?;
        style.insert(key, value);
        Ok(())
    }

    /// The names of the styles, sorted.
    pub(super) fn style_names(&self) -> impl Iterator<Item = &str> {
        self.styles.keys().map(String::as_str)
    }

    /// That no style has this name, with the nearest one.
    fn unknown_style(&self, name: &str) -> Diagnostic {
        let problem =
            Diagnostic::error("look", format!("no style is called `{}`", name.escape_debug()));
        let names = || self.styles.keys().map(String::as_str).chain([PAGE]);
        match did_you_mean(name, names()) {
            Some(near) => problem.hint(near),
            None => problem.hint(format!("the styles are {}", enumerate(names(), "and"))),
        }
    }

    /// The page and the styles as a document has them, colours mixed from `accent`.
    pub(super) fn resolve(&self, accent: &str) -> (Page, BTreeMap<String, Style>) {
        let mut colors = BTreeMap::from([("accent", accent.to_owned())]);
        for name in ["ink", "muted"] {
            let color = match self.page.get(name) {
                Some(OptionValue::Text(paint)) => mixed(paint, &colors),
                _ => "#000000".to_owned(),
            };
            colors.insert(name, color);
        }
        let page = nested(&self.page, &colors);
        let ink = colors["ink"].clone();
        let styles = self.styles.iter().map(|(name, keys)| {
            let mut style = nested(keys, &colors);
            let fill = style.get("fill").cloned().unwrap_or_else(|| json!(ink));
            match style.get_mut("rule").and_then(Value::as_object_mut) {
                Some(rule) if rule.get("width").and_then(Value::as_f64) == Some(0.0) => {
                    style.remove("rule");
                }
                Some(rule) => {
                    rule.entry("fill").or_insert(fill);
                }
                None => {}
            }
            (name.clone(), serde_json::from_value(style.into()).unwrap_or_default())
        });
        (serde_json::from_value(page.into()).unwrap_or_default(), styles.collect())
    }
}

impl Looks {
    /// The tables `[page]` and `[styles]`, every line commented out, with what each key of the page is for.
    pub(super) fn to_toml(&self) -> String {
        let mut text = "\n[page]\n".to_owned();
        for key in PAGE_KEYS {
            if let Some(value) = self.page.get(key.name) {
                let _ = writeln!(text, "# {} = {}  # {}", key.name, written(key, value), key.doc);
            }
        }
        text.push_str("\n# The keys of a style:\n");
        for key in STYLE_KEYS {
            let _ = writeln!(text, "#   {:<12} {}", key.name, key.doc);
        }
        text.push_str("[styles]\n");
        for (name, keys) in &self.styles {
            let known = STYLE_KEYS.iter().filter_map(|key| Some((key, keys.get(key.name)?)));
            let keys: Vec<_> = known
                .map(|(key, value)| format!("{} = {}", key.name, written(key, value)))
                .collect();
            let _ = writeln!(text, "# {name} = {{ {} }}", keys.join(", "));
        }
        text
    }
}

/// A value of a key as TOML has it.
fn written(key: &Key, value: &OptionValue) -> String {
    match ((key.kind)(), value) {
        (Kind::Length { .. }, OptionValue::Number(points)) => format!("\"{points}pt\""),
        (_, value) => toml(value),
    }
}

/// A value as TOML has it.
pub(super) fn toml(value: &OptionValue) -> String {
    match value {
        OptionValue::Bool(value) => value.to_string(),
        OptionValue::Number(value) => value.to_string(),
        OptionValue::Text(value) => toml::Value::String(value.clone()).to_string(),
        OptionValue::List(values) => toml::Value::from(values.clone()).to_string(),
    }
}

/// The key called `name` of a table, and what `value` means to it.
fn look_up(
    table: &str,
    keys: &'static [Key],
    name: &str,
    value: &GivenValue,
) -> Result<(&'static str, OptionValue), Diagnostic> {
    let Some(key) = keys.iter().find(|key| key.name == name) else {
        let message = format!("{table} has no key `{}`", name.escape_debug());
        let names = || keys.iter().map(|key| key.name);
        let parts: Vec<&str> =
            names().filter_map(|known| known.strip_prefix(name)?.strip_prefix('.')).collect();
        if !parts.is_empty() {
            let message = format!("{table}: `{name}` must be a table");
            let hint = format!("its keys are {}", enumerate(parts, "and"));
            return Err(Diagnostic::error("look", message).hint(hint));
        }
        let hint = match did_you_mean(name, names()) {
            Some(near) => near,
            None => format!("its keys are {}", enumerate(names(), "and")),
        };
        return Err(Diagnostic::error("look", message).hint(hint));
    };
    match accept(&(key.kind)(), value) {
        Ok(value) => Ok((key.name, value)),
        Err(Misfit { message, hint }) => {
            let problem = Diagnostic::error("look", format!("{table}: `{name}` {message}"));
            let problem = hint.into_iter().fold(problem, Diagnostic::hint);
            Err(problem.hint(format!("it is {}", key.doc)))
        }
    }
}

/// Dotted keys as maps within maps, paints as colours.
fn nested(
    keys: &BTreeMap<&'static str, OptionValue>,
    colors: &BTreeMap<&str, String>,
) -> Map<String, Value> {
    let mut map = Map::new();
    for (&name, value) in keys {
        let last = name.rsplit('.').next().unwrap_or(name);
        let is_paint = matches!(last, "fill" | "ink" | "muted" | "tint" | "band");
        let value = match value {
            OptionValue::Text(paint) if is_paint => json!(mixed(paint, colors)),
            other => json!(other),
        };
        match name.split_once('.') {
            None => {
                map.insert(name.to_owned(), value);
            }
            Some((outer, inner)) => {
                let outer = map.entry(outer).or_insert_with(|| json!({}));
                if let Some(outer) = outer.as_object_mut() {
                    outer.insert(inner.to_owned(), value);
                }
            }
        }
    }
    map
}

/// The languages that a `[[when]]` table is for.
pub(super) fn speaks(languages: &BTreeSet<String>, tag: &str) -> bool {
    languages.iter().any(|language| {
        tag.strip_prefix(language.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}
