//! What is wrong with pages as pictures: text over text, text off the page, titles that are left behind.
//!
//! Takes typeset pages, gives what a theme's author would see at a glance. Never typesets.

use super::Pages;
use super::frames::each_item;
use super::measure::PageLine;
use typst::layout::{Frame, FrameItem};

/// Something that is wrong on a page.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// The page, counted from 0.
    pub page: usize,
    /// What it is.
    pub kind: FaultKind,
    /// The text it is about.
    pub text: String,
}

/// A kind of [`Fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The text lies on other text.
    Overlap,
    /// The text runs off the page.
    OffPage,
    /// A section's title is the last line of a page, and the section goes on on the next.
    Stranded,
}

/// A piece of text: a shaped run in its line box, in points from the top left corner.
struct Piece {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

impl Pages<'_> {
    /// Everything that is wrong. `titles` are those of the sections.
    pub fn faults(&self, titles: &[&str]) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (page, sheet) in self.document.pages().iter().enumerate() {
            let mut pieces = pieces(&sheet.frame);
            let (width, height) = (sheet.frame.width().to_pt(), sheet.frame.height().to_pt());
            let is_off = |piece: &&Piece| {
                piece.left < -0.5
                    || piece.right > width + 0.5
                    || piece.top < 0.0
                    || piece.bottom > height
            };
            let fault = |kind, text: &str| Fault { page, kind, text: text.to_owned() };
            let off = pieces.iter().filter(is_off);
            faults.extend(off.map(|piece| fault(FaultKind::OffPage, &piece.text)));
            pieces.sort_by(|one, other| one.top.total_cmp(&other.top));
            for (index, piece) in pieces.iter().enumerate() {
                let near = pieces[index + 1..].iter().take_while(|other| other.top < piece.bottom);
                if near.into_iter().any(|other| overlap(piece, other)) {
                    faults.push(fault(FaultKind::Overlap, &piece.text));
                }
            }
        }
        let lines = self.lines(titles);
        faults.extend(titles.iter().enumerate().filter_map(|(index, title)| {
            let page = stranded(&lines, index)?;
            Some(Fault { page, kind: FaultKind::Stranded, text: (*title).to_owned() })
        }));
        faults
    }
}

/// The page on which a section has nothing but one line, its title, though it goes on on the next.
fn stranded(lines: &[PageLine], section: usize) -> Option<usize> {
    let mut own = lines.iter().filter(|line| line.section == Some(section)).map(|line| line.page);
    let first = own.next()?;
    own.next().filter(|next| *next > first).map(|_| first)
}

/// Whether two pieces share more than a point of a line and a quarter of the lower one's height.
fn overlap(one: &Piece, other: &Piece) -> bool {
    let wide = one.right.min(other.right) - one.left.max(other.left);
    let high = one.bottom.min(other.bottom) - one.top.max(other.top);
    wide > 1.0 && high > 0.25 * (one.bottom - one.top).min(other.bottom - other.top)
}

/// The pieces of text of a page.
fn pieces(page: &Frame) -> Vec<Piece> {
    let mut pieces = Vec::new();
    each_item(page, &mut |item, at| {
        let FrameItem::Text(text) = item else { return };
        if text.text.trim().is_empty() {
            return;
        }
        let (size, left, baseline) = (text.size.to_pt(), at.x.to_pt(), at.y.to_pt());
        // The line box of every text: 0.8 em above the baseline, 0.2 below.
        pieces.push(Piece {
            left,
            right: left + text.width().to_pt(),
            top: baseline - 0.8 * size,
            bottom: baseline + 0.2 * size,
            text: text.text.to_string(),
        });
    });
    pieces
}
