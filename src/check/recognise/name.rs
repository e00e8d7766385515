//! The name: the largest line at the top of the first page that may be one, or the one that a form says it is.

use super::titles::is_title;
use super::vocabulary::{VOCABULARY, key};
use super::{Mark, Page};
use crate::pdf::Line;
use crate::script;
use std::ops::Range;

/// How much larger than most of the text a name is, where one line is set off by its size.
const LARGER: f64 = 1.15;

/// More letters than this no name has.
const LONG: usize = 60;

pub(super) fn name(page: &Page<'_>, titles: &[(usize, String)]) -> Option<Mark> {
    if let Some((text, range)) = page.lines.iter().find_map(|line| of_form(page, line)) {
        return Some(page.mark("name", &text, &[range]));
    }
    let is_title = |index: usize| titles.iter().any(|(at, _)| *at == index);
    let candidates: Vec<(usize, Range<usize>)> = page
        .lines
        .iter()
        .enumerate()
        .filter(|(index, line)| line.page == 0 && !is_title(*index))
        .filter_map(|(index, line)| Some((index, candidate(page, line)?)))
        .collect();
    let size = |index: usize| page.lines[index].size;
    let largest = candidates.iter().map(|(index, _)| size(*index)).fold(0.0, f64::max);
    let chosen = if largest > LARGER * page.usual_size() {
        candidates.iter().position(|(index, _)| size(*index) > 0.95 * largest)?
    } else {
        // Nothing is set off: the first line that reads as a name.
        candidates.iter().position(|(_, range)| reads_as_name(&page.located.text[range.clone()]))?
    };
    let mut ranges = vec![candidates[chosen].1.clone()];
    // Given and family name may have a line each; what follows a whole name is a headline.
    for pair in candidates[chosen..].windows(2) {
        let ((index, before), (next, range)) = (&pair[0], &pair[1]);
        let is_same = next - index == 1 && (size(*next) - size(*index)).abs() < 0.02 * size(*index);
        let is_set_off = largest > LARGER * page.usual_size();
        if !is_same || !is_set_off || !is_word(page, before) || !is_word(page, range) {
            break;
        }
        ranges.push(range.clone());
    }
    let parts: Vec<&str> =
        ranges.iter().map(|range| page.located.text[range.clone()].trim()).collect();
    Some(page.mark("name", &parts.join(" "), &ranges))
}

/// Whether one word is there, of a script that has blanks between words.
fn is_word(page: &Page<'_>, range: &Range<usize>) -> bool {
    let text = page.located.text[range.clone()].trim();
    !text.contains(|c: char| c.is_whitespace() || c >= '\u{2e80}')
}

/// The name behind its label: `姓名：张敏`.
fn of_form(page: &Page<'_>, line: &Line) -> Option<(String, Range<usize>)> {
    let text = page.text(line);
    let (label, rest) = text.split_once([':', '：'])?;
    if line.page > 0 || !VOCABULARY.name.contains(&key(label)) {
        return None;
    }
    let start = text.len() - rest.trim_start().len();
    // Others may follow in the line.
    let end = rest.trim_start().find(['|', '·', '，', ',', ';', '\t']);
    let name = rest.trim_start()[..end.unwrap_or(rest.trim_start().len())].trim_end();
    let name = name.split_once([':', '：']).map_or(name, |(name, _)| {
        // `姓名：张敏 性别：女`
        name.rsplit_once(char::is_whitespace).map_or(name, |(name, _)| name.trim_end())
    });
    let range = line.range.start + start..line.range.start + start + name.len();
    may_be_name(name).then(|| (name.to_owned(), range))
}

/// The part of `line` that may be a name: what is printed as large as its largest letter.
fn candidate(page: &Page<'_>, line: &Line) -> Option<Range<usize>> {
    let text = page.text(line);
    if may_be_name(text) {
        return Some(trimmed(text, line.range.start));
    }
    // Contacts may be beside it, in small print.
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = line.range.start + end;
        let size = page.pdf.size(page.located, &(start..start + word.len()));
        if size < 0.65 * line.size {
            break;
        }
        end += word.len();
    }
    may_be_name(&text[..end]).then(|| trimmed(&text[..end], line.range.start))
}

fn trimmed(text: &str, start: usize) -> Range<usize> {
    let before = text.len() - text.trim_start().len();
    start + before..start + text.trim_end().len()
}

fn may_be_name(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && text.chars().count() <= LONG
        && !text.chars().any(|c| c.is_numeric() || "@|/:：•●★©".contains(c) || c == '\u{fffd}')
        && !is_initials(text)
        && !VOCABULARY.whole.contains(&key(text))
        && !is_title(text)
}

/// Letters of a monogram: `NH`, `N. H.`
fn is_initials(text: &str) -> bool {
    let is_short = text.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    is_short && text.is_ascii() && !text.chars().any(char::is_lowercase)
}

/// Whether `text`, which nothing sets off, reads as a name: two to four words with capitals, or two to four Han.
fn reads_as_name(text: &str) -> bool {
    let text = text.trim();
    let is_han = |c: char| script::is_han(c) && !script::is_kana(c);
    if text.chars().all(is_han) {
        return (2..=4).contains(&text.chars().count());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capital = |word: &&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    (2..=4).contains(&words.len()) && words.iter().all(is_capital) && !text.ends_with(['.', ','])
}
