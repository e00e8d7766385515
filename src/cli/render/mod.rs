//! The commands that write a format: what was typed becomes a [`Plan`], and the plan runs.

mod beside;
mod choose;
pub(super) mod edits;
mod name;
mod print;
mod write;

pub(super) use self::choose::{
    Languages, all_languages, input, languages, load, most_pages, options, settings, theme_names,
};
pub(super) use self::name::check_ending;
pub(super) use self::print::Talk;

use self::name::{Names, Parts};
pub(super) use self::write::Inputs;
use super::args::{EditArgs, RenderArgs};
use super::latex::Latex;
use super::limits::{self, Clock};
use super::{Failure, disk, fonts, sources, tailor, themes};
use cvgen::diagnostic::{Diagnostic, Outcome, Warned};
use cvgen::job::{
    self, BUNDLE, DATE, Fitted, Format, FormatSettings, Job, Product, STANDARD, TEX, Version,
};
use cvgen::resolve;
use cvgen::resume::{LanguageTag, Resume};
use cvgen::theme::{Given, Theme};
use cvgen::typeset::Typesetter;
use std::collections::BTreeSet;
use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Instant;

/// Makes everything that was asked for: the product of variants, themes and languages.
pub(super) fn run(format: Format, args: &RenderArgs) -> Result<(), Failure> {
    let start = Instant::now();
    let mut talk =
        Talk { strict: args.print.strict, quiet: args.print.quiet, told: BTreeSet::new() };
    let by_latex = args.engine.as_ref().is_some_and(|engine| engine.engine != "typst");
    let clock = Clock::new(limits::of(&args.limits, by_latex)?);
    Plan::new(format, args, &mut talk, &clock)?.run(&mut talk, start, &clock)
}

/// Everything that is to be made, decided.
struct Plan {
    format: Format,
    settings: FormatSettings,
    options: Vec<Given>,
    latex: Option<Latex>,
    /// What becomes of LaTeX sources that were edited.
    edits: Option<EditArgs>,
    typesetter: Typesetter,
    /// The folder of the resume, in which photos are looked for.
    folder: PathBuf,
    inputs: Inputs,
    purposes: Vec<Purpose>,
    outputs: Vec<Output>,
}

/// A variant of the resume, and the themes it is set in.
struct Purpose {
    resume: Resume,
    variant: Option<String>,
    themes: Vec<Theme>,
}

/// One output: indices into the purposes and their themes, and where it goes.
struct Output {
    purpose: usize,
    theme: usize,
    language: LanguageTag,
    path: PathBuf,
}

impl Plan {
    fn new(
        format: Format,
        args: &RenderArgs,
        talk: &mut Talk,
        clock: &Clock,
    ) -> Result<Plan, Failure> {
        let print = &args.print;
        let output = args.place.output.as_deref();
        if !format.is_designed {
            refuse_design(format, args)?;
        }
        let mut settings = settings(&[format], &args.settings)?;
        let latex = engine(args, &settings)?;
        if latex.is_some()
            || format.settings.contains(&BUNDLE) && output.is_some_and(name::is_folder)
        {
            settings = settings.with(&BUNDLE, "true").map_err(Failure::Usage)?;
        }
        let options = options(&print.set)?;
        let wanted = languages(&print.lang)?;
        let (input, resume) = load(args.place.input.as_deref(), &args.place.over, talk)?;
        clock.start(&input.to_string_lossy());
        let resume = talk.accept(Ok(resume))?;
        let folder = if disk::is_standard_stream(&input) {
            PathBuf::new()
        } else {
            disk::parent(&input).to_owned()
        };
        let languages = match wanted {
            Languages::Default => vec![resolve::default_language(&resume)],
            Languages::All => all_languages(&resume),
            Languages::Named(tags) => tags,
        };
        let mut purposes = Vec::new();
        for tailoring in tailor::choices(&print.tailor, &resume)? {
            let tailored = talk.accept(resolve::tailor(&resume, &tailoring))?;
            let mut loaded = Vec::new();
            if format.is_designed {
                for name in theme_names(&tailored, &print.theme) {
                    loaded.push(talk.accept(themes::load(&name, &folder))?);
                }
            } else {
                loaded.push(talk.accept(Theme::builtin(job::DEFAULT_THEME))?);
            }
            let variant = tailoring.variant;
            purposes.push(Purpose { resume: tailored, variant, themes: loaded });
        }
        let count = purposes.iter().map(|purpose| purpose.themes.len()).sum::<usize>();
        let names = Names {
            input: &input,
            format,
            output,
            parts: Parts {
                variant: !print.tailor.variant.is_empty(),
                theme: purposes.iter().any(|purpose| purpose.themes.len() > 1),
                language: !print.lang.is_empty() && output.is_none() || languages.len() > 1,
            },
            is_single: count * languages.len() == 1,
        };
        names.check()?;
        let outputs = outputs(&purposes, &languages, &names);
        let inputs = Inputs::default();
        for source in &resume.sources {
            let is_stdin = source.name == sources::STDIN;
            inputs.add(PathBuf::from(if is_stdin { "-" } else { &source.name }));
        }
        inputs.add_pictures(&resume.tree, &folder);
        check(&outputs, &inputs)?;
        let typesetter = Typesetter::new(talk.settle(fonts::settings(&print.fonts))?)
            .with_page_limit(args.limits.most_pages);
        Ok(Plan {
            format,
            settings,
            options,
            latex,
            edits: args.edits.clone(),
            typesetter,
            folder,
            inputs,
            purposes,
            outputs,
        })
    }

    /// Makes one output after the other; what cannot be made does not keep the rest from being made.
    fn run(&self, talk: &mut Talk, mut start: Instant, clock: &Clock) -> Result<(), Failure> {
        let mut worst = None;
        for output in &self.outputs {
            clock.start(&output.path.to_string_lossy());
            let made = self.make(output, talk, clock).and_then(|product| {
                clock.stop();
                let (product, conflicts) = match &self.edits {
                    Some(edits) => {
                        let settled = edits::settle(product, &output.path, edits);
                        let edits::Settled { product, conflicts } = talk.settle(settled)?;
                        (product, conflicts)
                    }
                    None => (product, Vec::new()),
                };
                let size = write::write(&product, &output.path, &self.inputs);
                let size = talk.settle(size.map_err(|problem| vec![problem]))?;
                // What is read on the terminal needs no line about it.
                if !(self.format.is_printed && disk::is_standard_stream(&output.path)) {
                    talk.made(&output.path, &product, size, start.elapsed());
                }
                let lacking = edits::lacking(&product, &output.path);
                talk.accept(Ok(Warned { value: (), warnings: lacking.into_iter().collect() }))?;
                if conflicts.is_empty() { Ok(()) } else { talk.settle(Err(conflicts)) }
            });
            // That the input is at fault is what to know first.
            if let Err(failure) = made
                && !matches!(worst, Some(Failure::Input))
            {
                worst = Some(failure);
            }
            start = Instant::now();
        }
        worst.map_or(Ok(()), Err)
    }

    /// The output in all the languages that it is made in, for formats whose files link each other.
    fn versions(&self, output: &Output) -> Vec<Version> {
        let is_same =
            |other: &&Output| (other.purpose, other.theme) == (output.purpose, output.theme);
        let same: Vec<&Output> = self.outputs.iter().filter(is_same).collect();
        if same.len() < 2 || !self.format.links_versions() {
            return Vec::new();
        }
        let path = |output: &Output| output.path.to_string_lossy().replace('\\', "/");
        let version = |other: &Output| {
            let name = resolve::language_name(&other.language);
            Version::new(other.language.to_string(), name, &path(output), &path(other))
        };
        same.into_iter().map(version).collect()
    }

    fn make(&self, output: &Output, talk: &mut Talk, clock: &Clock) -> Result<Product, Failure> {
        let Purpose { resume, themes, .. } = &self.purposes[output.purpose];
        let read_file = |path: &str| {
            let bytes = disk::read_beside(&self.folder, path)?;
            self.inputs.add(self.folder.join(path));
            Ok(bytes)
        };
        let format = if self.latex.is_some() { TEX } else { self.format };
        let mut job = Job::new(resume, output.language.clone(), &themes[output.theme], format);
        job.options = &self.options;
        job.settings = &self.settings;
        job.read_file = &read_file;
        let versions = self.versions(output);
        job.versions = &versions;
        let made = talk.accept(job::run(&job, &self.typesetter))?;
        match &self.latex {
            Some(latex) => {
                // The engine is ended by whoever has started it.
                let latex = Latex { deadline: clock.deadline(), ..latex.clone() };
                clock.stop();
                talk.accept(typeset_by(&latex, &made, &job, &self.typesetter))
            }
            None => Ok(made),
        }
    }
}

/// Every output, with its place.
fn outputs(purposes: &[Purpose], languages: &[LanguageTag], names: &Names<'_>) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (purpose, Purpose { variant, themes, .. }) in purposes.iter().enumerate() {
        for (theme, Theme { name, .. }) in themes.iter().enumerate() {
            for language in languages {
                let path = names.path(variant.as_deref(), name, language);
                outputs.push(Output { purpose, theme, language: language.clone(), path });
            }
        }
    }
    outputs
}

/// Refuses outputs that would overwrite each other, or the resume.
fn check(outputs: &[Output], inputs: &Inputs) -> Result<(), Failure> {
    let mut paths = HashSet::new();
    for Output { path, .. } in outputs {
        inputs.refuse(path).map_err(Failure::Usage)?;
        if !paths.insert(path) {
            let message = format!("two outputs would be called `{}`", path.display());
            let hint = "make one of them at a time, each with a name of its own by `-o`";
            return Err(Failure::Usage(Diagnostic::error("usage", message).hint(hint)));
        }
    }
    Ok(())
}

/// Refuses what means nothing to a format that no theme has a say in.
fn refuse_design(format: Format, args: &RenderArgs) -> Result<(), Failure> {
    let print = &args.print;
    let given = [
        ("--theme", !print.theme.is_empty()),
        ("--set", !print.set.is_empty()),
        ("--font-path", !print.fonts.paths.is_empty()),
        ("--no-system-fonts", print.fonts.no_system_fonts),
    ];
    match given.iter().find(|(_, is_given)| *is_given) {
        Some((flag, _)) => {
            let message = format!("`{flag}` means nothing to {format}, which has no design");
            Err(Failure::Usage(Diagnostic::error("usage", message).hint("leave it out")))
        }
        None => Ok(()),
    }
}

/// The LaTeX that `--engine` asks for, if it asks for one.
fn engine(args: &RenderArgs, settings: &FormatSettings) -> Result<Option<Latex>, Failure> {
    let Some(engine) = &args.engine else { return Ok(None) };
    let limit = limits::of(&args.limits, true)?.time;
    let Some(latex) = Latex::parse(&engine.engine, limit).map_err(Failure::Usage)? else {
        return Ok(None);
    };
    if let Some(standard) = settings.words(&STANDARD).first() {
        let message = format!("LaTeX cannot make `{standard}`");
        let hint = "leave out `--engine`: the built-in Typst can";
        return Err(Failure::Usage(Diagnostic::error("usage", message).hint(hint)));
    }
    Ok(Some(Latex { timestamp: settings.seconds(&DATE), quiet: args.print.quiet, ..latex }))
}

/// What LaTeX makes of the `source` of a job. Where it fills more pages than were asked for, though Typst
/// does not, it gets sources of less density, a few times; a warning if that does not help.
fn typeset_by(
    latex: &Latex,
    source: &Product,
    job: &Job<'_>,
    typesetter: &Typesetter,
) -> Outcome<Product> {
    let mut made = latex.typeset(&source.files)?;
    made.value.fitted = source.fitted;
    let Some(Fitted { mut density, most, .. }) = source.fitted.filter(|fitted| fitted.fits) else {
        return Ok(made);
    };
    let fits = |made: &Product| made.pages.is_some_and(|pages| pages <= most);
    for step in [0.02, 0.04, 0.08] {
        if fits(&made.value) || density == 0.0 {
            break;
        }
        density = f64::max(density - step, 0.0);
        let mut tighter = job.clone();
        tighter.density = Some(density);
        let source = job::run(&tighter, typesetter)?.value;
        made = latex.typeset(&source.files)?;
    }
    let fits = fits(&made.value);
    made.value.fitted = Some(Fitted { density, most, fits });
    if !fits {
        let pages = made.value.pages.unwrap_or_default();
        let message = format!("LaTeX fills {pages} pages, and {most} were to be filled");
        let hint = "leave something out, or set it by the built-in Typst, without `--engine`";
        made.warnings.push(Diagnostic::warning("does-not-fit", message).hint(hint));
    }
    Ok(made)
}
