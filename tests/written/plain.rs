//! Plain text says what the document says, in lines of so many columns.

use super::{documents, letters, naughty, said};
use crate::harness::Test;
use cvgen::check::recall;
use cvgen::write::plain::{TextLayout, text};

const RESUME: &str = "\
basics:
  name: {en: Ann Li, zh: 李安}
  label: {en: Engineer, zh: 工程师}
  email: ann@example.org
  phone: '+49 30 123456'
work:
  - name: {en: A company with a “name”, zh: 第一家公司}
    position: {en: Developer, zh: 开发}
    startDate: 2019-03
    summary: {en: Wrote programs that other people use every day., zh: 负责订单系统的设计与开发，支撑双十一大促。}
    highlights: [{en: A bullet that takes more than one line, zh: 要点}]
skills: [{name: {en: Languages, zh: 语言}, keywords: [Rust, C++]}]
";

#[test]
fn lines_are_as_wide_as_asked_for() {
    let expected = "\
Ann Li
======
Engineer
ann@example.org · +49 30 123456

Experience
----------
A company with a “name”
Mar 2019 – Present
Developer
Wrote programs that other people use
every day.
• A bullet that takes more than one
  line

Skills
------
Languages: Rust, C++
";
    Test::new("txt r.yaml --lang en --width 36").file("r.yaml", RESUME).stdout(expected).success();
    let expected = "\
Ann Li
======
Engineer
ann@example.org - +49 30 123456

Experience
----------
A company with a \"name\"       Mar 2019 - Present
Developer
Wrote programs that other people use every day.
- A bullet that takes more than one line

Skills
------
Languages: Rust, C++
";
    let finished =
        Test::new("txt r.yaml --lang en --width 48 --ascii").file("r.yaml", RESUME).success();
    assert_eq!(String::from_utf8_lossy(&finished.stdout), expected);
    let expected = "\
李安
====
工程师
+49 30 123456
ann@example.org

工作经历
--------
第一家公司
2019.03 – 至今
开发
负责订单系统的设计与开发，
支撑双十一大促。
• 要点

专业技能
--------
语言：Rust、C++
";
    let finished = Test::new("txt r.yaml --lang zh --width 26").file("r.yaml", RESUME).success();
    assert_eq!(String::from_utf8_lossy(&finished.stdout), expected);
}

#[test]
fn a_paragraph_is_a_line_for_web_forms() {
    let finished = Test::new("txt r.yaml --lang en --width 0").file("r.yaml", RESUME).success();
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    assert!(text.contains("\nA company with a “name”  Mar 2019 – Present\nDeveloper\n"), "{text}");
    assert!(text.contains("\n• A bullet that takes more than one line\n"), "{text}");
    assert!(!text.contains("---"), "{text}");
}

/// In every file and language: all facts, in order; no line too wide, unless a word is; no blanks at line ends.
#[test]
fn every_fact_is_in_the_text_and_no_line_is_too_wide() {
    for (name, document) in documents("classic") {
        for width in [0, 40, 72] {
            let text = text(&document, &TextLayout { width, is_ascii: false, is_form: false });
            let recalled = recall(&document, &text);
            assert_eq!(
                (recalled.lost, recalled.disordered),
                (vec![], vec![]),
                "{name} {width}\n{text}"
            );
            for line in text.lines() {
                assert_eq!(line.trim_end(), line, "{name}");
                let wide = unicode_width::UnicodeWidthStr::width(line);
                let is_word = line.split_whitespace().count() <= 2;
                assert!(width == 0 || wide <= width || is_word, "{name} {width} {line}");
            }
            assert!(!text.contains(['\r', '\u{feff}']) && text.ends_with('\n'));
        }
    }
}

#[test]
fn naughty_strings_are_in_the_text_as_they_are() {
    for (name, document) in naughty() {
        let text = text(&document, &TextLayout { width: 0, is_ascii: false, is_form: false });
        let found = letters(&text);
        for said in said(&document) {
            assert!(found.contains(&letters(&said)), "{name:?}\n{said}\n{text}");
        }
    }
}

/// Many at once, and the same bytes each time.
#[test]
fn a_batch_writes_texts_in_every_language() {
    let finished = Test::new("batch r.yaml -o out --format md,txt --lang all --width 40")
        .file("r.yaml", RESUME)
        .success();
    let names = crate::harness::names(&finished.path("out"));
    let wanted = [
        "manifest.ndjson",
        "r-classic-en.md",
        "r-classic-en.txt",
        "r-classic-zh.md",
        "r-classic-zh.txt",
    ];
    assert_eq!(names, wanted);
    let first = finished.read("out/r-classic-zh.txt");
    let again = finished.then("txt r.yaml --lang zh --width 40 -o -").success();
    assert_eq!(again.stdout, first);
}
