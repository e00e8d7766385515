//! The styles of a Word file: every look is one, and nothing in the text looks otherwise but what the person made
//! strong or emphasised.

use super::measures::{Measures, twips};
use super::xml::escaped;
use crate::contrast;
use crate::document::{Alignment, Case, Document, OptionValue, RulePlace, Slant, Style, Weight};
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

/// What a paragraph style is made of.
#[derive(Clone)]
struct Paragraph<'a> {
    id: &'a str,
    name: &'a str,
    based_on: &'a str,
    next: &'a str,
    look: Style,
    more: String,
    /// The gaps above and below, in points; what the look says if there are none.
    gaps: Option<(f64, f64)>,
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

    fn paragraphs(&self, faces: &Faces) -> Vec<Paragraph<'static>> {
        let measures = self.measures;
        let end = twips(measures.width());
        let tab = format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs>");
        let heading =
            format!("<w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\"/>", escaped(&faces.heading));
        let indent = self.document.page.indent * measures.size;
        let step = 0.95 * measures.size;
        let bidi = if self.document.language.direction == "rtl" { "<w:bidi/>" } else { "" };
        let between = self.document.page.paragraph * measures.unit;
        let plain = |id: &'static str, name: &'static str, look: Style| Paragraph {
            id,
            name,
            based_on: "Normal",
            next: "BodyText",
            look,
            more: String::new(),
            gaps: None,
        };
        let keep = "<w:keepNext/><w:keepLines/>";
        let ink = Style { fill: Some(self.document.page.ink.clone()), ..Style::default() };
        let list = |id: &'static str, name: &'static str, level: usize, number: usize| Paragraph {
            next: id,
            more: format!(
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>|\
                 <w:ind w:left=\"{}\" w:hanging=\"{}\"/><w:contextualSpacing/>",
                twips(indent + step * f64::from(u8::try_from(level).unwrap_or(0) + 1)),
                twips(step)
            ),
            gaps: Some((0.0, 0.0)),
            ..plain(id, name, Style::default())
        };
        let mut header = [
            ("Title", "Title", "name", "Subtitle"),
            ("Subtitle", "Subtitle", "headline", "Contact"),
            ("Contact", "Contact", "contacts", "BodyText"),
        ]
        .map(|(id, name, style, next)| Paragraph {
            next,
            look: self.aligned(style),
            ..plain(id, name, Style::default())
        })
        .to_vec();
        header[0].more = format!("{keep}{tab}|#{heading}");
        vec![
            Paragraph {
                based_on: "",
                next: "",
                more: format!("<w:widowControl/>{bidi}"),
                gaps: Some((0.0, 0.0)),
                ..plain("Normal", "Normal", ink)
            },
            Paragraph {
                gaps: Some((between, 0.0)),
                ..plain("BodyText", "Body Text", Style::default())
            },
            header.remove(0),
            header.remove(0),
            header.remove(0),
            plain("Summary", "Summary", self.look("summary")),
            Paragraph {
                more: format!("{keep}|<w:outlineLvl w:val=\"0\"/>#{heading}"),
                ..plain("Heading1", "heading 1", self.look("section"))
            },
            Paragraph {
                more: format!("{keep}{tab}|<w:outlineLvl w:val=\"1\"/>"),
                next: "EntryDetails",
                ..plain("Heading2", "heading 2", Style { weight: None, ..self.look("entry") })
            },
            Paragraph {
                more: format!("{keep}{tab}|<w:outlineLvl w:val=\"2\"/>"),
                ..plain("Heading3", "heading 3", Style { weight: None, ..self.look("role") })
            },
            Paragraph {
                more: format!("{keep}{tab}"),
                gaps: Some((0.0, 0.0)),
                ..plain("EntryDetails", "Entry Details", Style::default())
            },
            Paragraph {
                more: keep.to_owned(),
                ..plain(
                    "Comment",
                    "Entry Comment",
                    Style { above: self.look("entry").above, ..self.look("aside") },
                )
            },
            list("ListBullet", "List Bullet", 0, 1),
            list("ListBullet2", "List Bullet 2", 1, 1),
            list("ListBullet3", "List Bullet 3", 2, 1),
            list("ListNumber", "List Number", 0, 2),
            Paragraph {
                gaps: Some((0.0, 0.0)),
                more: format!("|<w:ind w:left=\"{}\"/>", twips(indent + step)),
                ..plain("ListContinue", "List Continue", Style::default())
            },
            Paragraph {
                more: format!(
                    "|<w:ind w:left=\"{0}\" w:hanging=\"{0}\"/>",
                    twips(1.5 * measures.size)
                ),
                ..plain("Term", "Term", self.look("term"))
            },
            Paragraph {
                more: format!("|<w:ind w:left=\"{0}\" w:right=\"{0}\"/>", twips(measures.size)),
                ..plain("Quote", "Quote", self.look("quote"))
            },
            Paragraph {
                more: format!(
                    "|<w:ind w:left=\"{}\"/>#<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/>",
                    twips(measures.size)
                ),
                ..plain("Code", "Code", Style::default())
            },
            Paragraph { next: "Footer", ..plain("Footer", "footer", self.look("foot")) },
            Paragraph {
                gaps: Some((measures.size, 0.0)),
                ..plain("Photo", "Photo", Style::default())
            },
        ]
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

    /// Writes a paragraph style. `more` is what goes before spacing, `|`, what goes behind, `#`, and fonts.
    fn paragraph(&self, style: &Paragraph<'_>, out: &mut String) {
        let Measures { size, leading, unit, .. } = *self.measures;
        let Paragraph { id, name, based_on, next, look, more, gaps } = style;
        let default = if *id == "Normal" { " w:default=\"1\"" } else { "" };
        let custom = matches!(
            *id,
            "Contact" | "Summary" | "EntryDetails" | "Comment" | "Term" | "Code" | "Photo"
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
        let (more, fonts) = more.split_once('#').unwrap_or((more, ""));
        let (before, behind) = more.split_once('|').unwrap_or((more, ""));
        // The order of the schema: what is kept, numbers, borders, tabs, direction, spacing, indents, alignment.
        let (kept, tabs) = match before.find("<w:tabs>") {
            Some(at) => before.split_at(at),
            None => (before, ""),
        };
        let (kept, bidi) = match kept.find("<w:bidi/>") {
            Some(at) => kept.split_at(at),
            None => (kept, ""),
        };
        out.push_str(kept);
        out.push_str(&border(look, size));
        out.push_str(tabs);
        out.push_str(bidi);
        let lead = (look.lead.unwrap_or(1.0) - 1.0) * leading;
        let gap = |share: Option<f64>| (lead + share.unwrap_or(0.0) * unit).max(0.0);
        let (above, below) = gaps.unwrap_or_else(|| (gap(look.above), gap(look.below)));
        let share = look.size.unwrap_or(1.0);
        let line = twips(size * share + leading);
        // A picture may be on the line of the name, and in a paragraph of its own.
        let rule = if matches!(*id, "Title" | "Photo") { "atLeast" } else { "exact" };
        let _ = write!(
            out,
            "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{line}\" w:lineRule=\"{rule}\"/>",
            twips(above),
            twips(below)
        );
        let (indent, outline) = match behind.find("<w:outlineLvl") {
            Some(at) => behind.split_at(at),
            None => (behind, ""),
        };
        out.push_str(indent);
        out.push_str(match look.align {
            Some(Alignment::Center) => "<w:jc w:val=\"center\"/>",
            Some(Alignment::End) => "<w:jc w:val=\"right\"/>",
            _ => "",
        });
        let _ = write!(out, "{outline}</w:pPr><w:rPr>{fonts}{}</w:rPr></w:style>", self.run(look));
    }

    /// The properties of letters in a style.
    fn run(&self, look: &Style) -> String {
        let mut out = String::new();
        match look.weight {
            Some(Weight::Semibold | Weight::Bold) => out.push_str("<w:b/><w:bCs/>"),
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

    fn characters(&self, out: &mut String) {
        let strong = Style { weight: Some(Weight::Bold), ..Style::default() };
        let emphasis = if self.document.language.cjk {
            strong.clone()
        } else {
            Style { slant: Some(Slant::Italic), ..Style::default() }
        };
        let all = [
            ("Strong", "Strong", strong),
            ("Emphasis", "Emphasis", emphasis),
            ("Hyperlink", "Hyperlink", self.look("link")),
            ("EntryTitle", "Entry Title", self.entry_title()),
            ("RoleTitle", "Role Title", self.look("role-title")),
            ("Position", "Position", self.look("position")),
            ("Place", "Place", self.look("place")),
            ("EntryDate", "Entry Date", self.look("date")),
            ("Label", "Label", self.look("label")),
            ("Address", "Address", self.look("address")),
            ("Level", "Level", self.look("level")),
            ("Source", "Source", self.look("source")),
        ];
        for (id, name, look) in all {
            let is_known = matches!(id, "Strong" | "Emphasis" | "Hyperlink");
            let custom = if is_known { "" } else { " w:customStyle=\"1\"" };
            // Within a line the size of its paragraph counts.
            let look = Style { size: None, ..look };
            let _ = write!(
                out,
                "<w:style w:type=\"character\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:qFormat/>\
                 <w:rPr>{}</w:rPr></w:style>",
                self.run(&look)
            );
        }
        out.push_str(
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"InlineCode\"><w:name w:val=\"Inline Code\"/>\
             <w:qFormat/><w:rPr><w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/></w:rPr></w:style>",
        );
    }

    /// The title of an entry is strong where its head is.
    fn entry_title(&self) -> Style {
        let title = self.look("title");
        Style { weight: title.weight.or(self.look("entry").weight), ..title }
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
