//! What every part of resolving needs: the language, its locale, and a place for warnings.

use super::bold;
use super::date::Form;
use super::flanking::has_stray_strong;
use super::link;
use super::locale::{Locale, fallbacks};
use super::markdown;
use super::ties::{tied, tied_blocks};
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Inline};
use crate::resume::{Comments, Items, LanguageTag, Localized, PartialDate, Resume, Text, Years};
use crate::script::{is_line_end, is_unprintable, sets_no_blanks};
use crate::source::{Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A word of more bytes is long: it may have to be broken somewhere.
const LONG_WORD: usize = 25;

/// How many bytes of one text may be in long words. The time to break them into lines grows with
/// the square; an address has some sixty.
const MAX_LONG: usize = 6_000;

/// The same of a name, an address, and what else is set in a single piece and measured many times.
const MAX_LONG_IN_LINE: usize = 2_000;

/// The state of resolving one resume for one language.
#[expect(
    clippy::struct_excessive_bools,
    reason = "wishes of the person, independent of each other"
)]
pub(super) struct Context<'a> {
    /// The resume.
    pub resume: &'a Resume,
    /// The language to print.
    pub language: LanguageTag,
    /// The file's first language, for what has not been translated.
    pub first_language: Option<LanguageTag>,
    /// The languages that stand in for one that a text lacks (`cvgen.fallback`), which nobody is told of.
    pub fallback: Vec<LanguageTag>,
    /// The words of the language.
    pub locale: Arc<Locale>,
    /// The language of dates: English, as the words are, where there are none of the language.
    pub date_language: LanguageTag,
    /// Whether every text that lacks the language is reported, or the file lacks it altogether.
    pub report_missing: bool,
    /// The day to which years are counted, if one was chosen.
    pub today: Option<PartialDate>,
    /// The form of dates.
    pub dates: Form,
    /// The calendar of years.
    pub calendar: Years,
    /// Whether a range says how long it is.
    pub durations: bool,
    /// Whether the title of an entry is its link, whose address is not printed.
    pub hides_links: bool,
    /// Whether the marks of employers and schools are printed.
    pub has_logos: bool,
    /// How many authors of a publication are named; 0 for all.
    pub authors: usize,
    /// Whether publications have a section for each kind of them.
    pub by_genre: bool,
    /// The words that are always strong.
    pub bold: bold::Words,
    /// The comments of the file.
    pub comments: Comments,
    /// What was found odd.
    pub warnings: Vec<Diagnostic>,
    /// The same by place, for what is met twice.
    pub said: BTreeSet<(Span, String)>,
}

impl Context<'_> {
    /// What was found odd, in file order; first what has no place.
    pub(super) fn found(&mut self) -> Vec<Diagnostic> {
        let sources = &self.resume.sources;
        let file =
            |source: &Arc<Source>| sources.iter().position(|known| Arc::ptr_eq(known, source));
        let mut found = std::mem::take(&mut self.warnings);
        found.sort_by_key(|found| {
            found.place.as_ref().map(|place| (file(&place.source), place.start))
        });
        found
    }

    /// Adds `diagnostic` at `span`, unless the same was already said there.
    pub(super) fn warn(&mut self, span: Span, diagnostic: Diagnostic) {
        if self.said.insert((span, diagnostic.message.clone())) {
            self.warnings.push(Diagnostic { place: self.resume.place(span), ..diagnostic });
        }
    }

    /// The place of `part` in the text at `span`, if it is written there once.
    pub(super) fn part(&self, span: Span, part: &str) -> Span {
        let Some(place) = self.resume.place(span) else { return span };
        let whole = &place.source.text[place.start..place.end];
        if whole.trim_matches(['"', '\'']) == part {
            return span;
        }
        let mut found = whole.match_indices(part);
        let (Some((at, _)), None) = (found.next(), found.next()) else { return span };
        let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let start = span.start.saturating_add(offset(at));
        Span { start, end: start.saturating_add(offset(part.len())), ..span }
    }

    /// The variant of `localized` for the language, or else of its less exact forms, or else of the
    /// file's first language, which is reported.
    pub(super) fn pick<'l, T>(&mut self, localized: &'l Localized<T>) -> Option<&'l T> {
        if let [(None, only)] = &localized.variants[..] {
            return Some(only);
        }
        let find = |tag: &LanguageTag| {
            fallbacks(tag).into_iter().find_map(|tag| {
                let is_it = |own: &Option<LanguageTag>| {
                    own.as_ref().is_some_and(|own| {
                        *own == tag
                            || fallbacks(own).contains(&tag) && own.language() == tag.language()
                    })
                };
                localized
                    .variants
                    .iter()
                    .find(|(own, _)| own.as_ref() == Some(&tag))
                    .or_else(|| localized.variants.iter().find(|(own, _)| is_it(own)))
            })
        };
        if let Some((_, value)) = find(&self.language) {
            return Some(value);
        }
        // What is said for every language that the text does not name.
        if let Some((_, value)) = localized.variants.iter().find(|(own, _)| own.is_none()) {
            return Some(value);
        }
        let declared = self.fallback.iter().find_map(&find);
        if let Some((_, value)) = declared {
            return Some(value);
        }
        let instead = self.first_language.as_ref().and_then(find).or(localized.variants.first())?;
        if self.report_missing
            && let Some(used) = &instead.0
        {
            let message =
                format!("no `{}` version of this text; printed in `{used}`", self.language);
            let hint = format!("add `{}: …`", self.language);
            self.warn(
                localized.span,
                Diagnostic::warning("missing-translation", message).hint(hint),
            );
        }
        Some(&instead.1)
    }

    /// `text` as it was written, markup and lines and all.
    pub(super) fn written(&mut self, text: &Text) -> Option<String> {
        let spanned = self.pick(text)?;
        Some(self.clean(&spanned.text, spanned.span, MAX_LONG))
    }

    /// The characters of `text`, on one line, no markup understood. `None` if there is nothing to print.
    pub(super) fn plain(&mut self, text: &Text) -> Option<String> {
        let spanned = self.pick(text)?;
        let clean = self.clean(&spanned.text, spanned.span, MAX_LONG_IN_LINE);
        let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// As [`Self::plain`], of a text that may be absent.
    pub(super) fn plain_or_empty(&mut self, text: Option<&Text>) -> String {
        text.and_then(|text| self.plain(text)).unwrap_or_default()
    }

    /// The runs of `text`; empty if it is absent.
    pub(super) fn inline(&mut self, text: Option<&Text>) -> Inline {
        let Some(spanned) = text.and_then(|text| self.pick(text)) else { return Vec::new() };
        let clean = self.clean(&spanned.text, spanned.span, MAX_LONG);
        let runs = markdown::inline(&clean);
        if clean.contains("**") {
            self.stray_strong(&runs, &clean, spanned.span);
        }
        self.judge_links(&clean, spanned.span);
        tied(bold::embolden(runs, &self.bold), &self.language)
    }

    /// The blocks of `text`; empty if it is absent.
    pub(super) fn blocks(&mut self, text: Option<&Text>) -> Vec<Block> {
        let Some(spanned) = text.and_then(|text| self.pick(text)) else { return Vec::new() };
        let clean = self.clean(&spanned.text, spanned.span, MAX_LONG);
        let blocks = markdown::blocks(&clean);
        if clean.contains("**") {
            for block in &blocks {
                self.stray_strong_in(block, &clean, spanned.span);
            }
        }
        self.judge_links(&clean, spanned.span);
        tied_blocks(bold::embolden_blocks(blocks, &self.bold), &self.language)
    }

    /// Reports the links in `written` that cannot be followed as they are.
    fn judge_links(&mut self, written: &str, span: Span) {
        if written.contains("](") || written.contains("]:") {
            for address in markdown::destinations(written) {
                link::follow(&address, span, self);
            }
        }
    }

    /// Reports a `**` in `runs` that makes nothing strong; `written` is the text they came from.
    fn stray_strong(&mut self, runs: &Inline, written: &str, span: Span) {
        let printed: String =
            runs.iter().map(|run| if run.code { "`" } else { run.text.as_str() }).collect();
        if has_stray_strong(&printed) && !written.contains("\\*") {
            let message = "a `**` has no partner; it is printed as it is";
            let hint =
                "`**` goes directly before and behind what is strong; write `\\*\\*` for asterisks";
            self.warn(span, Diagnostic::warning("stray-asterisks", message).hint(hint));
        }
    }

    fn stray_strong_in(&mut self, block: &Block, written: &str, span: Span) {
        match block {
            Block::Paragraph { runs } => self.stray_strong(runs, written, span),
            Block::Code { .. } => {}
            Block::Quote { blocks } => {
                for block in blocks {
                    self.stray_strong_in(block, written, span);
                }
            }
            Block::List { items, .. } => {
                for block in items.iter().flatten() {
                    self.stray_strong_in(block, written, span);
                }
            }
        }
    }

    /// The runs of each item that says something.
    pub(super) fn inlines(&mut self, items: &Items<Text>) -> Vec<Inline> {
        let Some(items) = self.pick(items) else { return Vec::new() };
        items.iter().map(|item| self.inline(Some(item))).filter(|runs| !runs.is_empty()).collect()
    }

    /// `text` without what no page can show, each kind reported; `long`: how much of it may be in
    /// long words.
    fn clean(&mut self, text: &str, span: Span, long: usize) -> String {
        let text = self.without_control(text, span);
        let Some(short) = shorten_words(&text, long) else { return text };
        let message = "this text has thousands of characters without a space; they are cut off";
        let hint = "put spaces between words";
        self.warn(span, Diagnostic::warning("endless-word", message).hint(hint));
        short
    }

    /// `text` without the characters that no page can show.
    fn without_control(&mut self, text: &str, span: Span) -> String {
        let (text, problem) = printable(text, "this text");
        if let Some(problem) = problem {
            self.warn(span, problem);
        }
        text
    }
}

/// `text` without the characters that no page can show, every line ending in `\n`, and what is lost of what
/// people call `what`.
pub(super) fn printable(text: &str, what: &str) -> (String, Option<Diagnostic>) {
    if !text.contains(is_unprintable) && !text.contains(is_line_end) {
        return (text.to_owned(), None);
    }
    let text = text.replace("\r\n", "\n").replace(is_line_end, "\n");
    let mut lost: Vec<char> = text.chars().filter(|&c| is_unprintable(c)).collect();
    lost.sort_unstable();
    lost.dedup();
    let names: Vec<String> =
        lost.iter().take(5).map(|&c| format!("U+{:04X}", u32::from(c))).collect();
    let problem = (!lost.is_empty()).then(|| {
        let names = names.join(", ");
        let message =
            format!("{what} has characters that cannot be printed ({names}); they are left out");
        Diagnostic::warning("control-character", message)
    });
    (text.replace(is_unprintable, ""), problem)
}

/// `text` with its long words cut off, if they have more than `left` bytes.
fn shorten_words(text: &str, mut left: usize) -> Option<String> {
    if text.len() <= left {
        return None;
    }
    let mut short = String::with_capacity(text.len());
    let mut is_cut = false;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || sets_no_blanks(c)) {
        if word.len() <= LONG_WORD {
            short.push_str(word);
        } else if word.len() <= left {
            left -= word.len();
            short.push_str(word);
        } else {
            is_cut = true;
            short.push_str(&word[..word.floor_char_boundary(LONG_WORD - '…'.len_utf8())]);
            short.push('…');
            short.extend(word.chars().next_back().filter(|last| last.is_whitespace()));
        }
    }
    is_cut.then_some(short)
}
