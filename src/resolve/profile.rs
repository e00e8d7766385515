//! Accounts on networks: what is printed, and where it leads.

use super::context::Context;
use super::header::{icon, print_link};
use super::link::{self, Address};
use super::networks::{self, Network};
use crate::document::{Contact, Link};
use crate::resume::Profile;
use crate::script;

/// An account on a network. Its address is printed where it tells the rest, and otherwise what it
/// does not tell, too.
pub(super) fn profile(profile: &Profile, context: &mut Context<'_>) -> Option<Contact> {
    let mut written = context.plain_or_empty(profile.network.as_ref());
    let mut username = context.plain_or_empty(profile.username.as_ref());
    let mut given = profile.url.as_ref().and_then(|url| print_link(url, context));
    // `network: https://github.com/ann` is the account, or the network by its address.
    if let Some(url) =
        link::lead(&written).filter(|_| written.contains("://") || link::is_in(&written, None))
    {
        if username.is_empty() && given.is_none() {
            given = profile.network.as_ref().and_then(|network| print_link(network, context));
            written.clear();
        } else if let Some(network) = networks::find("", Some(&url)) {
            written = network.key;
        }
    }
    let named = networks::find(&written, given.as_ref().and_then(|link| link.url.as_deref()));
    let dialled = named.as_ref().and_then(|network| network.dialled(&username));
    let made = match &dialled {
        // The number is what people know the account by.
        Some(url) => {
            Some(Link { text: username.clone(), url: Some(url.clone()), ..Link::default() })
        }
        None if username.is_empty() => None,
        None => account(&username, named.as_ref()),
    };
    // A network that nobody names shows in the address of the account.
    let network = named.or_else(|| networks::find(&written, made.as_ref()?.url.as_deref()));
    let is_address = username.contains("://") || link::is_in(&username, network.as_ref());
    if is_address && (made.is_some() || given.is_some()) {
        username.clear();
    }
    let label = match &network {
        Some(network) => network.name(&context.language),
        None if written.is_empty() => context.locale.word("website").to_owned(),
        None => written.clone(),
    };
    let link = given.or(made).unwrap_or_default();
    let told = |part: &str| script::bare(&link.text).contains(&script::bare(part));
    let mut text = match (told(&username), link.text.is_empty()) {
        (_, true) => username.clone(),
        (true, false) => link.text.clone(),
        (false, false) => {
            let marks = &context.locale.punctuation;
            format!("{username}{}{}{}", marks.open, link.text, marks.close)
        }
    };
    if text.is_empty() {
        text.clone_from(&label);
    } else if !written.is_empty() && !told(&written) && !told(&label) {
        let by_host = network.as_ref().is_some_and(|network| network.is_at(link.url.as_deref()));
        if !by_host || dialled.is_some() {
            text = format!("{label}{}{text}", context.locale.punctuation.colon);
        }
    }
    let empty =
        text.is_empty() || (written.is_empty() && username.is_empty() && link.text.is_empty());
    let icon =
        network.as_ref().and_then(|network| icon(network.drawing())).or_else(|| icon("profile"));
    let kind = "profile".to_owned();
    let short = label.clone();
    (!empty).then_some(Contact { kind, label, short, text, url: link.url, icon })
}

/// Where the account of that name is: people write the name, its address, or a part of the address.
fn account(username: &str, network: Option<&Network>) -> Option<Link> {
    let found = |url: String, text: String| {
        link::safe(&url).map(|url| Link { text, url: Some(url), ..Link::default() })
    };
    let address = |url: String| {
        let text = link::printed(&url);
        found(url, text)
    };
    if username.contains("://") {
        return address(username.to_owned());
    }
    // `@ann@fosstodon.org`, as the fediverse writes accounts, and `@ann:matrix.org`.
    let handle = username.strip_prefix('@');
    if let Some(url) = network.and_then(|network| network.on_server(username)) {
        let handle = format!("@{}", username.trim_start_matches('@'));
        return found(url, handle);
    }
    if let Some((name, host)) = handle.and_then(|handle| handle.split_once('@'))
        && link::is_host(host)
    {
        return found(format!("https://{host}/@{name}"), username.to_owned());
    }
    if let Some((_, host)) = handle.and_then(|handle| handle.split_once(':'))
        && link::is_host(host)
    {
        return found(format!("https://matrix.to/#/{username}"), username.to_owned());
    }
    if link::is_in(username, network)
        && let Address::NoScheme(url) = link::judge(username)
    {
        return address(url);
    }
    let template = network?.url.as_deref();
    let name = username.trim_start_matches(['@', '＠', '/']);
    if !name.contains('/') {
        return address(network?.address(name)?);
    }
    // `12345/ann-lee`, as addresses of Stack Overflow end.
    if let Some(url) = network?.numbered(name) {
        return address(url);
    }
    let template = template?;
    // `in/ann-lee`: part of the address precedes the name.
    let (before, _) = template.split_once("{username}")?;
    let (_, path) = before.split_once("://")?;
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    match name.strip_prefix(path).filter(|_| !path.is_empty()) {
        Some(name) => address(network?.address(name.trim_end_matches('/'))?),
        // `company/acme`: a page of another kind.
        None => address(format!("https://{host}/{name}")),
    }
}
