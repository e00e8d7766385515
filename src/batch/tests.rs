//! The engine, with an outside that is all in memory.

use super::*;
use crate::job::PDF;
use crate::resume::language_tag;
use crate::typeset::FontSettings;
use std::collections::BTreeMap;
use std::path::Path;

/// Files by path; reading some of them, or writing to some places, goes wrong.
#[derive(Default)]
struct Memory {
    files: BTreeMap<&'static str, &'static str>,
    written: Mutex<BTreeMap<String, usize>>,
    recorded: Mutex<Vec<Record>>,
    is_full: bool,
}

impl Outside for Memory {
    fn parts(&self, input: &Input) -> Result<Vec<Part>, Diagnostic> {
        assert!(input.name != "panic.yaml", "a library has a bug");
        let text = self.files.get(&*input.name);
        let text = text.ok_or_else(|| Diagnostic::error("file", "it does not exist"))?;
        Ok(vec![Part::whole(input.name.clone(), text.as_bytes().to_vec())])
    }

    fn read_file(&self, _: &Input, path: &str) -> Result<Vec<u8>, Diagnostic> {
        panic!("a picture library has a bug: {path}")
    }

    fn theme(&self, name: &str, _: &Input) -> Result<Arc<SharedTheme>, Vec<Diagnostic>> {
        Theme::builtin(name).map(|warned| Arc::new(SharedTheme::new(warned.value)))
    }

    fn stands(&self, _: &Output, _: &Known) -> bool {
        true
    }

    fn write(&self, output: &Output, files: &[(String, Content)]) -> Result<(), Diagnostic> {
        if self.is_full && output.path.starts_with('b') {
            return Err(Diagnostic::error("file", "the disk is full"));
        }
        self.written.lock().unwrap().insert(output.path.clone(), files.len());
        Ok(())
    }
}

impl Listener for Memory {
    fn finished(&self, _: &Report) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// The ledger of a run that keeps its records in memory.
struct Shelf<'a>(Book<'a>, &'a Memory);

impl Ledger for Shelf<'_> {
    fn claim(&self, input: &Input, path: &str) -> Result<Option<Known>, Diagnostic> {
        self.0.claim(input, path)
    }

    fn record(&self, record: &Record) -> Result<(), Diagnostic> {
        self.1.recorded.lock().unwrap().push(record.clone());
        Ok(())
    }
}

fn run_all(memory: &Memory, names: &[&str], manifest: &Manifest) -> Summary {
    let inputs: Vec<_> = (1..)
        .zip(names)
        .map(|(n, name)| Input::file(n, Path::new(name), (*name).to_owned()))
        .collect();
    let settings = BatchSettings {
        pattern: DEFAULT_PATTERN.parse().unwrap(),
        formats: vec![PDF],
        format_settings: FormatSettings::default(),
        options: Vec::new(),
        tailorings: &|_| vec![Tailoring::default()],
        languages: &|_| language_tag("en").into_iter().collect(),
        themes: &|_| vec!["modern".to_owned()],
        surroundings: Hash::default(),
        strict: false,
        fail_fast: false,
        force: false,
        keep_files: false,
        workers: 2,
        shard: Shard::WHOLE,
    };
    let typesetter = Typesetter::new(FontSettings::default());
    let claims = Claims::default();
    let shelf = Shelf(Book { manifest, claims: &claims, force: false, may_repeat: false }, memory);
    let threads = Threads::new(&settings, &typesetter, &shelf, memory);
    run(inputs.into_iter(), &settings, &threads, memory)
}

#[test]
fn a_panic_is_the_failure_of_one_document() {
    let files = [
        ("a.yaml", "basics: {name: A}"),
        ("photo.yaml", "basics: {name: P, image: p.png}\ncvgen: {options: {photo: round}}"),
        ("z.yaml", "basics: {name: Z}"),
    ];
    let memory = Memory { files: files.into(), ..Memory::default() };
    let names = ["a.yaml", "panic.yaml", "photo.yaml", "none.yaml", "z.yaml"];
    let summary = run_all(&memory, &names, &Manifest::default());
    assert_eq!((summary.made, summary.failed, summary.is_whole), (2, 3, true));
    let failures: Vec<_> = summary.failures.iter().map(|row| (&*row.place, row.code)).collect();
    assert_eq!(
        failures,
        [("panic.yaml", "internal"), ("photo.yaml", "internal"), ("none.yaml", "file")]
    );
    assert!(summary.failures[0].message.contains("a library has a bug"));
    assert_eq!(memory.written.lock().unwrap().len(), 2);
}

#[test]
fn what_could_not_be_written_is_not_recorded() {
    let files = [("a.yaml", "basics: {name: A}"), ("b.yaml", "basics: {name: B}")];
    let full = Memory { files: files.into(), is_full: true, ..Memory::default() };
    let mut manifest = Manifest::default();
    let summary = run_all(&full, &["a.yaml", "b.yaml"], &manifest);
    assert_eq!((summary.made, summary.failed), (1, 1));
    full.recorded.lock().unwrap().drain(..).for_each(|record| manifest.add(record));
    assert_eq!(manifest.len(), 1);
    let free = Memory { is_full: false, ..full };
    let summary = run_all(&free, &["a.yaml", "b.yaml"], &manifest);
    assert_eq!((summary.made, summary.unchanged, summary.failed), (1, 1, 0));
}

#[test]
fn names_that_begin_differently_cannot_clash() {
    let cannot = |stems: &[&str], pattern: &str| {
        let inputs = stems.iter().map(|stem| Input {
            stem: (*stem).to_owned(),
            ..Input::file(1, Path::new("x"), String::new())
        });
        cannot_clash(inputs, &pattern.parse().unwrap())
    };
    assert!(cannot(&["p1", "p10", "ann", "ann_li"], "{stem}-{lang}.{ext}"));
    assert!(!cannot(&["ann", "ann-li"], "{stem}-{lang}.{ext}"));
    assert!(!cannot(&["ann-li", "ann"], "{stem}-{lang}.{ext}"));
    assert!(!cannot(&["ann", "Ann"], "{stem}-{lang}.{ext}"));
    assert!(!cannot(&["a", "b"], "{name}-{lang}.{ext}"));
    assert!(cannot(&["a", "a"], "{n}-{name}.{ext}"));
}

#[test]
fn lines_are_read_whatever_their_length() {
    let long = "x".repeat(crate::read::MAX_BYTES + 1);
    let text = format!("\u{feff}a\r\n\n{long}\nb\n \nlast");
    let reader = std::io::BufReader::with_capacity(1000, text.as_bytes());
    let lines: Vec<_> = Lines::new("in", reader)
        .map(|line| {
            (
                line.number,
                line.text.map(|text| String::from_utf8(text).unwrap()).map_err(|error| error.code),
            )
        })
        .collect();
    let ok = |text: &str| Ok(text.to_owned());
    assert_eq!(lines, [(1, ok("a\r")), (3, Err("too-large")), (4, ok("b")), (6, ok("last"))]);
}

#[test]
fn a_record_comes_back_and_a_cut_one_does_not() {
    let hash = Hasher::default().with("a").finish();
    assert_eq!(hash.to_string().parse(), Ok(hash));
    assert_ne!(hash, Hasher::default().with("").with("a").finish());
    let file = |path: &str, bytes| OutputFile {
        path: path.into(),
        bytes,
        sha256: super::hash::sha256(b""),
        data: None,
    };
    let record = Record {
        output: Some("a.pdf".into()),
        state: State::Made,
        id: None,
        n: 1,
        input: "../a.yaml".into(),
        line: None,
        hash: Some(hash),
        variant: None,
        language: Some("en".into()),
        theme: Some("classic".into()),
        format: Some("pdf".into()),
        pages: Some(1),
        spacing: Some(92),
        files: vec![file("a.pdf", 9)],
        problems: Vec::new(),
    };
    let line = serde_json::to_string(&record).unwrap();
    let mut manifest = Manifest::default();
    assert!(manifest.add_line(HEADER.as_bytes()));
    assert!(!manifest.add_line(&line.as_bytes()[..line.len() - 9]));
    assert!(manifest.is_empty());
    assert!(manifest.add_line(line.as_bytes()));
    assert_eq!(manifest.known("a.pdf").map(|known| (known.hash, known.bytes)), Some((hash, 9)));
    // Of several files those that are called by the output's path are told from others.
    let files = vec![file("x/a-1.svg", 5), file("x/a-2.svg", 6), file("x/photo-1.png", 7)];
    manifest.add(Record { output: Some("x/a.svg".into()), files, ..record });
    let known = manifest.known("x/a.svg").expect("known");
    assert_eq!((known.files, known.bytes), (2, 11));
    assert_eq!(known.other_files("x/a.svg").collect::<Vec<_>>(), ["x/photo-1.png"]);
    assert_eq!(manifest.folders().collect::<Vec<_>>(), ["x"]);
}

#[test]
fn a_pattern_writes_numbers_and_parts_of_texts() {
    let fill = |pattern: &str| {
        let pattern: Pattern = pattern.parse().unwrap();
        pattern.fill(&Values {
            stem: "people-7",
            id: "A-17 b",
            number: 42,
            extension: "pdf",
            ..Values::default()
        })
    };
    assert_eq!(fill("{n:04}.{ext}"), "0042.pdf");
    assert_eq!(fill("{n:01}-{n}.{ext}"), "42-42.pdf");
    assert_eq!(fill("{id:2}/{id}.{ext}"), "A/A-17 b.pdf");
    assert_eq!(fill("{id:3}/{stem:99}.{ext}"), "A-1/people-7.pdf");
    for wrong in
        ["{n:4}", "{n:0}", "{n:099}", "{id:0}", "{id:-1}", "{id:x}", "{ext:1}", "{ids}", "a:b"]
    {
        assert!(wrong.parse::<Pattern>().is_err(), "{wrong}");
    }
}

/// What a second run finds out about the records of the first.
#[test]
fn a_manifest_follows_its_inputs() {
    let report = |number: usize, line: usize, path: &str, state: State| {
        let input = Input { line: Some(line), ..Input::file(number, Path::new("p"), "p".into()) };
        let output = Output { path: path.into(), state, ..Output::failed() };
        Report { outputs: vec![output], ..Report::new(&input) }
    };
    let census = Census::default();
    census.add(&report(1, 2, "a.pdf", State::Unchanged));
    census.add(&report(2, 1, "b.pdf", State::Failed));
    let record = |path: &str, line: usize| -> Record {
        let at = |line| serde_json::json!({"severity": "warning", "rule": "x", "message": "x", "hints": [], "file": "p", "line": line});
        let json = serde_json::json!({
            "output": path, "state": "made", "n": 9, "input": "p", "line": line, "problems": [at(line), at(77)],
        });
        serde_json::from_value(json).unwrap()
    };
    let moved = census.update(record("a.pdf", 1), true).unwrap();
    assert_eq!((moved.state, moved.n, moved.line), (State::Unchanged, 1, Some(2)));
    assert_eq!(moved.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [Some(2), Some(77)]);
    assert_eq!(census.update(record("b.pdf", 1), true).unwrap().state, State::Failed);
    assert_eq!(census.update(record("c.pdf", 1), true).unwrap().state, State::Stale);
    assert_eq!(census.update(record("c.pdf", 1), false).unwrap().state, State::Made);
}
