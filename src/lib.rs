//! cvgen reads what a person wrote about themself, resolves it for one language and one purpose, and
//! writes it in the format that is asked for.
//!
//! ```text
//! read ─► Resume ─► resolve ─► Document ─► theme ─► Sheet ─► typeset ─► PDF, PNG, SVG, Typst
//!                                                        └─► write ───► LaTeX, HTML, Word, Markdown, plain text
//! ```
//!
//! Most programs need a [`Session`] and nothing else:
//!
//! ```
//! let session = cvgen::Session::new();
//! let resume = "basics: {name: {en: JinHua Luo, zh: 罗锦华}}";
//! let pdf = session.read("resume.yaml", resume)?.theme("compact").language("zh").pdf()?;
//! assert!(pdf.value.starts_with(b"%PDF"));
//! # Ok::<(), cvgen::Error>(())
//! ```
//!
//! The modules are the parts behind it. Nothing in them touches a file, the clock or the environment.

pub use diagnostic::{Diagnostic, Severity, Warned};
pub use document::Document;
pub use error::Error;
pub use job::{Format, Product};
pub use resolve::Tailoring;
pub use resume::{LanguageTag, Resume};
pub use session::{Printing, Session};
pub use theme::Theme;

pub mod assets;
pub mod batch;
mod calendar;
#[cfg(feature = "check")]
pub mod check;
pub mod contrast;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod fonts;
#[cfg(feature = "check")]
pub mod foreign;
pub mod job;
#[cfg(feature = "check")]
pub mod pdf;
#[cfg(feature = "check")]
pub mod posting;
#[cfg(feature = "check")]
pub mod proof;
pub mod read;
pub mod resolve;
pub mod resume;
pub mod schema;
pub mod script;
pub mod session;
pub mod sheet;
pub mod source;
pub mod theme;
pub mod typeset;
pub mod write;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
