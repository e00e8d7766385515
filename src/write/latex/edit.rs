//! Sources that people go on with: whether one was edited, and how its edits are joined with a new one.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// What the last line of a source begins with.
const SEAL: &str = "% cvgen ";

/// A source joined with another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merged {
    /// The text, with conflicts marked as git marks them.
    pub text: String,
    /// How many conflicts there are.
    pub conflicts: usize,
}

/// `source` with a last line that tells whether it is as it was left.
pub(super) fn sealed(source: &str) -> String {
    format!("{source}{SEAL}{}: this line tells whether the file was edited since\n", digest(source))
}

/// Whether `source` is as it was left here. Line ends and blanks before them do not count.
pub fn is_untouched(source: &str) -> bool {
    let source = source.trim_start_matches('\u{feff}').trim_end();
    let (text, last) = source.rsplit_once('\n').unwrap_or(("", source));
    let known = last.trim_end().strip_prefix(SEAL).and_then(|rest| rest.split_once(':'));
    known.is_some_and(|(known, _)| known == digest(text))
}

/// Whether two texts are the same. Line ends and blanks before them do not count.
pub fn is_same(one: &str, other: &str) -> bool {
    digest(one.trim_start_matches('\u{feff}')) == digest(other.trim_start_matches('\u{feff}'))
}

/// Whether `source`, edited or not, is one that was written here.
pub fn is_ours(source: &str) -> bool {
    source.lines().any(|line| line.starts_with(SEAL))
}

/// The name of the file that `source` was made from, as its first lines have it.
pub fn made_from(source: &str) -> Option<&str> {
    let said = source.lines().take(3).find_map(|line| line.split_once(". Made by cvgen from "));
    Some(said?.1.rsplit_once(", theme ")?.0)
}

/// How many conflicts are marked in `source`.
pub fn conflicts(source: &str) -> usize {
    source.lines().filter(|line| line.starts_with("<<<<<<< ")).count()
}

/// The lines of `source` without blanks at their ends, in short.
fn digest(source: &str) -> String {
    let mut hash = Sha256::new();
    for line in source.trim_end().lines() {
        hash.update(line.trim_end());
        hash.update("\n");
    }
    hash.finalize().iter().take(10).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The `edited` source with what is `new` since `base`, from which the edits began, joined line by line. Its lines
/// end as those of the edited one do.
pub fn merge(base: &str, edited: &str, new: &str) -> Merged {
    let is_crlf = edited.contains("\r\n");
    // The last line of the new one says what it was before it was joined. Blanks at the ends of lines are no edit.
    let without = |it: &str| -> String {
        let lines = it.trim_start_matches('\u{feff}').lines();
        let kept = lines.filter(|line| !line.starts_with(SEAL));
        kept.fold(String::new(), |text, line| text + line.trim_end() + "\n")
    };
    let options = diffy::MergeOptions::new();
    let (mut text, conflicts) = match options.merge(&without(base), &without(edited), &without(new))
    {
        Ok(text) => (text, 0),
        Err(text) => {
            let count = conflicts(&text);
            (text, count)
        }
    };
    if let Some(seal) = new.lines().rfind(|line| line.starts_with(SEAL)) {
        text.push_str(seal);
        text.push('\n');
    }
    if is_crlf {
        text = text.replace('\n', "\r\n");
    }
    Merged { text, conflicts }
}
