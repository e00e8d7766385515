//! cvgen reads what a person wrote about themself, resolves it for one language and one purpose, and
//! typesets it.
//!
//! ```text
//! read ─► Resume ─► resolve ─► Document ─► typeset ─► PDF, PNG, SVG
//! ```

pub mod assets;
pub mod batch;
#[cfg(feature = "check")]
pub mod check;
pub mod diagnostic;
pub mod document;
pub mod fonts;
pub mod job;
#[cfg(feature = "check")]
pub mod pdf;
#[cfg(feature = "check")]
pub mod posting;
pub mod read;
pub mod resolve;
pub mod resume;
pub mod schema;
pub mod sheet;
pub mod source;
pub mod theme;
pub mod typeset;
pub mod write;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
