//! The manifest of an output folder, as a file: whose the folder is, what was made in it, and what runs
//! that were killed have left behind.

use super::folder::unfinished;
use crate::cli::disk::{self, UNFINISHED};
use cvgen::batch::{Census, HEADER, Manifest, OLD_HEADER, Record, Shard, State};
use cvgen::diagnostic::Diagnostic;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufWriter, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How the names of unfinished files end.
const ENDING: &str = disk::UNFINISHED_ENDING;

/// The manifest of a batch, locked for as long as it is at work.
pub(super) struct Records {
    folder: PathBuf,
    path: PathBuf,
    shard: Shard,
    file: Mutex<File>,
    /// Where the records of this run begin.
    start: u64,
}

impl Records {
    /// The manifest in the folder at `path`, which is new, empty, or has one; what is in it is read into
    /// `manifest`. Fails if another batch is at work there, or if the folder is full of other things and
    /// not `forced`.
    pub(super) fn open(
        path: &Path,
        forced: bool,
        shard: Shard,
        manifest: &mut Manifest,
    ) -> Result<Records, Diagnostic> {
        disk::make_folder(path)?;
        let own = path.join(manifest_name(&shard.suffix()));
        // First what a manifest would explain, then the manifests: another part may begin just now.
        let alien = alien(path);
        let manifests = manifests(path);
        let is_ours = manifests.iter().any(|name| has_header(&path.join(name)));
        if let Some(alien) = alien.filter(|_| !is_ours && !forced) {
            let message = format!(
                "`{}` holds things that no batch has made, such as `{}`",
                path.display(),
                alien.display()
            );
            return Err(Diagnostic::error("not-ours", message).hint(
                "name a new or an empty folder, or write there all the same with `--force`",
            ));
        }
        let file = lock(&own, path)?;
        for other in manifests.iter().map(|name| path.join(name)).filter(|path| *path != own) {
            read(&other, manifest);
        }
        let (file, start) =
            resume(file, &own, manifest).map_err(|error| disk::failed("written", &own, &error))?;
        sweep(path, manifest, &shard.suffix());
        let folder = path.to_owned();
        Ok(Records { folder, path: own, shard, file: Mutex::new(file), start })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The names of all manifests in the folder, which are not outputs.
    pub(super) fn manifests(&self) -> Vec<PathBuf> {
        manifests(&self.folder)
    }

    /// Adds `record`, by one write of one line.
    pub(super) fn add(&self, record: &Record) -> Result<(), Diagnostic> {
        let mut line = serde_json::to_vec(record).unwrap_or_default();
        line.push(b'\n');
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let before = file.metadata().map(|metadata| metadata.len());
        file.write_all(&line).map_err(|error| {
            // Half a line would spoil the next one.
            let _ = before.and_then(|length| file.set_len(length));
            disk::failed("written", &self.path, &error)
        })
    }

    /// Writes the manifest once more: a record for each output, true for the run that `census` knows, in
    /// the order of its inputs, and what failed among them. What no input makes is stale if `is_whole`,
    /// and taken away if `prune`. Gives the number of stale outputs.
    pub(super) fn finish(
        self,
        census: &Census,
        manifest: &Manifest,
        is_whole: bool,
        prune: bool,
    ) -> Result<usize, Diagnostic> {
        let failed = |error: &io::Error| disk::failed("written", &self.path, error);
        let mut lines = self.last_lines(census).map_err(|error| failed(&error))?;
        lines.sort_by(|one, other| one.key().cmp(&other.key()));
        let mut stale = 0;
        let write = |file: &mut File| -> io::Result<()> {
            let mut file = BufWriter::with_capacity(1 << 16, file);
            file.write_all(HEADER.as_bytes())?;
            let mut readers: HashMap<PathBuf, io::BufReader<File>> = HashMap::new();
            for line in &lines {
                let Some(record) = self.current(line, census, is_whole, &mut readers) else {
                    continue;
                };
                if record.state == State::Stale {
                    stale += 1;
                    if prune {
                        remove(&self.folder, &record);
                        continue;
                    }
                }
                serde_json::to_writer(&mut file, &record)?;
                file.write_all(b"\n")?;
            }
            file.flush()
        };
        disk::replace_by(
            &self.path,
            write,
            &format!("{}{}-", unfinished(self.shard), std::process::id()),
        )
        .map_err(|error| failed(&error))?;
        sweep(&self.folder, manifest, &self.shard.suffix());
        Ok(stale)
    }

    /// Where the records are that say the last thing about each output, and what was there before.
    fn last_lines(&self, census: &Census) -> io::Result<Vec<Line>> {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut lines: Vec<Line> = Vec::new();
        let others = manifests(&self.folder).into_iter().map(|name| self.folder.join(name));
        let others: Vec<_> = others.filter(|path| *path != self.path).collect();
        for path in others.iter().chain([&self.path]) {
            let is_own = *path == self.path;
            each_line(path, |at, bytes| {
                let Ok(record) = serde_json::from_slice::<Record>(bytes) else { return };
                let is_fresh = is_own && at >= self.start;
                let line = |older| Line {
                    n: record.n,
                    output: record.output.clone().unwrap_or_default(),
                    file: path.clone(),
                    at,
                    is_fresh,
                    older,
                };
                let Some(output) = &record.output else {
                    // What failed before, and may have been mended since.
                    lines.extend(is_fresh.then(|| line(None)));
                    return;
                };
                // What other parts have made counts here if this run has found it.
                if !is_own && !census.is_unchanged(output) {
                    return;
                }
                if let Some(index) = known.get(output) {
                    let older = (lines[*index].file.clone(), lines[*index].at);
                    lines[*index] = line(is_fresh.then_some(older));
                } else {
                    known.insert(output.clone(), lines.len());
                    lines.push(line(None));
                }
            })?;
        }
        for line in lines.iter_mut().filter(|line| !line.is_fresh && !line.output.is_empty()) {
            line.n = census.number(&line.output).unwrap_or(usize::MAX);
        }
        Ok(lines)
    }

    /// The record of `line`, true for this run.
    fn current(
        &self,
        line: &Line,
        census: &Census,
        is_whole: bool,
        readers: &mut HashMap<PathBuf, io::BufReader<File>>,
    ) -> Option<Record> {
        let mut at = |file: &Path, at: u64| -> Option<Record> {
            if !readers.contains_key(file) {
                readers.insert(file.to_owned(), io::BufReader::new(File::open(file).ok()?));
            }
            let reader = readers.get_mut(file)?;
            reader.seek(SeekFrom::Start(at)).ok()?;
            let mut bytes = Vec::new();
            reader.read_until(b'\n', &mut bytes).ok()?;
            serde_json::from_slice(&bytes).ok()
        };
        let record = at(&line.file, line.at)?;
        if !line.is_fresh {
            // A part does not know what the others make.
            return census.update(record, is_whole && self.shard == Shard::WHOLE);
        }
        // The files are still those of before.
        let older = line.older.as_ref().filter(|_| record.state == State::Failed);
        let older = older.and_then(|(file, offset)| at(file, *offset));
        Some(match older {
            Some(older) => {
                let Record { hash, pages, spacing, files, .. } = older;
                Record { hash, pages, spacing, files, ..record }
            }
            None => record,
        })
    }
}

/// A record in a manifest.
struct Line {
    n: usize,
    output: String,
    file: PathBuf,
    at: u64,
    /// Whether this run has written it.
    is_fresh: bool,
    /// Where what was said of the same output before is.
    older: Option<(PathBuf, u64)>,
}

impl Line {
    fn key(&self) -> (usize, &str) {
        (self.n, &self.output)
    }
}

/// Takes away the files of `record`, and folders that are empty then.
fn remove(folder: &Path, record: &Record) {
    for file in &record.files {
        let path = Path::new(&file.path);
        // A manifest may have been written by anybody.
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            continue;
        }
        let is_file = folder.join(path).symlink_metadata().is_ok_and(|found| found.is_file());
        if is_file && fs::remove_file(folder.join(path)).is_ok() {
            let parents = path.ancestors().skip(1).filter(|parent| *parent != Path::new(""));
            for parent in parents {
                if fs::remove_dir(folder.join(parent)).is_err() {
                    break;
                }
            }
        }
    }
}

/// The names of the manifests in `folder`, sorted. Of the other names, which may be a million, none is
/// kept.
fn manifests(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = names(folder).filter(|name| is_manifest(name)).collect();
    names.retain(|name| folder.join(name).is_file());
    names.sort();
    names
}

/// Something in `folder` that is neither hidden nor a manifest.
fn alien(folder: &Path) -> Option<PathBuf> {
    names(folder).find(|name| !is_manifest(name) && !name.to_string_lossy().starts_with('.'))
}

fn names(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.file_name().into()))
}

/// Whether `name` is that of a manifest: of a whole batch, or of a part of one.
pub(super) fn is_manifest(name: &Path) -> bool {
    let name = name.to_string_lossy();
    let part = name.strip_prefix("manifest").and_then(|rest| rest.strip_suffix(".ndjson"));
    part.is_some_and(|part| part.is_empty() || part.starts_with('-') && part.contains("-of-"))
}

fn has_header(path: &Path) -> bool {
    let mut line = String::new();
    let read = File::open(path).and_then(|file| io::BufReader::new(file).read_line(&mut line));
    read.is_ok() && ([HEADER, OLD_HEADER].contains(&&*line) || line.is_empty())
}

/// The manifest at `path`, locked for as long as the program runs.
fn lock(path: &Path, folder: &Path) -> Result<File, Diagnostic> {
    // A pipe would wait for somebody at its other end for ever.
    if path.symlink_metadata().is_ok() && !path.is_file() {
        let message = format!("`{}` is not a regular file", path.display());
        return Err(Diagnostic::error("not-ours", message)
            .hint("take it away, or choose another folder with `-o`"));
    }
    let file = OpenOptions::new().create(true).read(true).append(true).open(path);
    let file = file.map_err(|error| disk::failed("written", path, &error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let message = format!("another batch is at work in `{}`", folder.display());
            Err(Diagnostic::error("another-run", message)
                .hint("wait for it, choose another folder, or share the work with `--shard K/N`"))
        }
        // Some file systems have no locks; what is written is whole all the same.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Reads what the manifest says so far, and makes `file` ready for more: without a last line that was
/// cut, and with a header. Gives where more begins.
fn resume(mut file: File, path: &Path, manifest: &mut Manifest) -> io::Result<(File, u64)> {
    let whole = read(path, manifest);
    file.set_len(whole)?;
    if whole == 0 {
        file.write_all(HEADER.as_bytes())?;
    }
    let start = file.seek(SeekFrom::End(0))?;
    Ok((file, start))
}

/// Reads the manifest at `path`; gives the number of bytes in whole lines.
fn read(path: &Path, manifest: &mut Manifest) -> u64 {
    let mut whole = 0;
    let _ = each_line(path, |at, line| {
        whole = at + line.len() as u64;
        manifest.add_line(line);
    });
    whole
}

/// Calls `with` for each whole line of the file at `path`, and where it begins.
fn each_line(path: &Path, mut with: impl FnMut(u64, &[u8])) -> io::Result<()> {
    let mut reader = io::BufReader::with_capacity(1 << 16, File::open(path)?);
    let (mut line, mut at) = (Vec::new(), 0);
    while reader.read_until(b'\n', &mut line)? > 0 {
        if line.ends_with(b"\n") {
            with(at, &line);
        }
        at += line.len() as u64;
        line.clear();
    }
    Ok(())
}

/// Takes away the unfinished files of runs that were killed: a part those of itself, since the others may
/// be at work, and the whole those of all parts that are not. Looks only where the manifest says that
/// files were made, and only for names of exactly the form that a batch gives.
fn sweep(folder: &Path, manifest: &Manifest, own: &str) {
    // Locked until all is swept.
    let mut others = HashMap::new();
    let mut is_over = |part: &str| {
        part == own
            || own.is_empty() && {
                let lock = |part: &str| File::open(folder.join(manifest_name(part)));
                let is_free =
                    |file: &File| !matches!(file.try_lock(), Err(TryLockError::WouldBlock));
                let other = others.entry(part.to_owned());
                other.or_insert_with_key(|part| lock(part).ok().filter(is_free)).is_some()
            }
    };
    let folders = manifest.folders().map(|inner| folder.join(inner));
    for place in std::iter::once(folder.to_owned()).chain(folders) {
        for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let Some(part) = name.to_str().and_then(part_of) else { continue };
            if !is_over(part) {
                continue;
            }
            let _ = match entry.file_type() {
                Ok(kind) if kind.is_dir() => fs::remove_dir_all(entry.path()),
                _ => fs::remove_file(entry.path()),
            };
        }
    }
}

/// The part that the unfinished file called `name` is of, as [`Shard::suffix`] has it: `.cvgen-batch`, the
/// part, the process, six letters or digits, and an ending.
fn part_of(name: &str) -> Option<&str> {
    let rest = name.strip_prefix(UNFINISHED)?.strip_prefix("batch")?.strip_suffix(ENDING)?;
    let (rest, random) = rest.rsplit_once('-')?;
    let (part, process) = rest.rsplit_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_random = random.len() == 6 && random.bytes().all(|b| b.is_ascii_alphanumeric());
    let numbers = part.strip_prefix('-').and_then(|part| part.split_once("-of-"));
    let is_part = part.is_empty() || numbers.is_some_and(|(k, n)| digits(k) && digits(n));
    (is_random && digits(process) && is_part).then_some(part)
}

/// The name of the manifest of a part, by its [`Shard::suffix`].
fn manifest_name(part: &str) -> String {
    format!("manifest{part}.ndjson")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_the_exact_form_is_ours() {
        for (name, part) in [
            (".cvgen-batch-77-a1B2c3.tmp", Some("")),
            (".cvgen-batch-2-of-3-77-a1B2c3.tmp", Some("-2-of-3")),
            (".cvgen-batch-77-a1B2c3", None),
            (".cvgen-batch-77-a1B2.tmp", None),
            (".cvgen-batch-notes-a1B2c3.tmp", None),
            (".cvgen-batch--77-a1B2c3.tmp", None),
            (".cvgen-batch-of-3-77-a1B2c3.tmp", None),
            (".cvgen-notes", None),
            (".cvgen-backup", None),
            (".cvgen-worker-77-a1B2c3.tmp", None),
            (".cvgen-77-a1B2c3.tmp", None),
        ] {
            assert_eq!(part_of(name), part, "{name}");
        }
    }

    #[test]
    fn each_run_knows_what_it_has_left_behind() {
        let place = tempfile::tempdir().unwrap();
        let open = |shard: &str| {
            let shard = if shard.is_empty() { Shard::WHOLE } else { shard.parse().unwrap() };
            Records::open(place.path(), false, shard, &mut Manifest::default()).unwrap()
        };
        for (shard, other) in [("", "2/3"), ("2/3", "1/3"), ("1/3", "2/3")] {
            let (own, other) = (open(shard), open(other));
            let left = |records: &Records| {
                place.path().join(format!("{}7-a1B2c3{ENDING}", unfinished(records.shard)))
            };
            let left = [&own, &other].map(left);
            for path in &left {
                fs::write(path, "half a file").unwrap();
            }
            drop(own);
            drop(open(shard));
            assert_eq!([left[0].exists(), left[1].exists()], [false, true], "{shard}");
            drop(other);
            fs::remove_file(&left[1]).unwrap();
        }
    }
}
