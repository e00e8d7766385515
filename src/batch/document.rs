//! All outputs of one input, from its texts to files in their place.

use super::claims::Claims;
use super::hash::{Hash, Hasher};
use super::input::Input;
use super::manifest::{Known, Manifest, Problem, Record};
use super::name::{Pattern, Values, page_name};
use super::report::{Output, Report, State, problem};
use super::{Outside, Settings, SharedTheme, program};
use crate::diagnostic::Diagnostic;
use crate::job::{self, Format, Job};
use crate::read;
use crate::resolve;
use crate::resume::{LanguageTag, Resume};
use crate::theme::Theme;
use crate::typeset::Typesetter;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What all documents share.
pub(super) struct Work<'a> {
    settings: &'a Settings<'a>,
    typesetter: &'a Typesetter,
    manifest: &'a Manifest,
    claims: &'a Claims,
    outside: &'a dyn Outside,
    /// The program, the settings and the fonts.
    common: Hasher,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        settings: &'a Settings<'a>,
        typesetter: &'a Typesetter,
        manifest: &'a Manifest,
        claims: &'a Claims,
        outside: &'a dyn Outside,
    ) -> Self {
        let common = program()
            .with(settings.surroundings)
            .with(format!("{:?}", settings.options))
            .with(format!("{:?}", settings.format_settings))
            .with([u8::from(settings.strict)]);
        Work { settings, typesetter, manifest, claims, outside, common }
    }
}

/// What one input has that all its outputs share.
struct Document<'a> {
    input: &'a Input,
    resume: Resume,
    hasher: Hasher,
    /// What was odd about reading it.
    problems: Vec<Problem>,
    read_file: job::ReadFile<'a>,
}

/// Makes everything of `input`.
pub(super) fn make(input: &Input, work: &Work<'_>) -> Report {
    let mut report = Report::new(input);
    guard(&mut report, |report| make_all(input, work, report));
    report
}

/// Does `work`. A panic in it is an error of this output, or of the whole input before there is one.
fn guard(report: &mut Report, work: impl FnOnce(&mut Report)) {
    let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(report))) else { return };
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    let bug = Diagnostic::error("internal", format!("the program failed: {text}"))
        .hint("this is a bug in cvgen; please report it");
    report.keep(vec![bug], false);
    match report.outputs.last_mut() {
        Some(output) => output.state = State::Failed,
        None => report.outputs.push(Output::failed("", Format::Pdf)),
    }
}

fn make_all(input: &Input, work: &Work<'_>, report: &mut Report) {
    let strict = work.settings.strict;
    let parts = match work.outside.parts(input) {
        Ok(parts) => parts,
        Err(problem) => {
            report.keep(vec![problem], strict);
            return;
        }
    };
    let resume = match read::read_parts(&parts) {
        Ok(warned) if !report.keep(warned.warnings.clone(), strict) => warned.value,
        Ok(_) => return,
        Err(problems) => {
            report.keep(problems, strict);
            return;
        }
    };
    let hasher = parts.iter().fold(work.common.clone(), |hasher, part| {
        let language = part.language.as_ref().map(ToString::to_string).unwrap_or_default();
        hasher.with(&part.name).with(language).with(&part.bytes)
    });
    let read = RefCell::new(BTreeMap::new());
    let read_file = |path: &str| -> Result<Vec<u8>, Diagnostic> {
        let mut read = read.borrow_mut();
        let fresh = || work.outside.read_file(input, path);
        read.entry(path.to_owned()).or_insert_with(fresh).clone()
    };
    let languages = (work.settings.languages)(&resume);
    let themes = (work.settings.themes)(&resume);
    let problems = problems(&report.diagnostics, input);
    let document = Document { input, resume, hasher, problems, read_file: &read_file };
    for name in &themes {
        let shared = match work.outside.theme(name, input) {
            Ok(shared) => shared,
            Err(problems) => {
                report.keep(problems, strict);
                report.outputs.push(Output::failed(name, Format::Pdf));
                continue;
            }
        };
        for language in &languages {
            for format in &work.settings.formats {
                guard(report, |report| {
                    make_one(&document, &shared, language, *format, work, report);
                });
            }
        }
    }
}

/// Makes one output, unless it is there.
fn make_one(
    document: &Document<'_>,
    shared: &SharedTheme,
    language: &LanguageTag,
    format: Format,
    work: &Work<'_>,
    report: &mut Report,
) {
    let Document { input, resume, .. } = document;
    let path = fill(&work.settings.pattern, input, resume, &shared.theme, language, format);
    let is_twin = report.outputs.iter().any(|output| output.path == path);
    report.outputs.push(Output {
        path: path.clone(),
        language: language.to_string(),
        ..Output::failed(&shared.theme.name, format)
    });
    let refusal = if is_twin { Some(twin(&path)) } else { refusal(&path, input, work) };
    if let Some(refusal) = refusal {
        report.keep(vec![refusal], false);
        return;
    }
    let hash = hash(document, shared, language, format);
    let known = work.manifest.known(&path);
    if let Some(output) = report.outputs.last_mut() {
        output.hash = hash;
        output.older_files = known.map_or(0, |known| known.files);
        let is_current = |known: &Known| known.hash == hash && work.outside.stands(output, known);
        if let Some(known) = known.filter(is_current).filter(|_| !work.settings.force) {
            (output.state, output.bytes) = (State::Unchanged, known.bytes);
            return;
        }
    }
    let job = Job {
        resume,
        language: language.clone(),
        theme: &shared.theme,
        options: &work.settings.options,
        format,
        settings: &work.settings.format_settings,
        read_file: document.read_file,
    };
    let (product, warnings) = match job::run(&job, work.typesetter) {
        Ok(warned) => (warned.value, warned.warnings),
        Err(problems) => {
            report.keep(problems, work.settings.strict);
            return;
        }
    };
    let problems = [&document.problems[..], &problems(&warnings, input)].concat();
    if report.keep(warnings, work.settings.strict) {
        return;
    }
    let Some(output) = report.outputs.last_mut() else { return };
    output.pages = product.pages;
    output.bytes = product.files.iter().map(|(_, content)| content.as_ref().len() as u64).sum();
    let record = Record {
        output: path,
        input: input.origin.clone(),
        line: input.line,
        hash,
        language: output.language.clone(),
        theme: output.theme.clone(),
        pages: product.pages,
        files: product.files.len(),
        bytes: output.bytes,
        warnings: problems,
    };
    let written = claim_pages(&product.files, &record.output, input, work)
        .and_then(|()| work.outside.write(output, &product.files))
        .and_then(|()| work.outside.record(&record));
    match written {
        Ok(()) => {
            output.state = State::Made;
            if work.settings.keep_files {
                output.files = product.files;
            }
            work.manifest.add(&record);
        }
        Err(problem) => {
            report.keep(vec![problem], false);
        }
    }
}

fn problems(diagnostics: &[Diagnostic], input: &Input) -> Vec<Problem> {
    let at = input.place();
    diagnostics.iter().map(|diagnostic| problem(diagnostic, Some(at.clone()))).collect()
}

/// Why an output may not be written to `path`.
fn refusal(path: &str, input: &Input, work: &Work<'_>) -> Option<Diagnostic> {
    if let Err(owner) = work.claims.claim(path, input.number) {
        return Some(clash(path, owner));
    }
    let known = work.manifest.known(path)?;
    (!known.is_from(&input.origin) && !work.settings.force).then(|| {
        let message = format!("`{path}` was made of another resume by an earlier run");
        Diagnostic::error("another-run", message)
            .hint("choose another folder with `-o`, or replace it with `--force`")
    })
}

fn twin(path: &str) -> Diagnostic {
    Diagnostic::error("name-clash", format!("two outputs of this resume are called `{path}`"))
        .hint("tell them apart in `--pattern`, by `{theme}`, `{lang}`, `{variant}` or `{ext}`")
}

fn clash(path: &str, owner: usize) -> Diagnostic {
    let message = format!("`{path}` is already taken by document {owner}; this one is not made");
    Diagnostic::error("name-clash", message)
        .hint("tell them apart in `--pattern`, by `{folder}`, `{name}` or `{n}`")
}

/// Claims the names of single pages, which the pattern does not know of.
fn claim_pages(
    files: &[(String, crate::assets::Content)],
    path: &str,
    input: &Input,
    work: &Work<'_>,
) -> Result<(), Diagnostic> {
    let is_paged = files.len() > 1 && files.iter().all(|(page, _)| page.parse::<usize>().is_ok());
    for (page, _) in files.iter().filter(|_| is_paged) {
        let name = page_name(path, page);
        work.claims.claim(&name, input.number).map_err(|owner| clash(&name, owner))?;
    }
    Ok(())
}

/// The hash of all that the output depends on.
fn hash(
    document: &Document<'_>,
    shared: &SharedTheme,
    language: &LanguageTag,
    format: Format,
) -> Hash {
    let hasher = document.hasher.clone().with(shared.hash).with(language.to_string());
    let hasher = hasher.with(format.word());
    let photo = resolve::photo(&document.resume, language);
    let photo = photo.map(|named| (document.read_file)(&named.text));
    match photo {
        Some(Ok(bytes)) => hasher.with(bytes),
        Some(Err(problem)) => hasher.with(problem.message),
        None => hasher,
    }
    .finish()
}

/// What the output is called.
pub(super) fn fill(
    pattern: &Pattern,
    input: &Input,
    resume: &Resume,
    theme: &Theme,
    language: &LanguageTag,
    format: Format,
) -> String {
    let path = pattern.fill(&Values {
        stem: &input.stem,
        folder: &input.folder,
        name: &name(resume, language),
        number: input.number,
        variant: "",
        theme: &theme.name,
        language: &language.to_string(),
        extension: format.extension(),
    });
    match format.extension() {
        "" => format!("{path}-{}", format.word()),
        _ => path,
    }
}

/// The person's name, as in the resume, in `language` if it is there.
fn name(resume: &Resume, language: &LanguageTag) -> String {
    let name = resume.contents.basics.as_ref().and_then(|basics| basics.name.as_ref());
    let variants = name.map_or(&[][..], |name| &name.variants);
    let is_exact = |own: &Option<LanguageTag>| own.as_ref() == Some(language);
    let is_near = |own: &Option<LanguageTag>| {
        own.as_ref().is_some_and(|own| own.language == language.language)
    };
    let found = variants.iter().find(|(own, _)| is_exact(own));
    let found = found.or_else(|| variants.iter().find(|(own, _)| is_near(own)));
    found.or(variants.first()).map(|(_, name)| name.text.clone()).unwrap_or_default()
}

impl Output {
    fn failed(theme: &str, format: Format) -> Output {
        Output {
            path: String::new(),
            state: State::Failed,
            format,
            language: String::new(),
            theme: theme.to_owned(),
            hash: Hash::default(),
            pages: 0,
            bytes: 0,
            older_files: 0,
            files: Vec::new(),
        }
    }
}
