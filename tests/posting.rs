//! `cvgen check --job`: the terms of a posting, and which of them a resume has.

use crate::check::CLEAN;
use crate::defects::{lines, pdf};
use crate::harness::{Test, root};
use serde_json::Value;

/// The terms of a posting that a resume has, those it lacks, and the figure.
fn coverage(resume: &str, posting: &[u8], words: &str) -> (Vec<String>, Vec<String>, u64) {
    let finished = Test::new(&format!("check r.yaml --job posting --format json {words}"))
        .file("r.yaml", resume)
        .file("posting", posting)
        .success();
    let coverage: Value = serde_json::from_slice(&finished.stdout).expect("JSON");
    let terms = |key: &str| -> Vec<String> {
        let list = coverage[key].as_array().expect("a list");
        list.iter().map(|term| term["term"].as_str().expect("a text").to_owned()).collect()
    };
    (terms("has"), terms("lacks"), coverage["coverage"].as_u64().expect("a figure"))
}

fn has_all(list: &[String], terms: &[&str]) {
    for term in terms {
        assert!(list.iter().any(|known| known == term), "`{term}` is not in {list:#?}");
    }
}

fn has_none(list: &[String], terms: &[&str]) {
    for term in terms {
        assert!(!list.iter().any(|known| known == term), "`{term}` is in {list:#?}");
    }
}

const POSTING: &str = "Senior Engineer

We are looking for an engineer with strong experience in distributed systems and Kubernetes.
You write real-time services in C++ and Rust; PostgreSQL is a plus. Compilers welcome.
Machine learning and data modelling are nice to have.
";

#[test]
fn the_terms_of_a_posting_are_found_by_their_stems() {
    let resume = "
basics: {name: Ann, label: Engineer}
work:
  - name: Acme
    highlights: ['Wrote a compiler in C++', Built a distributed system in real time, Modeling of data]
skills: [{name: Data, keywords: [Postgresql, Rust]}]
";
    let (has, lacks, percent) = coverage(resume, POSTING.as_bytes(), "");
    has_all(
        &has,
        &["distributed systems", "C++", "Rust", "PostgreSQL", "Compilers", "data modelling"],
    );
    has_all(&lacks, &["Kubernetes", "Machine learning"]);
    let figure = has.len() * 100 / (has.len() + lacks.len());
    assert!(percent.abs_diff(figure as u64) <= 1, "{percent}");
    let text = Test::new("check r.yaml --job posting.txt")
        .file("r.yaml", resume)
        .file("posting.txt", POSTING)
        .success();
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    assert!(text.contains(" % of the posting's terms are in the resume ("), "{text}");
    let is_placed = |line: &str| line.contains("C++") && line.ends_with("Experience");
    assert!(text.lines().any(is_placed), "{text}");
}

/// A posting as they are: what the employer says of itself, of the pay and of the law is not a term.
#[test]
fn an_english_posting_is_read_as_a_person_would() {
    let resume =
        std::fs::read_to_string(root().join("data/starter/resume.yaml")).expect("a resume");
    let posting = std::fs::read(root().join("tests/postings/backend-en.txt")).expect("a posting");
    let (has, lacks, _) = coverage(&resume, &posting, "--lang en");
    has_all(&has, &["Go", "Kubernetes", "PostgreSQL", "Redis", "Rust", "Kafka", "German"]);
    has_all(
        &lacks,
        &[
            "Kotlin",
            "Prometheus",
            "Grafana",
            "OpenTelemetry",
            "observability",
            "distributed systems",
            "relational databases",
            "SQL performance tuning",
            "data modelling",
            "gRPC",
            "GraphQL",
            "Machine learning",
        ],
    );
    let all = [has, lacks].concat();
    has_none(
        &all,
        &[
            "time", "week", "six", "price", "boring", "care", "race", "religion", "gender", "age",
            "5+",
        ],
    );
    has_none(
        &all,
        &["stock options", "Berlin", "Northwind Logistics", "celebrate diversity", "vacation"],
    );
}

#[test]
fn a_chinese_posting_is_cut_into_terms() {
    let (has, lacks, _) = coverage(
        "basics: {name: 安}\nskills: [{name: 数据库, keywords: [PostgreSQL]}]\n",
        "岗位职责：负责数据库开发，熟悉PostgreSQL和机器学习。".as_bytes(),
        "--lang zh",
    );
    assert_eq!(has, ["PostgreSQL", "数据库"]);
    assert_eq!(lacks, ["机器学习"]);
    let resume =
        std::fs::read_to_string(root().join("examples/jinhua-luo.yaml")).expect("a resume");
    let posting = std::fs::read(root().join("tests/postings/backend-zh.txt")).expect("a posting");
    let (has, lacks, _) = coverage(&resume, &posting, "--lang zh");
    has_all(&has, &["Nginx", "OpenResty", "PostgreSQL", "C++", "Linux", "数据库", "开源项目"]);
    has_all(&lacks, &["Kafka", "Kubernetes", "分布式系统", "分布式事务", "机器学习", "微服务架构"]);
    has_none(
        &[has, lacks].concat(),
        &["式事务", "福利", "待遇", "五险一金", "上海", "负责", "熟悉", "50K"],
    );
}

/// A posting that was saved as PDF is read as well.
#[test]
fn a_posting_may_be_a_pdf() {
    let posting = pdf(vec![lines(&[("Rust and Kubernetes", 700.0)])]);
    let (has, lacks, _) = coverage("skills: [{name: Rust}]\n", &posting, "");
    assert_eq!((has, lacks), (vec!["Rust".to_owned()], vec!["Kubernetes".to_owned()]));
}

#[test]
fn a_posting_in_another_encoding_is_refused() {
    let refused = |posting: &[u8], message: &str, from: &str| {
        Test::new("check r.yaml --job p.txt")
            .file("r.yaml", CLEAN)
            .file("p.txt", posting)
            .stderr(&format!(
                "error: `p.txt` is not a text in UTF-8{message}\n  = hint: save it as plain text in UTF-8; \
                 `iconv -f {from} -t UTF-8` makes that of {from}"
            ))
            .exits_with(1);
    };
    refused(b"\xb8\xda\xce\xbb", "", "GBK");
    refused(b"Caf\xe9", "", "GBK");
    refused(b"\xff\xfeR\0u\0s\0t\0", ", but in UTF-16", "UTF-16");
    refused(b"\xfe\xff\0R\0u\0s\0t", ", but in UTF-16", "UTF-16");
    Test::new("check r.yaml --job none.txt")
        .file("r.yaml", CLEAN)
        .exits_with(1)
        .says("does not exist");
    Test::new("check r.yaml --job p.txt")
        .file("r.yaml", CLEAN)
        .with(|folder| {
            let file = std::fs::File::create(folder.join("p.txt")).expect("a file");
            file.set_len(500 << 20).expect("a sparse file");
        })
        .stderr("error: `p.txt` is larger than 8 MiB, too large for a posting")
        .exits_with(1);
    Test::new("check r.yaml --job p.txt --format json")
        .file("r.yaml", CLEAN)
        .file("p.txt", "")
        .stdout("{\n  \"language\": \"en\",\n  \"coverage\": null,\n  \"has\": [],\n  \"lacks\": []\n}\n")
        .success();
}

/// Postings in six more languages: the terms that a person would mark, and none of what is said of the employer.
#[test]
fn postings_of_other_languages_are_read_as_a_person_would() {
    let resume = "basics: {name: Ann Li}\nskills: [{name: X, keywords: [Kubernetes]}]\n";
    let cases: [(&str, &[&str]); 6] = [
        (
            "de",
            &["verteilte Systeme", "Datenbankmodellierung", "Qualitätssicherung", "io_uring", "Go"],
        ),
        (
            "fr",
            &[
                "systèmes distribués",
                "gestion de projet",
                "intégration continue",
                "sécurité informatique",
            ],
        ),
        ("es", &["sistemas distribuidos", "integración continua", "aprendizaje automático"]),
        ("nl", &["gedistribueerde systemen", "testautomatisering", "machinaal leren"]),
        ("it", &["sistemi distribuiti", "integrazione continua", "sicurezza informatica"]),
        ("pt", &["sistemas distribuídos", "integração contínua", "segurança informática"]),
    ];
    for (language, terms) in cases {
        let path = root().join(format!("tests/postings/backend-{language}.txt"));
        let posting = std::fs::read(path).expect("a posting");
        let (has, lacks, _) = coverage(resume, &posting, "");
        assert_eq!(has, ["Kubernetes"], "{language}");
        has_all(&lacks, terms);
        let said = lacks.join(" ").to_lowercase();
        for part in [
            "teamfähigkeit",
            "autonom",
            "equip",
            "squadra",
            "nord",
            "cv",
            "eu ",
            "pensio",
            "formaç",
        ] {
            assert!(!said.contains(part), "{language}: `{part}` in {lacks:#?}");
        }
    }
    // Forms of words: plural and singular, case and gender.
    let resume = "basics: {name: Ann Li}\nskills: [{name: X, keywords: [verteiltes System, Gestion des projets, systèmes distribués]}]\n";
    for (language, term) in [("de", "verteilte Systeme"), ("fr", "gestion de projet")] {
        let path = root().join(format!("tests/postings/backend-{language}.txt"));
        let (has, _, _) = coverage(resume, &std::fs::read(path).expect("a posting"), "");
        has_all(&has, &[term]);
    }
}

#[test]
fn a_posting_in_a_language_whose_words_are_not_known_is_refused() {
    Test::new("check r.yaml --job posting.txt")
        .file("r.yaml", CLEAN)
        .file("posting.txt", "Poszukujemy osoby z doświadczeniem w tworzeniu aplikacji rozproszonych oraz dobrą znajomością baz danych.\n")
        .exits_with(1)
        .says("the posting is in Polish")
        .says("Italian, Portuguese and Spanish");
}

/// A phrase is found where its words follow each other, and nowhere else.
#[test]
fn a_phrase_is_found_only_where_it_is() {
    let posting = "We are looking for performance tuning, machine learning and data modelling.\n";
    let resume = "basics: {name: Ann}\nwork: [{name: A, highlights: ['Learning how a machine works; tuning pianos for a performance', Modelling of data]}]\n";
    let (has, lacks, _) = coverage(resume, posting.as_bytes(), "");
    assert_eq!(has, ["data modelling"]);
    assert_eq!(lacks, ["performance tuning", "machine learning"]);
}
