//! The library in a few words: a resume is read, a theme and a language are chosen, and a PDF comes out.
//!
//! A [`Session`] holds the fonts for all documents of a program and keeps its memory flat; a [`Printing`]
//! is one resume on its way through it. Whoever needs more takes the modules behind them: `read`,
//! `theme`, `job`.

#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Warned};
use crate::error::Error;
use crate::fonts::FontSettings;
use crate::job::{self, FORMATS, Format, FormatSettings, Job, PDF, Product, Setting};
use crate::read;
use crate::resolve::{self, Tailoring};
use crate::resume::{LanguageTag, Resume};
use crate::theme::{Given, GivenValue, Theme};
use crate::typeset::Typesetter;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Makes documents, one after the other or on several threads at once.
///
/// ```
/// let session = cvgen::Session::new();
/// let resume = "basics: {name: {en: JinHua Luo, zh: 罗锦华}}";
/// let pdf = session.read("resume.yaml", resume)?.theme("compact").language("zh").pdf()?;
/// assert!(pdf.value.starts_with(b"%PDF"));
/// # Ok::<(), cvgen::Error>(())
/// ```
pub struct Session {
    typesetter: Typesetter,
    /// How many documents are being made.
    busy: AtomicUsize,
}

impl Default for Session {
    fn default() -> Session {
        Session::new()
    }
}

impl Session {
    /// A session with the bundled fonts.
    pub fn new() -> Session {
        Session::with_fonts(FontSettings::default())
    }

    /// A session with these fonts.
    pub fn with_fonts(fonts: FontSettings) -> Session {
        Session { typesetter: Typesetter::new(fonts), busy: AtomicUsize::new(0) }
    }

    /// Reads a resume, which people know as `name`; the ending of the name tells the format (YAML, TOML,
    /// JSON).
    pub fn read(&self, name: &str, text: impl AsRef<[u8]>) -> Result<Printing<'_>, Error> {
        let Warned { value, warnings } = read::read(name, text.as_ref())?;
        Ok(self.print(value).with_warnings(warnings))
    }

    /// Prints a resume that was read before.
    pub fn print(&self, resume: Resume) -> Printing<'_> {
        Printing {
            session: self,
            resume,
            theme: Choice::Default,
            language: None,
            tailoring: Tailoring::default(),
            options: Vec::new(),
            settings: Vec::new(),
            read_file: None,
            warnings: Vec::new(),
        }
    }

    /// Runs `job`, and forgets what was kept of earlier ones.
    pub fn run(&self, job: &Job<'_>) -> Result<Warned<Product>, Error> {
        self.busy.fetch_add(1, Ordering::Relaxed);
        let made = job::run(job, &self.typesetter);
        // What a document needed stays until as many others have been made as are made at once, so that
        // the next one on the same thread finds it.
        comemo::evict(self.busy.fetch_sub(1, Ordering::Relaxed));
        Ok(made?)
    }
}

/// What reads a file beside a resume.
type ReadFile<'a> = Box<dyn Fn(&str) -> Result<Vec<u8>, Diagnostic> + 'a>;

/// Which theme.
enum Choice {
    /// The one that the resume names, or else [`job::DEFAULT_THEME`].
    Default,
    /// A built-in one.
    Named(String),
    /// The caller's own.
    Own(Box<Theme>),
}

/// A resume, and how it is to be printed. What is wrong is said when something is made.
#[must_use = "nothing is made before `pdf` or `make` is called"]
pub struct Printing<'a> {
    session: &'a Session,
    resume: Resume,
    theme: Choice,
    language: Option<String>,
    tailoring: Tailoring,
    options: Vec<Given>,
    settings: Vec<(String, String)>,
    read_file: Option<ReadFile<'a>>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Printing<'a> {
    fn with_warnings(mut self, warnings: Vec<Diagnostic>) -> Self {
        self.warnings = warnings;
        self
    }

    /// The resume.
    pub fn resume(&self) -> &Resume {
        &self.resume
    }

    /// In a built-in theme, such as `compact`.
    pub fn theme(mut self, name: impl Into<String>) -> Self {
        self.theme = Choice::Named(name.into());
        self
    }

    /// In a theme of the caller's own.
    pub fn own_theme(mut self, theme: Theme) -> Self {
        self.theme = Choice::Own(Box::new(theme));
        self
    }

    /// In a language, such as `zh`.
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.language = Some(tag.into());
        self
    }

    /// As one of the variants that the resume has.
    pub fn variant(mut self, name: impl Into<String>) -> Self {
        self.tailoring.variant = Some(name.into());
        self
    }

    /// Cut down to what a purpose needs, a variant among it.
    pub fn tailor(mut self, tailoring: Tailoring) -> Self {
        self.tailoring = tailoring;
        self
    }

    /// With an option of the theme, written as on the command line: `accent`, `navy`.
    pub fn option(mut self, name: &str, value: &str) -> Self {
        let value = GivenValue::Typed(value.to_owned());
        self.options.push(Given { name: name.to_owned(), value, place: None });
        self
    }

    /// With a setting of the format, written as on the command line: `standard`, `ua-1`.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With photos, which `read_file` reads by the path that the resume has.
    pub fn files(mut self, read_file: impl Fn(&str) -> Result<Vec<u8>, Diagnostic> + 'a) -> Self {
        self.read_file = Some(Box::new(read_file));
        self
    }

    /// The bytes of a PDF file.
    pub fn pdf(&self) -> Result<Warned<Vec<u8>>, Error> {
        let made = self.make(PDF)?;
        Ok(made.map(|product| product.bytes().to_vec()))
    }

    /// A product of any format.
    pub fn make(&self, format: Format) -> Result<Warned<Product>, Error> {
        let mut warnings = self.warnings.clone();
        let tailored = resolve::tailor(&self.resume, &self.tailoring)?;
        warnings.extend(tailored.warnings);
        let resume = tailored.value;
        let language = match &self.language {
            Some(tag) => tag.parse::<LanguageTag>()?,
            None => resolve::default_language(&resume),
        };
        let theme = match &self.theme {
            Choice::Own(theme) => Ok(&**theme),
            Choice::Named(name) => Err(name.clone()),
            Choice::Default => Err(job::theme_name(&resume)),
        };
        let builtin;
        let theme = match theme {
            Ok(theme) => theme,
            Err(name) => {
                builtin = Theme::builtin(&name)?.value;
                &builtin
            }
        };
        let settings = self.settings(format)?;
        let mut job = Job::new(&resume, language, theme, format);
        job.options = &self.options;
        job.settings = &settings;
        if let Some(read_file) = &self.read_file {
            job.read_file = read_file;
        }
        let mut made = self.session.run(&job)?;
        warnings.append(&mut made.warnings);
        Ok(Warned { warnings, ..made })
    }

    /// The settings that mean something to `format`.
    fn settings(&self, format: Format) -> Result<FormatSettings, Diagnostic> {
        let mut settings = FormatSettings::NONE;
        for (name, value) in &self.settings {
            let is_it = |setting: &&Setting| setting.name == *name;
            if let Some(setting) = format.settings.iter().find(is_it) {
                settings = settings.with(setting, value)?;
            } else if !FORMATS.iter().flat_map(|format| format.settings).any(|it| is_it(&it)) {
                let message = format!("no format has a setting `{}`", name.escape_debug());
                return Err(Diagnostic::error("format-setting", message));
            }
        }
        Ok(settings)
    }
}
