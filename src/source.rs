//! A text somebody wrote, with a name to call it by, and places in it.
//!
//! Spans are byte ranges; lines and columns are computed only when a diagnostic is shown. Nothing
//! here reads a file: whoever has the text makes the [`Source`].

use std::fmt;
use std::sync::{Arc, OnceLock};

/// A named text, such as the contents of `resume.yaml`.
pub struct Source {
    /// What people call it: a path as they typed it, or `<stdin>`.
    pub name: String,
    /// The text.
    pub text: String,
    /// The number of its first line in the file: 1, unless it is a line out of many.
    pub first_line: usize,
    /// Where lines begin, once somebody has asked for one.
    line_starts: OnceLock<Vec<usize>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        let parts = |source: &Self| (source.first_line, source.text.len());
        parts(self) == parts(other) && self.name == other.name && self.text == other.text
    }
}

impl Eq for Source {}

/// Without the text, which is the person's own.
impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({} bytes)", self.name, self.text.len())
    }
}

impl Source {
    /// A text that is a whole file.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source::from_line(name, text, 1)
    }

    /// A text that begins at the line `first_line` of a file.
    pub fn from_line(name: impl Into<String>, text: impl Into<String>, first_line: usize) -> Self {
        let (name, text) = (name.into(), text.into());
        Source { name, text, first_line, line_starts: OnceLock::new() }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(end, _)| end + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }
}

/// A byte range in the `source`-th file that a resume was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Which file: an index into [`Resume::sources`](crate::resume::Resume::sources).
    pub source: u16,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A byte range together with the text it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<Source>,
    /// The first byte, on a character boundary.
    pub start: usize,
    /// The byte after the last, on a character boundary, not before `start`.
    pub end: usize,
}

impl Place {
    /// The place of `start..end` in `source`, moved onto character boundaries inside the text.
    pub fn new(source: Arc<Source>, start: usize, end: usize) -> Self {
        let start = source.text.floor_char_boundary(start);
        let end = source.text.floor_char_boundary(end.max(start));
        Place { source, start, end }
    }

    /// The line and column of the first byte, both counted from 1 in the file, columns in characters.
    pub fn line_column(&self) -> (usize, usize) {
        let starts = self.source.line_starts();
        let line = starts.partition_point(|start| *start <= self.start) - 1;
        let before = &self.source.text[starts[line]..self.start];
        (line + self.source.first_line, before.chars().count() + 1)
    }
}
