//! `Resume` + choices → `Document`: one language, one purpose, no markup.
//!
//! Language maps are looked up, dates and places written as the language writes them, Markdown
//! turned into runs and blocks, sections put in order. The only part that sees both types. It never
//! reads a file; what it finds odd comes back as warnings, and nothing a person wrote is dropped
//! without one.

mod bold;
mod context;
mod date;
mod entries;
mod export;
mod flanking;
mod genres;
mod header;
mod levels;
mod link;
mod locale;
mod location;
mod markdown;
mod names;
mod networks;
mod person;
mod phone;
mod profile;
mod quotes;
mod sections;
mod tailor;
mod ties;

pub use export::json_resume;
pub use locale::language_name;
pub use tailor::{Tailoring, tailor, variants};

use crate::diagnostic::{Diagnostic, Warned, did_you_mean};
use crate::document::{
    ClosingLines, Document, DocumentKind, FORMAT, Header, Image, Language, Metadata, OptionValue,
    Page, Section, SectionKind, Style, plain_text,
};
use crate::resume::{
    ANY_LANGUAGE, Comments, LanguageTag, Node, PartialDate, Resume, Settings, Text, Value,
    is_language_map, language_tag, written_languages,
};
use context::{Context, printable};
use header::PHOTO;
use locale::{Locale, fallbacks, fill};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is chosen for one printing of a resume.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The language to print.
    pub language: LanguageTag,
    /// The theme's options, every one.
    pub options: BTreeMap<String, OptionValue>,
    /// How the page looks.
    pub page: Page,
    /// How texts look, by style.
    pub styles: BTreeMap<String, Style>,
    /// Font families by role.
    pub fonts: BTreeMap<String, Vec<String>>,
    /// How tightly to set, 0.0 to 1.5.
    pub density: f64,
    /// Whether the photo is to be printed.
    pub has_photo: bool,
    /// The day to which years are counted, if one was chosen.
    pub today: Option<PartialDate>,
}

/// What will be printed of `resume`. Always succeeds: odd values are printed as they are, with a
/// warning at their place.
pub fn resolve(resume: &Resume, choices: &Choices) -> Warned<Document> {
    let (locale, has_locale) = Locale::find(&choices.language);
    let own = languages(resume);
    let has_language = own.is_empty() || own.iter().any(|own| speaks(own, &choices.language));
    let mut context = Context {
        resume,
        language: choices.language.clone(),
        first_language: own.first().cloned(),
        fallback: stated(resume, |settings| &settings.fallback),
        locale,
        date_language: if has_locale { choices.language.clone() } else { LanguageTag::ENGLISH },
        report_missing: has_language,
        today: choices.today,
        dates: date::Form::of(choices.options.get("dates")),
        calendar: date::calendar(choices.options.get("calendar"), &choices.language, &resume.tree),
        durations: choices.options.get("durations") == Some(&OptionValue::Bool(true)),
        hides_links: choices.options.get("links") == Some(&OptionValue::Text("hidden".to_owned())),
        has_logos: choices.options.get("logos") == Some(&OptionValue::Bool(true)),
        authors: match choices.options.get("authors") {
            Some(OptionValue::Number(most)) => as_count(*most),
            _ => 0,
        },
        by_genre: choices.options.get("group") == Some(&OptionValue::Text("type".to_owned())),
        bold: bold::Words::default(),
        comments: Comments::of(resume),
        warnings: Vec::new(),
        said: BTreeSet::new(),
    };
    if !has_language {
        // Without words for the language there is no name for it either.
        let name = has_locale.then_some(&*context.locale.name);
        context.warnings.push(language_not_written(&choices.language, name, &own));
    }
    if !has_locale {
        context.warnings.push(language_not_known(&choices.language));
    }
    own_words(&mut context);
    context.bold = bold::words(&mut context);
    let mut header = header::header(choices.has_photo, &mut context);
    let mut sections = sections::sections(&mut context);
    if choices.options.get("typographic") == Some(&OptionValue::Bool(true)) {
        let quotes = quotes::Quotes::of(&context);
        quotes.blocks(&mut header.summary);
        quotes.sections(&mut sections);
    }
    if !header.summary.is_empty() && sections::has_own_title(sections::SUMMARY, &context) {
        let text = std::mem::take(&mut header.summary);
        sections.insert(0, sections::introduction(header.summary_title.clone(), text));
    }
    let metadata = metadata(&header.name, &sections, &context);
    if choices.options.get("keywords") == Some(&OptionValue::Text("list".to_owned())) {
        sections::list_keywords(&mut sections);
    }
    let updated = updated(&mut context);
    let closing = closing(&header.name, &mut context);
    let options = options(&choices.options, &mut context);
    let warnings = context.found();
    let document = Document {
        format: FORMAT,
        kind: DocumentKind::Resume,
        language: language(&choices.language),
        metadata,
        letter: None,
        images: images(&header, &sections, &mut context),
        updated,
        closing,
        header,
        sections,
        words: context.locale.words.clone(),
        punctuation: context.locale.punctuation.clone(),
        options,
        page: choices.page.clone(),
        capitals: BTreeMap::new(),
        styles: choices.styles.clone(),
        fonts: choices.fonts.clone(),
        density: choices.density,
    };
    Warned { value: document, warnings }
}

/// The name of the signature among the images.
const SIGNATURE: &str = "signature";

/// The language in which `resume` is printed unless another is chosen: the first of its own, or English.
pub fn default_language(resume: &Resume) -> LanguageTag {
    languages(resume).into_iter().next().unwrap_or(LanguageTag::ENGLISH)
}

/// The languages that `resume` is written in, the first one first: those that `cvgen.languages`
/// names, then those of its language maps in file order.
pub fn languages(resume: &Resume) -> Vec<LanguageTag> {
    let mut tags = stated(resume, |settings| &settings.languages);
    if tags.is_empty() {
        tags = written_languages(&resume.tree, &[]);
    }
    if tags.is_empty() {
        tags.extend(resume.written_in.as_ref().map(|written| written.language.clone()));
    }
    tags
}

/// The languages that `list` of the settings names.
fn stated(resume: &Resume, list: fn(&Settings) -> &Vec<Text>) -> Vec<LanguageTag> {
    let texts = resume.contents.settings.as_ref().map_or(&[][..], |settings| list(settings));
    let words = texts.iter().flat_map(|text| &text.variants);
    words.filter_map(|(_, spanned)| language_tag(&spanned.text)).collect()
}

/// The path of the photo that `resume` names, and where it says so.
pub fn photo(resume: &Resume, language: &LanguageTag) -> Option<crate::resume::Spanned> {
    let image = resume.contents.basics.as_ref()?.image.as_ref()?;
    let find = |tag: &LanguageTag| {
        image.variants.iter().find(|(own, _)| own.as_ref() == Some(tag)).map(|(_, value)| value)
    };
    let found = fallbacks(language).iter().find_map(find);
    found.or(image.variants.first().map(|(_, value)| value)).cloned()
}

/// What `node` says in `language`, if it is a map of languages, or in the first one, which is reported; else `node`
/// itself.
pub(crate) fn in_language<'a>(
    resume: &Resume,
    node: &'a Node,
    language: &LanguageTag,
) -> Warned<&'a Node> {
    let Value::Map(entries) = &node.value else { return Warned::clean(node) };
    let own = languages(resume);
    if !is_language_map(node, &own) {
        return Warned::clean(node);
    }
    let find = |tag: &LanguageTag| {
        entries.iter().find(|(key, _)| language_tag(&key.text).as_ref() == Some(tag))
    };
    let found = fallbacks(language).iter().find_map(find);
    let found = found.or_else(|| entries.iter().find(|(key, _)| key.text == ANY_LANGUAGE));
    let declared = || stated(resume, |settings| &settings.fallback).iter().find_map(find);
    if let Some((_, said)) = found.or_else(declared) {
        return Warned::clean(said);
    }
    let Some((key, said)) = entries.first() else { return Warned::clean(node) };
    // That a resume is not written in the language at all is told once.
    let is_told = own.iter().any(|own| speaks(own, language)).then(|| {
        let message = format!("no `{language}` version of this option; `{}` is used", key.text);
        let problem = Diagnostic::warning("missing-translation", message);
        let problem = problem.hint(format!("add `{language}: …`"));
        resume.place(node.span).into_iter().fold(problem, Diagnostic::at)
    });
    Warned { value: said, warnings: is_told.into_iter().collect() }
}

/// A number of things, which options keep as they keep lengths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped")]
fn as_count(number: f64) -> usize {
    number.clamp(0.0, 1000.0) as usize
}

/// Whether a text in `own` is one in `wanted`.
fn speaks(own: &LanguageTag, wanted: &LanguageTag) -> bool {
    own.language() == wanted.language() && own.maximized().script() == wanted.maximized().script()
}

fn language_not_written(
    language: &LanguageTag,
    name: Option<&str>,
    own: &[LanguageTag],
) -> Diagnostic {
    let known = own.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", ");
    let name = name.map_or(format!("`{language}`"), |name| format!("{name} (`{language}`)"));
    let message = format!("the resume is not written in {name}, only in {known}");
    let used = own.first().map_or_else(String::new, ToString::to_string);
    Diagnostic::warning("missing-translation", message)
        .hint(format!("its texts are printed in `{used}`; titles and dates in `{language}`"))
}

/// Codes of countries that people take for those of languages.
const COUNTRIES: &[(&str, &str)] = &[
    ("at", "de-AT"),
    ("br", "pt-BR"),
    ("ch", "de-CH"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gb", "en-GB"),
    ("gr", "el"),
    ("hk", "zh-HK"),
    ("jp", "ja"),
    ("kr", "ko"),
    ("mx", "es-MX"),
    ("se", "sv"),
    ("tw", "zh-TW"),
    ("ua", "uk"),
    ("us", "en"),
    ("vn", "vi"),
];

fn language_not_known(language: &LanguageTag) -> Diagnostic {
    let message = format!("cvgen has no words for the language `{language}`; titles are English");
    let problem = Diagnostic::warning("unknown-language", message);
    if let Some((_, meant)) = COUNTRIES.iter().find(|(code, _)| *code == language.language()) {
        return problem.hint(crate::diagnostic::meant(meant));
    }
    let known = locale::tags().join(", ");
    problem.hint(format!("it knows {known}; give titles yourself with `cvgen.titles`"))
}

/// The words that label contacts, each of which may have a short form: `phone-short` is that of `phone`.
const LABELS: [&str; 4] = ["email", "phone", "website", "location"];

/// Puts the words that `cvgen.words` gives in the place of the language's.
fn own_words(context: &mut Context<'_>) {
    let Some(settings) = context.resume.contents.settings.as_ref() else { return };
    let mut locale = Locale::clone(&context.locale);
    let is_given = |word: &str| settings.words.0.iter().any(|(key, _)| key.text == word);
    for label in LABELS {
        let short = format!("{label}-short");
        // That of the language is short for another word.
        if is_given(label) {
            locale.words.remove(&short);
        }
        if is_given(&short) {
            locale.words.entry(short).or_default();
        }
    }
    for (key, text) in &settings.words.0 {
        let Some(word) = locale.words.get_mut(&key.text) else {
            let message = format!("there is no word `{}`", key.text);
            let mut problem = Diagnostic::warning("unknown-word", message);
            if let Some(hint) = did_you_mean(&key.text, locale.words.keys().map(String::as_str)) {
                problem = problem.hint(hint);
            }
            context.warn(key.span, problem);
            continue;
        };
        if context.pick(text).is_some() {
            *word = context.plain_or_empty(Some(text));
        }
    }
    context.locale = Arc::new(locale);
}

/// The theme's options as they are printed.
fn options(
    chosen: &BTreeMap<String, OptionValue>,
    context: &mut Context<'_>,
) -> BTreeMap<String, OptionValue> {
    let mut options = chosen.clone();
    for (name, option) in &mut options {
        let texts = match option {
            OptionValue::Text(text) => std::slice::from_mut(text),
            OptionValue::List(texts) => texts.as_mut_slice(),
            OptionValue::Bool(_) | OptionValue::Number(_) => &mut [],
        };
        for text in texts {
            let (clean, problem) = printable(text, &format!("the option `{name}`"));
            *text = clean.replace('\t', " ");
            if let Some(problem) = problem {
                let settings = context.resume.contents.settings.as_ref();
                let mut written = settings.iter().flat_map(|settings| &settings.options.0);
                match written.find(|(key, _)| key.text == *name).map(|(_, node)| node.span) {
                    Some(span) => context.warn(span, problem),
                    None => context.warnings.push(problem),
                }
            }
        }
    }
    options
}

/// The pictures that will be printed, each with the text for whoever cannot see it.
fn images(
    header: &Header,
    sections: &[Section],
    context: &mut Context<'_>,
) -> BTreeMap<String, Image> {
    let mut images = BTreeMap::new();
    if let Some(name) = &header.photo {
        let alt = fill(context.locale.word(PHOTO), &[("name", &header.name)]);
        images.insert(name.clone(), Image { alt, ..Image::default() });
    }
    let settings = context.resume.contents.settings.as_ref();
    let closing = settings.and_then(|settings| settings.closing.as_ref());
    if let Some(path) = closing.and_then(|closing| closing.signature.as_ref()) {
        let path = context.plain_or_empty(Some(path));
        let name = Some(&header.name).filter(|name| !name.is_empty());
        let alt = name.map_or(context.locale.word("resume"), String::as_str).to_owned();
        let image = Image { path, alt, ..Image::default() };
        images.insert(SIGNATURE.to_owned(), image);
    }
    for entry in sections.iter().flat_map(|section| &section.entries) {
        let Some(path) = &entry.logo else { continue };
        let lines = [&entry.title, &entry.subtitle].map(|line| plain_text(line));
        let alt = lines.into_iter().find(|line| !line.is_empty()).unwrap_or_else(|| path.clone());
        let image = Image { path: path.clone(), alt, ..Image::default() };
        images.entry(path.clone()).or_insert(image);
    }
    images
}

/// The line that says when the resume was last changed.
fn updated(context: &mut Context<'_>) -> String {
    let settings = context.resume.contents.settings.as_ref();
    let Some(date) = settings.and_then(|settings| settings.updated.as_ref()) else {
        return String::new();
    };
    let date = date::print_one(date, context);
    let pattern = context.locale.words.get("updated").cloned();
    pattern.map_or(date.clone(), |pattern| fill(&pattern, &[("date", &date)]))
}

/// The lines at the end: place and date, and the name below a signature.
fn closing(name: &str, context: &mut Context<'_>) -> Option<ClosingLines> {
    let closing = context.resume.contents.settings.as_ref()?.closing.as_ref()?;
    let place = context.plain_or_empty(closing.place.as_ref());
    let date =
        closing.date.as_ref().map_or_else(String::new, |date| date::print_one(date, context));
    let parts: Vec<String> = [place, date].into_iter().filter(|part| !part.is_empty()).collect();
    let own = closing.name.as_ref().and_then(|name| context.plain(name));
    Some(ClosingLines {
        text: parts.join(&context.locale.punctuation.comma),
        signature: closing.signature.as_ref().map(|_| SIGNATURE.to_owned()),
        signed: Vec::new(),
        name: own.unwrap_or_else(|| name.to_owned()),
    })
}

fn language(tag: &LanguageTag) -> Language {
    let full = tag.maximized();
    let script = full.script().map(str::to_owned);
    let is = |scripts: &[&str]| script.as_deref().is_some_and(|script| scripts.contains(&script));
    let cjk = is(&["Hans", "Hant", "Hani", "Jpan", "Kore", "Hira", "Kana", "Hang", "Bopo"]);
    Language {
        tag: tag.to_string(),
        lang: tag.language().to_owned(),
        // The likely region matters only where the forms of characters go by it.
        region: if cjk { full.region() } else { tag.region() }.map(str::to_owned),
        direction: if is(&["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"]) {
            "rtl"
        } else {
            "ltr"
        }
        .to_owned(),
        cjk,
        script,
    }
}

fn metadata(name: &str, sections: &[Section], context: &Context<'_>) -> Metadata {
    let resume = context.locale.word("resume");
    let title = match name {
        "" => resume.to_owned(),
        name => fill(&context.locale.patterns.title, &[("name", name), ("resume", resume)]),
    };
    let skills = sections
        .iter()
        .filter(|section| section.id == "skills" && section.kind == SectionKind::Terms);
    let mut keywords: Vec<String> = Vec::new();
    for entry in skills.flat_map(|section| &section.entries) {
        for runs in std::iter::once(&entry.title).chain(&entry.keywords) {
            let keyword = plain_text(runs);
            if !keyword.is_empty() && !keywords.contains(&keyword) {
                keywords.push(keyword);
            }
        }
    }
    Metadata { title, author: name.to_owned(), keywords }
}
