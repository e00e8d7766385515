//! Text as XML 1.0 has it, and what a paragraph holds.

use crate::document::Run;
use crate::script;
use crate::write::reference;
use std::fmt::Write;

/// What a paragraph holds: its XML, and for who measures it the words in that.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    pub(super) xml: String,
    pub(super) words: Vec<Words>,
    /// How high the picture in it is, in points.
    pub(super) picture: f64,
}

/// Letters of one look.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) text: String,
    /// The character style; empty for that of the paragraph.
    pub(super) style: &'static str,
    /// Whether the person made them strong.
    pub(super) is_strong: bool,
}

impl Content {
    /// A text in the character style `style`, or in none; `more`: properties that the person asks for.
    pub(super) fn text(text: &str, style: &'static str, more: &str) -> Content {
        let xml = run(text, style, more);
        if xml.is_empty() {
            return Content::default();
        }
        let is_strong = style == "Strong" || more.contains("<w:b/>");
        let words = vec![Words { text: text.to_owned(), style, is_strong }];
        Content { xml, words, picture: 0.0 }
    }

    pub(super) fn plain(text: &str) -> Content {
        Content::text(text, "", "")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.xml.is_empty()
    }

    pub(super) fn push(&mut self, other: Content) {
        self.xml.push_str(&other.xml);
        self.words.extend(other.words);
        self.picture = self.picture.max(other.picture);
    }

    /// All, with `separator` between them.
    pub(super) fn joined(all: impl IntoIterator<Item = Content>, separator: &str) -> Content {
        let mut joined = Content::default();
        for content in all {
            if !joined.is_empty() {
                joined.push(Content::plain(separator));
            }
            joined.push(content);
        }
        joined
    }
}

/// `text` as character data or as the value of an attribute; what XML cannot hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\n' => out.push(character),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {}
            _ => match reference(character) {
                Some(reference) => out.push_str(reference),
                None => out.push(character),
            },
        }
    }
    out
}

/// The text of a run in the character style `style`, or in none; `more`: properties that the person asks for. Words
/// such as `C++` among text from the right are runs from the left, or Word would put their signs to the other side.
pub(super) fn run(text: &str, style: &str, more: &str) -> String {
    let is_of_the_right = |text: &str| text.chars().any(script::is_of_the_right);
    if !is_of_the_right(text) {
        return piece(text, style, more, false);
    }
    let (mut out, mut from) = (String::new(), 0);
    for range in script::signs_of_the_left(text) {
        out.push_str(&piece(&text[from..range.start], style, more, true));
        out.push_str(&piece(&text[range.clone()], style, more, false));
        from = range.end;
    }
    out + &piece(&text[from..], style, more, true)
}

/// A run of one direction.
fn piece(text: &str, style: &str, more: &str, is_from_the_right: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut properties = String::new();
    if !style.is_empty() {
        let _ = write!(properties, "<w:rStyle w:val=\"{style}\"/>");
    }
    properties.push_str(more);
    if is_from_the_right {
        properties.push_str("<w:rtl/>");
    }
    let mut out = "<w:r>".to_owned();
    if !properties.is_empty() {
        let _ = write!(out, "<w:rPr>{properties}</w:rPr>");
    }
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("<w:br/>");
        }
        for (number, part) in line.split('\t').enumerate() {
            if number > 0 {
                out.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(part));
            }
        }
    }
    out.push_str("</w:r>");
    out
}

/// The style of a run within text of the style `around`, and what else it is.
pub(super) fn styled(run: &Run, around: &'static str) -> (&'static str, String) {
    let mut more = String::new();
    let style = match () {
        () if run.code => "InlineCode",
        () if !around.is_empty() => around,
        () if run.url.is_some() => "Hyperlink",
        () if run.strong => "Strong",
        () if run.emphasis => "Emphasis",
        () => "",
    };
    if run.strong && style != "Strong" {
        more.push_str("<w:b/><w:bCs/>");
    }
    if run.emphasis && style != "Emphasis" {
        more.push_str("<w:i/><w:iCs/>");
    }
    (style, more)
}

/// An address as the target of a relationship: a URI in ASCII.
pub(super) fn target(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    escaped(&out)
}
