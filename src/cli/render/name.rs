//! Where outputs go: their names, and the names that are refused.

use crate::cli::{Failure, disk};
use cvgen::batch::Pattern;
use cvgen::diagnostic::Diagnostic;
use cvgen::job::{BUNDLE, FORMATS, Format, Shape};
use cvgen::read::READERS;
use cvgen::resume::LanguageTag;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What standard output is called.
const STDOUT: &str = "-";

/// How outputs are called.
pub(super) struct Names<'a> {
    /// The resume.
    pub(super) input: &'a Path,
    /// The format.
    pub(super) format: Format,
    /// What `--output` says.
    pub(super) output: Option<&'a Path>,
    /// Which parts a name has besides that of the resume.
    pub(super) parts: Parts,
    /// Whether there is only one output.
    pub(super) is_single: bool,
}

/// The parts that tell outputs apart.
pub(super) struct Parts {
    pub(super) variant: bool,
    pub(super) theme: bool,
    pub(super) language: bool,
}

impl Names<'_> {
    /// The folder that `--output` names, if it names one.
    fn folder(&self) -> Option<&Path> {
        let output = self.output?;
        let is_folder = match self.format.shape {
            // A folder that exists may be the product of an earlier run.
            Shape::Folder => ends_in_slash(output),
            Shape::File | Shape::Pages => is_folder(output),
        };
        is_folder.then_some(output)
    }

    /// Refuses one place for many outputs, and a file that ends as one of another format.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let Some(output) = self.output else { return Ok(()) };
        let is_stream = disk::is_standard_stream(output);
        check_braces(output).map_err(Failure::Usage)?;
        if !self.is_single && (is_stream || self.folder().is_none()) {
            let message =
                format!("`{}` is one place, and there are several outputs", output.display());
            return Err(usage(message, "name a folder, ending in `/`"));
        }
        if is_stream && self.format.shape == Shape::Folder {
            let message = "a folder cannot go to standard output".to_owned();
            return Err(usage(message, "name a folder with `-o`"));
        }
        if self.folder().is_none() && !is_stream {
            check_ending(output, self.format).map_err(Failure::Usage)?;
            self.check_project(output)?;
        }
        Ok(())
    }

    /// Refuses a name that may be meant for a folder or for a file, where the two are made differently.
    fn check_project(&self, output: &Path) -> Result<(), Failure> {
        let Format { settings, title, extension, .. } = self.format;
        if output.extension().is_some() || output.exists() || !settings.contains(&BUNDLE) {
            return Ok(());
        }
        let name = output.display();
        let message = format!("`{name}` may be a folder or a {title} file");
        let hint = format!("`-o {name}/` writes a folder with all that the source needs");
        Err(Failure::Usage(
            Diagnostic::error("usage", message)
                .hint(hint)
                .hint(format!("`-o {name}.{extension}` writes one file")),
        ))
    }

    /// Where the output for `variant`, `theme` and `language` goes.
    pub(super) fn path(
        &self,
        variant: Option<&str>,
        theme: &str,
        language: &LanguageTag,
    ) -> PathBuf {
        match self.output {
            Some(output) if self.folder().is_none() => return output.to_owned(),
            None if self.is_printed() => return PathBuf::from(STDOUT),
            _ => {}
        }
        let is_stream = disk::is_standard_stream(self.input);
        // A folder of LaTeX is a project of its own, in which the source is always called alike.
        let is_project = self.folder().is_some() && self.format.settings.contains(&BUNDLE);
        let stem = if is_stream || is_project { None } else { self.input.file_stem() };
        let mut name = stem.unwrap_or("resume".as_ref()).to_owned();
        let language = language.to_string();
        let variant = variant.map(|variant| variant.replace(['/', '\\'], "-"));
        let parts = [
            variant.as_deref().filter(|_| self.parts.variant),
            Some(theme).filter(|_| self.parts.theme),
            Some(language.as_str()).filter(|_| self.parts.language),
        ];
        for part in parts.into_iter().flatten() {
            name.push("-");
            name.push(part);
        }
        if self.format.shape == Shape::Folder {
            name.push("-");
            name.push(self.format.name);
        } else {
            name.push(".");
            name.push(self.format.extension);
        }
        let folder = match self.folder() {
            Some(folder) => folder,
            None if is_stream => Path::new(""),
            None => self.input.parent().unwrap_or(Path::new("")),
        };
        folder.join(name)
    }

    /// Whether the output goes to standard output without anybody asking for that.
    fn is_printed(&self) -> bool {
        self.output.is_none() && self.format.is_printed && self.is_single
    }
}

/// Refuses what only a batch puts into names, such as `{lang}`: the file would be called just that.
fn check_braces(output: &Path) -> Result<(), Diagnostic> {
    let is_pattern = |part: &OsStr| {
        part.to_str().and_then(|part| part.parse::<Pattern>().ok()).is_some_and(|it| !it.is_fixed())
    };
    if !output.iter().any(is_pattern) {
        return Ok(());
    }
    let message =
        format!("`-o {}` is a name, and nothing is put into its braces", output.display());
    Err(Diagnostic::error("usage", message)
        .hint("name a folder, ending in `/`: each output in it has a name of its own")
        .hint("`cvgen batch` names outputs by a `--pattern`"))
}

/// Whether `output` names a folder.
pub(super) fn is_folder(output: &Path) -> bool {
    ends_in_slash(output) || disk::is_folder(output)
}

fn ends_in_slash(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// Endings of formats that nothing here writes, which programs go by.
const FOREIGN: [&str; 12] =
    ["jpg", "jpeg", "gif", "webp", "tiff", "bmp", "doc", "odt", "rtf", "ps", "eps", "xlsx"];

/// Refuses a `path` for a `format` that ends as files of another format do, or as resumes do.
pub(crate) fn check_ending(path: &Path, format: Format) -> Result<(), Diagnostic> {
    let ending = path.extension().map(OsStr::to_ascii_lowercase);
    let Some(ending) = ending.as_deref().and_then(OsStr::to_str) else { return Ok(()) };
    if ending == format.extension {
        return Ok(());
    }
    let other = FORMATS.iter().find(|other| [other.extension, other.name].contains(&ending));
    let is_resume = || READERS.iter().any(|reader| reader.extensions.contains(&ending));
    let Format { name, title, extension, shape, .. } = format;
    let message = match other {
        Some(other) if *other == format => return Ok(()),
        Some(other) => {
            format!("`{}` ends like {other}, and `{name}` writes {title}", path.display())
        }
        None if is_resume() => {
            format!("`{}` ends like a resume, and `{name}` writes {title}", path.display())
        }
        None if FOREIGN.contains(&ending) => {
            format!(
                "`{}` ends like {}, and `{name}` writes {title}",
                path.display(),
                ending.to_uppercase()
            )
        }
        None => return Ok(()),
    };
    let right = match shape {
        Shape::Folder => "name a folder".to_owned(),
        Shape::File | Shape::Pages => {
            format!("call it `{}`", path.with_extension(extension).display())
        }
    };
    let problem = Diagnostic::error("usage", message).hint(right);
    Err(match other {
        Some(other) => problem.hint(format!("`cvgen {}` writes {other}", other.name)),
        None => problem,
    })
}

fn usage(message: String, hint: &str) -> Failure {
    Failure::Usage(Diagnostic::error("usage", message).hint(hint))
}
