//! What a batch needs from the machine: files, themes, and somebody who listens.

use super::folder::Folder;
use super::progress::Progress;
use super::results::Results;
use crate::cli::sources::Folders;
use crate::cli::{disk, themes};
use cvgen::assets::Content;
use cvgen::batch::{Body, Input, Known, Output, Outside, Record, Report, SharedTheme};
use cvgen::diagnostic::Diagnostic;
use cvgen::read::Part;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// After how many outputs in a row that found the disk full there is no use in making others.
const MOST_WITHOUT_ROOM: usize = 3;

/// Where outputs go.
pub(super) enum Sink {
    /// Into a folder with a manifest.
    Recorded(Folder),
    /// Into a folder that other workers write to as well.
    Worker(Folder),
    /// Into the result lines.
    Inline,
}

impl Sink {
    /// The path of the folder.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Sink::Recorded(folder) | Sink::Worker(folder) => Some(folder.path()),
            Sink::Inline => None,
        }
    }
}

type Loaded = Result<Arc<SharedTheme>, Vec<Diagnostic>>;

/// The machine.
pub(super) struct World<'a> {
    sink: Sink,
    results: Option<Results>,
    progress: &'a Progress,
    stop: &'a AtomicBool,
    is_told: AtomicBool,
    /// How many outputs in a row have found the disk full.
    without_room: AtomicUsize,
    folders: Folders,
    /// Themes by name, and by the folder they were looked for from if themes are kept in it.
    themes: Mutex<HashMap<(String, Option<PathBuf>), Loaded>>,
}

impl<'a> World<'a> {
    pub(super) fn new(
        sink: Sink,
        results: Option<Results>,
        progress: &'a Progress,
        stop: &'a AtomicBool,
    ) -> Self {
        let (folders, themes) = (Folders::default(), Mutex::default());
        let (is_told, without_room) = (AtomicBool::new(false), AtomicUsize::new(0));
        World { sink, results, progress, stop, is_told, without_room, folders, themes }
    }

    /// Why no other document is begun, but for a signal.
    pub(super) fn reason_to_stop(&self) -> Option<&'static str> {
        let is_closed = self.results.as_ref().is_some_and(Results::is_closed);
        let reasons =
            [(self.is_full(), "the disk is full"), (is_closed, "nobody reads the answers")];
        reasons.iter().find(|(is_so, _)| *is_so).map(|(_, reason)| *reason)
    }

    /// Whether the disk is full, and not only for one output that is large.
    fn is_full(&self) -> bool {
        self.without_room.load(Ordering::Relaxed) >= MOST_WITHOUT_ROOM
    }

    /// Counts what found no room.
    fn count(&self, written: Result<(), Diagnostic>) -> Result<(), Diagnostic> {
        written.inspect_err(|problem| {
            if problem.code == disk::DISK_FULL {
                self.without_room.fetch_add(1, Ordering::Relaxed);
            }
        })
    }
}

/// The folder that the files beside `input` are looked for in.
fn folder(input: &Input) -> &Path {
    match (&input.body, input.line) {
        (Body::File(path), _) => disk::parent(path),
        (_, Some(_)) if input.name != crate::cli::sources::STDIN => {
            disk::parent(Path::new(&input.name))
        }
        _ => Path::new(""),
    }
}

impl Outside for World<'_> {
    fn parts(&self, input: &Input) -> Result<Vec<Part>, Diagnostic> {
        match &input.body {
            Body::File(path) => self.folders.parts(path),
            Body::Line(text) => {
                let part = Part::whole(input.name.clone(), text.clone());
                Ok(vec![Part { line: input.line, ..part }])
            }
            Body::Unreadable(problem) => Err(problem.clone()),
        }
    }

    fn read_file(&self, input: &Input, path: &str) -> Result<Vec<u8>, Diagnostic> {
        disk::read_beside(folder(input), path)
    }

    fn theme(&self, name: &str, input: &Input) -> Loaded {
        let folder = folder(input);
        let own = themes::are_beside(folder).then(|| folder.to_owned());
        let mut themes = self.themes.lock().unwrap_or_else(PoisonError::into_inner);
        let load =
            || themes::load(name, folder).map(|warned| Arc::new(SharedTheme::new(warned.value)));
        themes.entry((name.to_owned(), own)).or_insert_with(load).clone()
    }

    fn stands(&self, output: &Output, known: &Known) -> bool {
        matches!(&self.sink, Sink::Recorded(folder) if folder.has(output, known))
    }

    fn write(&self, output: &Output, files: &[(String, Content)]) -> Result<(), Diagnostic> {
        match &self.sink {
            Sink::Recorded(folder) | Sink::Worker(folder) => {
                self.count(folder.write(output, files))
            }
            Sink::Inline => Ok(()),
        }
    }

    fn record(&self, record: &Record) -> Result<(), Diagnostic> {
        if let Sink::Recorded(folder) = &self.sink {
            self.count(folder.record(record))?;
        }
        self.without_room.store(0, Ordering::Relaxed);
        Ok(())
    }

    fn finished(&self, report: &Report) {
        if let Some(results) = &self.results {
            results.answer(report);
        }
        self.progress.finished(report, self.results.is_none());
    }

    fn is_stopped(&self) -> bool {
        let is_interrupted = self.stop.load(Ordering::Relaxed);
        if is_interrupted && !self.is_told.swap(true, Ordering::Relaxed) {
            anstream::eprintln!("finishing the documents in hand; once more stops at once");
        }
        is_interrupted || self.reason_to_stop().is_some()
    }
}
