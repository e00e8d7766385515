//! From a document and its sheet to formats other than those of pages.

pub mod html;
pub mod latex;
