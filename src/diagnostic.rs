//! What cvgen has to say about somebody's input: plural, placed, and with a remedy.
//!
//! Every part returns diagnostics; only the command line prints them.

use crate::source::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to do about a bug: what people's files say is nobody's business.
pub const BUG: &str = "this is a bug in cvgen; report this line and the command, without your resume; or with one in \
                       which every name, address and text is made up";

/// How bad it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something that may be done better; never changes the exit code by itself.
    Advice,
    /// Something is odd or lost, and the output was made all the same.
    Warning,
    /// The output could not be made.
    Error,
}

/// One thing to tell the person, as a sentence in lower case without full stop, literals in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the kind of problem, such as `unknown-key`.
    pub code: &'static str,
    /// What is the matter.
    pub message: String,
    /// Where, if it has a place in a text.
    pub place: Option<Place>,
    /// What it is about in the resume, such as `work[0].endDate`.
    pub path: Option<String>,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error without place or hint yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning without place or hint yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A piece of advice without place or hint yet.
    pub fn advice(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Advice, code, message)
    }

    /// A diagnostic without place or hint yet.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            place: None,
            path: None,
            hints: Vec::new(),
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn coded(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same, with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A [`Diagnostic`] as other programs are told of it: the same keys wherever they meet one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the kind of problem, such as `unknown-key`.
    pub rule: String,
    /// What is the matter.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
    /// What it is about in the resume, such as `work[0].endDate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The file, as it was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column of the first character, from 1, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The line of the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    /// The column behind the last character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
}

impl From<&Diagnostic> for Problem {
    fn from(diagnostic: &Diagnostic) -> Self {
        let start = diagnostic.place.as_ref().map(Place::line_column);
        let end = diagnostic
            .place
            .as_ref()
            .map(|place| Place::new(place.source.clone(), place.end, place.end).line_column());
        Problem {
            severity: diagnostic.severity,
            rule: diagnostic.code.to_owned(),
            message: diagnostic.message.clone(),
            hints: diagnostic.hints.clone(),
            path: diagnostic.path.clone(),
            file: diagnostic.place.as_ref().map(|place| place.source.name.clone()),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
        }
    }
}

/// A result together with the warnings met on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// Warnings, in the order they were met.
    pub warnings: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A result without warnings.
    pub fn clean(value: T) -> Self {
        Warned { value, warnings: Vec::new() }
    }

    /// The same warnings with another result.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: change(self.value), warnings: self.warnings }
    }
}

/// A result with warnings, or everything that stood in its way (errors, and the warnings beside them).
pub type Outcome<T> = Result<Warned<T>, Vec<Diagnostic>>;

/// Why the machine refused, in plain words: without the number of the error.
pub fn reason(error: &std::io::Error) -> String {
    let reason = error.to_string();
    reason.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// The hint that a misspelt `word` is one of `known`, if one is near enough.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(meant)
}

/// The hint that something else was meant.
pub fn meant(meant: &str) -> String {
    format!("did you mean `{meant}`")
}

/// The word of `known` that is most like `word`, if one is near enough.
fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let is_near =
        |distance: usize, candidate: &str| distance * 3 <= length.max(candidate.chars().count());
    known
        .into_iter()
        // The distance is at least this; looking for it takes time and memory, much of both for a
        // long word.
        .filter(|candidate| is_near(length.abs_diff(candidate.chars().count()), candidate))
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| is_near(*distance, candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
