//! The tests that drive the program and the public API: files in, exact text out.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "tests make files, run programs and say why"
)]

mod batch;
mod batch_trouble;
mod breaks;
mod check;
mod command_line;
mod contents;
mod corpus;
mod data;
mod defects;
#[cfg(unix)]
mod distributed;
mod document;
mod editor;
mod english;
mod facts;
mod failures;
mod figures;
mod fitting;
mod fonts;
mod foreign;
mod frame;
mod fuzz;
mod gallery;
mod generated;
mod habits;
mod harness;
mod hostile;
mod html;
mod judges;
mod languages;
mod latex;
mod library;
mod losses;
mod manifest;
mod mistakes;
mod native;
mod options;
mod outputs;
mod overlaps;
mod pages;
mod pdf;
mod photos;
mod pictures;
mod posting;
mod press;
mod progress;
mod proof;
mod reading;
mod readme;
mod remedies;
mod resolving;
mod runts;
mod schema;
mod scripts;
mod shapes;
mod sheets;
mod source_tree;
mod standards;
mod tongues;
mod variants;
mod workers;
mod written;
