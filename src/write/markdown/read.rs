//! What a reader of `CommonMark` makes of a line of Markdown.

use crate::document::Run;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// The runs of `markdown`, which is to be one paragraph or one heading; nothing if it is anything else.
pub(super) fn runs(markdown: &str) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut style = Run::default();
    let mut depth = 0_usize;
    let mut blocks = 0_usize;
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => blocks += 1,
            Event::Start(Tag::Strong) => {
                depth += 1;
                style.strong = true;
            }
            Event::Start(Tag::Emphasis) => {
                depth += 1;
                style.emphasis = true;
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                style.url = Some(format!("{scheme}{dest_url}"));
            }
            Event::End(TagEnd::Strong) => style.strong = false,
            Event::End(TagEnd::Emphasis) => style.emphasis = false,
            Event::End(TagEnd::Link) => style.url = None,
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {}
            Event::Text(text) => push(&mut runs, &style, &text),
            Event::Code(text) => push(&mut runs, &Run { code: true, ..style.clone() }, &text),
            Event::SoftBreak | Event::HardBreak => push(&mut runs, &style, "\n"),
            _ => return None,
        }
    }
    (blocks <= 1 && depth < 1_000).then_some(runs)
}

/// Puts a text behind the runs, into the last one if it has the same style.
pub(super) fn push(runs: &mut Vec<Run>, style: &Run, text: &str) {
    match runs.last_mut() {
        Some(last) if is_alike(last, style) => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(Run { text: text.to_owned(), whole: false, at: None, ..style.clone() }),
    }
}

fn is_alike(one: &Run, other: &Run) -> bool {
    one.strong == other.strong
        && one.emphasis == other.emphasis
        && one.code == other.code
        && one.url == other.url
}
