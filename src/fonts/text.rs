//! Every text of a document that a theme may print.
//!
//! Takes a document, visits its texts in a fixed order and lets them be changed. Never visits what
//! is no text: addresses, paths, identifiers.

use crate::document::{Block, Document, Entry, OptionValue, Role, Run, Section};

/// Where a text stands, as far as it matters for its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the page.
    Page,
    /// On the page, with its line breaks and columns kept.
    Code,
    /// In the file's metadata or an alternative text: never drawn.
    Hidden,
}

type Visit<'v> = &'v mut dyn FnMut(Place, &mut String);

/// Calls `visit` on every text of the document.
pub(crate) fn visit(document: &mut Document, visit: Visit) {
    let Document { metadata, header, sections, words, punctuation, options, .. } = document;
    visit(Place::Hidden, &mut metadata.title);
    visit(Place::Hidden, &mut metadata.author);
    for keyword in &mut metadata.keywords {
        visit(Place::Hidden, keyword);
    }
    visit(Place::Page, &mut header.name);
    runs(&mut header.label, visit);
    for contact in &mut header.contacts {
        visit(Place::Page, &mut contact.label);
        visit(Place::Page, &mut contact.text);
    }
    if let Some(photo) = &mut header.photo {
        visit(Place::Hidden, &mut photo.alt);
    }
    blocks(&mut header.summary, visit);
    visit(Place::Page, &mut header.summary_title);
    for part in sections {
        section(part, visit);
    }
    for word in words.values_mut() {
        visit(Place::Page, word);
    }
    let marks = [
        &mut punctuation.comma,
        &mut punctuation.enumeration,
        &mut punctuation.colon,
        &mut punctuation.separator,
        &mut punctuation.open,
        &mut punctuation.close,
    ];
    for mark in marks {
        visit(Place::Page, mark);
    }
    for option in options.values_mut() {
        match option {
            OptionValue::Text(text) => visit(Place::Page, text),
            OptionValue::List(items) => {
                for item in items {
                    visit(Place::Page, item);
                }
            }
            OptionValue::Bool(_) | OptionValue::Number(_) => {}
        }
    }
}

fn section(section: &mut Section, visit: Visit) {
    visit(Place::Page, &mut section.title);
    blocks(&mut section.body, visit);
    for item in &mut section.entries {
        entry(item, visit);
    }
}

fn entry(entry: &mut Entry, visit: Visit) {
    for text in [&mut entry.title, &mut entry.subtitle, &mut entry.authors, &mut entry.location] {
        runs(text, visit);
    }
    visit(Place::Page, &mut entry.date);
    if let Some(link) = &mut entry.link {
        visit(Place::Page, &mut link.text);
    }
    for item in &mut entry.roles {
        role(item, visit);
    }
    blocks(&mut entry.body, visit);
    for item in entry.highlights.iter_mut().chain(&mut entry.keywords) {
        runs(item, visit);
    }
    for detail in &mut entry.details {
        visit(Place::Page, &mut detail.label);
        for item in &mut detail.items {
            runs(item, visit);
        }
    }
}

fn role(role: &mut Role, visit: Visit) {
    runs(&mut role.title, visit);
    runs(&mut role.location, visit);
    visit(Place::Page, &mut role.date);
    blocks(&mut role.body, visit);
    for item in &mut role.highlights {
        runs(item, visit);
    }
}

fn blocks(blocks: &mut [Block], visit: Visit) {
    for block in blocks {
        match block {
            Block::Paragraph { runs: text } => runs(text, visit),
            Block::List { items, .. } => {
                for item in items {
                    self::blocks(item, visit);
                }
            }
            Block::Code { text } => visit(Place::Code, text),
            Block::Quote { blocks } => self::blocks(blocks, visit),
        }
    }
}

fn runs(runs: &mut [Run], visit: Visit) {
    for run in runs {
        visit(Place::Page, &mut run.text);
    }
}
