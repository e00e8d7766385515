//! The output folder: whose it is, what is in it, and how files get there whole.

use crate::cli::disk::{self, UNFINISHED};
use cvgen::assets::Content;
use cvgen::batch::{HEADER, Known, Manifest, Output, Record, Shard, file_path, page_name};
use cvgen::diagnostic::Diagnostic;
use cvgen::job::Shape;
use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use walkdir::WalkDir;

/// What workers put behind [`UNFINISHED`]. They have no manifest that would tell whether they are at work,
/// and what they leave behind is the engine's to take away.
const WORKER: &str = "worker";

/// A folder to write to.
pub(super) struct Folder {
    path: PathBuf,
    /// What names of its files begin with as long as they are not complete.
    unfinished: String,
    /// Folders in it that are known to be there.
    made: Mutex<HashSet<PathBuf>>,
    /// Where the manifest is, and the file itself.
    manifest: Option<(PathBuf, Mutex<File>)>,
}

impl Folder {
    /// A folder that several programs may write to at once; nothing is recorded in it.
    pub(super) fn shared(path: &Path) -> Result<Folder, Diagnostic> {
        disk::make_folder(path)?;
        let unfinished = format!("{UNFINISHED}{WORKER}-");
        Ok(Folder { path: path.to_owned(), unfinished, made: Mutex::default(), manifest: None })
    }

    /// The folder of a batch: new, empty, or with a manifest, which is read into `manifest`. Fails if
    /// another batch is at work there, or if it is full of other things and not `forced`.
    pub(super) fn open(
        path: &Path,
        forced: bool,
        shard: Shard,
        manifest: &mut Manifest,
    ) -> Result<Folder, Diagnostic> {
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
        let file =
            resume(file, &own, manifest).map_err(|error| disk::failed("written", &own, &error))?;
        sweep(path, &shard.suffix());
        let unfinished = match shard.suffix().strip_prefix('-') {
            Some(part) => format!("{UNFINISHED}{part}-"),
            None => UNFINISHED.to_owned(),
        };
        Ok(Folder {
            path: path.to_owned(),
            unfinished,
            made: Mutex::default(),
            manifest: Some((own, Mutex::new(file))),
        })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where its manifest is, if it has one.
    pub(super) fn manifest(&self) -> Option<&Path> {
        self.manifest.as_ref().map(|(path, _)| path.as_path())
    }

    /// The names of the manifests in it, which are no outputs.
    pub(super) fn manifests(&self) -> Vec<PathBuf> {
        manifests(&self.path)
    }

    /// Whether the files of `output` are there, as large as they were; in a folder of source, which a
    /// person may go on with, of any size.
    pub(super) fn has(&self, output: &Output, known: &Known) -> bool {
        let file = |name: &String| self.path.join(file_path(&output.path, output.format, name));
        if !known.names.iter().all(|name| file(name).is_file()) {
            return false;
        }
        let path = self.path.join(&output.path);
        if output.format.shape == Shape::Folder {
            return is_typst_folder(&path);
        }
        let size = |path: PathBuf| {
            path.metadata().ok().filter(fs::Metadata::is_file).map(|file| file.len())
        };
        let bytes: Option<u64> = match known.files {
            1 => size(path),
            count => (1..=count)
                .map(|page| size(self.path.join(page_name(&output.path, &page.to_string()))))
                .sum(),
        };
        bytes == Some(known.bytes)
    }

    /// Puts the files of `output` in their place, and takes away pages of before that are no more.
    pub(super) fn write(
        &self,
        output: &Output,
        files: &[(String, Content)],
    ) -> Result<(), Diagnostic> {
        let path = self.path.join(&output.path);
        self.make_parent(&path)?;
        if output.format.shape == Shape::Folder {
            // What is recorded is ours, whatever is missing in it.
            let is_ours = if output.older_files > 0 { |_: &Path| true } else { is_typst_folder };
            return disk::write_folder_by(&path, files, is_ours, &self.unfinished);
        }
        // Last the first one, which needs the others.
        for (name, content) in files.iter().rev() {
            let path = file_path(&output.path, output.format, name);
            disk::write_by(&self.path.join(path), content.as_ref(), &self.unfinished)?;
        }
        let page = |page: usize| if page == 0 { String::new() } else { page.to_string() };
        let is_there = |name: &String| files.iter().any(|(own, _)| own == name);
        let older = if output.older_files == 1 { 0..1 } else { 1..output.older_files + 1 };
        for stale in older.map(page).filter(|name| output.older_files > 0 && !is_there(name)) {
            // If it cannot be taken away it is not wrong, only old.
            let path = file_path(&output.path, output.format, &stale);
            let _ = fs::remove_file(self.path.join(path));
        }
        Ok(())
    }

    fn make_parent(&self, path: &Path) -> Result<(), Diagnostic> {
        let parent = disk::parent(path);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if parent != self.path && !made.contains(parent) {
            disk::make_folder(parent)?;
            made.insert(parent.to_owned());
        }
        Ok(())
    }

    /// Adds `record` to the manifest, by one write of one line.
    pub(super) fn record(&self, record: &Record) -> Result<(), Diagnostic> {
        let Some((path, manifest)) = &self.manifest else { return Ok(()) };
        let mut line = serde_json::to_vec(record).unwrap_or_default();
        line.push(b'\n');
        let mut file = manifest.lock().unwrap_or_else(PoisonError::into_inner);
        let before = file.metadata().map(|metadata| metadata.len());
        file.write_all(&line).map_err(|error| {
            // Half a line would spoil the next one.
            let _ = before.and_then(|length| file.set_len(length));
            disk::failed("written", path, &error)
        })
    }
}

/// The names of the manifests in `folder`, sorted. Of the other names, which may be a million, none is
/// kept.
fn manifests(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = names(folder).filter(|name| is_manifest(name)).collect();
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
fn is_manifest(name: &Path) -> bool {
    let name = name.to_string_lossy();
    let part = name.strip_prefix("manifest").and_then(|rest| rest.strip_suffix(".ndjson"));
    part.is_some_and(|part| part.is_empty() || part.starts_with('-') && part.contains("-of-"))
}

fn has_header(path: &Path) -> bool {
    let mut line = String::new();
    let read = File::open(path).and_then(|file| io::BufReader::new(file).read_line(&mut line));
    read.is_ok() && (line == HEADER || line.is_empty())
}

/// The manifest at `path`, locked for as long as the program runs.
fn lock(path: &Path, folder: &Path) -> Result<File, Diagnostic> {
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
/// cut, and with a header.
fn resume(mut file: File, path: &Path, manifest: &mut Manifest) -> io::Result<File> {
    let whole = read(path, manifest);
    file.set_len(whole)?;
    if whole == 0 {
        file.write_all(HEADER.as_bytes())?;
    }
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// Reads the manifest at `path`; gives the number of bytes in whole lines.
fn read(path: &Path, manifest: &mut Manifest) -> u64 {
    let Ok(file) = File::open(path) else { return 0 };
    let mut reader = io::BufReader::with_capacity(1 << 16, file);
    let (mut line, mut whole) = (Vec::new(), 0);
    while let Ok(1..) = reader.read_until(b'\n', &mut line) {
        if line.ends_with(b"\n") {
            whole += line.len() as u64;
            manifest.add_line(&line);
        }
        line.clear();
    }
    whole
}

/// Takes away the unfinished files of runs that were killed: a part those of itself, since the others may
/// be at work, and the whole those of all parts that are not.
fn sweep(folder: &Path, own: &str) {
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
    for entry in WalkDir::new(folder).into_iter().flatten() {
        let name = entry.file_name().to_string_lossy();
        let Some(name) = name.strip_prefix(UNFINISHED) else { continue };
        let part = name.rfind('-').map_or(String::new(), |end| format!("-{}", &name[..end]));
        if is_over(&part) {
            let is_folder = entry.file_type().is_dir();
            let _ = if is_folder {
                fs::remove_dir_all(entry.path())
            } else {
                fs::remove_file(entry.path())
            };
        }
    }
}

/// The name of the manifest of a part, by its [`Shard::suffix`].
fn manifest_name(part: &str) -> String {
    format!("manifest{part}.ndjson")
}

fn is_typst_folder(folder: &Path) -> bool {
    ["main.typ", "document.json"].iter().all(|name| folder.join(name).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_run_knows_what_it_has_left_behind() {
        let place = tempfile::tempdir().unwrap();
        let open = |shard: &str| {
            let shard = if shard.is_empty() { Shard::WHOLE } else { shard.parse().unwrap() };
            Folder::open(place.path(), false, shard, &mut Manifest::default()).unwrap()
        };
        for (shard, other) in [("", "2/3"), ("2/3", "1/3"), ("1/3", "2/3")] {
            let (own, other) = (open(shard), open(other));
            let left = |folder: &Folder| place.path().join(format!("{}a1B2c3", folder.unfinished));
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
