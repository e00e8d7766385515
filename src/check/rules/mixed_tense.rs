//! Bullets of one entry in two tenses.
//!
//! What has ended is told in the past tense, what goes on in the present; both within one entry look careless.
//! Looked at in English only: Chinese verbs have
//! no tense.

use crate::check::Subject;
use crate::check::words::{self, Tense};
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "mixed-tense";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_english() {
        return;
    }
    for list in subject.lists() {
        let verbs: Vec<_> =
            list.texts.iter().filter_map(|text| Some((text, words::verb(text)?))).collect();
        let first = |tense: Tense| verbs.iter().find(|(_, verb)| verb.tense == Some(tense));
        if let (Some((_, past)), Some((text, present))) =
            (first(Tense::Past), first(Tense::Present))
        {
            let message = format!(
                "the bullets of one entry mix tenses: `{}` and `{}`",
                past.word, present.word
            );
            let hint = "the past tense for what is over, the present for what goes on";
            found.push(subject.at(text, Diagnostic::advice(CODE, message)).hint(hint));
        }
    }
}
