//! Every text of a document that a theme may print.
//!
//! Takes a document, visits its texts in a fixed order and lets them be changed. Never visits what
//! is not text: addresses, paths, identifiers.

use crate::document::{
    Block, Dates, Document, Entry, Highlight, Letter, Link, OptionValue, Role, Run, Section,
};

/// Where a text is, as far as it matters for its characters.
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
    let Document {
        metadata,
        header,
        sections,
        letter,
        images,
        updated,
        closing,
        words,
        punctuation,
        options,
        ..
    } = document;
    visit(Place::Hidden, &mut metadata.title);
    visit(Place::Hidden, &mut metadata.author);
    for keyword in &mut metadata.keywords {
        visit(Place::Hidden, keyword);
    }
    visit(Place::Page, &mut header.name);
    let parts = [&mut header.given_name, &mut header.family_name, &mut header.reading];
    for name in parts.into_iter().flatten() {
        visit(Place::Page, name);
    }
    runs(&mut header.label, visit);
    for contact in &mut header.contacts {
        visit(Place::Page, &mut contact.label);
        visit(Place::Page, &mut contact.short);
        visit(Place::Page, &mut contact.text);
    }
    for image in images.values_mut() {
        visit(Place::Hidden, &mut image.alt);
    }
    blocks(&mut header.summary, visit);
    visit(Place::Page, &mut header.summary_title);
    for part in sections {
        section(part, visit);
    }
    if let Some(it) = letter {
        self::letter(it, visit);
    }
    visit(Place::Page, updated);
    if let Some(closing) = closing {
        visit(Place::Page, &mut closing.text);
        visit(Place::Page, &mut closing.name);
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
    let Entry { title, subtitle, degree, area, authors, location, comment, .. } = entry;
    for text in [title, subtitle, degree, area, authors, location, comment] {
        runs(text, visit);
    }
    for author in &mut entry.author_list {
        runs(&mut author.name, visit);
        visit(Place::Page, &mut author.marks);
    }
    dates(&mut entry.date, visit);
    if let Some(until) = &mut entry.valid_until {
        visit(Place::Page, &mut until.text);
    }
    links(&mut entry.links, visit);
    for item in &mut entry.roles {
        role(item, visit);
    }
    blocks(&mut entry.body, visit);
    highlights(&mut entry.highlights, visit);
    for item in &mut entry.keywords {
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
    dates(&mut role.date, visit);
    links(&mut role.links, visit);
    blocks(&mut role.body, visit);
    highlights(&mut role.highlights, visit);
    for item in &mut role.keywords {
        runs(item, visit);
    }
}

fn letter(letter: &mut Letter, visit: Visit) {
    let Letter { recipient, date, subject, opening, body, closing, name, enclosures, .. } = letter;
    for text in [date, subject, opening, closing, name] {
        visit(Place::Page, text);
    }
    for line in recipient.iter_mut().chain(enclosures) {
        visit(Place::Page, line);
    }
    blocks(body, visit);
}

fn dates(dates: &mut Dates, visit: Visit) {
    visit(Place::Page, &mut dates.text);
    for end in [&mut dates.start, &mut dates.end].into_iter().flatten() {
        visit(Place::Page, &mut end.text);
    }
}

fn links(links: &mut [Link], visit: Visit) {
    for link in links {
        visit(Place::Page, &mut link.label);
        visit(Place::Page, &mut link.text);
    }
}

fn highlights(highlights: &mut [Highlight], visit: Visit) {
    for highlight in highlights {
        highlight.visit(&mut |line| runs(line, visit));
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
