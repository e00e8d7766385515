//! The pipeline part by part, and the floor beside it: a hand-written Typst file with the same text,
//! compiled and exported by the same crates in the same run.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a benchmark takes times")]

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

/// The resumes that are measured: name, file, language.
const CASES: [(&str, &str, &str); 4] = [
    ("one page", "data/starter/resume.yaml", "en"),
    ("one page in Chinese", "examples/zhang-min.yaml", "zh"),
    ("five pages", "examples/jinhua-luo.yaml", "en"),
    ("five pages in Chinese", "examples/jinhua-luo.yaml", "zh"),
];

const THEME: &str = "compact";

fn main() {
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
