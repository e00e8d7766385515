//! Pictures within lines: logos before what they belong to, and the signature at the end, in every theme and format.

use crate::harness::{Finished, Test, in_turn, themes, themes_of_engines};
use crate::judges::judge;
use crate::standards::findings;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::{Cursor, Read};

/// What no output may say.
const SECRET: &str = "SECRET-PLACE-AND-OWNER";

const RESUME: &str = "cvgen: {closing: {place: Berlin, date: 2026-05-03, signature: me.jpg}}\n\
basics: {name: Ada Example}\n\
work:\n\
- {name: Acme Corp, position: Engineer, logo: acme.svg, startDate: 2019, highlights: [Built it]}\n\
- {name: Globex, logo: globex.png, positions: [{position: Lead, startDate: 2016}, {position: Intern}]}\n\
education: [{institution: Somewhere, studyType: B.Sc., logo: acme.svg, endDate: 2015}]\n";

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(width, height, Rgb([0, 60, 120]));
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

fn test(words: &str) -> Test {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 30'><!-- {SECRET} --><rect width='60' height='30'/></svg>"
    );
    let mut signature = encoded(300, 100, ImageFormat::Jpeg);
    signature.extend(SECRET.as_bytes());
    Test::new(words)
        .file("r.yaml", RESUME)
        .file("acme.svg", svg)
        .file("globex.png", encoded(90, 90, ImageFormat::Png))
        .file("me.jpg", signature)
}

/// The alternative texts in the tags of a PDF, in the order of its objects.
fn alternatives(finished: &Finished) -> Vec<String> {
    let pdf = finished.read("r.pdf");
    assert!(!pdf.windows(SECRET.len()).any(|bytes| bytes == SECRET.as_bytes()));
    let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let texts = dictionaries.filter_map(|it| it.get(b"Alt").ok()).map(lopdf::decode_text_string);
    let mut texts: Vec<String> = texts.map(|text| text.expect("text")).collect();
    texts.sort();
    texts
}

#[test]
fn every_theme_prints_logos_and_the_signature() {
    for theme in themes() {
        let words = format!(
            "pdf r.yaml -q --no-system-fonts --standard ua-1,a-2a --date 2026-05-03 -o r.pdf --theme {theme}"
        );
        let made = test(&words).then_words("--set logos=true").success();
        assert_eq!(made.stderr, "", "{theme}");
        let mut found = alternatives(&made);
        // `studio` says the employer with each position.
        found.dedup();
        assert_eq!(found, ["Acme Corp", "Ada Example", "Globex", "Somewhere"], "{theme}");
        if let Some(found) = findings(&made.path("r.pdf")) {
            assert_eq!(found, "", "{theme}");
        }
        let text = cvgen::pdf::read("it", &made.read("r.pdf")).expect("a PDF").running_text();
        assert!(text.contains("Acme Corp") && text.contains("Ada Example"), "{theme}: {text}");
        // Nobody asked for logos; a signature is asked for by naming it.
        assert_eq!(alternatives(&test(&words).success()), ["Ada Example"], "{theme}");
    }
}

#[test]
fn latex_has_the_same_pictures() {
    for theme in in_turn(&themes_of_engines(), 3) {
        let words = "tex r.yaml -q --no-system-fonts --set logos=true -o out/ --theme";
        let made = test(words).argument(theme).success();
        let source = String::from_utf8(made.read("out/resume.tex")).expect("text");
        assert_eq!(source.matches("\\cvpicture{logo-1.pdf}{2}{1}{0.2}").count(), 2, "{source}");
        assert_eq!(source.matches("\\cvpicture{logo-2.png}{1}{1}{0.2}").count(), 1, "{source}");
        assert_eq!(source.matches("\\cvpicture{signature.jpg}{12}{4}{0}").count(), 1, "{source}");
        let made = test(
            "pdf r.yaml --no-system-fonts --set logos=true -o r.pdf --engine latex=xelatex --theme",
        );
        let made = made.argument(theme).run();
        if made.stderr.contains("xelatex` is not there") {
            return;
        }
        assert_eq!(made.code, Some(0), "{}", made.stderr);
        let pdf = made.path("r.pdf");
        let Some(list) = judge("pdfimages", ["-list", pdf.to_str().expect("UTF-8")]) else {
            return;
        };
        assert_eq!(list.lines().filter(|line| line.contains(" image ")).count(), 2, "{list}");
        // Place and date are above the signature, not below it.
        let text = judge("pdftotext", [pdf.to_str().expect("UTF-8"), "-"]).expect("it is there");
        assert!(text.contains("Berlin") && text.contains("Ada Example"), "{text}");
    }
}

#[test]
fn html_and_word_files_have_the_same_pictures() {
    let made = test("html r.yaml -q --no-system-fonts --set logos=true -o r.html").success();
    let html = String::from_utf8(made.read("r.html")).expect("text");
    for (alt, count) in [("Acme Corp", 1), ("Globex", 1), ("Somewhere", 1), ("Ada Example", 1)] {
        let found = html.matches("<img class=\"logo\"").count();
        assert_eq!(found, 4);
        assert_eq!(html.matches(&format!("alt=\"{alt}\"")).count(), count, "{alt}");
    }
    assert!(!html.contains(SECRET));
    let made = test("docx r.yaml -q --set logos=true -o r.docx").success();
    let mut archive = zip::ZipArchive::new(Cursor::new(made.read("r.docx"))).expect("an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    for name in ["picture1.png", "picture2.png", "picture3.jpg"] {
        assert!(names.contains(&format!("word/media/{name}")), "{names:?}");
    }
    let mut text = String::new();
    archive.by_name("word/document.xml").expect("a part").read_to_string(&mut text).expect("text");
    for alt in ["Acme Corp", "Globex", "Somewhere", "Ada Example"] {
        assert_eq!(text.matches(&format!("name=\"Picture\" descr=\"{alt}\"")).count(), 2, "{alt}");
    }
    // What has no pictures has nothing in their place.
    for format in ["md", "txt"] {
        let with = test(&format!("{format} r.yaml -q -o -")).success().stdout;
        let without = RESUME.replace(", signature: me.jpg", "").replace(", logo: acme.svg", "");
        let without = without.replace(", logo: globex.png", "");
        let without = Test::new(&format!("{format} r.yaml -q -o -")).file("r.yaml", without);
        assert_eq!(with, without.success().stdout, "{format}");
    }
}

#[test]
fn a_picture_that_cannot_be_read_is_told_and_left_out() {
    for (file, content, message) in [
        ("globex.png", None, "globex.png"),
        ("globex.png", Some("no picture"), "globex.png"),
        ("me.jpg", Some("no picture"), "me.jpg"),
    ] {
        let made = test("pdf r.yaml --no-system-fonts --set logos=true -o r.pdf").with(|folder| {
            let path = folder.join(file);
            match content {
                Some(content) => std::fs::write(path, content).expect("a file"),
                None => std::fs::remove_file(path).expect("a file"),
            }
        });
        let made = made.success();
        assert!(
            made.stderr.contains("warning: ") && made.stderr.contains(message),
            "{}",
            made.stderr
        );
        assert_eq!(alternatives(&made).len(), 3, "{file}");
    }
}
