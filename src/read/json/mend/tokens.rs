//! The pieces of a line of JSON, well-formed or not.

use std::ops::Range;

/// A piece of a line, and what it is.
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(PartialEq, Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A text in double quotes.
    Text,
    /// One whose quote is not closed on the line.
    Open,
    /// A number, `true`, `false` or `null`.
    Value,
    /// `[`, `]`, `{`, `}`, `,` or `:`.
    Sign(char),
    /// `//`, `#` or `/*` and what follows.
    Comment,
    /// Anything else.
    Word,
}

pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let rest = &line[at..];
        let (length, kind) = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '"' => match string_end(rest) {
                Some(end) => (end, Kind::Text),
                None => (rest.trim_end().len(), Kind::Open),
            },
            '[' | ']' | '{' | '}' | ',' | ':' => (1, Kind::Sign(first)),
            '#' => (rest.trim_end().len(), Kind::Comment),
            '/' if rest.starts_with("//") => (rest.trim_end().len(), Kind::Comment),
            '/' if rest.starts_with("/*") => {
                (rest.find("*/").map_or(rest.trim_end().len(), |end| end + 2), Kind::Comment)
            }
            '\'' | '`' | '“' | '‘' | '”' => {
                let close = match first {
                    '\'' | '`' => first,
                    '‘' => '’',
                    _ => '”',
                };
                let end = rest[first.len_utf8()..].find(close);
                let end = end
                    .map_or(rest.trim_end().len(), |end| first.len_utf8() + end + close.len_utf8());
                (end, Kind::Word)
            }
            '：' | '，' | ';' | '(' | ')' => (first.len_utf8(), Kind::Word),
            _ => {
                let end = rest
                    .find([',', ':', ']', '}', '[', '{', '"', '：', '，', ';', '(', ')'])
                    .unwrap_or(rest.len());
                let word = rest[..end].trim_end();
                let is_value = matches!(word, "true" | "false" | "null")
                    || serde_json::from_str::<serde_json::Number>(word).is_ok();
                (word.len().max(1), if is_value { Kind::Value } else { Kind::Word })
            }
        };
        found.push(Token { span: at..at + length, kind });
        at += length;
    }
    found
}

/// Where the string that begins `text` ends, behind its quote.
pub(super) fn string_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if character == '"' && !is_escaped {
            return Some(at + 1);
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    None
}
