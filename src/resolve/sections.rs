//! Which sections there are, in which order, under which titles.

use super::context::Context;
use super::entries::{Printable, entry};
use super::genres;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Block, Entry, Highlight, Moment, Section, SectionKind};
use crate::resume::{
    Common, CustomKind, CustomSection, PageBreak, Resume, SECTIONS, Settings, Sort, Text, meanings,
};
use crate::source::{Source, Span};
use std::cmp::Reverse;
use std::sync::Arc;

/// What the introduction is called among the titles.
pub(super) const SUMMARY: &str = "summary";

/// The key under which a person's own sections are.
const CUSTOM: &str = "sections";

pub(super) fn sections(context: &mut Context<'_>) -> Vec<Section> {
    order(context)
        .into_iter()
        .flat_map(|id| parts(id, context))
        .filter(|section| !section.entries.is_empty() || !section.body.is_empty())
        .collect()
}

/// The sections' names in JSON Resume, as they are printed one behind the other. A person's own are
/// projects there.
pub(super) fn json_order<'a>(context: &mut Context<'a>) -> Vec<&'a str> {
    let name = |section| match section {
        SectionId::Standard(key) => canonical(key),
        SectionId::Custom(_) => "projects",
    };
    order(context).into_iter().map(name).collect()
}

/// A section of the resume: one of JSON Resume's by its name, or the person's own by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SectionId<'a> {
    Standard(&'a str),
    Custom(usize),
}

/// `cvgen.order` first, then what it does not name, as it is in the file.
fn order<'a>(context: &mut Context<'a>) -> Vec<SectionId<'a>> {
    let resume = context.resume;
    let custom_ids = custom_ids(context);
    let mut written = Vec::new();
    for key in &resume.written_order {
        if key == CUSTOM {
            written.extend((0..resume.contents.sections.len()).map(SectionId::Custom));
        } else if is_standard(resume, key) {
            written.push(SectionId::Standard(key));
        }
    }
    if is_plain_json(resume) {
        let first = if is_studying(resume) { "education" } else { "work" };
        written.sort_by_key(|section| match section {
            SectionId::Standard(key) if canonical(key) == first => 0,
            SectionId::Standard(key) => {
                USUAL.iter().position(|id| *id == canonical(key)).map_or(99, |it| it + 1)
            }
            SectionId::Custom(_) => 99,
        });
    }
    let mut order = Vec::new();
    let wanted = resume.contents.settings.as_ref().map_or(&[][..], |settings| &settings.order);
    for text in wanted {
        let Some(id) = context.plain(text) else { continue };
        let canonical = canonical(&id);
        let found = written.iter().copied().find(|section| match section {
            SectionId::Standard(key) => self::canonical(key) == canonical,
            SectionId::Custom(index) => custom_ids[*index] == id,
        });
        match found {
            Some(section) if !order.contains(&section) => order.push(section),
            Some(_) => {}
            // Sections that the file may have and does not: an order may be written for all resumes.
            None if standard(resume, canonical).is_some() => {}
            None => unknown_section(&id, text.span, &custom_ids, context),
        }
    }
    let titles = resume.contents.settings.as_ref().map_or(&[][..], |settings| &settings.titles.0);
    for (key, _) in titles {
        let id = canonical(&key.text);
        let is_known =
            id == SUMMARY || SECTIONS.contains(&id) || custom_ids.iter().any(|known| known == id);
        if !is_known {
            unknown_section(&key.text, key.span, &custom_ids, context);
        }
    }
    let rest = written.into_iter().filter(|section| !order.contains(section)).collect::<Vec<_>>();
    order.into_iter().chain(rest).collect()
}

/// The sections in the order that most resumes have; JSON Resume's own order is that of its specification.
const USUAL: [&str; 11] = [
    "work",
    "projects",
    "education",
    "skills",
    "certificates",
    "publications",
    "awards",
    "volunteer",
    "languages",
    "interests",
    "references",
];

/// Makes bullets of the keywords of terms, such as skills.
pub(super) fn list_keywords(sections: &mut [Section]) {
    for section in sections.iter_mut().filter(|section| section.kind == SectionKind::Terms) {
        for entry in &mut section.entries {
            let keywords = std::mem::take(&mut entry.keywords).into_iter();
            let bullets = keywords.map(|runs| Highlight { runs, items: Vec::new() });
            entry.highlights.splice(0..0, bullets);
        }
    }
}

/// Whether a program wrote the resume, so that the order of its sections is nobody's choice: JSON in which
/// nothing of ours says otherwise.
fn is_plain_json(resume: &Resume) -> bool {
    let is_json = |source: &Arc<Source>| source.name.to_lowercase().ends_with(".json");
    resume.contents.settings.as_ref().is_none_or(|settings| settings.order.is_empty())
        && !resume.sources.is_empty()
        && resume.sources.iter().all(is_json)
}

/// Whether the last study goes on, and nothing else was begun after it: nobody is asked for the day of today.
fn is_studying(resume: &Resume) -> bool {
    let ends = |common: &Common| common.end_date.is_some();
    let education = &resume.contents.education;
    !education.is_empty()
        && education.iter().any(|it| !ends(&it.common))
        && resume.contents.work.iter().all(|it| ends(&it.common))
}

fn unknown_section(id: &str, span: Span, custom_ids: &[String], context: &mut Context<'_>) {
    let known = SECTIONS.into_iter().chain(custom_ids.iter().map(String::as_str));
    let mut diagnostic =
        Diagnostic::warning("unknown-section", format!("there is no section `{id}`"));
    // A word that people write for a section: `experience`.
    let other = meanings(id).and_then(|mut names| names.find(|name| SECTIONS.contains(name)));
    let other = other.map(|name| format!("write `{name}`"));
    if let Some(hint) = did_you_mean(id, known).or(other) {
        diagnostic = diagnostic.hint(hint);
    }
    context.warn(span, diagnostic);
}

/// The ids of the person's own sections: as written, or the title.
fn custom_ids(context: &mut Context<'_>) -> Vec<String> {
    let sections = &context.resume.contents.sections;
    let id = |section: &CustomSection, context: &mut Context<'_>| {
        let text = section.id.as_ref().or(section.title.as_ref());
        context.plain_or_empty(text)
    };
    sections.iter().map(|section| id(section, context)).collect()
}

/// Today's name of a section.
pub(super) fn canonical(key: &str) -> &str {
    match key {
        "certifications" => "certificates",
        "hobbies" => "interests",
        key => key,
    }
}

fn is_standard(resume: &Resume, key: &str) -> bool {
    standard(resume, canonical(key)).is_some()
}

/// How the entries of the section `id` are set, and the entries.
fn standard<'a>(resume: &'a Resume, id: &str) -> Option<(SectionKind, Vec<&'a dyn Printable>)> {
    fn all<T: Printable>(items: &[T]) -> Vec<&dyn Printable> {
        items.iter().map(|item| item as &dyn Printable).collect()
    }
    let contents = &resume.contents;
    let section = match id {
        "work" => (SectionKind::Entries, all(&contents.work)),
        "volunteer" => (SectionKind::Entries, all(&contents.volunteer)),
        "education" => (SectionKind::Entries, all(&contents.education)),
        "awards" => (SectionKind::Entries, all(&contents.awards)),
        "certificates" => (SectionKind::Entries, all(&contents.certificates)),
        "publications" => (SectionKind::Publications, all(&contents.publications)),
        "skills" => (SectionKind::Terms, all(&contents.skills)),
        "languages" => (SectionKind::Terms, all(&contents.languages)),
        "interests" => (SectionKind::Terms, all(&contents.interests)),
        "references" => (SectionKind::Quotes, all(&contents.references)),
        "projects" => (SectionKind::Entries, all(&contents.projects)),
        _ => return None,
    };
    Some(section)
}

/// Sections of employers and positions, or schools and degrees.
const FORMAL: &[&str] = &["work", "volunteer", "education"];

/// The section `id`, if there is one: of publications one for each kind of them, if the person wants that.
fn parts(id: SectionId<'_>, context: &mut Context<'_>) -> Vec<Section> {
    let resume = context.resume;
    let (kind, items) = match id {
        SectionId::Standard(key) => match standard(resume, canonical(key)) {
            Some(section) => section,
            None => return Vec::new(),
        },
        SectionId::Custom(index) => own_entries(&resume.contents.sections[index]),
    };
    if !context.by_genre || kind != SectionKind::Publications {
        return vec![section(id, kind, &items, context)];
    }
    let groups = genres::grouped(items, context).into_iter().enumerate();
    let sections = groups.map(|(index, group)| {
        let mut section = section(id, kind, &group.items, context);
        if let Some(title) = group.title {
            section.title = title;
            section.id = format!("{}-{}", section.id, group.key);
        }
        if index > 0 {
            section.break_before = false;
            section.body.clear();
        }
        section
    });
    sections.collect()
}

fn section(
    id: SectionId<'_>,
    kind: SectionKind,
    items: &[&dyn Printable],
    context: &mut Context<'_>,
) -> Section {
    match id {
        SectionId::Standard(key) => {
            let id = canonical(key);
            let own_title = context.locale.titles.get(id).cloned().unwrap_or_default();
            Section {
                id: id.to_owned(),
                kind,
                title: title(id, own_title, context),
                formal: FORMAL.contains(&id),
                entries: entries(items, context),
                body: Vec::new(),
                small: false,
                foot: false,
                break_before: is_named(id, |settings| &settings.breaks, context),
                keep: is_named(id, |settings| &settings.keep, context),
            }
        }
        SectionId::Custom(index) => {
            let id = custom_ids(context).swap_remove(index);
            let own = &context.resume.contents.sections[index];
            custom(own, id, kind, items, context)
        }
    }
}

/// How the entries of a section of the person's own are best set, and the entries.
fn own_entries(section: &CustomSection) -> (SectionKind, Vec<&dyn Printable>) {
    let items: Vec<&dyn Printable> =
        section.entries.iter().map(|item| item as &dyn Printable).collect();
    let kind = match section.kind {
        _ if items.is_empty() => SectionKind::Text,
        None | Some(CustomKind::Entries) => SectionKind::Entries,
        Some(CustomKind::Terms) => SectionKind::Terms,
        Some(CustomKind::Publications) => SectionKind::Publications,
        Some(CustomKind::Quotes) => SectionKind::Quotes,
    };
    (kind, items)
}

fn custom(
    section: &CustomSection,
    id: String,
    kind: SectionKind,
    items: &[&dyn Printable],
    context: &mut Context<'_>,
) -> Section {
    let own_title = context.plain_or_empty(section.title.as_ref());
    Section {
        kind,
        title: title(&id, own_title, context),
        formal: section.entries.iter().any(|entry| entry.position.is_some()),
        entries: entries(items, context),
        body: context.blocks(section.text.as_ref()),
        small: section.small.unwrap_or(false),
        foot: section.foot.unwrap_or(false),
        break_before: section.page_break == Some(PageBreak::Before)
            || is_named(&id, |settings| &settings.breaks, context),
        keep: section.keep.unwrap_or(false) || is_named(&id, |settings| &settings.keep, context),
        id,
    }
}

/// The introduction as a section of its own, which it is under a title of the person's own.
pub(super) fn introduction(title: String, body: Vec<Block>) -> Section {
    Section {
        id: SUMMARY.to_owned(),
        kind: SectionKind::Text,
        title,
        formal: false,
        entries: Vec::new(),
        body,
        small: false,
        foot: false,
        break_before: false,
        keep: false,
    }
}

/// Whether `list` of the settings names the section `id`.
fn is_named(id: &str, list: fn(&Settings) -> &Vec<Text>, context: &mut Context<'_>) -> bool {
    let settings = context.resume.contents.settings.as_ref();
    let mut names = settings.map_or(&[][..], |settings| list(settings)).iter();
    names.any(|name| context.plain(name).is_some_and(|name| canonical(&name) == id))
}

/// The title that `cvgen.titles` gives the section, or else `own`.
pub(super) fn title(id: &str, own: String, context: &mut Context<'_>) -> String {
    own_title(id, context).and_then(|text| context.plain(text)).unwrap_or(own)
}

/// Whether `cvgen.titles` gives the section a title.
pub(super) fn has_own_title(id: &str, context: &Context<'_>) -> bool {
    own_title(id, context).is_some()
}

fn own_title<'a>(id: &str, context: &Context<'a>) -> Option<&'a Text> {
    let titles = &context.resume.contents.settings.as_ref()?.titles;
    let given = titles.0.iter().find(|(key, _)| canonical(&key.text) == id);
    given.map(|(_, text)| text)
}

/// The entries that say something.
fn entries(items: &[&dyn Printable], context: &mut Context<'_>) -> Vec<Entry> {
    let printed = items.iter().map(|item| entry(*item, context));
    let mut entries: Vec<Entry> = printed.filter(|entry| *entry != Entry::default()).collect();
    let settings = context.resume.contents.settings.as_ref();
    if settings.and_then(|settings| settings.sort) == Some(Sort::Newest) {
        entries.sort_by_key(|entry| Reverse(when(entry)));
    }
    entries
}

/// When an entry ended and began, as far as it is known; what goes on is the newest.
fn when(entry: &Entry) -> (bool, Option<String>, Option<String>) {
    let ends = || entry.roles.iter().map(|role| &role.date).chain([&entry.date]);
    let iso = |moment: &Option<Moment>| moment.as_ref().and_then(|moment| moment.iso.clone());
    let goes_on = ends().any(|date| date.end.as_ref().is_some_and(|end| end.present));
    let end = ends().filter_map(|date| iso(&date.end).or_else(|| iso(&date.start))).max();
    (goes_on, end, ends().filter_map(|date| iso(&date.start)).max())
}
