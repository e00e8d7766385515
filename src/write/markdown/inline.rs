//! Text within a line as Markdown that reads as that text and no other.
//!
//! What is written is read again: characters that might mean something are escaped, then each escape is taken away
//! again without which the line still reads the same.

use super::read::{self, push};
use crate::document::{Inline, Run};
use std::fmt::Write;
use unicode_normalization::char::is_combining_mark;

/// How many escapes of a paragraph are tried one by one.
const MAX_TRIED: usize = 24;

/// Longer ones are escaped as a whole: each try reads the paragraph.
const MAX_TRIED_BYTES: usize = 4_000;

/// A paragraph.
pub(super) fn paragraph(runs: &[Run]) -> String {
    written(&tidy(runs, true), "")
}

/// The text of a heading, which is one line.
pub(super) fn heading(runs: &[Run]) -> String {
    written(&tidy(runs, false), "# ")
}

/// The best way to write `runs` behind `before`.
fn written(runs: &Inline, before: &str) -> String {
    if runs.is_empty() {
        return String::new();
    }
    let plainest: Inline = {
        let mut plainest = Vec::new();
        for run in runs {
            push(&mut plainest, &Run::default(), &run.text);
        }
        plainest
    };
    let unlinked = |run: &Run| Run { strong: false, emphasis: false, ..run.clone() };
    let calm = merged(runs.iter().map(unlinked));
    let emphatic = shifted(runs);
    for (runs, links_outside, sign) in [
        (&emphatic, false, '*'),
        (&emphatic, true, '*'),
        (&emphatic, false, '_'),
        (&emphatic, true, '_'),
        (&calm, true, '*'),
    ] {
        let mut line = Line { links_outside, sign, ..Line::default() };
        line.write(runs, &Run::default());
        if let Some(text) = line.escaped(runs, before) {
            return text;
        }
    }
    let mut line = Line::default();
    line.write(&plainest, &Run::default());
    line.escape_all()
}

/// The runs, alike ones as one; lines without blanks at their ends, or all on one line.
fn tidy(runs: &[Run], has_lines: bool) -> Inline {
    let mut out = Vec::new();
    let mut is_line_start = true;
    for run in runs {
        for (index, line) in run.text.split('\n').enumerate() {
            if index > 0 && !is_line_start {
                let style = Run { code: false, ..run.clone() };
                push(&mut out, &style, if has_lines { "\n" } else { " " });
                is_line_start = has_lines;
            }
            let line = if is_line_start { line.trim_start_matches([' ', '\t']) } else { line };
            push(&mut out, run, line);
            is_line_start &= line.is_empty();
        }
    }
    // Blanks before line ends, and at the end.
    let mut is_line_end = true;
    for run in out.iter_mut().rev() {
        let mut text = String::with_capacity(run.text.len());
        for c in run.text.chars().rev() {
            if !(is_line_end && matches!(c, ' ' | '\t')) {
                is_line_end = c == '\n';
                text.push(c);
            }
        }
        run.text = text.chars().rev().collect();
    }
    while out.last().is_some_and(|run| run.text.trim_end_matches('\n').is_empty()) {
        out.pop();
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end_matches('\n').len());
    }
    merged(out.into_iter().filter(|run| !run.text.is_empty()))
}

fn merged(runs: impl Iterator<Item = Run>) -> Inline {
    let mut out = Vec::new();
    runs.for_each(|run| push(&mut out, &run, &run.text));
    out
}

/// Whether a run is emphasised in one way, and what makes it so no longer.
type Emphasis = (fn(&Run) -> bool, fn(&mut Run));

/// The runs with less of them strong or emphasised: no blanks at the ends, and no marks where a letter is beside them,
/// where `CommonMark` would not see that something begins or ends.
fn shifted(runs: &Inline) -> Inline {
    let mut letters: Vec<(char, Run)> = Vec::new();
    for run in runs {
        let style = Run { text: String::new(), ..run.clone() };
        letters.extend(run.text.chars().map(|c| (c, style.clone())));
    }
    let has: [Emphasis; 2] = [
        (|run| run.strong, |run| run.strong = false),
        (|run| run.emphasis, |run| run.emphasis = false),
    ];
    for (is_so, unset) in has {
        let mut at = 0;
        while at < letters.len() {
            if !is_so(&letters[at].1) {
                at += 1;
                continue;
            }
            let (mut start, mut end) = (at, at);
            while end < letters.len() && is_so(&letters[end].1) {
                end += 1;
            }
            at = end;
            loop {
                let is_pair = start + 1 < end && are_pair(letters[start].0, letters[end - 1].0);
                let (begins, ends) = (may_begin(&letters, start), may_end(&letters, end));
                if start == end || begins && ends {
                    break;
                }
                // A quotation mark or a bracket takes its other half along.
                if !begins || is_pair {
                    unset(&mut letters[start].1);
                    start += 1;
                }
                if start < end && (!ends || is_pair) {
                    end -= 1;
                    unset(&mut letters[end].1);
                }
            }
        }
    }
    let mut out = Vec::new();
    let mut buffer = [0; 4];
    for (c, style) in &letters {
        push(&mut out, style, c.encode_utf8(&mut buffer));
    }
    out
}

/// Whether these are the two halves of a pair of brackets or quotation marks.
fn are_pair(first: char, last: char) -> bool {
    let pairs = [
        "“”", "‘’", "「」", "『』", "《》", "〈〉", "【】", "（）", "()", "[]", "«»", "„“", "\"\"",
        "''",
    ];
    pairs.iter().any(|pair| pair.starts_with(first) && pair.ends_with(last))
}

/// Whether something strong may begin at the letter `start`.
fn may_begin(letters: &[(char, Run)], start: usize) -> bool {
    let before = start.checked_sub(1).map_or(' ', |before| letters[before].0);
    let (first, style) = &letters[start];
    !first.is_whitespace() && (!(is_mark(*first) || style.code) || is_open(before))
}

/// Whether something strong may end before the letter `end`.
fn may_end(letters: &[(char, Run)], end: usize) -> bool {
    let after = letters.get(end).map_or(' ', |(after, _)| *after);
    let (last, style) = &letters[end - 1];
    !last.is_whitespace() && (!(is_mark(*last) || style.code) || is_open(after))
}

/// Whether `CommonMark` might take `c` for punctuation.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !is_combining_mark(c)
}

/// Whether it surely does, or for a blank.
fn is_open(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '，' | '：' | '；' | '！' | '？' | '（' | '）')
}

/// A line on its way: what is written, and where a character of the text might be taken for a sign.
#[derive(Default)]
struct Line {
    links_outside: bool,
    sign: char,
    text: String,
    /// The bytes before which a backslash may be needed, in order.
    doubtful: Vec<usize>,
}

impl Line {
    /// Writes `runs`, of which `around` says what they are already in.
    fn write(&mut self, runs: &[Run], around: &Run) {
        let mut at = 0;
        while at < runs.len() {
            let run = &runs[at];
            let alike = |is_so: &dyn Fn(&Run) -> bool| {
                runs[at..].iter().take_while(|run| is_so(run)).count()
            };
            let strong = if around.strong { 0 } else { alike(&|run| run.strong) };
            let emphasis = if around.emphasis { 0 } else { alike(&|run| run.emphasis) };
            let link = match &run.url {
                Some(_) if around.url.is_none() => alike(&|other| other.url == run.url),
                _ => 0,
            };
            let most = strong.max(emphasis).max(link);
            let taken = if most == 0 {
                1
            } else if link > 0 && self.links_outside {
                link
            } else {
                most
            };
            let part = &runs[at..at + taken];
            if most == 0 {
                self.run(run);
            } else if link == taken {
                self.link(part, around);
            } else if strong == taken {
                self.text.push_str("**");
                self.write(part, &Run { strong: true, ..around.clone() });
                self.text.push_str("**");
            } else {
                self.text.push(self.sign);
                self.write(part, &Run { emphasis: true, ..around.clone() });
                self.text.push(self.sign);
            }
            at += taken;
        }
    }

    fn run(&mut self, run: &Run) {
        if run.code {
            return self.code(&run.text);
        }
        for c in run.text.chars() {
            if c == '\n' {
                self.text.push('\\');
            } else if c.is_ascii_punctuation() {
                self.doubtful.push(self.text.len());
            }
            self.text.push(c);
        }
    }

    fn code(&mut self, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len);
        let runs: Vec<usize> = longest.collect();
        let fence = (1..=runs.len() + 1).find(|length| !runs.contains(length)).unwrap_or(1);
        let fence = "`".repeat(fence);
        let is_blank = text.chars().all(|c| c == ' ');
        let is_padded = text.starts_with('`')
            || text.ends_with('`')
            || text.starts_with(' ') && text.ends_with(' ') && !is_blank;
        let pad = if is_padded { " " } else { "" };
        let _ = write!(self.text, "{fence}{pad}{text}{pad}{fence}");
    }

    fn link(&mut self, runs: &[Run], around: &Run) {
        let url = runs[0].url.clone().unwrap_or_default();
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let is_bare = matches!(runs, [run] if !run.code && run.strong == around.strong && run.emphasis == around.emphasis);
        let is_address =
            url.strip_prefix("mailto:") == Some(&text) || url == text && url.contains("://");
        if is_bare && is_address && !text.contains([' ', '<', '>', '\n']) {
            let _ = write!(self.text, "<{text}>");
            return;
        }
        self.text.push('[');
        self.write(runs, &Run { url: Some(url.clone()), ..around.clone() });
        let _ = write!(self.text, "]({})", destination(&url));
    }

    /// The text with as few escapes as it takes to be read as `wanted` behind `before`; nothing if it never is.
    fn escaped(&self, wanted: &Inline, before: &str) -> Option<String> {
        let reads = |escapes: &[usize]| {
            let text = self.with(escapes);
            let is_right = read::runs(&format!("{before}{text}")).as_ref() == Some(wanted);
            is_right.then_some(text)
        };
        let mut escapes: Vec<usize> =
            self.doubtful.iter().copied().filter(|at| self.is_sign(*at)).collect();
        let mut text = if let Some(text) = reads(&escapes) {
            text
        } else {
            escapes.clone_from(&self.doubtful);
            reads(&escapes)?
        };
        if escapes.len() <= MAX_TRIED && self.text.len() <= MAX_TRIED_BYTES {
            let mut index = 0;
            while index < escapes.len() {
                let at = escapes.remove(index);
                if let Some(shorter) = reads(&escapes) {
                    text = shorter;
                } else {
                    escapes.insert(index, at);
                    index += 1;
                }
            }
        }
        Some(text)
    }

    fn escape_all(&self) -> String {
        self.with(&self.doubtful)
    }

    fn with(&self, escapes: &[usize]) -> String {
        let mut out = String::with_capacity(self.text.len() + escapes.len());
        let mut from = 0;
        for &at in escapes {
            out.push_str(&self.text[from..at]);
            out.push('\\');
            from = at;
        }
        out.push_str(&self.text[from..]);
        out
    }

    /// Whether the mark at this byte might be a sign of Markdown there.
    fn is_sign(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let mut rest = self.text[at..].chars();
        let (mark, after) = (rest.next().unwrap_or(' '), rest.next());
        let is_first = before.is_none_or(|c| c == '\n');
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match mark {
            '*' => is_first || !(is_blank(before) && is_blank(after)),
            '_' => {
                is_first
                    || !(is_blank(before) && is_blank(after)
                        || is_letter(before) && is_letter(after))
            }
            '`' | '[' | ']' => true,
            '\\' => after.is_none_or(|c| c.is_ascii_punctuation() || c == '\n'),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '!' => after == Some('['),
            '#' => is_first || before == Some(' ') && self.text[at..].trim_matches('#').is_empty(),
            '+' | '-' | '>' | '=' | '~' => is_first,
            '.' | ')' => {
                let line = self.text[..at].rsplit('\n').next().unwrap_or_default();
                (1..=9).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        }
    }
}

/// An address as the destination of a link.
fn destination(url: &str) -> String {
    let mut depth = 0_i32;
    let is_balanced = url.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    }) && depth == 0;
    let is_plain = is_balanced && !url.is_empty() && !url.contains([' ', '<', '>', '\\', '\n']);
    let escaped: String = url.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '<' | '>' | '\\') || c == '&' && url.contains(';') {
            out.push('\\');
        }
        out.push(c);
        out
    });
    if is_plain { escaped } else { format!("<{escaped}>") }
}
