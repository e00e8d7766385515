//! A PDF file as a machine reads it: text, fonts, links, structure.
//!
//! Takes bytes that anybody may have made, gives a [`Pdf`] or says why there is none. It never follows
//! a loop, never panics, and gives up on what is too large or takes too long.

mod blocks;
mod budget;
mod builtin;
mod codes;
mod content;
mod encoding;
mod font;
mod inflate;
mod state;
mod tags;
mod text;
mod unicode;

pub use self::blocks::{Area, Line, Located, area};
pub use self::state::{Color, Glyph};
pub use self::tags::Tagged;
pub use self::text::PAGE_END;

use self::budget::Budget;
use self::content::Interpreter;
use crate::diagnostic::Diagnostic;
use lopdf::{Dictionary, Document, Object, ObjectId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

/// The largest file that is read, in bytes. A resume of ten pages with a photo has a thirtieth of it.
pub const MAX_BYTES: u64 = 64 << 20;

/// The most pages that are read.
const MAX_PAGES: usize = 200;

/// How long reading may take.
const TIME: Duration = Duration::from_secs(10);

/// The stack of the thread that reads: nested objects are read by recursion.
const STACK: usize = 256 << 20;

/// The deepest tree of structure elements that is walked.
const MAX_DEPTH: usize = 64;

/// What a machine finds in a PDF file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Pdf {
    /// The pages.
    pub pages: Vec<PdfPage>,
    /// The fonts of all pages.
    pub fonts: Vec<Font>,
    /// The title in the metadata.
    pub title: Option<String>,
    /// The language of the whole.
    pub language: Option<String>,
    /// Whether there are tags: a tree that says what is a heading, a list, a link.
    pub tagged: bool,
    /// How many figures have no text in their place.
    pub figures_without_text: usize,
    /// Where links lead, with the page, counted from 0.
    pub links: Vec<(usize, String)>,
    /// Where on the page each of the links is.
    pub link_areas: Vec<Area>,
    /// Headings and items of lists, by the tags.
    pub tags: Vec<Tagged>,
}

/// A page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PdfPage {
    /// Its glyphs, in the order they are painted.
    pub glyphs: Vec<Glyph>,
    /// How many images it has.
    pub images: usize,
    /// Left, bottom, right, top, in pt.
    pub area: [f64; 4],
}

/// A font of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Font {
    /// Its name, without the mark of a subset.
    pub name: String,
    /// Whether the file carries it.
    pub embedded: bool,
}

/// Reads `bytes`, which people know as `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Pdf, Diagnostic> {
    let refuse = |why: &str| Diagnostic::error("unreadable-pdf", format!("`{name}` {why}"));
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Err(too_large(name));
    }
    if !bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Err(refuse("is not a PDF file"));
    }
    let (sender, receiver) = mpsc::channel();
    let owned = bytes.to_vec();
    let work = move || {
        let read = catch_unwind(AssertUnwindSafe(|| parse(&owned)));
        // Nobody listens any more if it took too long.
        let _ = sender.send(read);
    };
    let thread = std::thread::Builder::new().name("read-pdf".to_owned()).stack_size(STACK);
    if thread.spawn(work).is_err() {
        return Err(refuse("cannot be read: there is no memory for it"));
    }
    let damaged = "is damaged: it cannot be read as a PDF file";
    match receiver.recv_timeout(TIME) {
        Ok(Ok(Ok(pdf))) => Ok(pdf),
        Ok(Ok(Err(Unreadable::Encrypted))) => {
            let hint = "save it without a password; whoever gets it cannot read it either";
            Err(refuse("is encrypted").hint(hint))
        }
        Ok(Ok(Err(Unreadable::Long))) => {
            Err(refuse(&format!("has more than {MAX_PAGES} pages, too many for a resume")))
        }
        Ok(Ok(Err(Unreadable::Empty))) => Err(refuse("is damaged: it has no pages")),
        Ok(Ok(Err(Unreadable::Damaged)) | Err(_)) => Err(refuse(damaged)),
        Ok(Ok(Err(Unreadable::TooMuch))) | Err(_) => Err(takes_too_much(name)),
    }
}

/// That `name` is larger than [`MAX_BYTES`].
pub fn too_large(name: &str) -> Diagnostic {
    let message =
        format!("`{name}` is larger than {} MiB, too large for a resume", MAX_BYTES >> 20);
    Diagnostic::error("unreadable-pdf", message)
}

/// That `name` takes more time or memory than any resume does.
pub fn takes_too_much(name: &str) -> Diagnostic {
    let message = format!("`{name}` takes too much to read");
    Diagnostic::error("unreadable-pdf", message).hint("print it to PDF once more, and check that")
}

enum Unreadable {
    TooMuch,
    Damaged,
    Encrypted,
    Empty,
    Long,
}

fn parse(bytes: &[u8]) -> Result<Pdf, Unreadable> {
    if inflate::is_bomb(bytes) {
        return Err(Unreadable::TooMuch);
    }
    let budget = Budget::new();
    let document = match Document::load_mem(bytes) {
        Ok(document) => document,
        Err(lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword) => {
            return Err(Unreadable::Encrypted);
        }
        Err(_) => return Err(Unreadable::Damaged),
    };
    if document.is_encrypted() {
        return Err(Unreadable::Encrypted);
    }
    let pages: Vec<ObjectId> = document.page_iter().take(MAX_PAGES + 1).collect();
    if pages.len() > MAX_PAGES {
        return Err(Unreadable::Long);
    }
    let mut pdf = Pdf::default();
    for (index, id) in pages.into_iter().enumerate() {
        let Ok(dictionary) = document.get_dictionary(id) else { continue };
        let page = Interpreter::new(&document, &mut pdf.fonts, &budget).page(id, dictionary);
        pdf.pages.push(page);
        for (url, area) in links(&document, dictionary, &budget) {
            pdf.links.push((index, url));
            pdf.link_areas.push(area);
        }
    }
    if pdf.pages.is_empty() {
        return Err(Unreadable::Empty);
    }
    pdf.fonts.sort();
    pdf.fonts.dedup();
    let catalog = document.catalog().map_err(|_| Unreadable::Damaged)?;
    pdf.language = get(&document, catalog, b"Lang").and_then(words).filter(|tag| !tag.is_empty());
    let info = get(&document, &document.trailer, b"Info").and_then(|info| info.as_dict().ok());
    let title = info.and_then(|info| get(&document, info, b"Title")).and_then(words);
    pdf.title = title.filter(|title| !title.trim().is_empty());
    let marked = get(&document, catalog, b"MarkInfo").and_then(|mark| mark.as_dict().ok());
    let is_marked = marked.and_then(|mark| mark.get(b"Marked").ok()?.as_bool().ok());
    let tree = get(&document, catalog, b"StructTreeRoot").and_then(|tree| tree.as_dict().ok());
    pdf.tagged = tree.is_some() && is_marked != Some(false);
    if let Some(tree) = tree {
        pdf.tags = tags::tags(&document, tree, &pdf, &budget);
        pdf.figures_without_text = figures(&document, tree, &mut BTreeSet::new(), 0, &budget);
    }
    if budget.is_exceeded() {
        return Err(Unreadable::TooMuch);
    }
    Ok(pdf)
}

/// The value of `key`, references followed.
fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    document.dereference(dictionary.get(key).ok()?).ok().map(|(_, object)| object)
}

/// A text string (ISO 32000-1, 7.9.2.2).
fn words(object: &Object) -> Option<String> {
    lopdf::decode_text_string(object).ok()
}

/// A number, whole or not.
fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

fn links(document: &Document, page: &Dictionary, budget: &Budget) -> Vec<(String, Area)> {
    let annotations = get(document, page, b"Annots").and_then(|list| list.as_array().ok());
    let url = |annotation: &Object| {
        let annotation = document.dereference(annotation).ok()?.1.as_dict().ok()?;
        let action = get(document, annotation, b"A")?.as_dict().ok()?;
        let url = get(document, action, b"URI")?.as_str().ok()?;
        let area = get(document, annotation, b"Rect").and_then(|area| area.as_array().ok());
        let area: Vec<f64> = area.into_iter().flatten().filter_map(number).collect();
        let area = Area::try_from(area).unwrap_or_default();
        Some((String::from_utf8_lossy(url).into_owned(), area))
    };
    let annotations = annotations.into_iter().flatten();
    annotations.take_while(|_| budget.annotations.take(1)).filter_map(url).collect()
}

/// How many figures below `node` have no text in their place.
fn figures(
    document: &Document,
    node: &Dictionary,
    seen: &mut BTreeSet<ObjectId>,
    depth: usize,
    budget: &Budget,
) -> usize {
    let is_figure = node.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Figure");
    let has_text = [&b"Alt"[..], b"ActualText"]
        .iter()
        .any(|key| get(document, node, key).and_then(words).is_some_and(|text| !text.is_empty()));
    let mut count = usize::from(is_figure && !has_text);
    if depth >= MAX_DEPTH {
        return count;
    }
    let kids = match get(document, node, b"K") {
        Some(Object::Array(kids)) => kids.as_slice(),
        Some(one @ Object::Dictionary(_)) => std::slice::from_ref(one),
        _ => return count,
    };
    for kid in kids {
        if !budget.nodes.take(1) {
            return count;
        }
        if let Object::Reference(id) = kid
            && !seen.insert(*id)
        {
            continue;
        }
        if let Ok((_, Object::Dictionary(kid))) = document.dereference(kid) {
            count += figures(document, kid, seen, depth + 1, budget);
        }
    }
    count
}
