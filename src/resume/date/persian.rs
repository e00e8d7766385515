//! Dates of the Persian calendar, as people in Iran and Afghanistan write them: `1402/05`, `مهر ۱۳۹۸`.
//!
//! A month of it begins about the 21st of one of the Gregorian calendar. Where no day is told, the month or the
//! year is that of its middle, so that a date that is printed by the same calendar is the one that was written.

use super::{PartialDate, figures};
use icu_calendar::cal::Persian;
use icu_calendar::{Date, Gregorian};

/// The months, spring first: in Iran, and in Afghanistan where that has another name.
const MONTHS: [[&str; 2]; 12] = [
    ["فروردین", "حمل"],
    ["اردیبهشت", "ثور"],
    ["خرداد", "جوزا"],
    ["تیر", "سرطان"],
    ["مرداد", "اسد"],
    ["شهریور", "سنبله"],
    ["مهر", "میزان"],
    ["آبان", "عقرب"],
    ["آذر", "قوس"],
    ["دی", "جدی"],
    ["بهمن", "دلو"],
    ["اسفند", "حوت"],
];

/// The years of the calendar in which people of today live.
const YEARS: std::ops::Range<i32> = 1280..1450;

/// The Gregorian date that `text` tells by the name of a Persian month and a year: `مهر 1398`, `15 مهر 1398`.
pub(super) fn read(text: &str) -> Option<PartialDate> {
    let text = text.replace('ي', "ی").replace("ماه", " ");
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let find = |word: &str| MONTHS.iter().position(|names| names.contains(&word));
    let month = words().find_map(find)?;
    let (mut year, mut day) = (None, None);
    for word in words().filter(|word| find(word).is_none() && *word != "سال") {
        let number: i32 = word.parse().ok()?;
        let part = if word.len() == 4 { &mut year } else { &mut day };
        part.replace(number).is_none().then_some(())?;
    }
    let day = day.map(u8::try_from).transpose().ok()?;
    gregorian(year?, u8::try_from(month + 1).ok(), day)
}

/// The Gregorian date that `text` tells in figures of the Persian calendar: `1402/05`, `1398`.
pub(super) fn read_figures(text: &str) -> Option<PartialDate> {
    let PartialDate { year, month, day } = figures(text)?;
    gregorian(year, month, day)
}

fn gregorian(year: i32, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
    if !YEARS.contains(&year) {
        return None;
    }
    let date = Date::try_new_persian(year, month.unwrap_or(5), day.unwrap_or(15)).ok()?;
    let date = date.to_calendar(Gregorian);
    Some(PartialDate {
        year: date.year().extended_year(),
        month: month.map(|_| date.month().ordinal),
        day: day.map(|_| date.day_of_month().0),
    })
}

/// Year, month and day of `date` in the Persian calendar, as exact as it is.
pub fn in_persian_years(date: PartialDate) -> Option<PartialDate> {
    let (month, day) = (date.month.unwrap_or(7), date.day.unwrap_or(15));
    let persian = Date::try_new_gregorian(date.year, month, day).ok()?.to_calendar(Persian);
    Some(PartialDate {
        year: persian.year().extended_year(),
        month: date.month.map(|_| persian.month().ordinal),
        day: date.day.map(|_| persian.day_of_month().0),
    })
}

/// What the month with `number`, 1 to 12, is called in Iran.
pub fn persian_month(number: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(number).checked_sub(1)?).map(|names| names[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_what_is_printed() {
        for year in 1330..1420 {
            let back = |month, day| {
                let date = gregorian(year, month, day).expect("a date");
                assert_eq!(in_persian_years(date), Some(PartialDate { year, month, day }));
            };
            back(None, None);
            for month in 1..=12 {
                back(Some(month), None);
                back(Some(month), Some(1));
                back(Some(month), Some(29));
            }
        }
    }

    #[test]
    fn months_are_known_by_their_names() {
        let date = |year, month, day| Some(PartialDate { year, month: Some(month), day });
        assert_eq!(read("مهر 1398"), date(2019, 10, None));
        assert_eq!(read("مهرماه 1398"), date(2019, 10, None));
        assert_eq!(read("15 مهر 1398"), date(2019, 10, Some(7)));
        assert_eq!(read_figures("1402/05"), date(2023, 8, None));
        assert_eq!(read_figures("1402/05/01"), date(2023, 7, Some(23)));
        assert_eq!(read("مهر 2019"), None);
        assert_eq!(read("مهر"), None);
    }
}
