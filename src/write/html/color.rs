//! Colours of the screen: those of the theme, light and dark, with the contrast that reading needs.

use crate::contrast::ratio;

/// The least contrast of text (WCAG 2.2, 1.4.3 and, in the dark, 1.4.6).
const TEXT: f64 = 4.5;
const TEXT_IN_THE_DARK: f64 = 7.0;

/// The most contrast of text in the dark: white on black dazzles.
const DAZZLING: f64 = 14.5;

/// What pages are made of in the dark.
pub(super) const DARK_PAPER: &str = "#16181c";

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// Text, to be read.
    Text,
    /// Rules and areas, to be seen.
    Area,
}

/// The colour as a screen shows it on white; `behind`: what else it may be on.
pub(super) fn light(color: &str, used: Use, behind: &str) -> String {
    if used == Use::Area {
        return color.to_owned();
    }
    let (own, behind) = (parse(color), parse(behind));
    let (hue, saturation, lightness) = hsl(own);
    let mut shade = lightness;
    let mut found = own;
    while ratio(found, behind).min(ratio(found, [1.0; 3])) < TEXT && shade > 0.0 {
        shade = (shade - 0.01).max(0.0);
        found = rgb(hue, saturation, shade);
    }
    name(found)
}

/// The colour in the dark: as far from the paper as it is on white, and of the same hue; `behind`: what
/// else it may be on.
pub(super) fn dark(color: &str, used: Use, behind: &str) -> String {
    let own = parse(color);
    let paper = parse(DARK_PAPER);
    let far = ratio(own, [1.0; 3]);
    let wanted = match used {
        Use::Text => far.clamp(TEXT_IN_THE_DARK, DAZZLING),
        Use::Area => far.min(DAZZLING),
    };
    let behind = if used == Use::Text { parse(behind) } else { paper };
    let (hue, saturation, _) = hsl(own);
    let mut shade = hsl(paper).2;
    let mut found = paper;
    let reached = |found| {
        ratio(found, paper) >= wanted
            && (used == Use::Area || ratio(found, behind) >= TEXT_IN_THE_DARK)
    };
    while !reached(found) && shade < 1.0 {
        shade = (shade + 0.005).min(1.0);
        found = rgb(hue, saturation.min(0.8), shade);
    }
    name(found)
}

/// `#rrggbb` as parts from 0 to 1; black for anything else.
fn parse(color: &str) -> [f64; 3] {
    let digits = color.strip_prefix('#').unwrap_or_default();
    let value = u32::from_str_radix(digits, 16).unwrap_or(0);
    [16, 8, 0].map(|shift| f64::from((value >> shift) & 0xff) / 255.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a byte")]
fn name(color: [f64; 3]) -> String {
    let [red, green, blue] = color.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Hue (0 to 6), saturation and lightness (0 to 1).
fn hsl([red, green, blue]: [f64; 3]) -> (f64, f64, f64) {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let (span, lightness) = (most - least, f64::midpoint(most, least));
    if span < 1e-9 {
        return (0.0, 0.0, lightness);
    }
    let saturation = span / (1.0 - (2.0 * lightness - 1.0).abs());
    let hue = if red >= green && red >= blue {
        ((green - blue) / span).rem_euclid(6.0)
    } else if green >= blue {
        (blue - red) / span + 2.0
    } else {
        (red - green) / span + 4.0
    };
    (hue, saturation, lightness)
}

fn rgb(hue: f64, saturation: f64, lightness: f64) -> [f64; 3] {
    let span = saturation * (1.0 - (2.0 * lightness - 1.0).abs());
    let least = lightness - span / 2.0;
    // Each part rises, stays and falls within two sixths of the circle.
    [0.0, 4.0, 2.0].map(|start| {
        let at = (hue + start).rem_euclid(6.0);
        least + span * ((at - 3.0).abs() - 1.0).clamp(0.0, 1.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_to_hue_and_back() {
        for color in
            ["#000000", "#ffffff", "#0f766e", "#7a2e2e", "#14507a", "#c3cad1", "#ff00ff", "#123456"]
        {
            let (hue, saturation, lightness) = hsl(parse(color));
            assert_eq!(name(rgb(hue, saturation, lightness)), color);
        }
    }

    #[test]
    fn text_can_be_read_by_day_and_by_night() {
        for color in ["#000000", "#ffff00", "#777777", "#0f766e", "#fefefe"] {
            let shown = parse(&light(color, Use::Text, "#eeeeee"));
            assert!(ratio(shown, parse("#eeeeee")) >= TEXT, "{color}");
            let shown = parse(&dark(color, Use::Text, "#222222"));
            assert!(ratio(shown, parse("#222222")) >= TEXT_IN_THE_DARK, "{color}");
            assert!(ratio(shown, parse(DARK_PAPER)) <= DAZZLING + 2.0, "{color}");
        }
        assert_eq!(light("#0f766e", Use::Text, "#ffffff"), "#0f766e");
    }
}
