//! What the making of documents needs from the machine: resumes, photos, themes, and a place to write.

use super::folder::Folder;
use crate::cli::sources::{self, Folders};
use crate::cli::{disk, themes};
use cvgen::assets::Content;
use cvgen::batch::{Body, Input, Known, Output, Outside, SharedTheme};
use cvgen::diagnostic::Diagnostic;
use cvgen::read::Part;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

type Loaded = Result<Arc<SharedTheme>, Vec<Diagnostic>>;

/// The machine.
pub(super) struct Machine {
    /// Where outputs are written; none if they go into the answers.
    folder: Option<Folder>,
    folders: Folders,
    /// Themes by name, and by the folder they were looked for from if themes are kept in it.
    themes: Mutex<HashMap<(String, Option<PathBuf>), Loaded>>,
}

impl Machine {
    pub(super) fn new(folder: Option<Folder>) -> Self {
        Machine { folder, folders: Folders::default(), themes: Mutex::default() }
    }

    /// Keeps the input at `path` from being overwritten.
    fn keep(&self, path: &Path) {
        if let Some(folder) = &self.folder {
            folder.keep(path);
        }
    }
}

/// The folder that the files beside `input` are looked for in.
fn folder(input: &Input) -> &Path {
    match (&input.body, input.line) {
        (Body::File(path), _) => disk::parent(path),
        (_, Some(_)) if input.name != sources::STDIN => disk::parent(Path::new(&input.name)),
        _ => Path::new(""),
    }
}

impl Outside for Machine {
    fn parts(&self, input: &Input) -> Result<Vec<Part>, Diagnostic> {
        match &input.body {
            Body::File(path) => {
                let parts = self.folders.parts(path)?;
                for part in &parts {
                    self.keep(Path::new(&part.name));
                }
                Ok(parts)
            }
            Body::Line(text) => {
                let part = Part::whole(input.name.clone(), text.clone());
                Ok(vec![Part { line: input.line, ..part }])
            }
            Body::Unreadable(problem) => Err(problem.clone()),
        }
    }

    fn read_file(&self, input: &Input, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let bytes = disk::read_beside(folder(input), path)?;
        self.keep(&folder(input).join(path));
        Ok(bytes)
    }

    fn theme(&self, name: &str, input: &Input) -> Loaded {
        let folder = folder(input);
        let own = themes::are_beside(folder).then(|| folder.to_owned());
        let mut themes = self.themes.lock().unwrap_or_else(PoisonError::into_inner);
        let load =
            || themes::load(name, folder).map(|warned| Arc::new(SharedTheme::new(warned.value)));
        themes.entry((name.to_owned(), own)).or_insert_with(load).clone()
    }

    fn stands(&self, output: &Output, known: &Known) -> bool {
        self.folder.as_ref().is_some_and(|folder| folder.has(output, known))
    }

    fn write(&self, output: &Output, files: &[(String, Content)]) -> Result<(), Diagnostic> {
        self.folder.as_ref().map_or(Ok(()), |folder| folder.write(output, files))
    }
}
