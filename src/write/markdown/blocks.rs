//! Blocks as lines of Markdown: paragraphs, lists, code, quotations.

use super::inline::paragraph;
use crate::document::{Block, Highlight};

/// What the next list must look like, lest it be taken for more of the one before.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Lists {
    /// Whether the last block was a list.
    follows: bool,
    /// Which of its two signs it had.
    is_other: bool,
}

impl Lists {
    /// The sign of a list that begins here: bullets, or what is behind numbers.
    fn sign(&mut self, signs: [char; 2]) -> char {
        self.is_other = self.follows && !self.is_other;
        self.follows = true;
        signs[usize::from(self.is_other)]
    }
}

/// Each block.
pub(super) fn blocks(all: &[Block], lists: &mut Lists) -> Vec<String> {
    let mut out = Vec::new();
    for block in all {
        if let Block::List { start, items } = block {
            out.push(list(*start, items, lists));
            continue;
        }
        *lists = Lists::default();
        match block {
            Block::Paragraph { runs } => out.push(paragraph(runs)),
            Block::Code { text } => out.push(code(text)),
            Block::Quote { blocks } => out.extend(quote(blocks)),
            Block::List { .. } => {}
        }
    }
    out.retain(|block| !block.is_empty());
    out
}

/// The bullets of an entry.
pub(super) fn points(all: &[Highlight], lists: &mut Lists) -> Option<String> {
    let sign = lists.sign(['-', '*']);
    let items = all.iter().map(|point| {
        let below = points(&point.items, &mut Lists::default());
        let own = paragraph(&point.runs);
        item(
            &format!("{sign} "),
            &[Some(own), below].into_iter().flatten().collect::<Vec<_>>(),
            true,
        )
    });
    let lines: Vec<String> = items.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A quotation.
pub(super) fn quote(all: &[Block]) -> Option<String> {
    let inner = blocks(all, &mut Lists::default());
    let lines = inner.join("\n\n");
    let quoted = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    (!inner.is_empty()).then(|| lines.lines().map(quoted).collect::<Vec<_>>().join("\n"))
}

fn list(start: Option<u64>, items: &[Vec<Block>], lists: &mut Lists) -> String {
    let sign = lists.sign(if start.is_some() { ['.', ')'] } else { ['-', '*'] });
    // No empty lines, where each item is a paragraph and perhaps a list.
    let is_tight = items.iter().all(|item| {
        let is_list = |block: &Block| matches!(block, Block::List { .. });
        item.iter().skip(1).all(is_list) && item.len() <= 2
    });
    let markers = (0_u64..).map(|index| match start {
        // CommonMark reads nine figures.
        Some(first) => format!("{}{sign} ", first.saturating_add(index).min(999_999_999)),
        None => format!("{sign} "),
    });
    let lines = items.iter().zip(markers).map(|(blocks_of, marker)| {
        item(&marker, &blocks(blocks_of, &mut Lists::default()), is_tight)
    });
    lines.collect::<Vec<_>>().join(if is_tight { "\n" } else { "\n\n" })
}

/// The blocks of an item behind its marker.
fn item(marker: &str, blocks: &[String], is_tight: bool) -> String {
    let indent = " ".repeat(marker.len());
    let text = blocks.join(if is_tight { "\n" } else { "\n\n" });
    let mut lines = text.lines();
    let mut out = format!("{marker}{}", lines.next().unwrap_or_default());
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&indent);
            out.push_str(line);
        }
    }
    out.trim_end().to_owned()
}

/// Code behind a fence that is longer than any in it.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}
