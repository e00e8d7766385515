//! The file around the content: `resume.html` of the theme, or the one that all themes share.

use super::body::Written;
use super::{HtmlInput, data, fonts, look};
use crate::assets;
use crate::diagnostic::Diagnostic;
use crate::document::plain_text;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Value, context};
use sha2::{Digest as _, Sha256};

/// The skeleton in a theme.
const SKELETON: &str = "resume.html";

/// The skeleton with everything in its place.
pub(super) fn fill(input: &HtmlInput<'_>, written: &Written) -> Result<String, Vec<Diagnostic>> {
    let document = input.document;
    let shared = || assets::template(&format!("base/{SKELETON}"));
    let skeleton = input.theme.file(SKELETON).cloned().or_else(shared);
    let source = skeleton.map(|it| String::from_utf8_lossy(it.as_ref()).into_owned());
    let mut style = String::new();
    if input.embeds_fonts {
        style.push_str(&fonts::faces(input, &written.drawn));
    }
    style.push_str(&look::css(input, written));
    let versions = input.versions.iter().map(|version| {
        context! {
            tag => &version.tag,
            name => &version.name,
            address => &version.address,
            is_this => version.tag == document.language.tag,
        }
    });
    let data = data::json_ld(document);
    let hash = STANDARD.encode(Sha256::digest(&data));
    let values = context! {
        language => &document.language.tag,
        direction => &document.language.direction,
        title => &document.metadata.title,
        author => &document.metadata.author,
        description => plain_text(&document.header.label),
        keywords => document.metadata.keywords.join(", "),
        versions => versions.collect::<Vec<_>>(),
        style => Value::from_safe_string(style),
        data => Value::from_safe_string(data),
        data_hash => hash,
        body => Value::from_safe_string(written.html.clone()),
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // Tags on lines of their own leave no lines behind.
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    environment.render_str(&source.unwrap_or_default(), values).map_err(|error| {
        let name = input.theme.file_name(SKELETON);
        let line = error.line().map(|line| format!(":{line}")).unwrap_or_default();
        let message = format!("`{name}`{line}: {error}");
        vec![Diagnostic::error("theme", message)]
    })
}
