//! A document as plain text: to be read in lines of so many columns, or without, for the fields of web forms.
//!
//! Lines end with `\n`, none ends with blanks. What is put beside text here (bullets, dates at the end of a line) is
//! what a page has, too; the words are those of every other format.

mod ascii;
mod form;
mod lines;

use self::lines::Columns;
use super::outline::{Head, Item, Order, Outline, Part, joined, runs};
use crate::document::{Block, Document, Highlight, Run, Section, plain_text};

/// How plain text is laid out.
#[derive(Debug, Clone, Copy)]
pub struct TextLayout {
    /// The most columns of a line; 0 for a line a paragraph.
    pub width: usize,
    /// Whether signs are those of ASCII.
    pub is_ascii: bool,
    /// Whether it is field by field, a line each, for who fills in a form.
    pub is_form: bool,
}

/// The document as plain text.
pub fn text(document: &Document, layout: &TextLayout) -> String {
    let most = (layout.width > 0 && !layout.is_form).then_some(layout.width);
    let columns = Columns { most, is_cjk: document.language.cjk };
    let mut sheet = Sheet { document, columns, is_ascii: layout.is_ascii, lines: Vec::new() };
    if layout.is_form {
        sheet.person();
    } else {
        sheet.header();
    }
    let order = Order::of(document);
    order.above().for_each(|section| sheet.section(section, layout.is_form));
    sheet.closing();
    order.feet.iter().for_each(|section| sheet.section(section, layout.is_form));
    sheet.last(&document.updated);
    let mut text = sheet.lines.join("\n");
    text.push('\n');
    text
}

/// Whether a part is so short that the next one follows without an empty line.
fn is_line(part: &Part<'_>) -> bool {
    match &part.items[..] {
        [Item::Term(_) | Item::Line(_)] => true,
        [Item::Head(head)] => head.position.is_empty() && head.link.is_none(),
        _ => false,
    }
}

struct Sheet<'a> {
    document: &'a Document,
    columns: Columns,
    is_ascii: bool,
    lines: Vec<String>,
}

impl Sheet<'_> {
    fn header(&mut self) {
        let header = &self.document.header;
        self.title(&header.name, '=');
        self.paragraph(&[Run::plain(header.reading.as_deref().unwrap_or_default())], "", "");
        self.paragraph(&header.label, "", "");
        let separator = &self.document.punctuation.separator;
        let mut row = String::new();
        for contact in &header.contacts {
            let text = self.signs(&contact.text);
            let longer = format!("{row}{}{text}", self.signs(separator));
            let fits = self.columns.most.is_none_or(|most| self.columns.width(&longer) <= most);
            if row.is_empty() {
                row = text;
            } else if fits {
                row = longer;
            } else {
                self.paragraph(&[Run::plain(std::mem::replace(&mut row, text))], "", "");
            }
        }
        self.paragraph(&[Run::plain(row)], "", "");
        if !header.summary.is_empty() {
            self.gap();
            self.blocks(&header.summary, "");
        }
    }

    fn section(&mut self, section: &Section, is_form: bool) {
        self.gap();
        self.title(&section.title, '-');
        if is_form && section.formal {
            return self.records(section);
        }
        let parts = Outline::new(self.document).parts(section);
        let is_dense = parts.iter().all(is_line);
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 && !is_dense {
                self.gap();
            }
            self.part(part);
        }
    }

    /// Place, date and name below the sections.
    fn closing(&mut self) {
        for text in self.document.closing.iter().flat_map(|it| [&it.text, &it.name]) {
            self.last(text);
        }
    }

    fn last(&mut self, text: &str) {
        if !text.is_empty() {
            self.gap();
            self.paragraph(&[Run::plain(text)], "", "");
        }
    }

    /// A title, with a line below it where lines end.
    fn title(&mut self, text: &str, under: char) {
        let from = self.lines.len();
        self.paragraph(&[Run::plain(text)], "", "");
        let width = self.lines[from..].iter().map(|line| self.columns.width(line)).max();
        if let (Some(width), Some(_)) = (width, self.columns.most) {
            self.lines.push(under.to_string().repeat(width));
        }
    }

    fn part(&mut self, part: Part<'_>) {
        for (index, item) in part.items.into_iter().enumerate() {
            match item {
                Item::Head(head) => {
                    if head.is_role && index > 0 {
                        self.gap();
                    }
                    self.head(head);
                }
                Item::Term(line) | Item::Line(line) => self.paragraph(&runs(&line), "", "  "),
                Item::Comment(line) => self.paragraph(&runs(&line), "", ""),
                Item::Blocks(blocks) => self.blocks(blocks, ""),
                Item::Points(points) => self.points(points, ""),
                Item::Quote(blocks) => {
                    self.blocks(blocks, if self.columns.most.is_some() { "    " } else { "" });
                }
            }
        }
    }

    fn head(&mut self, head: Head<'_>) {
        let comma = &self.document.punctuation.comma;
        let (mut first, mut second) = (joined([head.title, head.place], comma), head.position);
        if first.is_empty() {
            std::mem::swap(&mut first, &mut second);
        }
        self.pair(&runs(&first), &head.date.text);
        let link = head.link.map(|link| plain_text(&runs(&link))).unwrap_or_default();
        self.pair(&runs(&second), &link);
    }

    /// A text, and another at the end of its line, or on the next one where there is no room.
    fn pair(&mut self, left: &[Run], right: &str) {
        let from = self.lines.len();
        self.paragraph(left, "", "  ");
        let right = self.signs(right);
        if right.is_empty() {
            return;
        }
        let last = self.lines.get(from..).and_then(<[String]>::last);
        match last.and_then(|last| self.columns.spread(last, &right)) {
            Some(line) => {
                self.lines.pop();
                self.lines.push(line);
            }
            None => self.paragraph(&[Run::plain(right)], "", ""),
        }
    }

    fn blocks(&mut self, blocks: &[Block], indent: &str) {
        let mut was_paragraph = false;
        for block in blocks {
            let is_paragraph = matches!(block, Block::Paragraph { .. });
            if is_paragraph && was_paragraph {
                self.gap();
            }
            was_paragraph = is_paragraph;
            match block {
                Block::Paragraph { runs } => self.paragraph(runs, indent, indent),
                Block::List { start, items } => self.list(*start, items, indent),
                Block::Quote { blocks } => self.blocks(blocks, &format!("{indent}  ")),
                Block::Code { text } => {
                    for line in text.lines() {
                        let end = line.trim_end();
                        let line =
                            if end.is_empty() { String::new() } else { format!("{indent}{end}") };
                        self.lines.push(line);
                    }
                }
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], indent: &str) {
        for (index, item) in (0..).zip(items) {
            let marker = match start {
                Some(first) => format!("{}. ", first.saturating_add(index)),
                None => self.bullet(),
            };
            let below = format!("{indent}{}", " ".repeat(self.columns.width(&marker)));
            let marker = format!("{indent}{marker}");
            if let Some((Block::Paragraph { runs }, rest)) = item.split_first() {
                self.paragraph(runs, &marker, &below);
                self.blocks(rest, &below);
            } else {
                self.lines.push(marker.trim_end().to_owned());
                self.blocks(item, &below);
            }
        }
    }

    fn points(&mut self, points: &[Highlight], indent: &str) {
        let marker = self.bullet();
        let below = format!("{indent}{}", " ".repeat(self.columns.width(&marker)));
        for point in points {
            self.paragraph(&point.runs, &format!("{indent}{marker}"), &below);
            self.points(&point.items, &below);
        }
    }

    fn bullet(&self) -> String {
        if self.is_ascii { "- ".to_owned() } else { "• ".to_owned() }
    }

    /// A paragraph, its first line behind `first` and the others behind `others`.
    fn paragraph(&mut self, text: &[Run], first: &str, others: &str) {
        let signs = |run: &Run| Run { text: self.signs(&run.text), ..run.clone() };
        let text: Vec<Run> = text.iter().map(signs).collect();
        self.lines.extend(self.columns.wrap(&text, first, others));
    }

    fn signs(&self, text: &str) -> String {
        if self.is_ascii { ascii::ascii(text) } else { text.to_owned() }
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }
}
