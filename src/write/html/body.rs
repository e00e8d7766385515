//! The items of a sheet as elements: what is below a title is a section, what is below the head of an
//! entry an article.

use super::HtmlInput;
use super::markup::{Face, Markup};
use super::media;
use super::text::classes;
use super::time::Times;
use crate::document::{Contact, Document, RulePlace, Section, plain_text};
use crate::sheet::{Item, LineText, Sheet};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::rc::Rc;

/// What was written, and what it needs.
pub(super) struct Written {
    /// The content of `main`.
    pub html: String,
    /// The styles whose looks are used.
    pub styles: BTreeSet<String>,
    /// The styles whose gaps are used.
    pub gaps: BTreeSet<String>,
    /// The characters that each face draws.
    pub drawn: BTreeMap<Face, BTreeSet<char>>,
}

/// The writer of items.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says what was written, whatever the others say"
)]
pub(super) struct Body<'a> {
    pub(super) document: &'a Document,
    sheet: &'a Sheet,
    photo: Option<&'a [u8]>,
    pub(super) pictures: &'a BTreeMap<String, Vec<u8>>,
    pub(super) markup: Markup,
    pub(super) times: Rc<Times<'a>>,
    pub(super) styles: BTreeSet<String>,
    gaps: BTreeSet<String>,
    /// What letters look like here.
    pub(super) face: Face,
    /// Nothing is above in this column.
    is_first: bool,
    /// The section that is open, as the document has it.
    section: Option<&'a Section>,
    /// Whether an entry is open.
    pub(super) in_article: bool,
    /// Whether the item that is written is an entry as a whole, and nothing in it is one.
    is_article: bool,
    /// Whether the name was written.
    has_header: bool,
    titles: usize,
}

/// What an item begins.
enum Begins<'i> {
    Section(&'i LineText),
    Article,
    Nothing,
}

impl<'a> Body<'a> {
    pub(super) fn new(input: &HtmlInput<'a>) -> Body<'a> {
        Body {
            document: input.document,
            sheet: input.sheet,
            photo: input.photo,
            pictures: input.pictures,
            markup: Markup::default(),
            times: Rc::new(Times::new(input.document)),
            styles: BTreeSet::new(),
            gaps: BTreeSet::new(),
            face: Face::PLAIN,
            is_first: true,
            section: None,
            in_article: false,
            is_article: false,
            has_header: false,
            titles: 0,
        }
    }

    /// Writes the whole sheet.
    pub(super) fn write(mut self) -> Written {
        let sheet = self.sheet;
        self.items(&sheet.items);
        let (html, drawn) = self.markup.finish();
        Written { html, styles: self.styles, gaps: self.gaps, drawn }
    }

    /// Items of a column, in the sections and entries that they make.
    fn items(&mut self, items: &[Item]) {
        let (outer_section, outer_article) = (self.section, self.in_article);
        let mut open: Vec<&str> = Vec::new();
        for item in items {
            let begins_header = !self.has_header && is_header(item);
            if open == ["header"] && !is_header(item) && !matches!(item, Item::Rule { .. }) {
                self.close(&mut open, 0);
            }
            match self.begins(item) {
                Begins::Section(title) => {
                    self.close(&mut open, 0);
                    self.section = self.section_called(title);
                    self.in_article = false;
                    if matches!(item, Item::Title { .. }) || is_row(item) {
                        self.open_section();
                        open.push("section");
                    }
                }
                Begins::Article => {
                    let keep = open.iter().take_while(|name| **name != "article").count();
                    self.close(&mut open, keep);
                    self.in_article = true;
                    // What is in these is an entry each.
                    let is_around = matches!(
                        item,
                        Item::Keep { .. } | Item::Group { .. } | Item::Columns { .. }
                    );
                    if !is_around && !self.is_article {
                        let class = self.section.map_or("", article_class);
                        self.markup.open("article", &[("class", class)]);
                        self.markup.raw("\n");
                        open.push("article");
                        self.is_article = true;
                        self.item(item);
                        self.is_article = false;
                        continue;
                    }
                }
                Begins::Nothing if begins_header && open.is_empty() => {
                    self.has_header = true;
                    self.markup.open("header", &[("class", "p-contact h-card")]);
                    self.markup.raw("\n");
                    open.push("header");
                }
                Begins::Nothing => {}
            }
            self.item(item);
        }
        self.close(&mut open, 0);
        (self.section, self.in_article) = (outer_section, outer_article);
    }

    fn close(&mut self, open: &mut Vec<&str>, keep: usize) {
        while open.len() > keep {
            self.markup.end(open.pop().unwrap_or_default());
        }
    }

    fn open_section(&mut self) {
        self.titles += 1;
        let label = format!("s{}", self.titles);
        self.markup.open("section", &[("aria-labelledby", &label)]);
        self.markup.raw("\n");
    }

    fn begins<'i>(&self, item: &'i Item) -> Begins<'i> {
        let level = self.sheet.measures.level;
        match item {
            Item::Title { level: own, body, .. } if *own == level => Begins::Section(body),
            Item::Head { level: own, lines, .. } if *own > level => match lines.first() {
                Some((Some(_), _)) => Begins::Article,
                _ => Begins::Nothing,
            },
            Item::Beside { aside, items, .. } => {
                let title = aside.first().map(|first| self.begins(first));
                match title {
                    Some(Begins::Section(title)) => Begins::Section(title),
                    Some(Begins::Article) => Begins::Article,
                    _ => items.first().map_or(Begins::Nothing, |first| self.begins(first)),
                }
            }
            Item::Columns { cells, .. } => {
                let begins = |cell: &'i Vec<Item>| cell.first().map(|first| self.begins(first));
                let found =
                    cells.iter().filter_map(begins).find(|it| !matches!(it, Begins::Nothing));
                found.unwrap_or(Begins::Nothing)
            }
            Item::Keep { items, .. } | Item::Group { items, .. } => {
                items.first().map_or(Begins::Nothing, |first| match first {
                    // A rule above a title is its own.
                    Item::Rule { .. } => {
                        items.get(1).map_or(Begins::Nothing, |next| self.begins(next))
                    }
                    first => self.begins(first),
                })
            }
            _ => Begins::Nothing,
        }
    }

    /// The section of the document that has this title.
    fn section_called(&self, title: &LineText) -> Option<&'a Section> {
        let title = plain(title);
        self.document.sections.iter().find(|section| section.title == title)
    }

    /// The class that says that nothing is above, if nothing is.
    pub(super) fn first(&mut self) -> &'static str {
        if std::mem::take(&mut self.is_first) { "first" } else { "" }
    }

    /// The class for the gaps of a style.
    fn gap(&mut self, style: &str) -> String {
        self.gaps.insert(style.to_owned());
        format!("gap-{style}")
    }

    /// A start tag with classes, and whether it is the first in its column.
    pub(super) fn open(&mut self, name: &str, given: &[&str]) {
        let first = self.first();
        let class = classes(&[&classes(given), first]);
        self.markup.open(name, &[("class", &class)]);
    }

    /// Writes what has no gap to what is around it.
    pub(super) fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.is_first = true;
        write(self);
        self.is_first = false;
    }

    /// Writes text in the looks of a style and in the font of a role.
    fn styled(&mut self, style: &str, role: &'static str, write: impl FnOnce(&mut Self)) {
        self.styles.insert(style.to_owned());
        let face = Face { role, ..self.face_of(style) };
        let outer = std::mem::replace(&mut self.face, face);
        write(self);
        self.face = outer;
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Title { style, level, body, sticky, column, gutter, scale } => {
                let is_name = *level < self.sheet.measures.level;
                let rule = self.document.styles.get(style).and_then(|style| style.rule.as_ref());
                let beside = rule.filter(|rule| rule.at == RulePlace::Beside).map(|_| {
                    format!("--column:{};--gutter:{}", self.rem(*column), self.rem(*gutter))
                });
                let scale = ((*scale - 1.0).abs() > 0.001).then(|| format!("--scale:{scale:.3}"));
                // A title below that of its section has no section of its own to name.
                let is_section = *level == self.sheet.measures.level;
                let id = if is_section { format!("s{}", self.titles) } else { String::new() };
                let name = heading(*level);
                let gap = self.gap(style);
                let class = classes(&[
                    if is_name { "p-name" } else { "" },
                    if rule.is_some() { "ruled" } else { "" },
                    if beside.is_some() { "beside-rule" } else { "" },
                    if *sticky || !is_name { "sticky" } else { "" },
                    style,
                    &gap,
                    self.first(),
                ]);
                let attribute = beside.or(scale).unwrap_or_default();
                self.markup.open(name, &[("class", &class), ("id", &id), ("style", &attribute)]);
                // Beside a rule the text is one cell, whatever its parts are.
                let is_cell =
                    rule.is_some_and(|it| matches!(it.at, RulePlace::Beside | RulePlace::Around));
                if is_cell {
                    self.markup.open("span", &[]);
                }
                self.styled(style, "heading", |writer| writer.text(body));
                if is_cell {
                    self.markup.close("span");
                }
                self.markup.end(name);
            }
            Item::Line { style, body } => {
                let gap = self.gap(style);
                let job = if style == "headline" { "p-job-title" } else { "" };
                self.open("p", &[job, style, &gap]);
                self.styled(style, "body", |writer| writer.text(body));
                self.markup.end("p");
            }
            Item::Contacts { style, rows, icons, .. } => self.contacts(style, rows, *icons),
            Item::Head { style, level, lines, sticky, share, room } => {
                let gap = self.gap(style);
                let sticky = if *sticky || *room > 0.0 { "sticky" } else { "" };
                let class = classes(&["head", sticky, &gap, self.first()]);
                self.markup.open("div", &[("class", &class), ("style", &for_lines(*room))]);
                for (index, (left, right)) in lines.iter().enumerate() {
                    let style = if index == 0 { style } else { "text" };
                    let level = if index == 0 { *level } else { 0 };
                    self.line(style, level, left.as_ref(), right.as_ref(), *share);
                }
                self.markup.end("div");
            }
            Item::Paragraph { style, body, tight, sticky } => {
                let gap = style.as_ref().map(|style| self.gap(style)).unwrap_or_default();
                let style = style.as_deref().unwrap_or_default();
                let tight = if *tight { "tight" } else { "" };
                let sticky = if *sticky { "sticky" } else { "" };
                self.open("p", &[style, &gap, tight, sticky, self.skill(style)]);
                if style.is_empty() {
                    self.text(body);
                } else {
                    self.styled(style, "body", |writer| writer.text(body));
                }
                self.markup.end("p");
            }
            Item::Blocks { style: Some(style), blocks, before_list } => {
                let summary = if style == "summary" { "p-summary" } else { "" };
                self.wrapped("div", &[summary, style], Some(style), |body| {
                    body.styled(style, "body", |body| body.blocks(blocks, *before_list));
                });
            }
            Item::Blocks { style: None, blocks, before_list } => {
                self.blocks(blocks, *before_list);
            }
            Item::Bullets { items } => {
                self.open("ul", &[]);
                self.markup.raw("\n");
                for item in items {
                    self.markup.open("li", &[]);
                    self.inline(item);
                    self.markup.end("li");
                }
                self.markup.end("ul");
            }
            Item::Quote { style, blocks } => {
                self.wrapped("blockquote", &[style], Some(style), |body| {
                    body.styled(style, "body", |body| body.blocks(blocks, false));
                });
            }
            Item::Numbered { style, width, items } => {
                let width = format!("--width:{}", self.rem(*width));
                let gap = self.gap(style);
                let class = classes(&["numbered", &gap, self.first()]);
                self.markup.open("ol", &[("class", &class), ("style", &width)]);
                self.markup.raw("\n");
                let number_face = self.face_of("number");
                self.styles.insert("number".to_owned());
                for (number, items) in items {
                    let number = number.to_string();
                    self.markup.open("li", &[("value", &number), ("class", &gap)]);
                    self.markup.note(&number, number_face);
                    self.inside(|body| body.items(items));
                    self.markup.end("li");
                }
                self.markup.end("ol");
            }
            Item::Rule { style, sticky } => {
                let gap = self.gap(style);
                let look = format!("rule-{style}");
                self.styles.insert(style.clone());
                let sticky = if *sticky { "sticky" } else { "" };
                self.open("div", &["rule", &look, &gap, sticky]);
                self.markup.end("div");
            }
            Item::Break => {
                self.markup.open("div", &[("class", "break")]);
                self.markup.end("div");
                self.is_first = true;
            }
            Item::Group { style, items } => {
                let summary = if style == "summary" { "p-summary" } else { "" };
                self.wrapped("div", &[summary], Some(style), |body| body.items(items));
            }
            Item::Keep { style, items } => {
                self.wrapped("div", &["keep"], Some(style), |body| body.items(items));
            }
            Item::Apart { style, items, .. } => {
                self.wrapped("div", &[style], Some(style), |body| {
                    body.styled(style, "body", |body| body.items(items));
                });
            }
            Item::Center { items } => {
                self.markup.open("div", &[("class", "center")]);
                self.items(items);
                self.markup.end("div");
            }
            Item::Indent { width, right, items, sticky } => {
                let mut width = format!("--by:{}", self.rem(*width));
                if *right != 0.0 {
                    let _ = write!(width, ";--end:{}", self.rem(*right));
                }
                let sticky = if *sticky { "sticky" } else { "" };
                let class = classes(&["indent", sticky, self.first()]);
                self.markup.open("div", &[("class", &class), ("style", &width)]);
                self.inside(|body| body.items(items));
                self.markup.end("div");
            }
            Item::Photo { shape, width, height, ring } => {
                self.picture(shape, *width, *height, *ring);
            }
            Item::Columns { .. } => self.columns(item),
            Item::Banner { .. } => self.banner(item),
            Item::Axis { style, x, items } => {
                self.styles.insert(style.clone());
                let class = classes(&["axis", style]);
                let x = format!("--x:{}", self.rem(*x));
                self.markup.open("div", &[("class", &class), ("style", &x)]);
                self.markup.raw("<span class=\"line\" aria-hidden=\"true\"></span>\n");
                self.items(items);
                self.markup.end("div");
            }
            Item::Beside { .. } => self.beside(item),
            Item::Sidebar { .. } => self.sidebar(item),
            Item::Placed { x, y, width, items } => {
                let [x, y, width] = [x, y, width].map(|length| self.rem(*length));
                let style = format!("--x:{x};--y:{y};--width:{width}");
                self.markup.open("div", &[("class", "placed"), ("style", &style)]);
                self.inside(|body| body.items(items));
                self.markup.end("div");
            }
        }
    }

    /// What has the gap of a style above it and is a block of its own.
    fn wrapped(
        &mut self,
        name: &str,
        given: &[&str],
        style: Option<&str>,
        write: impl FnOnce(&mut Self),
    ) {
        let gap = style.map(|style| self.gap(style)).unwrap_or_default();
        self.open(name, &[&classes(given), "block", &gap]);
        self.markup.raw("\n");
        self.inside(write);
        self.markup.end(name);
    }

    /// A line of a head: what begins it, and what ends it.
    fn line(
        &mut self,
        style: &str,
        level: u8,
        left: Option<&LineText>,
        right: Option<&LineText>,
        share: f64,
    ) {
        let is_pair = right.is_some();
        if is_pair {
            let share =
                if share > 0.0 { format!("--share:{}%", share * 100.0) } else { String::new() };
            let gutter = self.document.styles.get(style).and_then(|style| style.gutter);
            let gutter = gutter.map(|gutter| format!("--gutter:{gutter}em")).unwrap_or_default();
            let style = [share, gutter].into_iter().filter(|it| !it.is_empty());
            let style = style.collect::<Vec<_>>().join(";");
            self.markup.open("div", &[("class", "pair"), ("style", &style)]);
        }
        let is_role = level == 0 && style != "text" && self.in_article;
        let name = match level {
            0 if is_role => heading(self.sheet.measures.level + 2),
            0 => "p",
            level => heading(level),
        };
        if let Some(left) = left {
            let is_of_person = level == 1 && self.sheet.measures.level == 2;
            let is_name = is_of_person || (level > 0 || is_role) && self.in_article;
            self.markup.open(name, &[("class", style)]);
            let role = if level > 0 { "heading" } else { "body" };
            self.styled(
                style,
                role,
                |body| if is_name { body.name(left) } else { body.text(left) },
            );
            self.markup.close(name);
        } else {
            self.markup.open("span", &[]);
            self.markup.close("span");
        }
        match right {
            Some(date @ LineText::Date(_)) => {
                self.markup.open("p", &[("class", "date")]);
                self.styled("date", "body", |body| body.text(date));
                self.markup.close("p");
            }
            Some(right) => {
                self.markup.open("p", &[("class", "end")]);
                self.text(right);
                self.markup.close("p");
            }
            None => {}
        }
        if is_pair {
            self.markup.close("div");
        }
    }

    fn contacts(&mut self, style: &str, rows: &[Vec<Contact>], icons: bool) {
        let gap = self.gap(style);
        // Where the name is elsewhere, the contacts are a card of their own.
        let in_header = self.titles == 0;
        let card = if in_header { "" } else { "p-contact h-card" };
        let has_fill = self.document.styles.get(style).is_some_and(|it| it.fill.is_some());
        let filled = if has_fill { "filled" } else { "" };
        let icons_class = if icons { "icons" } else { "" };
        let hang = self.document.styles.get(style).and_then(|style| style.hang).unwrap_or(0.0);
        let hangs = if hang > 0.0 { "hanging" } else { "" };
        self.open("ul", &["list", card, icons_class, hangs, filled, style, &gap]);
        self.markup.raw("\n");
        let separator = self.document.punctuation.separator.clone();
        self.styled(style, "body", |body| {
            for row in rows {
                for (index, contact) in row.iter().enumerate() {
                    let is_last = index + 1 == row.len();
                    body.markup.open("li", &[("class", if is_last { "last" } else { "" })]);
                    if !in_header && index == 0 && std::ptr::eq(row, &raw const rows[0]) {
                        let name = &body.document.header.name;
                        body.markup.open("data", &[("class", "p-name"), ("value", name)]);
                        body.markup.close("data");
                    }
                    body.contact(contact, icons);
                    if !is_last && !icons {
                        body.markup.open("span", &[("class", "dot")]);
                        body.words(&separator);
                        body.markup.close("span");
                    }
                    body.markup.end("li");
                }
            }
        });
        self.markup.end("ul");
    }

    fn picture(&mut self, shape: &str, width: f64, height: f64, ring: f64) {
        let Some(photo) = self.photo else { return };
        let name = self.document.header.photo.as_deref().unwrap_or_default();
        let alt = self.document.images.get(name).map(|image| image.alt.as_str());
        let source = media::data_uri(media::kind(photo), photo);
        let mut style = format!("--width:{};--height:{}", self.rem(width), self.rem(height));
        if ring > 0.0 {
            let _ = write!(style, ";box-shadow:0 0 0 {} var(--paper)", self.rem(ring));
        }
        let class = classes(&["u-photo", "photo", shape]);
        self.markup.open(
            "img",
            &[
                ("class", &class),
                ("src", &source),
                ("alt", alt.unwrap_or_default()),
                ("style", &style),
            ],
        );
        self.is_first = false;
    }

    fn beside(&mut self, item: &Item) {
        let Item::Beside {
            style,
            side,
            width,
            gutter,
            aside,
            items,
            center,
            parted,
            sticky,
            room,
            bead,
        } = item
        else {
            return;
        };
        let gap = style.as_ref().map(|style| self.gap(style)).unwrap_or_default();
        let is_section = !is_row(item)
            && aside.first().is_some_and(|it| matches!(self.begins(it), Begins::Section(_)));
        let bead = bead.as_ref().map(|bead| format!("bead-{bead}")).unwrap_or_default();
        if !bead.is_empty() {
            self.styles.insert(bead.clone());
        }
        let begins_article =
            items.first().is_some_and(|it| matches!(self.begins(it), Begins::Article));
        let class = classes(&[
            "beside",
            side,
            &bead,
            if *center { "middle" } else { "" },
            if *parted { "" } else { "keep" },
            if *sticky || *room > 0.0 { "sticky" } else { "" },
            self.skill(style.as_deref().unwrap_or_default()),
            &gap,
            self.first(),
        ]);
        let room = for_lines(*room);
        let sizes = [format!("--width:{};--gutter:{}", self.rem(*width), self.rem(*gutter)), room];
        let sizes = sizes.join(";");
        let sizes = sizes.trim_end_matches(';');
        let name = if is_section { "section" } else { "div" };
        let mut label = String::new();
        if is_section {
            self.titles += 1;
            label = format!("s{}", self.titles);
        }
        self.markup.open(name, &[("class", &class), ("aria-labelledby", &label), ("style", sizes)]);
        if !bead.is_empty() {
            self.markup.raw("<span class=\"bead\" aria-hidden=\"true\"></span>");
        }
        self.markup.raw("\n");
        let cells = [("aside", aside), ("story", items)];
        let order = if side == "right" { [1, 0] } else { [0, 1] };
        for (class, items) in order.map(|index| cells[index]) {
            self.markup.open("div", &[("class", class)]);
            // What the whole begins is open already.
            let is_begun =
                if class == "aside" { is_section } else { begins_article && !is_section };
            self.inside(|body| {
                if is_begun {
                    for item in items {
                        body.item(item);
                    }
                } else {
                    body.items(items);
                }
            });
            self.markup.end("div");
        }
        self.markup.end(name);
    }

    fn columns(&mut self, item: &Item) {
        let Item::Columns { style, widths, gutter, cells, sticky } = item else { return };
        let gap = self.gap(style);
        let sticky = if *sticky { "sticky" } else { "" };
        let class = classes(&["columns", "keep", sticky, &gap, self.first()]);
        let widths: Vec<String> = widths
            .iter()
            .map(|width| format!("minmax(0,{}fr)", super::look::number(*width)))
            .collect();
        let sizes = format!("--widths:{};--gutter:{}", widths.join(" "), self.rem(*gutter));
        self.markup.open("div", &[("class", &class), ("style", &sizes)]);
        self.markup.raw("\n");
        for items in cells {
            self.markup.open("div", &[]);
            // A title has opened its section where the row begins.
            let is_title = items.first().is_some_and(|it| matches!(it, Item::Title { .. }));
            self.inside(|body| {
                if !is_title {
                    return body.items(items);
                }
                for item in items {
                    body.item(item);
                }
            });
            self.markup.end("div");
        }
        self.markup.end("div");
    }

    fn banner(&mut self, item: &Item) {
        let Item::Banner { style, bottom, over, drop, items } = item else { return };
        self.styles.insert(style.clone());
        self.gaps.insert(style.clone());
        let sizes = format!("--bottom:{};--drop:{}", self.rem(*bottom), self.rem(*drop));
        let class = classes(&["banner", style]);
        self.markup.open("div", &[("class", &class), ("style", &sizes)]);
        self.markup.raw("\n");
        self.inside(|body| {
            for item in items {
                body.item(item);
            }
        });
        if !over.is_empty() {
            self.markup.open("div", &[("class", "over")]);
            self.inside(|body| {
                for item in over {
                    body.item(item);
                }
            });
            self.markup.end("div");
        }
        self.markup.end("div");
    }

    fn sidebar(&mut self, item: &Item) {
        let Item::Sidebar { style, side, width, pad, gutter, head, aside, items } = item else {
            return;
        };
        let is_tinted = *pad > 0.0;
        let [width, pad, gutter] = [width, pad, gutter].map(|length| self.rem(*length));
        let sizes = format!("--width:{width};--pad:{pad};--gutter:{gutter}");
        let share = self.document.styles.get(style).and_then(|style| style.size).unwrap_or(1.0);
        let mut class = vec!["sidebar", side];
        let gap = self.gap(style);
        // Without a tint both columns are text below what is above them.
        if !is_tinted {
            class.extend([gap.as_str(), self.first()]);
        } else if head.is_empty() {
            class.extend(["tinted", "flush"]);
        } else {
            class.push("tinted");
        }
        self.markup.open("div", &[("class", &classes(&class)), ("style", &sizes)]);
        self.markup.raw("\n");
        if !head.is_empty() {
            self.markup.raw("<div class=\"tint\"></div>\n");
            let gap = format!("below-{style}");
            self.markup.open("div", &[("class", &classes(&["top", &gap]))]);
            self.inside(|body| body.items(head));
            self.markup.end("div");
        }
        self.markup.open("div", &[("class", "story")]);
        self.inside(|body| body.items(items));
        self.markup.end("div");
        let share = format!("--smaller:{share}");
        self.markup.open("div", &[("class", "aside small"), ("style", &share)]);
        self.inside(|body| body.items(aside));
        self.markup.end("div");
        self.markup.end("div");
    }

    /// The class of what is a skill.
    fn skill(&self, style: &str) -> &'static str {
        let is_skills = self.section.is_some_and(|section| section.id == "skills");
        if is_skills && matches!(style, "term" | "row-of-term") { "p-skill" } else { "" }
    }

    /// A length in points as a multiple of the text size.
    pub(super) fn rem(&self, points: f64) -> String {
        format!("{}rem", super::look::number(points / self.sheet.measures.size))
    }
}

/// Whether the head of the resume is in the item: the name, or what is beside it.
fn is_header(item: &Item) -> bool {
    match item {
        Item::Title { level, style, .. } => *level == 1 && style == "name",
        Item::Head { level, .. } => *level == 1,
        Item::Line { style, .. } => style == "headline",
        Item::Contacts { .. } => true,
        Item::Center { items } | Item::Banner { items, .. } => items.iter().any(is_header),
        Item::Columns { style, .. } => style == "contacts",
        Item::Beside { items, aside, center, .. } => {
            items.iter().any(is_header) || *center && aside.iter().any(is_header)
        }
        _ => false,
    }
}

/// Whether an item is a row of a section whose title is in its first column: its section goes on in further rows.
fn is_row(item: &Item) -> bool {
    matches!(item, Item::Beside { aside, .. } if matches!(aside.first(), Some(Item::Columns { .. })))
}

/// The style of what has room for so many lines below it.
fn for_lines(room: f64) -> String {
    if room > 0.0 { format!("--room:{room}") } else { String::new() }
}

fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// What an entry of a section is, as microformats say it.
fn article_class(section: &Section) -> &'static str {
    match section.id.as_str() {
        "work" | "volunteer" => "p-experience h-event",
        "education" => "p-education h-event",
        "publications" => "h-cite",
        _ => "h-event",
    }
}

/// The characters of a text.
fn plain(text: &LineText) -> String {
    match text {
        LineText::Plain(words) => words.clone(),
        LineText::Runs(runs) => plain_text(runs),
        LineText::Styled(_, body)
        | LineText::Date(body)
        | LineText::Padded(_, body)
        | LineText::Unbroken(body) => plain(body),
        LineText::Chips(all) => all.iter().map(|it| plain_text(it)).collect::<Vec<_>>().join(" "),
        LineText::Parts(parts, between) => {
            parts.iter().map(plain).collect::<Vec<_>>().join(&plain(between))
        }
        LineText::Address { text, .. } => text.clone(),
        LineText::Separator | LineText::Space(_) => " ".to_owned(),
        LineText::Marks(..) => String::new(),
    }
}
