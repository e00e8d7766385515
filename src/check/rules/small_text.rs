//! Body text under 9 pt.
//!
//! Whoever reads fifty resumes a day does not reach for a magnifying glass. The size that most of the text
//! has must be 9 pt at least. Leave something out instead, or allow another page.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;

pub(super) const CODE: &str = "small-text";

/// The least size of the body, in pt.
const LEAST: f64 = 9.0;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(pdf) = subject.pdf else { return };
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, glyph) in pdf.glyphs() {
        *sizes.entry(tenths(glyph.size)).or_default() += 1;
    }
    let Some((body, _)) = sizes.into_iter().max_by_key(|(_, count)| *count) else { return };
    if body < tenths(LEAST) {
        let message = format!("the text is set in {}.{} pt, less than 9 pt", body / 10, body % 10);
        let hint = "choose a larger `base-size`, or leave something out";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a size of text is a small number")]
fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}
