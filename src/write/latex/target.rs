//! Addresses as the first argument of `\href`.
//!
//! The rules differ from those of text: nothing may close the argument or begin a command, and the
//! address must arrive in the PDF as it is.

use std::fmt::Write;

/// `url` as LaTeX source for `\href`.
pub(super) fn target(url: &str) -> String {
    let mut out = String::with_capacity(url.len() + 8);
    for byte in url.bytes() {
        match byte {
            b'%' | b'#' | b'&' | b'_' => {
                out.push('\\');
                out.push(char::from(byte));
            }
            b'~' => out.push_str("\\string~"),
            b'^' | b'{' | b'}' | b'\\' | b'"' | b'<' | b'>' | b'|' | b'`' | b'[' | b']' => {
                encode(byte, &mut out);
            }
            0x21..=0x7e => out.push(char::from(byte)),
            _ => encode(byte, &mut out),
        }
    }
    out
}

fn encode(byte: u8, out: &mut String) {
    let _ = write!(out, "\\%{byte:02X}");
}
