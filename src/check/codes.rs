//! What every diagnostic of the program means, by its code: rules by the documentation of their files, all
//! others by `data/check/codes.toml`.

use super::{RULES, Rule, words};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CODES: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| words::load("check/codes.toml"));

/// What `code` means and what to do about it; none if nothing has that code.
pub fn explain(code: &str) -> Option<String> {
    let rule = Rule::find(code).map(Rule::manual);
    rule.or_else(|| CODES.get(code).cloned())
}

/// Every code with its meaning in one line: rules first.
pub fn codes() -> Vec<(&'static str, &'static str)> {
    let rules = RULES.iter().map(|rule| (rule.code, rule.title()));
    let others = CODES.iter().filter(|(code, _)| Rule::find(code).is_none());
    let title = |text: &'static str| text.find(". ").map_or(text, |end| &text[..=end]);
    rules.chain(others.map(|(code, text)| (code.as_str(), title(text)))).collect()
}
