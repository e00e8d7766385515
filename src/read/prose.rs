//! Lines of a text as they were meant: wrapped prose is one line, everything else keeps its line ends.

use crate::resume::has_mark;
use crate::script::sets_no_blanks;

/// Prose whose widest line is narrower than this was not wrapped by an editor, in columns.
const NARROW: usize = 50;

/// `text` with the line ends taken out that only wrap prose, within an item of a list, too. Headings, quotations and code
/// stay as they are.
pub(super) fn unwrapped(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut joined = String::with_capacity(text.len());
    let mut paragraph: Vec<&str> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let is_item = |line: &&str| has_mark(line.trim_start());
        // An item of a list goes on in lines that are further in.
        let goes_on = match paragraph.first() {
            Some(first) if is_item(first) => line.starts_with("  ") && is_prose(line.trim_start()),
            _ => is_prose(line),
        };
        if !goes_on {
            push_paragraph(&mut joined, &mut paragraph);
        }
        if goes_on || is_item(line) || is_prose(line) {
            paragraph.push(line);
        } else {
            joined.push_str(line);
            if at + 1 < lines.len() {
                joined.push('\n');
            }
        }
    }
    push_paragraph(&mut joined, &mut paragraph);
    if !text.ends_with('\n') && joined.ends_with('\n') {
        joined.pop();
    }
    joined
}

fn push_paragraph(joined: &mut String, paragraph: &mut Vec<&str>) {
    let lines = std::mem::take(paragraph);
    let is_wrapped = is_wrapped(&lines);
    for (at, line) in lines.iter().enumerate() {
        joined.push_str(match at {
            _ if !is_wrapped => line,
            0 => line.trim_end(),
            _ => line.trim(),
        });
        match lines.get(at + 1) {
            Some(next) if is_wrapped => joined.push_str(joint(line, next)),
            _ => joined.push('\n'),
        }
    }
}

/// Whether `line` is one of a paragraph.
fn is_prose(line: &str) -> bool {
    let starts = line.starts_with([' ', '\t', '>', '#', '|', '`', '~']);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < line.len() && digits.starts_with(['.', ')']);
    !line.trim().is_empty() && !starts && !is_numbered && !has_mark(line)
}

/// Whether each of `lines` is as long as the widest of them allows.
fn is_wrapped(lines: &[&str]) -> bool {
    let widest = lines.iter().map(|line| width(line.trim_end())).max().unwrap_or(0);
    let is_full = |pair: &[&str]| {
        // Two blanks or a backslash at the end are line ends of Markdown.
        !pair[0].ends_with("  ")
            && !pair[0].ends_with('\\')
            && width(pair[0].trim_end()) + 1 + first_word(pair[1]) > widest
    };
    let goes_on = |pair: &[&str]| pair[0].trim_end().ends_with(IN_A_SENTENCE);
    lines.len() > 1
        && (widest >= NARROW && lines.windows(2).all(is_full) || lines.windows(2).all(goes_on))
}

/// Han and marks with which no line of Chinese or Japanese ends that was meant as one.
const IN_A_SENTENCE: &[char] = &[
    '，', '、', '与', '與', '和', '及', '或', '并', '的', '在', 'は', 'が', 'を', 'に', 'の', 'と',
    'で',
];

/// How wide the first word of `line` is: what can be moved to the line before.
fn first_word(line: &str) -> usize {
    let mut characters = line.trim_start().chars();
    let Some(first) = characters.next() else { return 0 };
    if sets_no_blanks(first) {
        // With the mark that cannot begin a line.
        return 2 + characters.take_while(|c| "，。、；：！？）》”".contains(*c)).count() * 2;
    }
    width(line.split_whitespace().next().unwrap_or_default())
}

fn width(text: &str) -> usize {
    text.chars().map(|character| if sets_no_blanks(character) { 2 } else { 1 }).sum()
}

/// What is between two lines that become one: a blank, or nothing beside scripts without blanks.
pub(super) fn joint(before: &str, after: &str) -> &'static str {
    let is_joined = before.trim_end().chars().next_back().is_some_and(sets_no_blanks)
        || after.trim_start().chars().next().is_some_and(sets_no_blanks);
    if is_joined { "" } else { " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_of_a_list_that_an_editor_wrapped_is_one_line() {
        let first =
            "- Replicates only local changes, so that you can do bidirectional replication of data";
        let text = format!("It has:\n{first}\n  between two data centers\n- Maps names\n");
        let joined = format!("It has:\n{first} between two data centers\n- Maps names\n");
        assert_eq!(unwrapped(&text), joined);
    }

    #[test]
    fn only_wrapped_prose_is_joined() {
        let wrapped = "A long line of prose that an editor has wrapped here,\nbecause it was \
                       longer than the line that was chosen\nfor it.\n";
        assert_eq!(unwrapped(wrapped).matches('\n').count(), 1);
        for (wrapped, expected) in [
            ("熟悉Redis，\n“引号”开头", "熟悉Redis，“引号”开头"),
            (
                "系统开发与\n**重点**工作、\n[链接](https://a.example)等",
                "系统开发与**重点**工作、[链接](https://a.example)等",
            ),
            ("チームを\nLead した", "チームをLead した"),
        ] {
            assert_eq!(unwrapped(wrapped), expected);
        }
        for meant in [
            "第一行\n第二行",
            "完成，上线。\n获奖",
            "One\nTwo\n",
            "One\n\nTwo",
            "- one\n- two\n",
            "A\n  indented\n",
            "- one\n  and two\n- three\n",
        ] {
            assert_eq!(unwrapped(meant), meant);
        }
        let poem = format!("{}\nshort\n{}\n", "long ".repeat(12).trim(), "long ".repeat(11).trim());
        assert_eq!(unwrapped(&poem), poem);
        let han = format!("{}，\n{}\n", "负责后端开发".repeat(5), "系统".repeat(3));
        assert_eq!(unwrapped(&han), han.replacen('\n', "", 1));
    }
}
