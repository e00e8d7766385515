//! Sources made by the program, and the engines that compile them.

use crate::harness::Test;
use crate::judges::{letters, missing, poppler};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use tempfile::TempDir;

/// The engines whose source this is.
pub(super) const ENGINES: [&str; 3] = ["xelatex", "lualatex", "pdflatex"];

/// What goes into a format: the packages that every source loads, with the same options.
const PACKAGES: &str = r"
\RequirePackage{iftex, xcolor, graphicx, keyval}
\ifPDFTeX\else\RequirePackage{fontspec}\fi
\dump
";

/// A source that makes `LuaLaTeX` look at every font of the machine.
const FONTS: &str = r"
\documentclass{article}
\usepackage{fontspec}
\IfFontExistsTF{No such font}{}{}
\begin{document}\null\end{document}
";

/// Whether `program` is installed; a failure under `tests/run` if it is not.
pub(super) fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        missing(&format!("`{program}`"));
    }
    found
}

/// Runs `work` on every job, two at a time. One that fails keeps none of the others from being tried.
pub(super) fn in_parallel<T: Send>(jobs: Vec<T>, work: impl Fn(T) + Sync) {
    let count = jobs.len();
    let jobs = Mutex::new(jobs.into_iter());
    let failed = AtomicUsize::new(0);
    let next = || jobs.lock().expect("no other thread failed").next();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(job) = next() {
                    if catch_unwind(AssertUnwindSafe(|| work(job))).is_err() {
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner();
    assert_eq!(failed, 0, "{failed} of {count} failed, as is told above");
}

/// As many pages as it takes, unless `words` ask for some: lines that break elsewhere change little then.
fn pages(words: &str) -> &str {
    if words.contains("--pages") { "" } else { " --pages none" }
}

/// A source in `out/`, with all that belongs beside it, in a folder of its own.
pub(super) fn source(input: &Path, words: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Test::new(&format!("tex {words}{} --no-system-fonts -q --bundle", pages(words)))
        .argument(input.to_str().expect("a path in UTF-8"))
        .argument("-o")
        .argument(format!("{}/out/resume.tex", folder.path().display()))
        .success();
    folder
}

/// The PDF that Typst makes of it.
pub(super) fn typst(input: &Path, words: &str, folder: &Path) -> PathBuf {
    let pdf = folder.join("typst.pdf");
    Test::new(&format!("pdf {words}{} --no-system-fonts -q", pages(words)))
        .argument(input.to_str().expect("a path in UTF-8"))
        .argument("-o")
        .argument(pdf.to_str().expect("a path in UTF-8"))
        .success();
    pdf
}

/// What tells an engine to begin with the packages loaded, made once for all tests: it saves a third of
/// a run. `LuaLaTeX` keeps a part of its state where no format holds it; of it the list of fonts is
/// made, which takes the first run many seconds. (That sources compile without is for `program.rs`.)
fn warm(engine: &str) -> &'static [String] {
    static FORMATS: [OnceLock<Vec<String>>; 3] = [const { OnceLock::new() }; 3];
    let number = ENGINES.iter().position(|name| *name == engine).expect("a known engine");
    FORMATS[number].get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("latex-{engine}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        let is_lua = engine == "lualatex";
        std::fs::write(folder.join("warm.tex"), if is_lua { FONTS } else { PACKAGES })
            .expect("a file");
        let mut command = Command::new(engine);
        command.arg("-interaction=nonstopmode").current_dir(&folder);
        if !is_lua {
            command.arg("-ini").arg(format!("&{engine}"));
        }
        let output = command.arg("warm.tex").output().expect("the engine runs");
        if is_lua {
            assert!(output.status.success(), "{}", tail(&output.stdout));
            return Vec::new();
        }
        // XeLaTeX complains that its own font is not in the format, and makes it.
        assert!(folder.join("warm.fmt").is_file(), "{}", tail(&output.stdout));
        vec![format!("-fmt={}", folder.join("warm.fmt").display())]
    })
}

/// Compiles the source in `folder`; the PDF and the log. Once: only page numbers need a second run, and
/// `program.rs` has some.
pub(super) fn compile(folder: &Path, engine: &str) -> (PathBuf, String) {
    let folder = folder.join("out");
    let mut command = Command::new(engine);
    command.args(warm(engine));
    command.args(["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "resume.tex"]);
    command.env("openin_any", "p").env("openout_any", "p").env("max_print_line", "4096");
    let output = command.current_dir(&folder).output().expect("the engine runs");
    assert!(output.status.success(), "{engine} failed:\n{}", tail(&output.stdout));
    let log = std::fs::read(folder.join("resume.log")).expect("a log");
    (folder.join("resume.pdf"), String::from_utf8_lossy(&log).into_owned())
}

/// Compiles the source called `name` as a person does: once, without anything of ours. The PDF.
pub(super) fn compile_as_it_is(folder: &Path, name: &str, engine: &str, what: &str) -> PathBuf {
    try_to_compile(folder, name, engine).unwrap_or_else(|said| panic!("{what} failed:\n{said}"))
}

/// The same; the last lines of what the engine says if it fails.
pub(super) fn try_to_compile(folder: &Path, name: &str, engine: &str) -> Result<PathBuf, String> {
    let mut command = Command::new(engine);
    command.args(["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", name]);
    let output = command.current_dir(folder).output().expect("the engine runs");
    if !output.status.success() {
        return Err(tail(&output.stdout));
    }
    Ok(folder.join(name).with_extension("pdf"))
}

/// The last lines of what an engine says.
fn tail(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(25)..].join("\n")
}

/// What must not be in a log.
pub(super) fn complaints(log: &str) -> Vec<&str> {
    let bad = ["Missing character", "Overfull", "Package cvgen Warning", "undefined"];
    log.lines().filter(|line| bad.iter().any(|word| line.contains(word))).collect()
}

/// The letters of a PDF, in the order of its content.
pub(super) fn raw(pdf: &Path) -> String {
    letters(&poppler(pdf, &["-raw"]).unwrap_or_default())
}
