//! Contact sheets of the gallery: every theme in the resumes that try it hardest, to be looked at, and a report of
//! what a machine finds on the same pages.
//!
//! `cargo run --example contact_sheets -- out` writes `out/THEME-PAPER-N.png`, eight pages each, and
//! `out/report.txt`; further words are the themes and papers to print, `--report` leaves the pictures out. Facts are
//! read back by our own reader and by `pdftotext`, where that is installed.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a program of its own, which reads and writes files"
)]

mod findings;
mod picture;

use cvgen::document::Document;
use cvgen::job::{self, Job, PDF};
use cvgen::read::read;
use cvgen::resume::{LanguageTag, Resume};
use cvgen::theme::{Given, GivenValue, Theme};
use cvgen::typeset::{FontSettings, PdfSettings, TypesetInput, Typesetter};
use findings::Words;
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const PAPERS: [&str; 2] = ["a4", "us-letter"];

/// What is printed: name, file, language, and what is changed in the text.
type Case = (&'static str, &'static str, &'static str, fn(&str) -> String);

const CASES: [Case; 16] = [
    ("starter", "data/starter/resume.yaml", "en", as_it_is),
    ("graduate", "examples/graduate.toml", "en", as_it_is),
    ("designer", "examples/designer.json", "en", as_it_is),
    ("academic", "examples/academic.yaml", "en", as_it_is),
    ("zhang-min", "examples/zhang-min.yaml", "zh", as_it_is),
    ("jinhua-luo zh", "examples/jinhua-luo.yaml", "zh", as_it_is),
    ("jinhua-luo en", "examples/jinhua-luo.yaml", "en", as_it_is),
    ("stress", "tests/gallery/stress.yaml", "en", as_it_is),
    ("stress without dates", "tests/gallery/stress.yaml", "en", without_dates),
    ("one word", "tests/gallery/stress.yaml", "en", one_word),
    ("ten pages", "tests/gallery/stress.yaml", "en", ten_pages),
    ("ten pages zh", "examples/zhang-min.yaml", "zh", ten_times_work),
    ("starter ja", "tests/gallery/starter.yaml", "ja", as_it_is),
    ("starter ar", "tests/gallery/starter.yaml", "ar", as_it_is),
    ("stress ja", "tests/gallery/stress.yaml", "ja", as_it_is),
    ("stress ar", "tests/gallery/stress.yaml", "ar", as_it_is),
];

/// The cases whose first pages no two themes may print alike, and how much of the boxes of their words may be shared.
const COMPARED: [&str; 2] = ["starter", "zhang-min"];
const MOST_SHARED: f64 = 0.5;

/// The most pages of a case that are on the sheets: the first ones and the last.
const MOST_SHOWN: usize = 3;

/// Pixels an inch.
const PPI: f64 = 64.0;

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

fn without_dates(text: &str) -> String {
    let is_date = |line: &&str| {
        line.trim_start().starts_with("startDate:") || line.trim_start().starts_with("endDate:")
    };
    text.lines().filter(|line| !is_date(line)).collect::<Vec<_>>().join("\n")
}

fn one_word(_: &str) -> String {
    "basics: {name: Cher}\n".to_owned()
}

fn ten_pages(text: &str) -> String {
    repeated(text, 20)
}

fn ten_times_work(text: &str) -> String {
    repeated(text, 30)
}

/// The text with the section `work` so many times.
fn repeated(text: &str, times: usize) -> String {
    let Some((before, work)) = text.split_once("\nwork:\n") else { return text.to_owned() };
    let next =
        work.match_indices('\n').find(|(at, _)| work[at + 1..].starts_with(char::is_alphabetic));
    let end = next.map_or(work.len(), |(at, _)| at);
    format!("{before}\nwork:\n{}{}", format!("{}\n", &work[..end]).repeat(times), &work[end..])
}

/// A case in a theme on a paper.
struct Printed {
    pages: Vec<Vec<u8>>,
    words: Words,
    line: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let draws = !arguments.iter().any(|it| it == "--report");
    let mut arguments = arguments.iter().filter(|it| !it.starts_with("--"));
    let out = PathBuf::from(
        arguments.next().ok_or("usage: contact_sheets OUT [THEME|PAPER|CASE]… [--report]")?,
    );
    let wanted: BTreeSet<&str> = arguments.map(String::as_str).collect();
    let is_wanted = |name: &str, among: &[&str]| {
        wanted.contains(name) || !among.iter().any(|other| wanted.contains(other))
    };
    std::fs::create_dir_all(&out)?;
    let typesetter = Typesetter::new(FontSettings::default());
    let themes = Theme::builtin_names();
    let names: Vec<&str> = themes.iter().map(String::as_str).collect();
    let cases: Vec<&str> = CASES.iter().map(|(name, ..)| *name).collect();
    let mut report = String::new();
    let mut compared: Vec<(String, String, Words)> = Vec::new();
    for paper in PAPERS.into_iter().filter(|paper| is_wanted(paper, &PAPERS)) {
        for name in names.iter().filter(|name| is_wanted(name, &names)) {
            let theme = Theme::builtin(name).map_err(|found| format!("{found:?}"))?.value;
            let mut shown = Vec::new();
            for case in CASES.iter().filter(|(case, ..)| is_wanted(case, &cases)) {
                let printed = print(&typesetter, &theme, paper, case, draws)
                    .map_err(|error| format!("{name}, {paper}, {}: {error}", case.0))?;
                println!("{name} {paper} {}", printed.line);
                writeln!(report, "{name} {paper} {}", printed.line)?;
                shown.extend(printed.pages);
                if COMPARED.contains(&case.0) {
                    compared.push((
                        format!("{} {paper}", case.0),
                        (*name).to_owned(),
                        printed.words,
                    ));
                }
            }
            for (index, pages) in shown.chunks(picture::ON_A_SHEET).enumerate() {
                let file = out.join(format!("{name}-{paper}-{}.png", index + 1));
                if draws {
                    std::fs::write(file, picture::sheet(pages)?)?;
                }
            }
        }
    }
    report += &shared(&compared);
    std::fs::write(out.join("report.txt"), report)?;
    Ok(())
}

/// Pairs of themes that print the same page too much alike, and the most alike of all.
fn shared(compared: &[(String, String, Words)]) -> String {
    let mut text = String::new();
    let mut most = (0.0, String::new());
    for (index, (case, theme, words)) in compared.iter().enumerate() {
        for (_, other, theirs) in compared[index + 1..].iter().filter(|(it, ..)| it == case) {
            let share = findings::intersection_over_union(words, theirs);
            let pair = format!(
                "{case}: {theme} and {other} share {:.0} % of their words' boxes",
                100.0 * share
            );
            if share >= MOST_SHARED {
                let _ = writeln!(text, "ALIKE {pair}");
            }
            if share > most.0 {
                most = (share, pair);
            }
        }
    }
    text + "most alike: " + &most.1 + "\n"
}

fn print(
    typesetter: &Typesetter,
    theme: &Theme,
    paper: &str,
    (name, file, language, change): &Case,
    draws: bool,
) -> Result<Printed, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = change(&std::fs::read_to_string(&path)?);
    let resume: Resume = read(file, text.as_bytes()).map_err(|found| format!("{found:?}"))?.value;
    let language: LanguageTag = language.parse().map_err(|error| format!("{error:?}"))?;
    let options = [("paper", paper)].map(|(name, value)| Given {
        name: name.to_owned(),
        value: GivenValue::Typed(value.to_owned()),
        place: None,
    });
    let folder = path.parent().unwrap_or(Path::new("."));
    let read_file = |name: &str| {
        std::fs::read(folder.join(name))
            .map_err(|error| cvgen::Diagnostic::warning("photo", error.to_string()))
    };
    let mut job = Job::new(&resume, language, theme, PDF);
    job.options = &options;
    job.read_file = &read_file;
    let prepared = job::prepare(&job).map_err(|found| format!("{found:?}"))?.value;
    let input = TypesetInput {
        document: &prepared.document,
        theme,
        photo: prepared.photo.as_ref(),
        locate: &|_| None,
    };
    let failed = |found: Vec<cvgen::Diagnostic>| format!("{found:?}");
    let composed = typesetter.prepare(&input).map_err(failed)?.value;
    let fit = composed.fit_whole_pages(false).map_err(failed)?;
    // A remark says that no density from 0.6 on makes the last page fuller.
    let (fit, is_best) = (fit.value, !fit.warnings.is_empty());
    let density = fit.density();
    let (composed, pages) = fit.composed.finished(fit.pages, true).map_err(failed)?;
    let pdf = pages.pdf(&PdfSettings::default()).map_err(failed)?.value;
    let found = cvgen::pdf::read("it", &pdf).map_err(|error| format!("{error:?}"))?;

    let document: &Document = composed.document();
    let titles: Vec<&str> =
        document.sections.iter().map(|section| section.title.as_str()).collect();
    let mut faults: Vec<String> = pages
        .faults(&titles)
        .iter()
        .map(|fault| format!("{:?} on page {}: {}", fault.kind, fault.page + 1, fault.text))
        .collect();
    if pages.parted_lists() > 0 {
        faults.push(format!("lone item of a list, {} times", pages.parted_lists()));
    }
    if composed.without_runts(&pages).is_some() {
        faults.push("one word on a last line".to_owned());
    }
    faults.extend(findings::faint(&found));
    faults.extend(findings::lost(document, &found, &pdf));
    let last = pages.fullness().last().copied().unwrap_or_default();
    if pages.count() > 1 && last < 0.25 {
        let why = if is_best { ", and density 0.6 does not suffice" } else { "" };
        faults.push(format!("nearly empty last page{why}"));
    }
    let mut line = format!("{name}: {} pages, the last {:.0} % full", pages.count(), 100.0 * last);
    if density < 1.0 {
        let _ = write!(line, ", density {density:.2}");
    }
    for fault in &faults {
        let _ = write!(line, "\n    {fault}");
    }
    let mut shown = if draws { pages.png(PPI).map_err(failed)? } else { Vec::new() };
    if shown.len() > MOST_SHOWN {
        shown.drain(MOST_SHOWN - 1..shown.len() - 1);
    }
    let words = Words::of(&found);
    cvgen::typeset::forget();
    Ok(Printed { pages: shown, words, line })
}
