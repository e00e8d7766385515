//! Text that stands out too little from what it is on.
//!
//! Light grey on white looks fine on the designer's screen and vanishes on paper. The contrast of text
//! must be 4.5:1, of large text (18 pt and more) 3:1 (WCAG 2.2, 1.4.3).

use crate::check::Subject;
use crate::check::contrast::ratio;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;

pub(super) const CODE: &str = "low-contrast";

/// The least contrast of text.
const LEAST: f64 = 4.5;

/// The least contrast of text from [`LARGE`] on.
const LEAST_LARGE: f64 = 3.0;

/// Text of this size, in pt, is large.
const LARGE: f64 = 18.0;

/// Less contrast than this is hidden text, another rule.
const INVISIBLE: f64 = 1.2;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(pdf) = subject.pdf else { return };
    let mut weak: BTreeMap<(String, String), (f64, String)> = BTreeMap::new();
    for (_, glyph) in pdf.glyphs().filter(|(_, glyph)| glyph.is_painted) {
        let (Some(ink), Some(ground), Some(text)) = (glyph.color, glyph.background, &glyph.text)
        else {
            continue;
        };
        let contrast = ratio(ink, ground);
        let least = if glyph.size >= LARGE { LEAST_LARGE } else { LEAST };
        let is_blank = text.trim().is_empty();
        if (INVISIBLE..least - 0.005).contains(&contrast) && !(is_blank && weak.is_empty()) {
            let colors = (crate::check::contrast::name(ink), crate::check::contrast::name(ground));
            weak.entry(colors).or_insert((contrast, String::new())).1.push_str(text);
        }
    }
    for ((ink, ground), (contrast, text)) in
        weak.into_iter().filter(|(_, (_, text))| !text.trim().is_empty())
    {
        let text = crate::check::facts::shorten(text.trim());
        let message =
            format!("the contrast of {ink} on {ground} is only {contrast:.1}:1: `{text}`");
        let hint = "choose a darker colour, 4.5:1 at least";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
