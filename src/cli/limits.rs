//! `--time-limit`, `--memory-limit`, `--page-limit`: from what was typed to what a document may take, and
//! the clock of a program that makes documents itself.

use super::args::LimitArgs;
use super::worker::{BOUNDS_MEMORY, End, Limits};
use super::{Failure, INPUT_AT_FAULT, report};
use cvgen::diagnostic::Diagnostic;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a document may take, in seconds. A resume of a few pages takes some hundredths.
const SECONDS: u64 = 30;

/// The memory of a worker, in bytes. It takes some 150 MB for ordinary resumes.
const MEMORY: u64 = 1 << 30;

/// The least memory that lets a worker start, in bytes.
const LEAST_MEMORY: u64 = 64 << 20;

/// How long a document may take with LaTeX, in seconds: the first run of a new TeX looks at every font.
const SECONDS_OF_LATEX: u64 = 120;

/// How often the memory of this process is looked at. Most documents are made before it is the first time.
const LOOK: Duration = Duration::from_millis(50);

/// What one document may take, made by an engine of LaTeX or not.
pub(super) fn of(args: &LimitArgs, by_latex: bool) -> Result<Limits, Failure> {
    let usual = if by_latex { SECONDS_OF_LATEX } else { SECONDS };
    let time = Duration::from_secs(args.time.unwrap_or(usual));
    let memory = match &args.memory {
        None => BOUNDS_MEMORY.then_some(MEMORY),
        Some(_) if !BOUNDS_MEMORY => {
            let message = "nothing bounds the memory of a process on this system";
            let problem = Diagnostic::error("usage", message);
            return Err(Failure::Usage(problem.hint("leave out `--memory-limit`")));
        }
        Some(text) => Some(size(text).filter(|size| *size >= LEAST_MEMORY).ok_or_else(|| {
            let message =
                format!("`--memory-limit {}` is not a size of memory", text.escape_debug());
            let problem = Diagnostic::error("usage", message);
            Failure::Usage(problem.hint("write it as `1G` or `512M`; the least is `64M`"))
        })?),
    };
    Ok(Limits { time, memory })
}

/// Ends the program, in words, when what it is at takes too long, or too much memory. Nothing is half-written
/// then: the clock is stopped while files are.
pub(super) struct Clock {
    time: Duration,
    shared: Arc<(Mutex<Option<Deadline>>, Condvar)>,
}

/// When the time is up, and what of.
type Deadline = (Instant, String);

impl Clock {
    /// A clock that does not run yet.
    pub(super) fn new(limits: Limits) -> Clock {
        Clock::telling(limits, report::print_of)
    }

    /// The same; `tell` says what has ended, and what it was at.
    pub(super) fn telling(
        limits: Limits,
        tell: impl Fn(&Diagnostic, &str) + Send + 'static,
    ) -> Clock {
        let shared: Arc<(Mutex<Option<Deadline>>, Condvar)> = Arc::default();
        let watched = Arc::clone(&shared);
        let watch = move || {
            let (deadline, changed) = &*watched;
            let mut now = deadline.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                now = match &*now {
                    None => changed.wait(now).unwrap_or_else(PoisonError::into_inner),
                    Some((deadline, what)) => {
                        let left = deadline.saturating_duration_since(Instant::now());
                        let end = match limits.memory {
                            _ if left.is_zero() => Some(End::Time),
                            Some(most) if taken() > most => Some(End::Memory),
                            _ => None,
                        };
                        if let Some(end) = end {
                            tell(&end.diagnostic(&limits), what);
                            std::process::exit(i32::from(INPUT_AT_FAULT));
                        }
                        let wait = if limits.memory.is_some() { left.min(LOOK) } else { left };
                        let woken = changed.wait_timeout(now, wait);
                        woken.unwrap_or_else(PoisonError::into_inner).0
                    }
                };
            }
        };
        // Without a thread there is no clock, and all else is as it would be.
        let _ = std::thread::Builder::new().name("clock".to_owned()).spawn(watch);
        Clock { time: limits.time, shared }
    }

    /// Gives `what` the whole time, from now.
    pub(super) fn start(&self, what: &str) {
        self.set(Some((Instant::now() + self.time, what.to_owned())));
    }

    /// Stops it.
    pub(super) fn stop(&self) {
        self.set(None);
    }

    /// When the time is up, if it runs.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let deadline = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        deadline.as_ref().map(|(deadline, _)| *deadline)
    }

    fn set(&self, deadline: Option<(Instant, String)>) {
        *self.shared.0.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
        self.shared.1.notify_one();
    }
}

/// The bytes of memory that this process holds: `VmRSS` of `/proc/self/status` (proc(5)), where there is one.
fn taken() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kilobytes.unwrap_or(0_u64) << 10
}

/// A size such as `512M`, `1G` or `2GiB`, in bytes.
fn size(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_suffix("ib").or_else(|| text.strip_suffix('b')).unwrap_or(&text);
    let shift = match text.chars().last()? {
        'k' => 10,
        'm' => 20,
        'g' => 30,
        't' => 40,
        _ => return None,
    };
    let number: u64 = text[..text.len() - 1].trim().parse().ok()?;
    number.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_a_unit() {
        assert_eq!(size("512M"), Some(512 << 20));
        assert_eq!(size(" 2 GiB"), Some(2 << 30));
        assert_eq!(size("1gb"), Some(1 << 30));
        for text in ["", "1", "M", "1.5G", "-1G", "99999999999T", "1X"] {
            assert_eq!(size(text), None, "{text}");
        }
    }
}
