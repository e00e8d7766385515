//! Markdown says what the document says to every reader of it.

use super::{document, documents, letters, naughty, said};
use crate::harness::Test;
use crate::judges;
use cvgen::check::recall;
use cvgen::write::markdown::markdown;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What is printed of Markdown: a line a block.
fn printed(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::Html(piece) | Event::InlineHtml(piece) => panic!("HTML: {piece}"),
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. })
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {}
            _ => text.push('\n'),
        }
    }
    text
}

#[test]
fn a_resume_is_pleasant_to_read_as_markdown() {
    let resume = "\
basics:
  name: Ann Li
  label: Engineer at AT&T <R&D>
  email: ann@example.org
  url: https://ann.example
work:
  - name: Acme
    position: C# & F# developer
    location: Bonn
    startDate: 2019-03
    url: https://acme.example/x_(y)
    summary: |
      Kept 2*3*4 and snake_case, `a|b`, *some* **strong (really)** words.

      (1) no list
    highlights: ['#1 of 3', '1991. A year', '+1 more']
skills: [{name: Languages, keywords: [Rust, C++]}]
languages: [{language: German, fluency: native}, {language: Dutch, fluency: B1}]
references: [{name: Bo, reference: 'Knows *why*.'}]
";
    let start = "\
# Ann Li

Engineer at AT&T <R&D>

<ann@example.org> · [ann.example](https://ann.example)

## Experience

### Acme

*C# & F# developer* · Bonn · Mar 2019 – Present · [acme.example/x_(y)](https://acme.example/x_(y))
";
    let finished = Test::new("md r.yaml").file("r.yaml", resume).success();
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    assert!(text.starts_with(start), "{text}");
    for line in [
        "Kept 2*3\\*4 and snake_case, `a|b`, *some* **strong (really)** words.\n\n(1) no list",
        "- #1 of 3\n- 1991\\. A year\n- +1 more",
        "**Languages:** Rust, C++",
        "German (native), Dutch (B1)",
        "> Knows *why*.",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

/// `CommonMark` does not see the end of something strong between a wide mark and a letter.
#[test]
fn strong_text_beside_wide_marks_is_strong_to_every_reader() {
    for (text, expected) in [
        ("**重点：**说明", "**重点**：说明"),
        ("熟悉**《设计模式》**一书", "熟悉《**设计模式**》一书"),
        ("提升**30%**以上", "提升**30**%以上"),
        ("負責**[連結](https://a.example)**等", "負責[**連結**](https://a.example)等"),
        ("**a**와 *b*", "**a**와 *b*"),
        ("**Led** it", "**Led** it"),
    ] {
        let resume = serde_json::json!({ "basics": { "name": "A", "summary": text } }).to_string();
        let document = document("r.json", &resume, "classic", "zh");
        assert_eq!(markdown(&document), format!("# A\n\n{expected}\n"));
    }
}

#[test]
fn two_lists_do_not_become_one() {
    let resume = "work: [{name: A, summary: \"- one\\n- two\", highlights: [three]}]";
    let text = markdown(&document("r.yaml", resume, "classic", "en"));
    assert!(text.contains("- one\n- two\n\n* three"), "{text}");
}

#[test]
fn every_fact_is_in_the_markdown() {
    let all = crate::harness::themes();
    for (name, document) in all.iter().flat_map(|theme| documents(theme)) {
        let recalled = recall(&document, &printed(&markdown(&document)));
        assert_eq!((recalled.lost, recalled.disordered), (vec![], vec![]), "{name}");
    }
}

/// Every string that breaks software, in every field: to another reader, too.
#[test]
fn markdown_reads_as_the_text_it_was_written_for() {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let naughty = naughty().map(|it| (format!("{} {:?}", it.theme, it.string), it.document));
    for (name, document) in documents("classic").into_iter().chain(naughty) {
        let text = markdown(&document);
        let read = printed(&text);
        let found = letters(&read);
        for said in said(&document) {
            assert!(found.contains(&letters(&said)), "{name}\n{said}\n{text}");
        }
        pairs.push((text, found));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pairs.json");
    std::fs::write(&path, serde_json::to_vec(&pairs).expect("JSON")).expect("written");
    let script = r#"
import json, sys, commonmark
wrong = 0
for text, expected in json.load(open(sys.argv[1])):
    read = []
    for node, entering in commonmark.Parser().parse(text).walker():
        if entering:
            if node.t in ("text", "code", "code_block"): read.append(node.literal)
            elif node.t in ("html_inline", "html_block"): read.append("HTML")
            else: read.append(" ")
    read = "".join(c for c in "".join(read) if not c.isspace())
    if read != "".join(c for c in expected if not c.isspace()):
        wrong += 1
        print(repr(text), repr(read), sep="\n")
print(wrong, "wrong")
"#;
    let Some(found) = judges::python("commonmark", script, &[&path]) else { return };
    assert!(found.ends_with("0 wrong\n"), "{found}");
}

/// No backslash is there that could go.
#[test]
fn nothing_is_escaped_in_vain() {
    for (name, document) in documents("classic") {
        let text = markdown(&document);
        let events = |text: &str| -> Vec<String> {
            let all = Parser::new_ext(text, Options::empty());
            let shown = all.map(|event| match event {
                Event::Start(Tag::List(start)) => format!("list {start:?}"),
                Event::Text(text) => format!("text {text}"),
                other => format!("{other:?}"),
            });
            let mut merged: Vec<String> = Vec::new();
            for event in shown {
                match (merged.last_mut(), event.strip_prefix("text ")) {
                    (Some(last), Some(more)) if last.starts_with("text ") => last.push_str(more),
                    _ => merged.push(event),
                }
            }
            merged
        };
        let read = events(&text);
        for (at, _) in text.match_indices('\\') {
            let without = format!("{}{}", &text[..at], &text[at + 1..]);
            assert!(events(&without) != read, "{name}: `\\` at {at}\n{text}");
        }
    }
}
