//! Half-width punctuation between Chinese characters.
//!
//! Chinese is written with full-width marks: `，` `；` `：` `（）` `。`. A half-width `,` or `(` between Chinese
//! characters comes from a keyboard left in the other mode; it looks thin and crowded, and careless.

use crate::check::{Subject, words::is_han};
use crate::diagnostic::Diagnostic;
use std::ops::Range;

pub(super) const CODE: &str = "half-width-mark";

/// The marks, and what they are in full width.
const MARKS: [(char, char); 8] = [
    (',', '，'),
    (';', '；'),
    (':', '：'),
    ('!', '！'),
    ('?', '？'),
    ('(', '（'),
    (')', '）'),
    ('.', '。'),
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_chinese() {
        return;
    }
    for text in subject.sentences() {
        let marks = marks(&text.prose);
        if marks.is_empty() {
            continue;
        }
        let list = |pick: &dyn Fn(&(char, char)) -> char| -> String {
            let used = MARKS.iter().filter(|(half, _)| marks.iter().any(|(mark, _)| mark == half));
            used.map(|pair| format!("`{}`", pick(pair))).collect::<Vec<_>>().join(" ")
        };
        let message = format!("half-width {} between Chinese characters", list(&|pair| pair.0));
        let problem = Diagnostic::advice(CODE, message);
        let first = |text: &str| self::marks(text).into_iter().next().map(|(_, place)| place);
        let problem = subject.at_part(&text.plain, &first, problem);
        found.push(problem.hint(format!("write {}", list(&|pair| pair.1))));
    }
}

/// The half-width marks of `text` that belong to Chinese, each with its place.
fn marks(text: &str) -> Vec<(char, Range<usize>)> {
    let is_half = |c: char| MARKS.iter().any(|(half, _)| *half == c);
    let mut found = Vec::new();
    for (at, mark) in text.char_indices().filter(|(_, c)| is_half(*c)) {
        let before = text[..at].chars().next_back();
        let rest = &text[at + 1..];
        let behind = rest.trim_start().chars().next();
        let is_end = rest.trim_start().is_empty();
        let (is_han_before, is_han_behind) =
            (before.is_some_and(is_han), behind.is_some_and(is_han));
        let is_told = match mark {
            '(' => is_han_before,
            ')' => is_han_behind && text[..at].contains('('),
            // A full stop may end a figure as well: `下降30%.`
            '.' => {
                let ends_figure = before.is_some_and(|c| c.is_ascii_digit() || c == '%');
                is_end && (is_han_before || ends_figure && text.contains(is_han))
                    || is_han_before && is_han_behind
            }
            _ => is_han_before && (is_han_behind || is_end),
        };
        if is_told {
            found.push((mark, at..at + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_where_they_belong_to_chinese() {
        let told = |text: &str| marks(text).into_iter().map(|(mark, _)| mark).collect::<String>();
        assert_eq!(told("负责后端,优化性能;响应时间(P99)下降30%."), ",;().");
        assert_eq!(told("职责:开发, 测试!"), ":,!");
        for text in [
            "负责后端，优化性能。",
            "基于 Node.js, Vue.js 开发",
            "版本 1.2.3",
            "比例 3:1",
            "见 example.org.",
        ] {
            assert_eq!(told(text), "", "{text}");
        }
    }
}
