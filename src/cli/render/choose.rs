//! What is to be printed, from what was typed and what the resume says: which resume, in which languages
//! and themes, with which options and settings.

use super::print::Talk;
use crate::cli::args::OverArgs;
use crate::cli::{Failure, sources};
use cvgen::diagnostic::{Diagnostic, Warned};
use cvgen::job::{self, Format, FormatSettings, Setting, SettingKind};
use cvgen::read;
use cvgen::resolve;
use cvgen::resume::{LanguageTag, Resume};
use cvgen::theme::{Given, GivenValue};
use std::path::{Path, PathBuf};

/// The resume that was named, or the one that is there, and where it is.
pub(crate) fn load(
    named: Option<&Path>,
    over: &OverArgs,
    talk: &mut Talk,
) -> Result<(PathBuf, Warned<Resume>), Failure> {
    let input = talk.settle(input(named).map_err(|error| vec![error]))?;
    let mut parts = talk.settle(sources::parts(&input).map_err(|error| vec![error]))?;
    let more = sources::over(&over.over, &over.with);
    parts.extend(talk.settle(more.map_err(|error| vec![error]))?);
    match read::read_parts(&parts) {
        Ok(resume) => Ok((input, resume)),
        Err(errors) => talk.settle(Err(errors)),
    }
}

/// The resume to print: the one named, or the first of the usual names that is there.
pub(crate) fn input(named: Option<&Path>) -> Result<PathBuf, Diagnostic> {
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
pub(crate) enum Languages {
    /// None: the resume decides.
    Default,
    /// Every language of the resume.
    All,
    /// These.
    Named(Vec<LanguageTag>),
}

pub(crate) fn languages(words: &[String]) -> Result<Languages, Failure> {
    if words.is_empty() {
        return Ok(Languages::Default);
    }
    if words == ["all"] {
        return Ok(Languages::All);
    }
    let mut tags = Vec::new();
    for word in words {
        let tag = word.parse::<LanguageTag>().map_err(Failure::Usage)?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(Languages::Named(tags))
}

pub(crate) fn all_languages(resume: &Resume) -> Vec<LanguageTag> {
    let all = resolve::languages(resume);
    if all.is_empty() { vec![resolve::default_language(resume)] } else { all }
}

/// The themes that were named: on the command line, or in the resume, or none.
pub(crate) fn theme_names(resume: &Resume, named: &[String]) -> Vec<String> {
    if !named.is_empty() {
        return named.to_vec();
    }
    vec![job::theme_name(resume)]
}

/// The options of the theme, from `--set option=value`.
pub(crate) fn options(words: &[String]) -> Result<Vec<Given>, Failure> {
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

/// The most pages that `resume` may fill.
pub(crate) fn most_pages(resume: &Resume) -> Option<usize> {
    resume.contents.settings.as_ref()?.pages?.most()
}

/// The settings of `formats`, from what was typed: a day that was not is `SOURCE_DATE_EPOCH`.
pub(crate) fn settings(
    formats: &[Format],
    typed: &[(&'static Setting, String)],
) -> Result<FormatSettings, Failure> {
    let mut settings = FormatSettings::default();
    for (setting, text) in typed {
        settings = settings.with(setting, text).map_err(Failure::Usage)?;
    }
    let days = formats.iter().flat_map(|format| format.settings);
    for day in days.filter(|setting| setting.kind == SettingKind::Day) {
        if let Some(seconds) = source_date_epoch()?.filter(|_| settings.seconds(day).is_none()) {
            settings = settings.with_seconds(day, seconds);
        }
    }
    Ok(settings)
}

/// The seconds since 1970 that a date can be made of: from the year 0 to the end of 9999.
const EPOCHS: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// What the environment says of the date, in seconds since 1970.
fn source_date_epoch() -> Result<Option<i64>, Failure> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(None),
        Ok(epoch) => {
            let seconds = epoch.trim().parse().ok().filter(|seconds| EPOCHS.contains(seconds));
            seconds.map(Some).ok_or_else(|| {
                let message = format!(
                    "`SOURCE_DATE_EPOCH` is `{}`, which is not a number of seconds up to the year 9999",
                    epoch.escape_debug()
                );
                let hint = "unset it, or set it to the seconds since 1970";
                Failure::Usage(Diagnostic::error("usage", message).hint(hint))
            })
        }
    }
}
