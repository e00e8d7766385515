//! What will be printed: one resume, in one language, for one purpose, with no markup left in it.
//!
//! A [`Document`] is made by `resolve` and consumed by `typeset` (embedded Typst) and `write` (LaTeX and
//! the other formats). It is the contract with theme authors: a theme's `resume.typ` receives it as
//! a dictionary of exactly this shape (names in kebab-case), and so do the `minijinja` skeletons.
//! Every field is always present; what is absent is `null` (Typst: `none`) or an empty list.
//!
//! Invariant: nothing here knows files, languages other than its own, or the input it came from.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The version of this contract. It grows by one when a field changes its meaning or goes away.
pub const FORMAT: u32 = 1;

/// One resume as it will be printed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// The version of the contract, [`FORMAT`].
    pub format: u32,
    /// The language everything below is written in.
    pub language: Language,
    /// Title, author and keywords for the file's metadata.
    pub metadata: Metadata,
    /// Who this is and how to reach them.
    pub header: Header,
    /// The sections, in printing order. None is empty.
    pub sections: Vec<Section>,
    /// Words and patterns of the language that a theme prints itself, such as `contact` or `page`.
    /// The keys are those of the `[words]` table of a file in `data/locales/`.
    pub words: BTreeMap<String, String>,
    /// Punctuation of the language.
    pub punctuation: Punctuation,
    /// The theme's options: every one that its `theme.toml` declares, with the chosen or default value.
    pub options: BTreeMap<String, OptionValue>,
    /// How the page looks: the theme's `[page]`, with what the person says otherwise.
    pub page: Page,
    /// How texts look: the theme's `[styles]` by name, with what the person says otherwise.
    pub styles: BTreeMap<String, Style>,
    /// Font families by role (`body`, `heading`, `mono`), first choice first, covering every character
    /// of this document as far as any font at hand does.
    pub fonts: BTreeMap<String, Vec<String>>,
    /// How tightly to set: 1.0 as designed, 0.0 the tightest that still reads well, 1.5 airy.
    /// Spacing gives first, then leading, then size, then margins.
    pub density: f64,
}

/// The page as designed, at density 1. Lengths are points, colours `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Page {
    /// The white between two lines, a share of the text size. A tenth is added for Han, Kana and Hangul.
    pub leading: f64,
    /// More white between two paragraphs, a share of the unit (the text size, before the density).
    pub paragraph: f64,
    /// What stands before the bullets of a list, in em.
    pub indent: f64,
    /// The white between two columns.
    pub gutter: f64,
    /// The margins.
    pub margin: Margin,
    /// The colour of text.
    pub ink: String,
    /// The colour of what is less important.
    pub muted: String,
    /// The colour of areas behind text.
    pub tint: String,
    /// The weight of strong text.
    pub strong: Weight,
    /// Whether entries stand among the bookmarks of a PDF, beside the sections.
    pub bookmark_entries: bool,
}

/// The margins of a page, in points.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[expect(missing_docs, reason = "the four sides")]
pub struct Margin {
    pub top: f64,
    pub bottom: f64,
    pub left: f64,
    pub right: f64,
}

/// How texts of one kind look. What a style does not say is left out, and is as it is around it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Style {
    /// The size, a share of the text size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<f64>,
    /// The weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// Upright or italic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slant: Option<Slant>,
    /// The colour, `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fill: Option<String>,
    /// White between letters, in em.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking: Option<f64>,
    /// Capitals or small capitals; the text stays as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<Case>,
    /// Where lines stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Alignment>,
    /// The gap above, beyond the leading, a share of the unit. Of two gaps that meet the larger counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// The gap below, beyond the leading, a share of the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// How much of the leading counts in these gaps; all of it (1) if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<f64>,
    /// How far further lines begin behind the first, in em.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hang: Option<f64>,
    /// The white before what stands at the end of a line, in em.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gutter: Option<f64>,
    /// How many lines of what follows must stand on the same page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<f64>,
    /// A rule that belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
}

/// A rule of a style.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Rule {
    /// Where it is drawn.
    pub at: RulePlace,
    /// How thick it is, in points.
    pub width: f64,
    /// How long it is, in points; 0 for as long as the line.
    pub length: f64,
    /// The white before it, a share of the text size.
    pub above: f64,
    /// Its colour, `#rrggbb`.
    pub fill: String,
}

/// Declares an enumeration that is written in kebab-case, the first value by default.
macro_rules! words {
    ($(#[doc = $doc:literal] $name:ident { $first:ident, $($other:ident),+ })+) => { $(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "the words say it")]
        pub enum $name { #[default] $first, $($other),+ }
    )+ };
}

words! {
    /// The weight of letters.
    Weight { Regular, Light, Semibold, Bold }
    /// Upright or italic.
    Slant { Normal, Italic }
    /// Which capitals are used for small letters.
    Case { None, Upper, SmallCaps }
    /// Where lines stand; `spread`: parts at both edges.
    Alignment { Start, Center, End, Spread }
    /// Where a rule is drawn: below or above its text, beside it on the same line, or at the start of its lines.
    RulePlace { Below, Beside, Above, Start }
}

/// A language as BCP 47 has it, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Language {
    /// The whole tag, such as `en`, `zh-Hans` or `pt-BR`.
    pub tag: String,
    /// The primary language, such as `zh` (ISO 639).
    pub lang: String,
    /// The script, such as `Hans` (ISO 15924), where known.
    pub script: Option<String>,
    /// The region, such as `CN` (ISO 3166), where known.
    pub region: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Whether the script is Han, Kana or Hangul: no italics, larger leading.
    pub cjk: bool,
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Metadata {
    /// The title, such as `JinHua Luo – Resume`. Never empty.
    pub title: String,
    /// The person's name; empty if the resume has none.
    pub author: String,
    /// Keywords: the names and terms of the skills.
    pub keywords: Vec<String>,
}

/// Punctuation as the language sets it, with the blanks that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Punctuation {
    /// Between two parts of a phrase: `, ` or `，`.
    pub comma: String,
    /// Between the items of an enumeration: `, ` or `、`.
    pub enumeration: String,
    /// After a label: `: ` or `：`.
    pub colon: String,
    /// Between two loosely joined parts, such as contacts: ` · `.
    pub separator: String,
    /// Opening bracket, ` (` or `（`.
    pub open: String,
    /// Closing bracket, `)` or `）`.
    pub close: String,
}

/// The head of the resume.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    /// The name, plain text; empty if the resume has none.
    pub name: String,
    /// The professional headline, such as `Senior Engineer`.
    pub label: Inline,
    /// The ways to reach the person, in printing order.
    pub contacts: Vec<Contact>,
    /// The photo, if the resume names one that could be read and the theme's `photo` option wants it.
    pub photo: Option<Photo>,
    /// The introduction.
    pub summary: Vec<Block>,
    /// The title for the introduction, for themes that give it one.
    pub summary_title: String,
}

/// One way to reach the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Contact {
    /// `location`, `email`, `phone`, `url` or `profile`.
    pub kind: String,
    /// What it is in words, such as `E-mail` or `GitHub`.
    pub label: String,
    /// What is printed, such as `github.com/kingluo`.
    pub text: String,
    /// Where it leads (http, https, mailto or tel), if anywhere.
    pub url: Option<String>,
    /// The path of a drawing for it, such as `/icons/github.svg`: one colour, `currentColor`.
    pub icon: Option<String>,
}

/// A photo of the person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Photo {
    /// The path under which the theme reads it; `typeset` gives it.
    pub path: String,
    /// The alternative text. Never empty.
    pub alt: String,
}

/// A part of the resume under one title.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Section {
    /// `work`, `volunteer`, `education`, `projects`, `skills`, …, or the id of the person's own section.
    pub id: String,
    /// How its entries are best set.
    pub kind: SectionKind,
    /// The printed title.
    pub title: String,
    /// Whether its entries are employers and positions, or schools and degrees, which parsers expect on two lines:
    /// `work`, `volunteer`, `education`, and sections of the person's own that have positions.
    pub formal: bool,
    /// The entries, in printing order. Empty only for `kind: text`.
    pub entries: Vec<Entry>,
    /// The text of a section that is only text, or the words before the entries.
    pub body: Vec<Block>,
    /// The person asks for a new page before it.
    pub break_before: bool,
    /// The person asks that it stay on one page if it fits on one.
    pub keep: bool,
}

/// How the entries of a section are best set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// Title, subtitle, date, text and bullets: work, projects, education, …
    Entries,
    /// A term with words behind it: skills, languages, interests.
    Terms,
    /// Bibliographic references: publications.
    Publications,
    /// What somebody said of the person: references.
    Quotes,
    /// Only text.
    Text,
}

/// One entry of a section.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Entry {
    /// The employer, institution, project, award, skill, language or person. Never empty, unless
    /// the entry is only text.
    pub title: Inline,
    /// The position, degree, role, issuer, publisher or level.
    pub subtitle: Inline,
    /// Authors of a publication, the person's own name strong.
    pub authors: Inline,
    /// Where it was.
    pub location: Inline,
    /// When it was, as printed; empty if there is no date.
    pub date: String,
    /// Where it leads.
    pub link: Option<Link>,
    /// Several positions held there, newest first as written.
    pub roles: Vec<Role>,
    /// The text below the head.
    pub body: Vec<Block>,
    /// The bullets below the text.
    pub highlights: Vec<Inline>,
    /// Short words that belong to it: the terms of a skill, the technologies of a project.
    pub keywords: Vec<Inline>,
    /// Labelled facts: grade, courses, DOI, ….
    pub details: Vec<Detail>,
    /// The person asks for a new page before it.
    pub break_before: bool,
    /// The person asks that it stay on one page if it fits on one.
    pub keep: bool,
}

/// One of several positions at the same employer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Role {
    /// The position.
    pub title: Inline,
    /// Where it was, if not where the entry was.
    pub location: Inline,
    /// When it was, as printed.
    pub date: String,
    /// The text below the head.
    pub body: Vec<Block>,
    /// The bullets below the text.
    pub highlights: Vec<Inline>,
}

/// A labelled fact, such as `Grade: 1.3`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Detail {
    /// The label, without punctuation.
    pub label: String,
    /// What it says: one or more items of an enumeration.
    pub items: Vec<Inline>,
}

/// A link that is printed as its address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Link {
    /// The address as printed, such as `github.com/kingluo/pgcat`.
    pub text: String,
    /// The whole address; absent if it is none that may be followed, and then only the text is printed.
    pub url: Option<String>,
}

/// Text within a line: runs of equal style. Empty if there is no text.
pub type Inline = Vec<Run>;

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
#[expect(clippy::struct_excessive_bools, reason = "styles are independent of each other")]
pub struct Run {
    /// The characters to print, no markup. The one control character is `\n`, a forced line break.
    pub text: String,
    /// Strongly emphasised.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Code.
    pub code: bool,
    /// Where it leads (http, https, mailto or tel), if anywhere.
    pub url: Option<String>,
    /// No line may break in it: a figure and its unit, a short word and the next one.
    pub whole: bool,
}

impl Run {
    /// A run in the plain style.
    pub fn plain(text: impl Into<String>) -> Self {
        Run { text: text.into(), ..Run::default() }
    }

    /// Whether the text has a line break, a word of [`LONG_WORD`] bytes, or one such as `C++`, between
    /// whose signs Unicode allows a line to break (UAX 14).
    pub fn breaks(&self) -> bool {
        // A line may break between any two characters from the radicals of Han on.
        let parts_words = |character: char| character.is_whitespace() || character >= '\u{2e80}';
        self.text.contains('\n')
            || self.text.contains("++")
            || has_gap_to_make(&self.text)
            || self.text.split(parts_words).any(|word| word.len() >= LONG_WORD)
    }
}

/// Whether Han in `text` meets a sign of a Latin word, such as the `+` of `500+台` and the full stop of `引入.NET`: Typst
/// makes its gap between Han and letters or figures only.
fn has_gap_to_make(text: &str) -> bool {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{3040}'..='\u{30ff}');
    let is_sign = |c: char| matches!(c, '+' | '.' | '@' | '#' | '%' | '$' | '&');
    let mut before = ' ';
    text.chars().any(|c| {
        let meets = is_han(before) && is_sign(c) || is_sign(before) && is_han(c);
        before = c;
        meets
    })
}

/// From how many bytes on a word is too long for a narrow column.
pub const LONG_WORD: usize = 27;

/// A run of text in one style.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "styles are independent of each other")]
struct PrintedRun<'a> {
    /// The characters to print, no markup. The one control character is `\n`, a forced line break.
    text: &'a str,
    /// Strongly emphasised.
    strong: bool,
    /// Emphasised.
    emphasis: bool,
    /// Code.
    code: bool,
    /// Where it leads (http, https, mailto or tel), if anywhere.
    url: Option<&'a str>,
    /// Whether it takes care to set: it has a line break, a word too long for a narrow column, or one
    /// such as `C++` that may be torn. Any other text may go on the page as it is.
    breaks: bool,
    /// No line may break in it: a figure and its unit, a short word and the next one.
    whole: bool,
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Run { text, strong, emphasis, code, url, whole } = self;
        let (strong, emphasis, code, whole) = (*strong, *emphasis, *code, *whole);
        let (url, breaks) = (url.as_deref(), self.breaks());
        PrintedRun { text, strong, emphasis, code, url, breaks, whole }.serialize(serializer)
    }
}

impl JsonSchema for Run {
    fn schema_name() -> Cow<'static, str> {
        "Run".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        PrintedRun::json_schema(generator)
    }
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        runs: Inline,
    },
    /// A list.
    List {
        /// The number of the first item; `null` for a list with bullets.
        start: Option<u64>,
        /// The items, each a sequence of blocks.
        items: Vec<Vec<Block>>,
    },
    /// Code, to be printed line by line as it is.
    Code {
        /// The code, lines ended by `\n`.
        text: String,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
}

/// The value of a theme's option.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum OptionValue {
    /// `bool`.
    Bool(bool),
    /// `number`; also `length`, in points.
    Number(f64),
    /// `text`, `choice`, or `color` as `#rrggbb`.
    Text(String),
    /// `list`, of texts.
    List(Vec<String>),
}

/// The plain text of a line, without its styles.
pub fn plain_text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Whether no page can show `character`: controls except tab and line feed, private-use characters,
/// noncharacters, tags, interlinear annotation and the byte order mark (Unicode 16, §23.5–23.9).
pub fn is_unprintable(character: char) -> bool {
    let code = u32::from(character);
    let is_noncharacter = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    let is_private = (0xe000..=0xf8ff).contains(&code) || code >= 0xf0000;
    (character.is_control() && !matches!(character, '\t' | '\n'))
        || matches!(code, 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe0fff)
        || is_noncharacter
        || is_private
}
