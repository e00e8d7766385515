//! The proof sheet: every word lies in a block, every fact is coloured right, and bad files are refused in words.

use crate::check::CLEAN;
use crate::defects::{self, lines, pdf, text};
use crate::harness::{Test, choices, root, themes};
use cvgen::check::Places;
use cvgen::pdf::{self as reading, Area, Pdf, area};
use lopdf::Document;
use std::collections::BTreeSet;

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

/// Every word of `resume` lies in a block that is drawn in its proof, and nothing in it is lost.
fn are_drawn(resume: &Pdf, proof: &[u8], what: &str) {
    let document = Document::load_mem(proof).expect("a PDF");
    for (page, id) in resume.pages.iter().zip(document.page_iter()) {
        let blocks = boxes(&document, id, "0.95 0.97 1");
        assert!(!boxes(&document, id, "0.84 0.95 0.87").is_empty(), "{what}: found");
        assert!(boxes(&document, id, "1 0.9 0.9").is_empty(), "{what}: lost");
        let seen = page.glyphs.iter().filter(|it| !it.is_blank());
        for (glyph, [left, bottom, right, top]) in seen.map(|it| (it, area(it))) {
            let mut blocks = blocks.iter();
            let is_in = blocks.any(|it| {
                it[0] <= left + LEFT
                    && it[1] <= bottom + BELOW
                    && it[2] >= right + LEFT
                    && it[3] >= top + BELOW
            });
            assert!(is_in, "{what}: {glyph:?}");
        }
    }
}

/// Where a page of a resume is in the proof, in pt.
const LEFT: f64 = 52.0;
const BELOW: f64 = 24.0;

/// The boxes of the page `id` that are filled with `ink`.
fn boxes(document: &Document, id: lopdf::ObjectId, ink: &str) -> Vec<Area> {
    let content = document.get_page_content(id);
    let content = String::from_utf8_lossy(&content);
    let fills = content.split(" rg\n").collect::<Vec<_>>();
    let own = fills.windows(2).filter(|pair| pair[0].ends_with(&format!("\n{ink}")));
    let corner = |line: &str| {
        let mut numbers = line.split(' ');
        let mut number = || numbers.next()?.parse::<f64>().ok();
        Some((number()?, number()?))
    };
    let area = |pair: &[&str]| {
        let mut lines = pair[1].lines();
        let (left, bottom) = corner(lines.next()?)?;
        let (right, top) = corner(lines.nth(1)?)?;
        Some([left, bottom, right, top])
    };
    own.map(|pair| area(pair).expect("a box")).collect()
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
            let bytes = finished.read("p.pdf");
            are_drawn(&resume, &bytes, &format!("{theme}, {text}"));
            let proof = reading::read("it", &bytes).expect("a PDF");
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
    let finished = Test::new("check x.pdf --proof p.pdf --memory-limit=64M")
        .file("x.pdf", made("chromium.pdf"))
        .stderr("error: `x.pdf` cannot be read: there is no memory for it\n\n")
        .exits_with(1);
    assert_eq!(finished.names(), ["x.pdf"]);
    Test::new("check x.pdf --proof p.pdf --memory-limit=500M")
        .file("x.pdf", made("chromium.pdf"))
        .run()
        .read("p.pdf");
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let whole = pdf(vec![text("Ann Li", 72.0, 700.0)]);
    let many = |count: usize| pdf((0..count).map(|_| text("Ann Li", 72.0, 700.0)).collect());
    let sized = |area: [i64; 4]| {
        let mut file = Document::load_mem(&whole).expect("a PDF");
        let page = file.page_iter().next().expect("a page");
        let page = file.get_dictionary_mut(page).expect("a page");
        let area: Vec<lopdf::Object> = area.into_iter().map(lopdf::Object::from).collect();
        page.set("MediaBox", area.clone());
        page.set("CropBox", area);
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).expect("memory");
        bytes
    };
    for (name, bytes, why) in [
        ("many.pdf", many(60), "has more than 40 pages"),
        ("book.pdf", many(500), "has more than 200 pages"),
        ("banner.pdf", sized([0, 0, 14_173, 842]), "page 1 that is 5.0 m long"),
        ("ribbon.pdf", sized([0, 0, 595, 14_173]), "page 1 that is 5.0 m long"),
        ("flat.pdf", sized([0, 0, 0, 0]), "page 1 without an area"),
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
    let finished = Test::new("check r.yaml r.pdf --proof {name}-proof.pdf")
        .file("r.yaml", CLEAN)
        .file("r.pdf", &whole)
        .exits_with(2)
        .says("two files have the same proof, `r-proof.pdf`");
    assert_eq!(finished.names(), ["r.pdf", "r.yaml"]);
    Test::new("check x.pdf --proof x.pdf")
        .file("x.pdf", &whole)
        .exits_with(1)
        .says("is not overwritten");
    let finished = Test::new("check a.yaml b.pdf --proof b.pdf{name}")
        .file("a.yaml", CLEAN)
        .file("b.pdf", &whole)
        .with(|folder| {
            std::fs::hard_link(folder.join("b.pdf"), folder.join("b.pdfa")).expect("a link");
        })
        .exits_with(1)
        .says("is not overwritten");
    assert_eq!(finished.read("b.pdf"), whole);
}

/// A page with nothing to read on it is drawn, and is an error.
#[test]
fn pages_with_nothing_to_read_are_told() {
    let whole = text("Ann Li", 72.0, 700.0);
    for (name, page) in [
        ("blank", Vec::new()),
        ("spaces", text("   ", 72.0, 700.0)),
        ("lines", vec![defects::filled(0.0, 0.0, 90.0, 90.0)]),
    ] {
        for pages in [vec![page.clone()], vec![whole.clone(), page]] {
            let finished =
                Test::new("check x.pdf --proof p.pdf").file("x.pdf", pdf(pages)).exits_with(1);
            let said = words(&finished.read("p.pdf"));
            assert!(said.contains("has nothing that a machine can read"), "{name}: {said}");
        }
    }
}

/// A font that the file does not carry has its ligatures, too.
#[test]
fn what_stands_in_for_a_font_has_its_ligatures() {
    /// `fi` and `fl` in the encoding that such a font has of its own.
    const CODES: [u8; 2] = [0o256, 0o257];
    let fonts = ["Helvetica", "Helvetica-BoldOblique", "Times-Roman", "Times-BoldItalic"];
    for (font, code) in fonts.iter().flat_map(|font| CODES.map(|code| (*font, code))) {
        let file = coded(font, code);
        let read = reading::read("it", &file).expect("a PDF");
        let pictures = cvgen::proof::pictures("it", &file, &read).expect("pictures");
        let mut pixels = Vec::new();
        let mut reader = flate2::read::ZlibDecoder::new(&pictures[0].packed[..]);
        std::io::Read::read_to_end(&mut reader, &mut pixels).expect("pixels");
        let line = pictures[0].width * if pictures[0].is_grey { 1 } else { 3 };
        let inked = |row: &&[u8]| row.iter().any(|pixel| *pixel < 128);
        assert!(pixels.chunks(line).filter(inked).count() > 5, "{font}, {code}");
    }
}

/// A page with one letter in a font that the file only names.
fn coded(font: &str, code: u8) -> Vec<u8> {
    use lopdf::{Object, Stream, dictionary};
    let mut file = Document::with_version("1.7");
    let pages = file.new_object_id();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => font };
    let font = file.add_object(font);
    let content = [b"BT /F 40 Tf 100 600 Td (", &[code][..], b") Tj ET"].concat();
    let content = file.add_object(Stream::new(dictionary! {}, content));
    let page = file.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => [0, 0, 595, 842].map(Object::from).to_vec(),
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        "Contents" => content,
    });
    let kids = vec![Object::from(page)];
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 };
    file.objects.insert(pages, tree.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("memory");
    bytes
}

/// Each finding has its number where it is about something on the page, and no other place.
#[test]
fn findings_are_where_they_are_about() {
    let resume = "basics: {name: Ann Li, email: ann@example.org, url: 'ftp://example.org'}\n\
        work:\n  - {name: Acme, startDate: 2019-03, highlights: [\"Since then, I have run the press.\", N/A]}\n\
        skills: [{name: Tools, keywords: [Github, Fr]}]\ncvgen: {languages: [en]}\n";
    let resume = cvgen::read::read("r.yaml", resume.as_bytes()).expect("a resume").value;
    let theme = cvgen::theme::Theme::builtin("classic").expect("a theme").value;
    let document = cvgen::resolve::resolve(&resume, &choices(&theme, "en")).value;
    let page = lines(&[
        ("Ann Li, I am Fr", 750.0),
        ("ann@example.org", 730.0),
        ("Acme", 690.0),
        ("Since then, I have run the press.", 680.0),
        ("N/A", 660.0),
        ("Github, Fr", 640.0),
    ]);
    let link = vec![defects::link("mailto:nobody")];
    let file = pdf(vec![[page, link].concat()]);
    let read = reading::read("it", &file).expect("a PDF");
    let input = cvgen::check::CheckInput {
        resume: Some(&resume),
        document: Some(&document),
        pdf: Some(&read),
        ..Default::default()
    };
    let places = Places::new(&read);
    let found = cvgen::check::check(&input);
    let place = |code: &str| {
        let finding = found.iter().find(|it| it.code == code).unwrap_or_else(|| panic!("{code}"));
        places.of_finding(finding).map(|(page, area)| (page, area[1].round()))
    };
    assert_eq!(place("first-person"), Some((0, 678.0)));
    assert_eq!(place("leftover"), Some((0, 658.0)));
    assert_eq!(place("technology-name"), Some((0, 638.0)));
    assert_eq!(place("bad-link").map(|(page, _)| page), Some(0));
    assert_eq!(place("font-not-embedded"), None);
    assert_eq!(place("no-tags"), None);
    let missing = cvgen::diagnostic::Diagnostic::warning("missing-translation", "only in `Fr`");
    assert_eq!(places.of_finding(&missing), None);
}

/// The last page says everything once, and in Chinese what it is about and what to do.
#[test]
fn the_last_page_says_what_to_do() {
    let resume = "basics: {name: Ann Li, email: ann@example.org}\n\
        work:\n  - {name: Acme, startDate: 2019-03, highlights: [I ran it., I kept it., I sold it.]}\n";
    for (language, parts) in [
        ("en", ["1–3", "leave it out: everybody knows who did it"]),
        ("zh", ["N/A", "改成真正的内容"]),
    ] {
        let resume =
            if language == "zh" { resume.replace("I ran it.", "N/A") } else { resume.to_owned() };
        let finished = Test::new("check r.yaml --proof p.pdf")
            .argument(format!("--lang={language}"))
            .file("r.yaml", resume)
            .run();
        let proof = reading::read("it", &finished.read("p.pdf")).expect("a PDF");
        let last = Pdf { pages: proof.pages.last().cloned().into_iter().collect(), ..proof };
        let last = last.text();
        for part in parts {
            assert_eq!(last.matches(part).count(), 1, "`{part}` once in\n{last}");
        }
    }
    // Every rule is told in Chinese, and says what to do in English.
    let chinese = std::fs::read_to_string(root().join("data/proof/zh.toml")).expect("a file");
    let chinese: toml::Table = toml::from_str(&chinese).expect("TOML");
    let known: BTreeSet<&str> = cvgen::check::codes().into_iter().map(|(code, _)| code).collect();
    assert_eq!(chinese.keys().find(|code| !known.contains(code.as_str())), None);
    for rule in cvgen::check::RULES {
        assert!(chinese.contains_key(rule.code), "`{}` has no words in Chinese", rule.code);
        let file = root().join(format!("src/check/rules/{}.rs", rule.code.replace('-', "_")));
        let source = std::fs::read_to_string(file).expect("a file");
        assert!(
            // How a name is spelt is the message itself.
            source.contains(".hint(")
                || source.contains("noted(")
                || rule.code == "technology-name",
            "`{}` has no hint",
            rule.code
        );
    }
}

/// Every fact of the examples has its colour, and its place on a page; with `CVGEN_ALL` in every theme and in English,
/// Chinese and Arabic each, otherwise in a part of them.
#[test]
fn every_fact_of_the_examples_is_coloured() {
    let mut examples: Vec<_> = std::fs::read_dir(root().join("examples"))
        .expect("examples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension().is_some_and(|it| it == "yaml" || it == "toml" || it == "json")
        })
        .collect();
    examples.sort();
    let is_whole = std::env::var_os("CVGEN_ALL").is_some();
    let languages = ["en", "zh", "ar"];
    let typesetter = cvgen::typeset::Typesetter::new(cvgen::typeset::FontSettings::default());
    for (number, path) in examples.iter().enumerate() {
        let text = std::fs::read(path).expect("a file");
        let name = path.display().to_string();
        let resume = cvgen::read::read(&name, &text).expect("a resume").value;
        for (index, theme) in themes().iter().enumerate() {
            if !is_whole && !(number + index).is_multiple_of(5) {
                continue;
            }
            let own =
                if is_whole { &languages[..] } else { &languages[(number + index / 5) % 3..][..1] };
            for language in own {
                all_are_coloured(&typesetter, &resume, theme, language, &name);
            }
        }
    }
}

fn all_are_coloured(
    typesetter: &cvgen::typeset::Typesetter,
    resume: &cvgen::resume::Resume,
    theme: &str,
    language: &str,
    name: &str,
) {
    let what = format!("{name}, {theme}, {language}");
    let theme = cvgen::theme::Theme::builtin(theme).expect("a theme").value;
    let tag = cvgen::resume::language_tag(language).expect("a language");
    let mut job = cvgen::job::Job::new(resume, tag, &theme, cvgen::job::PDF);
    let read_file =
        |path: &str| Ok(std::fs::read(root().join("examples").join(path)).expect("a file"));
    job.read_file = &read_file;
    let prepared = cvgen::job::prepare(&job).expect("a document").value;
    let document = prepared.document.clone();
    let product = cvgen::job::run_prepared(&job, prepared, typesetter).expect("a PDF").value;
    let pdf = reading::read("it", product.bytes()).expect("a PDF");
    assert!(lies_in_a_block(&pdf), "{what}");
    for mark in Places::new(&pdf).facts(&document) {
        assert!(mark.is_found, "{what}: the {} `{}` is lost", mark.kind, mark.text);
        let wide = mark.areas.iter().filter(|(_, area)| area[2] > area[0] && area[3] > area[1]);
        assert!(wide.count() > 0, "{what}: the {} `{}` has no place", mark.kind, mark.text);
    }
}
