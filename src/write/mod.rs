//! From a document, and for pages its sheet, to formats other than those of pages.

pub mod docx;
pub mod html;
pub mod latex;
pub mod markdown;
mod outline;
pub mod plain;
