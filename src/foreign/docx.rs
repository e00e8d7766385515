//! Word files that anybody made: their paragraphs in order, headings, lists, links, and text that is hidden.
//!
//! Takes the bytes of an archive; reads the parts it needs and no more of each than [`MAX_PART`], whatever the archive
//! claims. XML with a document type is refused, so that no entity grows.

mod story;
mod style;
mod xml;

use self::story::Story;
use self::style::{Ground, Styles, hex};
use self::xml::attribute;
use super::color::WHITE;
use super::{DocumentReader, Reading};
use crate::diagnostic::Diagnostic;
use roxmltree::Document;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Word files.
pub const DOCX: DocumentReader = DocumentReader {
    name: "Word file",
    endings: &["docx", "docm", "dotx"],
    recognises,
    parse,
    is_plain: false,
};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The most that is read of a part, in bytes.
const MAX_PART: u64 = 16 << 20;

fn recognises(head: &[u8]) -> bool {
    let has = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    head.starts_with(b"PK\x03\x04") && (has(b"word/") || has(b"[Content_Types].xml"))
}

fn parse(name: &str, bytes: &[u8]) -> Result<Reading, Diagnostic> {
    let wrong = |why: &str| {
        let message = format!("`{}` {why}", name.escape_debug());
        Diagnostic::error("not-a-document", message).hint("open it in Word and save it once more")
    };
    let no_text = || wrong("is not a Word file, or is damaged: it has no text");
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_text())?;
    let mut parts = Parts(archive);
    let package = parts.relations("");
    let of_type = |all: &[Relation], kind: &str| {
        let found = all.iter().find(|it| it.kind.ends_with(kind));
        found.map(|relation| relation.target.clone())
    };
    let main_path =
        of_type(&package, "/officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
    let main = parts.text(&main_path).ok_or_else(no_text)?;
    let main = Document::parse(&main).map_err(|_| wrong("is damaged: its text is not XML"))?;
    let relations = parts.relations(&main_path);
    let styles = of_type(&relations, "/styles").and_then(|path| parts.text(&path));
    let styles = styles.as_deref().and_then(|text| Document::parse(text).ok());
    let styles = styles.as_ref().map(Styles::of).unwrap_or_default();
    let core = of_type(&package, "/core-properties").unwrap_or_else(|| "docProps/core.xml".into());
    let core = parts.text(&core).unwrap_or_default();
    let core = Document::parse(&core).ok();
    let said = |tag: &str| {
        let node = core.as_ref()?.descendants().find(|node| node.tag_name().name() == tag)?;
        node.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let language = said("language").or_else(|| styles.language.clone());
    let mut reading = Reading { title: said("title"), language, ..Reading::default() };
    let texts = parts.around(&relations);
    let around: Vec<_> = texts.iter().filter_map(|it| it.parsed()).collect();
    let has_backdrop = |document: &Document<'_>| {
        document.descendants().any(|node| attribute(node, "behindDoc") == Some("1"))
    };
    let is_covered = has_backdrop(&main) || around.iter().any(|(_, _, it)| has_backdrop(it));
    let page = if is_covered { Ground::Unknown } else { Ground::Color(paper(&main)) };
    let mut read =
        |document: &Document<'_>, relations: &[Relation], frame: Option<&'static str>| {
            let targets = relations.iter().map(|it| (it.id.clone(), it.address.clone()));
            let targets: BTreeMap<String, String> = targets.collect();
            let story = Story { styles: &styles, targets: &targets, page, frame };
            story.read(document.root(), &mut reading);
        };
    for (_, relations, head) in around.iter().filter(|(place, ..)| *place == Place::Head) {
        read(head, relations, Place::Head.called());
    }
    read(&main, &relations, None);
    for (place, relations, text) in around.iter().filter(|(place, ..)| *place != Place::Head) {
        read(text, relations, place.called());
    }
    forget_repeated(&mut reading);
    Ok(reading)
}

/// Leaves of what is apart only what no line of the main text says.
fn forget_repeated(reading: &mut Reading) {
    let Reading { apart, parts, .. } = reading;
    let all = std::mem::take(apart);
    let is_only_apart = |text: &str| {
        let in_parts = parts.iter().filter(|part| part.text.contains(text)).count();
        in_parts <= all.iter().filter(|it| it.text.contains(text)).count()
    };
    *apart = all.iter().filter(|it| is_only_apart(&it.text)).cloned().collect();
}

/// The colour of the pages.
fn paper(main: &Document<'_>) -> super::color::Rgb {
    let ground = main.descendants().find(|node| node.tag_name().name() == "background");
    ground.and_then(|node| attribute(node, "color")).and_then(hex).unwrap_or(WHITE)
}

/// Where a part is that is not the main text.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Head,
    Foot,
    Notes,
}

impl Place {
    /// What it is called, where it is not read with the text.
    fn called(self) -> Option<&'static str> {
        match self {
            Place::Head => Some("the head of pages"),
            Place::Foot => Some("the foot of pages"),
            Place::Notes => None,
        }
    }
}

/// The text of such a part, and what it refers to.
struct Around {
    place: Place,
    relations: Vec<Relation>,
    text: String,
}

impl Around {
    fn parsed(&self) -> Option<(Place, &[Relation], Document<'_>)> {
        let document = Document::parse(&self.text).ok()?;
        Some((self.place, &self.relations, document))
    }
}

/// What a part refers to.
struct Relation {
    id: String,
    kind: String,
    /// A part, by its path in the archive.
    target: String,
    /// The same as it is written, which is an address outside the file.
    address: String,
}

/// The parts of the archive.
struct Parts<'a>(Archive<'a>);

impl Parts<'_> {
    /// The text of a part.
    fn text(&mut self, path: &str) -> Option<String> {
        let part = self.0.by_name(path).ok()?;
        let mut bytes = Vec::new();
        part.take(MAX_PART).read_to_end(&mut bytes).ok()?;
        Some(super::decoded(&bytes, None).trim_start_matches('\u{feff}').to_owned())
    }

    /// What the part at `path` refers to; the file itself, if it is empty.
    fn relations(&mut self, path: &str) -> Vec<Relation> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let between = if folder.is_empty() { "" } else { "/" };
        let text = self.text(&format!("{folder}{between}_rels/{name}.rels")).unwrap_or_default();
        let Ok(document) = Document::parse(&text) else { return Vec::new() };
        let all = document.descendants().filter(|it| it.tag_name().name() == "Relationship");
        let relation = |node: roxmltree::Node<'_, '_>| {
            let address = node.attribute("Target")?;
            let target = match address.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("{folder}{between}{address}"),
            };
            Some(Relation {
                id: node.attribute("Id")?.to_owned(),
                kind: node.attribute("Type").unwrap_or_default().to_owned(),
                target,
                address: address.to_owned(),
            })
        };
        all.filter_map(relation).collect()
    }

    /// Heads and feet of pages, each text once, and notes.
    fn around(&mut self, relations: &[Relation]) -> Vec<Around> {
        let places = [
            ("/header", Place::Head),
            ("/footer", Place::Foot),
            ("/footnotes", Place::Notes),
            ("/endnotes", Place::Notes),
        ];
        let mut all: Vec<Around> = Vec::new();
        for (kind, place) in places {
            for relation in relations.iter().filter(|relation| relation.kind.ends_with(kind)) {
                let Some(text) = self.text(&relation.target) else { continue };
                if all.iter().all(|other| other.text != text) {
                    let relations = self.relations(&relation.target);
                    all.push(Around { place, relations, text });
                }
            }
        }
        all
    }
}
