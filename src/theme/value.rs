//! The values a theme option can take: from what was written to what the document carries.
//!
//! Takes a [`Kind`] and a [`GivenValue`], gives an [`OptionValue`] or says what is wrong with it.
//! Never guesses: a length without a unit is an error.

use super::{GivenValue, Kind};
use crate::diagnostic::did_you_mean;
use crate::document::OptionValue;
use std::collections::BTreeMap;

/// Why a value does not suit an option, and what would.
#[derive(Debug, PartialEq)]
pub(super) struct Misfit {
    /// What is the matter, such as `must be a length, found a list`.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hint: Option<String>,
}

/// The colors of CSS 2.1 (§4.3.6) by name.
const COLORS: [(&str, &str); 17] = [
    ("aqua", "#00ffff"),
    ("black", "#000000"),
    ("blue", "#0000ff"),
    ("fuchsia", "#ff00ff"),
    ("gray", "#808080"),
    ("green", "#008000"),
    ("lime", "#00ff00"),
    ("maroon", "#800000"),
    ("navy", "#000080"),
    ("olive", "#808000"),
    ("orange", "#ffa500"),
    ("purple", "#800080"),
    ("red", "#ff0000"),
    ("silver", "#c0c0c0"),
    ("teal", "#008080"),
    ("white", "#ffffff"),
    ("yellow", "#ffff00"),
];

/// Points in a unit of length.
const UNITS: [(&str, f64); 4] =
    [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 720.0 / 25.4), ("in", 72.0)];

/// What `value` means to an option of this kind.
pub(super) fn accept(kind: &Kind, value: &GivenValue) -> Result<OptionValue, Misfit> {
    let text = value.text();
    let accepted = match kind {
        Kind::Bool => boolean(value).map(OptionValue::Bool),
        Kind::Number { min, max } => {
            number(value).map(|n| within(n, *min, *max, "")).transpose()?.map(OptionValue::Number)
        }
        Kind::Length { min, max } => text
            .as_deref()
            .and_then(length)
            .map(|n| within(n, *min, *max, "pt"))
            .transpose()?
            .map(OptionValue::Number),
        Kind::Color => text.as_deref().and_then(color).map(OptionValue::Text),
        Kind::Paint => text.as_deref().and_then(paint).map(OptionValue::Text),
        Kind::Text => text.clone().map(OptionValue::Text),
        Kind::Choice(choices) => {
            text.clone().filter(|text| choices.contains(text)).map(OptionValue::Text)
        }
        Kind::List => list(value).map(OptionValue::List),
    };
    accepted.ok_or_else(|| misfit(kind, value, text.as_deref()))
}

fn misfit(kind: &Kind, value: &GivenValue, text: Option<&str>) -> Misfit {
    let found = match text {
        Some(text) => format!("`{}`", text.escape_debug()),
        None => value.describe().to_owned(),
    };
    let hint = match (kind, text) {
        (Kind::Bool, _) => Some("write `true` or `false`".to_owned()),
        (Kind::Length { .. }, Some(text)) if text.trim().parse::<f64>().is_ok() => {
            Some(format!("say which unit: `{0}pt`, `{0}mm`, `{0}cm` or `{0}in`", text.trim()))
        }
        (Kind::Length { .. }, _) => Some("write a number and a unit, such as `10.5pt`".to_owned()),
        (Kind::Color, Some(text)) => did_you_mean(text, COLORS.map(|(name, _)| name))
            .or_else(|| Some("write it as `#rrggbb`, such as `#1a4f8b`".to_owned())),
        (Kind::Paint, _) => {
            Some("write `accent`, `ink`, `muted` or `#rrggbb`, or a share: `accent 9%`".to_owned())
        }
        (Kind::Choice(choices), Some(text)) => {
            did_you_mean(text, choices.iter().map(String::as_str))
        }
        _ => None,
    };
    let hint = hint.or_else(|| Some("`cvgen themes` shows what may be chosen".to_owned()));
    Misfit { message: format!("must be {}, found {found}", kind.expectation()), hint }
}

/// `number`, if it is from `min` to `max`.
fn within(number: f64, min: f64, max: f64, unit: &str) -> Result<f64, Misfit> {
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    let range = match (min.is_finite(), max.is_finite()) {
        (true, true) => format!("from `{min}{unit}` to `{max}{unit}`"),
        (true, false) => format!("at least `{min}{unit}`"),
        _ => format!("at most `{max}{unit}`"),
    };
    // A number with all its zeros would be longer than the message.
    let is_long = number.abs() >= 1e7 || number != 0.0 && number.abs() < 1e-4;
    let found = if is_long { format!("{number:e}") } else { number.to_string() };
    Err(Misfit { message: format!("must be {range}, found `{found}{unit}`"), hint: None })
}

fn boolean(value: &GivenValue) -> Option<bool> {
    match value {
        GivenValue::Bool(value) => Some(*value),
        // Between quotation marks it says the same.
        GivenValue::Typed(text) | GivenValue::Text(text) => match text.trim() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn number(value: &GivenValue) -> Option<f64> {
    let number = match value {
        GivenValue::Number(number) => *number,
        GivenValue::Typed(text) | GivenValue::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// A length such as `10.5pt` or `2 cm`, in points.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let (unit, points) = UNITS.into_iter().find(|(unit, _)| text.ends_with(unit))?;
    let number: f64 = text[..text.len() - unit.len()].trim_end().parse().ok()?;
    let points = number * points;
    // Ten-thousandths of a point: finer than any printer, coarser than rounding errors. What would become
    // nothing stays what it is, to be shown.
    let rounded = (points * 1e4).round() / 1e4;
    points.is_finite().then_some(if rounded == 0.0 { points } else { rounded })
}

/// `#rgb`, `#rrggbb` or a name of [`COLORS`], as `#rrggbb` in lower case.
fn color(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let Some(digits) = text.strip_prefix('#') else {
        return COLORS.into_iter().find(|(name, _)| *name == text).map(|(_, rgb)| rgb.to_owned());
    };
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        3 => Some(
            digits.chars().fold("#".to_owned(), |rgb, digit| rgb + &digit.to_string().repeat(2)),
        ),
        6 => Some(text),
        _ => None,
    }
}

/// A paint in one spelling: a color or a name, and perhaps a share of it.
fn paint(text: &str) -> Option<String> {
    let (base, share) = match text.trim().rsplit_once(char::is_whitespace) {
        None => (text.trim(), None),
        Some((base, share)) => {
            let percent: f64 = share.strip_suffix('%')?.parse().ok()?;
            (base.trim(), Some(percent).filter(|percent| (0.0..=100.0).contains(percent)))
        }
    };
    let base = match base {
        "accent" | "ink" | "muted" => base.to_owned(),
        other => color(other)?,
    };
    match share {
        None if text.contains('%') => None,
        None => Some(base),
        Some(percent) => Some(format!("{base} {percent}%")),
    }
}

/// The color that a paint of [`accept`] is, as `#rrggbb`, given the colors that have names.
pub(super) fn mixed(paint: &str, colors: &BTreeMap<&str, String>) -> String {
    let (base, share) = paint.split_once(' ').unwrap_or((paint, "100%"));
    let color = colors.get(base).map_or(base, String::as_str);
    let share = share.trim_end_matches('%').parse().unwrap_or(100.0) / 100.0;
    let part = |at: usize| {
        let digits = color.get(at..at + 2).unwrap_or_default();
        let part = f64::from(u8::from_str_radix(digits, 16).unwrap_or_default());
        let mixed = (255.0 + (part - 255.0) * share).round().clamp(0.0, 255.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let byte = mixed as u8;
        byte
    };
    format!("#{:02x}{:02x}{:02x}", part(1), part(3), part(5))
}

fn list(value: &GivenValue) -> Option<Vec<String>> {
    match value {
        GivenValue::List(items) => Some(items.clone()),
        GivenValue::Text(item) => Some(vec![item.clone()]),
        GivenValue::Typed(items) => {
            let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
            Some(items.map(str::to_owned).collect())
        }
        GivenValue::Bool(_) | GivenValue::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LENGTH: Kind = Kind::Length { min: 0.0, max: f64::INFINITY };

    fn typed(kind: &Kind, text: &str) -> Result<OptionValue, String> {
        accept(kind, &GivenValue::Typed(text.to_owned())).map_err(|misfit| misfit.message)
    }

    #[test]
    fn a_typed_value_is_read_by_the_declared_kind() {
        assert_eq!(typed(&Kind::Bool, "on"), Ok(OptionValue::Bool(true)));
        assert_eq!(typed(&LENGTH, "1in"), Ok(OptionValue::Number(72.0)));
        assert_eq!(typed(&LENGTH, " 10.5 pt "), Ok(OptionValue::Number(10.5)));
        assert_eq!(typed(&Kind::Color, "#1AF"), Ok(OptionValue::Text("#11aaff".into())));
        assert_eq!(typed(&Kind::Color, "Teal"), Ok(OptionValue::Text("#008080".into())));
        assert_eq!(typed(&Kind::Text, "a, b"), Ok(OptionValue::Text("a, b".into())));
        assert_eq!(
            typed(&Kind::List, "a, b,"),
            Ok(OptionValue::List(vec!["a".into(), "b".into()]))
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(typed(&LENGTH, "-1pt").unwrap_err(), "must be at least `0pt`, found `-1pt`");
        let size = Kind::Length { min: 4.0, max: 40.0 };
        for (given, found) in [("1e9pt", "1e9pt"), ("1e-99pt", "1e-99pt"), ("1in", "72pt")] {
            let expected = format!("must be from `4pt` to `40pt`, found `{found}`");
            assert_eq!(typed(&size, given).unwrap_err(), expected);
        }
        assert!(typed(&size, "1e308in").is_err());
        assert!(typed(&LENGTH, "1e999pt").is_err());
        assert!(typed(&LENGTH, "NaNpt").is_err());
        assert!(typed(&Kind::Number { min: 0.0, max: 9.0 }, "inf").is_err());
        assert!(typed(&Kind::Color, "#12345").is_err());
        assert!(typed(&Kind::Color, "#12345g").is_err());
        assert!(accept(&Kind::Bool, &GivenValue::Text("perhaps".into())).is_err());
        assert!(accept(&Kind::Text, &GivenValue::List(vec![])).is_err());
    }

    #[test]
    fn a_hint_names_the_remedy() {
        let misfit = accept(&LENGTH, &GivenValue::Number(2.0)).unwrap_err();
        assert_eq!(misfit.hint.unwrap(), "say which unit: `2pt`, `2mm`, `2cm` or `2in`");
        let paper = Kind::Choice(vec!["a4".into(), "us-letter".into()]);
        let misfit = accept(&paper, &GivenValue::Text("us-leter".into())).unwrap_err();
        assert_eq!(misfit.message, "must be `a4` or `us-letter`, found `us-leter`");
        assert_eq!(misfit.hint.unwrap(), "did you mean `us-letter`");
    }
}
