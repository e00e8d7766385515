//! A name in parts, `name: {first: Ann, last: Lee}` or `firstName` beside no `name`, becomes the name in whole and
//! `givenName` and `familyName`.
//!
//! The family name is first in Chinese, Japanese, Korean, Hungarian and Vietnamese.

use super::language::{LanguageTag, language_tag};
use super::node::{Key, Node, Value};
use super::text::is_language_map;
use crate::script;
use crate::source::Span;

/// A part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Prefix,
    Given,
    Middle,
    Family,
    Suffix,
    /// The name as it is to be printed.
    Whole,
}

use Part::{Family, Given, Middle, Prefix, Suffix, Whole};

/// Words for the parts, without marks, in lower case.
const WORDS: &[(Part, &str)] = &[
    (Prefix, "prefix honorificprefix salutation"),
    (Given, "given givenname givennames first firstname forename vorname prénom prenom nombre 名"),
    (Middle, "middle middlename middlenames additionalname"),
    (Family, "family familyname last lastname surname nachname nom apellido apellidos 姓 姓氏"),
    (Suffix, "suffix honorificsuffix postnominal postnominals credentials"),
    (Whole, "full fullname display displayname formatted whole"),
];

/// Suffixes that no comma precedes.
const BARE_SUFFIXES: &[&str] = &["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"];

fn part(key: &str) -> Option<Part> {
    let plain = script::bare(key);
    let found = WORDS.iter().find(|(_, words)| words.split(' ').any(|word| word == plain));
    found.map(|(part, _)| *part)
}

/// Joins the parts of the name in `tree`, which is written in `language`.
pub(super) fn join(tree: &mut Node, language: Option<&LanguageTag>, languages: &[LanguageTag]) {
    let Value::Map(entries) = &mut tree.value else { return };
    let Some((_, basics)) = entries.iter_mut().find(|(key, _)| key.text == "basics") else {
        return;
    };
    let Value::Map(own) = &mut basics.value else { return };
    let tongue = language.map(LanguageTag::language);
    let name = own.iter().position(|(key, value)| key.text == "name" && !value.is_absent());
    match name {
        Some(at) if is_language_map(&own[at].1, languages) => {
            let Value::Map(variants) = &mut own[at].1.value else { return };
            for (key, value) in variants {
                let tag = language_tag(&key.text);
                if let Some(parts) = parts_of(value) {
                    *value = whole(&parts, tag.as_ref().map(LanguageTag::language));
                }
            }
        }
        Some(at) => {
            let Some(parts) = parts_of(&own[at].1) else { return };
            own[at].1 = localized(&parts, tongue, languages);
            for (field, wanted) in [("givenName", Given), ("familyName", Family)] {
                let is_there = own.iter().any(|(key, _)| part(&key.text) == Some(wanted));
                if let Some((_, node)) = parts.iter().find(|(part, _)| *part == wanted && !is_there)
                {
                    own.push((Key { text: field.to_owned(), span: node.span }, node.clone()));
                }
            }
        }
        None => {
            let parts: Vec<(Part, Node)> = own
                .iter()
                .filter(|(_, value)| !value.is_absent())
                .filter_map(|(key, value)| Some((part(&key.text)?, value.clone())))
                .collect();
            if !parts.iter().any(|(part, _)| matches!(part, Given | Family)) {
                return;
            }
            let name = localized(&parts, tongue, languages);
            own.retain(|(key, _)| {
                key.text != "name"
                    && !matches!(part(&key.text), Some(Prefix | Middle | Suffix | Whole))
            });
            own.push((Key { text: "name".to_owned(), span: name.span }, name));
        }
    }
}

/// The parts that `node` is a map of, if it is one of nothing else.
fn parts_of(node: &Node) -> Option<Vec<(Part, Node)>> {
    let Value::Map(entries) = &node.value else { return None };
    let said = entries.iter().filter(|(_, value)| !value.is_absent());
    // `title` before a name is `Dr.`; before everything else it is a job.
    let named = |key: &str| part(key).or_else(|| (key == "title").then_some(Prefix));
    let parts: Option<Vec<_>> =
        said.map(|(key, value)| Some((named(&key.text)?, value.clone()))).collect();
    parts.filter(|parts| parts.iter().any(|(part, _)| matches!(part, Given | Family | Whole)))
}

/// The name of `parts`, by language if one of them is.
fn localized(parts: &[(Part, Node)], language: Option<&str>, languages: &[LanguageTag]) -> Node {
    let mut tags: Vec<Key> = Vec::new();
    for (_, node) in parts.iter().filter(|(_, node)| is_language_map(node, languages)) {
        let Value::Map(variants) = &node.value else { continue };
        for (key, _) in variants {
            if !tags.iter().any(|known| known.text == key.text) {
                tags.push(key.clone());
            }
        }
    }
    if tags.is_empty() {
        return whole(parts, language);
    }
    let span = parts[0].1.span;
    let variants = tags.into_iter().map(|tag| {
        let of_tag = |node: &Node| match node.field(&tag.text) {
            Some(node) => Some(node.clone()),
            None => node.scalar().map(|_| node.clone()),
        };
        let parts: Vec<_> =
            parts.iter().filter_map(|(part, node)| Some((*part, of_tag(node)?))).collect();
        let language = language_tag(&tag.text);
        let name = whole(&parts, language.as_ref().map(LanguageTag::language));
        (tag, name)
    });
    Node { value: Value::Map(variants.collect()), span }
}

/// The name of `parts` in one language.
fn whole(parts: &[(Part, Node)], language: Option<&str>) -> Node {
    let text = |wanted: Part| {
        let found = parts.iter().filter(move |(part, _)| *part == wanted);
        found.filter_map(|(_, node)| node.scalar()).map(str::trim).collect::<Vec<_>>().join(" ")
    };
    let start = parts.iter().map(|(_, node)| node.span.start).min().unwrap_or(0);
    let end = parts.iter().map(|(_, node)| node.span.end).max().unwrap_or(0);
    let span =
        parts.first().map_or_else(Span::default, |(_, node)| Span { start, end, ..node.span });
    let [full, given, middle, family] = [Whole, Given, Middle, Family].map(text);
    let is_east_asian = family.chars().chain(given.chars()).any(script::is_cjk);
    let name = if !full.is_empty() {
        full
    } else if is_east_asian {
        let is_japanese =
            language == Some("ja") || given.chars().chain(family.chars()).any(script::is_kana);
        [family, given].join(if is_japanese { " " } else { "" }).trim().to_owned()
    } else {
        let family_first = matches!(language, Some("hu" | "vi"));
        let names = if family_first { [family, middle, given] } else { [given, middle, family] };
        spaced(names)
    };
    let suffix = text(Suffix);
    let name = spaced([text(Prefix), name]);
    let name = match &*suffix {
        "" => name,
        suffix if BARE_SUFFIXES.contains(&suffix) => format!("{name} {suffix}"),
        suffix => format!("{name}, {suffix}"),
    };
    Node { value: Value::Text(name), span }
}

fn spaced(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
