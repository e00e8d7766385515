//! How far it is: a bar on a terminal, now and then a line elsewhere.

use crate::cli::report;
use cvgen::batch::Report;
use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};
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
        let a_second = |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{}/s", rate(state.per_sec()));
        };
        let template = match self.total {
            Some(total) => {
                self.bar.set_length(total as u64);
                "{wide_bar} {human_pos}/{human_len}  {rate}  {eta} left"
            }
            None => "{spinner} {human_pos}  {rate}  {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.with_key("rate", a_second));
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
                self.bar.suspend(|| {
                    errors.for_each(|problem| report::print_of(problem, &report.place(problem)));
                });
            }
        }
        if self.bar.is_hidden() && !self.is_quiet && count.last.elapsed() >= PERIOD {
            count.last = Instant::now();
            crate::cli::report::say!("{}", line(count.done, self.total, count.start.elapsed()));
        }
    }

    /// The work is over.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// How far it is, in words, after so long.
fn line(done: usize, total: Option<usize>, time: Duration) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let a_second = done as f64 / time.as_secs_f64().max(0.001);
    let rate = rate(a_second);
    let Some(total) = total else { return format!("{done} resumes, {rate} a second") };
    #[expect(clippy::cast_precision_loss, reason = "a time for people")]
    let left = total.saturating_sub(done) as f64 / a_second;
    let left = Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX);
    format!("{done} of {total} resumes, {rate} a second, {} left", HumanDuration(left))
}

/// A rate, with a decimal where it matters.
fn rate(a_second: f64) -> String {
    if a_second < 10.0 { format!("{a_second:.1}") } else { format!("{a_second:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_count_rate_and_time_left() {
        let line = |done, total, seconds| line(done, total, Duration::from_secs(seconds));
        let said = line(600, Some(10_000), 5);
        assert_eq!(said, "600 of 10000 resumes, 120 a second, 78 seconds left");
        assert_eq!(line(1, Some(3), 5), "1 of 3 resumes, 0.2 a second, 10 seconds left");
        assert_eq!(line(3, Some(3), 6), "3 of 3 resumes, 0.5 a second, 0 seconds left");
        assert_eq!(line(7, None, 5), "7 resumes, 1.4 a second");
        assert!(line(60, Some(1_500_000), 60).ends_with(" left"));
    }
}
