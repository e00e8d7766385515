//! Texts of a line, and runs and blocks of the document, as LaTeX source.

use super::body::mm;
use super::escape;
use super::fonts::Fonts;
use super::target::target;
use crate::document::{Block, Inline, Run, RunPicture};
use crate::script::{is_han, is_kana};
use crate::sheet::{LineText, MarkShape};
use crate::write::is_chip;
use std::fmt::Write;

/// A text of a sheet. `separator`: what the language puts between two loosely joined parts.
pub(super) fn text(text: &LineText, fonts: &Fonts) -> String {
    match text {
        LineText::Plain(words) => escape::text(words, fonts),
        LineText::Runs(runs) => inline(runs, fonts),
        LineText::Styled(style, body) if style == "date" => date(body, fonts),
        LineText::Styled(style, body) => styled(style, &self::text(body, fonts)),
        LineText::Parts(parts, between) => joined(parts, &self::text(between, fonts), fonts),
        LineText::Address { url, text, .. } => address(url.as_deref(), text, fonts),
        LineText::Separator => "\\and".to_owned(),
        LineText::Space(0.0) => " ".to_owned(),
        LineText::Space(more) => format!(" {}", fonts.space(*more)),
        LineText::Date(body) => self::text(body, fonts),
        LineText::Padded(width, body) => {
            format!("\\cvpadded{{{}}}{{{}}}", mm(*width), self::text(body, fonts))
        }
        LineText::Chips(chips) => {
            let chip = |line: &Inline| {
                let words = inline(line, fonts);
                if is_chip(line) { styled("chip", &words) } else { words }
            };
            chips.iter().map(chip).collect::<Vec<_>>().join(" ")
        }
        LineText::Marks(count, shape) => {
            let shape = match shape {
                MarkShape::Dots => "dots",
                MarkShape::Bars => "bars",
            };
            format!("\\cvmarks{{{shape}}}{{{count}}}")
        }
        LineText::Unbroken(body) => format!("\\cvwhole{{{}}}", self::text(body, fonts)),
    }
}

/// Parts of a line with `between` between each two. Neighbours of one look are one text.
fn joined(parts: &[LineText], between: &str, fonts: &Fonts) -> String {
    let mut out = String::new();
    let mut rest = parts;
    while let Some((part, after)) = rest.split_first() {
        if rest.len() < parts.len() {
            push(between, &mut out);
        }
        let is_one = |it: &&LineText| between.is_empty() && is_alike(part, it);
        let (alike, after) = after.split_at(after.iter().take_while(is_one).count());
        rest = after;
        let source = match part {
            LineText::Styled(style, body) if !alike.is_empty() => {
                let bodies = alike.iter().filter_map(|it| match it {
                    LineText::Styled(_, body) => Some(text(body, fonts)),
                    _ => None,
                });
                styled(style, &(text(body, fonts) + &bodies.collect::<String>()))
            }
            part => text(part, fonts),
        };
        push(&source, &mut out);
    }
    out
}

/// `source` behind `out`, whose last command must not run into it.
fn push(source: &str, out: &mut String) {
    let name = out.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let ends_in_command = name.len() < out.len() && name.ends_with('\\');
    // Han are letters to TeX, too.
    if ends_in_command && source.starts_with(|it: char| it.is_alphabetic() || it == ' ') {
        out.push_str("{}");
    }
    out.push_str(source);
}

/// A length or share without needless figures.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// What a run in a style of a theme's own is, and that it has a look of its own.
const MEANINGS: [(&str, &str); 9] = [
    (OWN_TITLE, "title"),
    (OWN_ROLE_TITLE, "title"),
    ("when", "date"),
    ("employer", "title"),
    ("role-name", "position"),
    ("degree", "position"),
    ("duty", "position"),
    ("grade", "position"),
    ("source", "place"),
];

/// A title in the head of a position, where the class takes titles for those of positions.
pub(super) const OWN_TITLE: &str = "own title";

/// The title of a position in the head of an entry, where the class takes titles for those of entries.
pub(super) const OWN_ROLE_TITLE: &str = "own role-title";

/// A text in which the style `from` is called `to`.
pub(super) fn renamed(text: &LineText, from: &str, to: &str) -> LineText {
    let again = |text: &LineText| Box::new(renamed(text, from, to));
    match text {
        LineText::Styled(style, body) => {
            let style = if style == from { to } else { style };
            LineText::Styled(style.to_owned(), again(body))
        }
        LineText::Parts(parts, between) => {
            let parts = parts.iter().map(|part| renamed(part, from, to)).collect();
            LineText::Parts(parts, between.clone())
        }
        LineText::Date(body) => LineText::Date(again(body)),
        LineText::Padded(width, body) => LineText::Padded(*width, again(body)),
        LineText::Unbroken(body) => LineText::Unbroken(again(body)),
        other => other.clone(),
    }
}

/// The runs that have a command of their own.
const RUNS: [&str; 6] = ["headline", "title", "position", "place", "date", "label"];

/// A text in a style: `\\cvtitle{…}`, or `\\cvtitle[employer]{…}` where a theme has a look of its own for it.
fn styled(style: &str, body: &str) -> String {
    if body.is_empty() || style == "text" {
        return body.to_owned();
    }
    // The class knows these by what they are in: a position, the head of an entry, a term.
    let style = match style {
        "role-title" => "title",
        "aside" => "place",
        "level" => "position",
        style => style,
    };
    if RUNS.contains(&style) {
        return format!("\\cv{style}{{{body}}}");
    }
    let name = style.strip_prefix("own ").unwrap_or(style);
    format!("\\cv{}[{name}]{{{body}}}", meaning(style))
}

fn meaning(style: &str) -> &'static str {
    let known = MEANINGS.iter().find(|(name, _)| *name == style);
    known.map_or("label", |(_, command)| command)
}

/// Whether two texts are runs of one look.
fn is_alike(one: &LineText, other: &LineText) -> bool {
    let (LineText::Styled(one, _), LineText::Styled(other, _)) = (one, other) else { return false };
    one == other && one != "text"
}

/// A date, where it has a place of its own.
pub(super) fn date(body: &LineText, fonts: &Fonts) -> String {
    match body {
        LineText::Date(body) => date(body, fonts),
        LineText::Styled(style, _) if style == "date" || meaning(style) == "date" => {
            text(body, fonts)
        }
        other => styled("date", &text(other, fonts)),
    }
}

/// An address as it is printed, and where it leads.
fn address(url: Option<&str>, text: &str, fonts: &Fonts) -> String {
    let shown = escape::plain(text);
    match url {
        Some(url) if !text.contains(' ') => format!("\\cvlink{{{}}}{{{shown}}}", target(url)),
        url => format!(
            "\\cvlink{{{}}}{{{}}}",
            url.map(target).unwrap_or_default(),
            escape::text(text, fonts)
        ),
    }
}

/// Text within a line.
pub(super) fn inline(runs: &[Run], fonts: &Fonts) -> String {
    let is_ragged = runs.first().is_some_and(|run| run.ragged);
    let mut out = String::from(if is_ragged { "\\cvragged{}" } else { "" });
    // Neighbours that are whole are one piece.
    let is_piece = |group: &[Run]| {
        let has = |of: fn(char) -> bool| group.iter().any(|run| run.text.contains(of));
        let counts = has(|c| c.is_ascii_digit()) && has(|c| is_han(c) || is_kana(c));
        // Within a command xeCJK does not see that it is the last line.
        let ends = group.iter().any(|run| run.strong || run.emphasis) && has(is_han);
        group[0].whole && (counts || ends || has(|c| matches!(c, '/' | '-' | '–')))
    };
    for group in runs.chunk_by(|one, other| one.whole && other.whole) {
        // A figure and its counter are one piece, and what has a sign at which lines may end; elsewhere a tie is a
        // blank at which no line ends.
        if is_piece(group) {
            let (group, marks) = without_marks(group);
            let _ = write!(out, "\\cvwhole{{{}}}{marks}", styled_runs(&group, false, fonts));
        } else {
            out.push_str(&styled_runs(group, true, fonts));
        }
    }
    // The end of this item is on one page with the beginning of the next.
    if runs.first().is_some_and(|run| run.room.is_some()) {
        out.push_str("\\nopagebreak");
    }
    out
}

/// The runs of a piece, and the mark of Han at its end: no line begins with one anyway, but at the end of a line
/// it is half as wide, which it cannot be within the piece.
fn without_marks(group: &[Run]) -> (Vec<Run>, String) {
    const MARKS: [char; 10] = ['。', '，', '；', '：', '、', '！', '？', '）', '」', '』'];
    let mut group = group.to_vec();
    let mut marks = String::new();
    let is_plain = |run: &&mut Run| !(run.strong || run.emphasis || run.code || run.url.is_some());
    while let Some(last) = group.last_mut().filter(is_plain) {
        let kept = last.text.trim_end_matches(MARKS).len();
        marks.insert_str(0, &last.text[kept..]);
        last.text.truncate(kept);
        if kept > 0 {
            break;
        }
        group.pop();
    }
    (group, marks)
}

/// Each run in its style. `ties`: no line ends at the blanks of what is whole.
fn styled_runs(runs: &[Run], ties: bool, fonts: &Fonts) -> String {
    let mut out = String::new();
    for run in runs {
        let escaped = if run.code { escape::code } else { escape::text };
        let mut body = escaped(&run.text, fonts);
        if let Some(picture) = &run.picture {
            body = self::picture(picture, fonts);
        }
        if ties && run.whole {
            body = body.replace(' ', "~");
        }
        if run.code {
            body = format!("\\texttt{{{body}}}");
        }
        if run.emphasis {
            body = format!("\\emph{{{body}}}");
        }
        if run.strong {
            body = format!("\\textbf{{{body}}}");
        }
        let url = run.url.as_deref().filter(|url| !url.is_empty());
        match url {
            Some(url) => out.push_str(&link(url, &body)),
            None => out.push_str(&body),
        }
    }
    out
}

/// How high the picture is that a line begins with, as a share of the size of the text; 0 without one.
pub(super) fn picture_height(line: &LineText) -> f64 {
    let LineText::Runs(runs) = line else { return 0.0 };
    let picture = runs.first().and_then(|run| run.picture.as_ref());
    picture.map_or(0.0, |picture| f64::from(picture.height) / 1000.0)
}

/// A picture and the blank behind it; nothing if there is no file of it.
fn picture(picture: &RunPicture, fonts: &Fonts) -> String {
    let Some(file) = fonts.pictures.get(&picture.name) else { return String::new() };
    let em = |length: f64| number(length / 1000.0);
    format!(
        "\\cvpicture{{{file}}}{{{}}}{{{}}}{{{}}}",
        em(picture.width.into()),
        em(picture.height.into()),
        em(picture.drop.into())
    )
}

/// `body`, which is LaTeX source, as a link.
pub(super) fn link(url: &str, body: &str) -> String {
    format!("\\href{{{}}}{{{body}}}", target(url))
}

/// Paragraphs, lists, code and quotations. `before_list`: bullets come after them.
pub(super) fn blocks(blocks: &[Block], before_list: bool, fonts: &Fonts) -> String {
    let mut out = String::new();
    for (number, block) in blocks.iter().enumerate() {
        let next = blocks.get(number + 1);
        if number > 0 && is_paragraph(block) {
            out.push('\n');
        }
        push_block(block, fonts, &mut out);
        let list_follows = next.map_or(before_list, |next| matches!(next, Block::List { .. }));
        // "These are:" is not left behind when its list goes to the next page.
        if list_follows && announces(block) {
            out.truncate(out.trim_end().len());
            out.push_str("\\nopagebreak\n");
        }
    }
    out
}

fn is_paragraph(block: &Block) -> bool {
    matches!(block, Block::Paragraph { .. })
}

/// Whether a paragraph announces what comes after it.
fn announces(block: &Block) -> bool {
    let Block::Paragraph { runs } = block else { return false };
    runs.last().is_some_and(|run| run.text.ends_with([':', '：']))
}

fn push_block(block: &Block, fonts: &Fonts, out: &mut String) {
    match block {
        Block::Paragraph { runs } => {
            out.push_str(&sentences(&inline(runs, fonts)));
            out.push('\n');
        }
        Block::List { start, items } => {
            let items: Vec<String> = items.iter().map(|item| blocks(item, false, fonts)).collect();
            out.push_str(&list(*start, &items));
        }
        Block::Code { text } => {
            // Nothing within says where it ends.
            let text = escape::clean(text).replace("\\end{verbatim}", "\\end {verbatim}");
            let _ = write!(
                out,
                "\\begin{{verbatim}}\n{}\n\\end{{verbatim}}\n",
                text.trim_end_matches('\n')
            );
        }
        Block::Quote { blocks: quoted } => out.push_str(&quote(quoted, fonts)),
    }
}

/// What somebody said.
pub(super) fn quote(quoted: &[Block], fonts: &Fonts) -> String {
    format!("\\begin{{quote}}\n{}\\end{{quote}}\n", indented(&blocks(quoted, false, fonts)))
}

/// A list of items that are LaTeX source; numbered from `start`, or with bullets.
pub(super) fn list(start: Option<u64>, items: &[String]) -> String {
    let name = if start.is_some() { "enumerate" } else { "itemize" };
    let mut out = format!("\\begin{{{name}}}\n");
    if let Some(start @ 2..) = start {
        let _ = writeln!(out, "  \\setcounter{{enumi}}{{{}}}", start - 1);
    }
    for item in items {
        let item = indented(item);
        let _ = writeln!(out, "  \\item {}", item.trim());
    }
    let _ = writeln!(out, "\\end{{{name}}}");
    out
}

/// The lines of `source`, two blanks further right; those of code stay where they are.
pub(super) fn indented(source: &str) -> String {
    let mut is_code = false;
    let mut out = String::with_capacity(source.len() + source.len() / 20);
    for line in source.lines() {
        is_code &= line != "\\end{verbatim}";
        if !line.is_empty() && !is_code {
            out.push_str("  ");
        }
        out.push_str(line);
        out.push('\n');
        is_code |= line == "\\begin{verbatim}";
    }
    out
}

/// A paragraph with a line for each sentence, so that a change is a change of one line.
fn sentences(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    let mut depth = 0_i32;
    let mut rest = paragraph.chars().peekable();
    let mut word = 0;
    while let Some(character) = rest.next() {
        depth += match character {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        let ends = out.ends_with(['.', '!', '?']) && word > 3;
        let begins = rest.peek().is_some_and(|next| next.is_uppercase());
        if character == ' ' && depth == 0 && ends && begins {
            out.push('\n');
        } else {
            out.push(character);
        }
        word = if character == ' ' { 0 } else { word + 1 };
    }
    out
}
