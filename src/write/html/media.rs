//! Pictures and icons as parts of the file.

use crate::assets;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Bytes as an address that holds them.
pub(super) fn data_uri(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", STANDARD.encode(bytes))
}

/// The media type of a picture, by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'G', b'I', b'F', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        _ => "image/svg+xml",
    }
}

/// The drawing at `path`, such as `/icons/github.svg`, in line; nothing if there is none. Bundled drawings
/// hold paths alone.
pub(super) fn icon(path: &str) -> String {
    let Some(content) = assets::data(path.trim_start_matches('/')) else { return String::new() };
    let svg = String::from_utf8_lossy(content.as_ref());
    let svg = svg.replace('\n', "").replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
    svg.replacen("<svg", "<svg class=\"icon\" aria-hidden=\"true\"", 1)
}
