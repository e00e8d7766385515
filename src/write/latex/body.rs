//! The items of a sheet as the text between `\begin{document}` and `\end{document}`.
//!
//! Everything is called by what it is, a line an item or argument, and how it looks is said elsewhere.

use super::comments::Comments;
use super::fonts::Fonts;
use super::target::target;
use super::text::{self, indented, number};
use super::{escape, icon};
use crate::document::Contact;
use crate::sheet::{Item, LineText, Sheet};
use std::fmt::Write;

/// What is needed to write one.
pub(super) struct Body<'a> {
    /// The fonts.
    pub fonts: &'a Fonts,
    /// The width of the column beside which most of the text is, and the white before the text.
    pub column: (f64, f64),
    /// The comments above entries.
    pub comments: &'a Comments,
    /// Whether the titles of positions have a look of their own.
    pub has_position_titles: bool,
}

/// What separates two pieces of the source, an empty line or none, depends on their kinds.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Head,
    Text,
    List,
    Line,
    Block,
}

/// The column of the first things beside each other, and the white beside it: that of most.
pub(super) fn column(sheet: &Sheet) -> Option<(f64, f64)> {
    fn find(items: &[Item]) -> Option<(f64, f64)> {
        items.iter().find_map(|item| match item {
            Item::Beside { width, gutter, center: false, side, .. } if side == "left" => {
                Some((*width, *gutter))
            }
            Item::Keep { items, .. } | Item::Group { items, .. } | Item::Axis { items, .. } => {
                find(items)
            }
            _ => None,
        })
    }
    find(&sheet.items)
}

impl Body<'_> {
    /// The source of `items`.
    pub(super) fn items(&self, items: &[Item]) -> String {
        let mut out = String::new();
        let mut last = None;
        let mut rest = items;
        while let Some((item, after)) = rest.split_first() {
            // What is further in and comes next belongs to what begins there.
            let inside = match (item, after.first()) {
                (
                    Item::Beside { width, gutter, side, center: false, .. },
                    Some(Item::Indent { width: by, items, .. }),
                ) if side == "left" && near(*by, width + gutter) => Some(items.as_slice()),
                _ => None,
            };
            rest = if inside.is_some() { &after[1..] } else { after };
            let comment = self.comments.above(item);
            let (kind, source) = self.item(item, inside.unwrap_or_default());
            if source.is_empty() {
                continue;
            }
            let is_joined = matches!(
                (last, kind),
                (None, _)
                    | (Some(Kind::Head), Kind::Text | Kind::List | Kind::Line)
                    | (Some(Kind::Text), Kind::List | Kind::Line)
                    | (Some(Kind::Line | Kind::List), Kind::Line)
            );
            if !is_joined {
                out.push('\n');
            }
            out.push_str(&comment);
            out.push_str(&source);
            last = Some(kind);
        }
        out
    }

    fn text(&self, it: &LineText) -> String {
        text::text(it, self.fonts)
    }

    fn item(&self, item: &Item, inside: &[Item]) -> (Kind, String) {
        match item {
            Item::Title { style, body, .. } if style == "name" => {
                (Kind::Line, format!("\\cvname{{{}}}\n", self.text(body)))
            }
            Item::Title { style, body, .. } if style == "subsection" => {
                (Kind::Block, format!("\\subsection{{{}}}\n", self.text(body)))
            }
            Item::Title { body, .. } => {
                (Kind::Block, format!("\\section{{{}}}\n", self.text(body)))
            }
            Item::Line { style, body } if style == "headline" => {
                (Kind::Line, format!("\\cvheadline{{{}}}\n", self.text(body)))
            }
            Item::Line { style, body } if text::picture_height(body) > 1.0 => {
                let high = text::number(text::picture_height(body));
                (Kind::Line, format!("\\cvsigned{{{style}}}{{{high}}}{{{}}}\n", self.text(body)))
            }
            Item::Line { style, body } => {
                (Kind::Line, format!("\\cvheadline[{style}]{{{}}}\n", self.text(body)))
            }
            Item::Contacts { rows, icons, .. } => (Kind::Line, self.contacts(rows, *icons)),
            Item::Head { style, lines, level, .. } => self.head(plain(style), *level, lines),
            Item::Paragraph { style: Some(style), body, sticky, .. } => {
                (Kind::Line, self.term(style, body, *sticky))
            }
            Item::Paragraph { body, tight: true, .. } => {
                (Kind::Line, format!("\\cvterm[fact]{{{}}}\n", self.text(alone(body))))
            }
            Item::Paragraph { body, sticky, .. } => {
                let sticky = if *sticky { "\\nopagebreak" } else { "" };
                (Kind::Text, format!("{}{sticky}\n", self.text(alone(body))))
            }
            Item::Blocks { style, blocks, before_list } => {
                let source = text::blocks(blocks, *before_list, self.fonts);
                match style {
                    Some(style) => {
                        let style =
                            if style == "summary" { String::new() } else { format!("[{style}]") };
                        (Kind::Block, environment("cvsummary", &style, &source))
                    }
                    None => (Kind::Text, source),
                }
            }
            Item::Bullets { items } => {
                let items: Vec<String> =
                    items.iter().map(|item| text::inline(item, self.fonts)).collect();
                (Kind::List, text::list(None, &items))
            }
            Item::Quote { style, blocks } => {
                let source = text::quote(blocks, self.fonts);
                (Kind::List, if style == "quote" { source } else { part("", style, &source) })
            }
            Item::Numbered { style, items, .. } => {
                let mut source = String::new();
                for (number, items) in items {
                    let item = indented(&self.items(items));
                    let _ = writeln!(source, "\\item[{number}] {}", item.trim());
                }
                (Kind::Block, part("[numbers]", style, &source))
            }
            Item::Rule { style, .. } => (Kind::Block, format!("\\cvrule{{{style}}}\n")),
            Item::Break => (Kind::Block, "\\newpage\n".to_owned()),
            Item::Group { style, items } => {
                self.group(plain(style), style.starts_with("side-"), items)
            }
            Item::Keep { style, items } => (Kind::Block, part("[keep]", style, &self.items(items))),
            Item::Apart { style, foot, items } => {
                let options = if *foot { "[apart, foot]" } else { "[apart]" };
                (Kind::Block, part(options, style, &self.items(items)))
            }
            Item::Center { items } => (Kind::Block, environment("center", "", &self.items(items))),
            Item::Indent { width, right, items, .. } => {
                let inner = if near(*width, 0.0) {
                    self.items(items)
                } else {
                    self.beside(None, *width, 0.0, "left", &[], items)
                };
                if *right == 0.0 {
                    return (Kind::Block, inner);
                }
                let options = self.options(None, *right, 0.0, "right", None) + "{}";
                (Kind::Block, environment("cvbeside", &options, &inner))
            }
            Item::Photo { .. } => (Kind::Block, "\\cvphoto{}\n".to_owned()),
            Item::Beside { width, gutter, aside, items, side, center: true, .. } => {
                let options =
                    format!("[{side}, width={}, gutter={}, center]", mm(*width), mm(*gutter));
                let aside = self.aside(aside);
                let options = format!("{options}{{{aside}}}");
                (Kind::Block, environment("cvbeside", &options, &self.items(items)))
            }
            Item::Beside { style, width, gutter, aside, items, side, bead, .. } => {
                let style = style.as_deref();
                let mut source = self.items(items);
                if !inside.is_empty() {
                    let follows = self.items(inside);
                    // An empty line between paragraphs, none between a head and its text.
                    let is_head = matches!(items.last(), Some(Item::Head { .. }));
                    source.push_str(if is_head || source.is_empty() { "" } else { "\n" });
                    source.push_str(&follows);
                }
                let bead = bead.as_ref().map(|bead| format!("bead={bead}"));
                let options = self.options(style, *width, *gutter, side, bead);
                let options = format!("{options}{{{}}}", self.aside(aside));
                (Kind::Block, environment("cvbeside", &options, &source))
            }
            Item::Sidebar { head, aside, items, .. } => {
                let aside = indented(&self.items(aside));
                let (mut below, mut source) = ("", self.items(items));
                if !head.is_empty() {
                    below = ", below";
                    source = format!("{}\\columnbreak\n{source}", self.items(head));
                }
                let arguments = format!("[sidebar{below}]{{\n{aside}}}");
                (Kind::Block, environment("cvbeside", &arguments, &source))
            }
            Item::Columns { style, widths, gutter, cells, .. } => {
                // What is empty at the end needs no column.
                let used = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |it| it + 1);
                let columns: Vec<String> =
                    cells.iter().take(used).map(|cell| indented(&self.items(cell))).collect();
                let widths: Vec<String> = widths.iter().map(|width| mm(*width)).collect();
                let arguments =
                    format!("[{}, gutter={}]{{{}}}", plain(style), mm(*gutter), widths.join(", "));
                let columns = columns.join("\\columnbreak\n");
                (Kind::Block, environment("cvcolumns", &arguments, &columns))
            }
            Item::Axis { style, x, items } => {
                (Kind::Block, part(&format!("[axis={}]", mm(*x)), style, &self.items(items)))
            }
            Item::Banner { style, bottom, over, drop, items } => {
                let mut options = format!("banner={}", mm(*bottom));
                if !over.is_empty() {
                    let over = self.items(over);
                    let _ = write!(options, ", drop={}, over={{{}}}", mm(*drop), over.trim_end());
                }
                (Kind::Block, part(&format!("[{options}]"), style, &self.items(items)))
            }
            Item::Placed { x, y, width, items } => {
                let source = indented(&self.items(items));
                let place = format!("{{{}}}{{{}}}{{{}}}", mm(*x), mm(*y), mm(*width));
                (Kind::Block, format!("\\cvplaced{place}{{\n{source}}}\n"))
            }
        }
    }

    /// Items with the gap of a style above the first.
    fn group(&self, style: &str, is_aside: bool, items: &[Item]) -> (Kind, String) {
        match items {
            // What has no gap of its own is a part of the text around it.
            items if style == "text" => (kind_of(items), self.items(items)),
            items if style == "summary" => {
                (Kind::Block, environment("cvsummary", "", &self.items(items)))
            }
            [Item::Indent { width, items, .. }] => {
                (Kind::Block, self.beside(Some(style), *width, 0.0, "left", &[], items))
            }
            [Item::Paragraph { style: None, body, sticky, .. }, rest @ ..]
                if matches!(style, "term" | "reference") || style == "entry" && is_aside =>
            {
                let style = if style == "entry" { "term" } else { style };
                (Kind::Line, self.term(style, body, *sticky) + &self.items(rest))
            }
            items => (Kind::Block, part("", style, &self.items(items))),
        }
    }

    /// Items beside nothing: further in.
    fn beside(
        &self,
        style: Option<&str>,
        width: f64,
        gutter: f64,
        side: &str,
        aside: &[Item],
        items: &[Item],
    ) -> String {
        let (column, white) = self.column;
        let (width, gutter) =
            if near(width + gutter, column + white) { self.column } else { (width, gutter) };
        let options = self.options(style, width, gutter, side, None);
        let options = format!("{options}{{{}}}", self.aside(aside));
        environment("cvbeside", &options, &self.items(items))
    }

    fn options(
        &self,
        style: Option<&str>,
        width: f64,
        gutter: f64,
        side: &str,
        bead: Option<String>,
    ) -> String {
        let (column, white) = self.column;
        let mut options: Vec<String> = style.map(str::to_owned).into_iter().chain(bead).collect();
        if side != "left" {
            options.push(side.to_owned());
        }
        if !near(width, column) || !near(gutter, white) {
            options.push(format!("width={}", mm(width)));
            options.push(format!("gutter={}", mm(gutter)));
        }
        if options.is_empty() { String::new() } else { format!("[{}]", options.join(", ")) }
    }

    /// What is beside something, on one line if it is a text.
    fn aside(&self, items: &[Item]) -> String {
        match items {
            [] => String::new(),
            [Item::Paragraph { style: Some(style), body: body @ LineText::Date(_), .. }]
                if style == "date" =>
            {
                text::date(body, self.fonts)
            }
            [Item::Paragraph { style: None, body, .. }] => self.text(body),
            [Item::Paragraph { .. } | Item::Photo { .. }] => {
                self.items(items).trim_end().to_owned()
            }
            items => {
                let source = self.items(items);
                let lines = source.trim_end().lines().count();
                if lines > 1 {
                    format!("\n{}", indented(&source))
                } else {
                    source.trim_end().to_owned()
                }
            }
        }
    }

    fn term(&self, style: &str, body: &LineText, sticky: bool) -> String {
        let style = if style == "term" { String::new() } else { format!("[{style}]") };
        let sticky = if sticky { "\\nopagebreak" } else { "" };
        let text = if matches!(body, LineText::Date(_)) {
            text::date(body, self.fonts)
        } else {
            self.text(body)
        };
        format!("\\cvterm{style}{{{text}}}{sticky}\n")
    }

    fn contacts(&self, rows: &[Vec<Contact>], icons: bool) -> String {
        let mut out = String::new();
        for (index, row) in rows.iter().enumerate() {
            for (number, contact) in row.iter().enumerate() {
                let is_end = number + 1 == row.len() && index + 1 < rows.len();
                let end = if is_end { " \\\\" } else { "" };
                let drawing = contact.icon.as_ref().filter(|_| icons);
                let drawing = drawing.map_or(String::new(), |it| format!("[{}]", icon::name(it)));
                let shown = escape::text(&contact.text.replace('\n', " "), self.fonts);
                let shown = match &contact.url {
                    Some(url) if contact.text.contains(' ') => {
                        format!("\\cvlink{{{}}}{{{shown}}}", target(url))
                    }
                    Some(url) => {
                        let shown = escape::plain(&contact.text);
                        format!("\\cvlink{{{}}}{{{shown}}}", target(url))
                    }
                    None => shown,
                };
                let _ = writeln!(out, "  \\item{drawing} {shown}{end}");
            }
        }
        environment("cvcontacts", "", &out)
    }

    fn head(
        &self,
        style: &str,
        level: u8,
        lines: &[(Option<LineText>, Option<LineText>)],
    ) -> (Kind, String) {
        let (from, to) = if level == 0 {
            ("title", text::OWN_TITLE)
        } else {
            ("role-title", text::OWN_ROLE_TITLE)
        };
        // Only at the end of its line a date has the look of dates by itself.
        let side = |it: &Option<LineText>, is_end: bool| match it {
            Some(it) if self.has_position_titles => self.line(&text::renamed(it, from, to), is_end),
            Some(it) => self.line(it, is_end),
            None => String::new(),
        };
        let (first, others) =
            lines.split_first().map_or((None, lines), |(it, rest)| (Some(it), rest));
        let (left, right) =
            first.map(|(left, right)| (side(left, false), side(right, true))).unwrap_or_default();
        if style == "name" && others.is_empty() {
            let right = if right.is_empty() { right } else { format!("[{right}]") };
            return (Kind::Line, format!("\\cvname{right}{{{left}}}\n"));
        }
        let command = match style {
            "entry" if level > 0 => "\\cventry".to_owned(),
            "role" if level == 0 => "\\cvrole".to_owned(),
            _ if level > 0 => format!("\\cventry[{style}]"),
            _ => format!("\\cvrole[{style}]"),
        };
        // Lines that all say nothing are none.
        let joined = |lines: Vec<String>| {
            let says = lines.iter().any(|line| !line.is_empty());
            if says { lines.join(" \\\\ ") } else { String::new() }
        };
        let below = joined(others.iter().map(|(left, _)| side(left, false)).collect());
        let below_right = joined(others.iter().map(|(_, right)| side(right, true)).collect());
        // A line an argument; one that is empty takes no line.
        let mut source = format!("{command}{{{left}}}");
        for argument in [right, below, below_right] {
            let before = if argument.is_empty() { "" } else { "\n  " };
            let _ = write!(source, "{before}{{{argument}}}");
        }
        (Kind::Head, source + "\n")
    }

    /// A text whose own line ends are in braces: outside of them they part the lines of a head.
    fn line(&self, it: &LineText, is_end: bool) -> String {
        let source = if is_end && matches!(it, LineText::Date(_)) {
            text::date(it, self.fonts)
        } else {
            self.text(it)
        };
        let source = source.replace("\\\\\n", "\\\\ ");
        if source.contains("\\\\ ") && !matches!(it, LineText::Styled(..) | LineText::Date(_)) {
            return format!("{{{source}}}");
        }
        source
    }
}

/// A style of the sidebar, which has the name of the one elsewhere.
fn plain(style: &str) -> &str {
    // Terms of a sidebar are drawn like its entries, but for those that are heads.
    style.strip_prefix("side-").filter(|name| *name != "term").unwrap_or(style)
}

/// What the first item of a group is.
fn kind_of(items: &[Item]) -> Kind {
    match items.first() {
        Some(Item::Bullets { .. }) => Kind::List,
        Some(Item::Paragraph { tight: true, .. }) => Kind::Line,
        _ => Kind::Text,
    }
}

/// A paragraph of one piece that is all it has needs nothing to hold it together.
fn alone(body: &LineText) -> &LineText {
    if let LineText::Unbroken(body) = body { body } else { body }
}

/// Items in a style.
fn part(options: &str, style: &str, source: &str) -> String {
    environment("cvpart", &format!("{options}{{{style}}}"), source)
}

fn environment(name: &str, arguments: &str, source: &str) -> String {
    format!("\\begin{{{name}}}{arguments}\n{source}\\end{{{name}}}\n")
}

pub(super) fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.005
}

/// Points of 1/72 inch in millimetres.
pub(super) fn mm(points: f64) -> String {
    format!("{}mm", number(points * 25.4 / 72.0))
}
