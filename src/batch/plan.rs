//! What outputs will be called, before anything is made: whether two could want the same name.

use super::input::Input;
use super::name::{Field, Pattern};
use super::{Outside, Settings, version};
use crate::read;
use std::collections::HashSet;

/// Whether the names alone show that no two of `inputs` want the same output, so that none has to be
/// read: the pattern begins with something that is different for each, and no such beginning,
/// together with the character behind it, begins another.
pub fn cannot_clash(inputs: impl Iterator<Item = Input>, pattern: &Pattern) -> bool {
    let Some((field, behind)) = pattern.beginning() else { return false };
    if field == Field::Number {
        return !behind.is_ascii_digit();
    }
    if field != Field::Stem {
        return false;
    }
    let mut whole = HashSet::new();
    let mut beginnings = HashSet::new();
    for input in inputs {
        let name =
            super::name::safe(&input.stem).to_lowercase() + &behind.to_lowercase().to_string();
        let ends = name.match_indices(behind).map(|(index, found)| index + found.len());
        let shorter: Vec<_> = ends
            .filter(|end| *end < name.len())
            .map(|end| super::claims::name_hash(&name[..end]))
            .collect();
        let own = super::claims::name_hash(&name);
        let is_taken = beginnings.contains(&own) || shorter.iter().any(|hash| whole.contains(hash));
        if is_taken || !whole.insert(own) {
            return false;
        }
        beginnings.extend(shorter);
    }
    true
}

/// The names of everything that will be made of `input`; none of what cannot be read.
pub(super) fn names(input: &Input, settings: &Settings<'_>, outside: &dyn Outside) -> Vec<String> {
    let Ok(parts) = outside.parts(input) else { return Vec::new() };
    let Ok(resume) = read::read_parts(&parts).map(|warned| warned.value) else { return Vec::new() };
    let mut names = Vec::new();
    version::each(&resume, input, settings, outside, &mut |version| {
        names.extend(version.ok().map(|version| version.path(&settings.pattern, input)));
    });
    names
}
