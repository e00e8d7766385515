//! Text that may be said in several languages.
//!
//! `name: JinHua Luo` and `name: {en: JinHua Luo, zh: 罗锦华}` are both a [`Text`]; lists work
//! alike. Nothing is chosen here: which language is printed is the business of `resolve`.

pub(super) mod shapes;

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
    /// Where it is.
    pub span: Span,
}

/// A text and where it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Spanned {
    /// The characters as written: Markdown, or plain where the field says so.
    pub text: String,
    /// Where they are.
    pub span: Span,
}

/// A text in one language or several.
pub type Text = Localized<Spanned>;

/// A list of items, one for all languages or one for each.
pub type Items<T> = Localized<Vec<T>>;

/// For every language that a map does not name.
pub const ANY_LANGUAGE: &str = "*";

/// Codes of languages that are words, or parts of a company. Alone, `it: support` is a text.
pub(super) const WORDS: &[&str] = &[
    "am", "ar", "as", "be", "ca", "co", "cv", "he", "hr", "ia", "id", "ii", "is", "it", "la", "ml",
    "my", "no", "om", "or", "os", "pa", "qa", "sa", "se", "so", "to", "vo",
];

/// Whether `key` is written as a language is: `en`, `zh-Hant`, `pt_BR`, not `Led` or `AWS`.
fn is_language_key(key: &str) -> bool {
    let primary = key.split(['-', '_']).next().unwrap_or_default();
    primary.bytes().all(|byte| byte.is_ascii_lowercase()) && is_well_known_language(key)
}

/// Whether `node` is a language map in a file that is written in `languages`, as far as that is known.
pub(crate) fn is_language_map(node: &Node, languages: &[LanguageTag]) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let keys =
        || entries.iter().map(|(key, _)| key.text.as_str()).filter(|key| *key != ANY_LANGUAGE);
    let is_written = |key: &str| {
        language_tag(key)
            .is_some_and(|tag| languages.iter().any(|known| known.language() == tag.language()))
    };
    let count = keys().count();
    let has_any = count < entries.len();
    let known = keys().filter(|key| is_language_key(key)).count();
    match count {
        0 => has_any,
        1 => {
            let is_word = |key: &str| WORDS.contains(&key) && !is_written(key);
            known == 1 && !keys().any(is_word)
        }
        // Departments may be called `it` and `hr`.
        _ if known == count => {
            languages.is_empty()
                || keys().any(is_written)
                || has_any
                || !keys().all(|key| WORDS.contains(&key))
        }
        // `{EN: …, DE: …}`, or one language among them that nobody knows.
        _ => {
            let is_upper = |key: &str| is_language_key(&key.to_lowercase()) && key.len() == 2;
            keys().all(is_upper)
                || 2 * known >= count
                    && keys().all(|key| language_tag(key).is_some() || key.len() > 3)
                    && keys().any(|key| is_language_key(key) && !WORDS.contains(&key))
        }
    }
}

/// The languages of the language maps in `node`, in file order: those with several languages, or `known`
/// ones.
pub fn written_languages(node: &Node, known: &[LanguageTag]) -> Vec<LanguageTag> {
    fn collect(node: &Node, known: &[LanguageTag], tags: &mut Vec<LanguageTag>) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| collect(item, known, tags)),
            Value::Map(entries) => {
                let is_map = is_language_map(node, known);
                let keys = entries.iter().filter(|_| is_map);
                for tag in keys.filter_map(|(key, _)| language_tag(&key.text)) {
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                }
                for (_, node) in entries {
                    collect(node, known, tags);
                }
            }
            _ => {}
        }
    }
    let mut tags = Vec::new();
    collect(node, known, &mut tags);
    tags
}

fn decode_variants<T>(
    node: &Node,
    problems: &mut Problems,
    decode: impl Fn(&Node, &mut Problems) -> Option<T>,
) -> Option<Localized<T>> {
    let mut variants = Vec::new();
    match &node.value {
        Value::Map(entries) if is_language_map(node, &problems.languages) => {
            for (key, value) in entries {
                let language = match key.text.parse::<LanguageTag>() {
                    Ok(language) => Some(language),
                    Err(_) if key.text == ANY_LANGUAGE => None,
                    Err(problem) => {
                        problems.report(key.span, problem);
                        continue;
                    }
                };
                if !value.is_absent()
                    && let Some(value) = decode(value, problems)
                {
                    variants.push((language, value));
                }
            }
        }
        _ => variants.push((None, decode(node, problems)?)),
    }
    (!variants.is_empty()).then_some(Localized { variants, span: node.span })
}

impl Decode for Text {
    const EXPECTED: &'static str = "a text";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        let node = &*shapes::text(node, key, problems);
        decode_variants(node, problems, |node, problems| {
            if let Some(text) = shapes::joined(node, key) {
                Some(Spanned { text, span: node.span })
            } else {
                problems.wrong_shape::<Self>(node, key);
                None
            }
        })
    }

    fn items(node: &Node, key: &str, problems: &mut Problems) -> Option<Vec<Node>> {
        shapes::parts(node, key, problems)
    }
}

impl<T: Decode> Field for Items<T> {
    fn decode_field(node: &Node, key: &str, problems: &mut Problems) -> Self {
        let node = &*shapes::by_name(node, key, problems);
        decode_variants(node, problems, |node, problems| {
            let is_item = |entries: &[(Key, Node)]| {
                entries.iter().any(|(key, _)| shapes::is_text_key(&key.text))
            };
            if matches!(&node.value, Value::Map(entries) if !is_item(entries)) {
                let message = format!("`{key}` must be a list of texts, found a map");
                let hint = match problems.format(node.span) {
                    "json" | "toml" => "write the texts in brackets: `[\"…\", \"…\"]`",
                    _ => "write each text on its own line, beginning with `- `",
                };
                problems.report(node.span, Diagnostic::error("wrong-shape", message).hint(hint));
                return None;
            }
            let node = &*shapes::list(node, key, problems);
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
        /// Bullets below it.
        highlights: Items<Bullet> = "highlights",
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
            if entries.iter().any(|(key, _)| key.text == "text") && !is_language_map(node, &problems.languages));
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
                "patternProperties": { "^([A-Za-z]{2,3}([-_][A-Za-z0-9]+)*|\\*)$": single },
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
        let scalar = json_schema!({ "type": ["string", "number", "boolean", "null"] });
        let list = json_schema!({ "type": "array", "items": scalar });
        localized_schema(&json_schema!({ "anyOf": [scalar, list] }))
    }
}

impl<T: JsonSchema> JsonSchema for Items<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("ItemsOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        // Bullets below a bullet, and a text with a colon, which is a map to YAML.
        let below = json_schema!({ "type": "array" });
        let colon = json_schema!({ "type": "object", "minProperties": 1, "maxProperties": 1 });
        let items = json_schema!({ "anyOf": [item, below, colon] });
        localized_schema(&json_schema!({ "anyOf": [{ "type": "array", "items": items }, item] }))
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
