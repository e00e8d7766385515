//! Plain text: lines, bullets, and titles with a line below them.

use super::{DocumentReader, Hyperlink, Passage, PassageKind, Reading, decoded};
use crate::diagnostic::Diagnostic;
use linkify::{LinkFinder, LinkKind};

/// Plain text.
pub const PLAIN: DocumentReader = DocumentReader {
    name: "text",
    endings: &["txt", "text"],
    recognises: |_| false,
    parse,
    is_plain: true,
};

/// What people begin items of a list with.
const BULLETS: [char; 18] =
    ['•', '-', '*', '–', '—', '◦', '·', '●', '○', '▪', '■', '□', '‣', '►', '➢', '➤', '✓', '◆'];

#[expect(clippy::unnecessary_wraps, reason = "readers of other formats may find none")]
fn parse(_: &str, bytes: &[u8]) -> Result<Reading, Diagnostic> {
    let text = decoded(bytes, None);
    let mut reading = Reading { links: links(&text), ..Reading::default() };
    let mut lines = text.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        let own = line.trim_start();
        let below = lines.peek().copied().unwrap_or_default();
        let under = below.chars().next().filter(|sign| {
            "=-".contains(*sign) && below.len() > 2 && below.chars().all(|c| c == *sign)
        });
        if own.is_empty() {
            continue;
        }
        if let Some(under) = under {
            lines.next();
            let kind = PassageKind::Heading(if under == '=' { 1 } else { 2 });
            reading.parts.push(Passage { kind, text: own.to_owned() });
            continue;
        }
        let item = own.strip_prefix(BULLETS).and_then(|it| it.strip_prefix([' ', '\t', '\u{a0}']));
        match reading.parts.last_mut().filter(|last| last.kind == PassageKind::Item) {
            // More of the bullet above.
            Some(last) if line.starts_with("  ") && item.is_none() => {
                last.text.push(' ');
                last.text.push_str(own);
            }
            _ => {
                let kind = if item.is_some() { PassageKind::Item } else { PassageKind::Text };
                let text = item.map_or(own, str::trim_start).to_owned();
                reading.parts.push(Passage { kind, text });
            }
        }
    }
    Ok(reading)
}

/// The addresses in a text.
pub(super) fn links(text: &str) -> Vec<Hyperlink> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    let link = |found: linkify::Link<'_>| {
        let text = found.as_str().to_owned();
        let is_mail = *found.kind() == LinkKind::Email;
        let url = if is_mail { format!("mailto:{text}") } else { text.clone() };
        Hyperlink { url, text }
    };
    finder.links(text).map(link).collect()
}
