//! What the tests of fonts and pages begin with.

use crate::document::{Document, DocumentKind, FORMAT, Header, Language, Metadata, Punctuation};
use std::collections::BTreeMap;

/// A document that is a name and nothing else.
pub(crate) fn document(name: &str) -> Document {
    let word = String::new;
    Document {
        format: FORMAT,
        kind: DocumentKind::Resume,
        language: Language {
            tag: "en".into(),
            lang: "en".into(),
            script: None,
            region: None,
            direction: "ltr".into(),
            cjk: false,
        },
        metadata: Metadata { title: "Resume".into(), author: "A".into(), keywords: vec![] },
        header: Header {
            name: name.into(),
            given_name: None,
            family_name: None,
            reading: None,
            label: vec![],
            contacts: vec![],
            photo: None,
            summary: vec![],
            summary_title: word(),
        },
        sections: vec![],
        letter: None,
        images: BTreeMap::new(),
        updated: word(),
        closing: None,
        words: BTreeMap::new(),
        punctuation: Punctuation {
            comma: word(),
            enumeration: word(),
            colon: word(),
            separator: word(),
            open: word(),
            close: word(),
        },
        page: crate::document::Page::default(),
        capitals: BTreeMap::new(),
        styles: BTreeMap::new(),
        options: BTreeMap::new(),
        fonts: [("body".to_owned(), vec!["Source Sans 3".to_owned()])].into(),
        density: 1.0,
    }
}
