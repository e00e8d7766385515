//! How outputs are called: a pattern such as `{stem}-{variant}-{theme}-{lang}.{ext}`, filled with values
//! from which everything that could lead out of the output folder has been taken.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::job::{Format, Shape};
use crate::script::{is_invisible, is_unprintable};
use std::fmt::Write;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// The pattern when none is given.
pub const DEFAULT_PATTERN: &str = "{stem}-{variant}-{theme}-{lang}.{ext}";

/// The longest part of a path, in bytes; file systems take 255, and page numbers are put in later.
const MAX_PART: usize = 200;

/// The longest value put in, in bytes.
const MAX_VALUE: usize = 120;

/// What a value becomes that has no character fit for a file name.
const NAMELESS: &str = "resume";

/// The most digits that a number is filled up to.
const MAX_DIGITS: usize = 20;

/// What may be written in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The input's file name without ending; for a line of NDJSON, its `x-id` or file and line.
    Stem,
    /// The resume's `x-id`, or the stem of one that has none.
    Id,
    /// The folder that the input lies in.
    Folder,
    /// The person's name.
    Name,
    /// The number of the document among all inputs, from 1, with zeros before it up to so many digits.
    Number(usize),
    /// The variant; nothing without one.
    Variant,
    /// The theme.
    Theme,
    /// The language.
    Language,
    /// How files of the format end.
    Extension,
}

/// The words that stand for fields.
const FIELDS: &[(&str, Field)] = &[
    ("stem", Field::Stem),
    ("folder", Field::Folder),
    ("name", Field::Name),
    ("id", Field::Id),
    ("n", Field::Number(0)),
    ("variant", Field::Variant),
    ("theme", Field::Theme),
    ("lang", Field::Language),
    ("ext", Field::Extension),
];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    /// At most so many characters of a field.
    Field(Field, usize),
}

/// How outputs are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

/// The values for one output.
#[derive(Debug, Clone, Default)]
pub struct Values<'a> {
    /// See [`Field::Stem`].
    pub stem: &'a str,
    /// See [`Field::Id`].
    pub id: &'a str,
    /// See [`Field::Folder`].
    pub folder: &'a str,
    /// See [`Field::Name`].
    pub name: &'a str,
    /// See [`Field::Number`].
    pub number: usize,
    /// See [`Field::Variant`].
    pub variant: &'a str,
    /// See [`Field::Theme`].
    pub theme: &'a str,
    /// See [`Field::Language`].
    pub language: &'a str,
    /// See [`Field::Extension`].
    pub extension: &'a str,
}

impl Pattern {
    /// Whether `field` is in it, however it is written.
    pub fn has(&self, field: Field) -> bool {
        let same = |own: Field| std::mem::discriminant(&own) == std::mem::discriminant(&field);
        self.0.iter().any(|piece| matches!(piece, Piece::Field(own, _) if same(*own)))
    }

    /// Whether nothing is put in: every output has the same name.
    pub fn is_fixed(&self) -> bool {
        !self.0.iter().any(|piece| matches!(piece, Piece::Field(..)))
    }

    /// The field it begins with, and the character behind that.
    pub(super) fn beginning(&self) -> Option<(Field, char)> {
        match &self.0[..] {
            [Piece::Field(field, usize::MAX), Piece::Literal(literal), ..] => {
                Some((*field, literal.chars().next()?))
            }
            _ => None,
        }
    }

    /// A path relative to the output folder, parts separated by `/`. An empty value takes the
    /// separator before it (`-`, `_`, `.` or a blank) with it.
    pub fn fill(&self, values: &Values<'_>) -> String {
        let mut path = String::new();
        for piece in &self.0 {
            let (field, most) = match piece {
                Piece::Literal(literal) => {
                    path.push_str(literal);
                    continue;
                }
                Piece::Field(Field::Number(digits), _) => {
                    let _ = write!(path, "{:0digits$}", values.number);
                    continue;
                }
                Piece::Field(field, most) => (field, *most),
            };
            let value = match field {
                Field::Stem => safe(values.stem),
                Field::Id => safe(values.id),
                Field::Folder => safe(values.folder),
                Field::Name => safe(values.name),
                Field::Variant if values.variant.is_empty() => String::new(),
                Field::Variant => safe(values.variant),
                Field::Theme => safe(values.theme),
                Field::Language => safe(values.language),
                Field::Number(_) | Field::Extension => values.extension.to_owned(),
            };
            let value = match value.char_indices().nth(most) {
                // What is cut may end in what no name may end in.
                Some((end, _)) => safe(&value[..end]),
                None => value,
            };
            if value.is_empty() && path.ends_with(['-', '_', '.', ' ']) {
                path.pop();
            }
            path.push_str(&value);
        }
        let parts = path.split('/').map(|part| {
            let part = part.trim_start_matches(['-', ' ']).trim_end_matches([' ', '.']);
            let part = if part.is_empty() { NAMELESS } else { part };
            shorten(&harmless(part))
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

impl FromStr for Pattern {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let refuse = |message: String| Diagnostic::error("usage", message);
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(['{', '}']) {
            if open > 0 {
                pieces.push(Piece::Literal(rest[..open].to_owned()));
            }
            let word = rest[open..].strip_prefix('{').and_then(|inside| inside.split_once('}'));
            let Some((word, behind)) = word else {
                return Err(refuse(format!(
                    "`--pattern {text}` has a brace without the other one"
                )));
            };
            let (name, format) = word.split_once(':').unwrap_or((word, ""));
            let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) else {
                let names: Vec<_> = FIELDS.iter().map(|(name, _)| format!("{{{name}}}")).collect();
                let word = format!("{{{name}}}");
                let hint = did_you_mean(&word, names.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("it knows `{}`", names.join("`, `")));
                return Err(refuse(format!("`--pattern` knows no `{word}`")).hint(hint));
            };
            pieces.push(formatted(*field, format).ok_or_else(|| {
                refuse(format!("`--pattern` cannot write `{{{word}}}`")).hint(
                    "`{n:04}` is a number of at least four digits, `{id:2}` the first two characters",
                )
            })?);
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        let is_odd = |pieces: &[Piece]| {
            let odd = |c: char| c == '\\' || c == ':' || c.is_control();
            pieces.iter().any(|piece| matches!(piece, Piece::Literal(text) if text.contains(odd)))
        };
        let is_outside = text.split('/').any(|part| matches!(part, "" | "." | ".."));
        if is_outside || is_odd(&pieces) {
            return Err(refuse(format!("`--pattern {text}` leads out of the output folder")).hint(
                "it is a path below the folder that `-o` names, such as `{lang}/{stem}.{ext}`",
            ));
        }
        Ok(Pattern(pieces))
    }
}

/// `field` as `format` has it: `04` for numbers, a number of characters for texts.
fn formatted(field: Field, format: &str) -> Option<Piece> {
    let (field, most) = match field {
        _ if format.is_empty() => (field, usize::MAX),
        Field::Number(_) => {
            let digits = format.strip_prefix('0')?.parse().ok().filter(|digits| *digits > 0)?;
            (Field::Number(digits), usize::MAX)
        }
        Field::Extension => return None,
        _ => (field, format.parse().ok().filter(|most| *most > 0)?),
    };
    let is_sane = !matches!(field, Field::Number(digits) if digits > MAX_DIGITS);
    is_sane.then_some(Piece::Field(field, most))
}

/// `value` without what means something to a file system or a shell: separators, controls, invisible
/// marks and wildcards become `-`; dots and blanks at the ends go.
pub(super) fn safe(value: &str) -> String {
    let mut safe = String::with_capacity(value.len());
    for character in value.trim().nfc() {
        match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => {
                if !safe.ends_with('-') {
                    safe.push('-');
                }
            }
            c if c.is_whitespace() => safe.push(' '),
            c if c.is_control() || is_invisible(c) || is_unprintable(c) => {}
            c => safe.push(c),
        }
    }
    let trimmed = safe.trim_matches(['.', ' ', '-']);
    let end = trimmed.floor_char_boundary(MAX_VALUE);
    let trimmed = trimmed[..end].trim_end_matches(['.', ' ']);
    if trimmed.is_empty() { NAMELESS.to_owned() } else { trimmed.to_owned() }
}

/// `part`, unless it is the name of a device on Windows, whatever its ending.
fn harmless(part: &str) -> String {
    let stem = part.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let is_numbered = |word: &str| {
        stem.strip_prefix(word)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    let is_device =
        matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL") || is_numbered("COM") || is_numbered("LPT");
    if is_device { format!("_{part}") } else { part.to_owned() }
}

/// At most [`MAX_PART`] bytes of `part`, its ending kept.
fn shorten(part: &str) -> String {
    if part.len() <= MAX_PART {
        return part.to_owned();
    }
    let (stem, ending) = match part.rsplit_once('.') {
        Some((stem, ending)) if ending.len() < 10 => (stem, format!(".{ending}")),
        _ => (part, String::new()),
    };
    let end = stem.floor_char_boundary(MAX_PART - ending.len());
    stem[..end].to_owned() + &ending
}

/// The path of one of the files of the output `path`, by its name in the
/// [`Product`](crate::job::Product): the only one, a page, or one in or beside it.
pub fn file_path(path: &str, format: Format, name: &str) -> String {
    if name.is_empty() {
        path.to_owned()
    } else if format.shape == Shape::Folder {
        format!("{path}/{name}")
    } else if is_page(name) {
        page_name(path, name)
    } else {
        let folder = path.rfind('/').map_or(0, |slash| slash + 1);
        format!("{}{name}", &path[..folder])
    }
}

/// What names have in common that some file system takes for the same.
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// Whether a file of that name is a page.
pub(super) fn is_page(name: &str) -> bool {
    name.parse::<usize>().is_ok()
}

/// The path of the `page`-th page of an output that has several: `a.png` → `a-2.png`.
pub fn page_name(path: &str, page: &str) -> String {
    let file = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[file..].rfind('.') {
        Some(dot) => format!("{}-{page}{}", &path[..file + dot], &path[file + dot..]),
        None => format!("{path}-{page}"),
    }
}
