//! Addresses: which may be followed, and how they are shown.

use super::context::Context;
use crate::diagnostic::Diagnostic;
use crate::document::Run;
use crate::source::Span;
use linkify::{LinkFinder, LinkKind};
use url::Url;

/// The longest address that is made a link; Typst refuses longer ones.
const MAX_LENGTH: usize = 2_000;

/// `address` if it may be followed: http, https, mailto or tel, and nothing that could be more than
/// an address.
pub(super) fn safe(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let known = ["http", "https", "mailto", "tel"];
    let scheme_is_known = known.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let has_host = !scheme.to_ascii_lowercase().starts_with("http")
        || rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let clean =
        !address.contains(|character: char| character.is_whitespace() || character.is_control());
    let is_good = scheme_is_known && has_host && clean && !rest.is_empty();
    let address = Some(address).filter(|_| is_good).and_then(in_ascii)?;
    (address.len() <= MAX_LENGTH).then_some(address)
}

/// `address` as programs take it (RFC 3987, 3.1): a host in Punycode, escapes for other letters beyond ASCII.
fn in_ascii(address: &str) -> Option<String> {
    if address.is_ascii() {
        return Some(address.to_owned());
    }
    let written = Url::parse(address).ok()?.to_string();
    // The library adds the slash that a host alone may do without.
    let is_added = !address.ends_with('/') && written.matches('/').count() == 3;
    Some(written.strip_suffix('/').filter(|_| is_added).map_or(written.clone(), str::to_owned))
}

/// What an address is, seen from a resume.
pub(super) enum Address {
    /// It may be followed.
    Good(String),
    /// It has no scheme; this is what it most likely stands for.
    NoScheme(String),
    /// It is nothing one could follow.
    Bad,
}

/// Where `address` leads: itself if it may be followed, with `https://` or `mailto:` where only that lacks.
pub(super) fn lead(address: &str) -> Option<String> {
    match judge(address) {
        Address::Good(url) | Address::NoScheme(url) => Some(url),
        Address::Bad => None,
    }
}

/// As [`lead`], and what is wrong with it is told where it is in the text at `span`.
pub(super) fn follow(address: &str, span: Span, context: &mut Context<'_>) -> Option<String> {
    if address.is_empty() {
        let problem = Diagnostic::warning("url", "a link in this text has no address");
        context.warn(span, problem.hint("write `[text](https://example.org)`"));
        return None;
    }
    let span = context.part(span, address);
    match judge(address) {
        Address::Good(url) => Some(url),
        Address::NoScheme(url) => {
            let message = format!("the address `{address}` lacks its scheme");
            let hint = format!("write `{url}`");
            context.warn(span, Diagnostic::warning("url", message).hint(hint));
            Some(url)
        }
        Address::Bad => {
            let message =
                format!("`{address}` is not an address to follow; it is printed without a link");
            let hint = "addresses begin with `https://`, `http://`, `mailto:` or `tel:`";
            context.warn(span, Diagnostic::warning("url", message).hint(hint));
            None
        }
    }
}

/// Judges an address that is where an address must be.
pub(super) fn judge(address: &str) -> Address {
    let address = address.trim();
    if let Some(url) = safe(address) {
        return Address::Good(url);
    }
    if is_email(address)
        && let Some(url) = safe(&format!("mailto:{address}"))
    {
        return Address::NoScheme(url);
    }
    let address = address.strip_prefix("//").unwrap_or(address);
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let host =
        host.split_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(host, _)| host);
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.chars().all(|character| character.is_alphanumeric() || "-._:".contains(character));
    match safe(&format!("https://{address}")) {
        Some(url) if is_host && !host.contains(':') => Address::NoScheme(url),
        _ => Address::Bad,
    }
}

/// How `address` is printed: without scheme, `www.`, last slash and what only counts visits, with the
/// letters that `%E5…` stands for.
pub(super) fn printed(address: &str) -> String {
    let address = address.trim();
    let rest = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address);
    let rest = letters_of(&untracked(rest.strip_prefix("www.").unwrap_or(rest)));
    let rest = rest.strip_suffix('/').unwrap_or(&rest);
    if rest.is_empty() { address.to_owned() } else { rest.to_owned() }
}

/// Parts of a query that only tell where a visitor came from.
const COUNTS_VISITS: &[&str] = &[
    "trk",
    "fbclid",
    "gclid",
    "igsh",
    "igshid",
    "lipi",
    "lici",
    "ref",
    "ref_src",
    "spm",
    "si",
    "originalsubdomain",
    "share",
    "mc_cid",
    "mc_eid",
    "s_source",
    "hl",
    "tab",
];

/// `address` without the parts of its query that only count visits.
fn untracked(address: &str) -> String {
    let (rest, fragment) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    let Some((path, query)) = rest.split_once('?') else { return address.to_owned() };
    let counts = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default().to_ascii_lowercase();
        name.starts_with("utm_") || COUNTS_VISITS.contains(&name.as_str())
    };
    let kept: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !counts(part)).collect();
    if kept.is_empty() {
        format!("{path}{fragment}")
    } else {
        format!("{path}?{}{fragment}", kept.join("&"))
    }
}

/// `address` with the letters that its escapes beyond ASCII stand for; others mean something as they are.
fn letters_of(address: &str) -> String {
    if !address.contains('%') {
        return address.to_owned();
    }
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let value = match tail {
            [high, low, ..] if *first == b'%' => digit(high).zip(digit(low)),
            _ => None,
        };
        match value.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(byte) if byte >= 0x80 => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    let decoded = String::from_utf8(bytes).ok();
    let is_text = |text: &String| text.chars().all(|c| c.is_ascii() || c.is_alphanumeric());
    decoded.filter(is_text).unwrap_or_else(|| address.to_owned())
}

/// Whether `text` is the name of a host.
pub(super) fn is_host(text: &str) -> bool {
    let good = |c: char| c.is_alphanumeric() || "-.".contains(c);
    text.contains('.') && !text.starts_with('.') && !text.ends_with('.') && text.chars().all(good)
}

/// Whether `text` is an address without scheme at `network`; at an unknown network, one with a path.
pub(super) fn is_in(text: &str, network: Option<&super::networks::Network>) -> bool {
    let Address::NoScheme(url) = judge(text) else { return false };
    match network {
        Some(network) => network.is_at(Some(&url)),
        None => text.contains('/'),
    }
}

/// Whether `text` looks like an e-mail address: something, `@`, a host.
pub(super) fn is_email(text: &str) -> bool {
    let text = text.trim();
    text.split_once('@').is_some_and(|(user, host)| {
        // `medium.com/@ann` is an address of another kind.
        !user.is_empty()
            && !user.contains('/')
            && !host.is_empty()
            && !host.contains('@')
            && !host.starts_with('.')
            && !text.contains(|character: char| {
                character.is_whitespace() || character.is_control() || "<>,;\"".contains(character)
            })
    })
}

/// The runs of `run`, with bare http addresses in it as links.
pub(super) fn autolink(run: Run) -> Vec<Run> {
    if run.code || run.url.is_some() || !run.text.contains("://") {
        return vec![run];
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut runs = Vec::new();
    for piece in finder.spans(&run.text) {
        let url = piece.kind().and_then(|_| safe(piece.as_str()));
        runs.push(Run { text: piece.as_str().to_owned(), url, ..run.clone() });
    }
    runs
}

/// The address of a Digital Object Identifier.
pub(super) fn doi(bare: &str) -> String {
    format!("https://doi.org/{bare}")
}

/// A Digital Object Identifier without what is often written before it.
pub(super) fn bare_doi(text: &str) -> &str {
    let prefixes = ["https://doi.org/", "http://doi.org/", "doi:", "DOI:"];
    prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_may_be_followed_are_links() {
        assert!(safe("https://example.org/a?b=c#d").is_some());
        assert!(safe("mailto:a@b.org").is_some());
        for bad in
            ["javascript:alert(1)", "file:///etc/passwd", "https://", "http:///x", "data:x", ""]
        {
            assert_eq!(safe(bad), None, "{bad}");
        }
    }

    #[test]
    fn addresses_lead_on_in_ascii() {
        for (address, expected) in [
            (
                "https://zh.wikipedia.org/wiki/北京",
                "https://zh.wikipedia.org/wiki/%E5%8C%97%E4%BA%AC",
            ),
            ("https://müller-bau.de", "https://xn--mller-bau-q9a.de"),
            (
                "https://例え.テスト/あ?q=い#う",
                "https://xn--r8jz45g.xn--zckzah/%E3%81%82?q=%E3%81%84#%E3%81%86",
            ),
            ("http://пример.рф/", "http://xn--e1afmkfd.xn--p1ai/"),
            ("https://한글.kr/a%20b", "https://xn--bj0bj06e.kr/a%20b"),
            ("https://example.org/a b", ""),
            ("mailto:jürgen@müller.de", "mailto:j%C3%BCrgen@m%C3%BCller.de"),
            ("https://example.org", "https://example.org"),
        ] {
            assert_eq!(safe(address).unwrap_or_default(), expected, "{address}");
        }
        assert_eq!(printed("https://müller-bau.de/über"), "müller-bau.de/über");
    }

    #[test]
    fn addresses_without_scheme_are_told_from_words() {
        assert!(
            matches!(judge("github.com/me"), Address::NoScheme(url) if url == "https://github.com/me")
        );
        for bad in ["not a url", "nothing", "javascript:alert(1)", "e.g."] {
            assert!(matches!(judge(bad), Address::Bad), "{bad}");
        }
    }

    #[test]
    fn addresses_are_printed_short() {
        for (address, expected) in [
            ("https://www.linkedin.com/in/ann/?trk=x&utm_source=y", "linkedin.com/in/ann"),
            ("https://zhihu.com/people/%E5%BC%A0%E4%B8%89", "zhihu.com/people/张三"),
            ("https://x.org/a%20b%2Fc", "x.org/a%20b%2Fc"),
            ("https://x.org/%E5", "x.org/%E5"),
            (
                "https://scholar.google.com/citations?user=A&hl=en",
                "scholar.google.com/citations?user=A",
            ),
        ] {
            assert_eq!(printed(address), expected);
        }
    }

    #[test]
    fn bare_addresses_become_links() {
        let runs = autolink(Run::plain("See https://github.com/kingluo/luajit.io."));
        assert_eq!(runs[1].url.as_deref(), Some("https://github.com/kingluo/luajit.io"));
        assert_eq!(runs[2].text, ".");
    }
}
