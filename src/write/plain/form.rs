//! A document field by field, as the portals of employers ask for it: a line a field behind its label, months as
//! `03/2019`, a record for each position and school. Texts are as they are, a line a paragraph, to be copied whole.

use super::Sheet;
use crate::document::{
    Block, Dates, Detail, Entry, Highlight, Inline, Link, Moment, Role, Run, Section, plain_text,
};

impl Sheet<'_> {
    /// Name and contacts.
    pub(super) fn person(&mut self) {
        let header = &self.document.header;
        self.title(&header.name, '=');
        self.paragraph(&[Run::plain(header.reading.as_deref().unwrap_or_default())], "", "");
        self.field("position", &plain_text(&header.label));
        for contact in &header.contacts {
            self.labelled(&contact.label, &contact.text);
        }
        if !header.summary.is_empty() {
            self.gap();
            self.title(&header.summary_title, '-');
            self.blocks(&header.summary, "");
        }
    }

    /// The positions or schools of a section.
    pub(super) fn records(&mut self, section: &Section) {
        self.blocks(&section.body, "");
        let is_school = section.id == "education";
        for (index, entry) in section.entries.iter().enumerate() {
            if index > 0 || !section.body.is_empty() {
                self.gap();
            }
            self.record(entry, is_school);
        }
    }

    fn record(&mut self, entry: &Entry, is_school: bool) {
        self.paragraph(&entry.comment, "", "");
        let organization = if is_school { "school" } else { "employer" };
        // What is said of the employer as a whole, above that of its positions.
        if entry.roles.is_empty() || has_own_text(entry) {
            // A school without a name has its subject for a title.
            let is_subject =
                is_school && (entry.title == entry.area || entry.title == entry.degree);
            if !is_subject {
                self.field(organization, &plain_text(&entry.title));
            }
            if is_school && !(entry.degree.is_empty() && entry.area.is_empty()) {
                self.field("degree", &plain_text(&entry.degree));
                self.field("area", &plain_text(&entry.area));
            } else {
                let kind = if is_school { "degree" } else { "position" };
                self.field(kind, &plain_text(&entry.subtitle));
            }
            self.field("place", &plain_text(&entry.location));
            self.dates(&entry.date);
            self.links(&entry.links);
            self.facts(&entry.keywords, &entry.details);
            self.description(&entry.body, &entry.highlights);
        }
        for role in &entry.roles {
            self.gap();
            self.field(organization, &plain_text(&entry.title));
            self.role(role, &entry.location);
        }
    }

    fn role(&mut self, role: &Role, place: &Inline) {
        self.field("position", &plain_text(&role.title));
        let place = if role.location.is_empty() { place } else { &role.location };
        self.field("place", &plain_text(place));
        self.dates(&role.date);
        self.links(&role.links);
        self.facts(&role.keywords, &[]);
        self.description(&role.body, &role.highlights);
    }

    fn dates(&mut self, dates: &Dates) {
        match &dates.start {
            // The one time there is: that of a degree, or the last of a position. What goes on has an end, too.
            Some(only) if dates.end.is_none() && only.iso.is_some() => {
                self.field("to", &month(only));
            }
            Some(start) => self.field("from", &month(start)),
            // Words, which nobody can take apart.
            None if dates.end.is_none() => self.field("from", &dates.text),
            None => {}
        }
        if let Some(end) = &dates.end {
            self.field("to", &month(end));
        }
    }

    fn links(&mut self, links: &[Link]) {
        for link in links {
            let address = link.url.as_ref().unwrap_or(&link.text);
            if link.label.is_empty() {
                self.field("website", address);
            } else {
                self.labelled(&link.label, address);
            }
        }
    }

    fn facts(&mut self, keywords: &[Inline], details: &[Detail]) {
        let separator = &self.document.punctuation.enumeration;
        let list = |items: &[Inline]| {
            items.iter().map(|runs| plain_text(runs)).collect::<Vec<_>>().join(separator)
        };
        self.field("keywords", &list(keywords));
        for detail in details {
            self.labelled(&detail.label, &list(&detail.items));
        }
    }

    fn description(&mut self, body: &[Block], points: &[Highlight]) {
        if body.is_empty() && points.is_empty() {
            return;
        }
        let colon = self.document.punctuation.colon.trim_end();
        let label = self.word("description");
        self.paragraph(&[Run::plain(format!("{label}{colon}"))], "", "");
        self.blocks(body, "");
        self.points(points, "");
    }

    fn field(&mut self, key: &str, text: &str) {
        let label = self.word(key);
        self.labelled(&label, text);
    }

    fn labelled(&mut self, label: &str, text: &str) {
        // A field of a form is one line.
        let text = text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let label = match label {
            "" => String::new(),
            // What a person names themself has its name in it.
            _ if text.starts_with(label) => String::new(),
            _ => format!("{label}{}", self.document.punctuation.colon),
        };
        self.paragraph(&[Run::plain(label + &text)], "", "");
    }

    fn word(&self, key: &str) -> String {
        self.document.words.get(key).cloned().unwrap_or_default()
    }
}

fn has_own_text(entry: &Entry) -> bool {
    !(entry.body.is_empty()
        && entry.highlights.is_empty()
        && entry.keywords.is_empty()
        && entry.details.is_empty()
        && entry.links.is_empty()
        && entry.subtitle.is_empty())
}

/// A date as forms have it: month and year, or the year alone.
fn month(moment: &Moment) -> String {
    let iso = moment.iso.as_deref().unwrap_or_default();
    match iso.split('-').collect::<Vec<_>>()[..] {
        [year, month, ..] => format!("{month}/{year}"),
        _ => moment.text.clone(),
    }
}
