//! The person's part of a source: the class, `\cvsetup` and `\cvstyle`.

use super::body::{mm, near};
use super::fonts::Fonts;
use super::text::{number, text};
use super::used::Used;
use super::{LatexInput, escape};
use crate::document::{Alignment, Case, Document, OptionValue, RulePlace, Slant, Style, Weight};
use crate::sheet::{Item, LineText, Sheet};
use std::fmt::Write;

/// The styles in the order in which a resume has them; others follow by name.
const ORDER: [&str; 18] = [
    "name", "headline", "contacts", "summary", "section", "entry", "row", "role", "term", "quote",
    "title", "position", "place", "date", "label", "address", "link", "bullet",
];

/// How long lines of styles are, in bytes.
const WIDTH: usize = 180;

/// What is printed though no item names it.
const ALWAYS: [&str; 3] = ["address", "link", "bullet"];

/// The white within the lines of a sheet that is wider than a blank, in em, in ascending order.
pub(super) fn spaces(sheet: &Sheet) -> Vec<f64> {
    let mut used = Used::default();
    used.items(&sheet.items);
    used.spaces.sort_by(f64::total_cmp);
    used.spaces.dedup();
    used.spaces
}

/// The options of the class: size and paper.
pub(super) fn options(input: &LatexInput<'_>) -> String {
    let paper = match input.document.options.get("paper") {
        Some(OptionValue::Text(paper)) => paper.as_str(),
        _ => "a4",
    };
    let paper = paper.trim_start_matches("us-");
    format!("{}pt, {paper}paper", number(input.sheet.measures.size))
}

/// `\cvsetup{…}` and the styles.
pub(super) fn setup(input: &LatexInput<'_>, fonts: &Fonts, column: Option<(f64, f64)>) -> String {
    let (document, sheet) = (input.document, input.sheet);
    let (measures, page) = (&sheet.measures, &document.page);
    let mut out = String::from("\\cvsetup{\n");
    let mut line = |keys: &[(&str, String)]| {
        let keys = keys.iter().filter(|(_, value)| !value.is_empty());
        let keys: Vec<String> = keys.map(|(key, value)| format!("{key} = {value}")).collect();
        if !keys.is_empty() {
            let _ = writeln!(out, "  {},", keys.join(", "));
        }
    };
    let braced = |text: &str| if text.is_empty() { String::new() } else { format!("{{{text}}}") };
    let metadata = &document.metadata;
    line(&[
        ("language", document.language.tag.clone()),
        ("title", braced(&escape::plain(&metadata.title))),
        ("author", braced(&escape::plain(&metadata.author))),
        ("keywords", braced(&escape::plain(&metadata.keywords.join(", ")))),
    ]);
    let others: Vec<String> =
        fonts.others.iter().map(|(family, signs)| format!("{family} = {{{signs}}}")).collect();
    line(&[
        ("font", fonts.text.clone()),
        ("heading-font", fonts.headings.clone().unwrap_or_default()),
        ("han-font", fonts.han.clone().unwrap_or_default()),
        ("other-fonts", braced(&others.join(", "))),
        ("pdflatex", if fonts.foreign { "no".to_owned() } else { String::new() }),
    ]);
    let margin = &measures.margin;
    let sides = [
        ("top", margin.top),
        ("bottom", margin.bottom),
        ("left", margin.left),
        ("right", margin.right),
    ];
    let sides = sides.map(|(side, length)| format!("{side}={}", mm(length))).join(", ");
    line(&[
        ("margins", braced(&sides)),
        ("leading", number(1.0 + measures.leading / measures.size)),
        ("gaps", number(measures.unit / measures.size)),
        ("paragraph", number(page.paragraph)),
        ("items", number(page.items)),
        ("indent", number(page.indent)),
    ]);
    let hex = |color: &str| color.trim_start_matches('#').to_uppercase();
    let accent = text_option(document, "accent");
    line(&[
        ("accent", hex(&accent)),
        ("ink", hex(&page.ink)),
        ("muted", hex(&page.muted)),
        ("tint", hex(&page.tint)),
        ("bullet", text_option(document, "bullet")),
        ("separator", braced(&escape::plain(&document.punctuation.separator))),
    ]);
    let strong = if page.strong == Weight::Semibold { "semibold" } else { "" };
    let is_true = |name| matches!(document.options.get(name), Some(OptionValue::Bool(true)));
    let (mut width, mut gutter) = (String::new(), String::new());
    if let Some((column, white)) = column {
        (width, gutter) = (width_of(column, sheet, fonts), mm(white));
    }
    let sidebar = sheet.items.iter().find_map(|item| match item {
        Item::Sidebar { side, width, pad, gutter, .. } => {
            let [width, pad, gutter] = [width, pad, gutter].map(|length| mm(*length));
            Some(format!("{side}, width={width}, pad={pad}, gutter={gutter}"))
        }
        _ => None,
    });
    let mut spaces = fonts.spaces().map(|(name, width)| (name, number(width)));
    let mut space = || spaces.next().unwrap_or_default();
    // Where the rules beside titles begin.
    let (title_column, title_gutter) = title_column(&sheet.items).unwrap_or_default();
    let length = |length: f64| if length > 0.0 { mm(length) } else { String::new() };
    let is_column = column.is_some_and(|(width, _)| near(width, title_column));
    line(&[
        ("column", width),
        ("gutter", gutter),
        ("title-column", if is_column { "column".to_owned() } else { length(title_column) }),
        ("title-gutter", length(title_gutter)),
        space(),
        space(),
        space(),
        ("sidebar", braced(&sidebar.unwrap_or_default())),
        ("bold", strong.to_owned()),
        ("outline", if page.bookmark_entries { String::new() } else { "sections".to_owned() }),
        (
            "links",
            if text_option(document, "links") == "underline" {
                "underline".to_owned()
            } else {
                String::new()
            },
        ),
        ("hyphenate", if is_true("hyphenate") { "true".to_owned() } else { String::new() }),
        ("justify", if is_true("justify") { "true".to_owned() } else { String::new() }),
    ]);
    if let (Some(photo), Some((shape, width, height, ring))) = (input.photo, photo(&sheet.items)) {
        line(&[
            ("photo", photo.to_owned()),
            ("photo-shape", shape),
            ("photo-width", mm(width)),
            ("photo-height", mm(height)),
            ("photo-ring", if ring == 0.0 { String::new() } else { mm(ring) }),
        ]);
    }
    if is_true("page-numbers") {
        // A head with name and number, from the second page on, is instead of a foot.
        let has_head = document.styles.contains_key("running");
        line(&[if has_head {
            ("running", braced(&escape::plain(&document.header.name)))
        } else {
            ("footer", braced(&footer(document)))
        }]);
    }
    out.push_str("}\n");
    styles(input, &mut out);
    out
}

/// The width of the column: that of a text in it, which the class measures, or else a length.
fn width_of(column: f64, sheet: &Sheet, fonts: &Fonts) -> String {
    // A column of so many tenths of a millimetre is one that the theme or the person chose.
    let tenths = column * 25.4 / 72.0 * 10.0;
    if (tenths - tenths.round()).abs() < 1e-3 {
        return mm(column);
    }
    let Some(widest) = sheet.widest.iter().find(|it| near(it.width, column)) else {
        return format!("{}\\cvsize", number(column / sheet.measures.size));
    };
    let (style, body) = match (&widest.style, &widest.body) {
        (Some(style), body) => (style.as_str(), body),
        (None, LineText::Styled(style, body)) => (style.as_str(), &**body),
        (None, body @ LineText::Date(_)) => ("date", body),
        (None, body) => ("text", body),
    };
    let style = if style == "date" { String::new() } else { format!("[{style}]") };
    let text = text(body, fonts);
    let more =
        if widest.more > 0.0 { format!(" + {}bp", number(widest.more)) } else { String::new() };
    format!("\\cvwidest{style}{{{text}}}{more}")
}

fn text_option(document: &Document, name: &str) -> String {
    match document.options.get(name) {
        Some(OptionValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The foot of every page of several.
fn footer(document: &Document) -> String {
    let pattern = document.words.get("page").map_or("{page} / {pages}", String::as_str);
    let number = escape::plain(pattern);
    let number = number.replace("\\{page\\}", "\\thepage{}").replace("\\{pages\\}", "\\cvpages{}");
    let name = escape::plain(&document.header.name);
    let align = document.styles.get("foot").and_then(|style| style.align);
    if align == Some(Alignment::Spread) {
        return format!("\\ifnum\\value{{page}}>1 {name}\\fi \\hfill {number}");
    }
    let between = escape::plain(&document.punctuation.separator);
    if name.is_empty() { number } else { format!("{name}{between}{number}") }
}

/// The column of the first title of a section, and the white behind it, in points.
fn title_column(items: &[Item]) -> Option<(f64, f64)> {
    items.iter().find_map(|item| match item {
        Item::Title { style, column, gutter, .. } if style == "section" => Some((*column, *gutter)),
        Item::Axis { items, .. } => title_column(items),
        _ => None,
    })
}

/// Shape, width and height of the photo.
fn photo(items: &[Item]) -> Option<(String, f64, f64, f64)> {
    items.iter().find_map(|item| match item {
        Item::Photo { shape, width, height, ring } => Some((shape.clone(), *width, *height, *ring)),
        Item::Beside { aside, items, .. } | Item::Sidebar { aside, items, .. } => {
            photo(aside).or_else(|| photo(items))
        }
        Item::Columns { cells, .. } => cells.iter().find_map(|cell| photo(cell)),
        Item::Keep { items, .. }
        | Item::Group { items, .. }
        | Item::Apart { items, .. }
        | Item::Center { items }
        | Item::Axis { items, .. }
        | Item::Placed { items, .. } => photo(items),
        Item::Banner { over, items, .. } => photo(over).or_else(|| photo(items)),
        _ => None,
    })
}

/// A line for each style that is used and says something; one for several that look the same.
fn styles(input: &LatexInput<'_>, out: &mut String) {
    let mut used = Used::default();
    used.items(&input.sheet.items);
    used.names.extend(ALWAYS.map(str::to_owned));
    if matches!(input.document.options.get("icons"), Some(OptionValue::Bool(true))) {
        used.names.insert("icon".to_owned());
    }
    for name in ["strip", "continued"] {
        if input.document.styles.contains_key(name) {
            used.names.insert(name.to_owned());
        }
    }
    if matches!(input.document.options.get("page-numbers"), Some(OptionValue::Bool(true))) {
        let has_head = input.document.styles.contains_key("running");
        used.names.insert(if has_head { "running" } else { "foot" }.to_owned());
    }
    let styles = &input.document.styles;
    let named: Vec<&str> = ORDER
        .into_iter()
        .chain(used.names.iter().map(String::as_str).filter(|name| !ORDER.contains(name)))
        .filter(|name| used.names.contains(*name))
        .collect();
    let mut lines: Vec<(Vec<&str>, String)> = Vec::new();
    for name in named {
        let Some(style) = styles.get(name) else { continue };
        let scale = used.scales.get(name).copied().unwrap_or(1.0);
        let size = style.size.map(|size| size * scale);
        let style = &Style { size, ..style.clone() };
        let name = if used.title.as_deref() == Some(name) { "section" } else { name };
        let keys = keys(style, input, used.rooms.get(name).copied());
        if keys.is_empty() {
            continue;
        }
        match lines.iter_mut().find(|(_, known)| *known == keys) {
            Some((alike, _)) => alike.push(name),
            None => lines.push((vec![name], keys)),
        }
    }
    // Several on a line, as long as people can read it.
    let mut length = 0;
    for (names, keys) in lines {
        let style = format!("\\cvstyle{{{}}}{{{keys}}}", names.join(", "));
        if length > 0 && length + style.len() < WIDTH {
            out.push(' ');
        } else if length > 0 {
            out.push('\n');
            length = 0;
        }
        length += style.len() + 1;
        out.push_str(&style);
    }
    if length > 0 {
        out.push('\n');
    }
}

/// What a style says, as `\cvstyle` takes it.
fn keys(style: &Style, input: &LatexInput<'_>, room: Option<f64>) -> String {
    let mut keys: Vec<String> = Vec::new();
    let mut share = |name: &str, value: Option<f64>| {
        if let Some(value) = value {
            keys.push(format!("{name}={}", number(value)));
        }
    };
    share("size", style.size);
    match style.weight {
        Some(Weight::Regular) => keys.push("regular".to_owned()),
        Some(Weight::Light) => keys.push("light".to_owned()),
        Some(Weight::Semibold) => keys.push("semibold".to_owned()),
        Some(Weight::Bold) => keys.push("bold".to_owned()),
        None => {}
    }
    match style.slant {
        Some(Slant::Italic) => keys.push("italic".to_owned()),
        Some(Slant::Normal) => keys.push("upright".to_owned()),
        None => {}
    }
    if let Some(fill) = &style.fill {
        keys.push(format!("color={}", color(fill, input)));
    }
    match style.case {
        Some(Case::Upper) => keys.push("upper".to_owned()),
        Some(Case::SmallCaps) => keys.push("small-caps".to_owned()),
        Some(Case::None) | None => {}
    }
    if let Some(align) = style.align {
        keys.push(format!("align={}", word(&align)));
    }
    let mut share = |name: &str, value: Option<f64>| {
        if let Some(value) = value {
            keys.push(format!("{name}={}", number(value)));
        }
    };
    share("tracking", style.tracking);
    share("above", style.above);
    share("below", style.below);
    share("lead", style.lead);
    share("hang", style.hang);
    share("gutter", style.gutter);
    share("room", style.room.or(room.filter(|room| (room - 2.0).abs() > 0.01)));
    share("pad", style.pad);
    if let Some(band) = &style.band {
        keys.push(format!("band={}", color(band, input)));
    }
    if let Some(rule) = &style.rule {
        let mut rules = vec![format!("width={}bp", number(rule.width))];
        if rule.above != 0.0 {
            rules.push(format!("gap={}", number(rule.above)));
        }
        if rule.length != 0.0 {
            rules.push(format!("length={}", mm(rule.length)));
        }
        if rule.at != RulePlace::Below {
            rules.push(word(&rule.at));
        }
        rules.push(format!("color={}", color(&rule.fill, input)));
        keys.push(format!("rule={{{}}}", rules.join(", ")));
    }
    keys.join(", ")
}

/// A word of an enumeration, as a `theme.toml` has it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|it| it.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The name of a colour of the page, or its figures.
fn color(fill: &str, input: &LatexInput<'_>) -> String {
    let page = &input.document.page;
    let accent = text_option(input.document, "accent");
    let named =
        [("accent", &accent), ("ink", &page.ink), ("muted", &page.muted), ("tint", &page.tint)];
    let known = named.iter().find(|(_, known)| known.eq_ignore_ascii_case(fill));
    known
        .map_or_else(|| fill.trim_start_matches('#').to_uppercase(), |(name, _)| (*name).to_owned())
}
