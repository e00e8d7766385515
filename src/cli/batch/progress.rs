//! How far it is: a bar on a terminal, now and then a line elsewhere.

use crate::batch::Report;
use crate::cli::report;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often a line is printed where there is no terminal.
const PERIOD: Duration = Duration::from_secs(5);

/// Of how many documents every problem is shown with its line and its hints.
const SHOWN: usize = 20;

/// How far it is.
pub(super) struct Progress {
    bar: ProgressBar,
    total: Option<usize>,
    is_quiet: bool,
    state: Mutex<Count>,
}

struct Count {
    start: Instant,
    last: Instant,
    done: usize,
    failed: usize,
}

impl Progress {
    /// Nothing is done yet of `total`.
    pub(super) fn new(total: Option<usize>, is_quiet: bool) -> Progress {
        let bar = if is_quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::no_length()
        };
        let now = Instant::now();
        let state = Mutex::new(Count { start: now, last: now, done: 0, failed: 0 });
        Progress { bar, total, is_quiet, state }
    }

    /// The work begins.
    pub(super) fn begin(&self) {
        let rate = |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{:.0}/s", state.per_sec());
        };
        let template = match self.total {
            Some(total) => {
                self.bar.set_length(total as u64);
                "{wide_bar} {human_pos}/{human_len}  {rate}  {eta} left"
            }
            None => "{spinner} {human_pos}  {rate}  {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.with_key("rate", rate));
        }
        let mut count = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (count.start, count.last) = (Instant::now(), Instant::now());
        self.bar.reset();
    }

    /// One more is done. The first failures are shown at once, with all there is to say.
    pub(super) fn finished(&self, report: &Report, is_shown: bool) {
        self.bar.inc(1);
        let mut count = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        count.done += 1;
        if report.has_failed() {
            count.failed += 1;
            if is_shown && count.failed <= SHOWN {
                let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
                self.bar.suspend(|| errors.for_each(report::print));
            }
        }
        if self.bar.is_hidden() && !self.is_quiet && count.last.elapsed() >= PERIOD {
            count.last = Instant::now();
            anstream::eprintln!("{}", self.line(&count));
        }
    }

    /// How far it is, in words.
    fn line(&self, count: &Count) -> String {
        let done = count.done;
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = done as f64 / count.start.elapsed().as_secs_f64().max(0.001);
        let Some(total) = self.total else { return format!("{done} resumes, {rate:.0} a second") };
        #[expect(clippy::cast_precision_loss, reason = "a time for people")]
        let left = total.saturating_sub(done) as f64 / rate;
        format!("{done} of {total} resumes, {rate:.0} a second, {left:.0} s left")
    }

    /// The work is over.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
