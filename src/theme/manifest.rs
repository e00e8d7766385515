//! `theme.toml`: what one folder says about itself, before `extends` is followed.
//!
//! Takes the text, gives a [`Manifest`] and every problem in it, each at its line and column. Keys
//! nobody knows are errors: a theme author's slip must not silently do nothing.

use super::GivenValue;
use super::option::enumerate;
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Place, Source};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// What a `theme.toml` says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) extends: Option<(String, Place)>,
    pub(super) fonts: BTreeMap<String, Vec<String>>,
    pub(super) options: BTreeMap<String, OptionTable>,
}

/// The keys of one `[options.*]` table. A theme that extends another may give only what differs.
#[derive(Debug)]
pub(super) struct OptionTable {
    pub(super) place: Place,
    pub(super) kind: Option<(String, Place)>,
    pub(super) default: Option<(GivenValue, Place)>,
    pub(super) doc: Option<String>,
    pub(super) choices: Option<Vec<String>>,
    /// As a value, because a length has a unit.
    pub(super) min: Option<(GivenValue, Place)>,
    pub(super) max: Option<(GivenValue, Place)>,
}

const KEYS: [&str; 5] = ["name", "description", "extends", "fonts", "options"];
const OPTION_KEYS: [&str; 6] = ["type", "default", "doc", "choices", "min", "max"];
/// The code of a diagnostic about the manifest.
pub(super) const CODE: &str = "theme-manifest";

impl Manifest {
    /// Reads `source`. What has a problem is left out of the manifest.
    pub(super) fn read(source: &Arc<Source>) -> (Manifest, Vec<Diagnostic>) {
        let (table, syntax) = DeTable::parse_recoverable(&source.text);
        let mut reader = Reader { source, problems: Vec::new() };
        for error in syntax {
            let place = reader.place(error.span().unwrap_or(0..0));
            let problem = Diagnostic::error(CODE, error.message()).at(place);
            reader
                .problems
                .push(problem.hint("a manifest is TOML: lines such as `name = \"mine\"`"));
        }
        let manifest = reader.manifest(table.get_ref());
        reader.problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.start));
        (manifest, reader.problems)
    }
}

type Value<'i> = Spanned<DeValue<'i>>;

struct Reader<'a> {
    source: &'a Arc<Source>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        Place::new(Arc::clone(self.source), span.start, span.end)
    }

    fn problem(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.problems.push(Diagnostic::error(CODE, message).at(self.place(span)));
    }

    fn unknown(&mut self, span: Range<usize>, key: &str, known: &[&str]) {
        let problem = Diagnostic::error(CODE, format!("unknown key `{}`", key.escape_debug()));
        let hint = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`"),
            None => format!("the keys are {}", enumerate(known.iter().copied(), "and")),
        };
        self.problems.push(problem.at(self.place(span)).hint(hint));
    }

    fn manifest(&mut self, table: &DeTable) -> Manifest {
        let mut manifest = Manifest::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => manifest.name = self.text("name", value),
                "description" => manifest.description = self.text("description", value),
                "extends" => {
                    let name = self.text("extends", value);
                    manifest.extends = name.map(|name| (name, self.place(value.span())));
                }
                "fonts" => {
                    for (role, families) in self.table("fonts", value) {
                        let families = self.texts("a role's families", families);
                        manifest.fonts.extend(families.map(|families| (role.to_owned(), families)));
                    }
                }
                "options" => {
                    for (name, option) in self.table("options", value) {
                        let option = self.option(option);
                        manifest.options.insert(name.to_owned(), option);
                    }
                }
                unknown => self.unknown(key.span(), unknown, &KEYS),
            }
        }
        manifest
    }

    fn option(&mut self, value: &Value) -> OptionTable {
        let mut option = OptionTable {
            place: self.place(value.span()),
            kind: None,
            default: None,
            doc: None,
            choices: None,
            min: None,
            max: None,
        };
        let Some(table) = value.get_ref().as_table() else {
            self.problem(value.span(), "an option must be a table");
            return option;
        };
        for (key, value) in table {
            let place = self.place(value.span());
            match key.get_ref().as_ref() {
                "type" => option.kind = self.text("type", value).map(|kind| (kind, place)),
                "doc" => option.doc = self.text("doc", value),
                "choices" => option.choices = self.texts("choices", value),
                "default" => option.default = self.given(value).map(|value| (value, place)),
                "min" => option.min = self.given(value).map(|value| (value, place)),
                "max" => option.max = self.given(value).map(|value| (value, place)),
                unknown => self.unknown(key.span(), unknown, &OPTION_KEYS),
            }
        }
        option
    }

    fn text(&mut self, what: &str, value: &Value) -> Option<String> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.problem(value.span(), format!("`{what}` must be a text"));
        }
        text.map(str::to_owned)
    }

    fn texts(&mut self, what: &str, value: &Value) -> Option<Vec<String>> {
        let texts = value.get_ref().as_array().and_then(|items| {
            items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        });
        if texts.is_none() {
            self.problem(value.span(), format!("{what} must be a list of texts"));
        }
        texts
    }

    fn table<'v>(&mut self, what: &str, value: &'v Value) -> Vec<(&'v str, &'v Value<'v>)> {
        let Some(table) = value.get_ref().as_table() else {
            self.problem(value.span(), format!("`{what}` must be a table"));
            return Vec::new();
        };
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect()
    }

    fn given(&mut self, value: &Value) -> Option<GivenValue> {
        let given = match value.get_ref() {
            DeValue::Boolean(value) => Some(GivenValue::Bool(*value)),
            DeValue::String(text) => Some(GivenValue::Text(text.to_string())),
            DeValue::Integer(integer) => number(integer).map(GivenValue::Number),
            DeValue::Float(float) => float.as_str().parse().ok().map(GivenValue::Number),
            DeValue::Array(items) => items
                .iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect::<Option<_>>()
                .map(GivenValue::List),
            DeValue::Datetime(_) | DeValue::Table(_) => None,
        };
        if given.is_none() {
            self.problem(
                value.span(),
                "must be `true`, `false`, a number, a text or a list of texts",
            );
        }
        given
    }
}

#[expect(clippy::cast_precision_loss, reason = "no option needs 53 bits")]
fn number(integer: &DeInteger) -> Option<f64> {
    i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|integer| integer as f64)
}
