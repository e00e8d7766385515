//! One link annotation a line.
//!
//! Typst makes an area of a link for each piece of its text, and an address that may break after each of its signs
//! has a hundred of them. Takes a document and joins those that lie side by side on one line and lead to the same
//! place; those of turned and scaled groups are left. A box that is a link, as addresses among Arabic words are, has
//! one area however many lines it has: it is parted into its lines.

use super::frames::SAME_LINE;
use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::model::{Destination, Document};
use typst_layout::PagedDocument;

/// Areas that are no further apart than this, in pt, lie side by side.
const APART: f64 = 0.5;

/// The area of a link, in pt from the upper left corner of its page.
struct Link {
    to: Destination,
    from: Point,
    end: Point,
    /// Whether it is a part of one before it.
    is_part: bool,
    /// Whether it has parts.
    is_joined: bool,
    /// The upper left and lower right corner of each of its lines, where there are several.
    rows: Vec<(Point, Point)>,
}

/// A piece of text: where its baseline begins and ends, and its size.
struct Text {
    from: Point,
    end: Abs,
    size: Abs,
}

/// A link that is not as high has one line.
const LOW: f64 = 16.0;

impl Link {
    fn is_wide(&self) -> bool {
        self.end.x > self.from.x
    }
}

/// `document` with links joined; none if there are none to join.
pub(super) fn joined(document: &PagedDocument) -> Option<PagedDocument> {
    let mut any = false;
    let pages = document.pages().iter().map(|page| {
        let (mut links, mut texts) = (Vec::new(), Vec::new());
        collect(&page.frame, Point::zero(), &mut links, &mut texts);
        let mut page = page.clone();
        let are_joined = join(&mut links);
        if part(&mut links, &texts) || are_joined {
            any = true;
            page.frame = with(&page.frame, Point::zero(), &mut links.into_iter());
        }
        page
    });
    let pages = pages.collect();
    any.then(|| PagedDocument::new(pages, document.info().clone()))
}

/// The links of `frame`, which lies at `origin`, in their order, and its texts.
fn collect(frame: &Frame, origin: Point, links: &mut Vec<Link>, texts: &mut Vec<Text>) {
    for (at, item) in frame.items() {
        let from = origin + *at;
        match item {
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                collect(&group.frame, from + moved, links, texts);
            }
            FrameItem::Link(to, size) => {
                let end = from + Point::new(size.x, size.y);
                let (is_part, is_joined, rows) = (false, false, Vec::new());
                links.push(Link { to: to.clone(), from, end, is_part, is_joined, rows });
            }
            FrameItem::Text(text) => {
                texts.push(Text { from, end: from.x + text.width(), size: text.size });
            }
            _ => {}
        }
    }
}

/// Parts those of `links` that have several lines of `texts`. Whether there were any.
fn part(links: &mut [Link], texts: &[Text]) -> bool {
    let is_high = |link: &&mut Link| !link.is_part && link.end.y - link.from.y > Abs::pt(LOW);
    let mut any = false;
    for link in links.iter_mut().filter(is_high) {
        let is_in = |text: &&Text| {
            let is_beside = text.from.x >= link.from.x - Abs::pt(APART)
                && text.end <= link.end.x + Abs::pt(APART);
            is_beside && text.from.y > link.from.y && text.from.y < link.end.y
        };
        let mut inside: Vec<&Text> = texts.iter().filter(is_in).collect();
        inside.sort_by_key(|text| text.from.y);
        let rows = inside.chunk_by(|above, below| below.from.y - above.from.y < Abs::pt(SAME_LINE));
        let area = |line: &[&Text]| {
            let size = line.iter().map(|text| text.size).max().unwrap_or_default();
            let left = line.iter().map(|text| text.from.x).min().unwrap_or_default();
            let right = line.iter().map(|text| text.end).max().unwrap_or_default();
            let base = line[0].from.y;
            let from = Point::new(left, (base - size * 0.9).max(link.from.y));
            (from, Point::new(right, (base + size * 0.3).min(link.end.y)))
        };
        let areas: Vec<_> = rows.map(area).collect();
        if areas.len() > 1 {
            (link.rows, any) = (areas, true);
        }
    }
    any
}

/// Joins neighbours of `links`. Whether there were any.
fn join(links: &mut [Link]) -> bool {
    let mut any = false;
    let mut last: Option<usize> = None;
    for index in 0..links.len() {
        let (before, rest) = links.split_at_mut(index);
        let own = &mut rest[0];
        match last.map(|last| &mut before[last]).filter(|last| is_beside(last, own)) {
            Some(whole) => {
                if own.is_wide() {
                    // The height is that of the letters, not of the places where the line may break.
                    if !whole.is_wide() {
                        (whole.from.y, whole.end.y) = (own.from.y, own.end.y);
                    }
                    (whole.from, whole.end) = (whole.from.min(own.from), whole.end.max(own.end));
                }
                (whole.is_joined, own.is_part, any) = (true, true, true);
            }
            None => last = Some(index),
        }
    }
    any
}

/// Whether `next` goes on with `link` on its line, at either end of it.
fn is_beside(link: &Link, next: &Link) -> bool {
    let overlap = link.end.y.min(next.end.y) - link.from.y.max(next.from.y);
    let height = (link.end.y - link.from.y).min(next.end.y - next.from.y);
    let is_same_line = overlap + Abs::pt(SAME_LINE) >= height;
    let gap = (next.from.x - link.end.x).max(link.from.x - next.end.x);
    link.to == next.to && is_same_line && gap <= Abs::pt(APART)
}

/// `frame`, which lies at `origin`, with what has become of its links, in their order.
fn with(frame: &Frame, origin: Point, links: &mut impl Iterator<Item = Link>) -> Frame {
    let mut changed = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        changed.set_baseline(frame.baseline());
    }
    for (at, item) in frame.items() {
        let mut at = *at;
        let mut item = item.clone();
        match &mut item {
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                group.frame = with(&group.frame, origin + at + moved, links);
            }
            FrameItem::Link(to, size) => match links.next() {
                Some(link) if link.is_part => continue,
                Some(link) if !link.rows.is_empty() => {
                    for (from, end) in link.rows {
                        let area = end - from;
                        let size = Size::new(area.x, area.y);
                        changed.push(from - origin, FrameItem::Link(to.clone(), size));
                    }
                    continue;
                }
                Some(link) if link.is_joined => {
                    let area = link.end - link.from;
                    (at, *size) = (link.from - origin, Size::new(area.x, area.y));
                }
                _ => {}
            },
            _ => {}
        }
        changed.push(at, item);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::model::Url;

    fn link(to: &str, from: (f64, f64), end: (f64, f64)) -> Link {
        let point = |(x, y)| Point::new(Abs::pt(x), Abs::pt(y));
        let to = Destination::Url(Url::new(to).expect("an address"));
        let (is_part, is_joined, rows) = (false, false, Vec::new());
        Link { to, from: point(from), end: point(end), is_part, is_joined, rows }
    }

    #[test]
    fn a_box_of_two_lines_has_two_areas() {
        let text = |x: f64, y: f64, end: f64| Text {
            from: Point::new(Abs::pt(x), Abs::pt(y)),
            end: Abs::pt(end),
            size: Abs::pt(10.0),
        };
        let texts = [text(10.0, 10.0, 60.0), text(60.0, 10.0, 90.0), text(70.0, 24.0, 90.0)];
        let mut links =
            [link("a", (10.0, 0.0), (90.0, 28.0)), link("b", (10.0, 0.0), (90.0, 14.0))];
        assert!(part(&mut links, &texts));
        let pt = |point: Point| (point.x.to_pt(), point.y.to_pt());
        let areas: Vec<_> = links[0].rows.iter().map(|(from, end)| (pt(*from), pt(*end))).collect();
        assert_eq!(areas, [((10.0, 1.0), (90.0, 13.0)), ((70.0, 15.0), (90.0, 27.0))]);
        assert!(links[1].rows.is_empty());
    }

    #[test]
    fn what_lies_side_by_side_is_one() {
        let mut links = [
            // A place to break at the beginning of a line, its letters, another place, more letters.
            link("a", (10.0, 8.0), (10.0, 8.0)),
            link("a", (10.0, 0.0), (20.0, 10.0)),
            link("a", (20.0, 8.0), (20.0, 8.0)),
            link("a", (20.0, 0.0), (30.0, 10.0)),
            // The next line, from the right.
            link("a", (40.0, 12.0), (50.0, 22.0)),
            link("a", (30.0, 12.0), (40.0, 22.0)),
            // Another address, and the same far away.
            link("b", (50.0, 12.0), (60.0, 22.0)),
            link("b", (70.0, 12.0), (80.0, 22.0)),
        ];
        assert!(join(&mut links));
        let kept = links.iter().filter(|link| !link.is_part);
        let kept: Vec<_> =
            kept.map(|it| [it.from.x, it.from.y, it.end.x, it.end.y].map(Abs::to_pt)).collect();
        assert_eq!(
            kept,
            [
                [10.0, 0.0, 30.0, 10.0],
                [30.0, 12.0, 50.0, 22.0],
                [50.0, 12.0, 60.0, 22.0],
                [70.0, 12.0, 80.0, 22.0],
            ]
        );
        assert!(!join(&mut [link("a", (0.0, 0.0), (9.0, 9.0))]));
    }
}
