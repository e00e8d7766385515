//! Many resumes, many outputs: from a stream of inputs to files, over the cores, and nothing lost.
//!
//! Takes inputs, [`BatchSettings`] and a [`Maker`], who makes the documents; gives a [`Summary`]. [`Threads`]
//! make them in this process: a bad resume, or a panic in a library, is the failure of that resume alone,
//! but a thread that never ends cannot be stopped, and one that takes all memory ends the process. The
//! program has makers that are processes of their own. Nothing here touches the disk, the clock or the
//! terminal, and no more is kept of a document than a hash.

mod book;
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

pub use book::Book;
pub use claims::Claims;
pub use hash::{Hash, Hasher};
pub use input::{Body, Input, InputLine, Lines};
pub use manifest::{Census, HEADER, Known, Manifest, OLD_HEADER, OutputFile, Record};
pub use name::{DEFAULT_PATTERN, Field, Pattern, Values, file_path, name_key, page_name};
pub use plan::{Plan, cannot_clash};
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
pub struct BatchSettings<'a> {
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

/// What the making of a document needs from the machine: the command line brings the disk, a service may
/// bring something else. Called from all threads at once.
pub trait Outside: Sync {
    /// The texts of `input`: the resume, then what lies over it, a language each.
    fn parts(&self, input: &Input) -> Result<Vec<Part>, Diagnostic>;

    /// A file beside `input`, such as the photo.
    fn read_file(&self, input: &Input, path: &str) -> Result<Vec<u8>, Diagnostic>;

    /// The theme called `name`, for `input`.
    fn theme(&self, name: &str, input: &Input) -> Result<Arc<SharedTheme>, Vec<Diagnostic>>;

    /// Whether the files of `output` are still where an earlier run has put them.
    fn stands(&self, output: &Output, known: &Known) -> bool;

    /// Puts the files of `output` in their place, each complete or not at all.
    fn write(&self, output: &Output, files: &[(String, Content)]) -> Result<(), Diagnostic>;
}

/// What all makers share: which outputs there are, and whose they are.
pub trait Ledger: Sync {
    /// Claims the output at `path` for `input`; gives what an earlier run has made there.
    fn claim(&self, input: &Input, path: &str) -> Result<Option<Known>, Diagnostic>;

    /// Records an output once it is written.
    fn record(&self, record: &Record) -> Result<(), Diagnostic>;
}

/// Who makes documents. Called from as many threads at once as there are
/// [`workers`](BatchSettings::workers).
pub trait Maker: Sync {
    /// What will be made of `input`.
    fn plan(&self, input: &Input) -> Plan;

    /// Makes everything of `input`.
    fn make(&self, input: Input) -> Report;
}

/// Who hears how far a batch is, and may end it.
pub trait Listener: Sync {
    /// Hears of each input that is finished, in the order they are finished.
    fn finished(&self, report: &Report);

    /// Whether to begin no other document.
    fn is_stopped(&self) -> bool;
}

/// Makes documents here, on the thread that asks.
pub struct Threads<'a> {
    work: document::Work<'a>,
    made: AtomicUsize,
    count: usize,
}

impl<'a> Threads<'a> {
    /// A maker that keeps what it must know in `ledger`.
    pub fn new(
        settings: &'a BatchSettings<'a>,
        typesetter: &'a Typesetter,
        ledger: &'a dyn Ledger,
        outside: &'a dyn Outside,
    ) -> Self {
        let work = document::Work::new(settings, typesetter, ledger, outside);
        Threads { work, made: AtomicUsize::new(0), count: settings.workers.clamp(1, MAX_THREADS) }
    }
}

impl Maker for Threads<'_> {
    fn plan(&self, input: &Input) -> Plan {
        self.work.plan(input)
    }

    fn make(&self, input: Input) -> Report {
        let report = document::make(input, &self.work);
        // Once each of them has made one: what the last document needed is there for the next one on the
        // same thread.
        if self.made.fetch_add(1, Ordering::Relaxed).is_multiple_of(self.count) {
            typeset::forget();
        }
        report
    }
}

/// Has `maker` make everything of `inputs` that is not there yet.
pub fn run(
    inputs: impl Iterator<Item = Input> + Send,
    settings: &BatchSettings<'_>,
    maker: &dyn Maker,
    listener: &dyn Listener,
) -> Summary {
    let inputs = Mutex::new(inputs.fuse());
    let next = || inputs.lock().unwrap_or_else(PoisonError::into_inner).next();
    let summary = Mutex::new(Summary::default());
    let has_failed = AtomicBool::new(false);
    let is_over =
        || listener.is_stopped() || settings.fail_fast && has_failed.load(Ordering::Relaxed);
    let worker = || {
        while !is_over() {
            let Some(input) = next() else { return };
            if !settings.shard.has(input.number) {
                continue;
            }
            let report = maker.make(input);
            has_failed.fetch_or(report.has_failed(), Ordering::Relaxed);
            listener.finished(&report);
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
/// want the same name the earlier one gets it. Says whether there were any such. Hands each plan to
/// `hear`, in no order.
pub fn reserve(
    inputs: impl Iterator<Item = Input> + Send,
    settings: &BatchSettings<'_>,
    maker: &dyn Maker,
    claims: &Claims,
    listener: &dyn Listener,
    hear: &(dyn Fn(&Input, Plan) + Sync),
) -> bool {
    let inputs = Mutex::new(inputs.fuse());
    let is_clashing = AtomicBool::new(false);
    let worker = || {
        while !listener.is_stopped() {
            let input = inputs.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(input) = input else { return };
            let plan = maker.plan(&input);
            for name in &plan.names {
                is_clashing.fetch_or(claims.reserve(name, &input), Ordering::Relaxed);
            }
            hear(&input, plan);
        }
    };
    on_threads(settings.workers, &worker);
    is_clashing.into_inner()
}

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
