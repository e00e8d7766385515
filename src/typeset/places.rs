//! Where on the pages the runs are that say what they were made of: what a click in a live editor finds.
//!
//! Takes typeset pages, gives places in points. Never typesets. The base's function for lines of runs leaves a mark
//! before each run with an index, which takes no room.

use super::Pages;
use super::frames::each_item;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::FrameItem;

/// Where a run begins: on its baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RunPlace {
    /// What the run was made of: [`Run::at`](crate::document::Run::at).
    pub at: u32,
    /// The page, counted from 0.
    pub page: usize,
    /// From the left edge of the page, in points.
    pub x: f64,
    /// From the top edge of the page, in points.
    pub y: f64,
}

impl Pages<'_> {
    /// Every run that says what it was made of, in the order in which they are read. One that is printed twice, such as
    /// a name at the head of each page, is there twice.
    pub fn places(&self) -> Vec<RunPlace> {
        let mut places = Vec::new();
        for (page, sheet) in self.document.pages().iter().enumerate() {
            each_item(&sheet.frame, &mut |item, point| {
                let FrameItem::Tag(Tag::Start(content, _)) = item else { return };
                let Some(mark) = content.to_packed::<MetadataElem>() else { return };
                let Value::Dict(mark) = &mark.value else { return };
                if let Ok(Value::Int(at)) = mark.get("at")
                    && let Ok(at) = u32::try_from(*at)
                {
                    places.push(RunPlace { at, page, x: point.x.to_pt(), y: point.y.to_pt() });
                }
            });
        }
        places
    }
}
