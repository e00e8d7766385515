//! Text that is in a box, or in the head or foot of pages.
//!
//! People see it where it belongs, and some programs that read applications see nothing of it: they take the lines of
//! the main text. A name and an address in the head of a Word file are often lost that way. What the main text says,
//! too, is not told. cvgen has all text in lines.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "text-apart";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let all = subject.reading.map_or(&[][..], |reading| &reading.apart);
    let mut places: Vec<&str> = Vec::new();
    for apart in all {
        if places.contains(&apart.place.as_str()) {
            continue;
        }
        places.push(&apart.place);
        let texts = all.iter().filter(|other| other.place == apart.place);
        let text = texts.map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ");
        let text = crate::check::facts::shorten(&text);
        let message = format!(
            "the file has text in {}, where some programs do not look: `{text}`",
            apart.place
        );
        let hint = "move it into the lines of the main text";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
