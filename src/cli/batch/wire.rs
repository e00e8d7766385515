//! What leader and workers of a batch say to each other, as lines of JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cvgen::batch::{Body, Hash, Input, Known, Output, OutputFile, Plan, Record, Report, State};
use cvgen::diagnostic::{Diagnostic, Severity};
use cvgen::job::{Format, PDF};
use cvgen::source::{Place, Source};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// What a leader says.
#[derive(Serialize, Deserialize)]
pub(super) enum Order {
    /// What will be made of this?
    Plan(WireInput),
    /// Make everything of this.
    Make(WireInput),
    /// The output may be made; an earlier run has left this.
    Granted(Option<Known>),
    /// The output may not be made.
    Refused(Findings),
    /// The record is written.
    Recorded,
    /// The record is not written.
    NotRecorded(Findings),
}

/// What a worker says.
#[derive(Serialize, Deserialize)]
pub(super) enum Word {
    /// What will be made.
    Planned { id: Option<String>, names: Vec<String>, problems: Findings },
    /// May this output be made? The id is that of the resume in hand.
    Claim { path: String, id: Option<String> },
    /// This output is written.
    Record(Box<Record>),
    /// Everything is made, or cannot be.
    Made(Box<WireReport>),
}

/// Bytes: a text where they are one.
#[derive(Serialize, Deserialize)]
enum Bytes {
    Text(String),
    Base64(String),
}

impl Bytes {
    fn of(bytes: &[u8]) -> Bytes {
        match std::str::from_utf8(bytes) {
            Ok(text) => Bytes::Text(text.to_owned()),
            Err(_) => Bytes::Base64(STANDARD.encode(bytes)),
        }
    }

    fn take(self) -> Vec<u8> {
        match self {
            Bytes::Text(text) => text.into_bytes(),
            Bytes::Base64(digits) => STANDARD.decode(digits).unwrap_or_default(),
        }
    }
}

#[cfg(unix)]
fn path_bytes(path: &Path) -> Bytes {
    Bytes::of(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()))
}

#[cfg(not(unix))]
fn path_bytes(path: &Path) -> Bytes {
    Bytes::Text(path.to_string_lossy().into_owned())
}

#[cfg(unix)]
fn path(bytes: Bytes) -> PathBuf {
    PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes.take()))
}

#[cfg(not(unix))]
fn path(bytes: Bytes) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes.take()).into_owned())
}

/// An [`Input`].
#[derive(Serialize, Deserialize)]
pub(super) struct WireInput {
    number: usize,
    name: String,
    origin: String,
    id: Option<String>,
    line: Option<usize>,
    stem: String,
    folder: String,
    body: WireBody,
}

#[derive(Serialize, Deserialize)]
enum WireBody {
    File(Bytes),
    Line(Bytes),
    Unreadable(Findings),
}

impl From<&Input> for WireInput {
    fn from(input: &Input) -> Self {
        let Input { number, name, origin, id, line, stem, folder, body } = input;
        WireInput {
            number: *number,
            name: name.clone(),
            origin: origin.clone(),
            id: id.clone(),
            line: *line,
            stem: stem.clone(),
            folder: folder.clone(),
            body: match body {
                Body::File(path) => WireBody::File(path_bytes(path)),
                Body::Line(text) => WireBody::Line(Bytes::of(text)),
                Body::Unreadable(problem) => WireBody::Unreadable(Findings::of([problem])),
            },
        }
    }
}

impl From<WireInput> for Input {
    fn from(input: WireInput) -> Self {
        let WireInput { number, name, origin, id, line, stem, folder, body } = input;
        let body = match body {
            WireBody::File(bytes) => Body::File(path(bytes)),
            WireBody::Line(bytes) => Body::Line(bytes.take()),
            WireBody::Unreadable(findings) => Body::Unreadable(findings.first()),
        };
        Input { number, name, origin, id, line, stem, folder, body }
    }
}

/// Diagnostics, and the texts they are about.
#[derive(Serialize, Deserialize, Default)]
pub(in crate::cli) struct Findings {
    sources: Vec<(String, String, usize)>,
    found: Vec<Finding>,
}

#[derive(Serialize, Deserialize)]
struct Finding {
    severity: Severity,
    code: String,
    message: String,
    hints: Vec<String>,
    path: Option<String>,
    /// Which text, and the first and the last byte in it.
    place: Option<(usize, usize, usize)>,
}

impl Findings {
    pub(in crate::cli) fn of<'a>(
        diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    ) -> Findings {
        let mut sources: Vec<Arc<Source>> = Vec::new();
        let mut place = |place: &Place| {
            let known = sources.iter().position(|source| Arc::ptr_eq(source, &place.source));
            let source = known.unwrap_or_else(|| {
                sources.push(Arc::clone(&place.source));
                sources.len() - 1
            });
            (source, place.start, place.end)
        };
        let finding = |diagnostic: &Diagnostic| Finding {
            severity: diagnostic.severity,
            code: diagnostic.code.to_owned(),
            message: diagnostic.message.clone(),
            hints: diagnostic.hints.clone(),
            path: diagnostic.path.clone(),
            place: diagnostic.place.as_ref().map(&mut place),
        };
        let found = diagnostics.into_iter().map(finding).collect();
        let text =
            |source: Arc<Source>| (source.name.clone(), source.text.clone(), source.first_line);
        Findings { found, sources: sources.into_iter().map(text).collect() }
    }

    pub(super) fn take(self) -> Vec<Diagnostic> {
        let source = |(name, text, first_line): (String, String, usize)| {
            Arc::new(Source::from_line(name, text, first_line))
        };
        let sources: Vec<_> = self.sources.into_iter().map(source).collect();
        let place = |(source, start, end): (usize, usize, usize)| {
            Some(Place::new(Arc::clone(sources.get(source)?), start, end))
        };
        let diagnostic = |finding: Finding| {
            let code = code(finding.code);
            let mut diagnostic = Diagnostic::new(finding.severity, code, finding.message);
            diagnostic.place = finding.place.and_then(place);
            diagnostic.path = finding.path;
            diagnostic.hints = finding.hints;
            diagnostic
        };
        self.found.into_iter().map(diagnostic).collect()
    }

    /// The only one.
    pub(in crate::cli) fn first(self) -> Diagnostic {
        let unknown = || Diagnostic::error("internal", "a worker does not say what is the matter");
        self.take().into_iter().next().unwrap_or_else(unknown)
    }
}

/// `text`, kept for as long as the program runs: there are some hundred codes, all our own.
fn code(text: String) -> &'static str {
    static CODES: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = codes.get(&*text) {
        return known;
    }
    let kept: &'static str = text.leak();
    codes.insert(kept);
    kept
}

/// A [`Report`]; what the leader knows is left out.
#[derive(Serialize, Deserialize)]
pub(super) struct WireReport {
    id: Option<String>,
    outputs: Vec<WireOutput>,
    has_older_warnings: bool,
    findings: Findings,
}

#[derive(Serialize, Deserialize)]
struct WireOutput {
    path: String,
    state: State,
    format: String,
    variant: Option<String>,
    language: String,
    theme: String,
    hash: Hash,
    pages: Option<usize>,
    spacing: Option<u32>,
    files: Vec<OutputFile>,
    contents: Vec<(String, String)>,
}

impl From<&Report> for WireReport {
    fn from(report: &Report) -> Self {
        let output = |output: &Output| WireOutput {
            path: output.path.clone(),
            state: output.state,
            format: output.format.name.to_owned(),
            variant: output.variant.clone(),
            language: output.language.clone(),
            theme: output.theme.clone(),
            hash: output.hash,
            pages: output.pages,
            spacing: output.spacing,
            files: output.files.clone(),
            contents: output
                .contents
                .iter()
                .map(|(name, content)| (name.clone(), STANDARD.encode(content)))
                .collect(),
        };
        WireReport {
            id: report.id.clone(),
            outputs: report.outputs.iter().map(output).collect(),
            has_older_warnings: report.has_older_warnings,
            findings: Findings::of(&report.diagnostics),
        }
    }
}

impl WireReport {
    /// The report about `input`.
    pub(super) fn about(self, input: &Input) -> Report {
        let output = |output: WireOutput| Output {
            path: output.path,
            state: output.state,
            format: Format::find(&output.format).unwrap_or(PDF),
            variant: output.variant,
            language: output.language,
            theme: output.theme,
            hash: output.hash,
            pages: output.pages,
            spacing: output.spacing,
            files: output.files,
            older_files: 0,
            contents: output
                .contents
                .into_iter()
                .map(|(name, digits)| (name, STANDARD.decode(digits).unwrap_or_default().into()))
                .collect(),
        };
        Report {
            id: self.id,
            outputs: self.outputs.into_iter().map(output).collect(),
            has_older_warnings: self.has_older_warnings,
            diagnostics: self.findings.take(),
            ..Report::new(input)
        }
    }
}

impl From<&Plan> for Word {
    fn from(plan: &Plan) -> Self {
        let problems = Findings::of(&plan.problems);
        Word::Planned { id: plan.id.clone(), names: plan.names.clone(), problems }
    }
}
