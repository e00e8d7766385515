//! Capitals as the language has them (ICU), where they are others than Unicode's alone: `İ` for `i` in Turkish, no
//! accents in Greek.
//!
//! Takes a document, gives its words whose capitals are such. The text of the document stays as written.

use crate::document::{Case, Document};
use crate::fonts::text::{Place, visit};
use icu_casemap::CaseMapper;
use icu_locale::LanguageIdentifier;
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;

/// Words of `document` and their capitals, if a style has text in capitals.
pub(super) fn of(document: &mut Document) -> BTreeMap<String, String> {
    let mut capitals = BTreeMap::new();
    let has_capitals = document.styles.values().any(|style| style.case == Some(Case::Upper));
    let Ok(language) = document.language.tag.parse::<LanguageIdentifier>() else { return capitals };
    if !has_capitals {
        return capitals;
    }
    let mapper = CaseMapper::new();
    visit(document, &mut |place, text| {
        if place != Place::Page {
            return;
        }
        for word in text.split(|c: char| !c.is_alphabetic() && !is_combining_mark(c)) {
            let own = mapper.uppercase_to_string(word, &language);
            if own != word.to_uppercase() {
                capitals.insert(word.to_owned(), own.into_owned());
            }
        }
    });
    capitals
}
