//! The name of a technology, spelt otherwise than its makers spell it.
//!
//! `Javascript`, `Github` and `Postgresql` tell a reader who knows them that the writer does not look
//! closely. The names are those of `data/check/technologies.toml`.

use crate::check::Subject;
use crate::check::words;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;

pub(super) const CODE: &str = "technology-name";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let names = words::technologies();
    let mut told = BTreeSet::new();
    for text in subject.words() {
        for word in words::tokens(&text) {
            let Some(right) = names.right(word) else { continue };
            if told.insert(word.to_owned()) {
                let message = format!("`{word}` is spelt `{right}`");
                found.push(subject.at_word(word, Diagnostic::warning(CODE, message)));
            }
        }
    }
}
