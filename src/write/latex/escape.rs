//! Text as LaTeX source that prints exactly that text.
//!
//! Takes any string, gives source for three places: running text; texts of the PDF itself (title); and
//! text whose blanks count. Whatever the string says, it is printed and never obeyed. Where lines may
//! break within a word is known to the class, not to the source.

use super::fonts::Fonts;
use hypher::Lang;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_normalization::UnicodeNormalization;

/// A word longer than any line, in characters: it gets places where it may break.
const GIANT_WORD: usize = 60;

/// From how many characters on a word may be parted by hyphens, as `text.typ` has it.
const LONG_WORD: usize = 27;

/// Where a line may break without a trace.
const MAY_BREAK: &str = "\\allowbreak{}";

/// Running text. `\n` ends a line.
pub(super) fn text(text: &str, fonts: &Fonts) -> String {
    lines(text, fonts, fonts.hyphens)
}

/// Code within running text: no word of it is parted by a hyphen.
pub(super) fn code(text: &str, fonts: &Fonts) -> String {
    lines(text, fonts, None)
}

fn lines(text: &str, fonts: &Fonts, hyphens: Option<Lang>) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            // Nothing ends where no line has begun.
            out.push_str(if out.is_empty() { "\\leavevmode\\\\\n" } else { "\\\\\n" });
        }
        running(line, fonts, hyphens, &mut out);
    }
    // The blank between two sentences is a text of its own.
    if out.is_empty() && text == " " { text } else { out }
}

/// Text outside the page, or in one piece: the title of the file.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    clean(text).chars().for_each(|character| push(character, &mut out));
    out.replace('\n', " ")
}

/// Composed characters; blanks of one kind; nothing that is not text.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().filter_map(|character| match character {
        '\n' => Some('\n'),
        '\u{2028}' | '\u{2029}' | '\t' | '\u{b}' | '\u{c}' | '\r' => Some(' '),
        _ if character.is_control() || is_no_sign(character) => None,
        _ => Some(character),
    });
    kept.nfc().collect()
}

/// What is no sign of its own. Soft hyphens would come back from the page as hyphens or worse.
fn is_no_sign(character: char) -> bool {
    matches!(u32::from(character),
        0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f
        | 0xfe00..=0xfe0f | 0xfeff | 0xfff9..=0xfffb | 0xfffe | 0xffff | 0xe0000..=0xe0fff)
}

/// A line of text. A blank at which Unicode lets no line end, such as before `»`, is a tie, and so is one
/// between two Han, where LaTeX would drop it.
fn running(line: &str, fonts: &Fonts, hyphens: Option<Lang>, out: &mut String) {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(line).collect();
    let mut before = None;
    let (mut blanks, mut rest) = (0, line);
    loop {
        let end = rest.find(' ').unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if let Some(first) = part.chars().next() {
            let at = line.len() - rest.len();
            if blanks > 0 {
                let joins = before.is_some_and(|last| fonts.joins(last, first));
                let is_tie = joins || before.is_some() && !ends.contains(&at);
                out.push(if is_tie { '~' } else { ' ' });
            }
            word(part, hyphens, out);
            before = part.chars().next_back();
            blanks = 0;
        }
        let Some(next) = after.strip_prefix(' ') else { break };
        blanks += 1;
        rest = next;
    }
    if blanks > 0 && !out.is_empty() {
        out.push(' ');
    }
}

/// A text without blanks. What follows `\\`, `\item` or a command may take its first sign for its own.
fn word(part: &str, hyphens: Option<Lang>, out: &mut String) {
    let is_first = out.is_empty() || out.ends_with('\n');
    let is_han = crate::script::is_wide;
    let mut giant_until = 0;
    for (at, character) in part.char_indices() {
        if at == 0 && is_first && matches!(character, '[' | '*') {
            out.extend(['{', character, '}']);
            continue;
        }
        if at >= giant_until && !is_han(character) {
            let run = part[at..].find(is_han).unwrap_or(part.len() - at);
            // The class knows of breaks behind these.
            let mut pieces = part[at..at + run].split(['/', '-', '–', '—']);
            let is_giant = pieces.any(|piece| piece.chars().count() >= GIANT_WORD);
            giant_until = at + run;
            let run = &part[at..at + run];
            if let Some(syllables) = hyphens.and_then(|language| syllables(run, language)) {
                out.push_str(&syllables);
            } else if is_giant {
                giant(run, out);
            } else {
                run.chars().for_each(|character| push(character, out));
            }
        } else if is_han(character) {
            push(character, out);
        }
    }
}

/// A word of letters that is longer than most, in one piece with the places where its language parts it: the class
/// knows whether it is wider than its column, in which case Typst parts it there, too.
fn syllables(run: &str, language: Lang) -> Option<String> {
    let word = run.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '“', '”', '»']);
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '’' | '\'');
    if run.chars().count() < LONG_WORD || !word.chars().all(is_letter) {
        return None;
    }
    let parts: Vec<&str> = hypher::hyphenate(word, language).collect();
    (parts.len() > 1).then(|| {
        let mut out = format!("\\cvwhole{{{}}}", parts.join("\\-"));
        run[word.len()..].chars().for_each(|character| push(character, &mut out));
        out
    })
}

/// A word longer than any line, which may break anywhere.
fn giant(word: &str, out: &mut String) {
    for (number, character) in word.chars().enumerate() {
        if number > 0 && !unicode_normalization::char::is_combining_mark(character) {
            out.push_str(MAY_BREAK);
        }
        push(character, out);
    }
}

/// One character.
fn push(character: char, out: &mut String) {
    match character {
        '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
            out.push('\\');
            out.push(character);
        }
        '~' => out.push_str("\\textasciitilde{}"),
        '^' => out.push_str("\\textasciicircum{}"),
        '\\' => out.push_str("\\textbackslash{}"),
        '\u{a0}' => out.push('~'),
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => out.push_str("\\,"),
        _ => out.push(character),
    }
}
