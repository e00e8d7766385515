//! A date as a spreadsheet counts it: `43831`.
//!
//! Spreadsheets keep a date as the number of days since the end of 1899. Saved as text or CSV by a cell without
//! format, the number is what is left, and is printed.

use crate::calendar;
use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "serial-date";

/// The keys of dates.
const KEYS: [&str; 9] = [
    "startDate",
    "endDate",
    "date",
    "releaseDate",
    "start",
    "end",
    "validUntil",
    "expires",
    "birthDate",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (key, node, text) in subject.written_under() {
        if KEYS.contains(&key)
            && let Some(date) = serial(text.trim())
        {
            let message = format!("`{}` is a date as a spreadsheet counts it", text.trim());
            let problem = Diagnostic::warning(CODE, message).hint(format!("write `{date}`"));
            found.push(subject.at_node(node, &|_| None, problem));
        }
    }
}

/// The date of a number of days since 1899-12-30, from 1946 to 2064: `2020-01-01`.
fn serial(text: &str) -> Option<String> {
    let days = text.split('.').next().filter(|days| days.len() == 5)?;
    let days: i64 = days.parse().ok().filter(|days| (17_000..60_000).contains(days))?;
    let (year, month, day) = calendar::date(days - 25_569)?;
    Some(format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_spreadsheet_are_dates() {
        assert_eq!(serial("43831").as_deref(), Some("2020-01-01"));
        assert_eq!(serial("36526").as_deref(), Some("2000-01-01"));
        assert_eq!(serial("43890.5").as_deref(), Some("2020-02-29"));
        for text in ["2020", "20200101", "01234", "99999", "43831 days"] {
            assert_eq!(serial(text), None, "{text}");
        }
    }
}
