//! A document as Typst source: a folder that stock Typst compiles to the same pages.
//!
//! Takes a prepared document, gives the files of the folder: what typesetting it asked for, under the
//! same paths, and the bundled fonts with their licences. Writes nothing.

use super::Composition;
use super::world::DOCUMENT_PATH;
use crate::assets::{self, Content};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::fonts::FontPlace;
use std::collections::BTreeMap;
use std::sync::PoisonError;

impl Composition<'_> {
    /// The files of a folder, by path, in which
    /// `typst compile --root . --font-path fonts main.typ` makes the same pages.
    pub fn source_folder(&self) -> Outcome<Vec<(String, Content)>> {
        let Warned { value: pages, warnings } = self.run(self.document.density, true)?;
        let json = pretty(&pages.world.document).map_err(|why| {
            vec![Diagnostic::error("internal", format!("the document cannot be written: {why}"))]
        })?;
        let asked = pages.world.asked.unwrap_or_default();
        let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut files: BTreeMap<String, Content> = BTreeMap::new();
        for (path, bytes) in asked.files {
            files.insert(path[1..].to_owned(), bytes.into_vec().into());
        }
        files.insert(DOCUMENT_PATH[1..].to_owned(), json.into());
        let main = pages.world.main.text(false);
        let main = format!("// typst compile --root . --font-path fonts main.typ\n{main}");
        files.insert("main.typ".to_owned(), main.into_bytes().into());
        for index in asked.fonts {
            if let Some(FontPlace::Bundled(path, _)) = self.fonts.set.place(index) {
                let family = path.split('/').next().unwrap_or_default();
                for path in [(*path).to_owned(), format!("{family}/OFL.txt")] {
                    files.extend(assets::font(&path).map(|font| (format!("fonts/{path}"), font)));
                }
            }
        }
        Ok(Warned { value: files.into_iter().collect(), warnings })
    }
}

/// The same JSON for people to read.
fn pretty(json: &[u8]) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec_pretty(&serde_json::from_slice::<serde_json::Value>(json)?)
}
