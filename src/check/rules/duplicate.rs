//! The same text twice.
//!
//! A bullet that is in two places was copied and not changed, or is worth only one of them.

use crate::check::{Subject, words};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;

pub(super) const CODE: &str = "duplicate";

/// Texts shorter than this, in letters, may well come twice. A Chinese character counts for two.
const SHORT: usize = 20;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for text in subject.sentences().into_iter().filter(|text| text.is_bullet) {
        let key: String = text.plain.chars().filter(|c| c.is_alphanumeric()).collect();
        let length: usize = key.chars().map(|c| if words::is_han(c) { 2 } else { 1 }).sum();
        if length >= SHORT {
            let count = seen.entry(key.to_lowercase()).or_default();
            *count += 1;
            if *count == 2 {
                let message =
                    format!("`{}` appears twice", crate::check::facts::shorten(&text.plain));
                let problem = Diagnostic::warning(CODE, message).hint("leave out one of the two");
                found.push(subject.at_last(&text.plain, problem));
            }
        }
    }
}
