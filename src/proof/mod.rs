//! The proof sheet: each page of a PDF with what a machine sees drawn over it, and a last page that says what
//! was found and what to do.
//!
//! Takes the file, what was read out of it, the document it was made of (if there is one) and the findings of
//! `check`; gives a PDF. Pictures of pages are drawn by hayro, boxes and lines by `printpdf`, words are set by
//! Typst. It finds nothing by itself.

mod ink;
mod notes;
mod order;
mod picture;

pub use self::picture::Picture;

use self::ink::{Drawing, Ink};
use self::notes::{Note, Words, notes};
use self::order::{Order, Point};
use crate::assets;
use crate::check::{Mark, Places};
use crate::diagnostic::{BUG, Diagnostic, Severity};
use crate::document::Document;
use crate::pdf::{Area, Pdf};
use crate::typeset;
use serde_json::{Value, json};

/// The most pages that are drawn.
const MOST_PAGES: usize = 40;

/// The longest side of a page that is drawn, in pt: twice that of A3.
const LONGEST: f64 = 2400.0;

/// Pixels a point of the pictures: 130 an inch.
const SCALE: f32 = 1.8;

/// The most notes beside a page; the others are on the last page only.
const MOST_NOTES: usize = 12;

/// Room around a page, in pt: tags at the left, notes at the right.
const LEFT: f64 = 52.0;
const RIGHT: f64 = 196.0;
const ABOVE: f64 = 70.0;
const BELOW: f64 = 24.0;

const BLUE: Ink = [0.36, 0.52, 0.80];
const ORDER_BLUE: Ink = [0.60, 0.73, 0.94];
const PALE_BLUE: Ink = [0.78, 0.85, 0.96];
const PALEST_BLUE: Ink = [0.95, 0.97, 1.0];
const GREEN: Ink = [0.36, 0.74, 0.50];
const PALE_GREEN: Ink = [0.84, 0.95, 0.87];
const PALE_RED: Ink = [1.0, 0.90, 0.90];
const ORANGE: Ink = [0.85, 0.47, 0.05];
const RED: Ink = [0.80, 0.13, 0.13];
const GREY: Ink = [0.80, 0.82, 0.85];
const VIOLET: Ink = [0.50, 0.33, 0.70];

/// What a proof is made of.
pub struct ProofInput<'a> {
    /// What the file is called.
    pub name: &'a str,
    /// What was read out of it.
    pub pdf: &'a Pdf,
    /// What its pages look like.
    pub pictures: &'a [Picture],
    /// What it was made of, if that is known.
    pub document: Option<&'a Document>,
    /// What `check` found.
    pub findings: &'a [Diagnostic],
    /// The language of the proof: English, or Chinese for `zh`.
    pub language: &'a str,
}

/// A picture of each page of the file `bytes`, which people know as `name`, and of which `pdf` was read. A file of
/// strangers is to be drawn where it can do no harm.
pub fn pictures(name: &str, bytes: &[u8], pdf: &Pdf) -> Result<Vec<Picture>, Diagnostic> {
    let refuse = |why: String| Diagnostic::error("proof", format!("`{name}` {why}"));
    if pdf.pages.len() > MOST_PAGES {
        let why = format!("has more than {MOST_PAGES} pages, and as many are drawn at most");
        return Err(refuse(why).hint("`cvgen check` without `--proof` says what is to be said"));
    }
    for (number, page) in pdf.pages.iter().enumerate() {
        let (width, height) = sides(&page.area);
        if !(width >= 1.0 && height >= 1.0) {
            return Err(refuse(format!("has a page {} without an area", number + 1)));
        }
        if width.max(height) > LONGEST {
            let metres = width.max(height) / 72.0 * 0.0254;
            let why = format!(
                "has a page {} that is {metres:.1} m long, too long to be drawn",
                number + 1
            );
            return Err(refuse(why));
        }
    }
    let drawn = picture::draw_all(bytes, SCALE).filter(|it| it.len() == pdf.pages.len());
    drawn.ok_or_else(|| refuse("cannot be drawn".to_owned()))
}

/// Draws the proof sheet.
pub fn proof(input: &ProofInput<'_>) -> Result<Vec<u8>, Diagnostic> {
    let refuse = |why: String| Diagnostic::error("proof", format!("`{}` {why}", input.name));
    let pages = &input.pdf.pages;
    let places = Places::new(input.pdf);
    let marks = match input.document {
        Some(document) => places.facts(document),
        None => places.recognised(),
    };
    let notes = notes(input, &places);
    let own_words = Words::new(input.language);
    let mut drawings = Vec::new();
    let mut words = Vec::new();
    for (number, picture) in input.pictures.iter().take(pages.len()).enumerate() {
        let (drawing, said) = page(input, number, picture, (&marks, &places, &notes), &own_words);
        drawings.push(drawing);
        words.push(said);
    }
    let first = pages.first().map_or((595.0, 842.0), |page| sides(&page.area));
    let (width, height) = (first.0 + LEFT + RIGHT, (first.1 + ABOVE + BELOW).max(700.0));
    let text = assets::data("proof/proof.typ");
    let text = text.as_ref().map(|text| String::from_utf8_lossy(text.as_ref()).into_owned());
    let data = json!({
        "name": input.name,
        "zh": input.language == "zh",
        "width": width,
        "height": height,
        "pages": words,
        "known": input.document.is_some(),
        "facts": summary(&marks),
        "found": marks.iter().filter(|mark| mark.is_found).count(),
        "all": marks.len(),
        "lost": marks.iter().filter(|mark| !mark.is_found).map(|mark| json!({"kind": mark.kind, "text": mark.text})).collect::<Vec<_>>(),
        "recognised": if input.document.is_some() { Vec::new() } else { recognised(&marks) },
        "notes": own_words.groups(&notes),
    });
    let bug = |why: String| refuse(format!("cannot be drawn: {why}")).hint(BUG);
    let words = typeset::plain(&text.unwrap_or_default(), &data).map_err(bug)?;
    // The list may take several pages.
    let count = lopdf::Document::load_mem(&words).map_or(0, |words| words.get_pages().len());
    drawings.extend((drawings.len()..count).map(|_| Drawing::new(width, height)));
    ink::file(&format!("{} – proof", input.name), drawings, &words)
        .ok_or_else(|| bug("no file".to_owned()))
}

/// Width and height.
fn sides(area: &Area) -> (f64, f64) {
    (area[2] - area[0], area[3] - area[1])
}

/// What is drawn on a page, and what is said beside it.
fn page(
    input: &ProofInput<'_>,
    number: usize,
    picture: &Picture,
    (marks, places, notes): (&[Mark], &Places<'_>, &[Note<'_>]),
    words: &Words,
) -> (Drawing, Value) {
    let page = &input.pdf.pages[number];
    let [left, bottom, right, top] = page.area;
    let (width, height) = (right - left, top - bottom);
    let mut drawing = Drawing::new(width + LEFT + RIGHT, height + ABOVE + BELOW);
    // From the page to the proof.
    let moved = |area: Area| {
        [
            area[0] - left + LEFT,
            area[1] - bottom + BELOW,
            area[2] - left + LEFT,
            area[3] - bottom + BELOW,
        ]
    };
    let down = |y: f64| drawing_height(height) - y;
    let sheet = [LEFT, BELOW, LEFT + width, BELOW + height];
    drawing.picture(picture.clone(), sheet);
    drawing.frame(sheet, GREY, 0.7);
    let blocks: Vec<Area> =
        page.blocks().into_iter().map(|block| grown(moved(block), 2.0)).collect();
    let order = Order::new(&blocks, page.is_from_right());
    drawing.behind();
    for block in &blocks {
        drawing.fill(*block, PALEST_BLUE);
        drawing.frame(*block, PALE_BLUE, 0.5);
    }
    for way in &order.ways {
        drawing.line(way, ORDER_BLUE, 1.0);
    }
    let here = |places: &[(usize, Area)]| -> Vec<Area> {
        places.iter().filter(|(page, _)| *page == number).map(|(_, area)| moved(*area)).collect()
    };
    let of_marks = |is_found: bool| -> Vec<Area> {
        let marks = marks.iter().filter(|mark| mark.is_found == is_found);
        apart(marks.flat_map(|mark| here(&mark.areas)).collect())
    };
    let (found, lost) = (of_marks(true), of_marks(false));
    for (areas, ink) in [(&found, PALE_GREEN), (&lost, PALE_RED)] {
        for area in areas {
            drawing.fill(*area, ink);
        }
    }
    drawing.over();
    for area in &found {
        drawing.line(&[(area[0], area[1]), (area[2], area[1])], GREEN, 0.5);
    }
    for area in &lost {
        drawing.frame(*area, RED, 0.7);
    }
    for area in here(&places.pale()) {
        drawing.frame(grown(area, 0.4), ORANGE, 0.5);
    }
    let links =
        input.pdf.links.iter().zip(&input.pdf.link_areas).filter(|((page, _), _)| *page == number);
    let mut tags = Vec::new();
    for (_, area) in links {
        let area = moved(*area);
        drawing.line(&[(area[0], area[1]), (area[2], area[1])], VIOLET, 0.5);
        tags.push((down(area[3]), "link".to_owned()));
    }
    for tag in input.pdf.tags.iter().filter(|tag| tag.page == number) {
        tags.push((down(moved(tag.area)[3]), tag.tag.clone()));
    }
    let own: Vec<&Note<'_>> =
        notes.iter().filter(|note| note.place.map_or(0, |(page, _)| page) == number).collect();
    // Beside the block that an area is in, each at its own place.
    let mut taken: Vec<Point> = Vec::new();
    let mut beside = |area: &Area| {
        let block = blocks.iter().find(|it| {
            it[1] <= area[1] && area[3] <= it[3] && it[0] <= area[0] && area[2] <= it[2]
        });
        let (mut x, y) = (block.unwrap_or(area)[2] + 7.0, f64::midpoint(area[1], area[3]));
        while taken.iter().any(|(other, level)| (x - other).abs() < 10.0 && (y - level).abs() < 9.0)
        {
            x += 10.5;
        }
        taken.push((x, y));
        (x, y)
    };
    let mut badges = Vec::new();
    for area in &lost {
        let (x, y) = beside(area);
        drawing.disc(x, y, 4.6, RED);
        badges.push(json!({"x": x, "y": down(y), "number": "✗"}));
    }
    for (note, (_, area)) in own.iter().filter_map(|note| Some((note, note.place?))) {
        let area = moved(area);
        let ink = ink_of(note.finding.severity);
        drawing.frame(grown(area, 1.0), ink, 0.8);
        let (x, y) = beside(&area);
        drawing.disc(x, y, 4.6, ink);
        badges.push(json!({"x": x, "y": down(y), "number": note.number}));
    }
    for (x, y) in &order.numbers {
        drawing.disc(*x, *y, 4.6, BLUE);
    }
    let order: Vec<Value> = order
        .numbers
        .iter()
        .enumerate()
        .map(|(index, (x, y))| json!({"x": x, "y": down(*y), "number": index + 1}))
        .collect();
    let said = json!({
        "width": drawing.width,
        "height": drawing.height,
        "number": number + 1,
        "count": input.pdf.pages.len(),
        "right": LEFT + width,
        "order": order,
        "badges": badges,
        "tags": told_once(tags),
        "more": own.len().saturating_sub(MOST_NOTES),
        "notes": own.iter().take(MOST_NOTES).map(|note| {
            let mut said = words.said(note);
            said["y"] = note.place.map_or(ABOVE, |(_, area)| down(moved(area)[3])).into();
            said
        }).collect::<Vec<_>>(),
    });
    (drawing, said)
}

/// Areas that are not the same twice.
fn apart(areas: Vec<Area>) -> Vec<Area> {
    let mut kept: Vec<Area> = Vec::new();
    for area in areas {
        let is_in = |other: &Area| {
            other[0] <= area[0] + 0.5
                && other[1] <= area[1] + 0.5
                && other[2] >= area[2] - 0.5
                && other[3] >= area[3] - 0.5
        };
        if !kept.iter().any(is_in) {
            kept.push(area);
        }
    }
    kept
}

fn drawing_height(height: f64) -> f64 {
    height + ABOVE + BELOW
}

fn grown([left, bottom, right, top]: Area, by: f64) -> Area {
    [left - by, bottom - by, right + by, top + by]
}

fn ink_of(severity: Severity) -> Ink {
    match severity {
        Severity::Error => RED,
        Severity::Warning => ORANGE,
        Severity::Advice => BLUE,
    }
}

/// Tags from the top, those that lie on each other once: `link ×3`.
fn told_once(mut tags: Vec<(f64, String)>) -> Vec<Value> {
    /// Two labels nearer than this, in pt, lie on each other.
    const NEAR: f64 = 7.5;
    tags.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
    let mut told: Vec<(f64, String, usize)> = Vec::new();
    for (y, tag) in tags {
        match told
            .iter_mut()
            .rev()
            .take(2)
            .find(|(last, known, _)| y - *last < NEAR && *known == tag)
        {
            // One heading or item is in many pieces; each link is one.
            Some((_, _, count)) => *count += usize::from(tag == "link"),
            None => told.push((y, tag, 1)),
        }
    }
    let mut end = f64::NEG_INFINITY;
    let label = |(y, tag, count): (f64, String, usize)| {
        end = if y < end + NEAR { end + NEAR } else { y };
        json!({"y": end, "tag": tag, "count": count})
    };
    told.into_iter().map(label).collect()
}

/// How many facts of each kind there are, and how many of them are found.
fn summary(marks: &[Mark]) -> Vec<Value> {
    let mut kinds: Vec<(&str, usize, usize)> = Vec::new();
    for mark in marks {
        let found = usize::from(mark.is_found);
        match kinds.iter_mut().find(|(kind, ..)| *kind == mark.kind) {
            Some((_, all, known)) => {
                *all += 1;
                *known += found;
            }
            None => kinds.push((mark.kind, 1, found)),
        }
    }
    kinds
        .into_iter()
        .map(|(kind, all, found)| json!({"kind": kind, "all": all, "found": found}))
        .collect()
}

/// The texts that were recognised, by what they are, who it is first.
fn recognised(marks: &[Mark]) -> Vec<Value> {
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for kind in ["name", "e-mail address", "telephone number", "link", "section title", "date"] {
        let own = marks.iter().filter(|mark| mark.kind == kind);
        kinds.push((kind, own.map(|mark| mark.text.as_str()).collect()));
    }
    kinds.retain(|(_, texts)| !texts.is_empty());
    kinds.into_iter().map(|(kind, texts)| json!({"kind": kind, "texts": texts})).collect()
}
