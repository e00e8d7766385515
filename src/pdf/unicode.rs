//! `ToUnicode`: which characters each code of a font stands for (ISO 32000-1, 9.10.3).
//!
//! The map that lopdf makes takes neighbours of the same characters for one range, and counts up within it: of two
//! forms of `لا` one beside the other the second became `لب`.

use std::collections::HashMap;

/// A range has as many codes at most: two bytes.
const MOST_CODES: u32 = 1 << 16;

/// The most characters of all codes together.
const MOST_UNITS: usize = 1 << 20;

/// The characters of each code.
#[derive(Default)]
pub(super) struct ToUnicode {
    texts: HashMap<u32, String>,
    units: usize,
}

/// A part of the map.
enum Token {
    Text(Vec<u8>),
    Open,
    Close,
    Word(Vec<u8>),
}

impl ToUnicode {
    /// Reads the content of the stream; what is damaged is left out.
    pub(super) fn new(content: &[u8]) -> ToUnicode {
        let mut map = ToUnicode::default();
        let mut pending: Vec<Token> = Vec::new();
        for token in tokens(content) {
            match token {
                Token::Word(word) => {
                    match &word[..] {
                        b"endbfchar" => map.characters(&pending),
                        b"endbfrange" => map.ranges(&pending),
                        _ => {}
                    }
                    pending.clear();
                }
                other => pending.push(other),
            }
        }
        map
    }

    /// The characters of `code`.
    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// `code text` …
    fn characters(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let [Token::Text(code), Token::Text(text)] = pair {
                self.put(number(code), &units(text));
            }
        }
    }

    /// `first last text` or `first last [text …]` …
    fn ranges(&mut self, tokens: &[Token]) {
        let mut tokens = tokens.iter();
        while let (Some(Token::Text(first)), Some(Token::Text(last))) =
            (tokens.next(), tokens.next())
        {
            let (first, last) = (number(first), number(last));
            let codes = first..=last.min(first.saturating_add(MOST_CODES - 1));
            match tokens.next() {
                Some(Token::Text(text)) => {
                    let text = units(text);
                    for (code, up) in codes.zip(0_u16..=u16::MAX) {
                        let mut own = text.clone();
                        if let Some(end) = own.last_mut() {
                            *end = end.wrapping_add(up);
                        }
                        self.put(code, &own);
                    }
                }
                Some(Token::Open) => {
                    let mut codes = codes;
                    while let Some(Token::Text(text)) = tokens.next() {
                        codes.next().into_iter().for_each(|code| self.put(code, &units(text)));
                    }
                }
                _ => return,
            }
        }
    }

    fn put(&mut self, code: u32, units: &[u16]) {
        self.units += units.len();
        if self.units <= MOST_UNITS {
            self.texts.insert(code, String::from_utf16_lossy(units));
        }
    }
}

/// The number that the last four of `bytes` are.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// UTF-16, the higher byte first.
fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        // Some writers leave the higher byte out.
        [byte] => vec![u16::from(*byte)],
        _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}

fn tokens(content: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(byte) = content.get(at) {
        let from = at;
        let until = |is_end: fn(&u8) -> bool| {
            let rest = &content[from + 1..];
            from + 1 + rest.iter().position(is_end).unwrap_or(rest.len())
        };
        at += 1;
        match byte {
            b'%' => at = until(|byte| matches!(byte, b'\r' | b'\n')),
            b'<' if content.get(at) != Some(&b'<') => {
                at = until(|byte| *byte == b'>');
                tokens.push(Token::Text(bytes_of(&content[from + 1..at])));
                at += 1;
            }
            b'<' | b'>' => at += 1,
            b'[' => tokens.push(Token::Open),
            b']' => tokens.push(Token::Close),
            byte if byte.is_ascii_whitespace() => {}
            _ => {
                at = until(|byte| byte.is_ascii_whitespace() || b"<>[]%/".contains(byte));
                tokens.push(Token::Word(content[from..at].to_vec()));
            }
        }
    }
    tokens
}

/// The bytes that hexadecimal digits are; a last digit alone is followed by 0.
fn bytes_of(digits: &[u8]) -> Vec<u8> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16).and_then(|it| u8::try_from(it).ok());
    let digits: Vec<u8> = digits.iter().filter_map(digit).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_the_same_characters_are_no_range() {
        let map = ToUnicode::new(
            b"/CMapName /x def 1 begincodespacerange <0000> <FFFF> endcodespacerange % <a>\n\
            3 beginbfchar <0039> <06440627> <003A><06440627>\n<3B> <D83D DE00> endbfchar\n\
            2 beginbfrange <0041> <0043> <00660061> <0050><0051>[<0041> <00660069>] endbfrange",
        );
        let read = |code| map.get(code).unwrap_or("none");
        assert_eq!([0x39, 0x3a, 0x3b].map(read), ["لا", "لا", "😀"]);
        assert_eq!([0x41, 0x42, 0x43, 0x44].map(read), ["fa", "fb", "fc", "none"]);
        assert_eq!([0x50, 0x51, 0x52].map(read), ["A", "fi", "none"]);
    }

    #[test]
    fn what_is_damaged_is_left_out() {
        for damaged in [
            &b"<"[..],
            b"<0041",
            b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange",
            b"1 beginbfrange <0005> <0001> [ endbfrange",
            b"1 beginbfchar <> <> <01> endbfchar",
            b"1 beginbfrange <FFFFFFFF> <FFFFFFFF> <> endbfrange >",
        ] {
            assert!(ToUnicode::new(damaged).texts.len() <= 1 << 16);
        }
    }
}
