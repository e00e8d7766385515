//! Files: read with limits, written whole or not at all.

use cvgen::assets::Content;
use cvgen::diagnostic::{Diagnostic, reason};
use cvgen::read;
use cvgen::theme::Folder;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

/// The code of what the disk, or somebody's rights to it, is at fault for.
pub(super) const DISK: &str = "disk";

/// The code of what could not be written because there is no room.
pub(super) const DISK_FULL: &str = "disk-full";

/// The largest photo, in bytes.
const MAX_PHOTO: u64 = 10 << 20;

/// The largest file of a theme, in bytes.
const MAX_THEME_FILE: u64 = 10 << 20;

/// The most files a theme may have.
const MAX_THEME_FILES: usize = 500;

/// What names of files begin with that are not complete yet; a killed run leaves some behind.
pub(super) const UNFINISHED: &str = ".cvgen-";

/// How they end.
pub(super) const UNFINISHED_ENDING: &str = ".tmp";

/// What makes a folder a theme.
const MANIFEST: &str = "theme.toml";

/// The largest font file, in bytes.
const MAX_FONT: u64 = 100 << 20;

/// Why `path` could not be used, in plain words.
pub(super) fn failed(what: &str, path: &Path, error: &io::Error) -> Diagnostic {
    let name = path.display();
    let diagnostic = |reason: &str| Diagnostic::error("file", format!("`{name}` {reason}"));
    // Not the person's fault, but the machine's.
    let of_the_machine = |reason: &str| diagnostic(reason).coded(DISK);
    match error.kind() {
        io::ErrorKind::NotFound if what == "written" => {
            diagnostic("cannot be written: no file can be made there")
                .hint("choose another place with `-o`")
        }
        io::ErrorKind::NotFound => diagnostic("does not exist"),
        io::ErrorKind::IsADirectory => {
            diagnostic("is a folder, not a file").hint("name a file in it")
        }
        io::ErrorKind::NotADirectory => diagnostic("leads through something that is not a folder")
            .hint("look for a file where the path has a folder"),
        io::ErrorKind::PermissionDenied => {
            of_the_machine(&format!("may not be {what}")).hint("look at its permissions")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            diagnostic("could not be written: the disk is full")
                .coded(DISK_FULL)
                .hint("make room, or choose another place with `-o`")
        }
        io::ErrorKind::FileTooLarge => of_the_machine("could not be written: file too large")
            .hint("raise the limit on the size of files, which `ulimit -f` shows"),
        io::ErrorKind::ReadOnlyFilesystem => {
            of_the_machine("lies on a disk that cannot be written")
                .hint("choose another place with `-o`")
        }
        _ => of_the_machine(&format!("cannot be {what}: {}", reason(error)))
            .hint("look at the disk and at the limits of the system"),
    }
}

/// At most `limit` bytes of the file at `path`, and one more if there are more.
fn read_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a resume file, or of standard input for `-`.
pub(super) fn read_resume(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let limit = read::MAX_BYTES as u64;
    let bytes = if is_standard_stream(path) {
        let mut bytes = Vec::new();
        io::stdin().take(limit + 1).read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::metadata(path).and_then(|metadata| {
            if metadata.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            read_up_to(path, limit)
        })
    };
    let bytes = bytes.map_err(|error| {
        let diagnostic = failed("read", path, &error);
        match error.kind() {
            io::ErrorKind::NotFound => diagnostic.hint("`cvgen new` writes a resume to begin with"),
            _ => diagnostic,
        }
    })?;
    if bytes.len() as u64 > limit {
        return Err(read::too_large(&path.display().to_string(), &bytes));
    }
    Ok(bytes)
}

/// The bytes of a part of the resume in `folder` that is not named by the person who runs us: a regular file
/// in that folder or below, wherever links lead.
pub(super) fn read_part(folder: &Path, path: &Path) -> Result<Vec<u8>, Diagnostic> {
    if fs::canonicalize(path).is_ok() && !lies_in(path, folder) {
        let message = format!("`{}` leads outside the resume's folder", path.display());
        return Err(Diagnostic::error("file", message).hint("copy the file beside the resume"));
    }
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        let message = format!("`{}` is not a regular file", path.display());
        return Err(Diagnostic::error("file", message).hint("copy what it gives into a file"));
    }
    read_resume(path)
}

/// Whether `path` stands for standard input or output.
pub(super) fn is_standard_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// The bytes of a file of at most `limit` bytes; `None` if it is larger.
pub(super) fn read_at_most(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Diagnostic> {
    let bytes = fs::metadata(path).and_then(|metadata| {
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        read_up_to(path, limit)
    });
    match bytes {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(None),
        Ok(bytes) => {
            Ok(u64::try_from(bytes.len()).is_ok_and(|length| length <= limit).then_some(bytes))
        }
        Err(error) => Err(failed("read", path, &error)),
    }
}

/// The first `length` bytes of the file at `path`; none if it is not a file, or cannot be read.
pub(super) fn head(path: &Path, length: u64) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    fs::File::open(path).ok()?.take(length).read_to_end(&mut head).ok()?;
    Some(head)
}

/// The bytes of an image that a resume in `folder` names by `path`: a regular file in that folder
/// or below, wherever links lead. An address of the network is only a warning: files of other
/// tools have them, and are printed without the photo.
pub(super) fn read_beside(folder: &Path, path: &str) -> Result<Vec<u8>, Diagnostic> {
    let problem = |reason: String| Diagnostic::error("photo", reason);
    if path.contains("://") || path.starts_with("data:") {
        let shown: String = path.chars().take(60).collect();
        let message = format!("the picture `{shown}` is not a file; it is left out");
        return Err(Diagnostic::warning("photo", message)
            .hint("save it beside the resume and name the file; cvgen never uses the network"));
    }
    let wanted = folder.join(path);
    let resolved = fs::canonicalize(&wanted)
        .map_err(|error| failed("read", Path::new(path), &error).coded("photo"))
        .map_err(|problem| problem.hint("pictures are looked for beside the resume"))?;
    let root =
        fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
            .map_err(|error| failed("read", folder, &error))?;
    if !resolved.starts_with(&root) {
        return Err(problem(format!("the picture `{path}` lies outside the resume's folder"))
            .hint("copy it beside the resume"));
    }
    let metadata = fs::metadata(&resolved).map_err(|error| failed("read", &wanted, &error))?;
    if !metadata.is_file() {
        return Err(problem(format!("the picture `{path}` is not a regular file"))
            .hint("name a picture: PNG, JPEG, WebP or SVG"));
    }
    let bytes =
        read_up_to(&resolved, MAX_PHOTO).map_err(|error| failed("read", &wanted, &error))?;
    if bytes.len() as u64 > MAX_PHOTO {
        return Err(problem(format!("the picture `{path}` is larger than 10 MB"))
            .hint("a photo of 600 × 800 pixels prints well"));
    }
    Ok(bytes)
}

/// The folder of a theme, with every file in it; hidden files are passed over.
pub(super) fn read_theme(path: &Path) -> Result<Folder, Diagnostic> {
    let mut files = BTreeMap::new();
    let root = fs::canonicalize(path).map_err(|error| failed("read", path, &error))?;
    if !root.is_dir() {
        let message = format!("`{}` is not a folder, as themes are", path.display());
        return Err(Diagnostic::error("theme", message));
    }
    // A folder of anything else may be large.
    if root.join(MANIFEST).is_file() {
        read_theme_folder(&root, &root, &mut files)?;
    }
    Ok(Folder { name: path.display().to_string(), files })
}

fn read_theme_folder(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<String, Content>,
) -> Result<(), Diagnostic> {
    let entries = fs::read_dir(folder).map_err(|error| failed("read", folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| failed("read", folder, &error))?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        let resolved = fs::canonicalize(&path).map_err(|error| failed("read", &path, &error))?;
        if is_hidden || !resolved.starts_with(root) {
            continue;
        }
        if resolved.is_dir() && resolved == path {
            read_theme_folder(root, &path, files)?;
        } else if resolved.is_file() {
            let bytes = read_up_to(&resolved, MAX_THEME_FILE)
                .map_err(|error| failed("read", &path, &error))?;
            if bytes.len() as u64 > MAX_THEME_FILE || files.len() >= MAX_THEME_FILES {
                let message = format!("`{}` is too large for a theme", root.display());
                return Err(Diagnostic::error("theme", message)
                    .hint("a theme has at most 500 files of at most 10 MB"));
            }
            if let Ok(name) = path.strip_prefix(root) {
                files.insert(virtual_path(name), bytes.into());
            }
        }
    }
    Ok(())
}

/// `path` with `/` between its parts.
fn virtual_path(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The bytes of a font file, or of every font file in a folder.
pub(super) fn read_fonts(path: &Path) -> Result<Vec<Vec<u8>>, Diagnostic> {
    let read =
        |path: &Path| read_up_to(path, MAX_FONT).map_err(|error| failed("read", path, &error));
    let metadata = fs::metadata(path).map_err(|error| {
        failed("read", path, &error).hint("name a font file, or a folder of them")
    })?;
    if metadata.is_file() {
        return Ok(vec![read(path)?]);
    }
    if !metadata.is_dir() {
        let message = format!("`{}` is neither a file nor a folder", path.display());
        return Err(
            Diagnostic::error("file", message).hint("name a font file, or a folder of them")
        );
    }
    let entries = fs::read_dir(path).map_err(|error| failed("read", path, &error))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| {
        let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
        let is_font = |extension: std::ffi::OsString| {
            ["ttf", "otf", "ttc", "otc"].iter().any(|e| extension == *e)
        };
        extension.is_some_and(is_font) && path.is_file()
    });
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

/// Writes `bytes` to `path`: beside it first, and then in its place, so that the file is either as
/// before or complete. What is not a regular file (a device, a pipe) is written directly.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_by(path, bytes, UNFINISHED)
}

/// The same, where the name of the file beside it begins with `unfinished`.
pub(super) fn write_by(path: &Path, bytes: &[u8], unfinished: &str) -> Result<(), Diagnostic> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let result = match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if !metadata.is_file() => {
            File::create(&target).and_then(|mut file| file.write_all(bytes))
        }
        Ok(metadata) if metadata.permissions().readonly() => {
            Err(io::ErrorKind::PermissionDenied.into())
        }
        _ => replace_by(&target, |file| file.write_all(bytes), unfinished),
    };
    result.map_err(|error| failed("written", path, &error))
}

/// Replaces the file at `path` by what `write` writes to a file beside it, whose name begins with
/// `unfinished`.
pub(super) fn replace_by(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    unfinished: &str,
) -> io::Result<()> {
    stage(path, write, unfinished)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// What `write` writes, in a file beside `path`, whose name begins with `unfinished`.
fn stage(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    unfinished: &str,
) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(unfinished).suffix(UNFINISHED_ENDING);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file; the system takes the umask off.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(parent(path))?;
    write(file.as_file_mut())?;
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    Ok(file)
}

/// That `path` is an input, and what to do instead.
pub(super) fn is_read_here(path: &Path, remedy: &str) -> Diagnostic {
    let message = format!("`{}` is read here and is not overwritten", path.display());
    Diagnostic::error("overwrites-input", message).hint(remedy)
}

/// Whether two paths lead to the same file, which is there. A pipe is none, and is not opened: it would wait.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    [one, other].iter().all(|path| path.is_file())
        && same_file::is_same_file(one, other).unwrap_or(false)
}

/// Whether standard input comes from the file at `path`.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.is_file()
        && same_file::Handle::stdin()
            .and_then(|stdin| Ok(stdin == same_file::Handle::from_path(path)?))
            .unwrap_or(false)
}

/// Whether the file at `path` lies in `folder` or below.
pub(super) fn lies_in(path: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// Whether there is a folder at `path`.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Removes a file that cvgen wrote, if it is there.
pub(super) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Whether the file at `path` holds `bytes` and nothing else.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len());
    length == u64::try_from(bytes.len()).ok() && fs::read(path).is_ok_and(|held| held == bytes)
}

/// Prints `bytes` to standard output. A reader that has gone away is not an error.
pub(super) fn print(bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(stream_failed(&error)),
        _ => Ok(()),
    }
}

/// The folder that `path` lies in.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Why standard output could not be written.
pub(super) fn stream_failed(error: &io::Error) -> Diagnostic {
    let mut said = failed("written", Path::new("-"), error);
    said.message = said.message.replace("`-`", "standard output");
    said.hints.clear();
    said.hint("look at where it leads")
}

/// Makes the folder at `path`, and those above it, unless it is there.
pub(super) fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let message = format!("`{}` is a file, not a folder", path.display());
            Diagnostic::error("file", message).hint("name a folder with `-o`")
        }
        _ => failed("made", path, &error),
    })
}

/// Does `write`, which makes files in `folders`; those that were not there are taken away again if it fails.
pub(super) fn in_folders<T>(
    folders: &[&Path],
    write: impl FnOnce() -> Result<T, Diagnostic>,
) -> Result<T, Diagnostic> {
    let mut made: Vec<&Path> = Vec::new();
    for folder in folders {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|folder| {
                !folder.as_os_str().is_empty() && folder.symlink_metadata().is_err()
            })
            .collect();
        made.extend(missing.into_iter().rev());
        let result = make_folder(folder);
        if result.is_err() {
            remove_folders(&made);
        }
        result?;
    }
    write().inspect_err(|_| remove_folders(&made))
}

/// Removes those of the folders, made in this order, that are empty.
fn remove_folders(made: &[&Path]) {
    for folder in made.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

/// Writes a folder of files: beside its place first, and then in its place. An older folder is
/// replaced only if `is_ours` says that it was written by cvgen, or if it is empty.
pub(super) fn write_folder(
    path: &Path,
    files: &[(String, Content)],
    is_ours: fn(&Path) -> bool,
) -> Result<(), Diagnostic> {
    write_folder_by(path, files, is_ours, UNFINISHED)
}

/// The same, where the name of the folder beside it begins with `unfinished`.
pub(super) fn write_folder_by(
    path: &Path,
    files: &[(String, Content)],
    is_ours: fn(&Path) -> bool,
    unfinished: &str,
) -> Result<(), Diagnostic> {
    let exists = path.symlink_metadata().is_ok();
    let is_empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    if exists && !is_empty() && !is_ours(path) {
        let message = format!("`{}` exists, and cvgen has not written it", path.display());
        return Err(Diagnostic::error("file", message).hint("choose another place"));
    }
    let result = (|| {
        let beside = tempfile::Builder::new()
            .prefix(unfinished)
            .suffix(UNFINISHED_ENDING)
            .tempdir_in(parent(path))?;
        let made = beside.path().join("new");
        for (name, content) in files {
            let file = made.join(name);
            fs::create_dir_all(parent(&file))?;
            fs::write(&file, content.as_ref())?;
        }
        if exists {
            fs::rename(path, beside.path().join("old"))?;
        }
        fs::rename(&made, path)
    })();
    result.map_err(|error| failed("written", path, &error))
}

/// Writes several files: all of them beside their places first, and then in their places, the first one last,
/// so that either all are there or, if there is no room for them, none.
pub(super) fn write_together(files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    let mut staged = Vec::new();
    for (path, bytes) in files {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let is_plain = match fs::metadata(&target) {
            Ok(metadata) => metadata.is_file() && !metadata.permissions().readonly(),
            Err(_) => true,
        };
        let file = if is_plain {
            let write = |file: &mut File| file.write_all(bytes);
            Some(
                stage(&target, write, UNFINISHED)
                    .map_err(|error| failed("written", path, &error))?,
            )
        } else {
            None
        };
        staged.push((path, bytes, target, file));
    }
    for (path, bytes, target, file) in staged.into_iter().rev() {
        match file {
            Some(file) => {
                file.persist(target).map_err(|error| failed("written", path, &error.error))?;
            }
            None => write(path, bytes)?,
        }
    }
    Ok(())
}

/// Fails if there is something at `path` already.
pub(super) fn refuse_old(path: &Path) -> Result<(), Diagnostic> {
    if path.symlink_metadata().is_ok() {
        let message = format!("`{}` exists already", path.display());
        return Err(Diagnostic::error("file", message)
            .hint("name another file, or replace it with `--force`"));
    }
    Ok(())
}

/// The names of everything in `folder`, sorted; none if it cannot be looked into.
pub(super) fn file_names(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().into())).collect();
    names.sort();
    names
}

/// The file at `path`, to be read as it comes.
pub(super) fn open(path: &Path) -> Result<io::BufReader<File>, Diagnostic> {
    let file = File::open(path).and_then(|file| {
        let is_folder = file.metadata()?.is_dir();
        if is_folder { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
    });
    let file = file.map_err(|error| failed("read", path, &error))?;
    Ok(io::BufReader::with_capacity(1 << 16, file))
}
