//! The output folder: how files get there whole, and whether they are still there.

use crate::cli::disk::{self, UNFINISHED};
use crate::cli::render::edits;
use cvgen::assets::Content;
use cvgen::batch::{Known, Output, Shard, file_path, page_name};
use cvgen::diagnostic::Diagnostic;
use cvgen::job::{Shape, TEX};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the names of unfinished files of a worker of others begin with. It has no manifest that would tell
/// whether it is at work; what it leaves behind is the engine's to take away.
const WORKER: &str = "worker";

/// A folder to write to.
pub(super) struct Folder {
    path: PathBuf,
    /// What names of its files begin with as long as they are not complete.
    unfinished: String,
    /// Folders in it that are known to be there.
    made: Mutex<HashSet<PathBuf>>,
    /// Whether edited LaTeX sources, and files that no batch has made, are replaced.
    is_forced: bool,
    /// Whether a manifest says which files a batch has made.
    is_recorded: bool,
    /// What was read in it, and is not overwritten.
    read: Mutex<HashSet<PathBuf>>,
}

/// What names of unfinished files begin with that the batch of `shard` makes, up to the number of the
/// process.
pub(super) fn unfinished(shard: Shard) -> String {
    format!("{UNFINISHED}batch{}-", shard.suffix())
}

impl Folder {
    /// The folder at `path`, which is there.
    fn new(path: &Path, unfinished: &str) -> Folder {
        let unfinished = format!("{unfinished}{}-", std::process::id());
        Folder {
            path: path.to_owned(),
            unfinished,
            made: Mutex::default(),
            is_forced: false,
            is_recorded: true,
            read: Mutex::default(),
        }
    }

    /// A folder that several programs may write to at once.
    pub(super) fn shared(path: &Path) -> Folder {
        Folder { is_recorded: false, ..Folder::new(path, &format!("{UNFINISHED}{WORKER}-")) }
    }

    /// The folder of the batch of `shard`.
    pub(super) fn of_batch(path: &Path, shard: Shard) -> Folder {
        Folder::new(path, &unfinished(shard))
    }

    /// The same folder, in which edited sources and the files of others are replaced if that is `forced`.
    pub(super) fn forced(self, forced: bool) -> Folder {
        Folder { is_forced: forced, ..self }
    }

    /// Keeps the file at `path`, which is an input, from being overwritten.
    pub(super) fn keep(&self, path: &Path) {
        let Ok(path) = path.canonicalize() else { return };
        if disk::lies_in(&path, &self.path) {
            self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
        }
    }

    /// Why `content` may not be written to `path`: an input is there, or a file that no batch has made. Pictures are
    /// not replaced even by force: what is photo to another resume cannot be told from a page.
    fn refuse(&self, path: &Path, is_known: bool, content: &Content) -> Result<(), Diagnostic> {
        let Ok(found) = path.canonicalize() else { return Ok(()) };
        let other = "choose another folder with `-o`, or other names by `--pattern`";
        if self.read.lock().unwrap_or_else(PoisonError::into_inner).contains(&found) {
            return Err(disk::is_read_here(path, other));
        }
        let is_picture = found.extension().is_some_and(|ending| ending == "png" || ending == "svg");
        let may_replace = is_known || !self.is_recorded || self.is_forced && !is_picture;
        if may_replace || disk::holds(path, content.as_ref()) {
            return Ok(());
        }
        let message = format!("`{}` exists, and no batch has made it", path.display());
        let remedy = if is_picture { "move it away" } else { "replace it with `--force`" };
        Err(Diagnostic::error("not-ours", message).hint(other).hint(remedy))
    }

    /// Whether the files of `output` are there, as large as they were; in a folder of source, which a
    /// person may go on with, of any size.
    pub(super) fn has(&self, output: &Output, known: &Known) -> bool {
        if !known.other_files(&output.path).all(|name| self.path.join(name).is_file()) {
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
        if !self.is_forced {
            edits::refuse(output.format.name, &path)?;
        }
        for (name, content) in files {
            // What lies beside a source is called by its content, or is the same for all.
            let is_beside = !name.is_empty() && output.format.shape == Shape::File;
            let page = name.parse().unwrap_or(1);
            let is_known = is_beside || output.format == TEX || page <= output.older_files;
            let path = file_path(&output.path, output.format, name);
            self.refuse(&self.path.join(path), is_known, content)?;
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
}

fn is_typst_folder(folder: &Path) -> bool {
    ["main.typ", "document.json"].iter().all(|name| folder.join(name).is_file())
}
