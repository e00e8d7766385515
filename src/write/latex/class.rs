//! The class, beside a source or within it, and what lies beside both.

use super::{LatexInput, icon};
use crate::assets;
use crate::document::OptionValue;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The class.
pub(super) const CLASS: &str = "cvgen.cls";

/// What `pandoc` knows of the class.
pub(super) const NAMES: &str = "cvgen-names.sty";

/// The drawings of the contacts.
pub(super) const ICONS: &str = "cvgen-icons.tex";

/// What begins and ends the class within a source.
const FENCE: [&str; 2] = [
    "% >>>>>>>> cvgen.cls: what makes it work. Nothing up to the other arrow heads needs reading.\n",
    "% <<<<<<<< cvgen.cls\n",
];

/// What begins and ends that part of the class that can be within a source.
const PART: [&str; 2] = ["%%% cvgen begins\n", "%%% cvgen ends"];

/// In a source that holds the class the looks come first, and are obeyed once the class is there.
pub(super) const LATER: &str = "\\newcommand\\cvsetup[1]{\\AddToHook{cvgen}{\\cvsetup{#1}}} \\newcommand\\cvstyle[2]{\\AddToHook{cvgen}{\\cvstyle{#1}{#2}}}\n";

/// The text of a file in `templates/base/`.
pub(super) fn file(name: &str) -> String {
    let content = assets::template(&format!("base/{name}"));
    content.map_or_else(String::new, |it| String::from_utf8_lossy(it.as_ref()).into_owned())
}

/// The class as a part of a source, behind one fence.
pub(super) fn inline(input: &LatexInput<'_>) -> String {
    let class = file(CLASS);
    let part = class.split_once(PART[0]).map_or("", |(_, rest)| rest);
    let part = part.split_once(PART[1]).map_or("", |(part, _)| part);
    let drawings = drawings(input).unwrap_or_default();
    let [open, close] = FENCE;
    format!(
        "{open}\\let\\cvsetup\\relax \\let\\cvstyle\\relax \\makeatletter\n{part}\\makeatother\n\\UseHook{{cvgen}}\n{drawings}{close}"
    )
}

/// The drawings that the contacts use.
pub(super) fn drawings(input: &LatexInput<'_>) -> Option<String> {
    if !matches!(input.document.options.get("icons"), Some(OptionValue::Bool(true))) {
        return None;
    }
    let paths: BTreeSet<&String> =
        input.document.header.contacts.iter().filter_map(|it| it.icon.as_ref()).collect();
    let mut out = String::new();
    for path in paths {
        let lines = icon::paths(path).into_iter().map(|line| format!("{{{line}}}"));
        let lines = lines.collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "\\cvdrawing{{{}}}{{{lines}}}", icon::name(path));
    }
    (!out.is_empty()).then_some(out)
}
