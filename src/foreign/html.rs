//! Web pages as a machine reads them.
//!
//! Takes the bytes of an HTML file, gives its text in order, its headings, links and pictures, and the text that
//! people cannot see. Of style sheets those within the page count; no script runs, and nothing is fetched.

mod selector;
mod sheet;
mod style;

use self::selector::Tag;
use self::sheet::Sheet;
use self::style::Look;
use super::{DocumentReader, Hyperlink, Passage, PassageKind, Reading, decoded};
use crate::diagnostic::Diagnostic;
use html5gum::emitters::default::StartTag;
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Web pages.
pub const HTML: DocumentReader = DocumentReader {
    name: "web page",
    endings: &["html", "htm", "xhtml"],
    recognises,
    parse,
    is_plain: false,
};

/// The deepest element that is looked at; what is deeper belongs to it.
const DEEPEST: usize = 256;

/// Elements that have no content (HTML, 13.1.2).
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements in a line; all others begin and end one.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "meter", "object", "output", "picture", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "svg",
    "td", "th", "time", "tt", "u", "var", "wbr", "button", "input", "path",
];

/// Elements whose text is not that of the page.
const SILENT: &[&str] = &[
    "script", "style", "template", "noscript", "svg", "title", "iframe", "object", "select",
    "textarea", "canvas", "video", "audio", "math",
];

fn recognises(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while rest.starts_with("<?xml") || rest.starts_with("<!--") {
        let Some((_, after)) = rest.split_once('>') else { return false };
        rest = after.trim_start();
    }
    rest.starts_with("<!doctype html") || rest.starts_with("<html") || rest.starts_with("<head")
}

#[expect(clippy::unnecessary_wraps, reason = "readers of other formats may find none")]
fn parse(_: &str, bytes: &[u8]) -> Result<Reading, Diagnostic> {
    Ok(page(&decoded(bytes, charset(bytes).as_deref())))
}

/// What a machine finds in the web page `text`.
pub(super) fn page(text: &str) -> Reading {
    let sheet = Sheet::of(text);
    let mut page = Page::new(&sheet);
    let mut emitter = DefaultEmitter::default();
    // The text of scripts and style sheets has no tags.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.flush();
    page.reading
}

/// The name of the encoding, as the head of a page says it.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let before = ["charset=", "encoding="];
    let (_, rest) = before.iter().find_map(|before| head.split_once(before))?;
    let rest = rest.trim_start_matches(['"', '\'']);
    Some(rest.split(['"', '\'', ' ', '>', ';', '/', '?']).next()?.to_owned())
}

/// An element that is open.
struct Element {
    tag: Tag,
    look: Look,
    /// Which link it is.
    link: Option<usize>,
}

/// A page on its way.
struct Page<'a> {
    sheet: &'a Sheet,
    open: Vec<Element>,
    reading: Reading,
    /// The text of the line so far, and what it is.
    line: String,
    kind: PassageKind,
    /// Whether nothing is seen between the last hidden text and what follows.
    was_hidden: bool,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a Sheet) -> Page<'a> {
        let (open, line) = (Vec::new(), String::new());
        let (reading, kind) = (Reading::default(), PassageKind::Text);
        Page { sheet, open, reading, line, kind, was_hidden: false }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes());
            value.map(|value| String::from_utf8_lossy(value).into_owned())
        };
        let is_inline = INLINE.contains(&name.as_str());
        match name.as_str() {
            "br" => self.line.push('\n'),
            "html" => {
                let language = attribute("lang").or_else(|| attribute("xml:lang"));
                self.reading.language = language.filter(|language| !language.is_empty());
            }
            "img" => {
                let is_decoration = attribute("aria-hidden").is_some_and(|it| it == "true")
                    || attribute("role").is_some_and(|it| matches!(&*it, "presentation" | "none"));
                if attribute("alt").is_none() && !is_decoration {
                    self.reading.pictures_without_text += 1;
                }
            }
            "td" | "th" if !self.line.ends_with([' ', '\n']) => self.line.push(' '),
            _ if !is_inline => self.begin_block(&name),
            _ => {}
        }
        if VOID.contains(&name.as_str()) || tag.self_closing || self.open.len() >= DEEPEST {
            return;
        }
        let tag = Tag {
            id: attribute("id").unwrap_or_default(),
            classes: attribute("class")
                .unwrap_or_default()
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect(),
            name,
        };
        let look = self.look(&tag, &attribute);
        let outer = self.open.last();
        let mut link = outer.and_then(|outer| outer.link);
        if let Some(url) = attribute("href").filter(|_| tag.name == "a") {
            link = Some(self.reading.links.len());
            self.reading.links.push(Hyperlink { url: url.trim().to_owned(), text: String::new() });
        }
        self.open.push(Element { tag, look, link });
    }

    /// The look of an element in those that are open.
    fn look(&self, tag: &Tag, attribute: &dyn Fn(&str) -> Option<String>) -> Look {
        let page = Look::of_page(self.sheet.is_whole);
        let outer = self.open.last().map_or(page, |outer| outer.look.clone());
        // What attributes say is weaker than any rule.
        let is_gone =
            attribute("hidden").is_some() || tag.name == "dialog" && attribute("open").is_none();
        let color = attribute("color").filter(|_| tag.name == "font");
        let said = [
            is_gone.then(|| "display:none".to_owned()),
            color.map(|color| format!("color:{color}")),
            attribute("bgcolor").map(|color| format!("background:{color}")),
        ];
        let said = said.into_iter().flatten().collect::<Vec<_>>().join(";");
        let around = self.open.iter().map(|open| &open.tag);
        let own = attribute("style").unwrap_or_default();
        let mut all: Vec<_> = sheet::declarations(&said).into_iter().map(|it| (it, true)).collect();
        all.extend(self.sheet.declarations(tag, &around, &own));
        outer.within(&all)
    }

    /// Ends the line, and the elements that cannot have the one called `name` in them.
    fn begin_block(&mut self, name: &str) {
        self.flush();
        if self.open.last().is_some_and(|open| open.tag.name == "p") {
            self.open.pop();
        }
        let ended: &[&str] = match name {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "tr" => &["td", "th", "tr"],
            _ => &[],
        };
        while self.open.last().is_some_and(|open| ended.contains(&open.tag.name.as_str())) {
            self.open.pop();
        }
        self.kind = self.kind_here(name);
    }

    fn end(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.flush();
        }
        if let Some(at) = self.open.iter().rposition(|open| open.tag.name == name) {
            self.open.truncate(at);
        }
        if !INLINE.contains(&name) {
            self.kind = self.kind_here("");
        }
    }

    /// What a line is within the open elements and `name`.
    fn kind_here(&self, name: &str) -> PassageKind {
        let open = self.open.iter().map(|open| open.tag.name.as_str());
        let names: Vec<&str> = open.chain([name]).collect();
        let level = names.iter().rev().find_map(|name| match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        });
        match level {
            Some(level) => PassageKind::Heading(level),
            None if names.contains(&"li") => PassageKind::Item,
            None => PassageKind::Text,
        }
    }

    fn text(&mut self, text: &str) {
        let is_silent = |open: &Element| SILENT.contains(&open.tag.name.as_str());
        if self.open.iter().any(is_silent) {
            if self.open.last().is_some_and(|open| open.tag.name == "title")
                && !self.open.iter().any(|open| open.tag.name == "svg")
            {
                self.reading.title = Some(text.trim().to_owned());
            }
            return;
        }
        if let Some(why) = self.open.last().and_then(|open| open.look.hidden()) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.reading.hide(why, &text, self.was_hidden);
            self.was_hidden |= !text.is_empty();
            return;
        }
        self.was_hidden &= text.trim().is_empty();
        let is_pre = self.open.iter().any(|open| open.tag.name == "pre");
        let before = self.line.len();
        for character in text.chars() {
            match character {
                '\n' if is_pre => self.line.push('\n'),
                c if c.is_ascii_whitespace() => {
                    if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                        self.line.push(' ');
                    }
                }
                c => self.line.push(c),
            }
        }
        if let Some(link) = self.open.last().and_then(|open| open.link) {
            let own = self.line.get(before..).unwrap_or_default().to_owned();
            self.reading.links[link].text.push_str(&own);
        }
    }

    /// Ends the line.
    fn flush(&mut self) {
        let lines: Vec<&str> = self.line.split('\n').map(str::trim).collect();
        let text = lines.join("\n").trim().to_owned();
        self.line.clear();
        if !text.is_empty() {
            self.reading.parts.push(Passage { kind: self.kind, text });
        }
    }
}
