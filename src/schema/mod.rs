//! JSON Schemas (draft 2020-12), generated from the types.

mod teach;

use crate::document::{Document, FORMAT};
use crate::resume::Contents;
use schemars::{JsonSchema, schema_for};

/// The schema of resume files, for editors to complete and check them.
pub fn resume() -> String {
    let mut schema = value::<Contents>("A resume for cvgen: a superset of JSON Resume 1.0.0");
    teach::teach(&mut schema);
    printed(&schema)
}

/// The schema of what a theme is given.
pub fn document() -> String {
    let mut schema = value::<Document>("What cvgen gives to a theme");
    schema["$id"] = format!("urn:cvgen:document-schema:{FORMAT}").into();
    printed(&schema)
}

fn value<T: JsonSchema>(title: &str) -> serde_json::Value {
    let mut schema = schema_for!(T);
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

fn printed(schema: &serde_json::Value) -> String {
    format!("{schema:#}\n")
}
