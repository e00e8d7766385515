//! No way to reach the person.
//!
//! Without a name, and an e-mail address or a telephone number, a resume is of no use to anybody.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "no-contact";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(document) = subject.document else { return };
    // A blind variant leaves them out on purpose.
    let basics = subject.resume.and_then(|resume| resume.tree.field("basics"));
    let is_hidden = |field: &str| {
        basics.and_then(|basics| basics.field(field)).is_some_and(|node| !node.is_absent())
    };
    if document.header.name.is_empty() && !is_hidden("name") {
        found.push(Diagnostic::warning(CODE, "the resume has no name").hint("write `basics.name`"));
    }
    let has = |kind: &str| document.header.contacts.iter().any(|contact| contact.kind == kind);
    let is_hidden = is_hidden("email") || is_hidden("phone");
    if !has("email") && !has("phone") && !is_hidden {
        let message = "the resume has neither an e-mail address nor a telephone number";
        let hint = "write `basics.email` or `basics.phone`";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
