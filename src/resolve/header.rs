//! The head of the resume: name, ways to reach the person, introduction.

use super::context::Context;
use super::location::print_location;
use super::phone;
use super::profile::profile;
use super::sections::{SUMMARY, title};
use super::ties::headline;
use super::{date, link};
use crate::assets;
use crate::diagnostic::Diagnostic;
use crate::document::{Contact, Header, Link};
use crate::resume::{Basics, LanguageTag, OtherContact, Text};
use crate::script::is_kana;

/// The name of the photo among the images.
pub(super) const PHOTO: &str = "photo";

pub(super) fn header(has_photo: bool, context: &mut Context<'_>) -> Header {
    let none = Basics::default();
    let basics = context.resume.contents.basics.as_ref().unwrap_or(&none);
    let name = context.plain_or_empty(basics.name.as_ref());
    Header {
        label: headline(context.inline(basics.label.as_ref()), &context.language),
        contacts: contacts(basics, context),
        photo: has_photo.then(|| PHOTO.to_owned()),
        given_name: basics.given_name.as_ref().and_then(|name| context.plain(name)),
        family_name: basics.family_name.as_ref().and_then(|name| context.plain(name)),
        reading: basics.reading.as_ref().and_then(|reading| read_as(reading, context)),
        summary: context.blocks(basics.summary.as_ref()),
        summary_title: summary_title(context),
        name,
    }
}

/// How the name is read, where the language has a use for it: no other one is printed in its place.
fn read_as(reading: &Text, context: &mut Context<'_>) -> Option<String> {
    let language = context.language.language().to_owned();
    let is_its = |tag: &LanguageTag| tag.language() == language;
    let is_given = reading.variants.iter().any(|(tag, _)| tag.as_ref().is_none_or(is_its));
    let text = if is_given { context.plain(reading)? } else { return None };
    (language == "ja" || !text.contains(is_kana)).then_some(text)
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
    let phones: Vec<_> = basics.phone.iter().flat_map(|text| phones(text, context)).collect();
    let at = if context.locale.patterns.phone_first { 0 } else { contacts.len() };
    contacts.splice(at..at, phones);
    if let Some(location) = &basics.location {
        let text = print_location(location, context);
        contacts.extend((!text.is_empty()).then(|| contact("location", text, None, context)));
    }
    if let Some(link) = basics.url.as_ref().and_then(|url| print_link(url, context)) {
        contacts.push(contact("url", link.text, link.url, context));
    }
    for item in &basics.profiles {
        contacts.extend(profile(item, context));
    }
    for item in &basics.contacts {
        contacts.extend(other(item, context));
    }
    contacts
}

fn contact(kind: &str, text: String, url: Option<String>, context: &Context<'_>) -> Contact {
    let word = if kind == "url" { "website" } else { kind };
    let label = context.locale.word(word).to_owned();
    let short = context.locale.words.get(&format!("{word}-short")).unwrap_or(&label).clone();
    Contact { kind: kind.to_owned(), label, short, text, url, icon: icon(kind) }
}

/// The path of the drawing called `name`, if there is one.
pub(super) fn icon(name: &str) -> Option<String> {
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

/// The telephone numbers of a text, as contacts. Whatever is written is printed; it leads somewhere only
/// if it has the digits of a number.
pub(super) fn phones(text: &Text, context: &mut Context<'_>) -> Vec<Contact> {
    let Some(written) = context.plain(text) else { return Vec::new() };
    let written = written.strip_prefix("tel:").unwrap_or(&written);
    let contacts = phone::numbers(written)
        .into_iter()
        .map(|number| contact("phone", number.to_owned(), phone::address(number), context));
    contacts.collect()
}

/// An address to follow, reported if there is something wrong with it.
pub(super) fn print_link(text: &Text, context: &mut Context<'_>) -> Option<Link> {
    let address = context.plain(text)?;
    let url = link::follow(&address, text.span, context);
    let text = if url.is_some() { link::printed(&address) } else { address };
    Some(Link { text, url, ..Link::default() })
}

/// What the person names themself, such as a date of birth: its label is printed with it.
fn other(item: &OtherContact, context: &mut Context<'_>) -> Option<Contact> {
    let label = context.plain_or_empty(item.label.as_ref());
    let link = item.url.as_ref().and_then(|url| print_link(url, context)).unwrap_or_default();
    let written = item.text.as_ref().and_then(|text| context.plain(text));
    let written = match &item.since {
        Some(since) => Some(date::years_since(since, written.as_deref(), context)),
        None => written,
    };
    let says = written.unwrap_or(link.text);
    let text = match (label.is_empty(), says.is_empty()) {
        (true, true) => return None,
        (true, false) => says,
        (false, true) => label.clone(),
        (false, false) => format!("{label}{}{says}", context.locale.punctuation.colon),
    };
    let short = label.clone();
    Some(Contact { kind: "other".to_owned(), label, short, text, url: link.url, icon: None })
}
