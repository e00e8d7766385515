//! Findings as numbered notes: each at its place beside a page, and all of them by rule on the last page.

use super::ProofInput;
use crate::assets;
use crate::check::Places;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pdf::Area;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A finding with its number.
pub(super) struct Note<'a> {
    pub(super) number: usize,
    pub(super) finding: &'a Diagnostic,
    /// The page and the area it is about.
    pub(super) place: Option<(usize, Area)>,
}

/// Every finding of `input`.
pub(super) fn notes<'a>(input: &ProofInput<'a>, places: &Places<'_>) -> Vec<Note<'a>> {
    let numbered = input.findings.iter().enumerate();
    let note = |(index, finding): (usize, &'a Diagnostic)| Note {
        number: index + 1,
        finding,
        place: places.of_finding(finding),
    };
    numbered.map(note).collect()
}

/// What findings are about in the language of a proof, by their codes; nothing in English, whose words are theirs.
pub(super) struct Words(BTreeMap<String, Word>);

#[derive(Deserialize)]
struct Word {
    /// What is wrong.
    what: String,
    /// What to do about it.
    todo: String,
}

impl Words {
    /// Those of `language`.
    pub(super) fn new(language: &str) -> Words {
        Words(assets::table(&format!("proof/{language}.toml")).unwrap_or_default())
    }

    /// `note` as it is said beside its page.
    pub(super) fn said(&self, note: &Note<'_>) -> Value {
        json!({
            "number": note.number,
            "severity": severity(note),
            "code": note.finding.code,
            "what": self.0.get(note.finding.code).map(|word| &word.what),
            "text": note.finding.message,
        })
    }

    /// All of `notes`, those of one rule together, and what is the same of them once.
    pub(super) fn groups(&self, notes: &[Note<'_>]) -> Vec<Value> {
        let same = |one: &Note<'_>, next: &Note<'_>| {
            (severity(one), one.finding.code) == (severity(next), next.finding.code)
        };
        notes.chunk_by(same).map(|group| self.group(group)).collect()
    }

    fn group(&self, notes: &[Note<'_>]) -> Value {
        let first = notes[0].finding;
        let word = self.0.get(first.code);
        let is_same_hint = notes.iter().all(|note| note.finding.hints == first.hints);
        let hints = match word {
            Some(word) => vec![word.todo.clone()],
            None if is_same_hint => first.hints.clone(),
            None => Vec::new(),
        };
        let mut items: Vec<(&Diagnostic, Vec<usize>, Vec<usize>)> = Vec::new();
        for note in notes {
            let page = note.place.map(|(page, _)| page + 1);
            let known = items.iter_mut().find(|(finding, ..)| {
                finding.message == note.finding.message && finding.hints == note.finding.hints
            });
            match known {
                Some((_, numbers, pages)) => {
                    numbers.push(note.number);
                    pages.extend(page.filter(|page| !pages.contains(page)));
                }
                None => items.push((note.finding, vec![note.number], page.into_iter().collect())),
            }
        }
        let item = |(finding, numbers, mut pages): (&Diagnostic, Vec<usize>, Vec<usize>)| {
            pages.sort_unstable();
            let own = if word.is_none() && !is_same_hint { &finding.hints[..] } else { &[] };
            json!({"numbers": spans(&numbers), "pages": spans(&pages), "text": finding.message, "hints": own})
        };
        json!({
            "severity": severity(&notes[0]),
            "code": first.code,
            "what": word.map(|word| &word.what),
            "hints": hints,
            "items": items.into_iter().map(item).collect::<Vec<_>>(),
        })
    }
}

fn severity(note: &Note<'_>) -> &'static str {
    match note.finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// `3–5, 8`.
fn spans(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let run = |run: &[usize]| match run {
        [] => String::new(),
        [one] => one.to_string(),
        [one, two] => format!("{one}, {two}"),
        [first, .., last] => format!("{first}–{last}"),
    };
    runs.map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_told_as_one() {
        assert_eq!(spans(&[3, 4, 5, 8, 10, 11]), "3–5, 8, 10, 11");
        assert_eq!(spans(&[]), "");
    }
}
