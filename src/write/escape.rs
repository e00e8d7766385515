//! Text as LaTeX source that prints exactly that text.
//!
//! Takes any string, gives source for three places: running text, where lines may break where Typst
//! would break them; texts of the PDF itself (title, bookmarks); and text whose blanks count. Whatever
//! the string says, it is printed and never obeyed.

use super::fonts::Fonts;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;

/// Words of this many characters get places where they may break; the same number as in
/// `templates/base/text.typ`.
const LONG_WORD: usize = 27;

/// The longest piece of an address that is kept whole, as in `templates/base/text.typ`.
const LONGEST_PIECE: usize = 30;

/// An address that is never broken, in characters.
const SHORT_ADDRESS: usize = 40;

/// Where a line may break without a trace.
const MAY_BREAK: &str = "\\allowbreak{}";

/// A slash after which a line may break.
const SLASH: &str = "\\slash{}";

/// What is so short (`TCP/IP`) that no slash in it is worth a break, in characters.
const SHORT_WORD: usize = 8;

/// Running text.
pub(super) fn text(text: &str, fonts: &Fonts) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("\\newline{}\n");
        }
        running(line, fonts, &mut out);
    }
    out
}

/// Text outside the page: the title in the file, a bookmark.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    clean(text).chars().for_each(|character| push(character, &mut out));
    out.replace('\n', " ")
}

/// Text that does not break, or stands where nothing breaks.
pub(super) fn whole(text: &str, fonts: &Fonts) -> String {
    let mut out = String::new();
    switched(&clean(text).replace('\n', " "), fonts, &mut out);
    out
}

/// Text whose blanks count: a line of code.
pub(super) fn verbatim(text: &str, fonts: &Fonts) -> String {
    let spaced: String = clean(text).replace('\t', "    ").replace(' ', "\u{a0}");
    let mut out = String::new();
    words(&spaced, fonts, &mut out);
    out
}

/// An address as it is printed: it breaks after `/` before anything else, and only where it must.
pub(super) fn address(text: &str, fonts: &Fonts) -> String {
    let mut out = String::new();
    let text = clean(text).replace('\n', " ");
    if text.chars().count() <= SHORT_ADDRESS {
        boxed(&text, text.contains('-'), fonts, &mut out);
        return out;
    }
    pieces(&text, fonts, &mut out);
    out
}

/// An address in a narrow column: it breaks after `/` and `@`, and elsewhere only where a piece has more
/// than `longest` characters.
pub(super) fn narrow(text: &str, longest: usize, fonts: &Fonts) -> String {
    let text = clean(text).replace('\n', " ");
    if text.contains(' ') {
        return address(&text, fonts);
    }
    let mut out = String::new();
    if let Some(at) = text.find("/@") {
        // A name on a site keeps its sign.
        cut_up(&text[..=at], "/", longest, fonts, &mut out);
        out.push_str(MAY_BREAK);
        cut_up(&text[at + 1..], "/", longest, fonts, &mut out);
    } else {
        cut_up(&text, "/@", longest, fonts, &mut out);
    }
    out
}

/// Composed characters; blanks of one kind; nothing that is no text.
fn clean(text: &str) -> String {
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

fn running(line: &str, fonts: &Fonts, out: &mut String) {
    for (number, part) in line.split(' ').enumerate() {
        if number > 0 {
            out.push(' ');
        }
        let is_first = out.is_empty() || out.ends_with('\n');
        // What follows `\\`, `\item` or a command may take these for its own.
        match part.chars().next() {
            Some(first @ ('[' | '*')) if is_first => {
                let _ = write!(out, "{{{first}}}");
                words(&part[1..], fonts, out);
            }
            _ => words(part, fonts, out),
        }
    }
}

/// A text without blanks: words too long for a line are taken apart, others break where the Unicode
/// rules let them.
fn words(part: &str, fonts: &Fonts, out: &mut String) {
    let mut rest = part;
    while !rest.is_empty() {
        let long = rest.find(|c: char| !is_long_word(c)).unwrap_or(rest.len());
        if rest[..long].chars().count() >= LONG_WORD {
            pieces(&rest[..long], fonts, out);
            rest = &rest[long..];
            continue;
        }
        // Up to where a long word might begin again.
        let other = rest[long..].find(is_long_word).map_or(rest.len(), |at| long + at);
        let (now, later) = rest.split_at(other);
        let has_long = later.chars().take_while(|c| is_long_word(*c)).count() >= LONG_WORD;
        if has_long || later.is_empty() {
            segments(now, fonts, out);
            rest = later;
        } else {
            segments(rest, fonts, out);
            rest = "";
        }
    }
}

/// The characters of words that are taken apart: no Han, which breaks anywhere.
fn is_long_word(character: char) -> bool {
    matches!(character, '!'..='~' | '\u{a1}'..='\u{2ff}' | '\u{370}'..='\u{5ff}')
}

/// Text that breaks where the Unicode rules let it, and nowhere else.
fn segments(text: &str, fonts: &Fonts, out: &mut String) {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut breaks: Vec<usize> = segmenter.segment_str(text).filter(|at| *at > 0).collect();
    if breaks.last() != Some(&text.len()) {
        breaks.push(text.len());
    }
    // What stands before `written` is in `out`.
    let (mut written, mut start) = (0, 0);
    for end in breaks {
        let segment = &text[start..end];
        let next = text[end..].chars().next();
        // LaTeX breaks after every hyphen.
        if segment.strip_suffix('-').unwrap_or(segment).contains('-') {
            switched(&text[written..start], fonts, out);
            unbroken(segment, fonts, out);
            written = end;
        } else if segment.ends_with('/') && next.is_some() && !is_short_word(text, end) {
            switched(&text[written..end - 1], fonts, out);
            out.push_str(SLASH);
            written = end;
        }
        if let (Some(last), Some(next)) = (segment.chars().next_back(), next)
            && !breaks_itself(last, next, fonts)
        {
            switched(&text[written..end], fonts, out);
            out.push_str(MAY_BREAK);
            written = end;
        }
        start = end;
    }
    switched(&text[written..], fonts, out);
}

/// Whether nothing need be said between two characters: the engine breaks there itself, or nobody
/// would break there, as in `C++`.
fn breaks_itself(last: char, next: char, fonts: &Fonts) -> bool {
    matches!(last, '/' | '-')
        || fonts.breaks_between(last, next)
        || last.is_ascii() && next.is_ascii()
}

/// Whether the letters around the place `at` are a short word.
fn is_short_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().rev().take_while(|c| is_long_word(*c)).count();
    let after = text[at..].chars().take_while(|c| is_long_word(*c)).count();
    before + after <= SHORT_WORD
}

/// A segment with hyphens inside after which nothing breaks. The engine looks at what stands beside a
/// Han or its punctuation, which must not be in a box.
fn unbroken(segment: &str, fonts: &Fonts, out: &mut String) {
    if !segment.contains(|character| fonts.breaks_itself(character)) {
        return boxed(segment, true, fonts, out);
    }
    let before_last = segment.trim_end_matches('-');
    for (number, piece) in before_last.split('-').enumerate() {
        out.push_str(if number > 0 { "\\mbox{-}" } else { "" });
        switched(piece, fonts, out);
    }
    out.push_str(&segment[before_last.len()..]);
}

/// A piece that does not break where LaTeX would.
fn boxed(piece: &str, in_box: bool, fonts: &Fonts, out: &mut String) {
    if in_box {
        out.push_str("\\mbox{");
    }
    switched(piece, fonts, out);
    if in_box {
        out.push('}');
    }
}

/// As `address` in `templates/base/text.typ`.
fn pieces(text: &str, fonts: &Fonts, out: &mut String) {
    cut_up(text, "/", LONGEST_PIECE, fonts, out);
}

/// Breaks after the separators; in pieces that are too long after any other sign, or anywhere.
fn cut_up(text: &str, separators: &str, longest: usize, fonts: &Fonts, out: &mut String) {
    let fits = |piece: &str| piece.chars().count() <= longest;
    let pieces =
        parts(text, |character| separators.contains(character)).into_iter().flat_map(|piece| {
            if fits(piece) {
                return vec![piece];
            }
            let smaller = parts(piece, |character| "-_.?&=#+~,:;".contains(character));
            let smaller = smaller.into_iter();
            smaller
                .flat_map(|piece| if fits(piece) { vec![piece] } else { characters(piece) })
                .collect()
        });
    let pieces: Vec<&str> = pieces.collect();
    for (number, piece) in pieces.iter().enumerate() {
        let is_last = number + 1 == pieces.len();
        let before_slash = piece.strip_suffix('/').filter(|rest| !is_last && !rest.ends_with('/'));
        if let Some(rest) = before_slash {
            boxed(rest, rest.contains('-'), fonts, out);
            out.push_str(SLASH);
        } else {
            boxed(piece, piece.contains('-'), fonts, out);
            out.push_str(if is_last { "" } else { MAY_BREAK });
        }
    }
}

/// Every character with the marks on it.
fn characters(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = text
        .char_indices()
        .filter(|(_, character)| !unicode_normalization::char::is_combining_mark(*character))
        .map(|(at, _)| at)
        .collect();
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

/// `text` cut after every run of separators.
fn parts(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut after_separator = false;
    for (at, character) in text.char_indices() {
        let separator = is_separator(character);
        if after_separator && !separator {
            parts.push(&text[start..at]);
            start = at;
        }
        after_separator = separator;
    }
    parts.push(&text[start..]);
    parts
}

/// Every character in a font that has it.
fn switched(text: &str, fonts: &Fonts, out: &mut String) {
    let mut current = None;
    for character in text.chars() {
        let wanted = fonts.switch(character, current);
        if wanted != current {
            if current.is_some() {
                out.push('}');
            }
            if let Some(command) = wanted {
                let _ = write!(out, "\\{command}{{");
            }
            current = wanted;
        }
        push(character, out);
    }
    if current.is_some() {
        out.push('}');
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
