//! Texts of a line, and runs and blocks of the document, as HTML.

use super::body::Body;
use super::markup::{Face, weight};
use super::media;
use crate::document::{Block, Case, Contact, Run, RunPicture, Slant, Weight};
use crate::script;
use crate::sheet::{LineText, MarkShape};
use crate::write::is_chip;

impl Body<'_> {
    /// A text of the sheet.
    pub(super) fn text(&mut self, text: &LineText) {
        match text {
            LineText::Plain(words) => self.words(words),
            LineText::Runs(runs) => self.inline(runs),
            LineText::Styled(style, body) => {
                let face = self.face_of(style);
                let is_place = style == "place" && self.in_article;
                if is_place {
                    self.markup.open("span", &[("class", "p-location")]);
                }
                self.span(style, face, |body_writer| body_writer.text(body));
                if is_place {
                    self.markup.close("span");
                }
            }
            LineText::Parts(parts, between) => self.parts(parts, between),
            LineText::Address { url, text, whole } => {
                let look = if self.is_looked("address") { "address" } else { "" };
                let face = self.face_of("address");
                let outer = std::mem::replace(&mut self.face, face);
                self.address(url.as_deref(), text, *whole, &[look]);
                self.face = outer;
            }
            LineText::Separator => {
                let separator = self.document.punctuation.separator.clone();
                self.span("dot", self.face, |body| body.words(&separator));
            }
            LineText::Space(more) => {
                let style = format!("margin-inline-end:{more}em");
                self.markup.open("span", &[("style", &style)]);
                self.words(" ");
                self.markup.close("span");
            }
            LineText::Date(body) => match &**body {
                LineText::Plain(words) => self.date(words),
                other => self.text(other),
            },
            LineText::Padded(width, body) => {
                self.padded(*width, |writer| writer.text(body));
            }
            LineText::Marks(count, shape) => {
                let shape = match shape {
                    MarkShape::Dots => "marks dots",
                    MarkShape::Bars => "marks bars",
                };
                let count = *count;
                self.span("mark", self.face, |body_writer| {
                    let markup = &mut body_writer.markup;
                    markup.open("span", &[("class", shape), ("aria-hidden", "true")]);
                    for number in 0..5 {
                        let class: &[_] = if number < count { &[("class", "on")] } else { &[] };
                        markup.open("i", class);
                        markup.close("i");
                    }
                    markup.close("span");
                });
            }
            LineText::Chips(chips) => {
                self.styles.insert("chip".to_owned());
                for (index, line) in chips.iter().enumerate() {
                    if index > 0 {
                        self.words(" ");
                    }
                    let is_chip = is_chip(line);
                    if is_chip {
                        self.markup.open("span", &[("class", "chip whole")]);
                    }
                    self.inline(line);
                    if is_chip {
                        self.markup.close("span");
                    }
                }
            }
            LineText::Unbroken(body) => {
                self.span("whole", self.face, |body_writer| body_writer.text(body));
            }
        }
    }

    fn parts(&mut self, parts: &[LineText], between: &LineText) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.text(between);
            }
            self.text(part);
        }
    }

    /// A line that begins with the name of a person, an employer or a school.
    pub(super) fn name(&mut self, line: &LineText) {
        match line {
            LineText::Parts(parts, between) => match parts.as_slice() {
                [] => {}
                [name] => self.name(name),
                [name, rest @ ..] => {
                    self.name(name);
                    self.text(between);
                    self.parts(rest, between);
                }
            },
            LineText::Padded(width, body) => self.padded(*width, |writer| writer.name(body)),
            _ => {
                self.markup.open("span", &[("class", "p-name")]);
                self.text(line);
                self.markup.close("span");
            }
        }
    }

    /// A text on at least so many points of its line.
    fn padded(&mut self, width: f64, write: impl FnOnce(&mut Self)) {
        let width = format!("--width:{}", self.rem(width));
        self.markup.open("span", &[("class", "padded"), ("style", &width)]);
        write(self);
        self.words(" ");
        self.markup.close("span");
    }

    /// What is in a style, in a face.
    pub(super) fn span(&mut self, style: &str, face: Face, write: impl FnOnce(&mut Self)) {
        let is_plain = !self.is_looked(style);
        if !is_plain {
            self.markup.open("span", &[("class", style)]);
        }
        let outer = std::mem::replace(&mut self.face, face);
        write(self);
        self.face = outer;
        if !is_plain {
            self.markup.close("span");
        }
    }

    /// Whether a style has looks of its own within a line. It is noted that it is used.
    fn is_looked(&mut self, style: &str) -> bool {
        let Some(look) = self.document.styles.get(style) else { return true };
        self.styles.insert(style.to_owned());
        look.size.is_some()
            || look.weight.is_some()
            || look.slant.is_some()
            || look.fill.is_some()
            || look.tracking.is_some()
            || look.case.is_some()
    }

    /// The face of text in a style, seen from the one around it.
    pub(super) fn face_of(&self, style: &str) -> Face {
        let Some(look) = self.document.styles.get(style) else { return self.face };
        Face {
            weight: look.weight.map_or(self.face.weight, weight),
            italic: look.slant.map_or(self.face.italic, |slant| slant == Slant::Italic),
            capitals: look.case.map_or(self.face.capitals, |case| case != Case::None),
            ..self.face
        }
    }

    /// Characters, with the line breaks that are among them.
    pub(super) fn words(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.markup.raw("<br>");
            }
            self.directed(line);
        }
    }

    fn directed(&mut self, line: &str) {
        let mut from = 0;
        if self.document.language.direction == "rtl" {
            for range in script::signs_of_the_left(line) {
                self.markup.text(&line[from..range.start], self.face);
                self.markup.open("bdi", &[]);
                self.markup.text(&line[range.clone()], self.face);
                self.markup.close("bdi");
                from = range.end;
            }
        }
        self.markup.text(&line[from..], self.face);
    }

    /// A printed date, which a machine can read.
    pub(super) fn date(&mut self, printed: &str) {
        let times = std::rc::Rc::clone(&self.times);
        for piece in times.pieces(printed) {
            match piece.time {
                Some((class, iso)) => {
                    self.markup.open("time", &[("class", class), ("datetime", iso)]);
                    self.words(piece.text);
                    self.markup.close("time");
                }
                None => self.words(piece.text),
            }
        }
    }

    /// An address as it is printed, and where it leads.
    pub(super) fn address(&mut self, url: Option<&str>, text: &str, whole: bool, given: &[&str]) {
        let whole = if whole { "whole" } else { "" };
        let class = classes(&[&classes(given), whole]);
        let name = if url.is_some() { "a" } else { "span" };
        if url.is_some() {
            self.is_looked("link");
        }
        // Among words that are read from the right, an address is not.
        let direction = if self.document.language.direction == "rtl"
            && !text.chars().any(script::is_of_the_right)
        {
            "ltr"
        } else {
            ""
        };
        let is_bare = name == "span" && class.is_empty() && direction.is_empty();
        if !is_bare {
            let url = url.unwrap_or_default();
            self.markup.open(name, &[("class", &class), ("href", url), ("dir", direction)]);
        }
        // A line may end behind a slash, and only there unless the word is longer than a line.
        let mut rest = text;
        while let Some(at) = rest.find('/').filter(|_| whole.is_empty()) {
            let slashes = rest[at..].len() - rest[at..].trim_start_matches('/').len();
            let (piece, after) = rest.split_at(at + slashes);
            self.words(piece);
            if !after.is_empty() {
                self.markup.raw("<wbr>");
            }
            rest = after;
        }
        self.words(rest);
        if !is_bare {
            self.markup.close(name);
        }
    }

    /// Runs of the document.
    pub(super) fn inline(&mut self, runs: &[Run]) {
        for run in runs {
            let outer = self.face;
            let mut tags = Vec::new();
            if let Some(url) = run.url.as_deref().filter(|url| !url.is_empty()) {
                self.is_looked("link");
                self.markup.open("a", &[("href", url)]);
                self.face = self.face_of("link");
                tags.push("a");
            }
            if run.strong {
                let strong = if self.document.page.strong == Weight::Semibold { 600 } else { 700 };
                self.face.weight = strong.max(self.face.weight);
                self.markup.open("strong", &[]);
                tags.push("strong");
            }
            if run.emphasis {
                // Han has no italics: emphasis by weight.
                if self.document.language.cjk {
                    self.face.weight = 700;
                } else {
                    self.face.italic = !self.face.italic;
                }
                self.markup.open("em", &[]);
                tags.push("em");
            }
            if run.code {
                self.face.role = "mono";
                self.markup.open("code", &[]);
                tags.push("code");
            }
            if run.whole {
                self.markup.open("span", &[("class", "whole")]);
                tags.push("span");
            }
            if let Some(picture) = &run.picture {
                self.picture_in_line(picture);
            }
            self.words(&run.text);
            tags.iter().rev().for_each(|tag| self.markup.close(tag));
            self.face = outer;
        }
    }

    /// A picture within a line, and a blank behind it.
    fn picture_in_line(&mut self, picture: &RunPicture) {
        let Some(shown) = self.pictures.get(&picture.name) else { return };
        let em = |length: f64| length / 1000.0;
        let (width, height) = (em(picture.width.into()), em(picture.height.into()));
        let source = media::data_uri(media::kind(shown), shown);
        let style = format!(
            "width:{width}em;height:{height}em;vertical-align:{}em",
            -em(picture.drop.into())
        );
        self.markup.open(
            "img",
            &[("class", "logo"), ("src", &source), ("alt", &picture.alt), ("style", &style)],
        );
        self.markup.raw(" ");
    }

    /// A way to reach the person, behind its icon.
    pub(super) fn contact(&mut self, contact: &Contact, icons: bool) {
        if let Some(icon) = contact.icon.as_deref().filter(|_| icons) {
            self.markup.raw(&media::icon(icon));
            self.styles.insert("icon".to_owned());
        }
        let property = match contact.kind.as_str() {
            "email" => "u-email",
            "phone" => "p-tel",
            "location" => "p-locality",
            "url" | "profile" => "u-url",
            _ => "p-note",
        };
        self.address(contact.url.as_deref(), &contact.text, false, &[property]);
    }

    /// Paragraphs, lists, code and quotations.
    pub(super) fn blocks(&mut self, blocks: &[Block], before_list: bool) {
        for (index, block) in blocks.iter().enumerate() {
            let next = blocks.get(index + 1);
            let list_follows = next.map_or(before_list, |next| matches!(next, Block::List { .. }));
            match block {
                Block::Paragraph { runs } => {
                    // "These are:" is not left behind when its list goes to the next page.
                    let sticky = if list_follows && announces(runs) { "sticky" } else { "" };
                    self.open("p", &[sticky]);
                    self.inline(runs);
                    self.markup.end("p");
                }
                Block::List { start, items } => self.list(*start, items, next.is_some()),
                Block::Code { text } => {
                    let outer = std::mem::replace(&mut self.face.role, "mono");
                    self.open("pre", &[]);
                    self.markup.open("code", &[]);
                    self.markup.text(text.trim_end_matches('\n'), self.face);
                    self.markup.close("code");
                    self.markup.end("pre");
                    self.face.role = outer;
                }
                Block::Quote { blocks } => {
                    self.open("blockquote", &[]);
                    self.inside(|body| body.blocks(blocks, false));
                    self.markup.end("blockquote");
                }
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], goes_on: bool) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let number = start.filter(|start| *start != 1).map(|start| start.to_string());
        let class = classes(&[if goes_on { "more" } else { "" }, self.first()]);
        self.markup.open(name, &[("class", &class), ("start", &number.unwrap_or_default())]);
        self.markup.raw("\n");
        for item in items {
            self.markup.open("li", &[]);
            match item.split_first() {
                // A first paragraph is beside its bullet without being a paragraph of its own.
                Some((Block::Paragraph { runs }, rest)) => {
                    self.inline(runs);
                    self.blocks(rest, false);
                }
                _ => self.inside(|body| body.blocks(item, false)),
            }
            self.markup.end("li");
        }
        self.markup.end(name);
    }
}

/// Whether a paragraph announces what comes after it.
fn announces(runs: &[Run]) -> bool {
    runs.last().is_some_and(|run| run.text.ends_with([':', '：']))
}

/// The classes that are not empty.
pub(super) fn classes(classes: &[&str]) -> String {
    let shown: Vec<&str> = classes.iter().copied().filter(|class| !class.is_empty()).collect();
    shown.join(" ")
}
