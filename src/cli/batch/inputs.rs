//! Which resumes there are: files, folders, patterns and lines, in one order that never changes.

use super::results::Results;
use crate::cli::sources::{STDIN, is_overlay, is_resume};
use crate::cli::{disk, report};
use cvgen::batch::{Body, Input, InputLine, Lines};
use cvgen::diagnostic::{Diagnostic, Severity};
use cvgen::read;
use std::collections::HashSet;
use std::io::{BufRead, Read};
use std::iter::Peekable;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;
use walkdir::WalkDir;

/// The most bytes that are read only to count lines.
const MAX_COUNTED: u64 = 1 << 30;

/// How much of a file tells what it is, in bytes.
const HEAD: u64 = 1 << 16;

/// How often somebody who waits for a line looks whether to stop.
const TICK: Duration = Duration::from_millis(50);

/// Where resumes come from.
enum Place {
    /// A file with one.
    File(PathBuf),
    /// A file with one a line.
    Lines(PathBuf),
    /// A pipe with one resume, or one a line, which can be read once only.
    Pipe(PathBuf),
    /// Standard input, one a line.
    Standard(Standard),
    /// A word that names nothing.
    Nothing(String, Diagnostic),
}

/// What is on standard input: lines of a file, from one on, or of nothing that has a name.
#[derive(Clone)]
pub(super) struct Standard {
    name: String,
    stem: String,
    first: usize,
}

impl Default for Standard {
    fn default() -> Self {
        Standard { name: STDIN.to_owned(), stem: "stdin".to_owned(), first: 1 }
    }
}

impl FromStr for Standard {
    type Err = Diagnostic;

    /// Understands `FILE:LINE`.
    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let parts = text.rsplit_once(':').and_then(|(name, line)| {
            let stem = Path::new(name).file_stem()?.to_string_lossy().into_owned();
            let first = line.parse().ok().filter(|line| *line > 0)?;
            Some(Standard { name: name.to_owned(), stem, first })
        });
        parts.ok_or_else(|| {
            let message = format!("`--as {}` is not a line of a file", text.escape_debug());
            Diagnostic::error("usage", message).hint("write it as `--as people.ndjson:401`")
        })
    }
}

/// Everything that was named.
pub(super) struct Inputs {
    places: Vec<Place>,
    /// The output folder, by which the inputs are told apart from run to run.
    base: PathBuf,
    /// What was named in the output folder, by path in it.
    inside: Vec<String>,
}

impl Inputs {
    /// Looks up what `words` name. What lies in `output` is not an input.
    pub(super) fn expand(words: &[String], standard: Standard, output: Option<&Path>) -> Inputs {
        let base = output.and_then(|path| path.canonicalize().ok());
        let here = || Path::new(".").canonicalize().unwrap_or_default();
        let (places, seen) = (Vec::new(), HashSet::new());
        let mut found = Finder { places, seen, standard, output: base.clone() };
        for word in words {
            found.word(word);
        }
        let base = base.unwrap_or_else(here);
        let inside = found.seen.iter().filter_map(|path| path.strip_prefix(&base).ok());
        let inside = inside.map(|path| path.to_string_lossy().into_owned()).collect();
        Inputs { places: found.places, base, inside }
    }

    /// What was named in the output folder, by path in it, so that no output takes its place.
    pub(super) fn inside(&self) -> &[String] {
        &self.inside
    }

    /// How many resumes there are, if that can be told.
    pub(super) fn total(&self) -> Option<usize> {
        let count = |place: &Place| match place {
            Place::File(_) | Place::Nothing(..) => Some(1),
            Place::Pipe(path) if !is_lines(path) => Some(1),
            Place::Standard(_) | Place::Pipe(_) => None,
            Place::Lines(path) => {
                let is_small = path.metadata().is_ok_and(|metadata| metadata.len() <= MAX_COUNTED);
                is_small.then(|| lines(path).map_or(1, Iterator::count))
            }
        };
        self.places.iter().map(count).sum()
    }

    /// Every resume that can be read more than once, numbered as in [`Self::all`].
    pub(super) fn known(&self) -> impl Iterator<Item = Input> + Send {
        let is_known = |place: &&Place| !matches!(place, Place::Standard(_) | Place::Pipe(_));
        numbered(&self.base, self.places.iter().take_while(is_known), None)
    }

    /// Every resume; those on standard input come by `stream`.
    pub(super) fn all<'a>(&'a self, stream: &'a Stream) -> impl Iterator<Item = Input> + Send + 'a {
        numbered(&self.base, self.places.iter(), Some(stream))
    }
}

/// The resumes at `places`, numbered from 1, each read only when it is its turn.
fn numbered<'a>(
    base: &'a Path,
    places: impl Iterator<Item = &'a Place> + Send + 'a,
    stream: Option<&'a Stream>,
) -> impl Iterator<Item = Input> + Send + 'a {
    let inputs = places.flat_map(move |place| -> Box<dyn Iterator<Item = Input> + Send + 'a> {
        match place {
            Place::File(path) => {
                Box::new(std::iter::once_with(|| Input::file(0, path, origin(path, base))))
            }
            Place::Pipe(path) if !is_lines(path) => Box::new(std::iter::once_with(|| {
                let input = Input::file(0, path, origin(path, base));
                let body = disk::read_resume(path).map_or_else(Body::Unreadable, Body::Line);
                Input { body, ..input }
            })),
            Place::Lines(path) | Place::Pipe(path) => {
                let name = path.to_string_lossy().into_owned();
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let origin = origin(path, base);
                match lines(path) {
                    Ok(lines) => Box::new(
                        lines.map(move |line| Input::line(0, &name, &stem, origin.clone(), line)),
                    ),
                    Err(problem) => Box::new(std::iter::once(Input::unreadable(name, problem))),
                }
            }
            Place::Standard(standard) => {
                let Standard { name, stem, .. } = standard;
                let lines = stream.into_iter().flat_map(|stream| stream.lines(standard));
                Box::new(lines.map(|line| Input::line(0, name, stem, name.clone(), line)))
            }
            Place::Nothing(word, problem) => {
                Box::new(std::iter::once_with(|| Input::unreadable(word.clone(), problem.clone())))
            }
        }
    });
    (1..).zip(inputs).map(|(number, input)| Input { number, ..input })
}

/// Standard input, read by a thread of its own, so that whoever waits for a line can be stopped.
pub(super) struct Stream {
    /// Whether nobody wants another line.
    pub stop: Arc<AtomicBool>,
    /// Where pings are answered, if resumes are.
    pub results: Option<Arc<Results>>,
    /// Whether anything came: a resume, a ping, the end.
    pub is_heard: Arc<AtomicBool>,
}

impl Stream {
    fn lines(&self, standard: &Standard) -> impl Iterator<Item = InputLine> + Send + 'static {
        let Standard { name, first, .. } = standard.clone();
        let (sender, lines) = mpsc::sync_channel(0);
        let (results, stop) = (self.results.clone(), Arc::clone(&self.stop));
        let is_heard = Arc::clone(&self.is_heard);
        let read = move || {
            let stdin = std::io::BufReader::with_capacity(1 << 16, std::io::stdin());
            for line in Lines::from(first, &name, stdin) {
                is_heard.store(true, Ordering::Relaxed);
                let message = results.as_ref().and_then(|results| Some((results, message(&line)?)));
                let goes_on = match message {
                    Some((results, Message::Ping(value))) => {
                        results.pong(value);
                        true
                    }
                    Some((_, Message::End)) => false,
                    None => sender.send(line).is_ok(),
                };
                if !goes_on {
                    return;
                }
            }
        };
        let waiting = match std::thread::Builder::new().name("stdin".to_owned()).spawn(read) {
            Ok(_) => Some(lines),
            Err(_) => None,
        };
        std::iter::from_fn(move || next(waiting.as_ref()?, &stop))
    }
}

/// The next line, unless it is time to stop.
fn next(lines: &Receiver<InputLine>, stop: &AtomicBool) -> Option<InputLine> {
    loop {
        match lines.recv_timeout(TICK) {
            Ok(line) => return Some(line),
            Err(RecvTimeoutError::Timeout) if !stop.load(Ordering::Relaxed) => {}
            Err(_) => return None,
        }
    }
}

/// What is not a resume, but meant for us.
enum Message {
    /// `{"ping": …}`: whether we are there.
    Ping(serde_json::Value),
    /// `{"end": …}`: no more will come.
    End,
}

fn message(line: &InputLine) -> Option<Message> {
    const LONGEST: usize = 1000;
    let text = line.text.as_ref().ok().filter(|text| text.len() < LONGEST)?;
    let map: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(text).ok()?;
    let mut entries = map.into_iter();
    match (entries.next()?, entries.next()) {
        ((key, value), None) if key == "ping" => Some(Message::Ping(value)),
        ((key, _), None) if key == "end" => Some(Message::End),
        _ => None,
    }
}

/// The lines of the file at `path`, unless it is of another kind, or empty.
fn lines(path: &Path) -> Result<Peekable<Lines<impl BufRead + Send + use<>>>, Diagnostic> {
    let name = path.to_string_lossy();
    let mut file = disk::open(path)?;
    // What cannot be read is told with the line that it ends in.
    let head = file.fill_buf().unwrap_or_default();
    if let Some(problem) = read::foreign_lines(&name, head) {
        return Err(problem);
    }
    let mut lines = Lines::new(&name, file).peekable();
    if lines.peek().is_none() {
        return Err(nothing_in(&name));
    }
    Ok(lines)
}

/// That there is no resume where some should be.
pub(super) fn nothing_in(name: &str) -> Diagnostic {
    Diagnostic::error("empty", format!("`{name}` holds no resume"))
        .hint("write each on a line of its own, in JSON")
}

/// The path from `base` to the file at `path`, so that a project may be moved as a whole.
fn origin(path: &Path, base: &Path) -> String {
    let Ok(path) = path.canonicalize() else { return path.to_string_lossy().into_owned() };
    let common = path.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    let up = base.components().skip(common).map(|_| Component::ParentDir);
    let relative: PathBuf = up.chain(path.components().skip(common)).collect();
    relative.to_string_lossy().into_owned()
}

struct Finder {
    places: Vec<Place>,
    seen: HashSet<PathBuf>,
    standard: Standard,
    output: Option<PathBuf>,
}

impl Finder {
    fn word(&mut self, word: &str) {
        let path = Path::new(word);
        let nothing = |reason: String| {
            Place::Nothing(word.to_owned(), Diagnostic::error("file", format!("`{word}` {reason}")))
        };
        let before = self.places.len() + self.seen.len();
        if disk::is_standard_stream(path) {
            if !self.places.iter().any(|place| matches!(place, Place::Standard(_))) {
                self.places.push(Place::Standard(self.standard.clone()));
            }
            return;
        }
        if path.is_dir() {
            let tables = self.folder(path);
            let is_empty = self.places.len() + self.seen.len() == before;
            self.tell_tables(word, &tables, is_empty);
        } else if is_manifest(path) {
            self.places.push(nothing("is the manifest of a batch, not resumes".to_owned()));
        } else if path.symlink_metadata().is_ok() {
            self.file(path);
        } else if word.contains(['*', '?', '[']) {
            match glob::glob(word) {
                Err(error) => self.places.push(nothing(format!("is not a pattern: {}", error.msg))),
                Ok(paths) => {
                    for path in paths.flatten() {
                        if path.is_dir() {
                            self.folder(&path);
                        } else {
                            self.file(&path);
                        }
                    }
                    if self.places.len() + self.seen.len() == before {
                        self.places.push(nothing("matches nothing".to_owned()));
                    }
                }
            }
        } else {
            self.places.push(nothing("does not exist".to_owned()));
        }
    }

    /// Says what was passed over in the folder `word`: of a folder with no resume, all that there is to say.
    fn tell_tables(&mut self, word: &str, tables: &[PathBuf], is_empty: bool) {
        let told = tables
            .iter()
            .find_map(|path| read::foreign(&path.to_string_lossy(), &disk::head(path, HEAD)?));
        if is_empty {
            let message = format!("`{word}` holds no resume");
            let problem = Diagnostic::error("file", message);
            let problem = match told {
                Some(told) => {
                    told.hints.into_iter().fold(problem.hint(told.message), Diagnostic::hint)
                }
                None => problem,
            };
            self.places.push(Place::Nothing(word.to_owned(), problem));
        } else if let Some(mut told) = told {
            told.severity = Severity::Warning;
            report::print(&match tables.len() {
                1 => told,
                count => told.hint(format!("{count} such files in `{word}` are passed over")),
            });
        }
    }

    /// Every resume in the folder and below; not what is hidden, a theme, or the output. Gives the tables and
    /// archives that are passed over.
    fn folder(&mut self, folder: &Path) -> Vec<PathBuf> {
        let mut tables = Vec::new();
        let output = self.output.clone();
        let is_wanted = |entry: &walkdir::DirEntry| {
            let is_hidden =
                entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
            let is_folder = entry.file_type().is_dir();
            let is_output = || output.is_some() && entry.path().canonicalize().ok() == output;
            !is_hidden && !(is_folder && (entry.path().join("theme.toml").is_file() || is_output()))
        };
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_wanted);
        for entry in entries {
            match entry {
                Ok(entry) if entry.path().is_file() => {
                    let is_schema = entry.file_name().to_string_lossy().ends_with(".schema.json");
                    if !is_schema && (is_resume(entry.path()) || is_lines(entry.path())) {
                        if entry.path_is_symlink() && !disk::lies_in(entry.path(), folder) {
                            self.places.push(outside(entry.path(), folder));
                            continue;
                        }
                        self.file(entry.path());
                    } else if is_table(entry.path()) {
                        tables.push(entry.into_path());
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let name = error.path().unwrap_or(folder).to_string_lossy().into_owned();
                    let problem = Diagnostic::error("file", format!("`{name}` cannot be read"));
                    self.places.push(Place::Nothing(name, problem));
                }
            }
        }
        tables
    }

    /// The file at `path`, if it was not named before and is not part of another.
    fn file(&mut self, path: &Path) {
        let path = path.strip_prefix("./").unwrap_or(path);
        if is_manifest(path) || is_overlay(path) {
            // Counts as found: the first file of an overlay, which is there, brings it along.
            self.seen.insert(path.to_owned());
        } else if self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            let path = path.to_owned();
            let is_pipe = path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir());
            self.places.push(match path {
                path if is_pipe => Place::Pipe(path),
                path if is_lines(&path) => Place::Lines(path),
                path => Place::File(path),
            });
        }
    }
}

/// Whether files ending like `path` hold a resume a line.
fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ["ndjson", "jsonl"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// That the file at `path` is a link that leads out of the `folder` it was found in.
fn outside(path: &Path, folder: &Path) -> Place {
    let name = path.to_string_lossy().into_owned();
    let problem =
        Diagnostic::error("file", format!("`{name}` leads outside `{}`", folder.display()))
            .hint("copy the file into the folder, or name it");
    Place::Nothing(name, problem)
}

/// Whether files ending like `path` often hold many people, and are never read.
fn is_table(path: &Path) -> bool {
    let endings = ["csv", "tsv", "xlsx", "xls", "ods", "numbers", "gz", "bz2", "xz", "zst", "zip"];
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&&*ending))
}

/// Whether the file at `path` is what a batch has recorded.
fn is_manifest(path: &Path) -> bool {
    const START: &[u8] = b"{\"cvgen-manifest\":";
    // A pipe is read once, by whoever makes what is in it.
    is_lines(path)
        && path.is_file()
        && disk::open(path).is_ok_and(|mut file| {
            let mut start = [0; START.len()];
            file.read_exact(&mut start).is_ok() && start == START
        })
}
