//! Shapes and words that people really write: what is taken, what is told, what stays exact.

use crate::harness::Test;
use crate::resolving::document;
use cvgen::diagnostic::{Diagnostic, Severity};
use cvgen::read::read;
use cvgen::resume::{Node, Resume};

fn resume(text: &str) -> (Resume, Vec<Diagnostic>) {
    let read = read("r.yaml", text.as_bytes()).unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    (read.value, read.warnings)
}

/// What is printed of `text`, whatever is said about it.
fn printed(text: &str) -> String {
    format!("{:?}", document(text, "en").0)
}

/// The codes of what is said about `text`.
fn told(text: &str) -> Vec<&'static str> {
    match read("r.yaml", text.as_bytes()) {
        Ok(read) => read.warnings.iter().map(|found| found.code).collect(),
        Err(found) => found.iter().map(|found| found.code).collect(),
    }
}

const ANN: &str = "basics: {name: Ann Lee}\n";

/// However a list of entries is written, it is the same list.
#[test]
fn every_shape_of_a_list_of_entries_reads_alike() {
    let same: &[(&str, &[&str])] = &[
        (
            "skills: [{name: Python}, {name: Go}]",
            &[
                "skills: [Python, Go]",
                "skills: [Python、Go]",
                "skills:\n- Python\n- name: Go",
                "skills: {Python: , Go: }",
            ],
        ),
        (
            "skills: [{name: Languages, keywords: [Rust, Go]}]",
            &[
                "skills: {Languages: [Rust, Go]}",
                "skills: [{name: Languages, keywords: 'Rust, Go'}]",
                "skills:\n  Languages:\n    - Rust\n    - Go",
                "skills: [{name: Languages, keywords: [Rust、Go]}]",
                "skills: [{category: Languages, items: [Rust, Go]}]",
                "skills: [{技能: Languages, 关键词: [Rust, Go]}]",
            ],
        ),
        (
            "skills: [{name: Backend, keywords: [Rust, Go]}]",
            &["skills:\n- Backend: [Rust, Go]", "skills:\n- Backend:\n  - Rust\n  - Go"],
        ),
        (
            "languages: [{language: English, fluency: native}]",
            &[
                "languages: {English: native}",
                "languages: [{name: English, level: native}]",
                "languages: [{language: English, proficiency: native}]",
                "languages: {language: English, fluency: native}",
                "languages: [English: native]",
            ],
        ),
        (
            "interests: [{name: Chess}]",
            &["interests: [Chess]", "interests: Chess", "hobbies: [Chess]"],
        ),
        (
            "awards: [{title: Best}]",
            &["awards: [Best]", "honors: [Best]", "awards: [{award: Best}]"],
        ),
        ("references: [{name: On request}]", &["references: On request", "referees: [On request]"]),
        (
            "work: [{name: Acme, position: Dev, startDate: 2019, highlights: [One]}]",
            &[
                "work: {Acme: {position: Dev, startDate: 2019, highlights: [One]}}",
                "work: [Acme: {position: Dev, startDate: 2019, highlights: [One]}]",
                "experience: [{company: Acme, title: Dev, start: 2019, bullets: [One]}]",
                "jobs: [{employer: Acme, role: Dev, from: 2019, responsibilities: One}]",
                "工作经历: [{公司: Acme, 职位: Dev, 开始时间: 2019, 工作内容: [One]}]",
            ],
        ),
        (
            "education: [{institution: MIT, area: CS, studyType: BSc}]",
            &[
                "education: [{school: MIT, major: CS, degree: BSc}]",
                "schools: [{university: MIT, field: CS, diploma: BSc}]",
                "教育经历: [{学校: MIT, 专业: CS, 学位: BSc}]",
            ],
        ),
    ];
    for (whole, shapes) in same {
        let expected = printed(&format!("{ANN}{whole}\n"));
        for shape in *shapes {
            assert_eq!(printed(&format!("{ANN}{shape}\n")), expected, "{shape}");
        }
    }
}

/// Bullets within bullets, and bullets typed by hand.
#[test]
fn every_shape_of_bullets_reads_alike() {
    let bullets =
        |text: &str| printed(&format!("{ANN}work:\n  - name: A\n    highlights:{text}\n"));
    let nested = bullets("\n      - \"One:\\n- two\\n- three\"\n      - Four");
    for shape in [
        "\n      - |\n        One:\n        - two\n        - three\n      - Four",
        "\n      - One:\n        - two\n        - three\n      - Four",
        "\n      - One:\n          - two\n          - three\n      - Four",
        "\n      - 'One:'\n      - - two\n        - three\n      - Four",
        "\n      - >\n        One:\n        - two\n        - three\n      - Four",
        " [{One: [two, three]}, Four]",
        " ['One:', [two, three], Four]",
        "\n      - |\n        One:\n        • two\n        • three\n      - • Four",
    ] {
        assert_eq!(bullets(shape), nested, "{shape}");
    }
    let flat = bullets(" [Two, Three]");
    for shape in [
        " ['• Two', '• Three']",
        " ['- Two', '* Three']",
        " |\n      • Two\n      • Three",
        "\n      • Two\n      • Three",
        "\n      -Two\n      -Three",
        " |\n      ① Two\n      ② Three",
        " ['（1）Two', '（2）Three']",
        " \"- Two\\n- Three\"",
    ] {
        assert_eq!(bullets(shape), flat, "{shape}");
    }
}

/// Texts where YAML or a tool has a map or a list.
#[test]
fn a_text_is_a_text_in_every_shape() {
    let same = [
        ("work: [{name: Acme}]", "work: [{name: {name: Acme}}]"),
        ("work: [{name: Acme}]", "work: [{name: {text: Acme}}]"),
        ("work: [{name: A, position: 'Dev, Lead'}]", "work: [{name: A, position: [Dev, Lead]}]"),
        (
            "work: [{name: A, highlights: ['Led: five']}]",
            "work: [{name: A, highlights: [Led: five]}]",
        ),
        (
            "work: [{name: A, highlights: ['AWS: it']}]",
            "work: [{name: A, highlights: [{AWS: it}]}]",
        ),
        (
            "work: [{name: A, highlights: ['it: works']}]",
            "work: [{name: A, highlights: [it: works]}]",
        ),
        ("work: [{name: A, url: 'https://a.b'}]", "work: [{name: A, url: {url: 'https://a.b'}}]"),
    ];
    for (plain, shape) in same {
        assert_eq!(
            printed(&format!("{ANN}{shape}\n")),
            printed(&format!("{ANN}{plain}\n")),
            "{shape}"
        );
    }
    let beside = "name: Ann Lee\nemail: a@b.c\nwork: [{name: A}]\n";
    let within = "basics: {name: Ann Lee, email: a@b.c}\nwork: [{name: A}]\n";
    assert_eq!(printed(beside), printed(within));
    assert_eq!(told(beside), ["beside-basics"]);
}

#[test]
fn only_languages_make_a_map_of_languages() {
    let is_map = |value: &str| {
        let text = format!("{ANN}work: [{{name: A, summary: x, highlights: {value}}}]\n");
        let read = resume(&text).0;
        read.contents.work[0].common.highlights.variants.iter().any(|(tag, _)| tag.is_some())
    };
    for value in
        ["{en: [a], zh: [b]}", "{zh: [a]}", "{EN: [a], DE: [b]}", "{zh-Hant: [a], pt_BR: [b]}"]
    {
        assert!(is_map(value), "{value}");
    }
    for value in ["{web: [a], ops: [b]}", "{cv: [a]}", "{Led: [a]}", "{AWS: [a], GCP: [b]}"] {
        assert!(!is_map(value), "{value}");
    }
}

#[test]
fn line_ends_that_were_meant_are_kept() {
    let summary = |yaml: &str| {
        let resume = resume(&format!("basics:\n  name: Ann\n  summary: {yaml}\n")).0;
        resume.contents.basics.expect("basics").summary.expect("a summary").variants[0]
            .1
            .text
            .clone()
    };
    assert_eq!(summary("\"One\\nTwo\""), "One\nTwo");
    assert_eq!(summary("|-\n    One\n    Two"), "One\nTwo");
    assert_eq!(
        summary(
            "|-\n    A line of prose that is as long as an editor makes them,\n    and the rest of it"
        ),
        "A line of prose that is as long as an editor makes them, and the rest of it"
    );
    assert_eq!(summary("负责开发\n    与重点"), "负责开发与重点");
    assert_eq!(summary("One\n    two"), "One two");
}

/// What YAML drops or joins is told where it is.
#[test]
fn what_yaml_takes_away_is_told() {
    let begin = "basics: {name: Ann}\nwork:\n  - name: A\n    highlights:\n      - Good\n";
    for (line, column, written) in [
        ("      - Ranked #1 of 300", 16, "- \"Ranked #1 of 300\""),
        ("      - #1 in sales", 9, "- \"#1 in sales\""),
        ("      - &Co made it", 9, "- \"&Co made it\""),
        ("      - !important work", 9, "- \"!important work\""),
        ("      - “Best of all”", 9, "- \"Best of all\""),
        ("    summary: “Best of all”", 14, "summary: \"Best of all\""),
        ("    label: C# and F#\n    summary: Closed #12", 21, "summary: \"Closed #12\""),
    ] {
        let (_, found) = resume(&format!("{begin}{line}\n"));
        let found: Vec<_> = found.iter().filter(|found| found.code == "yaml").collect();
        let [found] = &found[..] else { panic!("{line}\n{found:#?}") };
        let place = found.place.as_ref().expect("a place").line_column();
        assert_eq!(place, (5 + line.lines().count(), column), "{line}");
        assert!(found.hints.concat().contains(written), "{line}\n{found:#?}");
    }
    for line in
        ["      - C# and F#  # a remark", "      - a # b", "      - '#1'", "      - \"a #1\""]
    {
        assert!(!told(&format!("{begin}{line}\n")).contains(&"yaml"), "{line}");
    }
    // `-Built`, an item one blank too deep, blanks and colons of a Chinese keyboard.
    assert!(
        told("work:\n  - name: A\n    highlights:\n      -Built\n      -Did\n").contains(&"yaml")
    );
    assert!(told("work:\n  - name: A\n    highlights:\n      - A\n       - B\n").contains(&"yaml"));
    for text in
        ["basics:\n  name: A\n\u{3000}label: B\n", "work:\n  - name：A\n", "work: [{name：A}]\n"]
    {
        let found = read("r.yaml", text.as_bytes()).expect_err("refused");
        assert!(found[0].message.contains("full-width"), "{found:#?}");
    }
}

/// Unknown keys are told once each, with the number of their places.
#[test]
fn an_unknown_key_is_told_once() {
    let jobs = (0..50).map(|n| format!("  - {{name: A{n}, colour: x, start: 2019}}"));
    let jobs = jobs.collect::<Vec<_>>().join("\n");
    let (_, found) = resume(&format!("work:\n{jobs}"));
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "unknown key `colour`, in 50 places",
            "unknown key `start`, read as `startDate`, in 50 places"
        ]
    );
}

#[test]
fn what_says_nothing_is_an_error_that_names_what_it_is() {
    for (name, bytes, expected) in [
        ("r.yaml", "{}", "nothing to print"),
        ("r.yaml", "Ann Lee\nEngineer\n", "a resume must be a map, found a text"),
        ("r.yaml", "cvgen: {theme: modern}", "nothing to print"),
        ("r.json", "{\"basics\": {\"name\": \"\"}}", "nothing to print"),
        ("r.yaml", "cv: {name: Ann, sections: {x: [y]}}", "RenderCV"),
        ("r.json", "{\"dependencies\": {}, \"version\": \"1\"}", "npm"),
        ("r.json", "[{\"basics\": {\"name\": \"A\"}}]", "a list of resumes"),
        ("r.pdf", "%PDF-1.7\n", "is a PDF"),
        ("r.html", "<!DOCTYPE html><p>Ann</p>", "is an HTML page"),
        ("r.csv", "name,email,phone\nAnn,a@b.c,1\n", "is a table (CSV)"),
        ("r.docx", "PK\u{3}\u{4}....word/document.xml", "DOCX"),
        ("r.xlsx", "PK\u{3}\u{4}....xl/workbook.xml", "spreadsheet"),
        ("r.rtf", "{\\rtf1 Ann}", "RTF"),
    ] {
        let finished = Test::new("pdf").argument(name).file(name, bytes).exits_with(1);
        let finished = finished.says(expected);
        assert_eq!(finished.names(), [name], "nothing is written");
    }
    let gzip = Test::new("pdf r.gz").file("r.gz", b"\x1f\x8b\x08\0").exits_with(1);
    gzip.says("gzip");
    // 张三 in GBK, Müller in Latin-1.
    let gbk = [b"basics: {name: ".to_vec(), vec![0xd5, 0xc5, 0xc8, 0xfd], b"}".to_vec()].concat();
    Test::new("pdf r.yaml").file("r.yaml", gbk).exits_with(1).says("by its bytes GBK");
    // 김철수 in EUC-KR, Иван Петров in Windows-1251.
    for (name, told) in [
        (&b"\xb1\xe8\xc3\xb6\xbc\xf6"[..], "by its bytes GBK or EUC-KR"),
        (b"\xc8\xe2\xe0\xed \xcf\xe5\xf2\xf0\xee\xe2", "by its bytes Windows-1251"),
    ] {
        let text = [&b"basics: {name: "[..], name, b"}\n"].concat();
        Test::new("pdf r.yaml").file("r.yaml", text).exits_with(1).says(told);
    }
    let latin = [b"basics: {name: M".to_vec(), vec![0xfc], b"ller}".to_vec()].concat();
    Test::new("pdf r.yaml").file("r.yaml", latin).exits_with(1).says("Windows-1252");
    let utf16: Vec<u8> =
        "\u{feff}basics: {name: 李 Ann}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Test::new("pdf r.yaml").file("r.yaml", utf16).success();
}

/// The language of a file that does not state it.
#[test]
fn the_language_is_found_and_told() {
    let german = "basics: {name: A, summary: 'Erfahrener Entwickler mit Schwerpunkt auf verteilten Systemen; \
                  ich habe mehrere Jahre in der Industrie gearbeitet und Teams geführt.'}";
    for (name, text, expected, is_told) in [
        ("r.yaml", "basics: {name: 张三, label: 后端工程师}", "zh", true),
        ("r.yaml", "basics: {name: 陳績學, summary: 負責開發與團隊}", "zh-Hant", true),
        ("r.yaml", "basics: {name: 佐藤, summary: 開発を担当しました}", "ja", true),
        ("r.yaml", "basics: {name: 홍길동, summary: 백엔드 개발 담당}", "ko", true),
        (
            "r.yaml",
            "basics: {name: Иван, summary: Разработка и сопровождение систем, бы}",
            "ru",
            true,
        ),
        ("r.yaml", "basics: {name: Іван, summary: Розробка і супровід систем}", "uk", true),
        ("r.yaml", german, "de", true),
        ("r.yaml", "basics: {name: Ann}", "en", false),
        ("r.zh.yaml", "basics: {name: Ann}", "zh", true),
        ("my.cv.yaml", "basics: {name: Ann}", "en", false),
        ("r.yaml", "meta: {language: fr}\nbasics: {name: Ann}", "fr", false),
        ("r.yaml", "language: de\nbasics: {name: Ann}", "de", false),
        ("r.yaml", "cvgen: {languages: [it]}\nbasics: {name: 张三}", "it", false),
    ] {
        let read = read(name, text.as_bytes()).expect("a resume");
        let language = cvgen::resolve::languages(&read.value).into_iter().next();
        let language = language.map_or("en".to_owned(), |tag| tag.to_string());
        assert_eq!(language, expected, "{text}");
        let advice = read.warnings.iter().find(|found| found.severity == Severity::Advice);
        assert_eq!(advice.is_some(), is_told, "{text}\n{advice:#?}");
        if let Some(advice) = advice {
            assert!(advice.hints.concat().contains(expected), "{advice:#?}");
        }
    }
}

/// Months and seasons by their names, in any language, are dates of the document's.
#[test]
fn names_of_months_and_seasons_are_dates() {
    let date = |start: &str, end: &str, language: &str| {
        let text = format!("work: [{{name: A, startDate: '{start}', endDate: '{end}'}}]\n");
        let (document, found) = document(&text, language);
        assert_eq!(found, [""; 0], "{text}");
        document.sections[0].entries[0].date.text.replace(['\u{a0}', '\u{202f}'], " ")
    };
    for (start, end, english) in [
        ("Jan 2015", "Sept 2018", "Jan 2015 – Sep 2018"),
        ("January, 2015", "Sept. 2018", "Jan 2015 – Sep 2018"),
        ("Januar 2015", "aktuell", "Jan 2015 – Present"),
        ("März 2020", "至今", "Mar 2020 – Present"),
        ("août 2019", "1er octobre 2019", "Aug 2019 – Oct 2019"),
        ("enero de 2015", "diciembre de 2016", "Jan 2015 – Dec 2016"),
        ("styczeń 2015", "grudzień 2016", "Jan 2015 – Dec 2016"),
        ("январь 2015", "декабрь 2016", "Jan 2015 – Dec 2016"),
        ("Ocak 2015", "Aralık 2016", "Jan 2015 – Dec 2016"),
        ("tháng 1 2015", "tháng 12/2016", "Jan 2015 – Dec 2016"),
        ("Sommer 2019", "2020年夏", "Summer 2019 – Summer 2020"),
        ("Autumn 2019", "Fall 2020", "Autumn 2019 – Fall 2020"),
        ("Jan 2015 - Sept 2018", "", "Jan 2015 – Sep 2018"),
    ] {
        assert_eq!(date(start, end, "en"), english);
    }
    assert_eq!(date("Summer 2019", "Winter 2020", "de"), "Sommer 2019 – Winter 2020");
    assert_eq!(date("Summer 2019", "2020", "zh"), "2019年夏季 – 2020年");
}

/// Forty scalars that YAML readers turn into something else.
#[test]
fn what_yaml_turns_into_something_else_stays_exact() {
    let traps = [
        "no",
        "NO",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "1.10",
        "0044",
        "2019-03",
        "2019-03-01",
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        "12:30",
        "12:30:45",
        ".5",
        "5.",
        "+49",
        "-1",
        ".inf",
        ".nan",
        "1.",
        "007",
        "3.0",
        "1,000",
        "2019",
        "0b11",
        "True",
        "FALSE",
        "1:20",
        "=",
        "1.2.3",
        "2001-12-14t21:59:43.10-05:00",
        "+1",
        "0.0",
        "00",
        "99999999999999999999999",
        "NaN",
    ];
    assert_eq!(traps.len(), 40);
    for trap in traps {
        let (resume, found) = resume(&format!("basics: {{name: A}}\nwork:\n  - name: {trap}\n"));
        let name = resume.tree.field("work").and_then(|work| match &work.value {
            cvgen::resume::Value::List(jobs) => jobs[0].field("name").and_then(Node::scalar),
            _ => None,
        });
        assert_eq!(name, Some(trap));
        assert!(found.is_empty(), "{trap}\n{found:#?}");
    }
}

#[test]
fn radicals_of_pdfs_become_characters_and_tags_are_told_once() {
    let (resume, _) = resume("basics: {name: ⼯程师⻓, label: ⽂⻔}\n");
    let basics = resume.contents.basics.expect("basics");
    assert_eq!(basics.name.expect("a name").variants[0].1.text, "工程师长");
    assert_eq!(basics.label.expect("a label").variants[0].1.text, "文门");
    let text = "basics: {name: Ann, summary: 'a <b>b</b>'}\nwork: [{name: A, highlights: ['x<br>y', 'a < b > c']}]\n";
    assert_eq!(told(text), ["html"]);
}

#[test]
fn a_key_that_is_there_twice_keeps_the_last_in_json() {
    Test::new("pdf r.json")
        .file("r.json", "{\"basics\": {\"name\": \"Ann\", \"name\": \"Bob\"}}")
        .success()
        .says("duplicate key `name`: the last one counts");
}

/// Numbers that look random and are the same in every run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }

    fn one(&mut self, of: &[&str]) -> String {
        of[self.below(of.len())].to_owned()
    }

    /// `lines` in some order.
    fn shuffled(&mut self, mut lines: Vec<String>) -> Vec<String> {
        for at in (1..lines.len()).rev() {
            lines.swap(at, self.below(at + 1));
        }
        lines
    }
}

/// A job, with each field under one of its names, in one of its shapes, in any order.
fn some_job(random: &mut Random, name: &str, year: usize) -> String {
    let bullets = [
        "[One, 'Two:', [three, four]]",
        "[One, Two: [three, four]]",
        "['• One', \"Two:\\n- three\\n- four\"]",
        "[{text: One}, {Two: [three, four]}]",
        "[One, {text: \"Two:\\n- three\\n- four\"}]",
    ];
    let fields = vec![
        format!("{}: {}", random.one(&["name", "company", "employer", "公司"]), text(random, name)),
        format!("{}: {}", random.one(&["position", "title", "role", "职位"]), text(random, "Dev")),
        format!("{}: {year}", random.one(&["startDate", "start", "from", "开始时间"])),
        format!(
            "{}: {}",
            random.one(&["endDate", "end", "to"]),
            random.one(&["2021", "'2021'", "{text: 2021}"])
        ),
        format!(
            "{}: {}",
            random.one(&["highlights", "bullets", "responsibilities", "工作内容"]),
            random.one(&bullets)
        ),
        random.one(&["x-note: a", "_note: b", "summary: ''", "summary: null", "location: null"]),
    ];
    format!("{{{}}}", random.shuffled(fields).join(", "))
}

/// A text in one of its shapes.
fn text(random: &mut Random, text: &str) -> String {
    random.one(&[
        text,
        &format!("'{text}'"),
        &format!("[{text}]"),
        &format!("{{text: {text}}}"),
        &format!("{{name: {text}}}"),
    ])
}

/// Any shape of each part, in any order of the keys, is the same resume.
#[test]
fn any_permutation_of_the_shapes_reads_alike() {
    let skills = [
        "[Python, {name: Languages, keywords: [Rust, Go]}]",
        "[{name: Python}, {category: Languages, items: 'Rust, Go'}]",
        "{Python: , Languages: [Rust, Go]}",
        "[Python, {技能: Languages, 关键词: [Rust, Go]}]",
    ];
    let spoken = [
        "[{language: English, fluency: native}]",
        "{English: native}",
        "[{name: English, level: native}]",
    ];
    let person = [
        "{name: Ann Lee, email: a@b.example}",
        "{email: [a@b.example], name: {text: Ann Lee}}",
        "{name: 'Ann Lee', email: a@b.example, phone: '', url: null}",
    ];
    let mut random = Random(20_261_129);
    let mut resume = |is_plain: bool| {
        let mut one =
            |names: &[&str]| if is_plain { names[0].to_owned() } else { random.one(names) };
        let (basics, education) =
            (one(&person), one(&["[{institution: MIT, area: CS}]", "{school: MIT, major: CS}"]));
        let names = [
            one(&["basics", "personal", "contact"]),
            one(&["work", "experience", "jobs", "工作经历"]),
            one(&["education", "schools", "教育经历"]),
            one(&["skills", "skill", "技能"]),
            one(&["languages"]),
            one(&["interests", "hobbies", "兴趣"]),
        ];
        let (skills, spoken) = (one(&skills), one(&spoken));
        let interests = one(&["[{name: Chess}]", "[Chess]", "Chess"]);
        let work = if is_plain {
            let job = |name: &str, year: usize| {
                format!(
                    "{{name: {name}, position: Dev, startDate: {year}, endDate: 2021, highlights: [One, \"Two:\\n- three\\n- four\"]}}"
                )
            };
            format!("[{}, {}]", job("Acme", 2020), job("Beta", 2018))
        } else {
            format!(
                "[{}, {}]",
                some_job(&mut random, "Acme", 2020),
                some_job(&mut random, "Beta", 2018)
            )
        };
        let values = [basics, work, education, skills, spoken, interests];
        let lines = names.iter().zip(values).map(|(name, value)| format!("{name}: {value}"));
        let lines: Vec<String> = lines.collect();
        let lines = if is_plain { lines } else { random.shuffled(lines) };
        // The order of the file is that of the page.
        format!(
            "{}\ncvgen: {{order: [work, education, skills, languages, interests]}}\n",
            lines.join("\n")
        )
    };
    let expected = printed(&resume(true));
    for _ in 0..400 {
        let shape = resume(false);
        assert_eq!(printed(&shape), expected, "{shape}");
    }
}

/// The parts of a name, wherever and in which words they are, are the name and its parts.
#[test]
fn a_name_may_be_in_parts() {
    let name = |text: &str, language: &str| {
        let (document, found) = document(text, language);
        (document.header.name.clone(), document.header.family_name.clone(), found)
    };
    for (basics, expected, family) in [
        ("name: {first: Ann, last: Lee}", "Ann Lee", "Lee"),
        ("name: {given: Ann, family: Lee}", "Ann Lee", "Lee"),
        ("name: {firstName: Ann, middleName: B., lastName: Lee}", "Ann B. Lee", "Lee"),
        ("name: {title: Dr., first: Ann, last: Lee, suffix: Jr.}", "Dr. Ann Lee Jr.", "Lee"),
        ("name: {first: Ann, last: Lee, suffix: PhD}", "Ann Lee, PhD", "Lee"),
        ("name: {full: Ann B. Lee, last: Lee}", "Ann B. Lee", "Lee"),
        ("name: {姓: 李, 名: 安}", "李安", "李"),
        ("firstName: Ann, lastName: Lee", "Ann Lee", "Lee"),
        ("givenName: Ann, familyName: Lee", "Ann Lee", "Lee"),
        ("name: '', givenName: Ann, familyName: Lee", "Ann Lee", "Lee"),
    ] {
        let (name, family_name, found) = name(&format!("basics: {{{basics}}}\n"), "en");
        assert_eq!((name.as_str(), family_name.as_deref()), (expected, Some(family)), "{basics}");
        assert_eq!(found, [""; 0], "{basics}");
    }
    let (hungarian, ..) =
        name("basics: {firstName: Anna, lastName: Nagy}\nmeta: {language: hu}\n", "hu");
    assert_eq!(hungarian, "Nagy Anna");
    let both = "basics: {firstName: {en: Ann, zh: 安}, lastName: {en: Lee, zh: 李}}\n";
    assert_eq!((name(both, "en").0.as_str(), name(both, "zh").0.as_str()), ("Ann Lee", "李安"));
    let by_language = "basics: {name: {en: {first: Ann, last: Lee}, zh: {first: 安, last: 李}}}\n";
    assert_eq!(name(by_language, "zh").0, "李安");
    assert_eq!(name("basics: {name: {last: 山田, first: たろう}}\n", "ja").0, "山田 たろう");
    // The name in whole goes before its parts.
    assert_eq!(name("basics: {name: Annie, firstName: Ann, lastName: Lee}\n", "en").0, "Annie");
}

/// Accounts that are fields of `basics`, and other words that people write, in several languages.
#[test]
fn accounts_and_words_of_other_languages_are_read() {
    let found =
        printed("basics: {name: Ann, github: ann-lee, linkedin: https://linkedin.com/in/ann}\n");
    assert!(found.contains("ann-lee") && found.contains("linkedin.com/in/ann"), "{found}");
    let plain =
        "work: [{name: Acme, position: Dev, startDate: 2019, endDate: 2020, highlights: [One]}]\n";
    for text in [
        "berufserfahrung: [{firma: Acme, funktion: Dev, von: 2019, bis: 2020, aufgaben: [One]}]\n",
        "expérience: [{entreprise: Acme, poste: Dev, début: 2019, fin: 2020, tâches: [One]}]\n",
        "experiencia: [{empresa: Acme, puesto: Dev, desde: 2019, hasta: 2020, funciones: [One]}]\n",
        "work_experience: [{company_name: Acme, job_title: Dev, start_date: 2019, end_date: 2020, bullets: [One]}]\n",
        "Work: [{Name: Acme, Position: Dev, StartDate: 2019, EndDate: 2020, Highlights: [One]}]\n",
    ] {
        assert_eq!(printed(text), printed(plain), "{text}");
    }
}

/// The person's fields, wherever they are, and dates in parts.
#[test]
fn the_person_may_be_described_beside_basics_or_in_parts() {
    let plain =
        printed("basics: {name: Ann, email: a@b.example, label: Dev}\nwork: [{name: Acme}]\n");
    for text in [
        "name: Ann\nemail: a@b.example\ntitle: Dev\nwork: [{name: Acme}]\n",
        "name: Ann\ncontact: {email: a@b.example}\ntitle: Dev\nwork: [{name: Acme}]\n",
        "personal: {name: Ann, contact: {email: a@b.example}, label: Dev}\nwork: [{name: Acme}]\n",
        "personal_information: {name: Ann, email: a@b.example}\nlabel: Dev\nwork: [{name: Acme}]\n",
        "姓名: Ann\n邮箱: a@b.example\n职位: Dev\n工作经历: [{公司: Acme}]\n",
    ] {
        assert_eq!(printed(text), plain, "{text}");
    }
    let alone = printed("氏名: 山田太郎\n職歴: [{会社: A}]\n");
    assert!(alone.contains("山田太郎"), "{alone}");
    let dates =
        printed("work: [{name: A, startDate: {year: 2019, month: 3}, endDate: {year: 2020}}]\n");
    let plain = printed("work: [{name: A, startDate: 2019-03, endDate: 2020}]\n");
    assert_eq!(dates, plain);
}

/// A file of another tool is named as such, also where its shapes are wrong.
#[test]
fn files_of_other_tools_are_named_whatever_else_is_wrong() {
    for (text, tool) in [
        (
            "basics: {name: A, url: {href: x}}\nsections: {basics: {}}\nmetadata: {}\n",
            "Reactive Resume",
        ),
        (
            "basics: {name: A}\nsections: {work: {items: [{date: {start: 1}}]}}\nmetadata: {}\n",
            "Reactive Resume",
        ),
        ("name: A\ninfo: {label: Dev}\ncontact: {email: a@b.c}\nreading: [{title: B}]\n", "FRESH"),
        ("profile: {personalInformation: {firstName: A}}\n", "Europass"),
    ] {
        let found = read("r.yaml", text.as_bytes()).expect_err("refused");
        let is_named = found.iter().any(|it| it.is_error() && it.message.contains(tool));
        assert!(is_named, "{text}\n{found:#?}");
    }
}

/// Settings that name no language, or name one in words.
#[test]
fn languages_in_words_are_told() {
    for (settings, expected) in [
        ("[english]", Some("en")),
        ("german", Some("de")),
        ("[中文]", Some("zh")),
        ("[klingonian]", None),
    ] {
        let (resume, found) =
            resume(&format!("cvgen: {{languages: {settings}}}\nbasics: {{name: A}}\n"));
        assert_eq!(
            found.first().map(|found| found.code),
            Some("not-a-language"),
            "{settings}\n{found:#?}"
        );
        let language = cvgen::resolve::languages(&resume).first().map(ToString::to_string);
        assert_eq!(language.as_deref(), expected, "{settings}");
    }
}

/// A wrong shape has an example of its field.
#[test]
fn a_wrong_shape_is_told_with_an_example_of_its_field() {
    for (name, text, hint) in [
        ("r.yaml", "cvgen: {options: x}", "`options: {accent: navy}`"),
        ("r.yaml", "cvgen: {titles: [a]}", "`titles: {work: Jobs}`"),
        ("r.yaml", "cvgen: {order: {a: b}}", "`order: [work, education]`"),
        ("r.yaml", "work: [{startDate: {a: b}}]", "`startDate: 2019-03`"),
        ("r.yaml", "work: [{keep: maybe}]", "`keep: true`"),
        ("r.json", "{\"cvgen\": {\"options\": 5}}", "`\"options\": {\"accent\": \"navy\"}`"),
        ("r.json", "{\"work\": [{\"links\": {\"a\": 1}}]}", "`\"links\": [{\"label\": \"Code\""),
        ("r.toml", "[cvgen]\noptions = 5", "`options = {accent = \"navy\"}`"),
        (
            "r.toml",
            "[[work]]\nlocation = {a = 1}",
            "`location = {city = \"Rome\", countryCode = \"IT\"}`",
        ),
    ] {
        let found = read(name, text.as_bytes()).expect_err("refused");
        let hints: String = found.iter().flat_map(|found| found.hints.clone()).collect();
        assert!(hints.contains(hint), "{text}\n{found:#?}");
    }
}
