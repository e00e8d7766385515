//! Texts that break software arrive as they are and do nothing.

use crate::harness::{Test, corpus, root};
use crate::judges;

/// Every string of the corpus in every kind of field, read back by `html5lib`.
#[test]
fn naughty_strings_are_inert_and_exact() {
    let corpus = corpus();
    let text = std::fs::read_to_string(corpus.join("strings/naughty.json")).expect("strings");
    let strings: Vec<String> = serde_json::from_str(&text).expect("strings");
    let entry = |string: &String| {
        serde_json::json!({
            "name": string, "position": string, "location": string, "url": string, "startDate": string,
            "summary": string, "highlights": [string], "keywords": [string],
        })
    };
    let work: Vec<_> = strings.iter().map(entry).collect();
    let basics = serde_json::json!({
        "name": strings.iter().find(|it| it.contains("<script")).expect("a script"),
        "label": "</title><script>alert(1)</script>", "email": "\"><img src=x onerror=alert(1)>",
        "url": "javascript:alert(1)", "phone": "' onclick='alert(1)",
    });
    let resume = serde_json::json!({ "basics": basics, "work": work });
    for theme in ["classic", "modern"] {
        let made = Test::new("html r.json --no-system-fonts --time-limit 120 -t")
            .argument(theme)
            .file("r.json", resume.to_string())
            .success();
        let document = made.path("r.html");
        let script = root().join("tests/html/strings.py");
        let paths = [script, document, corpus.join("strings/naughty.json")];
        let Some(said) = judges::judge("python3", paths) else { return };
        assert_eq!(said.trim(), "ok", "{theme}");
    }
}
