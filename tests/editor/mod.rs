//! The schema in an editor: yaml-language-server, which most editors run, marks what is mistyped, completes what may be
//! written, and explains every key.

use crate::harness::{root, themes};
use crate::judges;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// What the server says of each of `documents`; `None` where it is not installed.
fn ask(documents: &Value) -> Option<Vec<Value>> {
    let packages = std::env::var_os("CVGEN_NODE").unwrap_or_default();
    let packages = std::path::PathBuf::from(packages);
    if !packages.join("node_modules/yaml-language-server").exists() {
        judges::missing("`yaml-language-server`");
        return None;
    }
    let mut node = Command::new("node")
        .arg(root().join("tests/editor/editor.mjs"))
        .arg(&packages)
        .arg(root().join("data/resume.schema.json"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Node runs");
    let input = documents.to_string();
    node.stdin.take().expect("standard input").write_all(input.as_bytes()).expect("written");
    let output = node.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

#[test]
fn an_editor_marks_what_is_mistyped() {
    let typo = |text: &str, line: u64, word: &str| (json!({ "text": text }), line, word.to_owned());
    let cases = [
        typo("basics:\n  name: Ann\n  labl: x\n", 2, "labl"),
        typo("wrok:\n- name: A\n", 0, "wrok"),
        typo("work:\n- name: A\n  hilights: [a]\n", 2, "hilights"),
        typo("education:\n- institution: A\n  studyTyp: x\n", 2, "studyTyp"),
        typo("skills:\n- name: A\n  keyword: [x]\n", 2, "keyword"),
        typo("cvgen:\n  thme: classic\n", 1, "thme"),
        typo(
            "basics:\n  profiles:\n  - network: GitHub\n    user: x\n    usrname: x\n",
            4,
            "usrname",
        ),
    ];
    let documents = cases.iter().map(|(document, _, _)| document.clone()).collect();
    let Some(answers) = ask(&documents) else { return };
    for ((_, line, word), answer) in cases.iter().zip(&answers) {
        let told = answer["diagnostics"].as_array().expect("a list");
        let is_it = |it: &Value| {
            it["line"] == *line && it["message"].as_str().is_some_and(|text| text.contains(word))
        };
        assert!(told.iter().any(is_it), "`{word}`: {told:?}");
    }
    // And nothing else.
    let right = "x-id: 7\nbasics:\n  name: {en: Ann, zh: 安}\nwork:\n- name: A\n  startDate: 2019\n  highlights: [a, {text: b, tags: [c]}]\n\
                 cvgen: {theme: classic, languages: [en, zh], options: {accent: navy}}\n";
    let Some(answers) = ask(&json!([{ "text": right }])) else { return };
    assert_eq!(answers[0]["diagnostics"], json!([]));
}

#[test]
fn an_editor_completes_themes_networks_options_and_languages() {
    let after = |text: &str| {
        let line = text.lines().count() - 1;
        let character = text.lines().last().expect("a line").chars().count();
        json!({"text": text, "ask": [["completion", line, character]]})
    };
    let documents = json!([
        after("cvgen:\n  theme: "),
        after("basics:\n  profiles:\n  - network: "),
        after("cvgen:\n  options:\n    "),
        after("cvgen:\n  languages:\n  - "),
        after("work:\n  - name: A\n    "),
    ]);
    let Some(answers) = ask(&documents) else { return };
    let offers = |index: usize, words: &[&str]| {
        let offered = &answers[index]["answers"][0];
        let offered = offered.as_array().expect("a list");
        for word in words {
            assert!(offered.iter().any(|it| it == word), "`{word}`: {offered:?}");
        }
    };
    let themes = themes();
    offers(0, &themes.iter().map(String::as_str).collect::<Vec<_>>());
    offers(1, &["GitHub", "LinkedIn", "Gitee", "XING"]);
    offers(2, &["accent", "base-size", "paper", "photo"]);
    offers(3, &["en", "zh-Hans", "ar"]);
    offers(4, &["position", "startDate", "highlights"]);
}

/// What `schema` says once its reference is followed, and those of its alternatives.
fn meanings<'a>(root: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).expect("a definition");
        return meanings(root, target);
    }
    let mut all = vec![schema];
    for word in ["anyOf", "oneOf", "allOf"] {
        for own in schema[word].as_array().into_iter().flatten() {
            all.extend(meanings(root, own));
        }
    }
    all
}

/// The properties of the map that `schema` is, or a list of.
fn properties<'a>(root: &'a Value, schema: &'a Value) -> Vec<(&'a String, bool)> {
    let mut found = Vec::new();
    for meaning in meanings(root, schema) {
        let own = meaning["properties"].as_object().into_iter().flatten();
        found.extend(own.map(|(key, _)| (key, false)));
        if meaning["items"].is_object() {
            for meaning in meanings(root, &meaning["items"]) {
                let own = meaning["properties"].as_object().into_iter().flatten();
                found.extend(own.map(|(key, _)| (key, true)));
            }
        }
    }
    found
}

#[test]
fn an_editor_explains_every_key() {
    let schema = std::fs::read(root().join("data/resume.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let (mut documents, mut keys) = (Vec::new(), Vec::new());
    for (section, own) in schema["properties"].as_object().expect("a map") {
        if section.starts_with('$') {
            continue;
        }
        documents.push(json!({"text": format!("{section}:\n"), "ask": [["hover", 0, 1]]}));
        keys.push(section.clone());
        for (key, is_item) in properties(&schema, own) {
            let dash = if is_item { "-" } else { " " };
            let text = format!("{section}:\n{dash} {key}:\n");
            documents.push(json!({"text": text, "ask": [["hover", 1, 3]]}));
            keys.push(format!("{section}.{key}"));
        }
    }
    assert!(keys.len() > 150, "{} keys", keys.len());
    let Some(answers) = ask(&documents.into()) else { return };
    let silent: Vec<_> = keys
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| answer["answers"][0].as_str().is_none_or(|said| said.len() < 80))
        .map(|(key, _)| key)
        .collect();
    assert!(silent.is_empty(), "{silent:?} of {}", keys.len());
}
