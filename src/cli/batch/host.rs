//! What the leader of a batch keeps: who has which output, what became of each, and whether to go on.

use super::progress::Progress;
use super::records::Records;
use super::results::{Results, Trouble};
use crate::cli::disk;
use cvgen::batch::{Book, Census, Input, Known, Ledger, Listener, Output, Record, Report, State};
use cvgen::diagnostic::Diagnostic;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// After how many outputs in a row that found the disk full there is no use in making others.
const MOST_WITHOUT_ROOM: usize = 3;

/// The leader's side of all that is made.
pub(super) struct Host<'a> {
    pub book: Book<'a>,
    pub records: Option<Records>,
    pub results: Option<Arc<Results>>,
    pub progress: &'a Progress,
    pub stop: &'a AtomicBool,
    pub census: Census,
    is_told: AtomicBool,
    /// How many outputs in a row have found the disk full.
    without_room: AtomicUsize,
    /// Why the manifest could not be written.
    trouble: Mutex<Option<Diagnostic>>,
}

impl<'a> Host<'a> {
    pub(super) fn new(
        book: Book<'a>,
        records: Option<Records>,
        results: Option<Arc<Results>>,
        progress: &'a Progress,
        stop: &'a AtomicBool,
    ) -> Self {
        Host {
            book,
            records,
            results,
            progress,
            stop,
            census: Census::default(),
            is_told: AtomicBool::new(false),
            without_room: AtomicUsize::new(0),
            trouble: Mutex::default(),
        }
    }

    /// Why no other document is begun, but for a signal.
    pub(super) fn reason_to_stop(&self) -> Option<&'static str> {
        if self.is_full() {
            return Some("the disk is full");
        }
        match self.results.as_ref()?.trouble()? {
            Trouble::Closed => Some("nobody reads the answers"),
            Trouble::Failed(_) => Some("the answers cannot be written"),
        }
    }

    /// Why what became of a document could not be written down.
    pub(super) fn trouble(&self) -> Option<Diagnostic> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the disk is full, and not only for one output that is large.
    fn is_full(&self) -> bool {
        self.without_room.load(Ordering::Relaxed) >= MOST_WITHOUT_ROOM
    }

    /// Counts what found no room, in a row.
    fn count(&self, report: &Report) {
        let full = report.diagnostics.iter().filter(|found| found.code == disk::DISK_FULL).count();
        if full > 0 {
            self.without_room.fetch_add(full, Ordering::Relaxed);
        } else if report.outputs.iter().any(|output: &Output| output.state == State::Made) {
            self.without_room.store(0, Ordering::Relaxed);
        }
    }
}

impl Ledger for Host<'_> {
    fn claim(&self, input: &Input, path: &str) -> Result<Option<Known>, Diagnostic> {
        self.book.claim(input, path)
    }

    fn record(&self, record: &Record) -> Result<(), Diagnostic> {
        self.records.as_ref().map_or(Ok(()), |records| records.add(record))
    }
}

impl Listener for Host<'_> {
    fn finished(&self, report: &Report) {
        self.count(report);
        if let Some(records) = &self.records {
            self.census.add(report);
            let failed = if report.has_failed() { Record::failed(report) } else { Vec::new() };
            for record in &failed {
                if let Err(problem) = records.add(record) {
                    *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(problem);
                }
            }
        }
        if let Some(results) = &self.results {
            results.answer(report);
        }
        self.progress.finished(report, self.results.is_none());
    }

    fn is_stopped(&self) -> bool {
        let is_interrupted = self.stop.load(Ordering::Relaxed);
        if is_interrupted && self.records.is_some() && !self.is_told.swap(true, Ordering::Relaxed) {
            crate::cli::report::say!("finishing the documents in hand; once more stops at once");
        }
        is_interrupted || self.reason_to_stop().is_some()
    }
}
