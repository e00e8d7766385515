//! Word files say what the document says, in styles.

use super::{Naughty, documents, letters, naughty, said};
use crate::harness::{Test, root, themes};
use crate::judges;
use cvgen::check::recall;
use cvgen::document::Document;
use cvgen::theme::Theme;
use cvgen::write::docx::{DocxInput, docx};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn file(document: &Document, theme: &str) -> Vec<u8> {
    let theme = Theme::builtin(theme).expect("a theme").value;
    let pictures = std::collections::BTreeMap::new();
    let (photo, fonts, made) = (None, None, None);
    let input = DocxInput { document, theme: &theme, photo, pictures: &pictures, fonts, made };
    docx(&input, document.density).expect("a file")
}

/// A part of a file; nothing if there is no such.
fn part(file: &[u8], name: &str) -> String {
    let mut parts = ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut text = String::new();
    if let Ok(mut part) = parts.by_name(name) {
        part.read_to_string(&mut text).expect("UTF-8");
    }
    text
}

/// The text of a file: a line a paragraph.
pub(super) fn text(file: &[u8]) -> String {
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
            let read = recall(&document, &text(&file));
            assert_eq!(read.lost, [""; 0], "{name} {theme}");
            assert_eq!(read.disordered, [""; 0], "{name} {theme}");
        }
    }
}

/// A contact is on one line, and what separates it from the next is within a line.
#[test]
fn contacts_are_on_as_many_lines_as_they_need() {
    for (name, document) in documents("classic") {
        let text = text(&file(&document, "classic"));
        let contacts: Vec<&str> =
            document.header.contacts.iter().map(|it| it.text.as_str()).collect();
        let separator = document.punctuation.separator.trim();
        let lines = text.lines().skip(1).map(str::trim);
        let lines: Vec<&str> =
            lines.filter(|line| contacts.iter().any(|it| line.contains(it))).collect();
        for line in &lines {
            assert!(!line.starts_with(separator) && !line.ends_with(separator), "{name}: {line}");
        }
        if name.contains("designer") {
            let expected = [
                "amara@example.org · +45 01 23 45 67 · Copenhagen, Denmark · amara.example.org",
                "linkedin.com/in/amara-lindholm-example · dribbble.com/amara-lindholm-example",
            ];
            assert_eq!(lines[..2], expected);
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
    for (index, Naughty { string, theme, document }) in naughty().enumerate() {
        let file = file(&document, &theme);
        let found = letters(&text(&file));
        for said in said(&document) {
            assert!(found.contains(&letters(&said)), "{theme} {string:?}\n{said}\n{found}");
        }
        if index % 8 == 0 {
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
    # What the document is, where the theme says it, is above the name.
    said = ["Kind"] if "/keireki-" in path else []
    assert styles[:len(said) + 1] == said + ["Title"] and "Heading 1" in styles, styles
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

/// Publications have the numbers that the theme gives them, as a list of Word where it has such; small sections and
/// those at the foot come last and small.
#[test]
fn publications_small_and_foot_sections_are_as_the_theme_has_them() {
    let resume = "\
basics: {name: Ann Li}
publications:
  - {name: First thing, publisher: Press, releaseDate: 2020}
  - {name: Second thing, publisher: Press, releaseDate: 2019}
sections:
  - {id: consent, foot: true, small: true, content: I agree.}
  - {id: more, title: More, content: Something else.}
";
    let made = |words: &str| {
        let test = Test::new("docx r.yaml -t academic -o it.docx").then_words(words);
        test.file("r.yaml", resume).success().read("it.docx")
    };
    let file = made("");
    let xml = part(&file, "word/document.xml");
    assert_eq!(xml.matches("<w:numId w:val=\"10\"/>").count(), 2, "{xml}");
    assert!(xml.contains("<w:pStyle w:val=\"Reference\"/>"), "{xml}");
    let numbering = part(&file, "word/numbering.xml");
    assert!(numbering.contains("<w:num w:numId=\"10\"><w:abstractNumId w:val=\"10\"/></w:num>"));
    assert!(!numbering.contains("Override"), "not every reader knows that");
    let text_of = text(&file);
    assert!(text_of.ends_with("Something else.\nI agree.\n"), "{text_of}");
    assert!(xml.contains("<w:pStyle w:val=\"SmallText\"/>"), "{xml}");
    let down = text(&made("-s publications=counting-down"));
    assert!(down.contains("2. First thing") && down.contains("1. Second thing"), "{down}");
    let plain = made("-s publications=hanging");
    assert!(!part(&plain, "word/document.xml").contains("w:numId"));
}

/// The fonts of the theme can be in the file: whole, mixed with a key, and named in the table of fonts.
#[test]
fn fonts_of_the_theme_can_be_embedded() {
    let path = root().join("examples/designer.json");
    let path = path.to_str().expect("UTF-8");
    let made = Test::new("docx --fonts theme -t compact -o it.docx").argument(path).success();
    let file = made.read("it.docx");
    let table = part(&file, "word/fontTable.xml");
    let font = table.split("<w:font w:name=\"Source Sans 3\">").nth(1).expect("the font");
    let key =
        font.split("w:fontKey=\"{").nth(1).and_then(|it| it.split('}').next()).expect("a key");
    let digits: String = key.chars().filter(|it| *it != '-').collect();
    let byte =
        |at: usize| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("hexadecimal");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("it.docx"), &file).expect("written");
    let unzip = std::process::Command::new("unzip")
        .args(["-p", "it.docx", "word/fonts/font1.odttf"])
        .current_dir(&folder)
        .output();
    let mut bytes = unzip.expect("unzip runs").stdout;
    for (at, byte_of_font) in bytes.iter_mut().take(32).enumerate() {
        *byte_of_font ^= byte(15 - at % 16);
    }
    let own = root().join("fonts/latin/source-sans-3/SourceSans3-Regular.ttf");
    assert!(bytes == std::fs::read(own).expect("the font"));
    // Titles have it, too; code has a font of its own.
    let styles = part(&file, "word/styles.xml");
    let faces: BTreeSet<&str> =
        styles.split("w:ascii=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(faces, BTreeSet::from(["Consolas", "Source Sans 3"]));
    assert!(part(&file, "word/settings.xml").contains("<w:embedTrueTypeFonts/>"));
    let script = "
import sys
from openxml_audit import OpenXmlValidator
for error in OpenXmlValidator().validate(sys.argv[1]).errors: print(error)
";
    if let Some(found) = judges::python("openxml_audit", script, &[&folder.path().join("it.docx")])
    {
        assert_eq!(found, "");
    }
}

/// `--pages` holds for Word, too, by the widths of the fonts that offices have.
#[test]
fn pages_are_asked_of_word_files_too() {
    let resume = root().join("examples/designer.json");
    let resume = resume.to_str().expect("UTF-8");
    Test::new("docx --pages 1 -o it.docx").argument(resume).success().says("fits on 1 page");
    let long: Vec<String> = (0..90).map(|index| format!("{{name: Employer {index}}}")).collect();
    let text = format!("basics: {{name: Ann Li}}\nwork: [{}]\n", long.join(", "));
    Test::new("docx r.yaml --pages 1 -o it.docx")
        .file("r.yaml", text)
        .success()
        .says("even the tightest setting does not fit on 1 page");
}

/// Among text from the right signs stay behind their letters, and figures are not turned around; HTML has elements for it.
#[test]
fn words_with_signs_keep_their_direction() {
    let resume = "\
cvgen: {languages: [ar]}
basics: {name: ليلى حداد, label: مهندسة (C++ و .NET), email: a@example.org, phone: '+962 6 555 0199'}
skills: [{name: لغات, keywords: [Rust, C#]}]
";
    let made = Test::new("docx r.yaml -o it.docx").file("r.yaml", resume).success();
    let file = made.read("it.docx");
    let xml = part(&file, "word/document.xml");
    let from = |direction: &str, text: &str| {
        let properties = if direction.is_empty() { "" } else { "<w:rPr><w:rtl/></w:rPr>" };
        let run = format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        assert!(xml.contains(&run), "{run}\n{xml}");
    };
    from("right", "مهندسة (");
    from("", "C++");
    from("", ".NET");
    from("right", ")");
    from("", "C#");
    let text = text(&file);
    assert!(text.contains("a@example.org ·\u{200f} \u{200e}+962 6 555 0199\u{200e}"), "{text}");
    let document = super::document("r.yaml", resume, "classic", "ar");
    assert_eq!(recall(&document, &text).lost, [""; 0]);
    let html = made.then("html r.yaml -o -").success();
    let html = String::from_utf8_lossy(&html.stdout).into_owned();
    assert!(html.contains("(<bdi>C++</bdi> و <bdi>.NET</bdi>)"), "{html}");
}

/// Whatever the theme has for it on a page.
#[test]
fn titles_of_sections_are_apart_from_what_is_above_them() {
    for theme in themes() {
        let document = super::document("r.yaml", "work: [{name: A}]", &theme, "en");
        let styles = part(&file(&document, &theme), "word/styles.xml");
        let title = styles.split("w:styleId=\"Heading1\"").nth(1).expect("the style");
        let title = title.split("</w:style>").next().expect("its end");
        let gap = title.split("w:before=\"").nth(1).and_then(|it| it.split('"').next());
        let gap: u32 = gap.and_then(|it| it.parse().ok()).unwrap_or_default();
        assert!(gap >= 80, "{theme}: {title}");
    }
}

/// Whether somebody had one position at an employer or several. Themes that have a look for one among several alone keep it.
#[test]
fn one_position_among_several_looks_as_an_only_one() {
    let resume =
        "work: [{name: A, position: B}, {name: C, positions: [{position: D}, {position: E}]}]";
    for theme in ["classic", "europe", "executive", "keireki", "studio", "timeline"] {
        for language in ["en", "zh"] {
            let document = super::document("r.yaml", resume, theme, language);
            let styles = part(&file(&document, theme), "word/styles.xml");
            assert_eq!(look(&styles, "RoleTitle"), look(&styles, "Position"), "{theme} {language}");
        }
    }
}

/// The look of characters in a style of `word/styles.xml`.
fn look(styles: &str, style: &str) -> String {
    let own = styles.split(&format!("w:styleId=\"{style}\"")).nth(1).expect("the style");
    let own = own.split_once("<w:rPr>").expect("its look").1;
    own.split("</w:rPr>").next().expect("its end").to_owned()
}

/// What is below the name of a school or a project looks as the theme has it, which may be otherwise than a position.
#[test]
fn a_degree_is_no_position() {
    let resume = "work: [{name: A, position: B}]\neducation: [{institution: C, studyType: D}]\n";
    for (theme, is_apart) in [("executive", true), ("classic", false)] {
        let document = super::document("r.yaml", resume, theme, "en");
        let file = file(&document, theme);
        let text = part(&file, "word/document.xml");
        for (style, says) in [("Position", "B"), ("Degree", "D")] {
            let run =
                format!("<w:rStyle w:val=\"{style}\"/></w:rPr><w:t xml:space=\"preserve\">{says}<");
            assert!(text.contains(&run), "{theme} {style}: {text}");
        }
        let styles = part(&file, "word/styles.xml");
        assert_eq!(look(&styles, "Degree") != look(&styles, "Position"), is_apart, "{theme}");
    }
}

/// In `compact` what follows an employer is muted, and the positions below it are not.
#[test]
fn positions_of_compact_are_as_dark_as_on_the_page() {
    let document = super::document("r.yaml", "work: [{name: A}]", "compact", "en");
    let styles = part(&file(&document, "compact"), "word/styles.xml");
    assert!(look(&styles, "Position").contains("<w:color "), "{styles}");
    let role = look(&styles, "RoleTitle");
    assert!(role.contains("<w:b/>") && !role.contains("<w:color "), "{role}");
}

/// A photo of a kind that Word does not know is made one that it does.
#[test]
fn photos_of_other_kinds_become_png() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='100'><rect width='80' height='100' fill='#246'/></svg>";
    let made = Test::new("docx r.yaml -s photo=square -o it.docx")
        .file("r.yaml", "basics: {name: Ann Li, image: me.svg}\n")
        .file("me.svg", drawing)
        .success();
    assert!(!made.stderr.contains("warning"), "{}", made.stderr);
    assert!(part(&made.read("it.docx"), "word/document.xml").contains("<w:drawing>"));
    assert!(part(&made.read("it.docx"), "[Content_Types].xml").contains("image/png"));
}
