//! `[page]` and `[styles]` as CSS: a rule a style, colours for light, dark and paper.
//!
//! Lengths are multiples of the text size (`rem`), so that the whole page grows with it. A box is half the white
//! between two lines higher than the text at either end; the margins of styles take that into account.

use super::HtmlInput;
use super::body::Written;
use super::color::{DARK_PAPER, Use, band_in_the_dark, dark, light, on_band, on_band_in_the_dark};
use super::fonts;
use super::markup::weight;
use crate::document::{Alignment, Case, OptionValue, RulePlace, Slant, Style, StyleRule, Weight};
use crate::sheet::Item;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A length or share without needless figures.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The colours of a file, each under a name.
struct Palette(BTreeMap<(String, Use), String>);

impl Palette {
    /// The colour as a value.
    fn value(&mut self, color: &str, used: Use) -> String {
        let count = self.0.len() + 1;
        let name = self.0.entry((color.to_owned(), used)).or_insert_with(|| format!("--c{count}"));
        format!("var({name})")
    }
}

/// The style sheet.
pub(super) fn css(input: &HtmlInput<'_>, written: &Written) -> String {
    let page = &input.document.page;
    let mut palette = Palette(BTreeMap::new());
    for (color, used, name) in [
        (&page.ink, Use::Text, "--ink"),
        (&page.muted, Use::Text, "--muted"),
        (&page.tint, Use::Area, "--tint"),
    ] {
        palette.0.entry((color.clone(), used)).or_insert_with(|| name.to_owned());
    }
    let mut rules = String::new();
    for (name, style) in &input.document.styles {
        if written.gaps.contains(name) {
            gaps(input, name, style, &mut rules);
        }
        if written.styles.contains(name) || name == "bullet" {
            looks(input, name, style, &mut palette, &mut rules);
        }
    }
    negative_gaps(input, written, &mut rules);
    for (name, style) in &input.document.styles {
        if let Some(band) = style.band.as_ref().filter(|_| written.styles.contains(name)) {
            colors_on_banner(input, &palette, name, band, &mut rules);
        }
    }
    let mut css = measures(input);
    colors(input, &palette, &mut css);
    css.push_str(&base("look.css", input));
    css.push_str(&rules);
    let links = input.document.options.get("links");
    if links == Some(&OptionValue::Text("underline".to_owned())) {
        css.push_str("main a{text-decoration:underline}\n");
    }
    let first = input.sheet.items.first();
    let is_tinted = matches!(first, Some(Item::Sidebar { pad, .. }) if *pad > 0.0);
    if input.embeds_fonts && is_tinted {
        css.push_str(TO_THE_EDGES);
    }
    css.push_str(&foot(input));
    css
}

/// The tint of a column goes to the edges of the paper, where margins draw nothing. In other fonts the column may
/// not fit on the first page, and what is as wide as that page would make all the others smaller.
const TO_THE_EDGES: &str = "@page:first{margin:0}
@media print{:root{--edge-top:var(--margin-top);--edge-right:var(--margin-right);--edge-bottom:var(--margin-bottom);--edge-left:var(--margin-left)}
.sidebar{min-height:calc(var(--paper-height) - 2px);padding:var(--margin-top) var(--margin-right) 0 var(--margin-left)}
.sidebar>.story{padding-bottom:var(--margin-bottom)}
.flush{padding-top:0}.flush>.story{padding-top:var(--margin-top)}.sidebar.flush>.aside{margin-top:0}}
";

/// The style sheet that all themes share, and what the theme has of its own; without comments.
fn base(path: &str, input: &HtmlInput<'_>) -> String {
    let shared = crate::assets::template(&format!("base/{path}"));
    let own = input.theme.file(path).cloned();
    let mut css = String::new();
    for sheet in shared.into_iter().chain(own) {
        let text = String::from_utf8_lossy(sheet.as_ref()).into_owned();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("/*") {
            css.push_str(before);
            rest = after.split_once("*/").map_or("", |(_, after)| after);
        }
        css.push_str(rest);
    }
    let lines = css.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The sizes of the page.
fn measures(input: &HtmlInput<'_>) -> String {
    let (document, it) = (input.document, &input.sheet.measures);
    let rem = |points: f64| number(points / it.size);
    let mut css = String::new();
    // The first and the last line of a page are as near to its edges as its margins say. Browsers round lengths, and a
    // page that is full would have its last line on another one: there is a line to spare, and half of one above feet.
    let half = it.leading / 2.0;
    let bottom = it.margin.bottom - half;
    let spare = (it.size + it.leading).min(bottom / 2.0);
    let _ = writeln!(
        css,
        "@page{{size:{}pt {}pt;margin:{}pt {}pt {}pt {}pt}}\n@page:first{{margin-bottom:{}pt}}",
        number(it.paper.0),
        number(it.paper.1),
        number(it.margin.top - half),
        number(it.margin.right),
        number(bottom - spare / 2.0),
        number(it.margin.left),
        number(bottom - spare),
    );
    let [body, heading, mono] = ["body", "heading", "mono"].map(|role| fonts::stack(input, role));
    let (bullet, bullet_width) = bullet(input);
    let strong = if document.page.strong == Weight::Semibold { 600 } else { 700 };
    let _ = writeln!(
        css,
        ":root{{--leading-on-paper:{}rem;--paragraph:{}rem;--items:{}rem;--text-width:{}rem;--margin-top:{}rem;--margin-bottom:{}rem;\
         --margin-left:{}rem;--margin-right:{}rem;--paper-height:{}rem;--indent:{}em;--bullet:{};--bullet-width:{}em;\
         --body:{body};--heading:{heading};--mono:{mono};--strong:{strong}}}",
        rem(it.leading),
        rem(document.page.paragraph * it.unit),
        rem(document.page.items * it.unit),
        rem(it.width),
        rem(it.margin.top - half),
        rem(it.margin.bottom - half),
        rem(it.margin.left),
        rem(it.margin.right),
        rem(it.paper.1),
        number(document.page.indent),
        string(&bullet),
        number(bullet_width),
    );
    let _ = writeln!(css, "@media print{{html{{font-size:{}pt}}}}", number(it.size));
    if document.language.cjk {
        css.push_str("em{font-style:normal;font-weight:700}\n");
    }
    let hyphenate = document.options.get("hyphenate");
    if hyphenate == Some(&OptionValue::Bool(true)) {
        css.push_str("main{hyphens:auto}\n");
    }
    css
}

/// The bullet and how wide it is, in em.
fn bullet(input: &HtmlInput<'_>) -> (String, f64) {
    let bullet = match input.document.options.get("bullet") {
        Some(OptionValue::Text(bullet)) => bullet.clone(),
        _ => "•".to_owned(),
    };
    let width = fonts::width(input, &bullet);
    (bullet, width)
}

/// Colours for light, dark and paper.
fn colors(input: &HtmlInput<'_>, palette: &Palette, css: &mut String) {
    let tint = &input.document.page.tint;
    let tint_in_the_dark = dark(tint, Use::Area, DARK_PAPER);
    let (mut paper, mut day, mut night) = (String::new(), String::new(), String::new());
    for ((color, used), name) in &palette.0 {
        let _ = write!(paper, "{name}:{color};");
        let shown = light(color, *used, tint);
        if shown != *color {
            let _ = write!(day, "{name}:{shown};");
        }
        let _ = write!(night, "{name}:{};", dark(color, *used, &tint_in_the_dark));
    }
    let _ =
        writeln!(css, ":root{{color-scheme:light dark;--paper:#ffffff;--desk:#eceef0;{paper}}}");
    if !day.is_empty() {
        let _ = writeln!(css, "@media screen{{:root{{{day}}}}}");
    }
    let _ = writeln!(
        css,
        "@media screen and (prefers-color-scheme:dark){{:root{{--paper:{DARK_PAPER};--desk:#0e0f12;{night}}}}}"
    );
}

/// Whether a style is that of the banner.
fn is_banner(input: &HtmlInput<'_>, name: &str) -> bool {
    let is_its = |item: &Item| matches!(item, Item::Banner { style, .. } if style == name);
    input.sheet.items.iter().any(is_its)
}

/// The colours on a banner, which are to be read on its band and not on the paper.
fn colors_on_banner(
    input: &HtmlInput<'_>,
    palette: &Palette,
    name: &str,
    band: &str,
    css: &mut String,
) {
    if !is_banner(input, name) {
        return;
    }
    let band_by_night = band_in_the_dark(band);
    let (mut day, mut night) = (String::new(), String::new());
    for ((color, used), name) in &palette.0 {
        if *used == Use::Text {
            let _ = write!(day, "{name}:{};", on_band(color, band));
            let _ = write!(night, "{name}:{};", on_band_in_the_dark(color, band, &band_by_night));
        } else if color == band {
            let _ = write!(night, "{name}:{band_by_night};");
        }
    }
    let _ = writeln!(css, "@media screen{{.{name}{{{day}}}}}");
    let _ = writeln!(css, "@media screen and (prefers-color-scheme:dark){{.{name}{{{night}}}}}");
}

/// How far a style is from what is above and below it: its gaps without the white between two lines,
/// which the boxes of lines have.
fn gaps(input: &HtmlInput<'_>, name: &str, style: &Style, css: &mut String) {
    let above = margin(input, style, style.above);
    // Where lines below are nearer than lines are, what follows says so itself.
    let has_below = style.below.is_some() && gap(input, style, style.below) > 0.0;
    let below = if has_below { margin(input, style, style.below) } else { "0".to_owned() };
    let _ = writeln!(css, ".gap-{name}{{margin-top:{above};margin-bottom:{below}}}");
    let is_sidebar = input.sheet.items.iter().any(
        |item| matches!(item, Item::Sidebar { style, head, .. } if style == name && !head.is_empty()),
    );
    if is_sidebar {
        let _ = writeln!(css, ".below-{name}{{margin-bottom:{above}}}");
    }
    if is_banner(input, name) {
        let _ = writeln!(css, ".{name}{{--below:{below}}}");
    }
}

fn margin(input: &HtmlInput<'_>, style: &Style, gap: Option<f64>) -> String {
    let it = &input.sheet.measures;
    let own = number(gap.unwrap_or(0.0) * it.unit / it.size);
    let lead = style.lead.unwrap_or(1.0) - 1.0;
    if lead.abs() < 1e-6 {
        format!("{own}rem")
    } else {
        format!("calc({own}rem + {}*var(--leading))", number(lead))
    }
}

/// A gap in points, without the white between two lines.
fn gap(input: &HtmlInput<'_>, style: &Style, gap: Option<f64>) -> f64 {
    let it = &input.sheet.measures;
    gap.unwrap_or(0.0) * it.unit + (style.lead.unwrap_or(1.0) - 1.0) * it.leading
}

/// Of two gaps that meet the larger counts. Margins do so by themselves unless one of them is negative.
fn negative_gaps(input: &HtmlInput<'_>, written: &Written, css: &mut String) {
    let styles = || input.document.styles.iter().filter(|(name, _)| written.gaps.contains(*name));
    for (first, style) in styles().filter(|(_, style)| style.below.is_some()) {
        let below = gap(input, style, style.below);
        // What is negative is no margin of the first: it would be added.
        let own = if below > 0.0 { "0".to_owned() } else { margin(input, style, style.below) };
        let is_less = |style: &Style| {
            let above = gap(input, style, style.above);
            above < 0.0 && above < below - 1e-6
        };
        for (second, _) in styles().filter(|(_, style)| is_less(style)) {
            // An entry that is an article may end with the first or begin with the second.
            let before = format!(":is(.gap-{first},article:has(>.gap-{first}:last-child))");
            let _ = writeln!(
                css,
                "{before}+.gap-{second},{before}+article>.gap-{second}:first-child{{margin-top:{own}}}"
            );
        }
    }
}

/// How text in a style looks.
fn looks(
    input: &HtmlInput<'_>,
    name: &str,
    style: &Style,
    palette: &mut Palette,
    css: &mut String,
) {
    let mut rule = String::new();
    if let Some(size) = style.size.filter(|_| !matches!(name, "sidebar" | "sidebar-below-name")) {
        let _ = write!(rule, "font-size:calc({}*var(--size)*var(--scale,1));", number(size));
    }
    if let Some(own) = style.weight {
        let _ = write!(rule, "font-weight:{};", weight(own));
    }
    if let Some(slant) = style.slant {
        let slant = if slant == Slant::Italic { "italic" } else { "normal" };
        let _ = write!(rule, "font-style:{slant};");
    }
    if let Some(fill) = &style.fill {
        let _ = write!(rule, "color:{};", palette.value(fill, Use::Text));
    }
    if let Some(tracking) = style.tracking {
        let _ = write!(rule, "letter-spacing:{}em;", number(tracking));
    }
    match style.case {
        Some(Case::Upper) => rule.push_str("text-transform:uppercase;"),
        Some(Case::SmallCaps) => rule.push_str("font-variant-caps:small-caps;"),
        Some(Case::None) | None => {}
    }
    match style.align {
        Some(Alignment::Center) => rule.push_str("text-align:center;"),
        Some(Alignment::End) => rule.push_str("text-align:end;"),
        _ => {}
    }
    if let Some(hang) = style.hang.filter(|hang| *hang != 0.0 && name != "side-contacts") {
        let hang = number(hang);
        let _ = write!(rule, "padding-inline-start:{hang}em;text-indent:-{hang}em;");
    }
    // The size and the colour of a bead are not those of the text beside it.
    if !rule.is_empty() && !name.starts_with("bead-") {
        let selector = match name {
            "link" => "a".to_owned(),
            "bullet" => "ul:not(.list)>li::before".to_owned(),
            "number" => ".numbered>li::before".to_owned(),
            name => format!(".{name}"),
        };
        let _ = writeln!(css, "{selector}{{{}}}", rule.trim_end_matches(';'));
    }
    if let Some(hang) = style.hang {
        let _ = writeln!(css, ".hanging.{name}{{--hang:{}em}}", number(hang));
    }
    if let Some(band) = &style.band {
        let pad = style.pad.map_or(0.0, |pad| pad * 0.45);
        let _ = writeln!(
            css,
            ".{name}{{background:{};padding:{}rem {}rem}}",
            palette.value(band, Use::Area),
            number(pad),
            number(pad / 0.45)
        );
    }
    if let Some(kind) = name.strip_prefix("bead-") {
        let fill = style.fill.as_deref().unwrap_or("#000000");
        let edge = style.rule.as_ref().map_or((0.0, fill), |rule| (rule.width, rule.fill.as_str()));
        let _ = writeln!(
            css,
            ".bead-{kind}>.bead{{--bead:{}rem;background:{};border:{}pt solid {}}}",
            number(style.size.unwrap_or(0.3)),
            palette.value(fill, Use::Area),
            number(edge.0),
            palette.value(edge.1, Use::Area)
        );
        return;
    }
    let Some(rule) = &style.rule else { return };
    if name != "chip" && name != "axis" {
        return rules(input, name, rule, palette, css);
    }
    let (width, color) = (number(rule.width), palette.value(&rule.fill, Use::Area));
    let _ = if name == "chip" {
        // An outline instead of the tint, which is that of some columns.
        writeln!(
            css,
            ".chip{{background:none;border-radius:.5em;box-shadow:inset 0 0 0 {width}pt {color}}}"
        )
    } else {
        writeln!(css, ".axis>.line{{border-inline-start:{width}pt solid {color}}}")
    };
}

/// The rule of a style.
fn rules(
    input: &HtmlInput<'_>,
    name: &str,
    it: &StyleRule,
    palette: &mut Palette,
    css: &mut String,
) {
    let size = input.sheet.measures.size;
    let line = format!("{}pt solid {}", number(it.width), palette.value(&it.fill, Use::Area));
    let length = if it.length > 0.0 {
        format!("width:{}rem;", number(it.length / size))
    } else {
        String::new()
    };
    let half = number(it.width / 2.0);
    let _ = match it.at {
        RulePlace::Start => {
            let pad = if name.starts_with("section") { ".5em" } else { "1em" };
            writeln!(css, ".{name}{{border-inline-start:{line};padding-inline-start:{pad}}}")
        }
        RulePlace::Around => writeln!(
            css,
            ".{name}{{display:grid;grid-template-columns:minmax(1rem,1fr) auto minmax(1rem,1fr);column-gap:1rem;align-items:center}}.{name}::before{{content:\"\"}}.{name}::before,.{name}::after{{border-top:{line}}}"
        ),
        RulePlace::Mark => writeln!(
            css,
            ".{name}::before{{content:\"\";display:inline-block;width:{0}rem;height:{0}rem;margin-inline-end:.5rem;background:{1}}}",
            number(it.width / size),
            palette.value(&it.fill, Use::Area)
        ),
        RulePlace::Beside => writeln!(css, ".{name}::after{{border-top:{line};{length}}}"),
        RulePlace::Below | RulePlace::Above => writeln!(
            css,
            "h1.{name}::after,h2.{name}::after,h3.{name}::after{{border-top:{line};{length}margin-top:calc({}*var(--size) - var(--leading)/2 - {half}pt);padding-bottom:calc(var(--leading)/2 - {half}pt)}}\n.rule-{name}{{padding:calc(var(--leading)/2 - {half}pt) 0}}.rule-{name}::before{{border-top:{line};{length}}}",
            number(it.above),
        ),
    };
}

/// The line at the foot of every page after the first.
fn foot(input: &HtmlInput<'_>) -> String {
    let document = input.document;
    let is_wanted = document.options.get("page-numbers") == Some(&OptionValue::Bool(true));
    let Some(pattern) = document.words.get("page").filter(|_| is_wanted) else {
        return String::new();
    };
    let style = document.styles.get("foot").cloned().unwrap_or_default();
    let mut number_of = string(pattern)
        .replace("{page}", "\" counter(page) \"")
        .replace("{pages}", "\" counter(pages) \"");
    let name = string(&document.header.name);
    let look = format!(
        "font:{}pt {};color:{}",
        number(input.sheet.measures.size * style.size.unwrap_or(1.0)),
        fonts::stack(input, "body"),
        style.fill.as_deref().unwrap_or(&document.page.ink),
    );
    let place = |place: &str, content: &str| format!("@{place}{{content:{content};{look}}}");
    let is_spread = style.align == Some(Alignment::Spread);
    if !is_spread && !document.header.name.is_empty() {
        let separator = string(&document.punctuation.separator);
        number_of = format!("{name} {separator} {number_of}");
    }
    let at = match style.align {
        Some(Alignment::Center) => "bottom-center",
        Some(Alignment::Start) => "bottom-left",
        _ => "bottom-right",
    };
    let mut boxes = place(at, &number_of);
    let mut none = format!("@{at}{{content:none}}");
    if is_spread {
        boxes.push_str(&place("bottom-left", &name));
        none.push_str("@bottom-left{content:none}");
    }
    format!("@page{{{boxes}}}@page:first{{{none}}}\n")
}

/// A string of CSS (CSS Syntax 3, 4.3.5): what could end it, or the style element, is escaped.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' | '<' | '>' | '&' | '\n' | '\r' | '\u{c}' | '\0' => {
                let _ = write!(out, "\\{:x} ", u32::from(character));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
