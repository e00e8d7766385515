//! The schema takes what the program takes, judged by `jsonschema`, which nobody on this project wrote.

use crate::harness::{Test, corpus, root};
use crate::judges::{judge, missing};
use cvgen::resume::{Node, Value};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Prints `NAME PLACE MESSAGE` of each thing in the documents that the schema does not take.
const VALIDATE: &str = "
import json, sys, jsonschema
schema, documents = (json.load(open(path)) for path in sys.argv[1:3])
judge = jsonschema.Draft202012Validator(schema)
judge.check_schema(schema)
for name, document in documents.items():
    for error in judge.iter_errors(document):
        print(name, list(error.absolute_path), error.message[:200])
";

/// What the schema of resumes does not take of `documents`; `None` where there is no judge.
fn refused(documents: &serde_json::Value) -> Option<String> {
    let schema = std::fs::read(root().join("data/resume.schema.json")).expect("the schema");
    refused_by(&schema, documents)
}

/// What `schema` does not take of `documents`; `None` where there is no judge.
pub(crate) fn refused_by(schema: &[u8], documents: &serde_json::Value) -> Option<String> {
    let probe = std::process::Command::new("python3").args(["-c", "import jsonschema"]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        missing("the Python package `jsonschema`");
        return None;
    }
    let test = Test::new("schema").file("documents.json", documents.to_string());
    let test = test.file("schema.json", schema);
    let [documents, schema] =
        ["documents.json", "schema.json"].map(|name| test.folder().join(name));
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    judge("python3", ["-c".to_owned(), VALIDATE.to_owned(), path(&schema), path(&documents)])
}

/// What was read, as JSON.
fn plain(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => json!(null),
        Value::Bool(truth) => json!(truth),
        Value::Number(number) => serde_json::from_str(number).unwrap_or(json!(number)),
        Value::Text(text) => json!(text),
        Value::List(items) => items.iter().map(plain).collect(),
        Value::Map(entries) => {
            entries.iter().map(|(key, node)| (key.text.clone(), plain(node))).collect()
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).expect("a folder");
    let files = files.map(|entry| entry.expect("an entry").path());
    let is_resume = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ["yaml", "toml", "json"].iter().any(|e| ending == *e))
    };
    files.filter(is_resume).collect()
}

#[test]
fn what_can_be_printed_is_valid() {
    let mut paths = [files(&root().join("examples")), files(&root().join("data/starter"))].concat();
    let mut documents = serde_json::Map::new();
    let corpus = corpus();
    paths.extend([files(&corpus.join("jsonresume")), files(&corpus.join("invalid"))].concat());
    for path in files(&corpus.join("jsonresume-fields")) {
        let text = std::fs::read_to_string(&path).expect("a file");
        let cases: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&text).expect("JSON");
        documents.extend(cases.into_iter().filter(|(_, case)| case.is_object()));
    }
    for path in paths {
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).expect("a file");
        if let Ok(resume) = cvgen::read::read(&name, &bytes) {
            documents.insert(name, plain(&resume.value.tree));
        }
    }
    assert!(documents.len() > 8, "{documents:?}");
    let Some(refused) = refused(&documents.into()) else { return };
    assert_eq!(refused, "");
}

#[test]
fn what_cannot_be_understood_is_not_valid() {
    let wrong = [
        json!({ "work": "none" }),
        json!({ "basics": ["Ann"] }),
        json!({ "work": [{ "highlights": { "a": 1 } }] }),
        json!({ "cvgen": { "pages": "many" } }),
    ];
    for document in wrong {
        let Some(refused) = refused(&json!({ "it": document })) else { return };
        assert!(refused.starts_with("it ["), "{document}");
        Test::new("pdf r.json").file("r.json", document.to_string()).exits_with(1);
    }
}

/// A typo is marked, and what other tools write is not.
#[test]
fn only_what_is_read_is_valid() {
    let typos = [
        json!({ "wrok": [] }),
        json!({ "basics": { "emial": "a@b.c" } }),
        json!({ "work": [{ "name": "A", "hilights": [] }] }),
        json!({ "education": [{ "institution": "A", "scores": 1 }] }),
        json!({ "cvgen": { "theem": "modern" } }),
    ];
    for document in typos {
        let Some(refused) = refused(&json!({ "it": document })) else { return };
        assert!(refused.starts_with("it ["), "{document}");
    }
    let fine = json!({
        "a": { "x-mine": 1, "_note": 2, "$schema": "x", "basics": { "name": "A", "x-y": 1 } },
        "b": { "skills": ["Python", { "name": "Go" }], "interests": { "Games": ["Chess"] } },
        "c": { "work": [{ "company": "A", "website": "https://a.b", "releaseDate": "2019" }] },
        "d": { "work": [{ "name": "A", "highlights": ["a", ["b", "c"], { "Led": "five" }] }] },
        "e": { "basics": { "name": { "en": "A", "*": "B" }, "label": ["Dev", "Lead"] } },
        "f": { "meta": { "theme": "x", "anything": [1] }, "cvgen": { "theme": "./mine", "languages": "en" } },
    });
    let Some(refused) = refused(&fine) else { return };
    assert_eq!(refused, "");
}

/// Editors show a sentence and an example for every key, and complete what is known.
#[test]
fn every_property_teaches() {
    let text = cvgen::schema::resume();
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(schema["$id"].as_str().is_some_and(|id| id.ends_with(env!("CARGO_PKG_VERSION"))));
    let types = schema["$defs"].as_object().expect("types");
    let records = types.iter().map(|(name, schema)| (name.as_str(), schema));
    let mut count = 0;
    for (name, record) in
        records.chain([("the resume", &schema)]).filter(|(name, _)| *name != "Meta")
    {
        let properties = record["properties"].as_object().into_iter().flatten();
        for (field, property) in properties {
            count += 1;
            let sentence = property["description"].as_str().unwrap_or_default();
            assert!(
                sentence.ends_with(['.', '`', ')']) && sentence.len() > 5,
                "{name}.{field}: {sentence}"
            );
            assert!(property["examples"].is_array(), "{name}.{field}");
        }
    }
    assert!(count > 200, "{count}");
    for known in ["\"modern\"", "\"GitHub\"", "\"zh-Hans\"", "\"base-size\"", "\"education\""] {
        assert!(text.contains(known), "{known}");
    }
}

#[test]
fn the_copy_beside_a_resume_is_brought_up_to_date() {
    let old = "{\"title\": \"A resume for cvgen: a superset of JSON Resume 1.0.0\"}";
    let finished = Test::new("schema --update").file("resume.schema.json", old).success();
    let new = String::from_utf8(finished.read("resume.schema.json")).expect("UTF-8");
    assert_eq!(new, cvgen::schema::resume());
    let other = Test::new("schema --update").file("resume.schema.json", "{}").exits_with(1);
    assert_eq!(other.read("resume.schema.json"), b"{}");
    Test::new("schema --update x.json").success().says("x.json");
}

/// Manifests of themes: the built-in ones are valid, and what the program refuses the schema does, too.
#[test]
fn manifests_of_themes_are_judged_as_the_program_judges_them() {
    let schema = std::fs::read(root().join("data/theme.schema.json")).expect("the schema");
    let document = |text: &str| {
        let table: toml::Table = text.parse().expect("TOML");
        serde_json::to_value(table).expect("JSON")
    };
    let mut built_in = serde_json::Map::new();
    for name in crate::harness::themes().into_iter().chain(["base".to_owned()]) {
        let path = root().join("templates").join(&name).join("theme.toml");
        let text = std::fs::read_to_string(path).expect("a manifest");
        built_in.insert(name, document(&text));
    }
    let Some(refused) = refused_by(&schema, &built_in.into()) else { return };
    assert_eq!(refused, "");
    let wrong = [
        "nam = 'x'",
        "[page]\nleding = 1",
        "[styles]\nsection = { fil = 'red' }",
        "[styles]\npage = {}",
        "[options.accent]\ntyp = 'color'",
        "[[when]]\npage = { leading = 0.5 }",
    ];
    for text in wrong {
        let refused = refused_by(&schema, &json!({ "it": document(text) })).expect("a judge");
        assert!(refused.starts_with("it "), "{text}");
        Test::new("pdf r.yaml --theme ./mine -o r.pdf")
            .file("r.yaml", "basics: {name: Ann}\n")
            .file("mine/theme.toml", format!("{text}\n"))
            .exits_with(1);
    }
}
