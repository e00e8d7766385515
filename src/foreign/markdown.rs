//! Markdown, as a page that is made of it has it: headings, items, paragraphs, links.

use super::{DocumentReader, Hyperlink, Passage, PassageKind, Reading, decoded};
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// Markdown.
pub const MARKDOWN: DocumentReader = DocumentReader {
    name: "Markdown",
    endings: &["md", "markdown"],
    recognises: |_| false,
    parse,
    is_plain: true,
};

#[expect(clippy::unnecessary_wraps, reason = "readers of other formats may find none")]
fn parse(_: &str, bytes: &[u8]) -> Result<Reading, Diagnostic> {
    let text = decoded(bytes, None);
    // What programs that make pages of Markdown write above it.
    let text = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((_, text)) => text,
        None => &text,
    };
    let mut page = Page::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        page.take(event);
    }
    page.flush();
    Ok(page.reading)
}

/// A page on its way.
#[derive(Default)]
struct Page {
    reading: Reading,
    /// The text of the line so far.
    line: String,
    heading: Option<u8>,
    /// How many items are around.
    items: usize,
    link: Option<usize>,
    /// Where the words of a picture begin.
    picture: Option<usize>,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Event::Start(Tag::Item) => {
                self.flush();
                self.items += 1;
            }
            Event::End(TagEnd::Item) => {
                self.flush();
                self.items -= 1;
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                self.link = Some(self.reading.links.len());
                let url = format!("{scheme}{dest_url}");
                self.reading.links.push(Hyperlink { url, text: String::new() });
            }
            Event::End(TagEnd::Link) => self.link = None,
            Event::Start(Tag::Image { .. }) => self.picture = Some(self.line.len()),
            Event::End(TagEnd::Image) => {
                // Its words are for those who do not see it.
                let from = self.picture.take().unwrap_or(self.line.len());
                self.reading.pictures_without_text += usize::from(self.line[from..].is_empty());
                self.line.truncate(from);
            }
            Event::End(TagEnd::TableCell) => self.line.push(' '),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Start(
                Tag::Paragraph
                | Tag::List(_)
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::TableRow,
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.line.push_str(text);
        if let Some(link) = self.link {
            self.reading.links[link].text.push_str(text);
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.line).trim().to_owned();
        let kind = match self.heading.take() {
            Some(level) => PassageKind::Heading(level),
            None if self.items > 0 => PassageKind::Item,
            None => PassageKind::Text,
        };
        if !text.is_empty() {
            self.reading.parts.push(Passage { kind, text });
        }
    }
}
