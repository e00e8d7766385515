//! What of style sheets tells whether people see a text.
//!
//! Takes the declarations for an element and the look of the one around it. Where something cannot be known, such as
//! the colour behind a text on a picture, text is taken for visible.

use super::sheet::Declaration;
use crate::foreign::color::{Rgb, WHITE, is_same};
use std::collections::BTreeMap;

/// What hides a text, or may.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    is_gone: bool,
    is_invisible: bool,
    is_tiny: bool,
    ink: Ink,
    /// None where it is not known.
    ground: Option<Rgb>,
}

/// The colour of text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Ink {
    Known(Rgb),
    /// Text is there and is not painted.
    Clear,
    /// It is not said, or cannot be known.
    Unknown,
}

impl Look {
    /// The look of a page, all of whose style sheets are known if it `is_whole`.
    pub(super) fn of_page(is_whole: bool) -> Look {
        Look {
            is_gone: false,
            is_invisible: false,
            is_tiny: false,
            ink: Ink::Unknown,
            ground: is_whole.then_some(WHITE),
        }
    }

    /// Why people do not see text of this look, if they do not.
    pub(super) fn hidden(&self) -> Option<&'static str> {
        if self.is_gone || self.is_invisible || self.ink == Ink::Clear {
            return Some("invisible");
        }
        if self.is_tiny {
            return Some("too small to be seen");
        }
        let Ink::Known(color) = self.ink else { return None };
        is_same(color, self.ground?).then_some("of the colour of what it is on")
    }

    /// The look of an element within this one, of which `said` is said, the strongest last, each for certain or not.
    pub(super) fn within(&self, said: &[(Declaration, bool)]) -> Look {
        let own = Own::of(said);
        let mut look = self.clone();
        look.is_gone |= own.is_gone();
        if let Some(visibility) = own.get("visibility") {
            look.is_invisible = matches!(visibility, "hidden" | "collapse");
        }
        if let Some(size) = own.get("font-size") {
            look.is_tiny = is_tiny(size, self.is_tiny);
        }
        let fill = own.get("-webkit-text-fill-color");
        if let Some(color) = fill.or_else(|| own.get("color")) {
            let is_on_text = ["background-clip", "-webkit-background-clip"]
                .map(|it| own.get(it) == Some("text"));
            match paint(color) {
                Paint::Outer => {}
                Paint::None if !is_on_text.contains(&true) => look.ink = Ink::Clear,
                paint => look.ink = paint.known().map_or(Ink::Unknown, Ink::Known),
            }
        } else if own.is_vague("color") {
            look.ink = Ink::Unknown;
        }
        if let Some(ground) = own.get("background") {
            match paint(ground) {
                Paint::Outer | Paint::None => {}
                paint => look.ground = paint.known(),
            }
        } else if own.is_vague("background") {
            look.ground = None;
        }
        look
    }
}

/// What is said of one element, by property; none where it holds only at times.
struct Own<'a>(BTreeMap<&'a str, Option<&'a str>>);

impl<'a> Own<'a> {
    fn of(said: &'a [(Declaration, bool)]) -> Own<'a> {
        let mut own = BTreeMap::new();
        for (Declaration { property, value, .. }, is_certain) in said {
            let property = match property.as_str() {
                // A picture covers the colour.
                "background-image" if value == "none" => continue,
                "background-image" | "background-color" => "background",
                "overflow-x" | "overflow-y" => "overflow",
                property => property,
            };
            own.insert(property, is_certain.then_some(value.as_str()));
        }
        Own(own)
    }

    fn get(&self, property: &str) -> Option<&'a str> {
        *self.0.get(property)?
    }

    fn is_vague(&self, property: &str) -> bool {
        self.0.get(property).is_some_and(Option::is_none)
    }

    fn length(&self, property: &str) -> Option<f64> {
        self.get(property).and_then(length)
    }

    /// Whether the element and all in it are taken away.
    fn is_gone(&self) -> bool {
        let is_at_all = |property: &str, value: &str| self.get(property) == Some(value);
        let is_clipped = ["clip", "clip-path"].iter().filter_map(|it| self.get(it)).any(|value| {
            let value: String = value.split_whitespace().collect();
            ["rect(0", "rect(1px,1px,1px", "inset(50%", "inset(100%", "circle(0"]
                .iter()
                .any(|begin| value.starts_with(begin))
        });
        let is_cut = self.get("overflow").is_some_and(|it| matches!(it, "hidden" | "clip"))
            && ["height", "max-height", "width", "max-width"]
                .iter()
                .any(|side| self.length(side).is_some_and(|length| length <= 1.0));
        let is_placed = self.get("position").is_some_and(|position| position != "static");
        let is_off = |property: &str| self.length(property).is_some_and(|it| it <= -900.0);
        is_at_all("display", "none")
            || is_at_all("content-visibility", "hidden")
            || self.get("transform").is_some_and(is_moved_away)
            || is_at_all("filter", "opacity(0)")
            || self.get("opacity").and_then(|it| it.parse().ok()).is_some_and(|it: f64| it < 0.05)
            || is_clipped
            || is_cut
            || ["text-indent", "margin-left", "margin-top"].into_iter().any(is_off)
            || is_placed && ["left", "right", "top", "bottom"].into_iter().any(is_off)
    }
}

/// Whether a transformation leaves nothing of an element, or nothing on the page.
fn is_moved_away(transform: &str) -> bool {
    transform.split(')').filter_map(|part| part.split_once('(')).any(|(name, values)| {
        let mut values = values.split(',').map(|it| length(it.trim()));
        match name.trim() {
            "scale" | "scalex" | "scaley" => values.any(|it| it == Some(0.0)),
            "translate" | "translatex" | "translatey" | "translate3d" => {
                values.any(|it| it.is_some_and(|it| it <= -900.0))
            }
            _ => false,
        }
    })
}

/// Whether a size is below two points, or within one that is.
fn is_tiny(value: &str, outer: bool) -> bool {
    let Some(number) = length(value) else { return outer };
    match value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.') {
        "px" | "pt" | "" => number < 2.0,
        "%" => outer || number <= 5.0,
        "em" => outer || number <= 0.05,
        "rem" => number <= 0.05,
        _ => outer,
    }
}

/// The number that a length begins with.
fn length(value: &str) -> Option<f64> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
    value[..end.unwrap_or(value.len())].parse().ok()
}

/// What is painted.
enum Paint {
    Known(Rgb),
    /// Nothing.
    None,
    /// What is around.
    Outer,
    /// A picture, or what is computed.
    Unknown,
}

impl Paint {
    fn known(self) -> Option<Rgb> {
        if let Paint::Known(color) = self { Some(color) } else { None }
    }
}

/// What a value of `color` or `background` paints.
fn paint(value: &str) -> Paint {
    if ["url(", "gradient(", "var("].iter().any(|part| value.contains(part)) {
        return Paint::Unknown;
    }
    let is_one = value.parse::<svgtypes::Color>().is_ok();
    // A background has its colour among other words.
    let mut words = value.split_whitespace();
    let word = if is_one {
        Some(value)
    } else {
        words.find(|word| word.parse::<svgtypes::Color>().is_ok())
    };
    let is_any = |words: &[&str]| value.split_whitespace().any(|word| words.contains(&word));
    match word.and_then(|word| word.parse::<svgtypes::Color>().ok()) {
        Some(color) if color.alpha < 16 => Paint::None,
        Some(color) if color.alpha == 255 => Paint::Known([color.red, color.green, color.blue]),
        None if is_any(&["inherit", "currentcolor", "unset"]) => Paint::Outer,
        None if is_any(&["none", "transparent"]) => Paint::None,
        _ => Paint::Unknown,
    }
}
