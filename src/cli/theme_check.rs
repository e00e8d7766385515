//! `cvgen theme check`: a theme printed with what strains it, in several languages, on two papers, by
//! Typst and, where it is installed, by LaTeX; and what is lost, overlaps, overflows, is stranded or pale.

mod printed;

use super::args::ThemeCheckArgs;
use super::latex::Latex;
use super::{Failure, fonts, report, themes};
use cvgen::assets;
use cvgen::check;
use cvgen::diagnostic::Diagnostic;
use cvgen::document::Document;
use cvgen::job::{self, Job, PDF, TEX};
use cvgen::pdf;
use cvgen::theme::{Given, GivenValue, Theme};
use cvgen::typeset::{FaultKind, TypesetInput, Typesetter};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// Where the resumes that strain a theme are, one a language.
const STRESS: &str = "stress/";
/// How long LaTeX may take for one of them.
const LATEX_LIMIT: Duration = Duration::from_mins(2);

/// What is found on several prints, by what it says, and on which prints.
type Findings = BTreeMap<String, Vec<String>>;

pub(super) fn run(args: &ThemeCheckArgs) -> Result<(), Failure> {
    let theme = themes::accept(themes::load(&args.theme, Path::new("")))?;
    let settings = fonts::settings(&args.fonts).map(cvgen::diagnostic::Warned::clean);
    let typesetter = Typesetter::new(themes::accept(settings)?);
    let mut findings = Findings::new();
    let mut prints = 0;
    let mut by_latex = 0;
    let is_stress = |path: &String| path.starts_with(STRESS);
    let paths: Vec<_> = assets::data_files().into_iter().filter(is_stress).collect();
    for path in &paths {
        let Some(text) = assets::data(path) else { continue };
        let resume = themes::accept(cvgen::read::read(path, text.as_ref()))?;
        let language = cvgen::resolve::languages(&resume).first().cloned();
        let Some(language) = language else { continue };
        for paper in ["a4", "us-letter"] {
            let name = format!("{language} on {paper}");
            let value = GivenValue::Text(paper.to_owned());
            let options = [Given { name: "paper".to_owned(), value, place: None }];
            let mut job = Job::new(&resume, language.clone(), &theme, PDF);
            job.options = &options;
            let mut say = |what: String| findings.entry(what).or_default().push(name.clone());
            prints += 1;
            match by_typst(&job, &theme, &typesetter) {
                Ok(found) => found.into_iter().for_each(&mut say),
                Err(errors) => {
                    errors.iter().for_each(report::print);
                    return Err(Failure::Input);
                }
            }
            if !args.no_latex {
                match with_latex(&job, &typesetter) {
                    Ok(Some(found)) => {
                        by_latex += 1;
                        for what in found {
                            say(format!("LaTeX: {what}"));
                        }
                    }
                    Ok(None) => {}
                    Err(errors) => {
                        for error in errors {
                            say(format!("LaTeX: {}", error.message));
                        }
                    }
                }
            }
        }
    }
    for (what, where_) in &findings {
        let diagnostic = Diagnostic::warning("theme-check", what.clone());
        report::print(&diagnostic.hint(format!("in {}", where_.join(", "))));
    }
    let latex = match by_latex {
        0 if args.no_latex => String::new(),
        0 => "; LaTeX is not installed and was not tried".to_owned(),
        count => format!(", {count} by LaTeX, too"),
    };
    let prints = format!("{}: {prints} prints in {} languages{latex}", theme.name, paths.len());
    if findings.is_empty() {
        report::say!("{prints}: nothing is lost, overlaps, overflows, is stranded or too pale");
        return Ok(());
    }
    let kinds = findings.len();
    report::say!("{prints}: {kinds} {}", if kinds == 1 { "finding" } else { "findings" });
    Err(Failure::Input)
}

/// What is wrong with the pages that Typst makes.
fn by_typst(
    job: &Job<'_>,
    theme: &Theme,
    typesetter: &Typesetter,
) -> Result<Vec<String>, Vec<Diagnostic>> {
    let prepared = job::prepare(job)?.value;
    let document = &prepared.document;
    let input = TypesetInput { document, theme, photo: None, locate: &|_| None };
    let ready = typesetter.prepare(&input)?.value;
    // The theme's mistakes that no page shows.
    if theme.makes_sheet {
        ready.sheet(document.density)?;
    }
    let pages = ready.typeset(document.density)?.value;
    let titles: Vec<&str> = document.sections.iter().map(|it| it.title.as_str()).collect();
    let mut found: Vec<String> = pages
        .faults(&titles)
        .into_iter()
        .map(|fault| {
            let text = report::visible(fault.text.trim()).into_owned();
            match fault.kind {
                FaultKind::Overlap => format!("page {}: text lies on `{text}`", fault.page + 1),
                FaultKind::OffPage => {
                    format!("page {}: `{text}` runs off the page", fault.page + 1)
                }
                FaultKind::Stranded => {
                    format!("page {}: the title `{text}` stands alone", fault.page + 1)
                }
            }
        })
        .collect();
    let bytes = pages.pdf(&cvgen::typeset::PdfSettings::default())?.value;
    found.extend(read_back(document, &bytes)?);
    Ok(found)
}

/// What is wrong with the page that LaTeX makes; `None` without LaTeX.
fn with_latex(
    job: &Job<'_>,
    typesetter: &Typesetter,
) -> Result<Option<Vec<String>>, Vec<Diagnostic>> {
    let latex = Latex {
        engine: Some("xelatex"),
        limit: LATEX_LIMIT,
        deadline: None,
        timestamp: None,
        quiet: true,
    };
    if !latex.is_installed() {
        return Ok(None);
    }
    let mut job = job.clone();
    job.format = TEX;
    let settings = job::FormatSettings::NONE.with(&job::BUNDLE, "true").map_err(|why| vec![why])?;
    job.settings = &settings;
    let prepared = job::prepare(&job)?.value;
    let document = prepared.document.clone();
    let source = job::run_prepared(&job, prepared, typesetter)?.value;
    let product = latex.typeset(&source.files)?.value;
    let pdf = pdf::read("the page", product.bytes()).map_err(|error| vec![error])?;
    let mut found = printed::faults(&pdf, &document);
    found.extend(read_back(&document, product.bytes())?);
    Ok(Some(found))
}

/// What a machine does not find in a PDF, and what nobody can read.
fn read_back(document: &Document, bytes: &[u8]) -> Result<Vec<String>, Vec<Diagnostic>> {
    const RULES: [&str; 5] =
        ["lost-text", "low-contrast", "small-text", "missing-glyph", "hidden-text"];
    let pdf = pdf::read("the page", bytes).map_err(|error| vec![error])?;
    let input = check::CheckInput {
        document: Some(document),
        pdf: Some(&pdf),
        ..check::CheckInput::default()
    };
    let found = check::check(&input).into_iter().filter(|found| RULES.contains(&found.code));
    Ok(found.map(|found| found.message).collect())
}
