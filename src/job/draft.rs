//! What a writer starts from, each part made only when the writer asks for it: the document, its fonts,
//! its pages.

use super::product::{Fitted, Product};
use super::setting::Setting;
use super::{Job, Prepared};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use crate::document::Document;
use crate::resume::PageGoal;
use crate::source::Place;
use crate::theme::ARRANGEMENT;
use crate::typeset::{self, Pages, TypesetInput, Typesetter};
use std::cell::{OnceCell, RefCell};

/// A job on its way to a product.
pub(super) struct Draft<'a> {
    pub(super) job: &'a Job<'a>,
    pub(super) typesetter: &'a Typesetter,
    pub(super) prepared: &'a OnceCell<Prepared>,
    pub(super) locate: &'a dyn Fn(char) -> Option<Place>,
    pub(super) composed: OnceCell<typeset::Composition<'a>>,
    pub(super) warnings: RefCell<Vec<Diagnostic>>,
}

/// Pages, and what they were made of.
pub(super) struct Printed<'a> {
    pub(super) pages: Pages<'a>,
    /// What the pages show, at their density.
    pub(super) composed: typeset::Composition<'a>,
    fitted: Option<Fitted>,
}

impl Printed<'_> {
    /// `product` with what is known of the pages.
    pub(super) fn describe(&self, product: Product) -> Product {
        Product { pages: Some(self.pages.count()), fitted: self.fitted, ..product }
    }
}

impl<'a> Draft<'a> {
    /// The value of `outcome`; its warnings are kept.
    pub(super) fn keep<T>(&self, outcome: Outcome<T>) -> Result<T, Vec<Diagnostic>> {
        outcome.map(|Warned { value, warnings }| {
            self.warnings.borrow_mut().extend(warnings);
            value
        })
    }

    /// The document, and the photo in it.
    pub(super) fn prepared(&self) -> Result<&'a Prepared, Vec<Diagnostic>> {
        if let Some(prepared) = self.prepared.get() {
            return Ok(prepared);
        }
        let prepared = self.keep(super::prepare(self.job))?;
        Ok(self.prepared.get_or_init(|| prepared))
    }

    /// The document.
    pub(super) fn document(&self) -> Result<&'a Document, Vec<Diagnostic>> {
        self.prepared().map(|prepared| &prepared.document)
    }

    /// What is typeset.
    pub(super) fn input(&self) -> Result<TypesetInput<'a>, Vec<Diagnostic>> {
        let Prepared { document, photo } = self.prepared()?;
        Ok(TypesetInput {
            document,
            theme: self.job.theme,
            photo: photo.as_ref(),
            locate: self.locate,
        })
    }

    /// The document with its fonts chosen and its characters and photo in order.
    pub(super) fn composed(&self) -> Result<&typeset::Composition<'a>, Vec<Diagnostic>> {
        if let Some(composed) = self.composed.get() {
            return Ok(composed);
        }
        let composed = self.keep(self.typesetter.prepare(&self.input()?))?;
        Ok(self.composed.get_or_init(|| composed))
    }

    /// Whether the pages decide about the density, and the theme has pages.
    pub(super) fn is_fitted(&self) -> bool {
        let is_open = self.job.density.is_none() && self.goal() != PageGoal::None;
        is_open && self.job.theme.file(ARRANGEMENT).is_some()
    }

    /// How many pages are to be filled.
    pub(super) fn goal(&self) -> PageGoal {
        let settings = self.job.resume.contents.settings.as_ref();
        settings.and_then(|settings| settings.pages).unwrap_or_default()
    }

    /// The pages, at the density that their number asks for.
    pub(super) fn printed(&self) -> Result<Printed<'a>, Vec<Diagnostic>> {
        let composed = self.composed()?.clone();
        let density = self.job.density.unwrap_or(self.document()?.density);
        let goal = if self.job.density.is_some() { PageGoal::None } else { self.goal() };
        let fit = match goal {
            PageGoal::None => None,
            PageGoal::Auto => Some(self.keep(composed.fit_whole_pages(false))?),
            PageGoal::Fill => Some(self.keep(composed.fit_whole_pages(true))?),
            PageGoal::AtMost(_) => {
                Some(self.keep(composed.fit(goal.most().unwrap_or(usize::MAX)))?)
            }
        };
        let mut printed = match fit {
            None => {
                let pages = self.keep(composed.typeset(density))?;
                Printed { pages, composed: composed.at(density), fitted: None }
            }
            Some(fit) => {
                let (density, fits) = (fit.density(), fit.fits);
                let fitted = fit.most.map(|most| Fitted { density, most, fits });
                Printed { pages: fit.pages, composed: fit.composed, fitted }
            }
        };
        let grow = goal.most().is_none();
        (printed.composed, printed.pages) = printed.composed.finished(printed.pages, grow)?;
        if let Some(fitted) = &mut printed.fitted {
            fitted.density = printed.composed.document().density;
        }
        let empty = left_empty(self.document()?, &printed.pages);
        self.warnings.borrow_mut().extend(empty);
        Ok(printed)
    }

    /// Whether a flag of the format is set.
    pub(super) fn flag(&self, setting: &Setting) -> bool {
        self.job.settings.flag(setting)
    }
}

/// That a page is more than a third empty because what follows is kept on one page. Where new pages are
/// asked for, too, nobody can tell why.
fn left_empty(document: &Document, pages: &Pages<'_>) -> Option<Diagnostic> {
    const LEAST: f64 = 2.0 / 3.0;
    let entries = || document.sections.iter().flat_map(|section| &section.entries);
    let keeps =
        document.sections.iter().any(|section| section.keep) || entries().any(|entry| entry.keep);
    let breaks = document.sections.iter().any(|section| section.break_before)
        || entries().any(|entry| entry.break_before);
    if !keeps || breaks {
        return None;
    }
    let fullness = pages.fullness();
    let (_, all_but_last) = fullness.split_last()?;
    let index = all_but_last.iter().position(|full| *full < LEAST)?;
    let message = format!(
        "page {} is only {:.0} % full, because what follows is kept on one page",
        index + 1,
        fullness[index] * 100.0
    );
    Some(Diagnostic::advice("kept", message).hint("take `keep` away, or keep something shorter"))
}
