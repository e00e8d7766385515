//! Marks of direction (Unicode 16, UAX 9) between contacts that are read from the right: addresses in Latin letters follow
//! each other from there, and telephone numbers are not turned around. The texts themselves stay as they are.

use crate::document::Document;

const FROM_THE_LEFT: char = '\u{200e}';
const FROM_THE_RIGHT: char = '\u{200f}';

/// The document with marks where programs would lose the direction.
pub(super) fn directed(document: &Document) -> Document {
    let mut document = document.clone();
    for contact in &mut document.header.contacts {
        // Figures without letters are of no direction.
        if !contact.text.contains(char::is_alphabetic) {
            contact.text = format!("{FROM_THE_LEFT}{}{FROM_THE_LEFT}", contact.text);
        }
    }
    let separator = &mut document.punctuation.separator;
    let end = separator.trim_end().len();
    separator.insert(end, FROM_THE_RIGHT);
    document
}
