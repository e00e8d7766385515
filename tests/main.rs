//! The tests that drive the program and the public API: files in, exact text out.

mod batch;
mod breaks;
mod check;
mod command_line;
mod corpus;
mod data;
mod defects;
mod distributed;
mod facts;
mod failures;
mod figures;
mod fitting;
mod generated;
mod harness;
mod judges;
mod languages;
mod latex;
mod pages;
mod pdf;
mod reading;
mod readme;
mod resolving;
mod schema;
mod source_tree;
mod standards;
mod variants;
