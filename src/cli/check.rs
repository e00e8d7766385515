//! `cvgen check`: findings about resumes and PDF files, what a machine reads, and a posting's terms.

use super::args::{CheckArgs, FindingFormat};
use super::batch::Findings;
use super::limits::{self, Clock};
use super::render::{
    Inputs, Languages, Talk, all_languages, check_ending, languages, load, most_pages, options,
    theme_names,
};
use super::worker::{End, Leader, Limits, Worker};
use super::{Failure, disk, fonts, posting, print, report, sources, tailor, themes};
use cvgen::check::{self, Extent, RULES, Rule};
use cvgen::diagnostic::{Diagnostic, Severity, did_you_mean};
use cvgen::document::Document;
use cvgen::foreign::{self, DocumentReader, Reading};
use cvgen::job::{self, Job, PDF};
use cvgen::pdf::{self, Pdf};
use cvgen::proof::{self, Picture, ProofInput};
use cvgen::resolve;
use cvgen::resume::{LanguageTag, Resume};
use cvgen::theme::Given;
use cvgen::typeset::Typesetter;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(super) fn run(args: &CheckArgs) -> Result<(), Failure> {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    if args.job.is_some() || args.show_text {
        return show_part(args);
    }
    // Who reads a document of findings gets one, whatever happens.
    report::keep();
    let mut all: Vec<Checked> = Vec::new();
    let outcome = check_all(args, &mut all);
    if args.format != FindingFormat::Text {
        let mut found = report::kept();
        if let Err(Failure::Usage(problem)) = &outcome {
            found.push(problem.clone());
        }
        let name = args.input.first().map_or("resume".into(), |path| path.to_string_lossy());
        all.push(Checked { name: name.into_owned(), found, ..Checked::default() });
    }
    if outcome.is_ok() || args.format != FindingFormat::Text {
        show(&all, args.format)?;
    }
    outcome?;
    let is_bad = all.iter().flat_map(|checked| &checked.found).any(Diagnostic::is_error);
    if is_bad { Err(Failure::Input) } else { Ok(()) }
}

/// Prints what a machine reads, or the terms of a posting.
fn show_part(args: &CheckArgs) -> Result<(), Failure> {
    let made = Plan::new(args)?.first()?;
    if let Some(path) = &args.job {
        let Some((_, document)) = &made.resume else {
            let problem = Diagnostic::error("usage", "`--job` needs a resume beside the posting");
            return Err(Failure::Usage(problem));
        };
        let text = posting::read(path).map_err(told)?;
        let coverage = cvgen::posting::coverage(&text, document).map_err(told)?;
        return posting::show(&coverage, args.format);
    }
    let of_reading = || made.reading.as_ref().map(Reading::text).unwrap_or_default();
    let text = made.pdf.as_ref().map_or_else(of_reading, Pdf::text);
    print(&report::visible(&text.replace('\u{c}', "")))
}

/// Checks every file. What cannot be read is told, and the others are checked.
fn check_all(args: &CheckArgs, all: &mut Vec<Checked>) -> Result<(), Failure> {
    let deny = denied(&args.deny)?;
    let plan = Plan::new(args)?;
    let mut has_failed = false;
    for input in &plan.inputs {
        match plan.check(input) {
            Ok(checked) => all.push(checked),
            Err(Failure::Input) => has_failed = true,
            // Another file may have the variant that this one lacks.
            Err(Failure::Usage(problem)) if plan.inputs.len() > 1 => {
                report::print(&problem);
                has_failed = true;
            }
            Err(failure) => return Err(failure),
        }
    }
    for diagnostic in all.iter_mut().flat_map(|checked| &mut checked.found) {
        let is_denied = deny.iter().any(|denied| match denied {
            Denied::Rule(code) => *code == diagnostic.code,
            Denied::From(severity) => diagnostic.severity >= *severity,
        });
        if is_denied {
            diagnostic.severity = Severity::Error;
        }
    }
    for checked in all {
        check::sort(&mut checked.found);
    }
    if has_failed { Err(Failure::Input) } else { Ok(()) }
}

/// What was found about a file.
#[derive(Default)]
struct Checked {
    /// What it is called.
    name: String,
    found: Vec<Diagnostic>,
    /// The languages that were looked at; none of a PDF file.
    languages: Vec<String>,
    extent: Extent,
}

/// A document, and what is known of it.
struct Made {
    name: String,
    resume: Option<(Resume, Document)>,
    pdf: Option<Pdf>,
    /// What is looked at in place of a PDF.
    reading: Option<Reading>,
    /// What the pages of the PDF look like, if a proof is to be drawn of it.
    pictures: Vec<Picture>,
    notes: Vec<Diagnostic>,
    most_pages: Option<usize>,
}

impl Made {
    fn input(&self) -> check::CheckInput<'_> {
        check::CheckInput {
            resume: self.resume.as_ref().map(|(resume, _)| resume),
            document: self.resume.as_ref().map(|(_, document)| document),
            pdf: self.pdf.as_ref(),
            reading: self.reading.as_ref(),
            notes: &self.notes,
            most_pages: self.most_pages,
        }
    }
}

/// Tells of what has ended the program, also to who reads a document of findings.
fn tell_in(format: FindingFormat) -> impl Fn(&Diagnostic, &str) + Send + 'static {
    move |problem, what| {
        report::print_of(problem, what);
        if format != FindingFormat::Text {
            let (name, found) = (what.to_owned(), vec![problem.clone()]);
            let _ = show(&[Checked { name, found, ..Checked::default() }], format);
        }
    }
}

/// What is to be checked.
enum Subject {
    /// A resume, in the language of a file that lies over it if that was named.
    Resume(Option<PathBuf>, Option<LanguageTag>),
    /// A PDF or another document that anybody made, without a resume.
    Document(PathBuf),
}

/// What was asked for.
struct Plan<'a> {
    args: &'a CheckArgs,
    inputs: Vec<Subject>,
    languages: Languages,
    options: Vec<Given>,
    typesetter: Typesetter,
    limits: Limits,
    clock: Clock,
}

impl<'a> Plan<'a> {
    fn new(args: &'a CheckArgs) -> Result<Plan<'a>, Failure> {
        let mut inputs: Vec<Subject> = Vec::new();
        for path in &args.input {
            if Kind::of(path).is_some() {
                inputs.push(Subject::Document(path.clone()));
            } else if let Some((first, language)) = sources::lies_over(path) {
                // Without the first file the second one says half of everything.
                if !args.input.contains(&first) {
                    inputs.push(Subject::Resume(Some(first), Some(language)));
                }
            } else {
                inputs.push(Subject::Resume(Some(path.clone()), None));
            }
        }
        if inputs.is_empty() {
            let is_there = super::render::input(None).is_ok();
            inputs.push(match &args.pdf {
                Some(pdf) if !is_there => Subject::Document(pdf.clone()),
                _ => Subject::Resume(None, None),
            });
        }
        let has_pattern = |path: &PathBuf| path.to_string_lossy().contains("{name}");
        if args.proof.as_ref().is_some_and(|path| inputs.len() > 1 && !has_pattern(path)) {
            let problem = Diagnostic::error("usage", "each file needs a proof of its own name");
            return Err(Failure::Usage(problem.hint("write `--proof {name}-proof.pdf`")));
        }
        if let Some(path) = &args.proof {
            check_ending(path, PDF).map_err(Failure::Usage)?;
        }
        if let Some(path) = args.proof.as_ref().and_then(|path| proved_twice(path, &inputs)) {
            let message = format!("two files have the same proof, `{}`", path.display());
            let problem = Diagnostic::error("usage", message);
            return Err(Failure::Usage(problem.hint("check them one by one")));
        }
        if args.pdf.is_some() && inputs.len() > 1 {
            let problem = Diagnostic::error("usage", "`--pdf` goes with one resume");
            return Err(Failure::Usage(problem.hint("PDF files may be named like resumes")));
        }
        let mut talk = Talk { strict: false, quiet: true, told: BTreeSet::new() };
        let limits = limits::of(&args.limits, false)?;
        let fonts = talk.settle(fonts::settings(&args.fonts))?;
        Ok(Plan {
            args,
            inputs,
            languages: languages(&args.lang)?,
            options: options(&args.set)?,
            typesetter: Typesetter::new(fonts).with_page_limit(args.limits.most_pages),
            clock: Clock::telling(limits, tell_in(args.format)),
            limits,
        })
    }

    /// The first document of the first file.
    fn first(&self) -> Result<Made, Failure> {
        let mut made = match &self.inputs[0] {
            Subject::Document(path) => vec![self.foreign(path)?],
            Subject::Resume(path, language) => {
                self.make(path.as_deref(), language.as_ref(), true)?
            }
        };
        Ok(made.swap_remove(0))
    }

    /// Every finding about `input`, once, in whatever languages and variants it shows.
    fn check(&self, input: &Subject) -> Result<Checked, Failure> {
        let made = match input {
            Subject::Document(path) => vec![self.foreign(path)?],
            Subject::Resume(path, language) => {
                self.make(path.as_deref(), language.as_ref(), false)?
            }
        };
        let mut checked = Checked {
            name: made[0].name.clone(),
            found: Vec::new(),
            languages: Vec::new(),
            extent: Extent::default(),
        };
        if self.args.proof.is_some() {
            let [made] = &made[..] else {
                let problem = Diagnostic::error(
                    "usage",
                    "a proof is drawn of one language and variant at a time",
                );
                return Err(Failure::Usage(problem.hint("name one by `--lang` and `--variant`")));
            };
            self.prove(made)?;
        }
        let mut told = HashSet::new();
        for made in &made {
            let mut found = check::check(&made.input());
            if let Some((resume, _)) = &made.resume {
                resume.name_paths(&mut found);
            }
            let found = found.into_iter().filter(|it| told.insert(check::identity(it)));
            checked.found.extend(found);
            let extent = Extent::of(&made.input());
            checked.extent.pages += extent.pages;
            checked.extent.texts += extent.texts;
            checked.extent.links += extent.links;
            let language = made.resume.as_ref().map(|(_, document)| document.language.tag.clone());
            checked.languages.extend(language.filter(|tag| !checked.languages.contains(tag)));
        }
        Ok(checked)
    }

    /// Draws the proof of `made`, and writes it.
    fn prove(&self, made: &Made) -> Result<(), Failure> {
        let Some(path) = &self.args.proof else { return Ok(()) };
        let input = Path::new(&made.name);
        let Some(pdf) = &made.pdf else {
            let message = format!("`{}` has no pages that a proof could show", made.name);
            let problem = Diagnostic::error("proof", message);
            return Err(told(problem.hint("a proof is drawn of a resume or of a PDF file")));
        };
        let name = stem(input);
        let path = proof_path(path, input);
        let document = made.resume.as_ref().map(|(_, document)| document);
        let asked = match &self.languages {
            Languages::Named(tags) => tags.first().map(ToString::to_string),
            _ => None,
        };
        let language = document.map(|document| document.language.tag.clone());
        let language = language.or(asked).or_else(|| pdf.language.clone()).unwrap_or_default();
        let drawn = proof::proof(&ProofInput {
            name: &input.file_name().map_or(name.into(), |name| name.to_string_lossy()),
            pdf,
            pictures: &made.pictures,
            document,
            findings: &check::check(&made.input()),
            language: language.split('-').next().unwrap_or_default(),
        });
        let bytes = drawn.map_err(told)?;
        self.inputs(made).refuse(&path).map_err(told)?;
        disk::in_folders(&[disk::parent(&path)], || disk::write(&path, &bytes)).map_err(told)
    }

    /// What was read for `made`, or will be for another: a proof takes the place of none.
    fn inputs(&self, made: &Made) -> Inputs {
        let inputs = Inputs::default();
        inputs.add(PathBuf::from(&made.name));
        let named = self.args.input.iter().chain(&self.args.pdf).chain(&self.args.over.over);
        named.for_each(|path| inputs.add(path.clone()));
        if let Some((resume, _)) = &made.resume {
            resume.sources.iter().for_each(|source| inputs.add(PathBuf::from(&source.name)));
            inputs.add_pictures(&resume.tree, disk::parent(Path::new(&made.name)));
        }
        inputs
    }

    /// A document of anybody.
    fn foreign(&self, path: &Path) -> Result<Made, Failure> {
        let (pdf, pictures, reading) =
            read_document(path, self.args, &self.limits).map_err(told)?;
        Ok(Made {
            name: path.display().to_string(),
            resume: None,
            pdf,
            pictures,
            reading,
            notes: Vec::new(),
            most_pages: None,
        })
    }

    /// The documents that are asked for of the resume at `path`: each language of each variant, or only the
    /// first.
    fn make(
        &self,
        path: Option<&Path>,
        language: Option<&LanguageTag>,
        is_only: bool,
    ) -> Result<Vec<Made>, Failure> {
        let mut talk = Talk { strict: false, quiet: true, told: BTreeSet::new() };
        let (path, warned) = load(path, &self.args.over, &mut talk)?;
        let resume = warned.value;
        self.clock.start(&path.to_string_lossy());
        let folder =
            if disk::is_standard_stream(&path) { Path::new("") } else { disk::parent(&path) };
        let languages = match (&self.languages, language) {
            (Languages::Default, Some(language)) => vec![language.clone()],
            (Languages::Default, None) => vec![resolve::default_language(&resume)],
            (Languages::All, _) => all_languages(&resume),
            (Languages::Named(tags), _) => tags.clone(),
        };
        let mut all = Vec::new();
        // A resume without variants is all that there is of it.
        let is_whole = self.args.tailor.variant == ["all"] && resolve::variants(&resume).is_empty();
        let choices = if is_whole {
            vec![tailor::general(&self.args.tailor)?]
        } else {
            tailor::choices(&self.args.tailor, &resume)?
        };
        for choice in choices {
            let tailored = resolve::tailor(&resume, &choice).map_err(told_all)?;
            let theme = theme_names(&tailored.value, self.args.theme.as_slice()).swap_remove(0);
            let theme = talk.accept(themes::load(&theme, folder))?;
            let read_file = |path: &str| disk::read_beside(folder, path);
            for language in &languages {
                let mut job = Job::new(&tailored.value, language.clone(), &theme, PDF);
                job.options = &self.options;
                job.read_file = &read_file;
                let prepared = job::prepare(&job).map_err(told_all)?;
                let mut notes = warned.warnings.clone();
                notes.extend(tailored.warnings.iter().cloned());
                notes.extend(prepared.warnings);
                let document = prepared.value.document.clone();
                let (pdf, pictures, reading) = if let Some(path) = &self.args.pdf {
                    read_document(path, self.args, &self.limits).map_err(told)?
                } else if let Some(problem) = check::too_long(&document) {
                    notes.push(problem);
                    (None, Vec::new(), None)
                } else {
                    let product = job::run_prepared(&job, prepared.value, &self.typesetter);
                    let product = product.map_err(told_all)?;
                    notes.extend(product.warnings);
                    let bytes = product.value.bytes();
                    let pdf = pdf::read("the PDF", bytes).map_err(told)?;
                    let pictures = pictures("the PDF", bytes, &pdf, self.args).map_err(told)?;
                    (Some(pdf), pictures, None)
                };
                all.push(Made {
                    name: path.display().to_string(),
                    most_pages: most_pages(&tailored.value),
                    resume: Some((tailored.value.clone(), document)),
                    pdf,
                    pictures,
                    reading,
                    notes,
                });
                if is_only {
                    return Ok(all);
                }
            }
        }
        Ok(all)
    }
}

/// What `input` is called without its ending.
fn stem(input: &Path) -> String {
    input.file_stem().map_or("resume".into(), |stem| stem.to_string_lossy().into_owned())
}

/// Where the proof of `input` goes if `path` was asked for.
fn proof_path(path: &Path, input: &Path) -> PathBuf {
    PathBuf::from(path.to_string_lossy().replace("{name}", &stem(input)))
}

/// Where the proofs of two of `inputs` would go, if there are such.
fn proved_twice(path: &Path, inputs: &[Subject]) -> Option<PathBuf> {
    let mut paths = HashSet::new();
    let named = inputs.iter().filter_map(|input| match input {
        Subject::Resume(path, _) => path.as_deref(),
        Subject::Document(path) => Some(path),
    });
    named.map(|input| proof_path(path, input)).find(|proof| !paths.insert(proof.clone()))
}

/// What kind of document a file is.
enum Kind {
    Pdf,
    Other(&'static DocumentReader),
}

impl Kind {
    /// The kind of the file at `path`, by what it has in it, then by its name; none if it may be a resume.
    fn of(path: &Path) -> Option<Kind> {
        if disk::is_standard_stream(path) {
            return None;
        }
        let head = disk::head(path, foreign::HEAD as u64).unwrap_or_default();
        let ending = path.extension().map(|it| it.to_string_lossy().into_owned());
        let ending = ending.unwrap_or_default();
        let begins_so = head.windows(5).take(1024).any(|window| window == b"%PDF-");
        if begins_so || ending.eq_ignore_ascii_case("pdf") {
            return Some(Kind::Pdf);
        }
        DocumentReader::find(&head, &ending).map(Kind::Other)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn told(diagnostic: Diagnostic) -> Failure {
    report::print(&diagnostic);
    Failure::of([diagnostic.code])
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn told_all(diagnostics: Vec<Diagnostic>) -> Failure {
    diagnostics.iter().for_each(report::print);
    Failure::Input
}

/// How long a file of a stranger may take to read, if nothing else is asked for.
const READING: Duration = Duration::from_secs(10);

/// How long one may take to read and to draw.
const DRAWING: Duration = Duration::from_secs(30);

/// What a leader wants to know of a file, and is told.
#[derive(Serialize, Deserialize)]
enum Read {
    Pdf(Box<Pdf>, Vec<Picture>),
    Other(Reading),
    Failed(Findings),
}

/// What the pages of the PDF file `bytes` look like, if a proof is asked for.
fn pictures(
    name: &str,
    bytes: &[u8],
    pdf: &Pdf,
    args: &CheckArgs,
) -> Result<Vec<Picture>, Diagnostic> {
    if args.proof.is_some() { proof::pictures(name, bytes, pdf) } else { Ok(Vec::new()) }
}

/// What was read of a PDF, what its pages look like, and what was read of another document.
type Looked = (Option<Pdf>, Vec<Picture>, Option<Reading>);

/// Has a worker read the document at `path`, and draw it if a proof is asked for: it may be anybody's.
fn read_document(path: &Path, args: &CheckArgs, limits: &Limits) -> Result<Looked, Diagnostic> {
    let name = path.display().to_string();
    // Whether it can be opened is told without a worker.
    disk::open(path)?;
    let usual = if args.proof.is_some() { DRAWING } else { READING };
    let time = if args.limits.time.is_some() { limits.time } else { usual };
    let limits = Limits { time, ..*limits };
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let ask = |worker: &mut Worker| {
        worker.send(&path)?;
        worker.receive::<Read>()
    };
    match Worker::start(&limits, &arguments).and_then(|mut worker| ask(&mut worker)) {
        Ok(Read::Pdf(pdf, pictures)) => Ok((Some(*pdf), pictures, None)),
        Ok(Read::Other(reading)) => Ok((None, Vec::new(), Some(reading))),
        Ok(Read::Failed(why)) => Err(why.first()),
        Err(End::Start(error)) => Err(End::Start(error).diagnostic(&limits)),
        Err(_) if matches!(Kind::of(path), Some(Kind::Other(_))) => {
            Err(foreign::takes_too_much(&name))
        }
        Err(_) => Err(pdf::takes_too_much(&name)),
    }
}

/// Reads documents for `leader`, which was told `args`.
pub(super) fn work(args: &CheckArgs, leader: &Leader) {
    let read = |path: &Path| {
        let name = path.display().to_string();
        if let Some(Kind::Other(reader)) = Kind::of(path) {
            let bytes = disk::read_at_most(path, foreign::MAX_BYTES)?;
            let bytes = bytes.ok_or_else(|| foreign::too_large(&name))?;
            return reader.read(&name, &bytes).map(Read::Other);
        }
        let bytes = disk::read_at_most(path, pdf::MAX_BYTES)?;
        let bytes = bytes.ok_or_else(|| pdf::too_large(&name))?;
        let pdf = pdf::read(&name, &bytes)?;
        let pictures = pictures(&name, &bytes, &pdf, args)?;
        Ok(Read::Pdf(Box::new(pdf), pictures))
    };
    while let Some(path) = leader.receive::<PathBuf>() {
        let failed = |problem| Read::Failed(Findings::of([&problem]));
        leader.send(&read(&path).unwrap_or_else(failed));
    }
}

fn explain(code: &str) -> Result<(), Failure> {
    if code == "all" {
        let mut text = String::new();
        for (code, title) in check::codes() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{code:<20} {title}");
        }
        return print(&text);
    }
    if let Some(manual) = check::explain(code) {
        return print(&format!("{code}\n\n{manual}\n"));
    }
    let problem = Diagnostic::error("usage", format!("there is no rule `{code}`"));
    Err(Failure::Usage(
        match did_you_mean(code, check::codes().into_iter().map(|(code, _)| code)) {
            Some(near) => problem.hint(near),
            None => problem.hint("`cvgen check --explain all` lists the codes"),
        },
    ))
}

fn unknown_rule(code: &str) -> Diagnostic {
    let problem = Diagnostic::error("usage", format!("there is no rule `{code}`"));
    match did_you_mean(code, RULES.iter().map(|rule| rule.code)) {
        Some(near) => problem.hint(near),
        None => problem.hint("`cvgen check --explain all` lists the rules"),
    }
}

/// What is to be an error.
enum Denied {
    Rule(&'static str),
    From(Severity),
}

fn denied(words: &[String]) -> Result<Vec<Denied>, Failure> {
    let one = |word: &String| match word.as_str() {
        "warnings" | "warning" => Ok(Denied::From(Severity::Warning)),
        "advice" | "all" => Ok(Denied::From(Severity::Advice)),
        code => match Rule::find(code) {
            Some(rule) => Ok(Denied::Rule(rule.code)),
            None => Err(Failure::Usage(unknown_rule(code))),
        },
    };
    words.iter().map(one).collect()
}

fn show(all: &[Checked], format: FindingFormat) -> Result<(), Failure> {
    match format {
        FindingFormat::Json => {
            let found: Vec<_> = all.iter().flat_map(|checked| checked.found.clone()).collect();
            return print(&format!("{:#}\n", check::json(&found)));
        }
        FindingFormat::Sarif => {
            let found: Vec<_> =
                all.iter().map(|checked| (checked.name.clone(), checked.found.clone())).collect();
            return print(&format!("{:#}\n", check::sarif(&found)));
        }
        FindingFormat::Github => {
            let text = all.iter().map(|checked| check::github(&checked.found, &checked.name));
            return print(&text.collect::<String>());
        }
        FindingFormat::Text => {}
    }
    let mut text = String::new();
    for checked in all {
        for group in checked
            .found
            .chunk_by(|one, next| (one.severity, one.code) == (next.severity, next.code))
        {
            text += &shown(group);
        }
        let _ = writeln!(text, "{}: {}", report::visible(&checked.name), summary(checked));
    }
    if all.iter().any(|checked| !checked.found.is_empty()) {
        let _ = writeln!(text, "`cvgen check --explain RULE` says why a rule matters");
    }
    print(&text)
}

/// The findings of one rule: the first in full, the others a line each.
fn shown(group: &[Diagnostic]) -> String {
    /// As many are shown in full.
    const FULL: usize = 3;
    /// As many more are shown in a line.
    const LINES: usize = 20;
    // One more in a line is longer than in full.
    let full = if group.len() == FULL + 1 { group.len() } else { FULL.min(group.len()) };
    let (whole, rest) = group.split_at(full);
    let mut text = String::new();
    for diagnostic in whole {
        let _ = writeln!(text, "{}\n", report::render(diagnostic, true));
    }
    if rest.is_empty() {
        return text;
    }
    let _ = writeln!(text, "{} more of `{}`:", rest.len(), group[0].code);
    for diagnostic in rest.iter().take(LINES) {
        let place = diagnostic.place.as_ref().map(|place| {
            let (line, column) = place.line_column();
            format!("{}:{line}:{column}: ", place.source.name)
        });
        let line = place.unwrap_or_default() + &diagnostic.message;
        let _ = writeln!(text, "  {}", report::visible(&line));
    }
    if rest.len() > LINES {
        let _ = writeln!(text, "  and {} more", rest.len() - LINES);
    }
    text.push('\n');
    text
}

fn summary(checked: &Checked) -> String {
    let Checked { found, languages, extent, .. } = checked;
    let count = |severity: Severity| found.iter().filter(|d| d.severity == severity).count();
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let parts = [
        counted(count(Severity::Error), "error", "errors"),
        counted(count(Severity::Warning), "warning", "warnings"),
        counted(count(Severity::Advice), "piece of advice", "pieces of advice"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        return parts.join(", ");
    }
    let looked_at = [
        counted(extent.pages, "page", "pages"),
        counted(extent.texts, "text", "texts"),
        counted(extent.links, "link", "links"),
    ];
    let looked_at: Vec<String> = looked_at.into_iter().flatten().collect();
    let languages =
        if languages.is_empty() { String::new() } else { format!(" in {}", languages.join(", ")) };
    format!("nothing found ({}{languages}, {} rules)", looked_at.join(", "), RULES.len())
}
