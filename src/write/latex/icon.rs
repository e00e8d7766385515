//! The drawings of contacts as paths, for `\cvicon`.
//!
//! Takes the SVG files of `data/icons/`, which hold nothing but paths of one colour and width.

use crate::assets;
use kurbo::{BezPath, PathEl, Point};

/// The paths of the drawing at `path`, such as `/icons/github.svg`, in SVG's own notation, but of lines
/// and curves alone: `TikZ` draws half a circle wrong.
pub(super) fn paths(path: &str) -> Vec<String> {
    let Some(content) = assets::data(path.trim_start_matches('/')) else { return Vec::new() };
    let svg = String::from_utf8_lossy(content.as_ref()).into_owned();
    let starts = svg.split("<path d=\"").skip(1);
    let paths = starts.filter_map(|rest| BezPath::from_svg(rest.split_once('"')?.0).ok());
    paths.map(|path| path.elements().iter().map(command).collect::<Vec<_>>().join(" ")).collect()
}

fn command(element: &PathEl) -> String {
    let rounded = |length: f64| (length * 100.0).round() / 100.0;
    let at = |Point { x, y }: Point| format!("{} {}", rounded(x), rounded(y));
    match *element {
        PathEl::MoveTo(to) => format!("M{}", at(to)),
        PathEl::LineTo(to) => format!("L{}", at(to)),
        PathEl::QuadTo(control, to) => format!("Q{} {}", at(control), at(to)),
        PathEl::CurveTo(first, second, to) => {
            format!("C{} {} {}", at(first), at(second), at(to))
        }
        PathEl::ClosePath => "Z".to_owned(),
    }
}

/// What the drawing is called: `github`.
pub(super) fn name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".svg").unwrap_or(name);
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}
