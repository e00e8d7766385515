//! Words that are strong wherever they are, by `cvgen.bold`.

use super::context::Context;
use crate::document::{Block, Inline, Run};
use crate::script::is_wide;

/// The words of `cvgen.bold`, longest first.
pub(super) fn words(context: &mut Context<'_>) -> Vec<String> {
    let settings = context.resume.contents.settings.as_ref();
    let list = settings.map_or(&[][..], |settings| &settings.bold);
    let mut words: Vec<String> = list.iter().filter_map(|word| context.plain(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// `runs` with the `words` in them strong.
pub(super) fn embolden(runs: Inline, words: &[String]) -> Inline {
    if words.is_empty() {
        return runs;
    }
    runs.into_iter().flat_map(|run| parted(run, words)).collect()
}

/// As [`embolden`], in each paragraph.
pub(super) fn embolden_blocks(blocks: Vec<Block>, words: &[String]) -> Vec<Block> {
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

fn parted(run: Run, words: &[String]) -> Vec<Run> {
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
fn first(text: &str, before: Option<char>, words: &[String]) -> Option<(usize, usize)> {
    let parts = |inner: Option<char>, outer: Option<char>| {
        let is_letter = |c: char| c.is_alphanumeric() && !is_wide(c);
        !(inner.is_some_and(is_letter) && outer.is_some_and(is_letter))
    };
    let found = words.iter().flat_map(|word| {
        text.match_indices(word.as_str()).filter_map(move |(start, word)| {
            let end = start + word.len();
            let outer = text[..start].chars().next_back().or(before.filter(|_| start == 0));
            let is_whole = parts(word.chars().next(), outer)
                && parts(word.chars().next_back(), text[end..].chars().next());
            is_whole.then_some((start, end))
        })
    });
    found.min_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_strong() {
        let words = ["C++", "Rust", "微服务"].map(str::to_owned);
        let strong = |text: &str| {
            let runs = embolden(vec![Run::plain(text)], &words);
            assert_eq!(crate::document::plain_text(&runs), text);
            let strong = runs.into_iter().filter(|run| run.strong);
            strong.map(|run| run.text).collect::<Vec<_>>()
        };
        assert_eq!(strong("Rust, C++ and Rustic"), ["Rust", "C++"]);
        assert_eq!(strong("负责微服务架构"), ["微服务"]);
        assert_eq!(strong("Trust"), [""; 0]);
    }
}
