//! What is printed where in which style, as a theme arranged it: the contract between themes and the
//! engines that print pages.
//!
//! Takes what a theme's `sheet(doc)` returned, as JSON, and gives a [`Sheet`]: items of a few kinds, each in
//! a style of the document. A theme's mistake is a diagnostic that says where in the sheet it is. The
//! sheet is decided: what is on a line, in which order, on which row; an engine only draws it.
//!
//! Gaps: the gap above an item is `lead` × leading + `above` × unit of its style; where two gaps meet, the
//! larger one counts, and at the top of a page or a column there is none. Widths are points.

mod decode;

pub use self::decode::decode;

use crate::document::{Block, Contact, Inline};
use serde::{Deserialize, Serialize};

/// The version of this contract, `sheet` in a `theme.toml`.
pub const VERSION: u32 = 1;

/// A whole resume, arranged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Sheet {
    /// The sizes of the page at the density it is printed with.
    pub measures: Measures,
    /// What is printed, from top to bottom.
    pub items: Vec<Item>,
    /// The texts that columns are as wide as.
    pub widest: Vec<Widest>,
}

/// A text that a column is as wide as: whoever prints it in another font measures it again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Widest {
    /// How wide the column is, in points.
    pub width: f64,
    /// How much of that is more than the text takes.
    pub more: f64,
    /// The style of its paragraph, if it has one.
    pub style: Option<String>,
    /// The text.
    pub body: LineText,
}

impl Sheet {
    /// Width and height of the photo; none where there is none.
    pub fn photo(&self) -> (f64, f64) {
        fn find(items: &[Item]) -> Option<(f64, f64)> {
            items.iter().find_map(|item| match item {
                Item::Photo { width, height, .. } => Some((*width, *height)),
                Item::Beside { aside, items, .. } => find(aside).or_else(|| find(items)),
                Item::Sidebar { head, aside, items, .. } => {
                    find(head).or_else(|| find(aside)).or_else(|| find(items))
                }
                Item::Banner { over, items, .. } => find(over).or_else(|| find(items)),
                Item::Columns { cells, .. } => cells.iter().find_map(|cell| find(cell)),
                Item::Group { items, .. }
                | Item::Keep { items, .. }
                | Item::Center { items }
                | Item::Indent { items, .. }
                | Item::Apart { items, .. }
                | Item::Axis { items, .. }
                | Item::Placed { items, .. } => find(items),
                _ => None,
            })
        }
        find(&self.items).unwrap_or_default()
    }
}

/// The sizes of a page, in points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Measures {
    /// The size of the text.
    pub size: f64,
    /// The white between two lines, whose boxes are as high as the size.
    pub leading: f64,
    /// What gaps are shares of: the size at density 1, less when set more tightly.
    pub unit: f64,
    /// The width of the text between the margins.
    pub width: f64,
    /// The white between two columns.
    pub gutter: f64,
    /// Width and height of the paper.
    pub paper: (f64, f64),
    /// The margins.
    pub margin: crate::document::Margin,
    /// The level of the section titles: 1 for a document without a name, otherwise 2.
    pub level: u8,
}

/// Text of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LineText {
    /// Characters.
    Plain(String),
    /// Runs of the document.
    Runs(Inline),
    /// A text in a style.
    Styled(String, Box<LineText>),
    /// Texts, with one between each two.
    Parts(Vec<LineText>, Box<LineText>),
    /// An address, perhaps leading somewhere. Unless it is `whole` it may break after its signs.
    Address {
        /// Where it leads.
        url: Option<String>,
        /// What is printed.
        text: String,
        /// It does not break.
        whole: bool,
    },
    /// The document's separator, with a little more room than its blanks.
    Separator,
    /// A blank, and so many em more.
    Space(f64),
    /// A date, or a line with one: no gaps between figures and Han.
    Date(Box<LineText>),
    /// A text that takes at least so many points of its line, so that what follows begins at one place in many
    /// lines.
    Padded(f64, Box<LineText>),
    /// A text that does not break.
    Unbroken(Box<LineText>),
    /// Lines, each on a tint of its own, with blanks between them.
    Chips(Vec<Inline>),
    /// Five marks, of which so many are filled; the text has the level in words.
    Marks(u8, MarkShape),
}

/// What marks of a level are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MarkShape {
    /// Dots.
    Dots,
    /// The pieces of a bar.
    Bars,
}

/// One thing on the page. `style` names a style of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
#[non_exhaustive]
pub enum Item {
    /// A heading: the name or a section's title.
    Title {
        /// Its style.
        style: String,
        /// Its level in the outline, 1 for the name.
        level: u8,
        /// What it says.
        body: LineText,
        /// It stays with what follows.
        sticky: bool,
        /// How wide it is at least before a rule beside it.
        column: f64,
        /// The white before that rule.
        gutter: f64,
        /// A share of the style's size.
        scale: f64,
    },
    /// A line of its own, such as the headline.
    Line {
        /// Its style.
        style: String,
        /// What it says.
        body: LineText,
    },
    /// The ways to reach the person.
    Contacts {
        /// Their style.
        style: String,
        /// The rows, each of contacts with the separator between them.
        rows: Vec<Vec<Contact>>,
        /// Drawings before them, and no separators.
        icons: bool,
        /// From how many letters on a part of an address may break, where the style hangs: then each row
        /// is a contact, whose further lines begin as far in as the first.
        letters: f64,
    },
    /// The head of an entry.
    Head {
        /// Its style: the gap above, and the looks of the first text.
        style: String,
        /// The level of the first text in the outline, 0 if it is not a heading.
        level: u8,
        /// Its lines: what begins and what ends each.
        lines: Vec<(Option<LineText>, Option<LineText>)>,
        /// How many lines of what follows must be on the same page.
        room: f64,
        /// It stays with what follows.
        sticky: bool,
        /// The share of the width that the end of the first line gets, 0 for what it needs.
        share: f64,
    },
    /// A paragraph.
    Paragraph {
        /// Its style; none for one among others.
        style: Option<String>,
        /// What it says.
        body: LineText,
        /// It follows as closely as its own lines follow each other.
        tight: bool,
        /// It stays with what follows.
        sticky: bool,
    },
    /// Text as the person wrote it.
    Blocks {
        /// The style of its gap; none for text among others.
        style: Option<String>,
        /// The text.
        blocks: Vec<Block>,
        /// Bullets or entries follow it.
        before_list: bool,
    },
    /// Bullets.
    Bullets {
        /// What is behind each.
        items: Vec<Inline>,
    },
    /// What somebody said.
    Quote {
        /// Its style; a rule of it is at the start of the lines.
        style: String,
        /// The words.
        blocks: Vec<Block>,
    },
    /// Items behind numbers that hang in the margin.
    Numbered {
        /// The style of their gaps.
        style: String,
        /// The width of the numbers, which end 0.6 em before the text.
        width: f64,
        /// The numbers and what is behind them.
        items: Vec<(i64, Vec<Item>)>,
    },
    /// A rule.
    Rule {
        /// Its style.
        style: String,
        /// It stays with what follows.
        sticky: bool,
    },
    /// A new page, unless it just began.
    Break,
    /// Items with the gap of a style above the first.
    Group {
        /// The style.
        style: String,
        /// The items.
        items: Vec<Item>,
    },
    /// Items that stay on one page if they fit on one.
    Keep {
        /// The style of the gap above.
        style: String,
        /// The items.
        items: Vec<Item>,
    },
    /// Items as large as their style says.
    Apart {
        /// The style, which has the gap above, too.
        style: String,
        /// They end the last page, at its foot.
        foot: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// Items in the middle of the line.
    Center {
        /// The items.
        items: Vec<Item>,
    },
    /// Items that begin further in.
    Indent {
        /// How far.
        width: f64,
        /// How much earlier they end.
        right: f64,
        /// They stay with what follows.
        sticky: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// The photo.
    Photo {
        /// `round` or `square`.
        shape: String,
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
        /// How wide the white ring around it is.
        ring: f64,
    },
    /// Items, and others beside them.
    Beside {
        /// The style of the gap above; none for no gap.
        style: Option<String>,
        /// Whether the others are at the `left` or the `right`.
        side: String,
        /// The width of the others; the items take the rest.
        width: f64,
        /// The white between them.
        gutter: f64,
        /// The others.
        aside: Vec<Item>,
        /// The items.
        items: Vec<Item>,
        /// Whether a `dot` or a `ring` of the axis is between them, at the first line.
        bead: Option<String>,
        /// The items are at half the height of the others.
        center: bool,
        /// It may be parted by the end of a page.
        parted: bool,
        /// How many lines of what follows must be on the same page.
        room: f64,
        /// It stays with what follows.
        sticky: bool,
    },
    /// The first page in two columns, of which the narrow one is tinted from the edge of the paper. Both
    /// fit on the page.
    Sidebar {
        /// The style of the tinted column: its size, and the gap between what is above and both.
        style: String,
        /// Whether it is at the `left` or the `right` of text that runs from left to right.
        side: String,
        /// The width of its text.
        width: f64,
        /// From its text to the end of the tint.
        pad: f64,
        /// The white between its text and the other column.
        gutter: f64,
        /// What is above both, beside the tint.
        head: Vec<Item>,
        /// What it holds.
        aside: Vec<Item>,
        /// What is beside it.
        items: Vec<Item>,
    },
    /// Items in columns that stay on one page.
    Columns {
        /// The style of the gap above.
        style: String,
        /// How wide each column is.
        widths: Vec<f64>,
        /// The white between two.
        gutter: f64,
        /// What each holds.
        cells: Vec<Vec<Item>>,
        /// They stay with what follows.
        sticky: bool,
    },
    /// The top of the first page, on an area that goes from edge to edge of the paper.
    Banner {
        /// The style whose band is the colour of the area.
        style: String,
        /// How far the area goes on below the items.
        bottom: f64,
        /// What hangs over the lower edge of the area, at the end of the lines.
        over: Vec<Item>,
        /// How far it hangs below that edge.
        drop: f64,
        /// The items.
        items: Vec<Item>,
    },
    /// A line down the pages, from here to the end of the items, with beads of what is beside others.
    Axis {
        /// The style whose rule is the line.
        style: String,
        /// How far the line is from where the column begins.
        x: f64,
        /// The items.
        items: Vec<Item>,
    },
    /// Items at a fixed place of the page.
    Placed {
        /// How far from the edge where lines begin.
        x: f64,
        /// How far from the top edge.
        y: f64,
        /// How wide.
        width: f64,
        /// The items.
        items: Vec<Item>,
    },
}
