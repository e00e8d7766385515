//! What a batch says while it works: a bar on a terminal, plain lines elsewhere, nothing if it is to be
//! quiet.

#![cfg(unix)]

use crate::batch::{ANN, lines};
use crate::harness::Test;
use crate::judges::missing;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Runs a command on a terminal of 100 columns, and passes on what it shows.
const TERMINAL: &str = "
import fcntl, os, pty, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 100, 0, 0))
    os.execv(sys.argv[1], sys.argv[1:])
while True:
    try:
        shown = os.read(terminal, 65536)
    except OSError:
        break
    if not shown:
        break
    sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
";

/// What `cvgen WORDS` shows on a terminal before it exits with `code`; `None` if there is no Python.
fn on_terminal(test: &Test, words: &str, code: i32) -> Option<String> {
    let python = Command::new("python3")
        .args(["-c", TERMINAL, env!("CARGO_BIN_EXE_cvgen")])
        .args(words.split_whitespace())
        .current_dir(test.folder())
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .output();
    let Ok(output) = python else {
        missing("python3");
        return None;
    };
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    let python = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{shown}{python}");
    Some(shown)
}

/// The counts on all bars that `shown` has, each bar with its rate and the time left.
fn counts(shown: &str, total: usize) -> Vec<usize> {
    let ending = format!("/{total}");
    let mut counts = Vec::new();
    for bar in shown.split(['\r', '\n']).filter(|line| line.ends_with(" left")) {
        let words: Vec<_> = bar.split_whitespace().collect();
        let [.., count, rate, left, "left"] = words[..] else { panic!("{bar:?}") };
        let is_rate = rate.strip_suffix("/s").is_some_and(|rate| rate.parse::<f64>().is_ok());
        assert!(is_rate && left.ends_with(['s', 'm', 'h']), "{bar:?}");
        let count = count.strip_suffix(&ending).and_then(|count| count.parse().ok());
        counts.push(count.unwrap_or_else(|| panic!("{bar:?}")));
    }
    counts
}

#[test]
fn a_bar_on_a_terminal_has_count_rate_and_time_left() {
    let test = Test::new("").file("in.ndjson", lines(60));
    let Some(shown) = on_terminal(&test, "batch in.ndjson -o out", 0) else { return };
    let counts = counts(&shown, 60);
    assert!(counts.is_sorted() && counts.iter().any(|count| (1..60).contains(count)), "{counts:?}");
    // The bar goes away, and the summary stays.
    let (bars, summary) = shown.rsplit_once("\x1b[2K").expect("the bar is taken away");
    assert!(bars.contains('█') || bars.contains('░'), "{bars:?}");
    assert!(summary.trim().starts_with("60 made, 0 unchanged, 0 failed"), "{summary:?}");
}

#[test]
fn a_failure_stands_above_the_bar() {
    let lines = lines(30).replacen("{\"basics\":{\"name\":\"P9\"}}", "{\"basics\":{\"na", 1);
    let test = Test::new("").file("in.ndjson", lines);
    let Some(shown) = on_terminal(&test, "batch in.ndjson -o out --jobs 1", 1) else { return };
    let (before, problem) = shown.split_once("in.ndjson:9:").expect("the place");
    assert!(!counts(before, 30).is_empty() && before.contains("\x1b[2K"), "{before:?}");
    assert!(counts(problem, 30).iter().any(|count| *count >= 9), "{problem:?}");
    assert!(problem.contains("failed:\r\n  in.ndjson:9:"), "{problem:?}");
}

#[test]
fn quiet_is_quiet_on_a_terminal() {
    let test = Test::new("").file("in.ndjson", lines(20));
    let Some(shown) = on_terminal(&test, "batch in.ndjson -o out --quiet", 0) else { return };
    assert_eq!(shown, "");
}

/// The second resume comes through a pipe, and only after more than five seconds.
#[test]
fn elsewhere_a_plain_line_comes_every_five_seconds() {
    let run = |quiet: &[&str]| {
        let test = Test::new("").file("a.yaml", ANN).file("c.yaml", ANN);
        let pipe = test.folder().join("b.yaml");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let child = Command::new(env!("CARGO_BIN_EXE_cvgen"))
            .args(["batch", "a.yaml", "b.yaml", "c.yaml", "-o", "out", "--jobs", "1"])
            .args(quiet)
            .current_dir(test.folder())
            .env_remove("NO_COLOR")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let start = Instant::now();
        while !test.folder().join("out/a-classic-en.pdf").exists() {
            assert!(start.elapsed() < Duration::from_mins(1), "nothing is made");
            thread::sleep(Duration::from_millis(10));
        }
        thread::sleep(Duration::from_millis(5_100));
        std::fs::write(pipe, ANN).expect("the program reads");
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success());
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let quiet = thread::spawn(move || run(&["--quiet"]));
    let said = run(&[]);
    let lines: Vec<_> = said.lines().collect();
    let [first, summary] = lines[..] else { panic!("{said:?}") };
    assert!(first.starts_with("2 of 3 resumes, 0."), "{first:?}");
    assert!(first.ends_with(" seconds left") || first.ends_with(" second left"), "{first:?}");
    assert!(summary.starts_with("3 made, 0 unchanged, 0 failed"), "{summary:?}");
    assert!(!said.contains(['\x1b', '\r']), "{said:?}");
    assert_eq!(quiet.join().expect("the quiet one ends"), "");
}
