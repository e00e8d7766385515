//! Dates as people know them: a year, a month, a day, or words.

mod east_asian;
mod persian;
mod reach;
mod spelled;
mod words;

pub use persian::{in_persian_years, persian_month};
pub use reach::{Reach, has_two_ends, range};
pub use spelled::{Years, years};
pub(crate) use spelled::{figure, spelled};

use super::decode::{Decode, Problems};
use super::node::{Node, Value};
use super::text::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// A date as written; what it means is found out by [`PartialDate`]'s `FromStr`, and free text
/// such as `Spring 2020` means itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Date(pub Text);

impl Decode for Date {
    const EXPECTED: &'static str = "a date, such as `2019`, `2019-03` or `present`, or a text";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        let mut text = Text::decode(&parts(node), key, problems)?;
        let own = problems.written_in.as_ref();
        for (language, spanned) in &mut text.variants {
            if let Some(long) = spelled(&spanned.text, language.as_ref().or(own)) {
                spanned.text = long;
            }
        }
        Some(Date(text))
    }
}

/// `node`, or the date that its parts are: `{year: 2019, month: 3}`.
fn parts(node: &Node) -> Cow<'_, Node> {
    let part = |name: &str| {
        let text = node.field(name)?.scalar()?.trim();
        Some((text, text.parse::<u16>().ok()?))
    };
    let Some((year, _)) = part("year") else { return Cow::Borrowed(node) };
    let smaller = |name: &str| part(name).map(|(_, number)| format!("-{number:02}"));
    let month = smaller("month");
    let day = smaller("day").filter(|_| month.is_some());
    let text = format!("{year}{}{}", month.unwrap_or_default(), day.unwrap_or_default());
    Cow::Owned(Node { value: Value::Text(text), span: node.span })
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
#[non_exhaustive]
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
#[non_exhaustive]
pub enum NoDate {
    /// It looks like a date, but the calendar has no such day.
    Impossible,
    /// It is something else.
    Words,
}

impl FromStr for PartialDate {
    type Err = NoDate;

    /// Reads `2019`, `2019-03`, `2019-3`, `2019/03`, `2019.03`, `2019-03-01`, `03/2019`, `01.03.2019`, the date
    /// part of `2019-03-01T00:00:00Z`, these in full-width figures, what East Asians write (`2018年4月`, `令和6年3月`,
    /// `2018년 3월`), and any of these behind a word such as `since` or before one such as `起`.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        PartialDate::with_reach(text).map(|(date, _)| date)
    }
}

/// `text`, if it is a season of a year in some language, as `language` has it: `Summer 2019` → `Sommer 2019`.
pub fn season(text: &str, language: &str) -> Option<String> {
    let text: String = text.nfkc().collect();
    let (year, season) = words::season(text.trim())?;
    if words::season_in(text.trim(), language).is_some() {
        return Some(text);
    }
    let name = words::season_name(language, season)?;
    Some(match language {
        "zh" | "ja" => format!("{year}年{name}"),
        "ko" => format!("{year}년 {name}"),
        _ => format!("{name} {year}"),
    })
}

impl PartialDate {
    /// As `from_str`, and whether something began then or ended then.
    pub fn with_reach(text: &str) -> Result<(Self, Reach), NoDate> {
        let text: String = text.nfkc().map(spelled::figure).collect();
        let text = text.trim();
        let read = |text: &str| {
            let date = figures(text)
                .or_else(|| east_asian::read(text))
                .or_else(|| persian::read(text))
                .or_else(|| words::read(text))
                .map(without_buddhist_years)
                .ok_or(NoDate::Words)?;
            if date.is_possible() { Ok(date) } else { Err(NoDate::Impossible) }
        };
        if let Err(NoDate::Words) = read(text)
            && let (reach @ (Reach::Since | Reach::Until), rest) = reach::split(text)
        {
            return read(rest).map(|date| (date, reach));
        }
        read(text).map(|date| (date, Reach::At))
    }

    /// Whether the calendar has the day.
    fn is_possible(self) -> bool {
        let PartialDate { year, month, day } = self;
        month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=days_in_month(year, month.unwrap_or(1))).contains(&day))
    }
}

/// `date` in the Gregorian calendar, where its year is of the Buddhist era, 543 more: nobody has yet lived in 2500.
fn without_buddhist_years(date: PartialDate) -> PartialDate {
    let is_buddhist = (2440..2640).contains(&date.year);
    PartialDate { year: date.year - if is_buddhist { 543 } else { 0 }, ..date }
}

/// The date that `text` tells in figures, whether there is such a day or not.
fn figures(text: &str) -> Option<PartialDate> {
    let is_time = |rest: &str| {
        rest.trim_start().as_bytes().first_chunk::<3>().is_some_and(|[hour, second, third]| {
            hour.is_ascii_digit() && (*second == b':' || second.is_ascii_digit() && *third == b':')
        })
    };
    let date = match text.split_once(['T', 't']) {
        Some((date, _)) => date,
        None => {
            text.split_once(' ').filter(|(_, rest)| is_time(rest)).map_or(text, |(date, _)| date)
        }
    };
    // Koreans, Hungarians and Croats write a stop behind the last figure, too: `2019. 6. 30.`
    let date = date.strip_suffix('.').map_or(date, str::trim_end);
    let parts: Vec<&str> = date.split(['-', '/', '.']).map(str::trim).collect();
    let digits = |part: &str, most: usize| {
        let fits = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<u16>().ok()).flatten()
    };
    let small = |part: &str| digits(part, 2).and_then(|n| u8::try_from(n).ok());
    let (year, month, day) = match parts[..] {
        [together] if together.len() == 8 || together.len() == 6 => return together_read(together),
        [year] => (year, None, None),
        [month, year] if year.len() == 4 => (year, Some(small(month)?), None),
        // A school year: `2018/19`.
        [year, next] if is_next_year(year, next) && small(next) > Some(12) => return None,
        [year, month] => (year, Some(small(month)?), None),
        // With strokes, the month is the first in some countries: which it is shows above twelve.
        [first, second, year] if year.len() == 4 && !date.contains('.') => {
            match (small(first)?, small(second)?) {
                (day @ 13.., month @ 1..=12) | (month @ 1..=12, day @ 13..) => {
                    (year, Some(month), Some(day))
                }
                (day, month) if day == month => (year, Some(month), Some(day)),
                _ => return None,
            }
        }
        [day, month, year] if year.len() == 4 => (year, Some(small(month)?), Some(small(day)?)),
        [year, month, day] => (year, Some(small(month)?), Some(small(day)?)),
        _ => return None,
    };
    let is_cut = date.len() != text.trim_end_matches(['.', ' ']).len();
    if is_cut && day.is_none() {
        return None;
    }
    let short = year.strip_prefix(['\'', '’', '‘', 'ʼ']).filter(|year| year.len() == 2);
    let year = match (short, year.len()) {
        // '18.03, as Koreans shorten it.
        (Some(year), _) if month.is_some() => {
            i32::from(digits(year, 2)?) + if year < "50" { 2000 } else { 1900 }
        }
        // Only the years of the Republic of China have three digits: 107/09.
        (None, 3) if month.is_some() && year.starts_with('1') => 1911 + i32::from(digits(year, 3)?),
        (None, 4) => i32::from(digits(year, 4)?),
        _ => return None,
    };
    Some(PartialDate { year, month, day })
}

/// The date of figures one behind the other, `20190430` or `201904`, if there is such a day.
fn together_read(figures: &str) -> Option<PartialDate> {
    let part = |range: std::ops::Range<usize>| figures.get(range)?.parse::<u16>().ok();
    let small = |range| part(range).and_then(|number| u8::try_from(number).ok());
    let year = part(0..4).filter(|year| (1900..2100).contains(year))?;
    let day = if figures.len() == 8 { Some(small(6..8)?) } else { None };
    let date = PartialDate { year: i32::from(year), month: Some(small(4..6)?), day };
    (figures.bytes().all(|byte| byte.is_ascii_digit()) && date.is_possible()).then_some(date)
}

/// Whether `next`, of two digits, is the year behind `year`.
fn is_next_year(year: &str, next: &str) -> bool {
    let value = |text: &str| text.parse::<u16>().ok();
    next.len() == 2
        && value(year).zip(value(next)).is_some_and(|(year, next)| (year + 1) % 100 == next)
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
            ("03-2019", date(2019, Some(3), None)),
            ("03/2019", date(2019, Some(3), None)),
            ("01.03.2019", date(2019, Some(3), Some(1))),
            ("13/2019", Err(NoDate::Impossible)),
            ("2018/19", Err(NoDate::Words)),
            ("2019-04-30 12:00:00", date(2019, Some(4), Some(30))),
            ("2019-04-30 9:00", date(2019, Some(4), Some(30))),
            ("2019-04-30T00:00:00.000Z", date(2019, Some(4), Some(30))),
            ("20190430", date(2019, Some(4), Some(30))),
            ("201904", date(2019, Some(4), None)),
            ("30/04/2019", date(2019, Some(4), Some(30))),
            ("04/30/2019", date(2019, Some(4), Some(30))),
            ("01/03/2019", Err(NoDate::Words)),
            ("12345678", Err(NoDate::Words)),
            ("Sept. 2019", date(2019, Some(9), None)),
            ("since Jan 2019", date(2019, Some(1), None)),
            ("2019. 6. 30.", date(2019, Some(6), Some(30))),
            ("2019. 6.", date(2019, Some(6), None)),
            ("2019.", date(2019, None, None)),
            ("'18.03", date(2018, Some(3), None)),
            ("’99. 12.", date(1999, Some(12), None)),
            ("'18", Err(NoDate::Words)),
            ("107/09", date(2018, Some(9), None)),
            ("107.9.28", date(2018, Some(9), Some(28))),
            ("207/09", Err(NoDate::Words)),
            ("192.168", Err(NoDate::Words)),
        ] {
            assert_eq!(text.parse::<PartialDate>(), expected, "{text}");
        }
    }

    #[test]
    fn dates_of_east_asia_are_read() {
        let date = |year, month, day| Ok(PartialDate { year, month, day });
        for (text, expected) in [
            ("2018年", date(2018, None, None)),
            ("2018年4月", date(2018, Some(4), None)),
            ("2018 年 4 月 1 日", date(2018, Some(4), Some(1))),
            ("2018年9月份", date(2018, Some(9), None)),
            ("２０１８年４月", date(2018, Some(4), None)),
            ("２０１９－０３", date(2019, Some(3), None)),
            ("二〇一八年四月", date(2018, Some(4), None)),
            ("二零二一年十二月二十八日", date(2021, Some(12), Some(28))),
            ("2018년 3월", date(2018, Some(3), None)),
            ("2018년3월5일", date(2018, Some(3), Some(5))),
            ("令和6年3月", date(2024, Some(3), None)),
            ("令和元年", date(2019, None, None)),
            ("平成三十一年四月", date(2019, Some(4), None)),
            ("㍻31年4月", date(2019, Some(4), None)),
            ("昭和63年", date(1988, None, None)),
            ("R6.3", date(2024, Some(3), None)),
            ("H31/4/1", date(2019, Some(4), Some(1))),
            ("民國107年9月", date(2018, Some(9), None)),
            ("107年9月", date(2018, Some(9), None)),
            ("西元2018年", date(2018, None, None)),
            ("2018年13月", Err(NoDate::Impossible)),
            ("18年9月", Err(NoDate::Words)),
            ("R6", Err(NoDate::Words)),
            ("S3.5 buckets", Err(NoDate::Words)),
            ("2018年春", Err(NoDate::Words)),
        ] {
            assert_eq!(text.parse::<PartialDate>(), expected, "{text}");
        }
    }

    #[test]
    fn words_say_how_far_a_date_reaches() {
        let date = |year, month| PartialDate { year, month, day: None };
        for (text, month) in [
            ("seit 03/2019", Some(3)),
            ("Seit 2019", None),
            ("ab dem 03.2019", Some(3)),
            ("depuis 2019", None),
            ("à partir de 2019", None),
            ("desde 03/2019", Some(3)),
            ("dal 2019", None),
            ("sinds 2019", None),
            ("od 03.2019", Some(3)),
            ("С 2019", None),
            ("з 2019", None),
            ("2019'dan beri", None),
            ("2019’den itibaren", None),
            ("từ 03/2019", Some(3)),
            ("2019年3月起", Some(3)),
            ("自2019年3月", Some(3)),
            ("2019年3月より", Some(3)),
            ("2019년 3월부터", Some(3)),
            ("2019 óta", None),
            ("自2019年3月起", Some(3)),
            ("από το 2019", None),
            ("sejak Maret 2019", Some(3)),
            ("с марта 2019 г.", Some(3)),
            ("с 2019 года", None),
            ("od roku 2019", None),
            ("din anul 2019", None),
            ("2019tik", None),
            ("2019. aastast", None),
            ("që nga viti 2019", None),
            ("síðan 2019", None),
            ("מ-03/2019", Some(3)),
            ("sidan mars 2019", Some(3)),
            ("από Μάρτιο 2019", Some(3)),
            ("từ tháng 3 năm 2019", Some(3)),
        ] {
            let expected = Ok((date(2019, month), Reach::Since));
            assert_eq!(PartialDate::with_reach(text), expected, "{text}");
        }
        for text in [
            "bis 2019",
            "until 2019",
            "jusqu’en 2019",
            "至2019年",
            "2019年まで",
            "2019년까지",
            "do 2019",
        ] {
            let expected = Ok((date(2019, None), Reach::Until));
            assert_eq!(PartialDate::with_reach(text), expected, "{text}");
        }
        for (text, reach) in
            [("2019 -", Reach::Since), ("2019–", Reach::Since), ("– 2019", Reach::Until)]
        {
            assert_eq!(PartialDate::with_reach(text), Ok((date(2019, None), reach)), "{text}");
        }
        assert_eq!("Absolvent 2019".parse::<PartialDate>(), Err(NoDate::Words));
    }

    #[test]
    fn one_text_may_have_both_ends() {
        for (text, expected) in [
            ("2018年9月至2019年6月", Some(("2018年9月", "2019年6月"))),
            ("2018年9月至今", Some(("2018年9月", "至今"))),
            ("2018.09-至今", Some(("2018.09", "至今"))),
            ("2015.09-2019.06", Some(("2015.09", "2019.06"))),
            ("平成30年4月〜現在", Some(("平成30年4月", "現在"))),
            ("2018년 3월 ~ 현재", Some(("2018년 3월", "현재"))),
            ("2018 - 2019", Some(("2018", "2019"))),
            ("2019-03 - 2020-04", Some(("2019-03", "2020-04"))),
            ("2019-10-2020", Some(("2019-10", "2020"))),
            ("03/2018 bis heute", Some(("03/2018", "heute"))),
            ("2019-03/2020-04", Some(("2019-03", "2020-04"))),
            ("2019-03/present", Some(("2019-03", "present"))),
            ("de 2019 à 2020", Some(("2019", "2020"))),
            ("van 2019 tot heden", Some(("2019", "heden"))),
            ("2018–", None),
            ("2019-03-01", None),
            ("2018/2019", None),
            ("Spring 2020", None),
        ] {
            assert_eq!(range(text), expected, "{text}");
        }
        for text in [
            "2018–19",
            "WS 2018/19",
            "1999/00",
            "Spring 2018 to Fall 2019",
            "Jan 2019 - now (3 years)",
            "2018 – ?",
        ] {
            assert!(has_two_ends(text), "{text}");
        }
        for text in ["2018-13", "Q3 2019", "c. 2019", "around 3/4 of 2019", "2018年春"] {
            assert!(!has_two_ends(text), "{text}");
        }
    }
}
