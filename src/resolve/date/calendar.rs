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
        let is_figures = !text.contains(|c: char| c.is_alphabetic());
        let is_bare = text == written;
        let year = match self {
            Calendar::Gregorian => return text,
            Calendar::Japanese => match era(date) {
                Some((name, latin, letter, year)) => {
                    let is_own = language == "ja";
                    let name = if is_figures && !is_bare {
                        letter
                    } else if is_own {
                        name
                    } else {
                        latin
                    };
                    let is_first = year == 1 && is_own && !(is_figures && !is_bare);
                    if is_first { format!("{name}元") } else { format!("{name}{year}") }
                }
                None => return text,
            },
            Calendar::Roc if date.year > 1911 => {
                let year = date.year - 1911;
                let is_own = language == "zh" && (!is_figures || is_bare);
                if is_own { format!("民國{year}") } else { year.to_string() }
            }
            Calendar::Roc => return text,
            Calendar::Buddhist => (date.year + 543).to_string(),
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
