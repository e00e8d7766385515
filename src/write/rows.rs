//! The contacts of the head on lines, as `contact-row` in `templates/base/head.typ` sets them.
//!
//! Takes the document and lengths in points; gives the numbers of contacts after which a line ends.

use crate::document::{Document, OptionValue};

/// What of a line an icon takes, in average letters.
const ICON: f64 = 2.5;

/// What stands between two contacts, in average letters.
const BETWEEN: f64 = 2.1;

/// After which contacts a line of `width` ends, if an average letter is so wide; nothing if all are on
/// one line, or if the estimate does not tell. `balance`: on the narrowest lines that are not more.
pub(super) fn ends(document: &Document, letter: f64, width: f64, balance: bool) -> Vec<usize> {
    let option = |name| document.options.get(name);
    let has_own_font =
        matches!(option("body-font"), Some(OptionValue::Text(name)) if !name.is_empty());
    let has_icons = matches!(option("icons"), Some(OptionValue::Bool(true)));
    let contacts = document.header.contacts.iter();
    let widths: Vec<f64> = contacts
        .map(|it| {
            let icon = if has_icons && it.icon.is_some() { ICON } else { 0.0 };
            letter * (letters(&it.text) + icon)
        })
        .collect();
    let between = BETWEEN * letter;
    let gaps = widths.len().saturating_sub(1);
    #[expect(clippy::cast_precision_loss, reason = "a few contacts")]
    let row = widths.iter().sum::<f64>() + between * gaps as f64;
    if has_own_font || row <= 1.015 * width {
        return Vec::new();
    }
    let mut ends = lines(&widths, between, width);
    if balance {
        let narrower = (40..100)
            .step_by(4)
            .map(|share| lines(&widths, between, width * f64::from(share) / 100.0));
        let same = narrower.into_iter().find(|narrower| narrower.len() == ends.len());
        ends = same.unwrap_or(ends);
    }
    ends
}

/// After which of these widths a line ends; the end of the last line is not told.
fn lines(widths: &[f64], between: f64, width: f64) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut used = 0.0;
    for (number, one) in widths.iter().enumerate() {
        if number > 0 && used + between + one > width {
            ends.push(number);
            used = *one;
        } else {
            used += if number > 0 { between + one } else { *one };
        }
    }
    ends
}

/// How many average letters a text is as wide as, roughly: `letters` in `templates/base/head.typ`.
pub(super) fn letters(text: &str) -> f64 {
    let width = |character: char| match character {
        _ if " ijl.,:;'|!Iftr-/()".contains(character) => 0.55,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.6,
        _ if character.len_utf8() > 2 => 2.0,
        _ => 1.0,
    };
    text.chars().map(width).sum()
}
