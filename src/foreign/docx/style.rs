//! Styles of a Word file: what their paragraphs are, and what tells whether people see the text of a run.

use super::xml::{child, on, value};
use crate::foreign::PassageKind;
use crate::foreign::color::{Rgb, WHITE, is_same};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// Letters of at most so many half points cannot be read.
const TINY: u32 = 8;

/// Lines of at most so many twentieths of a point show nothing of their letters.
const FLAT: u32 = 40;

/// Letters of at most so many percent of their width show nothing.
const NARROW: u32 = 5;

/// A style is based on another one at most so often.
const DEEPEST: usize = 32;

/// What is behind a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ground {
    Color(Rgb),
    /// A picture, or what the style of a table has.
    Unknown,
}

/// The colour of a text.
#[derive(Debug, Clone, Copy)]
enum Ink {
    Color(Rgb),
    /// Word chooses one that is seen on any ground.
    Automatic,
}

/// What properties say of a text; none where they say nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    is_gone: Option<bool>,
    size: Option<u32>,
    ink: Option<Ink>,
    ground: Option<Ground>,
    is_flat: Option<bool>,
}

impl Look {
    /// What `rPr` says.
    pub(super) fn of_run(properties: Node<'_, '_>) -> Look {
        let percent = |name: &str| child(properties, name).and_then(value)?.parse::<u32>().ok();
        let is_clear = child(properties, "textFill").is_some_and(is_clear);
        Look {
            is_gone: is_clear.then_some(true).or_else(|| on(properties, "vanish")),
            size: child(properties, "sz").and_then(value).and_then(|size| size.parse().ok()),
            ink: child(properties, "color").and_then(ink),
            ground: highlight(properties).or_else(|| shade(properties)),
            is_flat: percent("w").filter(|width| *width <= NARROW).map(|_| true),
        }
    }

    /// What `pPr` says of the text in the paragraph.
    pub(super) fn of_paragraph(properties: Node<'_, '_>) -> Look {
        let is_flat = child(properties, "spacing").and_then(|spacing| {
            let of = |name: &str| spacing.attributes().find(|it| it.name() == name);
            let height: u32 = of("line")?.value().parse().ok()?;
            Some(of("lineRule")?.value() == "exact" && height <= FLAT)
        });
        Look { ground: shade(properties), is_flat, ..Look::default() }
    }

    /// This, and where it says nothing, what `outer` says.
    pub(super) fn over(self, outer: Look) -> Look {
        Look {
            is_gone: self.is_gone.or(outer.is_gone),
            size: self.size.or(outer.size),
            ink: self.ink.or(outer.ink),
            ground: self.ground.or(outer.ground),
            is_flat: self.is_flat.or(outer.is_flat),
        }
    }

    /// Why nobody sees such text on `page`, if nobody does.
    pub(super) fn unseen(self, page: Ground) -> Option<&'static str> {
        let is_same = match (self.ink, self.ground.unwrap_or(page)) {
            (Some(Ink::Color(color)), Ground::Color(ground)) => is_same(color, ground),
            _ => false,
        };
        if self.is_gone == Some(true) {
            Some("invisible")
        } else if self.size.is_some_and(|size| size <= TINY) || self.is_flat == Some(true) {
            Some("too small to be seen")
        } else if is_same {
            Some("of the colour of what it is on")
        } else {
            None
        }
    }
}

/// What `w:color` says. Colours of the theme are known as far as they are those of text and paper.
fn ink(color: Node<'_, '_>) -> Option<Ink> {
    let of = |name: &str| color.attributes().find(|it| it.name() == name).map(|it| it.value());
    let is_mixed = of("themeShade").or_else(|| of("themeTint")).is_some();
    match of("themeColor") {
        Some("background1" | "light1") if !is_mixed => return Some(Ink::Color(WHITE)),
        Some("text1" | "dark1") => return Some(Ink::Automatic),
        _ => {}
    }
    value(color).map(|color| hex(color).map_or(Ink::Automatic, Ink::Color))
}

/// Whether letters are filled with nothing (Word 2010's `w14:textFill`).
fn is_clear(fill: Node<'_, '_>) -> bool {
    /// Of 100,000.
    const CLEAR: u32 = 95_000;
    let alpha = child(fill, "solidFill").and_then(|it| it.first_element_child());
    let alpha: Option<u32> =
        alpha.and_then(|it| child(it, "alpha")).and_then(value).and_then(|it| it.parse().ok());
    child(fill, "noFill").is_some() || alpha.is_some_and(|alpha| alpha >= CLEAR)
}

/// The colour of a marker (`w:highlight`, ECMA-376, 17.18.40).
fn highlight(properties: Node<'_, '_>) -> Option<Ground> {
    let color = match child(properties, "highlight").and_then(value)? {
        "none" => return None,
        "black" => [0, 0, 0],
        "white" => WHITE,
        "red" => [255, 0, 0],
        "green" => [0, 255, 0],
        "blue" => [0, 0, 255],
        "yellow" => [255, 255, 0],
        "cyan" => [0, 255, 255],
        "magenta" => [255, 0, 255],
        "darkRed" => [128, 0, 0],
        "darkGreen" => [0, 128, 0],
        "darkBlue" => [0, 0, 128],
        "darkYellow" => [128, 128, 0],
        "darkCyan" => [0, 128, 128],
        "darkMagenta" => [128, 0, 128],
        "darkGray" => [128, 128, 128],
        "lightGray" => [192, 192, 192],
        _ => return Some(Ground::Unknown),
    };
    Some(Ground::Color(color))
}

/// The colour of a shading (`w:shd`); none where it has none.
pub(super) fn shade(properties: Node<'_, '_>) -> Option<Ground> {
    let shade = child(properties, "shd")?;
    let of = |name: &str| shade.attributes().find(|it| it.name() == name).map(|it| it.value());
    let is_solid = value(shade) == Some("solid");
    let color = of(if is_solid { "color" } else { "fill" }).unwrap_or("auto");
    let has_pattern = value(shade).is_some_and(|it| !matches!(it, "clear" | "nil" | "solid"));
    match hex(color) {
        _ if has_pattern => Some(Ground::Unknown),
        Some(color) => Some(Ground::Color(color)),
        None if of("themeFill").is_some() => Some(Ground::Unknown),
        None => None,
    }
}

/// A colour such as `FF0000`; none for `auto`.
pub(super) fn hex(text: &str) -> Option<Rgb> {
    let text = text.trim_start_matches('#');
    let part = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (text.len() == 6).then_some([part(0)?, part(2)?, part(4)?])
}

/// A style, with what it has of those it is based on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) kind: Option<PassageKind>,
    pub(super) look: Look,
}

/// The styles of a file, by id.
#[derive(Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    /// That of paragraphs which name none.
    usual: Style,
    /// The language of the text.
    pub(super) language: Option<String>,
}

impl Styles {
    pub(super) fn of(document: &Document<'_>) -> Styles {
        let nodes = document.descendants().filter(|node| node.tag_name().name() == "style");
        let nodes: BTreeMap<String, Node<'_, '_>> = nodes
            .filter_map(|node| {
                let id = node.attributes().find(|it| it.name() == "styleId")?;
                Some((id.value().to_owned(), node))
            })
            .collect();
        let defaults = document.descendants().find(|node| node.tag_name().name() == "rPrDefault");
        let defaults = defaults.and_then(|node| child(node, "rPr"));
        let base = Style { kind: None, look: defaults.map(Look::of_run).unwrap_or_default() };
        let language = defaults.and_then(|it| child(it, "lang")).and_then(value);
        let all: BTreeMap<String, Style> =
            nodes.keys().map(|id| (id.clone(), style(id, &nodes, 0))).collect();
        let is_usual = |node: &Node<'_, '_>| {
            let of = |name: &str| node.attributes().find(|it| it.name() == name);
            of("type").is_some_and(|it| it.value() == "paragraph")
                && of("default").is_some_and(|it| matches!(it.value(), "1" | "true" | "on"))
        };
        let usual = nodes.iter().find(|(_, node)| is_usual(node)).and_then(|(id, _)| all.get(id));
        let usual = usual.copied().unwrap_or_default();
        let usual = Style { kind: usual.kind, look: usual.look.over(base.look) };
        Styles { all, usual, language: language.map(str::to_owned) }
    }

    /// The style of a paragraph.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        match id.and_then(|id| self.all.get(id)) {
            Some(own) => Style { kind: own.kind, look: own.look.over(self.usual.look) },
            None => self.usual,
        }
    }

    /// The look of a run in a style of characters.
    pub(super) fn run(&self, id: &str) -> Look {
        self.all.get(id).map(|own| own.look).unwrap_or_default()
    }
}

/// The style called `id`, with what it has of the one it is based on.
fn style(id: &str, nodes: &BTreeMap<String, Node<'_, '_>>, depth: usize) -> Style {
    let Some(node) = nodes.get(id).filter(|_| depth < DEEPEST) else { return Style::default() };
    let base = child(*node, "basedOn").and_then(value);
    let base = base.map(|base| style(base, nodes, depth + 1)).unwrap_or_default();
    let run = child(*node, "rPr").map(Look::of_run).unwrap_or_default();
    let paragraph = child(*node, "pPr");
    let of_paragraph = paragraph.map(Look::of_paragraph).unwrap_or_default();
    let name = child(*node, "name").and_then(value).unwrap_or_default().to_lowercase();
    let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
    let kind = match level.or_else(|| paragraph.and_then(outline)) {
        Some(level) => Some(PassageKind::Heading(level)),
        None if name == "title" => Some(PassageKind::Heading(1)),
        None if name.starts_with("list ") => Some(PassageKind::Item),
        None => paragraph.and_then(item),
    };
    Style { kind: kind.or(base.kind), look: run.over(of_paragraph).over(base.look) }
}

/// The level of a heading that `pPr` says, counted from 1.
pub(super) fn outline(properties: Node<'_, '_>) -> Option<u8> {
    let level: u8 = child(properties, "outlineLvl").and_then(value)?.parse().ok()?;
    (level < 9).then_some(level + 1)
}

/// Whether `pPr` makes an item of a list, or takes it back.
pub(super) fn item(properties: Node<'_, '_>) -> Option<PassageKind> {
    let number = child(child(properties, "numPr")?, "numId").and_then(value)?;
    Some(if number == "0" { PassageKind::Text } else { PassageKind::Item })
}
