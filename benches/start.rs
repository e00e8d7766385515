//! Whole starts of the program, from nothing to the written file, beside what the same typesetter takes
//! for the same text.
//!
//! `cargo bench --bench start` prints, for each theme, the CPU time of `cvgen pdf --pages none` in
//! milliseconds and, in brackets, what it makes of the floor's: a plain hand-written Typst file with the
//! same text, compiled and exported by the same crates with the same allocator, fonts opened only where
//! a letter needs them. Below stand the default, `--pages auto`, `--pages N`, and the memory held at most.
//!
//! `-- rival PROGRAM FILE...` starts `PROGRAM render FILE --output OUT` (as ferrocv takes it) and
//! `cvgen pdf FILE` in turns. `-- quick` starts each a few times only.
//!
//! Build it as the program is shipped: `cargo bench --profile dist --bench start`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a benchmark runs programs and takes times"
)]

mod floor;

use cvgen::job::{self, Job, PDF};
use cvgen::resume::language_tag;
use cvgen::theme::Theme;
use floor::Floor;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// The resumes that are measured: name, file, language, and the pages to fit it to.
const CASES: [Case; 4] = [
    ("one page", "data/starter/resume.yaml", "en", "1"),
    ("one, Chinese", "examples/zhang-min.yaml", "zh", "1"),
    ("five pages", "examples/jinhua-luo.yaml", "en", "4"),
    ("five, Chinese", "examples/jinhua-luo.yaml", "zh", "4"),
];

type Case = (&'static str, &'static str, &'static str, &'static str);

/// The theme for what is not measured in each.
const THEME: &str = "compact";

/// A process of the floor is this program with these variables set.
const FLOOR_DOCUMENT: &str = "CVGEN_FLOOR_DOCUMENT";
const FLOOR_OUTPUT: &str = "CVGEN_FLOOR_OUTPUT";

fn main() {
    if let (Some(document), Some(output)) =
        (std::env::var_os(FLOOR_DOCUMENT), std::env::var_os(FLOOR_OUTPUT))
    {
        let json = std::fs::read(document).expect("the document");
        std::fs::write(output, Floor::new(json).pdf()).expect("the output");
        return;
    }
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rival", program, ref files @ ..] => rival(program, files),
        ["quick"] => starts(2),
        _ => starts(10),
    }
}

/// What is started, with all it needs.
struct Starts {
    folder: tempfile::TempDir,
    /// How often each is started in a turn.
    times: u32,
}

/// Milliseconds of CPU time, the least of five turns.
const TURNS: usize = 5;

fn starts(times: u32) {
    let starts = Starts { folder: tempfile::tempdir().expect("a temporary folder"), times };
    head("ms of CPU time");
    let mut rows = vec![("floor".to_owned(), CASES.map(|case| starts.floor(case)))];
    for theme in Theme::builtin_names() {
        let commands = CASES.map(|case| starts.cvgen(case, &theme, "none"));
        rows.push((theme, commands));
    }
    rows.push(("--pages auto".to_owned(), CASES.map(|case| starts.cvgen(case, THEME, "auto"))));
    rows.push(("--pages N".to_owned(), CASES.map(|case| starts.cvgen(case, THEME, case.3))));
    let mut floors = [f64::NAN; CASES.len()];
    // All rows of a case in turns: what else the machine does must not fall on one of them alone.
    let mut least = vec![[f64::INFINITY; CASES.len()]; rows.len()];
    for _ in 0..TURNS {
        for (times, (_, commands)) in least.iter_mut().zip(&mut rows) {
            for (time, command) in times.iter_mut().zip(commands) {
                *time = time.min(starts.time(command));
            }
        }
    }
    for ((name, _), times) in rows.iter().zip(&least) {
        print!("{name:<16}");
        for (time, floor) in times.iter().zip(&mut floors) {
            if floor.is_nan() {
                *floor = *time;
            }
            print!("{:>18}", format!("{time:.1} ({:.2})", time / *floor));
        }
        println!();
    }
    println!();
    head("MiB at most");
    for (name, commands) in &mut rows {
        print!("{name:<16}");
        for command in commands {
            print!("{:>18.1}", peak(command));
        }
        println!();
    }
}

fn head(what: &str) {
    print!("{what:<16}");
    for (name, ..) in CASES {
        print!("{name:>18}");
    }
    println!();
}

impl Starts {
    fn cvgen(&self, (_, file, language, _): Case, theme: &str, pages: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cvgen"));
        command.arg("pdf").arg(root().join(file)).arg("-o").arg(self.folder.path().join("own.pdf"));
        command.args(["-t", theme, "-l", language, "--pages", pages, "--set=photo=none"]);
        command.args(["--no-system-fonts", "-q"]);
        command
    }

    /// The floor of a resume: the same texts, as a theme is given them.
    fn floor(&self, (name, file, language, _): Case) -> Command {
        let bytes = std::fs::read(root().join(file)).expect("the resume");
        let resume = cvgen::read::read(file, &bytes).expect("a resume").value;
        let theme = Theme::builtin(THEME).expect("the theme").value;
        let job = Job::new(&resume, language_tag(language).expect("a language"), &theme, PDF);
        let document = job::prepare(&job).expect("a document").value.document;
        let json = self.folder.path().join(format!("{name}.json"));
        std::fs::write(&json, serde_json::to_vec(&document).expect("JSON")).expect("written");
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.env(FLOOR_DOCUMENT, json).env(FLOOR_OUTPUT, self.folder.path().join("floor.pdf"));
        command
    }

    /// Milliseconds of CPU time of a start.
    fn time(&self, command: &mut Command) -> f64 {
        let before = cpu();
        for _ in 0..self.times {
            run(command);
        }
        (cpu() - before) / f64::from(self.times)
    }
}

/// Prints, for each file, the CPU time of `program` and of every theme.
fn rival(program: &str, files: &[&str]) {
    let starts = Starts { folder: tempfile::tempdir().expect("a temporary folder"), times: 40 };
    print!("{:<24}{:>10}", "ms of CPU time", "rival");
    let themes = Theme::builtin_names();
    for theme in &themes {
        print!("{theme:>18}");
    }
    println!();
    for file in files {
        let output = starts.folder.path().join("rival.pdf");
        let mut rival = Command::new(program);
        rival.arg("render").arg(file).arg("--output").arg(output);
        let own = |theme: &String| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_cvgen"));
            command.arg("pdf").arg(file).arg("-o").arg(starts.folder.path().join("own.pdf"));
            command.args(["-t", theme, "--pages=none", "--no-system-fonts", "-q"]);
            command
        };
        let mut commands: Vec<Command> =
            std::iter::once(rival).chain(themes.iter().map(own)).collect();
        let mut least = vec![f64::INFINITY; commands.len()];
        for _ in 0..TURNS {
            for (time, command) in least.iter_mut().zip(&mut commands) {
                *time = time.min(starts.time(command));
            }
        }
        let name = Path::new(file).file_name().expect("a file");
        print!("{:<24}{:>10.1}", name.display(), least[0]);
        for time in &least[1..] {
            print!("{:>18}", format!("{time:.1} ({:.2})", time / least[0]));
        }
        println!();
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run(command: &mut Command) {
    // What is told about a file would be told a thousand times.
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = silent.status().expect("it starts");
    assert!(status.success(), "{command:?}");
}

/// The CPU time of the processes that this one has waited for, in milliseconds: fields 16 and 17 of
/// `/proc/self/stat` (proc(5)), in ticks of 10 ms, of which many starts make enough.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(13).take(2).map(|ticks| ticks.parse::<f64>().expect("ticks") * 10.0).sum()
}

/// The most memory that a start holds, in MiB: `VmHWM` of proc(5), looked at until it ends.
fn peak(command: &mut Command) -> f64 {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("it starts");
    let mut peak = 0.0;
    while child.try_wait().expect("it runs").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let line = status.unwrap_or_default();
        let line = line.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
        peak = kilobytes.map_or(peak, |kilobytes: f64| kilobytes / 1024.0);
        thread::sleep(Duration::from_micros(200));
    }
    peak
}
