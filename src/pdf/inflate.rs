//! Compressed streams, with a limit: a file of one megabyte may hold a gigabyte of blanks.

use super::budget::Budget;
use flate2::read::ZlibDecoder;
use lopdf::Stream;
use std::io::Read;

/// The most bytes of the streams that the reader of the file decompresses itself, all together: of objects,
/// of references. An object takes twenty times the memory of its text.
const MAX_STRUCTURE: usize = 24 << 20;

/// The most references of a file.
const MAX_REFERENCES: u64 = 2_000_000;

/// The largest stream that is decompressed otherwise than by deflate, in bytes: there is no limit to
/// what comes out.
const MAX_OTHER: usize = 256 << 10;

/// How far before a stream its dictionary is looked for, in bytes.
const MAX_DICTIONARY: usize = 1 << 16;

/// The content of `stream`; none if it is too much, or damaged.
pub(super) fn content(stream: &Stream, budget: &Budget) -> Option<Vec<u8>> {
    let filters = stream.filters().unwrap_or_default();
    let content = match filters[..] {
        [] => stream.content.clone(),
        [b"FlateDecode" | b"Fl"] if !stream.dict.has(b"DecodeParms") => {
            inflate(&stream.content, budget.bytes.left() + 1)
        }
        _ if stream.content.len() <= MAX_OTHER => stream.get_plain_content().ok()?,
        _ => return None,
    };
    budget.bytes.take(content.len()).then_some(content)
}

/// As much of `bytes` as can be decompressed, up to `most`.
fn inflate(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut inflated = Vec::new();
    // What came out before the damage counts.
    let _ = ZlibDecoder::new(bytes).take(most as u64).read_to_end(&mut inflated);
    inflated
}

/// Whether the streams that the reader of the file decompresses itself are too large, or the references in
/// them too many: seen before anything is read.
pub(super) fn is_bomb(file: &[u8]) -> bool {
    const KEYWORD: &[u8] = b"stream";
    let (mut from, mut total) = (0, 0);
    while let Some(at) = find(&file[from..], KEYWORD) {
        let start = from + at;
        from = start + KEYWORD.len();
        let before = &file[start.saturating_sub(MAX_DICTIONARY)..start];
        if before.ends_with(b"end") {
            continue;
        }
        let object = before.windows(3).rposition(|window| window == b"obj").unwrap_or(0);
        let dictionary = unescaped(&before[object..]);
        let is_references = find(&dictionary, b"XRef").is_some();
        if !is_references && find(&dictionary, b"ObjStm").is_none() {
            continue;
        }
        if is_references && has_many_references(&dictionary) {
            return true;
        }
        let data = file[from..].strip_prefix(b"\r").unwrap_or(&file[from..]);
        let mut data = data.strip_prefix(b"\n").unwrap_or(data).to_vec();
        // Deflated as often as its filters say.
        for _ in 0..count(&dictionary, b"/Fl").clamp(1, 8) {
            data = inflate(&data, MAX_STRUCTURE + 1);
            total += data.len();
            if total > MAX_STRUCTURE {
                return true;
            }
        }
    }
    false
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word).count()
}

/// `dictionary` with `#46` in names as the character that it is (ISO 32000-1, 7.3.5).
fn unescaped(dictionary: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(dictionary.len());
    let mut rest = dictionary;
    while let [byte, behind @ ..] = rest {
        let code = match behind {
            [high, low, ..] if *byte == b'#' => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                digit(high)
                    .zip(digit(low))
                    .and_then(|(high, low)| u8::try_from(high * 16 + low).ok())
            }
            _ => None,
        };
        plain.push(code.unwrap_or(*byte));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    plain
}

/// Whether a stream of references says that it has more than any file needs, or wider ones (ISO 32000-1,
/// 7.5.8.2).
fn has_many_references(dictionary: &[u8]) -> bool {
    let widths = numbers(dictionary, b"/W");
    let counts: Vec<u64> = match numbers(dictionary, b"/Index") {
        index if index.is_empty() => numbers(dictionary, b"/Size"),
        index => index.chunks(2).filter_map(|pair| pair.get(1).copied()).collect(),
    };
    let is_wide = widths.iter().any(|width| *width > 8);
    let is_empty = !widths.is_empty() && widths.iter().all(|width| *width == 0);
    let many = counts.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
    is_wide || is_empty || many > MAX_REFERENCES
}

/// The numbers behind `key`, of all places where it is one: a single one, or those of a list.
fn numbers(dictionary: &[u8], key: &[u8]) -> Vec<u64> {
    let mut found = Vec::new();
    let mut rest = dictionary;
    while let Some(at) = find(rest, key) {
        rest = &rest[at + key.len()..];
        if rest.first().is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let end = rest.iter().position(|byte| matches!(byte, b']' | b'/' | b'>' | b'(' | b'<'));
        let text = String::from_utf8_lossy(&rest[..end.unwrap_or(rest.len())]);
        let words = text.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
        // One that is too long to be a number is too large.
        found.extend(words.map(|word| word.parse::<u64>().unwrap_or(u64::MAX)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_take_too_much_is_seen_before_it_is_read() {
        let stream =
            |dictionary: &str| format!("1 0 obj<<{dictionary}>>stream\nendstream").into_bytes();
        for dictionary in [
            "/Type/XRef/W[1 99999999999 1]/Size 1",
            "/Type/XRef/W[0 0 0]/Index[0 2000000000]",
            "/Type/X#52ef/#57[0 0 0]/Index[0 9]",
            "/Type/XRef/W [1 2 1]/Index [0 1 5 99999999999999999999999]",
            "/Type/XRef/W[1 2 1]/Size 2000000000",
        ] {
            assert!(is_bomb(&stream(dictionary)), "{dictionary}");
        }
        for dictionary in ["/Type/XRef/W[1 2 1]/Size 9", "/Type/XObject/W[0 0 0]", "/Width 9"] {
            assert!(!is_bomb(&stream(dictionary)), "{dictionary}");
        }
    }
}
