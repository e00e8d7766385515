//! Addresses: which may be followed, and how they are shown.

use crate::document::Run;
use linkify::{LinkFinder, LinkKind};

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
    (scheme_is_known && has_host && clean && !rest.is_empty() && address.len() <= MAX_LENGTH)
        .then(|| address.to_owned())
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

/// Judges an address that is where an address must be.
pub(super) fn judge(address: &str) -> Address {
    let address = address.trim();
    if let Some(url) = safe(address) {
        return Address::Good(url);
    }
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.chars().all(|character| character.is_alphanumeric() || "-._:".contains(character));
    match safe(&format!("https://{address}")) {
        Some(url) if is_host && !host.contains(':') => Address::NoScheme(url),
        _ => Address::Bad,
    }
}

/// How `address` is printed: without scheme, `www.` and last slash.
pub(super) fn shorten(address: &str) -> &str {
    let address = address.trim();
    let rest = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    if rest.is_empty() { address } else { rest }
}

/// Whether `text` looks like an e-mail address: something, `@`, a host.
pub(super) fn is_email(text: &str) -> bool {
    let text = text.trim();
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
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
    fn addresses_without_scheme_are_told_from_words() {
        assert!(
            matches!(judge("github.com/me"), Address::NoScheme(url) if url == "https://github.com/me")
        );
        for bad in ["not a url", "nothing", "javascript:alert(1)", "e.g."] {
            assert!(matches!(judge(bad), Address::Bad), "{bad}");
        }
    }

    #[test]
    fn bare_addresses_become_links() {
        let runs = autolink(Run::plain("See https://github.com/kingluo/luajit.io."));
        assert_eq!(runs[1].url.as_deref(), Some("https://github.com/kingluo/luajit.io"));
        assert_eq!(runs[2].text, ".");
    }
}
