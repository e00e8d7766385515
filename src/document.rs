//! What will be printed: one resume, in one language, for one purpose, with no markup left in it.
//!
//! A [`Document`] is made by `resolve` and consumed by `typeset` (embedded Typst) and `write` (LaTeX and
//! the other formats). It is the contract with theme authors: a theme's `resume.typ` receives it as
//! a dictionary of exactly this shape (names in kebab-case), and so do the `minijinja` skeletons.
//! Every field is always present; what is absent is `null` (Typst: `none`) or an empty list.
//!
//! Invariant: nothing here knows files, languages other than its own, or the input it came from.

mod earlier;
mod letter;
mod section;

pub use self::letter::Letter;
pub use self::section::{
    Author, Dates, Detail, Entry, Highlight, Link, Moment, Role, Section, SectionKind,
};

use crate::script;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version of this contract. It grows by one when a field changes its meaning or goes away.
pub const FORMAT: u32 = 2;

/// One resume as it will be printed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Document {
    /// The version of the contract.
    #[schemars(extend("const" = FORMAT))]
    pub format: u32,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The language everything below is written in.
    pub language: Language,
    /// Title, author and keywords for the file's metadata.
    pub metadata: Metadata,
    /// Who this is and how to reach them.
    pub header: Header,
    /// The sections, in printing order. None is empty.
    pub sections: Vec<Section>,
    /// The cover letter, if this is one.
    pub letter: Option<Letter>,
    /// The pictures by name: `photo`, `signature`, and the logos that entries name.
    pub images: BTreeMap<String, Image>,
    /// When the resume was last changed, as a line to print; empty if the person does not want one.
    pub updated: String,
    /// The lines at the end, such as place and date above a signature.
    pub closing: Option<ClosingLines>,
    /// Words and patterns of the language that a theme prints itself, such as `contact` or `page`.
    /// The keys are those of the `[words]` table of a file in `data/locales/`.
    pub words: BTreeMap<String, String>,
    /// Punctuation of the language.
    pub punctuation: Punctuation,
    /// The theme's options: every one that its `theme.toml` declares, with the chosen or default value.
    pub options: BTreeMap<String, OptionValue>,
    /// How the page looks: the theme's `[page]`, with what the person says otherwise.
    pub page: Page,
    /// Words whose capitals in the language are others than Unicode's alone, and these capitals, if a style has
    /// text in capitals.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub capitals: BTreeMap<String, String>,
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
#[non_exhaustive]
pub struct Page {
    /// The white between two lines, a share of the text size. A tenth is added for Han, Kana and Hangul.
    pub leading: f64,
    /// More white between two paragraphs, a share of the unit (the text size, before the density).
    pub paragraph: f64,
    /// More white between two items of a list, a share of the unit.
    pub items: f64,
    /// What is before the bullets of a list, in em.
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
    /// Whether entries are among the bookmarks of a PDF, beside the sections.
    pub bookmark_entries: bool,
}

/// The margins of a page, in points.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[expect(missing_docs, reason = "the four sides")]
#[non_exhaustive]
pub struct Margin {
    pub top: f64,
    pub bottom: f64,
    pub left: f64,
    pub right: f64,
}

/// How texts of one kind look. What a style does not say is left out, and is as it is around it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[non_exhaustive]
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
    /// Where lines begin or end.
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
    /// The white before what is at the end of a line, in em.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gutter: Option<f64>,
    /// How many lines of what follows must be on the same page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<f64>,
    /// The colour of an area behind the line, as wide as the column, `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// The white between the edges of that area and the text, in em; 0.45 of it above and below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pad: Option<f64>,
    /// A rule that belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<StyleRule>,
}

/// A rule of a style.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[non_exhaustive]
pub struct StyleRule {
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
    /// Where lines are set; `spread`: parts at both edges.
    Alignment { Start, Center, End, Spread }
    /// Where a rule is drawn: below, above or beside its text, around it, at the start of its lines, or as a square.
    RulePlace { Below, Beside, Above, Start, Around, Mark }
}

/// A language as BCP 47 has it, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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

/// The kind of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DocumentKind {
    /// A resume.
    #[default]
    Resume,
    /// A cover letter.
    Letter,
}

/// The lines at the end of a resume, as German ones have them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ClosingLines {
    /// Place and date, such as `Berlin, 3. Mai 2026`; may be empty.
    pub text: String,
    /// Which of the document's `images` is the signature.
    pub signature: Option<String>,
    /// The signature as a line; empty if there is none that could be read.
    pub signed: Inline,
    /// The name below it; may be empty.
    pub name: String,
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Header {
    /// The name, plain text; empty if the resume has none.
    pub name: String,
    /// The given name, where known.
    pub given_name: Option<String>,
    /// The family name, where known.
    pub family_name: Option<String>,
    /// How the name is read, such as in kana or pinyin, if the person says so.
    pub reading: Option<String>,
    /// The professional headline, such as `Senior Engineer`.
    pub label: Inline,
    /// The ways to reach the person, in printing order.
    pub contacts: Vec<Contact>,
    /// Which of the document's `images` is the photo, if the resume names one that could be read and the
    /// theme's `photo` option wants it.
    pub photo: Option<String>,
    /// The introduction.
    pub summary: Vec<Block>,
    /// The title for the introduction, for themes that give it one.
    pub summary_title: String,
}

/// One way to reach the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Contact {
    /// `location`, `email`, `phone`, `url`, `profile`, or `other` for what the person names themself.
    pub kind: String,
    /// What it is in words, such as `E-mail` or `GitHub`.
    pub label: String,
    /// The same as short as the language has it, such as `Tel.`; the label where it has nothing shorter.
    #[serde(default)]
    pub short: String,
    /// What is printed, such as `github.com/kingluo`.
    pub text: String,
    /// Where it leads (http, https, mailto or tel), if anywhere.
    pub url: Option<String>,
    /// The path of a drawing for it, such as `/icons/github.svg`: one colour, `currentColor`.
    pub icon: Option<String>,
}

/// A picture: the photo, a logo, a signature.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Image {
    /// The path under which the theme reads it, which `typeset` gives it; until then as the resume has it.
    pub path: String,
    /// Width and height, in pixels or in units of the drawing; `null` until the picture is read.
    pub size: Option<(u32, u32)>,
    /// The alternative text. Never empty.
    pub alt: String,
    /// Its bytes, where they were read: no theme sees them. The photo's are handed over beside the document.
    #[serde(skip)]
    #[schemars(skip)]
    pub content: Option<Arc<[u8]>>,
}

impl Image {
    /// Width and height, in points, of the widest picture within lines: 14 times the `size` of the text wide.
    pub(crate) fn widest(&self, size: f64) -> Option<(f64, f64)> {
        let (width, height) = self.size?;
        let widest = f64::from(SIGNATURE.0) / 1000.0 * size;
        Some((widest, widest * f64::from(height) / f64::from(width.max(1))))
    }
}

/// The most that a picture in a line may take, width and height in thousandths of the text size.
const LOGO: (u32, u32) = (4_000, 1_000);
const SIGNATURE: (u32, u32) = (14_000, 4_000);

impl Document {
    /// Leaves the picture called `name` out of everything that shows it.
    pub(crate) fn drop_image(&mut self, name: &str) {
        self.images.remove(name);
        let is_it = |shown: &mut String| shown == name;
        self.header.photo.take_if(is_it);
        if let Some(closing) = &mut self.closing {
            closing.signature.take_if(is_it);
        }
        for entry in self.sections.iter_mut().flat_map(|section| &mut section.entries) {
            entry.logo.take_if(is_it);
        }
        for line in self.lines_with_pictures() {
            line.retain(|run| run.picture.as_ref().is_none_or(|picture| picture.name != name));
        }
    }

    /// Puts the pictures that were read into the lines that show them: a logo before what it belongs to, the
    /// signature on a line of its own.
    pub(crate) fn place_pictures(&mut self) {
        for entry in self.sections.iter_mut().flat_map(|section| &mut section.entries) {
            let logo = entry.logo.as_ref();
            let Some(mut logo) = logo.and_then(|name| run_of(name, &self.images, LOGO)) else {
                continue;
            };
            let line = if entry.title.is_empty() { &mut entry.subtitle } else { &mut entry.title };
            // One picture may be the logo of several entries.
            if let Some(picture) = logo.picture.as_mut().filter(|_| !line.is_empty()) {
                picture.alt = plain_text(line);
            }
            line.insert(0, logo);
        }
        if let Some(closing) = &mut self.closing {
            let name = closing.signature.as_ref();
            closing.signed.extend(name.and_then(|name| run_of(name, &self.images, SIGNATURE)));
        }
    }

    /// Gives the pictures in lines the paths that theirs have by now.
    pub(crate) fn repath_pictures(&mut self) {
        let images = std::mem::take(&mut self.images);
        for run in self.lines_with_pictures().flatten() {
            let Some(picture) = &mut run.picture else { continue };
            if let Some(image) = images.get(&picture.name) {
                picture.path.clone_from(&image.path);
            }
        }
        self.images = images;
    }

    fn lines_with_pictures(&mut self) -> impl Iterator<Item = &mut Inline> {
        let entries = self.sections.iter_mut().flat_map(|section| &mut section.entries);
        let lines = entries.flat_map(|entry| [&mut entry.title, &mut entry.subtitle]);
        lines.chain(self.closing.iter_mut().map(|closing| &mut closing.signed))
    }
}

/// The picture called `name` in a line, as large as it may be; `None` if it was not read.
fn run_of(name: &str, images: &BTreeMap<String, Image>, most: (u32, u32)) -> Option<Run> {
    let image = images.get(name)?;
    let (width, height) = image.size?;
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (widest, highest) = (u64::from(most.0), u64::from(most.1));
    let is_wide = width * highest > height * widest;
    let fitted = if is_wide {
        (widest, (widest * height / width).max(1))
    } else {
        ((highest * width / height).max(1), highest)
    };
    let [width, height] = [fitted.0, fitted.1].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
    // The middle of a line is 0.3 em above its baseline.
    let drop =
        if height > LOGO.1 { 0 } else { i32::try_from(height / 2).unwrap_or_default() - 300 };
    let (path, alt) = (image.path.clone(), image.alt.clone());
    let picture = RunPicture { name: name.to_owned(), path, alt, width, height, drop };
    Some(Run { picture: Some(Box::new(picture)), ..Run::default() })
}

/// A picture within a line: a logo, a signature. Lengths are thousandths of the text size.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[non_exhaustive]
pub struct RunPicture {
    /// Which of the document's `images` it is.
    pub name: String,
    /// The path under which the theme reads it.
    pub path: String,
    /// The alternative text. Never empty.
    pub alt: String,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// How far it goes below the baseline; less than zero if it is above.
    pub drop: i32,
}

/// Text within a line: runs of equal style. Empty if there is no text.
pub type Inline = Vec<Run>;

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
#[expect(clippy::struct_excessive_bools, reason = "styles are independent of each other")]
#[non_exhaustive]
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
    /// No line may break in it: a figure and its unit, a short word and the next one. Neighbours that are whole
    /// are one piece.
    pub whole: bool,
    /// How much of its page, in points, must be left where it begins: for an item of a list that is not to be
    /// alone on a page.
    pub room: Option<u32>,
    /// Its paragraph, whose first run it is, ends at one edge only: at both, its lines would have holes.
    pub ragged: bool,
    /// What it was made of, as the live editor counts it; nobody else gives it.
    pub at: Option<u32>,
    /// A picture in the place of the text, which is empty.
    pub picture: Option<Box<RunPicture>>,
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
        let parts_words = |character: char| character.is_whitespace() || script::is_wide(character);
        self.text.contains('\n')
            || self.text.contains("++")
            || has_gap_to_make(&self.text)
            || self.text.split(parts_words).any(|word| word.len() >= LONG_WORD)
    }
}

/// Whether Han in `text` meets a sign of a Latin word, such as the `+` of `500+台` and the full stop of `引入.NET`: Typst
/// makes its gap between Han and letters or figures only.
fn has_gap_to_make(text: &str) -> bool {
    let is_sign = |c: char| matches!(c, '+' | '.' | '@' | '#' | '%' | '$' | '&');
    let mut before = ' ';
    text.chars().any(|c| {
        let meets = is_sign(c) && script::is_han(before) || is_sign(before) && script::is_han(c);
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
    /// No line may break in it: a figure and its unit, a short word and the next one. Neighbours that are whole
    /// are one piece.
    whole: bool,
    /// How much of its page, in points, must be left where it begins; otherwise left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<u32>,
    /// Whether its paragraph, whose first run it is, ends at one edge only; otherwise left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    ragged: Option<bool>,
    /// `rtl` if its first letter is of a script that is written from right to left; otherwise left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    /// The script of its first letter (ISO 15924), if it is not Latin: `Hani`, `Kana`, `Hang`, `Arab`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<&'static str>,
    /// What it was made of, as the live editor counts it; otherwise left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u32>,
    /// A picture in the place of the text, which is empty; otherwise left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<&'a RunPicture>,
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Run { text, strong, emphasis, code, url, whole, room, ragged, at, picture } = self;
        let script = script::of(text);
        PrintedRun {
            text,
            strong: *strong,
            emphasis: *emphasis,
            code: *code,
            url: url.as_deref(),
            breaks: self.breaks(),
            whole: *whole,
            room: *room,
            ragged: ragged.then_some(true),
            direction: script.and_then(|script| script::is_rtl(script).then_some("rtl")),
            script,
            at: *at,
            picture: picture.as_deref(),
        }
        .serialize(serializer)
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
#[non_exhaustive]
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
