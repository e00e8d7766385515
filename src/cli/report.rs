//! Diagnostics on the terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use cvgen::diagnostic::{Diagnostic, Severity};
pub(super) use cvgen::error::visible;
use cvgen::error::visible_character as shown;
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

/// A line longer than this is cut around the place, in bytes.
const MAX_LINE: usize = 400;

/// A message or a hint longer than this is cut off, in bytes.
const MAX_MESSAGE: usize = 2_000;

/// Prints a line to standard error, in colour where that is a terminal and wants colour. Where it cannot be
/// written there is nobody to tell.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(anstream::stderr(), $($words)*);
    }};
}
pub(crate) use say;

/// What was printed since somebody began to keep it.
static KEPT: Mutex<Option<Vec<Diagnostic>>> = Mutex::new(None);

/// Begins to keep what is printed, for who tells it in another form as well.
pub(super) fn keep() {
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
}

/// What was printed, and is not kept any more.
pub(super) fn kept() -> Vec<Diagnostic> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
}

/// Prints `diagnostic` to standard error, in colour where that is a terminal and wants colour.
pub(super) fn print(diagnostic: &Diagnostic) {
    if let Some(kept) = &mut *KEPT.lock().unwrap_or_else(PoisonError::into_inner) {
        kept.push(diagnostic.clone());
    }
    crate::cli::report::say!("{}\n", render(diagnostic, false));
}

/// The same about one of many inputs, which is told if nothing else tells it.
pub(super) fn print_of(diagnostic: &Diagnostic, input: &str) {
    if diagnostic.place.is_some() || diagnostic.message.contains(input) {
        print(diagnostic);
    } else {
        // Behind the first line, and before the hints.
        let said = render(diagnostic, false);
        let (title, hints) = said.split_at(said.find('\n').unwrap_or(said.len()));
        crate::cli::report::say!("{title}\n --> {}{hints}\n", visible(input));
    }
}

/// `diagnostic` with the line it is about, and ANSI styles; `with_code`: its code, too.
pub(super) fn render(diagnostic: &Diagnostic, with_code: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let mut title = level.primary_title(line(&diagnostic.message));
    if with_code {
        title = title.id(diagnostic.code);
    }
    let mut group = Group::with_title(title);
    let excerpt = diagnostic.place.as_ref().map(Excerpt::new);
    if let Some(excerpt) = &excerpt {
        let annotation = AnnotationKind::Primary.span(excerpt.start..excerpt.end);
        let snippet = Snippet::source(excerpt.text.as_str())
            .line_start(excerpt.line)
            .path(visible(&excerpt.name))
            .annotation(annotation);
        group = group.element(snippet);
    }
    if excerpt.is_none() {
        // Without lines of a text there is no margin for the hints to hang on.
        let hints = diagnostic.hints.iter().map(|hint| format!("\n  = hint: {}", line(hint)));
        return Renderer::styled().render(&[group]) + &hints.collect::<String>();
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name("hint").message(line(hint)));
    }
    let rendered = Renderer::styled().render(&[group]);
    match &excerpt {
        Some(excerpt) => excerpt.with_true_column(rendered),
        None => rendered,
    }
}

/// The lines of a text that a diagnostic is about.
struct Excerpt {
    name: String,
    text: String,
    line: usize,
    start: usize,
    end: usize,
    /// How many characters of the line are left out before it.
    left_out: usize,
}

impl Excerpt {
    /// `rendered` with the column in the whole line: the renderer counts in what is shown of it.
    fn with_true_column(&self, rendered: String) -> String {
        if self.left_out == 0 {
            return rendered;
        }
        let column = self.text[..self.start].chars().count() + 1;
        let place = format!("{}:{}:", visible(&self.name), self.line);
        let true_column = column + self.left_out;
        rendered.replacen(&format!("{place}{column}"), &format!("{place}{true_column}"), 1)
    }

    fn new(place: &cvgen::source::Place) -> Self {
        let text = place.source.text.as_str();
        let line_start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[place.start..].find('\n').map_or(text.len(), |at| place.start + at);
        let from = text.floor_char_boundary(line_start.max(place.start.saturating_sub(MAX_LINE)));
        let to = text.ceil_char_boundary(line_end.min(place.start + MAX_LINE));
        let end = place.end.min(to).max(place.start);
        // Every control character stands for one character, so that columns stay right.
        let visible: String = text[from..to].chars().map(shown).collect();
        let width = |range: std::ops::Range<usize>| -> usize {
            text[range].chars().map(|character| shown(character).len_utf8()).sum()
        };
        let start = width(from..place.start);
        Excerpt {
            name: place.source.name.clone(),
            line: place.line_column().0,
            start,
            end: start + width(place.start..end),
            text: visible,
            left_out: text[line_start..from].chars().count(),
        }
    }
}

/// `text` for a line of its own: [`visible`], and not endless.
fn line(text: &str) -> Cow<'_, str> {
    let end = text.floor_char_boundary(MAX_MESSAGE);
    if end == text.len() { visible(text) } else { visible(&text[..end]) + "…" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cvgen::source::{Place, Source};
    use std::sync::Arc;

    #[test]
    fn nothing_a_terminal_obeys_gets_through() {
        let text = "name: \"a\u{1b}]0;owned\u{7}b\u{9b}31m\"\n".to_owned();
        let source = Arc::new(Source::new("r\u{1b}[2J.yaml", text));
        let end = source.text.len();
        assert_eq!(
            visible("a\u{61c}b\u{200b}c\u{feff}\u{e0041}"),
            "a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}"
        );
        assert_eq!(visible("👩\u{200d}🌾 می\u{200c}خواهم"), "👩\u{200d}🌾 می\u{200c}خواهم");
        let diagnostic = Diagnostic::error("x", "bad \u{1b}[31m").at(Place::new(source, 6, end));
        let shown = anstream::adapter::strip_str(&render(&diagnostic, false)).to_string();
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    }
}
