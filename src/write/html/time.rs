//! Dates as machines read them: which of the document's dates a printed text is.

use crate::document::{Dates, Document, Moment};
use std::collections::BTreeMap;

/// The dates of a document by how they are printed.
pub(super) struct Times<'a>(BTreeMap<&'a str, &'a Dates>);

/// A piece of a printed date: its text, and what it is if a machine can know it.
pub(super) struct Piece<'a> {
    /// As printed.
    pub text: &'a str,
    /// The class and the date as ISO 8601 has it.
    pub time: Option<(&'static str, &'a str)>,
}

impl<'a> Times<'a> {
    pub(super) fn new(document: &'a Document) -> Times<'a> {
        let entries = document.sections.iter().flat_map(|section| &section.entries);
        let dates = entries.flat_map(|entry| {
            let roles = entry.roles.iter().map(|role| &role.date);
            std::iter::once(&entry.date).chain(roles)
        });
        Times(dates.map(|dates| (dates.text.as_str(), dates)).collect())
    }

    /// `printed` in pieces: when it began, when it ended, and what is around.
    pub(super) fn pieces<'t>(&self, printed: &'t str) -> Vec<Piece<'t>>
    where
        'a: 't,
    {
        // A range may have been broken behind its dash.
        let dates = match self.0.get(printed) {
            Some(dates) => Some(*dates),
            None if printed.contains('\n') => {
                self.0.get(printed.replace('\n', " ").as_str()).copied()
            }
            None => None,
        };
        let mut pieces = Vec::new();
        let mut rest = printed;
        let ends = dates.map(|dates| [(&dates.start, "dt-start"), (&dates.end, "dt-end")]);
        for (moment, class) in ends.into_iter().flatten() {
            let Some(Moment { text, iso: Some(iso), .. }) = moment else { continue };
            let Some((before, after)) = rest.split_once(text.as_str()) else { continue };
            if text.is_empty() {
                continue;
            }
            if !before.is_empty() {
                pieces.push(Piece { text: before, time: None });
            }
            let text = &rest[before.len()..before.len() + text.len()];
            pieces.push(Piece { text, time: Some((class, iso)) });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece { text: rest, time: None });
        }
        pieces
    }
}
