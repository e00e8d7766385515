//! LaTeX: the source compiles everywhere, prints the page that Typst prints, and obeys no text.

mod edits;
mod engine;
mod page;
mod program;
mod readers;
mod source;
mod text;
