//! What a colour must be to be read: the accent on white paper, and that of links.

use crate::contrast::ratio;
use crate::diagnostic::Diagnostic;

/// The least contrast of text (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// The colour of links where the accent is that of the text.
const BLUE: &str = "#1f4e8c";

/// A warning about an accent, as `#rrggbb`, that nobody can read on white, with one that can be read.
pub(super) fn pale(accent: &str) -> Option<Diagnostic> {
    let color = parts(accent)?;
    let contrast = ratio(color, [1.0; 3]);
    if contrast >= LEAST {
        return None;
    }
    let darker = |share: i32| color.map(|part| part * f64::from(share) / 100.0);
    let readable = (0..100).rev().map(darker).find(|color| ratio(*color, [1.0; 3]) >= LEAST)?;
    let [red, green, blue] = readable.map(byte);
    let message =
        format!("accent `{accent}` can hardly be read on white: its contrast is {contrast:.1} : 1");
    let hint = format!("`#{red:02x}{green:02x}{blue:02x}` is the same, dark enough (4.5 : 1)");
    Some(Diagnostic::warning("accent", message).hint(hint))
}

/// The colour of links beside an accent.
pub(super) fn of_links(accent: &str) -> String {
    let is_ink = parts(accent).is_some_and(|[red, green, blue]| {
        let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
        most - least < 0.15
    });
    if is_ink { BLUE.to_owned() } else { accent.to_owned() }
}

fn parts(color: &str) -> Option<[f64; 3]> {
    let byte = |at: usize| u8::from_str_radix(color.get(at..at + 2)?, 16).ok();
    Some([byte(1)?, byte(3)?, byte(5)?].map(|byte| f64::from(byte) / 255.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
fn byte(part: f64) -> u8 {
    (part * 255.0).floor().clamp(0.0, 255.0) as u8
}
