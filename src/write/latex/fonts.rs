//! Which fonts print a document by LaTeX, which does not look for them itself.
//!
//! Takes the document and what each family covers; gives the families for the text, for Han, and for
//! characters that neither has.

use super::LatexInput;
use crate::script::is_wide;
use std::collections::{BTreeMap, BTreeSet};

/// The fonts of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fonts {
    /// Whether the language is written in Han: then there are no blanks between the signs.
    pub cjk: bool,
    /// The family of the text.
    pub text: String,
    /// The family of titles, if it is another.
    pub headings: Option<String>,
    /// The family of Han, kana and hangul, if the document has any.
    pub han: Option<String>,
    /// Further families and the characters that they are for.
    pub others: BTreeMap<String, String>,
    /// Characters that pdfLaTeX cannot print.
    pub beyond: BTreeSet<char>,
    /// Whether the language itself needs such characters.
    pub foreign: bool,
    /// The files of the pictures within lines, by name.
    pub pictures: BTreeMap<String, String>,
    /// The language by whose rules long words are parted, if there are any.
    pub hyphens: Option<hypher::Lang>,
    /// The white of its texts that is wider than a blank, in em, in ascending order.
    pub spaces: Vec<f64>,
}

/// What white within a line is called in LaTeX, in ascending order.
const SPACES: [&str; 3] = ["enspace", "quad", "qquad"];

impl Fonts {
    /// The widths of white, and what each is called here: as wide as the theme wants it.
    pub(super) fn spaces(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let is_wide = self.spaces.first().is_some_and(|least| *least >= 1.0);
        SPACES.into_iter().skip(usize::from(is_wide)).zip(self.spaces.iter().copied())
    }

    /// White of `more` em, as source.
    pub(super) fn space(&self, more: f64) -> String {
        let known = self.spaces().find(|(_, width)| (width - more).abs() < 1e-6);
        match known {
            Some((name, _)) => format!("\\{name}"),
            None => format!("\\hspace{{{}em}}", super::text::number(more)),
        }
    }

    /// The fonts of `input`.
    pub(super) fn new(input: &LatexInput<'_>) -> Fonts {
        let document = input.document;
        let families = document.fonts.get("body").cloned().unwrap_or_default();
        let text = families.first().cloned().unwrap_or_default();
        let headings = document.fonts.get("heading").and_then(|families| families.first()).cloned();
        // Names of fields are ASCII: what is not is in some text.
        let printed = serde_json::to_string(input.sheet).unwrap_or_default()
            + &document.header.name
            + &document.punctuation.separator
            + document.words.get("page").map_or("", String::as_str);
        let all: BTreeSet<char> =
            printed.chars().filter(|character| !character.is_ascii()).collect();
        // The Korean one has no Han.
        let has_any = |family: &&String| ['中', '가'].iter().any(|c| (input.covers)(family, *c));
        let han = families.iter().skip(1).find(has_any);
        let own_words: String = document.words.values().cloned().collect();
        let cjk = document.language.cjk;
        let mut fonts = Fonts {
            cjk,
            headings: headings.filter(|family| *family != text),
            text,
            foreign: own_words.chars().any(|character| !is_known_to_pdflatex(character)),
            pictures: input.pictures.clone(),
            hyphens: hyphens(&document.language.lang),
            ..Fonts::default()
        };
        let mut has_han = cjk;
        for &character in &all {
            if !is_known_to_pdflatex(character) {
                fonts.beyond.insert(character);
            }
            let covering = families.iter().find(|family| (input.covers)(family, character));
            let Some(family) = covering.filter(|family| **family != fonts.text) else { continue };
            has_han |= han.is_some_and(|han| family.strip_prefix(han.as_str()) == Some(" Rare"));
            if Some(family) == han && (is_wide(character) || cjk && is_shared_mark(character)) {
                has_han = true;
            } else {
                fonts.others.entry(family.clone()).or_default().push(character);
            }
        }
        fonts.han = han.cloned().filter(|_| has_han);
        fonts
    }

    /// Whether no blank of a source may be between these two: LaTeX takes one there for the end of a line.
    pub(super) fn joins(&self, first: char, second: char) -> bool {
        let is_wide = |c: char| is_wide(c) || self.cjk && is_shared_mark(c);
        self.han.is_some() && is_wide(first) && is_wide(second)
    }
}

/// The rules by which words of a language, such as `de`, are parted.
fn hyphens(language: &str) -> Option<hypher::Lang> {
    hypher::Lang::from_iso(language.as_bytes().try_into().ok()?)
}

/// Marks that Latin and Han share; in a Chinese text they are Chinese ones.
fn is_shared_mark(character: char) -> bool {
    matches!(character, '—' | '‘' | '’' | '“' | '”' | '‥' | '…' | '⸺' | '⸻')
}

/// What `inputenc` and the T1 and TS1 encodings know, and the fonts of every TeX Live have.
fn is_known_to_pdflatex(character: char) -> bool {
    const FURTHER: &str = "ŁłŃńŇňŊŋŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽžĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľĀāĒēĪīŌōŪūȘșȚț–—‘’‚“”„†‡•…‰‹›€™−\u{2009}\u{202f}";
    character.is_ascii()
        || matches!(character, '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{ff}')
        || FURTHER.contains(character)
}

/// Scripts whose letters join, stack or run from right to left, which this class does not set.
pub(super) fn beyond_latex(character: char) -> Option<&'static str> {
    Some(match u32::from(character) {
        0x590..=0x5ff | 0xfb1d..=0xfb4f => "Hebrew",
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc => {
            "Arabic"
        }
        0x700..=0x74f => "Syriac",
        0x780..=0x7bf => "Thaana",
        0x7c0..=0x7ff => "N’Ko",
        0x900..=0x97f | 0xa8e0..=0xa8ff => "Devanagari",
        0x980..=0xdff => "Indic",
        0xe00..=0xe7f => "Thai",
        0xe80..=0xeff => "Lao",
        0xf00..=0xfff => "Tibetan",
        0x1000..=0x109f => "Burmese",
        0x1780..=0x17ff => "Khmer",
        _ => return None,
    })
}
