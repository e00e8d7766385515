//! The pipeline part by part, and the floor beside it: a hand-written Typst file with the same text,
//! compiled and exported by the same crates in the same run.
//!
//! `cargo bench --bench pipeline` measures inside one process; `cargo bench --bench pipeline -- cold`
//! starts processes, and compares the CPU time of `cvgen pdf` with that of the floor.

mod floor;

use criterion::{BatchSize, Criterion};
use cvgen::diagnostic::Diagnostic;
use cvgen::document::Document;
use cvgen::job::{self, Format, FormatSettings, Job};
use cvgen::resume::{LanguageTag, Resume, language_tag};
use cvgen::theme::Theme;
use cvgen::typeset::{Input, Settings, Typesetter, forget};
use floor::Floor;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The resumes that are measured: name, file, language.
const CASES: [(&str, &str, &str); 3] = [
    ("one page", "data/starter/resume.yaml", "en"),
    ("five pages", "examples/jinhua-luo.yaml", "en"),
    ("five pages in Chinese", "examples/jinhua-luo.yaml", "zh"),
];

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

fn job<'a>(
    resume: &'a Resume,
    theme: &'a Theme,
    language: &str,
    settings: &'a FormatSettings,
) -> Job<'a> {
    let language: LanguageTag = language_tag(language).expect("a language");
    let read_file = &|_: &str| Err(Diagnostic::error("photo", "there is none"));
    Job { resume, language, theme, options: &[], format: Format::Pdf, settings, read_file }
}

fn warm(criterion: &mut Criterion, name: &str, file: &str, language: &str) {
    let (bytes, resume) = read(file);
    let theme = Theme::builtin(THEME).expect("the theme").value;
    let settings = FormatSettings::default();
    let job = job(&resume, &theme, language, &settings);
    let document: Document = job::prepare(&job).expect("a document").value.document;
    let typesetter = Typesetter::new(Settings::default());
    let input = Input { document: &document, theme: &theme, photo: None, locate: &|_| None };
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
            |()| pages.pdf(&settings.pdf).expect("a PDF"),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("all", |bencher| {
        bencher.iter_batched(
            fresh,
            |()| {
                let resume = cvgen::read::read(file, &bytes).expect("a resume").value;
                job::run(
                    &Job { resume: &resume, ..self::job(&resume, &theme, language, &settings) },
                    &typesetter,
                )
                .expect("a PDF")
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("floor", |bencher| {
        let floor = Floor::new(serde_json::to_vec(&document).expect("JSON"));
        bencher.iter_batched(fresh, |()| floor.pdf(), BatchSize::PerIteration);
    });
    group.finish();
}

/// Starts each program many times, and prints the CPU time of one start and what it makes of the floor's.
fn cold() {
    const STARTS: u32 = 40;
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("{:<24}{:>12}{:>12}{:>8}", "CPU time of a start", "cvgen", "floor", "ratio");
    for (name, file, language) in CASES {
        let (_, resume) = read(file);
        let theme = Theme::builtin(THEME).expect("the theme").value;
        let settings = FormatSettings::default();
        let document =
            job::prepare(&job(&resume, &theme, language, &settings)).expect("a document");
        let json = folder.path().join("document.json");
        let text = serde_json::to_vec(&document.value.document).expect("JSON");
        std::fs::write(&json, text).expect("written");
        let output: PathBuf = folder.path().join("out.pdf");
        let cvgen = |_| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_cvgen"));
            command
                .arg("pdf")
                .arg(root().join(file))
                .args(["-t", THEME, "-l", language, "-q", "-o"])
                .arg(&output);
            run(command);
        };
        let floor = |_| {
            let mut command = Command::new(std::env::current_exe().expect("this program"));
            command.env(FLOOR_DOCUMENT, &json).env(FLOOR_OUTPUT, &output);
            run(command);
        };
        let (cvgen, floor) =
            (cpu(|| (0..STARTS).for_each(cvgen)), cpu(|| (0..STARTS).for_each(floor)));
        let (cvgen, floor) = (cvgen / f64::from(STARTS), floor / f64::from(STARTS));
        println!("{name:<24}{cvgen:>9.1} ms{floor:>9.1} ms{:>8.2}", cvgen / floor);
    }
}

fn run(mut command: Command) {
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
