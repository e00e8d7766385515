//! A bullet of more than two lines.
//!
//! Bullets are read at a glance. What needs three lines is two bullets, or a paragraph.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "long-bullet";

/// The most lines of a bullet.
const MOST: usize = 2;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(extract) = &subject.extract else { return };
    for text in subject.sentences().into_iter().filter(|text| text.is_bullet) {
        let Some(place) = extract.find(&text.plain, 0) else { continue };
        let lines = extract.lines(&place);
        if lines > MOST {
            let message = format!("this bullet takes {lines} lines");
            let problem = Diagnostic::advice(CODE, message);
            found.push(
                subject.at(&text.plain, problem).hint("cut it to two, or make two bullets of it"),
            );
        }
    }
}
