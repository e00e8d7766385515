//! Web pages that a browser has saved in one file, as e-mails are written (RFC 2557): the page, and the style sheets and
//! pictures that it needs, each a part of the message.

use super::{DocumentReader, Reading, decoded, html};
use crate::diagnostic::Diagnostic;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Web pages in one file.
pub const MHTML: DocumentReader = DocumentReader {
    name: "saved web page",
    endings: &["mhtml", "mht"],
    recognises,
    parse,
    is_plain: false,
};

fn recognises(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (head, _) = split(&text);
    head.contains("mime-version:") && head.contains("multipart/related")
}

fn parse(name: &str, bytes: &[u8]) -> Result<Reading, Diagnostic> {
    let text = String::from_utf8_lossy(bytes);
    let boundary = field(split(&text).0, "content-type").and_then(|it| parameter(&it, "boundary"));
    let no_page = || {
        let message = format!("`{}` has no web page in it", name.escape_debug());
        Diagnostic::error("not-a-document", message).hint("save it once more in the browser")
    };
    let boundary = format!("--{}", boundary.ok_or_else(no_page)?);
    let (mut page, mut styles) = (None, String::new());
    for part in text.split(boundary.as_str()).skip(1) {
        let (head, body) = split(part.trim_start());
        let kind = field(head, "content-type").unwrap_or_default();
        let encoding = field(head, "content-transfer-encoding").unwrap_or_default();
        if !kind.starts_with("text/") {
            continue;
        }
        let content = content(body, &encoding.to_ascii_lowercase());
        let content = decoded(&content, parameter(&kind, "charset").as_deref());
        if kind.starts_with("text/css") {
            styles += "<style>";
            styles += &content.replace("</style", "");
            styles += "</style>";
        } else if kind.starts_with("text/html") && page.is_none() {
            page = Some(content);
        }
    }
    let page = page.ok_or_else(no_page)?;
    // The sheets that it links are here.
    let page = page.replace("rel=\"stylesheet\"", "rel=\"linked\"");
    Ok(html::page(&(styles + &page)))
}

/// The head and the body of a message or a part.
fn split(text: &str) -> (&str, &str) {
    let end =
        ["\r\n\r\n", "\n\n"].iter().filter_map(|gap| Some((text.find(gap)?, gap.len()))).min();
    end.map_or((text, ""), |(at, gap)| (&text[..at], &text[at + gap..]))
}

/// The value of a field of a head, which may go on over several lines.
fn field(head: &str, name: &str) -> Option<String> {
    let mut value: Option<String> = None;
    for line in head.lines() {
        if let Some(value) = value.as_mut().filter(|_| line.starts_with([' ', '\t'])) {
            value.push_str(line);
            continue;
        }
        if value.is_some() {
            break;
        }
        let (own, rest) = line.split_once(':').unwrap_or_default();
        value = own.eq_ignore_ascii_case(name).then(|| rest.trim().to_owned());
    }
    value
}

/// A parameter such as `charset` of a field.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parts = value.split(';').filter_map(|part| part.trim().split_once('='));
    let (_, value) = parts.find(|(own, _)| own.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// The bytes of a part.
fn content(body: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "base64" => {
            let text: String = body.split_whitespace().collect();
            BASE64_STANDARD.decode(text).unwrap_or_default()
        }
        "quoted-printable" => quoted_printable(body),
        _ => body.as_bytes().to_vec(),
    }
}

/// What `=C3=A9` and `=` at the end of a line mean (RFC 2045, 6.7).
fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        match after {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [one, two, after @ ..] => {
                let digits = std::str::from_utf8(&[*one, *two]).map(str::to_owned);
                match digits.ok().and_then(|it| u8::from_str_radix(&it, 16).ok()) {
                    Some(byte) => {
                        out.push(byte);
                        rest = after;
                    }
                    None => out.push(b'='),
                }
            }
            _ => out.push(b'='),
        }
    }
    out
}
