//! Word files that anybody made: their paragraphs in order, headings, lists, links, and text that is hidden.
//!
//! Takes the bytes of an archive; reads the parts it needs and no more of each than [`MAX_PART`], whatever the archive
//! claims. XML with a document type is refused, so that no entity grows.

use super::{DocumentReader, Hidden, Hyperlink, Passage, PassageKind, Reading};
use crate::diagnostic::Diagnostic;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Word files.
pub const DOCX: DocumentReader =
    DocumentReader { name: "Word file", endings: &["docx", "docm", "dotx"], recognises, read };

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The most that is read of a part, in bytes.
const MAX_PART: u64 = 16 << 20;

/// Letters of at most so many half points cannot be read.
const TINY: u32 = 8;

fn recognises(head: &[u8]) -> bool {
    let has = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    head.starts_with(b"PK\x03\x04") && (has(b"word/") || has(b"[Content_Types].xml"))
}

fn read(name: &str, bytes: &[u8]) -> Result<Reading, Diagnostic> {
    let wrong = |why: &str| {
        let message = format!("`{}` {why}", name.escape_debug());
        Diagnostic::error("not-a-document", message).hint("open it in Word and save it once more")
    };
    let no_text = || wrong("is not a Word file, or is damaged: it has no text");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_text())?;
    let mut part = |path: &str| part(&mut archive, path);
    let main = part("word/document.xml").ok_or_else(no_text)?;
    let main = Document::parse(&main).map_err(|_| wrong("is damaged: its text is not XML"))?;
    let styles = part("word/styles.xml").unwrap_or_default();
    let styles = Document::parse(&styles).ok();
    let styles = styles.as_ref().map(kinds).unwrap_or_default();
    let relations = part("word/_rels/document.xml.rels").unwrap_or_default();
    let core = part("docProps/core.xml").unwrap_or_default();
    let core = Document::parse(&core).ok();
    let said = |tag: &str| {
        let node = core.as_ref()?.descendants().find(|node| node.tag_name().name() == tag)?;
        node.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let mut reading =
        Reading { title: said("title"), language: said("language"), ..Reading::default() };
    let targets = Document::parse(&relations).map(|it| targets(&it)).unwrap_or_default();
    for node in main.descendants().filter(|node| !is_fallback(*node)) {
        match node.tag_name().name() {
            "p" => paragraph(node, &styles, &mut reading),
            "hyperlink" => {
                let id = node.attributes().find(|it| it.name() == "id").map(|it| it.value());
                if let Some(url) = id.and_then(|id| targets.get(id)) {
                    let text = node.descendants().filter_map(letters).collect();
                    reading.links.push(Hyperlink { url: url.clone(), text });
                }
            }
            "docPr" => {
                let has_text = ["descr", "title"]
                    .iter()
                    .any(|key| node.attribute(*key).is_some_and(|text| !text.is_empty()));
                reading.pictures_without_text += usize::from(!has_text);
            }
            _ => {}
        }
    }
    Ok(reading)
}

/// What Word shows only where it does not know better.
fn is_fallback(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|node| node.tag_name().name() == "Fallback")
}

fn paragraph(node: Node<'_, '_>, styles: &BTreeMap<String, PassageKind>, reading: &mut Reading) {
    let properties = child(node, "pPr");
    let style = properties.and_then(|it| value(child(it, "pStyle")?));
    let is_item = properties.and_then(|it| child(it, "numPr")).is_some();
    let kind = style.and_then(|id| styles.get(id)).copied();
    let kind = kind.unwrap_or(if is_item { PassageKind::Item } else { PassageKind::Text });
    let mut text = String::new();
    for part in node.descendants() {
        let Some(piece) = letters(part) else { continue };
        // What is in a text box is a paragraph of its own.
        let own = part.ancestors().find(|it| it.tag_name().name() == "p");
        if own != Some(node) || is_fallback(part) {
            continue;
        }
        match part.parent_element().and_then(unseen) {
            Some(why) => {
                reading.hidden.push(Hidden { why: why.to_owned(), text: piece.to_owned() });
            }
            None => text.push_str(piece),
        }
    }
    if !text.trim().is_empty() {
        reading.parts.push(Passage { kind, text: text.trim().to_owned() });
    }
}

/// What an element prints.
fn letters<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let is_run = node.parent_element().is_some_and(|it| it.tag_name().name() == "r");
    match node.tag_name().name() {
        "t" => node.text(),
        "tab" if is_run => Some(" "),
        "br" | "cr" if is_run => Some("\n"),
        "noBreakHyphen" => Some("-"),
        _ => None,
    }
}

/// Why nobody sees a run, if nobody does.
fn unseen(run: Node<'_, '_>) -> Option<&'static str> {
    let properties = child(run, "rPr")?;
    let is_on = |name: &str| {
        child(properties, name).is_some_and(|it| !matches!(value(it), Some("0" | "false")))
    };
    let color = child(properties, "color").and_then(value);
    let size: Option<u32> = child(properties, "sz").and_then(value).and_then(|it| it.parse().ok());
    let has_ground = child(properties, "shd").is_some() || child(properties, "highlight").is_some();
    if is_on("vanish") {
        Some("invisible")
    } else if size.is_some_and(|size| size <= TINY) {
        Some("too small to be seen")
    } else if color.is_some_and(|it| it.eq_ignore_ascii_case("ffffff")) && !has_ground {
        Some("of the colour of what it is on")
    } else {
        None
    }
}

/// What the paragraphs of a style are, by its id.
fn kinds(styles: &Document<'_>) -> BTreeMap<String, PassageKind> {
    let mut kinds = BTreeMap::new();
    for style in styles.descendants().filter(|node| node.tag_name().name() == "style") {
        let id = style.attributes().find(|it| it.name() == "styleId").map(|it| it.value());
        let (Some(id), Some(name)) = (id, child(style, "name").and_then(value)) else { continue };
        let name = name.to_lowercase();
        let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
        let kind = match level {
            Some(level) => PassageKind::Heading(level),
            None if name == "title" => PassageKind::Heading(1),
            None if name.starts_with("list ") => PassageKind::Item,
            None => continue,
        };
        kinds.insert(id.to_owned(), kind);
    }
    kinds
}

/// Where links lead, by the name of the relationship.
fn targets(relations: &Document<'_>) -> BTreeMap<String, String> {
    let all = relations.descendants().filter(|node| node.tag_name().name() == "Relationship");
    all.filter_map(|it| Some((it.attribute("Id")?.to_owned(), it.attribute("Target")?.to_owned())))
        .collect()
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.tag_name().name() == name)
}

fn value<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|it| it.name() == "val").map(|it| it.value())
}

/// The text of a part of the archive.
fn part(archive: &mut Archive<'_>, path: &str) -> Option<String> {
    let part = archive.by_name(path).ok()?;
    let mut text = String::new();
    part.take(MAX_PART).read_to_string(&mut text).ok()?;
    Some(text.trim_start_matches('\u{feff}').to_owned())
}
