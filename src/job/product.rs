//! What a job made: files, and what they are together.

use crate::assets::Content;
use std::path::{Path, PathBuf};

/// What the files of a format are together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One file, perhaps with others that it needs beside it.
    File,
    /// A file for each page.
    Pages,
    /// A folder.
    Folder,
}

impl Shape {
    /// The path of the file that a [`Product`] calls `name`, where `path` is that of the product:
    /// `cv.png` itself, page `2` at `cv-2.png`, `photo.jpg` beside `cv.tex`, `main.typ` in `cv-typ`.
    pub fn place(self, path: &Path, name: &str) -> PathBuf {
        match self {
            _ if name.is_empty() => path.to_owned(),
            Shape::File => path.with_file_name(name),
            Shape::Folder => path.join(name),
            Shape::Pages => {
                let mut numbered = path.file_stem().unwrap_or_default().to_owned();
                numbered.push(format!("-{name}"));
                if let Some(extension) = path.extension() {
                    numbered.push(".");
                    numbered.push(extension);
                }
                path.with_file_name(numbered)
            }
        }
    }
}

/// How pages were made to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    /// The density, from 0.0 to 1.5.
    pub density: f64,
    /// The most pages that there were to be.
    pub most: usize,
    /// Whether they fit.
    pub fits: bool,
}

impl Fitted {
    /// The density in whole percents, as people are told it.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 150")]
    pub fn percent(self) -> u32 {
        (self.density * 100.0).round() as u32
    }
}

/// What a job made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Product {
    /// What the files are together.
    pub shape: Shape,
    /// The files by name. The first is the product itself and has no name, unless it is a folder, whose
    /// files are called by their path in it, or several pages, which are numbered from 1.
    pub files: Vec<(String, Content)>,
    /// The paths beside the first file at which it looks for others that are not made with it.
    pub needs: Vec<String>,
    /// How many pages there are; `None` if nobody counted.
    pub pages: Option<usize>,
    /// How they were made to fit, if they were: a number of pages was asked for, or the last was hardly filled.
    pub fitted: Option<Fitted>,
}

impl Product {
    /// One file, and others that it needs beside it, by name.
    pub fn file(content: impl Into<Content>, beside: Vec<(String, Content)>) -> Product {
        let own = (String::new(), content.into());
        let files = std::iter::once(own).chain(beside).collect();
        Product { shape: Shape::File, files, needs: Vec::new(), pages: None, fitted: None }
    }

    /// A file for each page.
    pub fn pages(pages: impl IntoIterator<Item = Vec<u8>>) -> Product {
        let mut files: Vec<(String, Content)> = (1..)
            .zip(pages)
            .map(|(number, page): (usize, _)| (number.to_string(), page.into()))
            .collect();
        if let [(name, _)] = &mut files[..] {
            name.clear();
        }
        Product {
            shape: Shape::Pages,
            needs: Vec::new(),
            pages: Some(files.len()),
            files,
            fitted: None,
        }
    }

    /// A folder, its files by path.
    pub fn folder(files: Vec<(String, Content)>) -> Product {
        Product { shape: Shape::Folder, files, needs: Vec::new(), pages: None, fitted: None }
    }

    /// The bytes of the product itself; those of its first file if there are several.
    pub fn bytes(&self) -> &[u8] {
        self.files.first().map(|(_, content)| content.as_ref()).unwrap_or_default()
    }
}
