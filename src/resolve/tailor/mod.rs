//! `Resume` → `Resume`: what is left of it for one purpose.
//!
//! Takes a variant of the resume and what the command line adds, gives a resume of the same shape in
//! which the rest is gone and the variant's settings have taken the place of the general ones. All that
//! comes after (printing, export, checks) need not know that there are variants.

mod cut;
mod entries;
mod header;
mod leftover;
mod names;

use crate::diagnostic::{Diagnostic, Outcome, Warned, did_you_mean};
use crate::resume::{PageGoal, PartialDate, Resume, Variant};
use cut::Cut;

/// What a resume is to be cut down to. The default is all of it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Tailoring {
    /// The variant, a name out of `cvgen.variants`.
    pub variant: Option<String>,
    /// Tags beside those of the variant.
    pub tags: Vec<String>,
    /// Leave out what ended before this; goes before the variant's.
    pub since: Option<PartialDate>,
    /// The most bullets of an entry; goes before the variant's.
    pub max_highlights: Option<usize>,
    /// What not to print, beside what the variant hides.
    pub hide: Vec<String>,
    /// How many pages are to be filled; goes before the variant's and the resume's.
    pub pages: Option<PageGoal>,
    /// Whether it is one of many resumes, of which not every one has every tag: a tag that it does not
    /// know is a warning then.
    pub is_of_many: bool,
}

/// The names of the variants of `resume`, in its order.
pub fn variants(resume: &Resume) -> Vec<&str> {
    let settings = resume.contents.settings.as_ref();
    let variants = settings.map_or(&[][..], |settings| &settings.variants.0);
    variants.iter().map(|(key, _)| key.text.as_str()).collect()
}

/// What is left of `resume`. Unknown names are warnings where the resume has them, and errors where
/// the command line has them; nothing left is an error.
pub fn tailor(resume: &Resume, tailoring: &Tailoring) -> Outcome<Resume> {
    let variant = match &tailoring.variant {
        None => Variant::default(),
        Some(name) => find(resume, name).map_err(|unknown| vec![unknown])?,
    };
    let mut tailored = resume.clone();
    let mut problems = Vec::new();
    let mut cut = Cut::new(resume, &variant, tailoring, &mut problems);
    cut.apply(&mut tailored.contents);
    problems.extend(leftover::told(resume, &cut.hidden));
    header::hide(&mut tailored.contents, &cut.hidden);
    let basics = &mut tailored.contents.basics;
    if variant.label.is_some() {
        basics.get_or_insert_default().label = variant.label;
    }
    if variant.summary.is_some() {
        basics.get_or_insert_default().summary = variant.summary;
    }
    let settings = tailored.contents.settings.get_or_insert_default();
    if !variant.order.is_empty() {
        settings.order = variant.order;
    }
    settings.titles.0.splice(0..0, variant.titles.0);
    settings.options.0.extend(variant.options.0);
    settings.page.0.extend(variant.page.0);
    settings.styles.0.extend(variant.styles.0);
    settings.theme = variant.theme.or(settings.theme.take());
    settings.pages = tailoring.pages.or(variant.pages).or(settings.pages);
    if entries::count(&tailored.contents) == 0 && entries::count(&resume.contents) > 0 {
        let who = tailoring.variant.as_ref().map(|name| format!("the variant `{name}`"));
        let who = who.unwrap_or_else(|| "this choice".to_owned());
        let message = format!("{who} leaves nothing of any section");
        let hint = "entries without tags are always shown; look at `tags`, `since` and `hide`";
        problems.push(Diagnostic::error("nothing-left", message).hint(hint));
    }
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    Ok(Warned { value: tailored, warnings: problems })
}

fn find(resume: &Resume, name: &str) -> Result<Variant, Diagnostic> {
    let variants =
        resume.contents.settings.as_ref().map_or(&[][..], |settings| &settings.variants.0);
    if let Some((_, variant)) = variants.iter().find(|(key, _)| key.text == name) {
        return Ok(variant.clone());
    }
    let problem = Diagnostic::error("unknown-variant", format!("there is no variant `{name}`"));
    let known: Vec<&str> = variants.iter().map(|(key, _)| key.text.as_str()).collect();
    Err(match (did_you_mean(name, known.iter().copied()), &known[..]) {
        (Some(near), _) => problem.hint(near),
        (None, []) => problem.hint("the resume has none; they are written under `cvgen.variants`"),
        (None, known) => problem.hint(format!("the resume has `{}`", known.join("`, `"))),
    })
}
