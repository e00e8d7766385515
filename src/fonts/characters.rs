//! The characters of a document: what can never be printed goes, what needs a glyph is listed.
//!
//! Takes a document, takes out control characters and private-use code points (they break PDF/A and
//! PDF/UA, and mean nothing to a reader), gives the rest. Whether a font has them is not known here.

use super::text::{Place, visit};
use crate::document::Document;
use crate::script::is_unprintable;
use std::collections::BTreeSet;
use typst::text::is_default_ignorable;
use unicode_script::{Script, UnicodeScript};

/// Takes out of the document's texts what is no printable character, and returns it. Line ends of any
/// kind become `\n` or a blank, tabs become blanks; neither is returned, because nothing is lost.
pub(crate) fn clean(document: &mut Document) -> BTreeSet<char> {
    let mut removed = BTreeSet::new();
    visit(document, &mut |place, text| {
        if text.chars().all(|c| c >= ' ' && !is_unprintable(c) && !is_line_end(c)) {
            return;
        }
        let mut clean = String::with_capacity(text.len());
        for c in text.replace("\r\n", "\n").chars() {
            match c {
                '\n' if place != Place::Hidden => clean.push('\n'),
                '\t' if place == Place::Code => clean.push_str("    "),
                c if is_line_end(c) && place == Place::Code => clean.push('\n'),
                '\t' | '\n' => clean.push(' '),
                c if is_line_end(c) => clean.push(' '),
                c if is_unprintable(c) => {
                    removed.insert(c);
                }
                c => clean.push(c),
            }
        }
        *text = clean;
    });
    removed
}

/// The characters of the document that need a glyph, sorted.
pub(crate) fn drawn(document: &mut Document) -> Vec<char> {
    let mut ascii = [false; 128];
    let mut others = BTreeSet::new();
    visit(document, &mut |place, text| {
        if place == Place::Hidden {
            return;
        }
        for c in text.chars() {
            match ascii.get_mut(c as usize) {
                Some(seen) => *seen = true,
                None => drop(others.insert(c)),
            }
        }
    });
    let ascii = ('!'..='~').filter(|c| ascii[*c as usize]);
    ascii.chain(others.into_iter().filter(|c| !is_default_ignorable(*c))).collect()
}

/// How many characters of the person's texts are among the `lost` (sorted), and how many there are.
pub(crate) fn count(document: &Document, lost: &[char]) -> (usize, usize) {
    let mut own = document.clone();
    own.words.clear();
    own.options.clear();
    let (mut count, mut all) = (0, 0);
    visit(&mut own, &mut |place, text| {
        if place != Place::Hidden {
            let visible = text.chars().filter(|c| !c.is_whitespace() && !is_default_ignorable(*c));
            all += visible.clone().count();
            count += visible.filter(|c| lost.binary_search(c).is_ok()).count();
        }
    });
    (count, all)
}

/// The text of the document in which `wanted` is printed first.
pub fn first_with(document: &Document, wanted: char) -> Option<String> {
    let mut found = None;
    visit(&mut document.clone(), &mut |_, text| {
        if found.is_none() && text.contains(wanted) {
            found = Some(text.clone());
        }
    });
    found
}

/// Whether it is one of Chinese, or of the Chinese that Japan and Korea write.
pub(crate) fn is_han(character: char) -> bool {
    character.script() == Script::Han
}

/// Whether it is hiragana or katakana.
pub(crate) fn is_kana(character: char) -> bool {
    matches!(character.script(), Script::Hiragana | Script::Katakana)
}

/// Whether it is of the Korean alphabet.
pub(crate) fn is_hangul(character: char) -> bool {
    character.script() == Script::Hangul
}

/// Puts `stand_in` in the place of the `lost` characters (sorted), a blank for those that are blank.
pub(crate) fn replace(document: &mut Document, lost: &[char], stand_in: char) {
    let is_lost = |c: char| lost.binary_search(&c).is_ok();
    visit(document, &mut |place, text| {
        if place != Place::Hidden && text.chars().any(is_lost) {
            let fill = |c: char| match c {
                c if !is_lost(c) => c,
                c if c.is_whitespace() => ' ',
                _ => stand_in,
            };
            *text = text.chars().map(fill).collect();
        }
    });
}

/// `c` for a message: itself and its code point, or only that if it cannot be shown.
pub(crate) fn name(c: char) -> String {
    let code = u32::from(c);
    if is_unprintable(c) || is_default_ignorable(c) {
        return format!("U+{code:04X}");
    }
    format!("`{c}` (U+{code:04X})")
}

/// Line ends other than `\n`.
fn is_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests::document;

    #[test]
    fn control_characters_go_and_line_ends_are_made_equal() {
        let mut document = document("a\u{1b}[31mb\u{feff}c\u{f09b}d\te\r\nf\u{2028}g");
        let removed = clean(&mut document);
        assert_eq!(document.header.name, "a[31mbcd e\nf g");
        assert_eq!(removed.into_iter().collect::<String>(), "\u{1b}\u{f09b}\u{feff}");
        document.metadata.title = "a\nb".into();
        clean(&mut document);
        assert_eq!(document.metadata.title, "a b");
    }

    #[test]
    fn only_what_needs_a_glyph_is_drawn() {
        let mut document = document("b a\u{200d}中\u{a0}");
        assert_eq!(drawn(&mut document), ['a', 'b', '\u{a0}', '中']);
        replace(&mut document, &['\u{a0}', '中'], '?');
        assert_eq!(document.header.name, "b a\u{200d}? ");
    }

    #[test]
    fn a_character_is_named_by_its_code_point() {
        assert_eq!(name('龘'), "`龘` (U+9F98)");
        assert_eq!(name('\u{1b}'), "U+001B");
    }
}
