//! `cvgen check`: every rule fires where it should and nowhere else, and findings are told as asked for.

use crate::foreign::broken;
use crate::harness::{Finished, Test, root, themes};
use crate::press::printed;
use serde_json::Value;
use std::collections::BTreeSet;

/// A resume about which there is nothing to say.
pub(crate) const CLEAN: &str = "
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
pub(crate) fn found(finished: &Finished) -> Vec<(String, String)> {
    let list: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let list = list.as_array().expect("a list");
    list.iter().map(|finding| (text(finding, "rule"), text(finding, "message"))).collect()
}

fn check(words: &str, resume: &str) -> Vec<(String, String)> {
    let command = format!("check r.yaml --no-system-fonts --format json {words}");
    found(&Test::new(&command).file("r.yaml", resume).run())
}

#[test]
fn a_clean_resume_is_clean_in_every_theme() {
    for theme in themes() {
        for paper in ["a4", "us-letter"] {
            let found = check(&format!("--theme {theme} --set paper={paper}"), CLEAN);
            assert_eq!(found, [], "{theme}, {paper}");
        }
    }
    Test::new("check r.yaml")
        .file("r.yaml", CLEAN)
        .stdout("r.yaml: nothing found (1 page, 16 texts, 2 links in en, 34 rules)\n")
        .success();
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
        "date-overlap",
        "",
        "work: [{name: A, startDate: 2019-01}, {name: B, startDate: 2020-03}]",
        "`A` and `B` both go on",
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
        "appears twice",
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
    (
        "weak-bullet",
        "",
        "projects: [{name: A, highlights: [Wrote a compiler, Sold it, Fast and small and free]}]",
        "neither a verb",
    ),
    (
        "weak-bullet",
        "--lang zh",
        "work: [{name: 甲, highlights: [负责公司的服务器和网络]}]",
        "neither a verb",
    ),
    ("first-person", "", "basics: {name: A, summary: I like my work.}", "`I` is the first person"),
    (
        "first-person",
        "--lang zh",
        "basics: {name: 安, summary: 我喜欢工作。}",
        "`我` is the first person",
    ),
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
        "leftover",
        "",
        "basics: {name: A, phone: 1.38E+10}",
        "`1.38E+10` is a number as a spreadsheet",
    ),
    ("leftover", "", "work: [{name: nan, position: Clerk}]", "`nan` was left behind"),
    ("leftover", "", "basics: {name: A, label: 'Clerk #REF!'}", "`#REF!` was left behind"),
    ("leftover", "", "work: [{name: A, highlights: [TODO]}]", "`TODO` was left behind"),
    ("leftover", "", "work: [{name: A, position: <Your position>}]", "`<Your position>` was left"),
    (
        "serial-date",
        "",
        "work: [{name: A, startDate: 43831}]",
        "`43831` is a date as a spreadsheet counts it",
    ),
    ("mojibake", "", "basics: {name: JosÃ© MÃ¼ller}", "was read in the wrong encoding"),
    (
        "other-script",
        "--lang en",
        "work: [{name: A, highlights: [负责公司的服务器和网络]}]",
        "is in Chinese characters on a page in another language",
    ),
    (
        "entry-order",
        "",
        "work: [{name: A, startDate: 2019-01}, {name: B, startDate: 2010-01, endDate: 2012-01}, {name: C, \
         startDate: 2015-01, endDate: 2018-12}, {name: D, startDate: 2008-01, endDate: 2009-12}]",
        "`B` and `C` are not in the order of the others",
    ),
    (
        "half-width-mark",
        "--lang zh",
        "work: [{name: 甲, highlights: ['主导后端,优化性能;响应时间(P99)下降30%.']}]",
        "half-width `,` `;` `(` `)` `.` between Chinese characters",
    ),
    ("several-blanks", "--lang zh", "basics: {name: 安　　娜}", "there are 2 spaces in a row"),
    (
        "technology-name",
        "--lang zh",
        "work: [{name: 甲, highlights: [使用Mysql和Github重构系统]}]",
        "`Mysql` is spelt `MySQL`",
    ),
    (
        "lost-text",
        "--lang ar",
        "basics: {name: سلمى, email: a@example.org, summary: خفّضت الزمن, label: مهندسة أوّل}",
        "letters with vowel marks, as in `أوّل`, are read doubled",
    ),
    (
        "bad-link",
        "",
        "basics: {name: A, url: \"https://nohost/x\"}",
        "`https://nohost/x` on page 1 leads nowhere",
    ),
];

/// What a rule must pass over: rule, flags, resume.
const HARMLESS: &[(&str, &str, &str)] = &[
    ("first-person", "", "basics: {name: A, summary: 'A Lua I/O framework, as on the Mark I'}"),
    ("first-person", "", "basics: {name: A, summary: 'See `my.ini` and https://a.org/My-patches'}"),
    ("first-person", "", "references: [{name: B, reference: I like my work with A.}]"),
    ("first-person", "--lang zh", "basics: {name: 安, summary: 自我驱动，注重自我提升。}"),
    ("first-person", "--lang de", "basics: {name: A, summary: Ich schreibe mit me und us.}"),
    (
        "weak-bullet",
        "",
        "work: [{name: A, highlights: [Used Java, Encrypts the fields of tables]}]",
    ),
    ("weak-bullet", "", "work: [{name: A, highlights: [DCCA, Diameter base]}]"),
    (
        "weak-bullet",
        "",
        "projects: [{name: A, highlights: [Sharding for all, Failover by hand too]}]",
    ),
    ("weak-bullet", "--lang de", "work: [{name: A, highlights: [Zuständig für viele Server]}]"),
    ("weak-bullet", "--lang zh", "work: [{name: A, highlights: [Responsible for servers]}]"),
    ("weak-bullet", "--lang zh", "work: [{name: 甲, highlights: [主导公司交易平台的重构]}]"),
    ("mixed-tense", "", "work: [{name: A, highlights: [Led a team, Managing servers]}]"),
    (
        "mixed-tense",
        "",
        "work: [{name: A, highlights: [Manage servers, Distributed tracing for all]}]",
    ),
    ("mixed-tense", "--lang zh", "work: [{name: 甲, highlights: [设计了平台, 设计平台]}]"),
    (
        "duplicate",
        "",
        "work: [{name: A, highlights: [SCTP (kernel-based)]}, {name: B, highlights: [SCTP (kernel-based)]}]",
    ),
    (
        "date-overlap",
        "",
        "work: [{name: A, startDate: 2019}, {name: B, startDate: 2018, endDate: 2020}]",
    ),
    (
        "date-overlap",
        "",
        "work: [{name: A, startDate: 2015-01, positions: [{position: P, startDate: 2015-01, endDate: \
         2019-12}, {position: Q, startDate: 2017-01, endDate: 2018-12}]}]",
    ),
    (
        "date-overlap",
        "",
        "work: [{name: A, startDate: 2015-01}]\neducation: [{institution: B, startDate: 2014-09}]",
    ),
    (
        "date-gap",
        "",
        "work: [{name: A, startDate: 2012-01, endDate: 2014-06}, {name: B, startDate: 2016-01}]\n\
         education: [{institution: C, startDate: 2014-09, endDate: 2015-12}]",
    ),
    (
        "technology-name",
        "",
        "basics: {name: A, summary: 'See `github` at https://github.com/javascript'}",
    ),
    (
        "technology-name",
        "",
        "basics: {name: A, email: a@gmail.com, summary: 'In JavaScript, swift and fast'}",
    ),
    ("no-contact", "", "basics: {name: A, phone: '123456'}"),
    (
        "no-contact",
        "--variant blind",
        "cvgen: {variants: {blind: {hide: [name, email]}}}\nbasics: {name: A, email: a@example.org}\nwork: [{name: B}]",
    ),
    ("leftover", "", "basics: {name: Nan Li, label: 'Null safety, C#'}"),
    ("serial-date", "", "work: [{name: '43831', startDate: 2019}]"),
    ("mojibake", "", "basics: {name: José Müller-Ñuñez, summary: «É»}"),
    ("other-script", "", "basics: {name: 罗锦华, label: 'Engineer (工程师)'}"),
    (
        "entry-order",
        "",
        "work: [{name: A, startDate: 2019}, {name: B, startDate: 2015, endDate: 2018}, {name: C, startDate: 2010}]",
    ),
    (
        "half-width-mark",
        "--lang zh",
        "work: [{name: 甲, highlights: ['基于 Node.js, Vue.js 的平台，比例 3:1']}]",
    ),
    ("several-blanks", "", "basics: {name: A, summary: 'One.  Two.'}"),
    (
        "first-person",
        "--lang zh",
        "work: [{name: 甲, highlights: [服务我国30余个城市, 荣获我校优秀毕业生称号, 为我司节省成本, 主导“大我”计划]}]",
    ),
    (
        "weak-bullet",
        "",
        "work: [{name: A, highlights: [Verantwortlich für die Server und das Netz der Firma]}]",
    ),
    (
        "date-gap",
        "",
        "work: [{name: B, startDate: 2016-01}]\neducation: [{institution: C, startDate: 2008-09, endDate: 2012-12}]",
    ),
    (
        "date-overlap",
        "--lang de",
        "work: [{name: Klinik, startDate: 2010-10, endDate: 2019-02}, {position: Elternzeit, startDate: 2014-05, \
         endDate: 2015-08}]",
    ),
    (
        "date-overlap",
        "",
        "work: [{name: A, startDate: 2010-10, endDate: 2019-02}, {name: Sabbatical, startDate: 2014-05, endDate: \
         2015-08}]",
    ),
    (
        "technology-name",
        "",
        "basics: {name: A, summary: 'pytest, PhpStorm, three.js, VS Code, APIs, Cisco IOS, GITHUB'}",
    ),
    (
        "small-text",
        "--theme modern",
        "basics: {name: A, email: a@example.org, location: A city with a long name, phone: '1234567'}",
    ),
    ("bad-link", "", "basics: {name: A, url: 'http://localhost:8080/x', phone: '+49 30 123'}"),
    ("missing-translation", "--lang zh", "basics: {name: Ann, label: {en: Engineer, zh: 工程师}}"),
];

#[test]
fn rules_pass_over_what_is_harmless() {
    for (rule, words, resume) in HARMLESS {
        let found: Vec<_> =
            check(words, resume).into_iter().filter(|(code, _)| code == rule).collect();
        assert!(found.is_empty(), "{resume}\n{found:#?}");
    }
}

/// What people begin with is a good example.
#[test]
fn there_is_nothing_to_say_about_the_starter() {
    for theme in themes() {
        let finished = Test::new("new resume.yaml")
            .success()
            .then("check --no-system-fonts")
            .argument(format!("--theme={theme}"))
            .success();
        let text = String::from_utf8(finished.stdout).expect("UTF-8");
        assert!(text.starts_with("resume.yaml: nothing found ("), "{theme}: {text}");
    }
}

/// The finding points at the word, not at the paragraph.
#[test]
fn a_pronoun_is_shown_where_it_stands() {
    let text =
        "basics:\n  name: A\n  email: a@b.org\n  summary: |\n    Words first.\n    Then I wrote.\n";
    let finished = Test::new("check r.yaml --format json").file("r.yaml", text).success();
    let list: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
    let place = ["line", "column", "endLine", "endColumn"].map(|key| list[0][key].as_u64());
    assert_eq!(place, [Some(6), Some(10), Some(6), Some(11)], "{list:#}");
}

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
    let academic = format!("{resume}\npublications: [{{name: A paper}}]");
    assert!(!check("", &academic).iter().any(|(code, _)| code == "too-many-pages"));
    assert!(pages("--pages 1").expect("told").ends_with("and 1 were asked for"));
}

#[test]
fn every_rule_has_a_case_and_a_manual_page() {
    let mut tested: BTreeSet<&str> = CASES.iter().map(|case| case.0).collect();
    tested.extend(broken().iter().map(|case| case.0));
    // Of Word files `written::strangers` has a case.
    tested.extend(["long-bullet", "too-many-pages", "text-apart"]);
    for rule in cvgen::check::RULES {
        assert!(tested.contains(rule.code), "no case for `{}`", rule.code);
        assert!(rule.title().ends_with('.') && rule.manual().lines().count() > 2, "{}", rule.code);
        let explained = Test::new("check --explain").argument(rule.code).success();
        let text = String::from_utf8(explained.stdout).expect("UTF-8");
        assert!(text.starts_with(rule.code) && text.contains(rule.title()), "{text}");
    }
    Test::new("check --explain lost-txt").exits_with(2).says("did you mean `lost-text`");
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
    for rule in rules {
        assert!(rule["shortDescription"]["text"].is_string(), "{rule}");
        assert!(rule["fullDescription"]["text"].is_string(), "{rule}");
    }
    for result in run["results"].as_array().expect("results") {
        let level = result["level"].as_str().expect("a level");
        assert!(["note", "warning", "error"].contains(&level), "{result}");
        assert!(result["message"]["text"].is_string(), "{result}");
    }
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

/// Our own extractor finds every fact of the examples in every theme and language, in order. Those that
/// show a language are looked at in three themes, with `CVGEN_ALL` in every one.
#[test]
fn nothing_of_the_examples_is_lost() {
    for theme in themes() {
        let is_whole = std::env::var_os("CVGEN_ALL").is_some();
        let native: &[_] = if is_whole || ["classic", "europe", "jianli"].contains(&&*theme) {
            &crate::pages::NATIVE
        } else {
            &[]
        };
        let long = [
            ("jinhua-luo.yaml", "en"),
            ("jinhua-luo.yaml", "zh"),
            ("zhang-min.yaml", "zh"),
            ("academic.yaml", "en"),
            ("designer.json", "en"),
            ("graduate.toml", "en"),
        ];
        for &(file, language) in long.iter().chain(native) {
            let printed = printed(&format!("examples/{file}"), &theme, language);
            let pdf = cvgen::pdf::read(file, &printed.pdf).expect("a PDF");
            let found = cvgen::check::check(&cvgen::check::CheckInput {
                resume: Some(&printed.resume),
                document: Some(&printed.document),
                pdf: Some(&pdf),
                notes: &printed.warnings,
                ..cvgen::check::CheckInput::default()
            });
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
            let bad: Vec<_> = found.iter().filter(|found| bad.contains(&found.code)).collect();
            assert!(bad.is_empty(), "{theme}, {file}, {language}: {bad:#?}");
        }
    }
}

/// Every language and variant that is asked for is looked at, and each finding is told once.
#[test]
fn all_languages_files_and_variants_are_looked_at() {
    let resume = "basics:\n  name: {en: Mira Holm}\n  label: {en: Engineer, zh: 工程师}\n  email: m@example.org\n\
                  skills: [{name: Github}]\ncvgen: {languages: [en, zh], variants: {a: {}, b: {}}}\n";
    let told = |words: &str| {
        let test = Test::new(&format!("check {words} --no-system-fonts --format json"));
        let test = test
            .file("r.yaml", resume)
            .file("x.pdf", broken().swap_remove(0).2)
            .file("c.yaml", CLEAN);
        let mut rules: Vec<String> = found(&test.run()).into_iter().map(|(rule, _)| rule).collect();
        rules.sort();
        rules
    };
    assert_eq!(told("r.yaml"), ["technology-name"]);
    for words in
        ["--lang all", "--lang en,zh", "--lang all --variant all", "--lang zh --variant a,b"]
    {
        assert_eq!(
            told(&format!("r.yaml {words}")),
            ["missing-translation", "technology-name"],
            "{words}"
        );
    }
    // One of several files has no variants, or not the one that is asked for.
    assert_eq!(told("c.yaml r.yaml --variant all"), ["technology-name"]);
    let one = told("c.yaml r.yaml --variant a");
    assert_eq!(one, ["technology-name", "unknown-variant"]);
    let both = told("c.yaml r.yaml x.pdf");
    assert!(
        both.contains(&"technology-name".to_owned()) && both.contains(&"image-only".to_owned()),
        "{both:?}"
    );
    // A PDF is known by what it is, not by its name.
    let pdf = broken().swap_remove(0).2;
    Test::new("check x.yaml").file("x.yaml", pdf).exits_with(1);
    // A file that lies over another is looked at with it.
    Test::new("check r.zh.yaml")
        .file("r.yaml", CLEAN)
        .file("r.zh.yaml", "basics: {name: 安丽}\nskills: [{name: Github}]\n")
        .success();
    let log = Test::new("check c.yaml r.yaml --format sarif")
        .file("r.yaml", resume)
        .file("c.yaml", CLEAN)
        .success();
    let log: Value = serde_json::from_slice(&log.stdout).expect("JSON");
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(1));
}

#[test]
fn findings_are_annotations_on_github() {
    Test::new("check r.yaml --format github")
        .file("r.yaml", "basics: {name: Ann, email: ann@example.org}\nskills: [{name: Github}]\n")
        .stdout(
            "::warning file=r.yaml,line=2,endLine=2,col=17,endColumn=23,title=technology-name::`Github` is spelt \
             `GitHub`\n",
        )
        .success();
}

/// The first of a rule in full, the others a line each.
#[test]
fn many_findings_of_a_rule_are_grouped() {
    let names = ["Github", "Javascript", "Mysql", "Postgresql", "Typescript"];
    let skills: Vec<String> = names.iter().map(|name| format!("  - name: {name}\n")).collect();
    let resume =
        format!("basics: {{name: Ann, email: a@example.org}}\nskills:\n{}", skills.concat());
    let finished = Test::new("check r.yaml").file("r.yaml", resume).success();
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    let rest = "2 more of `technology-name`:\n  r.yaml:6:11: `Postgresql` is spelt `PostgreSQL`\n";
    assert!(text.contains(rest) && text.matches("-->").count() == 3, "{text}");
}

/// Whatever the program says has a code that it can explain.
#[test]
fn every_code_is_explained() {
    fn sources(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, all);
            } else {
                *all += &std::fs::read_to_string(path).expect("a source");
            }
        }
    }
    let mut source = String::new();
    sources(&root().join("src"), &mut source);
    let mut codes = BTreeSet::new();
    for call in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::advice("] {
        for (at, _) in source.match_indices(call) {
            let rest = source[at + call.len()..].trim_start();
            codes.extend(rest.strip_prefix('"').and_then(|rest| rest.split('"').next()));
        }
    }
    assert!(codes.len() > 50, "{codes:?}");
    codes.remove("x");
    for code in codes {
        assert!(
            cvgen::check::explain(code).is_some(),
            "`{code}` has no words in data/check/codes.toml"
        );
    }
    Test::new("check --explain unknown-key").success();
    let all = String::from_utf8(Test::new("check --explain all").success().stdout).expect("UTF-8");
    assert!(all.lines().all(|line| line.trim_end().ends_with('.')), "{all}");
}

/// Who reads a document of findings gets a whole one, whatever happens.
#[test]
fn a_document_of_findings_is_whole_also_where_nothing_can_be_checked() {
    let broken = ("r.yaml", "basics: [\n");
    for (words, rule) in [
        ("check r.yaml", "syntax"),
        ("check none.yaml", "file"),
        ("check r.yaml --theme none", "syntax"),
        ("check r.yaml --deny none", "usage"),
    ] {
        let finished = Test::new(&format!("{words} --format json")).file(broken.0, broken.1).run();
        assert_eq!(found(&finished).first().map(|it| it.0.as_str()), Some(rule), "{words}");
        let finished = Test::new(&format!("{words} --format sarif")).file(broken.0, broken.1).run();
        let log: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
        assert_eq!(log["runs"][0]["results"][0]["ruleId"], rule, "{words}");
    }
    // What can be checked is, beside what cannot.
    let finished = Test::new("check r.yaml clean.yaml x.yaml --format json")
        .file(broken.0, broken.1)
        .file("clean.yaml", CLEAN)
        .file("x.yaml", "basics: {name: Ann, email: ann@example.org}\nskills: [{name: Github}]\n")
        .exits_with(1);
    let rules: Vec<String> = found(&finished).into_iter().map(|it| it.0).collect();
    assert_eq!(rules, ["technology-name", "syntax"]);
}

/// What is longer than anybody reads is told, and not made.
#[test]
fn a_resume_of_hundreds_of_pages_is_told_and_not_made() {
    let job = |number: usize| {
        format!(
            "  - {{name: Acme {number}, position: Engineer, highlights: [Wrote a compiler {number} in Rust and led a team of seven people, Moved three hundred servers {number} to another country by hand, Taught forty people {number} how to write programs]}}\n"
        )
    };
    let jobs: String = (0..950).map(job).collect();
    let resume = format!("basics: {{name: Ann Li, email: ann@example.org}}\nwork:\n{jobs}");
    let all = check("", &resume);
    let told = all.iter().find(|it| it.0 == "too-many-pages").expect("it is told");
    assert!(told.1.contains("only what is written is looked at"), "{}", told.1);
    assert!(!all.iter().any(|it| it.0 == "lost-text"), "nothing is lost");
}

/// A resume is checked with what lies over it.
#[test]
fn what_lies_over_a_resume_is_checked_with_it() {
    let over = "basics: {email: null}\nskills: [{name: Web, keywords: [Github]}]\n";
    let finished = Test::new("check r.yaml --over private.yaml --format json")
        .file("r.yaml", CLEAN)
        .file("private.yaml", over)
        .run();
    let told = found(&finished);
    assert!(told.iter().any(|it| it.0 == "technology-name"), "{told:?}");
    let finished = Test::new("check r.yaml --with basics.summary=Javascript --format json")
        .file("r.yaml", CLEAN)
        .run();
    assert!(found(&finished).iter().any(|it| it.1.contains("JavaScript")));
}

/// A hyphen that typography repeats at the beginning of a line is one hyphen of the word.
#[test]
fn a_repeated_hyphen_is_read_once() {
    let word = "guarda-chuva-vermelho-amarelo-verde-azul-branco-preto-cinzento-castanho-cor-de-rosa-roxo-laranja-dourado-prateado-turquesa-bege";
    let resume = format!(
        "basics: {{name: Ana Sá, email: ana@example.org, summary: 'Vendi o {word} e o {word} em Lisboa'}}\n"
    );
    let finished = Test::new("check r.yaml --lang pt --show-text --no-system-fonts")
        .file("r.yaml", resume)
        .success();
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    let read: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(read.matches(word).count(), 2, "{text}");
}

/// A finding says which field it is about, as the manifest of a batch does.
#[test]
fn a_finding_has_the_path_of_its_field() {
    let resume =
        "basics: {name: Ann, email: nope}\nwork: [{name: X, startDate: 2020-13-45}]\nwrok: 1\n";
    let made =
        Test::new("check r.yaml --format json --no-system-fonts").file("r.yaml", resume).run();
    let found: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let path = |rule: &str| {
        let found = found.as_array().expect("a list").iter().find(|found| found["rule"] == rule);
        found.expect(rule)["path"].as_str().unwrap_or("none").to_owned()
    };
    assert_eq!(path("email"), "basics.email");
    assert_eq!(path("date"), "work[0].startDate");
    assert_eq!(path("unknown-key"), "wrok");
}
