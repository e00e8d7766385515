//! Markdown to runs and blocks.
//!
//! `CommonMark` by `pulldown-cmark`, with what resumes need otherwise: HTML, entities and backslashes
//! that escape nothing are printed as they are, `2*3*4` stays `2*3*4`, and bare addresses are links.

use super::flanking;
use super::link;
use crate::document::{Block, Inline, Run};
use crate::script::is_cjk;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Goes at the beginning of every line of an inline text, so that no block can begin there. It is
/// a private-use character, which texts do not have: the caller has taken them out.
pub(super) const GUARD: char = '\u{e000}';

/// The most blocks that may be within each other, list and item counted apart: five lists. What is
/// deeper is set like what is around it.
const MAX_DEPTH: usize = 10;

/// The runs of `text`: inline Markdown. Lines are kept as forced line breaks.
pub(super) fn inline(text: &str) -> Inline {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ') {
        return if text.is_empty() { Vec::new() } else { vec![Run::plain(text)] };
    }
    let lines: Vec<String> = text.lines().map(|line| format!("{GUARD}{}", line.trim())).collect();
    let guarded = lines.join("\n");
    let mut runs = Vec::new();
    for block in parse(&guarded) {
        flatten(block, &mut runs);
    }
    for run in &mut runs {
        run.text.retain(|character| character != GUARD);
    }
    runs.retain(|run| !run.text.is_empty());
    merge(runs)
}

/// The blocks of `text`: Markdown with paragraphs, lists, code and quotations. A line end is one on the
/// page, too: those that only wrap prose were taken out where the text was read.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    parse(text)
}

/// Where the links and pictures of `text` lead, as written.
pub(super) fn destinations(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, Options::empty());
    let found = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    });
    found.collect()
}

fn parse(text: &str) -> Vec<Block> {
    let mut builder = Builder { text, ..Builder::default() };
    builder.open.push(Open { kind: OpenKind::Root, ..Open::default() });
    let double = flanking::double(text);
    for (event, range) in Parser::new_ext(&double, Options::empty()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

/// A block that is not ended yet.
#[derive(Default)]
struct Open {
    kind: OpenKind,
    blocks: Vec<Block>,
    runs: Inline,
    items: Vec<Vec<Block>>,
}

#[derive(Default)]
enum OpenKind {
    #[default]
    Root,
    Heading,
    Item,
    List(Option<u64>),
    Quote,
    Code,
}

#[derive(Default)]
struct Builder<'a> {
    text: &'a str,
    open: Vec<Open>,
    /// How many blocks have begun beyond the greatest depth, and not ended.
    too_deep: usize,
    strong: usize,
    emphasis: usize,
    url: Option<String>,
    /// The address of the link that has begun, as long as it has no text.
    bare_link: Option<String>,
    /// Delimiters that turned out to be text: what to print at their end.
    literal_ends: Vec<Option<String>>,
    /// Where the last text of the paragraph ended, for backslashes.
    last_end: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code() => {
                let written = &self.text[range.clone()];
                self.push_text(if written.len() == text.len() { written } else { &text });
            }
            Event::Code(code) => {
                let written = self.text[range.clone()].trim_matches('`').replace('\n', " ");
                // One blank at both ends is markup.
                let written = match written.len().checked_sub(code.len()) {
                    Some(2) => written[1..written.len() - 1].to_owned(),
                    Some(0) => written,
                    _ => code.into_string(),
                };
                let run = Run { code: true, ..self.styled(written) };
                self.push_run(run);
            }
            Event::SoftBreak | Event::HardBreak => self.push_text("\n"),
            Event::Rule => {
                self.push_source(&range);
                self.end_paragraph();
            }
            // The characters as they are. Mathematics, footnotes and tasks are extensions, none of
            // which is switched on.
            Event::Text(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => self.push_source(&range),
        }
        self.last_end = range.end;
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis => {
                if self.is_inside_word(range, 1) {
                    self.push_literal(&self.text[range.start..=range.start]);
                } else {
                    self.literal_ends.push(None);
                    self.emphasis += 1;
                }
            }
            Tag::Strong => {
                if self.is_inside_word(range, 2) {
                    self.push_literal(&self.text[range.start..range.start + 2]);
                } else {
                    self.literal_ends.push(None);
                    self.strong += 1;
                }
            }
            // A picture in a text is its description, and leads to the picture.
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.url = link::lead(&dest_url);
                self.bare_link = Some(link::printed(&dest_url));
            }
            Tag::Heading { .. } => {
                self.begin(OpenKind::Heading);
                self.strong += 1;
            }
            Tag::List(start) => self.begin(OpenKind::List(start)),
            Tag::Item => self.begin(OpenKind::Item),
            Tag::BlockQuote(_) => self.begin(OpenKind::Quote),
            Tag::CodeBlock(kind) => {
                self.begin(OpenKind::Code);
                if let CodeBlockKind::Fenced(_) = kind {
                    self.last_end = range.start;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => match self.literal_ends.pop().flatten() {
                Some(delimiter) => self.push_text(&delimiter),
                None if tag == TagEnd::Strong => self.strong -= 1,
                None => self.emphasis -= 1,
            },
            TagEnd::Link | TagEnd::Image => {
                // A link without a text shows its address.
                if let Some(address) = self.bare_link.take() {
                    self.push_text(&address);
                }
                self.url = None;
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.strong -= 1;
                self.end_block();
            }
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::CodeBlock => {
                self.end_block();
            }
            _ => {}
        }
    }

    /// Whether the emphasis of `range` touches letters or digits of a script that sets blanks
    /// between words: then its `width` characters at both ends are text. One side is enough for
    /// `*`, as `CommonMark` has it for `_`.
    fn is_inside_word(&self, range: &Range<usize>, width: usize) -> bool {
        let touches = |character: Option<char>| {
            character.is_some_and(|character| character.is_alphanumeric() && !is_cjk(character))
        };
        let before = touches(self.text[..range.start].chars().next_back());
        let after = touches(self.text[range.end..].chars().next());
        if width == 1 { before || after } else { before && after }
    }

    fn push_literal(&mut self, delimiter: &str) {
        self.literal_ends.push(Some(delimiter.to_owned()));
        self.push_text(delimiter);
    }

    /// The characters of `range` as they were written, together with a backslash before them that
    /// escapes nothing one would escape in a resume.
    fn push_source(&mut self, range: &Range<usize>) {
        let written = &self.text[range.clone()];
        let escaped = range.start > 0
            && self.last_end < range.start
            && self.text[..range.start].ends_with('\\')
            && !written.starts_with(['*', '_', '`', '[', ']', '<', '#', '-', '+', '>']);
        if escaped {
            self.push_text("\\");
        }
        self.push_text(written);
    }

    fn in_code(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: OpenKind::Code, .. }))
    }

    fn styled(&self, text: String) -> Run {
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        Run { text, strong, emphasis, url: self.url.clone(), ..Run::default() }
    }

    fn push_text(&mut self, text: &str) {
        self.push_run(self.styled(text.to_owned()));
    }

    fn push_run(&mut self, mut run: Run) {
        self.bare_link = None;
        if run.text.contains('\t') {
            run.text = run.text.replace('\t', if self.in_code() { "    " } else { " " });
        }
        if let Some(open) = self.open.last_mut() {
            open.runs.push(run);
        }
    }

    fn begin(&mut self, kind: OpenKind) {
        self.end_paragraph();
        if self.open.len() > MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.open.push(Open { kind, ..Open::default() });
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(open) = self.open.last_mut()
            && !open.runs.is_empty()
        {
            let mut runs = merge(std::mem::take(&mut open.runs));
            if let Some(last) = runs.last_mut() {
                last.text.truncate(last.text.trim_end().len());
            }
            runs.retain(|run| !run.text.is_empty());
            if !runs.is_empty() {
                open.blocks.push(Block::Paragraph { runs });
            }
        }
    }

    fn end_block(&mut self) {
        if !self.in_code() {
            self.end_paragraph();
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(ended) = self.open.pop() else { return };
        let Some(around) = self.open.last_mut() else { return };
        match ended.kind {
            OpenKind::Item => around.items.push(ended.blocks),
            OpenKind::List(start) => {
                around.blocks.push(Block::List { start, items: ended.items });
            }
            OpenKind::Quote => around.blocks.push(Block::Quote { blocks: ended.blocks }),
            OpenKind::Code => {
                let text = ended.runs.into_iter().map(|run| run.text).collect();
                around.blocks.push(Block::Code { text });
            }
            OpenKind::Root | OpenKind::Heading => around.blocks.extend(ended.blocks),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.too_deep = 0;
        while self.open.len() > 1 {
            self.end_block();
        }
        self.end_paragraph();
        self.open.pop().map(|root| root.blocks).unwrap_or_default()
    }
}

/// Puts the text of `block` behind `runs`, on a line of its own.
pub(super) fn flatten(block: Block, runs: &mut Inline) {
    if !runs.is_empty() {
        runs.push(Run::plain("\n"));
    }
    match block {
        Block::Paragraph { runs: more } => runs.extend(more),
        Block::Code { text } => runs.push(Run { code: true, ..Run::plain(text) }),
        Block::Quote { blocks } => blocks.into_iter().for_each(|block| flatten(block, runs)),
        Block::List { items, .. } => {
            items.into_iter().flatten().for_each(|block| flatten(block, runs));
        }
    }
}

/// Joins neighbours of equal style, and then makes links of bare addresses.
pub(super) fn merge(runs: Inline) -> Inline {
    let mut merged: Inline = Vec::with_capacity(runs.len());
    for run in runs {
        match merged.last_mut() {
            Some(last) if same_style(last, &run) => last.text.push_str(&run.text),
            _ => merged.push(run),
        }
    }
    merged.into_iter().flat_map(link::autolink).collect()
}

fn same_style(one: &Run, other: &Run) -> bool {
    let style = |run: &Run| (run.strong, run.emphasis, run.code, run.whole);
    style(one) == style(other) && one.url == other.url && !one.whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain_text;

    #[test]
    fn what_only_looks_like_markup_is_printed_as_written() {
        for text in [
            "C#",
            "2*3*4",
            "5*x and 3*y",
            "2**3**4",
            "snake_case_name",
            "#hashtag",
            "# not a heading in a line",
            "AT&T <R&D>",
            "&amp; &copy;",
            "<b>bold</b> <script>alert(1)</script>",
            "$5 & 50%",
            "C:\\Users\\me",
            "\\\\server\\share",
            "- dash",
            "+30% revenue",
            "1. first",
            "> quoted",
            "====",
            "[x]: http://example.org",
            "#read(\"/etc/passwd\")",
            "\\input{/etc/passwd}",
            "a | b",
            "~tilde~ ~~struck~~",
        ] {
            assert_eq!(plain_text(&inline(text)), text);
        }
    }

    #[test]
    fn styles_are_found_beside_han_too() {
        let runs = inline("这是**重点**内容，*强调*与`code`");
        let strong: Vec<&str> =
            runs.iter().filter(|run| run.strong).map(|run| run.text.as_str()).collect();
        assert_eq!(strong, ["重点"]);
        assert!(runs.iter().any(|run| run.emphasis && run.text == "强调"));
        assert!(runs.iter().any(|run| run.code && run.text == "code"));
        assert_eq!(plain_text(&runs), "这是重点内容，强调与code");
    }

    #[test]
    fn lists_nest() {
        let blocks = blocks("Intro:\n\n- one\n  - deep\n- two\n\n3. three");
        let Block::List { start: None, items } = &blocks[1] else { panic!("{blocks:?}") };
        assert_eq!(items.len(), 2);
        assert!(matches!(&items[0][1], Block::List { items, .. } if items.len() == 1));
        assert!(matches!(&blocks[2], Block::List { start: Some(3), .. }));
    }

    /// How deep quotations and lists are nested.
    fn depth(blocks: &[Block]) -> usize {
        let inner = blocks.iter().map(|block| match block {
            Block::Quote { blocks } => 1 + depth(blocks),
            Block::List { items, .. } => {
                1 + items.iter().map(|item| depth(item)).max().unwrap_or(0)
            }
            Block::Paragraph { .. } | Block::Code { .. } => 0,
        });
        inner.max().unwrap_or(0)
    }

    #[test]
    fn nesting_ends_somewhere() {
        let quotes = blocks(&format!("{}end", "> ".repeat(100_000)));
        let lists: Vec<_> = (0..500).map(|depth| "  ".repeat(depth) + "- a\n").collect();
        let lists = lists.concat();
        let lists = blocks(&lists);
        assert_eq!((depth(&quotes), depth(&lists)), (MAX_DEPTH, MAX_DEPTH / 2));
        assert!(format!("{quotes:?}").contains("end"), "what is deep is printed all the same");
    }

    #[test]
    fn escapes_work_where_one_needs_them() {
        assert_eq!(plain_text(&inline("\\*literal\\* and \\_")), "*literal* and _");
    }
}
