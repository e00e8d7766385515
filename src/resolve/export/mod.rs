//! `Resume` → plain JSON Resume 1.0.0, in one language.
//!
//! Takes what the person wrote (dates and Markdown stay as they are), gives the fields that
//! <https://jsonresume.org/schema> has and no other. What has no place there is put where it fits, or
//! reported as lost.

mod basics;
mod entry;
mod sections;

use super::bold;
use super::context::Context;
use super::link::{self, Address};
use super::locale::Locale;
use crate::diagnostic::{Diagnostic, Warned};
use crate::resume::{Bullet, Comments, Items, LanguageTag, Resume, Text};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The address of the schema that the export follows.
const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// `resume` in `language` as JSON Resume, sections in the order in which they are printed.
pub fn json_resume(resume: &Resume, language: &LanguageTag) -> Warned<Value> {
    let own = super::languages(resume);
    let context = Context {
        resume,
        language: language.clone(),
        first_language: own.first().cloned(),
        fallback: Vec::new(),
        locale: Locale::find(language).0,
        date_language: language.clone(),
        report_missing: own.iter().any(|own| super::speaks(own, language)),
        today: None,
        dates: super::date::Form::default(),
        calendar: crate::resume::Years::Gregorian,
        hides_links: false,
        durations: false,
        authors: 0,
        by_genre: false,
        has_logos: false,
        bold: bold::Words::default(),
        comments: Comments::default(),
        warnings: Vec::new(),
        said: BTreeSet::new(),
    };
    let mut export = Export { context };
    let mut root = Map::new();
    root.insert("$schema".to_owned(), SCHEMA.into());
    if let Some(basics) = &resume.contents.basics {
        root.insert("basics".to_owned(), export.basics(basics));
    }
    let order = super::sections::json_order(&mut export.context);
    let mut sections: Vec<(String, Value)> = export.sections().into_iter().collect();
    sections.sort_by_key(|(name, _)| order.iter().position(|known| known == name));
    root.extend(sections);
    Warned { value: Value::Object(root), warnings: export.context.found() }
}

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
