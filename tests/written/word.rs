//! Word files say what the document says, in styles.

use super::{documents, letters, naughty, said};
use crate::harness::{Test, root, themes};
use crate::judges;
use cvgen::check::recall;
use cvgen::document::Document;
use cvgen::theme::Theme;
use cvgen::write::docx::{DocxInput, docx};

fn file(document: &Document, theme: &str) -> Vec<u8> {
    let theme = Theme::builtin(theme).expect("a theme").value;
    let input = DocxInput { document, theme: &theme, photo: None, made: None };
    docx(&input).expect("a file")
}

/// A part of a file.
fn part(file: &[u8], name: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("it.docx");
    std::fs::write(&path, file).expect("written");
    let output = std::process::Command::new("unzip")
        .arg("-p")
        .arg(&path)
        .arg(name.replace('[', "\\["))
        .output();
    String::from_utf8(output.expect("unzip runs").stdout).expect("UTF-8")
}

/// The text of a file: a line a paragraph.
fn text(file: &[u8]) -> String {
    let xml = part(file, "word/document.xml")
        .replace("</w:p>", "\n")
        .replace("<w:br/>", "\n")
        .replace("<w:tab/>", " ");
    let mut text = String::new();
    for piece in xml.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn every_fact_is_in_the_word_file_in_every_theme() {
    for theme in themes() {
        for (name, document) in documents(&theme) {
            let file = file(&document, &theme);
            assert!(file.len() <= 20_000, "{name} {theme}: {} bytes", file.len());
            assert_eq!(recall(&document, &text(&file)).lost, [""; 0], "{name} {theme}");
        }
    }
}

#[test]
fn looks_are_styles_and_nothing_else() {
    for (name, document) in documents("modern") {
        let file = file(&document, "modern");
        let xml = part(&file, "word/document.xml");
        for direct in [
            "<w:color",
            "<w:sz ",
            "<w:rFonts",
            "<w:jc",
            "<w:spacing",
            "<w:ind",
            "<w:tbl",
            "<w:txbxContent",
            "<w:cols",
        ] {
            assert!(!xml.contains(direct), "{name}: {direct}");
        }
        let styles = part(&file, "word/styles.xml");
        for used in xml.split("Style w:val=\"").skip(1) {
            let id = used.split('"').next().expect("an id");
            assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{name}: {id}");
        }
    }
}

#[test]
fn naughty_strings_are_in_the_word_file_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut whole = Vec::new();
    for (index, (name, document)) in naughty().into_iter().enumerate() {
        let file = file(&document, "classic");
        let found = letters(&text(&file));
        for said in said(&document) {
            assert!(found.contains(&letters(&said)), "{name:?}\n{said}\n{found}");
        }
        if index % 8 == 0 || std::env::var_os("CVGEN_ALL").is_some() {
            let path = folder.path().join(format!("{index}.docx"));
            std::fs::write(&path, file).expect("written");
            whole.push(path);
        }
    }
    let paths: Vec<_> = whole.iter().map(std::path::PathBuf::as_path).collect();
    let script = "
import sys, docx
for path in sys.argv[1:]: docx.Document(path).paragraphs[0].text
print('read')
";
    if let Some(said) = judges::python("docx", script, &paths) {
        assert_eq!(said, "read\n");
    }
}

/// To the schema there is nothing wrong, with photo and without, in every theme.
#[test]
fn word_files_are_as_the_schema_has_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths = Vec::new();
    for theme in themes() {
        for (input, language) in
            [("jinhua-luo.yaml", "en"), ("jinhua-luo.yaml", "zh"), ("designer.json", "en")]
        {
            let path = folder.path().join(format!("{theme}-{input}-{language}.docx"));
            let test = Test::new("docx -s photo=round --date 2026-11-23 -o")
                .argument(path.to_str().expect("UTF-8"));
            test.printing(&format!("examples/{input}"), &theme, language).success();
            paths.push(path);
        }
    }
    let paths: Vec<_> = paths.iter().map(std::path::PathBuf::as_path).collect();
    let script = r#"
import sys, docx
from openxml_audit import OpenXmlValidator
for path in sys.argv[1:]:
    result = OpenXmlValidator().validate(path)
    for error in result.errors: print(path, error)
    styles = [p.style.name for p in docx.Document(path).paragraphs]
    assert styles[0] == "Title" and "Heading 1" in styles, styles
    assert docx.Document(path).core_properties.author
"#;
    if let Some(found) = judges::python("openxml_audit", script, &paths) {
        assert_eq!(found, "");
    }
}

/// The same bytes each time, to standard output, too.
#[test]
fn word_files_have_the_same_bytes_each_time() {
    let path = root().join("examples/designer.json");
    let path = path.to_str().expect("UTF-8");
    let first = Test::new("docx -o -").argument(path).success();
    let again = Test::new("docx -o -").argument(path).success();
    assert!(first.stdout.starts_with(b"PK") && first.stdout == again.stdout);
}

/// What a Word file hides from people and shows to machines is found; so are its title, headings and links.
#[test]
fn word_files_are_checked() {
    let resume = root().join("examples/designer.json");
    let finished = Test::new("docx -o it.docx").argument(resume.to_str().expect("UTF-8")).success();
    let shown = finished.then("check it.docx --show-text").success();
    let text = String::from_utf8(shown.stdout.clone()).expect("UTF-8");
    assert!(text.starts_with("Amara Lindholm\n") && text.contains("sundhed.example.org"), "{text}");
    let named = shown.then("check it.txt").with(|folder| {
        std::fs::copy(folder.join("it.docx"), folder.join("it.txt")).expect("copied");
    });
    named.success();
    for (text, message) in [
        ("PK\u{3}\u{4} word/", "is not a Word file"),
        ("PK\u{3}\u{4}[Content_Types].xmlPK\u{5}\u{6}", "is not a Word file"),
    ] {
        Test::new("check it.docx").file("it.docx", text).exits_with(1).says(message);
    }
}
