//! The memory of an output folder: a line of JSON for each output, with the hash of all it was made of.
//!
//! Lines are only ever added; of several about one output the last one counts. A line that a killed
//! run has cut is passed over, so that its output is made again.

use super::claims::{NameHash, name_hash};
use super::hash::Hash;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

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
    /// How many pages.
    pub pages: usize,
    /// How many files, numbered if there are several.
    pub files: usize,
    /// The size of all files together.
    pub bytes: u64,
    /// What was odd.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Problem>,
}

/// What is remembered of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The input's path.
    pub(super) input: NameHash,
    /// The hash of all it was made of.
    pub(super) hash: Hash,
    /// How many files.
    pub files: usize,
    /// The size of all files together.
    pub bytes: u64,
    /// Whether something was odd.
    pub(super) has_warnings: bool,
}

/// What is remembered of all outputs in a folder. Some 100 bytes each.
#[derive(Debug, Default)]
pub struct Manifest(Mutex<HashMap<NameHash, Known>>);

impl Manifest {
    /// Adds a line of a manifest file. Says whether it is one: the header, or a whole record.
    pub fn add_line(&self, line: &[u8]) -> bool {
        match serde_json::from_slice::<Record>(line) {
            Ok(record) => {
                self.add(&record);
                true
            }
            Err(_) => line.trim_ascii() == HEADER.trim_ascii().as_bytes(),
        }
    }

    /// Remembers `record` in the place of an older one about the same output.
    pub fn add(&self, record: &Record) {
        let Record { hash, files, bytes, .. } = *record;
        let (input, has_warnings) = (name_hash(&record.input), !record.warnings.is_empty());
        let known = Known { input, hash, files, bytes, has_warnings };
        self.lock().insert(name_hash(&record.output), known);
    }

    /// What is remembered of `output`.
    pub fn known(&self, output: &str) -> Option<Known> {
        self.lock().get(&name_hash(output)).copied()
    }

    /// How many outputs there are.
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<NameHash, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Whether it was made of `input`.
    pub(super) fn is_from(&self, input: &str) -> bool {
        self.input == name_hash(input)
    }
}
