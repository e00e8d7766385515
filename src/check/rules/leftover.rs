//! What a spreadsheet, a form or a template left behind.
//!
//! `nan`, `N/A`, `#REF!` and `1.38E+10` are what programs write where there is nothing, or where a telephone
//! number was taken for a figure; `{{name}}`, `[Your Name]` and `Lorem ipsum` are what nobody filled in. They
//! are printed as they are, and whoever reads them knows how the resume was made.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;
use std::ops::Range;

pub(super) const CODE: &str = "leftover";

/// Whole texts that mean that there is nothing.
const NOTHING: [&str; 26] = [
    "nan",
    "NaN",
    "NAN",
    "null",
    "NULL",
    "Null",
    "None",
    "none",
    "nil",
    "undefined",
    "N/A",
    "n/a",
    "N.A.",
    "n.a.",
    "NaT",
    "<NA>",
    "TBD",
    "TBA",
    "-NaN",
    "TODO",
    "Todo",
    "FIXME",
    "xxx",
    "XXX",
    "(null)",
    "[]",
];

/// Parts of texts that no person writes.
const PARTS: [&str; 33] = [
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#N/A",
    "#BEZUG!",
    "#WERT!",
    "#NOM?",
    "#¡REF!",
    "#¿NOMBRE?",
    "[object Object]",
    "Lorem ipsum",
    "lorem ipsum",
    "{{",
    "[Your ",
    "[your ",
    "[Insert ",
    "[insert ",
    "[Company",
    "<Your ",
    "<your ",
    "<Insert ",
    "<insert ",
    "请输入",
    "请填写",
    "待填写",
    "待补充",
    "点击此处",
    "TODO:",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (node, text) in subject.written() {
        if let Some(place) = leftover(text) {
            let what = crate::check::facts::shorten(&text[place]);
            let message = if is_figure(&what) {
                format!("`{what}` is a number as a spreadsheet shortens it")
            } else {
                format!("`{what}` was left behind by a program, a form or a template")
            };
            let hint = if is_figure(&what) {
                "format the column as text, and write all digits"
            } else {
                "write what is meant, or leave it out"
            };
            found.push(subject.at_node(
                node,
                &leftover,
                Diagnostic::warning(CODE, message).hint(hint),
            ));
        }
    }
}

/// Whether `text` is a word in angle brackets, as templates have it where a value goes: `<company>`.
fn is_blank_form(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    inner.is_some_and(|inner| {
        inner.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '-'))
            && inner.chars().count() > 2
    })
}

fn leftover(text: &str) -> Option<Range<usize>> {
    let trimmed = text.trim();
    let whole = || {
        let start = text.len() - text.trim_start().len();
        start..start + trimmed.len()
    };
    if NOTHING.contains(&trimmed)
        || is_figure(trimmed)
        || is_run_of_hashes(trimmed)
        || is_blank_form(trimmed)
    {
        return Some(whole());
    }
    // Code is what people may well write of such things.
    let is_code = |at: usize| text[..at].matches('`').count() % 2 == 1;
    let found = PARTS.iter().filter_map(|part| Some((text.find(part)?, part.len())));
    let found = found.filter(|(at, _)| !is_code(*at)).min_by_key(|(at, _)| *at);
    let found = found.or_else(|| number(text)).filter(|(at, _)| !is_code(*at));
    found.map(|(start, length)| {
        let rest = &text[start..];
        let end = match rest.get(..1).unwrap_or_default() {
            "{" => rest.find("}}").map_or(length, |end| end + 2),
            "[" => rest.find(']').map_or(length, |end| end + 1),
            "<" => rest.find('>').map_or(length, |end| end + 1),
            _ => length,
        };
        start..start + end
    })
}

/// Where a number as spreadsheets shorten it is within `text`, and how long it is: ten figures or more, as telephone and
/// account numbers have.
fn number(text: &str) -> Option<(usize, usize)> {
    let words =
        text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '.', ';', ':']));
    let is_long = |word: &&str| {
        let exponent = word.split_once("E+").and_then(|(_, exponent)| exponent.parse::<u8>().ok());
        is_figure(word)
            && word.contains(['.', ','])
            && exponent.is_some_and(|exponent| exponent > 8)
    };
    let word = words.into_iter().find(is_long)?;
    text.find(word).map(|at| (at, word.len()))
}

/// Whether `text` is a number with an exponent, such as `1.38E+10`.
fn is_figure(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or_default();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = digits.trim_start_matches(['+', '-']).replace([',', '.'], "");
    is_number(&digits) && is_number(exponent)
}

/// What a spreadsheet shows where a column is too narrow.
fn is_run_of_hashes(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte == b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_is_told_from_what_people_write() {
        let told = |text: &'static str| leftover(text).map(|place| &text[place]);
        for text in [
            "<company>",
            "nan",
            " N/A ",
            "#REF!",
            "1.38E+10",
            "4,9179E+11",
            "NULL",
            "######",
            "[object Object]",
        ] {
            assert_eq!(told(text), Some(text.trim()), "{text}");
        }
        assert_eq!(told("Dear {{ name }}, hello"), Some("{{ name }}"));
        assert_eq!(told("[Your Name]"), Some("[Your Name]"));
        assert_eq!(told("See #DIV/0! here"), Some("#DIV/0!"));
        assert_eq!(told("Call 4.9179E+11 or write"), Some("4.9179E+11"));
        assert_eq!(told("<insert company> in Bonn"), Some("<insert company>"));
        assert_eq!(told("工作内容：请填写"), Some("请填写"));
        for text in [
            "Nan Li",
            "Null pointer checks",
            "C#",
            "Wrote `{{x}}` templates",
            "E+E",
            "1E5",
            "none of it",
            "A TODO list app",
            "Grew 1.5E+6 cells a day",
            "<3 Rust",
            "a < b > c",
            "xxx rated",
            "#1",
            "NA",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
