//! A bullet without a verb, and without a figure.
//!
//! `Responsible for servers` says little; `Moved 300 servers to another country` says what was done, and how
//! much of it. Bullets of jobs are looked at, and those of a project if most of them have a verb: otherwise
//! they tell what the project has, not what the person did. One or two words are not a sentence. Looked at in English, where the verb begins the bullet, and in Chinese.

use crate::check::{Subject, words};
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "weak-bullet";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let has_verb: fn(&str) -> bool = if subject.is_english() {
        |text| words::verb(text).is_some()
    } else if subject.is_chinese() {
        words::has_chinese_verb
    } else {
        return;
    };
    for list in subject.lists() {
        let is_looked_at = match list.section.as_str() {
            "work" | "volunteer" => true,
            "projects" => {
                list.texts.iter().filter(|text| has_verb(text)).count() * 2 > list.texts.len()
            }
            _ => false,
        };
        // What is not translated is of another language.
        let is_of_language = |text: &str| text.contains(words::is_han) == subject.is_chinese();
        let is_weak = |text: &&String| {
            is_of_language(text) && is_sentence(text) && !has_figure(text) && !has_verb(text)
        };
        for text in list.texts.iter().filter(|_| is_looked_at).filter(is_weak) {
            let message = "this bullet has neither a verb nor a figure";
            let problem = subject.at(text, Diagnostic::advice(CODE, message));
            found.push(problem.hint("say what you did, and how much of it"));
        }
    }
}

/// Whether `text` is more than a term or an address.
fn is_sentence(text: &str) -> bool {
    const FEW_WORDS: usize = 2;
    const FEW_HAN: usize = 6;
    let han = text.chars().filter(|c| words::is_han(*c)).count();
    text.split_whitespace().count() > FEW_WORDS || han > FEW_HAN
}

fn has_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || "十百千万亿倍".contains(c))
}
