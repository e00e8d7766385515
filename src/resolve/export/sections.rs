//! The sections: each list of entries under the name that JSON Resume has for it.

use super::Export;
use super::entry::{JOB, NOTHING, PROJECT, RANGE, Shape};
use crate::resume::{Common, CustomEntry, CustomSection, Position, Text};
use serde_json::{Map, Value, json};

impl Export<'_> {
    /// Every section that has entries, by its name.
    pub(super) fn sections(&mut self) -> Map<String, Value> {
        let contents = &self.context.resume.contents;
        let mut sections = Map::new();
        let mut list = Vec::new();
        for entry in &contents.work {
            let owner = ("name", entry.name.as_ref());
            let shape = Shape { location: true, ..JOB };
            let position = entry.position.as_ref();
            list.extend(self.jobs(owner, position, &entry.positions, &entry.common, &shape));
        }
        insert(&mut sections, "work", &std::mem::take(&mut list));
        for entry in &contents.volunteer {
            let owner = ("organization", entry.organization.as_ref());
            let position = entry.position.as_ref();
            list.extend(self.jobs(owner, position, &entry.positions, &entry.common, &JOB));
        }
        insert(&mut sections, "volunteer", &std::mem::take(&mut list));
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
        insert(&mut sections, "education", &std::mem::take(&mut list));
        macro_rules! section {
            ($field:ident, $shape:expr, $($name:literal = $own:ident),+) => {
                for entry in &contents.$field {
                    let own = [$(($name, entry.$own.as_ref())),+];
                    let fields = self.entry(&own, &entry.common, &$shape);
                    list.push(Value::Object(fields.0));
                }
                insert(&mut sections, stringify!($field), &std::mem::take(&mut list));
            };
        }
        let award = Shape { date: Some("date"), text: Some("summary"), ..NOTHING };
        section!(awards, award, "title" = title, "awarder" = awarder);
        let certificate = Shape { date: Some("date"), url: true, ..NOTHING };
        section!(certificates, certificate, "name" = name, "issuer" = issuer);
        let publication =
            Shape { date: Some("releaseDate"), text: Some("summary"), url: true, ..NOTHING };
        for entry in &contents.publications {
            let own = [("name", entry.name.as_ref()), ("publisher", entry.publisher.as_ref())];
            let mut fields = self.entry(&own, &entry.common, &publication);
            self.published(&mut fields, &entry.authors, entry.doi.as_ref(), entry.genre.as_ref());
            list.push(Value::Object(fields.0));
        }
        insert(&mut sections, "publications", &std::mem::take(&mut list));
        let keywords = Shape { keywords: true, ..NOTHING };
        section!(skills, keywords, "name" = name, "level" = level);
        section!(languages, NOTHING, "language" = language, "fluency" = fluency);
        section!(interests, keywords, "name" = name);
        section!(references, NOTHING, "name" = name, "reference" = reference);
        for entry in &contents.projects {
            let own = [
                ("name", entry.name.as_ref()),
                ("entity", entry.entity.as_ref()),
                ("type", entry.kind.as_ref()),
            ];
            let roles = self.items(&entry.roles);
            let mut fields = self.entry(&own, &entry.common, &PROJECT);
            fields.list("roles", roles);
            list.push(Value::Object(fields.0));
        }
        for section in &contents.sections {
            list.extend(self.custom(section));
        }
        insert(&mut sections, "projects", &list);
        sections
    }

    /// A job, once for each position held. `owner` is who gave it, under its name in JSON Resume.
    fn jobs(
        &mut self,
        owner: (&str, Option<&Text>),
        position: Option<&Text>,
        positions: &[Position],
        common: &Common,
        shape: &Shape,
    ) -> Vec<Value> {
        let job = self.entry(&[owner, ("position", position)], common, shape);
        if positions.is_empty() {
            return vec![Value::Object(job.0)];
        }
        let mut list = Vec::new();
        for held in positions {
            let own = [owner, ("position", held.position.as_ref())];
            let mut fields = self.entry(&own, &held.common, shape);
            if list.is_empty() {
                // What was said of the employer is said once.
                for (name, value) in &job.0 {
                    fields.0.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
            list.push(Value::Object(fields.0));
        }
        list
    }

    /// A section of the person's own: its entries are projects of its name.
    fn custom(&mut self, section: &CustomSection) -> Vec<Value> {
        let title = section.title.as_ref().or(section.id.as_ref());
        if let Some(text) = &section.text {
            self.lost(text.span, "the text of a section of your own");
        }
        let mut project = |entry: &CustomEntry| {
            let name = entry.title.as_ref().or(entry.organization.as_ref());
            let organization = entry.organization.as_ref().filter(|_| entry.title.is_some());
            let entity = entry.subtitle.as_ref().or(entry.position.as_ref()).or(organization);
            let own = [("name", name), ("entity", entity), ("type", title)];
            let mut fields = self.entry(&own, &entry.common, &PROJECT);
            self.published(&mut fields, &entry.authors, entry.doi.as_ref(), entry.genre.as_ref());
            Value::Object(fields.0)
        };
        section.entries.iter().map(&mut project).collect()
    }
}

fn insert(sections: &mut Map<String, Value>, name: &str, entries: &[Value]) {
    if !entries.is_empty() {
        sections.insert(name.to_owned(), json!(entries));
    }
}
