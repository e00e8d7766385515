//! The English of comments and messages: plain and idiomatic. A list of phrases that are out.

use crate::harness::root;
use std::path::Path;

/// A phrase that is out, what it may be part of all the same, and what to write instead.
const OUT: &[(&str, &[&str], &str)] = &[
    ("stands", &["stands for", "stands in for", "stands out", "stands alone"], "is"),
    ("stand", &["stand for", "stand in for", "stand out", "stand alone", "stand-in"], "be, are"),
    ("truth value", &[], "boolean"),
    ("takes note", &[], "records"),
    ("take note", &[], "record"),
    ("a second time", &[], "duplicate, twice, again"),
    ("for the second time", &[], "twice, again"),
    ("no part of", &[], "not part of"),
    ("a part of a whole", &[], "K/N"),
    ("is no character", &[], "is not a character"),
    ("is no file", &[], "is not a file"),
    ("is no folder", &[], "is not a folder"),
    ("is no language", &[], "is not a language"),
    ("is no line", &[], "is not a line"),
    ("is no list", &[], "is not a list"),
    ("is no map", &[], "is not a map"),
    ("is no name", &[], "is not a name"),
    ("is no number", &[], "is not a number"),
    ("is no pattern", &[], "is not a pattern"),
    ("is no size", &[], "is not a size"),
    ("is no text", &[], "is not text"),
    ("is no word", &[], "is not a word"),
    ("makes it.", &[], "say what is done: runs the job"),
    ("amid", &[], "in the middle of"),
    ("albeit", &[], "though"),
    ("thereof", &[], "of it"),
    ("hereby", &[], "nothing"),
    ("whilst", &[], "while"),
];

/// The comments and the texts in quotes of a source, by line.
fn prose(source: &str) -> Vec<(usize, String)> {
    let lines = (1..).zip(source.lines());
    lines
        .filter_map(|(number, line)| {
            if line.trim_start().starts_with("//") {
                return Some((number, line.to_owned()));
            }
            let mut quoted = String::new();
            let (mut is_inside, mut is_escaped) = (false, false);
            for character in line.chars() {
                match character {
                    '"' if !is_escaped => {
                        is_inside = !is_inside;
                        quoted.push(' ');
                    }
                    character if is_inside => quoted.push(character),
                    _ => {}
                }
                is_escaped = character == '\\' && !is_escaped;
            }
            let comment = line.split_once(" // ").map_or("", |(_, comment)| comment);
            Some((number, format!("{quoted} {comment}"))).filter(|(_, text)| text.len() > 1)
        })
        .collect()
}

/// The places of `phrase` in `text` that are whole words.
fn places<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(phrase).map(|(index, _)| index).filter(move |index| {
        let before = text[..*index].chars().next_back();
        let after = text[index + phrase.len()..].chars().next();
        !before.is_some_and(is_word) && (phrase.ends_with('.') || !after.is_some_and(is_word))
    })
}

fn found(name: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, text) in prose(source) {
        let text = text.to_lowercase();
        for (phrase, allowed, instead) in OUT {
            let is_allowed =
                |place: &usize| allowed.iter().any(|allowed| text[*place..].starts_with(allowed));
            let is_there = |place: &usize| text[..*place].trim_end().ends_with("there");
            let count = places(&text, phrase)
                .filter(|place| !is_allowed(place) && !is_there(place))
                .count();
            if count > 0 {
                found.push(format!("{name}:{number}: `{phrase}`: write `{instead}`\n  {text}"));
            }
        }
    }
    found
}

fn scan(folder: &Path, all: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            scan(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            let name = path.strip_prefix(root()).expect("in the project").display().to_string();
            all.extend(found(&name, &source));
        }
    }
}

#[test]
fn no_phrase_that_is_out_is_in_a_comment_or_a_message() {
    let mut all = Vec::new();
    scan(&root().join("src"), &mut all);
    assert!(all.is_empty(), "{}\n{} in all", all.join("\n"), all.len());
}

#[test]
fn phrases_are_found_where_people_read_them() {
    let source = "/// What stands there.\nfn stands() {}\nlet x = \"`a` is no name\"; // it must stand\n\
                  let y = stands; /* fine */\n// a `x` stands for y\n\"there is no name\"\n";
    let found = found("x.rs", source);
    let places: Vec<_> =
        found.iter().map(|line| line.split_once(": write").expect("it").0).collect();
    assert_eq!(places, ["x.rs:1: `stands`", "x.rs:3: `stand`", "x.rs:3: `is no name`"]);
}
