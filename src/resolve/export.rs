//! `Resume` → plain JSON Resume 1.0.0, in one language.
//!
//! Takes what the person wrote (dates and Markdown stay as they are), gives the fields that
//! <https://jsonresume.org/schema> has and no other. What has no place there is put where it fits, or
//! reported as lost.

use super::context::Context;
use super::link::{self, Address};
use super::locale::{Locale, means_present};
use crate::diagnostic::{Diagnostic, Warned};
use crate::resume::{
    Basics, Bullet, Common, CustomSection, Date, Items, LanguageTag, Location, PartialDate,
    Position, Resume, Text,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The address of the schema that the export follows.
const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// `resume` in `language` as JSON Resume, sections in the order they were written.
pub fn json_resume(resume: &Resume, language: &LanguageTag) -> Warned<Value> {
    let own = super::languages(resume);
    let context = Context {
        resume,
        language: language.clone(),
        first_language: own.first().cloned(),
        locale: Locale::find(language).0,
        report_missing: own.iter().any(|own| super::speaks(own, language)),
        warnings: Vec::new(),
        said: BTreeSet::new(),
    };
    let mut export = Export { context };
    let mut root = Map::new();
    root.insert("$schema".to_owned(), SCHEMA.into());
    if let Some(basics) = &resume.contents.basics {
        root.insert("basics".to_owned(), export.basics(basics));
    }
    export.sections(&mut root);
    Warned { value: Value::Object(root), warnings: export.context.found() }
}

/// What the entries of a section may have in JSON Resume, beside their own fields.
#[expect(clippy::struct_excessive_bools, reason = "which fields there are")]
struct Shape {
    /// `startDate` and `endDate`, or the name of the only date, or none.
    date: Option<&'static str>,
    /// The name of the text, if there is one.
    text: Option<&'static str>,
    location: bool,
    url: bool,
    highlights: bool,
    keywords: bool,
}

const RANGE: &str = "startDate";
const NOTHING: Shape = Shape {
    date: None,
    text: None,
    location: false,
    url: false,
    highlights: false,
    keywords: false,
};
const JOB: Shape =
    Shape { date: Some(RANGE), text: Some("summary"), url: true, highlights: true, ..NOTHING };

struct Export<'a> {
    context: Context<'a>,
}

/// Fields of an entry, by name; absent ones are left out.
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, text: Option<String>) {
        if let Some(text) = text {
            self.0.insert(name.to_owned(), text.into());
        }
    }

    fn list(&mut self, name: &str, items: Vec<String>) {
        if !items.is_empty() {
            self.0.insert(name.to_owned(), items.into());
        }
    }
}

impl Export<'_> {
    fn basics(&mut self, basics: &Basics) -> Value {
        let mut fields = Fields(Map::new());
        fields.put("name", self.text(basics.name.as_ref()));
        fields.put("label", self.text(basics.label.as_ref()));
        fields.put("image", self.text(basics.image.as_ref()));
        for (name, texts) in [("email", &basics.email), ("phone", &basics.phone)] {
            let mut texts = texts.iter();
            fields.put(name, texts.next().and_then(|text| self.text(Some(text))));
            texts.for_each(|text| self.lost(text.span, &format!("a second `{name}`")));
        }
        fields.put("url", self.url(basics.url.as_ref()));
        fields.put("summary", self.text(basics.summary.as_ref()));
        if let Some(location) = &basics.location {
            let location = self.address(location);
            fields.0.insert("location".to_owned(), location);
        }
        let mut profiles = Vec::new();
        for profile in &basics.profiles {
            let mut fields = Fields(Map::new());
            fields.put("network", self.text(profile.network.as_ref()));
            fields.put("username", self.text(profile.username.as_ref()));
            fields.put("url", self.url(profile.url.as_ref()));
            profiles.push(Value::Object(fields.0));
        }
        if !profiles.is_empty() {
            fields.0.insert("profiles".to_owned(), profiles.into());
        }
        Value::Object(fields.0)
    }

    fn address(&mut self, location: &Location) -> Value {
        let mut fields = Fields(Map::new());
        match location {
            Location::Text(text) => fields.put("address", self.text(Some(text))),
            Location::Address(address) => {
                fields.put("address", self.text(address.address.as_ref()));
                fields.put("postalCode", self.text(address.postal_code.as_ref()));
                fields.put("city", self.text(address.city.as_ref()));
                fields.put("countryCode", self.text(address.country_code.as_ref()));
                let region = self.text(address.region.as_ref());
                // The name of a country has no place of its own; its code has.
                let country =
                    self.text(address.country.as_ref().filter(|_| address.country_code.is_none()));
                let parts: Vec<String> = [region, country].into_iter().flatten().collect();
                fields.put("region", (!parts.is_empty()).then(|| parts.join(", ")));
            }
        }
        Value::Object(fields.0)
    }

    fn sections(&mut self, root: &mut Map<String, Value>) {
        let contents = &self.context.resume.contents;
        let mut work = Vec::new();
        for entry in &contents.work {
            let name = self.text(entry.name.as_ref());
            let shape = Shape { location: true, ..JOB };
            self.jobs(
                &mut work,
                "name",
                name.as_deref(),
                entry.position.as_ref(),
                &entry.positions,
                &entry.common,
                &shape,
            );
        }
        insert(root, "work", &work);
        let mut volunteer = Vec::new();
        for entry in &contents.volunteer {
            let name = self.text(entry.organization.as_ref());
            self.jobs(
                &mut volunteer,
                "organization",
                name.as_deref(),
                entry.position.as_ref(),
                &entry.positions,
                &entry.common,
                &JOB,
            );
        }
        insert(root, "volunteer", &volunteer);
        let mut list = Vec::new();
        for entry in &contents.education {
            let own = [
                ("institution", entry.institution.as_ref()),
                ("area", entry.area.as_ref()),
                ("studyType", entry.study_type.as_ref()),
                ("score", entry.score.as_ref()),
            ];
            let courses = self.items(&entry.courses);
            let mut fields =
                self.entry(&own, &entry.common, &Shape { date: Some(RANGE), url: true, ..NOTHING });
            fields.list("courses", courses);
            list.push(Value::Object(fields.0));
        }
        insert(root, "education", &std::mem::take(&mut list));
        macro_rules! section {
            ($field:ident, $shape:expr, $($name:literal = $own:ident),+) => {
                for entry in &contents.$field {
                    let own = [$(($name, entry.$own.as_ref())),+];
                    let fields = self.entry(&own, &entry.common, &$shape);
                    list.push(Value::Object(fields.0));
                }
                insert(root, stringify!($field), &std::mem::take(&mut list));
            };
        }
        let award = Shape { date: Some("date"), text: Some("summary"), ..NOTHING };
        section!(awards, award, "title" = title, "awarder" = awarder);
        let certificate = Shape { date: Some("date"), url: true, ..NOTHING };
        section!(certificates, certificate, "name" = name, "issuer" = issuer);
        let publication =
            Shape { date: Some("releaseDate"), text: Some("summary"), url: true, ..NOTHING };
        section!(publications, publication, "name" = name, "publisher" = publisher);
        for publication in &contents.publications {
            if !publication.authors.variants.is_empty() {
                self.lost(publication.authors.span, "`authors`");
            }
            if let Some(doi) = publication.doi.as_ref().filter(|_| publication.common.url.is_some())
            {
                self.lost(doi.span, "`doi`");
            }
        }
        let keywords = Shape { keywords: true, ..NOTHING };
        section!(skills, keywords, "name" = name, "level" = level);
        section!(languages, NOTHING, "language" = language, "fluency" = fluency);
        section!(interests, keywords, "name" = name);
        section!(references, NOTHING, "name" = name, "reference" = reference);
        let mut projects = Vec::new();
        for entry in &contents.projects {
            let own = [
                ("name", entry.name.as_ref()),
                ("entity", entry.entity.as_ref()),
                ("type", entry.kind.as_ref()),
            ];
            let roles = self.items(&entry.roles);
            let mut fields = self.entry(&own, &entry.common, &PROJECT);
            fields.list("roles", roles);
            projects.push(Value::Object(fields.0));
        }
        for section in &contents.sections {
            self.custom(section, &mut projects);
        }
        insert(root, "projects", &projects);
    }

    /// A job, once for each position held.
    #[expect(clippy::too_many_arguments, reason = "the fields of a job")]
    fn jobs(
        &mut self,
        list: &mut Vec<Value>,
        key: &str,
        name: Option<&str>,
        position: Option<&Text>,
        positions: &[Position],
        common: &Common,
        shape: &Shape,
    ) {
        let mut job = self.entry(&[("position", position)], common, shape);
        job.put(key, name.map(str::to_owned));
        if positions.is_empty() {
            list.push(Value::Object(job.0));
            return;
        }
        for (index, held) in positions.iter().enumerate() {
            let mut fields =
                self.entry(&[("position", held.position.as_ref())], &held.common, shape);
            fields.put(key, name.map(str::to_owned));
            if index == 0 {
                // What was said of the employer is said once.
                for (name, value) in &job.0 {
                    fields.0.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
            list.push(Value::Object(fields.0));
        }
    }

    /// A section of the person's own: its entries are projects of its name.
    fn custom(&mut self, section: &CustomSection, projects: &mut Vec<Value>) {
        let title = section.title.as_ref().or(section.id.as_ref());
        if let Some(text) = &section.text {
            self.lost(text.span, "the text of a section of your own");
        }
        for entry in &section.entries {
            let own = [
                ("name", entry.title.as_ref()),
                ("entity", entry.subtitle.as_ref()),
                ("type", title),
            ];
            let fields = self.entry(&own, &entry.common, &PROJECT);
            projects.push(Value::Object(fields.0));
        }
    }

    fn entry(&mut self, own: &[(&str, Option<&Text>)], common: &Common, shape: &Shape) -> Fields {
        let mut fields = Fields(Map::new());
        for (name, text) in own {
            let text = self.text(*text);
            fields.put(name, text);
        }
        self.dates(&mut fields, common, shape);
        if shape.url {
            fields.put("url", self.url(common.url.as_ref()));
        } else if let Some(url) = &common.url {
            self.lost(url.span, "`url`");
        }
        let location = common.location.as_ref();
        let place = location.map(|place| super::header::print_location(place, &mut self.context));
        if shape.location {
            fields.put("location", place.filter(|place| !place.is_empty()));
        } else if place.is_some_and(|place| !place.is_empty()) {
            self.lost(common.span, "`location`");
        }
        let texts = [common.description.as_ref(), common.summary.as_ref()];
        let mut texts: Vec<String> = texts.into_iter().filter_map(|text| self.text(text)).collect();
        let bullets = self.bullets(&common.highlights);
        if shape.highlights {
            fields.list("highlights", bullets);
        } else {
            texts.extend((!bullets.is_empty()).then(|| format!("- {}", bullets.join("\n- "))));
        }
        match shape.text {
            Some(name) => fields.put(name, (!texts.is_empty()).then(|| texts.join("\n\n"))),
            None if !texts.is_empty() => self.lost(common.span, "the text of this entry"),
            None => {}
        }
        let keywords = self.items(&common.keywords);
        if shape.keywords {
            fields.list("keywords", keywords);
        } else if !keywords.is_empty() {
            self.lost(common.keywords.span, "`keywords`");
        }
        fields
    }

    fn dates(&mut self, fields: &mut Fields, common: &Common, shape: &Shape) {
        let single = self.date(common.date.as_ref());
        let (start, end) =
            (self.date(common.start_date.as_ref()), self.date(common.end_date.as_ref()));
        match shape.date {
            Some(RANGE) => {
                fields.put("startDate", start.or(single.clone()));
                fields.put("endDate", end.or(single));
            }
            Some(name) => fields.put(name, single.or(end).or(start)),
            None if single.or(end).or(start).is_some() => self.lost(common.span, "the date"),
            None => {}
        }
    }

    /// A date as ISO 8601 has it; none if it goes on.
    fn date(&mut self, date: Option<&Date>) -> Option<String> {
        let date = date?;
        let text = self.context.plain(&date.0)?;
        if let Ok(PartialDate { year, month, day }) = text.parse() {
            let parts = [month, day].into_iter().flatten().map(|part| format!("-{part:02}"));
            return Some(format!("{year}{}", parts.collect::<String>()));
        }
        if means_present(&text, &self.context.locale) {
            return None;
        }
        let message = format!("`{text}` is no date that JSON Resume knows; it is written as it is");
        self.context.warn(date.0.span, Diagnostic::warning("export", message));
        Some(text)
    }

    /// An address, with its scheme.
    fn url(&mut self, text: Option<&Text>) -> Option<String> {
        let address = self.context.plain(text?)?;
        Some(match link::judge(&address) {
            Address::Good(url) | Address::NoScheme(url) => url,
            Address::Bad => address,
        })
    }

    /// A text as it was written, in the language.
    fn text(&mut self, text: Option<&Text>) -> Option<String> {
        let text = self.context.written(text?)?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn items(&mut self, items: &Items<Text>) -> Vec<String> {
        let Some(items) = self.context.pick(items) else { return Vec::new() };
        items.iter().filter_map(|item| self.text(Some(item))).collect()
    }

    fn bullets(&mut self, items: &Items<Bullet>) -> Vec<String> {
        let Some(items) = self.context.pick(items) else { return Vec::new() };
        items.iter().filter_map(|Bullet(bullet)| self.text(bullet.text.as_ref())).collect()
    }

    fn lost(&mut self, span: crate::source::Span, what: &str) {
        let message = format!("JSON Resume has no place for {what}; it is left out");
        self.context.warn(span, Diagnostic::warning("lost", message));
    }
}

const PROJECT: Shape = Shape {
    date: Some(RANGE),
    text: Some("description"),
    url: true,
    highlights: true,
    keywords: true,
    ..NOTHING
};

fn insert(root: &mut Map<String, Value>, name: &str, entries: &[Value]) {
    if !entries.is_empty() {
        root.insert(name.to_owned(), json!(entries));
    }
}
