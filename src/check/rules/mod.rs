//! The rules, a file each: what it looks for, and as its manual page why that matters.
//!
//! A rule looks at the [`Subject`](super::Subject) and reports; it changes nothing and knows no other.

use super::Rule;

pub(super) use text_order::{disordered, interleaved};

/// Declares a module for each rule and puts it into the table, its manual page read out of its file.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*

        /// Every rule, in the order in which findings are told.
        pub const RULES: &[Rule] = &[
            $(Rule {
                code: $name::CODE,
                source: include_str!(concat!(stringify!($name), ".rs")),
                check: $name::check,
            }),*
        ];
    };
}

rules![
    lost_text,
    text_order,
    split_words,
    missing_glyph,
    hidden_text,
    image_only,
    image_without_text,
    font_not_embedded,
    no_tags,
    no_language,
    no_title,
    bad_link,
    low_contrast,
    small_text,
    too_many_pages,
    no_contact,
    missing_translation,
    date_order,
    date_overlap,
    date_gap,
    duplicate,
    technology_name,
    long_bullet,
    weak_bullet,
    first_person,
    mixed_tense,
];
