//! Years as other calendars count them: Japanese eras, the Republic of China, the Buddhist era, whose months and days
//! are those of the Gregorian calendar; and the Persian calendar, whose are its own.

use crate::document::OptionValue;
use crate::resume::{
    LanguageTag, Node, PartialDate, Value, Years, in_persian_years, persian_month, years,
};

/// The fields of an entry that say when it was.
const DATES: &[&str] = &["startDate", "endDate", "date", "releaseDate"];

/// How years are counted on the page of a resume in `language`: as the option says; or as its tag asks
/// for; or as most dates of `tree` are written, if these are of a calendar of the language's own.
pub(in crate::resolve) fn calendar(
    option: Option<&OptionValue>,
    language: &LanguageTag,
    tree: &Node,
) -> Years {
    let asked = if let Some(OptionValue::Text(text)) = option { text.as_str() } else { "auto" };
    match asked {
        "gregorian" => Years::Gregorian,
        "japanese" => Years::Japanese,
        "roc" => Years::Roc,
        "buddhist" => Years::Buddhist,
        "persian" => Years::Persian,
        _ => language.years().unwrap_or_else(|| mostly(language, tree)),
    }
}

/// How the years of most dates in `tree` are counted.
fn mostly(language: &LanguageTag, tree: &Node) -> Years {
    fn count(node: &Node, language: &LanguageTag, counts: &mut [(Years, usize)]) {
        match &node.value {
            Value::Map(entries) => {
                for (key, node) in entries {
                    let date = node.scalar().filter(|_| DATES.contains(&key.text.as_str()));
                    let found = date.and_then(|date| years(date, language));
                    if let Some((_, count)) = counts.iter_mut().find(|it| Some(it.0) == found) {
                        *count += 1;
                    }
                    count(node, language, counts);
                }
            }
            Value::List(items) => items.iter().for_each(|item| count(item, language, counts)),
            _ => {}
        }
    }
    let own = match language.language() {
        "fa" => Years::Persian,
        "ja" => Years::Japanese,
        "th" => Years::Buddhist,
        "zh" => Years::Roc,
        _ => return Years::Gregorian,
    };
    let mut counts = [(Years::Gregorian, 0), (own, 0)];
    count(tree, language, &mut counts);
    if counts[1].1 > counts[0].1 { own } else { Years::Gregorian }
}

/// The eras, newest first: their first day, in Japanese, in Latin letters, and the letter in figures.
const ERAS: [(i32, u8, u8, &str, &str, &str); 5] = [
    (2019, 5, 1, "令和", "Reiwa ", "R"),
    (1989, 1, 8, "平成", "Heisei ", "H"),
    (1926, 12, 25, "昭和", "Shōwa ", "S"),
    (1912, 7, 30, "大正", "Taishō ", "T"),
    (1868, 1, 25, "明治", "Meiji ", "M"),
];

/// `text`, which tells `date` in `language`, with the year of the calendar in place of the Gregorian one.
pub(super) fn printed(calendar: Years, text: String, date: PartialDate, language: &str) -> String {
    let written = date.year.to_string();
    let is_bare = text == written;
    let is_figures = !is_bare && !text.contains(|c: char| c.is_alphabetic());
    let year = match (calendar, era(date)) {
        (Years::Japanese, Some((_, _, letter, year))) if is_figures => {
            format!("{letter}{year}")
        }
        (Years::Japanese, Some((name, _, _, 1))) if language == "ja" => format!("{name}元"),
        (Years::Japanese, Some((name, _, _, year))) if language == "ja" => {
            format!("{name}{year}")
        }
        (Years::Japanese, Some((_, latin, _, year))) => format!("{latin}{year}"),
        (Years::Roc, _) if date.year > 1911 => {
            let year = date.year - 1911;
            if language == "zh" && !is_figures { format!("民國{year}") } else { year.to_string() }
        }
        (Years::Buddhist, _) => (date.year + 543).to_string(),
        (Years::Persian, _) if language == "fa" => {
            return persian(date, is_figures).unwrap_or(text);
        }
        _ => return text,
    };
    // A year of an era is not told without its unit.
    let has_unit = is_bare && matches!(language, "ja" | "zh") && calendar != Years::Buddhist;
    text.replacen(&written, &year, 1) + if has_unit { "年" } else { "" }
}

/// `date` in the Persian calendar: `مهر 1398`, in figures `1398/07`.
fn persian(date: PartialDate, is_figures: bool) -> Option<String> {
    let PartialDate { year, month, day } = in_persian_years(date)?;
    let Some(month) = month else { return Some(year.to_string()) };
    if is_figures {
        let day = day.map_or_else(String::new, |day| format!("/{day:02}"));
        return Some(format!("{year}/{month:02}{day}"));
    }
    let day = day.map_or_else(String::new, |day| format!("{day} "));
    Some(format!("{day}{} {year}", persian_month(month)?))
}

/// The year alone of `date` in `calendar`, as a date of the Gregorian one.
pub(super) fn year_alone(calendar: Years, date: PartialDate) -> PartialDate {
    let persian = in_persian_years(date).filter(|_| calendar == Years::Persian);
    // Most of a Persian year is in the Gregorian year that is 621 more.
    let year = persian.map_or(date.year, |date| date.year + 621);
    PartialDate { year, month: None, day: None }
}

/// The era of `date`, and which of its years it is. Of a year alone the era in which it ended.
fn era(date: PartialDate) -> Option<(&'static str, &'static str, &'static str, i32)> {
    let day = (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
    let found = ERAS.iter().find(|(year, month, first, ..)| day >= (*year, *month, *first))?;
    let (begin, _, _, name, latin, letter) = *found;
    Some((name, latin, letter, date.year - begin + 1))
}
