//! `cvgen check --pdf`: PDFs that others made, and broke.

use crate::check::{CLEAN, found};
use crate::defects::{
    self, Page, filled, ink, invisible, lines, link, pdf, sized, spaced_out, text,
};
use crate::harness::Test;
use printpdf::Op;

fn check_pdf(resume: &str, pdf: &[u8]) -> Vec<(String, String)> {
    let test = Test::new("check r.yaml --pdf x.pdf --format json --no-system-fonts");
    found(&test.file("r.yaml", resume).file("x.pdf", pdf).run())
}

/// What the resume says, line by line.
fn whole() -> Page {
    lines(&[
        ("Ann Li", 750.0),
        ("ann@example.org ann.example.org", 730.0),
        ("Experience", 700.0),
        ("Acme", 680.0),
        ("Engineer Mar 2019 - Present", 660.0),
        ("Wrote a compiler in Rust", 640.0),
        ("Led a team of seven", 620.0),
    ])
}

/// The whole, and a text that people do not see.
fn hiding(how: Option<Op>, what: Page) -> Vec<u8> {
    pdf(vec![[whole(), how.into_iter().collect(), what].concat()])
}

/// A defect each: rule, message, file.
pub(crate) fn broken() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let trick = "kubernetes expert";
    let scrambled = [
        ("Experience", 700.0),
        ("Led a team of seven", 620.0),
        ("Wrote a compiler in Rust", 640.0),
        ("Acme", 680.0),
    ];
    // Two columns, painted line by line.
    let cut = [
        text("Wrote a com", 72.0, 700.0),
        text("Acme is a", 322.0, 700.0),
        text("piler in Rust", 72.0, 686.0),
        text("company", 322.0, 686.0),
    ];
    let interleaved = [
        text("Experience", 72.0, 700.0),
        text("Skills", 322.0, 700.0),
        text("Wrote a compiler in Rust", 72.0, 686.0),
        text("JavaScript", 322.0, 686.0),
        text("Led a team of seven", 72.0, 672.0),
        text("PostgreSQL", 322.0, 672.0),
    ];
    vec![
        ("image-only", "page 1 is only a picture", defects::image_only()),
        ("image-only", "page 1 has nothing that a machine can read", pdf(vec![Page::new()])),
        ("image-without-text", "1 picture has no alternative text", defects::image_only()),
        ("missing-glyph", "6 of 6 glyphs of the PDF do not say", defects::without_unicode()),
        ("font-not-embedded", "`Helvetica` is not embedded", pdf(vec![whole()])),
        ("no-tags", "no tags", pdf(vec![whole()])),
        ("no-language", "does not say its language", pdf(vec![whole()])),
        ("no-title", "no title", pdf(vec![whole()])),
        ("lost-text", "the name `Ann Li` is not in the text", pdf(vec![lines(&scrambled)])),
        (
            "text-order",
            "a machine reads `Acme` before `Experience`",
            pdf(vec![lines(&[("Acme", 680.0), ("Experience", 700.0)])]),
        ),
        (
            "text-order",
            "before `Wrote a compiler in Rust`",
            pdf(vec![lines(&[
                ("Experience", 700.0),
                ("Acme", 680.0),
                ("Led a team of seven", 640.0),
                ("Wrote a compiler in Rust", 620.0),
            ])]),
        ),
        (
            "text-order",
            "`JavaScript`, of another section, before the section of `Led a team of seven`",
            pdf(vec![interleaved.concat()]),
        ),
        ("lost-text", "the bullet `Wrote a compiler in Rust`", pdf(vec![cut.concat()])),
        (
            "split-words",
            "the section title `Experience` is read as `E x p e r i e n c e`",
            pdf(vec![[vec![spaced_out()], text("Experience", 72.0, 700.0)].concat()]),
        ),
        (
            "hidden-text",
            "of the colour of what it is on: `kubernetes expert`",
            hiding(Some(ink(1.0, 1.0, 1.0)), text(trick, 72.0, 500.0)),
        ),
        (
            "hidden-text",
            "invisible: `kubernetes expert`",
            hiding(Some(invisible()), text(trick, 72.0, 500.0)),
        ),
        (
            "hidden-text",
            "too small to be seen: `kubernetes expert`",
            hiding(None, sized(trick, 1.0, 72.0, 500.0)),
        ),
        (
            "hidden-text",
            "off the page: `kubernetes expert`",
            hiding(None, text(trick, 972.0, 500.0)),
        ),
        ("bad-link", "the link `htp:/x` on page 1 leads nowhere", pdf(vec![vec![link("htp:/x")]])),
        ("bad-link", "the link `https://` on page 1", pdf(vec![vec![link("https://")]])),
    ]
}

#[test]
fn each_defect_of_a_foreign_pdf_is_found() {
    for (rule, message, pdf) in broken() {
        let found = check_pdf(CLEAN, &pdf);
        let is_there = found.iter().any(|(code, text)| code == rule && text.contains(message));
        assert!(is_there, "{rule}, `{message}`\n{found:#?}");
    }
}

/// And what is not a defect is not: text in an embedded font, and white on dark.
#[test]
fn what_is_no_defect_is_not_told() {
    let dark = [vec![ink(0.0, 0.0, 0.4), filled(0.0, 600.0, 600.0, 200.0), ink(1.0, 1.0, 1.0)]];
    let dark = [dark.concat(), text("Ann Li", 72.0, 700.0)].concat();
    for pdf in [pdf(vec![dark]), defects::with_unicode()] {
        let found = check_pdf("basics: {name: Ann Li}", &pdf);
        let bad = ["hidden-text", "low-contrast", "missing-glyph", "lost-text", "split-words"];
        let bad: Vec<_> = found.iter().filter(|(code, _)| bad.contains(&code.as_str())).collect();
        assert!(bad.is_empty(), "{bad:#?}");
    }
}

/// Whatever the file is: a clear error, soon.
#[test]
fn files_that_cannot_be_read_are_refused() {
    let whole = pdf(vec![whole()]);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("text.pdf", b"Ann Li".to_vec(), "`text.pdf` is not a PDF file"),
        ("empty.pdf", Vec::new(), "`empty.pdf` is not a PDF file"),
        ("truncated.pdf", whole[..whole.len() / 2].to_vec(), "`truncated.pdf` is damaged"),
        ("head.pdf", b"%PDF-1.7\n".to_vec(), "`head.pdf` is damaged"),
        ("loop.pdf", defects::page_loop(), "`loop.pdf` is damaged: it has no pages"),
        ("chain.pdf", defects::reference_chain(), "`chain.pdf` is damaged: it has no pages"),
        ("encrypted.pdf", defects::encrypted(), "`encrypted.pdf` is encrypted"),
        ("deep.pdf", defects::deep(), "`deep.pdf` is damaged"),
        ("bomb.pdf", defects::object_bomb(), "`bomb.pdf` takes too much to read"),
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
    let nested = [vec![Op::SaveGraphicsState; 10_000], text("Ann Li", 72.0, 700.0)];
    let pdf = pdf(vec![nested.concat()]);
    Test::new("check --pdf x.pdf --show-text").file("x.pdf", pdf).stdout("Ann Li\n").success();
}
