//! A text in Chinese characters on a page of a language that has none.
//!
//! Whoever reads an English resume may not be able to read a bullet in Chinese, and a machine looks for English
//! words. A name in both scripts is welcome; a sentence is one that was forgotten.

use crate::check::{Subject, words::is_han};
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "other-script";

/// Fewer characters than this are a name or a word.
const FEW: usize = 4;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(document) = subject.document else { return };
    if matches!(document.language.lang.as_str(), "zh" | "ja" | "ko" | "yue") {
        return;
    }
    for text in subject.words() {
        let han = text.chars().filter(|c| is_han(*c)).count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if han >= FEW && han * 2 > letters {
            let shown = crate::check::facts::shorten(&text);
            let message =
                format!("`{shown}` is in Chinese characters on a page in another language");
            let problem = Diagnostic::warning(CODE, message);
            found.push(subject.at(&text, problem).hint("translate it, or leave it out here"));
        }
    }
}
