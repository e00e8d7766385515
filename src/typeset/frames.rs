//! What lies in the frames of a page.

use typst::layout::{Frame, FrameItem, Point};

/// Two baselines that are nearer than this, in pt, are one.
pub(super) const SAME_LINE: f64 = 1.0;

/// Shows every item of a page to `see`, with its place on the page, in the order in which they are read. Groups are
/// opened; turned and scaled ones are taken as moved: no theme sets text so.
pub(super) fn each_item(page: &Frame, see: &mut impl FnMut(&FrameItem, Point)) {
    within(page, Point::zero(), see);
}

fn within(frame: &Frame, origin: Point, see: &mut impl FnMut(&FrameItem, Point)) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        if let FrameItem::Group(group) = item {
            within(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), see);
        } else {
            see(item, at);
        }
    }
}
