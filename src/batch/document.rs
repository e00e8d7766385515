//! All outputs of one input, from its texts to files in their place.

use super::hash::{Hash, Hasher, sha256};
use super::input::{Input, id_of};
use super::manifest::{Known, OutputFile, Record};
use super::name::{file_path, is_page, page_name};
use super::plan::{self, Plan};
use super::report::{Output, Report, State, problem};
use super::version::{self, Refused, Version};
use super::{BatchSettings, Ledger, Outside, program};
use crate::assets::Content;
use crate::diagnostic::{BUG, Diagnostic, Problem, Warned};
use crate::job::{self, Fitted, Job};
use crate::read;
use crate::resolve;
use crate::resume::Resume;
use crate::typeset::Typesetter;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What all documents share.
pub(super) struct Work<'a> {
    settings: &'a BatchSettings<'a>,
    typesetter: &'a Typesetter,
    ledger: &'a dyn Ledger,
    outside: &'a dyn Outside,
    /// The program, the settings and the fonts.
    common: Hasher,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        settings: &'a BatchSettings<'a>,
        typesetter: &'a Typesetter,
        ledger: &'a dyn Ledger,
        outside: &'a dyn Outside,
    ) -> Self {
        let common = program()
            .with(settings.surroundings)
            .with(format!("{:?}", settings.options))
            .with(format!("{:?}", settings.format_settings))
            .with([u8::from(settings.strict)]);
        Work { settings, typesetter, ledger, outside, common }
    }

    /// What will be made of `input`.
    pub(super) fn plan(&self, input: &Input) -> Plan {
        plan::plan(input, self.settings, self.outside)
    }
}

/// What one input has that all its outputs share.
struct Document<'a> {
    input: &'a Input,
    resume: &'a Resume,
    hasher: Hasher,
    /// What was odd about reading it.
    problems: Vec<Problem>,
    read_file: job::ReadFile<'a>,
}

/// Makes everything of `input`.
pub(super) fn make(input: Input, work: &Work<'_>) -> Report {
    let mut report = Report::new(&input);
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
    let bug = Diagnostic::error("internal", format!("the program failed: {text}")).hint(BUG);
    report.keep(vec![bug], false);
    false
}

fn make_all(mut input: Input, work: &Work<'_>, report: &mut Report) {
    let Work { settings, outside, .. } = work;
    let parts = match outside.parts(&input) {
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
    input.id = id_of(&resume.tree).or(input.id);
    report.id.clone_from(&input.id);
    let input = &input;
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
    let document = Document { input, resume: &resume, hasher, problems, read_file: &read_file };
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
    let mut said = version.warnings.to_vec();
    document.resume.name_paths(&mut said);
    if report.keep(said.clone(), strict) {
        return Err(Vec::new());
    }
    if is_twin {
        return Err(vec![twin(&output.path)]);
    }
    let known = work.ledger.claim(input, &output.path).map_err(|problem| vec![problem])?;
    let siblings = version.siblings(&work.settings.pattern, input);
    output.hash = hash(document, version, &siblings);
    output.older_files = known
        .as_ref()
        .map_or(0, |known| if known.files > 0 { known.files } else { known.names.len() });
    let is_current =
        |known: &Known| known.hash == output.hash && work.outside.stands(&output, known);
    if let Some(known) = known.filter(is_current).filter(|_| !work.settings.force) {
        report.has_older_warnings |= known.has_warnings;
        return Ok(Output { state: State::Unchanged, ..output });
    }
    let theme = &version.theme.theme;
    let mut job = Job::new(version.resume, version.language.clone(), theme, version.format);
    job.options = &work.settings.options;
    job.settings = &work.settings.format_settings;
    job.read_file = document.read_file;
    job.shares_folder = true;
    job.versions = &siblings;
    let (product, warnings) = match job::run(&job, work.typesetter) {
        Ok(Warned { value, warnings }) => (value, warnings),
        Err(mut problems) => {
            document.resume.name_paths(&mut problems);
            return Err(problems);
        }
    };
    let own = said.len();
    said.extend(warnings);
    document.resume.name_paths(&mut said[own..]);
    let warnings = [&document.problems[..], &problems(&said, input)].concat();
    if report.keep(said, strict) {
        return Err(Vec::new());
    }
    output.pages = product.pages;
    output.spacing = product.fitted.filter(|fitted| fitted.fits).map(Fitted::percent);
    claim_pages(&product.files, &output.path, input, work).map_err(|problem| vec![problem])?;
    output.files = files(&output, &product.files);
    let made = Output { state: State::Made, ..output };
    let record = Record { problems: warnings, ..Record::new(input, &made) };
    work.outside
        .write(&made, &product.files)
        .and_then(|()| work.ledger.record(&record))
        .map_err(|problem| vec![problem])?;
    let contents = if work.settings.keep_files { product.files } else { Vec::new() };
    Ok(Output { contents, ..made })
}

/// What is in the files of `output`, called by their names in the [`Product`](crate::job::Product).
fn files(output: &Output, contents: &[(String, Content)]) -> Vec<OutputFile> {
    let file = |(name, content): &(String, Content)| OutputFile {
        path: file_path(&output.path, output.format, name),
        bytes: content.as_ref().len() as u64,
        sha256: sha256(content.as_ref()),
        data: None,
    };
    contents.iter().map(file).collect()
}

fn problems(diagnostics: &[Diagnostic], input: &Input) -> Vec<Problem> {
    diagnostics.iter().map(|diagnostic| problem(diagnostic, input)).collect()
}

fn twin(path: &str) -> Diagnostic {
    Diagnostic::error("name-clash", format!("two outputs of this resume are called `{path}`"))
        .hint("tell them apart in `--pattern`, by `{theme}`, `{lang}`, `{variant}` or `{ext}`")
}

/// Claims the names of single pages, which the pattern does not know of.
fn claim_pages(
    files: &[(String, Content)],
    path: &str,
    input: &Input,
    work: &Work<'_>,
) -> Result<(), Diagnostic> {
    for (page, _) in files.iter().filter(|(name, _)| is_page(name)) {
        work.ledger.claim(input, &page_name(path, page))?;
    }
    Ok(())
}

/// The hash of all that the output depends on.
fn hash(document: &Document<'_>, version: &Version<'_>, siblings: &[job::Version]) -> Hash {
    let mut hasher = version.hash(document.hasher.clone());
    for sibling in siblings {
        hasher = hasher.with(&sibling.tag).with(&sibling.address);
    }
    let photo = resolve::photo(version.resume, version.language);
    let photo = photo.map(|named| (document.read_file)(&named.text));
    match photo {
        Some(Ok(bytes)) => hasher.with(bytes),
        Some(Err(problem)) => hasher.with(problem.message),
        None => hasher,
    }
    .finish()
}
