//! The `minijinja` environment of LaTeX skeletons.
//!
//! Blocks stand in `<% %>`, values in `<< >>`, comments in `<# #>`, which no LaTeX needs. A string that
//! is printed is escaped; what the functions and filters below make is LaTeX already. Names are those
//! of the document with `_` for `-`.

use super::fold::fold;
use super::fonts::Fonts;
use super::{Input, SKELETON, functions};
use crate::assets;
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source};
use crate::theme::Theme;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the files stand that every theme may lean on.
const BASE: &str = "/base/";

/// The document as source.
pub(super) fn render(input: &Input<'_>) -> Result<String, Vec<Diagnostic>> {
    if input.theme.file(SKELETON).is_none() {
        let message = format!("theme `{}` has no `{SKELETON}`", input.theme.name);
        return Err(vec![Diagnostic::error("theme", message).hint("without it there is no LaTeX")]);
    }
    let fonts = Arc::new(Fonts::new(input));
    let environment = environment(input, &fonts);
    let values = context! {
        doc => document(input),
        theme => input.theme.name.as_str(),
        photo => input.photo,
        fonts => functions::font_values(input.document, &fonts),
    };
    let rendered = environment.get_template(SKELETON).and_then(|template| template.render(values));
    rendered.map(|source| fold(&source)).map_err(|error| vec![diagnostic(&error, input.theme)])
}

fn environment(input: &Input<'_>, fonts: &Arc<Fonts>) -> Environment<'static> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .block_delimiters("<%", "%>")
        .variable_delimiters("<<", ">>")
        .comment_delimiters("<#", "#>")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    if let Ok(syntax) = syntax {
        environment.set_syntax(syntax);
    }
    environment.set_debug(true);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("latex".into()));
    let files: BTreeMap<String, String> = input
        .theme
        .files()
        .into_iter()
        .filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "tex"))
        .map(|(path, content)| {
            (path.to_owned(), String::from_utf8_lossy(content.as_ref()).into_owned())
        })
        .collect();
    environment.set_loader(move |name| {
        let base = || {
            let content = assets::template(&format!("base/{}", name.strip_prefix(BASE)?))?;
            Some(String::from_utf8_lossy(content.as_ref()).into_owned())
        };
        Ok(files.get(name).cloned().or_else(base))
    });
    let for_text = Arc::clone(fonts);
    environment.set_formatter(move |out, state, value| print(out, state, value, &for_text));
    functions::add(&mut environment, input.document, fonts);
    environment
}

/// Prints one value: LaTeX as it is, text escaped.
fn print(out: &mut Output, _: &mut State, value: &Value, fonts: &Fonts) -> Result<(), Error> {
    let written = match value.kind() {
        ValueKind::None => Ok(()),
        ValueKind::Number => write!(out, "{value}"),
        ValueKind::String if value.is_safe() => out.write_str(value.as_str().unwrap_or_default()),
        ValueKind::String => {
            out.write_str(&super::escape::text(value.as_str().unwrap_or_default(), fonts))
        }
        ValueKind::Undefined => {
            return Err(Error::new(ErrorKind::UndefinedError, "the value is not defined"));
        }
        kind => {
            let message = format!("a {kind} cannot be printed; runs are printed by `|rich`");
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
    };
    written.map_err(Error::from)
}

/// The document with names as skeletons write them.
fn document(input: &Input<'_>) -> Value {
    Value::from(Serde(renamed(input.document.in_format_1())))
}

fn renamed(json: serde_json::Value) -> serde_json::Value {
    match json {
        serde_json::Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name.replace('-', "_"), renamed(value)))
            .collect(),
        serde_json::Value::Array(items) => items.into_iter().map(renamed).collect(),
        other => other,
    }
}

/// What is wrong with a skeleton, at its place.
fn diagnostic(error: &Error, theme: &Theme) -> Diagnostic {
    // The innermost error knows the file that it is about.
    let mut error = error;
    while let Some(source) =
        std::error::Error::source(error).and_then(|e| e.downcast_ref::<Error>())
    {
        error = source;
    }
    let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let what = what.trim_end_matches('.');
    let message = match error.kind() {
        ErrorKind::UndefinedError => format!("a name is not defined: {what}"),
        _ => what.to_owned(),
    };
    let diagnostic = Diagnostic::error("theme", message);
    let name = error.name().unwrap_or(SKELETON);
    let Some(text) = error.template_source().map(str::to_owned).or_else(|| source_of(name, theme))
    else {
        return diagnostic;
    };
    let shown =
        if name.starts_with(BASE) { format!("templates{name}") } else { theme.file_name(name) };
    let line = error.line().unwrap_or(1);
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let range = error.range().filter(|range| range.start >= start && range.end <= text.len());
    let range = range.unwrap_or(start..end);
    let source = Arc::new(Source::new(shown, text));
    diagnostic.at(Place::new(source, range.start, range.end))
}

fn source_of(name: &str, theme: &Theme) -> Option<String> {
    Some(String::from_utf8_lossy(theme.file(name)?.as_ref()).into_owned())
}
