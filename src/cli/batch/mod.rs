//! `cvgen batch`: from what was typed to inputs and settings, and from reports to files and words.

mod folder;
mod inputs;
mod outside;
mod progress;
mod results;

use super::args::BatchArgs;
use super::render::{self, Languages};
use super::{Failure, fonts, report, tailor};
use cvgen::batch::{self, Claims, Field, Hasher, Manifest, Settings, Shard, Summary};
use cvgen::diagnostic::Diagnostic;
use cvgen::job::Format;
use cvgen::resolve::Tailoring;
use cvgen::resume::{LanguageTag, Resume};
use cvgen::typeset::Typesetter;
use folder::Folder;
use inputs::{Inputs, Standard};
use outside::{Sink, World};
use progress::Progress;
use results::Results;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

pub(super) fn run(args: &BatchArgs) -> Result<(), Failure> {
    let start = Instant::now();
    let print = &args.print;
    let named = render::languages(&print.lang)?;
    let general = Tailoring { is_of_many: true, ..tailor::general(&print.tailor)? };
    let tailorings = |resume: &Resume| {
        let variants = tailor::for_each_variant(&general, &print.tailor.variant, resume);
        // `all` variants of a resume that has none.
        if variants.is_empty() { vec![general.clone()] } else { variants }
    };
    let languages = |resume: &Resume| match &named {
        Languages::Default => vec![render::default_language(resume)],
        Languages::All => render::all_languages(resume),
        Languages::Named(tags) => tags.clone(),
    };
    let themes = |resume: &Resume| render::theme_names(resume, &print.theme);
    let choices = Choices { tailorings: &tailorings, languages: &languages, themes: &themes };
    let settings = settings(args, &named, choices)?;
    let is_worker = args.inputs == ["-"];
    if args.inline && !is_worker {
        return Err(usage("`--inline` is for a worker", "the only input of a worker is `-`"));
    }
    let standard = match &args.source {
        None => Standard::default(),
        Some(source) if is_worker => {
            if settings.pattern.has(Field::Number) {
                let message = "`--as` does not tell a document's number, and `--pattern` has `{n}`";
                return Err(usage(message, "use `{stem}`, which has the number of the line"));
            }
            source.parse().map_err(Failure::Usage)?
        }
        Some(_) => {
            return Err(usage("`--as` is for a worker", "the only input of a worker is `-`"));
        }
    };
    let typesetter = Typesetter::new(fonts::settings(&print.fonts).map_err(refuse)?);
    let mut manifest = Manifest::default();
    let claims = Claims::default();
    let sink = match &args.output {
        None => Sink::Inline,
        Some(path) if is_worker => Sink::Worker(Folder::shared(path).map_err(refuse_one)?),
        Some(path) => Sink::Recorded(
            Folder::open(path, args.force, settings.shard, &mut manifest).map_err(refuse_one)?,
        ),
    };
    let inputs = Inputs::expand(&args.inputs, standard, sink.folder());
    let mut memory = String::new();
    if let Sink::Recorded(folder) = &sink {
        memory = folder.manifest().unwrap_or(folder.path()).to_string_lossy().into_owned();
        for name in folder.manifests() {
            // Nobody else has it yet.
            let _ = claims.claim(&name.to_string_lossy(), 0);
        }
        for path in inputs.inside() {
            let _ = claims.claim(path, 0);
        }
    }
    let stop = Arc::new(AtomicBool::new(false));
    listen(&stop);
    let total = inputs.total().map(|total| settings.shard.count(total));
    let progress = Progress::new(total, args.print.quiet || is_worker);
    let results = is_worker.then(|| Results::new(args.inline));
    let world = World::new(sink, results, &progress, &stop);
    if !batch::cannot_clash(inputs.known(), &settings.pattern)
        && batch::reserve(inputs.known(), &settings, &claims, &world)
    {
        claims.name_owners(inputs.known());
    }
    progress.begin();
    let summary = batch::run(inputs.all(), &settings, &typesetter, &manifest, &claims, &world);
    progress.end();
    tell(&summary, args, &memory, total, start, world.reason_to_stop());
    let is_stopped = stop.load(Ordering::Relaxed) && !summary.is_whole;
    match summary.failed {
        _ if is_stopped => Err(Failure::Interrupted),
        0 if summary.is_whole => Ok(()),
        _ => Err(Failure::Input),
    }
}

fn usage(message: &str, hint: &str) -> Failure {
    Failure::Usage(Diagnostic::error("usage", message).hint(hint))
}

fn refuse(problems: impl IntoIterator<Item = Diagnostic>) -> Failure {
    problems.into_iter().for_each(|problem| report::print(&problem));
    Failure::Input
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
) -> Result<Settings<'a>, Failure> {
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
    let shard =
        args.shard.as_deref().map_or(Ok(Shard::WHOLE), str::parse).map_err(Failure::Usage)?;
    if args.jobs == Some(0) {
        return Err(usage("`--jobs 0` would do nothing", "leave it out to use every core"));
    }
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Settings {
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

/// Says how it went. `manifest` is where it stands recorded; a worker has none.
fn tell(
    summary: &Summary,
    args: &BatchArgs,
    manifest: &str,
    total: Option<usize>,
    start: Instant,
    reason: Option<&str>,
) {
    let (manifest, is_worker) = (report::visible(manifest), manifest.is_empty());
    if !is_worker {
        table(
            "warnings",
            &summary.oddities,
            summary.warnings,
            20,
            &format!("all are in `{manifest}`"),
        );
        if summary.has_older_warnings && !args.print.quiet {
            anstream::eprintln!("warnings about what is unchanged are in `{manifest}`");
        }
        let failures = summary.failures.len();
        table("failed", &summary.failures, failures, MAX_ROWS, "the rest is left out here");
    }
    if !args.print.quiet {
        let seconds = start.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = (summary.made + summary.unchanged) as f64 / seconds.max(0.001);
        let warnings = if summary.warnings == 1 { "warning" } else { "warnings" };
        anstream::eprintln!(
            "{} made, {} unchanged, {} failed, {} {warnings}; {seconds:.1} s, {rate:.1} documents a second",
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
        anstream::eprintln!("{reason}stopped after {inputs}{of} {resumes}{go_on}");
    }
}

/// Prints the first rows, places under places and messages under messages.
fn table(title: &str, rows: &[batch::Row], count: usize, most: usize, rest: &str) {
    if rows.is_empty() {
        return;
    }
    let rows = &rows[..rows.len().min(most)];
    let width = rows.iter().map(|row| row.place.chars().count()).max().unwrap_or_default().min(50);
    anstream::eprintln!("{title}:");
    for row in rows {
        let (place, message) = (report::visible(&row.place), report::visible(&row.message));
        anstream::eprintln!("  {place:<width$}  {}", message.replace('\n', " "));
    }
    if count > rows.len() {
        anstream::eprintln!("  and {} more; {rest}", count - rows.len());
    }
}
