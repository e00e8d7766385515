//! Dates that only the language of the file tells, spelled out so that they mean the same everywhere: years of two
//! figures, years of the Persian calendar, a range within a year.

use super::{PartialDate, persian, range};
use crate::resume::LanguageTag;
use unicode_normalization::UnicodeNormalization;

/// The marks between the ends of a range, after NFKC.
const RANGE: [char; 8] = ['-', '–', '—', '―', '~', '〜', '−', '～'];

/// The same in Chinese.
const HAN: [char; 2] = ['至', '到'];

/// What is between two months of a year.
const BETWEEN: [&str; 16] = [
    "–", "—", "〜", "~", "−", "-", "至", "到", "から", " to ", " bis ", " à ", " a ", " al ",
    " do ", " по ",
];

/// `text` as it is to be read, if it is to be read otherwise than it is written; `language` is that of the text.
pub(crate) fn spelled(text: &str, language: Option<&LanguageTag>) -> Option<String> {
    if !text.chars().any(char::is_numeric) {
        return None;
    }
    let text: String = text.nfkc().map(figure).collect();
    let text = text.trim();
    let tag = language.map(LanguageTag::maximized);
    let is = |wanted: &str| tag.as_ref().is_some_and(|tag| tag.language() == wanted);
    if is("fa") {
        return persian_years(text);
    }
    let is_roc = is("zh") && tag.as_ref().is_some_and(|tag| tag.region() == Some("TW"));
    let has_long_year = text.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() > 2);
    let east = ["zh", "ko", "ja"].into_iter().find(|language| is(language));
    if let Some(language) = east.filter(|_| !has_long_year) {
        return in_parts(text, &|part| long_year(part, language, is_roc));
    }
    within_a_year(text)
}

/// The range of months in `text`, if only one of its ends tells the year: `2019年7月-9月`, `June – August 2019`.
fn within_a_year(text: &str) -> Option<String> {
    let month = |text: &str| {
        let date: PartialDate = text.parse().ok()?;
        date.month.filter(|_| date.day.is_none()).map(|month| (date.year, month))
    };
    let figures = |text: &str| {
        let number = text.trim_end_matches(['月', '份', '월']);
        let is_short =
            (1..=2).contains(&number.len()) && number.bytes().all(|c| c.is_ascii_digit());
        number.parse::<u8>().ok().filter(|month| is_short && (1..=12).contains(month))
    };
    let parts = BETWEEN.iter().flat_map(|mark| {
        text.match_indices(mark).map(|(at, mark)| (&text[..at], &text[at + mark.len()..], mark))
    });
    parts.into_iter().find_map(|(start, end, mark)| {
        // 2019-07-09 is a day, 2019.07-09 is none.
        if start.contains(mark) || end.contains(mark) {
            return None;
        }
        let (start, end) = (start.trim(), end.trim());
        let (year, first, last) = match (month(start), month(end)) {
            (Some((year, first)), None) => (year, first, figures(end)?),
            (None, Some((year, last))) if !start.contains(|c: char| c.is_ascii_digit()) => {
                (year, month(&format!("{start} {year}"))?.1, last)
            }
            (None, Some((year, last))) => (year, figures(start)?, last),
            _ => return None,
        };
        (first < last).then(|| format!("{year:04}-{first:02} – {year:04}-{last:02}"))
    })
}

/// Both ends of the range in `text`, or all of it, as `read` has them; `None` if it reads none of them.
fn in_parts(text: &str, read: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    if let Some(whole) = read(text) {
        return Some(whole);
    }
    let mut cuts =
        text.char_indices().filter(|(_, mark)| RANGE.contains(mark) || HAN.contains(mark));
    cuts.find_map(|(at, _)| {
        let start = read(text[..at].trim())?;
        let end = text[at..].trim_start_matches(RANGE).trim();
        let has_figures = end.chars().any(char::is_numeric);
        let end = if has_figures { read(end.trim_start_matches(HAN))? } else { end.to_owned() };
        Some(format!("{start} – {end}"))
    })
}

/// A date whose year has two figures, as `language` writes it, with one of four: `18年9月`, `18.09`, `18년 3월`.
/// A Japanese year without its era may be of either calendar, and is read only behind an apostrophe.
fn long_year(text: &str, language: &str, is_roc: bool) -> Option<String> {
    let short = text.strip_prefix(['\'', '’', '‘', 'ʼ']);
    if language == "ja" && short.is_none() {
        return None;
    }
    let text = short.unwrap_or(text);
    let (year, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let number: i32 = year.parse().ok().filter(|_| year.len() == 2)?;
    let year = match number {
        // 98年 in Taiwan: years of the republic.
        60.. if is_roc => number + 1911,
        50.. => number + 1900,
        _ => number + 2000,
    };
    let rest = rest.trim_start();
    let mark = rest.chars().next()?;
    let month = rest[mark.len_utf8()..].trim();
    // A year alone may be a number of years, and 3.5 is a version.
    let is_month = match mark {
        '年' | '년' => !month.is_empty(),
        '.' | '/' | '-' => month.len() == 2 && month.bytes().all(|c| c.is_ascii_digit()),
        _ => false,
    };
    let long = format!("{year}{rest}");
    (is_month && long.parse::<PartialDate>().is_ok()).then_some(long)
}

/// `text`, whose years are of the Persian calendar, with those of the Gregorian one.
fn persian_years(text: &str) -> Option<String> {
    let read = |text: &str| persian::read_figures(text).or_else(|| persian::read(text));
    let iso = |date: PartialDate| {
        let parts = [date.month, date.day].into_iter().flatten();
        parts.fold(format!("{:04}", date.year), |text, part| format!("{text}-{part:02}"))
    };
    if let Some(date) = read(text) {
        return Some(iso(date));
    }
    if let Some((start, end)) = range(text) {
        let start = read(start)?;
        let end = read(end).map_or(end.to_owned(), iso);
        return Some(format!("{} – {end}", iso(start)));
    }
    // از 1398: the word stays.
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let date = read(text[at..].trim()).filter(|_| !text[..at].trim().is_empty())?;
    Some(format!("{}{}", &text[..at], iso(date)))
}

/// How the years of a date are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Years {
    /// `2019`
    Gregorian,
    /// `1398`
    Persian,
    /// `令和元年`
    Japanese,
    /// `民國108年`
    Roc,
    /// `2562`
    Buddhist,
}

/// How the years of the date that `text` tells are counted in a resume in `language`; `None` if it has no year.
pub fn years(text: &str, language: &LanguageTag) -> Option<Years> {
    let text: String = text.chars().map(figure).collect();
    let numbers = || {
        let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
        parts.filter_map(|part| part.parse::<i32>().ok())
    };
    let has = |years: std::ops::Range<i32>| numbers().any(|year| years.contains(&year));
    let is_era = || {
        let eras = ["令和", "平成", "昭和", "R", "H", "S"];
        eras.iter().any(|era| text.starts_with(era)) && text.parse::<PartialDate>().is_ok()
    };
    match language.language() {
        "fa" if has(1280..1450) => Some(Years::Persian),
        "th" if has(2440..2640) => Some(Years::Buddhist),
        "ja" if is_era() => Some(Years::Japanese),
        "zh" if text.starts_with("民國") || text.starts_with("民国") => Some(Years::Roc),
        _ if has(1900..2200) => Some(Years::Gregorian),
        _ => None,
    }
}

/// `character`, if it is a figure of another script, as that of ASCII.
pub(crate) fn figure(character: char) -> char {
    // Zero of Arabic, Persian, Devanagari, Bengali and Thai.
    let zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
    let value = zeros
        .into_iter()
        .find_map(|zero| u32::from(character).checked_sub(zero).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_two_figures_are_those_of_the_language() {
        let read = |text: &str, language: &str| spelled(text, language.parse().ok().as_ref());
        for (text, language, expected) in [
            ("18年9月", "zh", Some("2018年9月")),
            ("98年9月", "zh", Some("1998年9月")),
            ("98年9月", "zh-TW", Some("2009年9月")),
            ("18年9月-20年5月", "zh", Some("2018年9月 – 2020年5月")),
            ("18年9月至今", "zh", Some("2018年9月 – 至今")),
            ("１８年９月", "zh", Some("2018年9月")),
            ("18年", "zh", None),
            ("2019年7月-9月", "zh", Some("2019-07 – 2019-09")),
            ("2019.07-09", "zh", Some("2019-07 – 2019-09")),
            ("2019년 7월 ~ 9월", "ko", Some("2019-07 – 2019-09")),
            ("June – August 2019", "en", Some("2019-06 – 2019-08")),
            ("von Juni bis August 2019", "de", Some("2019-06 – 2019-08")),
            ("juin à août 2019", "fr", Some("2019-06 – 2019-08")),
            ("03-06/2019", "de", Some("2019-03 – 2019-06")),
            ("2019-07-09", "zh", None),
            ("09-07-2019", "de", None),
            ("01.03.2019 - 05.04.2020", "de", None),
            ("2019 - 2020", "de", None),
            ("Spring 2020", "en", None),
            ("19.07-20.05", "zh", Some("2019.07 – 2020.05")),
            ("19/07 ~ 至今", "zh", Some("2019/07 – 至今")),
            ("18년 3월 ~ 20년 2월", "ko", Some("2018년 3월 – 2020년 2월")),
            ("'18.03 ~ '20.02", "ko", Some("2018.03 – 2020.02")),
            ("'18年4月", "ja", Some("2018年4月")),
            ("18年4月", "ja", None),
            ("18.09", "de", None),
            ("2018.09-2019.06", "zh", None),
            ("3.5", "zh", None),
            ("18.13", "zh", None),
            ("1402/05", "fa", Some("2023-08")),
            ("۱۴۰۲/۰۵", "fa", Some("2023-08")),
            ("1398 - 1402", "fa", Some("2019 – 2023")),
            ("از ۱۳۹۸", "fa", Some("از 2019")),
            ("2019-03", "fa", None),
            ("1402", "de", None),
        ] {
            assert_eq!(read(text, language).as_deref(), expected, "{text} {language}");
        }
    }
}
