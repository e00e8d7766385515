//! HTML as text: everything that comes in is escaped, and which characters a face has to have is noted.

use crate::document::Weight;
use crate::write::reference;
use std::collections::{BTreeMap, BTreeSet};

/// What letters look like, as far as another font draws them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Face {
    /// The role of the font: `body`, `heading` or `mono`.
    pub role: &'static str,
    /// How heavy they are, as CSS counts.
    pub weight: u16,
    /// Whether they are italic.
    pub italic: bool,
    /// Whether the style sheet makes capitals of them.
    pub capitals: bool,
}

impl Face {
    /// Plain text.
    pub(super) const PLAIN: Face =
        Face { role: "body", weight: 400, italic: false, capitals: false };
}

/// A weight as CSS counts.
pub(super) fn weight(weight: Weight) -> u16 {
    match weight {
        Weight::Light => 300,
        Weight::Regular => 400,
        Weight::Semibold => 600,
        Weight::Bold => 700,
    }
}

/// HTML on its way.
#[derive(Default)]
pub(super) struct Markup {
    out: String,
    /// The characters that each face draws.
    drawn: BTreeMap<Face, BTreeSet<char>>,
}

impl Markup {
    /// A start tag; attributes without a value are left out.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// An end tag.
    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An end tag, and the line ends.
    pub(super) fn end(&mut self, name: &str) {
        self.close(name);
        self.out.push('\n');
    }

    /// Characters in `face`.
    pub(super) fn text(&mut self, text: &str, face: Face) {
        self.drawn.entry(face).or_default().extend(text.chars());
        escape(text, &mut self.out);
    }

    /// Characters that a style sheet draws in `face`.
    pub(super) fn note(&mut self, text: &str, face: Face) {
        self.drawn.entry(face).or_default().extend(text.chars());
    }

    /// What is HTML already.
    pub(super) fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// The HTML, and the characters that each face draws.
    pub(super) fn finish(self) -> (String, BTreeMap<Face, BTreeSet<char>>) {
        (self.out, self.drawn)
    }
}

/// `text` with the characters that mean something to HTML as references (HTML, 13.1.4).
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '\u{a0}' => out.push_str("&nbsp;"),
            _ => match reference(character) {
                Some(reference) => out.push_str(reference),
                None => out.push(character),
            },
        }
    }
}
