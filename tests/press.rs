//! Each resume in each theme and language is typeset once in the process; every test that looks at such pages is fed
//! from here: their pictures, their facts, what lies on what, what a machine reads in them.

use crate::harness::root;
use crate::pages::grey;
use cvgen::diagnostic::{Diagnostic, Warned};
use cvgen::document::Document;
use cvgen::job::{Job, PDF, Prepared, prepare};
use cvgen::resume::{PageGoal, Resume};
use cvgen::theme::{Given, GivenValue, Theme};
use cvgen::typeset::{Fault, FontSettings, PdfSettings, TypesetInput, Typesetter};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

/// The resume whose pages are compared with a page of the web: its dates are printed as they are there, by the language.
const WITH_DATES_BY_LANGUAGE: &str = "examples/jinhua-luo.yaml";

/// Pixels per inch of the pictures of pages.
pub(crate) const PPI: f64 = 36.0;

/// The pages of one resume in one theme and language, as the program prints them with bundled fonts.
pub(crate) struct Printed {
    pub(crate) resume: Resume,
    pub(crate) document: Document,
    /// All of them.
    pub(crate) pdf: Vec<u8>,
    /// The first of them, a PNG file in grey.
    pub(crate) page: Vec<u8>,
    /// What is wrong with them as pictures.
    pub(crate) faults: Vec<Fault>,
    /// What was said while they were made.
    pub(crate) warnings: Vec<Diagnostic>,
}

type Key = [String; 3];

type Pressed = Arc<OnceLock<Arc<Printed>>>;

static PRESSED: Mutex<BTreeMap<Key, Pressed>> = Mutex::new(BTreeMap::new());

static TYPESETTER: LazyLock<Typesetter> =
    LazyLock::new(|| Typesetter::new(FontSettings::default()));

/// The pages of the resume at `path` in the project. An empty `theme` is that of the resume, an empty `language` its
/// first one.
pub(crate) fn printed(path: &str, theme: &str, language: &str) -> Arc<Printed> {
    let (resume, warnings) = read(path);
    let theme = if theme.is_empty() { cvgen::job::theme_name(&resume) } else { theme.to_owned() };
    let language = if language.is_empty() {
        cvgen::resolve::default_language(&resume).to_string()
    } else {
        language.to_owned()
    };
    let key = [path, &*theme, &*language].map(str::to_owned);
    let pressed = {
        let mut all = PRESSED.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(key).or_default())
    };
    let given = [("dates".to_owned(), "auto".to_owned())];
    let given = if path == WITH_DATES_BY_LANGUAGE { &given[..] } else { &[] };
    let press = || Arc::new(press(path, resume, warnings, &theme, &language, given));
    Arc::clone(pressed.get_or_init(press))
}

/// The same with options, which is not kept.
pub(crate) fn printed_with(
    path: &str,
    theme: &str,
    language: &str,
    options: &[(String, String)],
) -> Printed {
    let (resume, warnings) = read(path);
    press(path, resume, warnings, theme, language, options)
}

fn read(path: &str) -> (Resume, Vec<Diagnostic>) {
    let bytes = std::fs::read(root().join(path)).expect("a resume");
    let Warned { value, warnings } = cvgen::read::read(path, &bytes).expect("a resume");
    (value, warnings)
}

fn press(
    path: &str,
    resume: Resume,
    mut warnings: Vec<Diagnostic>,
    theme: &str,
    language: &str,
    options: &[(String, String)],
) -> Printed {
    let what = format!("{path}, {theme}, {language}, {options:?}");
    let theme = Theme::builtin(theme).expect("a theme").value;
    let given = |(name, value): &(String, String)| Given {
        name: name.clone(),
        value: GivenValue::Typed(value.clone()),
        place: None,
    };
    let options: Vec<Given> = options.iter().map(given).collect();
    let folder = root().join(path);
    let folder = folder.parent().unwrap_or(Path::new(""));
    let read_file = |name: &str| {
        std::fs::read(folder.join(name))
            .map_err(|error| Diagnostic::warning("photo", format!("{name}: {error}")))
    };
    let mut job = Job::new(&resume, language.parse().expect("a language"), &theme, PDF);
    job.read_file = &read_file;
    job.options = &options;
    let mut keep = |more: Vec<Diagnostic>| warnings.extend(more);
    let prepared = prepare(&job).unwrap_or_else(|found| panic!("{what}: {found:?}"));
    keep(prepared.warnings);
    let Prepared { document, photo, .. } = prepared.value;
    let locate = |_: char| None;
    let input =
        TypesetInput { document: &document, theme: &theme, photo: photo.as_ref(), locate: &locate };
    let composed = TYPESETTER.prepare(&input).unwrap_or_else(|found| panic!("{what}: {found:?}"));
    keep(composed.warnings);
    let settings = resume.contents.settings.as_ref();
    let goal = settings.and_then(|settings| settings.pages).unwrap_or_default();
    let failed = |found: Vec<Diagnostic>| -> ! { panic!("{what}: {found:?}") };
    let mut composed = composed.value;
    let fit = match goal {
        PageGoal::None => None,
        PageGoal::AtMost(_) => Some(composed.fit(goal.most().expect("a number"))),
        _ => Some(composed.fit_whole_pages(goal == PageGoal::Fill)),
    };
    let pages = match fit {
        None => composed.typeset(document.density).unwrap_or_else(|found| failed(found)),
        Some(fit) => fit.unwrap_or_else(|found| failed(found)).map(|fit| {
            composed = fit.composed;
            fit.pages
        }),
    };
    keep(pages.warnings);
    let finished = composed.finished(pages.value, goal.most().is_none());
    let (composed, pages) = finished.unwrap_or_else(|found| failed(found));
    let pdf =
        pages.pdf(&PdfSettings::default()).unwrap_or_else(|found| panic!("{what}: {found:?}"));
    keep(pdf.warnings);
    let page = grey(&pages.png(PPI).expect("pictures")[0]);
    let sections = &composed.document().sections;
    let titles: Vec<&str> = sections.iter().map(|section| section.title.as_str()).collect();
    let faults = pages.faults(&titles);
    drop((pages, composed));
    Printed { document, pdf: pdf.value, page, faults, warnings, resume }
}

/// What is fed to the tests is what the program prints, to the byte.
#[test]
fn the_press_prints_what_the_program_does() {
    for (path, theme, language) in [
        ("examples/zhang-min.yaml", "modern", "zh"),
        ("examples/academic.yaml", "academic", "en"),
        ("examples/designer.json", "compact", "en"),
    ] {
        let made = crate::harness::Test::new("pdf -o r.pdf --no-system-fonts")
            .printing(path, theme, language)
            .success();
        assert!(made.read("r.pdf") == printed(path, theme, language).pdf, "{path}, {theme}");
    }
}

/// Nothing lies on anything, runs off a page or is left behind at its foot, in any example in any theme.
#[test]
fn no_example_has_a_fault_in_any_theme() {
    let mut found = Vec::new();
    for theme in crate::harness::themes() {
        for (path, language) in crate::pages::shown() {
            let printed = printed(&path, &theme, language);
            let faults = printed.faults.iter();
            found.extend(faults.map(|fault| format!("{theme}, {path}, {language}: {fault:?}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
