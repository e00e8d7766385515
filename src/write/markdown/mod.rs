//! A document as Markdown that every reader of `CommonMark` 0.31 takes for the same text.
//!
//! The grammar is fixed: `# name`, `## section`, `### entry`, `#### position`; a line of position, place, date and
//! address; paragraphs, bullets, terms. Nothing is escaped that would be read right without.

mod blocks;
mod inline;
mod read;

use self::blocks::Lists;
use self::inline::{heading, paragraph};
use super::outline::{self, Head, Item, Order, Outline, joined, plain, runs};
use crate::document::{Contact, Document, Run, Section};
use std::borrow::Cow;

/// The document as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut page = Page { document, blocks: Vec::new(), lists: Lists::default() };
    page.header();
    let outline = Outline::new(document);
    let order = Order::of(document);
    order.above().for_each(|section| page.section(section, outline));
    page.closing();
    order.feet.iter().for_each(|section| page.section(section, outline));
    page.paragraph(&[Run::plain(document.updated.as_str())]);
    let mut text = page.blocks.join("\n\n");
    text.push('\n');
    text
}

struct Page<'a> {
    document: &'a Document,
    /// The blocks, between which there are empty lines.
    blocks: Vec<String>,
    lists: Lists,
}

impl Page<'_> {
    fn header(&mut self) {
        let header = &self.document.header;
        self.heading(1, &[Run::plain(header.name.as_str())]);
        self.paragraph(&[Run::plain(header.reading.as_deref().unwrap_or_default())]);
        self.paragraph(&header.label);
        let contacts = header.contacts.iter().map(|contact| vec![contact_of(contact)]);
        self.phrase(&joined(contacts, &self.document.punctuation.separator));
        self.blocks.extend(blocks::blocks(&header.summary, &mut self.lists));
    }

    fn section(&mut self, section: &Section, outline: Outline<'_>) {
        self.heading(2, &[Run::plain(section.title.as_str())]);
        for item in outline.parts(section).into_iter().flat_map(|part| part.items) {
            self.item(item);
        }
    }

    /// Place, date and name below the sections.
    fn closing(&mut self) {
        if let Some(closing) = &self.document.closing {
            self.paragraph(&[Run::plain(closing.text.as_str())]);
            self.paragraph(&[Run::plain(closing.name.as_str())]);
        }
    }

    fn item(&mut self, item: Item<'_>) {
        match item {
            Item::Head(head) => self.head(head),
            Item::Term(words) => {
                let words = words.into_iter().map(|mut span| {
                    if span.style == "title" {
                        span.runs.to_mut().iter_mut().for_each(|run| run.strong = true);
                    }
                    span
                });
                self.phrase(&words.collect::<Vec<_>>());
            }
            Item::Line(line) | Item::Comment(line) => self.phrase(&line),
            Item::Blocks(all) => self.blocks.extend(blocks::blocks(all, &mut self.lists)),
            Item::Points(points) => self.blocks.extend(blocks::points(points, &mut self.lists)),
            Item::Quote(all) => self.blocks.extend(blocks::quote(all)),
        }
    }

    fn head(&mut self, head: Head<'_>) {
        let mut position = head.position;
        for span in &mut position {
            span.runs.to_mut().iter_mut().for_each(|run| run.emphasis = true);
        }
        self.heading(if head.is_role { 4 } else { 3 }, &runs(&head.title));
        let date = plain("date", &head.date.text);
        let link = head.link.unwrap_or_default();
        let separator = &self.document.punctuation.separator;
        self.phrase(&joined([position, head.place, date, link], separator));
    }

    fn heading(&mut self, level: usize, runs: &[Run]) {
        let text = heading(runs);
        if !text.is_empty() {
            self.push(format!("{} {text}", "#".repeat(level)));
        }
    }

    fn phrase(&mut self, phrase: &[outline::Span<'_>]) {
        self.paragraph(&runs(phrase));
    }

    fn paragraph(&mut self, runs: &[Run]) {
        let text = paragraph(runs);
        if !text.is_empty() {
            self.push(text);
        }
    }

    fn push(&mut self, block: String) {
        self.lists = Lists::default();
        self.blocks.push(block);
    }
}

fn contact_of(contact: &Contact) -> outline::Span<'static> {
    let run = Run { url: contact.url.clone(), ..Run::plain(contact.text.as_str()) };
    outline::Span { style: "", runs: Cow::Owned(vec![run]) }
}
