//! LaTeX: the source compiles everywhere, prints the page that Typst prints, and obeys no text.

mod columns;
mod edits;
mod engine;
mod nearness;
pub(crate) mod overlaps;
mod page;
mod program;
mod readers;
mod source;
mod text;
