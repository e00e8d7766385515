//! Days of the Gregorian calendar as a number: how many have passed since 1970-01-01.

use icu_calendar::{Date, Gregorian};

/// The number of a day; `None` if there is no such day.
pub(crate) fn number(year: i32, month: u8, day: u8) -> Option<i64> {
    let date = Date::try_new_gregorian(year, month, day).ok()?;
    Some(date.to_rata_die() - first()?.to_rata_die())
}

/// Year, month and day of a number; `None` outside the years 0 to 9999.
pub(crate) fn date(number: i64) -> Option<(i32, u8, u8)> {
    // A little more than the years that are taken, so that the calendar is never asked beyond its own.
    let number = Some(number).filter(|number| (-1_000_000..4_000_000).contains(number))?;
    let date = Date::from_rata_die(first()?.to_rata_die() + number, Gregorian);
    let year = Some(date.year().extended_year()).filter(|year| (0..=9999).contains(year))?;
    Some((year, date.month().ordinal, date.day_of_month().0))
}

fn first() -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(1970, 1, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        assert_eq!(date(0), Some((1970, 1, 1)));
        assert_eq!(date(-1), Some((1969, 12, 31)));
        assert_eq!(date(19_782), Some((2024, 2, 29)));
        assert_eq!(date(11_016), Some((2000, 2, 29)));
        assert_eq!(date(i64::MAX), None);
        assert_eq!(number(2024, 2, 29), Some(19_782));
        assert_eq!(number(2023, 2, 29), None);
        for day in [number(0, 1, 1), number(9999, 12, 31)].into_iter().flatten() {
            assert!(date(day).is_some(), "{day}");
        }
    }
}
