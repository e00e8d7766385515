//! What may be typed. These types are dumb: they say nothing about what it means.
//!
//! The commands that write a format are made of the table of formats; the others are declared here.

use super::render::edits::KEPT;
use super::{MACHINE_AT_FAULT, disk, report};
use clap::builder::PossibleValuesParser;
use clap::{
    Arg, ArgAction, ArgMatches, Args, Command as ClapCommand, FromArgMatches, Parser, Subcommand,
    ValueHint,
};
use cvgen::job::{FORMATS, Format, PDF, Setting, SettingKind, TEX};
use cvgen::resume::PageGoal;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// One resume file in, every document an application needs out.
#[derive(Debug, Parser)]
#[command(name = "cvgen", version, about, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Begin with `cvgen new`, then `cvgen pdf`.")]
struct Program {
    #[command(subcommand)]
    command: Command,
}

/// What was typed.
pub(super) enum Typed {
    /// To write a format.
    Render(Format, Box<RenderArgs>),
    /// Anything else.
    Command(Box<Command>),
}

/// What to do, other than to write a format.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show what is wrong or weak, and what a machine reads back out of the PDF
    Check(CheckArgs),
    /// Make all versions of many resumes at once
    Batch(BatchArgs),
    /// Write a resume to begin with
    New(NewArgs),
    /// Show the themes and their options
    Themes(ThemesArgs),
    /// Make a theme of your own
    #[command(subcommand)]
    Theme(ThemeCommand),
    /// Show the fonts that may be chosen
    Fonts(FontsArgs),
    /// Print the JSON Schema of resume files, or of what themes are given
    Schema(SchemaArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
}

/// The program's commands: those that write formats first.
pub(super) fn program() -> ClapCommand {
    let formats = FORMATS.iter().map(format_command);
    Program::augment_args(ClapCommand::new("cvgen").subcommands(formats))
}

/// What `words` mean, the first of which is the program's name. Prints help and wrong usage itself, and exits with 0 or 2.
pub(super) fn parse(words: impl IntoIterator<Item = OsString>) -> Typed {
    let parsed = match program().try_get_matches_from(words) {
        Ok(matches) => typed(&matches),
        Err(error) => refuse(&error),
    };
    parsed.unwrap_or_else(|error| refuse(&error.format(&mut program())))
}

/// Prints what clap has to say, and exits. Clap repeats what was typed, and a terminal may obey it.
fn refuse(error: &clap::Error) -> ! {
    let said = error.render().to_string();
    let shown = report::visible(&said);
    if shown == said {
        let printed = error.print().and_then(|()| std::io::stdout().flush());
        if let Err(problem) = printed
            && !error.use_stderr()
            && problem.kind() != std::io::ErrorKind::BrokenPipe
        {
            report::print(&disk::stream_failed(&problem));
            std::process::exit(i32::from(MACHINE_AT_FAULT));
        }
        std::process::exit(error.exit_code());
    }
    report::say!("{}", shown.trim_end());
    std::process::exit(error.exit_code())
}

/// What was typed, from what was found in it.
fn typed(matches: &ArgMatches) -> Result<Typed, clap::Error> {
    match matches.subcommand() {
        Some((name, typed)) if let Ok(format) = Format::find(name) => {
            RenderArgs::of(format, typed).map(|args| Typed::Render(format, Box::new(args)))
        }
        _ => Program::from_arg_matches(matches)
            .map(|program| Typed::Command(Box::new(program.command))),
    }
}

/// The longest that one document may be allowed to take, in seconds: eleven days.
const MOST_SECONDS: u64 = 1_000_000;

/// The arguments that mean nothing to a format without a design.
const DESIGN: [&str; 4] = ["theme", "set", "paths", "no_system_fonts"];

/// The command that writes `format`. Its arguments are made only if it is typed.
fn format_command(format: &Format) -> ClapCommand {
    ClapCommand::new(format.name).about(format.about).defer(with_arguments)
}

/// The command that writes the format of its name, with its arguments.
fn with_arguments(command: ClapCommand) -> ClapCommand {
    let format = FORMATS.iter().find(|format| format.name == command.get_name());
    let Some(format) = format else { return command };
    let mut command = PrintArgs::augment_args(PlaceArgs::augment_args(command));
    command = LimitArgs::augment_args(command.args(format.settings.iter().map(flag)));
    if *format == PDF {
        command = EngineArgs::augment_args(command);
    }
    if *format == TEX {
        command = EditArgs::augment_args(command);
    }
    if !format.is_designed {
        command = DESIGN
            .into_iter()
            .fold(command, |command, id| command.mut_arg(id, |arg| arg.hide(true)));
    }
    if format.is_printed {
        command = command.mut_arg("output", |arg| {
            arg.help("Where to write: a file or a folder; a single output is printed without it")
        });
    }
    // Not what the groups of arguments say of themselves.
    command.about(format.about).long_about(None)
}

/// The flag of a setting.
fn flag(setting: &'static Setting) -> Arg {
    let arg = Arg::new(setting.name).long(setting.name).help(setting.doc);
    let check = |text: &str| setting.check(text).map(|()| text.to_owned());
    match setting.kind {
        SettingKind::Flag => arg.action(ArgAction::SetTrue),
        SettingKind::Words(words) => arg
            .value_name(setting.value)
            .value_delimiter(',')
            .hide_possible_values(true)
            .action(ArgAction::Append)
            .value_parser(PossibleValuesParser::new(words)),
        SettingKind::Number { .. } | SettingKind::Whole { .. } => arg
            .value_name(setting.value)
            .value_parser(check)
            .allow_negative_numbers(true)
            .help(format!("{} [default: {}]", setting.doc, setting.default_text())),
        _ => arg.value_name(setting.value).value_parser(check),
    }
}

/// A whole number that is at least `LEAST`.
fn whole<const LEAST: usize>(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number >= LEAST);
    number.ok_or_else(|| format!("must be a whole number from {LEAST}"))
}

/// How long something may take.
fn seconds(text: &str) -> Result<u64, String> {
    let seconds = text.parse().ok().filter(|seconds| (1..=MOST_SECONDS).contains(seconds));
    seconds.ok_or_else(|| format!("must be a whole number of seconds from 1 to {MOST_SECONDS}"))
}

/// What was typed for each of `settings`.
fn typed_settings(
    settings: impl Iterator<Item = &'static Setting>,
    matches: &ArgMatches,
) -> Vec<(&'static Setting, String)> {
    let typed = |setting: &'static Setting| {
        if setting.kind == SettingKind::Flag {
            return matches.get_flag(setting.name).then(|| "true".to_owned());
        }
        let values = matches.get_many::<String>(setting.name)?;
        Some(values.map(String::as_str).collect::<Vec<_>>().join(","))
    };
    settings.filter_map(|setting| Some((setting, typed(setting)?))).collect()
}

/// What all commands that write a format take.
#[derive(Debug)]
pub(super) struct RenderArgs {
    pub place: PlaceArgs,
    pub print: PrintArgs,
    /// The settings of the format, as they were typed.
    pub settings: Vec<(&'static Setting, String)>,
    pub limits: LimitArgs,
    /// For PDF only.
    pub engine: Option<EngineArgs>,
    /// For LaTeX only.
    pub edits: Option<EditArgs>,
}

impl RenderArgs {
    fn of(format: Format, matches: &ArgMatches) -> Result<RenderArgs, clap::Error> {
        let is_pdf = format == PDF;
        Ok(RenderArgs {
            place: PlaceArgs::from_arg_matches(matches)?,
            print: PrintArgs::from_arg_matches(matches)?,
            settings: typed_settings(format.settings.iter(), matches),
            limits: LimitArgs::from_arg_matches(matches)?,
            engine: is_pdf.then(|| EngineArgs::from_arg_matches(matches)).transpose()?,
            edits: (format == TEX).then(|| EditArgs::from_arg_matches(matches)).transpose()?,
        })
    }
}

/// The settings of all formats, for many documents at once.
#[derive(Debug)]
pub(super) struct SettingArgs(pub Vec<(&'static Setting, String)>);

impl SettingArgs {
    /// Every setting, each only once.
    fn all() -> Vec<&'static Setting> {
        let mut all: Vec<&Setting> = Vec::new();
        for setting in FORMATS.iter().flat_map(|format| format.settings) {
            if setting.for_many && !all.contains(&setting) {
                all.push(setting);
            }
        }
        all
    }
}

impl FromArgMatches for SettingArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(SettingArgs(typed_settings(SettingArgs::all().into_iter(), matches)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = SettingArgs::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for SettingArgs {
    fn augment_args(command: ClapCommand) -> ClapCommand {
        SettingArgs::all().into_iter().fold(command, |command, setting| command.arg(flag(setting)))
    }

    fn augment_args_for_update(command: ClapCommand) -> ClapCommand {
        SettingArgs::augment_args(command)
    }
}

/// Which resume, and where to.
#[derive(Debug, Args)]
pub(super) struct PlaceArgs {
    /// The resume: YAML, TOML or JSON; `-` is standard input
    ///
    /// Without it, `resume.yaml`, `resume.yml`, `resume.toml` or `resume.json` in the current
    /// folder is taken, then `cv.*`.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub input: Option<PathBuf>,

    /// Where to write: a file, a folder, or `-` for standard output
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub over: OverArgs,
}

/// What replaces values of the resume.
#[derive(Debug, Default, Args)]
pub(super) struct OverArgs {
    /// Take what this file says in the place of what the resume says, such as private data
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub over: Vec<PathBuf>,

    /// Take this value in the place of the resume's, such as `basics.phone=+49 30 123456`
    #[arg(long, value_name = "FIELD=VALUE")]
    pub with: Vec<String>,
}

/// How resumes are printed, one or many.
#[derive(Debug, Args)]
pub(super) struct PrintArgs {
    /// Theme: a name, or the path of a folder; several are separated by commas
    #[arg(short, long, value_name = "THEME", value_delimiter = ',')]
    pub theme: Vec<String>,

    /// Language to print, such as `en` or `zh`; several are separated by commas, `all` is every
    /// language of the file
    #[arg(short, long, value_name = "LANG", value_delimiter = ',')]
    pub lang: Vec<String>,

    /// Choose an option of the theme; `cvgen themes` shows them
    #[arg(short, long, value_name = "OPTION=VALUE")]
    pub set: Vec<String>,

    #[command(flatten)]
    pub tailor: TailorArgs,

    #[command(flatten)]
    pub fonts: FontArgs,

    /// Turn warnings into errors
    #[arg(long)]
    pub strict: bool,

    /// Say nothing but warnings and errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// What of the resume is printed, and on how many pages.
#[derive(Debug, Args)]
pub(super) struct TailorArgs {
    /// Variant of the resume, as `cvgen.variants` names it; several are separated by commas, `all`
    /// is every variant
    #[arg(short = 'V', long, value_name = "VARIANT", value_delimiter = ',')]
    pub variant: Vec<String>,

    /// Print what has this tag, and what has none; several are separated by commas
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub tag: Vec<String>,

    /// Leave out what ended before this date, such as 2015 or 2015-06; education stays
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,

    /// The most bullets of an entry
    #[arg(long, value_name = "N", value_parser = whole::<0>, allow_negative_numbers = true)]
    pub max_highlights: Option<usize>,

    /// Do not print this: `email`, `phone`, `url`, `location`, `profiles`, `image`, `label`,
    /// `summary`, a network, or a section; several are separated by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub hide: Vec<String>,

    /// How many pages to fill: at most this many, or `auto` (one fewer where the last is hardly filled, the
    /// default), `fill` (a single page gets more white, too), `none` (as designed)
    #[arg(long, value_name = "N", value_parser = str::parse::<PageGoal>, allow_negative_numbers = true)]
    pub pages: Option<PageGoal>,
}

/// What one document may take.
#[derive(Debug, Args)]
pub(super) struct LimitArgs {
    /// How long one document may take, all runs of an engine together: 30 seconds, 120 with LaTeX, if not
    /// given
    #[arg(long = "time-limit", value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    pub time: Option<u64>,

    /// The most memory that one document may take, such as `512M` or `2G`: 1 GiB if not given
    #[arg(long = "memory-limit", value_name = "SIZE", allow_negative_numbers = true)]
    pub memory: Option<String>,

    /// The most pages that one document may fill
    #[arg(long = "page-limit", value_name = "N", default_value_t = 500)]
    #[arg(value_parser = whole::<1>, allow_negative_numbers = true)]
    pub most_pages: usize,
}

/// Which fonts there are.
#[derive(Debug, Args)]
pub(super) struct FontArgs {
    /// A font file, or a folder of them, to choose from as well
    #[arg(long = "font-path", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Use bundled fonts only, so that the page is the same on every machine
    #[arg(long)]
    pub no_system_fonts: bool,
}

/// What becomes of a source that was edited.
#[derive(Debug, Clone, Args)]
pub(super) struct EditArgs {
    /// Replace a source, and what lies beside it, though it was edited
    #[arg(long)]
    pub force: bool,

    /// Keep the edits of a source and take over what is new: joins both line by line, from BASE on, the source
    /// as cvgen wrote it; it is kept beside a source in a folder of its own
    #[arg(long, value_name = "BASE", num_args = 0..=1, require_equals = true, default_missing_value = KEPT, conflicts_with = "force")]
    pub merge: Option<PathBuf>,
}

/// What typesets a PDF.
#[derive(Debug, Args)]
pub(super) struct EngineArgs {
    /// What typesets: `typst` (built in), `latex` (whichever is installed), `latex=xelatex`,
    /// `latex=lualatex`, `latex=pdflatex` or `latex=tectonic`
    #[arg(long, value_name = "ENGINE", default_value = "typst")]
    pub engine: String,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Resumes (YAML, TOML or JSON; `-` is standard input), and PDF files that anybody made
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub input: Vec<PathBuf>,

    /// Check this PDF instead of the one that the resume makes
    #[arg(long, value_name = "PDF", value_hint = ValueHint::FilePath)]
    pub pdf: Option<PathBuf>,

    /// Show which terms of a job posting the resume has, and which it lacks
    #[arg(long, value_name = "POSTING", value_hint = ValueHint::FilePath)]
    pub job: Option<PathBuf>,

    /// Draw what a machine sees over the pages, with the findings, into this PDF; `{name}` is the name of the
    /// file that is checked
    #[arg(long, value_name = "PDF", value_hint = ValueHint::FilePath, conflicts_with_all = ["job", "show_text"])]
    pub proof: Option<PathBuf>,

    /// Show the text that a machine reads out of the PDF, and nothing else
    #[arg(long, conflicts_with = "job")]
    pub show_text: bool,

    /// Explain a rule or any other message by its code; `all` lists the codes
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,

    /// How to write the findings
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = FindingFormat::Text)]
    pub format: FindingFormat,

    /// Make an error of a rule, of all `warnings`, or of all `advice`; several are separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub deny: Vec<String>,

    /// Theme: a name, or the path of a folder
    #[arg(short, long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Languages to check, separated by commas; `all` is every language of the resume
    #[arg(short, long, value_name = "LANG", value_delimiter = ',')]
    pub lang: Vec<String>,

    /// Choose an option of the theme; `cvgen themes` shows them
    #[arg(short, long, value_name = "OPTION=VALUE")]
    pub set: Vec<String>,

    #[command(flatten)]
    pub over: OverArgs,

    #[command(flatten)]
    pub tailor: TailorArgs,

    #[command(flatten)]
    pub limits: LimitArgs,

    #[command(flatten)]
    pub fonts: FontArgs,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum FindingFormat {
    /// For people, with the lines they are about.
    Text,
    /// A list of objects.
    Json,
    /// SARIF 2.1.0, for code hosts.
    Sarif,
    /// Annotations of a workflow on GitHub.
    Github,
}

#[derive(Debug, Args)]
#[command(
    after_help = "A second run makes only what has changed, and a run that was stopped goes on where it \
    was. With `-` as its only input it is a worker for others: a resume a line comes in, a result a line \
    goes out, and `{\"ping\":1}` is answered; `cvgen schema --results` describes what is said. Each document \
    is made by a process of its own kind, with limits of time, memory and pages: one that meets a limit \
    fails, and the others are made. The exit code is 0 when all is made, 1 if a resume is at fault or a \
    limit was met, 3 if only the machine is (disk, rights), 130 after an interrupt."
)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags of the command line")]
pub(super) struct BatchArgs {
    /// Resumes: files, folders, patterns such as `people/*.yaml`, files with a resume a line
    /// (`.ndjson`, `.jsonl`), or `-` for such lines on standard input
    #[arg(value_name = "INPUT", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<String>,

    /// The folder to write to; it is made if it is not there
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(required_unless_present = "inline")]
    pub output: Option<PathBuf>,

    /// What to make; several are separated by commas
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', default_value = "pdf")]
    #[arg(value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    pub format: Vec<String>,

    /// How outputs are called; `{id}` (the `x-id`), `{name}`, `{folder}` and, for the document's number, `n`
    /// in braces may be used as well; `{id:2}` is the first two characters, `{n:04}` four digits
    #[arg(long, value_name = "PATTERN", default_value = cvgen::batch::DEFAULT_PATTERN)]
    pub pattern: String,

    /// How many documents are in work at once; as many as there are cores if not given
    #[arg(short, long, value_name = "N", value_parser = whole::<1>, allow_negative_numbers = true)]
    pub jobs: Option<usize>,

    /// Make only the K-th of N parts of the inputs, such as `1/8`
    #[arg(long, value_name = "K/N")]
    pub shard: Option<String>,

    /// Make everything again, and replace what another run has made
    #[arg(long)]
    pub force: bool,

    /// Stop at the first failure
    #[arg(long)]
    pub fail_fast: bool,

    /// Say what would be made, and which names clash, and make nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Take away what an earlier run has made and no input makes any more
    #[arg(long, conflicts_with = "dry_run")]
    pub prune: bool,

    /// What a worker's standard input is: lines of FILE from LINE on. Outputs and problems are called,
    /// and photos are found, as if the file had been named
    #[arg(long = "as", value_name = "FILE:LINE", value_hint = ValueHint::FilePath)]
    pub source: Option<String>,

    /// Put the files, in base64, into the result lines, and write none
    #[arg(long, conflicts_with_all = ["output", "force"])]
    pub inline: bool,

    #[command(flatten)]
    pub limits: LimitArgs,

    #[command(flatten)]
    pub settings: SettingArgs,

    #[command(flatten)]
    pub print: PrintArgs,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Where to write it; the ending (`.yaml`, `.toml`, `.json`) chooses the format
    #[arg(value_name = "FILE", default_value = "resume.yaml", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,

    /// Replace the file if there is one
    #[arg(long)]
    pub force: bool,

    /// The language that the resume will be in, such as `pl`; the consent that employers expect in Poland (`pl`) and
    /// Italy (`it`) is in it as a comment
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ThemesArgs {
    /// Show only these themes: names, or paths of folders
    #[arg(value_name = "THEME")]
    pub names: Vec<String>,

    /// Print the resume in each of them into this folder, with a page for the browser that shows all
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub gallery: Option<PathBuf>,

    /// The resume of the gallery; the one that `cvgen pdf` would print, if none is given
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "gallery")]
    pub resume: Option<PathBuf>,

    /// The language of the gallery
    #[arg(long, value_name = "LANG", requires = "gallery")]
    pub lang: Option<String>,
}

/// What to do about themes.
#[derive(Debug, Subcommand)]
pub(super) enum ThemeCommand {
    /// Write the folder of a new theme, to be changed at will
    New(ThemeNewArgs),
    /// Print a theme with what strains it, and tell what is lost, overlaps or overflows
    Check(ThemeCheckArgs),
}

#[derive(Debug, Args)]
pub(super) struct ThemeNewArgs {
    /// The folder of the new theme; its last part is the theme's name
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,

    /// The theme to begin with
    #[arg(long, value_name = "THEME", default_value = "classic")]
    pub from: String,

    /// With the arrangement, `resume.typ`, not only the looks
    #[arg(long)]
    pub arrange: bool,
}

#[derive(Debug, Args)]
pub(super) struct ThemeCheckArgs {
    /// The theme: the path of its folder, or a name
    #[arg(value_name = "THEME")]
    pub theme: String,

    /// Do without LaTeX even where it is installed
    #[arg(long)]
    pub no_latex: bool,

    #[command(flatten)]
    pub fonts: FontArgs,
}

#[derive(Debug, Args)]
pub(super) struct FontsArgs {
    /// Show only families whose name contains this
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    #[command(flatten)]
    pub fonts: FontArgs,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// What theme authors are given, instead of what people write
    #[arg(long)]
    pub document: bool,

    /// What a batch writes into its manifest, and what `cvgen batch -` answers
    #[arg(long, conflicts_with = "document")]
    pub results: bool,

    /// Bring the copy in this folder up to date: `resume.schema.json`, or the named file
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "resume.schema.json",
          conflicts_with_all = ["document", "results"])]
    pub update: Option<PathBuf>,

    /// The manifest of a theme, `theme.toml`
    #[arg(long, conflicts_with_all = ["document", "results"])]
    pub theme: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}
