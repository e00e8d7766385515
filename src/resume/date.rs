//! Dates as people know them: a year, a month, a day, or words.

use super::decode::{Decode, Problems};
use super::node::Node;
use super::text::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::str::FromStr;

/// A date as written; what it means is found out by [`PartialDate`]'s `FromStr`, and free text
/// such as `Spring 2020` means itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Date(pub Text);

impl Decode for Date {
    const EXPECTED: &'static str = "a date, such as `2019`, `2019-03` or `present`, or a text";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        Text::decode(node, key, problems).map(Date)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Text>();
        json_schema!({
            "description": "`2019`, `2019-03`, `2019-03-01`, `present`, or words such as `Spring 2020`.",
            "anyOf": [text]
        })
    }
}

/// A date of which the month or the day may be unknown. Ordered by time, the less exact first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year, of the Gregorian calendar.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, one that the month has.
    pub day: Option<u8>,
}

/// Why a text is not a [`PartialDate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDate {
    /// It looks like a date, but the calendar has no such day.
    Impossible,
    /// It is something else.
    Words,
}

impl FromStr for PartialDate {
    type Err = NoDate;

    /// Reads `2019`, `2019-03`, `2019-3`, `2019/03`, `2019.03`, `2019-03-01`, and the date part of
    /// `2019-03-01T00:00:00Z`.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        let text = text.trim();
        let date = text.split_once(['T', 't']).map_or(text, |(date, _)| date);
        let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
        let digits = |part: &str, most: usize| {
            let fits = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| part.parse::<u16>().ok()).flatten().ok_or(NoDate::Words)
        };
        let small =
            |part: &str| digits(part, 2).and_then(|n| u8::try_from(n).map_err(|_| NoDate::Words));
        let (year, month, day) = match parts[..] {
            [year] => (year, None, None),
            [year, month] => (year, Some(small(month)?), None),
            [year, month, day] => (year, Some(small(month)?), Some(small(day)?)),
            _ => return Err(NoDate::Words),
        };
        if year.len() != 4 || (date.len() != text.len() && day.is_none()) {
            return Err(NoDate::Words);
        }
        let year = i32::from(digits(year, 4)?);
        let possible = month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=days_in_month(year, month.unwrap_or(1))).contains(&day));
        if possible { Ok(PartialDate { year, month, day }) } else { Err(NoDate::Impossible) }
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        let date = |year, month, day| Ok(PartialDate { year, month, day });
        for (text, expected) in [
            ("2019", date(2019, None, None)),
            ("2019-03", date(2019, Some(3), None)),
            ("2023-9-28", date(2023, Some(9), Some(28))),
            ("2020-02-29", date(2020, Some(2), Some(29))),
            ("2019-03-01T10:00:00Z", date(2019, Some(3), Some(1))),
            ("2019-02-29", Err(NoDate::Impossible)),
            ("2019-13", Err(NoDate::Impossible)),
            ("Spring 2020", Err(NoDate::Words)),
            ("20190", Err(NoDate::Words)),
            ("03-2019", Err(NoDate::Words)),
            ("２０１９", Err(NoDate::Words)),
        ] {
            assert_eq!(text.parse::<PartialDate>(), expected, "{text}");
        }
    }
}
