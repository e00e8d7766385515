//! `Resume` → `Resume`: what is left of it for one purpose.
//!
//! Takes a variant of the resume and what the command line adds, gives a resume of the same shape in
//! which the rest is gone and the variant's settings have taken the place of the general ones. All that
//! comes after (printing, export, checks) need not know that there are variants.

use super::sections::{STANDARD, canonical};
use crate::diagnostic::{Diagnostic, Outcome, Severity, Warned, nearest};
use crate::resume::{
    Award, Basics, Bullet, Certificate, Common, Contents, Count, CustomEntry, Education, Interest,
    PartialDate, Position, Project, Publication, Reference, Resume, Skill, SpokenLanguage, Text,
    Variant, Volunteer, Work,
};
use crate::source::Span;

/// What a resume is to be cut down to. The default is all of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tailoring {
    /// The variant, a name out of `cvgen.variants`.
    pub variant: Option<String>,
    /// Tags beside those of the variant.
    pub tags: Vec<String>,
    /// Leave out what ended before this; goes before the variant's.
    pub since: Option<PartialDate>,
    /// The most bullets of an entry; goes before the variant's.
    pub max_highlights: Option<usize>,
    /// What not to print, beside what the variant hides.
    pub hide: Vec<String>,
    /// The most pages; goes before the variant's and the resume's.
    pub pages: Option<u32>,
}

/// The names of the variants of `resume`, in its order.
pub fn variants(resume: &Resume) -> Vec<&str> {
    let settings = resume.contents.settings.as_ref();
    let variants = settings.map_or(&[][..], |settings| &settings.variants.0);
    variants.iter().map(|(key, _)| key.text.as_str()).collect()
}

/// What is left of `resume`. Unknown names are warnings where the resume has them, and errors where
/// the command line has them; nothing left is an error.
pub fn tailor(resume: &Resume, tailoring: &Tailoring) -> Outcome<Resume> {
    let variant = match &tailoring.variant {
        None => Variant::default(),
        Some(name) => find(resume, name).map_err(|unknown| vec![unknown])?,
    };
    let mut tailored = resume.clone();
    let mut problems = Vec::new();
    let cut = Cut::new(resume, &variant, tailoring, &mut problems);
    cut.apply(&mut tailored.contents);
    hide(&mut tailored.contents, &cut.hidden);
    let basics = &mut tailored.contents.basics;
    if variant.label.is_some() {
        basics.get_or_insert_default().label = variant.label;
    }
    if variant.summary.is_some() {
        basics.get_or_insert_default().summary = variant.summary;
    }
    let settings = tailored.contents.settings.get_or_insert_default();
    if !variant.order.is_empty() {
        settings.order = variant.order;
    }
    settings.titles.0.splice(0..0, variant.titles.0);
    settings.options.0.extend(variant.options.0);
    settings.theme = variant.theme.or(settings.theme.take());
    settings.pages = tailoring.pages.map(Count).or(variant.pages).or(settings.pages);
    if entries(&tailored.contents) == 0 && entries(&resume.contents) > 0 {
        let who = tailoring.variant.as_ref().map(|name| format!("the variant `{name}`"));
        let who = who.unwrap_or_else(|| "this choice".to_owned());
        let message = format!("{who} leaves nothing of any section");
        let hint = "entries without tags are always shown; look at `tags`, `since` and `hide`";
        problems.push(Diagnostic::error("nothing-left", message).hint(hint));
    }
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    Ok(Warned { value: tailored, warnings: problems })
}

fn find(resume: &Resume, name: &str) -> Result<Variant, Diagnostic> {
    let variants =
        resume.contents.settings.as_ref().map_or(&[][..], |settings| &settings.variants.0);
    if let Some((_, variant)) = variants.iter().find(|(key, _)| key.text == name) {
        return Ok(variant.clone());
    }
    let problem = Diagnostic::error("unknown-variant", format!("there is no variant `{name}`"));
    let known: Vec<&str> = variants.iter().map(|(key, _)| key.text.as_str()).collect();
    Err(match (nearest(name, known.iter().copied()), &known[..]) {
        (Some(near), _) => problem.hint(format!("did you mean `{near}`?")),
        (None, []) => problem.hint("the resume has none; they are written under `cvgen.variants`"),
        (None, known) => problem.hint(format!("the resume has `{}`", known.join("`, `"))),
    })
}

/// What is cut away.
struct Cut {
    tags: Vec<String>,
    since: Option<PartialDate>,
    limits: Vec<(String, usize)>,
    hidden: Vec<String>,
}

impl Cut {
    fn new(
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
                problems.push(unknown(resume, "unknown-tag", message, &tag, span, &known));
            }
            tags.push(tag);
        }
        let custom = custom_ids(&resume.contents);
        let sections = || STANDARD.iter().copied().chain(custom.iter().map(String::as_str));
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
        let end = common.end_date.as_ref().or(common.date.as_ref());
        let Some(end) = end.and_then(|date| year_at_least(&first(&date.0)?)) else { return true };
        let latest = (end.year, end.month.unwrap_or(12), end.day.unwrap_or(31));
        latest >= (since.year, since.month.unwrap_or(1), since.day.unwrap_or(1))
    }

    fn apply(&self, contents: &mut Contents) {
        self.section("work", &mut contents.work);
        self.section("volunteer", &mut contents.volunteer);
        self.section("education", &mut contents.education);
        self.section("awards", &mut contents.awards);
        self.section("certificates", &mut contents.certificates);
        self.section("publications", &mut contents.publications);
        self.section("skills", &mut contents.skills);
        self.section("languages", &mut contents.languages);
        self.section("interests", &mut contents.interests);
        self.section("references", &mut contents.references);
        self.section("projects", &mut contents.projects);
        contents.sections.retain(|section| self.wants(&section.tags));
        for section in &mut contents.sections {
            let id = section.id.as_ref().or(section.title.as_ref()).and_then(first);
            self.section(&id.unwrap_or_default(), &mut section.entries);
        }
    }

    fn section<T: Tagged>(&self, id: &str, entries: &mut Vec<T>) {
        let highlights = self.limit("highlights");
        entries.retain_mut(|entry| {
            let positions = entry.positions();
            let had_positions = positions.as_ref().is_some_and(|positions| !positions.is_empty());
            let mut has_positions = false;
            if let Some(positions) = positions {
                self.section(id, positions);
                has_positions = !positions.is_empty();
            }
            self.wants(&entry.common().tags)
                && self.is_recent(id, entry.common())
                && (!had_positions || has_positions)
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

/// An entry that may have tags.
trait Tagged {
    fn common(&mut self) -> &mut Common;

    fn positions(&mut self) -> Option<&mut Vec<Position>> {
        None
    }
}

macro_rules! tagged {
    ($($name:ident $(has $positions:ident)?),*) => {
        $(impl Tagged for $name {
            fn common(&mut self) -> &mut Common {
                &mut self.common
            }
            $(fn positions(&mut self) -> Option<&mut Vec<Position>> {
                Some(&mut self.$positions)
            })?
        })*
    };
}

tagged!(
    Work has positions, Volunteer has positions, Position, Education, Award, Certificate, Publication,
    Skill, SpokenLanguage, Interest, Reference, Project, CustomEntry
);

/// What of the header can be hidden.
const FIELDS: &[&str] =
    &["email", "phone", "url", "location", "profiles", "image", "photo", "label", "summary"];

fn hide(contents: &mut Contents, hidden: &[String]) {
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

/// That `name` is not among `known`: a warning where the resume says it, an error otherwise.
fn unknown(
    resume: &Resume,
    code: &'static str,
    message: String,
    name: &str,
    span: Option<Span>,
    known: &[&str],
) -> Diagnostic {
    let mut problem = Diagnostic::error(code, message);
    if let Some(span) = span {
        problem.severity = Severity::Warning;
        problem.place = resume.place(span);
    }
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem.hint("the resume has no tags"),
        None => problem.hint(format!("there are `{}`", known.join("`, `"))),
    }
}

/// The names in the resume, with their places, then those of the command line.
fn named(written: &[Text], typed: &[String]) -> Vec<(String, Option<Span>)> {
    let written = written.iter().filter_map(|text| Some((first(text)?, Some(text.span))));
    written.chain(typed.iter().map(|name| (name.trim().to_owned(), None))).collect()
}

/// The first of the languages that `text` is said in: for what is a name, not a text.
fn first(text: &Text) -> Option<String> {
    text.variants.first().map(|(_, spanned)| spanned.text.trim().to_owned())
}

fn texts(list: &[Text]) -> impl Iterator<Item = String> {
    list.iter().flat_map(|text| &text.variants).map(|(_, spanned)| spanned.text.trim().to_owned())
}

/// The date of `text`, or the last year that its words tell.
fn year_at_least(text: &str) -> Option<PartialDate> {
    text.parse().ok().or_else(|| {
        let years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
        let year = years.filter_map(|digits| digits.parse().ok()).next_back()?;
        Some(PartialDate { year, month: None, day: None })
    })
}

fn custom_ids(contents: &Contents) -> Vec<String> {
    let id = |section: &crate::resume::CustomSection| {
        section.id.as_ref().or(section.title.as_ref()).and_then(first)
    };
    contents.sections.iter().filter_map(id).collect()
}

fn networks(contents: &Contents) -> Vec<String> {
    let profiles = contents.basics.as_ref().map_or(&[][..], |basics| &basics.profiles);
    profiles.iter().filter_map(|profile| first(profile.network.as_ref()?)).collect()
}

/// Every tag of anything, once, in file order.
fn tags_of(contents: &Contents) -> Vec<String> {
    let mut contents = contents.clone();
    let mut tags = Vec::new();
    for section in &contents.sections {
        tags.extend(texts(&section.tags));
    }
    visit(&mut contents, &mut |common| {
        tags.extend(texts(&common.tags));
        for (_, bullets) in &common.highlights.variants {
            tags.extend(bullets.iter().flat_map(|Bullet(bullet)| texts(&bullet.tags)));
        }
    });
    let mut seen = Vec::new();
    tags.retain(|tag| {
        let is_new = !seen.contains(tag);
        seen.push(tag.clone());
        is_new
    });
    tags
}

/// How many entries and own sections there are.
fn entries(contents: &Contents) -> usize {
    let mut contents = contents.clone();
    let mut count = contents.sections.iter().filter(|section| section.text.is_some()).count();
    visit(&mut contents, &mut |_| count += 1);
    count
}

/// Calls `with` for every entry and position.
fn visit(contents: &mut Contents, with: &mut dyn FnMut(&mut Common)) {
    fn all<T: Tagged>(entries: &mut [T], with: &mut dyn FnMut(&mut Common)) {
        for entry in entries {
            with(entry.common());
            if let Some(positions) = entry.positions() {
                all(positions, with);
            }
        }
    }
    all(&mut contents.work, with);
    all(&mut contents.volunteer, with);
    all(&mut contents.education, with);
    all(&mut contents.awards, with);
    all(&mut contents.certificates, with);
    all(&mut contents.publications, with);
    all(&mut contents.skills, with);
    all(&mut contents.languages, with);
    all(&mut contents.interests, with);
    all(&mut contents.references, with);
    all(&mut contents.projects, with);
    for section in &mut contents.sections {
        all(&mut section.entries, with);
    }
}
