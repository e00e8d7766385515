//! The pipeline part by part, and the floor beside it: a hand-written Typst file with the same text,
//! compiled and exported by the same crates in the same run.
//!
//! `cargo bench --bench pipeline` measures inside one process; `cargo bench --bench pipeline -- cold`
//! starts processes, and compares the CPU time of `cvgen pdf` with that of the floor.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a benchmark runs programs and takes times"
)]

mod floor;

use criterion::{BatchSize, Criterion};
use cvgen::document::Document;
use cvgen::job::{self, DOCX, Format, HTML, Job, MD, PDF, TXT};
use cvgen::resume::{LanguageTag, Resume, language_tag};
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, PdfSettings, TypesetInput, Typesetter, forget};
use floor::Floor;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

/// The resumes that are measured: name, file, language.
const CASES: [(&str, &str, &str); 4] = [
    ("one page", "data/starter/resume.yaml", "en"),
    ("one page in Chinese", "examples/zhang-min.yaml", "zh"),
    ("five pages", "examples/jinhua-luo.yaml", "en"),
    ("five pages in Chinese", "examples/jinhua-luo.yaml", "zh"),
];

/// The theme that is looked at part by part, and those of which whole starts are measured.
const THEME: &str = "compact";
const THEMES: [&str; 4] = ["classic", "compact", "modern", "academic"];

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
    if std::env::args().any(|argument| argument == "cold") {
        return cold();
    }
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    for (name, file, language) in CASES {
        warm(&mut criterion, name, file, language);
    }
    criterion.final_summary();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> (Vec<u8>, Resume) {
    let bytes = std::fs::read(root().join(file)).expect("the resume");
    let resume = cvgen::read::read(file, &bytes).expect("a resume").value;
    (bytes, resume)
}

/// A job without photos, which the floor does not print either.
fn job<'a>(resume: &'a Resume, theme: &'a Theme, language: &str) -> Job<'a> {
    let language: LanguageTag = language_tag(language).expect("a language");
    Job::new(resume, language, theme, PDF)
}

fn warm(criterion: &mut Criterion, name: &str, file: &str, language: &str) {
    let (bytes, resume) = read(file);
    let theme = Theme::builtin(THEME).expect("the theme").value;
    let job = job(&resume, &theme, language);
    let document: Document = job::prepare(&job).expect("a document").value.document;
    let typesetter = Typesetter::new(FontSettings::default());
    let input = TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
    let mut group = criterion.benchmark_group(name);
    group.bench_function("read", |bencher| {
        bencher.iter(|| cvgen::read::read(file, black_box(&bytes)).expect("a resume"));
    });
    group.bench_function("resolve", |bencher| {
        bencher.iter(|| job::prepare(black_box(&job)).expect("a document"));
    });
    // What an earlier round has left in Typst's caches is forgotten before each.
    let fresh = || (0..3).for_each(|_| forget());
    group.bench_function("typeset", |bencher| {
        bencher.iter_batched(
            fresh,
            |()| typesetter.typeset(&input).expect("pages").value.count(),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("export", |bencher| {
        let pages = typesetter.typeset(&input).expect("pages").value;
        bencher.iter_batched(
            fresh,
            |()| pages.pdf(&PdfSettings::default()).expect("a PDF"),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("all", |bencher| {
        bencher.iter_batched(
            fresh,
            |()| {
                let resume = cvgen::read::read(file, &bytes).expect("a resume").value;
                job::run(&self::job(&resume, &theme, language), &typesetter).expect("a PDF")
            },
            BatchSize::PerIteration,
        );
    });
    // What is written without pages, of a resume that has been read. Where pages are asked for, the time of "typeset"
    // comes on top.
    for format in [HTML, DOCX, MD, TXT] {
        group.bench_function(format.name, |bencher| {
            bencher.iter_batched(
                fresh,
                |()| written(&job, format, &typesetter),
                BatchSize::PerIteration,
            );
        });
    }
    group.bench_function("floor", |bencher| {
        let floor = Floor::new(serde_json::to_vec(&document).expect("JSON"));
        bencher.iter_batched(fresh, |()| floor.pdf(), BatchSize::PerIteration);
    });
    group.finish();
}

/// The size of the resume of `job` in another format.
fn written(job: &Job<'_>, format: Format, typesetter: &Typesetter) -> usize {
    let mut job = job.clone();
    job.format = format;
    // A Word file measures itself; HTML would be fitted by pages.
    job.density = (format == HTML).then_some(1.0);
    job::run(&job, typesetter).expect("a file").value.bytes().len()
}

/// Starts each program many times, in turns, and prints the CPU time of one start and, in brackets, what
/// it makes of the floor's.
fn cold() {
    const ROUNDS: u32 = 5;
    const STARTS: u32 = 10;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (json, output) = (folder.path().join("document.json"), folder.path().join("out.pdf"));
    print!("{:<24}{:>9}", "CPU time of a start, ms", "floor");
    for theme in THEMES {
        print!("{theme:>17}");
    }
    println!();
    for (name, file, language) in CASES {
        let (_, resume) = read(file);
        let theme = Theme::builtin(THEME).expect("the theme").value;
        let document = job::prepare(&job(&resume, &theme, language)).expect("a document");
        let text = serde_json::to_vec(&document.value.document).expect("JSON");
        std::fs::write(&json, text).expect("written");
        let cvgen = |theme: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_cvgen"));
            command.arg("pdf").arg(root().join(file)).arg("-o").arg(&output);
            run(command.args(["-t", theme, "-l", language, "--set=photo=none", "-q"]));
        };
        let floor = || {
            let mut command = Command::new(std::env::current_exe().expect("this program"));
            run(command.env(FLOOR_DOCUMENT, &json).env(FLOOR_OUTPUT, &output));
        };
        // What else the machine does must not fall on one of them alone.
        let mut times = [0.0; 1 + THEMES.len()];
        for _ in 0..ROUNDS {
            times[0] += cpu(|| (0..STARTS).for_each(|_| floor()));
            for (time, theme) in times[1..].iter_mut().zip(THEMES) {
                *time += cpu(|| (0..STARTS).for_each(|_| cvgen(theme)));
            }
        }
        let [floor, themes @ ..] = times.map(|time| time / f64::from(ROUNDS * STARTS));
        print!("{name:<24}{floor:>9.1}");
        for time in themes {
            print!("{time:>10.1} ({:.2})", time / floor);
        }
        println!();
    }
}

fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("it starts");
    assert!(status.success());
}

/// The CPU time, in milliseconds, of the processes that `work` starts and waits for: fields 16 and 17
/// of `/proc/self/stat` (proc(5)), in ticks of 10 ms, of which many starts make enough.
fn cpu(work: impl FnOnce()) -> f64 {
    let ticks = || -> f64 {
        let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
        let fields: Vec<&str> =
            stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        fields[13].parse::<f64>().expect("ticks") + fields[14].parse::<f64>().expect("ticks")
    };
    let before = ticks();
    work();
    (ticks() - before) * 10.0
}
