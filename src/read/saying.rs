//! What parsers say, in our words and with a remedy: a table for each format.
//!
//! Takes a parser's message and the place it names, gives a diagnostic. No message of a parser reaches
//! a person: what the table does not have is told in general words.

use super::{repeated_key, syntax_error};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;

/// A part of a parser's message, our words for it, and the remedy.
pub(super) type Saying = (&'static str, &'static str, &'static str);

const QUOTES: &str = "put the text in quotes, or after `|` on lines of its own";
const TOO_DEEP: &str = "nested too deeply";
const FLATTER: &str = "a resume is a few levels deep";
const CLOSE: &str = "close what `[`, `{` or a quote has opened";

/// Parts of what the parser of YAML says where no line written in another way helps.
pub(super) const UNMENDABLE: &[&str] =
    &["Depth {", "recursion limit", "Documents {", "too large or too complex", "duplicate"];

pub(super) const YAML: &[Saying] = &[
    ("Depth {", TOO_DEEP, FLATTER),
    ("recursion limit", TOO_DEEP, FLATTER),
    (
        "Documents {",
        "a second document begins",
        "take out the `---` and what follows: one file, one resume",
    ),
    (
        "too large or too complex",
        "too complex for a resume",
        "refer by `*` to few things, and to small ones",
    ),
    (
        "mapping values are not allowed",
        "a `:` where no key can be",
        "put a text that contains `: ` in quotes; begin keys that belong together in one column",
    ),
    ("reference to unknown value", "a text cannot begin with `*` without quotes", QUOTES),
    ("unexpected character", "this character cannot be used here without quotes", QUOTES),
    ("block scalar, did not find", "after `|` or `>` a text begins on the next line", QUOTES),
    (
        "trailing content after",
        "a text goes on after its closing quote",
        "write a quote in quotes as `''` or `\\\"`",
    ),
    (
        "block sequence entries",
        "no list can begin here",
        "begin a list on the next line, or put the text in quotes",
    ),
    (
        "unknown escape",
        "a `\\` in double quotes begins no known character",
        "double it, or use single quotes",
    ),
    (
        "did not find expected key",
        "a key is expected here, such as `name:`",
        "begin keys that belong together in one column; put a text that begins with `[` or `{` in quotes",
    ),
    (
        "expected '-' indicator",
        "an item is expected here, beginning with `- `",
        "begin items of a list in one column",
    ),
    ("did not find expected ','", "a comma or a closing bracket is expected here", CLOSE),
    ("unclosed", "what begins here is not closed", CLOSE),
    (
        "mismatched bracket",
        "this bracket is closed by one of another kind",
        "close `[` by `]`, `{` by `}`",
    ),
    ("bracket", "this bracket has no partner", "look for its partner"),
    ("tab", "a tab does not indent in YAML", "indent with spaces"),
    ("control character", "a character that cannot be seen is not allowed here", "take it out"),
    ("expected string scalar", "a key must be a text", "write `key: value`"),
    ("merge value", "`<<` takes a map, or a list of maps", "name one by `*`"),
];

pub(super) const TOML: &[Saying] = &[
    ("recursion", TOO_DEEP, FLATTER),
    ("recurse", TOO_DEEP, FLATTER),
    ("must be quoted", "a text must be in quotes", "write `key = \"value\"`"),
    ("unclosed", "what begins here is not closed", "close what `[`, `{` or a quote has opened"),
];

pub(super) const JSON: &[Saying] = &[
    ("recursion limit", TOO_DEEP, FLATTER),
    (
        "trailing comma",
        "a comma follows the last item, which JSON does not allow",
        "take the comma out",
    ),
    ("EOF while parsing", "the text ends too early", CLOSE),
    ("key must be a string", "a key must be a text in double quotes", "write `\"key\": value`"),
    ("expected value", "a value is expected here", "write a text in double quotes"),
    ("expected ident", "a value is expected here", "write a text in double quotes"),
    (
        "expected `,`",
        "a comma or a closing bracket is expected here",
        "put a comma between two values",
    ),
    ("expected `:`", "a colon is expected here", "write `\"key\": value`"),
    (
        "trailing characters",
        "the text goes on after its end",
        "take out what is behind the last `}`: a resume is one object, `{…}`",
    ),
    (
        "control character",
        "a text cannot go on on the next line in JSON",
        "write a line end in a text as `\\n`",
    ),
];

/// What the parser `said` about `range`, by the words of its `sayings`.
pub(super) fn explain(
    source: &Arc<Source>,
    sayings: &[Saying],
    said: &str,
    range: Range<usize>,
) -> Diagnostic {
    if said.starts_with("duplicate") {
        let key = source.text.get(range.clone()).unwrap_or_default().trim_matches('"');
        return repeated_key(source, key, range.start, range.end);
    }
    match sayings.iter().find(|(part, _, _)| said.contains(part)) {
        None => {
            let message = "what begins here cannot be understood";
            syntax_error(source, message, range.start, range.end)
                .hint("look for a sign too many or too few, here or on the line before")
        }
        Some((_, ours, remedy)) => syntax_error(source, ours, range.start, range.end).hint(*remedy),
    }
}
