//! A drawing (SVG) before anything draws it: shapes only, within itself, and of a sane size.
//!
//! Takes the text, looks at every element, attribute and number in it, and gives what may be drawn:
//! the text without scripts and handlers. What the text means is measured once more when it is parsed:
//! transforms multiply, and so do references.

use roxmltree::{Attribute, Document, Node, ParsingOptions};
use std::collections::HashMap;
use std::ops::Range;
use typst::visualize::SvgImage;

/// The largest number, either way: beyond it, 32-bit floats no longer tell neighbouring points apart,
/// and rasterisers overflow.
const MAX_NUMBER: f64 = 1e6;
/// The most points of all paths together, each use counted.
const MAX_POINTS: usize = 100_000;
/// The most references to parts of a drawing.
const MAX_REFERENCES: usize = 32;
/// The most elements, attributes and texts.
const MAX_NODES: u32 = 200_000;
/// The most dashes of a stroke.
const MAX_DASHES: f64 = 10_000.0;
/// Elements that a drawing may not hold: they load something, need a font, cost too much, or multiply.
const BARRED: [&str; 7] = ["image", "text", "foreignobject", "filter", "pattern", "mask", "marker"];

const TOO_MUCH: &str = "draws more than 100,000 points";

/// Whether `text` looks like a drawing, as far as its beginning says.
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && elements(text).any(|name| name.eq_ignore_ascii_case("svg"))
}

/// Width and height of a drawing, in hundredths of its units; `None` if it does not say them.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    let document = parse(text).ok()?;
    let root = document.root_element();
    let length = |name| root.attribute(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    let view = || {
        let numbers = root.attribute("viewBox")?.split([' ', ',']).filter(|word| !word.is_empty());
        let numbers: Vec<f64> = numbers.filter_map(|word| word.parse().ok()).collect();
        (numbers.len() == 4).then(|| (numbers[2], numbers[3]))
    };
    let (width, height) = length("width").zip(length("height")).or_else(view)?;
    let is_sane = |length: f64| (0.01..=MAX_NUMBER).contains(&length);
    let hundredths = |length: f64| (100.0 * length).round() as u32;
    (is_sane(width) && is_sane(height)).then(|| (hundredths(width), hundredths(height)))
}

/// The names of what looks like an element in an XML text, without prefix.
fn elements(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).map(|rest| {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
        let name = &rest[..end.unwrap_or(rest.len())];
        name.rsplit(':').next().unwrap_or(name)
    })
}

/// The drawing in `bytes` without its scripts and handlers, or why it may not be drawn, to be said
/// behind "the photo"; `None` if it is as it should be.
pub(super) fn tidy(bytes: &[u8]) -> Result<Option<String>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.to_ascii_lowercase().contains("<!entity") {
        return Err("defines entities, which are not taken".to_owned());
    }
    let document = parse(text)?;
    let mut dropped = Vec::new();
    let mut references = 0;
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name().to_ascii_lowercase();
        if name == "script" {
            dropped.push(node.range());
        } else if BARRED.contains(&&*name) {
            return Err(format!("contains `<{name}>`, which is not taken"));
        }
        references += usize::from(name == "use");
        for attribute in node.attributes() {
            let own = attribute.name().to_ascii_lowercase();
            if own.starts_with("on") {
                dropped.push(attribute.range());
            }
            references += usize::from(own == "clip-path");
            references += attribute.value().matches("clip-path").count();
        }
    }
    check_style(&document)?;
    stays_within(&document)?;
    check_numbers(&document)?;
    if references > MAX_REFERENCES {
        return Err(format!("has more than {MAX_REFERENCES} `<use>` and `clip-path`"));
    }
    if points(&document) > MAX_POINTS {
        return Err(TOO_MUCH.to_owned());
    }
    Ok((!dropped.is_empty()).then(|| without(text, &mut dropped)))
}

/// Whether the numbers of a drawing that somebody else made for a theme are sane; any other file passes.
pub(super) fn check_claim(bytes: &[u8]) -> Result<(), String> {
    if !is_drawing(bytes) {
        return Ok(());
    }
    let text = String::from_utf8_lossy(bytes);
    let document = parse(text.trim_start_matches('\u{feff}').trim_start())?;
    check_numbers(&document)?;
    if points(&document) > MAX_POINTS { Err(TOO_MUCH.to_owned()) } else { Ok(()) }
}

fn parse(text: &str) -> Result<Document<'_>, String> {
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|why| match why {
        roxmltree::Error::NodesLimitReached => "has too many elements".to_owned(),
        roxmltree::Error::NoRootNode => "is damaged: it holds no drawing".to_owned(),
        why => format!("is damaged: it is not XML at line {}", why.pos().row),
    })
}

/// `text` without `ranges`.
fn without(text: &str, ranges: &mut [Range<usize>]) -> String {
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for range in ranges.iter().filter(|range| !range.is_empty()) {
        if range.start >= from {
            kept.push_str(&text[from..range.start]);
        }
        from = from.max(range.end);
    }
    kept + &text[from..]
}

/// Whether the style sheets do without what they could hide.
fn check_style(document: &Document<'_>) -> Result<(), String> {
    for style in styles(document) {
        let style = style.to_lowercase();
        if style.contains("@import") {
            return Err(outside());
        }
        if style.contains("clip-path") {
            return Err("clips its shapes by a style sheet, which is not taken".to_owned());
        }
    }
    Ok(())
}

fn styles<'a>(document: &'a Document<'_>) -> impl Iterator<Item = &'a str> {
    let is_style = |node: &Node| node.tag_name().name().eq_ignore_ascii_case("style");
    let texts = document.descendants().filter(is_style).flat_map(|node| node.descendants());
    texts.filter_map(|node| node.text())
}

/// Whether all that is referred to is in the drawing itself.
fn stays_within(document: &Document<'_>) -> Result<(), String> {
    let is_own = |address: &str| {
        address.trim_start_matches([' ', '"', '\'', '\n', '\t', '\r']).starts_with('#')
    };
    let leads_out =
        |text: &str| text.to_lowercase().split("url(").skip(1).any(|address| !is_own(address));
    let is_foreign = |attribute: Attribute<'_, '_>| {
        let is_link = attribute.name().eq_ignore_ascii_case("href");
        is_link && !is_own(attribute.value()) || leads_out(attribute.value())
    };
    let elements = document.descendants().filter(Node::is_element);
    let is_foreign = elements.flat_map(|node| node.attributes()).any(is_foreign);
    // The declaration `<?xml-stylesheet href="…"?>` loads something, too.
    let has_sheet = document.descendants().any(|node| node.is_pi());
    if is_foreign || has_sheet || styles(document).any(leads_out) {
        return Err(outside());
    }
    Ok(())
}

fn outside() -> String {
    "refers to something outside of it, which is never loaded".to_owned()
}

/// Whether no number is larger than [`MAX_NUMBER`].
fn check_numbers(document: &Document<'_>) -> Result<(), String> {
    let is_drawn = |attribute: &Attribute<'_, '_>| {
        attribute.namespace().is_none()
            && !matches!(attribute.name(), "id" | "class" | "href" | "version" | "lang")
            && !attribute.name().starts_with("data-")
            && !attribute.name().starts_with("aria-")
    };
    let elements = document.descendants().filter(Node::is_element);
    let values = elements.flat_map(|node| node.attributes()).filter(is_drawn);
    let values = values.map(|attribute| (attribute.value(), attribute.name() == "d"));
    for (text, is_path) in values.chain(styles(document).map(|style| (style, false))) {
        if let Some(number) = numbers(text, is_path).find(|number| number.abs() > MAX_NUMBER) {
            return Err(format!("has the number {number:e}, and at most 1e6 is taken"));
        }
    }
    Ok(())
}

/// The numbers in an attribute. In a path they are right behind letters; elsewhere what is behind
/// a letter or `#` is part of a name or a colour.
fn numbers(text: &str, is_path: bool) -> impl Iterator<Item = f64> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let byte = bytes[at];
            if byte == b'#' || !is_path && byte.is_ascii_alphabetic() {
                at += 1;
                while bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
                    at += 1;
                }
            } else if byte.is_ascii_digit() || byte == b'.' {
                let end = at + number_length(&bytes[at..]);
                let number = text[at..end].parse::<f64>().ok();
                at = end.max(at + 1);
                if number.is_some() {
                    return number;
                }
            } else {
                at += 1;
            }
        }
        None
    })
}

/// How many bytes the number at the beginning of `bytes` has: digits, one point, an exponent.
fn number_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = digits(0);
    if bytes.get(end) == Some(&b'.') {
        end += 1 + digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = bytes.get(end + 1 + sign..).map_or(0, |_| digits(end + 1 + sign));
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}

/// How many points are drawn, at most: those that `<use>` and `clip-path` repeat count each time.
fn points(document: &Document<'_>) -> usize {
    let mut named: HashMap<&str, Node<'_, '_>> = HashMap::new();
    for node in document.descendants().filter(Node::is_element) {
        named.extend(node.attribute("id").map(|id| (id, node)));
    }
    let mut open = vec![document.root_element()];
    let mut total = 0_usize;
    // A drawing that refers to itself ends here, too: every element counts.
    while let Some(node) = open.pop().filter(|_| total <= MAX_POINTS) {
        total = total.saturating_add(own_points(&node));
        let is_use = node.tag_name().name() == "use";
        for attribute in node.attributes() {
            let target = match attribute.name() {
                "href" if is_use => attribute.value(),
                "clip-path" | "style" => attribute.value(),
                _ => continue,
            };
            open.extend(target.split('#').skip(1).filter_map(|rest| {
                let end = rest.find([')', ' ', '"', '\'', ';']).unwrap_or(rest.len());
                named.get(&rest[..end])
            }));
        }
        open.extend(node.children().filter(Node::is_element));
    }
    total
}

/// The points of one element, from the numbers in its attributes.
fn own_points(node: &Node<'_, '_>) -> usize {
    let path = node.attribute("d").map_or(0, |path| {
        // A letter draws a line at least.
        let letters = path.bytes().filter(u8::is_ascii_alphabetic).count();
        letters.max(numbers(path, true).count() / 2)
    });
    let list = node.attribute("points").map_or(0, |points| numbers(points, false).count() / 2);
    1 + path + list
}

/// Whether what came of the text may be drawn: its sides, its shapes where they end up, and its dashes.
pub(super) fn check_parsed(drawing: &SvgImage) -> Result<(), String> {
    super::image::check_sides(drawing.width(), drawing.height())?;
    let mut open = vec![drawing.tree().root()];
    while let Some(group) = open.pop() {
        for node in group.children() {
            let area = node.abs_stroke_bounding_box();
            let far = [area.left(), area.top(), area.right(), area.bottom()];
            // Written so that what is not a number is refused.
            if !far.iter().all(|side| f64::from(side.abs()) <= 10.0 * MAX_NUMBER) {
                return Err("has a shape that reaches further than 1e7".to_owned());
            }
            match node {
                usvg::Node::Group(group) => open.push(group),
                usvg::Node::Path(path) => check_dashes(path)?,
                usvg::Node::Image(_) | usvg::Node::Text(_) => {}
            }
        }
    }
    Ok(())
}

fn check_dashes(path: &usvg::Path) -> Result<(), String> {
    let Some(dashes) = path.stroke().and_then(usvg::Stroke::dasharray) else { return Ok(()) };
    let period: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
    let points = path.data().points();
    let length: f64 = points.windows(2).map(|pair| f64::from(pair[0].distance(pair[1]))).sum();
    if length <= MAX_DASHES * period {
        Ok(())
    } else {
        Err("has a stroke of more than 10,000 dashes".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(attributes: &str, inner: &str) -> String {
        format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{inner}</svg>")
    }

    /// Why the drawing is not taken: by its text, or by what it means.
    fn refused(drawing: &str) -> Option<String> {
        use typst::diag::LoadedWithin;
        use typst::foundations::Bytes;
        use typst::loading::{LoadSource, Loaded};
        use typst::syntax::Spanned;
        if let Err(why) = tidy(drawing.as_bytes()) {
            return Some(why);
        }
        let bytes = Bytes::from_string(drawing.to_owned());
        let source = Loaded::new(Spanned::detached(LoadSource::Bytes), bytes.clone());
        let parsed = SvgImage::new(bytes).within(&source).expect("a drawing");
        check_parsed(&parsed).err()
    }

    #[test]
    fn what_would_end_the_program_is_refused() {
        let cases = [
            ("viewBox='0 0 40 50'", "<circle r='1e38'/>", "has the number 1e38"),
            ("viewBox='0 0 40 50'", "<path d='M0 0L-1.5e7,2z'/>", "has the number 1.5e7"),
            (
                "viewBox='0 0 40 50'",
                "<path style='stroke-width:10000001' d='M0 0'/>",
                "has the number",
            ),
            ("viewBox='0 0 40 50'", "<style>.a{stroke-width:1e30}</style>", "has the number 1e30"),
            ("viewBox='0 0 40 1e7'", "<rect width='9' height='9'/>", "has the number 1e7"),
            ("viewBox='0 0 40 1e5'", "<rect width='9' height='9'/>", "is 40 × 100000 units large"),
            (
                "width='40' height='4000'",
                "<rect width='9' height='9'/>",
                "is 40 × 4000 units large",
            ),
            (
                "viewBox='0 0 40 50'",
                "<g transform='scale(1e5)'><g transform='scale(1e5)'><rect width='9' height='9'/></g></g>",
                "reaches further",
            ),
            (
                "viewBox='0 0 40 50'",
                "<path d='M0 0L40 40' stroke='red' stroke-dasharray='1e-5 1e-5'/>",
                "more than 10,000 dashes",
            ),
        ];
        for (attributes, inner, why) in cases {
            let found = refused(&svg(attributes, inner)).unwrap_or_default();
            assert!(found.contains(why), "{inner}: {found}");
        }
        let many = format!("<path d='M0 0{}'/>", "l1 1".repeat(100_001));
        assert_eq!(refused(&svg("viewBox='0 0 9 9'", &many)).as_deref(), Some(TOO_MUCH));
        // A thousand points, used again and again: 2^8 times with sixteen references.
        let leaf = format!("<g id='a0'><path d='M0 0{}'/></g>", "l1 1".repeat(1000));
        let nested = (1..=8).fold(leaf, |drawing, level| {
            let twice = format!("<use href='#a{}'/>", level - 1).repeat(2);
            format!("{drawing}<g id='a{level}'>{twice}</g>")
        });
        assert_eq!(refused(&svg("viewBox='0 0 9 9'", &nested)).as_deref(), Some(TOO_MUCH));
        let itself = "<g id='a'><use href='#a'/></g>";
        assert_eq!(refused(&svg("viewBox='0 0 9 9'", itself)).as_deref(), Some(TOO_MUCH));
        let plain = "<circle cx='20' cy='20' r='18' stroke='#1e9999' stroke-dasharray='2 1'/>";
        assert_eq!(refused(&svg("viewBox='0 0 40 50'", plain)), None);
    }

    #[test]
    fn scripts_and_handlers_are_dropped() {
        let drawing = svg(
            "viewBox='0 0 9 9' onload='steal()'",
            "<script>alert(1)</script><rect width='9' onclick='x()' height='9'/>",
        );
        let tidied = tidy(drawing.as_bytes()).expect("it may be drawn").expect("it is changed");
        assert_eq!(tidied, svg("viewBox='0 0 9 9' ", "<rect width='9'  height='9'/>"));
        assert_eq!(tidy(tidied.as_bytes()), Ok(None));
    }

    #[test]
    fn a_drawing_of_any_depth_is_answered() {
        for depth in [1_000, 60_000] {
            let deep = "<g>".repeat(depth) + &"</g>".repeat(depth);
            let text = svg("viewBox='0 0 9 9'", &deep);
            let _ = tidy(text.as_bytes());
        }
    }

    #[test]
    fn numbers_are_found_where_they_are_meant() {
        let found = |text: &str, is_path| numbers(text, is_path).collect::<Vec<_>>();
        assert_eq!(found("M10-20.5.5l1e3 1E-2z", true), [10.0, 20.5, 0.5, 1000.0, 0.01]);
        assert_eq!(found("#1e9999 url(#a1e99) scale(2, 1e7)", false), [2.0, 1e7]);
        assert_eq!(found(".st1e9{fill:#123456;stroke-width:3px}", false), [3.0]);
        assert_eq!(found("1e 1e+ . 5.", false), [1.0, 1.0, 5.0]);
    }
}
