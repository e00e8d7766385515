//! That a value is not of the shape or the kind that is meant, with what to write instead: in YAML, TOML or JSON, as the
//! file is.

use super::{Decode, Problems, ROOT};
use crate::diagnostic::Diagnostic;
use crate::resume::SECTIONS;
use crate::resume::node::{Key, Node, Value};
use crate::source::Span;

impl Problems {
    /// Reports that `key` must be something else than what is there.
    pub(crate) fn wrong_shape<T: Decode>(&mut self, node: &Node, key: &str) -> Option<T> {
        // Nobody has written the key of the whole.
        let what = if key == ROOT { "a resume".to_owned() } else { format!("`{key}`") };
        let message = format!("{what} must be {}, found {}", T::EXPECTED, node.kind());
        let mut diagnostic = Diagnostic::error("wrong-shape", message);
        if let Some(line) = example(key, self.format(node.span)) {
            diagnostic = diagnostic.hint(format!("write it as in `{line}`"));
        } else if matches!(node.value, Value::Map(_)) && T::EXPECTED.starts_with("a text") {
            diagnostic = diagnostic.hint(match self.format(node.span) {
                "json" => format!("write one text in double quotes there: `\"{key}\": \"…\"`"),
                "toml" => format!("write one text in quotes there: `{key} = \"…\"`"),
                _ => "put a text that contains `: ` in quotes".to_owned(),
            });
        } else if key == ROOT {
            diagnostic = diagnostic.hint("a resume begins with `basics:`; see `cvgen new`");
        } else if T::EXPECTED.starts_with("a map") {
            let field = T::FIELDS.first().unwrap_or(&"name");
            diagnostic = diagnostic.hint(match self.format(node.span) {
                "json" => format!("write its fields there, such as `{{\"{field}\": \"…\"}}`"),
                "toml" => format!("write its fields there, such as `{{{field} = \"…\"}}`"),
                _ => format!("write its fields there, such as `{field}: …`"),
            });
        } else if matches!(node.value, Value::Map(_) | Value::List(_)) {
            diagnostic = diagnostic.hint("write a single value there, without fields or brackets");
        }
        self.report(node.span, diagnostic);
        None
    }

    /// Reports that `key` must be `true` or `false`.
    pub(super) fn wrong_truth(&mut self, node: &Node, key: &str) -> Option<bool> {
        let message = format!("`{key}` must be `true` or `false`, found {}", node.kind());
        let hint = match self.format(node.span) {
            "json" => format!("write `\"{key}\": true` or `\"{key}\": false`"),
            "toml" => format!("write `{key} = true` or `{key} = false`"),
            _ => format!("write `{key}: true` or `{key}: false`"),
        };
        self.report(node.span, Diagnostic::error("wrong-shape", message).hint(hint));
        None
    }

    /// What to do about the unknown `key` if it is one of the top level.
    pub(super) fn too_deep(&self, key: &Key) -> Option<String> {
        let is_top =
            SECTIONS.contains(&&*key.text) || matches!(&*key.text, "basics" | "cvgen" | "meta");
        is_top.then(|| match self.format(key.span) {
            "json" => "it is within another key here; put it beside `\"basics\"`".to_owned(),
            "toml" => {
                "it belongs to the `[…]` above it; write it above the first `[…]` of the file"
                    .to_owned()
            }
            _ => "it is below another key here; write it without indentation".to_owned(),
        })
    }

    /// Reports that `key` must be a list of entries of `T`.
    pub(crate) fn no_entries<T: Decode>(&mut self, node: &Node, key: &str) {
        let message = format!("`{key}` must be a list of entries, found {}", node.kind());
        let field = T::FIELDS.first().unwrap_or(&"name");
        let hint = match self.format(node.span) {
            "json" => format!("write each entry as a map: `\"{key}\": [{{\"{field}\": \"…\"}}]`"),
            "toml" => {
                format!("write `[[{key}]]` on a line of its own, and below it `{field} = \"…\"`")
            }
            _ => format!("write each entry on lines of its own, which begin with `- {field}: …`"),
        };
        self.report(node.span, Diagnostic::error("wrong-shape", message).hint(hint));
    }

    /// How the names of files end that are written as what is at `span` is: `json`, `toml`; anything else is YAML.
    pub(crate) fn format(&self, span: Span) -> &'static str {
        let source = self.sources.get(usize::from(span.source));
        let name = source.map_or("", |source| source.name.as_str()).to_ascii_lowercase();
        let is_json = || source.is_some_and(|source| source.text.trim_start().starts_with('{'));
        match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "toml" => "toml",
            "yaml" | "yml" => "yaml",
            "json" | "ndjson" | "jsonl" => "json",
            _ if is_json() => "json",
            _ => "yaml",
        }
    }

    /// Reports that `key` cannot be what is there; the value is left out.
    pub(crate) fn wrong_value<T: Decode>(&mut self, node: &Node, key: &str) -> Option<T> {
        let Some(text) = node.scalar() else { return self.wrong_shape::<T>(node, key) };
        let message = format!("`{key}` cannot be `{text}`");
        let hint = format!("it may be {}", T::EXPECTED);
        self.report(node.span, Diagnostic::error("wrong-value", message).hint(hint));
        None
    }
}

/// Fields whose value says more about its shape than its name does, and an example of each in JSON.
const EXAMPLES: &[(&str, &str)] = &[
    ("options", r#"{"accent": "navy"}"#),
    ("titles", r#"{"work": "Jobs"}"#),
    ("words", r#"{"present": "today"}"#),
    ("page", r#"{"margin": "15mm"}"#),
    ("styles", r#"{"section": {"fill": "navy"}}"#),
    ("variants", r#"{"short": {"tags": ["short"]}}"#),
    ("order", r#"["work", "education"]"#),
    ("tags", r#"["backend"]"#),
    ("bold", r#"["Rust"]"#),
    ("hide", r#"["phone"]"#),
    ("location", r#"{"city": "Rome", "countryCode": "IT"}"#),
    ("links", r#"[{"label": "Code", "url": "https://example.org"}]"#),
    ("startDate", r#""2019-03""#),
    ("endDate", r#""2019-03""#),
    ("date", r#""2019-03""#),
    ("releaseDate", r#""2019-03""#),
    ("image", r#""photo.jpg""#),
    ("logo", r#""logo.png""#),
    ("url", r#""https://example.org""#),
    ("email", r#""ann@example.org""#),
    ("phone", r#""+49 30 123456""#),
];

/// The line that gives `key` the value of its example in `format`.
fn example(key: &str, format: &str) -> Option<String> {
    let (_, json) = EXAMPLES.iter().find(|(known, _)| *known == key)?;
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    let value = written(&value, format);
    Some(match format {
        "json" => format!("\"{key}\": {value}"),
        "toml" => format!("{key} = {value}"),
        _ => format!("{key}: {value}"),
    })
}

/// `value` on one line of `format`.
fn written(value: &serde_json::Value, format: &str) -> String {
    match value {
        serde_json::Value::Object(fields) => {
            let field = |(name, value): (&String, &serde_json::Value)| match format {
                "json" => format!("\"{name}\": {}", written(value, format)),
                "toml" => format!("{name} = {}", written(value, format)),
                _ => format!("{name}: {}", written(value, format)),
            };
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::Array(items) => {
            let items = items.iter().map(|item| written(item, format));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::String(text) if format == "yaml" => text.clone(),
        other => other.to_string(),
    }
}
