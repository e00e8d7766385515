//! A bullet without a verb to begin with, and without a figure.
//!
//! `Responsible for servers` says little; `Moved 300 servers to another country` says what was done, and how
//! much of it. Looked at in English only.

use crate::check::Subject;
use crate::check::words;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "weak-bullet";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_english() {
        return;
    }
    for text in subject.sentences().filter(|text| text.is_bullet && text.is_achievement) {
        let is_address = text.plain.contains("://") && !text.plain.contains(' ');
        let has_figure = text.plain.contains(|c: char| c.is_ascii_digit());
        if !is_address && !has_figure && words::verb(&text.plain).is_none() {
            let message = "this bullet has neither a verb to begin with nor a figure";
            let problem = subject.at(&text.plain, Diagnostic::advice(CODE, message));
            found.push(problem.hint("say what you did, and how much of it"));
        }
    }
}
