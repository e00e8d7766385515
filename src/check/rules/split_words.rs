//! Words that a machine reads as one, letters of a word that it reads apart, letters it reads as one.
//!
//! A PDF has no words, only letters at places; machines guess from the gaps. Columns that nearly touch
//! run together (`Globex GmbHMar 2015`), letters that are spaced out fall apart (`E X P E R I E N C E`), and
//! some fonts draw two letters as one character (`oﬃce`). Then a search for the word finds nothing.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "split-words";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(extract) = &subject.extract else { return };
    for fact in &subject.facts {
        let places: Vec<_> = extract.all(&fact.text).collect();
        if places.is_empty() || places.iter().any(|place| extract.reads_as(place, &fact.text)) {
            continue;
        }
        let read: String = extract.raw(&places[0]).split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!(
            "the {} `{}` is read as `{}`",
            fact.kind,
            fact.shown(),
            crate::check::facts::shorten(&read),
        );
        let hint = "take another font or theme, or less room between letters";
        found.push(subject.at(&fact.text, Diagnostic::warning(CODE, message)).hint(hint));
    }
}
