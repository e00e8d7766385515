//! `cvgen pdf`, `png`, `svg` and `typ`: from what was typed to jobs, and from products to files.

use super::args::{PdfArgs, PngArgs, RenderArgs, SvgArgs, TexArgs, TypArgs};
use super::latex::Latex;
use super::{Failure, disk, fonts, report, sources, tailor, themes};
use cvgen::assets::Content;
use cvgen::diagnostic::{Diagnostic, Outcome, Severity, Warned};
use cvgen::job::{self, Format, FormatSettings, Job, Product};
use cvgen::read;
use cvgen::resolve;
use cvgen::resume::{LanguageTag, PartialDate, Resume, language_tag};
use cvgen::theme::{Given, GivenValue, Theme};
use cvgen::typeset::{PdfSettings, Typesetter};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many errors, and how many warnings beside them, are shown at once.
const MOST_SHOWN: usize = 100;

/// The theme of a resume that names none.
const DEFAULT_THEME: &str = "classic";

/// The language of a resume that names none.
const DEFAULT_LANGUAGE: &str = "en";

pub(super) fn pdf(args: &PdfArgs) -> Result<(), Failure> {
    let timestamp = timestamp(args.file.date.as_deref())?;
    let limit = Duration::from_secs(args.time_limit.max(1));
    let latex = Latex::parse(&args.engine, limit).map_err(Failure::Usage)?;
    if let Some(latex) = latex {
        if let Some(standard) = args.file.standard.first() {
            let message = format!("LaTeX cannot make `{standard}`");
            let hint = "leave out `--engine`: the built-in Typst can";
            return Err(Failure::Usage(Diagnostic::error("usage", message).hint(hint)));
        }
        let latex = Latex { timestamp, quiet: args.render.print.quiet, ..latex };
        let settings = FormatSettings { bundle: true, ..FormatSettings::default() };
        return render_by(Some(&latex), &args.render, Format::Pdf, &settings);
    }
    let pdf = PdfSettings { standards: args.file.standard.clone(), timestamp };
    render(&args.render, Format::Pdf, &FormatSettings { pdf, ..FormatSettings::default() })
}

pub(super) fn png(args: &PngArgs) -> Result<(), Failure> {
    let settings = FormatSettings { ppi: ppi(args.ppi)?, ..FormatSettings::default() };
    render(&args.render, Format::Png, &settings)
}

/// The resolution that `--ppi` gives.
pub(super) fn ppi(ppi: f64) -> Result<f64, Failure> {
    if (10.0..=1200.0).contains(&ppi) {
        return Ok(ppi);
    }
    let message = format!("`--ppi` must be between 10 and 1200, not {ppi}");
    Err(Failure::Usage(Diagnostic::error("usage", message)))
}

pub(super) fn svg(args: &SvgArgs) -> Result<(), Failure> {
    render(&args.render, Format::Svg, &FormatSettings::default())
}

pub(super) fn typ(args: &TypArgs) -> Result<(), Failure> {
    render(&args.render, Format::Typ, &FormatSettings::default())
}

pub(super) fn tex(args: &TexArgs) -> Result<(), Failure> {
    let output = args.render.output.as_deref();
    let bundle = args.bundle || output.is_some_and(is_folder);
    render(&args.render, Format::Tex, &FormatSettings { bundle, ..FormatSettings::default() })
}

/// Whether `output` names a folder.
fn is_folder(output: &Path) -> bool {
    output.as_os_str().as_encoded_bytes().ends_with(b"/") || output.is_dir()
}

/// Everything that was asked for: the product of languages and themes.
fn render(args: &RenderArgs, format: Format, settings: &FormatSettings) -> Result<(), Failure> {
    render_by(None, args, format, settings)
}

/// The same; a PDF may be made by LaTeX.
fn render_by(
    latex: Option<&Latex>,
    args: &RenderArgs,
    format: Format,
    settings: &FormatSettings,
) -> Result<(), Failure> {
    let start = Instant::now();
    let print = &args.print;
    let options = options(&print.set)?;
    let wanted = languages(&print.lang)?;
    let mut talk = Talk { strict: print.strict, quiet: print.quiet };
    let (input, resume) = load(args.input.as_deref(), &mut talk)?;
    let resume = talk.accept(Ok(resume))?;
    let folder =
        if disk::is_standard_stream(&input) { Path::new("") } else { disk::parent(&input) };
    let languages = match wanted {
        Languages::Default => vec![default_language(&resume)],
        Languages::All => all_languages(&resume),
        Languages::Named(tags) => tags,
    };
    let mut purposes = Vec::new();
    for tailoring in tailor::choices(&print.tailor, &resume)? {
        let tailored = talk.accept(resolve::tailor(&resume, &tailoring))?;
        let mut loaded = Vec::new();
        for name in theme_names(&tailored, &print.theme) {
            loaded.push(talk.accept(themes::load(&name, folder))?);
        }
        purposes.push((tailored, tailoring.variant, loaded));
    }
    let outputs: usize = purposes.iter().map(|(_, _, themes)| themes.len() * languages.len()).sum();
    let names = OutputNames {
        input: &input,
        format,
        output: args.output.as_deref(),
        with_variant: !print.tailor.variant.is_empty(),
        with_theme: purposes.iter().any(|(_, _, themes)| themes.len() > 1),
        with_language: !print.lang.is_empty() && args.output.is_none() || languages.len() > 1,
        is_single: outputs == 1,
    };
    names.check()?;
    let typesetter = Typesetter::new(talk.settle(fonts::settings(&print.fonts))?);
    let mut failed = false;
    let mut start = start;
    for (resume, variant, theme, language) in
        purposes.iter().flat_map(|(resume, variant, themes)| {
            let languages = &languages;
            themes.iter().flat_map(move |theme| {
                languages.iter().map(move |language| (resume, variant, theme, language))
            })
        })
    {
        let job = Job {
            resume,
            language: language.clone(),
            theme,
            options: &options,
            format: if latex.is_some() { Format::Tex } else { format },
            settings,
            read_file: &|path| disk::read_beside(folder, path),
        };
        let made = talk.accept(job::run(&job, &typesetter));
        let made = match latex {
            Some(latex) => {
                made.and_then(|source| talk.accept(typeset_by(latex, &source, &job, &typesetter)))
            }
            None => made,
        };
        let written = made.and_then(|product| {
            let path = names.path(variant.as_deref(), theme, language);
            let size = talk.accept(write(&product, &path, format))?;
            talk.made(&path, &product, size, start.elapsed());
            Ok(())
        });
        failed |= written.is_err();
        start = Instant::now();
    }
    if failed { Err(Failure::Input) } else { Ok(()) }
}

/// The most pages that `resume` may fill.
pub(super) fn most_pages(resume: &Resume) -> Option<usize> {
    let settings = resume.contents.settings.as_ref();
    settings.and_then(|settings| usize::try_from(settings.pages?.0).ok())
}

/// What LaTeX makes of the `source` of a job. Where it fills more pages than were asked for, though Typst
/// does not, it gets sources of less density, a few times; a warning if that does not help.
fn typeset_by(
    latex: &Latex,
    source: &Product,
    job: &Job<'_>,
    typesetter: &Typesetter,
) -> Outcome<Product> {
    let mut made = latex.typeset(&source.files)?;
    made.value.fitted = source.fitted;
    let (Some((mut density, true)), Some(most)) = (source.fitted, most_pages(job.resume)) else {
        return Ok(made);
    };
    for step in [0.02, 0.04, 0.08] {
        if made.value.pages <= most || density == 0.0 {
            break;
        }
        density = f64::max(density - step, 0.0);
        let settings = FormatSettings { most_density: Some(density), ..job.settings.clone() };
        let tighter = Job { settings: &settings, language: job.language.clone(), ..*job };
        let source = job::run(&tighter, typesetter)?.value;
        made = latex.typeset(&source.files)?;
    }
    let fits = made.value.pages <= most;
    made.value.fitted = Some((density, fits));
    if !fits {
        let message =
            format!("LaTeX fills {} pages, and {most} were to be filled", made.value.pages);
        let hint = "leave something out, or set it by the built-in Typst, without `--engine`";
        made.warnings.push(Diagnostic::warning("does-not-fit", message).hint(hint));
    }
    Ok(made)
}

/// The resume that was named, or the one that is there, and where it is.
pub(super) fn load(
    named: Option<&Path>,
    talk: &mut Talk,
) -> Result<(PathBuf, Warned<Resume>), Failure> {
    let input = talk.settle(input(named).map_err(|error| vec![error]))?;
    let parts = talk.settle(sources::parts(&input).map_err(|error| vec![error]))?;
    match read::read_parts(&parts) {
        Ok(resume) => Ok((input, resume)),
        Err(errors) => talk.settle(Err(errors)),
    }
}

/// What is said to the person while working.
pub(super) struct Talk {
    pub strict: bool,
    pub quiet: bool,
}

impl Talk {
    /// The value of `outcome`, after its diagnostics have been printed.
    pub(super) fn accept<T>(&mut self, outcome: Outcome<T>) -> Result<T, Failure> {
        let (value, diagnostics) = match outcome {
            Ok(warned) => (Some(warned.value), warned.warnings),
            Err(diagnostics) => (None, diagnostics),
        };
        let mut errors = 0;
        let mut others = 0;
        for mut diagnostic in diagnostics {
            if self.strict && diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
            let count = if diagnostic.is_error() { &mut errors } else { &mut others };
            *count += 1;
            if *count <= MOST_SHOWN && !(self.quiet && diagnostic.severity == Severity::Advice) {
                report::print(&diagnostic);
            }
        }
        let hidden = errors.max(MOST_SHOWN) + others.max(MOST_SHOWN) - 2 * MOST_SHOWN;
        if hidden > 0 {
            let message = format!("{hidden} more like these are not shown");
            report::print(&Diagnostic::warning("many", message).hint("mend the first ones first"));
        }
        value.filter(|_| errors == 0).ok_or(Failure::Input)
    }

    /// As [`Self::accept`], of a result that has no warnings.
    pub(super) fn settle<T>(&mut self, result: Result<T, Vec<Diagnostic>>) -> Result<T, Failure> {
        self.accept(result.map(Warned::clean))
    }

    /// Says what was made.
    fn made(&self, path: &Path, product: &Product, bytes: usize, time: Duration) {
        if self.quiet {
            return;
        }
        let path = path.display().to_string();
        let path = if path == "-" { "standard output".into() } else { report::visible(&path) };
        let pages = match product.pages {
            0 => String::new(),
            1 => "1 page".to_owned(),
            pages => format!("{pages} pages"),
        };
        let pages = match product.fitted {
            _ if pages.is_empty() => pages,
            None => format!("{pages}, "),
            Some((density, fits)) => {
                let verb = if fits { "fits on " } else { "" };
                format!("{verb}{pages} at {:.0} % density, ", density * 100.0)
            }
        };
        anstream::eprintln!("{path}: {pages}{}, {} ms", size(bytes), time.as_millis());
    }
}

/// `bytes` in the unit that people use for files.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The resume to print: the one named, or the first of the usual names that is there.
pub(super) fn input(named: Option<&Path>) -> Result<PathBuf, Diagnostic> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let endings = ["yaml", "yml", "toml", "json"];
    let usual = ["resume", "cv"].iter().flat_map(|stem| {
        endings.iter().map(move |ending| PathBuf::from(format!("{stem}.{ending}")))
    });
    usual.into_iter().find(|path| path.is_file()).ok_or_else(|| {
        Diagnostic::error(
            "file",
            "there is no `resume.yaml` here, nor any other of the usual names",
        )
        .hint("name the file, or write a resume to begin with by `cvgen new`")
    })
}

/// The languages that were asked for.
pub(super) enum Languages {
    /// None: the resume decides.
    Default,
    /// Every language of the resume.
    All,
    /// These.
    Named(Vec<LanguageTag>),
}

impl Languages {
    /// The one language of a command that takes one.
    pub(super) fn first(self, resume: &Resume) -> LanguageTag {
        let named = match self {
            Languages::Named(tags) => tags.into_iter().next(),
            Languages::Default | Languages::All => None,
        };
        named.unwrap_or_else(|| default_language(resume))
    }
}

pub(super) fn languages(words: &[String]) -> Result<Languages, Failure> {
    if words.is_empty() {
        return Ok(Languages::Default);
    }
    if words == ["all"] {
        return Ok(Languages::All);
    }
    let mut tags = Vec::new();
    for word in words {
        let tag = language_tag(word).ok_or_else(|| {
            let message = format!("`{word}` is not a language");
            let hint = "languages are written as in BCP 47: `en`, `zh`, `zh-Hant`, `pt-BR`";
            Failure::Usage(Diagnostic::error("usage", message).hint(hint))
        })?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(Languages::Named(tags))
}

pub(super) fn default_language(resume: &Resume) -> LanguageTag {
    let first = resolve::languages(resume).into_iter().next();
    first.or_else(|| language_tag(DEFAULT_LANGUAGE)).unwrap_or(LanguageTag::UNKNOWN)
}

pub(super) fn all_languages(resume: &Resume) -> Vec<LanguageTag> {
    let all = resolve::languages(resume);
    if all.is_empty() { vec![default_language(resume)] } else { all }
}

/// The themes that were named: on the command line, or in the resume, or none.
pub(super) fn theme_names(resume: &Resume, named: &[String]) -> Vec<String> {
    if !named.is_empty() {
        return named.to_vec();
    }
    let settings = resume.contents.settings.as_ref();
    let theme = settings.and_then(|settings| settings.theme.as_ref());
    let name = theme.and_then(|text| text.variants.first()).map(|(_, name)| name.text.clone());
    vec![name.unwrap_or_else(|| DEFAULT_THEME.to_owned())]
}

/// The options of the theme, from `--set option=value`.
pub(super) fn options(words: &[String]) -> Result<Vec<Given>, Failure> {
    let option = |word: &String| {
        let (name, value) = word.split_once('=').ok_or_else(|| {
            let message = format!("`--set {word}` has no value");
            let hint = "write `--set option=value`; `cvgen themes` shows the options";
            Failure::Usage(Diagnostic::error("usage", message).hint(hint))
        })?;
        let value = GivenValue::Typed(value.trim().to_owned());
        Ok(Given { name: name.trim().to_owned(), value, place: None })
    };
    words.iter().map(option).collect()
}

/// The date in the file: the one that was typed, or `SOURCE_DATE_EPOCH`, in seconds since 1970.
pub(super) fn timestamp(date: Option<&str>) -> Result<Option<i64>, Failure> {
    let usage = |message: String, hint: &str| {
        Failure::Usage(Diagnostic::error("usage", message).hint(hint))
    };
    if let Some(date) = date {
        let parsed = date.parse::<PartialDate>().ok().filter(|date| date.day.is_some());
        let seconds = parsed.and_then(|date| {
            let (month, day) = (date.month?, date.day?);
            let day = icu_calendar::Date::try_new_gregorian(date.year, month, day).ok()?;
            let epoch = icu_calendar::Date::try_new_gregorian(1970, 1, 1).ok()?;
            Some((day.to_rata_die() - epoch.to_rata_die()) * 86_400)
        });
        return seconds.map(Some).ok_or_else(|| {
            usage(format!("`--date {date}` is not a day"), "write it as `--date 2026-11-23`")
        });
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(None),
        Ok(epoch) => epoch.trim().parse().map(Some).map_err(|_| {
            let message = format!("SOURCE_DATE_EPOCH is `{epoch}`, which is no number of seconds");
            usage(message, "unset it, or set it to the seconds since 1970")
        }),
    }
}

/// How outputs are called.
#[expect(clippy::struct_excessive_bools, reason = "each is a part of a name")]
struct OutputNames<'a> {
    input: &'a Path,
    format: Format,
    output: Option<&'a Path>,
    with_variant: bool,
    with_theme: bool,
    with_language: bool,
    is_single: bool,
}

impl OutputNames<'_> {
    /// The folder that `--output` names, if it names one.
    fn folder(&self) -> Option<&Path> {
        let output = self.output?;
        let ends_in_slash = output.as_os_str().as_encoded_bytes().ends_with(b"/");
        let is_folder = ends_in_slash || (self.format != Format::Typ && output.is_dir());
        is_folder.then_some(output)
    }

    /// Refuses one place for many outputs.
    fn check(&self) -> Result<(), Failure> {
        let Some(output) = self.output else { return Ok(()) };
        let usage = |message: String, hint: &str| {
            Err(Failure::Usage(Diagnostic::error("usage", message).hint(hint)))
        };
        let is_stream = disk::is_standard_stream(output);
        if !self.is_single && (is_stream || self.folder().is_none()) {
            let message =
                format!("`{}` is one place, and there are several outputs", output.display());
            return usage(message, "name a folder, ending in `/`");
        }
        if is_stream && self.format == Format::Typ {
            return usage("a folder cannot go to standard output".to_owned(), "name a folder");
        }
        Ok(())
    }

    /// Where the output for `variant`, `theme` and `language` goes.
    fn path(&self, variant: Option<&str>, theme: &Theme, language: &LanguageTag) -> PathBuf {
        if let Some(output) = self.output
            && self.folder().is_none()
        {
            return output.to_owned();
        }
        let is_stream = disk::is_standard_stream(self.input);
        let stem = if is_stream { None } else { self.input.file_stem() };
        let mut name = stem.unwrap_or("resume".as_ref()).to_owned();
        if let Some(variant) = variant.filter(|_| self.with_variant) {
            name.push("-");
            name.push(variant.replace(['/', '\\'], "-"));
        }
        if self.with_theme {
            name.push("-");
            name.push(&theme.name);
        }
        if self.with_language {
            name.push("-");
            name.push(language.to_string());
        }
        match self.format {
            Format::Typ => name.push("-typ"),
            format => {
                name.push(".");
                name.push(format.extension());
            }
        }
        let folder = match self.folder() {
            Some(folder) => folder,
            None if is_stream => Path::new(""),
            None => self.input.parent().unwrap_or(Path::new("")),
        };
        folder.join(name)
    }
}

/// Writes `product` to `path`; gives the number of bytes written.
fn write(product: &Product, path: &Path, format: Format) -> Outcome<usize> {
    let total = product.files.iter().map(|(_, content)| content.as_ref().len()).sum();
    let written = if format == Format::Typ {
        let is_ours = |folder: &Path| {
            ["main.typ", "document.json"].iter().all(|name| folder.join(name).is_file())
        };
        disk::write_folder(path, &product.files, is_ours)
    } else if disk::is_standard_stream(path) {
        write_stream(product, format)
    } else if format == Format::Tex {
        product.files.iter().try_for_each(|(name, content)| {
            let place = if name.is_empty() { path.to_owned() } else { path.with_file_name(name) };
            if product.files.len() > 1 {
                disk::make_folder(disk::parent(&place))?;
            }
            disk::write(&place, content.as_ref())
        })
    } else {
        product.files.iter().try_for_each(|(page, content)| write_page(path, page, content))
    };
    written.map(|()| Warned::clean(total)).map_err(|error| vec![error])
}

fn write_page(path: &Path, page: &str, content: &Content) -> Result<(), Diagnostic> {
    if page.is_empty() {
        return disk::write(path, content.as_ref());
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{page}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    disk::write(&path.with_file_name(name), content.as_ref())
}

fn write_stream(product: &Product, format: Format) -> Result<(), Diagnostic> {
    let [(_, content)] = &product.files[..] else {
        let pages = product.pages;
        let message = format!("{pages} {format} files cannot go to standard output");
        return Err(Diagnostic::error("usage", message).hint("name a folder, ending in `/`"));
    };
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(content.as_ref()).and_then(|()| stdout.flush());
    written.map_err(|error| disk::stream_failed(&error))
}
