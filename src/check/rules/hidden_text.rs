//! Text that people cannot see: white, tiny, invisible, or off the page.
//!
//! Keywords that only a machine can see are an old trick. Machines that find them put the resume aside,
//! and so do people who mark the text with the mouse. cvgen never writes any; take it out.

use crate::check::Subject;
use crate::check::contrast::ratio;
use crate::diagnostic::Diagnostic;
use crate::pdf::{Glyph, PdfPage};
use std::collections::BTreeMap;

pub(super) const CODE: &str = "hidden-text";

/// Text smaller than this, in pt, cannot be read.
const TINY: f64 = 3.0;

/// Less contrast than this cannot be seen.
const INVISIBLE: f64 = 1.2;

/// What to do about it.
const HINT: &str = "delete it, or let people see it, too";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for hidden in subject.reading.into_iter().flat_map(|reading| &reading.hidden) {
        let text = crate::check::facts::shorten(hidden.text.trim());
        let message = format!("the file has text that is {}: `{text}`", hidden.why);
        found.push(Diagnostic::error(CODE, message).hint(HINT));
    }
    let Some(pdf) = subject.pdf else { return };
    for (index, page) in pdf.pages.iter().enumerate() {
        let mut hidden: BTreeMap<&str, String> = BTreeMap::new();
        for glyph in &page.glyphs {
            let text = glyph.text.as_deref().unwrap_or_default();
            if let Some(why) = why_hidden(page, glyph)
                && (!text.trim().is_empty() || hidden.contains_key(why))
            {
                hidden.entry(why).or_default().push_str(text);
            }
        }
        for (why, text) in hidden {
            let text = crate::check::facts::shorten(text.trim());
            let message = format!("page {} has text that is {why}: `{text}`", index + 1);
            found.push(Diagnostic::error(CODE, message).hint(HINT));
        }
    }
}

fn why_hidden(page: &PdfPage, glyph: &Glyph) -> Option<&'static str> {
    let [left, bottom, right, top] = page.area;
    let is_off =
        glyph.x > right || glyph.x + glyph.width < left || glyph.y > top || glyph.y < bottom;
    let contrast = glyph.color.zip(glyph.background).map(|(ink, ground)| ratio(ink, ground));
    match () {
        () if !glyph.is_painted => Some("invisible"),
        () if is_off => Some("off the page"),
        () if glyph.size < TINY => Some("too small to be seen"),
        () if contrast.is_some_and(|contrast| contrast < INVISIBLE) => {
            Some("of the colour of what it is on")
        }
        () => None,
    }
}
