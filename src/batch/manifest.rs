//! The memory of an output folder: a line of JSON for each output, with the hash of all it was made of.
//!
//! Lines are only ever added; of several about one output the last one counts. A line that a killed
//! run has cut is passed over, so that its output is made again.

use super::claims::{NameHash, name_hash};
use super::hash::Hash;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The first line of a manifest.
pub const HEADER: &str = "{\"cvgen-manifest\":1}\n";

/// A problem, as machines are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `error`, `warning` or `advice`.
    pub severity: String,
    /// Its stable name.
    pub code: String,
    /// What is the matter.
    pub message: String,
    /// `file:line:column`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
}

/// An output that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its path, relative to the output folder.
    pub output: String,
    /// The input's path, relative to the output folder where that is possible.
    pub input: String,
    /// The line of the input, for NDJSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The hash of all it was made of.
    pub hash: Hash,
    /// The variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The language.
    pub language: String,
    /// The theme.
    pub theme: String,
    /// How many pages, if anybody counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// How many files, numbered if there are several.
    pub files: usize,
    /// The names of files that are called otherwise: those in a folder, or the photo beside a source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The size of all files together.
    pub bytes: u64,
    /// What was odd.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Problem>,
}

/// What is remembered of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The input's path.
    pub(super) input: NameHash,
    /// The hash of all it was made of.
    pub(super) hash: Hash,
    /// How many files.
    pub files: usize,
    /// The names of files that are called otherwise.
    pub names: Arc<[String]>,
    /// The size of all files together.
    pub bytes: u64,
    /// Whether something was odd.
    pub(super) has_warnings: bool,
}

/// What earlier runs have left in a folder. Some 100 bytes an output.
#[derive(Debug, Default)]
pub struct Manifest {
    outputs: HashMap<NameHash, Known>,
    /// The folders of a theme all hold the same.
    names: HashSet<Arc<[String]>>,
}

impl Manifest {
    /// Adds a line of a manifest file. Says whether it is one: the header, or a whole record.
    pub fn add_line(&mut self, line: &[u8]) -> bool {
        match serde_json::from_slice::<Record>(line) {
            Ok(record) => {
                self.add(record);
                true
            }
            Err(_) => line.trim_ascii() == HEADER.trim_ascii().as_bytes(),
        }
    }

    /// Remembers `record` in the place of an older one about the same output.
    pub fn add(&mut self, record: Record) {
        let Record { hash, files, bytes, .. } = record;
        let names = match self.names.get(&*record.names) {
            Some(names) => Arc::clone(names),
            None => Arc::from(record.names),
        };
        self.names.insert(Arc::clone(&names));
        let (input, has_warnings) = (name_hash(&record.input), !record.warnings.is_empty());
        let known = Known { input, hash, files, names, bytes, has_warnings };
        self.outputs.insert(name_hash(&record.output), known);
    }

    /// What is remembered of `output`.
    pub fn known(&self, output: &str) -> Option<&Known> {
        self.outputs.get(&name_hash(output))
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

impl Known {
    /// Whether it was made of `input`.
    pub(super) fn is_from(&self, input: &str) -> bool {
        self.input == name_hash(input)
    }
}
