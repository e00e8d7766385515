//! `K/N`: the K-th of N equal parts of the inputs, the same on every machine and in every run.

use crate::diagnostic::Diagnostic;
use std::fmt;
use std::str::FromStr;

/// One part of the inputs. Inputs are dealt out one by one, so that parts differ by one document at
/// most, and a document's number does not depend on how many parts there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    part: usize,
    parts: usize,
}

impl Shard {
    /// All of it.
    pub const WHOLE: Shard = Shard { part: 1, parts: 1 };

    /// Whether the `number`-th document, from 1, belongs to it.
    pub fn has(self, number: usize) -> bool {
        (number - 1) % self.parts == self.part - 1
    }

    /// How many of `total` documents belong to it.
    pub fn count(self, total: usize) -> usize {
        (total + self.parts - self.part) / self.parts
    }

    /// `-K-of-N`, for the names of files; nothing for the whole.
    pub fn suffix(self) -> String {
        if self == Shard::WHOLE {
            String::new()
        } else {
            format!("-{}-of-{}", self.part, self.parts)
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.part, self.parts)
    }
}

impl FromStr for Shard {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let parts = text.split_once('/').and_then(|(part, parts)| {
            Some(Shard { part: part.trim().parse().ok()?, parts: parts.trim().parse().ok()? })
        });
        parts.filter(|shard| 1 <= shard.part && shard.part <= shard.parts).ok_or_else(|| {
            let message = format!("`--shard {}` must be K/N", text.escape_debug());
            Diagnostic::error("usage", message)
                .hint("`--shard 1/8` to `--shard 8/8` are the eight parts of eight machines")
        })
    }
}
