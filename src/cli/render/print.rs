//! What is said to the person while working, on standard error.

use crate::cli::{Failure, report};
use cvgen::diagnostic::{Diagnostic, Outcome, Severity, Warned};
use cvgen::job::Product;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// How many errors, and how many warnings beside them, are shown at once.
const MOST_SHOWN: usize = 100;

/// How many texts that lack a translation are told one by one.
const FEW: usize = 3;

/// What is said to the person while working.
pub(crate) struct Talk {
    pub strict: bool,
    pub quiet: bool,
    /// What was said already, by place: many outputs of a resume have the same to say.
    pub told: BTreeSet<String>,
}

impl Talk {
    /// The value of `outcome`, after its diagnostics have been printed.
    pub(crate) fn accept<T>(&mut self, outcome: Outcome<T>) -> Result<T, Failure> {
        let (value, diagnostics) = match outcome {
            Ok(warned) => (Some(warned.value), warned.warnings),
            Err(diagnostics) => (None, diagnostics),
        };
        let mut errors = 0;
        let mut others = 0;
        let mut codes = Vec::new();
        for mut diagnostic in grouped(diagnostics) {
            let place = diagnostic.place.as_ref();
            let place = place.map(|place| (place.source.name.clone(), place.start));
            let is_new = self.told.insert(format!("{place:?} {}", diagnostic.message));
            if self.strict && diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
            codes.extend(diagnostic.is_error().then_some(diagnostic.code));
            let count = if diagnostic.is_error() { &mut errors } else { &mut others };
            *count += 1;
            if is_new
                && *count <= MOST_SHOWN
                && !(self.quiet && diagnostic.severity == Severity::Advice)
            {
                report::print(&diagnostic);
            }
        }
        let hidden = errors.max(MOST_SHOWN) + others.max(MOST_SHOWN) - 2 * MOST_SHOWN;
        if hidden > 0 {
            let message = format!("{hidden} more like these are not shown");
            report::print(&Diagnostic::warning("many", message).hint("mend the first ones first"));
        }
        value.filter(|_| errors == 0).ok_or_else(|| Failure::of(codes))
    }

    /// As [`Self::accept`], of a result that has no warnings.
    pub(crate) fn settle<T>(&mut self, result: Result<T, Vec<Diagnostic>>) -> Result<T, Failure> {
        self.accept(result.map(Warned::clean))
    }

    /// Says what was made.
    pub(super) fn made(&self, path: &Path, product: &Product, bytes: usize, time: Duration) {
        if self.quiet {
            return;
        }
        let path = path.display().to_string();
        let path = if path == "-" { "standard output".into() } else { report::visible(&path) };
        let pages = match (product.pages, product.fitted) {
            (None, _) => String::new(),
            (Some(count), Some(fitted)) if fitted.fits => {
                format!("fits on {}, spacing {} %, ", pages(count), fitted.percent())
            }
            (Some(count), _) => format!("{}, ", pages(count)),
        };
        crate::cli::report::say!("{path}: {pages}{}, {} ms", size(bytes), time.as_millis());
    }
}

/// `diagnostics` with many texts that lack a translation told as one, at the first of them.
fn grouped(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_missing =
        |found: &Diagnostic| found.code == "missing-translation" && found.place.is_some();
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in diagnostics.iter().filter(|found| is_missing(found)) {
        let line = found.place.as_ref().map_or(0, |place| place.line_column().0);
        lines.entry(found.message.clone()).or_default().push(line.to_string());
    }
    lines.retain(|_, lines| lines.len() > FEW);
    let mut kept = Vec::new();
    for mut found in diagnostics {
        if is_missing(&found)
            && let Some(lines) = lines.get_mut(&found.message)
        {
            let mut lines = std::mem::take(lines);
            if lines.is_empty() {
                continue;
            }
            let message = found.message.replace(" version of this text", " version");
            found.message = format!("{} texts have {message}", lines.len());
            lines.dedup();
            // A file of JSON may be a single line.
            if lines.len() > 1 {
                found.hints = vec![format!("add it in the lines {}", lines.join(", "))];
            }
        }
        kept.push(found);
    }
    kept
}

/// `bytes` in the unit that people use for files.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn pages(count: usize) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}
