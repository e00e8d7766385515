//! The document as format 1 had it, for themes that are written for it.
//!
//! Takes a document, gives JSON in which dates are texts, an entry has one `link`, bullets are lines and
//! the photo is in the header. What format 1 had no place for is put where a theme prints it: further
//! links among the facts, keywords and links of a position into its text. It goes with cvgen 1.0.

use super::Document;
use serde_json::{Map, Value, json};

impl Document {
    /// The document in format 1.
    pub fn in_format_1(&self) -> Value {
        let mut document = serde_json::to_value(self).unwrap_or_default();
        document["format"] = json!(1);
        let photo = document["header"]["photo"].as_str().map(str::to_owned);
        document["header"]["photo"] =
            photo.and_then(|name| document["images"].get(&name).cloned()).unwrap_or_default();
        let words = Words {
            keywords: self.words.get("keywords").cloned().unwrap_or_default(),
            website: self.words.get("website").cloned().unwrap_or_default(),
            colon: self.punctuation.colon.clone(),
            enumeration: self.punctuation.enumeration.clone(),
        };
        for section in list(&mut document["sections"]) {
            for entry in list(&mut section["entries"]) {
                words.entry(entry);
            }
        }
        document
    }
}

struct Words {
    keywords: String,
    website: String,
    colon: String,
    enumeration: String,
}

impl Words {
    fn entry(&self, entry: &mut Value) {
        flatten(entry);
        let mut links = std::mem::take(list(&mut entry["links"])).into_iter();
        entry["link"] = links.next().unwrap_or_default();
        let facts = links.map(|link| {
            let label = link["label"].as_str().filter(|label| !label.is_empty());
            let label = label.unwrap_or(&self.website);
            json!({ "label": label, "items": [[run(&link["text"], &link["url"])]] })
        });
        let facts: Vec<Value> = facts.collect();
        list(&mut entry["details"]).extend(facts);
        for role in list(&mut entry["roles"]) {
            flatten(role);
            let mut paragraphs = Vec::new();
            let keywords = std::mem::take(list(&mut role["keywords"]));
            if !keywords.is_empty() {
                let label = format!("{}{}", self.keywords, self.colon);
                let mut line = vec![run(&json!(label), &Value::Null)];
                for (index, mut keyword) in keywords.into_iter().enumerate() {
                    if index > 0 {
                        line.push(run(&json!(self.enumeration), &Value::Null));
                    }
                    line.append(list(&mut keyword));
                }
                paragraphs.push(line);
            }
            for link in std::mem::take(list(&mut role["links"])) {
                let label = link["label"].as_str().filter(|label| !label.is_empty());
                let label =
                    label.map(|label| run(&json!(format!("{label}{}", self.colon)), &Value::Null));
                paragraphs
                    .push(label.into_iter().chain([run(&link["text"], &link["url"])]).collect());
            }
            let body =
                paragraphs.into_iter().map(|line| json!({ "kind": "paragraph", "runs": line }));
            list(&mut role["body"]).extend(body);
        }
    }
}

/// Dates become texts, nested bullets lines.
fn flatten(it: &mut Value) {
    it["date"] = it["date"]["text"].take();
    let mut lines = Vec::new();
    for highlight in list(&mut it["highlights"]) {
        collect(highlight, &mut lines);
    }
    it["highlights"] = Value::Array(lines);
}

fn collect(highlight: &mut Value, lines: &mut Vec<Value>) {
    lines.push(highlight["runs"].take());
    for below in list(&mut highlight["items"]) {
        collect(below, lines);
    }
}

fn run(text: &Value, url: &Value) -> Value {
    let style =
        ["strong", "emphasis", "code", "whole"].map(|style| (style.to_owned(), json!(false)));
    let mut run = Map::from_iter(style);
    run.insert("text".to_owned(), text.clone());
    run.insert("url".to_owned(), url.clone());
    run.insert("breaks".to_owned(), json!(!url.is_null()));
    Value::Object(run)
}

/// The items of a list; of anything else, those of an empty one that takes its place.
fn list(value: &mut Value) -> &mut Vec<Value> {
    if !value.is_array() {
        *value = Value::Array(Vec::new());
    }
    value.as_array_mut().expect("it was made a list above")
}
