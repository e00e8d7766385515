//! The worker's side: makes what its leader names, and asks before each output.

use super::wire::{Findings, Order, Word};
use crate::cli::worker::Leader;
use cvgen::batch::{Input, Known, Ledger, Maker, Record, Report};
use cvgen::diagnostic::Diagnostic;

/// The leader's ledger, at the other end of the pipe.
pub(super) struct Remote<'a>(pub &'a Leader);

impl Ledger for Remote<'_> {
    fn claim(&self, input: &Input, path: &str) -> Result<Option<Known>, Diagnostic> {
        self.0.send(&Word::Claim { path: path.to_owned(), id: input.id.clone() });
        match self.0.receive() {
            Some(Order::Granted(known)) => Ok(known),
            Some(Order::Refused(why)) => Err(why.first()),
            _ => Err(Findings::default().first()),
        }
    }

    fn record(&self, record: &Record) -> Result<(), Diagnostic> {
        self.0.send(&Word::Record(Box::new(record.clone())));
        match self.0.receive() {
            Some(Order::Recorded) => Ok(()),
            Some(Order::NotRecorded(why)) => Err(why.first()),
            _ => Err(Findings::default().first()),
        }
    }
}

/// Does what `leader` says until there is no more.
pub(super) fn serve(leader: &Leader, maker: &dyn Maker) {
    while let Some(order) = leader.receive() {
        match order {
            Order::Plan(input) => leader.send(&Word::from(&maker.plan(&input.into()))),
            Order::Make(input) => {
                let input: Input = input.into();
                #[cfg(debug_assertions)]
                poison(&input);
                let report: Report = maker.make(input);
                leader.send(&Word::Made(Box::new((&report).into())));
            }
            _ => {}
        }
    }
}

/// Does what no resume can do to a worker any more, for the tests of what happens then: only in builds for
/// tests, and only if the environment asks for it.
#[cfg(debug_assertions)]
fn poison(input: &Input) {
    fn overflow(depth: u64) -> u64 {
        std::hint::black_box(if depth == u64::MAX { 0 } else { overflow(depth + 1) + 1 })
    }
    let Some(id) = input.id.as_deref().filter(|_| std::env::var_os("CVGEN_TEST_POISON").is_some())
    else {
        return;
    };
    match id {
        "poison-abort" => std::process::abort(),
        "poison-panic" => panic!("a bug"),
        "poison-stall" => std::thread::sleep(std::time::Duration::MAX),
        "poison-stack" => drop(std::hint::black_box(overflow(0))),
        "poison-memory" => drop(std::hint::black_box(vec![1_u8; 8_000_000_000])),
        _ => {}
    }
}
