//! Programs of offices open Word files: what they print has the words in order, on as many pages as the PDF.

use super::word::text;
use super::{Made, made};
use crate::judges;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Fonts of the widths of those that offices have, and for those that have no such twin the bundled ones.
const FONTS: [(&str, &str); 9] = [
    ("Calibri", "Carlito"),
    ("Cambria", "Caladea"),
    ("Arial", "Liberation Sans"),
    ("Garamond", "EB Garamond"),
    ("Microsoft YaHei", "Noto Sans CJK SC"),
    ("SimSun", "Noto Serif CJK SC"),
    ("Meiryo", "Noto Sans CJK JP"),
    ("MS Mincho", "Noto Serif CJK JP"),
    ("Malgun Gothic", "Noto Sans CJK KR"),
];

/// Cambria has Cyrillic letters. Caladea has none, and beside its figures and signs those of another font are on lines of
/// their own; `LibreOffice` takes it for Cambria wherever it is installed, whatever fontconfig says.
const CYRILLIC: &str = "<selectfont><rejectfont><pattern><patelt name=\"family\"><string>Caladea</string></patelt></pattern></rejectfont></selectfont>\n\
     <match target=\"pattern\"><test name=\"family\"><string>Cambria</string></test>\
     <edit name=\"family\" mode=\"assign\" binding=\"same\"><string>Source Serif 4</string></edit></match>\n";

/// A configuration of fontconfig with [`FONTS`], and before them `first`.
fn fonts(folder: &Path, first: &str) -> PathBuf {
    let own = crate::harness::root().join("fonts");
    let rule = |(name, stand_in)| {
        format!(
            "<match target=\"pattern\"><test name=\"family\"><string>{name}</string></test>\
             <edit name=\"family\" mode=\"assign\" binding=\"same\"><string>{stand_in}</string></edit></match>\n"
        )
    };
    let rules = FONTS.map(rule).concat();
    let text = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n\
         <include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>\n<dir>{}</dir>\n\
         <cachedir>{}</cachedir>\n{first}{rules}</fontconfig>\n",
        own.display(),
        folder.join("cache").display()
    );
    let path = folder.join("fonts.conf");
    std::fs::write(&path, text).expect("written");
    path
}

/// The files as `LibreOffice` prints them, by one run of it; `None` where it is missing.
fn printed(folder: &Path, files: &[&Made], first: &str) -> Option<Vec<PathBuf>> {
    let output = folder.join("pdf");
    let mut office = Command::new("soffice");
    office
        .env("FONTCONFIG_FILE", fonts(folder, first))
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&output);
    for Made { name, file, .. } in files {
        let path = folder.join(format!("{name}.docx"));
        std::fs::write(&path, file).expect("written");
        office.arg(path);
    }
    if office.output().is_err() {
        judges::missing("`soffice`");
        return None;
    }
    Some(files.iter().map(|made| output.join(format!("{}.pdf", made.name))).collect())
}

/// Letters and figures, capitals for all: what a style makes capitals of is printed as such, and signs that a font lacks
/// come from another one, on a line of its own.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// What `found` has beside `wanted`, of which it must have every letter in order.
fn beside(found: &str, wanted: &str) -> Result<String, String> {
    let mut found = found.chars();
    let mut more = String::new();
    for (at, letter) in wanted.char_indices() {
        loop {
            match found.next() {
                Some(other) if other == letter => break,
                Some(other) => more.push(other),
                None => return Err(wanted[at..].chars().take(60).collect()),
            }
        }
    }
    more.extend(found);
    Ok(more)
}

/// What is one page only because it has two columns: in one column it takes half a page more, however tight.
const TOO_LONG: [&str; 1] = ["everything-duo-en"];

/// A resume of one page is one page; others have one more or fewer at most. And it is whole.
#[test]
fn libreoffice_prints_the_words_in_order_on_the_pages_of_the_pdf() {
    let all = made();
    // What is written from the right comes out of a PDF in the order in which it is seen.
    let files: Vec<&Made> =
        all.iter().filter(|it| it.document.language.direction == "ltr").collect();
    let folder = tempfile::tempdir().expect("a folder");
    let is_cyrillic = |made: &&Made| text(&made.file).contains(|c| ('а'..='я').contains(&c));
    let (cyrillic, others): (Vec<&Made>, Vec<&Made>) = files.into_iter().partition(is_cyrillic);
    // More names than this do not go into one command.
    let commands = others.chunks(90).map(|files| (files, ""));
    let commands = commands.chain(cyrillic.chunks(90).map(|files| (files, CYRILLIC)));
    let mut wrong = Vec::new();
    for (files, first) in commands {
        let Some(paths) = printed(folder.path(), files, first) else { return };
        for (Made { name, pages, file, document }, path) in files.iter().zip(paths) {
            let Some(found) = judges::poppler(&path, &["-raw"]) else { return };
            let info = judges::judge("pdfinfo", [&path]).expect("poppler");
            let count = info.lines().find_map(|line| line.strip_prefix("Pages:"));
            let count: usize = count.and_then(|it| it.trim().parse().ok()).expect("a number");
            let is_one = *pages == 1 && !TOO_LONG.contains(&name.as_str());
            let most = if is_one { 1 } else { pages + 1 };
            if count > most || count + 1 < *pages {
                wrong.push(format!("{name}: {pages} and {count}"));
            }
            let mut found = words(&found);
            for page in 2..=count {
                let foot = document.words["page"]
                    .replace("{page}", &page.to_string())
                    .replace("{pages}", &count.to_string());
                let foot =
                    format!("{}{}{foot}", document.header.name, document.punctuation.separator);
                found = found.replacen(&words(&foot), "", 1);
            }
            match beside(&found, &words(&text(file))) {
                Ok(more) => {
                    // Numbers of lists.
                    assert!(more.chars().all(|c| c.is_ascii_digit()), "{name}: {more}");
                }
                Err(lost) => panic!("{name}: from `{lost}` on"),
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// The strings of a document of pandoc, in order.
fn strings(value: &serde_json::Value, text: &mut String) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, text)),
        serde_json::Value::Object(fields) => match (fields.get("t"), fields.get("c")) {
            (Some(kind), Some(serde_json::Value::String(words))) if kind == "Str" => {
                text.push_str(words);
            }
            // Attributes, then the words.
            (Some(kind), Some(serde_json::Value::Array(parts))) if kind == "Code" => {
                text.push_str(parts[1].as_str().unwrap_or_default());
            }
            _ => fields.values().for_each(|value| strings(value, text)),
        },
        _ => {}
    }
}

#[test]
fn pandoc_reads_the_words_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    for Made { name, file, .. } in made().iter().step_by(5) {
        let path = folder.path().join("it.docx");
        std::fs::write(&path, file).expect("written");
        let path = path.to_str().expect("UTF-8");
        let Some(json) = judges::judge("pandoc", ["-f", "docx", "-t", "json", path]) else {
            return;
        };
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let mut found = String::new();
        for part in [&read["meta"]["title"], &read["meta"]["subtitle"], &read["blocks"]] {
            strings(part, &mut found);
        }
        assert_eq!(super::letters(&found), super::letters(&text(file)), "{name}");
    }
}

/// Beside the words there are at most numbers of lists and the foot of pages.
#[test]
fn tika_reads_the_words_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |made: &Made| folder.path().join(format!("{}.docx", made.name));
    let paths: Vec<PathBuf> = made().iter().map(path).collect();
    for (Made { file, .. }, path) in made().iter().zip(&paths) {
        std::fs::write(path, file).expect("written");
    }
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let Some(found) = judges::tika(&paths) else { return };
    for (Made { name, file, document, .. }, found) in made().iter().zip(found) {
        let foot = document.words["page"].replace("{page}", "").replace("{pages}", "");
        let foot = words(&format!("{}{foot}", document.header.name));
        match beside(&words(&found), &words(&text(file))) {
            Ok(more) => {
                let more: String = more.chars().filter(|c| !c.is_ascii_digit()).collect();
                assert!(more.is_empty() || more == foot, "{name}: {more}");
            }
            Err(lost) => panic!("{name}: from `{lost}` on\n{found}"),
        }
    }
}
