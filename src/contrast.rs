//! The contrast of two colours, as WCAG 2.2 defines it.
//!
//! Takes red, green and blue of sRGB from 0 to 1, gives a ratio.

/// The contrast ratio, from 1.0 to 21.0.
pub fn ratio(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of an sRGB colour.
fn luminance(color: [f64; 3]) -> f64 {
    let [red, green, blue] = color.map(|part| {
        let part = part.clamp(0.0, 1.0);
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
