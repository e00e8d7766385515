//! `--variant`, `--tag`, `--since`, `--max-highlights`, `--hide`, `--pages`: from what was typed to
//! what a resume is cut down to.

use super::Failure;
use super::args::TailorArgs;
use cvgen::diagnostic::Diagnostic;
use cvgen::resolve::{self, Tailoring};
use cvgen::resume::Resume;

/// A choice for each variant that was asked for; one if none was.
pub(super) fn choices(args: &TailorArgs, resume: &Resume) -> Result<Vec<Tailoring>, Failure> {
    let choices = for_each_variant(&general(args)?, &args.variant, resume);
    if choices.is_empty() {
        let problem = Diagnostic::error("unknown-variant", "the resume has no variants");
        return Err(Failure::Usage(problem.hint("they are written under `cvgen.variants`")));
    }
    Ok(choices)
}

/// What was asked for whatever the variant.
pub(super) fn general(args: &TailorArgs) -> Result<Tailoring, Failure> {
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
    let mut tailoring = Tailoring::default();
    tailoring.since = since;
    tailoring.tags.clone_from(&args.tag);
    tailoring.max_highlights = args.max_highlights;
    tailoring.hide.clone_from(&args.hide);
    tailoring.pages = args.pages;
    Ok(tailoring)
}

/// `general` for each of the variants that `names` name; `all` is every one that `resume` has.
/// Without names `general` itself.
pub(super) fn for_each_variant(
    general: &Tailoring,
    names: &[String],
    resume: &Resume,
) -> Vec<Tailoring> {
    if names.is_empty() {
        return vec![general.clone()];
    }
    let all = resolve::variants(resume);
    let mut choices: Vec<Tailoring> = Vec::new();
    for name in names {
        let is_all = name == "all" && !all.contains(&"all");
        let wanted = if is_all { &all[..] } else { &[name.as_str()] };
        for name in wanted {
            let mut choice = general.clone();
            choice.variant = Some((*name).to_owned());
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
    }
    choices
}
