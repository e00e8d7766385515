//! An entry of any section: its own fields, and those that many sections share.

use super::{Export, Fields};
use crate::diagnostic::Diagnostic;
use crate::resolve::link;
use crate::resolve::locale::means_present;
use crate::resolve::location::print_location;
use crate::resume::{Common, Date, Items, PartialDate, Text, range};
use serde_json::Map;

/// What the entries of a section may have in JSON Resume, beside their own fields.
#[expect(clippy::struct_excessive_bools, reason = "which fields there are")]
pub(super) struct Shape {
    /// `startDate` and `endDate`, or the name of the only date, or none.
    pub date: Option<&'static str>,
    /// The name of the text, if there is one.
    pub text: Option<&'static str>,
    pub location: bool,
    pub url: bool,
    pub highlights: bool,
    pub keywords: bool,
}

pub(super) const RANGE: &str = "startDate";
pub(super) const NOTHING: Shape = Shape {
    date: None,
    text: None,
    location: false,
    url: false,
    highlights: false,
    keywords: false,
};
pub(super) const JOB: Shape =
    Shape { date: Some(RANGE), text: Some("summary"), url: true, highlights: true, ..NOTHING };
pub(super) const PROJECT: Shape = Shape {
    date: Some(RANGE),
    text: Some("description"),
    url: true,
    highlights: true,
    keywords: true,
    ..NOTHING
};

impl Export<'_> {
    pub(super) fn entry(
        &mut self,
        own: &[(&str, Option<&Text>)],
        common: &Common,
        shape: &Shape,
    ) -> Fields {
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
        let place = location.map(|place| print_location(place, &mut self.context));
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

    /// What publications have beside: a DOI is an address, if there is no other.
    pub(super) fn published(
        &mut self,
        fields: &mut Fields,
        authors: &Items<Text>,
        doi: Option<&Text>,
        genre: Option<&Text>,
    ) {
        if !authors.variants.is_empty() {
            self.lost(authors.span, "`authors`");
        }
        if let Some(genre) = genre {
            self.lost(genre.span, "`type`");
        }
        let Some(doi) = doi else { return };
        if fields.0.contains_key("url") {
            self.lost(doi.span, "`doi`");
        } else {
            let written = self.context.plain(doi);
            fields.put("url", written.map(|doi| link::doi(link::bare_doi(&doi))));
        }
    }

    /// When it was. A section with one date has when something was given; until when it is valid has no place.
    fn dates(&mut self, fields: &mut Fields, common: &Common, shape: &Shape) {
        // One text may say both ends.
        let both = [&common.start_date, &common.date].into_iter().flatten().next();
        let both = both.filter(|_| shape.date == Some(RANGE) && common.end_date.is_none());
        if let Some((start, end)) = both.and_then(|date| self.ends(date)) {
            fields.put("startDate", Some(start));
            fields.put("endDate", end);
            if let Some(until) = &common.valid_until {
                self.lost(until.0.span, "`validUntil`");
            }
            return;
        }
        let single = self.date(common.date.as_ref());
        let start = self.date(common.start_date.as_ref());
        let end = self.date(common.end_date.as_ref());
        let until = self.date(common.valid_until.as_ref());
        let (mut lost_date, mut lost_end, mut lost_until) = (false, false, until.is_some());
        match shape.date {
            Some(RANGE) => {
                lost_date = single.is_some() && start.is_some() && end.is_some();
                // What has begun and has no end but this ends then, as on the page.
                if start.is_some() && single.is_none() && common.end_date.is_none() {
                    lost_until = false;
                    fields.put("endDate", until);
                }
                fields.put("startDate", start.or(single.clone()));
                fields.put("endDate", end.or(single));
            }
            Some(name) => {
                lost_date = single.is_some() && start.is_some();
                lost_end = end.is_some() && (single.is_some() || start.is_some());
                fields.put(name, start.or(single).or(end));
            }
            None if single.or(end).or(start).is_some() => self.lost(common.span, "the date"),
            None => {}
        }
        for (is_lost, date, what) in [
            (lost_date, &common.date, "`date` beside `startDate`"),
            (lost_end, &common.end_date, "`endDate` here"),
            (lost_until, &common.valid_until, "`validUntil`"),
        ] {
            if let Some(date) = date.as_ref().filter(|_| is_lost) {
                self.lost(date.0.span, what);
            }
        }
    }

    /// The two ends that `date` says at once, the second none if it goes on.
    fn ends(&mut self, date: &Date) -> Option<(String, Option<String>)> {
        let text = self.context.plain(&date.0)?;
        let (start, end) = range(&text)?;
        let until = end.parse().ok().map(iso);
        let is_known = until.is_some() || means_present(end, &self.context.locale);
        start.parse().ok().filter(|_| is_known).map(|start| (iso(start), until))
    }

    /// A date as ISO 8601 has it; none if it goes on.
    fn date(&mut self, date: Option<&Date>) -> Option<String> {
        let date = date?;
        let text = self.context.plain(&date.0)?;
        if let Ok(date) = text.parse() {
            return Some(iso(date));
        }
        if means_present(&text, &self.context.locale) {
            return None;
        }
        let message =
            format!("`{text}` is not a date that JSON Resume knows; it is written as it is");
        self.context.warn(date.0.span, Diagnostic::warning("export", message));
        Some(text)
    }
}

fn iso(PartialDate { year, month, day }: PartialDate) -> String {
    let parts = [month, day].into_iter().flatten().map(|part| format!("-{part:02}"));
    format!("{year}{}", parts.collect::<String>())
}
