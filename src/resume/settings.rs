//! `cvgen:`, this tool's own settings in a resume file.

use super::date::Date;
use super::decode::{Decode, Field, Problems, record};
use super::goal::PageGoal;
use super::node::{Key, Node, Value};
use super::text::Text;
use super::variant::Variant;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::ops::RangeInclusive;

record! {
    /// How cvgen is to print the resume. What the command line says goes before.
    Settings, "a map" {
        /// The languages to print, the first one by default.
        languages: Vec<Text> = "languages",
        /// The languages that stand in for one that a text lacks, the first one first.
        fallback: Vec<Text> = "fallback",
        /// The theme: a name, or the path of a folder.
        theme: Option<Text> = "theme",
        /// The theme's options.
        options: Table<Node> = "options",
        /// How the page looks where it differs from the theme's `[page]`, such as `margin: 15mm`.
        page: Table<Node> = "page",
        /// How texts look where they differ from the theme's `[styles]`, such as `section: {fill: "#334455"}`.
        styles: Table<Node> = "styles",
        /// The order of the sections, by id. Those that are not named follow as they are.
        order: Vec<Text> = "order",
        /// Titles of sections, by id.
        titles: Table<Text> = "titles",
        /// Other words of the document, such as `present` and `keywords`, by what they mean.
        words: Table<Text> = "words",
        /// How many pages are to be filled. `auto`, the default: one fewer where the last is hardly filled and a
        /// little less white makes room; `none`: as many as it takes; `fill`: a single page is filled, too; a
        /// number: at most so many, however tightly.
        pages: Option<PageGoal> = "pages",
        /// The resume for other purposes, by name; `--variant` chooses one.
        variants: Table<Variant> = "variants",
        /// The sections, by id, before which a new page begins.
        breaks: Vec<Text> = "break",
        /// Words that are printed in bold wherever they are.
        bold: Vec<Text> = "bold",
        /// `newest`: print the entries of each section with the newest first.
        sort: Option<Sort> = "sort",
        /// When the resume was last changed, printed as a line; a date, or words.
        updated: Option<Date> = "updated",
        /// The lines at the end: place and date above a signature, as German resumes have them.
        closing: Option<Closing> = "closing",
        /// The sections, by id, that are kept on one page each.
        keep: Vec<Text> = "keep",
    }
}

/// In which order the entries of a section are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Sort {
    /// As they are written.
    Written,
    /// What goes on or ended last first; what has no date at the end.
    Newest,
}

impl Decode for Sort {
    const EXPECTED: &'static str = "`newest` or `written`";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        match node.scalar() {
            Some("newest") => Some(Sort::Newest),
            Some("written") => Some(Sort::Written),
            _ => problems.wrong_value::<Self>(node, key),
        }
    }
}

record! {
    /// The lines at the end of a resume.
    Closing, "a map" {
        /// Where it was signed.
        place: Option<Text> = "place",
        /// When it was signed.
        date: Option<Date> = "date",
        /// The name below the signature; the person's own if it is left out.
        name: Option<Text> = "name",
        /// The path of a picture beside the file: the signature.
        signature: Option<Text> = "signature",
    }
}

/// How many, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub u32);

impl Count {
    /// What is taken for a number of anything.
    pub(super) const RANGE: RangeInclusive<u32> = 1..=10_000;
}

impl Decode for Count {
    const EXPECTED: &'static str = "a whole number from 1 to 10000";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        let number = node.scalar().and_then(|text| text.trim().parse().ok());
        match number.filter(|number| Count::RANGE.contains(number)) {
            Some(number) => Some(Count(number)),
            None => problems.wrong_value::<Self>(node, key),
        }
    }
}

impl JsonSchema for Count {
    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": 10_000 })
    }
}

/// A map whose keys are not ours to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<T>(pub Vec<(Key, T)>);

impl<T: Decode> Decode for Table<T> {
    const EXPECTED: &'static str = "a map";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return problems.wrong_shape::<Self>(node, key);
        };
        let entries = entries
            .iter()
            .filter(|(_, node)| node.value != Value::Null)
            .filter_map(|(key, node)| Some((key.clone(), T::decode(node, &key.text, problems)?)));
        Some(Table(entries.collect()))
    }
}

impl<T: Decode> Field for Table<T> {
    fn decode_field(node: &Node, key: &str, problems: &mut Problems) -> Self {
        Table::decode(node, key, problems).unwrap_or_default()
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table(Vec::new())
    }
}

impl<T: JsonSchema> JsonSchema for Table<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("TableOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "type": ["object", "null"], "additionalProperties": value })
    }
}
