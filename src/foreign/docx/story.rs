//! The paragraphs of a part of a Word file in order: its text, links and pictures, and what nobody sees.

use super::style::{Ground, Look, Styles, item, outline, shade};
use super::xml::{attribute, child, is_in, on, value};
use crate::foreign::{Apart, Hyperlink, Passage, PassageKind, Reading};
use roxmltree::Node;
use std::collections::BTreeMap;

/// What is not the text of today: Word's stand-ins for old versions, and what was taken out.
const OTHER: &[&str] = &["Fallback", "del", "moveFrom"];

/// The longest paper, in EMU (22 inches).
const PAPER: i64 = 22 * 914_400;

/// How much that is apart from the main text is kept.
const MAX_APART: usize = 50;

/// A part: the main text, a head, a foot, notes.
pub(super) struct Story<'a> {
    pub(super) styles: &'a Styles,
    /// Where links lead, by the name of the relationship.
    pub(super) targets: &'a BTreeMap<String, String>,
    /// The colour of pages, unless there is a picture behind the text.
    pub(super) page: Ground,
    /// What a head or foot of pages is called, where lines with the number of the page are left out.
    pub(super) frame: Option<&'static str>,
}

impl Story<'_> {
    /// Puts what is in `root` behind what was read before.
    pub(super) fn read(&self, root: Node<'_, '_>, reading: &mut Reading) {
        for node in root.descendants() {
            match node.tag_name().name() {
                "p" if is_word(node) && !is_in(node, OTHER) => self.paragraph(node, reading),
                "hyperlink" if !is_in(node, OTHER) => {
                    let id = attribute(node, "id");
                    if let Some(url) = id.and_then(|id| self.targets.get(id)) {
                        let text = node.descendants().filter_map(letters).collect();
                        reading.links.push(Hyperlink { url: url.clone(), text });
                    }
                }
                "docPr" if !is_in(node, OTHER) => {
                    // Boxes and lines are no pictures.
                    let is_picture = node.parent().is_some_and(|drawing| {
                        drawing.descendants().any(|it| it.tag_name().name() == "pic")
                    });
                    let has_text = ["descr", "title"]
                        .iter()
                        .any(|key| node.attribute(*key).is_some_and(|text| !text.is_empty()));
                    let is_decoration = node
                        .descendants()
                        .any(|it| it.tag_name().name() == "decorative" && value(it) != Some("0"));
                    let is_missing = is_picture && !has_text && !is_decoration;
                    reading.pictures_without_text += usize::from(is_missing);
                }
                _ => {}
            }
        }
    }

    fn paragraph(&self, node: Node<'_, '_>, reading: &mut Reading) {
        let properties = child(node, "pPr");
        let id = properties.and_then(|it| value(child(it, "pStyle")?));
        let style = self.styles.paragraph(id);
        let own =
            properties.and_then(|it| outline(it).map(PassageKind::Heading).or_else(|| item(it)));
        // A heading that is numbered is one.
        let kind = match (style.kind, own) {
            (Some(heading @ PassageKind::Heading(_)), Some(PassageKind::Item)) => heading,
            (of_style, own) => own.or(of_style).unwrap_or(PassageKind::Text),
        };
        let look = properties.map(Look::of_paragraph).unwrap_or_default().over(style.look);
        let (mut text, mut was_hidden, mut field) = (String::new(), false, Field::default());
        for part in node.descendants() {
            let of_this = part.ancestors().find(|it| it.tag_name().name() == "p" && is_word(*it));
            // What is in a text box is a paragraph of its own.
            if of_this != Some(node) || is_in(part, OTHER) {
                continue;
            }
            field.take(part, &text, reading);
            let Some(piece) = letters(part) else { continue };
            let run = part.parent_element();
            if let Some(why) = run.and_then(|run| self.unseen(run, look)) {
                reading.hide(why, piece, was_hidden);
                was_hidden = true;
            } else {
                was_hidden &= piece.trim().is_empty();
                text.push_str(piece);
            }
        }
        let text = text.trim();
        let is_number = self.frame.is_some() && field.has_page;
        if !text.is_empty() && !is_number {
            let is_boxed = is_in(node, &["txbxContent"]);
            let place = self.frame.or_else(|| is_boxed.then_some("a text box"));
            if let Some(place) = place.filter(|_| reading.apart.len() < MAX_APART) {
                reading.apart.push(Apart { place: place.to_owned(), text: text.to_owned() });
            }
            reading.parts.push(Passage { kind, text: text.to_owned() });
        }
    }

    /// Why nobody sees a run in a paragraph of the look `outer`, if nobody does.
    fn unseen(&self, run: Node<'_, '_>, outer: Look) -> Option<&'static str> {
        let properties = child(run, "rPr");
        let style = properties.and_then(|it| value(child(it, "rStyle")?));
        let style = style.map(|id| self.styles.run(id)).unwrap_or_default();
        let look = properties.map(Look::of_run).unwrap_or_default().over(style).over(outer);
        if is_off(run) {
            return Some("off the page");
        }
        if is_in_hidden_row(run) {
            return Some("invisible");
        }
        look.unseen(self.ground(run))
    }

    /// What is behind a run, as the cell or the box around it has it.
    fn ground(&self, run: Node<'_, '_>) -> Ground {
        for node in run.ancestors() {
            match node.tag_name().name() {
                "txbxContent" => return Ground::Unknown,
                "tc" => {
                    if let Some(ground) = child(node, "tcPr").and_then(shade) {
                        return ground;
                    }
                }
                "tr" | "tbl" => {
                    let properties = child(node, "tblPr");
                    if let Some(ground) = properties.and_then(shade) {
                        return ground;
                    }
                    if properties.and_then(|it| child(it, "tblStyle")).is_some() {
                        return Ground::Unknown;
                    }
                }
                _ => {}
            }
        }
        self.page
    }
}

/// Whether `run` is in a row of a table that is not shown.
fn is_in_hidden_row(run: Node<'_, '_>) -> bool {
    let mut rows = run.ancestors().filter(|it| it.tag_name().name() == "tr");
    rows.any(|row| child(row, "trPr").and_then(|it| on(it, "hidden")) == Some(true))
}

/// Whether a paragraph in a frame (`w:framePr`) is left of the page, or above it.
fn is_frame_off(run: Node<'_, '_>) -> bool {
    /// The longest paper, in twentieths of a point.
    const PAPER: i64 = 22 * 1440;
    let paragraph = run.ancestors().find(|it| it.tag_name().name() == "p");
    let frame = paragraph.and_then(|it| child(child(it, "pPr")?, "framePr"));
    let Some(frame) = frame else { return false };
    let number = |name: &str| attribute(frame, name).and_then(|it| it.parse::<i64>().ok());
    [("x", "w", "hAnchor"), ("y", "h", "vAnchor")].into_iter().any(|(place, length, anchor)| {
        let Some(place) = number(place) else { return false };
        let is_of_page = attribute(frame, anchor) == Some("page");
        let end = place.saturating_add(number(length).unwrap_or(0));
        end < if is_of_page { 0 } else { -PAPER } || place > PAPER
    })
}

/// Whether a drawing or a frame around `run` is at a place where no paper is.
fn is_off(run: Node<'_, '_>) -> bool {
    if is_frame_off(run) {
        return true;
    }
    let mut anchors = run.ancestors().filter(|it| it.tag_name().name() == "anchor");
    let number = |node: Option<Node<'_, '_>>| -> Option<i64> { node?.text()?.trim().parse().ok() };
    anchors.any(|anchor| {
        let extent = child(anchor, "extent");
        [("positionH", "cx"), ("positionV", "cy")].into_iter().any(|(position, length)| {
            let Some(position) = child(anchor, position) else { return false };
            let Some(offset) = number(child(position, "posOffset")) else { return false };
            let length = extent.and_then(|it| attribute(it, length)?.parse().ok()).unwrap_or(0_i64);
            let is_of_page = attribute(position, "relativeFrom") == Some("page");
            let least = if is_of_page { 0 } else { -PAPER };
            offset.saturating_add(length) < least || offset > PAPER
        })
    })
}

/// Whether a paragraph is one of Word, not of a drawing.
fn is_word(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_none_or(|namespace| namespace.contains("wordprocessingml"))
}

/// What an element prints.
fn letters<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let is_run = node.parent_element().is_some_and(|it| it.tag_name().name() == "r");
    match node.tag_name().name() {
        "t" if is_run => node.text(),
        "tab" | "ptab" if is_run => Some(" "),
        "br" | "cr" if is_run => Some("\n"),
        "noBreakHyphen" => Some("-"),
        _ => None,
    }
}

/// Links that are fields: `HYPERLINK "address"`, then what is clicked.
#[derive(Default)]
struct Field {
    instruction: String,
    /// Where the text of an open link begins, and where it leads.
    open: Option<(usize, String)>,
    /// Whether there is the number of a page.
    has_page: bool,
}

impl Field {
    fn take(&mut self, node: Node<'_, '_>, text: &str, reading: &mut Reading) {
        match (node.tag_name().name(), attribute(node, "fldCharType")) {
            ("instrText", _) => self.instruction.push_str(node.text().unwrap_or_default()),
            ("fldChar", Some("begin")) => self.instruction.clear(),
            ("fldChar", Some("separate")) => {
                self.has_page |= is_page(&self.instruction);
                self.open = address(&self.instruction).map(|url| (text.len(), url));
            }
            ("fldChar", Some("end")) => {
                self.has_page |= is_page(&self.instruction);
                if let Some((from, url)) = self.open.take() {
                    let text = text.get(from..).unwrap_or_default().to_owned();
                    reading.links.push(Hyperlink { url, text });
                }
            }
            ("fldSimple", _) => {
                let instruction = attribute(node, "instr").unwrap_or_default();
                self.has_page |= is_page(instruction);
                if let Some(url) = address(instruction) {
                    let text = node.descendants().filter_map(letters).collect();
                    reading.links.push(Hyperlink { url, text });
                }
            }
            _ => {}
        }
    }
}

fn is_page(instruction: &str) -> bool {
    instruction.split_whitespace().any(|word| matches!(word, "PAGE" | "NUMPAGES"))
}

/// Where a field leads; none within the document.
fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let url = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    (!url.is_empty() && !url.starts_with('\\')).then(|| url.to_owned())
}
