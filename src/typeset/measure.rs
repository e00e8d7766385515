//! What is on the pages: lines, the section each belongs to, how full a page is.
//!
//! Takes typeset pages, gives figures; what is in the margins does not count. Never typesets.

use super::Pages;
use super::frames::{SAME_LINE, each_item};
use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{FrameItem, Point};
use typst::model::HeadingElem;
use typst::pdf::{ArtifactElem, ArtifactKind};

/// A line of text on a page: everything on one baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PageLine {
    /// The page, counted from 0.
    pub page: usize,
    /// Where the baseline is, in pt from the top of the page.
    pub baseline: f64,
    /// The section it belongs to, counted from 0 in the order of the titles; none for the header.
    pub section: Option<usize>,
}

impl Pages<'_> {
    /// The lines of every page in the order of the text, each baseline once a section. `titles` are
    /// those of the sections: a heading that reads like one begins it.
    pub fn lines(&self, titles: &[&str]) -> Vec<PageLine> {
        let mut walk = Walk {
            titles,
            columns: vec![Column { x: 0.0, section: None }],
            last_title: (0, 0.0),
            page: 0,
            margin: None,
            lines: Vec::new(),
        };
        for (index, page) in self.document.pages().iter().enumerate() {
            walk.page = index;
            each_item(&page.frame, &mut |item, at| walk.item(item, at));
        }
        walk.lines
    }

    /// How full each page is, from 0.0 to 1.0, by the height of its text. The margins are taken
    /// to be alike above and below.
    pub fn fullness(&self) -> Vec<f64> {
        let lines = self.lines(&[]);
        let top = lines.iter().map(|line| line.baseline).fold(f64::INFINITY, f64::min);
        let fullness = |(index, page): (usize, &typst_layout::Page)| {
            let own = lines.iter().filter(|line| line.page == index);
            let bottom = own.map(|line| line.baseline).fold(top, f64::max);
            ((bottom - top) / (page.frame.height().to_pt() - 2.0 * top).max(1.0)).clamp(0.0, 1.0)
        };
        self.document.pages().iter().enumerate().map(fullness).collect()
    }
}

impl Pages<'_> {
    /// How many pages are filled, the last one in part: by its last line, between these margins in points.
    pub(super) fn extent(&self, top: f64, bottom: f64) -> f64 {
        let Some((page, before)) = self.document.pages().split_last() else { return 0.0 };
        let lines = self.lines(&[]);
        let own = lines.iter().filter(|line| line.page == before.len());
        let end = own.map(|line| line.baseline).fold(top, f64::max);
        let filled = (end - top) / (page.frame.height().to_pt() - top - bottom).max(1.0);
        let before = u32::try_from(before.len()).unwrap_or(u32::MAX);
        f64::from(before) + filled.clamp(0.0, 0.999)
    }
}

/// A column of text: where its titles begin, and the section that is open in it.
struct Column {
    x: f64,
    section: Option<usize>,
}

struct Walk<'a> {
    titles: &'a [&'a str],
    /// One, until a title is higher than the one before it on the same page.
    columns: Vec<Column>,
    /// Page and height of the last title.
    last_title: (usize, f64),
    page: usize,
    /// What is in the margin and is not ended yet.
    margin: Option<Location>,
    lines: Vec<PageLine>,
}

impl Walk<'_> {
    fn item(&mut self, item: &FrameItem, at: Point) {
        match item {
            FrameItem::Text(_) if self.margin.is_none() => self.line(at),
            FrameItem::Tag(Tag::Start(content, _)) => self.start(content, at),
            FrameItem::Tag(Tag::End(location, ..)) if self.margin == Some(*location) => {
                self.margin = None;
            }
            _ => {}
        }
    }

    fn start(&mut self, content: &Content, at: Point) {
        if let Some(heading) = content.to_packed::<HeadingElem>() {
            let text = heading.body.plain_text();
            let is_it = |title: &&str| title.eq_ignore_ascii_case(text.trim());
            if let Some(index) = self.titles.iter().position(is_it) {
                self.begin(index, at);
            }
        } else if let Some(artifact) = content.to_packed::<ArtifactElem>() {
            let kind = artifact.kind.get(typst::foundations::StyleChain::default());
            if kind != ArtifactKind::Other && self.margin.is_none() {
                self.margin = content.location();
            }
        }
    }

    fn begin(&mut self, section: usize, at: Point) {
        let (x, y) = (at.x.to_pt(), at.y.to_pt());
        let is_above = self.last_title.0 == self.page && y < self.last_title.1 - SAME_LINE;
        self.last_title = (self.page, y);
        let section = Some(section);
        match &mut self.columns[..] {
            [only] if !is_above => *only = Column { x, section },
            [_] => self.columns.push(Column { x, section }),
            _ => self.column(x).section = section,
        }
    }

    /// The column of what begins at `x`.
    fn column(&mut self, x: f64) -> &mut Column {
        // The last that begins to the left of it; else the first.
        let left = |column: &Column| if column.x <= x + SAME_LINE { column.x } else { -column.x };
        let nearest = |one: &Column, other: &Column| left(one).total_cmp(&left(other));
        let columns = self.columns.iter().enumerate();
        let index = columns.max_by(|(_, one), (_, other)| nearest(one, other));
        let index = index.map_or(0, |(index, _)| index);
        &mut self.columns[index]
    }

    fn line(&mut self, at: Point) {
        let (page, baseline) = (self.page, at.y.to_pt());
        let section = self.column(at.x.to_pt()).section;
        let is_same = |line: &PageLine| {
            line.page == page
                && line.section == section
                && (line.baseline - baseline).abs() < SAME_LINE
        };
        if !self.lines.iter().rev().take_while(|line| line.page == page).any(is_same) {
            self.lines.push(PageLine { page, baseline, section });
        }
    }
}
