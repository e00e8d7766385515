//! The lines of a posting that are about the work; not those about the employer, the pay and the law.

use super::lexicon::LEXICON;
use crate::check::words::is_han;

/// In the first so many lines, place and pay are between dots.
const HEAD: usize = 4;

/// The lines of `posting` that may have terms.
pub(super) fn lines(posting: &str) -> Vec<&str> {
    let mut is_skipped = false;
    let mut found = Vec::new();
    let lines = posting.lines().map(str::trim).filter(|line| !line.is_empty());
    for (index, line) in lines.enumerate() {
        if is_heading(line) {
            is_skipped = skips(line);
        }
        let is_about_work = !is_skipped && !skips(before_colon(line)) && !is_boilerplate(line);
        if is_about_work && !(index < HEAD && line.contains(['·', '|', '｜'])) {
            found.push(line);
        }
    }
    found
}

/// Whether `line` is short, and neither a sentence nor an item of a list.
fn is_heading(line: &str) -> bool {
    const WORDS: usize = 7;
    const HAN: usize = 10;
    let title = line.trim_end_matches([':', '：', '?', '？']);
    let begins = line.chars().next().is_some_and(|c| c.is_alphabetic() || "【#*[".contains(c));
    let han = title.chars().filter(|c| is_han(*c)).count();
    // Two or three characters alone are a place, or a name.
    let is_word = (1..4).contains(&han) && title.len() == line.len();
    let is_short = title.split_whitespace().count() <= WORDS && han <= HAN && !is_word;
    begins && is_short && !title.contains(['.', ',', ';', ':', '。', '，', '；', '：', '、'])
}

/// Whether a heading says that what follows is not about the work.
fn skips(heading: &str) -> bool {
    let small = heading.to_lowercase().replace('’', "'");
    LEXICON.skip.iter().any(|words| small.contains(words.as_str()))
}

/// What is before the colon of a line that begins with a heading; nothing if none does.
fn before_colon(line: &str) -> &str {
    let before = line.split_once(['：', ':']).map_or("", |(before, _)| before);
    if is_heading(before) { before } else { "" }
}

fn is_boilerplate(line: &str) -> bool {
    let small = line.to_lowercase();
    LEXICON.boilerplate.iter().any(|words| small.contains(words.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_about_the_work_is_passed_over() {
        let posting = "Nurse\nWestmere Hospital · Bristol\n\nAbout us\nWe heal.\n\nYour tasks\n- Triage\n\n\
            What we offer:\n- Free parking\n\nEveryone is welcome regardless of age.";
        assert_eq!(lines(posting), ["Nurse", "Your tasks", "- Triage"]);
        let posting = "任职要求：\n1、熟悉急诊护理。\n福利待遇：五险一金，带薪年假\n工作地点\n上海";
        assert_eq!(lines(posting), ["任职要求：", "1、熟悉急诊护理。"]);
    }
}
