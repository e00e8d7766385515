//! The measures of a page in twentieths of a point, as `templates/base/scale.typ` has them.

use crate::document::{Document, OptionValue};

/// A millimetre in points.
const MM: f64 = 72.0 / 25.4;

/// Lengths of a document at a density, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    /// The size of text.
    pub(super) size: f64,
    /// The white between two lines.
    pub(super) leading: f64,
    /// What gaps are shares of.
    pub(super) unit: f64,
    /// Width and height.
    pub(super) paper: (f64, f64),
    /// Top, bottom, left, right.
    pub(super) margin: [f64; 4],
}

impl Measures {
    pub(super) fn of(document: &Document, density: f64) -> Measures {
        let density = density.clamp(0.0, 1.5);
        let stage = |from: f64, to: f64| ((density - from) / (to - from)).clamp(0.0, 1.0);
        let between = |tight: f64, normal: f64, airy: f64, from: f64, to: f64| {
            if density > 1.0 {
                normal + (airy - normal) * stage(1.0, 1.5)
            } else {
                tight + (normal - tight) * stage(from, to)
            }
        };
        let base = match document.options.get("base-size") {
            Some(OptionValue::Number(size)) => *size,
            _ => 10.0,
        };
        let page = &document.page;
        let smallest = base.min((base * 0.9).max(9.0));
        let size = between(smallest, base, base * 1.06, 0.12, 0.4);
        let white = page.leading + if document.language.cjk { 0.1 } else { 0.0 };
        let share = between(0.72, 1.0, 1.12, 0.0, 0.2);
        let paper = match document.options.get("paper") {
            Some(OptionValue::Text(name)) => name.as_str(),
            _ => "a4",
        };
        let paper = match paper {
            "us-letter" => (612.0, 792.0),
            "legal" => (612.0, 1008.0),
            "a5" | "long" => (148.0 * MM, 210.0 * MM),
            _ => (210.0 * MM, 297.0 * MM),
        };
        let margin = &page.margin;
        Measures {
            size,
            leading: size * between(white * 0.55, white, white * 1.25, 0.3, 0.7),
            unit: size * between(0.45, 1.0, 1.5, 0.5, 1.0),
            paper,
            margin: [margin.top, margin.bottom, margin.left, margin.right].map(|side| side * share),
        }
    }

    /// The width of the text.
    pub(super) fn width(&self) -> f64 {
        self.paper.0 - self.margin[2] - self.margin[3]
    }
}

/// A length in points as twentieths of one.
#[expect(clippy::cast_possible_truncation, reason = "lengths of a page")]
pub(super) fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}
