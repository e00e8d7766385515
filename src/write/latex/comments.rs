//! The comments above the entries of a resume's file, for the source that is made of it.
//!
//! Takes the entries of the document and the items of its sheet, and tells which entry an item begins: the one
//! whose title it prints.

use super::escape;
use crate::document::{Document, Inline};
use crate::sheet::{Item, LineText};
use std::cell::RefCell;
use std::fmt::Write;

/// Entries that no item has begun yet: what each is known by, and the comment above it.
#[derive(Default)]
pub(super) struct Comments(RefCell<Vec<(Inline, Option<String>)>>);

impl Comments {
    /// Those of `document`.
    pub(super) fn new(document: &Document) -> Comments {
        let entries = document.sections.iter().flat_map(|section| &section.entries);
        let known = entries.filter_map(|entry| {
            let name = [&entry.title, &entry.subtitle].into_iter().find(|it| !it.is_empty())?;
            Some((name.clone(), entry.source_comment.clone()))
        });
        let known: Vec<_> = known.collect();
        let has_any = known.iter().any(|(_, comment)| comment.is_some());
        Comments(RefCell::new(if has_any { known } else { Vec::new() }))
    }

    /// The lines above `item`; empty if it begins no entry or there is no comment above that.
    pub(super) fn above(&self, item: &Item) -> String {
        let mut known = self.0.borrow_mut();
        let mut out = String::new();
        while let Some(index) = known.iter().position(|(name, _)| begins(item, name)) {
            let (_, comment) = known.remove(index);
            for line in escape::clean(&comment.unwrap_or_default()).lines() {
                // The last line of a source begins as one that says `cvgen` would.
                let blank = if line.starts_with("cvgen") { " " } else { "" };
                let _ = writeln!(out, "{}", format!("% {blank}{line}").trim_end());
            }
        }
        out
    }
}

/// Whether `item` begins with what prints `name`.
fn begins(item: &Item, name: &Inline) -> bool {
    match item {
        Item::Head { level: 1.., lines, .. } => {
            let mut sides = lines.iter().flat_map(|(left, right)| [left, right]).flatten();
            sides.any(|text| says(text, name))
        }
        // The title of a section may be that of an entry, too.
        Item::Title { style, body, .. } => {
            !matches!(style.as_str(), "name" | "section" | "side-section") && says(body, name)
        }
        Item::Paragraph { body, .. } => says(body, name),
        // Beside the title of a section are entries; a date or a term is beside its own.
        Item::Beside { aside, .. } if matches!(aside.first(), Some(Item::Title { .. })) => false,
        Item::Beside { aside, items, .. } => {
            aside.iter().chain(items.first()).any(|item| begins(item, name))
        }
        Item::Group { items, .. } => items.first().is_some_and(|item| begins(item, name)),
        _ => false,
    }
}

/// Whether `text` has `name` as one of its parts.
fn says(text: &LineText, name: &Inline) -> bool {
    match text {
        LineText::Runs(runs) => runs == name,
        LineText::Styled(_, body)
        | LineText::Date(body)
        | LineText::Padded(_, body)
        | LineText::Unbroken(body) => says(body, name),
        LineText::Parts(parts, _) => parts.iter().any(|part| says(part, name)),
        _ => false,
    }
}
