//! A font that the PDF names and does not carry.
//!
//! On another machine another font stands in for it: lines run over, characters are lost. Every font
//! must be embedded.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "font-not-embedded";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(pdf) = subject.pdf else { return };
    for font in pdf.fonts.iter().filter(|font| !font.embedded) {
        let message = format!("the font `{}` is not embedded", font.name);
        let hint = "embed all fonts where the PDF is made";
        found.push(Diagnostic::warning(CODE, message).hint(hint));
    }
}
