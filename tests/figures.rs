//! The figures of the README: how much of real resumes two extractors give back, theme by theme.

use crate::generated::is_in_the_readme;
use crate::harness::{choices, corpus, names, root, themes};
use crate::judges::judge;
use crate::press::printed;
use cvgen::check::{Recall, recall};
use cvgen::document::Document;
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, PdfSettings, TypesetInput, Typesetter};
use std::fmt::Write;
use std::path::Path;

/// Every file of the corpus, and the examples; each with the languages it is printed in.
fn files() -> Vec<(String, &'static str)> {
    let corpus = names(&corpus().join("jsonresume")).into_iter();
    let mut files: Vec<_> =
        corpus.map(|name| (format!("tests/corpus/jsonresume/{name}"), "en")).collect();
    for (name, language) in [
        ("jinhua-luo.yaml", "en"),
        ("jinhua-luo.yaml", "zh"),
        ("zhang-min.yaml", "zh"),
        ("academic.yaml", "en"),
    ] {
        files.push((format!("examples/{name}"), language));
    }
    files
}

#[derive(Default)]
struct Row {
    facts: usize,
    /// Lost and disordered by our extractor, then by poppler.
    own: (usize, usize),
    poppler: (usize, usize),
}

fn count(sum: &mut (usize, usize), recall: &Recall, what: &str) {
    assert!(recall.lost.is_empty(), "{what}: lost {:#?}", recall.lost);
    assert!(recall.disordered.is_empty(), "{what}: out of order {:#?}", recall.disordered);
    sum.0 += recall.lost.len();
    sum.1 += recall.disordered.len();
}

/// The words that poppler reads, in the order of the file, without the foot of each page. (Poppler's
/// plain text lacks the hyphens at line ends.)
fn words(file: &Path, document: &Document) -> Option<String> {
    let listed = judge("pdftotext", ["-raw", "-bbox", file.to_str().expect("UTF-8"), "-"])?;
    let pages: Vec<&str> = listed.split("<page ").skip(1).collect();
    let mut text = String::new();
    for (index, page) in pages.iter().enumerate() {
        let word = |line: &str| Some(line.rsplit_once("</word>")?.0.split_once('>')?.1.to_owned());
        let words: Vec<String> = page.lines().filter_map(word).collect();
        let mut page = words.join(" ");
        for (entity, character) in [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ] {
            page = page.replace(entity, character);
        }
        let foot = document.words["page"]
            .replace("{page}", &(index + 1).to_string())
            .replace("{pages}", &pages.len().to_string());
        let page: String = page.split_whitespace().collect();
        // A theme may have both at the head.
        let head = format!("{}{}", squashed(&document.header.name), index + 1);
        let page = page.strip_prefix(&head).unwrap_or(&page);
        // Or the title of a section that goes on.
        let mut titles = document.sections.iter().map(|section| squashed(&section.title));
        let again = titles.find(|title| page.starts_with(title) && text.contains(title));
        let page = again.map_or(page, |title| &page[title.len()..]);
        let mut page = page
            .strip_suffix(&squashed(&foot))
            .map_or(page, |page| {
                let separator = squashed(&document.punctuation.separator);
                let page = page.strip_suffix(&separator).unwrap_or(page);
                page.strip_suffix(&squashed(&document.header.name)).unwrap_or(page)
            })
            .to_owned();
        page.push(cvgen::pdf::PAGE_END);
        text += &page;
    }
    Some(text)
}

fn squashed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Every printed fact comes back from two independent extractors, in order.
#[test]
fn every_fact_comes_back_in_every_theme() {
    let files = files();
    let mut table =
        "| theme | resumes | facts | found by cvgen, in order | found by poppler, in order |\n\
        |---|---|---|---|---|\n"
            .to_owned();
    for name in themes() {
        let mut row = Row::default();
        for (path, language) in &files {
            let printed = printed(path, &name, language);
            let (document, pdf) = (&printed.document, &printed.pdf);
            let what = format!("{name}, {path}");
            let read = cvgen::pdf::read("it", pdf).expect("a PDF");
            let text = read.running_text();
            // They would be found all the same.
            assert!(
                !text.contains(|c| ('\u{fb00}'..='\u{fb06}').contains(&c)),
                "{what}: ligatures"
            );
            let own = recall(document, &text);
            row.facts += own.facts;
            count(&mut row.own, &own, &format!("{what}, own"));
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("r.pdf");
            std::fs::write(&file, pdf).expect("written");
            let Some(text) = words(&file, document) else { return };
            count(&mut row.poppler, &recall(document, &text), &format!("{what}, poppler"));
        }
        let found = |(lost, disordered): (usize, usize)| {
            let percent = 100 * (row.facts - lost - disordered) / row.facts;
            format!("{percent} %")
        };
        writeln!(
            table,
            "| `{name}` | {} | {} | {} | {} |",
            files.len(),
            row.facts,
            found(row.own),
            found(row.poppler)
        )
        .expect("written");
    }
    is_in_the_readme(&table);
}

/// The figures can be lower than they are: each fact that is taken out of a text is missed, and texts that
/// change places are noticed.
#[test]
fn what_is_lost_or_out_of_order_is_counted() {
    let typesetter = Typesetter::new(FontSettings::default());
    for (file, language) in [("zhang-min.yaml", "zh"), ("academic.yaml", "en")] {
        let theme = Theme::builtin("classic").expect("a theme").value;
        let path = root().join("examples").join(file);
        let bytes = std::fs::read(&path).expect("a resume");
        let resume = cvgen::read::read(file, &bytes).expect("a resume").value;
        let document = resolve(&resume, &choices(&theme, language)).value;
        let input =
            TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
        let pages = typesetter.typeset(&input).expect("pages").value;
        let pdf = pages.pdf(&PdfSettings::default()).expect("a PDF").value;
        let text = squashed(&cvgen::pdf::read("it", &pdf).expect("a PDF").running_text());
        let facts = recall(&document, "").lost;
        assert!(facts.len() > 30, "{file}: {} facts", facts.len());
        // A short one may be a part of another.
        for fact in facts.iter().filter(|fact| fact.chars().count() > 12) {
            let lost = recall(&document, &text.replace(&squashed(fact), "")).lost;
            assert!(lost.contains(fact), "{file}: `{fact}` is not missed");
        }
        let middle = text.floor_char_boundary(text.len() / 2);
        let turned = format!("{}{}", &text[middle..], &text[..middle]);
        assert!(!recall(&document, &turned).disordered.is_empty(), "{file}: order");
    }
}
