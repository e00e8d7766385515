//! Text that was read in the wrong encoding: `MÃ¼ller`, `â€™`, `锟斤拷`.
//!
//! Somewhere on its way a program took UTF-8 for another encoding, or the other way round, and every letter
//! beyond plain English became two or three others. What it was can mostly be told, and is.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;
use encoding_rs::{BIG5, Encoding, GBK, WINDOWS_1251, WINDOWS_1252};
use std::ops::Range;

pub(super) const CODE: &str = "mojibake";

/// What programs put where they could not read on, twice over, as GBK shows it.
const LOST: [&str; 5] = ["\u{fffd}", "锟斤拷", "烫烫烫", "屯屯屯", "ï¿½"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (node, text) in subject.written() {
        let Some((place, meant)) = mojibake(text) else { continue };
        let shown = crate::check::facts::shorten(&text[place]);
        let message = format!("`{shown}` was read in the wrong encoding");
        let hint = match meant {
            Some(meant) => format!("write `{meant}`"),
            None => "what it was is lost: write it anew".to_owned(),
        };
        let problem = Diagnostic::warning(CODE, message).hint(hint);
        let part = |text: &str| mojibake(text).map(|(place, _)| place);
        found.push(subject.at_node(node, &part, problem));
    }
}

/// The first place of `text` that was read wrong, and what it was if that can be told.
fn mojibake(text: &str) -> Option<(Range<usize>, Option<String>)> {
    let mut start = 0;
    while let Some(found) = text[start..].find(|c: char| !c.is_ascii()) {
        let from = start + found;
        let length = text[from..].find(|c: char| c.is_ascii()).unwrap_or(text.len() - from);
        let run = &text[from..from + length];
        if let Some(meant) = meant(run) {
            return Some((from..from + length, Some(meant)));
        }
        start = from + length;
    }
    let lost = LOST.iter().filter_map(|lost| Some((text.find(lost)?, lost.len())));
    lost.min_by_key(|(at, _)| *at).map(|(at, length)| (at..at + length, None))
}

/// What `run` reads as if its bytes are UTF-8 that was taken for another encoding.
fn meant(run: &str) -> Option<String> {
    /// Fewer characters than this may be anything in encodings of two bytes.
    const FEW: usize = 4;
    let length = run.chars().count();
    let encodings: [(&Encoding, usize); 4] =
        [(WINDOWS_1252, 2), (WINDOWS_1251, FEW), (GBK, FEW), (BIG5, FEW)];
    for (encoding, least) in encodings {
        let (bytes, _, has_others) = encoding.encode(run);
        if length < least || has_others {
            continue;
        }
        if let Ok(meant) = std::str::from_utf8(&bytes)
            && meant.chars().count() < length.max(2)
            && !meant.contains(|c: char| c.is_control() || c == '\u{fffd}')
        {
            return Some(meant.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_wrong_is_told_and_what_it_was() {
        for (text, was) in [
            ("MÃ¼ller", "ü"),
            ("JosÃ©", "é"),
            ("itâ€™s", "’"),
            ("å¼\u{a0}ä¸‰", "张"),
            ("РџСЂРёРІРµС‚", "Привет"),
            ("鐢ㄦ埛绠＄悊", "用户管理"),
        ] {
            let meant = mojibake(text).and_then(|(_, meant)| meant);
            assert!(meant.as_deref().is_some_and(|meant| meant.contains(was)), "{text}: {meant:?}");
        }
        assert_eq!(mojibake("锟斤拷有限公司"), Some((0..9, None)));
        for text in [
            "Müller",
            "naïve",
            "«É»",
            "São Paulo – SP",
            "Привет",
            "用户管理",
            "联通公司",
            "①②③",
            "日本語の文",
            "한국어",
            "Ãéü",
        ] {
            assert_eq!(mojibake(text), None, "{text}");
        }
    }
}
