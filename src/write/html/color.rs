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

/// The colour of text on a band, as a screen shows it.
pub(super) fn on_band(color: &str, band: &str) -> String {
    apart(color, band, TEXT)
}

/// A band in the dark: a light one becomes dark, a dark one stands out from the paper.
pub(super) fn band_in_the_dark(band: &str) -> String {
    if !is_dark(band) {
        return dark(band, Use::Area, DARK_PAPER);
    }
    let (hue, saturation, lightness) = hsl(parse(band));
    name(rgb(hue, saturation, lightness.max(0.17)))
}

/// The colour of text on a band that is `by_night` in the dark.
pub(super) fn on_band_in_the_dark(color: &str, band: &str, by_night: &str) -> String {
    if is_dark(band) {
        apart(color, by_night, TEXT_IN_THE_DARK)
    } else {
        dark(color, Use::Text, by_night)
    }
}

/// Whether white is read on it better than black.
fn is_dark(color: &str) -> bool {
    let color = parse(color);
    ratio(color, [1.0; 3]) > ratio(color, [0.0; 3])
}

/// The nearest colour of the same hue that is so far from what it is on, as far as there is one.
fn apart(color: &str, behind: &str, wanted: f64) -> String {
    let step = if is_dark(behind) { 0.01 } else { -0.01 };
    let behind = parse(behind);
    let (hue, saturation, mut shade) = hsl(parse(color));
    let mut found = parse(color);
    for _ in 0..100 {
        if ratio(found, behind) >= wanted {
            break;
        }
        shade = (shade + step).clamp(0.0, 1.0);
        found = parse(&name(rgb(hue, saturation, shade)));
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

    #[test]
    fn text_can_be_read_on_a_banner() {
        for band in ["#15171c", "#000000", "#eef3f8", "#7a2e2e"] {
            let by_night = band_in_the_dark(band);
            for color in ["#000000", "#ffffff", "#ea7856", "#777777"] {
                let shown = parse(&on_band(color, band));
                assert!(ratio(shown, parse(band)) >= TEXT, "{color} on {band}");
                let shown = parse(&on_band_in_the_dark(color, band, &by_night));
                assert!(ratio(shown, parse(&by_night)) >= TEXT_IN_THE_DARK, "{color} on {band}");
            }
        }
        assert_eq!(on_band("#ffffff", "#15171c"), "#ffffff");
    }
}
