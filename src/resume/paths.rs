//! What a place in a text is called in the resume: `work[0].endDate`.

use super::node::{Node, Value};
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source, Span};
use std::fmt::Write;
use std::sync::Arc;

/// Every key and value of a tree by where it is written, with its path.
struct Index {
    entries: Vec<(Span, String)>,
}

/// Gives each of `problems` that has a place in `sources`, and no path yet, the path of what is there in
/// `tree`.
pub(super) fn name(problems: &mut [Diagnostic], sources: &[Arc<Source>], tree: &Node) {
    let mut index = None;
    for problem in problems.iter_mut().filter(|problem| problem.path.is_none()) {
        let Some(place) = &problem.place else { continue };
        let source = sources.iter().position(|source| Arc::ptr_eq(source, &place.source));
        let Some(source) = source.and_then(|source| u16::try_from(source).ok()) else { continue };
        let index = index.get_or_insert_with(|| Index::of(tree));
        problem.path = index.path(source, place);
    }
}

impl Index {
    fn of(tree: &Node) -> Index {
        let mut index = Index { entries: Vec::new() };
        index.add(tree, &mut String::new());
        index.entries.sort_by_key(|(span, _)| (span.source, span.start));
        index
    }

    fn add(&mut self, node: &Node, path: &mut String) {
        let length = path.len();
        self.entries.push((node.span, path.clone()));
        match &node.value {
            Value::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    let _ = write!(path, "[{number}]");
                    self.add(item, path);
                    path.truncate(length);
                }
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    let dot = if length == 0 { "" } else { "." };
                    let _ = write!(path, "{dot}{}", key.text);
                    self.entries.push((key.span, path.clone()));
                    self.add(value, path);
                    path.truncate(length);
                }
            }
            _ => {}
        }
    }

    /// The path of what begins at `place`, or of the innermost value around it.
    fn path(&self, source: u16, place: &Place) -> Option<String> {
        let start = u32::try_from(place.start).ok()?;
        let end = u32::try_from(place.end).ok()?;
        let key = |entry: &(Span, String)| (entry.0.source, entry.0.start);
        let behind = self.entries.partition_point(|entry| key(entry) <= (source, start));
        let same = self.entries[..behind].iter().rev();
        let mut same = same.take_while(|entry| key(entry) == (source, start));
        let nearest = self.entries[..behind].last()?;
        let exact = same.find(|(span, _)| span.end == end);
        let (span, path) = exact.unwrap_or(nearest);
        let is_inside = span.source == source && (span.start == start || start <= span.end);
        (is_inside && !path.is_empty()).then(|| path.clone())
    }
}
