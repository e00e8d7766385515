//! What the resume says as data: JSON-LD in the vocabulary of schema.org.

use crate::document::{Dates, Document, Entry, Inline, Section, plain_text};
use serde_json::{Map, Value, json};

/// The JSON of a `ProfilePage`, safe within a `script` element.
pub(super) fn json_ld(document: &Document) -> String {
    let page = json!({
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "name": document.metadata.title,
        "inLanguage": document.language.tag,
        "mainEntity": person(document),
    });
    // Nothing in it ends the element or begins a comment (HTML, 4.12.1.3).
    page.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn person(document: &Document) -> Value {
    let header = &document.header;
    let contact = |kind: &'static str| {
        let of_kind = header.contacts.iter().filter(move |contact| contact.kind == kind);
        of_kind.map(|contact| contact.text.as_str())
    };
    let links = |kind: &'static str| {
        let of_kind = header.contacts.iter().filter(move |contact| contact.kind == kind);
        let urls = of_kind.filter_map(|contact| contact.url.clone());
        urls.filter(|url| url.starts_with("http")).map(Value::from).collect::<Vec<_>>()
    };
    let summary: Vec<String> = header.summary.iter().filter_map(paragraph).collect();
    let mut person = Object::new("Person");
    person.text("name", &header.name);
    person.text("givenName", header.given_name.as_deref().unwrap_or_default());
    person.text("familyName", header.family_name.as_deref().unwrap_or_default());
    person.text("jobTitle", &plain_text(&header.label));
    person.text("description", &summary.join("\n"));
    person.text("email", contact("email").next().unwrap_or_default());
    person.text("telephone", contact("phone").next().unwrap_or_default());
    person.text("address", contact("location").next().unwrap_or_default());
    person.list("url", links("url"));
    person.list("sameAs", links("profile"));
    let of = |ids: &'static [&'static str]| {
        let sections = document.sections.iter().filter(|it| ids.contains(&it.id.as_str()));
        sections.flat_map(|section: &Section| &section.entries)
    };
    person.list("worksFor", of(&["work"]).flat_map(employments).collect());
    person.list("memberOf", of(&["volunteer"]).flat_map(memberships).collect());
    person.list("alumniOf", of(&["education"]).map(studies).collect());
    person.list("award", titles(of(&["awards"])));
    person.list("knowsLanguage", titles(of(&["languages"])));
    person.list("knowsAbout", titles(of(&["skills"])));
    person.list("hasCredential", of(&["certificates"]).map(credential).collect());
    person.value()
}

fn employments(entry: &Entry) -> Vec<Value> {
    roles(entry, "EmployeeRole", "worksFor", "Organization")
}

fn memberships(entry: &Entry) -> Vec<Value> {
    roles(entry, "OrganizationRole", "memberOf", "Organization")
}

/// The positions somewhere, each a role (schema.org/Role).
fn roles(entry: &Entry, kind: &str, property: &str, organization: &str) -> Vec<Value> {
    let role = |name: &Inline, date: &Dates| {
        let mut role = Object::new(kind);
        role.text("roleName", &plain_text(name));
        role.dates(date);
        role.put(property, place(entry, organization));
        role.value()
    };
    if entry.roles.is_empty() {
        return vec![role(&entry.subtitle, &entry.date)];
    }
    entry.roles.iter().map(|it| role(&it.title, &it.date)).collect()
}

fn studies(entry: &Entry) -> Value {
    let mut role = Object::new("OrganizationRole");
    role.text("roleName", &plain_text(&entry.subtitle));
    role.dates(&entry.date);
    role.put("alumniOf", place(entry, "EducationalOrganization"));
    role.value()
}

fn place(entry: &Entry, kind: &str) -> Value {
    let mut place = Object::new(kind);
    place.text("name", &plain_text(&entry.title));
    place.text("location", &plain_text(&entry.location));
    let link = entry.links.first().and_then(|link| link.url.clone());
    place.text("url", link.as_deref().unwrap_or_default());
    place.value()
}

fn credential(entry: &Entry) -> Value {
    let mut credential = Object::new("EducationalOccupationalCredential");
    credential.text("name", &plain_text(&entry.title));
    let issuer = plain_text(&entry.subtitle);
    if !issuer.is_empty() {
        credential.put("recognizedBy", json!({"@type": "Organization", "name": issuer}));
    }
    credential.value()
}

fn titles<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<Value> {
    entries
        .map(|entry| plain_text(&entry.title))
        .filter(|it| !it.is_empty())
        .map(Value::from)
        .collect()
}

fn paragraph(block: &crate::document::Block) -> Option<String> {
    match block {
        crate::document::Block::Paragraph { runs } => Some(plain_text(runs)),
        _ => None,
    }
}

/// An object of a type, without what is empty.
struct Object(Map<String, Value>);

impl Object {
    fn new(kind: &str) -> Object {
        Object(Map::from_iter([("@type".to_owned(), Value::from(kind))]))
    }

    fn put(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, Value::from(text));
        }
    }

    fn list(&mut self, name: &str, mut values: Vec<Value>) {
        match values.len() {
            0 => {}
            1 => self.put(name, values.remove(0)),
            _ => self.put(name, Value::from(values)),
        }
    }

    fn dates(&mut self, dates: &Dates) {
        let ends = [("startDate", &dates.start), ("endDate", &dates.end)];
        for (name, moment) in ends {
            let iso = moment.as_ref().and_then(|moment| moment.iso.as_deref());
            self.text(name, iso.unwrap_or_default());
        }
    }

    fn value(self) -> Value {
        Value::Object(self.0)
    }
}
