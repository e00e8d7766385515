//! Colours of a PDF: their contrast, and their names.

use crate::pdf::Color;

pub(super) use crate::contrast::ratio;

/// `color` as `#rrggbb`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a byte")]
pub(super) fn name(color: Color) -> String {
    let [red, green, blue] = color.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
