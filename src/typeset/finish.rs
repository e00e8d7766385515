//! The last touches to pages whose density is decided.
//!
//! Takes a composition and its pages, gives both as they are printed: no word alone on a last line, no item of a
//! list alone on a page. Never more pages than before, but where there are many: then there may be one more.

use super::{Composition, Pages};
use crate::diagnostic::Diagnostic;

/// How often pages are typeset so that items of lists stay together: with room for them, tighter if that fills a page
/// more, and again if another list is parted then.
const MOST_ROUNDS: usize = 4;

/// What is taken off the density, at most, so that items that stay together fit on the pages.
const MOST_TIGHTER: f64 = 0.3;

/// What is taken off it so that words do that move to another line.
const TIGHTER: [f64; 2] = [0.0, 0.02];

/// From how many pages on one more is better than an item of a list alone.
const MANY: usize = 6;

/// The most pages that are finished. Each round takes as much time and memory as all pages did.
const MOST_PAGES: usize = 40;

/// How many bytes a document in JSON has that is heavy: twenty times as many as most.
const HEAVY: usize = 400_000;

/// How many bytes one beyond ASCII counts as: fonts must be found and letters joined.
const BEYOND_ASCII: usize = 4;

impl Pages<'_> {
    /// Whether there is so much on them that each try takes seconds, however few they are.
    pub(super) fn are_heavy(&self) -> bool {
        let weight = |byte: &u8| if byte.is_ascii() { 1 } else { BEYOND_ASCII };
        self.world.document.iter().map(weight).sum::<usize>() > HEAVY
    }
}

impl<'a> Composition<'a> {
    /// The same and its `pages`, finished. Both are at the density of the document, or a little less. Many pages
    /// may become one more if they may `grow`: nobody has asked for so many.
    pub fn finished(
        self,
        pages: Pages<'a>,
        grow: bool,
    ) -> Result<(Self, Pages<'a>), Vec<Diagnostic>> {
        if pages.count() > MOST_PAGES || pages.are_heavy() {
            return Ok((self, pages));
        }
        let most = pages.count();
        let grows = grow && most >= MANY;
        let tied = self.without_runts(&pages);
        if let Some(tied) = &tied
            && let Some(roomy) = tied.with_whole_lists(&pages)
            && let Some(finished) = roomy.with_lists(most, grows)?
        {
            return Ok(finished);
        }
        let (composed, pages) = match tied {
            Some(tied) => tied.within(most)?.unwrap_or((self, pages)),
            None => (self, pages),
        };
        let Some(roomy) = composed.with_whole_lists(&pages) else { return Ok((composed, pages)) };
        Ok(roomy.with_lists(most, grows)?.unwrap_or((composed, pages)))
    }

    /// The same with room for the items of its lists, and its pages, if these are at most `most`. If it `grows`, there
    /// may be one page more, if that is not hardly full.
    fn with_lists(
        self,
        mut most: usize,
        mut grows: bool,
    ) -> Result<Option<(Self, Pages<'a>)>, Vec<Diagnostic>> {
        let least = self.document.density - MOST_TIGHTER;
        let (mut composed, mut found) = (self, None);
        for _ in 0..MOST_ROUNDS {
            let (typeset, pages) = composed.again()?;
            if pages.count() > most {
                if !grows || pages.count() > most + 1 || typeset.is_hardly_full(&pages) {
                    let density = typeset.density_for(&pages, most);
                    if density < least.max(0.0) {
                        break;
                    }
                    composed = typeset.at(density);
                    continue;
                }
                (most, grows) = (pages.count(), false);
            }
            if let Some(roomy) = typeset.with_whole_lists(&pages) {
                found = Some((typeset, pages));
                composed = roomy;
            } else {
                return Ok(Some((typeset, pages)));
            }
        }
        Ok(found)
    }

    /// The same and its pages, perhaps a little tighter, if these are at most `most`: a word that goes to another line
    /// may move what is behind it.
    fn within(&self, most: usize) -> Result<Option<(Self, Pages<'a>)>, Vec<Diagnostic>> {
        for less in TIGHTER {
            let density = (self.document.density - less).max(0.0);
            let (composed, pages) = self.clone().at(density).again()?;
            if pages.count() <= most {
                return Ok(Some((composed, pages)));
            }
        }
        Ok(None)
    }

    fn again(self) -> Result<(Self, Pages<'a>), Vec<Diagnostic>> {
        let pages = self.typeset(self.document.density)?.value;
        Ok((self, pages))
    }
}
