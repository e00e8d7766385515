//! Colours of documents, to tell text that is not to be seen.

/// Red, green and blue.
pub(super) type Rgb = [u8; 3];

/// The colour of paper.
pub(super) const WHITE: Rgb = [255; 3];

/// Fewer steps than this between all parts of two colours are not seen.
const SEEN: u8 = 12;

/// Whether text of one colour cannot be told from what is behind it.
pub(super) fn is_same(one: Rgb, other: Rgb) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) < SEEN)
}
