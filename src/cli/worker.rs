//! Worker processes: this program once more, for work on files of strangers that might never end, take
//! all memory, or abort.
//!
//! The only place that starts, times and ends them. A leader sends a line of JSON and waits for lines of
//! JSON, for each as long as the limit of time is; a worker that stalls, grows or dies is ended, and the
//! leader is told why. A worker bounds its own memory, and ends at once when its leader is gone, even
//! in the middle of a document: then its standard input closes.

use cvgen::diagnostic::{BUG, Diagnostic, reason};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitCode, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The first word of a worker's command line; behind it, its limit of memory in bytes, and what its
/// leader was told.
pub(super) const WORD: &str = "_work";

/// The first word of a keeper's command line; behind it, a folder, a program and its arguments.
pub(super) const KEEPER: &str = "_keep";

/// The code of a diagnostic about a limit that was met.
pub(super) const LIMIT: &str = "limit";

/// What one document may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// The bytes of memory a worker may have; `None` where nothing bounds them.
    pub memory: Option<u64>,
}

/// Why a worker has ended before it was done.
#[derive(Debug)]
pub(super) enum End {
    /// It took too long, and was ended.
    Time,
    /// It wanted more memory than it may have.
    Memory,
    /// A bug: what it said last.
    Crash(String),
    /// Somebody else has ended it.
    Killed,
    /// It could not be started.
    Start(io::Error),
}

impl End {
    /// What to say of the document in hand.
    pub(super) fn diagnostic(&self, limits: &Limits) -> Diagnostic {
        match self {
            End::Time => {
                let message = format!("it took longer than {} and was ended", seconds(limits.time));
                Diagnostic::error(LIMIT, message)
                    .hint("give it more time by `--time-limit SECONDS`")
            }
            End::Memory => {
                let most = limits.memory.map(memory).unwrap_or_default();
                Diagnostic::error(LIMIT, format!("it needs more memory than {most} and was ended"))
                    .hint("give it more by `--memory-limit SIZE`, such as `2G`")
            }
            End::Crash(said) => {
                Diagnostic::error("internal", format!("the program failed: {said}")).hint(BUG)
            }
            End::Killed => Diagnostic::error("killed", "what made it was killed, several times")
                .hint("perhaps the machine has too little memory: try fewer at once, by `--jobs`"),
            End::Start(error) => {
                Diagnostic::error("disk", format!("no worker can be started: {}", reason(error)))
                    .hint("try fewer at once, by `--jobs`")
            }
        }
    }
}

/// A time for people.
pub(super) fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if (seconds - 1.0).abs() < 1e-9 { "1 second".to_owned() } else { format!("{seconds} seconds") }
}

/// A size of memory for people.
fn memory(bytes: u64) -> String {
    match bytes {
        0x4000_0000.. if bytes.is_multiple_of(1 << 30) => format!("{} GiB", bytes >> 30),
        _ => format!("{} MiB", bytes >> 20),
    }
}

/// A worker, as its leader has it.
pub(super) struct Worker {
    child: Child,
    input: ChildStdin,
    lines: Receiver<Vec<u8>>,
    time: Duration,
}

impl Worker {
    /// Starts a worker for the command line `arguments`.
    pub(super) fn start(limits: &Limits, arguments: &[OsString]) -> Result<Worker, End> {
        let mut command = Command::new(program().map_err(End::Start)?);
        command
            .arg(WORD)
            .arg(limits.memory.unwrap_or(0).to_string())
            .args(arguments)
            // What the allocator reserves is not used yet, and must not count.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(End::Start)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let Some((input, output)) = pipes else {
            return Err(End::Start(io::ErrorKind::BrokenPipe.into()));
        };
        let (sender, lines) = mpsc::channel();
        let read = move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            let mut line = Vec::new();
            while output.read_until(b'\n', &mut line).is_ok() && line.pop() == Some(b'\n') {
                if sender.send(std::mem::take(&mut line)).is_err() {
                    break;
                }
            }
        };
        let reader = std::thread::Builder::new().name("worker".to_owned()).spawn(read);
        let worker = Worker { child, input, lines, time: limits.time };
        reader.map(|_| worker).map_err(End::Start)
    }

    /// Sends `message`.
    pub(super) fn send(&mut self, message: &impl Serialize) -> Result<(), End> {
        let mut line = serde_json::to_vec(message).unwrap_or_default();
        line.push(b'\n');
        self.input.write_all(&line).map_err(|_| self.end())
    }

    /// The next message, waited for as long as a document may take.
    pub(super) fn receive<T: DeserializeOwned>(&mut self) -> Result<T, End> {
        match self.lines.recv_timeout(self.time) {
            Ok(line) => serde_json::from_slice(&line).map_err(|_| {
                let _ = self.child.kill();
                End::Crash("it said what nobody understands".to_owned())
            }),
            Err(RecvTimeoutError::Timeout) => {
                let _ = self.child.kill();
                End::Time.into()
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.end()),
        }
    }

    /// Why it has ended, after it has.
    fn end(&mut self) -> End {
        let status = self.child.wait();
        let mut said = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            let _ = stderr.take(1 << 16).read_to_end(&mut said);
        }
        let said = String::from_utf8_lossy(&said);
        if said.contains("memory allocation of") || said.contains("out of memory") {
            return End::Memory;
        }
        if said.contains("overflowed its stack") {
            return End::Crash("its stack was full".to_owned());
        }
        match status {
            Ok(status) if was_killed(status) => End::Killed,
            Ok(status) => {
                let last = said.lines().rfind(|line| !line.trim().is_empty());
                End::Crash(last.map_or_else(|| status.to_string(), str::to_owned))
            }
            Err(error) => End::Start(error),
        }
    }
}

impl<T> From<End> for Result<T, End> {
    fn from(end: End) -> Self {
        Err(end)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It has nothing in hand that anybody waits for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a signal ended it that comes from outside.
fn was_killed(status: ExitStatus) -> bool {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGKILL, SIGTERM};
        let signal = std::os::unix::process::ExitStatusExt::signal(&status);
        signal.is_some_and(|signal| [SIGKILL, SIGTERM, SIGHUP].contains(&signal))
    }
    #[cfg(not(unix))]
    {
        let _ = status;
        false
    }
}

/// This program, even if another one has been put in its place since.
fn program() -> io::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() {
        Ok(running)
    } else {
        std::env::current_exe()
    }
}

/// A command that runs `engine`, a program of others, by way of a keeper: when this process is gone, however it
/// ends, the keeper ends the engine with all that it has started, and takes `folder` away. To be followed by
/// the engine's arguments.
pub(super) fn keeper(folder: &Path, engine: &Path) -> io::Result<Command> {
    let mut command = Command::new(program()?);
    command.arg(KEEPER).arg(folder).arg(engine).stdin(Stdio::piped());
    // An interrupt from the terminal ends this process, and the keeper hears of that.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    Ok(command)
}

/// Keeps an engine, as [`keeper`] has it, and ends as it does.
pub(super) fn keep(words: &[OsString]) -> ExitCode {
    let [folder, engine, arguments @ ..] = words else { return ExitCode::FAILURE };
    let folder = PathBuf::from(folder);
    let mut command = Command::new(engine);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let Ok(mut child) = command.spawn() else { return ExitCode::FAILURE };
    let id = child.id();
    let is_left = Arc::new(AtomicBool::new(false));
    let leaving = Arc::clone(&is_left);
    let listen = move || {
        // Nothing is ever written to it.
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        leaving.store(true, Ordering::SeqCst);
        end_group(id);
        let _ = std::fs::remove_dir_all(folder);
        std::process::exit(1);
    };
    if std::thread::Builder::new().spawn(listen).is_err() {
        let _ = child.kill();
    }
    let status = child.wait();
    while is_left.load(Ordering::SeqCst) {
        // The other thread has the last word.
        std::thread::park();
    }
    if status.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Ends the process `id`, which leads a group, and all that it has started.
fn end_group(id: u32) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    #[cfg(not(unix))]
    let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &id.to_string()]).status();
}

/// The leader, as its worker has it.
pub(super) struct Leader {
    lines: Mutex<Receiver<Vec<u8>>>,
    output: Mutex<io::Stdout>,
}

impl Leader {
    /// Begins to work for the process that has started this one, with at most `memory` bytes, if that is
    /// not 0. Ends the process when that one is gone.
    pub(super) fn connect(memory: u64) -> Leader {
        bound_memory(memory);
        // What goes wrong is told in messages; where is read when this process is gone.
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map_or_else(String::new, |place| format!(" at {place}"));
            let _ = writeln!(io::stderr(), "stopped{place}");
        }));
        #[cfg(unix)]
        {
            // From a terminal it comes to all; the leader decides.
            let ignored = std::sync::Arc::default();
            let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, ignored);
        }
        let (sender, lines) = mpsc::channel();
        let read = move || {
            let mut input = BufReader::with_capacity(1 << 16, io::stdin());
            let mut line = Vec::new();
            while input.read_until(b'\n', &mut line).is_ok() && line.pop() == Some(b'\n') {
                if sender.send(std::mem::take(&mut line)).is_err() {
                    break;
                }
            }
            std::process::exit(0);
        };
        let reader = std::thread::Builder::new().name("leader".to_owned()).spawn(read);
        if reader.is_err() {
            std::process::exit(1);
        }
        Leader { lines: Mutex::new(lines), output: Mutex::new(io::stdout()) }
    }

    /// The next message; `None` if there is none any more, or none that is understood.
    pub(super) fn receive<T: DeserializeOwned>(&self) -> Option<T> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        serde_json::from_slice(&lines.recv().ok()?).ok()
    }

    /// Sends `message`.
    pub(super) fn send(&self, message: &impl Serialize) {
        let mut line = serde_json::to_vec(message).unwrap_or_default();
        line.push(b'\n');
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        if output.write_all(&line).and_then(|()| output.flush()).is_err() {
            std::process::exit(1);
        }
    }
}

/// Whether the memory of a process can be bounded on this system. Elsewhere the limit of data does not
/// count what is mapped.
pub(super) const BOUNDS_MEMORY: bool = cfg!(target_os = "linux");

/// Lets this process have at most `bytes` of memory of its own, if that is not 0 (`RLIMIT_DATA` of
/// getrlimit(2); the address space would count what is only reserved).
fn bound_memory(bytes: u64) {
    #[cfg(target_os = "linux")]
    if bytes > 0 {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let maximum = getrlimit(Resource::Data).maximum;
        let current = maximum.map_or(bytes, |maximum| maximum.min(bytes));
        let _ = setrlimit(Resource::Data, Rlimit { current: Some(current), maximum });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = bytes;
}
