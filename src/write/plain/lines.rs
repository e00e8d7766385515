//! Lines of so many columns, as a terminal counts them.
//!
//! Takes a text and says where it is parted, by UAX 14. Addresses are not parted, and nothing else is that the document
//! has in one piece.

use crate::document::{Run, plain_text};
use crate::write::ends;
use unicode_width::UnicodeWidthStr;

/// How lines are made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    /// The most columns; none for lines without an end.
    pub(super) most: Option<usize>,
    /// Whether signs that Latin and Han share are as wide as Han.
    pub(super) is_cjk: bool,
}

impl Columns {
    /// How many columns `text` takes.
    pub(super) fn width(self, text: &str) -> usize {
        if self.is_cjk { text.width_cjk() } else { text.width() }
    }

    /// The lines of `runs`, the first behind `first` and the others behind `others`, which are as wide.
    pub(super) fn wrap(self, runs: &[Run], first: &str, others: &str) -> Vec<String> {
        let text = plain_text(runs);
        let whole = whole(runs);
        let mut lines: Vec<String> = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let end = start + line.len();
            if !line.trim().is_empty() {
                self.wrap_line(
                    line,
                    &|at| whole.iter().any(|(from, to)| (from + 1..*to).contains(&(start + at))),
                    (first, others),
                    &mut lines,
                );
            }
            start = end + 1;
        }
        lines
    }

    fn wrap_line(
        self,
        line: &str,
        is_whole: &dyn Fn(usize) -> bool,
        (first, others): (&str, &str),
        lines: &mut Vec<String>,
    ) {
        let prefix = |lines: &[String]| if lines.is_empty() { first } else { others };
        let Some(most) = self.most else {
            lines.push(format!("{}{}", prefix(lines), line.trim()));
            return;
        };
        let room = most.saturating_sub(self.width(others)).max(1);
        let mut current = String::new();
        let mut from = 0;
        let places = ends::places(line).into_iter().filter(|at| !is_whole(*at)).chain([line.len()]);
        for at in places {
            let piece = &line[from..at];
            from = at;
            let longer = format!("{current}{piece}");
            if !current.trim().is_empty() && self.width(longer.trim()) > room {
                lines.push(format!("{}{}", prefix(lines), current.trim()));
                piece.clone_into(&mut current);
            } else {
                current = longer;
            }
        }
        if !current.trim().is_empty() {
            lines.push(format!("{}{}", prefix(lines), current.trim()));
        }
    }

    /// `left` and `right` at the two ends of a line, if they fit on one.
    pub(super) fn spread(self, left: &str, right: &str) -> Option<String> {
        const GAP: usize = 2;
        let taken = self.width(left) + self.width(right);
        let gap = match self.most {
            None => GAP,
            Some(most) => most.checked_sub(taken).filter(|gap| *gap >= GAP)?,
        };
        Some(format!("{left}{}{right}", " ".repeat(gap)))
    }
}

/// The bytes of the text that are in one piece.
fn whole(runs: &[Run]) -> Vec<(usize, usize)> {
    let mut start = 0;
    let ranges = runs.iter().map(|run| {
        let range = (start, start + run.text.len());
        start = range.1;
        (run.whole, range)
    });
    ranges.filter(|(is_whole, _)| *is_whole).map(|(_, range)| range).collect()
}
