//! The `cvgen` command.

use std::process::ExitCode;

// A sixth less time than with that of glibc, at the same peak of memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cvgen::cli::main()
}
