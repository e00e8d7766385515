//! What comes in: files, and lines of NDJSON read one at a time, however long the file or a line.

use crate::diagnostic::{Diagnostic, reason};
use crate::read::MAX_BYTES;
use crate::resume::{Node, Value};
use serde::Deserialize;
use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

/// One resume to come.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its number among all inputs, from 1.
    pub number: usize,
    /// What people call it, such as `people/ann.yaml`.
    pub name: String,
    /// By what an output's record knows it: a path that stays the same from run to run.
    pub origin: String,
    /// The `x-id` of the resume, as far as it is known.
    pub id: Option<String>,
    /// Its line, from 1, in a file of several.
    pub line: Option<usize>,
    /// What its outputs are called by.
    pub stem: String,
    /// The name of the folder it lies in.
    pub folder: String,
    /// Where it is.
    pub body: Body,
}

/// Where a resume is.
#[derive(Debug, Clone)]
pub enum Body {
    /// In a file of its own.
    File(PathBuf),
    /// Here, in JSON.
    Line(Vec<u8>),
    /// It could not be had.
    Unreadable(Diagnostic),
}

impl Input {
    /// The resume in the file at `path`.
    pub fn file(number: usize, path: &Path, origin: String) -> Input {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        Input {
            number,
            name: path.to_string_lossy().into_owned(),
            origin,
            id: None,
            line: None,
            stem,
            folder: folder.to_string_lossy().into_owned(),
            body: Body::File(path.to_owned()),
        }
    }

    /// The resume that is in `line` of a file called `name`; its stem is its `x-id` or else
    /// `<stem>-<line>`.
    pub fn line(number: usize, name: &str, stem: &str, origin: String, line: InputLine) -> Input {
        let own = line.text.as_ref().ok().and_then(|text| id(text));
        let path = Path::new(name);
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        Input {
            number,
            name: name.to_owned(),
            origin,
            id: own.clone(),
            line: Some(line.number),
            stem: own.unwrap_or_else(|| format!("{stem}-{}", line.number)),
            folder: folder.to_string_lossy().into_owned(),
            body: line.text.map_or_else(Body::Unreadable, Body::Line),
        }
    }

    /// Something that could not be had, because of `problem`.
    pub fn unreadable(name: String, problem: Diagnostic) -> Input {
        let origin = name.clone();
        let (stem, folder) = (name.clone(), String::new());
        let body = Body::Unreadable(problem);
        Input { number: 0, name, origin, id: None, line: None, stem, folder, body }
    }

    /// What to call it where there is no place in it to tell: the file, and the line if it has one.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The key of what a resume is known by.
const ID: &str = "x-id";

/// The `x-id` at the top of what was read.
pub(super) fn id_of(tree: &Node) -> Option<String> {
    let Value::Map(entries) = &tree.value else { return None };
    let (_, id) = entries.iter().find(|(key, _)| key.text == ID)?;
    id.scalar().filter(|id| !id.is_empty()).map(str::to_owned)
}

/// The `x-id` at the top of a resume in JSON.
fn id(text: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Top<'a> {
        #[serde(rename = "x-id", borrow)]
        id: Option<Id<'a>>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id<'a> {
        Text(#[serde(borrow)] Cow<'a, str>),
        Number(u64),
    }
    // Most have none, and are parsed once only.
    text.windows(6).position(|window| window == b"\"x-id\"")?;
    match serde_json::from_slice::<Top<'_>>(text).ok()?.id? {
        Id::Text(text) => Some(text.into_owned()),
        Id::Number(number) => Some(number.to_string()),
    }
}

/// A line that is not blank.
#[derive(Debug)]
pub struct InputLine {
    /// Which one it is, from 1.
    pub number: usize,
    /// What is in it, or why that is not known.
    pub text: Result<Vec<u8>, Diagnostic>,
}

/// What was read.
enum Taken {
    Line(Vec<u8>),
    TooLong,
    End,
}

/// The lines of a text, one at a time. Of a line too long for a resume nothing is kept.
pub struct Lines<R> {
    reader: R,
    name: String,
    number: usize,
    is_over: bool,
}

impl<R: BufRead> Lines<R> {
    /// The lines that `reader` gives, which people call `name`.
    pub fn new(name: &str, reader: R) -> Self {
        Lines::from(1, name, reader)
    }

    /// The same, where the first one is the `first`-th of a larger text.
    pub fn from(first: usize, name: &str, reader: R) -> Self {
        Lines { reader, name: name.to_owned(), number: first.saturating_sub(1), is_over: false }
    }

    /// The next line, blank or not.
    fn read(&mut self) -> io::Result<Taken> {
        let (mut line, mut is_too_long) = (Vec::new(), false);
        loop {
            // Room for the line, its end, and a byte that tells that it is too long.
            let room = (MAX_BYTES + 2 - line.len()) as u64;
            let count = (&mut self.reader).take(room).read_until(b'\n', &mut line)?;
            let is_whole = line.pop_if(|byte| *byte == b'\n').is_some();
            if line.len() > MAX_BYTES {
                is_too_long = true;
                line.clear();
            }
            if is_whole || count == 0 {
                return Ok(match line {
                    _ if is_too_long => Taken::TooLong,
                    line if line.is_empty() && !is_whole => Taken::End,
                    line => Taken::Line(line),
                });
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = InputLine;

    fn next(&mut self) -> Option<InputLine> {
        while !self.is_over {
            let read = self.read();
            self.number += 1;
            let number = self.number;
            let text = match read {
                Ok(Taken::End) => {
                    self.is_over = true;
                    return None;
                }
                Ok(Taken::Line(text)) => {
                    let text =
                        text.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(text);
                    if text.trim_ascii().is_empty() {
                        continue;
                    }
                    Ok(text)
                }
                Ok(Taken::TooLong) => {
                    let message = format!("the line is longer than {} MiB", MAX_BYTES >> 20);
                    let hint = "a line holds one resume; photos are in files of their own";
                    Err(Diagnostic::error("too-large", message).hint(hint))
                }
                Err(error) => {
                    self.is_over = true;
                    let message =
                        format!("`{}` cannot be read any further: {}", self.name, reason(&error));
                    Err(Diagnostic::error("file", message))
                }
            };
            return Some(InputLine { number, text });
        }
        None
    }
}
