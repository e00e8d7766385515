//! Text that may be said in several languages.
//!
//! `name: JinHua Luo` and `name: {en: JinHua Luo, zh: 罗锦华}` are both a [`Text`]; lists work
//! alike. Nothing is chosen here: which language is printed is the business of `resolve`.

use super::decode::{Decode, Field, Problems, record};
use super::language::{LanguageTag, is_well_known_language, language_tag};
use super::node::{Key, Node, Value};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// Something said in one language, or in several.
#[derive(Debug, Clone, PartialEq)]
pub struct Localized<T> {
    /// What is said, by language; a single one without language if it is said only once for all.
    pub variants: Vec<(Option<LanguageTag>, T)>,
    /// Where it stands.
    pub span: Span,
}

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spanned {
    /// The characters as written: Markdown, or plain where the field says so.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A text in one language or several.
pub type Text = Localized<Spanned>;

/// A list of items, one for all languages or one for each.
pub type Items<T> = Localized<Vec<T>>;

/// The entries of `node` if it is a language map: one whose keys are languages, or at least one of
/// them a well-known one.
fn language_map(node: &Node) -> Option<&[(Key, Node)]> {
    let Value::Map(entries) = &node.value else { return None };
    let is_language = |(key, _): &(Key, Node)| language_tag(&key.text).is_some();
    let is_well_known = |(key, _): &(Key, Node)| is_well_known_language(&key.text);
    let is_map = entries.iter().any(is_well_known)
        || (!entries.is_empty() && entries.iter().all(is_language));
    is_map.then_some(entries)
}

fn decode_variants<T>(
    node: &Node,
    problems: &mut Problems,
    decode: impl Fn(&Node, &mut Problems) -> Option<T>,
) -> Option<Localized<T>> {
    let mut variants = Vec::new();
    match language_map(node) {
        None => variants.push((None, decode(node, problems)?)),
        Some(entries) => {
            for (key, value) in entries {
                let language = match key.text.parse::<LanguageTag>() {
                    Ok(language) => language,
                    Err(problem) => {
                        problems.report(key.span, problem);
                        continue;
                    }
                };
                if !value.is_absent()
                    && let Some(value) = decode(value, problems)
                {
                    variants.push((Some(language), value));
                }
            }
        }
    }
    (!variants.is_empty()).then_some(Localized { variants, span: node.span })
}

impl Decode for Text {
    const EXPECTED: &'static str = "a text";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        decode_variants(node, problems, |node, problems| {
            if let Some(text) = node.scalar() {
                Some(Spanned { text: text.to_owned(), span: node.span })
            } else {
                problems.wrong_shape::<Self>(node, key);
                None
            }
        })
    }
}

impl<T: Decode> Field for Items<T> {
    fn decode_field(node: &Node, key: &str, problems: &mut Problems) -> Self {
        decode_variants(node, problems, |node, problems| {
            let is_item =
                |entries: &[(Key, Node)]| entries.iter().any(|(key, _)| key.text == "text");
            if matches!(&node.value, Value::Map(entries) if !is_item(entries)) {
                let message = format!("`{key}` must be a list of texts, found a map");
                let hint = "write each text on its own line, beginning with `- `";
                problems.report(node.span, Diagnostic::error("wrong-shape", message).hint(hint));
                return None;
            }
            Some(<Vec<T>>::decode_field(node, key, problems))
        })
        .unwrap_or_default()
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Localized { variants: Vec::new(), span: Span::default() }
    }
}

record! {
    /// A bullet: a text, or a text with tags.
    TaggedText, "a text, or a map with `text` and `tags`" {
        /// What it says.
        text: Option<Text> = "text",
        /// For which variants it is meant; shown always if there are none.
        tags: Vec<Text> = "tags",
    }
}

/// An item of a list of bullets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bullet(pub TaggedText);

impl Decode for Bullet {
    const EXPECTED: &'static str = "a text";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        let tagged = matches!(&node.value, Value::Map(entries)
            if entries.iter().any(|(key, _)| key.text == "text"));
        if tagged {
            return TaggedText::decode(node, key, problems).map(Bullet);
        }
        let text = Text::decode(node, key, problems)?;
        Some(Bullet(TaggedText { text: Some(text), span: node.span, ..TaggedText::default() }))
    }
}

/// A schema for something that may be a language map of itself.
fn localized_schema(single: &Schema) -> Schema {
    json_schema!({
        "anyOf": [
            single,
            {
                "type": "object",
                "description": "By language, such as `en`, `zh` or `pt-BR`.",
                "patternProperties": { "^[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*$": single },
                "additionalProperties": false,
                "minProperties": 1
            },
            { "type": "null" }
        ]
    })
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        localized_schema(&json_schema!({ "type": ["string", "number", "boolean", "null"] }))
    }
}

impl<T: JsonSchema> JsonSchema for Items<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("ItemsOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        localized_schema(&json_schema!({ "anyOf": [{ "type": "array", "items": item }, item] }))
    }
}

impl JsonSchema for Bullet {
    fn schema_name() -> Cow<'static, str> {
        "Bullet".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Text>();
        let tagged = generator.subschema_for::<TaggedText>();
        json_schema!({ "anyOf": [text, { "allOf": [tagged], "required": ["text"] }] })
    }
}
