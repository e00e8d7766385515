//! Titles of sections: what they say, and lines that look like those that say it.

use super::Page;
use super::vocabulary::{VOCABULARY, key};
use crate::pdf::Line;

/// More letters than this no title has.
const LONG: usize = 45;

/// The titles: which lines, and what they say.
pub(super) fn titles(page: &Page<'_>) -> Vec<(usize, String)> {
    let usual = page.usual_size();
    let known: Vec<usize> =
        (0..page.lines.len()).filter(|index| is_title(page.text(&page.lines[*index]))).collect();
    // A title alone in a line is one; a name of a language in a list of words is not printed like one.
    let looks: Vec<Look> = known.iter().map(|index| Look::of(page, &page.lines[*index])).collect();
    let is_like = |line: &Line| {
        let look = Look::of(page, line);
        let stands_out = look.is_tagged || look.is_capital || line.size > 1.08 * usual;
        stands_out && looks.iter().filter(|known| known.is_like(&look)).count() >= 2
    };
    let text = |index: usize| shown(page.text(&page.lines[index]));
    let all = (0..page.lines.len()).filter(|index| {
        known.contains(index) || {
            let line = &page.lines[*index];
            may_be_title(page.text(line)) && is_like(line)
        }
    });
    all.map(|index| (index, text(index))).collect()
}

/// Whether the title before the line `index` says that contacts follow.
pub(super) fn is_contact(titles: &[(usize, String)], index: usize) -> bool {
    let before = titles.iter().rev().find(|(at, _)| *at < index);
    before.is_some_and(|(_, text)| VOCABULARY.contact.contains(&key(text)))
}

/// Whether `text` is the title of a section in some language, or two of them: `Awards & Talks`.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim();
    if text.chars().count() > LONG || text.is_empty() {
        return false;
    }
    let titles = &VOCABULARY.titles;
    let whole = key(without_number(text));
    if titles.contains(&whole) {
        return true;
    }
    let parts: Vec<String> = text
        .split(['&', '/', '+', '、', ',', '与', '和', '及'])
        .flat_map(|part| part.split(" and ").flat_map(|part| part.split(" und ")))
        .map(key)
        .collect();
    parts.len() > 1 && parts.iter().all(|part| titles.contains(part))
}

/// `text` without the number of a section.
fn without_number(text: &str) -> &str {
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    rest.strip_prefix(['.', '、', ')', '．']).unwrap_or(text)
}

fn may_be_title(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && text.chars().count() <= LONG
        && !text.chars().any(|c| c.is_numeric() || "@|•,，。".contains(c))
        && (text.split_whitespace().count() <= 5 || is_spaced(text))
}

/// Whether the letters of `text` are spaced out.
fn is_spaced(text: &str) -> bool {
    text.split_whitespace().all(|word| word.chars().count() == 1)
}

/// `text` as people read it: letters that are spaced out put together, no colon behind.
fn shown(text: &str) -> String {
    let text = text.trim().trim_matches(|c: char| ":：【】[]".contains(c)).trim();
    if is_spaced(text) && text.chars().count() > 3 {
        text.split_whitespace().collect::<String>().replace('&', " & ")
    } else {
        text.to_owned()
    }
}

/// How a line is printed.
struct Look {
    page: usize,
    size: f64,
    left: f64,
    is_capital: bool,
    is_tagged: bool,
}

impl Look {
    fn of(page: &Page<'_>, line: &Line) -> Look {
        let text = page.text(line);
        let has_case = |c: char| c.is_uppercase() || c.is_lowercase();
        let is_capital = text.chars().any(has_case) && !text.chars().any(char::is_lowercase);
        let is_tagged = page.pdf.tags.iter().any(|tag| {
            tag.page == line.page
                && tag.tag.starts_with('H')
                && tag.area[1] <= line.y + 1.0
                && line.y <= tag.area[3]
                && (tag.area[0] - line.left).abs() < 2.0
        });
        Look { page: line.page, size: line.size, left: line.left, is_capital, is_tagged }
    }

    fn is_like(&self, other: &Look) -> bool {
        (self.size - other.size).abs() < 0.02 * self.size
            && self.is_capital == other.is_capital
            && self.is_tagged == other.is_tagged
            && ((self.left - other.left).abs() < 3.0 || self.page != other.page)
    }
}
