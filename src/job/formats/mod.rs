//! The formats: a table, and a file each, which has the row and the function that makes it of a
//! [`Draft`](super::draft::Draft).

mod arranged;
mod docx;
mod html;
mod json;
mod md;
mod pdf;
mod picture;
mod png;
mod svg;
mod tex;
mod txt;
mod typ;

pub use self::docx::DOCX;
pub use self::html::{FONTS, HTML};
pub use self::json::JSON;
pub use self::md::MD;
pub use self::pdf::{DATE, PDF, STANDARD};
pub use self::png::{PNG, PPI};
pub use self::svg::SVG;
pub use self::tex::{BUNDLE, TEX};
pub use self::txt::{ASCII, FORM, TXT, WIDTH};
pub use self::typ::TYP;

use super::format::Format;

/// Every kind of output there is, in the order in which help lists them.
pub const FORMATS: &[Format] = &[PDF, PNG, SVG, TYP, TEX, HTML, DOCX, MD, TXT, JSON];
