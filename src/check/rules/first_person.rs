//! First person: `I`, `my`, `we`.
//!
//! Everybody knows who did it. `Led a team` is shorter than `I led a team`, and usual.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "first-person";

const ENGLISH: [&str; 11] =
    ["i", "i'm", "i've", "i’m", "i’ve", "my", "me", "mine", "we", "our", "us"];
const CHINESE: [&str; 3] = ["本人", "我们", "我"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for text in subject.sentences() {
        let plain = &text.plain;
        let word = if subject.is_english() {
            let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'));
            // `US` is a country, and `I` alone is a numeral as often as not.
            let is_it = |word: &&str| {
                let lower = word.to_lowercase();
                ENGLISH.contains(&lower.as_str())
                    && (word.len() == 1) == (lower == "i")
                    && *word != "US"
                    && !(lower == "i" && *word == "i")
            };
            words.into_iter().find(is_it)
        } else {
            CHINESE.into_iter().find(|word| subject.is_chinese() && plain.contains(word))
        };
        if let Some(word) = word {
            let message = format!("`{word}` says what everybody knows");
            let problem = subject.at(plain, Diagnostic::advice(CODE, message));
            found.push(problem.hint("begin with the verb"));
        }
    }
}
