//! The versions of a resume: what is made of one input, by variant, theme, language and format, and
//! what each is called.

use super::hash::Hasher;
use super::input::Input;
use super::name::{Pattern, Values};
use super::{BatchSettings, Outside, SharedTheme};
use crate::diagnostic::Diagnostic;
use crate::job::{self, Format};
use crate::resolve::{self, Tailoring};
use crate::resume::{LanguageTag, Resume};

/// One output of a resume.
pub(super) struct Version<'a> {
    /// The resume, cut down to the variant.
    pub resume: &'a Resume,
    /// What it was cut down to.
    pub tailoring: &'a Tailoring,
    /// What was odd about that.
    pub warnings: &'a [Diagnostic],
    /// The theme.
    pub theme: &'a SharedTheme,
    /// The language.
    pub language: &'a LanguageTag,
    /// All the languages that it is made in.
    pub languages: &'a [LanguageTag],
    /// The format.
    pub format: Format,
}

/// What cannot be made, whatever the language and the format.
pub(super) struct Refused {
    /// The variant.
    pub variant: Option<String>,
    /// The theme; none if there is no such variant.
    pub theme: Option<String>,
    /// Why.
    pub problems: Vec<Diagnostic>,
}

/// Calls `with` for every version of `resume`, one after the other.
pub(super) fn each(
    resume: &Resume,
    input: &Input,
    settings: &BatchSettings<'_>,
    outside: &dyn Outside,
    with: &mut dyn FnMut(Result<Version<'_>, Refused>),
) {
    let languages = (settings.languages)(resume);
    for tailoring in &(settings.tailorings)(resume) {
        let variant = || tailoring.variant.clone();
        let tailored = match resolve::tailor(resume, tailoring) {
            Ok(tailored) => tailored,
            Err(problems) => {
                with(Err(Refused { variant: variant(), theme: None, problems }));
                continue;
            }
        };
        for name in (settings.themes)(&tailored.value) {
            let theme = match outside.theme(&name, input) {
                Ok(theme) => theme,
                Err(problems) => {
                    with(Err(Refused { variant: variant(), theme: Some(name), problems }));
                    continue;
                }
            };
            for language in &languages {
                for format in &settings.formats {
                    with(Ok(Version {
                        resume: &tailored.value,
                        tailoring,
                        warnings: &tailored.warnings,
                        theme: &theme,
                        language,
                        languages: &languages,
                        format: *format,
                    }));
                }
            }
        }
    }
}

impl Version<'_> {
    /// The variant.
    pub(super) fn variant(&self) -> Option<&str> {
        self.tailoring.variant.as_deref()
    }

    /// The same in all its languages, for formats whose files link each other.
    pub(super) fn siblings(&self, pattern: &Pattern, input: &Input) -> Vec<job::Version> {
        if self.languages.len() < 2 || !self.format.links_versions() {
            return Vec::new();
        }
        let own = self.path(pattern, input);
        let version = |language| {
            let path = Version { language, ..*self }.path(pattern, input);
            job::Version::new(language.to_string(), resolve::language_name(language), &own, &path)
        };
        self.languages.iter().map(version).collect()
    }

    /// Adds to `hasher` what makes this version another than the rest.
    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        hasher
            .with(self.theme.hash)
            .with(self.language.to_string())
            .with(self.format.name)
            .with(format!("{:?}", self.tailoring))
    }

    /// What it is called if made of `input`.
    pub(super) fn path(&self, pattern: &Pattern, input: &Input) -> String {
        let path = pattern.fill(&Values {
            stem: &input.stem,
            id: input.id.as_deref().unwrap_or(&input.stem),
            folder: &input.folder,
            name: &self.name(),
            number: input.number,
            variant: self.variant().unwrap_or_default(),
            theme: &self.theme.theme.name,
            language: &self.language.to_string(),
            extension: self.format.extension,
        });
        match self.format.extension {
            "" => format!("{path}-{}", self.format.name),
            _ => path,
        }
    }

    /// The person's name, as in the resume, in the language if it is there.
    fn name(&self) -> String {
        let basics = self.resume.contents.basics.as_ref();
        let name = basics.and_then(|basics| basics.name.as_ref());
        let variants = name.map_or(&[][..], |name| &name.variants);
        let is_exact = |own: &Option<LanguageTag>| own.as_ref() == Some(self.language);
        let is_near = |own: &Option<LanguageTag>| {
            own.as_ref().is_some_and(|own| own.language() == self.language.language())
        };
        let found = variants.iter().find(|(own, _)| is_exact(own));
        let found = found.or_else(|| variants.iter().find(|(own, _)| is_near(own)));
        found.or(variants.first()).map(|(_, name)| name.text.clone()).unwrap_or_default()
    }
}
