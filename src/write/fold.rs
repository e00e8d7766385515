//! Lines a person can read: folded where a line break means nothing to LaTeX.

/// No line is longer, where it can be helped, in characters.
const WIDTH: usize = 100;

/// What is printed as a place to break a line, and is one in the source as well.
const MAY_BREAK: &str = "\\allowbreak{}";
const SLASH: &str = "\\slash{}";

/// Blanks and empty lines tidied, long lines folded.
pub(super) fn fold(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 16);
    let mut empty = true;
    for line in source.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            if !empty {
                out.push('\n');
            }
            empty = true;
            continue;
        }
        empty = false;
        let has_comment = line.starts_with('%') || line.replace("\\%", "").contains('%');
        if line.len() <= WIDTH || has_comment {
            out.push_str(line);
        } else {
            fold_line(line, &mut out);
        }
        out.push('\n');
    }
    out
}

fn fold_line(line: &str, out: &mut String) {
    let indent: String = line.chars().take_while(|character| *character == ' ').collect();
    // What goes on stands two blanks further right than the item or command that it belongs to.
    let next_indent =
        if line.trim_start().starts_with('\\') { format!("{indent}  ") } else { indent.clone() };
    let mut rest = line.trim_start();
    let mut current = indent.as_str();
    loop {
        let room = WIDTH.saturating_sub(width(current));
        out.push_str(current);
        let Some((head, tail, ending)) = cut(rest, room) else {
            out.push_str(rest);
            return;
        };
        out.push_str(head);
        out.push_str(ending);
        out.push('\n');
        rest = tail;
        current = &next_indent;
    }
}

/// Cuts `text` within `room`, or at the first place after it; the ending is `%` where there was no
/// blank to begin with.
fn cut(text: &str, room: usize) -> Option<(&str, &str, &'static str)> {
    if width(text) <= room {
        return None;
    }
    let mut best = None;
    let mut used = 0;
    let mut previous = ' ';
    for (at, character) in text.char_indices() {
        let place = if character == ' ' && previous != '\\' {
            Some((&text[..at], &text[at + 1..], ""))
        } else if is_wide(previous) && is_wide(character)
            || previous == '}' && character == '{'
            || [MAY_BREAK, SLASH].iter().any(|command| text[..at].ends_with(command))
        {
            Some((&text[..at], &text[at..], "%"))
        } else {
            None
        };
        let place = place.filter(|(head, tail, _)| !head.is_empty() && !tail.is_empty());
        if place.is_some() && (used < room || best.is_none()) {
            best = place;
        }
        used += if is_wide(character) { 2 } else { 1 };
        if used > room && best.is_some() {
            break;
        }
        previous = character;
    }
    best
}

fn is_wide(character: char) -> bool {
    super::fonts::is_han(character)
}

fn width(text: &str) -> usize {
    text.chars().map(|character| if is_wide(character) { 2 } else { 1 }).sum()
}
