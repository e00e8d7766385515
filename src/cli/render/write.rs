//! Products become files, and nothing that was read is overwritten.

use crate::cli::disk;
use cvgen::diagnostic::Diagnostic;
use cvgen::job::{Product, Shape};
use cvgen::resume::Node;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// The files of a Typst folder by which cvgen knows that it has written it.
const MARKS: [&str; 2] = ["main.typ", "document.json"];

/// How the names of pictures end.
const PICTURES: [&str; 6] = ["gif", "jpeg", "jpg", "png", "svg", "webp"];

/// What was read: the resume, what lies over it, photos.
#[derive(Default)]
pub(in crate::cli) struct Inputs(RefCell<Vec<PathBuf>>);

impl Inputs {
    /// Adds the file at `path`.
    pub(in crate::cli) fn add(&self, path: PathBuf) {
        let mut inputs = self.0.borrow_mut();
        if !inputs.contains(&path) {
            inputs.push(path);
        }
    }

    /// Adds the pictures that the resume `tree` in `folder` names, whether or not a theme prints them.
    pub(in crate::cli) fn add_pictures(&self, tree: &Node, folder: &Path) {
        tree.find_scalar(&|text| {
            let ending = Path::new(text.trim()).extension().map(|it| it.to_string_lossy());
            let is_picture =
                |ending| PICTURES.iter().any(|known| known.eq_ignore_ascii_case(ending));
            if ending.as_deref().is_some_and(is_picture) {
                self.add(folder.join(text.trim()));
            }
            false
        });
    }

    /// Why nothing may be written to `path`, if it is an input or a folder that holds one.
    pub(in crate::cli) fn refuse(&self, path: &Path) -> Result<(), Diagnostic> {
        let inputs = self.0.borrow();
        let is_read = |input: &&PathBuf| {
            if disk::is_standard_stream(input) {
                disk::is_standard_input(path)
            } else {
                disk::is_same_file(input, path)
            }
        };
        match inputs.iter().find(is_read) {
            Some(input) => {
                let input = if disk::is_standard_stream(input) { path } else { input };
                Err(disk::is_read_here(input, "choose another name with `-o`"))
            }
            None => Ok(()),
        }
    }

    /// Why a folder cannot take the place of that at `path`, if an input lies in it.
    pub(super) fn refuse_folder(&self, path: &Path) -> Result<(), Diagnostic> {
        let inputs = self.0.borrow();
        match inputs.iter().find(|input| disk::lies_in(input, path)) {
            Some(input) => {
                let (folder, input) = (path.display(), input.display());
                let message = format!("`{folder}` holds `{input}`, which is read here");
                Err(Diagnostic::error("overwrites-input", message)
                    .hint("choose another folder with `-o`"))
            }
            None => Ok(()),
        }
    }
}

/// Writes `product` to `path`; gives the number of bytes in it.
pub(super) fn write(product: &Product, path: &Path, inputs: &Inputs) -> Result<usize, Diagnostic> {
    if disk::is_standard_stream(path) {
        print(product)?;
    } else if product.shape == Shape::Folder {
        inputs.refuse_folder(path)?;
        let is_ours = |folder: &Path| MARKS.iter().all(|name| folder.join(name).is_file());
        let write = || disk::write_folder(path, &product.files, is_ours);
        disk::in_folders(&[disk::parent(path)], write)?;
    } else {
        let mut files = Vec::new();
        for (name, content) in &product.files {
            let place = product.shape.place(path, name);
            // What lies beside an output may be an input that lies there already.
            if disk::holds(&place, content.as_ref()) {
                continue;
            }
            inputs.refuse(&place)?;
            files.push((place, content.as_ref()));
        }
        let folders: Vec<_> = files.iter().map(|(place, _)| disk::parent(place)).collect();
        disk::in_folders(&folders, || disk::write_together(&files))?;
    }
    Ok(product.files.iter().map(|(_, content)| content.as_ref().len()).sum())
}

fn print(product: &Product) -> Result<(), Diagnostic> {
    let [(_, content)] = &product.files[..] else {
        let count = product.files.len();
        let message = format!("{count} files cannot go to standard output");
        return Err(Diagnostic::error("usage", message).hint("name a folder, ending in `/`"));
    };
    disk::print(content.as_ref())
}
