//! The functions and filters of LaTeX skeletons. All that makes LaTeX gives it as safe.

use super::fonts::Fonts;
use super::measures::{Measures, measures};
use super::{bundle, escape, icon, rich, rows, target};
use crate::document::{Block, Document, Run};
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds them to `environment`.
pub(super) fn add(environment: &mut Environment<'static>, document: &Document, fonts: &Arc<Fonts>) {
    let with = |make: fn(&Value, &Fonts) -> Result<String, Error>| {
        let fonts = Arc::clone(fonts);
        move |value: Value| make(&value, &fonts).map(safe)
    };
    environment.add_filter("rich", with(|runs, fonts| Ok(rich::inline(&inline(runs)?, fonts))));
    let for_blocks = Arc::clone(fonts);
    environment.add_filter("blocks", move |list: Value, before_list: Option<Value>| {
        let before_list = before_list.is_some_and(|value| value.is_true());
        Ok::<_, Error>(safe(rich::blocks(&blocks(&list)?, before_list, &for_blocks)))
    });
    environment.add_filter("bullets", with(bullets));
    environment
        .add_filter("address", with(|text, fonts| Ok(escape::address(string(text)?, fonts))));
    let for_narrow = Arc::clone(fonts);
    environment.add_filter("narrow", move |text: String, longest: f64, room: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few letters"
        )]
        let longest = longest.clamp(1.0, 1000.0) as usize;
        let is_wide = rows::letters(&text) > room;
        let longest =
            if is_wide { longest.min(text.chars().count().saturating_sub(1)) } else { longest };
        safe(escape::narrow(&text, longest, &for_narrow))
    });
    environment.add_filter("whole", with(|text, fonts| Ok(escape::whole(string(text)?, fonts))));
    environment.add_filter("plain", with(|text, _| Ok(escape::plain(string(text)?))));
    environment.add_filter("target", with(|url, _| Ok(target::target(string(url)?))));
    environment.add_filter(
        "hex",
        with(|color, _| Ok(string(color)?.trim_start_matches('#').to_uppercase())),
    );
    environment.add_filter("latex", |source: String| safe(source));
    environment.add_filter("bp", |points: f64| safe(points_text(points)));
    environment.add_filter("roughly", |value: Value| Ok::<_, Error>(roughly(&words(&value)?)));
    environment.add_filter("present", |value: Value| is_present(&value));
    environment.add_filter("icon_name", |path: String| safe(icon::name(&path)));
    environment.add_filter("icon_paths", |path: String| Value::from(icon::paths(&path)));
    let for_frame = Arc::clone(fonts);
    environment.add_filter("latex_of", move |frame: String, body: Value| {
        let body = source(&body, &for_frame)?;
        Ok::<_, Error>(safe(if body.is_empty() { body } else { frame.replace("%s", &body) }))
    });
    let for_pattern = Arc::clone(fonts);
    environment.add_filter("pattern", move |pattern: Value, values: Kwargs| {
        let mut source = escape::text(string(&pattern)?, &for_pattern);
        for name in values.args().map(str::to_owned).collect::<Vec<_>>() {
            source = source.replace(&format!("\\{{{name}\\}}"), &values.get::<String>(&name)?);
        }
        Ok::<_, Error>(safe(source))
    });
    let for_link = Arc::clone(fonts);
    environment.add_function("link", move |url: Value, body: Value| {
        let body = source(&body, &for_link)?;
        Ok::<_, Error>(safe(if is_present(&url) { rich::link(string(&url)?, &body) } else { body }))
    });
    let for_join = Arc::clone(fonts);
    environment.add_function("joined", move |parts: Vec<Value>, between: Value| {
        let parts = parts.iter().filter(|part| is_present(part));
        let parts = parts.map(|part| source(part, &for_join)).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, Error>(safe(parts.join(&source(&between, &for_join)?)))
    });
    environment.add_function("mix", mix);
    let document = Arc::new(document.clone());
    let for_rows = Arc::clone(&document);
    environment.add_function("row_ends", move |letter: f64, width: f64, balance: Option<bool>| {
        rows::ends(&for_rows, letter, width, balance.unwrap_or(false))
    });
    environment.add_function("scale", move |leading: f64, margins: Kwargs| {
        let names: Vec<String> = margins.args().map(str::to_owned).collect();
        let margins = names
            .into_iter()
            .map(|name| margins.get::<f64>(&name).map(|length| (name, length)))
            .collect::<Result<BTreeMap<_, _>, _>>()?;
        let made: Measures = measures(&document, leading, &margins);
        Ok::<_, Error>(Value::from(Serde(made)))
    });
}

/// `source`, which is LaTeX already.
fn safe(source: String) -> Value {
    Value::from_safe_string(source)
}

/// The families of the document, as `/base/fonts.tex` needs them.
pub(super) fn font_values(document: &Document, fonts: &Fonts) -> Value {
    let family = |name: &str| {
        let files = bundle::files(name);
        let face =
            |face: &str| files.iter().find(|file| file.contains(&format!("-{face}."))).cloned();
        context! {
            name => name,
            regular => face("Regular"), bold => face("Bold"),
            italic => face("Italic"), bolditalic => face("BoldItalic"), semibold => face("SemiBold"),
        }
    };
    let first = |role: &str| {
        let families = document.fonts.get(role).or_else(|| document.fonts.get("body"));
        families.and_then(|families| families.first()).map(|name| family(name))
    };
    let others: Vec<Value> = fonts
        .others
        .iter()
        .map(|(command, name)| context! { command => *command, family => family(name) })
        .collect();
    context! {
        folder => bundle::FONTS,
        body => first("body"),
        heading => first("heading"),
        han => fonts.han.as_deref().filter(|_| fonts.uses_han()).map(family),
        others => others,
        beyond => fonts.beyond.iter().take(12).collect::<String>(),
        foreign => fonts.foreign,
    }
}

/// `#rrggbb` and `#rrggbb`, a share of the first from 0 to 1, as `RRGGBB`.
fn mix(first: &str, second: &str, share: f64) -> Value {
    let channel = |color: &str, at: usize| {
        let digits = color.trim_start_matches('#').get(2 * at..2 * at + 2);
        digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).map_or(0.0, f64::from)
    };
    let mixed = (0..3).map(|at| {
        let value = channel(first, at) * share + channel(second, at) * (1.0 - share);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is 0 to 255"
        )]
        let value = value.round().clamp(0.0, 255.0) as u8;
        format!("{value:02X}")
    });
    Value::from_safe_string(mixed.collect())
}

/// A length in points of 1/72 inch, as LaTeX writes it.
fn points_text(points: f64) -> String {
    let text = format!("{points:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}bp", if text.is_empty() || text == "-0" { "0" } else { text })
}

/// How wide a text is, roughly, in letters of average width: as `roughly` in `templates/base/text.typ`.
#[expect(clippy::cast_precision_loss, reason = "no text is that long")]
fn roughly(text: &str) -> f64 {
    (text.len() + text.chars().count()) as f64 / 2.0
}

fn is_present(value: &Value) -> bool {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => false,
        ValueKind::String | ValueKind::Seq => value.len() != Some(0),
        _ => true,
    }
}

/// A string: escaped unless it is LaTeX; or runs.
fn source(value: &Value, fonts: &Fonts) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Seq => Ok(rich::inline(&inline(value)?, fonts)),
        ValueKind::None => Ok(String::new()),
        _ if value.is_safe() => Ok(value.to_string()),
        _ => Ok(escape::text(&value.to_string(), fonts)),
    }
}

fn string(value: &Value) -> Result<&str, Error> {
    let wrong = || {
        Error::new(ErrorKind::InvalidOperation, format!("a text is needed, not a {}", value.kind()))
    };
    value.as_str().ok_or_else(wrong)
}

/// The characters of a string or of runs.
fn words(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Seq => Ok(inline(value)?.into_iter().map(|run| run.text).collect()),
        ValueKind::None => Ok(String::new()),
        _ => string(value).map(str::to_owned),
    }
}

fn bullets(items: &Value, fonts: &Fonts) -> Result<String, Error> {
    let items = items.try_iter()?.map(|item| Ok(rich::inline(&inline(&item)?, fonts)));
    let items = items.collect::<Result<Vec<_>, Error>>()?;
    Ok(if items.is_empty() { String::new() } else { rich::list(None, &items) })
}

fn inline(runs: &Value) -> Result<Vec<Run>, Error> {
    let field = |run: &Value, name: &str| run.get_attr(name);
    let run = |run: Value| {
        Ok(Run {
            text: string(&field(&run, "text")?)?.to_owned(),
            strong: field(&run, "strong")?.is_true(),
            emphasis: field(&run, "emphasis")?.is_true(),
            code: field(&run, "code")?.is_true(),
            url: field(&run, "url")?.as_str().map(str::to_owned),
            whole: field(&run, "whole")?.is_true(),
            at: None,
        })
    };
    runs.try_iter()?.map(run).collect()
}

fn blocks(list: &Value) -> Result<Vec<Block>, Error> {
    let block = |block: Value| {
        let field = |name: &str| block.get_attr(name);
        let kind = field("kind")?;
        Ok(match string(&kind)? {
            "paragraph" => Block::Paragraph { runs: inline(&field("runs")?)? },
            "list" => Block::List {
                start: field("start")?.as_usize().map(|start| start as u64),
                items: field("items")?
                    .try_iter()?
                    .map(|item| blocks(&item))
                    .collect::<Result<_, Error>>()?,
            },
            "code" => Block::Code { text: string(&field("text")?)?.to_owned() },
            _ => Block::Quote { blocks: blocks(&field("blocks")?)? },
        })
    };
    list.try_iter()?.map(block).collect()
}
