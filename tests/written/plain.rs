//! Plain text says what the document says, in lines of so many columns.

use super::{Naughty, documents, letters, naughty, said};
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
    let all = crate::harness::themes();
    for (name, document) in all.iter().flat_map(|theme| documents(theme)) {
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
    for Naughty { string, theme, document } in naughty() {
        for (width, is_form) in [(0, false), (72, false), (0, true)] {
            let text = text(&document, &TextLayout { width, is_ascii: false, is_form });
            let found = letters(&text);
            for said in said(&document) {
                assert!(
                    found.contains(&letters(&said)),
                    "{theme} {string:?} {width} {is_form}\n{said}\n{text}"
                );
            }
        }
    }
}

/// Each position and each school by itself, a line a field, in the words of the language; the rest is as in a text.
#[test]
fn a_form_is_field_by_field() {
    let resume = "\
basics: {name: {en: Ann Li, zh: 李安}, label: {en: Engineer, zh: 工程师}, email: ann@example.org}
work:
  - name: {en: Acme, zh: 甲公司}
    location: {en: Bonn, zh: 波恩}
    url: https://acme.example
    positions:
      - {position: {en: Lead, zh: 组长}, startDate: 2021-02, highlights: [{en: A bullet that is longer than any line of a text is by far and so on, zh: 带队}]}
      - {position: {en: Developer, zh: 开发}, startDate: 2019-03, endDate: 2021-01}
  - {name: {en: Solo, zh: 乙公司}, startDate: 2018, endDate: 2018-12-31, summary: {en: \"One.\\n\\nTwo.\", zh: 一。}}
education:
  - {institution: {en: A School, zh: 大学}, area: {en: Physics, zh: 物理}, studyType: {en: MSc, zh: 硕士}, startDate: 2014-10, endDate: 2017-09, score: '1.3'}
skills: [{name: {en: Languages, zh: 语言}, keywords: [Rust, C++]}]
";
    let english = "\
Ann Li
Position: Engineer
E-mail: ann@example.org

Experience
Employer: Acme
Location: Bonn
Website: https://acme.example

Employer: Acme
Position: Lead
Location: Bonn
From: 02/2021
To: Present
Description:
• A bullet that is longer than any line of a text is by far and so on

Employer: Acme
Position: Developer
Location: Bonn
From: 03/2019
To: 01/2021

Employer: Solo
From: 2018
To: 12/2018
Description:
One.

Two.

Education
School: A School
Degree: MSc
Field of study: Physics
From: 10/2014
To: 09/2017
Grade: 1.3

Skills
Languages: Rust, C++
";
    let finished = Test::new("txt r.yaml --form --lang en").file("r.yaml", resume).success();
    assert_eq!(String::from_utf8_lossy(&finished.stdout), english);
    let finished =
        Test::new("txt r.yaml --form --ascii --lang zh").file("r.yaml", resume).success();
    let chinese = String::from_utf8_lossy(&finished.stdout).into_owned();
    for line in ["公司：甲公司", "职位：组长", "- 带队", "学校：大学", "学历：硕士", "专业：物理"]
    {
        assert!(chinese.lines().any(|own| own == line), "{line}\n{chinese}");
    }
    let words = "cvgen: {words: {employer: Firma, school: Uni}}\n".to_owned() + resume;
    let finished = Test::new("txt r.yaml --form --lang en").file("r.yaml", words).success();
    let text = String::from_utf8_lossy(&finished.stdout).into_owned();
    assert!(text.contains("\nFirma: Acme\n") && text.contains("\nUni: A School\n"), "{text}");
}

/// One date is the end of a school, and of a job that only has one; a job is somewhere, a person lives somewhere.
#[test]
fn a_form_has_each_thing_in_its_field() {
    let resume = "\
basics: {name: Ann Li, location: {city: Ulm}}
work:
  - {name: Acme, location: Bonn, endDate: 2018-05}
  - {name: Solo, startDate: Spring 2020}
education:
  - {area: Maths, endDate: 1999-06}
  - {studyType: Master, startDate: 2001}
";
    let form = |language: &str| {
        let words = format!("txt r.yaml --form --lang {language}");
        let finished = Test::new(&words).file("r.yaml", resume).success();
        String::from_utf8_lossy(&finished.stdout).into_owned()
    };
    let text = form("en");
    for record in [
        "Employer: Acme\nLocation: Bonn\nTo: 05/2018\n",
        "Employer: Solo\nFrom: Spring 2020\n",
        "\nField of study: Maths\nTo: 06/1999\n",
        "\nDegree: Master\nFrom: 2001\nTo: Present\n",
    ] {
        assert!(text.contains(record), "{record}\n{text}");
    }
    let german = form("de");
    assert!(german.contains("\nWohnort: Ulm\n") && german.contains("\nOrt: Bonn\n"), "{german}");
}

/// Every field of work and education is in the form, in every file and language.
#[test]
fn every_fact_is_in_the_form() {
    let all = crate::harness::themes();
    for (name, document) in all.iter().flat_map(|theme| documents(theme)) {
        let form = text(&document, &TextLayout { width: 72, is_ascii: false, is_form: true });
        // Dates are written as portals ask for them, and what is one line of a page may be two fields.
        let has = |word: &str| form.contains(word);
        let is_there = |fact: &String| {
            fact.contains(|c: char| c.is_ascii_digit())
                || fact.split(|c: char| !c.is_alphanumeric()).all(has)
        };
        let lost: Vec<_> =
            recall(&document, &form).lost.into_iter().filter(|fact| !is_there(fact)).collect();
        assert_eq!(lost, [""; 0], "{name}\n{form}");
    }
}

/// HTML is read as the PDF is; in one column, place and date follow all sections. Below them is what is at the foot.
#[test]
fn sections_are_in_the_order_of_the_page() {
    for theme in ["classic", "modern"] {
        let resume = format!(
            "cvgen: {{theme: {theme}, closing: {{place: Bonn, date: 2026-11-01}}, updated: 2026-11-02}}\n\
             basics: {{name: Ann Li}}\n\
             sections: [{{id: consent, foot: true, small: true, text: I agree.}}]\n\
             skills: [{{name: Rust}}]\nwork: [{{name: Acme}}]\n"
        );
        let order = |format: &str| {
            let made = Test::new(&format!("{format} r.yaml -o it.{format}"));
            let made = made.file("r.yaml", &resume).success();
            let shown = made.then(&format!("check it.{format} --show-text")).success();
            let text = String::from_utf8_lossy(&shown.stdout).into_owned();
            let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}\n{text}"));
            let words = ["Acme", "Rust", "Bonn, Nov 1", "I agree.", "Nov 2, 2026"];
            let mut places: Vec<_> = words.into_iter().map(|word| (at(word), word)).collect();
            places.sort_unstable();
            places.into_iter().map(|(_, word)| word).collect::<Vec<_>>()
        };
        let printed = order("pdf");
        assert_eq!(order("html"), printed, "{theme}");
        let sections: Vec<&str> =
            printed.into_iter().filter(|word| ["Acme", "Rust"].contains(word)).collect();
        let expected = [&sections[..], &["Bonn, Nov 1", "I agree.", "Nov 2, 2026"]].concat();
        // Formats without design have the order of the resume, as `classic` has it.
        let formats: &[&str] = if theme == "classic" { &["docx", "md", "txt"] } else { &["docx"] };
        for format in formats {
            assert_eq!(order(format), expected, "{format} in {theme}");
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
