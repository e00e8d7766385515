//! Dates as Chinese, Japanese and Koreans write them: `2018年4月1日`, `二〇一八年`, `令和6年3月`, `R6.3`,
//! `民國107年9月`, `2018년 3월`.

use super::PartialDate;

/// The years of an era begin with 1: the year before it, by its name and its letter.
const ERAS: &[(&str, i32)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("R", 2018),
    ("H", 1988),
    ("S", 1925),
    ("中華民國", 1911),
    ("中华民国", 1911),
    ("民國", 1911),
    ("民国", 1911),
];

/// What may be before a year of the Gregorian calendar.
const COMMON_ERA: &[&str] = &["西元", "公元", "西暦"];

/// The date that `text`, whose digits are ASCII or Han, tells; `None` if it is none. Whether there is such a
/// day is for the caller to see.
pub(super) fn read(text: &str) -> Option<PartialDate> {
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let era =
        ERAS.iter().find_map(|(name, before)| Some((text.strip_prefix(name)?, *name, *before)));
    let common = COMMON_ERA.iter().find_map(|name| text.strip_prefix(name));
    let (rest, offset) = match (era, common) {
        (Some((rest, _, before)), _) => (rest, Some(before)),
        (None, Some(rest)) => (rest, None),
        (None, None) => (&text[..], None),
    };
    let is_letter = era.is_some_and(|(_, name, _)| name.is_ascii());
    let (year, rest, has_unit) = number(rest, &['年', '년'], offset.is_some())?;
    let is_apart = is_letter && rest.starts_with(['.', '/', '-']);
    if !(has_unit || is_apart) {
        return None;
    }
    let year = match (offset, year.to_string().len()) {
        (Some(before), 1..=3) => before + i32::from(year),
        // Only the years of the Republic of China have three digits.
        (None, 3) => 1911 + i32::from(year),
        (None, 4) => i32::from(year),
        _ => return None,
    };
    let mut date = PartialDate { year, month: None, day: None };
    if rest.is_empty() {
        return Some(date);
    }
    let rest = if has_unit { rest } else { &rest[1..] };
    let (month, rest, has_unit) = number(rest, &['月', '월'], false)?;
    date.month = Some(u8::try_from(month).ok()?);
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    if rest.is_empty() {
        return (has_unit || is_letter).then_some(date);
    }
    let rest = if has_unit { rest } else { rest.strip_prefix(['.', '/', '-'])? };
    let (day, rest, has_unit) = number(rest, &['日', '号', '號', '일'], false)?;
    date.day = Some(u8::try_from(day).ok()?);
    (rest.is_empty() && (has_unit || is_letter)).then_some(date)
}

/// The number that `text` begins with, what is behind it and behind its unit, and whether it has one of `units`.
/// The first year of an era is 元.
fn number<'t>(text: &'t str, units: &[char], may_be_first: bool) -> Option<(u16, &'t str, bool)> {
    let end = text.find(|c| digit(c).is_none() && c != '十').unwrap_or(text.len());
    let (written, rest) = text.split_at(end);
    let (value, rest) = match rest.strip_prefix('元') {
        Some(rest) if may_be_first && written.is_empty() => (1, rest),
        _ => (value(written)?, rest),
    };
    let behind = rest.strip_prefix(units);
    Some((value, behind.unwrap_or(rest), behind.is_some()))
}

/// The value of digits one behind the other, or of Han up to 99: 二〇一八, 十二, 二十八.
fn value(written: &str) -> Option<u16> {
    let digits = |text: &str| -> Option<u16> {
        if text.is_empty() || text.chars().count() > 4 {
            return None;
        }
        text.chars().try_fold(0_u16, |sum, character| Some(sum * 10 + digit(character)?))
    };
    let Some((tens, ones)) = written.split_once('十') else { return digits(written) };
    let part = |text: &str, empty| if text.is_empty() { Some(empty) } else { digits(text) };
    Some(part(tens, 1)? * 10 + part(ones, 0)?)
}

fn digit(character: char) -> Option<u16> {
    let han = "〇一二三四五六七八九".chars().zip(0..).find(|(han, _)| *han == character);
    let value = character.to_digit(10).and_then(|digit| u16::try_from(digit).ok());
    value.or(han.map(|(_, value)| value)).or((character == '零' || character == '○').then_some(0))
}
