//! The proof sheet: every word lies in a block, every fact is coloured right, and bad files are refused in words.

use crate::check::CLEAN;
use crate::defects::{self, lines, pdf, text};
use crate::harness::{Test, choices, root, themes};
use cvgen::check::Places;
use cvgen::pdf::{self as reading, Pdf, area};

/// The words of the file called `name` that a run has written.
fn words(bytes: &[u8]) -> String {
    reading::read("the proof", bytes).expect("a PDF").text()
}

fn lies_in_a_block(pdf: &Pdf) -> bool {
    pdf.pages.iter().all(|page| {
        let blocks = page.blocks();
        let seen = page
            .glyphs
            .iter()
            .filter(|it| it.text.as_ref().is_none_or(|text| !text.trim().is_empty()));
        seen.map(area).all(|glyph| {
            blocks.iter().any(|it| {
                it[0] <= glyph[0] && it[1] <= glyph[1] && it[2] >= glyph[2] && it[3] >= glyph[3]
            })
        })
    })
}

/// A small resume; all of its texts are in the PDF.
const ENGLISH: &str = r#"
basics: {name: Ann Li, label: Engineer, email: ann@example.org, phone: "+44 117 496 0123", summary: Makes slow systems fast.}
work:
  - {name: Acme, position: Staff engineer, startDate: 2019-03, highlights: [Wrote an efficient compiler in Rust., Fixed the office scaffolding.]}
education: [{institution: University of Westmere, area: Physics, studyType: BSc, startDate: 2012, endDate: 2016}]
skills: [{name: Systems, keywords: [Rust, Kafka]}]
"#;

const CHINESE: &str = r#"
basics: {name: 张敏, label: 软件工程师, email: zhang@example.org, phone: "+86 138 0013 8000", summary: 十年后端经验，让慢的系统变快。}
work:
  - {name: 远山科技, position: 资深工程师, startDate: 2019-03, highlights: [用 Rust 重写编译器，编译时间降至三分之一。]}
education: [{institution: 华东理工大学, area: 物理, studyType: 学士, startDate: 2012, endDate: 2016}]
skills: [{name: 系统, keywords: [Rust, 数据库]}]
meta: {language: zh}
"#;

/// `لا` in its forms, at the end of words and within them: two glyphs of the same characters side by side.
const ARABIC: &str = r#"
basics: {name: ليلى حداد, label: مهندسة برمجيات, email: leila@example.org, phone: "+966 50 123 4567", summary: خبرة في الأنظمة الموزعة والأداء العالي.}
work:
  - {name: شركة الاتصالات, position: مهندسة أولى, startDate: 2019-03, highlights: [قادت فريقا لبناء منصة الإعلانات والإحالات., خفضت زمن الاستجابة بنسبة 40 في المائة.]}
education: [{institution: جامعة الملك سعود, area: علوم الحاسب, studyType: بكالوريوس, startDate: 2012, endDate: 2016}]
skills: [{name: قواعد, keywords: [Rust, البيانات]}]
cvgen: {titles: {education: المؤهلات العلمية, work: الخبرات}}
meta: {language: ar}
"#;

/// In every theme, in English, Chinese and Arabic: a page of the proof for each of the resume, and one more.
#[test]
fn a_proof_shows_every_word_and_every_fact() {
    for theme in themes() {
        for (text, title) in [
            (ENGLISH, "What a machine reads"),
            (CHINESE, "机器读到的内容"),
            (ARABIC, "What a machine reads"),
        ] {
            let finished = Test::new("pdf r.yaml -o r.pdf --no-system-fonts")
                .file("r.yaml", text)
                .argument(format!("--theme={theme}"))
                .success()
                .then("check r.yaml --no-system-fonts --proof p.pdf")
                .argument(format!("--theme={theme}"))
                .run();
            let resume = reading::read("it", &finished.read("r.pdf")).expect("a PDF");
            assert!(lies_in_a_block(&resume), "{theme}, {text}");
            let proof = reading::read("it", &finished.read("p.pdf")).expect("a PDF");
            assert!(proof.pages.len() > resume.pages.len(), "{theme}, {text}");
            let said = proof.text();
            assert!(said.contains(title) && said.contains("100 %"), "{theme}, {text}: {said}");
        }
    }
}

/// What is found has a place, and what is lost has none and is named.
#[test]
fn facts_are_found_where_they_are_and_lost_where_they_are_not() {
    let whole = pdf(vec![lines(&[("Ann Li", 750.0), ("ann@example.org", 730.0), ("Acme", 680.0)])]);
    let finished = Test::new("check r.yaml --pdf x.pdf --proof p.pdf")
        .file("r.yaml", CLEAN)
        .file("x.pdf", &whole)
        .exits_with(1);
    let said = words(&finished.read("p.pdf"));
    for part in ["What is lost", "Wrote a compiler in Rust", "lost-text", "no-tags"] {
        assert!(said.contains(part), "`{part}` is not in\n{said}");
    }
    let read = reading::read("it", &whole).expect("a PDF");
    let places = Places::new(&read);
    let marks = places.recognised();
    let has = |kind: &str, text: &str| {
        marks.iter().any(|it| it.kind == kind && it.text == text && it.areas.len() == 1)
    };
    assert!(has("e-mail address", "ann@example.org"));
}

/// Each fact has a place of its own, and a part of what is lost is marked.
#[test]
fn facts_are_marked_where_they_stand() {
    let page = lines(&[
        ("Ann Li", 750.0),
        ("Backend engineer", 730.0),
        ("example.org/ann/rust", 715.0),
        ("example.org/ann", 700.0),
        ("Experience", 690.0),
        ("Lead backend engineer", 680.0),
        ("Backend engineer", 660.0),
        ("Wrote a compiler in C", 640.0),
    ]);
    let resume = "basics: {name: Ann Li, label: Backend engineer, url: 'https://example.org/ann'}\n\
        work: [{position: Lead backend engineer, highlights: [Wrote a compiler in Rust]}, {position: Backend engineer}]\n";
    let resume = cvgen::read::read("r.yaml", resume.as_bytes()).expect("a resume").value;
    let theme = cvgen::theme::Theme::builtin("classic").expect("a theme").value;
    let document = cvgen::resolve::resolve(&resume, &choices(&theme, "en")).value;
    let file = pdf(vec![page]);
    let read = reading::read("it", &file).expect("a PDF");
    let marks = Places::new(&read).facts(&document);
    let levels = |text: &str| -> Vec<f64> {
        let same = marks.iter().filter(|mark| mark.text == text);
        same.flat_map(|mark| &mark.areas).map(|(_, area)| area[1].round()).collect()
    };
    // Of 11 pt, some 2 are below the baseline.
    assert_eq!(levels("Backend engineer"), [728.0, 658.0]);
    assert_eq!(levels("Lead backend engineer"), [678.0]);
    assert_eq!(levels("example.org/ann"), [698.0]);
    assert_eq!(levels("Wrote a compiler in Rust"), [638.0]);
    let lost: Vec<&str> =
        marks.iter().filter(|mark| !mark.is_found).map(|mark| mark.text.as_str()).collect();
    assert_eq!(lost, ["Wrote a compiler in Rust"]);
}

/// Files that others made, without a resume.
#[test]
fn a_proof_of_anybodys_file_says_what_was_recognised() {
    let columns = [
        text("Experience", 72.0, 700.0),
        text("Skills", 322.0, 700.0),
        text("2019 - 2021", 72.0, 680.0),
    ];
    let files = [
        ("columns.pdf", pdf(vec![columns.concat()]), "Experience"),
        ("embedded.pdf", defects::with_unicode(), "Ann Li"),
        ("mute.pdf", defects::without_unicode(), "missing-glyph"),
        ("scanned.pdf", defects::image_only(), "image-only"),
        (
            "spaced.pdf",
            pdf(vec![[vec![defects::spaced_out()], text("Skills", 72.0, 700.0)].concat()]),
            "no-tags",
        ),
    ];
    for (name, bytes, part) in files {
        let finished =
            Test::new(&format!("check {name} --proof {{name}}-proof.pdf")).file(name, bytes).run();
        let said = words(&finished.read(&name.replace(".pdf", "-proof.pdf")));
        assert!(
            said.contains(part) && said.contains("What a machine recognises"),
            "{name}: {said}"
        );
        assert!(!said.contains(" % of"), "{name}: no score");
    }
}

/// The file of `tests/proof/` called `name`, as another program made it.
fn made(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/proof").join(name)).expect("a file of the tests")
}

/// What is recognised in a file, by what it is.
fn recognised(pdf: &Pdf, kind: &str) -> Vec<String> {
    let places = Places::new(pdf);
    let marks = places.recognised().into_iter().filter(|mark| mark.kind == kind);
    let marks: Vec<_> = marks.collect();
    assert!(marks.iter().all(|mark| !mark.areas.is_empty()), "{kind} without a place");
    marks.into_iter().map(|mark| mark.text).collect()
}

/// The kinds of PDF that people have: what is recognised is what they say.
#[test]
fn files_of_other_programs_are_recognised() {
    /// A file, and the name, contacts, titles and dates in it.
    type Case<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a str], &'a [&'a str]);
    let usual = ["March 2019 – Present", "09/2014 – 02/2019", "2010 – 2014"];
    let cases: [Case<'_>; 8] = [
        (
            "pdftex",
            "Nora Halvorsen",
            &["nora.halvorsen@example.org", "+47 55 01 23 45", "github.com/nora-example"],
            &["Work Experience", "Education", "Technical Skills"],
            &["Mar. 2019 – Present", "Sept. 2014 – Feb. 2019", "2010 – 2014"],
        ),
        (
            "xetex",
            "林晓雯",
            &["138-0013-8000", "lin@example.org", "example.org/lin"],
            &["教育背景", "工作经历", "专业技能"],
            &["2016.09 – 2019.06", "2019 年 7 月 – 至今"],
        ),
        (
            "word",
            "Nora Halvorsen",
            &["+47 55 01 23 45", "nora.halvorsen@example.org"],
            &["PROFESSIONAL EXPERIENCE", "EDUCATION", "SKILLS"],
            &usual,
        ),
        (
            "libreoffice",
            "Élodie Marchand",
            &["06 12 34 56 78", "elodie@example.org"],
            &["Expériences professionnelles", "Formation", "Langues"],
            &["depuis mars 2019", "sept. 2014 – févr. 2019", "2011 – 2014"],
        ),
        (
            "chromium",
            "NORA HALVORSEN",
            &["nora.halvorsen@example.org", "(+47) 55 01 23 45", "linkedin.com/in/nora-example"],
            &["EXPERIENCE", "EDUCATION", "AWARDS & TALKS"],
            &["March 2019 – Present", "2014-09 – 2019-02", "2010 – 2014", "2017"],
        ),
        (
            "unembedded",
            "Jörg Weißmüller",
            &["0341 / 49 60 123", "joerg@example.org"],
            &["BERUFSERFAHRUNG", "AUSBILDUNG", "SPRACHKENNTNISSE"],
            &["Seit April 2018", "10/2012 – 03/2018", "Oktober 2007 – September 2012"],
        ),
        (
            "columns",
            "Nora Halvorsen",
            &["nora.halvorsen@example.org", "+47 55 01 23 45", "www.example.org/nora"],
            &["Contact", "Skills", "Languages", "Profile", "Employment", "Education"],
            &["03/2019 – present", "09/2014 – 02/2019", "2010 – 2014"],
        ),
        ("scanned", "", &[], &[], &[]),
    ];
    for (file, name, contacts, titles, dates) in cases {
        let pdf = reading::read(file, &made(&format!("{file}.pdf"))).expect("a PDF");
        assert!(lies_in_a_block(&pdf), "{file}");
        let names = recognised(&pdf, "name");
        assert_eq!(names.first().map_or("", String::as_str), name, "{file}");
        let kinds = ["e-mail address", "telephone number", "link"];
        let mut found: Vec<String> = kinds.iter().flat_map(|kind| recognised(&pdf, kind)).collect();
        let mut wanted: Vec<String> = contacts.iter().map(|it| (*it).to_owned()).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{file}");
        assert_eq!(recognised(&pdf, "section title"), titles, "{file}");
        assert_eq!(recognised(&pdf, "date"), dates, "{file}");
    }
    // One that needs no password to be read is read like the one it was made of.
    let restricted = reading::read("it", &made("restricted.pdf")).expect("a PDF");
    assert_eq!(restricted.text(), reading::read("it", &made("word.pdf")).expect("a PDF").text());
}

/// Each of them has a proof that says so, in either language of proofs.
#[test]
fn files_of_other_programs_are_drawn() {
    for file in [
        "pdftex",
        "xetex",
        "word",
        "libreoffice",
        "chromium",
        "unembedded",
        "columns",
        "scanned",
        "restricted",
    ] {
        for (language, title) in [("en", "What a machine recognises"), ("zh", "机器能识别的内容")]
        {
            let finished = Test::new("check x.pdf --proof p.pdf")
                .argument(format!("--lang={language}"))
                .file("x.pdf", made(&format!("{file}.pdf")))
                .run();
            let said = words(&finished.read("p.pdf"));
            assert!(said.contains(title), "{file}: {said}");
            let has_nothing = said.contains("✗ nothing") || said.contains("✗ 没有识别到内容");
            assert_eq!(has_nothing, file == "scanned", "{file}: {said}");
        }
    }
}

/// In our own themes, too, without the resume.
#[test]
fn what_every_theme_prints_is_recognised() {
    for theme in themes() {
        for (text, name, titles) in [
            (ENGLISH, "Ann Li", ["Experience", "Education", "Skills"]),
            (CHINESE, "张敏", ["工作经历", "教育背景", "专业技能"]),
            (ARABIC, "ليلى حداد", ["الخبرات", "المؤهلات العلمية", "المهارات"]),
        ] {
            let finished = Test::new("pdf r.yaml -o r.pdf --no-system-fonts")
                .file("r.yaml", text)
                .argument(format!("--theme={theme}"))
                .success();
            let pdf = reading::read("it", &finished.read("r.pdf")).expect("a PDF");
            let alike = |text: &str| text.to_lowercase();
            let found = recognised(&pdf, "name");
            assert_eq!(found.first().map(|it| alike(it)), Some(alike(name)), "{theme}");
            let found: Vec<String> =
                recognised(&pdf, "section title").iter().map(|it| alike(it)).collect();
            for title in titles {
                assert!(found.contains(&alike(title)), "{theme}: `{title}` is not in {found:?}");
            }
            assert_eq!(recognised(&pdf, "e-mail address").len(), 1, "{theme}, {name}");
            assert_eq!(recognised(&pdf, "telephone number").len(), 1, "{theme}, {name}");
            assert_eq!(recognised(&pdf, "date").len(), 2, "{theme}, {name}");
        }
    }
}

/// A worker draws what strangers made: what it takes is bounded, and told.
#[test]
fn strangers_files_are_drawn_within_limits() {
    for limit in ["--time-limit=0", "--memory-limit=64M"] {
        let finished = Test::new("check x.pdf --proof p.pdf")
            .argument(limit)
            .file("x.pdf", made("chromium.pdf"))
            .run();
        let has_proof = finished.names().iter().any(|name| name == "p.pdf");
        assert!(!has_proof || limit.starts_with("--memory"), "{limit}: {:?}", finished.names());
    }
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let whole = pdf(vec![text("Ann Li", 72.0, 700.0)]);
    let many = pdf((0..60).map(|_| text("Ann Li", 72.0, 700.0)).collect());
    for (name, bytes, why) in [
        ("many.pdf", many, "has more than 40 pages"),
        ("encrypted.pdf", defects::encrypted(), "is encrypted"),
        ("secret.pdf", made("encrypted.pdf"), "is encrypted"),
        ("damaged.pdf", b"%PDF-1.7\n".to_vec(), "is damaged"),
        ("cut.pdf", whole[..whole.len() / 2].to_vec(), "is damaged"),
        ("empty.pdf", Vec::new(), "is not a PDF file"),
        ("text.pdf", b"Ann Li\n".to_vec(), "is not a PDF file"),
        ("pageless.pdf", pdf(Vec::new()), "has no pages"),
    ] {
        for proof in ["p.pdf", "proofs/{name}.pdf"] {
            let finished = Test::new(&format!("check {name} --proof {proof}"))
                .file(name, bytes.clone())
                .exits_with(1)
                .says(why);
            assert_eq!(finished.names(), [name], "no proof, and no folder for it");
        }
    }
    // What comes before it is drawn.
    let finished = Test::new("check a.pdf text.pdf --proof proofs/{name}.pdf")
        .file("a.pdf", &whole)
        .file("text.pdf", "Ann Li")
        .exits_with(1);
    assert!(words(&finished.read("proofs/a.pdf")).contains("Ann Li"));
    assert!(!finished.path("proofs/text.pdf").exists());
    Test::new("check a.yaml b.yaml --proof p.pdf").exits_with(2).says("{name}");
    Test::new("check x.pdf --proof x.pdf")
        .file("x.pdf", whole)
        .exits_with(1)
        .says("is not overwritten");
}
