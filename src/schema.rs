//! JSON Schemas (draft 2020-12), generated from the types.

use crate::document::Document;
use crate::resume::Contents;
use schemars::{JsonSchema, schema_for};

/// The schema of resume files, for editors to complete and check them.
pub fn resume() -> String {
    text::<Contents>("A resume for cvgen: a superset of JSON Resume 1.0.0")
}

/// The schema of what a theme is given.
pub fn document() -> String {
    text::<Document>("What cvgen gives to a theme")
}

fn text<T: JsonSchema>(title: &str) -> String {
    let mut schema = schema_for!(T);
    schema.insert("title".to_owned(), title.into());
    let mut text = format!("{:#}", schema.to_value());
    text.push('\n');
    text
}
