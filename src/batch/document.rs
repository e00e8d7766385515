//! All outputs of one input, from its texts to files in their place.

use super::claims::Claims;
use super::hash::{Hash, Hasher};
use super::input::Input;
use super::manifest::{Known, Manifest, Problem, Record};
use super::name::{is_page, page_name};
use super::report::{Output, Report, State, problem};
use super::version::{self, Refused, Version};
use super::{Outside, Settings, program};
use crate::diagnostic::{Diagnostic, Warned};
use crate::job::{self, Job, PDF, Shape};
use crate::read;
use crate::resolve;
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
    hasher: Hasher,
    /// What was odd about reading it.
    problems: Vec<Problem>,
    read_file: job::ReadFile<'a>,
}

/// Makes everything of `input`.
pub(super) fn make(input: &Input, work: &Work<'_>) -> Report {
    let mut report = Report::new(input);
    if !guard(&mut report, |report| make_all(input, work, report)) {
        report.outputs.push(Output::failed());
    }
    report
}

/// Does `work`. Says whether it came to its end: a panic in it is an error.
fn guard(report: &mut Report, work: impl FnOnce(&mut Report)) -> bool {
    let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(report))) else { return true };
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    let bug = Diagnostic::error("internal", format!("the program failed: {text}"))
        .hint("this is a bug in cvgen; please report it");
    report.keep(vec![bug], false);
    false
}

fn make_all(input: &Input, work: &Work<'_>, report: &mut Report) {
    let Work { settings, outside, .. } = work;
    let parts = match outside.parts(input) {
        Ok(parts) => parts,
        Err(problem) => {
            report.keep(vec![problem], settings.strict);
            return;
        }
    };
    let resume = match read::read_parts(&parts) {
        Ok(warned) if !report.keep(warned.warnings.clone(), settings.strict) => warned.value,
        Ok(_) => return,
        Err(problems) => {
            report.keep(problems, settings.strict);
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
        let fresh = || outside.read_file(input, path);
        read.entry(path.to_owned()).or_insert_with(fresh).clone()
    };
    let problems = problems(&report.diagnostics, input);
    let document = Document { input, hasher, problems, read_file: &read_file };
    version::each(&resume, input, settings, *outside, &mut |version| match version {
        Ok(version) => make_one(&document, &version, work, report),
        Err(Refused { variant, theme, problems }) => {
            report.keep(problems, settings.strict);
            let theme = theme.unwrap_or_default();
            report.outputs.push(Output { variant, theme, ..Output::failed() });
        }
    });
}

/// Makes one output, unless it is there.
fn make_one(document: &Document<'_>, version: &Version<'_>, work: &Work<'_>, report: &mut Report) {
    let path = version.path(&work.settings.pattern, document.input);
    let is_twin = report.outputs.iter().any(|output| output.path == path);
    report.outputs.push(Output {
        path,
        format: version.format,
        variant: version.variant().map(str::to_owned),
        language: version.language.to_string(),
        theme: version.theme.theme.name.clone(),
        ..Output::failed()
    });
    let index = report.outputs.len() - 1;
    guard(report, |report| {
        let output = report.outputs[index].clone();
        match made(document, version, is_twin, output, work, report) {
            Ok(output) => report.outputs[index] = output,
            Err(problems) => {
                report.keep(problems, work.settings.strict);
            }
        }
    });
}

/// `output` after it was made, or found to be there. Its warnings are kept in `report`.
fn made(
    document: &Document<'_>,
    version: &Version<'_>,
    is_twin: bool,
    mut output: Output,
    work: &Work<'_>,
    report: &mut Report,
) -> Result<Output, Vec<Diagnostic>> {
    let input = document.input;
    let strict = work.settings.strict;
    if report.keep(version.warnings.to_vec(), strict) {
        return Err(Vec::new());
    }
    let refusal =
        if is_twin { Some(twin(&output.path)) } else { refusal(&output.path, input, work) };
    if let Some(refusal) = refusal {
        return Err(vec![refusal]);
    }
    output.hash = hash(document, version);
    let known = work.manifest.known(&output.path);
    output.older_files = known.map_or(0, |known| known.files);
    let is_current =
        |known: &&Known| known.hash == output.hash && work.outside.stands(&output, known);
    if let Some(known) = known.filter(is_current).filter(|_| !work.settings.force) {
        report.has_older_warnings |= known.has_warnings;
        return Ok(Output { state: State::Unchanged, bytes: known.bytes, ..output });
    }
    let theme = &version.theme.theme;
    let mut job = Job::new(version.resume, version.language.clone(), theme, version.format);
    job.options = &work.settings.options;
    job.settings = &work.settings.format_settings;
    job.read_file = document.read_file;
    job.shares_folder = true;
    let Warned { value: product, warnings } = job::run(&job, work.typesetter)?;
    let found = [version.warnings, &warnings].concat();
    let warnings = [&document.problems[..], &problems(&found, input)].concat();
    if report.keep(found, strict) {
        return Err(Vec::new());
    }
    output.pages = product.pages;
    // A photo beside a source is no page of it.
    let is_own =
        |name: &str| version.format.shape == Shape::Folder || name.is_empty() || is_page(name);
    let own = || product.files.iter().filter(|(name, _)| is_own(name));
    let names = product.files.iter().map(|(name, _)| name);
    let names = names.filter(|name| !name.is_empty() && !is_page(name)).cloned().collect();
    output.bytes = own().map(|(_, content)| content.as_ref().len() as u64).sum();
    let record = Record {
        output: output.path.clone(),
        input: input.origin.clone(),
        line: input.line,
        hash: output.hash,
        variant: output.variant.clone(),
        language: output.language.clone(),
        theme: output.theme.clone(),
        pages: product.pages,
        files: own().count(),
        names,
        bytes: output.bytes,
        warnings,
    };
    claim_pages(&product.files, &output.path, input, work)
        .and_then(|()| work.outside.write(&output, &product.files))
        .and_then(|()| work.outside.record(&record))
        .map_err(|problem| vec![problem])?;
    if work.settings.keep_files {
        output.files = product.files;
    }
    Ok(Output { state: State::Made, ..output })
}

fn problems(diagnostics: &[Diagnostic], input: &Input) -> Vec<Problem> {
    let at = input.place();
    diagnostics.iter().map(|diagnostic| problem(diagnostic, Some(at.clone()))).collect()
}

/// Why an output may not be written to `path`.
fn refusal(path: &str, input: &Input, work: &Work<'_>) -> Option<Diagnostic> {
    if let Err(owner) = work.claims.claim(path, input.number) {
        return Some(clash(path, &work.claims.owner(owner)));
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

fn clash(path: &str, owner: &str) -> Diagnostic {
    let message = format!("`{path}` is already taken by {owner}; this one is not made");
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
    for (page, _) in files.iter().filter(|(name, _)| is_page(name)) {
        let name = page_name(path, page);
        let claimed = work.claims.claim(&name, input.number);
        claimed.map_err(|owner| clash(&name, &work.claims.owner(owner)))?;
    }
    Ok(())
}

/// The hash of all that the output depends on.
fn hash(document: &Document<'_>, version: &Version<'_>) -> Hash {
    let hasher = version.hash(document.hasher.clone());
    let photo = resolve::photo(version.resume, version.language);
    let photo = photo.map(|named| (document.read_file)(&named.text));
    match photo {
        Some(Ok(bytes)) => hasher.with(bytes),
        Some(Err(problem)) => hasher.with(problem.message),
        None => hasher,
    }
    .finish()
}

impl Output {
    /// An output of which nothing is known but that it could not be made.
    fn failed() -> Output {
        Output {
            path: String::new(),
            state: State::Failed,
            format: PDF,
            variant: None,
            language: String::new(),
            theme: String::new(),
            hash: Hash::default(),
            pages: None,
            bytes: 0,
            older_files: 0,
            files: Vec::new(),
        }
    }
}
