//! Work on a thread of its own, because a panic in it may take the thread along.
//!
//! krilla decodes photos in jobs for rayon, and waits for what each puts into a `OnceLock`. A panic in such
//! a job ends the process, unless the pool has a handler; and with one, whoever waits for the job waits
//! for ever: nothing can be put in any more, and nothing can wake it. So the work is given to a thread that
//! is a pool by itself and does the jobs of that work and of no other. A panic is the error of the work,
//! the thread is left to wait, and the next work gets a new one.

use super::report::panic_message;
use rayon::{ThreadPoolBuilder, Yield};
use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// The stack of the thread, in bytes; as everywhere else where a document may nest.
const STACK: usize = 32 << 20;

/// How many seconds work may take. What it waits for may belong to a thread that was left to wait: a
/// photo that two documents share.
const LIMIT: u32 = 300;

thread_local! {
    /// The thread that has done the last work that was asked for on this one.
    static SPARE: Cell<Option<Apart>> = const { Cell::new(None) };
}

/// A thread that does one work after the other, as long as this is kept.
struct Apart {
    works: Sender<Work>,
    ends: Receiver<End>,
}

/// What says itself how it has ended.
type Work = Box<dyn FnOnce(&Sender<End>) + Send>;

/// How work ended: by itself, or by a panic that says why.
type End = Result<(), String>;

/// Does `work` and all jobs it gives to rayon. An error is what a panic in either has said.
pub(super) fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    let work = || catch_unwind(AssertUnwindSafe(work)).map_err(|panic| said(&*panic));
    // If the machine has no more threads, it is done here.
    let Some(apart) = SPARE.take().or_else(Apart::new) else { return work() };
    let (sender, result) = channel();
    // If nobody takes it, there will be no end either.
    let _ = apart.works.send(Box::new(move |ended| {
        let end = work();
        // What nobody waits for may panic, too, and is not to be taken for the next work.
        while rayon::yield_now() == Some(Yield::Executed) {}
        // If nobody listens, the time was up.
        let _ = ended.send(end.map(|value| drop(sender.send(value))));
    }));
    let end = apart.end();
    if end.is_ok() {
        SPARE.set(Some(apart));
    } else {
        // What was decoded, and what will never be, is kept for the next document that has the photo.
        comemo::evict(0);
    }
    end.and_then(|()| result.recv().map_err(|error| error.to_string()))
}

fn said(panic: &(dyn Any + Send)) -> String {
    panic_message(panic).to_owned()
}

impl Apart {
    /// A new thread; none if the machine has no more.
    fn new() -> Option<Apart> {
        let (works, todo) = channel::<Work>();
        let (sender, ends) = channel();
        let run = move || {
            let ended = sender.clone();
            let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            let pool = pool.panic_handler(move |panic| drop(sender.send(Err(said(&*panic)))));
            // Without a pool there is nobody to do the work, and its sender hears that.
            let Ok(_pool) = pool.build() else { return };
            for work in todo {
                work(&ended);
            }
        };
        thread::Builder::new().stack_size(STACK).spawn(run).ok()?;
        Some(Apart { works, ends })
    }

    /// Waits for the end of the work.
    fn end(&self) -> End {
        // Second by second: a process that was stopped and goes on has lost one, however long it was.
        for _ in 0..LIMIT {
            match self.ends.recv_timeout(Duration::from_secs(1)) {
                Ok(end) => return end,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err("no thread to work on".to_owned());
                }
            }
        }
        Err(format!("no end after {LIMIT} seconds"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, OnceLock};
    use std::thread;

    /// As krilla does it: waits for a job that `job` is.
    fn deferred(job: fn() -> usize) -> usize {
        let cell = Arc::new(OnceLock::new());
        let own = Arc::clone(&cell);
        rayon::spawn(move || {
            own.get_or_init(job);
        });
        while rayon::yield_now() == Some(Yield::Executed) {}
        *cell.wait()
    }

    #[test]
    fn a_panic_in_a_job_is_the_error_of_the_work_and_the_next_goes_on() {
        let id = || thread::current().id();
        let first = apart(id).unwrap();
        assert!(first != thread::current().id());
        assert_eq!(apart(|| deferred(|| 7)), Ok(7));
        assert_eq!(apart(id), Ok(first));
        let bug = apart(|| deferred(|| panic!("a picture library has a bug")));
        assert_eq!(bug, Err("a picture library has a bug".to_owned()));
        assert_eq!(apart(|| deferred(|| 8)), Ok(8));
        assert_ne!(apart(id), Ok(first));
    }

    #[test]
    fn a_panic_in_the_work_itself_or_in_a_job_that_nobody_waits_for_is_its_error() {
        assert_eq!(apart(|| -> usize { panic!("a bug") }), Err("a bug".to_owned()));
        let unheard = apart(|| rayon::spawn(|| panic!("another bug")));
        assert_eq!(unheard, Err("another bug".to_owned()));
        assert_eq!(apart(|| 9), Ok(9));
    }
}
