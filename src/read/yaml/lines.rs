//! The lines of a YAML text as a person sees them, whether or not the text is YAML: how far each is
//! indented, its dashes, its key, its value. What is within a block scalar, an open quote or open
//! brackets is told apart.

use std::ops::Range;

/// A line of the text; ranges are bytes in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Where the first character that is not a blank of any kind is.
    pub(super) indent: usize,
    /// Where each `-` of a list item is.
    pub(super) dashes: Vec<usize>,
    /// The key, without its colon.
    pub(super) key: Option<Range<usize>>,
    /// What follows dashes and key, without a comment.
    pub(super) value: Range<usize>,
    /// What it begins in.
    pub(super) within: Within,
}

/// What a line begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Within {
    /// Keys and items of their own lines.
    #[default]
    Block,
    /// A text after `|` or `>`.
    Scalar,
    /// A quoted text that goes on.
    Quote,
    /// Brackets that are not closed yet.
    Flow,
}

impl Line {
    /// Whether nothing is in it but perhaps a comment.
    pub(super) fn is_empty(&self) -> bool {
        self.dashes.is_empty() && self.key.is_none() && self.value.is_empty()
    }

    /// Where what it says begins, behind its dashes.
    pub(super) fn content(&self) -> usize {
        self.key.as_ref().map_or(self.value.start, |key| key.start)
    }
}

/// Whether `character` indents, or is meant to.
pub(super) fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\u{2000}'
            ..='\u{200b}' | '\u{202f}' | '\u{2060}' | '\u{feff}'
    )
}

/// The lines of `text`, a `Line` for each of [`str::lines`].
pub(super) fn lines<'a>(text: impl IntoIterator<Item = &'a str>) -> Vec<Line> {
    let mut scanner = Scanner::default();
    text.into_iter().map(|line| scanner.line(line)).collect()
}

#[derive(Default)]
struct Scanner {
    /// The least indentation of the lines of a text after `|` or `>`, and whether one of them told it.
    scalar: Option<(usize, bool)>,
    /// The quote that is open.
    quote: Option<char>,
    /// How many brackets are open.
    depth: usize,
}

impl Scanner {
    fn line(&mut self, line: &str) -> Line {
        let indent = line.len() - line.trim_start_matches(is_blank).len();
        let end = line.trim_end_matches(|c| is_blank(c) || c == '\r').len();
        let mut found = Line { indent, value: indent..end.max(indent), ..Line::default() };
        if let Some((least, is_told)) = self.scalar {
            let width = line.len() - line.trim_start_matches(' ').len();
            if width >= least || line.trim().is_empty() {
                if !is_told && !line.trim().is_empty() {
                    self.scalar = Some((width, true));
                }
                found.within = Within::Scalar;
                return found;
            }
            self.scalar = None;
        }
        if self.quote.is_some() || self.depth > 0 {
            found.within = if self.depth > 0 { Within::Flow } else { Within::Quote };
            found.value.end = indent + self.flow(&line[indent..found.value.end]);
            return found;
        }
        block(line, &mut found);
        let value = &line[found.value.clone()];
        if is_scalar_header(value) {
            let owner = match (&found.key, found.dashes.last()) {
                (Some(key), _) => key.start,
                (None, Some(dash)) => *dash,
                (None, None) => indent,
            };
            self.scalar = Some((owner + 1, false));
        } else if value.starts_with(['[', '{', '"', '\'']) {
            found.value.end = found.value.start + self.flow(value);
        }
        found
    }

    /// Follows quotes and brackets through `text`; where a comment begins in it, or its end.
    fn flow(&mut self, text: &str) -> usize {
        let mut characters = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, character)) = characters.next() {
            match (self.quote, character) {
                (Some('"'), '\\') => {
                    characters.next();
                }
                (Some('\''), '\'') if characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                    characters.next();
                }
                (Some(quote), _) if quote == character => self.quote = None,
                (None, '"' | '\'')
                    if is_blank(before) || matches!(before, '[' | '{' | ',' | ':') =>
                {
                    self.quote = Some(character);
                }
                (None, '[' | '{') => self.depth += 1,
                (None, ']' | '}') => self.depth = self.depth.saturating_sub(1),
                (None, '#') if is_blank(before) => return text[..at].trim_end().len(),
                _ => {}
            }
            before = character;
        }
        text.len()
    }
}

/// Finds the dashes, the key and the value of a line of a block.
fn block(line: &str, found: &mut Line) {
    let mut at = found.indent;
    let end = found.value.end;
    while let Some(rest) = line[at..end].strip_prefix('-')
        && rest.chars().next().is_none_or(is_blank)
    {
        found.dashes.push(at);
        at = end - rest.trim_start_matches(is_blank).len();
    }
    found.value = at..at + without_comment(&line[at..end]);
    let text = &line[found.value.clone()];
    if let Some(colon) = key_end(text) {
        let value = text[colon + 1..].trim_start_matches(is_blank);
        found.key = Some(at..at + text[..colon].trim_end().len());
        found.value.start = found.value.end - value.len();
    }
    // In quotes and brackets `#` begins no comment: where one begins is found by who follows them.
    if line[found.value.clone()].starts_with(['[', '{', '"', '\'']) {
        found.value.end = end;
    }
}

/// The bytes of `text` that are not comment.
fn without_comment(text: &str) -> usize {
    if text.starts_with('#') {
        return 0;
    }
    // Within quotes or brackets that begin it, `#` is told apart later.
    let skipped = match quoted_end(text) {
        Some(end) => end,
        None if text.starts_with(['"', '\'']) => return text.len(),
        None => 0,
    };
    let mut comments = text[skipped..].match_indices('#').map(|(at, _)| skipped + at);
    let comment = comments.find(|at| text[..*at].ends_with(is_blank));
    text[..comment.unwrap_or(text.len())].trim_end_matches(is_blank).len()
}

/// Where the quote that begins `text` is closed, behind the closing one.
pub(super) fn quoted_end(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            if quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote) {
                characters.next();
                continue;
            }
            return Some(at + 1);
        }
    }
    None
}

/// Where the colon is that ends the key `text` begins with.
fn key_end(text: &str) -> Option<usize> {
    let is_colon = |at: usize| {
        text[at..].strip_prefix(':').is_some_and(|rest| rest.chars().next().is_none_or(is_blank))
    };
    if text.starts_with(['"', '\'']) {
        let end = quoted_end(text)?;
        let at = text.len() - text[end..].trim_start_matches(is_blank).len();
        return is_colon(at).then_some(at);
    }
    if text.starts_with(['[', '{']) {
        return None;
    }
    let colon = text.match_indices(':').map(|(at, _)| at).find(|at| is_colon(*at))?;
    // Such a colon belongs to what is in the brackets.
    let before = text[..colon].split_once(['{', '[']).map(|(before, _)| before.trim_end());
    before.is_none_or(|before| before.trim_end_matches([' ', '=']).contains(' ')).then_some(colon)
}

/// Whether `value` begins a text on the lines below: `|`, `>-`, `|2+`.
pub(super) fn is_scalar_header(value: &str) -> bool {
    value.strip_prefix(['|', '>']).is_some_and(|rest| {
        rest.len() <= 2 && rest.chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
    })
}
