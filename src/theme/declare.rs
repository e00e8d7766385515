//! From the manifests of an `extends` chain to the options a theme declares.
//!
//! Takes the manifests, the theme's own first, gives a [`Declaration`] for each option and every
//! problem: an unknown type, a default that its own type refuses.

use super::manifest::{CODE, Manifest, OptionTable};
use super::option::{Declaration, GivenValue, Kind};
use super::value::accept;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::OptionValue;
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// The largest length that an option may have whose theme does not say, in points: ten times the height
/// of A4. Beyond it, pages without end come of it.
const MAX_LENGTH: f64 = 8420.0;

/// The same for a number, either way.
const MAX_NUMBER: f64 = 1e6;

const TYPES: [&str; 7] = ["bool", "number", "length", "color", "text", "choice", "list"];

/// The options that `manifests` declare together; the first to say something has the last word.
pub(super) fn declare(
    manifests: &[&Manifest],
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Declaration> {
    let names: BTreeSet<_> =
        manifests.iter().flat_map(|manifest| manifest.options.keys()).collect();
    let mut declarations = BTreeMap::new();
    for name in names {
        let tables: Vec<_> = manifests.iter().filter_map(|m| m.options.get(name)).collect();
        match declaration(&tables) {
            Ok(declaration) => {
                declarations.insert(name.clone(), declaration);
            }
            Err((place, message)) => {
                let message = format!("option `{}`: {message}", name.escape_debug());
                problems.push(Diagnostic::error(CODE, message).at(place));
            }
        }
    }
    declarations
}

/// A problem with an option, and where.
type Problem = (Place, String);

fn declaration(tables: &[&OptionTable]) -> Result<Declaration, Problem> {
    let here = || tables[0].place.clone();
    let Some((word, place)) = tables.iter().find_map(|table| table.kind.as_ref()) else {
        return Err((here(), format!("`type` is missing: one of `{}`", TYPES.join("`, `"))));
    };
    let choices = tables.iter().find_map(|table| table.choices.clone());
    let bound = |get: fn(&OptionTable) -> &Option<(GivenValue, Place)>, kind: &Kind, open: f64| {
        match tables.iter().find_map(|table| get(table).as_ref()) {
            None => Ok(open),
            Some((value, place)) => match accept(kind, value) {
                Ok(OptionValue::Number(number)) => Ok(number),
                Ok(_) => Ok(open),
                Err(misfit) => Err((place.clone(), misfit.message)),
            },
        }
    };
    let unbounded = (f64::NEG_INFINITY, f64::INFINITY);
    let kind = match (word.as_str(), choices) {
        ("bool", None) => Kind::Bool,
        ("color", None) => Kind::Color,
        ("text", None) => Kind::Text,
        ("list", None) => Kind::List,
        ("number", None) => {
            let any = Kind::Number { min: unbounded.0, max: unbounded.1 };
            let min = bound(|table| &table.min, &any, -MAX_NUMBER)?;
            Kind::Number { min, max: bound(|table| &table.max, &any, MAX_NUMBER)? }
        }
        ("length", None) => {
            let any = Kind::Length { min: unbounded.0, max: unbounded.1 };
            // A length below nothing is a slip unless the theme says otherwise.
            let min = bound(|table| &table.min, &any, 0.0)?;
            Kind::Length { min, max: bound(|table| &table.max, &any, MAX_LENGTH)? }
        }
        ("choice", Some(choices)) if !choices.is_empty() => Kind::Choice(choices),
        ("choice", _) => return Err((here(), "`choices` is missing".to_owned())),
        (word, Some(_)) if TYPES.contains(&word) => {
            return Err((here(), format!("`choices` is for the type `choice`, not `{word}`")));
        }
        (word, _) => {
            let near = did_you_mean(word, TYPES).map(|near| format!(": {near}"));
            let word = word.escape_debug();
            return Err((place.clone(), format!("no type `{word}`{}", near.unwrap_or_default())));
        }
    };
    let Some((given, place)) = tables.iter().find_map(|table| table.default.as_ref()) else {
        return Err((here(), "`default` is missing".to_owned()));
    };
    let default = accept(&kind, given)
        .map_err(|misfit| (place.clone(), format!("`default` {}", misfit.message)))?;
    let doc = tables.iter().find_map(|table| table.doc.clone()).unwrap_or_default();
    Ok(Declaration { kind, default, doc })
}
