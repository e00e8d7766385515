//! What a PDF is made of: metadata, links, tags, bookmarks, fonts; and that it is always the same.

use crate::harness::{Test, root, themes};
use crate::judges::judge;
use lopdf::{Document, Object};

const RESUME: &str = "
basics:
  name: Ann Li
  email: ann@example.org
  phone: +49 30 123456
  url: https://example.org/~ann
  summary: Writes *code* and [docs](https://example.org/docs). See https://example.org/bare.
  profiles: [{network: GitHub, username: annli}]
skills: [{name: Rust, keywords: [tokio, serde]}]
work:
  - name: Acme
    position: Engineer
    url: https://acme.example
    startDate: 2019
    summary: |
      Text with a list:

      - one
      - two
    highlights: [First, Second]
";

/// Every dictionary of the file.
fn dictionaries(pdf: &Document) -> impl Iterator<Item = &lopdf::Dictionary> {
    pdf.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

fn links(pdf: &Document) -> Vec<String> {
    let uri = |dictionary: &lopdf::Dictionary| {
        let action = dictionary.get(b"A").ok()?;
        let action = pdf.dereference(action).ok()?.1.as_dict().ok()?;
        Some(String::from_utf8_lossy(action.get(b"URI").ok()?.as_str().ok()?).into_owned())
    };
    let mut links: Vec<String> = dictionaries(pdf).filter_map(uri).collect();
    links.sort();
    links.dedup();
    links
}

#[test]
fn links_lead_where_they_should() {
    for theme in themes() {
        let finished = Test::new("pdf r.yaml -t").argument(&theme).file("r.yaml", RESUME).success();
        let pdf = Document::load_mem(&finished.read("r.pdf")).expect("a PDF");
        assert_eq!(
            links(&pdf),
            [
                "https://acme.example",
                "https://example.org/bare",
                "https://example.org/docs",
                "https://example.org/~ann",
                "https://github.com/annli",
                "mailto:ann@example.org",
                "tel:+4930123456",
            ],
            "{theme}"
        );
    }
}

/// A link that is broken over lines has one area a line, as wide as its text, in every theme and from either side.
#[test]
fn a_link_is_one_area_a_line() {
    let long = format!("https://example.org/{}", "abc-def/".repeat(122));
    let text = format!(
        "basics: {{name: Ann Li, url: '{long}'}}\n\
         work: [{{name: Acme, summary: '[A **link** of so many words that they do not fit on one line of the page, and \
         then some more words, and some more](https://example.org/words), and no more', highlights: ['{long}']}}]\n"
    );
    for theme in themes() {
        for language in ["en", "ar"] {
            let finished = Test::new("pdf r.yaml -o r.pdf")
                .argument(format!("--theme={theme}"))
                .argument(format!("--lang={language}"))
                .file("r.yaml", &text)
                .success();
            let bytes = finished.read("r.pdf");
            // Every area repeats the address; a narrow column has many lines of it.
            assert!(bytes.len() < 250_000, "{theme}, {language}: {} bytes", bytes.len());
            let pdf = cvgen::pdf::read("it", &bytes).expect("a PDF");
            let mut lines = std::collections::BTreeMap::<_, f64>::new();
            for ((page, url), [left, bottom, right, _]) in pdf.links.iter().zip(&pdf.link_areas) {
                assert!(right - left > 1.0, "{theme}, {language}: an area of {url} has no width");
                // The address may stand in two columns.
                let known = lines.insert((*page, url.clone(), bottom.round().to_string()), *left);
                let is_new = known.is_none_or(|other| (other - left).abs() > 100.0);
                assert!(is_new, "{theme}, {language}: two areas of {url} on one line");
            }
            // An address in a box has one area for all of its lines.
            assert!(lines.len() > 8, "{theme}, {language}: {}", lines.len());
        }
    }
}

#[test]
fn the_file_says_what_it_is() {
    for theme in themes() {
        let finished = Test::new("pdf r.yaml -t").argument(&theme).file("r.yaml", RESUME).success();
        let path = finished.path("r.pdf");
        let Some(info) = judge("pdfinfo", [path.to_str().expect("UTF-8")]) else { return };
        for line in
            ["Title:           Ann Li – Resume", "Author:          Ann Li", "Tagged:          yes"]
        {
            assert!(info.contains(line), "{theme}: {line}\n{info}");
        }
        assert!(!info.contains("CreationDate"), "{theme}\n{info}");
        let pdf = Document::load_mem(&finished.read("r.pdf")).expect("a PDF");
        let catalog = pdf.catalog().expect("a catalog");
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).ok(), Some(&b"en"[..]), "{theme}");
        assert!(catalog.has(b"Outlines"), "{theme} has no bookmarks");
        let tags: Vec<_> = dictionaries(&pdf)
            .filter_map(|dictionary| dictionary.get(b"S").ok()?.as_name().ok())
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect();
        for tag in ["H1", "H2", "L", "LI", "Link", "P"] {
            assert!(tags.iter().any(|known| known == tag), "{theme} has no {tag}");
        }
        // Icons and rules are decoration.
        assert!(!tags.iter().any(|tag| tag == "Figure"), "{theme}");
    }
}

#[test]
fn fonts_are_embedded_and_subset() {
    let input = root().join("examples/jinhua-luo.yaml");
    let finished =
        Test::new("pdf -l zh -o out.pdf").argument(input.to_str().expect("UTF-8")).success();
    let path = finished.path("out.pdf");
    let Some(fonts) = judge("pdffonts", [path.to_str().expect("UTF-8")]) else { return };
    for line in fonts.lines().skip(2) {
        let columns: Vec<&str> = line.split_whitespace().rev().collect();
        assert_eq!(columns[2..5], ["yes", "yes", "yes"], "{line}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let make = |words: &str, epoch: &str| {
        let test = Test::new(words).file("r.yaml", RESUME);
        let test =
            if epoch.is_empty() { test } else { test.environment("SOURCE_DATE_EPOCH", epoch) };
        test.success().read("r.pdf")
    };
    let plain = make("pdf r.yaml", "");
    assert!(plain == make("pdf r.yaml", ""));
    let dated = make("pdf r.yaml --date 2026-11-23", "");
    assert!(plain != dated && dated == make("pdf r.yaml", "1795392000"));
    assert!(String::from_utf8_lossy(&dated).contains("D:20261123"));
}
