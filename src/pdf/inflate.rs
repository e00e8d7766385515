//! Compressed streams, with a limit: a file of one megabyte may hold a gigabyte of blanks.

use flate2::read::ZlibDecoder;
use lopdf::Stream;
use std::io::Read;

/// The most bytes that a stream may have when it is decompressed.
const MAX_INFLATED: u64 = 64 << 20;

/// The largest stream that is decompressed otherwise than by deflate, in bytes: there is no limit to
/// what comes out.
const MAX_OTHER: usize = 256 << 10;

/// The content of `stream`; none if it is too much, or damaged.
pub(super) fn content(stream: &Stream) -> Option<Vec<u8>> {
    let filters = stream.filters().unwrap_or_default();
    match filters[..] {
        [] => Some(stream.content.clone()),
        [b"FlateDecode" | b"Fl"] if !stream.dict.has(b"DecodeParms") => {
            let content = inflate(&stream.content);
            (u64::try_from(content.len()).is_ok_and(|length| length < MAX_INFLATED))
                .then_some(content)
        }
        _ if stream.content.len() <= MAX_OTHER => stream.get_plain_content().ok(),
        _ => None,
    }
}

/// As much of `bytes` as can be decompressed, up to [`MAX_INFLATED`].
fn inflate(bytes: &[u8]) -> Vec<u8> {
    let mut inflated = Vec::new();
    // What came out before the damage counts.
    let _ = ZlibDecoder::new(bytes).take(MAX_INFLATED).read_to_end(&mut inflated);
    inflated
}

/// Whether a stream that the reader of the file decompresses itself (of objects, of references) is too
/// large: seen before anything is read.
pub(super) fn is_bomb(file: &[u8]) -> bool {
    const KEYWORD: &[u8] = b"stream";
    let mut from = 0;
    while let Some(at) = file[from..].windows(KEYWORD.len()).position(|window| window == KEYWORD) {
        let start = from + at;
        from = start + KEYWORD.len();
        let before = &file[start.saturating_sub(400)..start];
        let has = |word: &[u8]| before.windows(word.len()).any(|window| window == word);
        if before.ends_with(b"end") || !(has(b"ObjStm") || has(b"XRef")) {
            continue;
        }
        let data = file[from..].strip_prefix(b"\r").unwrap_or(&file[from..]);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        if u64::try_from(inflate(data).len()).is_ok_and(|length| length >= MAX_INFLATED) {
            return true;
        }
    }
    false
}
