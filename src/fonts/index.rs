//! What is known of the bundled fonts without opening them.
//!
//! Takes the index of each data crate, which a test keeps current, and gives its fonts. The characters
//! of a font stay packed until somebody asks for them.

use super::set::{ExtraFont, FontPlace, Packed};
use crate::assets;
use serde::{Deserialize, Serialize};
use typst::text::{Coverage, FontAxis, FontFlags, FontInfo, FontVariant};

/// The index of a data crate, in the format of `postcard`.
#[derive(Serialize, Deserialize)]
struct Index<'a> {
    /// Sets of characters, packed. Fonts of a family mostly share one.
    #[serde(borrow)]
    coverages: Vec<&'a [u8]>,
    faces: Vec<Face<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Face<'a> {
    path: &'a str,
    index: u32,
    family: &'a str,
    variant: FontVariant,
    flags: FontFlags,
    axes: Vec<FontAxis>,
    /// Which of the coverages.
    coverage: usize,
    /// Whether Typst is told the characters. It wants to know them only to find another font for a letter
    /// and its marks, and the time to unpack those of Han is better saved.
    told: bool,
}

/// The bundled fonts. A crate whose index is damaged has none.
pub(super) fn bundled() -> impl Iterator<Item = ExtraFont> {
    assets::font_indices().filter_map(|index| postcard::from_bytes(index).ok()).flat_map(fonts)
}

fn fonts(index: Index<'static>) -> impl Iterator<Item = ExtraFont> {
    let Index { coverages, faces } = index;
    // The weights of a family have the same characters.
    let mut told = vec![None; coverages.len()];
    faces.into_iter().filter_map(move |face| {
        let packed = Packed(coverages.get(face.coverage)?);
        let coverage = if face.told {
            told[face.coverage].get_or_insert_with(|| packed.unpack()).clone()
        } else {
            Coverage::from_vec(Vec::new())
        };
        let Face { path, index, family, variant, flags, axes, .. } = face;
        let info = FontInfo { family: family.to_owned(), variant, flags, axes, coverage };
        Some(ExtraFont { info, place: FontPlace::Bundled(path, index), packed: Some(packed) })
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the test writes what the crates hold")]
mod tests {
    use super::*;
    use std::fmt::Write;
    use std::path::{Path, PathBuf};

    /// The families that Typst may look into for a letter and its marks.
    const TOLD: [&str; 3] = ["Inter", "Source Sans 3", "Source Serif 4"];

    /// What is in a folder, sorted.
    fn inside(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    }

    /// The paths of the files that a data crate carries, and their bytes.
    fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        for family in inside(folder).into_iter().filter(|path| path.is_dir()) {
            for path in inside(&family) {
                let name = path.file_name().unwrap().to_str().unwrap();
                let is_font = path.extension().is_some_and(|it| it == "ttf" || it == "otf");
                if is_font || name == "OFL.txt" {
                    let family = family.file_name().unwrap().to_str().unwrap();
                    files.push((format!("{family}/{name}"), std::fs::read(&path).unwrap()));
                }
            }
        }
        // By name, not by folder: they are looked up so.
        files.sort();
        files
    }

    fn index(files: &[(String, Vec<u8>)]) -> Vec<u8> {
        let fonts: Vec<(&str, u32, FontInfo)> = files
            .iter()
            .filter(|(path, _)| !path.ends_with("OFL.txt"))
            .flat_map(|(path, bytes)| {
                let fonts = (0u32..).zip(FontInfo::iter(bytes));
                fonts.map(|(number, info)| (path.as_str(), number, info))
            })
            .collect();
        let mut coverages: Vec<Vec<u8>> = Vec::new();
        let faces = fonts.into_iter().map(|(path, index, info)| {
            let packed = postcard::to_extend(&info.coverage, Vec::new()).unwrap();
            let known = coverages.iter().position(|known| *known == packed);
            let coverage = known.unwrap_or_else(|| {
                coverages.push(packed);
                coverages.len() - 1
            });
            let told = TOLD.contains(&info.family.as_str());
            let FontInfo { family, variant, flags, axes, .. } = info;
            // The index lives as long as the test.
            let family = &*family.leak();
            Face { path, index, family, variant, flags, axes, coverage, told }
        });
        let faces = faces.collect();
        let index = Index { coverages: coverages.iter().map(Vec::as_slice).collect(), faces };
        postcard::to_extend(&index, Vec::new()).unwrap()
    }

    fn list(files: &[(String, Vec<u8>)]) -> String {
        let mut list = "//! Fonts of cvgen, each beside its licence. A test of cvgen writes this file with `UPDATE=1`.\n\n\
                        #![no_std]\n\n/// The files by path, sorted.\n#[rustfmt::skip]\n\
                        pub static FILES: &[(&str, &[u8])] = &[\n"
            .to_owned();
        for (path, _) in files {
            let _ = writeln!(list, "    (\"{path}\", include_bytes!(\"../{path}\")),");
        }
        list += "];\n\n/// What cvgen has to know of the fonts without opening them.\n\
                 pub static INDEX: &[u8] = include_bytes!(\"../index.bin\");\n";
        list
    }

    #[test]
    fn the_bundled_fonts_are_listed() {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        for folder in inside(&fonts).into_iter().filter(|path| path.join("Cargo.toml").exists()) {
            let files = files(&folder);
            let generated =
                [("index.bin", index(&files)), ("src/lib.rs", list(&files).into_bytes())];
            for (name, bytes) in generated {
                let path = folder.join(name);
                if std::env::var_os("UPDATE").is_some() {
                    std::fs::write(&path, &bytes).unwrap();
                }
                let is_current = std::fs::read(&path).is_ok_and(|known| known == bytes);
                assert!(is_current, "{} is not current: run this with UPDATE=1", path.display());
            }
        }
    }
}
