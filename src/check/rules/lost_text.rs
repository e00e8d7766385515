//! A text of the resume that a machine does not find in the PDF.
//!
//! Employers read resumes by machine first. Every name, e-mail address, telephone number, link, title,
//! employer, date and bullet of the resume is looked for in the text that is extracted from the PDF.
//! What is not found will not be found by them either: the text was made of pictures or of glyphs
//! without characters, was put together out of order, or is not in this file at all. Arabic letters with
//! vowel marks are drawn as two glyphs, each of which says both: machines read them doubled, and a word
//! without its marks is found.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "lost-text";

/// The most texts that are told one by one.
const MOST: usize = 20;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(extract) = &subject.extract else { return };
    let file = subject.file();
    let mut lost: Vec<_> = subject.facts.iter().filter(|fact| !extract.has(&fact.text)).collect();
    if let Some(fact) = lost.iter().find(|fact| fact.text.contains(is_vowel_mark)) {
        let words = || fact.text.split_whitespace();
        let word = words().find(|word| word.contains(is_vowel_mark)).unwrap_or_default();
        let bare: String = word.chars().filter(|c| !is_vowel_mark(*c)).collect();
        let message = format!("letters with vowel marks, as in `{word}`, are read doubled");
        let problem = subject.at(&fact.text, Diagnostic::warning(CODE, message));
        found.push(problem.hint(format!("without the marks, `{bare}` is found")));
        lost.retain(|fact| !fact.text.contains(is_vowel_mark));
    }
    if lost.len() > MOST && lost.len() * 2 > subject.facts.len() {
        let (lost, all) = (lost.len(), subject.facts.len());
        let pages = subject.pdf.map(|pdf| format!("its {} pages", pdf.pages.len()));
        let pages = pages.unwrap_or_else(|| format!("the {file}"));
        let message = format!("{lost} of {all} texts of the resume are not in the text of {pages}");
        let problem = Diagnostic::error(CODE, message);
        found.push(problem.hint("`cvgen check --show-text` shows what a machine reads"));
        return;
    }
    for fact in lost.iter().take(MOST) {
        let message =
            format!("the {} `{}` is not in the text of the {file}", fact.kind, fact.shown());
        let problem = subject.at(&fact.text, Diagnostic::error(CODE, message));
        found.push(problem.hint("`cvgen check --show-text` shows what a machine reads"));
    }
    if lost.len() > MOST {
        let more = lost.len() - MOST;
        let message = format!("{more} more texts are not in the text of the {file}");
        found.push(Diagnostic::error(CODE, message));
    }
}

/// Whether `character` is a mark above or below an Arabic letter, such as a shadda.
fn is_vowel_mark(character: char) -> bool {
    matches!(character, '\u{64b}'..='\u{652}' | '\u{670}')
}
