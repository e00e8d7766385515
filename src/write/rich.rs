//! Runs and blocks as LaTeX source.

use super::escape;
use super::fonts::Fonts;
use super::target::target;
use crate::document::{Block, Run};
use std::fmt::Write;

/// Text within a line.
pub(super) fn inline(runs: &[Run], fonts: &Fonts) -> String {
    let mut out = String::new();
    for run in runs {
        let mut body = if run.code {
            format!("\\cvcode{{{}}}", escape::text(&run.text, fonts))
        } else {
            let body = escape::text(&run.text, fonts);
            // A tie is a blank that no line ends at, and comes out of the PDF as a blank.
            if run.whole { body.replace(' ', "~") } else { body }
        };
        if run.emphasis {
            body = format!("\\emph{{{body}}}");
        }
        if run.strong {
            body = format!("\\textbf{{{body}}}");
        }
        match run.url.as_deref().filter(|url| !url.is_empty()) {
            Some(url) => out.push_str(&link(url, &body)),
            None => out.push_str(&body),
        }
    }
    out
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
        if number > 0 && is_paragraph(block) && is_paragraph(&blocks[number - 1]) {
            out.push('\n');
        }
        push(block, fonts, &mut out);
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

fn push(block: &Block, fonts: &Fonts, out: &mut String) {
    match block {
        Block::Paragraph { runs } => {
            out.push_str(&inline(runs, fonts));
            out.push('\n');
        }
        Block::List { start, items } => {
            let items: Vec<String> = items.iter().map(|item| blocks(item, false, fonts)).collect();
            out.push_str(&list(*start, &items));
        }
        Block::Code { text } => {
            out.push_str("\\begin{cvlisting}\n");
            for line in text.trim_end_matches('\n').split('\n') {
                let _ = writeln!(out, "  \\cvcodeline{{{}}}", escape::verbatim(line, fonts));
            }
            out.push_str("\\end{cvlisting}\n");
        }
        Block::Quote { blocks: quoted } => {
            let _ = write!(
                out,
                "\\begin{{cvquote}}\n{}\\end{{cvquote}}\n",
                indented(&blocks(quoted, false, fonts))
            );
        }
    }
}

/// A list of items that are LaTeX source; numbered from `start`, or with bullets.
pub(super) fn list(start: Option<u64>, items: &[String]) -> String {
    let (name, arguments) = match start {
        None => ("cvitems", String::new()),
        Some(start) => {
            let last = start.saturating_add(items.len().saturating_sub(1) as u64);
            ("cvnumbers", format!("{{{start}}}{{{last}}}"))
        }
    };
    let mut out = format!("\\begin{{{name}}}{arguments}\n");
    for item in items {
        let item = indented(item);
        let _ = writeln!(out, "  \\item {}", item.trim());
    }
    let _ = writeln!(out, "\\end{{{name}}}");
    out
}

/// The lines of `source`, two blanks further right.
fn indented(source: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") };
    source.lines().map(line).collect()
}
