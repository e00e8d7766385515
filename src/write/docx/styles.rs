//! The styles of a Word file: every look is one, and nothing in the text looks otherwise but what the person made
//! strong or emphasised.

use super::measures::{Measures, twips};
use super::xml::escaped;
use crate::contrast;
use crate::document::{Alignment, Case, Document, OptionValue, RulePlace, Slant, Style, Weight};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The fonts that every office computer has.
#[derive(Debug, Clone)]
pub(super) struct Faces {
    pub(super) latin: String,
    pub(super) heading: String,
    pub(super) han: String,
}

impl Faces {
    /// Those of a document, from the families that its theme names for offices.
    pub(super) fn of(document: &Document, office: &dyn Fn(&str) -> Vec<String>) -> Faces {
        let body = office("body");
        let family = |at: usize, other: &str| body.get(at).map_or(other, String::as_str).to_owned();
        let named = |option: &str| match document.options.get(option) {
            Some(OptionValue::Text(name)) if !name.is_empty() => Some(name.clone()),
            _ => None,
        };
        let latin = named("body-font").unwrap_or_else(|| family(0, "Calibri"));
        let of_theme = office("heading").into_iter().next();
        let heading = named("heading-font").or(of_theme).unwrap_or_else(|| latin.clone());
        let is_serif = family(1, "Microsoft YaHei") == "SimSun";
        let tag = document.language.tag.as_str();
        let of_region = match document.language.lang.as_str() {
            "ja" => Some(if is_serif { "MS Mincho" } else { "Meiryo" }),
            "ko" => Some(if is_serif { "Batang" } else { "Malgun Gothic" }),
            "zh" if tag.starts_with("zh-Hant") => {
                Some(if is_serif { "PMingLiU" } else { "Microsoft JhengHei" })
            }
            _ => None,
        };
        let han = of_region.map_or_else(|| family(1, "Microsoft YaHei"), str::to_owned);
        Faces { latin, heading, han: named("han-font").unwrap_or(han) }
    }
}

/// A paragraph style.
#[derive(Clone)]
struct Paragraph {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    next: &'static str,
    look: Style,
    /// The gaps above and below, in points; what the look says if there are none.
    gaps: Option<(f64, f64)>,
    /// What is left free of the line at its start and its end, and how far the first line begins before the others,
    /// in points.
    indent: (f64, f64, f64),
    /// Whether it stays with the next paragraph.
    keep: bool,
    /// The level of its list, and that list.
    number: Option<(usize, usize)>,
    /// Whether a tab leads to the end of the line.
    tab: bool,
    /// Its level among the headings, from 0.
    outline: Option<u8>,
    /// Its fonts, if they are others than those of text.
    fonts: String,
}

/// How much room a paragraph in a style takes, in points.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "looks are independent of each other")]
pub(super) struct Room {
    pub(super) size: f64,
    /// From one line to the next.
    pub(super) line: f64,
    pub(super) above: f64,
    pub(super) below: f64,
    /// As the style has them: at the start, at the end, and how far the first line begins before the others.
    pub(super) indent: (f64, f64, f64),
    /// The white between letters, in em.
    pub(super) tracking: f64,
    /// The rule below it or above it.
    pub(super) rule: f64,
    pub(super) is_bold: bool,
    pub(super) is_upper: bool,
    pub(super) is_heading: bool,
    pub(super) keep: bool,
}

/// The room of paragraphs by style.
pub(super) fn rooms(
    document: &Document,
    measures: &Measures,
    faces: &Faces,
) -> BTreeMap<&'static str, Room> {
    let table = Table { document, measures };
    table.paragraphs(faces).iter().map(|style| (style.id, table.room(style))).collect()
}

/// The styles of characters that are bold, and those that are not whatever is around them.
pub(super) fn weights(document: &Document, measures: &Measures) -> BTreeMap<&'static str, bool> {
    let looks = Table { document, measures }.character_looks();
    let weight = |(id, _, look): (&'static str, _, Style)| Some((id, is_bold(look.weight?)));
    looks.into_iter().filter_map(weight).collect()
}

fn is_bold(weight: Weight) -> bool {
    matches!(weight, Weight::Semibold | Weight::Bold)
}

/// `word/styles.xml`.
pub(super) fn styles(document: &Document, measures: &Measures, faces: &Faces) -> String {
    let table = Table { document, measures };
    let mut out = table.defaults(faces);
    for style in table.paragraphs(faces) {
        table.paragraph(&style, &mut out);
    }
    table.characters(&mut out);
    out.push_str("</w:styles>");
    out
}

/// What comes before the styles, and those of no paragraph.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";

struct Table<'a> {
    document: &'a Document,
    measures: &'a Measures,
}

impl Table<'_> {
    fn look(&self, name: &str) -> Style {
        self.document.styles.get(name).cloned().unwrap_or_default()
    }

    /// The look of titles of sections. Where a theme has them in rows, the rows have the gap, and titles have none.
    fn section(&self) -> Style {
        const ABOVE: f64 = 1.0;
        let look = self.look("section");
        Style { above: look.above.filter(|above| *above != 0.0).or(Some(ABOVE)), ..look }
    }

    fn defaults(&self, faces: &Faces) -> String {
        let (latin, han) = (escaped(&faces.latin), escaped(&faces.han));
        let size = half_points(self.measures.size);
        let language = languages(self.document);
        format!(
            "{HEAD}<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" \
             w:eastAsia=\"{han}\" w:cs=\"{latin}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>{language}\
             </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        )
    }

    fn paragraphs(&self, faces: &Faces) -> Vec<Paragraph> {
        let size = self.measures.size;
        let heading =
            format!("<w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\"/>", escaped(&faces.heading));
        let code = "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/>".to_owned();
        let indent = self.document.page.indent * size;
        let step = list_step(size);
        let between = self.document.page.paragraph * self.measures.unit;
        let plain = |id: &'static str, name: &'static str| Paragraph {
            id,
            name,
            based_on: "Normal",
            next: "BodyText",
            look: Style::default(),
            gaps: None,
            indent: (0.0, 0.0, 0.0),
            keep: false,
            number: None,
            tab: false,
            outline: None,
            fonts: String::new(),
        };
        let looking = |id, name, look: Style| Paragraph { look, ..plain(id, name) };
        let list = |id, name, level: u8, list| Paragraph {
            next: id,
            number: Some((usize::from(level), list)),
            indent: (indent + step * f64::from(level + 1), 0.0, step),
            gaps: Some((0.0, 0.0)),
            ..plain(id, name)
        };
        let ink = Style { fill: Some(self.document.page.ink.clone()), ..Style::default() };
        let head = |style: &str| Style { weight: None, ..self.look(style) };
        let small = Style { above: None, below: None, ..self.look("small") };
        let small_title = Style { size: small.size, ..self.look("section") };
        let aside = Style { above: self.look("entry").above, ..self.look("aside") };
        let title =
            Paragraph { keep: true, outline: Some(0), fonts: heading.clone(), ..plain("", "") };
        vec![
            Paragraph {
                based_on: "",
                next: "",
                gaps: Some((0.0, 0.0)),
                ..looking("Normal", "Normal", ink)
            },
            Paragraph { gaps: Some((between, 0.0)), ..plain("BodyText", "Body Text") },
            looking("Kind", "Kind", self.aligned("kind")),
            Paragraph {
                next: "Subtitle",
                keep: true,
                tab: true,
                fonts: heading,
                ..looking("Title", "Title", self.aligned("name"))
            },
            looking("Reading", "Reading", self.aligned("reading")),
            Paragraph {
                next: "Contact",
                ..looking("Subtitle", "Subtitle", self.aligned("headline"))
            },
            looking("Contact", "Contact", self.aligned("contacts")),
            looking("Summary", "Summary", self.look("summary")),
            Paragraph { id: "Heading1", name: "heading 1", look: self.section(), ..title.clone() },
            Paragraph {
                id: "SmallHeading",
                name: "Small Heading",
                based_on: "Heading1",
                next: "SmallText",
                look: small_title,
                ..title
            },
            Paragraph {
                next: "EntryDetails",
                keep: true,
                tab: true,
                outline: Some(1),
                ..looking("Heading2", "heading 2", head("entry"))
            },
            Paragraph {
                keep: true,
                tab: true,
                outline: Some(2),
                ..looking("Heading3", "heading 3", head("role"))
            },
            Paragraph {
                keep: true,
                tab: true,
                gaps: Some((0.0, 0.0)),
                ..plain("EntryDetails", "Entry Details")
            },
            Paragraph { keep: true, ..looking("Comment", "Entry Comment", aside) },
            list("ListBullet", "List Bullet", 0, 1),
            list("ListBullet2", "List Bullet 2", 1, 1),
            list("ListBullet3", "List Bullet 3", 2, 1),
            list("ListNumber", "List Number", 0, 2),
            Paragraph {
                gaps: Some((0.0, 0.0)),
                indent: (indent + step, 0.0, 0.0),
                ..plain("ListContinue", "List Continue")
            },
            Paragraph {
                gaps: Some((0.0, 0.0)),
                indent: (reference_step(size), 0.0, 0.0),
                ..plain("Reference", "Reference")
            },
            Paragraph {
                indent: (1.5 * size, 0.0, 1.5 * size),
                ..looking("Term", "Term", self.look("term"))
            },
            Paragraph {
                indent: (size, size, 0.0),
                ..looking("Quote", "Quote", self.look("quote"))
            },
            Paragraph { indent: (size, 0.0, 0.0), fonts: code, ..plain("Code", "Code") },
            looking("Closing", "Closing", self.look("closing")),
            looking("Signature", "Signature", self.look("signer")),
            looking("Signed", "Signed", self.look("signed")),
            looking("Undersigned", "Undersigned", self.look("undersigned")),
            Paragraph {
                next: "SmallText",
                gaps: Some((between, 0.0)),
                ..looking("SmallText", "Small Text", small)
            },
            looking("Updated", "Updated", self.look("updated")),
            Paragraph { next: "Footer", ..looking("Footer", "footer", self.look("foot")) },
            Paragraph { gaps: Some((size, 0.0)), ..plain("Photo", "Photo") },
        ]
    }

    fn room(&self, style: &Paragraph) -> Room {
        let Measures { size, leading, unit, .. } = *self.measures;
        let look = &style.look;
        let lead = (look.lead.unwrap_or(1.0) - 1.0) * leading;
        let gap = |share: Option<f64>| (lead + share.unwrap_or(0.0) * unit).max(0.0);
        let (above, below) = style.gaps.unwrap_or_else(|| (gap(look.above), gap(look.below)));
        let own = size * look.size.unwrap_or(1.0);
        Room {
            size: own,
            line: own + leading,
            above,
            below,
            indent: style.indent,
            tracking: look.tracking.unwrap_or(0.0) * size / own,
            is_bold: look.weight.is_some_and(is_bold),
            rule: rule_room(look, size),
            is_upper: look.case == Some(Case::Upper),
            is_heading: !style.fonts.is_empty(),
            keep: style.keep,
        }
    }

    /// A style of the header, centred where the option says so.
    fn aligned(&self, name: &str) -> Style {
        let look = self.look(name);
        let is_centered = match self.document.options.get("header-align") {
            Some(OptionValue::Text(place)) => {
                place == "center" && self.document.header.photo.is_none()
            }
            _ => false,
        };
        if is_centered { Style { align: Some(Alignment::Center), ..look } } else { look }
    }

    /// Writes a paragraph style; the order of its properties is that of the schema.
    fn paragraph(&self, style: &Paragraph, out: &mut String) {
        let Paragraph { id, name, based_on, next, look, keep, number, tab, outline, fonts, .. } =
            style;
        let default = if *id == "Normal" { " w:default=\"1\"" } else { "" };
        let custom = matches!(
            *id,
            "Kind"
                | "Reading"
                | "Contact"
                | "Summary"
                | "SmallHeading"
                | "EntryDetails"
                | "Comment"
                | "Reference"
                | "Term"
                | "Code"
                | "SmallText"
                | "Updated"
                | "Photo"
        );
        let custom = if custom { " w:customStyle=\"1\"" } else { "" };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\"{default}{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>"
        );
        if !based_on.is_empty() {
            let _ = write!(out, "<w:basedOn w:val=\"{based_on}\"/>");
        }
        if !next.is_empty() {
            let _ = write!(out, "<w:next w:val=\"{next}\"/>");
        }
        out.push_str("<w:qFormat/><w:pPr>");
        if *keep {
            out.push_str("<w:keepNext/><w:keepLines/>");
        }
        if *id == "Normal" {
            out.push_str("<w:widowControl/>");
        }
        if let Some((level, list)) = number {
            let _ = write!(
                out,
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            );
        }
        out.push_str(&border(look, self.measures.size));
        if *tab {
            let end = twips(self.measures.width());
            let _ = write!(out, "<w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs>");
        }
        if *id == "Normal" && self.document.language.direction == "rtl" {
            out.push_str("<w:bidi/>");
        }
        let room = self.room(style);
        // A picture may be on the line of the name, and in a paragraph of its own.
        let rule = if matches!(*id, "Title" | "Photo" | "Signed") { "atLeast" } else { "exact" };
        let _ = write!(
            out,
            "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{}\" w:lineRule=\"{rule}\"/>",
            twips(room.above),
            twips(room.below),
            twips(room.line)
        );
        out.push_str(&indented(style.indent));
        if number.is_some() {
            out.push_str("<w:contextualSpacing/>");
        }
        out.push_str(match look.align {
            Some(Alignment::Center) => "<w:jc w:val=\"center\"/>",
            Some(Alignment::End) => "<w:jc w:val=\"right\"/>",
            _ => "",
        });
        if let Some(level) = outline {
            let _ = write!(out, "<w:outlineLvl w:val=\"{level}\"/>");
        }
        let _ = write!(out, "</w:pPr><w:rPr>{fonts}{}</w:rPr></w:style>", self.run(look));
    }

    /// The properties of letters in a style.
    fn run(&self, look: &Style) -> String {
        let mut out = String::new();
        match look.weight {
            Some(weight) if is_bold(weight) => out.push_str("<w:b/><w:bCs/>"),
            Some(_) => out.push_str("<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>"),
            None => {}
        }
        // Han, Kana and Hangul have no italics.
        match look.slant {
            Some(Slant::Italic) if !self.document.language.cjk => out.push_str("<w:i/><w:iCs/>"),
            _ => {}
        }
        match look.case {
            Some(Case::Upper) => out.push_str("<w:caps/>"),
            Some(Case::SmallCaps) => out.push_str("<w:smallCaps/>"),
            _ => {}
        }
        if let Some(fill) = look.fill.as_ref().filter(|fill| is_seen(fill)) {
            let _ = write!(out, "<w:color w:val=\"{}\"/>", color(fill));
        }
        if let Some(tracking) = look.tracking.filter(|tracking| *tracking != 0.0) {
            let _ = write!(out, "<w:spacing w:val=\"{}\"/>", twips(tracking * self.measures.size));
        }
        if let Some(size) = look.size {
            let size = half_points(size * self.measures.size);
            let _ = write!(out, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
        }
        out
    }

    fn character_looks(&self) -> [(&'static str, &'static str, Style); 13] {
        let strong = Style { weight: Some(Weight::Bold), ..Style::default() };
        let emphasis = if self.document.language.cjk {
            strong.clone()
        } else {
            Style { slant: Some(Slant::Italic), ..Style::default() }
        };
        [
            ("Strong", "Strong", strong),
            ("Emphasis", "Emphasis", emphasis),
            ("Hyperlink", "Hyperlink", self.look("link")),
            ("EntryTitle", "Entry Title", self.entry_title()),
            ("RoleTitle", "Role Title", self.look_or_position("role-title")),
            ("Position", "Position", self.look("position")),
            ("Degree", "Degree", self.look_or_position("degree")),
            ("Place", "Place", self.look("place")),
            ("EntryDate", "Entry Date", self.look("date")),
            ("Label", "Label", self.look("label")),
            ("Address", "Address", self.look("address")),
            ("Level", "Level", self.look("level")),
            ("Source", "Source", self.look("source")),
        ]
    }

    fn characters(&self, out: &mut String) {
        for (id, name, look) in self.character_looks() {
            let is_known = matches!(id, "Strong" | "Emphasis" | "Hyperlink");
            let custom = if is_known { "" } else { " w:customStyle=\"1\"" };
            // Within a line the size of its paragraph counts.
            let look = Style { size: None, ..look };
            let links = self.document.options.get("links");
            let is_underlined =
                id == "Hyperlink" && links == Some(&OptionValue::Text("underline".to_owned()));
            let underline = if is_underlined { "<w:u w:val=\"single\"/>" } else { "" };
            let _ = write!(
                out,
                "<w:style w:type=\"character\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:qFormat/>\
                 <w:rPr>{}{underline}</w:rPr></w:style>",
                self.run(&look)
            );
        }
        out.push_str(
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"InlineCode\"><w:name w:val=\"Inline Code\"/>\
             <w:qFormat/><w:rPr><w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/></w:rPr></w:style>",
        );
    }

    /// The look called `name`. The title of one position among several looks as that of an only one, unless the theme has a
    /// look for it, and so does a degree.
    fn look_or_position(&self, name: &str) -> Style {
        let own = self.look(name);
        if own == Style::default() { self.look("position") } else { own }
    }

    /// The title of an entry is strong where its head is.
    fn entry_title(&self) -> Style {
        let title = self.look("title");
        Style { weight: title.weight.or(self.look("entry").weight), ..title }
    }
}

/// How far the text of a list begins behind its bullets and numbers, in points.
pub(super) fn list_step(size: f64) -> f64 {
    0.95 * size
}

/// The same of numbered publications.
pub(super) fn reference_step(size: f64) -> f64 {
    1.8 * size
}

fn indented((start, end, first): (f64, f64, f64)) -> String {
    if start == 0.0 && end == 0.0 {
        return String::new();
    }
    let mut out = format!("<w:ind w:left=\"{}\"", twips(start));
    for (name, length) in [("right", end), ("hanging", first)] {
        if length > 0.0 {
            let _ = write!(out, " w:{name}=\"{}\"", twips(length));
        }
    }
    out + "/>"
}

/// The room that the rule of a style takes below and above its text, in points.
fn rule_room(look: &Style, size: f64) -> f64 {
    let Some(rule) = &look.rule else { return 0.0 };
    match rule.at {
        RulePlace::Above | RulePlace::Below | RulePlace::Beside => {
            rule.width + (rule.above * size).round().clamp(1.0, 31.0)
        }
        RulePlace::Start | RulePlace::Around | RulePlace::Mark => 0.0,
    }
}

/// The rule of a style as a border of its paragraph.
fn border(look: &Style, size: f64) -> String {
    let Some(rule) = &look.rule else { return String::new() };
    #[expect(clippy::cast_possible_truncation, reason = "a rule is thin")]
    let width = (rule.width * 8.0).round().clamp(2.0, 96.0) as i64;
    #[expect(clippy::cast_possible_truncation, reason = "a gap is small")]
    let space = (rule.above * size).round().clamp(1.0, 31.0) as i64;
    let edge = match rule.at {
        RulePlace::Start => "left",
        RulePlace::Above => "top",
        RulePlace::Below | RulePlace::Beside => "bottom",
        RulePlace::Around | RulePlace::Mark => return String::new(),
    };
    let space = if edge == "left" { 8 } else { space };
    let color = color(&rule.fill);
    format!(
        "<w:pBdr><w:{edge} w:val=\"single\" w:sz=\"{width}\" w:space=\"{space}\" w:color=\"{color}\"/></w:pBdr>"
    )
}

/// Whether a colour is seen on the white page of Word: some themes have it on a dark area.
fn is_seen(fill: &str) -> bool {
    const LEAST: f64 = 2.5;
    let part = |at: usize| {
        let digits = fill.get(at..at + 2).unwrap_or_default();
        f64::from(u8::from_str_radix(digits, 16).unwrap_or_default()) / 255.0
    };
    contrast::ratio([part(1), part(3), part(5)], [1.0; 3]) >= LEAST
}

fn color(fill: &str) -> String {
    fill.trim_start_matches('#').to_ascii_uppercase()
}

#[expect(clippy::cast_possible_truncation, reason = "sizes of letters")]
fn half_points(points: f64) -> i64 {
    (points * 2.0).round() as i64
}

/// The languages of a document's scripts.
pub(super) fn languages(document: &Document) -> String {
    let tag = tag(document);
    let (latin, east, right) = match () {
        () if document.language.cjk => ("en-US", tag.as_str(), "ar-SA"),
        () if document.language.direction == "rtl" => ("en-US", "zh-CN", tag.as_str()),
        () => (tag.as_str(), "zh-CN", "ar-SA"),
    };
    format!("<w:lang w:val=\"{latin}\" w:eastAsia=\"{east}\" w:bidi=\"{right}\"/>")
}

/// The language as Word names it: with a region, not a script.
pub(super) fn tag(document: &Document) -> String {
    let language = &document.language;
    let region = match (&language.region, language.tag.as_str(), language.lang.as_str()) {
        (Some(region), ..) => region.clone(),
        (None, "zh-Hant", _) => "TW".to_owned(),
        (None, _, "zh") => "CN".to_owned(),
        (None, _, "en") => "US".to_owned(),
        (None, _, "ja") => "JP".to_owned(),
        (None, _, "ko") => "KR".to_owned(),
        (None, _, lang) => return escaped(lang),
    };
    escaped(&format!("{}-{region}", language.lang))
}
