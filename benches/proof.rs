//! The proof sheet of a page: what it looks like, what is read, and the sheet itself.
//!
//! `cargo bench --bench proof`; all three together are what a proof takes once a PDF is there.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a benchmark reads files and takes times"
)]

use criterion::{BatchSize, Criterion};
use cvgen::check::{CheckInput, check};
use cvgen::job::{self, Job, PDF};
use cvgen::pdf;
use cvgen::proof::{ProofInput, pictures, proof};
use cvgen::resume::language_tag;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter, forget};
use std::hint::black_box;
use std::path::Path;

/// The resumes that are measured: name, file, language.
const CASES: [(&str, &str, &str); 2] = [
    ("one page", "data/starter/resume.yaml", "en"),
    ("one page in Chinese", "examples/zhang-min.yaml", "zh"),
];

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    for (name, file, language) in CASES {
        measure(&mut criterion, name, file, language);
    }
    criterion.final_summary();
}

fn measure(criterion: &mut Criterion, name: &str, file: &str, language: &str) {
    let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("the resume");
    let resume = cvgen::read::read(file, &text).expect("a resume").value;
    let theme = Theme::builtin("compact").expect("the theme").value;
    let tag = language_tag(language).expect("a language");
    let job = Job::new(&resume, tag, &theme, PDF);
    let prepared = job::prepare(&job).expect("a document").value;
    let document = prepared.document.clone();
    let typesetter = Typesetter::new(FontSettings::default());
    let product = job::run_prepared(&job, prepared, &typesetter).expect("a PDF").value;
    let made = product.bytes();
    let read = pdf::read("it", made).expect("a PDF");
    let looks = pictures("it", made, &read).expect("pictures");
    let input = CheckInput { document: Some(&document), pdf: Some(&read), ..CheckInput::default() };
    let findings = check(&input);
    let mut group = criterion.benchmark_group(format!("{name}, {} pages", read.pages.len()));
    group.bench_function("read", |bench| {
        bench.iter(|| pdf::read("it", black_box(made)).expect("a PDF"));
    });
    group.bench_function("pictures", |bench| {
        bench.iter(|| pictures("it", black_box(made), &read).expect("pictures"));
    });
    group.bench_function("sheet", |bench| {
        let sheet = ProofInput {
            name: "it",
            pdf: &read,
            pictures: &looks,
            document: Some(&document),
            findings: &findings,
            language,
        };
        // What an earlier round has left in Typst's caches is forgotten before each.
        let fresh = || (0..3).for_each(|_| forget());
        bench.iter_batched(
            fresh,
            |()| proof(black_box(&sheet)).expect("a proof"),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}
