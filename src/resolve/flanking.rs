//! Emphasis beside full-width punctuation, by the rules of markdown-cjk-friendly: `**重点：**说明`.
//!
//! `CommonMark` decides by the characters at both sides whether a `*` opens or closes, and has scripts in
//! mind that set blanks between words. Takes a text, gives one of the same length for the parser to see, in
//! which the characters beside `*` are such that it decides as those rules do. What is printed comes
//! from the text itself, never from the double.

use super::markdown::GUARD;
use crate::script::is_cjk;
use std::borrow::Cow;

/// `text` as the parser should see it: every character is where it is in `text`, with the same length.
pub(super) fn double(text: &str) -> Cow<'_, str> {
    if !text.contains(['*', '_']) || text.is_ascii() {
        return Cow::Borrowed(text);
    }
    // First what only has to be no punctuation, then what has to be: a character may be beside two runs.
    let runs: Vec<(usize, usize)> = runs(text).collect();
    // The guard at the beginning of a line is no letter that a line's first word goes on from.
    let mut bytes = text.replace(GUARD, "。").into_bytes();
    for must_be_mark in [false, true] {
        for &(start, end) in &runs {
            let before = text[..start].char_indices().next_back();
            let after = text[end..].chars().next().map(|c| (end, c));
            let (Some(before), Some(after)) = (before, after) else { continue };
            for (one, (_, other)) in [(before, after), (after, before)] {
                let (at, character) = one;
                if !is_cjk(character) || (is_narrow_mark(other) != must_be_mark) {
                    continue;
                }
                replace(&mut bytes, at, character, must_be_mark);
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Puts a mark or a letter of the same length in the place of `character`.
fn replace(bytes: &mut [u8], at: usize, character: char, by_mark: bool) {
    let stand_in = match (character.len_utf8(), by_mark) {
        (3, true) => '。',
        (3, false) => '中',
        (4, true) => '\u{10100}',
        _ => return,
    };
    stand_in.encode_utf8(&mut bytes[at..at + character.len_utf8()]);
}

/// Where the runs of `*` begin and end.
fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find('*')?;
        at = start + text[start..].bytes().take_while(|byte| *byte == b'*').count();
        Some((start, at))
    })
}

/// Whether `character` is punctuation of other scripts.
fn is_narrow_mark(character: char) -> bool {
    !character.is_alphanumeric()
        && !character.is_whitespace()
        && !is_cjk(character)
        && character != GUARD
}

/// Whether `printed`, the text without code that came of Markdown, has a `**` that was meant to make something
/// strong: not one within a word (`2**3`), and not a single one between blanks.
pub(super) fn has_stray_strong(printed: &str) -> bool {
    let strays = runs(printed).filter(|(start, end)| {
        let before = printed[..*start].chars().next_back();
        let after = printed[*end..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
        end - start == 2 && !(is_letter(before) && is_letter(after))
    });
    let strays: Vec<_> = strays.collect();
    match strays[..] {
        [] => false,
        [(start, end)] => {
            !printed[..start].ends_with(char::is_whitespace)
                || !printed[end..].starts_with(char::is_whitespace)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Inline;
    use crate::resolve::markdown::inline;

    fn strong(runs: &Inline) -> Vec<&str> {
        runs.iter().filter(|run| run.strong).map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn full_width_marks_count_as_letters() {
        for (text, expected) in [
            ("**技术栈：**Go、Redis；**“双十一”**大促负责人", &["技术栈：", "“双十一”"][..]),
            (
                "熟悉**《设计模式》**一书；擅长**Java（Spring）**开发",
                &["《设计模式》", "Java（Spring）"],
            ),
            ("**主要职责：**负责订单系统；**业绩：**提升30%。", &["主要职责：", "业绩："]),
            ("**「設計」**を担当。これは**重要。**次に", &["「設計」", "重要。"]),
            ("**(A)**、**B**と**（C）**、**「D」**・**E**", &["(A)", "B", "（C）", "「D」", "E"]),
            (
                "**백엔드(Spring)**를 담당, **\"최우수상\"**을 받음",
                &["백엔드(Spring)", "\"최우수상\""],
            ),
            ("주요**핵심**업무", &["핵심"]),
            ("負責**[連結](https://a.example)**等", &["連結"]),
            ("提升**30%**以上，**C++**开发，**#1**名", &["30%", "C++", "#1"]),
            ("**職責:**負責", &["職責:"]),
            ("**Led** a team of **five (5)**, then **ten**.", &["Led", "five (5)", "ten"]),
        ] {
            let runs = inline(text);
            assert_eq!(strong(&runs), expected, "{text}");
            assert!(!crate::document::plain_text(&runs).contains('*'), "{text}");
        }
        let runs = inline("*重点：*说明，*강조(1)*를");
        let emphasis: Vec<_> =
            runs.iter().filter(|run| run.emphasis).map(|run| &run.text).collect();
        assert_eq!(emphasis, ["重点：", "강조(1)"]);
    }

    #[test]
    fn code_keeps_its_own_characters() {
        let runs = inline("`**（a）**` 和 ``（*）`b`` **重：**点");
        assert_eq!(crate::document::plain_text(&runs), "**（a）** 和 （*）`b 重：点");
    }

    #[test]
    fn a_lone_pair_of_asterisks_is_seen() {
        for text in ["**重点", "重点** 说明", "** Led ** a team", "a **b* c"] {
            assert!(super::has_stray_strong(text), "{text}");
        }
        for text in ["2**3**4", "2 ** 3", "a*b", "f***", "138****1234"] {
            assert!(!super::has_stray_strong(text), "{text}");
        }
    }
}
