//! The rules, a file each: what it looks for, and as its manual page why that matters.
//!
//! A rule looks at the [`Subject`](super::Subject) and reports; it changes nothing and knows no other.

mod bad_link;
mod date_gap;
mod date_order;
mod date_overlap;
mod duplicate;
mod entry_order;
mod first_person;
mod font_not_embedded;
mod half_width_mark;
mod hidden_text;
mod image_only;
mod image_without_text;
mod leftover;
mod long_bullet;
mod lost_text;
mod low_contrast;
mod missing_glyph;
mod missing_translation;
mod mixed_tense;
mod mojibake;
mod no_contact;
mod no_language;
mod no_tags;
mod no_title;
mod other_script;
mod serial_date;
mod several_blanks;
mod small_text;
mod split_words;
mod technology_name;
mod text_apart;
mod text_order;
mod too_many_pages;
mod weak_bullet;

use super::Rule;

pub(super) use text_order::{disordered, interleaved};
pub use too_many_pages::too_long;

/// Puts the rules into a table, each with the manual page read out of its file.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        &[
            $(Rule {
                code: $name::CODE,
                source: include_str!(concat!(stringify!($name), ".rs")),
                check: $name::check,
            }),*
        ]
    };
}

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = rules![
    lost_text,
    text_order,
    split_words,
    missing_glyph,
    hidden_text,
    text_apart,
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
    other_script,
    mojibake,
    leftover,
    serial_date,
    date_order,
    date_overlap,
    date_gap,
    entry_order,
    duplicate,
    technology_name,
    long_bullet,
    weak_bullet,
    first_person,
    mixed_tense,
    half_width_mark,
    several_blanks,
];
