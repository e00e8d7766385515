//! The leader's side: worker processes that make documents, one after another each.

use super::wire::{Findings, Order, WireInput, Word};
use crate::cli::worker::{End, Limits, Worker};
use cvgen::batch::{Input, Ledger, Maker, Plan, Report};
use cvgen::diagnostic::Diagnostic;
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::sync::{Mutex, PoisonError};

/// How many times somebody else may end the worker of one document before that is given up.
const MOST_KILLED: usize = 5;

/// How many outputs of one resume may end their worker before the rest is given up.
const MOST_ENDED: usize = 3;

/// Worker processes, one for each thread that asks.
pub(super) struct Workers<'a> {
    limits: Limits,
    arguments: Vec<OsString>,
    ledger: &'a dyn Ledger,
    idle: Mutex<Vec<Worker>>,
}

/// What is known of the outputs of the resume in hand, from one worker to the next.
#[derive(Default)]
struct Tries {
    /// The output that the worker is at.
    current: Option<String>,
    /// What is made.
    done: HashSet<String>,
    /// What has ended a worker, and how.
    poison: HashMap<String, Diagnostic>,
    /// How the last one was ended, if too many were.
    last: Option<Diagnostic>,
    killed: usize,
}

impl<'a> Workers<'a> {
    /// Workers that are told `arguments`, as this process was.
    pub(super) fn new(limits: Limits, arguments: Vec<OsString>, ledger: &'a dyn Ledger) -> Self {
        Workers { limits, arguments, ledger, idle: Mutex::default() }
    }

    /// Has a worker do something. It is kept for the next time unless it has ended.
    fn with<T>(&self, work: impl FnOnce(&mut Worker) -> Result<T, End>) -> Result<T, End> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(&self.limits, &self.arguments)?,
        };
        let done = work(&mut worker)?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        Ok(done)
    }

    /// Has `worker` make everything of `input`, and answers its questions.
    fn lead(&self, worker: &mut Worker, input: &Input, tries: &mut Tries) -> Result<Report, End> {
        worker.send(&Order::Make(WireInput::from(input)))?;
        loop {
            match worker.receive()? {
                Word::Claim { path, id } => {
                    let known = match tries.refusal(&path) {
                        Some(refusal) => Err(refusal),
                        None => self.ledger.claim(&Input { id, ..input.clone() }, &path),
                    };
                    tries.current = Some(path);
                    worker.send(&match known {
                        Ok(known) => Order::Granted(known),
                        Err(problem) => Order::Refused(Findings::of([&problem])),
                    })?;
                }
                Word::Record(record) => {
                    tries.done.extend(record.output.clone());
                    worker.send(&match self.ledger.record(&record) {
                        Ok(()) => Order::Recorded,
                        Err(problem) => Order::NotRecorded(Findings::of([&problem])),
                    })?;
                }
                Word::Made(report) => return Ok(report.about(input)),
                Word::Planned { .. } => {}
            }
        }
    }
}

impl Tries {
    /// Why the output at `path` is not tried again.
    fn refusal(&self, path: &str) -> Option<Diagnostic> {
        let given_up = self.last.as_ref().filter(|_| !self.done.contains(path));
        self.poison.get(path).or(given_up).cloned()
    }

    /// Whether to go on after a worker has ended like that; otherwise nothing is known but why.
    fn go_on(&mut self, end: &End, limits: &Limits) -> Result<(), Diagnostic> {
        let problem = end.diagnostic(limits);
        if matches!(end, End::Killed) && self.killed < MOST_KILLED {
            self.killed += 1;
            return Ok(());
        }
        // Before the first output: the resume itself cannot be read.
        let Some(path) = self.current.take() else { return Err(problem) };
        if self.poison.contains_key(&path) || self.last.is_some() {
            return Err(problem);
        }
        if self.done.contains(&path) {
            // On the way to the next output, whichever that is.
            self.last = Some(problem);
            return Ok(());
        }
        self.poison.insert(path, problem.clone());
        if self.poison.len() == MOST_ENDED {
            self.last = Some(problem);
        }
        Ok(())
    }
}

impl Maker for Workers<'_> {
    fn plan(&self, input: &Input) -> Plan {
        let ask = |worker: &mut Worker| {
            worker.send(&Order::Plan(WireInput::from(input)))?;
            worker.receive()
        };
        let mut tries = (0..MOST_KILLED).map(|_| self.with(ask));
        let planned = tries.find(|planned| !matches!(planned, Err(End::Killed)));
        match planned.unwrap_or(Err(End::Killed)) {
            Ok(Word::Planned { id, names, problems }) => {
                Plan { id, names, problems: problems.take() }
            }
            Ok(_) => Plan::default(),
            Err(end) => Plan { problems: vec![end.diagnostic(&self.limits)], ..Plan::default() },
        }
    }

    fn make(&self, input: Input) -> Report {
        let mut tries = Tries::default();
        loop {
            match self.with(|worker| self.lead(worker, &input, &mut tries)) {
                Ok(report) => return report,
                Err(end) => {
                    if let Err(problem) = tries.go_on(&end, &self.limits) {
                        return Report::failed(&input, problem);
                    }
                }
            }
        }
    }
}
