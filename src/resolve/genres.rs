//! Kinds of publications: articles, books, talks.
//!
//! Takes the publications of a section, gives them by what each says it is, in the order in which the kinds come first,
//! with a title in the language. A kind that has no name of ours is its own title.

use super::context::Context;
use super::entries::Printable;
use crate::script;

/// The kinds, by their keys in the locales, and what bibliographies and people call them: small letters only, without
/// signs, in the singular.
const GENRES: &[(&str, &[&str])] = &[
    ("article", &["article", "journalarticle", "articlejournal", "journal", "paper", "review"]),
    (
        "conference",
        &["conference", "conferencepaper", "paperconference", "inproceeding", "proceeding"],
    ),
    ("book", &["book", "mvbook", "monograph", "editedbook"]),
    ("chapter", &["chapter", "bookchapter", "incollection", "inbook"]),
    (
        "thesis",
        &[
            "thesis",
            "these",
            "phdthesis",
            "phdthese",
            "mastersthesis",
            "mastersthese",
            "dissertation",
        ],
    ),
    ("report", &["report", "techreport", "technicalreport"]),
    ("preprint", &["preprint", "unpublished"]),
];

/// Publications of one kind.
pub(super) struct Group<'a> {
    /// What tells it from others: a key of the locales, or the person's word; empty where nothing says what they are.
    pub key: String,
    /// Its title; `None` where nothing says what they are.
    pub title: Option<String>,
    /// The publications, in their order.
    pub items: Vec<&'a dyn Printable>,
}

/// `items` by kinds.
pub(super) fn grouped<'a>(
    items: Vec<&'a dyn Printable>,
    context: &mut Context<'_>,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for item in items {
        let word = item.genre().and_then(|genre| context.plain(genre)).unwrap_or_default();
        let known = known(&word);
        let key = known.map_or_else(|| word.to_lowercase(), str::to_owned);
        if let Some(group) = groups.iter_mut().find(|group| group.key == key) {
            group.items.push(item);
            continue;
        }
        let own = known.and_then(|key| context.locale.publications.get(key).cloned());
        let title = own.or((!word.is_empty()).then_some(word));
        groups.push(Group { key, title, items: vec![item] });
    }
    groups
}

/// The key of a kind that `word` names.
fn known(word: &str) -> Option<&'static str> {
    let letters = script::bare(word);
    let single = letters.strip_suffix('s').unwrap_or(&letters);
    let is_named = |names: &&[&str]| names.contains(&single) || names.contains(&letters.as_str());
    GENRES.iter().find(|(_, names)| is_named(names)).map(|(key, _)| *key)
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn kinds_have_many_names() {
        for (word, key) in [
            ("@inproceedings", Some("conference")),
            ("Journal articles", Some("article")),
            ("article-journal", Some("article")),
            ("PhD thesis", Some("thesis")),
            ("theses", Some("thesis")),
            ("Books", Some("book")),
            ("Software", None),
            ("", None),
        ] {
            assert_eq!(known(word), key, "{word}");
        }
    }
}
