//! The `cvgen` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    cvgen::cli::main()
}
