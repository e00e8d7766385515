//! What became of one input.

use super::hash::Hash;
use super::input::{Body, Input};
use super::manifest::OutputFile;
use crate::assets::Content;
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::job::{Format, PDF};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of one output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum State {
    /// It was made.
    Made,
    /// It is there already, made of the same.
    Unchanged,
    /// It could not be made.
    Failed,
    /// An earlier run has made it, and no input makes it any more, or the one that does cannot be read.
    Stale,
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
    /// How many pages, if somebody counted.
    pub pages: Option<usize>,
    /// The spacing in percent at which they fit, if they were made to.
    pub spacing: Option<u32>,
    /// Its files, if they were made by this run.
    pub files: Vec<OutputFile>,
    /// How many files an earlier run has made in its place.
    pub older_files: usize,
    /// What is in its files, if that was to be kept.
    pub contents: Vec<(String, Content)>,
}

/// What became of one input.
#[derive(Debug, Clone)]
pub struct Report {
    /// The input's number, from 1.
    pub number: usize,
    /// What people call the input.
    pub name: String,
    /// By what an output's record knows it.
    pub origin: String,
    /// The `x-id` of the resume.
    pub id: Option<String>,
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
    pub fn new(input: &Input) -> Report {
        Report {
            number: input.number,
            name: input.name.clone(),
            origin: input.origin.clone(),
            id: input.id.clone(),
            line: input.line,
            outputs: Vec::new(),
            has_older_warnings: false,
            diagnostics: Vec::new(),
        }
    }

    /// That nothing could be made of `input`, because of `problem`.
    pub fn failed(input: &Input, problem: Diagnostic) -> Report {
        let outputs = vec![Output::failed()];
        Report { outputs, diagnostics: vec![problem], ..Report::new(input) }
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
            None => self.input().place(),
        }
    }

    /// What was found, for machines.
    pub fn problems(&self) -> impl Iterator<Item = Problem> {
        let input = self.input();
        self.diagnostics.iter().map(move |diagnostic| problem(diagnostic, &input))
    }

    /// The input, without what is in it.
    pub(super) fn input(&self) -> Input {
        Input {
            number: self.number,
            name: self.name.clone(),
            origin: self.origin.clone(),
            id: self.id.clone(),
            line: self.line,
            stem: String::new(),
            folder: String::new(),
            body: Body::Line(Vec::new()),
        }
    }
}

impl Output {
    /// An output of which nothing is known but that it could not be made.
    pub(super) fn failed() -> Output {
        Output {
            path: String::new(),
            state: State::Failed,
            format: PDF,
            variant: None,
            language: String::new(),
            theme: String::new(),
            hash: Hash::default(),
            pages: None,
            spacing: None,
            files: Vec::new(),
            older_files: 0,
            contents: Vec::new(),
        }
    }

    /// The size of all its files, in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

/// `diagnostic` for machines, at its own place or else at `input`.
pub(super) fn problem(diagnostic: &Diagnostic, input: &Input) -> Problem {
    let mut problem = Problem::from(diagnostic);
    if problem.file.is_none() {
        problem.file = Some(input.name.clone());
        problem.line = input.line;
    }
    problem
}
