//! What of a theme a sheet uses: only that is in the person's part of a source.
//!
//! Takes items, gives the names of their styles and what else of them the first lines must say.

use crate::sheet::{Item, LineText};
use std::collections::{BTreeMap, BTreeSet};

/// The styles that a sheet uses, and how many lines must follow a head.
#[derive(Default)]
pub(super) struct Used {
    /// Their names.
    pub(super) names: BTreeSet<String>,
    /// The style of section titles where it is a variant of `section`.
    pub(super) title: Option<String>,
    /// How many lines must follow.
    pub(super) rooms: BTreeMap<String, f64>,
    /// White within lines.
    pub(super) spaces: Vec<f64>,
    /// What a title a little too long for its line is scaled by.
    pub(super) scales: BTreeMap<String, f64>,
}

impl Used {
    /// Records what `items` use.
    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Title { style, body, scale, .. } => {
                if style.starts_with("section-") {
                    self.title = Some(style.clone());
                }
                self.name(style);
                self.scales.insert(style.clone(), *scale);
                self.text(body);
            }
            Item::Line { style, body } => {
                self.name(style);
                self.text(body);
            }
            Item::Contacts { style, .. } | Item::Rule { style, .. } | Item::Quote { style, .. } => {
                self.name(style);
            }
            Item::Head { style, lines, room, .. } => {
                self.name(style);
                if *room > 0.0 {
                    self.rooms.insert(style.clone(), *room);
                }
                for (left, right) in lines {
                    left.iter().chain(right).for_each(|text| self.text(text));
                }
            }
            Item::Paragraph { style, body, .. } => {
                self.names.extend(style.clone());
                self.text(body);
            }
            Item::Blocks { style, .. } => self.names.extend(style.clone()),
            Item::Bullets { .. } | Item::Break | Item::Photo { .. } => {}
            Item::Numbered { style, items, .. } => {
                self.name(style);
                self.name("number");
                for (_, items) in items {
                    self.items(items);
                }
            }
            Item::Group { style, items }
            | Item::Keep { style, items }
            | Item::Apart { style, items, .. }
            | Item::Axis { style, items, .. } => {
                self.name(style);
                self.items(items);
            }
            Item::Center { items } | Item::Indent { items, .. } | Item::Placed { items, .. } => {
                self.items(items);
            }
            Item::Beside { style, aside, items, bead, .. } => {
                self.names.extend(style.clone());
                self.names.extend(bead.as_ref().map(|bead| format!("bead-{bead}")));
                self.items(aside);
                self.items(items);
            }
            Item::Columns { style, cells, .. } => {
                self.name(style);
                for cell in cells {
                    self.items(cell);
                }
            }
            Item::Banner { style, over, items, .. } => {
                self.name(style);
                self.items(over);
                self.items(items);
            }
            Item::Sidebar { style, head, aside, items, .. } => {
                self.name(style);
                self.items(head);
                self.items(aside);
                self.items(items);
            }
        }
    }

    fn text(&mut self, text: &LineText) {
        match text {
            LineText::Styled(style, body) => {
                self.name(style);
                self.text(body);
            }
            LineText::Parts(parts, between) => {
                for part in parts {
                    self.text(part);
                }
                self.text(between);
            }
            LineText::Date(body) => {
                self.name("date");
                self.text(body);
            }
            LineText::Unbroken(body) | LineText::Padded(_, body) => self.text(body),
            LineText::Chips(_) => self.name("chip"),
            LineText::Space(more) if *more > 0.0 => self.spaces.push(*more),
            LineText::Marks(..) => {
                self.name("mark");
                self.name("mark-off");
            }
            _ => {}
        }
    }

    fn name(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }
}
