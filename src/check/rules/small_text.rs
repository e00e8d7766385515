//! Body text under 9 pt.
//!
//! Whoever reads fifty resumes a day does not reach for a magnifying glass. The size that most of the bullets
//! and paragraphs have must be 9 pt at least. Leave something out instead, or allow another page.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;
use crate::pdf::Pdf;
use std::collections::BTreeMap;

pub(super) const CODE: &str = "small-text";

/// The least size of the body, in pt.
const LEAST: f64 = 9.0;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(pdf) = subject.pdf else { return };
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for size in body_sizes(subject, pdf) {
        *sizes.entry(tenths(size)).or_default() += 1;
    }
    let Some((body, _)) = sizes.into_iter().max_by_key(|(_, count)| *count) else { return };
    if body < tenths(LEAST) {
        let message = format!("the text is set in {}.{} pt, less than 9 pt", body / 10, body % 10);
        let hint = "choose a larger `base-size`, or leave something out";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}

/// The sizes of the letters of bullets and paragraphs; of all, if nobody knows which those are.
fn body_sizes(subject: &Subject<'_>, pdf: &Pdf) -> Vec<f64> {
    let glyphs = pdf.glyphs().filter(|(_, glyph)| !glyph.is_artifact);
    if subject.document.is_none() {
        return glyphs.map(|(_, glyph)| glyph.size).collect();
    }
    let mut text = String::new();
    // By the bytes of `text`.
    let mut sizes = Vec::new();
    for (_, glyph) in glyphs {
        text += &squashed(glyph.text.as_deref().unwrap_or_default());
        sizes.resize(text.len(), glyph.size);
    }
    let body = subject.facts.iter().filter(|fact| matches!(fact.kind, "bullet" | "text"));
    // Mostly they follow each other.
    let mut at = 0;
    let found = body.filter_map(|fact| {
        let words = squashed(&fact.text);
        let behind = text[at..].find(&words).map(|start| at + start);
        let start = behind.or_else(|| text.find(&words))?;
        at = start + words.len();
        Some(sizes[start..at].to_vec())
    });
    found.flatten().collect()
}

fn squashed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a size of text is a small number")]
fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}
