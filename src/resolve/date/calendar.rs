//! Years as other calendars count them: Japanese eras, the Republic of China, the Buddhist era. Their months and days
//! are those of the Gregorian calendar.

use crate::document::OptionValue;
use crate::resume::PartialDate;

/// What the option `calendar` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::resolve) enum Calendar {
    /// `2024年3月`
    #[default]
    Gregorian,
    /// `令和6年3月`
    Japanese,
    /// `民國113年3月`
    Roc,
    /// `มี.ค. 2567`
    Buddhist,
}

/// The eras, newest first: their first day, in Japanese, in Latin letters, and the letter in figures.
const ERAS: [(i32, u8, u8, &str, &str, &str); 5] = [
    (2019, 5, 1, "令和", "Reiwa ", "R"),
    (1989, 1, 8, "平成", "Heisei ", "H"),
    (1926, 12, 25, "昭和", "Shōwa ", "S"),
    (1912, 7, 30, "大正", "Taishō ", "T"),
    (1868, 1, 25, "明治", "Meiji ", "M"),
];

impl Calendar {
    /// What the option says; Gregorian if there is no such option.
    pub(in crate::resolve) fn of(option: Option<&OptionValue>) -> Calendar {
        let Some(OptionValue::Text(text)) = option else { return Calendar::Gregorian };
        match text.as_str() {
            "japanese" => Calendar::Japanese,
            "roc" => Calendar::Roc,
            "buddhist" => Calendar::Buddhist,
            _ => Calendar::Gregorian,
        }
    }

    /// `text`, which tells `date` in `language`, with the year of this calendar in place of the Gregorian one.
    pub(super) fn printed(self, text: String, date: PartialDate, language: &str) -> String {
        let written = date.year.to_string();
        let is_bare = text == written;
        let is_figures = !is_bare && !text.contains(|c: char| c.is_alphabetic());
        let year = match (self, era(date)) {
            (Calendar::Japanese, Some((_, _, letter, year))) if is_figures => {
                format!("{letter}{year}")
            }
            (Calendar::Japanese, Some((name, _, _, 1))) if language == "ja" => format!("{name}元"),
            (Calendar::Japanese, Some((name, _, _, year))) if language == "ja" => {
                format!("{name}{year}")
            }
            (Calendar::Japanese, Some((_, latin, _, year))) => format!("{latin}{year}"),
            (Calendar::Roc, _) if date.year > 1911 => {
                let year = date.year - 1911;
                if language == "zh" && !is_figures {
                    format!("民國{year}")
                } else {
                    year.to_string()
                }
            }
            (Calendar::Buddhist, _) => (date.year + 543).to_string(),
            _ => return text,
        };
        // A year of an era is not told without its unit.
        let has_unit = is_bare && matches!(language, "ja" | "zh") && self != Calendar::Buddhist;
        text.replacen(&written, &year, 1) + if has_unit { "年" } else { "" }
    }
}

/// The era of `date`, and which of its years it is. Of a year alone the era in which it ended.
fn era(date: PartialDate) -> Option<(&'static str, &'static str, &'static str, i32)> {
    let day = (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
    let found = ERAS.iter().find(|(year, month, first, ..)| day >= (*year, *month, *first))?;
    let (begin, _, _, name, latin, letter) = *found;
    Some((name, latin, letter, date.year - begin + 1))
}
