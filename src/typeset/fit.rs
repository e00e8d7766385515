//! Page fitting: the largest density at which a document fills at most so many pages.
//!
//! Takes a prepared document, gives pages and what was found out about them. Bisects over whole
//! percents of density; themes promise that more density never makes a document shorter.

use super::{Composition, Pages};
use crate::diagnostic::{Diagnostic, Outcome};
use std::collections::BTreeSet;

/// The most documents that are typeset to find the density. Eight halve the 152 possible answers
/// (0 to 150 percent, or none) down to one.
pub const MOST_COMPILES: usize = 8;

/// The largest density, in percent.
const AIRIEST: u32 = 150;

/// The density as designed, in percent: what most documents are near.
const DESIGNED: u32 = 100;

/// How many times more pages than wanted are more than the tightest setting saves. It saves half of them at
/// most.
const FAR_OVER: usize = 4;

/// A last page that is less full than this is hardly worth its paper.
const HARDLY_FULL: f64 = 0.25;

/// How many sections are tried as ones to leave out.
const MOST_SECTIONS: usize = 4;

/// Pages at the density that was found.
pub struct Fit<'a> {
    /// The pages.
    pub pages: Pages<'a>,
    /// The density, from 0.0 to 1.5 in steps of 0.01.
    pub density: f64,
    /// Whether these are as many pages as were asked for, or fewer.
    pub fits: bool,
    /// How many documents were typeset to find it.
    pub compiles: usize,
}

impl<'a> Composition<'a> {
    /// The same at another density: for what is made without pages.
    #[must_use]
    pub fn at(mut self, density: f64) -> Self {
        self.document.density = density;
        self
    }

    /// Finds the largest density at which there are at most `most` pages. If there is none, gives the
    /// tightest pages, with a warning that says how much is too much.
    pub fn fit(&self, most: usize) -> Outcome<Fit<'a>> {
        // Every density below `low` percent fits, none from `high` percent on does.
        let (mut low, mut high) = (0, AIRIEST + 1);
        let mut probe = DESIGNED;
        let mut best = None;
        let mut compiles = 0;
        while low < high {
            let density = f64::from(probe) / 100.0;
            let pages = self.typeset(density)?;
            compiles += 1;
            let count = pages.value.count();
            let fits = count <= most;
            if fits || (probe == 0 && best.is_none()) {
                best = Some(pages.map(|pages| Fit { pages, density, fits, compiles }));
            }
            (low, high) = if fits { (probe + 1, high) } else { (low, probe) };
            probe = low.midpoint(high);
            if !fits && count > FAR_OVER * most && probe > 0 {
                // No density makes that good: only the tightest is tried, to say how much is too much.
                (probe, high) = (0, 1);
                crate::typeset::forget();
            }
        }
        let Some(mut found) = best else {
            let message = "no density could be tried";
            return Err(vec![Diagnostic::error("internal", message)]);
        };
        found.value.compiles = compiles;
        found.warnings.extend(self.remarks(&found.value, most));
        Ok(found)
    }

    fn remarks(&self, fit: &Fit<'_>, most: usize) -> Option<Diagnostic> {
        if !fit.fits {
            return Some(self.too_long(&fit.pages, most));
        }
        let fullness = fit.pages.fullness();
        let is_hardly_full =
            fullness.len() > 1 && fullness.last().is_some_and(|f| *f < HARDLY_FULL);
        is_hardly_full.then(|| {
            let message = "the last page is less than a quarter full";
            let hint = format!("try `--pages {}`, or leave something out", fullness.len() - 1);
            Diagnostic::advice("last-page", message).hint(hint)
        })
    }

    fn too_long(&self, pages: &Pages<'_>, most: usize) -> Diagnostic {
        let titles: Vec<&str> =
            self.document.sections.iter().map(|section| section.title.as_str()).collect();
        let lines = pages.lines(&titles);
        let over = lines.iter().filter(|line| line.page >= most);
        let is_far_over = pages.count() > FAR_OVER / 2 * most + 1;
        let baselines: BTreeSet<(usize, i64)> =
            over.map(|line| (line.page, rounded(line.baseline))).collect();
        let message = format!(
            "even the tightest setting does not fit on {}: {} too many",
            counted(most, "page"),
            counted(baselines.len(), "line"),
        );
        let mut sizes: Vec<(usize, usize)> = (0..titles.len())
            .map(|index| (lines.iter().filter(|line| line.section == Some(index)).count(), index))
            .filter(|(count, _)| *count > 0)
            .collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        // What to leave out is tried, and each try takes as long as the first.
        let hint = if is_far_over && pages.count() > 20 {
            "shorten the texts, or allow more pages".to_owned()
        } else {
            self.what_would_do(&sizes, baselines.len(), most)
        };
        Diagnostic::warning("does-not-fit", message).hint(hint)
    }

    /// Which sections would make room if they were left out: each alone, or the largest together.
    /// `sizes` are lines and indices of the sections, the largest first.
    fn what_would_do(&self, sizes: &[(usize, usize)], over: usize, most: usize) -> String {
        let name = |&(count, index): &(usize, usize)| {
            format!("`{}` ({})", self.document.sections[index].title, counted(count, "line"))
        };
        let names = |list: &[(usize, usize)], word: &str| match list {
            [] => String::new(),
            [only] => name(only),
            [first @ .., last] => {
                format!(
                    "{} {word} {}",
                    first.iter().map(name).collect::<Vec<_>>().join(", "),
                    name(last)
                )
            }
        };
        // The last one is what is left of the resume: leaving out everything is not advice.
        let alone: Vec<(usize, usize)> = sizes
            .iter()
            .take_while(|(count, _)| sizes.len() > 1 && *count + 2 >= over)
            .take(MOST_SECTIONS)
            .filter(|(_, index)| self.fits_without(&[*index], most))
            .copied()
            .collect();
        if !alone.is_empty() {
            return format!("leaving out {} would make room", names(&alone, "or"));
        }
        let mut together = Vec::new();
        let mut freed = 0;
        for (count, index) in sizes.iter().take(sizes.len().saturating_sub(1)) {
            together.push((*count, *index));
            freed += count;
            let left_out: Vec<usize> = together.iter().map(|(_, index)| *index).collect();
            if freed >= over && self.fits_without(&left_out, most) {
                return format!("leaving out {} would make room", names(&together, "and"));
            }
        }
        "shorten the texts, or allow more pages".to_owned()
    }

    fn fits_without(&self, sections: &[usize], most: usize) -> bool {
        let mut shorter = self.clone();
        let mut index = 0;
        shorter.document.sections.retain(|_| {
            index += 1;
            !sections.contains(&(index - 1))
        });
        shorter.typeset(0.0).is_ok_and(|pages| pages.value.count() <= most)
    }
}

/// `count` and `word`, in the plural if it is one.
fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page is a small number")]
fn rounded(baseline: f64) -> i64 {
    baseline.round() as i64
}
