//! Marks of bullets that people type by hand.

use crate::script::{is_han, is_kana};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Marks that are one with or without a blank behind them.
const SIGNS: &[char] = &[
    '•', '●', '▪', '■', '◦', '○', '‣', '⁃', '∙', '➢', '➤', '►', '▸', '◆', '◇', '★', '※', '✓', '✔',
    '－', '·', '・', '☆', '❖', '✦', '✧', '❑', '❏', '□', '▶', '▷', '➔', '➜', '◉', '✪', '☑', '√',
    // As word processors write them: a sign of a font of symbols.
    '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f076}', '\u{f0fc}', '\u{f06e}', '\u{f0a8}',
];

/// Marks that are one only before a blank.
const DASHES: &[char] = &['-', '*', '+', '–', '—', '−', '→', '»', '›', '>', '⇒'];

/// The bytes of the mark that `line` begins with, and the blanks behind it; blanks before it do not
/// count.
pub(crate) fn mark(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let first = line[indent..].chars().next()?;
    let after = &line[indent + first.len_utf8()..];
    let blank = after.len() - after.trim_start().len();
    let is_mark = match first {
        _ if SIGNS.contains(&first) => true,
        _ if DASHES.contains(&first) => blank > 0 || after.is_empty(),
        _ => false,
    };
    let end = indent + first.len_utf8() + blank;
    (is_mark && !after.trim().is_empty()).then_some(end)
}

/// The same of a `-` that lacks its blank: `-Built`.
pub(crate) fn tight_dash(line: &str) -> Option<usize> {
    let rest = line.trim_start().strip_prefix('-')?;
    let is_letter = rest.chars().next().is_some_and(char::is_alphabetic);
    is_letter.then(|| line.len() - rest.len())
}

/// Whether `line` begins with the mark of a bullet.
pub(crate) fn has_mark(line: &str) -> bool {
    mark(line).or_else(|| tight_dash(line)).is_some()
}

/// Whether `line` begins with the number of a bullet.
pub(crate) fn has_number(line: &str) -> bool {
    number(line).is_some()
}

/// The bytes of the number that `line` begins with, of those that people give bullets: `①`, `（1）`, `(2)`,
/// `1.`, `2、`, `三、`; and which number it is.
pub(crate) fn number(line: &str) -> Option<(usize, u32)> {
    let indent = line.len() - line.trim_start().len();
    let text = &line[indent..];
    let first = text.chars().next()?;
    // In a circle, in brackets, before a stop.
    let is_one = |one: char| u32::from(first).checked_sub(u32::from(one)).filter(|n| *n < 20);
    let sign = ['①', '⑴', '⒈'].into_iter().find_map(is_one).map(|n| n + 1);
    let (end, number) = if let Some(number) = sign {
        (first.len_utf8(), number)
    } else if let Some(found) = han_number(text) {
        found
    } else {
        let inner = text.strip_prefix(['(', '（']).unwrap_or(text);
        let is_bracketed = inner.len() < text.len();
        let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
        let digits = inner.len() - inner.trim_start_matches(is_digit).len();
        let figures: String = inner[..digits].nfkc().collect();
        // `a)`, `(b)`
        let letter = ('a'..='j').zip(1..).find(|(letter, _)| inner.starts_with(*letter));
        let letter = letter.filter(|_| digits == 0).map(|(_, number)| number);
        let digits = if letter.is_some() { 1 } else { digits };
        let number: u32 = letter.or_else(|| figures.parse().ok().filter(|n| *n < 100))?;
        let after = inner[digits..].chars().next()?;
        let closes = if is_bracketed || letter.is_some() {
            matches!(after, ')' | '）')
        } else {
            matches!(after, ')' | '）' | '、' | '.' | '．')
        };
        // `1.5 million`
        let next = inner[digits + after.len_utf8()..].chars().next();
        let begins = |c: char| c == ' ' || is_han(c) || is_kana(c);
        if !closes || after == '.' && !next.is_some_and(begins) {
            return None;
        }
        (text.len() - inner.len() + digits + after.len_utf8(), number)
    };
    let blank = text[end..].len() - text[end..].trim_start().len();
    (end + blank < text.len()).then_some((indent + end + blank, number))
}

/// The bytes of the number in Han that `text` begins with, and which it is: `三、`, `（三）`.
fn han_number(text: &str) -> Option<(usize, u32)> {
    let inner = text.strip_prefix(['（', '(']).unwrap_or(text);
    let first = inner.chars().next()?;
    let (number, _) = (1..).zip("一二三四五六七八九十".chars()).find(|(_, han)| *han == first)?;
    let after = inner[first.len_utf8()..].chars().next()?;
    let closes = if inner.len() < text.len() { "）)".contains(after) } else { after == '、' };
    closes.then(|| (text.len() - inner.len() + first.len_utf8() + after.len_utf8(), number))
}

/// The bullets that `text` holds, each mark taken off, if every line of the least indentation begins with
/// one; what is indented more belongs to the bullet above it, as Markdown.
pub(crate) fn bullets(text: &str) -> Option<Vec<String>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let width = |line: &str| line.chars().take_while(|c| c.is_whitespace()).count();
    let least = lines.iter().map(|line| width(line)).min()?;
    let tops: Vec<&str> = lines.iter().copied().filter(|line| width(line) == least).collect();
    let take = taker(&tops)?;
    // A single line that begins with a number is a text.
    if width(lines[0]) != least || tops.len() == 1 && mark(tops[0]).is_none() {
        return None;
    }
    let mut bullets: Vec<String> = Vec::new();
    for line in lines {
        if width(line) == least {
            bullets.push(line[take(line)?..].trim_end().to_owned());
        } else {
            let bullet = bullets.last_mut()?;
            bullet.push('\n');
            bullet.push_str(&plain(line));
        }
    }
    Some(bullets.into_iter().map(|bullet| nested(&bullet).into_owned()).collect())
}

/// What finds the mark of each of `lines`; nothing if they have none in common.
fn taker(lines: &[&str]) -> Option<fn(&str) -> Option<usize>> {
    let is_counted = lines.len() > 1
        && (1..).zip(lines).all(|(count, line)| number(line).is_some_and(|(_, n)| n == count));
    if is_counted {
        return Some(|line| number(line).map(|(end, _)| end));
    }
    if lines.iter().all(|line| mark(line).or_else(|| tight_dash(line)).is_some()) {
        let tight = lines.len() > 1 || lines.iter().all(|line| mark(line).is_some());
        return tight.then_some(|line| mark(line).or_else(|| tight_dash(line)));
    }
    None
}

/// A line of a list in Markdown: a mark typed by hand becomes `-`.
fn plain(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    match mark(line).or_else(|| tight_dash(line)) {
        Some(end) => format!("{}- {}", &line[..indent], &line[end..]),
        None => line.to_owned(),
    }
}

/// A text with bullets below its first line, as Markdown: their least indentation is taken off.
pub(crate) fn nested(text: &str) -> Cow<'_, str> {
    let Some((first, rest)) = text.split_once('\n') else { return Cow::Borrowed(text) };
    if !rest.lines().any(|line| mark(line).or_else(|| tight_dash(line)).is_some()) {
        return Cow::Borrowed(text);
    }
    let width = |line: &str| line.len() - line.trim_start().len();
    let said = rest.lines().filter(|line| !line.trim().is_empty());
    let least = said.map(width).min().unwrap_or(0);
    let lines = rest.lines().map(|line| plain(line.get(least..).unwrap_or_default()));
    Cow::Owned(std::iter::once(first.to_owned()).chain(lines).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_texts() {
        for line in [
            "- a",
            "• a",
            "•a",
            "→ a",
            "» a",
            "\u{f0b7} a",
            "\u{f0a7}a",
            "☆ a",
            "  * a",
            "· a",
            "·a",
            "● a",
            "－a",
            "– a",
        ] {
            assert_eq!(&line[mark(line).expect(line)..], "a", "{line}");
        }
        for line in ["*Led* it", "**Led** it", "-5 %", "- ", "–5", ">5", "→x", "Led", ""] {
            assert_eq!(mark(line), None, "{line}");
        }
        for (line, count) in [
            ("① a", 1),
            ("（2）a", 2),
            ("3. a", 3),
            ("4、a", 4),
            ("(5) a", 5),
            ("三、a", 3),
            ("⑵a", 2),
            ("（四）a", 4),
            ("(五) a", 5),
        ] {
            assert_eq!(
                number(line).map(|(end, n)| (&line[end..], n)),
                Some(("a", count)),
                "{line}"
            );
        }
        assert_eq!(number("1.5 million"), None);
        assert_eq!(number("2019. a"), None);
        for (line, count) in [("a) x", 1), ("(c) x", 3), ("２．x", 2), ("（１０）x", 10)] {
            assert_eq!(
                number(line).map(|(end, n)| (&line[end..], n)),
                Some(("x", count)),
                "{line}"
            );
        }
        for line in ["a x", "A) x", "abc) x", "(about) x", "a. x"] {
            assert_eq!(number(line), None, "{line}");
        }
        assert_eq!(number("1.做").map(|(_, n)| n), Some(1));
        assert_eq!(number("（一线）城市"), None);
    }

    #[test]
    fn lines_with_marks_are_bullets() {
        let two = Some(vec!["a".to_owned(), "b".to_owned()]);
        for text in [
            "• a\n• b",
            "- a\n- b",
            "① a\n② b",
            "1. a\n2. b",
            "（1）a\n（2）b",
            "-a\n-b",
            "* a\n\n* b\n",
        ] {
            assert_eq!(bullets(text), two, "{text}");
        }
        assert_eq!(bullets("• a\n  - b\n  - c"), Some(vec!["a\n- b\n- c".to_owned()]));
        assert_eq!(bullets("a\n- b"), None);
        assert_eq!(bullets("1. a"), None);
        assert_eq!(nested("a:\n  • b\n    • c"), "a:\n- b\n  - c");
    }
}
