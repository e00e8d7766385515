//! The parts of a resume. Each section's entries have the fields of JSON Resume, its older names for
//! them, and the [`Common`] fields, so that nothing that makes sense somewhere is refused elsewhere.

use super::date::Date;
use super::decode::{Decode, Problems, record};
use super::node::Node;
use super::text::{Bullet, Items, Text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

record! {
    /// Who the person is and how to reach them.
    Basics, "a map" {
        /// The name.
        name: Option<Text> = "name",
        /// Other names that the person has published under, such as `Min Zhang` and `M. Zhang-Li`: they are strong
        /// among the authors of a publication, too.
        names: Vec<Text> = "names" | "aliases",
        /// The professional headline.
        label: Option<Text> = "label" | "headline",
        /// The path of a photo beside the file.
        image: Option<Text> = "image" | "picture" | "photo",
        /// An e-mail address.
        email: Vec<Text> = "email",
        /// A telephone number, in any form.
        phone: Vec<Text> = "phone",
        /// A home page.
        url: Option<Text> = "url" | "website",
        /// An introduction: Markdown.
        summary: Option<Text> = "summary",
        /// Where the person lives.
        location: Option<Location> = "location",
        /// Accounts on networks.
        profiles: Vec<Profile> = "profiles",
        /// What else belongs to the contacts, such as a date of birth.
        contacts: Vec<OtherContact> = "contacts",
        /// The given name, where it matters which part of the name it is.
        given_name: Option<Text> = "givenName" | "firstName",
        /// The family name.
        family_name: Option<Text> = "familyName" | "lastName",
        /// How the name is read: in kana, in pinyin.
        reading: Option<Text> = "reading",
    }
}

record! {
    /// Something about the person among the contacts, such as a date of birth or a nationality.
    OtherContact, "a map" {
        /// What it is.
        label: Option<Text> = "label" | "name",
        /// What it says.
        text: Option<Text> = "text" | "value",
        /// Where it leads.
        url: Option<Text> = "url",
        /// A day, month or year: the years since then are counted, and take the place of `{n}` in the text.
        since: Option<Date> = "since",
    }
}

record! {
    /// The parts of an address.
    Address, "a map" {
        /// Street and number.
        address: Option<Text> = "address",
        /// The postal code.
        postal_code: Option<Text> = "postalCode",
        /// The city.
        city: Option<Text> = "city",
        /// State, province or canton.
        region: Option<Text> = "region" | "state",
        /// The country's code (ISO 3166-1), printed if `country` is absent.
        country_code: Option<Text> = "countryCode",
        /// The country's name.
        country: Option<Text> = "country",
    }
}

/// Where somebody or something is: the parts of an address, or one text.
#[derive(Debug, Clone, PartialEq)]
pub enum Location {
    /// The parts.
    Address(Box<Address>),
    /// One text.
    Text(Text),
}

impl Decode for Location {
    const EXPECTED: &'static str = "an address, or a text";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        const PARTS: [&str; 8] =
            ["address", "postalCode", "city", "region", "state", "countryCode", "country", "x-"];
        let is_address = matches!(&node.value, super::Value::Map(entries)
            if entries.is_empty() || entries.iter().any(|(key, _)| PARTS.contains(&&*key.text)));
        if is_address {
            return Address::decode(node, key, problems).map(Box::new).map(Location::Address);
        }
        Text::decode(node, key, problems).map(Location::Text)
    }
}

impl JsonSchema for Location {
    fn schema_name() -> Cow<'static, str> {
        "Location".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let address = generator.subschema_for::<Address>();
        let text = generator.subschema_for::<Text>();
        json_schema!({ "anyOf": [address, text] })
    }
}

record! {
    /// An account on a network.
    Profile, "a map"(alone: "network", beside: "username", list: "highlights", single: true) {
        /// The network, such as `GitHub`.
        network: Option<Text> = "network",
        /// The name there.
        username: Option<Text> = "username",
        /// The account's address.
        url: Option<Text> = "url",
    }
}

record! {
    /// What entries of every section may have.
    Common, "a map" {
        /// Where it was.
        location: Option<Location> = "location",
        /// Where it leads.
        url: Option<Text> = "url" | "website",
        /// Where else it leads.
        links: Vec<NamedLink> = "links",
        /// The path of a picture beside the file: the mark of the employer or school.
        logo: Option<Text> = "logo",
        /// A line to print above it.
        comment: Option<Text> = "comment",
        /// The first day, month or year.
        start_date: Option<Date> = "startDate",
        /// The last day, month or year; `present`, or left out, if it goes on.
        end_date: Option<Date> = "endDate",
        /// Until when it is valid, such as a certificate.
        valid_until: Option<Date> = "validUntil" | "expires" | "expirationDate" | "expiryDate",
        /// When it was, for what happened at one time.
        date: Option<Date> = "date" | "releaseDate",
        /// A text: Markdown, with paragraphs and lists.
        description: Option<Text> = "description",
        /// A text: Markdown, with paragraphs and lists.
        summary: Option<Text> = "summary",
        /// Bullets.
        highlights: Items<Bullet> = "highlights",
        /// Short terms that belong to it.
        keywords: Items<Text> = "keywords",
        /// For which variants it is meant; shown always if there are none.
        tags: Vec<Text> = "tags",
        /// `before`: begin a new page before it.
        page_break: Option<PageBreak> = "break",
        /// Keep it on one page.
        keep: Option<bool> = "keep",
    }
}

record! {
    /// A link that may say what is there.
    LinkParts, "an address, or a map with `url`" {
        /// What is there, such as `Code`.
        label: Option<Text> = "label" | "name" | "title",
        /// The address.
        url: Option<Text> = "url" | "href",
    }
}

/// One of several links: an address, or a map with a label.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NamedLink(pub LinkParts);

impl Decode for NamedLink {
    const EXPECTED: &'static str = "an address, or a map with `url`";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        let has_parts = matches!(&node.value, super::Value::Map(entries)
            if entries.iter().any(|(key, _)| ["url", "href", "label", "name", "title"].contains(&&*key.text)));
        if has_parts {
            return LinkParts::decode(node, key, problems).map(NamedLink);
        }
        let url = Text::decode(node, key, problems)?;
        Some(NamedLink(LinkParts { url: Some(url), span: node.span, ..LinkParts::default() }))
    }
}

impl JsonSchema for NamedLink {
    fn schema_name() -> Cow<'static, str> {
        "NamedLink".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let address = generator.subschema_for::<Text>();
        let parts = generator.subschema_for::<LinkParts>();
        json_schema!({ "anyOf": [address, parts] })
    }
}

record! {
    /// A job.
    Work, "a map"(alone: "name", beside: "position", list: "highlights", single: false) {
        /// The employer.
        name: Option<Text> = "name" | "company",
        /// The position held.
        position: Option<Text> = "position",
        /// Several positions held there.
        positions: Vec<Position> = "positions",
        ..common: Common
    }
}

record! {
    /// One of several positions at the same place.
    Position, "a map"(alone: "position", beside: "summary", list: "highlights", single: true) {
        /// The position held.
        position: Option<Text> = "position" | "name" | "title",
        ..common: Common
    }
}

record! {
    /// Unpaid work.
    Volunteer, "a map"(alone: "organization", beside: "position", list: "highlights", single: false) {
        /// The organization.
        organization: Option<Text> = "organization" | "name",
        /// The position held.
        position: Option<Text> = "position",
        /// Several positions held there.
        positions: Vec<Position> = "positions",
        ..common: Common
    }
}

record! {
    /// A school and what was learned there.
    Education, "a map"(alone: "institution", beside: "area", list: "courses", single: false) {
        /// The school.
        institution: Option<Text> = "institution" | "name",
        /// The field of study.
        area: Option<Text> = "area",
        /// The degree.
        study_type: Option<Text> = "studyType" | "degree",
        /// The grade.
        score: Option<Text> = "score" | "gpa",
        /// Courses taken.
        courses: Items<Text> = "courses",
        ..common: Common
    }
}

record! {
    /// A prize.
    Award, "a map"(alone: "title", beside: "summary", list: "highlights", single: true) {
        /// The prize.
        title: Option<Text> = "title" | "name",
        /// Who gave it.
        awarder: Option<Text> = "awarder",
        ..common: Common
    }
}

record! {
    /// A certificate.
    Certificate, "a map"(alone: "name", beside: "issuer", list: "highlights", single: true) {
        /// The certificate.
        name: Option<Text> = "name" | "title",
        /// Who issued it.
        issuer: Option<Text> = "issuer",
        ..common: Common
    }
}

record! {
    /// A book, an article, a talk.
    Publication, "a map"(alone: "name", beside: "publisher", list: "highlights", single: true) {
        /// Its title.
        name: Option<Text> = "name" | "title",
        /// The authors, in order.
        authors: Items<Text> = "authors" | "author",
        /// Journal, conference or publisher.
        publisher: Option<Text> = "publisher" | "venue" | "journal",
        /// The Digital Object Identifier, such as `10.1000/182`.
        doi: Option<Text> = "doi",
        /// What it is, such as `article`, `conference`, `book`, `chapter`, `thesis`, `report` or `preprint`, by which the
        /// option `group` parts publications.
        genre: Option<Text> = "type",
        ..common: Common
    }
}

record! {
    /// A field of skill.
    Skill, "a map"(alone: "name", beside: "level", list: "keywords", single: true) {
        /// The field.
        name: Option<Text> = "name",
        /// How well, in words.
        level: Option<Text> = "level",
        ..common: Common
    }
}

record! {
    /// A language the person speaks.
    SpokenLanguage, "a map"(alone: "language", beside: "fluency", list: "keywords", single: true) {
        /// The language.
        language: Option<Text> = "language" | "name",
        /// How well, in words.
        fluency: Option<Text> = "fluency" | "level",
        ..common: Common
    }
}

record! {
    /// An interest.
    Interest, "a map"(alone: "name", beside: "level", list: "keywords", single: true) {
        /// The interest.
        name: Option<Text> = "name",
        /// How deep, in words.
        level: Option<Text> = "level",
        ..common: Common
    }
}

record! {
    /// What somebody says of the person.
    Reference, "a map"(alone: "name", beside: "reference", list: "highlights", single: true) {
        /// Who says it.
        name: Option<Text> = "name",
        /// Who that is: position and employer.
        position: Option<Text> = "position" | "role" | "title",
        /// What they say: Markdown.
        reference: Option<Text> = "reference",
        /// Their e-mail address.
        email: Option<Text> = "email",
        /// Their telephone number.
        phone: Option<Text> = "phone",
        ..common: Common
    }
}

record! {
    /// A project.
    Project, "a map"(alone: "name", beside: "description", list: "highlights", single: true) {
        /// The project.
        name: Option<Text> = "name" | "title",
        /// For which company or organization it was.
        entity: Option<Text> = "entity" | "organization",
        /// What kind of thing it is, such as `application`.
        kind: Option<Text> = "type",
        /// What the person was in it.
        roles: Items<Text> = "roles",
        ..common: Common
    }
}

record! {
    /// An entry of the person's own section.
    CustomEntry, "a map"(alone: "title", beside: "subtitle", list: "highlights", single: true) {
        /// What stands out.
        title: Option<Text> = "title" | "name",
        /// What follows it or is below it.
        subtitle: Option<Text> = "subtitle" | "level",
        /// The position held, as in `work`.
        position: Option<Text> = "position" | "role",
        /// Where it was held: the title, where there is none.
        organization: Option<Text> = "organization" | "entity" | "company",
        /// Authors, for a section of kind `publications`.
        authors: Items<Text> = "authors" | "author",
        /// The Digital Object Identifier, for a section of kind `publications`.
        doi: Option<Text> = "doi",
        /// What it is, such as `article` or `book`, for a section of kind `publications`.
        genre: Option<Text> = "type",
        ..common: Common
    }
}

record! {
    /// The person's own section.
    CustomSection, "a map"(alone: "title", beside: "text", list: "entries", single: true) {
        /// Its name in `cvgen.order`.
        id: Option<Text> = "id",
        /// Its printed title.
        title: Option<Text> = "title" | "name",
        /// How its entries are best set.
        kind: Option<CustomKind> = "kind",
        /// A text: Markdown, with paragraphs and lists.
        text: Option<Text> = "text" | "summary" | "description",
        /// Its entries.
        entries: Vec<CustomEntry> = "entries" | "items",
        /// For which variants it is meant; shown always if there are none.
        tags: Vec<Text> = "tags",
        /// `before`: begin a new page before it.
        page_break: Option<PageBreak> = "break",
        /// Keep it on one page.
        keep: Option<bool> = "keep",
        /// Print it small, such as a consent.
        small: Option<bool> = "small",
        /// Print it at the foot of the last page.
        foot: Option<bool> = "foot",
    }
}

/// How the entries of a person's own section are best set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CustomKind {
    /// Title, subtitle, date, text and bullets.
    Entries,
    /// A term with words behind it.
    Terms,
    /// Bibliographic references.
    Publications,
    /// What somebody said.
    Quotes,
}

impl Decode for CustomKind {
    const EXPECTED: &'static str = "`entries`, `terms`, `publications` or `quotes`";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        match node.scalar() {
            Some("entries") => Some(CustomKind::Entries),
            Some("terms") => Some(CustomKind::Terms),
            Some("publications") => Some(CustomKind::Publications),
            Some("quotes") => Some(CustomKind::Quotes),
            _ => problems.wrong_value::<Self>(node, key),
        }
    }
}

/// Where to begin a new page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum PageBreak {
    /// Before the entry or section.
    Before,
}

impl Decode for PageBreak {
    const EXPECTED: &'static str = "`before`";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        match node.scalar() {
            Some("before") => Some(PageBreak::Before),
            _ => problems.wrong_value::<Self>(node, key),
        }
    }
}

/// What the file says about itself. Other tools keep their own settings here; nothing is reported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta;

impl Decode for Meta {
    const EXPECTED: &'static str = "a map";

    fn decode(_: &Node, _: &str, _: &mut Problems) -> Option<Self> {
        Some(Meta)
    }
}

impl JsonSchema for Meta {
    fn schema_name() -> Cow<'static, str> {
        "Meta".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "properties": {
                "canonical": {
                    "type": ["string", "null"],
                    "description": "Where the newest version of this file is.",
                    "examples": ["https://example.org/resume.json"]
                },
                "version": {
                    "type": ["string", "null"],
                    "description": "The version of this file, or of the format it is written in.",
                    "examples": ["v1.0.0"]
                },
                "lastModified": {
                    "type": ["string", "null"],
                    "description": "When this file was changed last.",
                    "examples": ["2019-03-01T12:00:00"]
                }
            }
        })
    }
}
