//! What a machine recognises in a PDF that anybody made, without the resume: the name, contacts, titles of
//! sections, dates.
//!
//! Takes the lines of a PDF, gives marks. It goes by what most machines go by: how large a line is, what it says,
//! and what the lines beside it look like; a file each for name, contacts, titles and dates.

mod contacts;
mod dates;
mod name;
mod titles;
mod vocabulary;

use super::located::Mark;
use crate::pdf::{Line, Located, Pdf};
use std::ops::Range;

/// The lines of a PDF, and what is asked of them.
struct Page<'a> {
    pdf: &'a Pdf,
    located: &'a Located,
    lines: Vec<Line>,
}

impl Page<'_> {
    fn text(&self, line: &Line) -> &str {
        &self.located.text[line.range.clone()]
    }

    /// The size that most of the text has, in pt.
    fn usual_size(&self) -> f64 {
        let mut letters: Vec<(f64, usize)> =
            self.lines.iter().map(|line| (line.size, line.range.len())).collect();
        letters.sort_by(|one, other| one.0.total_cmp(&other.0));
        let half = letters.iter().map(|(_, count)| count).sum::<usize>() / 2;
        let mut seen = 0;
        let middle = letters.iter().find(|(_, count)| {
            seen += count;
            seen > half
        });
        middle.map_or(0.0, |(size, _)| *size)
    }

    fn mark(&self, kind: &'static str, text: &str, ranges: &[Range<usize>]) -> Mark {
        let areas = ranges.iter().flat_map(|range| self.pdf.areas(self.located, range));
        Mark { kind, text: text.to_owned(), is_found: true, areas: areas.collect() }
    }
}

/// Everything that is recognised, the name first, the rest in the order of the text.
pub(super) fn recognise(pdf: &Pdf, located: &Located) -> Vec<Mark> {
    let page = Page { pdf, located, lines: pdf.lines(located) };
    let titles = titles::titles(&page);
    let name = name::name(&page, &titles);
    let first = titles.first().map_or(page.lines.len(), |(index, _)| *index);
    let mut found: Vec<(usize, Mark)> = Vec::new();
    for (index, line) in page.lines.iter().enumerate() {
        if let Some((_, text)) = titles.iter().find(|(at, _)| *at == index) {
            found
                .push((index, page.mark("section title", text, std::slice::from_ref(&line.range))));
            continue;
        }
        let text = page.text(line);
        let moved =
            |range: &Range<usize>| line.range.start + range.start..line.range.start + range.end;
        let dates = dates::dates(text);
        for range in &dates {
            found.push((index, page.mark("date", &text[range.clone()], &[moved(range)])));
        }
        let is_head = index < first || titles::is_contact(&titles, index);
        for (kind, range) in contacts::contacts(text, &dates, is_head) {
            found.push((index, page.mark(kind, &text[range.clone()], &[moved(&range)])));
        }
    }
    let mut marks: Vec<Mark> = name.into_iter().collect();
    marks.extend(found.into_iter().map(|(_, mark)| mark));
    contacts::of_links(pdf, &mut marks);
    marks
}
