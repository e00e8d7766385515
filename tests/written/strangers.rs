//! Word files, Markdown and text of others: what is in them is read in order, and what nobody sees is found.

use super::office::office;
use crate::harness::Test;
use crate::judges::judge;
use cvgen::foreign::{self, PassageKind, Reading};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A Word file of some parts, whose relationships are `of_main`.
fn word(parts: &[(&str, &str)], of_main: &[(&str, &str, &str)]) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |all: &[(&str, &str, &str)]| {
        let each = all.iter().map(|(id, name, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{kind}/{name}\" Target=\"{target}\"/>")
        });
        format!("<Relationships>{}</Relationships>", each.collect::<String>())
    };
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |path: &str, text: &str| {
        file.start_file(path, SimpleFileOptions::default()).expect("a part");
        let open = "<x xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
            xmlns:r=\"r\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:pic=\"pic\" xmlns:wps=\"wps\" xmlns:mc=\"mc\">";
        let text =
            if path.contains("_rels/") { text.to_owned() } else { format!("{open}{text}</x>") };
        file.write_all(text.as_bytes()).expect("written");
    };
    add("[Content_Types].xml", "");
    add("_rels/.rels", &relations(&[("a", "officeDocument", "/word/main2.xml")]));
    add("word/_rels/main2.xml.rels", &relations(of_main));
    for (path, text) in parts {
        add(path, text);
    }
    file.finish().expect("a file").into_inner()
}

fn read(body: &str, styles: &str) -> Reading {
    let parts = [("word/main2.xml", body), ("word/styles.xml", styles)];
    let file = word(&parts, &[("s", "styles", "styles.xml")]);
    assert!((foreign::DOCX.recognises)(&file));
    foreign::DOCX.read("it.docx", &file).expect("a Word file")
}

fn hidden(reading: &Reading) -> Vec<(&str, &str)> {
    reading.hidden.iter().map(|it| (it.why.as_str(), it.text.as_str())).collect()
}

const STYLES: &str = "\
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/><w:lang w:val='nl-NL'/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type='character' w:styleId='Ghost'><w:name w:val='Ghost'/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type='character' w:styleId='Child'><w:name w:val='C'/><w:basedOn w:val='Ghost'/></w:style>
<w:style w:type='paragraph' w:styleId='Pale'><w:name w:val='Pale'/><w:rPr><w:color w:val='FEFEFE'/></w:rPr></w:style>
<w:style w:type='paragraph' w:styleId='Dark'><w:name w:val='Dark'/><w:basedOn w:val='Pale'/><w:pPr><w:shd w:val='clear' w:fill='102030'/></w:pPr></w:style>
<w:style w:type='paragraph' w:styleId='Own'><w:name w:val='Abschnitt'/><w:basedOn w:val='H1'/></w:style>
<w:style w:type='paragraph' w:styleId='H1'><w:name w:val='heading 1'/></w:style>
<w:style w:type='paragraph' w:styleId='Level'><w:name w:val='L'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>
<w:style w:type='paragraph' w:styleId='Point'><w:name w:val='Punkt'/><w:pPr><w:numPr><w:numId w:val='4'/></w:numPr></w:pPr></w:style>";

#[test]
fn what_styles_hide_is_found_and_what_is_on_dark_ground_is_not_hidden() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let paragraph =
        |properties: &str, runs: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>");
    let style = |id: &str| format!("<w:pStyle w:val='{id}'/>");
    let white = "<w:color w:val='FFFFFF'/>";
    let cell = |properties: &str| {
        let inner = paragraph("", &run(white, "in a cell"));
        format!("<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc></w:tr></w:tbl>")
    };
    let box_at = |offset: i64| {
        let inner = paragraph("", &run("", "in a box"));
        format!(
            "<w:p><w:r><wp:anchor><wp:positionH relativeFrom='page'><wp:posOffset>{offset}</wp:posOffset></wp:positionH>\
             <wp:extent cx='900' cy='900'/><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wp:anchor></w:r></w:p>"
        )
    };
    let (gone, small, same) =
        ("invisible", "too small to be seen", "of the colour of what it is on");
    let filled = |alpha: u32| {
        format!(
            "<w:textFill><w:solidFill><w:srgbClr w:val='000000'><w:alpha w:val='{alpha}'/></w:srgbClr></w:solidFill></w:textFill>"
        )
    };
    let frame = |x: i32| format!("<w:framePr w:w='100' w:hAnchor='page' w:x='{x}'/>");
    let hidden_row = "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let split = run(&format!("{white}<w:b/>"), "kuber") + &run(white, "netes");
    for (body, expected) in [
        (paragraph("", &run("<w:rStyle w:val='Child'/>", "a")), vec![(gone, "a")]),
        (paragraph("", &run("<w:rStyle w:val='Child'/><w:vanish w:val='0'/>", "a")), vec![]),
        (paragraph(&style("Pale"), &run("", "a")), vec![(same, "a")]),
        (paragraph(&style("Pale"), &run("<w:color w:val='auto'/>", "a")), vec![]),
        (paragraph(&style("Dark"), &run("", "a")), vec![]),
        (paragraph("", &split), vec![(same, "kuber netes")]),
        (paragraph("", &run("<w:sz w:val='2'/>", "a")), vec![(small, "a")]),
        (
            paragraph("<w:spacing w:line='20' w:lineRule='exact'/>", &run("", "a")),
            vec![(small, "a")],
        ),
        (paragraph("<w:shd w:val='clear' w:fill='000000'/>", &run(white, "a")), vec![]),
        (paragraph("", &run(&format!("{white}<w:highlight w:val='black'/>"), "a")), vec![]),
        (
            paragraph("", &run("<w:color w:val='FF0000'/><w:highlight w:val='red'/>", "a")),
            vec![(same, "a")],
        ),
        (
            paragraph("", &run("<w:color w:val='000000' w:themeColor='background1'/>", "a")),
            vec![(same, "a")],
        ),
        (
            paragraph("", &run("<w:color w:themeColor='background1' w:themeShade='80'/>", "a")),
            vec![],
        ),
        (paragraph("", &run("<w:color w:val='FFFFFF' w:themeColor='text1'/>", "a")), vec![]),
        (paragraph("", &run("<w:w w:val='1'/>", "a")), vec![(small, "a")]),
        (paragraph("", &run("<w:w w:val='90'/>", "a")), vec![]),
        (paragraph("", &run("<w:textFill><w:noFill/></w:textFill>", "a")), vec![(gone, "a")]),
        (paragraph("", &run(&filled(100_000), "a")), vec![(gone, "a")]),
        (paragraph("", &run(&filled(40_000), "a")), vec![]),
        (paragraph(&frame(-9000), &run("", "a")), vec![("off the page", "a")]),
        (paragraph(&frame(900), &run("", "a")), vec![]),
        (hidden_row.to_owned(), vec![(gone, "a")]),
        (cell("<w:shd w:val='clear' w:fill='1F3864'/>"), vec![]),
        (cell(""), vec![(same, "in a cell")]),
        (box_at(100), vec![]),
        (box_at(-5000), vec![("off the page", "in a box")]),
        // The band behind the name is a drawing.
        (
            format!("<w:p><wp:anchor behindDoc='1'/></w:p>{}", paragraph("", &run(white, "a"))),
            vec![],
        ),
        (format!("<w:background w:color='203040'/>{}", paragraph("", &run(white, "a"))), vec![]),
    ] {
        assert_eq!(hidden(&read(&body, STYLES)), expected, "{body}");
    }
}

#[test]
fn headings_items_links_and_changes_are_as_word_shows_them() {
    let body = "\
<w:p><w:pPr><w:pStyle w:val='Own'/></w:pPr><w:r><w:t>Work</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val='Level'/></w:pPr><w:r><w:t>Acme</w:t></w:r></w:p>
<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>Lead</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val='Point'/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val='Point'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>none</w:t></w:r></w:p>
<w:p><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>\
<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>text</w:t><w:tab/><w:t>end</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://a.example\" </w:instrText></w:r>\
<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>my page</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>
<w:p><w:fldSimple w:instr='HYPERLINK https://b.example'><w:r><w:t>other</w:t></w:r></w:fldSimple></w:p>
<w:p><w:r><wp:inline><wp:docPr id='1' name='Box'/><wps:wsp/></wp:inline></w:r></w:p>
<w:p><w:r><wp:inline><wp:docPr id='2' name='Photo'/><pic:pic/></wp:inline></w:r></w:p>
<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>";
    let head = "<w:p><w:r><w:t>Ann Li, ann@example.org</w:t></w:r></w:p>";
    let foot = "<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=' PAGE '><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>";
    let note = "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>";
    let parts = [
        ("word/main2.xml", body),
        ("word/styles.xml", STYLES),
        ("word/h.xml", head),
        ("word/f.xml", foot),
        ("word/n.xml", note),
    ];
    let file = word(
        &parts,
        &[
            ("s", "styles", "/word/styles.xml"),
            ("h", "header", "h.xml"),
            ("f", "footer", "f.xml"),
            ("n", "footnotes", "n.xml"),
        ],
    );
    let read = foreign::DOCX.read("it.docx", &file).expect("a Word file");
    let parts: Vec<_> = read.parts.iter().map(|it| (it.kind, it.text.as_str())).collect();
    let text = PassageKind::Text;
    let expected = [
        (text, "Ann Li, ann@example.org"),
        (PassageKind::Heading(1), "Work"),
        (PassageKind::Heading(2), "Acme"),
        (PassageKind::Heading(3), "Lead"),
        (PassageKind::Item, "one"),
        (text, "none"),
        (text, "new text end"),
        (text, "my page"),
        (text, "other"),
        (text, "A note."),
    ];
    assert_eq!(parts, expected);
    let links: Vec<_> = read.links.iter().map(|it| (it.url.as_str(), it.text.as_str())).collect();
    assert_eq!(links, [("https://a.example", "my page"), ("https://b.example", "other")]);
    assert_eq!((read.pictures_without_text, read.language.as_deref()), (1, Some("nl-NL")));
    assert_eq!(hidden(&read), []);
}

const MARKDOWN: &str = "\
# Ann Li

Engineer · <ann@example.org> · [site](https://ann.example)

## Experience

- Wrote *a* compiler
- Led **seven**

Some words.
";

/// What pandoc makes of [`MARKDOWN`] in a format; nothing where it is missing.
fn by_pandoc(format: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    std::fs::write(path("it.md"), MARKDOWN).expect("written");
    let made = path(&format!("it.{format}"));
    let is_there = judge("pandoc", ["-s", &path("it.md"), "-o", &made]).is_some();
    if is_there { std::fs::read(made).expect("a file") } else { Vec::new() }
}

/// What `LibreOffice` is to make Word files of.
pub(super) fn sources() -> Vec<(&'static str, Vec<u8>)> {
    [("pandoc.html", "html"), ("pandoc.odt", "odt"), ("pandoc.docx", "docx")]
        .map(|(name, format)| (name, by_pandoc(format)))
        .to_vec()
}

/// What pandoc and `LibreOffice` write is read as they mean it.
#[test]
fn files_of_other_programs_are_read() {
    let mut files = vec![("it.md", MARKDOWN.as_bytes().to_vec())];
    for (name, content) in sources() {
        if content.is_empty() {
            return;
        }
        let Some(office) = office() else { return };
        files.push((name, std::fs::read(office.word(name)).expect("a Word file")));
        if !name.ends_with("odt") {
            files.push((name, content));
        }
    }
    for (name, bytes) in files {
        let ending = name.rsplit('.').next().expect("an ending");
        let reader = foreign::DocumentReader::find(&bytes[..bytes.len().min(4096)], ending);
        let read = reader.expect("a reader").read(name, &bytes).expect("a document");
        let text = read.text();
        assert!(text.contains("Wrote a compiler\nLed seven\nSome words.\n"), "{name}\n{text}");
        let of = |kind: PassageKind| {
            let parts = read.parts.iter().filter(|part| part.kind == kind);
            parts.map(|part| part.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of(PassageKind::Item), ["Wrote a compiler", "Led seven"], "{name}");
        let headings = [of(PassageKind::Heading(1)), of(PassageKind::Heading(2))].concat();
        assert!(
            headings.ends_with(&["Ann Li".to_owned(), "Experience".to_owned()]),
            "{headings:?}"
        );
        let links: Vec<_> = read.links.iter().map(|it| it.url.as_str()).collect();
        assert_eq!(links.len(), 2, "{name} {links:?}");
        assert!(
            links[0] == "mailto:ann@example.org" && links[1].starts_with("https://ann.example")
        );
        assert_eq!(read.hidden, [], "{name}");
    }
}

#[test]
fn markdown_and_text_are_checked_and_resumes_in_text_files_are_resumes() {
    let shown = Test::new("check it.md --show-text").file("it.md", MARKDOWN).success();
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(
        text.starts_with("Ann Li\nEngineer · ann@example.org · site\nExperience\nWrote a"),
        "{text}"
    );
    let wrapped =
        "Ann Li\n======\nann@example.org\n\nWork\n----\n• Wrote a\n  compiler\n• Led\n\nEnd\n";
    let read = foreign::PLAIN.read("it.txt", wrapped.as_bytes()).expect("text");
    let parts: Vec<_> = read.parts.iter().map(|it| (it.kind, it.text.as_str())).collect();
    let expected = [
        (PassageKind::Heading(1), "Ann Li"),
        (PassageKind::Text, "ann@example.org"),
        (PassageKind::Heading(2), "Work"),
        (PassageKind::Item, "Wrote a compiler"),
        (PassageKind::Item, "Led"),
        (PassageKind::Text, "End"),
    ];
    assert_eq!(parts, expected);
    let latin = foreign::PLAIN.read("it.txt", b"Jos\xe9 \x96 x").expect("text");
    assert_eq!(latin.text(), "José – x\n");
    // What says nothing of its encoding is guessed as browsers guess it.
    for (bytes, text) in [
        (
            &b"\xc0\xee\xc0\xd7\n\xb9\xa4\xb3\xcc\xca\xa6\n\xb9\xa4\xd7\xf7\xbe\xad\xc0\xfa\n\xa1\xf1\x20\xb8\xba\xd4\xf0\xba\xf3\xb6\xcb\n"[..],
            "李雷\n工程师\n工作经历\n负责后端",
        ),
        (
            b"\xc8\xe2\xe0\xed \xcf\xe5\xf2\xf0\xee\xe2, \xe8\xed\xe6\xe5\xed\xe5\xf0\n",
            "Иван Петров, инженер",
        ),
        (b"\xff\xfe\x4e\x67\x0a\x00", "李"),
    ] {
        let read = foreign::PLAIN.read("it.txt", bytes).expect("text");
        assert_eq!(read.text().trim(), text);
    }
    Test::new("check it.txt").file("it.txt", wrapped).success();
    let link = Test::new("check it.md").file("it.md", "# A\n\n[x](htp:/y)\n").run();
    let said = String::from_utf8_lossy(&link.stdout).into_owned();
    assert!(said.contains("the link `htp:/y`"), "{said}");
    let resume = "basics: {name: Ann Li}\nwork: [{nmae: Acme}]\n";
    let found = Test::new("check it.txt").file("it.txt", resume).run();
    let said = String::from_utf8_lossy(&found.stdout).into_owned() + &found.stderr;
    assert!(said.contains("unknown key `nmae`"), "{said}");
}

/// Text of the head of pages and of boxes is told, unless the main text says it, too.
#[test]
fn text_apart_from_the_main_text_is_told() {
    let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let boxed = |text: &str| {
        let inner = line(text);
        format!("<w:p><w:r><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:r></w:p>")
    };
    let body = [line("Ann Li, engineer"), boxed("Ann Li"), boxed("Rust"), boxed("Go")].concat();
    let head = line("Ann Li") + &line("ann@example.org");
    let parts =
        [("word/main2.xml", &*body), ("word/h.xml", &head), ("word/f.xml", &line("Page 1"))];
    let file = word(&parts, &[("h", "header", "h.xml"), ("f", "footer", "f.xml")]);
    let read = foreign::DOCX.read("it.docx", &file).expect("a Word file");
    let apart: Vec<_> = read.apart.iter().map(|it| (it.place.as_str(), it.text.as_str())).collect();
    let (head, text_box) = ("the head of pages", "a text box");
    let expected = [
        (head, "ann@example.org"),
        (text_box, "Rust"),
        (text_box, "Go"),
        ("the foot of pages", "Page 1"),
    ];
    assert_eq!(apart, expected);
    let found = Test::new("check it.docx").file("it.docx", file).run();
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(
        said.contains("text in a text box, where some programs do not look: `Rust Go`"),
        "{said}"
    );
}

/// A file without text or headings.
#[test]
fn what_a_file_lacks_is_told() {
    let paragraphs = |count: usize| "<w:p><w:r><w:t>Some words</w:t></w:r></w:p>".repeat(count);
    for (body, message) in [
        (String::new(), "the file has no text that a machine can read"),
        (paragraphs(9), "the file has no headings"),
    ] {
        let file = word(&[("word/main2.xml", &body)], &[]);
        let found = Test::new("check it.docx").file("it.docx", file).run();
        let said = String::from_utf8_lossy(&found.stdout).into_owned();
        assert!(said.contains(message), "{said}{}", found.stderr);
    }
}
