//! What may be typed. These types are dumb: they say nothing about what it means.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueHint};
use cvgen::typeset::STANDARDS;
use std::path::PathBuf;

/// One resume file in, every document an application needs out.
#[derive(Debug, Parser)]
#[command(name = "cvgen", version, about, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Begin with `cvgen new`, then `cvgen pdf`.")]
pub(super) struct Program {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Typeset a resume as PDF
    Pdf(PdfArgs),
    /// Typeset a resume as pictures, one a page
    Png(PngArgs),
    /// Typeset a resume as SVG drawings, one a page
    Svg(SvgArgs),
    /// Write a folder that stock Typst compiles to the same page
    Typ(TypArgs),
    /// Write LaTeX source that prints the same page
    Tex(TexArgs),
    /// Show what is wrong or weak, and what a machine reads back out of the PDF
    Check(CheckArgs),
    /// Write a resume as plain JSON Resume 1.0.0, in one language
    Json(JsonArgs),
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

/// What all commands that typeset take.
#[derive(Debug, Args)]
pub(super) struct RenderArgs {
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
    pub print: PrintArgs,
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
    #[arg(long, value_name = "N")]
    pub max_highlights: Option<usize>,

    /// Do not print this: `email`, `phone`, `url`, `location`, `profiles`, `image`, `label`,
    /// `summary`, a network, or a section; several are separated by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub hide: Vec<String>,

    /// Set the text so that it fills at most this many pages
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub pages: Option<u32>,
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

/// What a PDF file is like.
#[derive(Debug, Args)]
pub(super) struct PdfFileArgs {
    /// PDF standard to conform to, such as `ua-1` or `a-2a`; several are separated by commas
    #[arg(long, value_name = "STANDARD", value_delimiter = ',', hide_possible_values = true)]
    #[arg(value_parser = PossibleValuesParser::new(STANDARDS))]
    pub standard: Vec<String>,

    /// The date that the file carries, such as 2026-11-23; without it, and without
    /// `SOURCE_DATE_EPOCH` in the environment, the file carries none
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct PdfArgs {
    #[command(flatten)]
    pub render: RenderArgs,

    #[command(flatten)]
    pub file: PdfFileArgs,

    /// What typesets: `typst` (built in), `latex` (whichever is installed), `latex=xelatex`,
    /// `latex=lualatex`, `latex=pdflatex` or `latex=tectonic`
    #[arg(long, value_name = "ENGINE", default_value = "typst")]
    pub engine: String,

    /// How long a run of LaTeX may take
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub time_limit: u64,
}

#[derive(Debug, Args)]
pub(super) struct PngArgs {
    #[command(flatten)]
    pub render: RenderArgs,

    /// Pixels per inch
    #[arg(long, value_name = "PPI", default_value_t = 144.0)]
    pub ppi: f64,
}

#[derive(Debug, Args)]
pub(super) struct SvgArgs {
    #[command(flatten)]
    pub render: RenderArgs,
}

#[derive(Debug, Args)]
pub(super) struct TypArgs {
    #[command(flatten)]
    pub render: RenderArgs,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The resume: YAML, TOML or JSON; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub input: Option<PathBuf>,

    /// Check this PDF instead of the one that the resume makes
    #[arg(long, value_name = "PDF", value_hint = ValueHint::FilePath)]
    pub pdf: Option<PathBuf>,

    /// Show which terms of a job posting the resume has, and which it lacks
    #[arg(long, value_name = "POSTING", value_hint = ValueHint::FilePath)]
    pub job: Option<PathBuf>,

    /// Show the text that a machine reads out of the PDF, and nothing else
    #[arg(long, conflicts_with = "job")]
    pub show_text: bool,

    /// Explain a rule; `all` lists the rules
    #[arg(long, value_name = "RULE")]
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

    /// Language to check, such as `en` or `zh`
    #[arg(short, long, value_name = "LANG")]
    pub lang: Option<String>,

    /// Choose an option of the theme; `cvgen themes` shows them
    #[arg(short, long, value_name = "OPTION=VALUE")]
    pub set: Vec<String>,

    #[command(flatten)]
    pub tailor: TailorArgs,

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
}

#[derive(Debug, Args)]
pub(super) struct JsonArgs {
    /// The resume: YAML, TOML or JSON; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub input: Option<PathBuf>,

    /// Language to write, such as `en` or `zh`
    #[arg(short, long, value_name = "LANG")]
    pub lang: Option<String>,

    #[command(flatten)]
    pub tailor: TailorArgs,

    /// Where to write; standard output without it
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Turn warnings into errors
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "A second run makes only what has changed, and a run that was stopped goes on where it \
    was. With `-` as its only input it is a worker for others: a resume a line comes in, a result a line \
    goes out. The exit code is 0 when all is made, 1 if anything failed, 130 after an interrupt."
)]
pub(super) struct BatchArgs {
    /// Resumes: files, folders, patterns such as `people/*.yaml`, files with a resume a line
    /// (`.ndjson`, `.jsonl`), or `-` for such lines on standard input
    #[arg(value_name = "INPUT", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<String>,

    /// The folder to write to; it is made if it is not there
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(required_unless_present = "inline")]
    pub output: Option<PathBuf>,

    /// What to make: `pdf`, `png`, `svg`, `typ`, `tex`; several are separated by commas
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', default_value = "pdf")]
    pub format: Vec<String>,

    /// How outputs are called; `{name}`, `{folder}` and, for the document's number, `n` in braces may be
    /// used as well
    #[arg(long, value_name = "PATTERN", default_value = cvgen::batch::DEFAULT_PATTERN)]
    pub pattern: String,

    /// How many documents are in work at once; as many as there are cores if not given
    #[arg(short, long, value_name = "N")]
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

    /// What a worker's standard input is: lines of FILE from LINE on. Outputs and problems are called,
    /// and photos are found, as if the file had been named
    #[arg(long = "as", value_name = "FILE:LINE", value_hint = ValueHint::FilePath)]
    pub source: Option<String>,

    /// Put the files, in base64, into the result lines, and write none
    #[arg(long, conflicts_with_all = ["output", "force"])]
    pub inline: bool,

    /// Pixels per inch of PNG files
    #[arg(long, value_name = "PPI", default_value_t = 144.0)]
    pub ppi: f64,

    #[command(flatten)]
    pub pdf: PdfFileArgs,

    #[command(flatten)]
    pub print: PrintArgs,
}

#[derive(Debug, Args)]
pub(super) struct TexArgs {
    #[command(flatten)]
    pub render: RenderArgs,

    /// Lay the photo and the bundled fonts beside the source, for Overleaf and for machines without
    /// the fonts; so does naming a folder by `-o`
    #[arg(long)]
    pub bundle: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Where to write it; the ending (`.yaml`, `.toml`, `.json`) chooses the format
    #[arg(value_name = "FILE", default_value = "resume.yaml", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,

    /// Replace the file if there is one
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub(super) struct ThemesArgs {
    /// Show only these themes: names, or paths of folders
    #[arg(value_name = "THEME")]
    pub names: Vec<String>,
}

/// What to do about themes.
#[derive(Debug, Subcommand)]
pub(super) enum ThemeCommand {
    /// Write the folder of a new theme, to be changed at will
    New(ThemeNewArgs),
}

#[derive(Debug, Args)]
pub(super) struct ThemeNewArgs {
    /// The folder of the new theme; its last part is the theme's name
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,

    /// The theme to begin with
    #[arg(long, value_name = "THEME", default_value = "classic")]
    pub from: String,
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
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}
