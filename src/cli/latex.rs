//! PDF by the LaTeX that is installed.
//!
//! Takes a source and the files beside it, gives the PDF: finds an engine, runs it twice in a folder
//! of its own without shell and with a time limit, and ends it with everything that it started. What
//! the engine says is read from its log.

use super::{latex_log, worker};
use cvgen::assets::Content;
use cvgen::diagnostic::{Diagnostic, Outcome, Warned, reason};
use cvgen::job::Product;
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// What the source is called where the engine runs.
const NAME: &str = "resume";

/// How often the engine is looked at.
const TICK: Duration = Duration::from_millis(15);

/// The engines, best first: program, and what people call it.
const ENGINES: [(&str, &str); 4] = [
    ("xelatex", "XeLaTeX"),
    ("lualatex", "LuaLaTeX"),
    ("tectonic", "Tectonic"),
    ("pdflatex", "pdfLaTeX"),
];

/// Which LaTeX is to be used, and how.
#[derive(Debug, Clone)]
pub(super) struct Latex {
    /// The program; any if none is named.
    pub engine: Option<&'static str>,
    /// How long all runs for one document may take together.
    pub limit: Duration,
    /// When that time is up.
    pub deadline: Option<Instant>,
    /// The date in the file, in seconds since 1970.
    pub timestamp: Option<i64>,
    /// Whether to say what goes on.
    pub quiet: bool,
}

impl Latex {
    /// What `--engine` asks for: `Ok(None)` is the embedded Typst.
    pub(super) fn parse(word: &str, limit: Duration) -> Result<Option<Latex>, Diagnostic> {
        let engine = match word.strip_prefix("latex").map(|rest| rest.strip_prefix('=')) {
            Some(None) if word == "latex" => None,
            Some(Some(name)) => Some(name),
            _ if word == "typst" => return Ok(None),
            _ => Some(word),
        };
        let known = |name: &str| ENGINES.iter().find(|(program, _)| *program == name);
        let engine = match engine {
            None => None,
            Some(name) => Some(known(name).map(|(program, _)| *program).ok_or_else(|| {
                let message = format!("there is no engine `{}`", name.escape_debug());
                let names = ENGINES.map(|(program, _)| format!("`latex={program}`")).join(", ");
                Diagnostic::error("usage", message)
                    .hint(format!("choose `typst`, `latex`, {names}"))
            })?),
        };
        Ok(Some(Latex { engine, limit, deadline: None, timestamp: None, quiet: false }))
    }

    /// The PDF of a source, which is the first of `files`.
    pub(super) fn typeset(&self, files: &[(String, Content)]) -> Outcome<Product> {
        self.run(files).map_err(|error| vec![error])?
    }

    fn run(&self, files: &[(String, Content)]) -> Result<Outcome<Product>, Diagnostic> {
        let (program, engine) = self.find()?;
        let folder = tempfile::Builder::new().prefix("cvgen-").tempdir();
        let folder =
            folder.map_err(|error| trouble("a temporary folder cannot be made", &error))?;
        lay_out(folder.path(), files)
            .map_err(|error| trouble("a temporary file cannot be written", &error))?;
        let source = files.first().map(|(_, content)| String::from_utf8_lossy(content.as_ref()));
        let source = source.unwrap_or_default();
        let runs = if engine == "Tectonic" { 1 } else { 2 };
        for run in 1..=runs {
            let note = Note::new(!self.quiet, &format!("{engine}, run {run} of {runs} …"));
            let is_draft = run < runs;
            let input = input(engine, &source);
            let succeeded = self.run_once(&program, engine, &input, is_draft, folder.path())?;
            drop(note);
            if !succeeded {
                let log = read_log(folder.path());
                return Ok(Err(latex_log::errors(&log, &source, engine)));
            }
        }
        let log = read_log(folder.path());
        let pdf = match std::fs::read(folder.path().join(format!("{NAME}.pdf"))) {
            Ok(pdf) if pdf.starts_with(b"%PDF") => pdf,
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(trouble(&format!("the PDF of {engine} cannot be read"), &error));
            }
            _ => return Err(without_pages(engine)),
        };
        let mut product = Product::file(pdf, Vec::new());
        product.pages = latex_log::pages(&log);
        Ok(Ok(Warned { value: product, warnings: latex_log::warnings(&log) }))
    }

    /// Whether the engine is there.
    pub(super) fn is_installed(&self) -> bool {
        self.find().is_ok()
    }

    /// The program to run, and what people call it.
    fn find(&self) -> Result<(PathBuf, &'static str), Diagnostic> {
        let wanted =
            ENGINES.iter().filter(|(program, _)| self.engine.is_none_or(|name| name == *program));
        for (program, name) in wanted {
            if let Some(path) = find_program(program) {
                return Ok((path, *name));
            }
        }
        let message = match self.engine {
            Some(program) => format!("`{program}` is not installed"),
            None => "no LaTeX is installed".to_owned(),
        };
        Err(Diagnostic::error("engine", message)
            .hint("Debian, Ubuntu: `apt install texlive-xetex texlive-luatex texlive-fonts-recommended texlive-lang-chinese lmodern`")
            .hint("macOS: MacTeX; Windows: MiKTeX; or do without: `--engine typst` needs nothing"))
    }

    /// Whether one run succeeded. A draft makes no PDF, only what the next run needs to know.
    fn run_once(
        &self,
        program: &Path,
        engine: &str,
        input: &str,
        is_draft: bool,
        folder: &Path,
    ) -> Result<bool, Diagnostic> {
        let command = worker::keeper(folder, program);
        let mut command =
            command.map_err(|error| trouble(&format!("{engine} cannot be started"), &error))?;
        if engine == "Tectonic" {
            command.args(["--untrusted", "--keep-logs", "--only-cached"]);
        } else {
            command.args([
                "-interaction=nonstopmode",
                "-halt-on-error",
                "-no-shell-escape",
                "-file-line-error",
            ]);
            command.arg(format!("-jobname={NAME}"));
            if is_draft {
                command.arg(if engine == "XeLaTeX" { "-no-pdf" } else { "-draftmode" });
            }
        }
        command
            .arg(input)
            .current_dir(folder)
            .env("openin_any", "p")
            .env("openout_any", "p")
            .env("max_print_line", "4096")
            // The same input gives the same bytes, whatever the time of day.
            .env("SOURCE_DATE_EPOCH", self.timestamp.unwrap_or(0).to_string())
            .env("FORCE_SOURCE_DATE", "1")
            .env_remove("TEXMFOUTPUT")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = command.spawn();
        let mut child =
            child.map_err(|error| trouble(&format!("{engine} cannot be started"), &error))?;
        let deadline = self.deadline.unwrap_or_else(|| Instant::now() + self.limit);
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status.success()),
                Ok(None) if Instant::now() < deadline => std::thread::sleep(TICK),
                Ok(None) => {
                    end(&mut child);
                    let seconds = self.limit.as_secs();
                    let message =
                        format!("{engine} was not done after {seconds} seconds and was ended");
                    return Err(Diagnostic::error(worker::LIMIT, message)
                        .hint(
                            "the first run of a new TeX may have to look at every font: try again",
                        )
                        .hint("give it more time by `--time-limit SECONDS`"));
                }
                Err(error) => {
                    end(&mut child);
                    return Err(trouble(&format!("{engine} cannot be watched"), &error));
                }
            }
        }
    }
}

/// What the engine is given to typeset. `LuaLaTeX` makes an identifier of the time and the folder; here
/// it is made of the source.
fn input(engine: &str, source: &str) -> String {
    if engine != "LuaLaTeX" {
        return format!("{NAME}.tex");
    }
    let hash = Sha256::digest(source);
    let mut identifier = String::new();
    for byte in hash.iter().take(16) {
        let _ = write!(identifier, "{byte:02X}");
    }
    format!("\\pdfvariable trailerid{{[<{identifier}> <{identifier}>]}}\\input{{{NAME}.tex}}")
}

/// Ends `child`, a keeper, with everything that it keeps.
fn end(child: &mut Child) {
    drop(child.stdin.take());
    let _ = child.wait();
}

fn lay_out(folder: &Path, files: &[(String, Content)]) -> io::Result<()> {
    for (name, content) in files {
        let name = if name.is_empty() { format!("{NAME}.tex") } else { name.clone() };
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, content.as_ref())?;
    }
    Ok(())
}

/// The log; its bytes are those of the source, cut at will.
fn read_log(folder: &Path) -> String {
    let bytes = std::fs::read(folder.join(format!("{NAME}.log"))).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The program of that name where programs are.
fn find_program(name: &str) -> Option<PathBuf> {
    let file: OsString = format!("{name}{}", std::env::consts::EXE_SUFFIX).into();
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// That an engine ended well and has written nothing.
fn without_pages(engine: &str) -> Diagnostic {
    Diagnostic::error("engine", format!("{engine} ended without a page")).hint(
        "try another engine, such as `--engine latex=lualatex`, or run it on the source that `cvgen tex` writes",
    )
}

fn trouble(what: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("engine", format!("{what}: {}", reason(error)))
}

/// A line on the terminal that goes away again.
struct Note(bool);

impl Note {
    fn new(wanted: bool, text: &str) -> Note {
        let shown = wanted && io::stderr().is_terminal();
        if shown {
            anstream::eprint!("{text}");
        }
        Note(shown)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        if self.0 {
            anstream::eprint!("\r\x1b[K");
        }
    }
}
