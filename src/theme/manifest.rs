//! `theme.toml`: what one folder says about itself, before `extends` is followed.
//!
//! Takes the text, gives a [`Manifest`] and every problem in it, each at its line and column. Keys
//! nobody knows are errors: a theme author's slip must not silently do nothing.

use super::look::PAGE;
use super::option::enumerate;
use super::{Given, GivenValue};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::FORMAT;
use crate::source::{Place, Source};
use std::collections::{BTreeMap, BTreeSet};
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
    /// The version of the sheet contract that the theme is written for, if it makes sheets.
    pub(super) sheet: Option<u32>,
    /// The version of the document that the theme is written for, if it says so.
    pub(super) format: Option<u32>,
    /// Families by role for programs that have no bundled fonts, such as Word.
    pub(super) office_fonts: BTreeMap<String, Vec<String>>,
    /// `[page]` and `[styles]`, under dotted names.
    pub(super) looks: Vec<Given>,
    /// What differs in some languages.
    pub(super) when: Vec<When>,
}

/// A `[[when]]` table: what differs in these languages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct When {
    pub(super) languages: BTreeSet<String>,
    pub(super) looks: Vec<Given>,
    pub(super) options: Vec<Given>,
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

const KEYS: [&str; 11] = [
    "sheet",
    "format",
    "name",
    "description",
    "extends",
    "fonts",
    "office-fonts",
    "options",
    "page",
    "styles",
    "when",
];
/// The roles of fonts that every theme has.
const ROLES: [&str; 2] = ["body", "heading"];

const WHEN_KEYS: [&str; 4] = ["languages", "options", "page", "styles"];
/// The version of the sheet contract.
pub(super) const SHEET: u32 = 1;
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
        let hint = match did_you_mean(key, known.iter().copied()) {
            Some(near) => near,
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
                "sheet" => manifest.sheet = self.sheet(value),
                "format" => manifest.format = self.format(value),
                "fonts" => manifest.fonts = self.families("fonts", value),
                "office-fonts" => manifest.office_fonts = self.families("office-fonts", value),
                "page" => self.flatten(PAGE, value, &mut manifest.looks),
                "styles" => self.styles(value, &mut manifest.looks),
                "when" => {
                    let tables = value.get_ref().as_array();
                    if tables.is_none() {
                        self.problem(value.span(), "`when` must be tables: `[[when]]`");
                    }
                    let whens = tables.into_iter().flatten().map(|table| self.when(table));
                    manifest.when = whens.collect();
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

    fn families(&mut self, what: &str, value: &Value) -> BTreeMap<String, Vec<String>> {
        let mut roles = BTreeMap::new();
        for (role, families) in self.table(what, value) {
            // A theme may have roles of its own, but hardly one that is nearly one of these.
            if !ROLES.contains(&role)
                && let Some(near) = did_you_mean(role, ROLES)
            {
                let message = format!("`{what}`: unknown role `{}`", role.escape_debug());
                let problem = Diagnostic::error(CODE, message).hint(near);
                self.problems.push(problem.at(self.place(families.span())));
            }
            let families = self.texts("a role's families", families);
            roles.extend(families.map(|families| (role.to_owned(), families)));
        }
        roles
    }

    fn sheet(&mut self, value: &Value) -> Option<u32> {
        let version = value.get_ref().as_integer().and_then(number);
        if version == Some(f64::from(SHEET)) {
            return Some(SHEET);
        }
        let message = format!("`sheet` must be `{SHEET}`, the version of the contract");
        self.problem(value.span(), message);
        None
    }

    fn format(&mut self, value: &Value) -> Option<u32> {
        let version = value.get_ref().as_integer().and_then(number);
        let known = (1..=FORMAT).find(|known| version == Some(f64::from(*known)));
        if known.is_none() {
            let message = format!("`format` must be 1 or {FORMAT}, a version of the document");
            self.problem(value.span(), message);
        }
        known
    }

    fn when(&mut self, value: &Value) -> When {
        let mut when = When::default();
        for (key, value) in self.table("when", value) {
            match key {
                "languages" => {
                    let languages = self.texts("`languages`", value).unwrap_or_default();
                    for language in languages.iter().filter(|it| !is_tag(it)) {
                        let message = format!(
                            "`{}` is not a language tag, such as `zh` or `pt-BR`",
                            language.escape_debug()
                        );
                        self.problem(value.span(), message);
                    }
                    when.languages = languages.into_iter().collect();
                }
                "options" => self.flatten("", value, &mut when.options),
                "page" => self.flatten(PAGE, value, &mut when.looks),
                "styles" => self.styles(value, &mut when.looks),
                unknown => self.unknown(value.span(), unknown, &WHEN_KEYS),
            }
        }
        if when.languages.is_empty() {
            self.problem(value.span(), "`[[when]]` must name its `languages`, such as `[\"zh\"]`");
        }
        when
    }

    /// The tables of `[styles]`. One without keys is a style all the same.
    fn styles(&mut self, value: &Value, looks: &mut Vec<Given>) {
        for (name, style) in self.table("styles", value) {
            let place = Some(self.place(style.span()));
            if name == PAGE {
                self.problem(style.span(), "no style may be called `page`");
                continue;
            }
            let nothing = GivenValue::List(Vec::new());
            looks.push(Given { name: name.to_owned(), value: nothing, place });
            self.flatten(name, style, looks);
        }
    }

    /// The values of a table and of the tables in it, under dotted names.
    fn flatten(&mut self, prefix: &str, value: &Value, given: &mut Vec<Given>) {
        for (name, value) in self.table(if prefix.is_empty() { "options" } else { prefix }, value) {
            let name = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            if value.get_ref().as_table().is_some() {
                self.flatten(&name, value, given);
            } else if let Some(found) = self.given(value) {
                let place = Some(self.place(value.span()));
                given.push(Given { name, value: found, place });
            }
        }
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

/// Whether it has the form of a language tag (BCP 47): a language of two or three letters, and what follows.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|it| it.is_ascii_alphanumeric())
    };
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.chars().all(|it| it.is_ascii_alphabetic())
        && parts.all(is_part)
}

#[expect(clippy::cast_precision_loss, reason = "no option needs 53 bits")]
fn number(integer: &DeInteger) -> Option<f64> {
    i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|integer| integer as f64)
}
