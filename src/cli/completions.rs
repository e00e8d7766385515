//! `cvgen completions SHELL`.

use super::args::{CompletionsArgs, program};
use super::{Failure, print};

pub(super) fn run(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program(), "cvgen", &mut script);
    print(&String::from_utf8_lossy(&script))
}
