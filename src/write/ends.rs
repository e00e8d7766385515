//! Where lines may end, by UAX 14: for the formats that have lines of their own, and for those whose length is told.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// The places, in bytes, within `line` at which it may end. Addresses, which people copy, are not parted.
pub(super) fn places(line: &str) -> Vec<usize> {
    let options = LineBreakOptions::default();
    let has_no_blanks = |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    let found: Vec<usize> = if line.contains(has_no_blanks) {
        LineSegmenter::new_auto(options).segment_str(line).collect()
    } else {
        LineSegmenter::new_for_non_complex_scripts(options).segment_str(line).collect()
    };
    let may_end = |at: usize| {
        let before = &line[..at];
        if before.ends_with(char::is_whitespace) {
            return true;
        }
        let is_part = |c: char| c.is_ascii_graphic();
        let start = before.rfind(|c| !is_part(c)).map_or(0, |found| found + 1);
        let start = (start..=at).find(|start| line.is_char_boundary(*start)).unwrap_or(at);
        let end = line[at..].find(|c| !is_part(c)).map_or(line.len(), |found| at + found);
        start == at || end == at || !is_address(&line[start..end])
    };
    found.into_iter().filter(|at| *at > 0 && *at < line.len() && may_end(*at)).collect()
}

/// Whether a word is an address, which people copy.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.contains('.') && word.contains('/')
}
