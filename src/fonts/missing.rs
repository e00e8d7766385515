//! What no font can print: how it is told, and when it is too much.
//!
//! Takes the lost characters, gives warnings with their places; or an error that says what to install,
//! if they are a good part of the document or are in the person's name.

use super::characters;
use super::region::Region;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::source::Place;
use std::collections::BTreeSet;
use unicode_script::{Script, UnicodeScript};

const CODE: &str = "missing-glyph";
/// How many lost characters get a warning of their own.
const NAMED: usize = 5;
/// A document that loses more than one in so many of its characters is not printed.
const ONE_IN: usize = 5;

/// What there is to say of the `lost` characters.
pub(super) fn report(
    document: &Document,
    lost: &[char],
    stand_in: char,
    region: Region,
    is_system_allowed: bool,
    locate: &dyn Fn(char) -> Option<Place>,
) -> Vec<Diagnostic> {
    let visible: Vec<char> = lost.iter().copied().filter(|c| !c.is_whitespace()).collect();
    let remedy = remedy(&visible, region, is_system_allowed);
    let in_name = document.header.name.chars().find(|c| visible.contains(c));
    if let Some(character) = in_name {
        let message = format!("no font has {} of the name", characters::name(character));
        let problem = Diagnostic::error(CODE, message).hint(remedy);
        return vec![locate(character).into_iter().fold(problem, Diagnostic::at)];
    }
    let (count, all) = characters::count(document, &visible);
    if count * ONE_IN > all {
        let names: Vec<_> = visible.iter().map(|c| characters::name(*c)).collect();
        let message =
            format!("no font has {count} of the {all} characters, such as {}", shorten(&names));
        let problem = Diagnostic::error(CODE, message).hint(remedy);
        let place = visible.iter().find_map(|c| locate(*c));
        return vec![place.into_iter().fold(problem, Diagnostic::at)];
    }
    let mut problems = Vec::new();
    let split = if visible.len() > NAMED + 1 { NAMED } else { visible.len() };
    let (first, rest) = visible.split_at(split);
    for c in first {
        let message = format!("no font has {}; `{stand_in}` is printed", characters::name(*c));
        let warning = Diagnostic::warning(CODE, message).hint(&remedy);
        problems.push(locate(*c).into_iter().fold(warning, Diagnostic::at));
    }
    if !rest.is_empty() {
        let names: Vec<_> = rest.iter().map(|c| characters::name(*c)).collect();
        let message = format!("no font has {} either", shorten(&names));
        problems.push(Diagnostic::warning(CODE, message).hint(&remedy));
    }
    problems
}

/// What helps: fonts by name.
fn remedy(lost: &[char], region: Region, is_system_allowed: bool) -> String {
    let fonts: BTreeSet<String> = lost.iter().map(|c| font_for(*c, region)).collect();
    let fonts: Vec<_> = fonts.iter().take(3).map(|font| format!("`{font}`")).collect();
    let allow = if is_system_allowed { "" } else { ", and allow the fonts of this machine" };
    let install = format!("install a font that has it, such as {}{allow}", fonts.join(" or "));
    format!("{install}; or write it in other characters")
}

/// A free font that has the character, most likely.
fn font_for(character: char, region: Region) -> String {
    match character.script() {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo => {
            region.family("Sans")
        }
        Script::Hangul => Region::Korea.family("Sans"),
        Script::Common | Script::Inherited | Script::Unknown => {
            let is_emoji = ('\u{1f000}'..'\u{1fb00}').contains(&character);
            if is_emoji { "Noto Emoji" } else { "Noto Sans Symbols 2" }.to_owned()
        }
        script => format!("Noto Sans {}", script.full_name().replace('_', " ")),
    }
}

/// The first few names, and how many there are besides.
pub(super) fn shorten(names: &[String]) -> String {
    match names.get(NAMED..).map_or(0, <[_]>::len) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names[..NAMED].join(", ")),
    }
}
