//! Several spaces in a row between Chinese characters.
//!
//! Spaces that were to line something up do so on one screen only: on the page they leave a hole, and a
//! machine that looks for the name does not find `张  三`.

use crate::check::{Subject, words::is_han};
use crate::diagnostic::Diagnostic;
use std::ops::Range;

pub(super) const CODE: &str = "several-blanks";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (node, text) in subject.written() {
        if let Some(place) = blanks(text) {
            let count = text[place].chars().count();
            let message = format!("there are {count} spaces in a row between Chinese characters");
            let problem = Diagnostic::advice(CODE, message).hint("one or none is enough");
            found.push(subject.at_node(node, &blanks, problem));
        }
    }
}

/// The first run of blanks between two characters one of which is Chinese.
fn blanks(text: &str) -> Option<Range<usize>> {
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\t');
    let mut start = 0;
    while let Some(found) = text[start..].find(is_blank) {
        let from = start + found;
        let length = text[from..].find(|c| !is_blank(c)).unwrap_or(text.len() - from);
        let run = from..from + length;
        let before = text[..run.start].chars().next_back();
        let behind = text[run.end..].chars().next();
        let is_within = before.is_some_and(|c| c != '\n') && behind.is_some_and(|c| c != '\n');
        let is_by_han = before.is_some_and(is_han) || behind.is_some_and(is_han);
        if text[run.clone()].chars().count() > 1 && is_within && is_by_han {
            return Some(run);
        }
        start = run.end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_blanks_are_told_beside_chinese() {
        assert_eq!(blanks("张  三"), Some(3..5));
        assert_eq!(blanks("电话：　　123"), None, "beside a mark");
        assert_eq!(blanks("熟悉   Go"), Some(6..9));
        assert_eq!(blanks("熟悉 Go 语言"), None);
        assert_eq!(blanks("One.  Two"), None);
        assert_eq!(blanks("第一行  \n第二行"), None);
    }
}
