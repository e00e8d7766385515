//! From a [`Document`] and a theme to LaTeX source.
//!
//! Takes values only and gives text: the theme's `resume.tex` is a skeleton that `minijinja` fills. What
//! a skeleton prints is escaped unless it is LaTeX made here, so that a theme's author cannot forget
//! it. Nothing here reads a file or runs an engine.

mod bundle;
mod environment;
mod escape;
mod fold;
mod fonts;
mod functions;
mod icon;
mod measures;
mod rich;
mod rows;
mod target;
#[cfg(test)]
mod tests;

pub use self::bundle::{bundle, hashed_name, is_plain_path, photo_name};

use crate::diagnostic::Outcome;
use crate::document::Document;
use crate::theme::Theme;

/// The skeleton of a theme.
const SKELETON: &str = "resume.tex";

/// What is needed beside the document.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The document, its fonts chosen and its characters cleaned.
    pub document: &'a Document,
    /// The theme.
    pub theme: &'a Theme,
    /// Whether a family of fonts has a character.
    pub covers: &'a dyn Fn(&str, char) -> bool,
    /// The file name of the photo beside the source, if there is a photo.
    pub photo: Option<&'a str>,
}

/// The LaTeX source of a document: one file that needs no other but the photo.
pub fn latex(input: &Input<'_>) -> Outcome<String> {
    environment::render(input).map(crate::diagnostic::Warned::clean)
}
