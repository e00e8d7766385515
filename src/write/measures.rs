//! The sizes of one page: the same numbers as `templates/base/scale.typ` makes of options and density.

use crate::document::{Document, OptionValue};
use serde::Serialize;
use std::collections::BTreeMap;

/// Millimetres to points.
const MM: f64 = 72.0 / 25.4;

/// All lengths in points of 1/72 inch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Measures {
    /// The text size.
    pub size: f64,
    /// The white between two lines.
    pub leading: f64,
    /// From one baseline to the next.
    pub line: f64,
    /// The size times the factor of the spacing.
    pub unit: f64,
    /// The margins by name.
    pub margin: BTreeMap<String, f64>,
    /// The paper.
    pub paper: Paper,
    /// The width of the text.
    pub width: f64,
}

/// A sheet, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Paper {
    pub width: f64,
    pub height: f64,
}

/// `tight` at 0, `normal` at 1, `airy` at 1.5; tightening happens within the stretch from..to.
fn between(density: f64, [tight, normal, airy]: [f64; 3], [from, to]: [f64; 2]) -> f64 {
    let stage = |from: f64, to: f64| ((density - from) / (to - from)).clamp(0.0, 1.0);
    if density > 1.0 {
        return normal + (airy - normal) * stage(1.0, 1.5);
    }
    tight + (normal - tight) * stage(from, to)
}

/// The measures of `document`. `leading` is the white between two lines as a share of the size,
/// `margins` are in millimetres.
pub(super) fn measures(
    document: &Document,
    leading: f64,
    margins: &BTreeMap<String, f64>,
) -> Measures {
    let density = document.density.clamp(0.0, 1.5);
    let number = |name: &str| match document.options.get(name) {
        Some(OptionValue::Number(number)) => Some(*number),
        _ => None,
    };
    let base = number("base-size").unwrap_or(10.0);
    let smallest = base.min((base * 0.9).max(9.0));
    let size = between(density, [smallest, base, base * 1.06], [0.12, 0.4]);
    let white = leading + if document.language.cjk { 0.1 } else { 0.0 };
    let lead = size * between(density, [white * 0.55, white, white * 1.25], [0.3, 0.7]);
    let margin_share = between(density, [0.72, 1.0, 1.12], [0.0, 0.2]);
    let margin: BTreeMap<String, f64> =
        margins.iter().map(|(side, length)| (side.clone(), length * MM * margin_share)).collect();
    let is_a4 =
        matches!(document.options.get("paper"), Some(OptionValue::Text(paper)) if paper == "a4");
    let sheet = if is_a4 {
        Paper { width: 210.0 * MM, height: 297.0 * MM }
    } else {
        Paper { width: 612.0, height: 792.0 }
    };
    let margin_at =
        |name: &str| margin.get(name).or_else(|| margin.get("x")).copied().unwrap_or(0.0);
    Measures {
        size,
        leading: lead,
        line: size + lead,
        unit: size * between(density, [0.45, 1.0, 1.5], [0.5, 1.0]),
        width: sheet.width - margin_at("left") - margin_at("right"),
        paper: sheet,
        margin,
    }
}
