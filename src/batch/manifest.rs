//! The memory of an output folder: a line of JSON for each output, with the hash of all it was made of.
//!
//! While a batch runs, lines are only added; of several about one output the last one counts. A line
//! that a killed run has cut is passed over, so that its output is made again. When a batch ends, the
//! lines are written once more: one for each output, true for that run, in the order of its inputs.

use super::claims::{NameHash, name_hash};
use super::hash::Hash;
use super::input::Input;
use super::report::{Output, Report, State};
use crate::diagnostic::{Problem, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The first line of a manifest.
pub const HEADER: &str = "{\"cvgen-manifest\":2}\n";

/// The first line of a manifest of an earlier version, whose outputs are made again.
pub const OLD_HEADER: &str = "{\"cvgen-manifest\":1}\n";

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutputFile {
    /// Its path, relative to the output folder, parts separated by `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its bytes in base64 (RFC 4648 §4), if they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
}

/// A line of a manifest: what became of an output, or of an input of which nothing could be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The path of the output, relative to the output folder; none if the input could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// What became of it. The files of what is `failed` or `stale` are those of an earlier run.
    pub state: State,
    /// The `x-id` of the resume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The number of the resume among all inputs of the last run that knew it, from 1.
    pub n: usize,
    /// The path of the input, relative to the output folder where that is possible.
    pub input: String,
    /// The line of the input, where it has one resume a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// How many pages, if somebody counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// The spacing in percent at which they fit, if they were made to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spacing: Option<u32>,
    /// The hash of all it was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub hash: Option<Hash>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<OutputFile>,
    /// What was odd or wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

impl Record {
    /// What became of `output` of `input`; nothing is odd.
    pub(super) fn new(input: &Input, output: &Output) -> Record {
        let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Record {
            output: text(&output.path),
            state: output.state,
            id: input.id.clone(),
            n: input.number,
            input: input.origin.clone(),
            line: input.line,
            variant: output.variant.clone(),
            language: text(&output.language),
            theme: text(&output.theme),
            format: text(&output.path).map(|_| output.format.name.to_owned()),
            pages: output.pages,
            spacing: output.spacing,
            hash: Some(output.hash).filter(|hash| *hash != Hash::default()),
            files: output.files.clone(),
            problems: Vec::new(),
        }
    }

    /// What could not be made of the input that `report` is about: a record for each such output.
    pub fn failed(report: &Report) -> Vec<Record> {
        let problems: Vec<Problem> = report.problems().collect();
        let problems: Vec<_> =
            problems.into_iter().filter(|found| found.severity == Severity::Error).collect();
        let input = report.input();
        let nothing = [Output::failed()];
        let outputs = if report.outputs.is_empty() { &nothing[..] } else { &report.outputs };
        let failed = outputs.iter().filter(|output| output.state == State::Failed);
        failed
            .map(|output| Record { problems: problems.clone(), ..Record::new(&input, output) })
            .collect()
    }

    /// Says that it is about the resume that is now at `seen`.
    fn move_to(&mut self, seen: Seen) {
        self.n = seen.number;
        self.state = seen.state;
        if self.line.is_some() {
            let old = std::mem::replace(&mut self.line, seen.line);
            // A resume a line: all its places are in that line.
            for problem in self.problems.iter_mut().filter(|problem| problem.line == old) {
                problem.line = seen.line;
                problem.end_line = problem.end_line.and(seen.line);
            }
        }
    }
}

/// What a manifest of version 1 says of an output.
#[derive(Deserialize)]
struct OldRecord {
    output: String,
    input: String,
    files: usize,
    #[serde(default)]
    names: Vec<String>,
    bytes: u64,
}

/// What is remembered of an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The input's path.
    pub(super) input: NameHash,
    /// The hash of all it was made of.
    pub(super) hash: Hash,
    /// How many files that are called by its path.
    pub files: usize,
    /// The paths of files that are called otherwise; of those in its folder what is behind its path.
    #[serde(with = "shared")]
    pub names: Arc<[String]>,
    /// The size of all files together.
    pub bytes: u64,
    /// Whether something was odd.
    pub(super) has_warnings: bool,
}

/// A shared list, as a list.
mod shared {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::sync::Arc;

    pub(super) fn serialize<S: Serializer>(list: &Arc<[String]>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(list.iter())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Arc<[String]>, D::Error> {
        Vec::deserialize(from).map(Arc::from)
    }
}

/// What earlier runs have left in a folder. Some 100 bytes an output.
#[derive(Debug, Default)]
pub struct Manifest {
    outputs: HashMap<NameHash, Known>,
    names: HashSet<Arc<[String]>>,
    folders: HashSet<String>,
    is_old: bool,
}

impl Manifest {
    /// Adds a line of a manifest file. Says whether it is one: a header, or a whole record.
    pub fn add_line(&mut self, line: &[u8]) -> bool {
        if let Ok(record) = serde_json::from_slice::<Record>(line) {
            self.add(record);
            return true;
        }
        if let Ok(record) = serde_json::from_slice::<OldRecord>(line) {
            self.add_old(record);
            return true;
        }
        let is = |header: &str| header.trim().as_bytes() == line.trim_ascii();
        self.is_old |= is(OLD_HEADER);
        is(HEADER) || is(OLD_HEADER)
    }

    /// Whether an earlier version of cvgen has written a part of it, so that its outputs are made again.
    pub fn is_old(&self) -> bool {
        self.is_old
    }

    /// Remembers whose an output is that an earlier version has made; what it was made of is not known.
    fn add_old(&mut self, record: OldRecord) {
        let known = Known {
            input: name_hash(&record.input),
            hash: Hash::default(),
            files: record.files,
            names: Arc::from(record.names),
            bytes: record.bytes,
            has_warnings: false,
        };
        self.outputs.insert(name_hash(&record.output), known);
    }

    /// Remembers `record` in the place of an older one about the same output. What failed has left the
    /// files of before, if there are any.
    pub fn add(&mut self, record: Record) {
        let (Some(output), Some(hash)) = (record.output, record.hash) else { return };
        let is_own = |file: &&OutputFile| is_called_by(&file.path, &output);
        let own = record.files.iter().filter(is_own);
        let (files, bytes) = own.fold((0, 0), |(n, sum), file| (n + 1, sum + file.bytes));
        // The folders of a theme all hold the same, and share its names.
        let name = |file: &OutputFile| {
            file.path.strip_prefix(&*output).map_or_else(|| file.path.clone(), str::to_owned)
        };
        let names: Vec<String> =
            record.files.iter().filter(|file| !is_own(file)).map(name).collect();
        let names = self.names.get(&*names).cloned().unwrap_or_else(|| Arc::from(names));
        self.names.insert(Arc::clone(&names));
        let (input, has_warnings) = (name_hash(&record.input), !record.problems.is_empty());
        for file in record.files.iter().filter_map(|file| file.path.rsplit_once('/')) {
            if !self.folders.contains(file.0) {
                self.folders.insert(file.0.to_owned());
            }
        }
        let known = Known { input, hash, files, names, bytes, has_warnings };
        self.outputs.insert(name_hash(&output), known);
    }

    /// What is remembered of `output`.
    pub fn known(&self, output: &str) -> Option<&Known> {
        self.outputs.get(&name_hash(output))
    }

    /// The folders that files were made in, relative to the output folder, but for that folder itself.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(String::as_str)
    }

    /// How many outputs there are.
    pub fn len(&self) -> usize {
        self.outputs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Whether `file` is the output `path` itself, or one of its pages: `a-2.png` of `a.png`.
fn is_called_by(file: &str, path: &str) -> bool {
    let (stem, ending) = match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => (stem, format!(".{ending}")),
        _ => (path, String::new()),
    };
    let page = file.strip_prefix(stem).and_then(|rest| rest.strip_suffix(&*ending));
    let is_page = |page: &str| page.bytes().all(|byte| byte.is_ascii_digit());
    page.is_some_and(|page| page.is_empty() || page.strip_prefix('-').is_some_and(is_page))
}

impl Known {
    /// The paths of the files of `output` that are not called by its path.
    pub fn other_files<'a>(&'a self, output: &'a str) -> impl Iterator<Item = String> + 'a {
        self.names.iter().map(move |name| match name.strip_prefix('/') {
            Some(inside) => format!("{output}/{inside}"),
            None => name.clone(),
        })
    }

    /// Whether it was made of `input`.
    pub(super) fn is_from(&self, input: &str) -> bool {
        self.input == name_hash(input)
    }
}

/// What this run has found out about an output.
#[derive(Debug, Clone, Copy)]
struct Seen {
    state: State,
    number: usize,
    line: Option<usize>,
}

/// What this run has found out about all outputs, by which the manifest is brought up to date.
#[derive(Debug, Default)]
pub struct Census(Mutex<HashMap<NameHash, Seen>>);

impl Census {
    /// Counts the outputs of `report`.
    pub fn add(&self, report: &Report) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for output in report.outputs.iter().filter(|output| !output.path.is_empty()) {
            let (number, line) = (report.number, report.line);
            // Two of one name are one that was made and one that was refused.
            let entry = seen.entry(name_hash(&output.path));
            let state = output.state;
            let fresh = Seen { state, number, line };
            let kept = entry.or_insert(fresh);
            if state != State::Failed {
                *kept = fresh;
            }
        }
    }

    /// Brings `record`, of an earlier run, up to date; `None` if it is about nothing any more. What no
    /// input makes is stale if `is_whole`: every input was taken up.
    pub fn update(&self, mut record: Record, is_whole: bool) -> Option<Record> {
        let output = record.output.as_ref()?;
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match seen.get(&name_hash(output)) {
            Some(seen) => record.move_to(*seen),
            None if is_whole => record.state = State::Stale,
            None => {}
        }
        Some(record)
    }

    /// The number of the input that `output` is of, if this run has seen it.
    pub fn number(&self, output: &str) -> Option<usize> {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(&name_hash(output)).map(|seen| seen.number)
    }

    /// Whether this run has found `output` to be there, made by an earlier one.
    pub fn is_unchanged(&self, output: &str) -> bool {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(&name_hash(output)).is_some_and(|seen| seen.state == State::Unchanged)
    }
}
