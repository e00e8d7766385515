//! What is cut away: entries by tags and dates, entries and bullets beyond a limit.

use super::Tailoring;
use super::entries::{Tagged, Visitor, tags_of, visit};
use super::header::FIELDS;
use super::names::{custom_ids, first, named, networks, texts, unknown, year_at_least};
use crate::diagnostic::{Diagnostic, Severity};
use crate::resolve::sections::canonical;
use crate::resume::{Bullet, Common, Contents, PartialDate, Resume, SECTIONS, Text, Variant};

/// What is cut away.
pub(super) struct Cut {
    tags: Vec<String>,
    since: Option<PartialDate>,
    limits: Vec<(String, usize)>,
    /// What of the header and which sections are left out, in small letters.
    pub hidden: Vec<String>,
}

impl Cut {
    pub(super) fn new(
        resume: &Resume,
        variant: &Variant,
        tailoring: &Tailoring,
        problems: &mut Vec<Diagnostic>,
    ) -> Cut {
        let mut tags = Vec::new();
        let known_tags = tags_of(&resume.contents);
        let known: Vec<&str> = known_tags.iter().map(String::as_str).collect();
        for (tag, span) in named(&variant.tags, &tailoring.tags) {
            if !known.contains(&tag.as_str()) {
                let message = format!("nothing has the tag `{tag}`");
                let mut problem = unknown(resume, "unknown-tag", message, &tag, span, &known);
                if tailoring.is_of_many {
                    problem.severity = Severity::Warning;
                }
                problems.push(problem);
            }
            tags.push(tag);
        }
        let custom = custom_ids(&resume.contents);
        let sections = || SECTIONS.into_iter().chain(custom.iter().map(String::as_str));
        let mut hidden = Vec::new();
        let networks = networks(&resume.contents);
        let hideable: Vec<&str> = FIELDS
            .iter()
            .copied()
            .chain(networks.iter().map(String::as_str))
            .chain(sections())
            .collect();
        for (name, span) in named(&variant.hide, &tailoring.hide) {
            let is_known = hideable.iter().any(|known| known.eq_ignore_ascii_case(&name))
                || crate::resolve::networks::find(&name, None).is_some()
                || canonical(&name) != name;
            if !is_known {
                let message = format!("there is no `{name}` to hide");
                problems.push(unknown(resume, "unknown-field", message, &name, span, &hideable));
            }
            hidden.push(canonical(&name).to_lowercase());
        }
        let mut limits = Vec::new();
        for (key, count) in &variant.limit.0 {
            let limited: Vec<&str> = sections().chain(["highlights"]).collect();
            let id = canonical(&key.text);
            if !limited.contains(&id) {
                let message = format!("there is no section `{}` to limit", key.text);
                let span = Some(key.span);
                problems.push(unknown(resume, "unknown-section", message, id, span, &limited));
            }
            limits.push((id.to_owned(), usize::try_from(count.0).unwrap_or(usize::MAX)));
        }
        if let Some(most) = tailoring.max_highlights {
            limits.retain(|(id, _)| id != "highlights");
            limits.push(("highlights".to_owned(), most));
        }
        let since = variant.since.as_ref().and_then(|date| {
            let written = first(&date.0)?;
            let parsed = written.parse().ok();
            if parsed.is_none() {
                let message = format!("`since` must be a date, not `{written}`");
                let problem = Diagnostic::error("date", message).hint("write `2015` or `2015-06`");
                problems.extend(resume.place(date.0.span).map(|place| problem.at(place)));
            }
            parsed
        });
        Cut { tags, since: tailoring.since.or(since), limits, hidden }
    }

    fn limit(&self, id: &str) -> usize {
        let found = self.limits.iter().find(|(known, _)| known == id);
        found.map_or(usize::MAX, |(_, most)| *most)
    }

    /// Whether something with `tags` is wanted.
    fn wants(&self, tags: &[Text]) -> bool {
        let mut own = texts(tags);
        self.tags.is_empty() || tags.is_empty() || own.any(|tag| self.tags.contains(&tag))
    }

    fn is_recent(&self, section: &str, common: &Common) -> bool {
        let Some(since) = self.since.filter(|_| section != "education") else { return true };
        let valid = common.valid_until.as_ref();
        let end = valid.or(common.end_date.as_ref()).or(common.date.as_ref());
        let Some(end) = end.and_then(|date| year_at_least(&first(&date.0)?)) else { return true };
        let latest = (end.year, end.month.unwrap_or(12), end.day.unwrap_or(31));
        latest >= (since.year, since.month.unwrap_or(1), since.day.unwrap_or(1))
    }

    pub(super) fn apply(&mut self, contents: &mut Contents) {
        contents.sections.retain(|section| self.wants(&section.tags));
        visit(contents, self);
    }
}

impl Visitor for Cut {
    fn section<T: Tagged>(&mut self, id: &str, entries: &mut Vec<T>) {
        let highlights = self.limit("highlights");
        entries.retain_mut(|entry| {
            let positions = entry.positions();
            let held_any = positions.as_ref().is_some_and(|positions| !positions.is_empty());
            let mut holds_any = false;
            if let Some(positions) = positions {
                self.section(id, positions);
                holds_any = !positions.is_empty();
            }
            self.wants(&entry.common().tags)
                && self.is_recent(id, entry.common())
                && (!held_any || holds_any)
        });
        entries.truncate(self.limit(id));
        for entry in entries {
            for (_, bullets) in &mut entry.common().highlights.variants {
                bullets.retain(|Bullet(bullet)| self.wants(&bullet.tags));
                bullets.truncate(highlights);
            }
        }
    }
}
