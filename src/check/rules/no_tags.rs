//! The PDF has no tags.
//!
//! Tags say what is a heading, a list, a link. Screen readers need them, and machines that read resumes
//! find sections by them. What they are to a PDF, headings are to a Word file or a web page: text that is only
//! large and bold is none. In Word it takes the style `Heading 1`.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;
use crate::foreign::PassageKind;

pub(super) const CODE: &str = "no-tags";

/// A file of fewer parts than this may do without headings.
const MANY: usize = 8;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.pdf.is_some_and(|pdf| !pdf.tagged) {
        let hint = "save it as an accessible PDF, with tags, where it is made";
        found.push(Diagnostic::warning(CODE, "the PDF has no tags").hint(hint));
    }
    let Some(reading) = subject.reading.filter(|reading| !reading.is_plain) else { return };
    let is_heading = |kind: PassageKind| matches!(kind, PassageKind::Heading(_));
    if reading.parts.len() >= MANY && !reading.parts.iter().any(|part| is_heading(part.kind)) {
        found.push(Diagnostic::warning(CODE, "the file has no headings"));
    }
}
