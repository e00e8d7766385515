//! Lists that go on over a page break: their first two and their last two items stay together.
//!
//! Takes typeset pages, finds items that a break left alone at the foot or the head of a page, and says in the
//! document how much room they need.

use super::frames::{SAME_LINE, each_item};
use super::{Composition, Pages, runts};
use crate::document::Inline;
use std::collections::BTreeMap;
use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::FrameItem;
use typst::model::ListElem;
use typst::pdf::{PdfMarkerTag, PdfMarkerTagKind};

/// The most of a page, in pt, that is kept free for items that stay together.
const MOST_ROOM: f64 = 300.0;

/// From one line of a list to the next, at most, as a share of the size of its text.
const MOST_PITCH: f64 = 2.0;

/// Up to how many items a list is not parted at all.
const UNPARTED: usize = 3;

/// A line of an item: its page, and its baseline in pt.
type Line = (usize, f64);

#[derive(Default)]
struct Item {
    text: String,
    lines: Vec<Line>,
    /// The size of its text, in pt, which is how high the box of a line is.
    size: f64,
}

impl Pages<'_> {
    /// How many lists have an item that a page break leaves alone.
    pub fn parted_lists(&self) -> usize {
        lists(self).iter().filter(|list| !parted_pairs(list).is_empty()).count()
    }
}

impl Composition<'_> {
    /// The same, with room before the items that a page break on `pages` leaves alone, and before those of every list
    /// behind them, which what moves may part; `None` if there is none or all have that room.
    #[must_use]
    pub fn with_whole_lists(&self, pages: &Pages<'_>) -> Option<Self> {
        if pages.count() < 2 {
            return None;
        }
        let lists = lists(pages);
        let first = lists.iter().position(|list| !needed(list, &parted_pairs(list)).is_empty())?;
        let mut rooms = BTreeMap::new();
        let mut seen = Seen::default();
        for (index, list) in lists.iter().enumerate() {
            let names: Vec<Name> = list.iter().map(|item| seen.named(&item.text)).collect();
            if index < first {
                continue;
            }
            let found = needed(list, &kept_pairs(list));
            rooms.extend(found.into_iter().map(|(index, room)| (names[index].clone(), room)));
        }
        let mut seen = Seen::default();
        let mut changed = self.clone();
        let mut is_changed = false;
        runts::prose(&mut changed.document, &mut |runs: &mut Inline| {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            let Some(room) = rooms.get(&seen.named(&text)) else { return };
            if let Some(first) = runs.first_mut()
                && first.room.is_none_or(|known| known < *room)
            {
                first.room = Some(*room);
                is_changed = true;
            }
        });
        is_changed.then_some(changed)
    }
}

/// The lists of `pages`, each as it ends.
fn lists(pages: &Pages<'_>) -> Vec<Vec<Item>> {
    let mut walk = Walk::default();
    for (page, typeset) in pages.document.pages().iter().enumerate() {
        walk.page = page;
        each_item(&typeset.frame, &mut |item, at| walk.item(item, at.y.to_pt()));
    }
    walk.done
}

/// The text of an item without blanks, and how many items before it say the same.
type Name = (String, usize);

/// Texts that were met, and how often.
#[derive(Default)]
struct Seen(BTreeMap<String, usize>);

impl Seen {
    fn named(&mut self, text: &str) -> Name {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let count = self.0.entry(text.clone()).or_default();
        *count += 1;
        (text, *count)
    }
}

/// The items of `list` that stay with the next one: the first and the last but one, or all of a short list.
fn kept_pairs(list: &[Item]) -> Vec<usize> {
    match list.len() {
        0 | 1 => Vec::new(),
        count if count <= UNPARTED => (0..count - 1).collect(),
        count => vec![0, count - 2],
    }
}

/// Those of them that a page break parts from the next one; of a short list all, if it parts one.
fn parted_pairs(list: &[Item]) -> Vec<usize> {
    let is_parted =
        |index: &usize| match (list[*index].lines.last(), list[*index + 1].lines.first()) {
            (Some((end, _)), Some((start, _))) => end < start,
            _ => false,
        };
    let kept = kept_pairs(list);
    let parted: Vec<usize> = kept.iter().copied().filter(is_parted).collect();
    if list.len() <= UNPARTED && !parted.is_empty() { kept } else { parted }
}

/// Which items of `list` need room before them, and how much, in whole pt, so that `pairs` stay together.
fn needed(list: &[Item], pairs: &[usize]) -> Vec<(usize, u32)> {
    let count = list.len();
    let pitch = pitch(list);
    let room = |index: usize| {
        // The first asks for the room of a list that is not parted; the others only stay with it.
        let is_asked = count > UNPARTED || index == 0;
        let end = if count <= UNPARTED { count } else { index + 2 };
        let room = height(&list[index..end], pitch);
        let is_kept = room > 0.0 && room < MOST_ROOM;
        is_kept.then(|| (index, if is_asked { points(room) } else { 0 }))
    };
    pairs.iter().copied().filter_map(room).collect()
}

/// How high `items` are, in pt, from the box of the first line to that of the last; lines on two pages are `pitch`
/// apart.
fn height(items: &[Item], pitch: f64) -> f64 {
    let lines = items.iter().flat_map(|item| &item.lines);
    let pairs = lines.clone().zip(lines.skip(1));
    let step = |(one, next): (&Line, &Line)| if one.0 == next.0 { next.1 - one.1 } else { pitch };
    let size = items.last().map_or(0.0, |item| item.size);
    if pitch > 0.0 { pairs.map(step).sum::<f64>() + size } else { 0.0 }
}

/// From one line to the next, in pt, with the white between items; where no two of them are on one page, as much as it
/// is at most.
fn pitch(list: &[Item]) -> f64 {
    let lines = list.iter().flat_map(|item| &item.lines);
    let pairs = lines.clone().zip(lines.skip(1));
    let steps = pairs.filter(|(one, next)| one.0 == next.0).map(|(one, next)| next.1 - one.1);
    let sizes = list.iter().map(|item| item.size);
    steps.reduce(f64::max).unwrap_or_else(|| MOST_PITCH * sizes.fold(0.0, f64::max))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than a page")]
fn points(length: f64) -> u32 {
    length.ceil() as u32
}

/// Lists as they are met on the pages, the innermost last.
#[derive(Default)]
struct Walk {
    page: usize,
    open: Vec<(Location, Vec<Item>)>,
    bodies: Vec<Location>,
    done: Vec<Vec<Item>>,
}

impl Walk {
    fn item(&mut self, item: &FrameItem, baseline: f64) {
        match item {
            FrameItem::Tag(Tag::Start(content, _)) => self.start(content),
            FrameItem::Tag(Tag::End(location, ..)) => self.end(*location),
            FrameItem::Text(text) if !self.bodies.is_empty() => {
                let line = (self.page, baseline);
                for (_, items) in &mut self.open {
                    let Some(item) = items.last_mut() else { continue };
                    item.text.push_str(&text.text);
                    item.size = item.size.max(text.size.to_pt());
                    let is_new = item
                        .lines
                        .last()
                        .is_none_or(|(page, y)| *page != line.0 || (y - line.1).abs() > SAME_LINE);
                    if is_new {
                        item.lines.push(line);
                    }
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, content: &Content) {
        let Some(location) = content.location() else { return };
        if content.is::<ListElem>() {
            self.open.push((location, Vec::new()));
        } else if let Some(marker) = content.to_packed::<PdfMarkerTag>()
            && matches!(marker.kind, PdfMarkerTagKind::ListItemBody)
            && let Some((_, items)) = self.open.last_mut()
        {
            items.push(Item::default());
            self.bodies.push(location);
        }
    }

    fn end(&mut self, location: Location) {
        if self.bodies.last() == Some(&location) {
            self.bodies.pop();
        } else if self.open.last().is_some_and(|(open, _)| *open == location) {
            self.done.extend(self.open.pop().map(|(_, items)| items));
        }
    }
}
