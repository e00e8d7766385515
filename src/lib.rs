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
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod job;
pub mod read;
pub mod resolve;
pub mod resume;
pub mod schema;
pub mod source;
pub mod theme;
pub mod typeset;
pub mod write;

/// Which module may use which, besides itself. A test holds the source to it.
pub const MODULE_EDGES: &[(&str, &[&str])] = &[
    ("assets", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("document", &[]),
    ("resume", &["source", "diagnostic"]),
    ("read", &["resume", "source", "diagnostic"]),
    ("resolve", &["resume", "document", "assets", "source", "diagnostic"]),
    ("theme", &["document", "assets", "source", "diagnostic"]),
    ("typeset", &["document", "theme", "assets", "source", "diagnostic"]),
    ("check", &["resume", "document", "assets", "source", "diagnostic"]),
    ("write", &["document", "theme", "assets", "source", "diagnostic"]),
    ("schema", &["resume", "document"]),
    (
        "job",
        &[
            "resume",
            "resolve",
            "document",
            "theme",
            "typeset",
            "write",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
    (
        "batch",
        &["job", "read", "resume", "resolve", "theme", "typeset", "assets", "source", "diagnostic"],
    ),
    (
        "cli",
        &[
            "check",
            "batch",
            "job",
            "schema",
            "read",
            "resume",
            "resolve",
            "document",
            "theme",
            "typeset",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
];

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
