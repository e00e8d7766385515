//! How much of a file is read: over all its streams, pages and trees together.

use std::cell::Cell;

/// The most bytes that all streams together may have when they are decompressed. Pages of a resume have some
/// ten thousand each.
const BYTES: usize = 64 << 20;

/// The most words of all content streams together; an operation takes one or more, and some hundred bytes of
/// memory.
const WORDS: usize = 2_000_000;

/// The most glyphs. A page of text has five thousand.
const GLYPHS: usize = 500_000;

/// The most painted areas of a page that text may be on.
pub(super) const AREAS: usize = 10_000;

/// The most annotations of all pages together.
const ANNOTATIONS: usize = 20_000;

/// The most elements of the tree of tags.
const NODES: usize = 200_000;

/// What is left.
pub(super) struct Budget {
    pub(super) bytes: Count,
    pub(super) words: Count,
    pub(super) glyphs: Count,
    pub(super) annotations: Count,
    pub(super) nodes: Count,
}

impl Budget {
    pub(super) fn new() -> Budget {
        Budget {
            bytes: Count::new(BYTES),
            words: Count::new(WORDS),
            glyphs: Count::new(GLYPHS),
            annotations: Count::new(ANNOTATIONS),
            nodes: Count::new(NODES),
        }
    }

    /// Whether more was wanted than there is.
    pub(super) fn is_exceeded(&self) -> bool {
        let counts = [&self.bytes, &self.words, &self.glyphs, &self.annotations, &self.nodes];
        counts.iter().any(|count| count.is_exceeded.get())
    }
}

/// So many of something.
pub(super) struct Count {
    left: Cell<usize>,
    is_exceeded: Cell<bool>,
}

impl Count {
    fn new(left: usize) -> Count {
        Count { left: Cell::new(left), is_exceeded: Cell::new(false) }
    }

    /// How many are left.
    pub(super) fn left(&self) -> usize {
        self.left.get()
    }

    /// Takes `count`. Says whether there were as many.
    pub(super) fn take(&self, count: usize) -> bool {
        let left = self.left.get().checked_sub(count);
        self.left.set(left.unwrap_or(0));
        self.is_exceeded.set(self.is_exceeded.get() || left.is_none());
        left.is_some()
    }
}
