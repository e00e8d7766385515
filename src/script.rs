//! What a character is: its script and its direction, whether blanks part its words, whether a page can
//! show it.
//!
//! Takes characters, gives answers; the ranges are those of Unicode 16. Every part asks here, so that a
//! text is the same to all of them.

use std::ops::Range;

/// Whether `character` is a letter of a script that sets no blanks between words: Han or Kana.
pub fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Whether `character` is of a script that sets no blanks between words: Han, Kana, their punctuation
/// and full-width forms.
pub fn sets_no_blanks(character: char) -> bool {
    matches!(u32::from(character),
        0x2e80..=0x30ff | 0x3100..=0x312f | 0x31a0..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xffef
        | 0x20000..=0x3ffff)
}

/// Whether `character` is Kana.
pub fn is_kana(character: char) -> bool {
    matches!(u32::from(character), 0x3041..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9f)
}

/// Whether `character` is Hangul.
pub fn is_hangul(character: char) -> bool {
    matches!(u32::from(character), 0x1100..=0x11ff | 0xa960..=0xa97f | 0xac00..=0xd7ff)
}

/// Whether `character` is Chinese, Japanese or Korean, a mark of these or full-width, and no blank.
pub fn is_cjk(character: char) -> bool {
    (is_hangul(character) || sets_no_blanks(character)) && !character.is_whitespace()
}

/// Whether `character` is as wide as it is high: Han, Kana, Hangul, their punctuation and full-width
/// forms. A line may break on either side of it.
pub fn is_wide(character: char) -> bool {
    is_hangul(character)
        || matches!(u32::from(character),
            0x2e80..=0x9fff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x20000..=0x3ffff)
}

/// Whether the script (ISO 15924) is written from right to left.
pub fn is_rtl(script: &str) -> bool {
    matches!(script, "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm")
}

/// The script (ISO 15924) of the first letter of `text`; `None` for Latin, and for scripts that nothing
/// here tells apart.
pub fn of(text: &str) -> Option<&'static str> {
    of_letter(text.chars().find(|c| c.is_alphabetic())?)
}

/// The script (ISO 15924) of `letter`; `None` as for [`of`]. Most letters are Latin: none below U+0370 is of
/// another script.
pub fn of_letter(letter: char) -> Option<&'static str> {
    let script = match u32::from(letter) {
        ..0x370 => return None,
        0x0370..=0x03ff | 0x1f00..=0x1fff => "Grek",
        0x0400..=0x052f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => "Cyrl",
        0x0531..=0x058f => "Armn",
        0x0591..=0x05f4 | 0xfb1d..=0xfb4f => "Hebr",
        0x0600..=0x06ff | 0x0750..=0x077f | 0x0870..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => {
            "Arab"
        }
        0x0700..=0x074f | 0x0860..=0x086f => "Syrc",
        0x0780..=0x07bf => "Thaa",
        0x07c0..=0x07ff => "Nkoo",
        0x0900..=0x097f | 0xa8e0..=0xa8ff => "Deva",
        0x0e00..=0x0e7f => "Thai",
        0x10a0..=0x10ff | 0x1c90..=0x1cbf => "Geor",
        0x1e900..=0x1e95f => "Adlm",
        _ if is_kana(letter) => "Kana",
        _ if is_hangul(letter) => "Hang",
        _ if is_han(letter) => "Hani",
        _ => return None,
    };
    Some(script)
}

/// Whether `character` is a letter of a script that is written from right to left.
pub fn is_of_the_right(character: char) -> bool {
    u32::from(character) >= 0x590
        && character.is_alphabetic()
        && of_letter(character).is_some_and(is_rtl)
}

/// Whether `character` is written from right to left: letters of such a script, and their figures, marks and
/// presentation forms.
pub fn is_from_right(character: char) -> bool {
    matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc)
}

/// Whether `character` is of a script whose letters change with their neighbours: Arabic and its like, those of India,
/// and those of South-East Asia.
pub fn is_joined(character: char) -> bool {
    matches!(u32::from(character),
        0x600..=0xe7f | 0xf00..=0x109f | 0x1780..=0x18af | 0xfb50..=0xfdff | 0xfe70..=0xfefc)
}

/// The bytes of words such as `C++`, `.NET` and `+49 30 1234`: among text from the right their signs would go to the
/// other side. The themes have the same rule.
pub fn signs_of_the_left(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let follows = std::mem::replace(&mut before, character);
        if is_word(follows)
            || "+#*".contains(follows)
            || found.last().is_some_and(|last| at < last.end)
        {
            continue;
        }
        let rest = &text[at..];
        let end = if character.is_ascii_alphabetic() {
            let name =
                rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
            let signs = rest.len() - rest[name..].trim_start_matches(['+', '#', '*']).len();
            (signs > name && !rest[signs..].starts_with(is_word)).then_some(signs)
        } else if ".#@+".contains(character) {
            let is_figure = |c: char| c.is_ascii_digit() || "- ()".contains(c);
            let number = rest[1..].find(|c| !is_figure(c)).map_or(rest, |end| &rest[..=end]);
            let number = number.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
            let name = rest[1..].find(|c: char| !c.is_ascii_alphanumeric());
            let name = name.map_or(rest.len(), |end| end + 1);
            let end = if character == '+' && number > 7 { number } else { name };
            (end > 1).then_some(end)
        } else {
            None
        };
        found.extend(end.map(|length| at..at + length));
    }
    found
}

/// Whether `character` ends a line, other than `\n` (Unicode 16, §5.8).
pub fn is_line_end(character: char) -> bool {
    matches!(character, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether nobody sees `character`, though it changes what is around it: soft hyphens, marks of direction, zero
/// widths, the byte order mark, tags (Unicode 16, §23.2–23.9).
pub fn is_invisible(character: char) -> bool {
    matches!(u32::from(character),
        0xad | 0x61c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xe0000..=0xe007f)
}

/// The letters and digits of `text`, small: what two spellings of a word or a name have in common.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether no page can show `character`: controls except tab and line feed, private-use characters,
/// noncharacters, tags, interlinear annotation and the byte order mark (Unicode 16, §23.5–23.9).
pub fn is_unprintable(character: char) -> bool {
    let code = u32::from(character);
    let is_noncharacter = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    let is_private = (0xe000..=0xf8ff).contains(&code) || code >= 0xf0000;
    (character.is_control() && !matches!(character, '\t' | '\n'))
        || matches!(code, 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe0fff)
        || is_noncharacter
        || is_private
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_by_the_first_letter() {
        for (text, script) in [
            ("JinHua", None),
            ("2019", None),
            ("《罗锦华》", Some("Hani")),
            ("ラーメン", Some("Kana")),
            ("한국", Some("Hang")),
            ("1. مرحبا", Some("Arab")),
            ("שלום", Some("Hebr")),
            ("Ёлка", Some("Cyrl")),
            ("ไทย", Some("Thai")),
        ] {
            assert_eq!(of(text), script, "{text}");
        }
        assert!(is_rtl("Hebr") && !is_rtl("Hani"));
    }

    #[test]
    fn every_range_holds_its_ends() {
        for (is_it, inside, outside) in [
            (is_han as fn(char) -> bool, "㐀鿿ぁヿ豈𠀀", "a〇、가Ａ"),
            (is_kana, "ぁンｱ", "一가"),
            (is_hangul, "가힣ᄀ", "一あ"),
            (sets_no_blanks, "一あ、Ａ", "가a "),
            (is_wide, "一あ가、Ａ︰", "aé "),
            (is_from_right, "איم٣ﷺ", "aя一"),
            (is_joined, "مनไ", "א一a"),
            (is_invisible, "\u{ad}\u{200b}\u{200f}\u{202e}\u{feff}\u{e0041}", "a \u{a0}-"),
        ] {
            assert!(inside.chars().all(is_it), "{inside}");
            assert!(!outside.chars().any(is_it), "{outside}");
        }
    }

    #[test]
    fn words_with_signs_are_found() {
        for (text, expected) in [
            ("لغة (C++ و C#)", &["C++", "C#"][..]),
            (".NET و a.b #1", &[".NET", "#1"]),
            ("هاتف +49 (30) 1234-5.", &["+49 (30) 1234-5"]),
            ("a+b, x+, C++11, +5", &["x+", "+5"]),
            ("نص 100% فقط +", &[]),
        ] {
            let found = super::signs_of_the_left(text);
            let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
