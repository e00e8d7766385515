//! The `cvgen` command: the command line around the library.

#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "disk, clock, environment and terminal are the program's"
)]
mod cli;

#[expect(
    unsafe_code,
    clippy::disallowed_methods,
    reason = "what allocates memory is unsafe by its signature, and ends the program where there is none"
)]
mod allocator;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator;

fn main() -> ExitCode {
    cli::main()
}
