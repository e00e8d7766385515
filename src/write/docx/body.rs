//! `word/document.xml`: paragraphs in named styles, in the order in which the PDF is read. No tables, text boxes or
//! columns, which lose their order in programs that read applications.

use super::WordPhoto;
use super::length::Ruler;
use super::measures::{Measures, twips};
use super::xml::{Content, escaped, styled, target};
use crate::document::{
    Block, Contact, Document, Highlight, OptionValue, Run, RunPicture, Section, SectionKind,
    plain_text,
};
use crate::write::outline::{Head, Item, Order, Outline, Part, Phrase, joined};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A picture in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture<'a> {
    /// Width and height, in pixels.
    pub(super) size: (u32, u32),
    /// The alternative text.
    pub(super) alt: &'a str,
}

/// The text, and what it needs elsewhere in the file.
pub(super) struct Body {
    /// The paragraphs.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Where links lead: the first is `rId100`.
    pub(super) links: Vec<String>,
    /// The first number of each numbered list, and its kind.
    pub(super) lists: Vec<(u64, u8)>,
}

/// The relationships of the picture and the foot of pages.
pub(super) const PHOTO: &str = "rId50";
pub(super) const FOOT: &str = "rId51";
/// What a picture's number follows in its relationship.
pub(super) const PICTURE: &str = "rIdPicture";
/// The number of the first link, and of the first numbered list.
pub(super) const FIRST_LINK: usize = 100;
pub(super) const FIRST_LIST: usize = 10;

/// The kinds of numbered lists.
pub(super) const NUMBERS: u8 = 1;
pub(super) const REFERENCES: u8 = 2;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// The text of a document.
pub(super) fn body(
    document: &Document,
    photo: Option<Picture<'_>>,
    pictures: &BTreeMap<String, WordPhoto>,
    ruler: &Ruler,
) -> Body {
    let (out, links, lists) = (Vec::new(), Vec::new(), Vec::new());
    let mut text = Text { document, pictures, ruler, drawn: 1, out, links, lists };
    text.header(photo);
    let order = Order::of(document);
    for section in order.story {
        text.section(section);
    }
    if has_aside(document) {
        text.contacts_below();
        for section in order.aside {
            text.section(section);
        }
        if let Some(photo) = photo {
            let drawing = text.drawing(photo);
            text.push("Photo", drawing);
        }
    }
    text.closing();
    for section in order.feet {
        text.section(section);
    }
    text.push("Updated", Content::plain(&document.updated));
    Body { paragraphs: text.out, links: text.links, lists: text.lists }
}

impl Body {
    /// `word/document.xml` on pages of such measures.
    pub(super) fn xml(&self, document: &Document, measures: &Measures) -> String {
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {NAMESPACES}><w:body>"
        );
        self.paragraphs.iter().for_each(|paragraph| paragraph.write(&mut xml));
        xml.push_str(&page(document, measures));
        xml.push_str("</w:body></w:document>");
        xml
    }
}

/// Whether the theme sets some sections beside the others, which are read first.
fn has_aside(document: &Document) -> bool {
    matches!(document.options.get("sidebar"), Some(OptionValue::List(_)))
}

/// A paragraph, and what the person asks of it.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) style: &'static str,
    pub(super) keep: bool,
    pub(super) break_before: bool,
    number: String,
    pub(super) content: Content,
}

impl Paragraph {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", self.style);
        if self.keep {
            out.push_str("<w:keepNext/><w:keepLines/>");
        }
        if self.break_before {
            out.push_str("<w:pageBreakBefore/>");
        }
        let _ = write!(out, "{}</w:pPr>{}</w:p>", self.number, self.content.xml);
    }
}

struct Text<'a> {
    document: &'a Document,
    pictures: &'a BTreeMap<String, WordPhoto>,
    ruler: &'a Ruler,
    /// How many drawings there are.
    drawn: usize,
    out: Vec<Paragraph>,
    links: Vec<String>,
    lists: Vec<(u64, u8)>,
}

impl<'a> Text<'a> {
    fn header(&mut self, photo: Option<Picture<'_>>) {
        let header = &self.document.header;
        if self.document.options.get("kind") == Some(&OptionValue::Bool(true)) {
            let kind = self.document.words.get("resume").map_or("", String::as_str);
            self.push("Kind", Content::plain(kind));
        }
        let mut name = Content::plain(&header.name);
        if let Some(photo) = photo.filter(|_| !has_aside(self.document)) {
            name.push(Content::plain("\t"));
            name.push(self.drawing(photo));
        }
        self.push("Title", name);
        self.push("Reading", Content::plain(header.reading.as_deref().unwrap_or_default()));
        let label = self.runs(&header.label, "");
        self.push("Subtitle", label);
        if !has_aside(self.document) {
            let contacts = self.contacts("Contact");
            self.push("Contact", contacts);
        }
        let from = self.out.len();
        self.blocks(&header.summary, 0);
        if let Some(first) = self.out.get_mut(from).filter(|first| first.style == "BodyText") {
            first.style = "Summary";
        }
    }

    /// The contacts in lines of their own, as many on each as fit, so that none is parted and no separator begins or
    /// ends a line.
    fn contacts(&mut self, style: &str) -> Content {
        let separator = &self.document.punctuation.separator;
        let mut lines: Vec<Content> = Vec::new();
        for contact in &self.document.header.contacts {
            let contact = self.contact(contact);
            if let Some(line) = lines.last_mut() {
                let longer = Content::joined([line.clone(), contact.clone()], separator);
                if self.ruler.fits(style, &longer) {
                    *line = longer;
                    continue;
                }
            }
            lines.push(contact);
        }
        Content::joined(lines, "\n")
    }

    fn contact(&mut self, contact: &Contact) -> Content {
        self.linked(contact.url.as_deref(), Content::plain(&contact.text))
    }

    /// The contacts of a narrow column, which is read last, below the title that they have there.
    fn contacts_below(&mut self) {
        let contacts = self.contacts("BodyText");
        if contacts.is_empty() {
            return;
        }
        let title = self.document.words.get("contact").map_or("", String::as_str);
        self.push("Heading1", Content::plain(title));
        self.push("BodyText", contacts);
    }

    /// The lines at the end.
    fn closing(&mut self) {
        if let Some(closing) = &self.document.closing {
            self.push("Closing", Content::plain(&closing.text));
            let signed = self.runs(&closing.signed, "");
            let under = if signed.is_empty() { "Signature" } else { "Undersigned" };
            self.push("Signed", signed);
            self.push(under, Content::plain(&closing.name));
        }
    }

    fn section(&mut self, section: &'a Section) {
        let from = self.out.len();
        self.push("Heading1", Content::plain(&section.title));
        let parts = Outline::new(self.document).parts(section);
        match self.references(section) {
            Some(order) => self.numbered(parts, order),
            None => parts.into_iter().for_each(|part| self.part(part)),
        }
        if section.small {
            for paragraph in &mut self.out[from..] {
                paragraph.style = match paragraph.style {
                    "Heading1" => "SmallHeading",
                    "BodyText" => "SmallText",
                    other => other,
                };
            }
        }
        self.ask(from, section.break_before, section.keep);
    }

    /// How the publications of a section are listed, where the theme lists them.
    fn references(&self, section: &Section) -> Option<&'a str> {
        let is_list = section.kind == SectionKind::Publications;
        match self.document.options.get("publications") {
            Some(OptionValue::Text(order)) if is_list => Some(order),
            _ => None,
        }
    }

    /// Publications with numbers from 1 or from those of the list before, with numbers down to 1, which no list of Word has, or without.
    fn numbered(&mut self, parts: Vec<Part<'a>>, order: &str) {
        let is_entry = |part: &Part<'_>| matches!(part.items.first(), Some(Item::Head(_)));
        let mut left = parts.iter().filter(|part| is_entry(part)).count();
        let earlier = self.lists.iter().rposition(|(_, kind)| *kind == REFERENCES);
        let list = match (order, earlier) {
            ("continued", Some(at)) => Some(FIRST_LIST + at),
            ("numbered" | "continued", _) => Some(self.new_list(1, REFERENCES)),
            _ => None,
        };
        for part in parts {
            if !is_entry(&part) {
                self.part(part);
                continue;
            }
            let from = self.out.len();
            self.part(part);
            let own = &mut self.out[from..];
            match list {
                Some(list) => own[0].number = number(0, list),
                None if order == "counting-down" => {
                    let title = std::mem::take(&mut own[0].content);
                    own[0].content = Content::plain(&format!("{left}. "));
                    own[0].content.push(title);
                }
                None => {}
            }
            let body = own.iter_mut().filter(|it| it.style == "BodyText");
            body.for_each(|it| it.style = "Reference");
            left -= 1;
        }
    }

    /// The number by which paragraphs name a list that begins with `first`.
    fn new_list(&mut self, first: u64, kind: u8) -> usize {
        self.lists.push((first, kind));
        FIRST_LIST + self.lists.len() - 1
    }

    fn part(&mut self, part: Part<'a>) {
        let from = self.out.len();
        for item in part.items {
            match item {
                Item::Head(head) => self.head(head),
                Item::Term(words) => {
                    let words = self.phrase(&words);
                    self.push("Term", words);
                }
                Item::Line(words) => {
                    let words = self.phrase(&words);
                    self.push("BodyText", words);
                }
                Item::Comment(words) => {
                    let words = self.phrase(&words);
                    self.push("Comment", words);
                }
                Item::Blocks(blocks) => self.blocks(blocks, 0),
                Item::Points(points) => self.points(points, 0),
                Item::Quote(blocks) => {
                    let from = self.out.len();
                    self.blocks(blocks, 0);
                    for paragraph in &mut self.out[from..] {
                        if paragraph.style == "BodyText" {
                            paragraph.style = "Quote";
                        }
                    }
                }
            }
        }
        self.ask(from, part.break_before, part.keep);
    }

    /// What the person asks of the paragraphs from `from` on. A head without text does not cling to what follows.
    fn ask(&mut self, from: usize, break_before: bool, keep: bool) {
        let Some(own) = self.out.get_mut(from..) else { return };
        if let Some(first) = own.first_mut() {
            first.break_before |= break_before;
        }
        let all_but_last = own.len().saturating_sub(1);
        own[..all_but_last].iter_mut().for_each(|paragraph| paragraph.keep |= keep);
    }

    fn head(&mut self, head: Head<'a>) {
        let punctuation = &self.document.punctuation;
        let (mut first, mut second) =
            (joined([head.title, head.place], &punctuation.comma), head.position);
        if first.is_empty() {
            std::mem::swap(&mut first, &mut second);
        }
        let mut line = self.phrase(&first);
        if !head.date.text.is_empty() {
            line.push(Content::text(&format!("\t{}", head.date.text), "EntryDate", ""));
        }
        self.push(if head.is_role { "Heading3" } else { "Heading2" }, line);
        let mut line = self.phrase(&second);
        let address = self.phrase(&head.link.unwrap_or_default());
        if !line.is_empty() && !address.is_empty() {
            line.push(Content::plain("\t"));
        }
        line.push(address);
        self.push("EntryDetails", line);
    }

    fn blocks(&mut self, blocks: &[Block], level: usize) {
        for block in blocks {
            match block {
                Block::Paragraph { runs } => {
                    let text = self.runs(runs, "");
                    self.push(if level > 0 { "ListContinue" } else { "BodyText" }, text);
                }
                Block::List { start, items } => self.list(*start, items, level),
                Block::Code { text } => {
                    self.push("Code", Content::plain(text.trim_end_matches('\n')));
                }
                Block::Quote { blocks } => {
                    let from = self.out.len();
                    self.blocks(blocks, level);
                    self.out[from..].iter_mut().for_each(|paragraph| paragraph.style = "Quote");
                }
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], level: usize) {
        let list = start.map(|first| self.new_list(first, NUMBERS));
        for item in items {
            let (first, rest) = match item.split_first() {
                Some((Block::Paragraph { runs }, rest)) => (self.runs(runs, ""), rest),
                _ => (Content::default(), &item[..]),
            };
            let style = if list.is_some() { "ListNumber" } else { bullet(level) };
            let number = list.map(|list| number(level.min(2), list)).unwrap_or_default();
            self.out.push(Paragraph { style, number, content: first, ..Paragraph::default() });
            self.blocks(rest, level + 1);
        }
    }

    fn points(&mut self, points: &[Highlight], level: usize) {
        for point in points {
            let text = self.runs(&point.runs, "");
            self.push(bullet(level), text);
            self.points(&point.items, level + 1);
        }
    }

    /// The runs of a phrase, each in the character style of its span.
    fn phrase(&mut self, phrase: &Phrase<'_>) -> Content {
        let mut out = Content::default();
        for span in phrase {
            out.push(self.runs(&span.runs, character_style(span.style)));
        }
        out
    }

    fn runs(&mut self, runs: &[Run], around: &'static str) -> Content {
        let mut out = Content::default();
        for same in runs.chunk_by(|one, other| one.url == other.url) {
            let mut text = Content::default();
            for alike in same.chunk_by(is_alike) {
                if let Some(picture) = &alike[0].picture {
                    text.push(self.picture(picture));
                }
                let (style, more) = styled(&alike[0], around);
                text.push(Content::text(&plain_text(alike), style, &more));
            }
            out.push(self.linked(same[0].url.as_deref(), text));
        }
        out
    }

    /// A picture within a line and the blank behind it; nothing if there is no file of it.
    fn picture(&mut self, picture: &RunPicture) -> Content {
        const EMU: f64 = 12_700.0;
        let Some(index) = self.pictures.keys().position(|name| *name == picture.name) else {
            return Content::default();
        };
        let size = match self.document.options.get("base-size") {
            Some(OptionValue::Number(size)) => *size,
            _ => 10.0,
        };
        self.drawn += 1;
        let em = |length: f64| length / 1000.0 * size;
        let (width, height) = (em(picture.width.into()), em(picture.height.into()));
        let drawing = drawing(&Drawing {
            id: self.drawn,
            name: "Picture",
            alt: &picture.alt,
            relation: &format!("{PICTURE}{index}"),
            extent: ((width * EMU).round(), (height * EMU).round()),
            cut: (0.0, 0.0),
            shape: "rect",
        });
        // In half points, above the baseline.
        let raised = -(2.0 * em(picture.drop.into())).round();
        let raised = if raised == 0.0 {
            String::new()
        } else {
            format!("<w:rPr><w:position w:val=\"{raised}\"/></w:rPr>")
        };
        let xml = format!("<w:r>{raised}{drawing}</w:r>");
        let mut content = Content { xml, picture: height, ..Content::default() };
        content.push(Content::plain(" "));
        content
    }

    fn linked(&mut self, url: Option<&str>, text: Content) -> Content {
        let Some(url) = url else { return text };
        let target = target(url);
        let known = self.links.iter().position(|link| *link == target);
        let index = known.unwrap_or_else(|| {
            self.links.push(target);
            self.links.len() - 1
        });
        let id = FIRST_LINK + index;
        let xml = format!("<w:hyperlink r:id=\"rId{id}\">{}</w:hyperlink>", text.xml);
        Content { xml, ..text }
    }

    /// A paragraph, if it says anything.
    fn push(&mut self, style: &'static str, content: Content) {
        if !content.is_empty() {
            self.out.push(Paragraph { style, content, ..Paragraph::default() });
        }
    }

    /// The photo in the line, cut to its shape.
    fn drawing(&self, photo: Picture<'_>) -> Content {
        const EMU: f64 = 12_700.0;
        let width = 24.0 * 72.0 / 25.4;
        let is_round =
            self.document.options.get("photo") == Some(&OptionValue::Text("round".to_owned()));
        let own = f64::from(photo.size.1) / f64::from(photo.size.0.max(1));
        let ratio = if is_round {
            1.0
        } else if (1.2..=1.5).contains(&own) {
            own
        } else {
            1.25
        };
        // What is beyond the frame, in thousandths of a per cent of the picture.
        let beyond = |share: f64| ((1.0 - share) / 2.0 * 100_000.0).round().max(0.0);
        let (across, down) =
            if own > ratio { (0.0, beyond(ratio / own)) } else { (beyond(own / ratio), 0.0) };
        let (x, y) = ((width * EMU).round(), (width * ratio * EMU).round());
        let drawing = drawing(&Drawing {
            id: 1,
            name: "Photo",
            alt: photo.alt,
            relation: PHOTO,
            extent: (x, y),
            cut: (across, down),
            shape: if is_round { "ellipse" } else { "rect" },
        });
        let xml = format!("<w:r>{drawing}</w:r>");
        Content { xml, picture: width * ratio, ..Content::default() }
    }
}

/// A picture as Word draws it in a line.
struct Drawing<'a> {
    id: usize,
    name: &'a str,
    alt: &'a str,
    relation: &'a str,
    /// Width and height, in English Metric Units.
    extent: (f64, f64),
    /// What is cut off at the sides, above and below, in thousandths of a per cent of the picture.
    cut: (f64, f64),
    shape: &'a str,
}

fn drawing(it: &Drawing<'_>) -> String {
    let Drawing { id, name, alt, relation, extent: (x, y), cut: (across, down), shape } = it;
    let alt = escaped(alt);
    format!(
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{x}\" cy=\"{y}\"/>\
         <wp:docPr id=\"{id}\" name=\"{name}\" descr=\"{alt}\"/><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"{id}\" name=\"{name}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
         <a:blip r:embed=\"{relation}\"/><a:srcRect l=\"{across}\" t=\"{down}\" r=\"{across}\" b=\"{down}\"/><a:stretch><a:fillRect/></a:stretch>\
         </pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{x}\" cy=\"{y}\"/></a:xfrm>\
         <a:prstGeom prst=\"{shape}\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing>"
    )
}

/// The page: paper, margins, and the foot from the second page on.
fn page(document: &Document, measures: &Measures) -> String {
    let Measures { paper, margin: [top, bottom, left, right], .. } = *measures;
    let has_foot = has_foot(document);
    let foot = if has_foot {
        format!("<w:footerReference w:type=\"default\" r:id=\"{FOOT}\"/>")
    } else {
        String::new()
    };
    let title = if has_foot { "<w:titlePg/>" } else { "" };
    let bidi = if document.language.direction == "rtl" { "<w:bidi/>" } else { "" };
    format!(
        "<w:sectPr>{foot}<w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" \
         w:left=\"{}\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/>{title}{bidi}</w:sectPr>",
        twips(paper.0),
        twips(paper.1),
        twips(top),
        twips(right),
        twips(bottom),
        twips(left)
    )
}

/// Whether pages from the second on have name and number at the foot.
pub(super) fn has_foot(document: &Document) -> bool {
    document.options.get("page-numbers") == Some(&OptionValue::Bool(true))
}

fn is_alike(one: &Run, other: &Run) -> bool {
    one.strong == other.strong && one.emphasis == other.emphasis && one.code == other.code
}

fn number(level: usize, list: usize) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
}

fn bullet(level: usize) -> &'static str {
    ["ListBullet", "ListBullet2", "ListBullet3"][level.min(2)]
}

/// The character style for a style of themes.
fn character_style(name: &str) -> &'static str {
    match name {
        "title" => "EntryTitle",
        "role-title" => "RoleTitle",
        "position" => "Position",
        "degree" => "Degree",
        "place" => "Place",
        "date" => "EntryDate",
        "label" => "Label",
        "address" => "Address",
        "level" => "Level",
        "source" => "Source",
        _ => "",
    }
}
