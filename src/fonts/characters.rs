//! The characters of a document: those that need a glyph, and what is printed for those that no font has.
//!
//! Takes a document whose texts are printable, as [`crate::resolve`] gives it. Whether a font has a character
//! is not known here.

use super::text::{Place, visit};
use crate::document::Document;
use crate::script::is_unprintable;
use std::collections::BTreeSet;
use typst::text::is_default_ignorable;
use unicode_script::{Script, UnicodeScript};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests::document;

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
