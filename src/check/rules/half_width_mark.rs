//! Half-width punctuation between Chinese or Japanese characters.
//!
//! Chinese is written with full-width marks: `，` `；` `：` `（）` `。`; Japanese with `、` `。`, and its katakana is
//! full-width, too. A half-width `,` or `(` between such characters comes from a keyboard left in the other mode; it
//! looks thin and crowded, and careless. Japanese sets brackets of Latin letters in half width, which is passed over.

use crate::check::{Subject, words::is_han};
use crate::diagnostic::Diagnostic;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

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

/// The same in Japanese, whose comma is another.
const JAPANESE: [(char, char); 8] = {
    let mut marks = MARKS;
    marks[0].1 = '、';
    marks
};

/// A mark, and where it is in the text.
type Mark = (char, Range<usize>);

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (of, names, find): (_, _, fn(&str) -> Vec<Mark>) = match subject.language() {
        "zh" => (MARKS, "Chinese characters", marks),
        "ja" => (JAPANESE, "Japanese characters", japanese_marks),
        _ => return,
    };
    for text in subject.sentences() {
        kana(&text.plain, subject, found);
        let marks = find(&text.prose);
        if marks.is_empty() {
            continue;
        }
        let list = |pick: &dyn Fn(&(char, char)) -> char| -> String {
            let used = of.iter().filter(|(half, _)| marks.iter().any(|(mark, _)| mark == half));
            used.map(|pair| format!("`{}`", pick(pair))).collect::<Vec<_>>().join(" ")
        };
        let message = format!("half-width {} between {names}", list(&|pair| pair.0));
        let problem = Diagnostic::advice(CODE, message);
        let first = |text: &str| find(text).into_iter().next().map(|(_, place)| place);
        let problem = subject.at_part(&text.plain, &first, problem);
        found.push(problem.hint(format!("write {}", list(&|pair| pair.1))));
    }
}

/// The half-width marks of `text` that belong to Japanese: brackets only where what they hold is Japanese.
fn japanese_marks(text: &str) -> Vec<Mark> {
    let holds = |range: &Range<usize>| {
        let start = text[..range.end].rfind('(').map_or(0, |at| at + 1);
        let end = text[start..].find(')').map_or(text.len(), |at| start + at);
        text[start..end].contains(is_han)
    };
    let mut found = marks(text);
    found.retain(|(mark, place)| !matches!(mark, '(' | ')') || holds(place));
    found
}

/// Tells half-width katakana and the marks that go with it: `ﾃｽﾄ`, `｡`.
fn kana(text: &str, subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let first = |text: &str| {
        let is_half = |c: char| ('\u{ff61}'..='\u{ff9f}').contains(&c);
        let start = text.find(is_half)?;
        let length = text[start..].find(|c| !is_half(c)).unwrap_or(text.len() - start);
        Some(start..start + length)
    };
    let Some(place) = first(text) else { return };
    let word = &text[place];
    let problem = Diagnostic::advice(CODE, format!("`{word}` is half-width"));
    let problem = subject.at_part(text, &first, problem);
    found.push(problem.hint(format!("write `{}`", word.nfkc().collect::<String>())));
}

/// The half-width marks of `text` that belong to Chinese, each with its place.
fn marks(text: &str) -> Vec<Mark> {
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
        let told =
            |text: &str| japanese_marks(text).into_iter().map(|(mark, _)| mark).collect::<String>();
        assert_eq!(told("設計,開発を担当(主担当)でした."), ",().");
        assert_eq!(told("API設計(REST)を担当。"), "");
    }
}
