//! A link that leads nowhere.
//!
//! A link must be a whole address: `https://` and a host, `mailto:` and an e-mail address, `tel:` and a
//! number. Whoever clicks anything else sees an error.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "bad-link";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let of_pages = subject.pdf.into_iter().flat_map(|pdf| &pdf.links);
    let of_pages = of_pages.map(|(page, url)| (url, format!(" on page {}", page + 1)));
    let of_others = subject.reading.into_iter().flat_map(|reading| &reading.links);
    // A link to another place of the same document.
    let of_others = of_others.filter(|link| !link.url.starts_with('#'));
    let of_others = of_others.map(|link| (&link.url, String::new()));
    for (url, place) in of_pages.chain(of_others) {
        if !is_good(url) {
            let message = format!("the link `{url}`{place} leads nowhere");
            let problem = Diagnostic::error(CODE, message);
            let hint = "write the whole address, such as `https://example.org`";
            found.push(subject.at(url, problem).hint(hint));
        }
    }
}

fn is_good(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    if url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return false;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let host = rest
                .strip_prefix("//")
                .map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
            let host = host.map(|host| host.rsplit('@').next().unwrap_or_default());
            host.is_some_and(|host| {
                let name = host.split(':').next().unwrap_or_default();
                let is_name = name.contains('.') || name == "localhost" || host.starts_with('[');
                is_name && !name.starts_with('.') && !name.contains("..")
            })
        }
        "mailto" => {
            let address = rest.split('?').next().unwrap_or_default();
            address
                .split_once('@')
                .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        }
        "tel" => rest.chars().filter(char::is_ascii_digit).count() >= 3,
        _ => false,
    }
}
