//! How much a resume may hold: what is larger than any would take minutes and gigabytes, and is refused in words.
//!
//! Takes the tree of a text, and says whether a part of it is too long, or the whole too much. The figures are such
//! that no resume takes 5 s or 500 MB in any built-in theme.

use super::Part;
use crate::diagnostic::Diagnostic;
use crate::resume::{Node, Value, is_field, is_well_known_language, meanings};
use crate::source::{Place, Source};
use std::sync::Arc;

/// The most text that is read, weighed by [`weight`], not counting photos within the file itself. It fills
/// two hundred pages.
const MAX_TEXT: usize = 1 << 20;

/// What a character of a script other than Latin weighs: fonts must be found and letters joined.
const OTHER_SCRIPT: usize = 6;

/// What a sign weighs that begins a style, a link or a line: each becomes an element of the page.
const SIGN: usize = 24;

/// What an address weighs beside its letters: a link, a place on the page, an annotation of the PDF.
const ADDRESS: usize = 3 * SIGN;

/// A text that is no prose and has more bytes weighs [`IN_PIECES`] as much: a name, a date, an address. It is set
/// beside others, and its width is measured many times over.
const SHORT: usize = 300;

/// See [`SHORT`].
const IN_PIECES: usize = 3;

/// The most values that are read: texts, numbers, lists, and maps, each of which counts as [`MAP`].
pub(super) const MAX_VALUES: usize = 18_000;

/// How many values a map counts as: an entry, whose parts are set beside and kept with each other.
const MAP: usize = 5;

/// How many values a text of a list counts as: it has a line of its own.
const ITEM: usize = 3;

/// Lists whose texts follow each other in a line, and count as one each.
const IN_LINE: &[&str] = &["authors", "keywords", "roles", "tags"];

/// The most characters of one text: five pages. Lines are broken as well as a whole paragraph allows, which
/// takes more than twice as long for twice as much.
pub(super) const MAX_CHARACTERS: usize = 20_000;

/// The most characters of a text that is no prose: a name, a date, an address. Such a line is set beside others, and its
/// width is measured many times over.
pub(super) const MAX_LINE: usize = 2_000;

/// Fields that hold prose, with all that is in them.
const PROSE: &[&str] = &[
    "summary",
    "description",
    "highlights",
    "text",
    "reference",
    "letter",
    "image",
    "photo",
    "picture",
];

/// How much the texts of one list may weigh, which may be set one behind the other in a single paragraph.
const MAX_LIST: usize = 4 * MAX_CHARACTERS;

pub(super) fn too_much(part: &Part) -> Diagnostic {
    let message = format!("`{}` holds too much for a resume", part.name);
    let hint = format!(
        "it may hold {MAX_VALUES} values, of which an entry is {MAP} and a bullet {ITEM}, and {} MiB of text, or {} kB in \
         other scripts than Latin",
        MAX_TEXT >> 20,
        (MAX_TEXT / OTHER_SCRIPT) >> 10
    );
    Diagnostic::error("too-large", message).hint(hint)
}

/// Whether `node` holds more than any resume.
pub(super) fn holds_too_much(node: &Node) -> bool {
    let (values, text) = weigh(node, "");
    values > MAX_VALUES || text > MAX_TEXT
}

/// How many values `node` holds, which is below `key`, and how much their texts and keys weigh.
fn weigh(node: &Node, key: &str) -> (usize, usize) {
    let sum = |(values, text): (usize, usize), (more_values, more_text): (usize, usize)| {
        (values + more_values, text + more_text)
    };
    match &node.value {
        Value::List(items) => {
            let more = if IN_LINE.contains(&key) { 0 } else { ITEM - 1 };
            items.iter().fold((1, 0), |total, item| {
                let more = if item.scalar().is_some() { more } else { 0 };
                sum(sum(total, weigh(item, key)), (more, 0))
            })
        }
        Value::Map(entries) => entries.iter().fold((MAP, 0), |total, (own, node)| {
            let own = own.text.as_str();
            // Below a language is what is below the field.
            let may_be_language = own.len() < 4 || own.contains('-');
            let below = if may_be_language && is_well_known_language(own) { key } else { own };
            sum(sum(total, weigh(node, below)), (0, own.len()))
        }),
        _ => {
            let text = node.scalar().unwrap_or_default();
            let is_line =
                text.len() > SHORT && most_characters(key, MAX_CHARACTERS) == Some(MAX_LINE);
            (1, weight(text) * if is_line { IN_PIECES } else { 1 })
        }
    }
}

/// Whether `text` is a photo within the file itself.
fn is_photo(text: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    let data = text.strip_prefix("data:").and_then(|text| text.split_once(";base64,"));
    data.is_some_and(|(_, data)| data.bytes().all(is_base64))
}

/// How much of the time and memory of a page `text` takes, in Latin letters.
fn weight(text: &str) -> usize {
    if is_photo(text) {
        return 0;
    }
    let of = |character| match character {
        '*' | '_' | '`' | '[' | '<' | '@' => SIGN,
        '\n' => 2 * SIGN,
        '\0'..'\u{250}' => 1,
        _ => OTHER_SCRIPT,
    };
    let links = text.matches("://").count() * ADDRESS;
    // A line keeps all its blanks until it is broken.
    let blanks = text.matches("  ").count() * SIGN / 2;
    text.chars().map(of).sum::<usize>() + links + blanks
}

/// That texts below `node` are longer than any in a resume: lines are broken as well as they can be, which
/// for a text without an end takes without an end.
pub(super) fn long_texts(
    node: &Node,
    source: &Arc<Source>,
    most: usize,
    found: &mut Vec<Diagnostic>,
) {
    let too_long = |message: String| {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        Diagnostic::error("too-large", message)
            .at(Place::new(Arc::clone(source), start, end))
            .hint("divide it into several")
    };
    match &node.value {
        Value::List(items) => {
            let before = found.len();
            for item in items {
                long_texts(item, source, most, found);
            }
            let texts = || items.iter().filter_map(Node::scalar);
            if found.len() == before && texts().map(weight).sum::<usize>() > MAX_LIST {
                let count = texts().map(|text| text.chars().count()).sum::<usize>();
                found.push(too_long(format!(
                    "a list of {} texts with {count} characters is too long for a resume: {MAX_LIST} are taken, a sixth \
                     of them in other scripts than Latin",
                    items.len(),
                )));
            }
        }
        Value::Map(entries) => {
            for (key, node) in entries {
                if let Some(most) = most_characters(&key.text, most) {
                    long_texts(node, source, most, found);
                }
            }
        }
        Value::Text(text) if text.len() > most => {
            let count = text.chars().count();
            if count > most && !is_photo(text) {
                found.push(too_long(format!(
                    "a text of {count} characters is too long for a resume: at most {most} are taken"
                )));
            }
        }
        _ => {}
    }
}

/// The most characters of a text below `key`, which is in a map whose texts may have `most`; `None` where it is nobody's
/// business.
fn most_characters(key: &str, most: usize) -> Option<usize> {
    if key.starts_with("x-") || key.starts_with(['_', '$']) {
        return None;
    }
    let fields: Vec<&str> = if is_field(key) {
        vec![key]
    } else {
        meanings(key).map(Iterator::collect).unwrap_or_default()
    };
    if fields.iter().any(|field| PROSE.contains(field)) {
        return Some(MAX_CHARACTERS);
    }
    if !fields.is_empty() {
        return Some(MAX_LINE);
    }
    // Below a language is what is below the field; what is not known is not printed, and told.
    Some(if is_well_known_language(key) { most } else { MAX_CHARACTERS })
}
