//! `cvgen batch`: from what was typed to inputs and settings, and from reports to files and words.

mod folder;
mod host;
mod inputs;
mod outside;
mod plan;
mod progress;
mod records;
mod results;
mod wire;
mod work;
mod workers;

pub(super) use results::{Answer, Pong};
pub(super) use wire::Findings;

use super::args::BatchArgs;
use super::render::{self, Languages};
use super::sources::STDIN;
use super::worker::Leader;
use super::{Failure, disk, fonts, limits, report, tailor};
use cvgen::batch::{
    self, BatchSettings, Book, Claims, Field, Hasher, Manifest, Shard, Summary, Threads,
};
use cvgen::diagnostic::Diagnostic;
use cvgen::job::Format;
use cvgen::resolve::Tailoring;
use cvgen::resume::{LanguageTag, Resume};
use cvgen::typeset::Typesetter;
use folder::Folder;
use host::Host;
use inputs::{Inputs, Standard};
use outside::Machine;
use progress::Progress;
use records::Records;
use results::{Results, Trouble};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use workers::Workers;

/// The stack of what makes documents, in bytes: themes call themselves, and Typst allows them a depth
/// that takes more than the eight megabytes of an ordinary process.
const STACK: usize = 32 << 20;

pub(super) fn run(args: &BatchArgs) -> Result<(), Failure> {
    with_settings(args, |settings| lead(args, settings))?
}

/// Makes what `leader` names, in a process of its own.
pub(super) fn work(args: &BatchArgs, leader: &Leader) -> Result<(), Failure> {
    let fonts = fonts::settings(&args.print.fonts).map_err(refuse)?;
    let typesetter = Typesetter::new(fonts).with_page_limit(args.limits.most_pages);
    let shard = shard(args).map_err(Failure::Usage)?;
    let folder = args.output.as_ref().map(|path| {
        let folder =
            if is_for_others(args) { Folder::shared(path) } else { Folder::of_batch(path, shard) };
        folder.forced(args.force)
    });
    let machine = Machine::new(folder);
    with_settings(args, |settings| {
        let remote = work::Remote(leader);
        let maker = Threads::new(settings, &typesetter, &remote, &machine);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build();
        match pool {
            Ok(pool) => pool.install(|| work::serve(leader, &maker)),
            Err(_) => work::serve(leader, &maker),
        }
    })
}

/// Whether it is a worker for others: resumes come on standard input, answers go to standard output.
fn is_for_others(args: &BatchArgs) -> bool {
    args.inputs == ["-"]
}

/// Calls `with` with what is to be made of every resume.
fn with_settings<T>(
    args: &BatchArgs,
    with: impl FnOnce(&BatchSettings<'_>) -> T,
) -> Result<T, Failure> {
    let print = &args.print;
    let named = render::languages(&print.lang)?;
    let mut general = tailor::general(&print.tailor)?;
    general.is_of_many = true;
    let tailorings = |resume: &Resume| {
        let variants = tailor::for_each_variant(&general, &print.tailor.variant, resume);
        // `all` variants of a resume that has none.
        if variants.is_empty() { vec![general.clone()] } else { variants }
    };
    let languages = |resume: &Resume| match &named {
        Languages::Default => vec![cvgen::resolve::default_language(resume)],
        Languages::All => render::all_languages(resume),
        Languages::Named(tags) => tags.clone(),
    };
    let themes = |resume: &Resume| render::theme_names(resume, &print.theme);
    let choices = Choices { tailorings: &tailorings, languages: &languages, themes: &themes };
    Ok(with(&settings(args, &named, choices)?))
}

fn lead(args: &BatchArgs, settings: &BatchSettings<'_>) -> Result<(), Failure> {
    let start = Instant::now();
    let is_for_others = is_for_others(args);
    let standard = standard(args, settings)?;
    // Said once, and not by every worker.
    fonts::settings(&args.print.fonts).map_err(refuse)?;
    let limits = limits::of(&args.limits, false)?;
    let mut manifest = Manifest::default();
    let records = match &args.output {
        Some(path) if !is_for_others && !args.dry_run => Some(
            Records::open(path, args.force, settings.shard, &mut manifest).map_err(refuse_one)?,
        ),
        Some(path) if is_for_others => {
            disk::make_folder(path).map_err(refuse_one)?;
            None
        }
        _ => None,
    };
    if let Some(records) = records.as_ref().filter(|_| manifest.is_old() && !args.print.quiet) {
        let path = records.path().display();
        let message = format!("`{path}` is of an earlier version of cvgen; all is made again");
        report::print(&Diagnostic::advice("manifest", message));
    }
    let stop = Arc::new(AtomicBool::new(false));
    listen(&stop);
    let results = is_for_others.then(|| Arc::new(Results::new(args.inline)));
    let inputs = Inputs::expand(&args.inputs, standard, args.output.as_deref());
    let claims = Claims::default();
    for name in records.iter().flat_map(Records::manifests) {
        claims.withhold(&name.to_string_lossy());
    }
    for path in inputs.inside() {
        claims.withhold(path);
    }
    let total = inputs.total().map(|total| settings.shard.count(total));
    let progress = Progress::new(total, args.print.quiet || is_for_others || args.dry_run);
    let book = Book {
        manifest: &manifest,
        claims: &claims,
        force: settings.force,
        may_repeat: args.inline,
    };
    let mut host = Host::new(book, records, results.clone(), &progress, &stop);
    let arguments = std::env::args_os().skip(1).collect();
    let workers = Workers::new(limits, arguments, &host);
    if args.dry_run {
        return plan::show(&inputs, settings, &workers, &claims, &host);
    }
    if !batch::cannot_clash(inputs.known(), &settings.pattern)
        && batch::reserve(inputs.known(), settings, &workers, &claims, &host, &|_, _| ())
    {
        claims.name_owners(inputs.known());
    }
    progress.begin();
    let is_heard = Arc::new(AtomicBool::new(false));
    let standard =
        inputs::Stream { stop: Arc::clone(&stop), results, is_heard: Arc::clone(&is_heard) };
    let summary = batch::run(inputs.all(&standard), settings, &workers, &host);
    progress.end();
    drop(workers);
    let (reason, trouble) = (host.reason_to_stop(), host.trouble());
    let answers = host.results.as_ref().and_then(|results| results.trouble());
    let mut ending = Ending { manifest: String::new(), stale: 0, is_pruned: false, trouble };
    if let Some(records) = host.records.take() {
        ending.manifest = records.path().to_string_lossy().into_owned();
        let prune = args.prune && !summary.has_unreadable;
        match records.finish(&host.census, &manifest, summary.is_whole, prune) {
            Ok(stale) => ending.stale = stale,
            Err(problem) => ending.trouble = Some(problem),
        }
        if args.prune && ending.stale > 0 && !prune {
            let message = "nothing is pruned: an input that cannot be read may be what makes it";
            report::print(&Diagnostic::warning("prune", message).hint("mend that first"));
        }
        ending.is_pruned = prune;
    }
    tell(&summary, args, &ending, total, start, reason);
    if let Some(Trouble::Failed(problem)) = answers {
        return Err(refuse_one(problem));
    }
    if let Some(problem) = ending.trouble {
        return Err(refuse_one(problem));
    }
    let is_stopped = stop.load(Ordering::Relaxed);
    if is_for_others && !is_stopped && !is_heard.load(Ordering::Relaxed) {
        return Err(refuse_one(inputs::nothing_in(STDIN)));
    }
    match summary.failed {
        _ if is_stopped && !summary.is_whole => Err(Failure::Interrupted),
        0 if summary.is_whole => Ok(()),
        0 => Err(Failure::Input),
        _ => Err(Failure::of(summary.failures.iter().map(|row| row.code))),
    }
}

/// How a run has ended.
struct Ending {
    /// Where it is recorded; empty if it is not.
    manifest: String,
    /// How many outputs no input makes any more.
    stale: usize,
    /// Whether they were taken away.
    is_pruned: bool,
    /// Why something could not be recorded.
    trouble: Option<Diagnostic>,
}

/// What standard input is, and whether the words about it go together.
fn standard(args: &BatchArgs, settings: &BatchSettings<'_>) -> Result<Standard, Failure> {
    let is_for_others = is_for_others(args);
    if args.output.as_deref().is_some_and(disk::is_standard_stream) {
        let message = "a batch writes a folder, which cannot go to standard output";
        let hint =
            "name a folder by `-o`; `cvgen batch - --inline` answers with the files in base64";
        return Err(usage(message, hint));
    }
    if args.inline && !is_for_others {
        return Err(usage("`--inline` is for a worker", "the only input of a worker is `-`"));
    }
    if args.prune && (is_for_others || settings.shard != Shard::WHOLE) {
        let message = "`--prune` needs all inputs, to know what none of them makes";
        return Err(usage(message, "leave out `-` and `--shard`"));
    }
    if args.dry_run && is_for_others {
        let message =
            "`--dry-run` reads its inputs before it makes them, and standard input is read once";
        return Err(usage(message, "name a file"));
    }
    match &args.source {
        None => Ok(Standard::default()),
        Some(source) if is_for_others => {
            if settings.pattern.has(Field::Number(0)) {
                let message = "`--as` does not tell a document's number, and `--pattern` has `{n}`";
                return Err(usage(message, "use `{stem}`, which has the number of the line"));
            }
            source.parse().map_err(Failure::Usage)
        }
        Some(_) => Err(usage("`--as` is for a worker", "the only input of a worker is `-`")),
    }
}

fn shard(args: &BatchArgs) -> Result<Shard, Diagnostic> {
    args.shard.as_deref().map_or(Ok(Shard::WHOLE), str::parse)
}

fn usage(message: &str, hint: &str) -> Failure {
    Failure::Usage(Diagnostic::error("usage", message).hint(hint))
}

fn refuse(problems: impl IntoIterator<Item = Diagnostic>) -> Failure {
    let problems: Vec<_> = problems.into_iter().collect();
    problems.iter().for_each(report::print);
    Failure::of(problems.iter().map(|problem| problem.code))
}

fn refuse_one(problem: Diagnostic) -> Failure {
    refuse([problem])
}

type PerResume<'a, T> = &'a (dyn Fn(&Resume) -> Vec<T> + Sync);

/// What goes by the resume.
#[derive(Clone, Copy)]
struct Choices<'a> {
    tailorings: PerResume<'a, Tailoring>,
    languages: PerResume<'a, LanguageTag>,
    themes: PerResume<'a, String>,
}

fn settings<'a>(
    args: &BatchArgs,
    named: &Languages,
    choices: Choices<'a>,
) -> Result<BatchSettings<'a>, Failure> {
    let pattern = args.pattern.parse::<batch::Pattern>().map_err(Failure::Usage)?;
    let formats = formats(&args.format)?;
    let must_tell = [
        ("ext", Field::Extension, formats.len() > 1, "formats"),
        ("variant", Field::Variant, args.print.tailor.variant.len() > 1, "variants"),
        ("theme", Field::Theme, args.print.theme.len() > 1, "themes"),
        (
            "lang",
            Field::Language,
            matches!(named, Languages::Named(tags) if tags.len() > 1),
            "languages",
        ),
    ];
    for (word, field, is_many, what) in must_tell {
        if is_many && !pattern.has(field) {
            let message =
                format!("`--pattern {}` does not tell several {what} apart", args.pattern);
            return Err(usage(&message, &format!("put `{{{word}}}` into it")));
        }
    }
    for format in &formats {
        render::check_ending(std::path::Path::new(&args.pattern), *format)
            .map_err(Failure::Usage)?;
    }
    let shard = shard(args).map_err(Failure::Usage)?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    Ok(BatchSettings {
        pattern,
        format_settings: render::settings(&formats, &args.settings.0)?,
        formats,
        options: render::options(&args.print.set)?,
        tailorings: choices.tailorings,
        languages: choices.languages,
        themes: choices.themes,
        surroundings: surroundings(args)?,
        strict: args.print.strict,
        fail_fast: args.fail_fast,
        force: args.force,
        keep_files: args.inline,
        workers: args.jobs.unwrap_or_else(cores),
        shard,
    })
}

fn formats(words: &[String]) -> Result<Vec<Format>, Failure> {
    let mut formats = Vec::new();
    for word in words {
        let format = Format::find(word).map_err(Failure::Usage)?;
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    Ok(formats)
}

/// The fonts, besides the bundled ones. Of the machine's fonts only whether they may be used is known.
fn surroundings(args: &BatchArgs) -> Result<batch::Hash, Failure> {
    let mut hasher = Hasher::default().with([u8::from(args.print.fonts.no_system_fonts)]);
    for path in &args.print.fonts.paths {
        for font in super::disk::read_fonts(path).map_err(refuse_one)? {
            hasher = hasher.with(font);
        }
    }
    Ok(hasher.finish())
}

/// An interrupt lets the documents in hand finish; a second one does not.
fn listen(stop: &Arc<AtomicBool>) {
    for signal in [SIGINT, SIGTERM] {
        let shutdown = flag::register_conditional_shutdown(
            signal,
            i32::from(super::INTERRUPTED),
            Arc::clone(stop),
        );
        // Without a handler the signal ends the program, and outputs are whole all the same.
        let _ = shutdown.and_then(|_| flag::register(signal, Arc::clone(stop)));
    }
}

/// The most rows of a table that are printed.
const MAX_ROWS: usize = 100;

/// Says how it went.
fn tell(
    summary: &Summary,
    args: &BatchArgs,
    ending: &Ending,
    total: Option<usize>,
    start: Instant,
    reason: Option<&str>,
) {
    let manifest = report::visible(&ending.manifest);
    let is_worker = manifest.is_empty();
    if !is_worker {
        table(
            "warnings",
            &summary.oddities,
            summary.warnings,
            20,
            &format!("all are in `{manifest}`"),
        );
        if summary.has_older_warnings && !args.print.quiet {
            crate::cli::report::say!("warnings about what is unchanged are in `{manifest}`");
        }
        let failures = summary.failures.len();
        table("failed", &summary.failures, failures, MAX_ROWS, "the rest is left out here");
    }
    if !args.print.quiet {
        let seconds = start.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = (summary.made + summary.unchanged) as f64 / seconds.max(0.001);
        let warnings = if summary.warnings == 1 { "warning" } else { "warnings" };
        let stale = match (ending.stale, ending.is_pruned) {
            (0, _) => String::new(),
            (stale, false) => format!(", {stale} stale"),
            (stale, true) => format!(", {stale} pruned"),
        };
        crate::cli::report::say!(
            "{} made, {} unchanged, {} failed{stale}, {} {warnings}; {seconds:.1} s, {rate:.1} documents a second",
            summary.made,
            summary.unchanged,
            summary.failed,
            summary.warnings,
        );
    }
    if !summary.is_whole {
        let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
        let go_on = if is_worker { "" } else { "; the same command goes on from there" };
        let inputs = summary.inputs;
        let reason = reason.map(|reason| format!("{reason}; ")).unwrap_or_default();
        let resumes = if inputs == 1 && total.is_none() { "resume" } else { "resumes" };
        crate::cli::report::say!("{reason}stopped after {inputs}{of} {resumes}{go_on}");
    }
}

/// Prints the first rows, places under places and messages under messages.
fn table(title: &str, rows: &[batch::Row], count: usize, most: usize, rest: &str) {
    if rows.is_empty() {
        return;
    }
    let rows = &rows[..rows.len().min(most)];
    let width = rows.iter().map(|row| row.place.chars().count()).max().unwrap_or_default().min(50);
    crate::cli::report::say!("{title}:");
    for row in rows {
        let (place, message) = (report::visible(&row.place), report::visible(&row.message));
        crate::cli::report::say!("  {place:<width$}  {}", message.replace('\n', " "));
    }
    if count > rows.len() {
        crate::cli::report::say!("  and {} more; {rest}", count - rows.len());
    }
}
