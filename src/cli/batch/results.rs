//! What a worker answers: for each document a line of JSON on standard output.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cvgen::batch::{Output, Problem, Report, State, file_path};
use serde::Serialize;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Standard output, a line a document.
pub(super) struct Results {
    is_inline: bool,
    is_closed: AtomicBool,
}

/// What became of one document.
#[derive(Serialize)]
struct ResultLine<'a> {
    /// Its number, from 1.
    n: usize,
    /// Its line on standard input, from 1.
    line: Option<usize>,
    /// Whether everything of it was made.
    ok: bool,
    outputs: Vec<ResultOutput<'a>>,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct ResultOutput<'a> {
    path: &'a str,
    state: &'static str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'a str>,
    language: &'a str,
    theme: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    bytes: u64,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Vec<ResultFile>>,
}

/// A file and its bytes in base64 (RFC 4648 §4).
#[derive(Serialize)]
struct ResultFile {
    path: String,
    data: String,
}

impl Results {
    /// Nothing answered yet.
    pub(super) fn new(is_inline: bool) -> Results {
        Results { is_inline, is_closed: AtomicBool::new(false) }
    }

    /// Answers `report`, by one write of one line.
    pub(super) fn answer(&self, report: &Report) {
        let line = ResultLine {
            n: report.number,
            line: report.line,
            ok: !report.has_failed(),
            outputs: report.outputs.iter().map(|output| self.output(output)).collect(),
            problems: report.diagnostics.iter().map(|problem| report.problem(problem)).collect(),
        };
        let mut line = serde_json::to_vec(&line).unwrap_or_default();
        line.push(b'\n');
        let mut stdout = std::io::stdout().lock();
        if stdout.write_all(&line).and_then(|()| stdout.flush()).is_err() {
            self.is_closed.store(true, Ordering::Relaxed);
        }
    }

    /// Whether nobody listens any more.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Relaxed)
    }

    fn output<'a>(&self, output: &'a Output) -> ResultOutput<'a> {
        let file = |(name, content): &(String, cvgen::assets::Content)| ResultFile {
            path: file_path(&output.path, output.format, name),
            data: STANDARD.encode(content),
        };
        ResultOutput {
            path: &output.path,
            state: match output.state {
                State::Made => "made",
                State::Unchanged => "unchanged",
                State::Failed => "failed",
            },
            format: output.format.name,
            variant: output.variant.as_deref(),
            language: &output.language,
            theme: &output.theme,
            pages: output.pages,
            bytes: output.bytes,
            hash: output.hash.to_string(),
            files: self.is_inline.then(|| output.files.iter().map(file).collect()),
        }
    }
}
