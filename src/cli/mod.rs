//! The command line: the only place that touches disk, clock, environment and terminal.
//!
//! A file per command. What was typed (`args`) is turned into jobs (`render`), which know nothing of
//! files; outputs are written beside their place and renamed into it.

mod args;
mod batch;
mod check;
mod completions;
mod disk;
mod fonts;
mod gallery;
mod latex;
mod latex_log;
mod limits;
mod new;
mod posting;
mod render;
mod report;
mod schema;
mod sources;
mod tailor;
mod theme_check;
mod themes;
mod worker;

use args::{Command, ThemeCommand, Typed};
use cvgen::diagnostic::BUG;
use std::ffi::OsString;
use std::process::ExitCode;

/// The exit code when the input is at fault.
const INPUT_AT_FAULT: u8 = 1;

/// The exit code when the words on the command line are at fault.
const WRONG_USAGE: u8 = 2;

/// The exit code when the machine is at fault: its disk, its rights, an engine that fails.
const MACHINE_AT_FAULT: u8 = 3;

/// The codes of diagnostics that the machine is at fault for.
const OF_THE_MACHINE: [&str; 4] = [disk::DISK, disk::DISK_FULL, "engine", "killed"];

/// The exit code after an interrupt from the keyboard, as shells have it.
const INTERRUPTED: u8 = 130;

/// Why a command did not do what it was asked to.
enum Failure {
    /// The input is at fault, and everything has been said.
    Input,
    /// The machine is at fault, and everything has been said.
    Machine,
    /// The command line is at fault.
    Usage(cvgen::diagnostic::Diagnostic),
    /// The person has stopped it.
    Interrupted,
}

impl Failure {
    /// Whose fault it is, from the codes of all errors: the machine's if all of them are.
    fn of<'a>(codes: impl IntoIterator<Item = &'a str>) -> Failure {
        let mut codes = codes.into_iter().peekable();
        let is_any = codes.peek().is_some();
        if is_any && codes.all(|code| OF_THE_MACHINE.contains(&code)) {
            Failure::Machine
        } else {
            Failure::Input
        }
    }
}

/// Lets a bug say where it is and how to report it. What the file says is nobody's business.
fn tell_of_bugs() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| format!(" at {place}"));
        report::say!("error: cvgen {} panicked{place}\n  = hint: {BUG}", env!("CARGO_PKG_VERSION"));
    }));
}

/// Runs the program with the process's arguments.
pub(crate) fn main() -> ExitCode {
    keep_writing();
    tell_of_bugs();
    let mut arguments: Vec<_> = std::env::args_os().collect();
    match arguments.get(1) {
        Some(word) if word == worker::WORD => return work(arguments.split_off(2)),
        Some(word) if word == worker::KEEPER => return worker::keep(&arguments[2..]),
        _ => {}
    }
    let result = match args::parse(arguments) {
        Typed::Render(format, args) => {
            stay_on_this_thread();
            render::run(format, &args)
        }
        Typed::Command(command) => run(*command),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Input) => ExitCode::from(INPUT_AT_FAULT),
        Err(Failure::Machine) => ExitCode::from(MACHINE_AT_FAULT),
        Err(Failure::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(Failure::Usage(diagnostic)) => {
            report::print(&diagnostic);
            ExitCode::from(WRONG_USAGE)
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    if !matches!(command, Command::Batch(_)) {
        stay_on_this_thread();
    }
    match command {
        Command::Check(args) => check::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::New(args) => new::run(&args),
        Command::Themes(args) => match &args.gallery {
            Some(folder) => gallery::run(&args, folder),
            None => themes::list(&args),
        },
        Command::Theme(ThemeCommand::New(args)) => themes::new(&args),
        Command::Theme(ThemeCommand::Check(args)) => theme_check::run(&args),
        Command::Fonts(args) => fonts::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}

/// A file that may not become as large as it would is an error like any other, and no signal.
fn keep_writing() {
    #[cfg(unix)]
    {
        let noticed = std::sync::Arc::default();
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noticed);
    }
}

/// Works for the process that has started this one: `arguments` are the limit of memory, and what that
/// one was told.
fn work(mut arguments: Vec<OsString>) -> ExitCode {
    let memory = arguments.first().and_then(|word| word.to_str()?.parse().ok()).unwrap_or(0);
    let leader = worker::Leader::connect(memory);
    if let Some(name) = arguments.first_mut() {
        *name = "cvgen".into();
    }
    let done = match args::parse(arguments) {
        Typed::Command(command) => match *command {
            Command::Batch(args) => batch::work(&args, &leader).is_ok(),
            Command::Check(args) => {
                check::work(&args, &leader);
                true
            }
            _ => false,
        },
        Typed::Render(..) => false,
    };
    if done { ExitCode::SUCCESS } else { ExitCode::from(WRONG_USAGE) }
}

/// Typst lays out runs of pages side by side, and a resume is mostly one: threads for that cost more to
/// start than they gain.
fn stay_on_this_thread() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    // Fails only if there is a pool already, which does as well.
    let _ = pool.build_global();
}

/// Prints `text` to standard output. A reader that has gone away is no error.
fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let problem = disk::stream_failed(&error);
            report::print(&problem);
            Err(Failure::of([problem.code]))
        }
        _ => Ok(()),
    }
}
