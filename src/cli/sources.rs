//! The texts of one resume: the file that was named, and those beside it that lie over it in another
//! language: `resume.zh.yaml` beside `resume.yaml`.

use super::disk;
use cvgen::assets;
use cvgen::diagnostic::Diagnostic;
use cvgen::read::{self, Layer, Part, READERS};
use cvgen::resume::{LanguageTag, language_tag};
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// What standard input is called.
pub(super) const STDIN: &str = "<stdin>";

/// Whether files ending like `path` hold a resume.
pub(super) fn is_resume(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let endings = || READERS.iter().flat_map(|reader| reader.extensions);
    ending.is_some_and(|ending| endings().any(|known| *known == ending))
}

/// The texts of the resume at `path`, or on standard input for `-`.
pub(super) fn parts(path: &Path) -> Result<Vec<Part>, Diagnostic> {
    if disk::is_standard_stream(path) {
        return Ok(vec![Part::whole(STDIN, disk::read_resume(path)?)]);
    }
    Folders::default().parts(path)
}

/// The languages that a file name may tell: those cvgen has words for. A `.bak` is not a language.
static LANGUAGES: LazyLock<Vec<LanguageTag>> = LazyLock::new(|| {
    let files = assets::data_files();
    let tags = files.iter().filter_map(|path| path.strip_prefix("locales/")?.strip_suffix(".toml"));
    tags.filter_map(language_tag).collect()
});

/// The stem of the first file and the language, if `path` is called like a file that lies over another.
fn overlay_name(path: &Path) -> Option<(OsString, LanguageTag)> {
    let stem = Path::new(path.file_stem()?);
    let tag = language_tag(stem.extension()?.to_str()?)?;
    let is_known = LANGUAGES.iter().any(|known| known.language() == tag.language());
    (is_known && is_resume(path)).then(|| (stem.file_stem().unwrap_or_default().to_owned(), tag))
}

/// The files of a folder that may lie over others, by the stem of those.
type Overlays = HashMap<OsString, Vec<(LanguageTag, PathBuf)>>;

/// The folders that were looked into, each only once.
#[derive(Default)]
pub(super) struct Folders(Mutex<HashMap<PathBuf, Arc<Overlays>>>);

impl Folders {
    /// The texts of the resume at `path`.
    pub(super) fn parts(&self, path: &Path) -> Result<Vec<Part>, Diagnostic> {
        let name = path.to_string_lossy().into_owned();
        let mut parts = vec![Part::whole(name, disk::read_resume(path)?)];
        for (file, place) in read::named_files(&parts[0]) {
            parts.push(beside(path, &file).map_err(|problem| match place {
                Some(place) if problem.place.is_none() => problem.at(place),
                _ => problem,
            })?);
        }
        if is_overlay(path) {
            return Ok(parts);
        }
        let overlays = self.overlays(disk::parent(path));
        for (language, overlay) in
            path.file_stem().and_then(|stem| overlays.get(stem)).into_iter().flatten()
        {
            // The folder as the person wrote it, perhaps not at all.
            let overlay = path.with_file_name(overlay);
            if disk::is_folder(&overlay) {
                continue;
            }
            let bytes = disk::read_part(disk::parent(path), &overlay)?;
            let name = overlay.to_string_lossy().into_owned();
            parts.push(Part { language: Some(language.clone()), ..Part::whole(name, bytes) });
        }
        Ok(parts)
    }

    fn overlays(&self, folder: &Path) -> Arc<Overlays> {
        let mut folders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let look = || {
            let mut overlays = Overlays::new();
            for path in disk::file_names(folder) {
                if let Some((stem, language)) = overlay_name(&path) {
                    overlays.entry(stem).or_default().push((language, path));
                }
            }
            Arc::new(overlays)
        };
        Arc::clone(folders.entry(folder.to_owned()).or_insert_with(look))
    }
}

/// The file that a resume at `path` goes on in, inside its folder.
fn beside(path: &Path, name: &str) -> Result<Part, Diagnostic> {
    let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside || name.is_empty() {
        let message = format!("the file `{name}` is not inside the resume's folder");
        return Err(Diagnostic::error("file", message).hint("copy it beside the resume"));
    }
    let folder = disk::parent(path);
    let path = path.with_file_name(name);
    let bytes = disk::read_part(folder, &path)?;
    Ok(Part { layer: Layer::More, ..Part::whole(path.to_string_lossy(), bytes) })
}

/// What lies over a resume: files, then values, such as `basics.phone=…`.
pub(super) fn over(files: &[PathBuf], values: &[String]) -> Result<Vec<Part>, Diagnostic> {
    let mut parts = Vec::new();
    for file in files {
        let bytes = disk::read_resume(file)?;
        parts.push(Part { layer: Layer::Over, ..Part::whole(file.to_string_lossy(), bytes) });
    }
    for value in values {
        let Some((path, value)) = value.split_once('=').filter(|(path, _)| !path.is_empty()) else {
            let message = format!("`--with {value}` names no field");
            return Err(Diagnostic::error("usage", message)
                .hint("write it as `--with basics.phone=+49...`"));
        };
        parts.push(Part::value(path, value));
    }
    Ok(parts)
}

/// Whether the file at `path` lies over another one that is there.
pub(super) fn is_overlay(path: &Path) -> bool {
    lies_over(path).is_some()
}

/// The file that the one at `path` lies over, if that is there, and the language of the latter.
pub(super) fn lies_over(path: &Path) -> Option<(PathBuf, LanguageTag)> {
    let (stem, language) = overlay_name(path)?;
    let endings = READERS.iter().flat_map(|reader| reader.extensions);
    let mut first = endings.map(|ending| {
        let mut name = stem.clone();
        name.push(".");
        name.push(ending);
        path.with_file_name(name)
    });
    first.find(|path| path.is_file()).map(|path| (path, language))
}
