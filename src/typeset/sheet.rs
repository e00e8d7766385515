//! The sheet of a document: what its theme arranged, as data.

use super::world::Main;
use super::{Composition, compile};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::{Block, Document, Entry, Run};
use crate::script;
use crate::sheet::{self, Item, Sheet};
use std::fmt::Write as _;
use typst::foundations::{Label, Selector};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;

impl Composition<'_> {
    /// The sheet that the theme makes at a density from 0.0, the tightest, to 1.5, as it is on pages. Errors
    /// are the theme's mistakes.
    pub fn sheet(&self, density: f64) -> Outcome<Sheet> {
        // A theme's mistake is told where it is in the sheet, and not by what draws it.
        self.arranged(density, Main::PrintedData)
            .map_err(|errors| self.arranged(density, Main::Data).err().unwrap_or(errors))
    }

    /// The same for screens: what of it depends on where things end on pages is as for short ones. `has_pages`: it is
    /// printed page by page as the PDF, with the same beside the story; otherwise how much the first page holds is
    /// estimated, which takes half the time.
    pub fn sheet_for_screens(&self, density: f64, has_pages: bool) -> Outcome<Sheet> {
        if !has_pages {
            return self.arranged(density, Main::ScreenData);
        }
        let made = self.arranged(density, Main::Data)?;
        let is_beside = |item: &Item| matches!(item, Item::Sidebar { .. });
        if made.value.items.iter().any(is_beside) { self.sheet(density) } else { Ok(made) }
    }

    fn arranged(&self, density: f64, main: Main) -> Outcome<Sheet> {
        let mut document = self.document.clone();
        document.density = density;
        self.sheet_of(&document, main).map(Warned::clean)
    }

    pub(super) fn sheet_of(
        &self,
        document: &Document,
        main: Main,
    ) -> Result<Sheet, Vec<Diagnostic>> {
        let pages = compile(self.world(document, main, false))?.value;
        let label = Label::new(PicoStr::intern("sheet"));
        let found = label
            .and_then(|label| pages.document.introspector().query_first(&Selector::Label(label)));
        let value = found.as_ref().and_then(|found| found.to_packed::<MetadataElem>());
        let value = value.and_then(|metadata| serde_json::to_value(&metadata.value).ok());
        sheet::decode(&value.unwrap_or_default(), document.styles.keys()).map_err(|problems| {
            let name = self.theme.file_name(crate::theme::ARRANGEMENT);
            let told = |problem: Diagnostic| {
                problem.hint(format!("it is in what `sheet` of `{name}` returns"))
            };
            problems.into_iter().map(told).collect()
        })
    }
}

/// How many bytes of the story tell how wide its letters are.
const SAMPLE: usize = 2_000;

/// The document as JSON, and in it `letter-width`: how many em an average letter of its story is wide. A theme estimates by
/// it how much a page holds.
pub(super) fn with_letter(
    composition: &Composition<'_>,
    document: &Document,
    mut json: String,
) -> String {
    let mut sample = String::new();
    let entries = document.sections.iter().flat_map(|section| &section.entries);
    for run in entries.flat_map(runs) {
        if sample.len() > SAMPLE {
            break;
        }
        sample.push_str(&run.text);
    }
    let letters: u32 = sample.chars().map(|letter| 1 + u32::from(script::is_wide(letter))).sum();
    let families = document.fonts.get("body").map(Vec::as_slice).unwrap_or_default();
    let width = composition.fonts.width(families, &sample);
    let letter = if letters == 0 { 0.5 } else { width / f64::from(letters) };
    json.pop();
    let _ = write!(json, ",\"letter-width\":{letter:.4}}}");
    json
}

/// The texts of the bullets of an entry, then those of its paragraphs.
fn runs(entry: &Entry) -> impl Iterator<Item = &Run> {
    let paragraphs = entry.body.iter().filter_map(|block| match block {
        Block::Paragraph { runs } => Some(runs),
        _ => None,
    });
    entry.highlights.iter().map(|point| &point.runs).chain(paragraphs).flatten()
}
