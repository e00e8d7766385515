//! The output folder: whose it is, what is in it, and how files get there whole.

use crate::assets::Content;
use crate::batch::{HEADER, Known, Manifest, Output, Record, Shard, file_path, page_name};
use crate::cli::disk;
use crate::diagnostic::Diagnostic;
use crate::job::Format;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use walkdir::WalkDir;

/// What names of files begin with that a killed run has left behind.
const UNFINISHED: &str = ".cvgen-";

/// A folder to write to.
pub(super) struct Folder {
    path: PathBuf,
    /// Folders in it that are known to be there.
    made: Mutex<HashSet<PathBuf>>,
    /// Where the manifest is, and the file itself.
    manifest: Option<(PathBuf, Mutex<File>)>,
}

impl Folder {
    /// A folder that several programs may write to at once; nothing is recorded in it.
    pub(super) fn shared(path: &Path) -> Result<Folder, Diagnostic> {
        disk::make_folder(path)?;
        Ok(Folder { path: path.to_owned(), made: Mutex::default(), manifest: None })
    }

    /// The folder of a batch: new, empty, or with a manifest, which is read into `manifest`. Fails if
    /// another batch is at work there, or if it is full of other things and not `forced`.
    pub(super) fn open(
        path: &Path,
        forced: bool,
        shard: Shard,
        manifest: &Manifest,
    ) -> Result<Folder, Diagnostic> {
        disk::make_folder(path)?;
        let own = path.join(format!("manifest{}.ndjson", shard.suffix()));
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
        if shard == Shard::WHOLE {
            sweep(path);
        }
        Ok(Folder {
            path: path.to_owned(),
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

    /// Whether the files of `output` are there, as large as they were.
    pub(super) fn has(&self, output: &Output, known: &Known) -> bool {
        let path = self.path.join(&output.path);
        if output.format == Format::Typ {
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
        if output.format == Format::Typ {
            return disk::write_folder(&path, files, is_typst_folder);
        }
        // Last the first one, which needs the others.
        for (name, content) in files.iter().rev() {
            let path = file_path(&output.path, output.format, name);
            disk::write(&self.path.join(path), content.as_ref())?;
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
fn resume(mut file: File, path: &Path, manifest: &Manifest) -> io::Result<File> {
    let whole = read(path, manifest);
    file.set_len(whole)?;
    if whole == 0 {
        file.write_all(HEADER.as_bytes())?;
    }
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// Reads the manifest at `path`; gives the number of bytes in whole lines.
fn read(path: &Path, manifest: &Manifest) -> u64 {
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

/// Takes away the unfinished files of a run that was killed.
fn sweep(folder: &Path) {
    let entries = WalkDir::new(folder).into_iter().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED))
    {
        let is_folder = entry.file_type().is_dir();
        let _ = if is_folder {
            fs::remove_dir_all(entry.path())
        } else {
            fs::remove_file(entry.path())
        };
    }
}

fn is_typst_folder(folder: &Path) -> bool {
    ["main.typ", "document.json"].iter().all(|name| folder.join(name).is_file())
}
