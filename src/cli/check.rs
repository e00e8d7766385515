//! `cvgen check`: findings about a resume and its PDF, what a machine reads, and a posting's terms.

use super::args::{CheckArgs, FindingFormat};
use super::batch::Findings;
use super::limits::{self, Clock};
use super::render::{Talk, languages, load, most_pages, options, theme_names};
use super::worker::{End, Leader, Limits, Worker};
use super::{Failure, disk, fonts, posting, print, report, tailor, themes};
use cvgen::check::{self, RULES, Rule};
use cvgen::diagnostic::{Diagnostic, Severity, did_you_mean};
use cvgen::document::Document;
use cvgen::job::{self, Job, PDF};
use cvgen::pdf::{self, Pdf};
use cvgen::resolve;
use cvgen::resume::Resume;
use cvgen::typeset::Typesetter;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

pub(super) fn run(args: &CheckArgs) -> Result<(), Failure> {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    let deny = denied(&args.deny)?;
    let made = make(args)?;
    if args.show_text {
        let text = made.pdf.as_ref().map(Pdf::text).unwrap_or_default();
        return print(&report::visible(&text.replace('\u{c}', "")));
    }
    if let Some(path) = &args.job {
        let Some((_, document)) = &made.resume else {
            let problem = Diagnostic::error("usage", "`--job` needs a resume beside the posting");
            return Err(Failure::Usage(problem));
        };
        let text = posting::read(path).map_err(told)?;
        return posting::show(&cvgen::posting::coverage(&text, document), args.format);
    }
    let mut found = check::check(&check::Input {
        resume: made.resume.as_ref().map(|(resume, _)| resume),
        document: made.resume.as_ref().map(|(_, document)| document),
        pdf: made.pdf.as_ref(),
        notes: &made.notes,
        most_pages: made.most_pages,
    });
    for diagnostic in &mut found {
        let is_denied = deny.iter().any(|denied| match denied {
            Denied::Rule(code) => *code == diagnostic.code,
            Denied::From(severity) => diagnostic.severity >= *severity,
        });
        if is_denied {
            diagnostic.severity = Severity::Error;
        }
    }
    found.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    show(&found, &made.name, args.format)?;
    if found.iter().any(Diagnostic::is_error) { Err(Failure::Input) } else { Ok(()) }
}

/// What is checked.
struct Made {
    /// What it is called.
    name: String,
    resume: Option<(Resume, Document)>,
    pdf: Option<Pdf>,
    notes: Vec<Diagnostic>,
    most_pages: Option<usize>,
}

fn make(args: &CheckArgs) -> Result<Made, Failure> {
    let limits = limits::of_workers(&args.limits)?;
    let clock = Clock::new(limits.time);
    let given = args.pdf.as_deref().map(|path| read_pdf(path, args, &limits));
    let given = given.transpose().map_err(told)?;
    let pdf_name = args.pdf.as_ref().map(|path| path.display().to_string());
    let mut talk = Talk { strict: false, quiet: true };
    if args.input.is_none() && super::render::input(None).is_err() && given.is_some() {
        let name = pdf_name.unwrap_or_default();
        return Ok(Made { name, resume: None, pdf: given, notes: Vec::new(), most_pages: None });
    }
    let options = options(&args.set)?;
    let named = languages(args.lang.as_slice())?;
    let (path, notes, resume) = load_with_notes(args.input.as_deref(), &mut talk)?;
    clock.start(&path.to_string_lossy());
    let language = named.first(&resume);
    let choices = tailor::choices(&args.tailor, &resume)?;
    let [choice] = &choices[..] else {
        let problem = Diagnostic::error("usage", "one variant is checked at a time");
        return Err(Failure::Usage(problem.hint("name it by `--variant`")));
    };
    let mut made = Made {
        name: path.display().to_string(),
        resume: None,
        pdf: given,
        notes,
        most_pages: None,
    };
    let tailored = resolve::tailor(&resume, choice).map_err(told_all)?;
    made.notes.extend(tailored.warnings);
    let resume = tailored.value;
    made.most_pages = most_pages(&resume);
    let folder = if disk::is_standard_stream(&path) { Path::new("") } else { disk::parent(&path) };
    let theme = theme_names(&resume, args.theme.as_slice()).swap_remove(0);
    let theme = talk.accept(themes::load(&theme, folder))?;
    let read_file = |path: &str| disk::read_beside(folder, path);
    let mut job = Job::new(&resume, language, &theme, PDF);
    job.options = &options;
    job.read_file = &read_file;
    let prepared = job::prepare(&job).map_err(told_all)?;
    made.notes.extend(prepared.warnings);
    let document = prepared.value.document.clone();
    if made.pdf.is_none() {
        let typesetter = Typesetter::new(talk.settle(fonts::settings(&args.fonts))?)
            .with_page_limit(args.limits.pages.page_limit);
        let product = job::run_prepared(&job, prepared.value, &typesetter).map_err(told_all)?;
        made.notes.extend(product.warnings);
        made.pdf = Some(pdf::read("the PDF", product.value.bytes()).map_err(told)?);
    }
    made.resume = Some((resume, document));
    Ok(made)
}

/// The resume, and what reading it had to say: a finding like any other.
fn load_with_notes(
    named: Option<&Path>,
    talk: &mut Talk,
) -> Result<(std::path::PathBuf, Vec<Diagnostic>, Resume), Failure> {
    let (path, warned) = load(named, talk)?;
    Ok((path, warned.warnings, warned.value))
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

/// What a leader wants to know of a file, and is told.
#[derive(Serialize, Deserialize)]
enum Read {
    Done(Box<Pdf>),
    Failed(Findings),
}

/// Has a worker read the PDF at `path`: it may be anybody's.
fn read_pdf(path: &Path, args: &CheckArgs, limits: &Limits) -> Result<Pdf, Diagnostic> {
    let name = path.display().to_string();
    // Whether it can be opened is told without a worker.
    disk::open(path)?;
    let time = if args.limits.pages.time_limit.is_some() { limits.time } else { READING };
    let limits = Limits { time, ..*limits };
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let ask = |worker: &mut Worker| {
        worker.send(&())?;
        worker.receive::<Read>()
    };
    match Worker::start(&limits, &arguments).and_then(|mut worker| ask(&mut worker)) {
        Ok(Read::Done(pdf)) => Ok(*pdf),
        Ok(Read::Failed(why)) => Err(why.first()),
        Err(End::Start(error)) => Err(End::Start(error).diagnostic(&limits)),
        Err(_) => Err(pdf::takes_too_much(&name)),
    }
}

/// Reads a PDF for `leader`.
pub(super) fn work(args: &CheckArgs, leader: &Leader) {
    let read = |path: &Path| {
        let name = path.display().to_string();
        let bytes = disk::read_at_most(path, pdf::MAX_BYTES)?;
        pdf::read(&name, &bytes.ok_or_else(|| pdf::too_large(&name))?)
    };
    while leader.receive::<()>().is_some() {
        leader.send(&match args.pdf.as_deref().map(read) {
            Some(Ok(pdf)) => Read::Done(Box::new(pdf)),
            Some(Err(problem)) => Read::Failed(Findings::of([&problem])),
            None => Read::Failed(Findings::default()),
        });
    }
}

fn explain(code: &str) -> Result<(), Failure> {
    if code == "all" {
        let mut text = String::new();
        for rule in RULES {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{:<20} {}", rule.code, rule.title());
        }
        return print(&text);
    }
    match Rule::find(code) {
        Some(rule) => print(&format!("{code}\n\n{}\n", rule.manual())),
        None => Err(Failure::Usage(unknown_rule(code))),
    }
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

fn show(found: &[Diagnostic], name: &str, format: FindingFormat) -> Result<(), Failure> {
    match format {
        FindingFormat::Json => return print(&format!("{:#}\n", check::json(found))),
        FindingFormat::Sarif => return print(&format!("{:#}\n", check::sarif(found, name))),
        FindingFormat::Text => {}
    }
    let mut text = String::new();
    for diagnostic in found {
        let _ = writeln!(text, "{}\n", report::render(diagnostic, true));
    }
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
    let summary = if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") };
    let _ = writeln!(text, "{}: {summary}", report::visible(name));
    if !found.is_empty() {
        let _ = writeln!(text, "`cvgen check --explain RULE` says why a rule matters");
    }
    print(&text)
}
