//! Generated files are current. `UPDATE=1 cargo test` rewrites them.

use crate::harness::{Test, root};

/// `path` in the project must hold `bytes`.
pub(crate) fn is_current(path: &str, bytes: &[u8]) {
    let file = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("folders are made");
        std::fs::write(&file, bytes).expect("files are written");
    }
    let is_same = std::fs::read(&file).is_ok_and(|current| current == bytes);
    assert!(is_same, "`{path}` is not current; `UPDATE=1 cargo test` rewrites it");
}

/// The table of the README that begins with the first line of `table` must be that table.
pub(crate) fn is_in_the_readme(table: &str) {
    let file = root().join("README.md");
    let readme = std::fs::read_to_string(&file).expect("the README");
    let head = table.lines().next().expect("a head");
    let start = readme.find(head).unwrap_or_else(|| panic!("the README has no table `{head}`"));
    let end = readme[start..].find("\n\n").map_or(readme.len(), |end| start + end + 1);
    if std::env::var_os("UPDATE").is_some() {
        let text = format!("{}{table}{}", &readme[..start], &readme[end..]);
        return std::fs::write(&file, text).expect("written");
    }
    let current = &readme[start..end];
    assert_eq!(current, table, "the README is not current; `UPDATE=1 cargo test` rewrites it");
}

#[test]
fn the_schemas_are_current() {
    is_current("data/resume.schema.json", &Test::new("schema").success().stdout);
    is_current("data/document.schema.json", &Test::new("schema --document").success().stdout);
    is_current("data/theme.schema.json", &Test::new("schema --theme").success().stdout);
}

#[test]
fn the_previews_are_current() {
    for theme in crate::harness::themes() {
        for language in ["en", "zh"] {
            let finished = Test::new("png --ppi 50 --no-system-fonts -o page.png")
                .printing("examples/jinhua-luo.yaml", &theme, language)
                .success();
            let first = if finished.path("page.png").exists() { "page.png" } else { "page-1.png" };
            let path = format!("examples/previews/{theme}-{language}.png");
            is_current(&path, &finished.read(first));
        }
    }
}
