//! `--variant`, `--tag`, `--since`, `--max-highlights`, `--hide`, `--pages`: from what was typed to
//! what a resume is cut down to.

use super::Failure;
use super::args::TailorArgs;
use crate::diagnostic::Diagnostic;
use crate::resolve::{self, Tailoring};
use crate::resume::Resume;

/// A choice for each variant that was asked for; one if none was.
pub(super) fn choices(args: &TailorArgs, resume: &Resume) -> Result<Vec<Tailoring>, Failure> {
    let since = match args.since.as_deref().map(str::parse) {
        None => None,
        Some(Ok(date)) => Some(date),
        Some(Err(_)) => {
            let typed = args.since.as_deref().unwrap_or_default();
            let message = format!("`--since {typed}` is not a date");
            let problem = Diagnostic::error("usage", message);
            return Err(Failure::Usage(
                problem.hint("write it as `--since 2015` or `--since 2015-06`"),
            ));
        }
    };
    let general = Tailoring {
        variant: None,
        tags: args.tag.clone(),
        since,
        max_highlights: args.max_highlights,
        hide: args.hide.clone(),
        pages: args.pages,
    };
    let mut names: Vec<&str> = Vec::new();
    for name in &args.variant {
        let all = resolve::variants(resume);
        match name.as_str() {
            "all" if !all.contains(&"all") => names.extend(all),
            name => names.push(name),
        }
    }
    if args.variant.is_empty() {
        return Ok(vec![general]);
    }
    let mut choices: Vec<Tailoring> = Vec::new();
    for name in names {
        let choice = Tailoring { variant: Some(name.to_owned()), ..general.clone() };
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    if choices.is_empty() {
        let problem = Diagnostic::error("unknown-variant", "the resume has no variants");
        return Err(Failure::Usage(problem.hint("they are written under `cvgen.variants`")));
    }
    Ok(choices)
}
