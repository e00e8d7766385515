//! The head of the resume: name, ways to reach the person, introduction.

use super::context::Context;
use super::link::{self, Address};
use super::locale::fill;
use super::location::print_location;
use super::sections::{SUMMARY, title};
use super::{networks, phone};
use crate::assets;
use crate::diagnostic::Diagnostic;
use crate::document::{Contact, Header, Link, Photo};
use crate::resume::{Basics, Profile, Text};

pub(super) fn header(photo: Option<Photo>, context: &mut Context<'_>) -> Header {
    let none = Basics::default();
    let basics = context.resume.contents.basics.as_ref().unwrap_or(&none);
    let name = context.plain_or_empty(basics.name.as_ref());
    let pattern = context.locale.word("photo").to_owned();
    Header {
        label: context.inline(basics.label.as_ref()),
        contacts: contacts(basics, context),
        photo: photo.map(|photo| Photo { alt: fill(&pattern, &[("name", &name)]), ..photo }),
        summary: context.blocks(basics.summary.as_ref()),
        summary_title: summary_title(context),
        name,
    }
}

/// The title of the introduction, for themes that print one.
fn summary_title(context: &mut Context<'_>) -> String {
    let own = context.locale.titles.get(SUMMARY).cloned().unwrap_or_default();
    title(SUMMARY, own, context)
}

fn contacts(basics: &Basics, context: &mut Context<'_>) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for text in &basics.email {
        contacts.extend(email(text, context));
    }
    let phones: Vec<_> = basics.phone.iter().filter_map(|text| phone(text, context)).collect();
    let at = if context.locale.patterns.phone_first { 0 } else { contacts.len() };
    contacts.splice(at..at, phones);
    if let Some(location) = &basics.location {
        let text = print_location(location, context);
        contacts.extend((!text.is_empty()).then(|| contact("location", text, None, context)));
    }
    if let Some(link) = basics.url.as_ref().and_then(|url| print_link(url, context)) {
        contacts.push(Contact {
            label: context.locale.word("website").to_owned(),
            ..contact("url", link.text, link.url, context)
        });
    }
    for item in &basics.profiles {
        contacts.extend(profile(item, context));
    }
    contacts
}

fn contact(kind: &str, text: String, url: Option<String>, context: &Context<'_>) -> Contact {
    let label = context.locale.word(kind).to_owned();
    Contact { kind: kind.to_owned(), label, text, url, icon: icon(kind) }
}

/// The path of the drawing called `name`, if there is one.
fn icon(name: &str) -> Option<String> {
    assets::data(&format!("icons/{name}.svg")).map(|_| format!("/icons/{name}.svg"))
}

/// An e-mail address, as a contact.
pub(super) fn email(text: &Text, context: &mut Context<'_>) -> Option<Contact> {
    let address = context.plain(text)?;
    let address = address.strip_prefix("mailto:").unwrap_or(&address).to_owned();
    let url = link::is_email(&address).then(|| link::safe(&format!("mailto:{address}"))).flatten();
    if url.is_none() {
        let message = format!("`{address}` is not an e-mail address; it is printed without a link");
        context.warn(text.span, Diagnostic::warning("email", message));
    }
    Some(contact("email", address, url, context))
}

/// A telephone number, as a contact. Whatever is written is printed; it leads somewhere only if it
/// has the digits of a number.
pub(super) fn phone(text: &Text, context: &mut Context<'_>) -> Option<Contact> {
    let number = context.plain(text)?;
    let number = number.strip_prefix("tel:").unwrap_or(&number).to_owned();
    let url = phone::address(&number);
    Some(contact("phone", number, url, context))
}

/// An address to follow, reported if there is something wrong with it.
pub(super) fn print_link(text: &Text, context: &mut Context<'_>) -> Option<Link> {
    let address = context.plain(text)?;
    let url = match link::judge(&address) {
        Address::Good(url) => Some(url),
        Address::NoScheme(url) => {
            let message = format!("the address `{address}` lacks its scheme");
            let hint = format!("write `{url}`");
            context.warn(text.span, Diagnostic::warning("url", message).hint(hint));
            Some(url)
        }
        Address::Bad => {
            let message =
                format!("`{address}` is no address to follow; it is printed without a link");
            let hint = "addresses begin with `https://`, `http://`, `mailto:` or `tel:`";
            context.warn(text.span, Diagnostic::warning("url", message).hint(hint));
            None
        }
    };
    let text = if url.is_some() { link::shorten(&address) } else { &address }.to_owned();
    Some(Link { text, url })
}

/// An account on a network. Its address is printed where it tells the rest, and otherwise what it
/// does not tell, too.
fn profile(profile: &Profile, context: &mut Context<'_>) -> Option<Contact> {
    let written = context.plain_or_empty(profile.network.as_ref());
    let username = context.plain_or_empty(profile.username.as_ref());
    let given = profile.url.as_ref().and_then(|url| print_link(url, context));
    let network = networks::find(&written, given.as_ref().and_then(|link| link.url.as_deref()));
    let made = network.as_ref().and_then(|network| {
        let url = network.address(&username)?;
        let text = link::shorten(&url).to_owned();
        link::safe(&url).map(|url| Link { text, url: Some(url) })
    });
    let label = match &network {
        Some(network) => network.name(&context.language),
        None if written.is_empty() => context.locale.word("website").to_owned(),
        None => written.clone(),
    };
    let link = given.or(made).unwrap_or_default();
    let told = |part: &str| letters(&link.text).contains(&letters(part));
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
        if !by_host {
            text = format!("{label}{}{text}", context.locale.punctuation.colon);
        }
    }
    let empty =
        text.is_empty() || (written.is_empty() && username.is_empty() && link.text.is_empty());
    let icon =
        network.as_ref().and_then(|network| icon(network.drawing())).or_else(|| icon("profile"));
    (!empty).then(|| Contact { kind: "profile".to_owned(), label, text, url: link.url, icon })
}

/// The letters and digits of `text`, small: what two spellings of a name have in common.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
