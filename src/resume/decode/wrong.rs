//! That a value is not of the shape or the kind that is meant, with what to write instead: in YAML, TOML or JSON, as the
//! file is.

use super::{Decode, Problems, ROOT};
use crate::diagnostic::Diagnostic;
use crate::resume::node::{Node, Value};
use crate::source::Span;

impl Problems {
    /// Reports that `key` must be something else than what is there.
    pub(crate) fn wrong_shape<T: Decode>(&mut self, node: &Node, key: &str) -> Option<T> {
        // Nobody has written the key of the whole.
        let what = if key == ROOT { "a resume".to_owned() } else { format!("`{key}`") };
        let message = format!("{what} must be {}, found {}", T::EXPECTED, node.kind());
        let mut diagnostic = Diagnostic::error("wrong-shape", message);
        if matches!(node.value, Value::Map(_)) && T::EXPECTED.starts_with("a text") {
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
