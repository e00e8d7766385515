//! The `cvgen` command.

use std::process::ExitCode;

// Typesetting is a twelfth memory management: this one takes half of that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cvgen::cli::main()
}
