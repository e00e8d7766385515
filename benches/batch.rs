//! `cvgen batch` against two floors, with the same crates and as many threads, in the same run.
//!
//! - **By hand**: a loop over bare `typst::compile` and PDF export of an equally long document: the same
//!   texts, of which `benches/floor/floor.typ` makes a plain page. Fonts, library and source are loaded and
//!   parsed once; each document comes as prepared JSON and leaves by a plain write, and what Typst has
//!   cached is evicted as cvgen does. What it does not do: read and resolve a resume, look for fonts,
//!   hash, record, rename, or set a page as a designer would.
//! - **Same pages**: the same loop with the theme itself, as `cvgen typ` writes it. The difference is
//!   what cvgen does beside typesetting.
//!
//! `cargo bench --bench batch` measures 300 documents of each case, the best of three rounds, and then
//! the memory of a run over 10,000. `cargo bench --bench batch -- quick` takes a minute; `-- 2000` another
//! number of documents; `-- speed` and `-- memory` one of the two. Each text of each document has a word of its
//! own in its middle, so that no text can be taken from a cache, glyphs differ, and so does where lines end: in some
//! documents a word would be alone on its line, which cvgen typesets once more.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a benchmark runs programs and takes times"
)]

mod floor;

use cvgen::job::{self, Format, Job, PDF, TYP};
use cvgen::resume::language_tag;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter};
use floor::Floor;
use floor::folder::Folder;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What is measured: name, file, language.
const CASES: [(&str, &str, &str); 2] = [
    ("one page", "data/starter/resume.yaml", "en"),
    ("one page in Chinese", "examples/zhang-min.yaml", "zh"),
];

const THEME: &str = "compact";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_quick = has("quick");
    let count = words.iter().find_map(|word| word.parse().ok());
    if !has("memory") {
        speed(count.unwrap_or(if is_quick { 40 } else { 300 }), if is_quick { 1 } else { 3 });
    }
    if !has("speed") {
        memory(if is_quick { [100, 400] } else { [500, 10_000] });
    }
}

/// Prints how fast the program and the floors make `count` documents of each case.
fn speed(count: usize, rounds: usize) {
    println!("documents a second (milliseconds of CPU time of each), {count} documents\n");
    println!(
        "{:<22}{:>8}{:>16}{:>16}{:>7}{:>16}{:>7}",
        "", "threads", "cvgen batch", "by hand", "ratio", "same pages", "ratio"
    );
    for (name, file, language) in CASES {
        let place = tempfile::tempdir().expect("a temporary folder");
        let lines = lines(file, count);
        let input = place.path().join("in.ndjson");
        std::fs::write(&input, lines.join("\n")).expect("written");
        let documents: Vec<Vec<u8>> = lines.iter().map(|line| document(line, language)).collect();
        let (plain, same) = (Floor::new(Vec::new()), folder(&lines[0], language));
        let pages = plain.with(documents[0].clone()).pages();
        assert_eq!(pages, same.with(documents[0].clone()).pages(), "they are not equally long");
        for threads in [1, 2] {
            // Turn and turn about, the best of each: the machine may have other things to do.
            let (mut own, mut hand, mut theme) = (Speed::NONE, Speed::NONE, Speed::NONE);
            for _ in 0..rounds {
                own = own.best(measure(count, || batch(&input, language, threads, |_, _| ())));
                hand = hand.best(measure(count, || {
                    floor(&documents, threads, |json| plain.with(json).pdf());
                }));
                theme = theme.best(measure(count, || {
                    floor(&documents, threads, |json| same.with(json).pdf());
                }));
            }
            println!(
                "{name:<22}{threads:>8}{:>16}{:>16}{:>7.2}{:>16}{:>7.2}",
                own.to_string(),
                hand.to_string(),
                own.rate / hand.rate,
                theme.to_string(),
                own.rate / theme.rate,
            );
        }
    }
}

/// How fast something was.
#[derive(Clone, Copy)]
struct Speed {
    /// Documents a second.
    rate: f64,
    /// Milliseconds of CPU time a document, of all threads together.
    cpu: f64,
}

impl Speed {
    const NONE: Speed = Speed { rate: 0.0, cpu: f64::INFINITY };

    fn best(self, other: Speed) -> Speed {
        Speed { rate: self.rate.max(other.rate), cpu: self.cpu.min(other.cpu) }
    }
}

impl std::fmt::Display for Speed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:.1} ({:.1})", self.rate, self.cpu)
    }
}

/// Does `work`, which makes `count` documents.
#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn measure(count: usize, work: impl FnOnce()) -> Speed {
    let (start, before) = (Instant::now(), cpu());
    work();
    let seconds = start.elapsed().as_secs_f64();
    Speed { rate: count as f64 / seconds, cpu: (cpu() - before) / count as f64 }
}

/// The CPU time of this process and of those it has waited for, in milliseconds: fields 14 to 17 of
/// `/proc/self/stat` (proc(5)), in ticks of 10 ms, of which many documents make enough.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(4).map(|ticks| ticks.parse::<f64>().expect("ticks") * 10.0).sum()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `count` resumes like the one in `file`, a line of JSON each, in whose texts every one has a word of its own.
fn lines(file: &str, count: usize) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(file)).expect("the resume");
    let resume: Value = serde_saphyr::from_str(&text).expect("YAML");
    let is_han = |letter: &char| ('\u{4e00}'..='\u{9fff}').contains(letter);
    // Those of another resume: the fonts have them, this one has few of them.
    let other = std::fs::read_to_string(root().join("examples/jinhua-luo.yaml")).expect("it");
    let letters: Vec<char> = if text.chars().any(|letter| is_han(&letter)) {
        other.chars().filter(is_han).collect()
    } else {
        ('a'..='z').collect()
    };
    (0..count).map(|number| varied(&resume, "", number, &letters).to_string()).collect()
}

fn varied(value: &Value, key: &str, number: usize, letters: &[char]) -> Value {
    match value {
        Value::Object(map) => {
            // Photos are in files of their own, which the floor does not have.
            let fields = map.iter().filter(|(key, _)| *key != "image");
            fields.map(|(key, value)| (key.clone(), varied(value, key, number, letters))).collect()
        }
        Value::Array(items) => {
            items.iter().map(|item| varied(item, key, number, letters)).collect()
        }
        Value::String(text) if text.len() > 20 && !text.contains("//") && key != "$schema" => {
            let is_inside = |at: &usize| 2 * at >= text.len() && text.is_char_boundary(*at);
            let blank = text.match_indices(' ').map(|(at, _)| at).find(is_inside);
            let at = blank.or_else(|| (0..text.len()).find(is_inside)).unwrap_or_default();
            format!("{} {}{}", &text[..at], word(number, letters), &text[at..]).into()
        }
        Value::String(text) if key == "name" => format!("{text} {number}").into(),
        other => other.clone(),
    }
}

/// A word of one to twelve `letters`, another one for each number.
fn word(number: usize, letters: &[char]) -> String {
    let count = 1 + number % 12;
    let own = (0..count).map(|at| letters[(7 * number + 31 * at) % letters.len()]);
    own.chain(number.to_string().chars()).collect()
}

/// Calls `with` with the job of making a `format` of the resume in `line`.
fn with_job<T>(line: &str, language: &str, format: Format, with: impl FnOnce(&Job<'_>) -> T) -> T {
    let resume = cvgen::read::read("in.json", line.as_bytes()).expect("a resume").value;
    let theme = Theme::builtin(THEME).expect("the theme").value;
    let language = language_tag(language).expect("a language");
    with(&Job::new(&resume, language, &theme, format))
}

/// What the theme is given for the resume in `line`.
fn document(line: &str, language: &str) -> Vec<u8> {
    with_job(line, language, PDF, |job| {
        serde_json::to_vec(&job::prepare(job).expect("a document").value.document).expect("JSON")
    })
}

/// The theme as stock Typst compiles it.
fn folder(line: &str, language: &str) -> Folder {
    with_job(line, language, TYP, |job| {
        let product =
            job::run(job, &Typesetter::new(FontSettings::default())).expect("a folder").value;
        let files =
            product.files.iter().map(|(path, content)| (path.clone(), content.as_ref().to_vec()));
        Folder::new(&files.collect::<Vec<_>>())
    })
}

/// Runs the program. Tells `watch` now and then how many documents it has made, and its memory in
/// kilobytes.
fn batch(input: &Path, language: &str, threads: usize, mut watch: impl FnMut(usize, usize)) {
    let output = tempfile::tempdir().expect("a temporary folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_cvgen"))
        .arg("batch")
        .arg(input)
        .args(["-t", THEME, "-l", language, "--quiet", "--no-system-fonts", "--jobs"])
        .arg(threads.to_string())
        .arg("-o")
        .arg(output.path())
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    // A line of the manifest is its header, the others are documents.
    let (mut manifest, mut lines) = (None, 0_usize);
    let status = loop {
        if let Some(status) = child.try_wait().expect("it runs") {
            break status;
        }
        manifest = manifest.or_else(|| File::open(output.path().join("manifest.ndjson")).ok());
        let mut new = Vec::new();
        if let Some(manifest) = &mut manifest {
            manifest.read_to_end(&mut new).expect("read");
        }
        lines += new.split(|byte| *byte == b'\n').count() - 1;
        if let Some(kilobytes) = resident(child.id()) {
            watch(lines.saturating_sub(1), kilobytes);
        }
        thread::sleep(Duration::from_millis(10));
    };
    assert!(status.success());
}

/// The memory of the process, in kilobytes: `VmRSS` of proc(5).
fn resident(id: u32) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Compiles and exports each document on one of `threads` threads, and writes the PDF.
fn floor(documents: &[Vec<u8>], threads: usize, pdf: impl Fn(Vec<u8>) -> Vec<u8> + Sync) {
    let output = tempfile::tempdir().expect("a temporary folder");
    let next = AtomicUsize::new(0);
    let worker = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(document) = documents.get(index) else { return };
            let bytes = pdf(document.clone());
            std::fs::write(output.path().join(format!("{index}.pdf")), bytes).expect("written");
            if index.is_multiple_of(threads) {
                comemo::evict(1);
            }
        }
    };
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(worker))));
}

/// Prints what the program holds after `few` documents and after `many`, of one run on two threads.
fn memory([few, many]: [usize; 2]) {
    println!("\nmemory (resident) in MB after so many documents, two threads\n");
    println!("{:<22}{few:>12}{many:>12}{:>8}", "", "ratio");
    for (name, file, language) in CASES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let input = folder.path().join("in.ndjson");
        std::fs::write(&input, lines(file, many).join("\n")).expect("written");
        // Memory goes up and down with each document: the highest of about a hundred.
        let (mut at_few, mut at_many) = (0, 0);
        batch(&input, language, 2, |made, kilobytes| {
            if made.abs_diff(few) <= 50 {
                at_few = at_few.max(kilobytes / 1000);
            }
            if made + 100 >= many {
                at_many = at_many.max(kilobytes / 1000);
            }
        });
        #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
        let ratio = at_many as f64 / at_few as f64;
        println!("{name:<22}{at_few:>12}{at_many:>12}{ratio:>8.2}");
    }
}
