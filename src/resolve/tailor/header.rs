//! What is left out of the header, and whole sections.

use super::names::first;
use crate::resume::{Basics, Contents};

/// What of the header can be hidden.
pub(super) const FIELDS: &[&str] = &[
    "name", "email", "phone", "url", "location", "profiles", "image", "photo", "label", "summary",
    "contacts",
];

pub(super) fn hide(contents: &mut Contents, hidden: &[String]) {
    let is_hidden = |name: &str| hidden.iter().any(|hidden| *hidden == name.to_lowercase());
    if let Some(basics) = &mut contents.basics {
        hide_basics(basics, &is_hidden);
    }
    macro_rules! clear {
        ($($name:ident),*) => {
            $(if is_hidden(stringify!($name)) {
                contents.$name.clear();
            })*
        };
    }
    clear!(
        work,
        volunteer,
        education,
        awards,
        certificates,
        publications,
        skills,
        languages,
        interests,
        references,
        projects
    );
    contents.sections.retain(|section| {
        let id = section.id.as_ref().or(section.title.as_ref()).and_then(first);
        !id.is_some_and(|id| is_hidden(&id))
    });
}

fn hide_basics(basics: &mut Basics, is_hidden: &dyn Fn(&str) -> bool) {
    if is_hidden("email") {
        basics.email.clear();
    }
    if is_hidden("phone") {
        basics.phone.clear();
    }
    if is_hidden("name") {
        for name in
            [&mut basics.name, &mut basics.given_name, &mut basics.family_name, &mut basics.reading]
        {
            *name = None;
        }
    }
    if is_hidden("contacts") {
        basics.contacts.clear();
    }
    if is_hidden("profiles") {
        basics.profiles.clear();
    }
    basics.url.take_if(|_| is_hidden("url"));
    basics.location.take_if(|_| is_hidden("location"));
    basics.image.take_if(|_| is_hidden("image") || is_hidden("photo"));
    basics.label.take_if(|_| is_hidden("label"));
    basics.summary.take_if(|_| is_hidden("summary"));
    basics.profiles.retain(|profile| {
        !profile.network.as_ref().and_then(first).is_some_and(|network| is_hidden(&network))
    });
}
