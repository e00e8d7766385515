//! Every text of a document that a theme may print.
//!
//! Takes a document, visits its texts in a fixed order and lets them be changed. Never visits what
//! is no text: addresses, paths, identifiers.

use crate::document::{Block, Document, Entry, OptionValue, Role, Run, Section};

/// Where a text stands, as far as it matters for its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// On the page.
    Page,
    /// On the page, with its line breaks and columns kept.
    Code,
    /// In the file's metadata or an alternative text: never drawn.
    Hidden,
}

type Visit<'v> = &'v mut dyn FnMut(Place, &mut String);

/// Calls `visit` on every text of the document.
pub(super) fn visit(document: &mut Document, visit: Visit) {
    let Document { metadata, header, sections, words, punctuation, options, .. } = document;
    visit(Place::Hidden, &mut metadata.title);
    visit(Place::Hidden, &mut metadata.author);
    metadata.keywords.iter_mut().for_each(|keyword| visit(Place::Hidden, keyword));
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
    sections.iter_mut().for_each(|item| section(item, visit));
    words.values_mut().for_each(|word| visit(Place::Page, word));
    let marks = [
        &mut punctuation.comma,
        &mut punctuation.enumeration,
        &mut punctuation.colon,
        &mut punctuation.separator,
        &mut punctuation.open,
        &mut punctuation.close,
    ];
    marks.into_iter().for_each(|mark| visit(Place::Page, mark));
    for option in options.values_mut() {
        match option {
            OptionValue::Text(text) => visit(Place::Page, text),
            OptionValue::List(items) => items.iter_mut().for_each(|item| visit(Place::Page, item)),
            OptionValue::Bool(_) | OptionValue::Number(_) => {}
        }
    }
}

fn section(section: &mut Section, visit: Visit) {
    visit(Place::Page, &mut section.title);
    blocks(&mut section.body, visit);
    section.entries.iter_mut().for_each(|item| entry(item, visit));
}

fn entry(entry: &mut Entry, visit: Visit) {
    for text in [&mut entry.title, &mut entry.subtitle, &mut entry.authors, &mut entry.location] {
        runs(text, visit);
    }
    visit(Place::Page, &mut entry.date);
    if let Some(link) = &mut entry.link {
        visit(Place::Page, &mut link.text);
    }
    entry.roles.iter_mut().for_each(|item| role(item, visit));
    blocks(&mut entry.body, visit);
    entry.highlights.iter_mut().for_each(|item| runs(item, visit));
    entry.keywords.iter_mut().for_each(|item| runs(item, visit));
    for detail in &mut entry.details {
        visit(Place::Page, &mut detail.label);
        detail.items.iter_mut().for_each(|item| runs(item, visit));
    }
}

fn role(role: &mut Role, visit: Visit) {
    runs(&mut role.title, visit);
    runs(&mut role.location, visit);
    visit(Place::Page, &mut role.date);
    blocks(&mut role.body, visit);
    role.highlights.iter_mut().for_each(|item| runs(item, visit));
}

fn blocks(blocks: &mut [Block], visit: Visit) {
    for block in blocks {
        match block {
            Block::Paragraph { runs: text } => runs(text, visit),
            Block::List { items, .. } => {
                items.iter_mut().for_each(|item| self::blocks(item, visit))
            }
            Block::Code { text } => visit(Place::Code, text),
            Block::Quote { blocks } => self::blocks(blocks, visit),
        }
    }
}

fn runs(runs: &mut [Run], visit: Visit) {
    runs.iter_mut().for_each(|run| visit(Place::Page, &mut run.text));
}
