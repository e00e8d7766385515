//! From a sheet to LaTeX source that a person goes on with.
//!
//! Takes values only and gives text: the class `cvgen.cls`, the same for every resume, and a document
//! that says what is printed, in commands named by meaning. How it looks is `\cvsetup` and `\cvstyle` in
//! the document's first lines. Nothing here reads a file or runs an engine.

mod body;
mod bundle;
mod class;
mod comments;
mod edit;
mod escape;
mod fonts;
mod icon;
mod setup;
mod target;
#[cfg(test)]
mod tests;
mod text;
mod used;

pub use self::bundle::{bundle, fonts, hashed_name, is_plain_path};
pub use self::edit::{Merged, conflicts, is_ours, is_same, is_untouched, made_from, merge};

use self::body::Body;
use self::comments::Comments;
use self::fonts::Fonts;
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::{Document, Style};
use crate::sheet::Sheet;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What is needed for a source.
#[derive(Clone, Copy)]
pub struct LatexInput<'a> {
    /// The document, its fonts chosen and its characters cleaned.
    pub document: &'a Document,
    /// What its theme arranged.
    pub sheet: &'a Sheet,
    /// What the theme is called.
    pub theme: &'a str,
    /// Whether a family of fonts has a character.
    pub covers: &'a dyn Fn(&str, char) -> bool,
    /// The file name of the photo beside the source, if there is a photo.
    pub photo: Option<&'a str>,
    /// The file names of the pictures within lines, by what the document calls them.
    pub pictures: &'a BTreeMap<String, String>,
    /// Whether the class is a file beside the source, and not a part of it.
    pub class_beside: bool,
    /// The name of the file that the resume was read from, if it was read from one.
    pub made_from: Option<&'a str>,
}

/// The LaTeX source of a document. What this class cannot set is an error.
pub fn latex(input: &LatexInput<'_>) -> Outcome<String> {
    refuse(input.document)?;
    let fonts = Fonts { spaces: setup::spaces(input.sheet), ..Fonts::new(input) };
    let column = body::column(input.sheet);
    let comments = Comments::new(input.document);
    let style = |name: &str| input.document.styles.get(name);
    let is_said = style("role-title").is_some_and(|style| *style != Style::default());
    let body = Body {
        fonts: &fonts,
        column: column.unwrap_or_default(),
        comments: &comments,
        has_position_titles: is_said && style("role-title") != style("title"),
    };
    let mut out = String::new();
    let engines = if fonts.foreign {
        "XeLaTeX or LuaLaTeX".to_owned()
    } else if fonts.beyond.is_empty() {
        "XeLaTeX, LuaLaTeX or pdfLaTeX".to_owned()
    } else {
        let beyond: String = fonts.beyond.iter().take(12).collect();
        format!("XeLaTeX, LuaLaTeX or pdfLaTeX (which lacks {beyond})")
    };
    let title = escape::plain(&input.document.metadata.title);
    let _ = writeln!(out, "% !TEX program = xelatex");
    let from =
        input.made_from.map(|name| format!(" from {}", escape::clean(name).replace('\n', " ")));
    let from = from.unwrap_or_default();
    let _ = writeln!(out, "% {title}. Made by cvgen{from}, theme {}, for {engines}.", input.theme);
    let _ = writeln!(
        out,
        "% Signs are printed as they are typed: write –, “ and ” themselves, or say `signs = tex' below."
    );
    let options = setup::options(input);
    let setup = setup::setup(input, &fonts, column);
    if input.class_beside {
        let _ = writeln!(out, "\\documentclass[{options}]{{cvgen}}\n\\usepackage{{cvgen-names}}");
        out.push_str(&setup);
    } else {
        let _ = writeln!(out, "\\documentclass[{options}]{{article}}");
        out.push_str(class::LATER);
        out.push_str(&setup);
        out.push_str(&class::inline(input));
    }
    out.push_str("% Your own packages and commands:\n\n\\begin{document}\n\n");
    out.push_str(&body.items(&input.sheet.items));
    out.push_str("\n\\end{document}\n");
    Ok(Warned::clean(edit::sealed(&out)))
}

/// Scripts that this class does not set are told, not printed wrongly.
fn refuse(document: &Document) -> Result<(), Vec<Diagnostic>> {
    let text = serde_json::to_string(document).unwrap_or_default();
    let beyond = text.chars().find_map(fonts::beyond_latex);
    let script = beyond.or((document.language.direction == "rtl").then_some("this script"));
    let Some(script) = script else { return Ok(()) };
    let message = format!("LaTeX output does not support {script}");
    Err(vec![
        Diagnostic::error("latex", message)
            .hint("make a PDF instead: `cvgen pdf` sets this script correctly"),
    ])
}
