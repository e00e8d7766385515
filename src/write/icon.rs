//! The drawings of contacts as paths, for `\cvicon`.
//!
//! Takes the SVG files of `data/icons/`, which hold nothing but paths of one colour and width.

use crate::assets;

/// The paths of the drawing at `path`, such as `/icons/github.svg`, in SVG's own notation.
pub(super) fn paths(path: &str) -> Vec<String> {
    let Some(content) = assets::data(path.trim_start_matches('/')) else { return Vec::new() };
    let svg = String::from_utf8_lossy(content.as_ref()).into_owned();
    let starts = svg.split("<path d=\"").skip(1);
    starts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// What the drawing is called: `github`.
pub(super) fn name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".svg").unwrap_or(name);
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}
