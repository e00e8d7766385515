//! Which font prints which character.
//!
//! Takes the document and what each family covers; gives the commands that switch to another family
//! for characters that the first one lacks. LaTeX does not look for them itself.

use super::Input;
use std::collections::{BTreeMap, BTreeSet};

/// The command that sets Han, kana and hangul in a text of another script.
const HAN: &str = "cvhan";

/// The commands for the further families.
const OTHERS: [&str; 6] = ["cvfonta", "cvfontb", "cvfontc", "cvfontd", "cvfonte", "cvfontf"];

/// The fonts of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fonts {
    /// Whether the language is written in Han: then the engine chooses the font and breaks the lines.
    pub cjk: bool,
    /// The family of Han, kana and hangul, if there is one.
    pub han: Option<String>,
    /// The commands in use, beside that for Han, and their families.
    pub others: BTreeMap<&'static str, String>,
    /// Characters that need a command.
    switches: BTreeMap<char, &'static str>,
    /// Characters that pdfLaTeX cannot print.
    pub beyond: BTreeSet<char>,
    /// Whether the language itself needs such characters.
    pub foreign: bool,
}

impl Fonts {
    /// The fonts of `input`.
    pub(super) fn new(input: &Input<'_>) -> Fonts {
        let document = input.document;
        let families = document.fonts.get("body").cloned().unwrap_or_default();
        // Names of fields are ASCII: what is not stands in some text.
        let all: BTreeSet<char> = serde_json::to_string(document)
            .unwrap_or_default()
            .chars()
            .filter(|character| !character.is_ascii())
            .collect();
        // The Korean one has no Han.
        let letters = ['中', '가'];
        let has_any = |family: &&String| letters.iter().any(|c| (input.covers)(family, *c));
        let han = families.iter().skip(1).find(has_any);
        let own_words: String = document.words.values().cloned().collect();
        let foreign = own_words.chars().any(|character| !is_known_to_pdflatex(character));
        let cjk = document.language.cjk;
        let mut fonts = Fonts { cjk, han: han.cloned(), foreign, ..Fonts::default() };
        for &character in &all {
            if !is_known_to_pdflatex(character) {
                fonts.beyond.insert(character);
            }
            let covering = families.iter().find(|family| (input.covers)(family, character));
            let Some(family) = covering.filter(|family| Some(*family) != families.first()) else {
                continue;
            };
            if fonts.han.as_ref() == Some(family) {
                if !fonts.breaks_itself(character) {
                    fonts.switches.insert(character, HAN);
                }
            } else if let Some(command) = fonts.command(family) {
                fonts.switches.insert(character, command);
            }
        }
        fonts
    }

    fn command(&mut self, family: &str) -> Option<&'static str> {
        let known =
            self.others.iter().find(|(_, name)| *name == family).map(|(command, _)| *command);
        known.or_else(|| {
            let command = OTHERS.get(self.others.len()).copied()?;
            self.others.insert(command, family.to_owned());
            Some(command)
        })
    }

    /// The command that `character` needs, after text set by `current`.
    pub(super) fn switch(
        &self,
        character: char,
        current: Option<&'static str>,
    ) -> Option<&'static str> {
        if is_mark(character) { current } else { self.switches.get(&character).copied() }
    }

    /// Whether any text is set by the command for Han.
    pub(super) fn uses_han(&self) -> bool {
        self.cjk || self.switches.values().any(|command| *command == HAN)
    }

    /// Whether the engine itself breaks lines between two characters.
    pub(super) fn breaks_between(&self, first: char, second: char) -> bool {
        if self.cjk {
            // xeCJK, or what stands in its place, looks at every Han and what is beside it.
            self.breaks_itself(first) || self.breaks_itself(second)
        } else {
            let is_han = |character| self.switches.get(&character) == Some(&HAN);
            is_han(first) && is_han(second)
        }
    }

    /// Whether the engine chooses the font of `character` itself.
    pub(super) fn breaks_itself(&self, character: char) -> bool {
        self.cjk && (is_han(character) || is_wide_punctuation(character))
    }
}

/// Han, kana, hangul and their punctuation and full-width forms.
pub(super) fn is_han(character: char) -> bool {
    matches!(u32::from(character),
        0x1100..=0x11ff | 0x2e80..=0x9fff | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x20000..=0x3ffff)
}

/// Marks that Latin and Han share; in a Chinese text they are Chinese ones.
fn is_wide_punctuation(character: char) -> bool {
    matches!(character, '—' | '‘' | '’' | '“' | '”' | '‥' | '…' | '⸺' | '⸻')
}

/// A mark that belongs to the character before it.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// What `inputenc` and the T1 and TS1 encodings know, and the fonts of every TeX Live have.
fn is_known_to_pdflatex(character: char) -> bool {
    const FURTHER: &str = "ŁłŃńŇňŊŋŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽžĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľĀāĒēĪīŌōŪūȘșȚț–—‘’‚“”„†‡•…‰‹›€™−\u{2009}\u{202f}";
    character.is_ascii()
        || matches!(character, '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{ff}')
        || FURTHER.contains(character)
}
