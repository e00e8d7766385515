//! Dates and spans of time in a line.

use super::vocabulary::{VOCABULARY, key};
use crate::resume::{PartialDate, range, season};
use crate::script;
use std::ops::Range;

/// The most words of a span: `from 1 September 2016 until 30 June 2019`.
const MOST_WORDS: usize = 9;

/// Marks that are between two parts of a line, and around a date.
const MARKS: &[char] =
    &['(', ')', '[', ']', ',', ';', '|', '·', '•', '，', '；', '、', '（', '）', ':', '：'];

/// The years that a resume tells of.
const YEARS: Range<i32> = 1940..2070;

/// The ranges of the dates of `line`, in order.
pub(super) fn dates(line: &str) -> Vec<Range<usize>> {
    if !has_year(line) {
        return Vec::new();
    }
    let words = words(line);
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let most = MOST_WORDS.min(words.len() - index);
        let span = |count: &usize| {
            let whole = &line[words[index].start..words[index + count - 1].end];
            let is_around = |c: char| c.is_whitespace() || MARKS.contains(&c);
            let start =
                words[index].start + whole.len() - whole.trim_start_matches(is_around).len();
            start..start + whole.trim_matches(is_around).len()
        };
        let longest = (1..=most).rev().find(|count| {
            let range = span(count);
            let is_alone = is_alone(line, &range);
            is_date(&line[range], is_alone)
        });
        match longest {
            Some(count) => {
                found.push(span(&count));
                index += count;
            }
            None => index += 1,
        }
    }
    found
}

/// Whether `text` has a number that may be a year, or a character that is behind one.
fn has_year(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|it| it.len() == 4).any(is_year) || text.contains(['年', '년'])
}

fn is_year(digits: &str) -> bool {
    digits.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// The ranges of words: what blanks part, and, of Han, what is of dates and what is not.
fn words(line: &str) -> Vec<Range<usize>> {
    let is_han = |c: char| script::is_cjk(c) && !('\u{ff00}'..='\u{ffef}').contains(&c);
    let is_other = |c: char| {
        is_han(c) && !"年月日号至今到现在迄起년월일".contains(c) || "，；、（）：".contains(c)
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last: Option<char> = None;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        let goes_on =
            last.is_some_and(|last| !last.is_whitespace() && is_other(last) == is_other(c));
        match found.last_mut() {
            Some(word) if goes_on && !c.is_whitespace() => word.end = end,
            _ if !c.is_whitespace() => found.push(at..end),
            _ => {}
        }
        last = Some(c);
    }
    found
}

/// Whether what is at `range` is a column of its own or set off by marks: a year within a sentence is a number.
fn is_alone(line: &str, range: &Range<usize>) -> bool {
    let before = line[..range.start].trim_end();
    let behind = line[range.end..].trim_start();
    let ends = |text: &str| text.is_empty() || text.ends_with(MARKS) || text.ends_with(['–', '-']);
    let begins =
        |text: &str| text.is_empty() || text.starts_with(MARKS) || text.starts_with(['–', '-']);
    ends(before) || begins(behind)
}

fn is_date(text: &str, is_alone: bool) -> bool {
    if !has_year(text) || text.ends_with(['-', '–', '—', '~']) {
        return false;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.len() == 4 && is_alone;
    }
    let parsed =
        |text: &str| text.parse::<PartialDate>().is_ok_and(|date| YEARS.contains(&date.year));
    if parsed(text) || season(text, "en").is_some() || is_school_year(text) {
        return true;
    }
    if let Some((start, end)) = range(text) {
        return parsed(start) && (parsed(end) || VOCABULARY.present.contains(&key(end)));
    }
    // `March – June 2019`: the first has no year of its own.
    let parts = text.split_once(['–', '—', '-']).or_else(|| text.split_once(" to "));
    parts.is_some_and(|(start, end)| {
        let year = end.trim().parse::<PartialDate>().map(|date| date.year);
        !has_year(start) && year.is_ok_and(|year| parsed(&format!("{} {year}", start.trim())))
    })
}

/// `2018/19`, `2018/2019`.
fn is_school_year(text: &str) -> bool {
    let Some((year, next)) = text.split_once(['/', '–', '-']) else { return false };
    let next = if next.len() == 4 && year.len() == 4 { &next[2..] } else { next };
    let value = |text: &str| text.parse::<u32>().ok();
    year.len() == 4
        && next.len() == 2
        && value(year).zip(value(next)).is_some_and(|(year, next)| (year + 1) % 100 == next)
}
