//! What outputs will be called, before anything is made: whether two could want the same name.

use super::input::{Input, id_of};
use super::name::{Field, Pattern};
use super::{BatchSettings, Outside, version};
use crate::diagnostic::Diagnostic;
use crate::read;
use std::collections::HashSet;

/// Whether the names alone show that no two of `inputs` want the same output, so that none has to be
/// read: the pattern begins with something that is different for each, and no such beginning,
/// together with the character behind it, begins another.
pub fn cannot_clash(inputs: impl Iterator<Item = Input>, pattern: &Pattern) -> bool {
    let Some((field, behind)) = pattern.beginning() else { return false };
    if let Field::Number(_) = field {
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

/// What will be made of one input.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The `x-id` of the resume.
    pub id: Option<String>,
    /// The names of the outputs.
    pub names: Vec<String>,
    /// Why there are none, or not all.
    pub problems: Vec<Diagnostic>,
}

/// What will be made of `input`.
pub(super) fn plan(input: &Input, settings: &BatchSettings<'_>, outside: &dyn Outside) -> Plan {
    let mut plan = Plan::default();
    let resume = outside.parts(input).map_err(|problem| vec![problem]);
    let resume = match resume.and_then(|parts| read::read_parts(&parts)) {
        Ok(warned) => warned.value,
        Err(problems) => return Plan { problems, ..plan },
    };
    plan.id = id_of(&resume.tree);
    let input = Input { id: plan.id.clone().or_else(|| input.id.clone()), ..input.clone() };
    version::each(&resume, &input, settings, outside, &mut |version| match version {
        Ok(version) => plan.names.push(version.path(&settings.pattern, &input)),
        Err(refused) => plan.problems.extend(refused.problems),
    });
    plan
}
