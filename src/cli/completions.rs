//! `cvgen completions SHELL`.

use super::args::{CompletionsArgs, Program};
use super::{Failure, print};
use clap::CommandFactory;

pub(super) fn run(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Program::command(), "cvgen", &mut script);
    print(&String::from_utf8_lossy(&script))
}
