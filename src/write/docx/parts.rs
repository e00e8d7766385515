//! The parts of a Word file besides its text and styles.

use super::body::{Body, FIRST_LINK, FIRST_LIST, FOOT, PHOTO, PICTURE, REFERENCES};
use super::embed::Family;
use super::measures::{Measures, twips};
use super::styles::{Faces, languages, list_step, reference_step, tag};
use super::xml::{escaped, run};
use crate::document::{Document, OptionValue};
use std::collections::BTreeSet;
use std::fmt::Write;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The name of a picture within lines, in `word/`.
pub(super) fn picture_name(index: usize, kind: &str) -> String {
    format!("media/picture{}.{kind}", index + 1)
}

/// `[Content_Types].xml`; `kinds` are the endings of pictures.
pub(super) fn content_types(kinds: &BTreeSet<&str>, has_foot: bool, has_fonts: bool) -> String {
    let mut out = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    for kind in kinds {
        let media = if *kind == "jpg" { "jpeg" } else { kind };
        let _ = write!(out, "<Default Extension=\"{kind}\" ContentType=\"image/{media}\"/>");
    }
    if has_fonts {
        out.push_str("<Default Extension=\"odttf\" ContentType=\"application/vnd.openxmlformats-officedocument.obfuscatedFont\"/>");
    }
    let mut part = |name: &str, kind: &str| {
        let _ = write!(out, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    };
    part("word/document.xml", &format!("{WORD}.document.main+xml"));
    for name in ["styles", "numbering", "settings", "fontTable"] {
        part(&format!("word/{name}.xml"), &format!("{WORD}.{name}+xml"));
    }
    if has_foot {
        part("word/footer1.xml", &format!("{WORD}.footer+xml"));
    }
    part("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml");
    part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    out + "</Types>"
}

/// `_rels/.rels`.
pub(super) fn relations() -> String {
    format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{RELATIONS}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

/// `word/_rels/document.xml.rels`.
pub(super) fn document_relations(
    body: &Body,
    photo: Option<&str>,
    pictures: &[(&str, String, &Vec<u8>)],
    has_foot: bool,
) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let mut add = |id: &str, kind: &str, target: &str, mode: &str| {
        let _ = write!(
            out,
            "<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"{mode}/>"
        );
    };
    for (id, (kind, target)) in (1..).zip([
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("theme", "theme/theme1.xml"),
    ]) {
        add(&format!("rId{id}"), kind, target, "");
    }
    if let Some(kind) = photo {
        add(PHOTO, "image", &format!("media/photo.{kind}"), "");
    }
    for (index, (_, name, _)) in pictures.iter().enumerate() {
        add(&format!("{PICTURE}{index}"), "image", name, "");
    }
    if has_foot {
        add(FOOT, "footer", "footer1.xml", "");
    }
    for (index, link) in body.links.iter().enumerate() {
        add(&format!("rId{}", FIRST_LINK + index), "hyperlink", link, " TargetMode=\"External\"");
    }
    out + "</Relationships>"
}

/// `word/numbering.xml`: bullets, and a number for each list that has numbers.
pub(super) fn numbering(document: &Document, measures: &Measures, lists: &[(u64, u8)]) -> String {
    let sign = match document.options.get("bullet") {
        Some(OptionValue::Text(sign)) => escaped(sign),
        _ => "•".to_owned(),
    };
    let indent = document.page.indent * measures.size;
    let color = document.styles.get("bullet").and_then(|style| style.fill.as_deref());
    let color = color.map(|fill| {
        let fill = fill.trim_start_matches('#').to_ascii_uppercase();
        format!("<w:rPr><w:color w:val=\"{fill}\"/></w:rPr>")
    });
    let level = |level: u8, first: u64, kind: &str, style: &str, step: f64| {
        let left = twips(indent + step * f64::from(level + 1));
        let style =
            if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
        let (text, letters) = match kind {
            "bullet" => (sign.clone(), color.as_deref().unwrap_or_default()),
            _ => (format!("%{}.", level + 1), ""),
        };
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{first}\"/><w:numFmt w:val=\"{kind}\"/>{style}<w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{}\"/></w:pPr>{letters}</w:lvl>",
            twips(step)
        )
    };
    let list = |number: usize, levels: [String; 3]| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{number}\"><w:multiLevelType w:val=\"multilevel\"/>{}</w:abstractNum>",
            levels.concat()
        )
    };
    let step = list_step(measures.size);
    let bullets = [(0, "ListBullet"), (1, "ListBullet2"), (2, "ListBullet3")];
    let numbers = [(0, "ListNumber"), (1, ""), (2, "")];
    let mut out = format!("{XML}<w:numbering {W}>");
    out.push_str(&list(1, bullets.map(|(at, style)| level(at, 1, "bullet", style, step))));
    out.push_str(&list(2, numbers.map(|(at, style)| level(at, 1, "decimal", style, step))));
    // Each list is of a kind of its own: not every reader understands one that overrides where its kind begins.
    for (index, (first, kind)) in lists.iter().enumerate() {
        let step = if *kind == REFERENCES { reference_step(measures.size) - indent } else { step };
        let first = |level: u8| if level == 0 { (*first).min(32_767) } else { 1 };
        let levels = [0, 1, 2].map(|at| level(at, first(at), "decimal", "", step));
        out.push_str(&list(FIRST_LIST + index, levels));
    }
    let own = (0..lists.len()).map(|index| FIRST_LIST + index);
    for number in [1, 2].into_iter().chain(own) {
        let _ = write!(
            out,
            "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{number}\"/></w:num>"
        );
    }
    out + "</w:numbering>"
}

/// `word/settings.xml`.
pub(super) fn settings(document: &Document, has_fonts: bool) -> String {
    let hyphenates = document.options.get("hyphenate") == Some(&OptionValue::Bool(true));
    let hyphenation = if hyphenates { "<w:autoHyphenation/>" } else { "" };
    let fonts = if has_fonts { "<w:embedTrueTypeFonts/>" } else { "" };
    let languages = languages(document).replace("<w:lang ", "<w:themeFontLang ");
    format!(
        "{XML}<w:settings {W}>{fonts}{hyphenation}<w:defaultTabStop w:val=\"720\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         {languages}</w:settings>"
    )
}

/// The path of the embedded font of a number.
pub(super) fn font_name(index: usize) -> String {
    format!("word/fonts/font{}.odttf", index + 1)
}

/// `word/_rels/fontTable.xml.rels`.
pub(super) fn font_relations(count: usize) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for number in 1..=count {
        let _ = write!(
            out,
            "<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/font\" Target=\"fonts/font{number}.odttf\"/>"
        );
    }
    out + "</Relationships>"
}

/// `word/fontTable.xml`: what stands in for the fonts where they are not, and which of them are in the file, with the
/// keys of their bytes.
pub(super) fn font_table(faces: &Faces, own: &[Family], fonts: &[(Vec<u8>, String)]) -> String {
    let mut names = vec![faces.latin.as_str(), &faces.heading, &faces.han];
    names.sort_unstable();
    names.dedup();
    let mut out = format!("{XML}<w:fonts {W} xmlns:r=\"{RELATIONS}\">");
    let slots =
        own.iter().flat_map(|family| family.faces.iter().map(|(slot, _)| (&family.name, slot)));
    let embedded: Vec<_> = (1..).zip(slots).zip(fonts).collect();
    for name in names {
        let other = match name {
            "Calibri" => "Carlito",
            "Cambria" => "Caladea",
            "Arial" => "Liberation Sans",
            "SimSun" => "宋体",
            "Microsoft YaHei" => "微软雅黑",
            "PMingLiU" => "新細明體",
            "Microsoft JhengHei" => "微軟正黑體",
            "MS Mincho" => "ＭＳ 明朝",
            "Meiryo" => "メイリオ",
            "Batang" => "바탕",
            "Malgun Gothic" => "맑은 고딕",
            _ => "",
        };
        let other = if other.is_empty() {
            String::new()
        } else {
            format!("<w:altName w:val=\"{other}\"/>")
        };
        let _ = write!(out, "<w:font w:name=\"{}\">{other}", escaped(name));
        let faces = embedded.iter().filter(|((_, (family, _)), _)| *family == name);
        for ((number, (_, slot)), (_, key)) in faces {
            let _ = write!(out, "<w:{slot} r:id=\"rId{number}\" w:fontKey=\"{key}\"/>");
        }
        out.push_str("</w:font>");
    }
    out + "</w:fonts>"
}

/// `word/footer1.xml`: name and number, as the foot of pages has them.
pub(super) fn footer(document: &Document) -> String {
    let pattern = document.words.get("page").map_or("{page}/{pages}", String::as_str);
    let mut text = String::new();
    if !document.header.name.is_empty() {
        text.push_str(&run(
            &format!("{}{}", document.header.name, document.punctuation.separator),
            "",
            "",
        ));
    }
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>2</w:t></w:r></w:fldSimple>")
    };
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        text.push_str(&run(&rest[..at], "", ""));
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        match &rest[at..end] {
            "{page}" => text.push_str(&field("PAGE")),
            "{pages}" => text.push_str(&field("NUMPAGES")),
            other => text.push_str(&run(other, "", "")),
        }
        rest = &rest[end..];
    }
    text.push_str(&run(rest, "", ""));
    format!("{XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{text}</w:p></w:ftr>")
}

/// `word/theme/theme1.xml`: the accent and the fonts, for who goes on with Word's own palette.
pub(super) fn theme(document: &Document, faces: &Faces) -> String {
    let accent = match document.options.get("accent") {
        Some(OptionValue::Text(color)) => color.trim_start_matches('#').to_ascii_uppercase(),
        _ => "000000".to_owned(),
    };
    let color =
        |name: &str, value: &str| format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>");
    let mut colors = color("dk1", "000000")
        + &color("lt1", "FFFFFF")
        + &color("dk2", "333333")
        + &color("lt2", "EEEEEE");
    for index in 1..=6 {
        colors.push_str(&color(&format!("accent{index}"), &accent));
    }
    colors.push_str(&(color("hlink", &accent) + &color("folHlink", &accent)));
    let font = |name: &str, family: &str| {
        format!(
            "<a:{name}><a:latin typeface=\"{}\"/><a:ea typeface=\"{}\"/><a:cs typeface=\"\"/></a:{name}>",
            escaped(family),
            escaped(&faces.han)
        )
    };
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line =
        "<a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "{XML}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Resume\"><a:themeElements>\
         <a:clrScheme name=\"Resume\">{colors}</a:clrScheme><a:fontScheme name=\"Resume\">{}{}</a:fontScheme>\
         <a:fmtScheme name=\"Resume\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>",
        font("majorFont", &faces.heading),
        font("minorFont", &faces.latin)
    )
}

/// `docProps/core.xml`; `made` is a moment in seconds since 1970.
pub(super) fn core(document: &Document, made: Option<String>) -> String {
    let metadata = &document.metadata;
    let made = made.map(|moment| {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created>")
    });
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><cp:keywords>{}</cp:keywords><dc:language>{}</dc:language>{}</cp:coreProperties>",
        escaped(&metadata.title),
        escaped(&metadata.author),
        escaped(&metadata.keywords.join(", ")),
        tag(document),
        made.unwrap_or_default()
    )
}

/// `docProps/app.xml`.
pub(super) fn app() -> String {
    format!(
        "{XML}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>cvgen</Application></Properties>"
    )
}
