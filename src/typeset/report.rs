//! From Typst's diagnostics to ours.
//!
//! Takes what Typst has to say about a theme, gives the same with its place in the theme's file, the
//! calls that led there as hints. A panic inside Typst is an error like any other.

use super::world::DocumentWorld;
use crate::diagnostic::{BUG, Diagnostic};
use crate::source::{Place, Source};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

/// How many calls are told.
const CALLS: usize = 3;

/// What Typst says, in our words.
pub(super) fn report(
    world: &DocumentWorld,
    code: &'static str,
    said: &SourceDiagnostic,
) -> Diagnostic {
    let mut diagnostic = match said.severity {
        Severity::Error => Diagnostic::error(code, said.message.as_str()),
        Severity::Warning => Diagnostic::warning(code, said.message.as_str()),
    };
    diagnostic.hints = said.hints.iter().map(|hint| hint.v.to_string()).collect();
    let mut calls = said.trace.iter().filter_map(|point| {
        let place = place(world, point.span.into())?;
        let (line, _) = place.line_column();
        Some((format!("{} at {}:{line}", point.v, place.source.name), place))
    });
    diagnostic.place = place(world, said.span).or_else(|| calls.next().map(|(_, place)| place));
    diagnostic.hints.extend(calls.take(CALLS).map(|(call, _)| call));
    if said.span.id() == Some(world.main()) {
        diagnostic.message = format!("theme `{}`: {}", world.theme.name, said.message);
        let function = if world.theme.makes_sheet { "sheet" } else { "resume" };
        diagnostic.hints.push(format!("its `resume.typ` defines `#let {function}(doc) = …`"));
    }
    diagnostic
}

/// Runs `work`; if it panics, that is an error of the program, and the next document goes on.
pub(super) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Diagnostic>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| vec![bug(panic_message(panic.as_ref()))])
}

/// The error that a panic is, which has said `why`.
pub(super) fn bug(why: &str) -> Diagnostic {
    Diagnostic::error("internal", format!("typesetting failed: {why}")).hint(BUG)
}

/// What a panic says.
pub(super) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("for no given reason")
}

fn place(world: &DocumentWorld, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let name = world.file_name(id)?;
    let text = world.file(id).ok()?.as_str().ok()?.to_owned();
    let range = world.range(span)?;
    Some(Place::new(Arc::new(Source::new(name, text)), range.start, range.end))
}
