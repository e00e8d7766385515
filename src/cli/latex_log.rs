//! What a LaTeX engine says, in plain words.
//!
//! Takes the log of a run, gives diagnostics; an error is at its line of the source.

use cvgen::diagnostic::Diagnostic;
use cvgen::source::{Place, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many lost characters are named.
const MOST_CHARACTERS: usize = 20;

/// The first error in `log`, about `source`; or that there is none to be found.
pub(super) fn errors(log: &str, source: &str, engine: &str) -> Vec<Diagnostic> {
    let lines: Vec<&str> = log.lines().collect();
    let found = lines.iter().enumerate().find_map(|(at, line)| Some((at, said(line)?)));
    let Some((at, said)) = found else {
        let message = format!("{engine} failed and said nothing about it");
        return vec![
            Diagnostic::error("latex", message).hint("`cvgen tex` writes the source to look at"),
        ];
    };
    let following = &lines[at..lines.len().min(at + 30)];
    let diagnostic = explain(said, following, engine);
    let number =
        line_number(lines[at]).or_else(|| following.iter().find_map(|line| context_number(line)));
    vec![match number.and_then(|number| place(source, number)) {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }]
}

/// The message of an error: behind `! `, or behind a file and a line.
fn said(line: &str) -> Option<&str> {
    if let Some(said) = line.strip_prefix("! ") {
        return Some(said);
    }
    let (_, rest) = line.strip_prefix("./").unwrap_or(line).split_once(".tex:")?;
    let (number, said) = rest.split_once(": ")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(said)
}

/// The line in `./resume.tex:12: …`.
fn line_number(line: &str) -> Option<usize> {
    line.split_once("resume.tex:")?.1.split(':').next()?.parse().ok()
}

/// The line in `l.12 …`.
fn context_number(line: &str) -> Option<usize> {
    line.strip_prefix("l.")?.split(' ').next()?.parse().ok()
}

fn explain(said: &str, following: &[&str], engine: &str) -> Diagnostic {
    let error = |message: String| Diagnostic::error("latex", message);
    if said.starts_with("Undefined control sequence") {
        let command = following.iter().skip(1).find_map(|line| line.rsplit_once('\\'));
        let command = command.map(|(_, name)| name.trim());
        return match command {
            Some(name) => error(format!("LaTeX knows no command `\\{name}`")),
            None => error("LaTeX does not know a command".to_owned()),
        };
    }
    if let Some((_, rest)) = said.split_once("File `")
        && let Some((file, _)) = rest.split_once("' not found")
    {
        return error(format!("this LaTeX has no `{file}`"))
            .hint("Debian, Ubuntu: `apt install texlive-latex-extra`; others: `tlmgr install` and its name");
    }
    if said.contains("Package cvgen Error: ") {
        let message = said.rsplit("Package cvgen Error: ").next().unwrap_or(said);
        return error(message.trim_end_matches('.').to_owned())
            .hint("choose another engine: `--engine latex=xelatex`");
    }
    if said.contains("font") && said.contains("cannot be found") {
        return error(format!("{engine} does not find a font: {}", said.trim_end_matches('.')))
            .hint("`cvgen fonts` shows those that are bundled");
    }
    let said = said.strip_prefix("LaTeX Error: ").unwrap_or(said).trim_end_matches('.');
    error(format!("{engine} stopped: {said}"))
}

fn place(source: &str, line: usize) -> Option<Place> {
    let start: usize = source.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let text = source.get(start..)?;
    let end = start + text.find('\n').unwrap_or(text.len());
    let source = Source::new("resume.tex", source);
    Some(Place::new(Arc::new(source), start, end))
}

/// What was lost: characters without glyph, fonts and photos that are missing.
pub(super) fn warnings(log: &str) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let mut characters = BTreeSet::new();
    for line in log.lines() {
        let lost = ["Missing character: There is no ", "Package cvgen Warning: pdfLaTeX has no "];
        if let Some(rest) = lost.iter().find_map(|what| Some(line.split_once(what)?.1)) {
            let (character, _) = rest.split_once(" in font").unwrap_or((rest, ""));
            characters.insert(character.split(" (").next().unwrap_or(character).to_owned());
        } else if let Some((_, said)) = line.split_once("Package cvgen Warning: ") {
            let said = said.split(" on input line").next().unwrap_or(said).trim_end_matches('.');
            let warning = Diagnostic::warning("latex", said.replacen("The ", "the ", 1));
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
    }
    warnings.extend(characters.iter().take(MOST_CHARACTERS).map(|character| {
        let message = format!("LaTeX has no font at hand for `{character}`; it is left out");
        Diagnostic::warning("missing-glyph", message)
            .hint("choose a font that has it: `--set body-font=…`, or `--engine typst`")
    }));
    if let Some(more) = characters.len().checked_sub(MOST_CHARACTERS).filter(|more| *more > 0) {
        let plural = if more == 1 { "" } else { "s" };
        let message = format!("LaTeX has no font at hand for {more} other character{plural}");
        warnings.push(Diagnostic::warning("missing-glyph", message));
    }
    warnings
}

/// How many pages were written; 0 if the log does not say.
pub(super) fn pages(log: &str) -> Option<usize> {
    let after = log.rsplit_once("Output written on ").map_or("", |(_, rest)| rest);
    let count = after.split_once('(').map_or("", |(_, rest)| rest);
    count.split(' ').next()?.parse().ok()
}
