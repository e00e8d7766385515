//! `cvgen check`: every rule fires where it should and nowhere else; PDFs that others made, and broke;
//! postings.

use crate::defects::{self, Page};
use crate::harness::{Finished, Test, root, themes};
use serde_json::Value;
use std::collections::BTreeSet;

/// A resume about which there is nothing to say.
const CLEAN: &str = "
basics: {name: Ann Li, email: ann@example.org, url: https://ann.example.org}
work:
  - name: Acme
    position: Engineer
    startDate: 2019-03
    highlights: [Wrote a compiler in Rust, Led a team of seven]
  - {name: Bolt, position: Engineer, startDate: 2015-01, endDate: 2019-02}
skills: [{name: Web, keywords: [JavaScript, PostgreSQL]}]
";

/// The rules and messages of what was found.
fn found(finished: &Finished) -> Vec<(String, String)> {
    let list: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let list = list.as_array().expect("a list");
    list.iter().map(|finding| (text(finding, "rule"), text(finding, "message"))).collect()
}

fn check(words: &str, resume: &str) -> Vec<(String, String)> {
    let command = format!("check r.yaml --no-system-fonts --format json {words}");
    found(&Test::new(&command).file("r.yaml", resume).run())
}

fn check_pdf(words: &str, resume: &str, pdf: &[u8]) -> Vec<(String, String)> {
    let command = format!("check r.yaml --pdf x.pdf --format json {words}");
    found(&Test::new(&command).file("r.yaml", resume).file("x.pdf", pdf).run())
}

#[test]
fn a_clean_resume_is_clean_in_every_theme() {
    for theme in themes() {
        for paper in ["a4", "us-letter"] {
            let found = check(&format!("--theme {theme} --set paper={paper}"), CLEAN);
            assert_eq!(found, [], "{theme}, {paper}");
        }
    }
    Test::new("check r.yaml").file("r.yaml", CLEAN).stdout("r.yaml: nothing found\n").success();
}

/// What each rule must say, by the resume that makes it: rule, flags, resume, words of the message.
const CASES: &[(&str, &str, &str, &str)] = &[
    ("no-contact", "", "basics: {name: Ann}", "neither an e-mail address nor"),
    ("no-contact", "", "basics: {email: a@b.org}", "no name"),
    ("date-order", "", "work: [{name: A, startDate: 2019, endDate: 2015}]", "before the start"),
    (
        "date-overlap",
        "",
        "work: [{name: A, startDate: 2019-01, endDate: 2019-06}, {name: B, startDate: 2019-03, endDate: 2019-08}]",
        "`A` and `B` overlap by 4 months",
    ),
    (
        "date-gap",
        "",
        "work: [{name: A, startDate: 2012-01, endDate: 2014-06}, {name: B, startDate: 2016-01}]",
        "18 months between `A` and `B`",
    ),
    (
        "duplicate",
        "",
        "work: [{name: A, highlights: [Wrote a compiler for Acme]}, {name: B, highlights: [Wrote a compiler for Acme.]}]",
        "stands here twice",
    ),
    (
        "technology-name",
        "",
        "skills: [{name: Web, keywords: [Javascript]}]",
        "`Javascript` is spelt `JavaScript`",
    ),
    (
        "weak-bullet",
        "",
        "work: [{name: A, highlights: [Responsible for servers]}]",
        "neither a verb",
    ),
    ("first-person", "", "basics: {name: A, summary: I like my work.}", "`I` says"),
    ("first-person", "--lang zh", "basics: {name: 安, summary: 我喜欢工作。}", "`我` says"),
    (
        "mixed-tense",
        "",
        "work: [{name: A, highlights: [Led a team, Manages servers]}]",
        "`Led` and `Manages`",
    ),
    (
        "missing-translation",
        "--lang zh",
        "basics: {name: {en: Ann, zh: 安}, label: {en: Engineer}}",
        "no `zh` version",
    ),
    ("small-text", "--set base-size=8pt", CLEAN, "set in 8.0 pt"),
    ("low-contrast", "--set accent=#aaaaaa", CLEAN, "contrast of #aaaaaa on #ffffff is only 2.3:1"),
    ("missing-glyph", "", "basics: {name: A, summary: \"x \u{1f98b} y\"}", "1F98B"),
    (
        "bad-link",
        "",
        "basics: {name: A, url: \"https://nohost/x\"}",
        "`https://nohost/x` on page 1 leads nowhere",
    ),
];

#[test]
fn each_rule_finds_what_it_is_for() {
    for (rule, words, resume, message) in CASES {
        let found = check(words, resume);
        let is_there = found.iter().any(|(code, text)| code == rule && text.contains(message));
        assert!(is_there, "{rule}: {resume}\n{found:#?}");
        assert!(!check("", CLEAN).iter().any(|(code, _)| code == rule), "{rule}");
    }
}

#[test]
fn long_bullets_and_many_pages_are_told() {
    let long = "Moved three hundred services to another country and ".repeat(5);
    let resume = format!("work: [{{name: A, highlights: [{long}]}}]");
    assert!(
        check("", &resume)
            .iter()
            .any(|(code, text)| code == "long-bullet" && text.contains("lines"))
    );
    let jobs: Vec<String> = (0..60)
        .map(|job| format!("{{name: E{job}, startDate: 2001, summary: 'a\n\n\n b\n\n\n c'}}"))
        .collect();
    let resume = format!("work: [{}]", jobs.join(", "));
    let pages = |words: &str| {
        check(words, &resume)
            .into_iter()
            .find(|(code, _)| code == "too-many-pages")
            .map(|(_, text)| text)
    };
    assert!(pages("").expect("told").ends_with("pages are more than most people read"));
    assert!(pages("--pages 1").expect("told").ends_with("and 1 were asked for"));
}

/// The PDFs of others, a defect each: rule, message, resume, file.
fn broken() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let line = |text: &str, y: i32| format!("BT /F1 11 Tf 72 {y} Td ({text}) Tj ET\n");
    let bullets = ["Acme", "Wrote a compiler in Rust", "Led a team of seven"];
    let all =
        |lines: &[(&str, i32)]| lines.iter().map(|(text, y)| line(text, *y)).collect::<String>();
    let good = all(&[
        ("Ann Li", 750),
        ("ann@example.org ann.example.org", 730),
        ("Experience", 700),
        ("Acme", 680),
        ("Engineer Mar 2019 - Present", 660),
        ("Wrote a compiler in Rust", 640),
        ("Led a team of seven", 620),
    ]);
    let scrambled =
        all(&[("Experience", 700), (bullets[2], 620), (bullets[1], 640), (bullets[0], 680)]);
    let columns = "BT /F1 11 Tf 72 700 Td (Wrote a com) Tj 250 0 Td (Acme is a) Tj -250 -14 Td (piler in Rust) Tj \
        250 0 Td (company) Tj ET";
    let spaced = "BT /F1 11 Tf 6 Tc 72 700 Td (Experience) Tj ET";
    let hidden =
        |how: &str| format!("{good}BT /F1 11 Tf {how} 72 500 Td (kubernetes expert) Tj ET");
    vec![
        ("image-only", "page 1 is only a picture", defects::image_only()),
        (
            "image-only",
            "page 1 has nothing that a machine can read",
            defects::pdf(&[Page::text("")]),
        ),
        ("image-without-text", "1 picture has no alternative text", defects::image_only()),
        ("missing-glyph", "do not say which characters they are", defects::without_unicode()),
        ("font-not-embedded", "`Helvetica` is not embedded", defects::pdf(&[Page::text(&good)])),
        ("no-tags", "no tags", defects::pdf(&[Page::text(&good)])),
        ("no-language", "does not say its language", defects::pdf(&[Page::text(&good)])),
        ("no-title", "no title", defects::pdf(&[Page::text(&good)])),
        (
            "lost-text",
            "the name `Ann Li` is not in the text",
            defects::pdf(&[Page::text(&scrambled)]),
        ),
        (
            "text-order",
            "a machine reads `Acme` before `Experience`",
            defects::pdf(&[Page::text(&all(&[("Acme", 680), ("Experience", 700)]))]),
        ),
        (
            "text-order",
            "before `Wrote a compiler in Rust`",
            defects::pdf(&[Page::text(&all(&[
                ("Experience", 700),
                ("Acme", 680),
                (bullets[2], 640),
                (bullets[1], 620),
            ]))]),
        ),
        (
            "lost-text",
            "the bullet `Wrote a compiler in Rust`",
            defects::pdf(&[Page::text(columns)]),
        ),
        (
            "split-words",
            "the section title `Experience` is read as `E x p e r i e n c e`",
            defects::pdf(&[Page::text(spaced)]),
        ),
        (
            "hidden-text",
            "of the colour of what it stands on: `kubernetes expert`",
            defects::pdf(&[Page::text(&hidden("1 1 1 rg"))]),
        ),
        (
            "hidden-text",
            "invisible: `kubernetes expert`",
            defects::pdf(&[Page::text(&hidden("3 Tr"))]),
        ),
        (
            "hidden-text",
            "too small to be seen: `kubernetes expert`",
            defects::pdf(&[Page::text(&hidden("/F1 1 Tf"))]),
        ),
        (
            "hidden-text",
            "off the page: `kubernetes expert`",
            defects::pdf(&[Page::text(&hidden("1 0 0 1 900 0 cm"))]),
        ),
        ("bad-link", "the link `htp:/x` on page 1 leads nowhere", defects::with_link("htp:/x")),
        ("bad-link", "the link `https://` on page 1", defects::with_link("https://")),
    ]
}

#[test]
fn each_defect_of_a_foreign_pdf_is_found() {
    for (rule, message, pdf) in broken() {
        let found = check_pdf("", CLEAN, &pdf);
        let is_there = found.iter().any(|(code, text)| code == rule && text.contains(message));
        assert!(is_there, "{rule}, `{message}`\n{found:#?}");
    }
}

/// White text is seen on a dark ground.
#[test]
fn white_on_dark_is_not_hidden() {
    let dark = "0 0 0.4 rg 0 600 600 200 re f\nBT 1 1 1 rg /F1 11 Tf 72 700 Td (Ann Li) Tj ET";
    let found = check_pdf("", "basics: {name: Ann Li}", &defects::pdf(&[Page::text(dark)]));
    assert!(
        !found.iter().any(|(code, _)| code == "hidden-text" || code == "low-contrast"),
        "{found:?}"
    );
}

#[test]
fn every_rule_has_a_case_and_a_manual_page() {
    let mut tested: BTreeSet<&str> = CASES.iter().map(|case| case.0).collect();
    tested.extend(broken().iter().map(|case| case.0));
    tested.extend(["long-bullet", "too-many-pages"]);
    for rule in cvgen::check::RULES {
        assert!(tested.contains(rule.code), "no case for `{}`", rule.code);
        assert!(rule.title().ends_with('.') && rule.manual().lines().count() > 2, "{}", rule.code);
        let explained = Test::new("check --explain").argument(rule.code).success();
        let text = String::from_utf8(explained.stdout).expect("UTF-8");
        assert!(text.starts_with(rule.code) && text.contains(rule.title()), "{text}");
    }
    Test::new("check --explain lost-txt").exits_with(2).says("did you mean `lost-text`?");
}

/// Whatever the file is: a clear error, soon.
#[test]
fn files_that_cannot_be_read_are_refused() {
    let whole = defects::pdf(&[Page::text("BT /F1 11 Tf 72 700 Td (Ann Li) Tj ET")]);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("text.pdf", b"Ann Li".to_vec(), "`text.pdf` is no PDF file"),
        ("empty.pdf", Vec::new(), "`empty.pdf` is no PDF file"),
        ("truncated.pdf", whole[..whole.len() / 2].to_vec(), "`truncated.pdf` is damaged"),
        ("head.pdf", b"%PDF-1.7\n".to_vec(), "`head.pdf` is damaged"),
        ("loop.pdf", defects::page_loop(), "`loop.pdf` is damaged: it has no pages"),
        ("chain.pdf", defects::reference_chain(), "`chain.pdf` is damaged: it has no pages"),
        ("encrypted.pdf", defects::encrypted(), "`encrypted.pdf` is encrypted"),
        ("deep.pdf", defects::deep(), "`deep.pdf` is damaged"),
        ("bomb.pdf", defects::object_bomb(), "`bomb.pdf` is damaged"),
    ];
    for (name, bytes, message) in cases {
        let finished = Test::new("check --pdf").argument(name).file(name, bytes).exits_with(1);
        assert!(
            finished.stderr.starts_with(&format!("error: {message}")),
            "{name}: {}",
            finished.stderr
        );
    }
    let huge = Test::new("check --pdf huge.pdf").with(|folder| {
        let file = std::fs::File::create(folder.join("huge.pdf")).expect("a file");
        file.set_len(500 << 20).expect("a sparse file");
    });
    huge.stderr("error: `huge.pdf` is larger than 64 MiB, too large for a resume").exits_with(1);
    Test::new("check --pdf none.pdf").exits_with(1).says("`none.pdf` does not exist");
}

/// A form that paints itself, and ten thousand operators that open and never close, end.
#[test]
fn loops_within_a_page_end() {
    for pdf in [defects::form_loop(), defects::parent_loop()] {
        let finished = Test::new("check --pdf x.pdf --show-text").file("x.pdf", pdf).success();
        assert_eq!(String::from_utf8_lossy(&finished.stdout).trim(), "Ann Li");
    }
    let nested = format!("{}BT /F1 11 Tf (Ann Li) Tj ET", "q ".repeat(10_000));
    let pdf = defects::pdf(&[Page::text(&nested)]);
    Test::new("check --pdf x.pdf --show-text").file("x.pdf", pdf).stdout("Ann Li\n").success();
}

#[test]
fn what_a_machine_reads_can_be_seen() {
    let finished =
        Test::new("check r.yaml --show-text --theme classic").file("r.yaml", CLEAN).success();
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    let places =
        ["Ann Li", "ann@example.org", "Acme", "Wrote a compiler in Rust", "Bolt", "JavaScript"]
            .map(|words| text.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
}

#[test]
fn findings_are_shown_with_their_place_and_rule() {
    Test::new("check r.yaml")
        .file("r.yaml", "basics: {name: Ann, email: ann@example.org}\nskills: [{name: Github}]\n")
        .stdout(
            "warning[technology-name]: `Github` is spelt `GitHub`
 --> r.yaml:2:17
  |
2 | skills: [{name: Github}]
  |                 ^^^^^^

r.yaml: 1 warning
`cvgen check --explain RULE` says why a rule matters
",
        )
        .success();
}

#[test]
fn what_is_denied_is_an_error() {
    let resume = "basics: {name: Ann}\nskills: [{name: Github}]\n";
    let with = |words: &str, code: i32| {
        let finished =
            Test::new(&format!("check r.yaml {words}")).file("r.yaml", resume).exits_with(code);
        String::from_utf8(finished.stdout).expect("UTF-8")
    };
    assert!(with("", 0).contains("warning[technology-name]"));
    assert!(with("--deny technology-name", 1).starts_with("error[technology-name]"));
    assert!(with("--deny no-contact", 1).contains("warning[technology-name]"));
    assert!(with("--deny warnings", 1).contains("r.yaml: 2 errors"));
    Test::new("check r.yaml --deny tecnology-name")
        .file("r.yaml", resume)
        .exits_with(2)
        .says("did you mean");
}

#[test]
fn sarif_has_rules_and_places() {
    let finished = Test::new("check r.yaml --format sarif --theme compact")
        .file("r.yaml", "basics: {name: Ann, email: ann@example.org}\nskills: [{name: Github}]\n")
        .success();
    let log: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), cvgen::check::RULES.len());
    let result = &run["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
    assert_eq!(
        (&result["ruleId"], &rules[index]["id"]),
        (&"technology-name".into(), &"technology-name".into())
    );
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "r.yaml");
    assert_eq!(
        location["region"],
        serde_json::json!({"startLine": 2, "startColumn": 17, "endLine": 2, "endColumn": 23})
    );
}

/// Our own extractor finds every fact of the examples in every theme and language, in order.
#[test]
fn nothing_of_the_examples_is_lost() {
    for theme in themes() {
        for (file, language) in [
            ("jinhua-luo.yaml", "en"),
            ("jinhua-luo.yaml", "zh"),
            ("zhang-min.yaml", "zh"),
            ("academic.yaml", "en"),
            ("designer.json", "en"),
            ("graduate.toml", "en"),
        ] {
            let path = root().join("examples").join(file);
            let finished = Test::new("check --format json --no-system-fonts")
                .argument(path.to_str().expect("UTF-8"))
                .argument(format!("--theme={theme}"))
                .argument(format!("--lang={language}"))
                .run();
            let found = found(&finished);
            let bad = [
                "lost-text",
                "text-order",
                "split-words",
                "missing-glyph",
                "hidden-text",
                "low-contrast",
                "font-not-embedded",
                "no-tags",
                "no-language",
                "no-title",
                "image-without-text",
                "small-text",
            ];
            let bad: Vec<_> =
                found.iter().filter(|(code, _)| bad.contains(&code.as_str())).collect();
            assert!(bad.is_empty(), "{theme}, {file}, {language}: {bad:#?}");
        }
    }
}

const POSTING: &str = "Senior Engineer

We are looking for an engineer with strong experience in distributed systems and Kubernetes.
You write real-time services in C++ and Rust; PostgreSQL is a plus. Compilers welcome.
Machine learning is nice to have.
";

#[test]
fn the_terms_of_a_posting_are_found_by_their_stems() {
    let resume = "
basics: {name: Ann, label: Engineer}
work: [{name: Acme, highlights: ['Wrote a compiler in C++', Built a distributed system in real time]}]
skills: [{name: Data, keywords: [Postgresql, Rust]}]
";
    let finished = Test::new("check r.yaml --job posting.txt --format json")
        .file("r.yaml", resume)
        .file("posting.txt", POSTING)
        .success();
    let coverage: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
    let terms = |key: &str| -> Vec<String> {
        let list = coverage[key].as_array().expect("a list");
        list.iter().map(|term| term["term"].as_str().expect("a text").to_owned()).collect()
    };
    let (has, lacks) = (terms("has"), terms("lacks"));
    for term in ["distributed systems", "C++", "Rust", "PostgreSQL", "Compilers"] {
        assert!(has.contains(&term.to_owned()), "{term}: {coverage:#}");
    }
    for term in ["Kubernetes", "Machine learning"] {
        assert!(lacks.contains(&term.to_owned()), "{term}: {coverage:#}");
    }
    let percent = has.len() * 100 / (has.len() + lacks.len());
    assert!(coverage["coverage"].as_u64().expect("a figure").abs_diff(percent as u64) <= 1);
    let text = Test::new("check r.yaml --job posting.txt")
        .file("r.yaml", resume)
        .file("posting.txt", POSTING)
        .success();
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    assert!(
        text.contains(" % of the posting's terms are in the resume (")
            && text.contains("Experience"),
        "{text}"
    );
}

#[test]
fn a_chinese_posting_is_cut_into_words() {
    let finished = Test::new("check r.yaml --lang zh --job posting.txt --format json")
        .file("r.yaml", "basics: {name: 安}\nskills: [{name: 数据库, keywords: [PostgreSQL]}]\n")
        .file("posting.txt", "岗位职责：负责数据库开发，熟悉PostgreSQL和机器学习。")
        .success();
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    let coverage: Value = serde_json::from_str(&text).expect("JSON");
    let has = coverage["has"].to_string();
    let lacks = coverage["lacks"].to_string();
    assert!(has.contains("数据库") && has.contains("PostgreSQL"), "{text}");
    assert!(lacks.contains("机器") && lacks.contains("学习"), "{text}");
    assert!(!text.contains("负责") && !text.contains("岗位"), "{text}");
}

#[test]
fn a_posting_in_another_encoding_is_refused() {
    Test::new("check r.yaml --job p.txt")
        .file("r.yaml", CLEAN)
        .file("p.txt", b"\xb8\xda\xce\xbb")
        .stderr("error: `p.txt` is not a text in UTF-8\n  = hint: save it as plain text in UTF-8; `iconv -t utf-8` does it, too")
        .exits_with(1);
    Test::new("check r.yaml --job none.txt")
        .file("r.yaml", CLEAN)
        .exits_with(1)
        .says("does not exist");
}
