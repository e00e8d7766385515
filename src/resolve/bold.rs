//! Words that are strong wherever they are, by `cvgen.bold`.

use super::context::Context;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Inline, Run};
use crate::script::is_wide;
use std::collections::HashMap;

/// How many words are looked for. Where everything is strong, nothing is.
const MAX_WORDS: usize = 300;

/// The words of `cvgen.bold`.
#[derive(Default)]
pub(super) struct Words {
    /// By their first character, longest first.
    by_first: HashMap<char, Vec<String>>,
}

impl Words {
    fn new(words: impl IntoIterator<Item = String>) -> Words {
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut by_first = HashMap::<char, Vec<String>>::new();
        for word in words {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push(word);
            }
        }
        Words { by_first }
    }

    fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }
}

/// The words that the resume of `context` has strong.
pub(super) fn words(context: &mut Context<'_>) -> Words {
    let settings = context.resume.contents.settings.as_ref();
    let list = settings.map_or(&[][..], |settings| &settings.bold);
    if let Some(word) = list.get(MAX_WORDS) {
        let message = format!("`bold` lists {} words, and {MAX_WORDS} are looked for", list.len());
        let hint = "keep those that a reader is to see first";
        context.warn(word.span, Diagnostic::warning("too-large", message).hint(hint));
    }
    Words::new(list.iter().take(MAX_WORDS).filter_map(|word| context.plain(word)))
}

/// `runs` with the `words` in them strong.
pub(super) fn embolden(runs: Inline, words: &Words) -> Inline {
    if words.is_empty() {
        return runs;
    }
    runs.into_iter().flat_map(|run| parted(run, words)).collect()
}

/// As [`embolden`], in each paragraph.
pub(super) fn embolden_blocks(blocks: Vec<Block>, words: &Words) -> Vec<Block> {
    if words.is_empty() {
        return blocks;
    }
    let bold = |block| match block {
        Block::Paragraph { runs } => Block::Paragraph { runs: embolden(runs, words) },
        Block::Quote { blocks } => Block::Quote { blocks: embolden_blocks(blocks, words) },
        Block::List { start, items } => Block::List {
            start,
            items: items.into_iter().map(|item| embolden_blocks(item, words)).collect(),
        },
        code @ Block::Code { .. } => code,
    };
    blocks.into_iter().map(bold).collect()
}

fn parted(run: Run, words: &Words) -> Vec<Run> {
    if run.code || run.strong {
        return vec![run];
    }
    let mut parts = Vec::new();
    let mut rest = run.text.as_str();
    let mut before = None;
    while let Some((start, end)) = first(rest, before, words) {
        let part = |text: &str, strong| Run { text: text.to_owned(), strong, ..run.clone() };
        if start > 0 {
            parts.push(part(&rest[..start], false));
        }
        parts.push(part(&rest[start..end], true));
        before = rest[..end].chars().next_back();
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        parts.push(Run { text: rest.to_owned(), ..run.clone() });
    }
    parts
}

/// The first of the `words` in `text`, as a whole word; `before`: the character before the text.
fn first(text: &str, before: Option<char>, words: &Words) -> Option<(usize, usize)> {
    let parts = |inner: Option<char>, outer: Option<char>| {
        let is_letter = |c: char| c.is_alphanumeric() && !is_wide(c);
        !(inner.is_some_and(is_letter) && outer.is_some_and(is_letter))
    };
    let mut outer = before;
    for (start, character) in text.char_indices() {
        let rest = &text[start..];
        let known = words.by_first.get(&character).into_iter().flatten();
        let found = known.filter(|word| rest.starts_with(word.as_str())).find(|word| {
            parts(Some(character), outer)
                && parts(word.chars().next_back(), rest[word.len()..].chars().next())
        });
        if let Some(word) = found {
            return Some((start, start + word.len()));
        }
        outer = Some(character);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_strong() {
        let words = Words::new(["C++", "Rust", "微服务", "Rust on"].map(str::to_owned));
        let strong = |text: &str| {
            let runs = embolden(vec![Run::plain(text)], &words);
            assert_eq!(crate::document::plain_text(&runs), text);
            let strong = runs.into_iter().filter(|run| run.strong);
            strong.map(|run| run.text).collect::<Vec<_>>()
        };
        assert_eq!(strong("Rust, C++ and Rustic"), ["Rust", "C++"]);
        assert_eq!(strong("负责微服务架构"), ["微服务"]);
        assert_eq!(strong("Trust"), [""; 0]);
        assert_eq!(strong("Rust on Rust once"), ["Rust on", "Rust"]);
    }
}
