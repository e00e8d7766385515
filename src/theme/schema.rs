//! The JSON Schema of `theme.toml`, for editors that complete and check it.

use super::look::{PAGE_KEYS, STYLE_KEYS};
use super::manifest::SHEET;
use super::{Key, Kind, Theme};
use serde_json::{Map, Value, json};

/// The schema of a manifest, in JSON (draft 2020-12). The styles and options that every theme has are named in
/// it; a theme may have others.
pub fn schema() -> String {
    let base = Theme::builtin("classic").ok().map(|theme| theme.value);
    let style = table(STYLE_KEYS);
    let styles: Map<_, _> = base
        .iter()
        .flat_map(|theme| theme.looks.style_names())
        .map(|name| (name.to_owned(), json!({ "$ref": "#/$defs/style" })))
        .collect();
    let options: Map<_, _> = base
        .iter()
        .flat_map(|theme| &theme.options)
        .map(|(name, option)| {
            let kind = json!({ "$ref": "#/$defs/option", "description": option.doc });
            (name.clone(), kind)
        })
        .collect();
    let page = table(PAGE_KEYS);
    let families = json!({
        "type": "object",
        "additionalProperties": { "type": "array", "items": { "type": "string" } },
    });
    let text = |doc: &str| json!({ "type": "string", "description": doc });
    let with = |schema: &Value, doc: &str| {
        let mut schema = schema.clone();
        schema["description"] = json!(doc);
        schema
    };
    let styles = json!({
        "type": "object",
        "description": "How texts look, by name",
        "properties": styles,
        "propertyNames": { "pattern": "^[a-z-]+$", "not": { "const": "page" } },
        "additionalProperties": { "$ref": "#/$defs/style" },
    });
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A theme of cvgen: theme.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "sheet": { "const": SHEET, "description": "The version of the contract, if resume.typ makes sheets" },
            "name": text("What the theme is called; the name of its folder unless given"),
            "description": text("What it is like, in a line"),
            "extends": text("The theme from which it takes what it does not say: a name"),
            "fonts": with(&families, "Font families by role (body, heading, mono), first choice first"),
            "office-fonts": with(&families, "Families by role for programs without the bundled fonts, such as Word"),
            "options": {
                "type": "object",
                "description": "The options: new ones, and new defaults of those it has",
                "properties": options,
                "additionalProperties": { "$ref": "#/$defs/option" },
            },
            "page": with(&page, "How the page looks"),
            "styles": styles,
            "when": {
                "type": "array",
                "description": "What differs in some languages",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["languages"],
                    "properties": {
                        "languages": {
                            "type": "array",
                            "items": { "type": "string" },
                            "description": "Their tags, such as zh; zh is for zh-Hant, too",
                        },
                        "options": { "type": "object", "description": "Defaults of options" },
                        "page": page,
                        "styles": styles,
                    },
                },
            },
        },
        "$defs": { "style": style, "option": option() },
    });
    format!("{schema:#}\n")
}

/// A table of looks, in which `rule.width` is the key `width` of the table `rule`.
fn table(keys: &[Key]) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let schema = kind(&(key.kind)(), key.doc);
        match key.name.split_once('.') {
            None => {
                properties.insert(key.name.to_owned(), schema);
            }
            Some((outer, inner)) => {
                let alone = properties.remove(outer);
                let mut nested = match alone {
                    Some(Value::Object(map)) if map.contains_key("properties") => map,
                    _ => Map::from_iter([
                        ("type".to_owned(), json!(["object", "string"])),
                        ("additionalProperties".to_owned(), json!(false)),
                        ("properties".to_owned(), json!({})),
                    ]),
                };
                nested["properties"][inner] = schema;
                properties.insert(outer.to_owned(), Value::Object(nested));
            }
        }
    }
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn kind(kind: &Kind, doc: &str) -> Value {
    let mut schema = match kind {
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Number { min, max } => json!({ "type": "number", "minimum": min, "maximum": max }),
        Kind::Length { .. } => {
            json!({ "type": "string", "pattern": "^ *-?[0-9.]+ *(pt|mm|cm|in) *$" })
        }
        Kind::Choice(choices) => json!({ "enum": choices }),
        Kind::List => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Color | Kind::Paint | Kind::Text => json!({ "type": "string" }),
    };
    schema["description"] = json!(doc);
    schema
}

/// An option as a manifest declares it.
fn option() -> Value {
    let any = ["boolean", "number", "string", "array"];
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "type": {
                "enum": ["bool", "number", "length", "color", "text", "choice", "list"],
                "description": "What it takes; left out where only the default is new",
            },
            "default": { "type": any, "description": "Its value if nobody gives one" },
            "doc": { "type": "string", "description": "What it is for, a sentence" },
            "choices": {
                "type": "array",
                "items": { "type": "string" },
                "description": "What a `choice` may be",
            },
            "min": { "type": ["number", "string"], "description": "The least of a number or length" },
            "max": { "type": ["number", "string"], "description": "The most of a number or length" },
        },
    })
}
