//! Page fitting: the largest density, to a few percent, at which a document fills at most so many pages.
//!
//! Takes a prepared document, gives pages and what was found out about them. Looks among whole percents of
//! density, by how full the pages are; themes promise that more density never makes a document shorter. What a try has
//! shown of words alone on a line is mended in the next one, so that pages that fit need not be typeset once more for it.

use super::{Composition, Pages};
use crate::diagnostic::{Diagnostic, Outcome, Warned};
use std::collections::BTreeSet;

/// The most documents that are typeset to find a density: as designed, and four more.
pub const MOST_COMPILES: usize = 5;

/// The density as designed, in percent: what most documents are near.
const DESIGNED: u32 = 100;

/// The largest density, in percent, to which a single page grows.
const AIRIEST: u32 = 125;

/// The least density, in percent, that nobody needs to ask for: half of the gaps and some of the leading are left.
const CALM: u32 = 60;

/// How many times more pages than wanted are more than the tightest setting saves. It saves half of them at
/// most.
const FAR_OVER: usize = 4;

/// More pages than this are not kept in memory while others are tried.
const MANY: usize = 8;

/// More pages than this are a list rather than a resume, and each try takes seconds: there are two at most.
const LONG: usize = 20;

/// More pages than this, and [`FAR_OVER`], are beyond hope without a second try, which takes as much memory again.
const HOPELESS: usize = 60;

/// How much more than the pages that are wanted is too much for [`CALM`], as a share of them.
const TOO_MUCH: f64 = 0.25;

/// A density that would be larger by so many percent, or fewer, as far as the room on the last page tells, is not looked
/// for on `most` pages: nobody sees it, and on more pages a try takes longer.
fn close(most: usize) -> u32 {
    if most < 3 { 2 } else { 4 }
}

/// What is left free at the first try, as a share of all pages: what is a little too long costs a try more.
const MARGIN: f64 = 0.015;

/// A last page that is less full than this is hardly worth its paper.
const HARDLY_FULL: f64 = 1.0 / 3.0;

/// What is left of the last page where no line more would go on it.
const LESS_THAN_A_LINE: f64 = 0.016;

/// Densities, in percent, and the share of a text's length that each saves, in most documents.
const SAVED: [(f64, f64); 10] = [
    (0.0, 0.5),
    (12.0, 0.41),
    (20.0, 0.33),
    (30.0, 0.27),
    (40.0, 0.2),
    (50.0, 0.17),
    (70.0, 0.09),
    (85.0, 0.03),
    (100.0, 0.0),
    (150.0, -0.2),
];

/// How many sections are tried as ones to leave out.
const MOST_SECTIONS: usize = 4;

/// Pages at the density that was found.
#[non_exhaustive]
pub struct Fit<'a> {
    /// The pages.
    pub pages: Pages<'a>,
    /// What they are of, at the density that was found.
    pub composed: Composition<'a>,
    /// The most pages that there were to be; `None` if nothing had to be done for them.
    pub most: Option<usize>,
    /// Whether these are as many pages as were asked for, or fewer.
    pub fits: bool,
    /// How many documents were typeset to find it.
    pub compiles: usize,
}

impl Fit<'_> {
    /// The density, from 0.0 to 1.5 in steps of 0.01.
    pub fn density(&self) -> f64 {
        self.composed.document.density
    }
}

/// Pages that were tried.
struct Tried<'a> {
    pages: Warned<Pages<'a>>,
    composed: Composition<'a>,
    percent: u32,
    /// How many pages they fill, the last one in part.
    extent: f64,
}

/// How many pages a density fills.
#[derive(Clone, Copy)]
struct Point {
    percent: u32,
    extent: f64,
}

impl<'a> Tried<'a> {
    /// What is tried next: the same with ties where words are alone on a line.
    fn next(&self) -> Composition<'a> {
        self.composed.without_runts(&self.pages.value).unwrap_or_else(|| self.composed.clone())
    }

    fn count(&self) -> usize {
        self.pages.value.count()
    }

    fn point(&self) -> Point {
        Point { percent: self.percent, extent: self.extent }
    }

    /// As what was found in so many `compiles`, with remarks. `most`: what was asked for.
    fn found(
        self,
        most: Option<usize>,
        compiles: usize,
        remark: Option<Diagnostic>,
    ) -> Warned<Fit<'a>> {
        let fits = most.is_none_or(|most| self.count() <= most);
        let composed = self.composed.at(f64::from(self.percent) / 100.0);
        let mut found = self.pages.map(|pages| Fit { pages, composed, most, fits, compiles });
        found.warnings.extend(remark);
        found
    }
}

impl<'a> Composition<'a> {
    /// The same at another density: for what is made without pages.
    #[must_use]
    pub fn at(mut self, density: f64) -> Self {
        self.document.density = density;
        self
    }

    /// Finds the largest density, up to that as designed, at which there are at most `most` pages. If there is
    /// none, gives the pages as designed, with a warning that says how much is too much.
    pub fn fit(&self, most: usize) -> Outcome<Fit<'a>> {
        let designed = self.tried(DESIGNED)?;
        if designed.count() <= most {
            let remark = hardly_full(&designed);
            return Ok(designed.found(Some(most), 1, remark));
        }
        if designed.count() > HOPELESS.max(FAR_OVER * most) {
            let pages = counted(designed.count(), "page");
            let message = format!("{pages} do not fit on {}", counted(most, "page"));
            let remark = Diagnostic::warning("does-not-fit", message);
            let remark = remark.hint("shorten the texts, or allow more pages");
            return Ok(designed.found(Some(most), 1, Some(remark)));
        }
        // No density makes much too much good; the tightest says how much is too much.
        if designed.count() > LONG.min(FAR_OVER * most) || designed.pages.value.are_heavy() {
            crate::typeset::forget();
            let tightest = self.tried(0)?;
            if tightest.count() <= most {
                return Ok(tightest.found(Some(most), 2, None));
            }
            let remark = self.too_long(&tightest.pages.value, most);
            return Ok(designed.found(Some(most), 2, Some(remark)));
        }
        let mut compiles = 1;
        let (fitting, over) = self.first_fitting(0, most, &designed, &mut compiles)?;
        if fitting.count() > most {
            let remark = self.too_long(&fitting.pages.value, most);
            return Ok(designed.found(Some(most), compiles, Some(remark)));
        }
        drop(designed);
        let fitting = Self::narrowed(most, fitting, over, &mut compiles)?;
        let remark = hardly_full(&fitting);
        Ok(fitting.found(Some(most), compiles, remark))
    }

    /// The pages as designed; but one fewer where the last is less than a third full and a little less white
    /// makes room for it. If a page `grows`, a single one gets more white until it is full.
    pub fn fit_whole_pages(&self, grows: bool) -> Outcome<Fit<'a>> {
        let designed = self.tried(DESIGNED)?;
        let (count, mut compiles) = (designed.count(), 1);
        if count == 1 {
            if !grows || 1.0 - designed.extent < LESS_THAN_A_LINE {
                return Ok(designed.found(None, compiles, None));
            }
            let airiest = self.tried(AIRIEST)?;
            compiles += 1;
            let found = if airiest.count() == 1 {
                airiest
            } else {
                Self::narrowed(1, designed, airiest.point(), &mut compiles)?
            };
            return Ok(found.found(Some(1), compiles, None));
        }
        let Some(remark) = hardly_full(&designed) else {
            return Ok(designed.found(None, compiles, None));
        };
        // Pages that the person asks for are no fault of the last one.
        let mut breaks = self.document.sections.iter().flat_map(|it| {
            it.entries.iter().map(|entry| entry.break_before).chain([it.break_before])
        });
        let remark = Some(remark).filter(|_| !breaks.any(|it| it));
        if count > LONG || is_far(&designed, count - 1) || designed.pages.value.are_heavy() {
            return Ok(designed.found(None, compiles, remark));
        }
        let (fitting, over) = self.first_fitting(CALM, count - 1, &designed, &mut compiles)?;
        if fitting.count() >= count {
            return Ok(designed.found(None, compiles, remark));
        }
        drop(designed);
        let found = Self::narrowed(count - 1, fitting, over, &mut compiles)?;
        Ok(found.found(Some(count - 1), compiles, None))
    }

    /// The same behind other tries, of which nothing is kept if there is much of it.
    fn tried_again(&self, percent: u32, pages: usize) -> Result<Tried<'a>, Vec<Diagnostic>> {
        if pages > MANY {
            crate::typeset::forget();
        }
        self.tried(percent)
    }

    fn tried(&self, percent: u32) -> Result<Tried<'a>, Vec<Diagnostic>> {
        let pages = self.typeset(f64::from(percent) / 100.0)?;
        let extent = self.extent(&pages.value);
        Ok(Tried { pages, composed: self.clone(), percent, extent })
    }

    /// The pages of a density from `least` on at which there are at most `most`, and a larger one that fills more;
    /// or the pages of `least`, if those are too many. It is where most documents of that length are short enough;
    /// then where this one should be, by what it saved; then the least.
    fn first_fitting(
        &self,
        least: u32,
        most: usize,
        designed: &Tried<'a>,
        compiles: &mut usize,
    ) -> Result<(Tried<'a>, Point), Vec<Diagnostic>> {
        let wanted = pages_of(most) / designed.extent - MARGIN;
        let (mut over, mut gives) = (designed.point(), 1.0);
        let mut next = designed.next();
        loop {
            let guess = density_saving((1.0 - wanted) / gives).min(over.percent - 1);
            let is_last = *compiles > 2 || guess <= least + close(most);
            // What is tied may take a line more.
            let (composed, percent) = if is_last { (self, least) } else { (&next, guess) };
            let tried = composed.tried_again(percent, most)?;
            *compiles += 1;
            if is_last || tried.count() <= most {
                return Ok((tried, over));
            }
            gives = ((1.0 - tried.extent / designed.extent) / saved(percent)).clamp(0.5, 2.0);
            (over, next) = (tried.point(), tried.next());
        }
    }

    /// The pages of the largest density found between `low`, which fits on `most` pages, and `high`, which does
    /// not: where it should be by what both fill, and again.
    fn narrowed(
        most: usize,
        mut low: Tried<'a>,
        mut high: Point,
        compiles: &mut usize,
    ) -> Result<Tried<'a>, Vec<Diagnostic>> {
        let mut next = low.next();
        while *compiles < MOST_COMPILES && high.percent - low.percent > close(most) {
            let room = pages_of(most) - low.extent;
            let share = room / (high.extent - low.extent);
            let (most_saved, least_saved) = (saved(low.percent), saved(high.percent));
            let probe = density_saving(most_saved + share * (least_saved - most_saved));
            if room < LESS_THAN_A_LINE || probe <= low.percent + close(most) {
                break;
            }
            let tried = next.tried_again(probe.min(high.percent - 1), most)?;
            *compiles += 1;
            next = tried.next();
            if tried.count() <= most { low = tried } else { high = tried.point() }
        }
        Ok(low)
    }

    /// The density at which the document, whose `pages` are too many, fills at most `most` of them in all likelihood.
    pub(super) fn density_for(&self, pages: &Pages<'_>, most: usize) -> f64 {
        let extent = self.extent(pages);
        let percent = percent_of(self.document.density);
        let share = (extent - pages_of(most)) / extent + MARGIN;
        f64::from(density_saving(saved(percent) + share).min(percent - 1)) / 100.0
    }

    /// Whether the last of its `pages` is hardly worth its paper.
    pub(super) fn is_hardly_full(&self, pages: &Pages<'_>) -> bool {
        self.extent(pages).fract() < HARDLY_FULL
    }

    /// How many of its `pages` are filled, the last one in part.
    fn extent(&self, pages: &Pages<'_>) -> f64 {
        let margin = &self.document.page.margin;
        pages.extent(margin.top, margin.bottom)
    }

    /// How much is too much, of the tightest `pages`, and what would make room.
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

/// Whether so much is too much that [`CALM`] makes no room for it.
fn is_far(designed: &Tried<'_>, most: usize) -> bool {
    designed.extent > (1.0 + TOO_MUCH) * pages_of(most)
}

fn pages_of(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// That the last page is hardly full, if it is and there are others.
fn hardly_full(tried: &Tried<'_>) -> Option<Diagnostic> {
    let before = tried.count().saturating_sub(1);
    let is_hardly_full = before > 0 && tried.extent.fract() < HARDLY_FULL;
    is_hardly_full.then(|| {
        let message = "the last page is less than a third full";
        let hint = format!("try `--pages {before}`, or leave something out");
        Diagnostic::advice("last-page", message).hint(hint)
    })
}

/// The share of a text's length that is saved at a density of so many percent, in most documents: gaps, then
/// leading, then size and last the margins give.
fn saved(percent: u32) -> f64 {
    between(f64::from(percent), |(percent, saved)| (percent, saved))
}

/// The density, in percent, that saves such a share.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 150")]
fn density_saving(share: f64) -> u32 {
    between(-share, |(percent, saved)| (-saved, percent)) as u32
}

/// The value at `x` on the line through [`SAVED`], whose points `point` gives.
fn between(x: f64, point: impl Fn((f64, f64)) -> (f64, f64)) -> f64 {
    let points = SAVED.map(point);
    let at = points.iter().position(|(end, _)| x < *end).unwrap_or(points.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (points[at - 1], points[at]);
    y0 + (y1 - y0) * ((x - x0) / (x1 - x0)).clamp(0.0, 1.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 150")]
fn percent_of(density: f64) -> u32 {
    (100.0 * density).round().max(1.0) as u32
}

/// `count` and `word`, in the plural if it is one.
fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page is a small number")]
fn rounded(baseline: f64) -> i64 {
    baseline.round() as i64
}
