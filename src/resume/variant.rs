//! `cvgen.variants`: what a resume looks like for one purpose.

use super::date::Date;
use super::decode::record;
use super::goal::PageGoal;
use super::node::Node;
use super::settings::{Count, Table};
use super::text::Text;

record! {
    /// The resume for one purpose, such as a kind of job. What is not said here is as in the rest.
    Variant, "a map" {
        /// Print what has one of these tags, and what has none.
        tags: Vec<Text> = "tags",
        /// The order of the sections, by id.
        order: Vec<Text> = "order",
        /// Titles of sections, by id.
        titles: Table<Text> = "titles",
        /// The professional headline.
        label: Option<Text> = "label" | "headline",
        /// The introduction: Markdown.
        summary: Option<Text> = "summary",
        /// The most entries of a section, by id; `highlights`: the most bullets of an entry.
        limit: Table<Count> = "limit",
        /// Leave out what ended before this date. Education, and what has no date, stays.
        since: Option<Date> = "since",
        /// The theme: a name, or the path of a folder.
        theme: Option<Text> = "theme",
        /// The theme's options, before those of the resume.
        options: Table<Node> = "options",
        /// How the page looks where it differs from the theme's `[page]`, such as `margin: 15mm`.
        page: Table<Node> = "page",
        /// How texts look where they differ from the theme's `[styles]`, such as `section: {fill: "#334455"}`.
        styles: Table<Node> = "styles",
        /// How many pages are to be filled: `auto`, `none`, `fill` or the most that may be.
        pages: Option<PageGoal> = "pages",
        /// What not to print: `name`, `email`, `phone`, `url`, `location`, `profiles`, `image`, `label`,
        /// `summary`, a network, or the id of a section.
        hide: Vec<Text> = "hide",
    }
}
