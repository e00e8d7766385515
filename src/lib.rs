//! cvgen reads what a person wrote about themself, resolves it for one language and one purpose, and
//! typesets it.
//!
//! ```text
//! read ─► Resume ─► resolve ─► Document ─► typeset ─► PDF, PNG, SVG
//! ```

pub mod assets;
pub mod diagnostic;
pub mod document;
pub mod read;
pub mod resolve;
pub mod resume;
pub mod source;
