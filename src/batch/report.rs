//! What became of one input.

use super::hash::Hash;
use super::input::Input;
use super::manifest::Problem;
use crate::assets::Content;
use crate::diagnostic::{Diagnostic, Severity};
use crate::job::Format;

/// What became of one output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was made.
    Made,
    /// It is there already, made of the same.
    Unchanged,
    /// It could not be made.
    Failed,
}

/// One output of an input.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its path, relative to the output folder, parts separated by `/`.
    pub path: String,
    /// What became of it.
    pub state: State,
    /// The format.
    pub format: Format,
    /// The variant.
    pub variant: Option<String>,
    /// The language.
    pub language: String,
    /// The theme.
    pub theme: String,
    /// The hash of all it was made of.
    pub hash: Hash,
    /// How many pages, if anybody counted.
    pub pages: Option<usize>,
    /// The size of all its files, in bytes.
    pub bytes: u64,
    /// How many files an earlier run has made in its place.
    pub older_files: usize,
    /// Its files, if they were to be kept.
    pub files: Vec<(String, Content)>,
}

/// What became of one input.
#[derive(Debug, Clone)]
pub struct Report {
    /// The input's number, from 1.
    pub number: usize,
    /// What people call the input.
    pub name: String,
    /// Its line in a file of several.
    pub line: Option<usize>,
    /// Its outputs. None if it could not be read.
    pub outputs: Vec<Output>,
    /// Whether an earlier run has found something odd about what is unchanged.
    pub has_older_warnings: bool,
    /// Everything that was found, the same only once.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Nothing yet of `input`.
    pub(super) fn new(input: &Input) -> Report {
        Report {
            number: input.number,
            name: input.name.clone(),
            line: input.line,
            outputs: Vec::new(),
            has_older_warnings: false,
            diagnostics: Vec::new(),
        }
    }

    /// Whether anything of it could not be made.
    pub fn has_failed(&self) -> bool {
        self.outputs.is_empty() || self.outputs.iter().any(|output| output.state == State::Failed)
    }

    /// Keeps `diagnostics`, each only once. Says whether an error is among them.
    pub(super) fn keep(&mut self, diagnostics: Vec<Diagnostic>, strict: bool) -> bool {
        let mut has_error = false;
        for mut diagnostic in diagnostics {
            if strict && diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
            has_error |= diagnostic.is_error();
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        }
        has_error
    }

    /// Where `diagnostic` is: `file:line:column`, or the input if it has no place.
    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        match &diagnostic.place {
            Some(place) => {
                let (line, column) = place.line_column();
                format!("{}:{line}:{column}", place.source.name)
            }
            None => match self.line {
                Some(line) => format!("{}:{line}", self.name),
                None => self.name.clone(),
            },
        }
    }

    /// `diagnostic` for machines.
    pub fn problem(&self, diagnostic: &Diagnostic) -> Problem {
        problem(diagnostic, Some(self.place(diagnostic)))
    }
}

/// `diagnostic` for machines, at its own place or else `at`.
pub(super) fn problem(diagnostic: &Diagnostic, at: Option<String>) -> Problem {
    let own = diagnostic.place.as_ref().map(|place| {
        let (line, column) = place.line_column();
        format!("{}:{line}:{column}", place.source.name)
    });
    Problem {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
        .to_owned(),
        code: diagnostic.code.to_owned(),
        message: diagnostic.message.clone(),
        at: own.or(at),
        hints: diagnostic.hints.clone(),
    }
}
