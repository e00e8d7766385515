//! The comments above entries of a file: lines that begin with `#` and end right above one.
//!
//! They are for whoever edits the file, and are never printed; a source that is made of the resume may
//! carry them. JSON has none.

use super::Resume;
use super::node::{Node, Value};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The comments of a resume, by source and offset of the line below each.
#[derive(Debug, Default)]
pub(crate) struct Comments(BTreeMap<(u16, usize), String>);

impl Comments {
    /// Those of `resume`.
    pub(crate) fn of(resume: &Resume) -> Comments {
        let mut comments = Comments::default();
        let mut texts = None;
        for (index, source) in (0u16..).zip(&resume.sources) {
            if !source.text.contains('#') {
                continue;
            }
            let texts = texts.get_or_insert_with(|| lines_of_texts(resume));
            comments.add(index, &source.text, texts);
        }
        comments
    }

    /// Adds those of `text`, the `source`-th; what is in one of `texts` is none.
    fn add(&mut self, source: u16, text: &str, texts: &BTreeSet<(u16, usize)>) {
        let mut above: Vec<&str> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let comment = line.trim().strip_prefix('#').filter(|_| !texts.contains(&(source, at)));
            match comment {
                Some(comment) => above.push(comment.strip_prefix(' ').unwrap_or(comment)),
                None if above.is_empty() => {}
                None => {
                    self.0.insert((source, at), std::mem::take(&mut above).join("\n"));
                }
            }
            at += line.len();
        }
    }

    /// The one above the entry at `span`, its lines without `#`.
    pub(crate) fn above(&self, span: Span, resume: &Resume) -> Option<&str> {
        let text = &resume.sources.get(usize::from(span.source))?.text;
        let before = text.get(..span.start as usize)?;
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        // Nothing else begins before it on its line.
        let is_first = before[line..].chars().all(|c| c.is_whitespace() || "-[{".contains(c));
        let comment = self.0.get(&(span.source, line)).filter(|_| is_first)?;
        Some(comment).filter(|comment| !comment.trim().is_empty()).map(String::as_str)
    }
}

/// Where the lines begin that texts are on.
fn lines_of_texts(resume: &Resume) -> BTreeSet<(u16, usize)> {
    let mut lines = BTreeSet::new();
    resume.tree.each_scalar(&mut |node: &Node| {
        let (Span { source, start, end }, Value::Text(_)) = (node.span, &node.value) else {
            return;
        };
        let Some(all) = resume.sources.get(usize::from(source)) else { return };
        let (start, end) = (start as usize, end as usize);
        let Some(text) = all.text.get(start..end) else { return };
        let first = all.text[..start].rfind('\n').map_or(0, |before| before + 1);
        lines.insert((source, first));
        lines.extend(text.match_indices('\n').map(|(at, _)| (source, start + at + 1)));
    });
    lines
}
