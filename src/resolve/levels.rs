//! How well somebody speaks a language: the levels that services export, in the words of the language.

use super::context::Context;

/// What services write, in small letters, and the key of the locale's word for it: the five levels of `LinkedIn`, and
/// what JSON Resume's examples have.
const LEVELS: &[(&str, &str)] = &[
    ("native or bilingual proficiency", "native"),
    ("native or bilingual", "native"),
    ("native speaker", "native"),
    ("native", "native"),
    ("mother tongue", "native"),
    ("bilingual", "native"),
    ("full professional proficiency", "full"),
    ("full professional", "full"),
    ("fluent", "full"),
    ("professional working proficiency", "professional"),
    ("professional working", "professional"),
    ("advanced", "professional"),
    ("limited working proficiency", "limited"),
    ("limited working", "limited"),
    ("intermediate", "limited"),
    ("elementary proficiency", "elementary"),
    ("elementary", "elementary"),
    ("basic", "elementary"),
    ("beginner", "elementary"),
];

/// The language's word for the level `written`. In English only a code is replaced, such as
/// `NATIVE_OR_BILINGUAL`.
pub(super) fn word(written: &str, context: &Context<'_>) -> Option<String> {
    let words = written.to_lowercase().replace(['_', '-'], " ");
    let (_, level) = LEVELS.iter().find(|(level, _)| *level == words.trim())?;
    let is_words = context.language.language() == "en" && !written.contains('_');
    context.locale.levels.get(*level).filter(|_| !is_words).cloned()
}
