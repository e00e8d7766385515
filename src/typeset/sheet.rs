//! The sheet of a document: what its theme arranged, as data.

use super::world::Main;
use super::{Composition, compile};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::Document;
use crate::sheet::{self, Sheet};
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
    /// printed page by page as the PDF; otherwise how much the first page holds is estimated, which takes half the time.
    pub fn sheet_for_screens(&self, density: f64, has_pages: bool) -> Outcome<Sheet> {
        self.arranged(density, if has_pages { Main::Data } else { Main::ScreenData })
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
