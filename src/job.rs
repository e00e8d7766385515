//! One thing to make: a resume, in one language, in one theme, in one format.
//!
//! Takes values only; photo bytes come in through a closure and outputs go out as bytes, so that the
//! command line, a batch or a server can all run the same job. It never reads or writes a file.

mod picture;

use crate::assets::Content;
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::{self, Document, OptionValue};
use crate::resolve::{self, Choices};
use crate::resume::{Count, LanguageTag, Node, Resume, Value};
use crate::theme::{Chosen, Given, GivenValue, Theme};
use crate::typeset::{self, Input, Pages, PdfSettings, Photo, Typesetter};
use crate::write;
use std::collections::BTreeMap;
use std::fmt;

/// The option by which a person chooses whether a photo is printed.
const PHOTO_OPTION: &str = "photo";

/// A kind of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One PDF file.
    Pdf,
    /// A PNG file a page.
    Png,
    /// An SVG file a page.
    Svg,
    /// A folder that stock Typst compiles to the same page.
    Typ,
    /// LaTeX source.
    Tex,
}

impl Format {
    /// Every format there is.
    pub const ALL: &[Format] = &[Format::Pdf, Format::Png, Format::Svg, Format::Typ, Format::Tex];

    /// How file names end; empty for a folder.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Png => "png",
            Format::Svg => "svg",
            Format::Typ => "",
            Format::Tex => "tex",
        }
    }

    /// What it is called on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Png => "png",
            Format::Svg => "svg",
            Format::Typ => "typ",
            Format::Tex => "tex",
        }
    }

    /// Whether it makes a file for each page.
    pub fn is_paged(self) -> bool {
        matches!(self, Format::Png | Format::Svg)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Format::Pdf => "PDF",
            Format::Png => "PNG",
            Format::Svg => "SVG",
            Format::Typ => "Typst",
            Format::Tex => "LaTeX",
        })
    }
}

/// How the formats are to come out.
#[derive(Debug, Clone, Default)]
pub struct FormatSettings {
    /// For PDF.
    pub pdf: PdfSettings,
    /// For PNG: pixels per inch.
    pub ppi: f64,
    /// For LaTeX: with the photo and the bundled fonts beside the source.
    pub bundle: bool,
    /// For LaTeX: with the photo beside the source, called by a hash of it, so that the sources of many
    /// people can lie in one folder.
    pub hashed_photo: bool,
    /// The largest density at which pages are made to fit, where an engine other than Typst needs more
    /// room.
    pub most_density: Option<f64>,
}

/// What reads a file beside the resume: takes the path as the resume has it.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, Diagnostic>;

/// One thing to make.
pub struct Job<'a> {
    /// The resume.
    pub resume: &'a Resume,
    /// The language to print.
    pub language: LanguageTag,
    /// The theme.
    pub theme: &'a Theme,
    /// Options chosen outside the resume; they go before those in it.
    pub options: &'a [Given],
    /// What to make.
    pub format: Format,
    /// How it is to come out.
    pub settings: &'a FormatSettings,
    /// Reads the photo.
    pub read_file: ReadFile<'a>,
}

/// What a job made.
#[derive(Debug, Clone)]
pub struct Product {
    /// Files by name: a single one without name, pages by number, or the files of a folder.
    pub files: Vec<(String, Content)>,
    /// How many pages there are; 0 if nobody counted.
    pub pages: usize,
    /// The density at which they were made to fit, and whether they do, if a number of pages was asked
    /// for.
    pub fitted: Option<(f64, bool)>,
}

/// Makes it.
pub fn run(job: &Job<'_>, typesetter: &Typesetter) -> Outcome<Product> {
    let mut warnings = Vec::new();
    let made = prepare(job).and_then(|prepared| {
        let Prepared { document, photo } = keep(prepared, &mut warnings);
        let input = Input {
            document: &document,
            theme: job.theme,
            photo: photo.as_ref(),
            locate: &|character| job.resume.find(character),
        };
        make(job, typesetter, &input, &mut warnings)
    });
    match made {
        Ok(product) => Ok(Warned { value: product, warnings }),
        Err(errors) => Err(warnings.into_iter().chain(errors).collect()),
    }
}

/// What a job is about to print.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The document.
    pub document: Document,
    /// The photo in it.
    pub photo: Option<Photo>,
}

/// Resolves the job's resume; typesets nothing.
pub fn prepare(job: &Job<'_>) -> Outcome<Prepared> {
    let mut warnings = Vec::new();
    let given = [&options_in(job)[..], job.options].concat();
    let chosen = job.theme.choose(&given, &job.language.to_string())?;
    let Chosen { options, page, styles } = keep(chosen, &mut warnings);
    let photo = keep(photo(job, &options)?, &mut warnings);
    let choices = Choices {
        language: job.language.clone(),
        page,
        styles,
        fonts: job.theme.families(&options),
        density: 1.0,
        photo: photo.as_ref().map(|_| document::Photo::default()),
        options,
    };
    let document = keep(resolve::resolve(job.resume, &choices), &mut warnings);
    Ok(Warned { value: Prepared { document, photo }, warnings })
}

fn make(
    job: &Job<'_>,
    typesetter: &Typesetter,
    input: &Input<'_>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Product, Vec<Diagnostic>> {
    let prepared = keep(typesetter.prepare(input)?, warnings);
    let settings = job.resume.contents.settings.as_ref();
    let most = settings.and_then(|settings| settings.pages);
    let has_pages = job.theme.file("resume.typ").is_some();
    if job.format == Format::Tex && (most.is_none() || !has_pages) {
        // Nobody needs pages to write the source of some.
        let files = keep(latex(job, typesetter, input, &prepared)?, warnings);
        return Ok(Product { files, pages: 0, fitted: None });
    }
    let (prepared, pages, fitted) = match most {
        None => {
            let pages = keep(prepared.typeset(input.document.density)?, warnings);
            (prepared, pages, None)
        }
        Some(Count(most)) => {
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            let fit = keep(prepared.fit(most)?, warnings);
            let density = job.settings.most_density.map_or(fit.density, |it| it.min(fit.density));
            // What is made without pages has the density, too.
            (prepared.at(density), fit.pages, Some((density, fit.fits)))
        }
    };
    warnings.extend(left_empty(input.document, &pages));
    let numbered = |contents: Vec<Content>| {
        let name =
            |index: usize| if pages.count() == 1 { String::new() } else { (index + 1).to_string() };
        contents.into_iter().enumerate().map(|(index, content)| (name(index), content)).collect()
    };
    let files = match job.format {
        Format::Pdf => {
            let pdf = keep(pages.pdf(&job.settings.pdf)?, warnings);
            vec![(String::new(), pdf.into())]
        }
        Format::Png => {
            numbered(pages.png(job.settings.ppi)?.into_iter().map(Content::from).collect())
        }
        Format::Svg => {
            numbered(pages.svg().into_iter().map(|svg| Content::from(svg.into_bytes())).collect())
        }
        Format::Typ => keep(prepared.source_folder()?, warnings),
        Format::Tex => keep(latex(job, typesetter, input, &prepared)?, warnings),
    };
    Ok(Product { files, pages: pages.count(), fitted })
}

/// That a page is more than a third empty because what follows is kept on one page. Where new pages are
/// asked for, too, nobody can tell why.
fn left_empty(document: &Document, pages: &Pages<'_>) -> Option<Diagnostic> {
    const LEAST: f64 = 2.0 / 3.0;
    let entries = || document.sections.iter().flat_map(|section| &section.entries);
    let keeps =
        document.sections.iter().any(|section| section.keep) || entries().any(|entry| entry.keep);
    let breaks = document.sections.iter().any(|section| section.break_before)
        || entries().any(|entry| entry.break_before);
    if !keeps || breaks {
        return None;
    }
    let fullness = pages.fullness();
    let (_, all_but_last) = fullness.split_last()?;
    let index = all_but_last.iter().position(|full| *full < LEAST)?;
    let message = format!(
        "page {} is only {:.0} % full, because what follows is kept on one page",
        index + 1,
        fullness[index] * 100.0
    );
    Some(Diagnostic::advice("kept", message).hint("take `keep` away, or keep something shorter"))
}

/// The LaTeX source, and the files beside it if they are wanted.
fn latex(
    job: &Job<'_>,
    typesetter: &Typesetter,
    input: &Input<'_>,
    prepared: &typeset::Prepared<'_>,
) -> Outcome<Vec<(String, Content)>> {
    let photo = input.photo.filter(|_| prepared.document().header.photo.is_some());
    let photo = photo.map(|photo| picture::for_latex(photo, input, typesetter)).transpose()?;
    let photo = photo.as_ref();
    let FormatSettings { bundle, hashed_photo, .. } = *job.settings;
    let beside = photo.map(|photo| {
        let (name, bytes) =
            (write::photo_name(&photo.name, photo.content.as_ref()), &photo.content);
        if hashed_photo { write::hashed_name(&name, bytes.as_ref()) } else { name }
    });
    // Otherwise the photo stays where the person has it.
    let is_laid_beside = bundle || hashed_photo;
    let name = beside.as_deref().map(|beside| match photo {
        Some(photo) if !is_laid_beside && write::is_plain_path(&photo.name) => &photo.name,
        _ => beside,
    });
    let latex = write::Input {
        document: prepared.document(),
        theme: job.theme,
        covers: &|family, character| prepared.covers(family, character),
        photo: name,
    };
    let mut source = write::latex(&latex)?;
    if let (Some(own), Some(photo)) = (input.photo, photo)
        && own.name != photo.name
        && !is_laid_beside
    {
        let message = format!("LaTeX cannot read `{}`", own.name.escape_debug());
        let warning = Diagnostic::warning("photo", message)
            .hint("`--bundle` lays it beside the source, as `photo.pdf`");
        source.warnings.push(own.place.iter().cloned().fold(warning, Diagnostic::at));
    }
    let mut files = vec![(String::new(), Content::from(source.value.into_bytes()))];
    if bundle {
        files.extend(write::bundle(&latex));
    }
    if is_laid_beside {
        files.extend(beside.zip(photo).map(|(name, photo)| (name, photo.content.clone())));
    }
    Ok(Warned { value: files, warnings: source.warnings })
}

/// The value of `warned`; its warnings are put behind `warnings`.
fn keep<T>(warned: Warned<T>, warnings: &mut Vec<Diagnostic>) -> T {
    warnings.extend(warned.warnings);
    warned.value
}

/// The theme's options that the resume itself chooses. They are meant for the theme that it chooses,
/// too: another one takes those that it knows.
fn options_in(job: &Job<'_>) -> Vec<Given> {
    let Job { resume, theme, .. } = job;
    let Some(settings) = &resume.contents.settings else { return Vec::new() };
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
            value: given_value(node),
            place: resume.place(node.span),
        })
        .collect();
    for (prefix, looks) in [("page.", &settings.page), ("", &settings.styles)] {
        for (key, node) in &looks.0 {
            flatten(resume, format!("{prefix}{}", key.text), node, &mut given);
        }
    }
    given
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
        Value::Null | Value::Map(_) => GivenValue::Text(String::new()),
    }
}

/// The photo, if the resume names one and the theme is to print it.
fn photo(job: &Job<'_>, options: &BTreeMap<String, OptionValue>) -> Outcome<Option<Photo>> {
    let is_unwanted = match options.get(PHOTO_OPTION) {
        Some(OptionValue::Bool(wanted)) => !wanted,
        Some(OptionValue::Text(shape)) => shape == "none",
        _ => false,
    };
    let named = resolve::photo(job.resume, &job.language).filter(|_| !is_unwanted);
    let Some(named) = named else { return Ok(Warned::clean(None)) };
    let place = job.resume.place(named.span);
    match (job.read_file)(&named.text) {
        Ok(bytes) => {
            let photo = Photo { name: named.text, content: bytes.into(), place };
            Ok(Warned::clean(Some(photo)))
        }
        Err(problem) => {
            let problem = Diagnostic { place: problem.place.clone().or(place), ..problem };
            if problem.is_error() {
                return Err(vec![problem]);
            }
            Ok(Warned { value: None, warnings: vec![problem] })
        }
    }
}
