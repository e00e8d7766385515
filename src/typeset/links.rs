//! One link annotation a line.
//!
//! Typst makes an area of a link for each piece of its text, and an address that may break after each of its signs
//! has a hundred of them. Takes a document and joins those that lie side by side on one line and lead to the same
//! place; those of turned and scaled groups are left.

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
}

impl Link {
    fn is_wide(&self) -> bool {
        self.end.x > self.from.x
    }
}

/// `document` with links joined; none if there are none to join.
pub(super) fn joined(document: &PagedDocument) -> Option<PagedDocument> {
    let mut any = false;
    let pages = document.pages().iter().map(|page| {
        let mut links = Vec::new();
        collect(&page.frame, Point::zero(), &mut links);
        let mut page = page.clone();
        if join(&mut links) {
            any = true;
            page.frame = with(&page.frame, Point::zero(), &mut links.into_iter());
        }
        page
    });
    let pages = pages.collect();
    any.then(|| PagedDocument::new(pages, document.info().clone()))
}

/// The links of `frame`, which lies at `origin`, in their order.
fn collect(frame: &Frame, origin: Point, links: &mut Vec<Link>) {
    for (at, item) in frame.items() {
        let from = origin + *at;
        match item {
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                collect(&group.frame, from + moved, links);
            }
            FrameItem::Link(to, size) => {
                let end = from + Point::new(size.x, size.y);
                links.push(Link { to: to.clone(), from, end, is_part: false, is_joined: false });
            }
            _ => {}
        }
    }
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
            FrameItem::Link(_, size) => match links.next() {
                Some(link) if link.is_part => continue,
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
        Link { to, from: point(from), end: point(end), is_part: false, is_joined: false }
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
