//! Brackets that are not closed, or by others.

use super::tokens::{Kind, tokens};
use crate::read::fault::Mending;

/// A bracket that is not closed, or by another one.
pub(super) fn unclosed(texts: &[String], stopped: usize, found: &mut Vec<Mending>) {
    let mut open: Vec<(usize, usize, char)> = Vec::new();
    // The last bracket closed behind something, on another line than it was opened on.
    let mut behind: Option<(usize, usize, char)> = None;
    for (at, text) in texts.iter().enumerate() {
        for token in tokens(text) {
            let Kind::Sign(sign) = token.kind else { continue };
            match sign {
                '[' | '{' => open.push((at, token.span.start, sign)),
                ']' | '}' => {
                    let Some((line, column, opened)) = open.pop() else { continue };
                    let is_pair = (opened == '[') == (sign == ']');
                    if is_pair && line != at && !text[..token.span.start].trim().is_empty() {
                        behind = Some((at, token.span.start, sign));
                    }
                    if !is_pair {
                        let early = behind.filter(|(_, _, closed)| *closed == sign);
                        for (line, column, _) in
                            [early, Some((at, token.span.start, sign))].into_iter().flatten()
                        {
                            let text = &texts[line];
                            found.push(Mending {
                                line,
                                span: column..column + 1,
                                edited: line,
                                text: format!("{}{}", &text[..column], &text[column + 1..]),
                                joined: 0,
                                message: format!("`{sign}` closes nothing"),
                                hint: Some("take it out".to_owned()),
                                rank: 1,
                            });
                        }
                        let right = if opened == '[' { ']' } else { '}' };
                        let message = format!("`{opened}` is closed by `{sign}`");
                        let edit = |new: String| {
                            format!("{}{new}{}", &text[..token.span.start], &text[token.span.end..])
                        };
                        let mending = |line, span, text| Mending {
                            line,
                            span,
                            edited: at,
                            text,
                            joined: 0,
                            message: message.clone(),
                            hint: Some(format!("close it by `{right}`")),
                            rank: 1,
                        };
                        found.push(mending(at, token.span.clone(), edit(right.to_string())));
                        found.push(mending(
                            line,
                            column..column + 1,
                            edit(format!("{right}{sign}")),
                        ));
                        return;
                    }
                }
                _ => {}
            }
        }
        if at > stopped + 1 {
            return;
        }
    }
    let Some((line, column, opened)) = open.last().copied() else { return };
    let Some(last) = texts.iter().rposition(|text| !text.trim().is_empty()) else { return };
    let missing: String =
        open.iter().rev().map(|(_, _, open)| if *open == '[' { ']' } else { '}' }).collect();
    let text = format!("{}{missing}", texts[last].trim_end().trim_end_matches(','));
    found.push(Mending {
        line,
        span: column..column + 1,
        edited: last,
        text,
        joined: 0,
        message: format!("`{opened}` is not closed"),
        hint: Some(format!("add `{missing}` at the end")),
        rank: 0,
    });
}
