//! Programs of offices open Word files: what they print has the words in order, on as many pages as the PDF.

use super::strangers;
use super::word::text;
use super::{Made, made};
use crate::judges;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Fonts of the widths of those that offices have, and for those that have no such twin the bundled ones. The last one
/// is [`CYRILLIC`].
const FONTS: [(&str, &str); 10] = [
    ("Calibri", "Carlito"),
    ("Cambria", "Caladea"),
    ("Arial", "Liberation Sans"),
    ("Garamond", "EB Garamond"),
    ("Microsoft YaHei", "Noto Sans CJK SC"),
    ("SimSun", "Noto Serif CJK SC"),
    ("Meiryo", "Noto Sans CJK JP"),
    ("MS Mincho", "Noto Serif CJK JP"),
    ("Malgun Gothic", "Noto Sans CJK KR"),
    (CYRILLIC, "Source Serif 4"),
];

/// What Cambria is called in files with Cyrillic letters, which it has. Caladea has none, and beside its figures and
/// signs those of another font are on lines of their own; `LibreOffice` takes it for Cambria whatever fontconfig says.
const CYRILLIC: &str = "Cambria Cyrillic";

/// A configuration of fontconfig with [`FONTS`].
fn fonts(folder: &Path) -> PathBuf {
    let own = crate::harness::root().join("fonts");
    let rule = |(name, stand_in)| {
        format!(
            "<match target=\"pattern\"><test name=\"family\"><string>{name}</string></test>\
             <edit name=\"family\" mode=\"assign\" binding=\"same\"><string>{stand_in}</string></edit></match>\n"
        )
    };
    let text = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n\
         <include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>\n<dir>{}</dir>\n\
         <cachedir>{}</cachedir>\n{}</fontconfig>\n",
        own.display(),
        folder.join("cache").display(),
        FONTS.map(rule).concat()
    );
    let path = folder.join("fonts.conf");
    std::fs::write(&path, text).expect("written");
    path
}

/// What `LibreOffice` runs: it reads a list of files, each with the one to be written and its kind. Programs of the
/// command line write one kind each time they are started.
const MACRO: &str = r#"<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim document As Object
  On Error Resume Next
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  how(0).Name = "FilterName"
  Open Environ("CVGEN_OFFICE_LIST") For Input As #1
  Do While Not Eof(1)
    Line Input #1, row
    parts = Split(row, "|")
    document = StarDesktop.loadComponentFromURL(parts(0), "_blank", 0, hidden())
    how(0).Value = parts(2)
    document.storeToURL(parts(1), how())
    document.close(True)
  Loop
  Close #1
  StarDesktop.terminate()
End Sub
</script:module>"#;

/// A profile of `LibreOffice` with [`MACRO`]; what it would put into a new one is said to be there.
fn profile(folder: &Path) -> PathBuf {
    let xml = |kind: &str, name: &str, text: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE {kind} PUBLIC \
             \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"{name}.dtd\">\n{text}\n"
        )
    };
    let library = "xmlns:library=\"http://openoffice.org/2000/library\"";
    let own = "library:name=\"Standard\"";
    let profile = folder.join("profile");
    let write = |path: &str, text: String| {
        let path = profile.join("user").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("written");
    };
    write(
        "registrymodifications.xcu",
        "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\"><item oor:path=\"/org.openoffice.Setup/Office\">\
         <prop oor:name=\"ooSetupInstCompleted\" oor:op=\"fuse\"><value>true</value></prop></item></oor:items>"
            .to_owned(),
    );
    let all = format!(
        "<library:libraries {library}><library:library {own} library:link=\"false\"/></library:libraries>"
    );
    write("basic/script.xlc", xml("library:libraries", "libraries", &all));
    let standard = format!(
        "<library:library {library} {own} library:readonly=\"false\" library:passwordprotected=\"false\">\
         <library:element library:name=\"Module1\"/></library:library>"
    );
    write("basic/Standard/script.xlb", xml("library:library", "library", &standard));
    write("basic/Standard/Module1.xba", xml("script:module", "module", MACRO));
    profile
}

/// The file with [`CYRILLIC`] for Cambria if it has such letters.
fn with_cyrillic(file: &[u8]) -> Vec<u8> {
    if !text(file).contains(|c| ('а'..='я').contains(&c)) {
        return file.to_vec();
    }
    let mut parts = ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        if part.name() == "word/styles.xml" {
            let styles = String::from_utf8(bytes).expect("UTF-8");
            bytes = styles.replace("\"Cambria\"", &format!("\"{CYRILLIC}\"")).into_bytes();
        }
        written.start_file(part.name(), SimpleFileOptions::default()).expect("a part");
        written.write_all(&bytes).expect("written");
    }
    written.finish().expect("a file").into_inner()
}

/// The files that one start of `LibreOffice` made: [`made`] as PDF, and what strangers wrote as Word files.
pub(super) struct Office {
    folder: TempDir,
}

impl Office {
    /// The PDF of a Word file.
    fn pdf(&self, made: &Made) -> PathBuf {
        self.folder.path().join(format!("{}.pdf", made.name))
    }

    /// The Word file of a stranger's `file`.
    pub(super) fn word(&self, file: &str) -> PathBuf {
        self.folder.path().join(format!("{file}.docx"))
    }
}

/// What is written from the right comes out of a PDF in the order in which it is seen.
fn from_the_left() -> Vec<&'static Made> {
    made().iter().filter(|it| it.document.language.direction == "ltr").collect()
}

/// All that the tests want of `LibreOffice`, which starts once; `None` where it is missing.
pub(super) fn office() -> Option<&'static Office> {
    static OFFICE: OnceLock<Option<Office>> = OnceLock::new();
    OFFICE.get_or_init(start).as_ref()
}

fn start() -> Option<Office> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut list = String::new();
    let mut add = |name: &str, content: &[u8], ending: &str, filter: &str| {
        let url = |name: &str| format!("file://{}", folder.path().join(name).display());
        std::fs::write(folder.path().join(name), content).expect("written");
        let stem = if ending == "pdf" { name.trim_end_matches(".docx") } else { name };
        let row = [url(name), url(&format!("{stem}.{ending}")), filter.to_owned()];
        list.push_str(&(row.join("|") + "\n"));
    };
    for Made { name, file, .. } in from_the_left() {
        add(&format!("{name}.docx"), &with_cyrillic(file), "pdf", "writer_pdf_Export");
    }
    for (name, content) in strangers::sources() {
        add(name, &content, "docx", "MS Word 2007 XML");
    }
    let path = folder.path().join("list.txt");
    std::fs::write(&path, list).expect("written");
    let mut soffice = Command::new("soffice");
    soffice
        .env("FONTCONFIG_FILE", fonts(folder.path()))
        .env("CVGEN_OFFICE_LIST", path)
        .arg(format!("-env:UserInstallation=file://{}", profile(folder.path()).display()))
        .args(["--headless", "--norestore", "macro:///Standard.Module1.Main"]);
    if soffice.output().is_err() {
        judges::missing("`soffice`");
        return None;
    }
    Some(Office { folder })
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

/// What is one page only because it has two columns, the referees alone in `academic`: in one column it is longer than a
/// page, however tight, and the program says so.
const TOO_LONG: [&str; 3] =
    ["everything-academic-en", "everything-duo-en", "new-grad.resume-modern-en"];

/// A resume of one page is one page; others have one more or fewer at most. And it is whole.
#[test]
fn libreoffice_prints_the_words_in_order_on_the_pages_of_the_pdf() {
    let Some(office) = office() else { return };
    let mut wrong = Vec::new();
    for made in from_the_left() {
        let Made { name, pages, file, document } = made;
        let path = office.pdf(made);
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
            let foot = format!("{}{}{foot}", document.header.name, document.punctuation.separator);
            found = found.replacen(&words(&foot), "", 1);
        }
        match beside(&found, &words(&text(file))) {
            // Numbers of lists.
            Ok(more) => assert!(more.chars().all(|c| c.is_ascii_digit()), "{name}: {more}"),
            Err(lost) => panic!("{name}: from `{lost}` on"),
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
