//! One Chromium for all files: axe, widths, requests, and the pages that are printed.

use super::{judged, written};
use crate::harness::root;
use crate::judges;
use std::process::Command;

const CHROMIUM: &str = "/usr/bin/chromium";

#[test]
fn axe_finds_nothing_and_chromium_prints_the_pages_of_the_pdf() {
    let Some(packages) = super::packages() else { return };
    if !std::path::Path::new(CHROMIUM).exists() {
        judges::missing("`chromium`");
        return;
    }
    let (_folder, paths) = written();
    let mut node = Command::new("node");
    node.arg(root().join("tests/html/browser.mjs")).arg(&packages).arg(CHROMIUM);
    node.arg(if super::is_everything() { "all" } else { "some" }).args(&paths);
    let Ok(output) = node.output() else {
        judges::missing("`node`");
        return;
    };
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = found.as_array().expect("a list");
    assert_eq!(found.len(), paths.len());
    let mut others = Vec::new();
    for (page, found) in judged().zip(found) {
        for nothing in ["violations", "overflow", "messages", "fonts"] {
            assert_eq!(found[nothing], serde_json::json!([]), "{}: {nothing}", page.name);
        }
        // The file itself, and no other.
        assert_eq!(found["requests"].as_array().map(Vec::len), Some(1), "{}", page.name);
        let printed = found["pages"].as_u64().expect("a number");
        let printed = usize::try_from(printed).expect("pages");
        if printed != page.pages {
            others.push(format!("{}: {} and {printed}", page.name, page.pages));
        }
        assert!(printed.abs_diff(page.pages) <= 1, "{others:?}");
    }
    assert!(others.len() * 20 <= paths.len().max(20), "{others:?} of {}", paths.len());
}
