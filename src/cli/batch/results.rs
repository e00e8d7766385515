//! What `cvgen batch -` answers: for each resume a line of JSON on standard output.

use crate::cli::disk;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cvgen::batch::{Output, OutputFile, Report, State};
use cvgen::diagnostic::{Diagnostic, Problem};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// Standard output, a line a resume.
#[derive(Default)]
pub(super) struct Results {
    is_inline: bool,
    trouble: Mutex<Option<Trouble>>,
}

/// Why answers cannot be written any more.
#[derive(Debug, Clone)]
pub(super) enum Trouble {
    /// Nobody reads them.
    Closed,
    /// They have no room where they go.
    Failed(Diagnostic),
}

/// What became of one resume.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Answer {
    /// Its number, from 1.
    n: usize,
    /// Its `x-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Its line on standard input, from 1.
    line: Option<usize>,
    /// Whether everything of it was made.
    ok: bool,
    /// What was to be made of it.
    outputs: Vec<AnsweredOutput>,
    /// What was odd or wrong.
    problems: Vec<Problem>,
}

/// One output of it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AnsweredOutput {
    /// Its path, relative to the output folder.
    path: String,
    /// What became of it.
    state: State,
    /// The format.
    format: String,
    /// The variant.
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<String>,
    /// The language.
    language: String,
    /// The theme.
    theme: String,
    /// How many pages, if somebody counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    /// The spacing in percent at which they fit, if they were made to.
    #[serde(skip_serializing_if = "Option::is_none")]
    spacing: Option<u32>,
    /// The size of all files together.
    bytes: u64,
    /// The hash of all it was made of.
    hash: String,
    /// Its files; with `--inline`, their bytes.
    files: Vec<OutputFile>,
}

/// What `{"ping": …}` is answered with.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Pong {
    /// What was sent.
    pub ping: serde_json::Value,
    /// Always `true`.
    pub ok: bool,
    /// The version of cvgen.
    pub version: &'static str,
}

impl Results {
    /// Nothing answered yet.
    pub(super) fn new(is_inline: bool) -> Results {
        Results { is_inline, trouble: Mutex::default() }
    }

    /// Answers `report`, by one write of one line.
    pub(super) fn answer(&self, report: &Report) {
        self.write(&Answer {
            n: report.number,
            id: report.id.clone(),
            line: report.line,
            ok: !report.has_failed(),
            outputs: report.outputs.iter().map(|output| self.output(output)).collect(),
            problems: report.problems().collect(),
        });
    }

    /// Answers a ping.
    pub(super) fn pong(&self, ping: serde_json::Value) {
        self.write(&Pong { ping, ok: true, version: env!("CARGO_PKG_VERSION") });
    }

    fn write(&self, answer: &impl Serialize) {
        let mut line = serde_json::to_vec(answer).unwrap_or_default();
        line.push(b'\n');
        let mut stdout = std::io::stdout().lock();
        if let Err(error) = stdout.write_all(&line).and_then(|()| stdout.flush()) {
            let trouble = match error.kind() {
                std::io::ErrorKind::BrokenPipe => Trouble::Closed,
                _ => Trouble::Failed(disk::stream_failed(&error)),
            };
            self.trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(trouble);
        }
    }

    /// Why nothing can be answered any more.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn output(&self, output: &Output) -> AnsweredOutput {
        let mut files = output.files.clone();
        if self.is_inline {
            for (file, (_, content)) in files.iter_mut().zip(&output.contents) {
                file.data = Some(STANDARD.encode(content));
            }
        }
        AnsweredOutput {
            path: output.path.clone(),
            state: output.state,
            format: output.format.name.to_owned(),
            variant: output.variant.clone(),
            language: output.language.clone(),
            theme: output.theme.clone(),
            pages: output.pages,
            spacing: output.spacing,
            bytes: output.bytes(),
            hash: output.hash.to_string(),
            files,
        }
    }
}
