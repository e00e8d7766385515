//! No way to reach the person.
//!
//! Without a name, and an e-mail address or a telephone number, a resume is of no use to anybody.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "no-contact";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(document) = subject.document else { return };
    if document.header.name.is_empty() {
        found.push(Diagnostic::warning(CODE, "the resume has no name").hint("write `basics.name`"));
    }
    let has = |kind: &str| document.header.contacts.iter().any(|contact| contact.kind == kind);
    if !has("email") && !has("phone") {
        let message = "the resume has neither an e-mail address nor a telephone number";
        let hint = "write `basics.email` or `basics.phone`";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
