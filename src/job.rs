//! One thing to make: a resume, in one language, in one theme, in one format.
//!
//! Takes values only; photo bytes come in through a closure and outputs go out as bytes, so that the
//! command line, a batch or a server can all run the same job. It never reads or writes a file.

mod draft;
mod format;
mod formats;
mod product;
mod setting;

pub use self::format::Format;
pub use self::formats::{
    ASCII, BUNDLE, DATE, DOCX, FONTS, FORM, FORMATS, HTML, JSON, MD, PDF, PNG, PPI, STANDARD, SVG,
    TEX, TXT, TYP, WIDTH,
};
pub use self::product::{Fitted, Product, Shape};
pub use self::setting::{FormatSettings, Setting, SettingKind};

use self::draft::Draft;
use crate::calendar;
use crate::diagnostic::{Diagnostic, Outcome, Severity, Warned};
use crate::document::{Document, OptionValue};
use crate::fonts;
use crate::resolve::{self, Choices};
use crate::resume::{LanguageTag, Node, PartialDate, Resume, Value};
use crate::theme::{Chosen, Given, GivenValue, Theme};
use crate::typeset::{self, Clean, Photo, Typesetter};
pub use crate::write::html::Version;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// The option by which a person chooses whether a photo is printed, and the code of what is wrong with one.
const PHOTO_OPTION: &str = "photo";

/// The theme of a resume that names none.
pub const DEFAULT_THEME: &str = "classic";

/// The theme that `resume` is set in unless another is chosen: the one it names, or
/// [`DEFAULT_THEME`].
pub fn theme_name(resume: &Resume) -> String {
    let settings = resume.contents.settings.as_ref();
    let theme = settings.and_then(|settings| settings.theme.as_ref());
    let name = theme.and_then(|text| text.variants.first()).map(|(_, name)| name.text.clone());
    name.unwrap_or_else(|| DEFAULT_THEME.to_owned())
}

/// What reads a file beside the resume: takes the path as the resume has it.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, Diagnostic>;

/// One thing to make.
#[derive(Clone)]
#[non_exhaustive]
pub struct Job<'a> {
    /// The resume.
    pub resume: &'a Resume,
    /// The language to print.
    pub language: LanguageTag,
    /// The theme.
    pub theme: &'a Theme,
    /// What to make.
    pub format: Format,
    /// How it is to come out.
    pub settings: &'a FormatSettings,
    /// Options chosen outside the resume; they go before those in it.
    pub options: &'a [Given],
    /// Reads the photo.
    pub read_file: ReadFile<'a>,
    /// Whether the outputs of other people lie in the same folder, so that what lies beside an output is
    /// called by a hash of it.
    pub shares_folder: bool,
    /// The density, where it is known: none is looked for.
    pub density: Option<f64>,
    /// The same resume in all its languages, where they are made together.
    pub versions: &'a [Version],
}

/// Nothing set.
static NO_SETTINGS: FormatSettings = FormatSettings::NONE;

impl<'a> Job<'a> {
    /// The job of making a `format` of `resume`, with no options and settings of its own, and without
    /// photos.
    pub fn new(
        resume: &'a Resume,
        language: LanguageTag,
        theme: &'a Theme,
        format: Format,
    ) -> Job<'a> {
        Job {
            resume,
            language,
            theme,
            format,
            settings: &NO_SETTINGS,
            options: &[],
            read_file: &no_files,
            shares_folder: false,
            density: None,
            versions: &[],
        }
    }
}

fn no_files(path: &str) -> Result<Vec<u8>, Diagnostic> {
    let message = format!("the picture `{}` cannot be read here", path.escape_debug());
    Err(Diagnostic::warning("photo", message))
}

/// Runs the job.
pub fn run(job: &Job<'_>, typesetter: &Typesetter) -> Outcome<Product> {
    make(job, typesetter, &OnceCell::new())
}

/// Runs the job of which the document is `prepared` already.
pub fn run_prepared(
    job: &Job<'_>,
    prepared: Prepared,
    typesetter: &Typesetter,
) -> Outcome<Product> {
    make(job, typesetter, &OnceCell::from(prepared))
}

/// Makes it, without the photo where that is all that is wrong: a resume is a resume without it.
fn make(job: &Job<'_>, typesetter: &Typesetter, prepared: &OnceCell<Prepared>) -> Outcome<Product> {
    let made = make_whole(job, typesetter, prepared);
    let Err(found) = &made else { return made };
    let mut errors = found.iter().filter(|found| found.is_error());
    let Some(error) = errors.next().filter(|error| error.code == PHOTO_OPTION) else { return made };
    if errors.any(|error| error.code != PHOTO_OPTION) {
        return made;
    }
    let photo = resolve::photo(job.resume, &job.language).map(|photo| photo.text);
    let left_out = |path: &str| {
        let is_photo = photo.as_deref() == Some(path);
        if is_photo { Err(error.clone()) } else { (job.read_file)(path) }
    };
    make_whole(&Job { read_file: &left_out, ..job.clone() }, typesetter, &OnceCell::new())
}

fn make_whole(
    job: &Job<'_>,
    typesetter: &Typesetter,
    prepared: &OnceCell<Prepared>,
) -> Outcome<Product> {
    let draft = Draft {
        job,
        typesetter,
        prepared,
        locate: &|character| {
            let document = prepared.get().map(|prepared| &prepared.document);
            let printed = document.and_then(|document| fonts::first_with(document, character));
            job.resume.find(character, printed.as_deref())
        },
        composed: OnceCell::new(),
        warnings: RefCell::default(),
    };
    let made = (job.format.make)(&draft);
    let warnings = draft.warnings.into_inner();
    match made {
        Ok(value) => Ok(Warned { value, warnings }),
        Err(errors) => Err(warnings.into_iter().chain(errors).collect()),
    }
}

/// What a job is about to print.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Prepared {
    /// The document.
    pub document: Document,
    /// The photo in it.
    pub photo: Option<Photo>,
}

/// Resolves the job's resume; typesets nothing.
pub fn prepare(job: &Job<'_>) -> Outcome<Prepared> {
    let mut warnings = Vec::new();
    let given = [&keep(options_in(job), &mut warnings)[..], job.options].concat();
    let chosen = job.theme.choose(&given, &job.language.to_string())?;
    let Chosen { options, page, styles } = keep(chosen, &mut warnings);
    let photo = keep(photo(job, &options), &mut warnings);
    let choices = Choices {
        language: job.language.clone(),
        page,
        styles,
        fonts: job.theme.families(&options),
        density: 1.0,
        has_photo: photo.is_some(),
        today: job.settings.seconds(&DATE).and_then(day),
        options,
    };
    let mut document = keep(resolve::resolve(job.resume, &choices), &mut warnings);
    read_pictures(job, &mut document, &mut warnings);
    Ok(Warned { value: Prepared { document, photo }, warnings })
}

/// The day of a moment in seconds since 1970.
fn day(seconds: i64) -> Option<PartialDate> {
    let (year, month, day) = calendar::date(seconds.div_euclid(86_400))?;
    Some(PartialDate { year, month: Some(month), day: Some(day) })
}

/// The value of `warned`; its warnings are put behind `warnings`.
fn keep<T>(warned: Warned<T>, warnings: &mut Vec<Diagnostic>) -> T {
    warnings.extend(warned.warnings);
    warned.value
}

/// The theme's options that the resume itself chooses. They are meant for the theme that it chooses,
/// too: another one takes those that it knows.
fn options_in(job: &Job<'_>) -> Warned<Vec<Given>> {
    let Job { resume, theme, .. } = job;
    let mut warnings = Vec::new();
    let Some(settings) = &resume.contents.settings else { return Warned::clean(Vec::new()) };
    let own_theme = settings.theme.as_ref().and_then(|text| text.variants.first());
    let is_own = own_theme.is_none_or(|(_, name)| name.text == theme.name);
    let is_meant = |name: &str| is_own || theme.options.contains_key(name);
    let mut given: Vec<_> = settings
        .options
        .0
        .iter()
        .filter(|(key, node)| node.value != Value::Null && is_meant(&key.text))
        .map(|(key, node)| Given {
            name: key.text.clone(),
            value: {
                let said = resolve::in_language(resume, node, &job.language);
                given_value(keep(said, &mut warnings))
            },
            place: resume.place(node.span),
        })
        .collect();
    for (prefix, looks) in [("page.", &settings.page), ("", &settings.styles)] {
        for (key, node) in &looks.0 {
            flatten(resume, format!("{prefix}{}", key.text), node, &mut given);
        }
    }
    Warned { value: given, warnings }
}

/// The looks at and below `node`, under dotted names.
fn flatten(resume: &Resume, name: String, node: &Node, given: &mut Vec<Given>) {
    match &node.value {
        Value::Null => {}
        Value::Map(entries) => {
            for (key, node) in entries {
                flatten(resume, format!("{name}.{}", key.text), node, given);
            }
        }
        _ => given.push(Given { value: given_value(node), place: resume.place(node.span), name }),
    }
}

fn given_value(node: &Node) -> GivenValue {
    match &node.value {
        Value::Bool(truth) => GivenValue::Bool(*truth),
        Value::Number(number) => {
            number.parse().map_or_else(|_| GivenValue::Text(number.clone()), GivenValue::Number)
        }
        Value::List(items) => {
            GivenValue::List(items.iter().filter_map(Node::scalar).map(str::to_owned).collect())
        }
        Value::Text(text) => GivenValue::Text(text.clone()),
        Value::Map(_) => GivenValue::Text("{…}".to_owned()),
        Value::Null => GivenValue::Text(String::new()),
    }
}

/// Reads the pictures of `document` beside the photo: the signature, and logos. One that cannot be read is left out
/// and told.
fn read_pictures(job: &Job<'_>, document: &mut Document, warnings: &mut Vec<Diagnostic>) {
    let is_photo = |name: &String| document.header.photo.as_ref() == Some(name);
    let names: Vec<String> =
        document.images.keys().filter(|name| !is_photo(name)).cloned().collect();
    for name in names {
        let Some(image) = document.images.get_mut(&name) else { continue };
        match (job.read_file)(&image.path) {
            Ok(bytes) => {
                let Clean { bytes, is_cut_off } = typeset::clean(bytes);
                if is_cut_off {
                    let node = job.resume.tree.find_scalar(&|text| text.trim() == image.path);
                    let place = node.and_then(|node| job.resume.place(node.span));
                    warnings.push(Diagnostic { place, ..cut_off("picture", &image.path) });
                }
                image.size = typeset::image::extent(&bytes);
                image.content = Some(bytes.into());
            }
            Err(problem) => {
                let node = job.resume.tree.find_scalar(&|text| text.trim() == image.path);
                let place = node.and_then(|node| job.resume.place(node.span));
                warnings.push(Diagnostic { place, ..typeset::image::left_out(problem) });
                document.drop_image(&name);
            }
        }
    }
    document.place_pictures();
}

/// That a part of the picture called `name` is missing. `what` it is, such as `photo`.
fn cut_off(what: &'static str, name: &str) -> Diagnostic {
    let message = format!("{what} `{}` ends too early", name.escape_debug());
    Diagnostic::warning(what, message)
        .hint("its lower part is missing; copy the file anew, or save it again")
}

/// The photo, if the resume names one and the theme is to print it.
fn photo(job: &Job<'_>, options: &BTreeMap<String, OptionValue>) -> Warned<Option<Photo>> {
    let is_unwanted = match options.get(PHOTO_OPTION) {
        Some(OptionValue::Bool(wanted)) => !wanted,
        Some(OptionValue::Text(shape)) => shape == "none",
        _ => false,
    };
    let named = resolve::photo(job.resume, &job.language).filter(|_| !is_unwanted);
    let Some(named) = named else { return Warned::clean(None) };
    let place = job.resume.place(named.span);
    match (job.read_file)(&named.text) {
        Ok(bytes) => {
            let Clean { bytes, is_cut_off } = typeset::clean(bytes);
            let cut_off = cut_off("photo", &named.text);
            let cut_off = place.iter().cloned().fold(cut_off, Diagnostic::at);
            let photo = Photo { name: named.text, content: bytes.into(), place };
            let warnings = if is_cut_off { vec![cut_off] } else { Vec::new() };
            Warned { value: Some(photo), warnings }
        }
        Err(problem) => {
            let place = problem.place.clone().or(place);
            let severity = problem.severity.min(Severity::Warning);
            let problem = Diagnostic { severity, place, ..problem };
            Warned { value: None, warnings: vec![problem] }
        }
    }
}
