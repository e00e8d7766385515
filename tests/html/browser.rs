//! One Chromium for all files: axe, widths, requests, and the pages that are printed.

use super::{Page, judged, pages};
use crate::harness::{root, themes};
use crate::judges;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

const CHROMIUM: &str = "/usr/bin/chromium";

/// What Chromium finds in the files; `what` as `browser.mjs` has it.
fn looked(files: &[&Page], what: &str) -> Option<Vec<serde_json::Value>> {
    let packages = super::packages()?;
    if !std::path::Path::new(CHROMIUM).exists() {
        judges::missing("`chromium`");
        return None;
    }
    let (_folder, paths) = super::written(files);
    let mut node = Command::new("node");
    node.arg(root().join("tests/html/browser.mjs")).arg(&packages).arg(CHROMIUM);
    let Ok(output) = node.arg(what).args(&paths).output() else {
        judges::missing("`node`");
        return None;
    };
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found.len(), paths.len());
    Some(found)
}

fn printed(found: &serde_json::Value) -> usize {
    usize::try_from(found["pages"].as_u64().expect("a number")).expect("pages")
}

#[test]
fn axe_finds_nothing_and_chromium_prints_the_pages_of_the_pdf() {
    let files: Vec<&Page> = judged().collect();
    let what = if super::is_everything() { "all" } else { "some" };
    let Some(found) = looked(&files, what) else { return };
    let (mut wrong, mut others) = (Vec::new(), Vec::new());
    for (page, found) in files.iter().zip(&found) {
        for nothing in ["violations", "overflow", "parted", "messages", "fonts"] {
            if found[nothing] != serde_json::json!([]) {
                wrong.push(format!("{}: {nothing}: {}", page.name, found[nothing]));
            }
        }
        // The file itself, and no other.
        assert_eq!(found["requests"].as_array().map(Vec::len), Some(1), "{}", page.name);
        let printed = printed(found);
        if printed != page.pages {
            others.push(format!("{}: {} and {printed}", page.name, page.pages));
        }
        assert!(printed.abs_diff(page.pages) <= 1, "{others:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(others.len() * 20 <= files.len().max(20), "{others:?} of {}", files.len());
}

/// The pages of every resume in every theme, printed from Typst and from Chromium, as a table that is in the repository.
#[test]
fn the_table_of_printed_pages_is_current() {
    if !super::is_everything() {
        return;
    }
    let files: Vec<&Page> = pages().iter().collect();
    let Some(found) = looked(&files, "pages") else { return };
    let mut rows: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
    let mut others = 0;
    for (page, found) in files.iter().zip(&found) {
        let printed = printed(found);
        assert!(printed.abs_diff(page.pages) <= 1, "{}: {} and {printed}", page.name, page.pages);
        others += usize::from(printed != page.pages);
        let cell = if printed == page.pages {
            printed.to_string()
        } else {
            format!("**{}, {printed}**", page.pages)
        };
        let name = page.name.replacen(&format!("-{}-", page.theme), " ", 1);
        rows.entry(name).or_default().insert(&page.theme, cell);
    }
    assert!(others * 20 <= files.len(), "{others} of {}", files.len());
    let themes: BTreeSet<String> = themes().into_iter().collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!(
        "# Pages printed from HTML\n\nHow many pages a resume has as PDF and printed from Chromium: one number where they are \
         equal, as in {} of {}.\n\n",
        files.len() - others,
        files.len()
    );
    text += &line([String::new()].into_iter().chain(themes.iter().cloned()).collect());
    text += &line(vec!["---".to_owned(); themes.len() + 1]);
    for (name, cells) in &rows {
        let cells =
            themes.iter().map(|theme| cells.get(theme.as_str()).cloned().unwrap_or_default());
        text += &line([name.clone()].into_iter().chain(cells).collect());
    }
    let path = root().join("tests/html/printed.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).expect("written");
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == known, "run it with UPDATE=1 to accept\n{text}");
}
