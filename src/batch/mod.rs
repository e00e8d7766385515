//! Many resumes, many outputs: from a stream of inputs to files, over the cores, and nothing lost.
//!
//! Takes inputs, [`Settings`] and an [`Outside`] that reads, writes and listens; gives a [`Summary`].
//! A bad resume, or a panic in a library, is the failure of that resume alone. Nothing here touches
//! the disk, the clock or the terminal, and no more is kept of a document than a hash.

mod claims;
mod document;
mod hash;
mod input;
mod manifest;
mod name;
mod plan;
mod report;
mod shard;
mod summary;
#[cfg(test)]
mod tests;
mod version;

pub use claims::Claims;
pub use hash::{Hash, Hasher};
pub use input::{Body, Input, Line, Lines};
pub use manifest::{HEADER, Known, Manifest, Problem, Record};
pub use name::{DEFAULT_PATTERN, Field, Pattern, Values, file_path, page_name};
pub use report::{Output, Report, State};
pub use shard::Shard;
pub use summary::{Row, Summary};

use crate::assets::{self, Content};
use crate::diagnostic::Diagnostic;
use crate::job::{Format, FormatSettings};
use crate::read::Part;
use crate::resolve::Tailoring;
use crate::resume::{LanguageTag, Resume};
use crate::theme::{Given, Theme};
use crate::typeset::{self, Typesetter};
use rayon::ThreadPoolBuilder;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The stack of a worker, in bytes: themes call themselves, and Typst allows them a depth that takes
/// more than the two megabytes of an ordinary thread.
const STACK: usize = 32 << 20;

/// The most threads: each looks for work at all others.
const MAX_THREADS: usize = 512;

/// What is to be made of every input.
#[expect(clippy::struct_excessive_bools, reason = "they are flags of the command line")]
pub struct Settings<'a> {
    /// How outputs are called.
    pub pattern: Pattern,
    /// What to make, each of every document.
    pub formats: Vec<Format>,
    /// How it is to come out.
    pub format_settings: FormatSettings,
    /// Options of the theme, chosen outside the resume.
    pub options: Vec<Given>,
    /// What of a resume to print: its variants, or all of it.
    pub tailorings: &'a (dyn Fn(&Resume) -> Vec<Tailoring> + Sync),
    /// The languages to print a resume in.
    pub languages: &'a (dyn Fn(&Resume) -> Vec<LanguageTag> + Sync),
    /// The themes to print a resume in, by name, after it was tailored.
    pub themes: &'a (dyn Fn(&Resume) -> Vec<String> + Sync),
    /// A hash of what else the pages depend on, such as the person's own fonts.
    pub surroundings: Hash,
    /// Whether a warning is a failure.
    pub strict: bool,
    /// Whether the first failure ends the batch.
    pub fail_fast: bool,
    /// Whether to make what is there unchanged, and to replace what another run has made.
    pub force: bool,
    /// Whether a report holds the bytes that were made.
    pub keep_files: bool,
    /// How many documents are in work at once.
    pub workers: usize,
    /// Which part of the inputs to make.
    pub shard: Shard,
}

/// A theme, and a hash of all its files.
#[derive(Debug)]
pub struct SharedTheme {
    /// The theme.
    pub theme: Theme,
    /// The hash.
    pub hash: Hash,
}

impl SharedTheme {
    /// Hashes `theme`.
    pub fn new(theme: Theme) -> SharedTheme {
        let files = theme.files();
        let hasher = files.iter().fold(Hasher::default(), |hasher, (path, content)| {
            hasher.with(path).with(content.as_ref())
        });
        let hash = hasher.with(&theme.name).finish();
        SharedTheme { theme, hash }
    }
}

/// What a batch needs from outside: the command line brings disk and terminal, a service may bring
/// something else. Called from all workers at once.
pub trait Outside: Sync {
    /// The texts of `input`: the resume, then what lies over it, a language each.
    fn parts(&self, input: &Input) -> Result<Vec<Part>, Diagnostic>;

    /// A file beside `input`, such as the photo.
    fn read_file(&self, input: &Input, path: &str) -> Result<Vec<u8>, Diagnostic>;

    /// The theme called `name`, for `input`.
    fn theme(&self, name: &str, input: &Input) -> Result<Arc<SharedTheme>, Vec<Diagnostic>>;

    /// Whether `output` still stands where an earlier run has put it.
    fn stands(&self, output: &Output, known: &Known) -> bool;

    /// Puts the files of `output` in their place, each complete or not at all.
    fn write(&self, output: &Output, files: &[(String, Content)]) -> Result<(), Diagnostic>;

    /// Takes note that an output stands in its place.
    fn record(&self, record: &Record) -> Result<(), Diagnostic>;

    /// Hears of each input that is finished, in the order they are finished.
    fn finished(&self, report: &Report);

    /// Whether to begin no other document.
    fn is_stopped(&self) -> bool;
}

/// Makes everything of `inputs` that is not there yet.
pub fn run(
    inputs: impl Iterator<Item = Input> + Send,
    settings: &Settings<'_>,
    typesetter: &Typesetter,
    manifest: &Manifest,
    claims: &Claims,
    outside: &dyn Outside,
) -> Summary {
    let work = document::Work::new(settings, typesetter, manifest, claims, outside);
    let inputs = Mutex::new(inputs.fuse());
    let next = || inputs.lock().unwrap_or_else(PoisonError::into_inner).next();
    let summary = Mutex::new(Summary::default());
    let has_failed = AtomicBool::new(false);
    let made = AtomicUsize::new(0);
    let is_over =
        || outside.is_stopped() || settings.fail_fast && has_failed.load(Ordering::Relaxed);
    let worker = || {
        while !is_over() {
            let Some(input) = next() else { return };
            if !settings.shard.has(input.number) {
                continue;
            }
            let report = document::make(&input, &work);
            // Once each of them has made one: what the last document needed is there for the next one
            // on the same thread.
            let before = made.fetch_add(1, Ordering::Relaxed);
            if before.is_multiple_of(settings.workers.clamp(1, MAX_THREADS)) {
                typeset::forget();
            }
            has_failed.fetch_or(report.has_failed(), Ordering::Relaxed);
            outside.finished(&report);
            summary.lock().unwrap_or_else(PoisonError::into_inner).add(&report);
        }
    };
    on_threads(settings.workers, &worker);
    let mut summary = summary.into_inner().unwrap_or_else(PoisonError::into_inner);
    summary.is_whole = next().is_none();
    summary.sort();
    summary
}

/// Reserves the names of everything that will be made of `inputs`, so that of two documents that
/// want the same name the earlier one gets it. Says whether there were any such. Reads what it must.
pub fn reserve(
    inputs: impl Iterator<Item = Input> + Send,
    settings: &Settings<'_>,
    claims: &Claims,
    outside: &dyn Outside,
) -> bool {
    let inputs = Mutex::new(inputs.fuse());
    let is_clashing = AtomicBool::new(false);
    let worker = || {
        while !outside.is_stopped() {
            let input = inputs.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(input) = input else { return };
            for name in plan::names(&input, settings, outside) {
                is_clashing.fetch_or(claims.reserve(&name, input.number), Ordering::Relaxed);
            }
        }
    };
    on_threads(settings.workers, &worker);
    is_clashing.into_inner()
}

pub use plan::cannot_clash;

/// A hash of the program itself, as far as it shows on a page: its version, and the files in it.
pub fn program() -> Hasher {
    let folders = [
        assets::templates()
            .into_iter()
            .filter_map(|path| assets::template(&path))
            .collect::<Vec<_>>(),
        assets::data_files().into_iter().filter_map(|path| assets::data(&path)).collect(),
        assets::font_indices().map(Content::Static).collect(),
    ];
    let hasher = Hasher::default().with(env!("CARGO_PKG_VERSION"));
    folders.into_iter().flatten().fold(hasher, Hasher::with)
}

/// Runs `worker` on `count` threads, and waits for all. Runs it here if there can be none.
///
/// They are rayon's, because Typst gives parts of its work to rayon: so these are done by the same
/// threads, and there are not two for each core that wait for each other.
fn on_threads(count: usize, worker: &(dyn Fn() + Sync)) {
    let count = count.clamp(1, MAX_THREADS);
    let pool = ThreadPoolBuilder::new().num_threads(count).stack_size(STACK).build();
    match pool {
        Ok(pool) => drop(pool.broadcast(|_| worker())),
        Err(_) => worker(),
    }
}
