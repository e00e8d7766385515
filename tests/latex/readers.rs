//! Programs that read a source without running it: `pandoc` and `chktex`.

use super::engine::{has, in_parallel, source, typst};
use crate::harness::{in_turn, root, themes};
use crate::judges::{letters, poppler};
use std::path::Path;
use std::process::Command;

const EXAMPLES: [&str; 4] = [
    "examples/graduate.toml",
    "examples/academic.yaml",
    "examples/zhang-min.yaml",
    "examples/jinhua-luo.yaml",
];

fn every_source(check: impl Fn(&str, &Path, &str) + Sync) {
    let jobs = themes().into_iter().enumerate().flat_map(|(turn, theme)| {
        in_turn(&EXAMPLES, turn).iter().map(move |file| (theme.clone(), *file))
    });
    in_parallel(jobs.collect(), |(theme, file)| {
        let folder = source(&root().join(file), &format!("--theme {theme}"));
        check(&format!("{file}, {theme}"), folder.path(), &format!("{file} --theme {theme}"));
    });
}

#[test]
fn pandoc_reads_every_word() {
    if !has("pandoc") || !has("pdftotext") {
        return;
    }
    every_source(|what, folder, words| {
        let (file, options) = words.split_once(' ').expect("options");
        let mut pandoc = Command::new("pandoc");
        pandoc.args(["resume.tex", "-t", "docx", "-o", "resume.docx"]);
        let output = pandoc.current_dir(folder.join("out")).output().expect("pandoc runs");
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        let mut pandoc = Command::new("pandoc");
        pandoc.args(["resume.docx", "-t", "plain", "--wrap=none"]);
        let output = pandoc.current_dir(folder.join("out")).output().expect("pandoc runs");
        // Apostrophes become curly ones, marks of lists are not text, and capitals are a look of the page.
        let plain =
            |text: &str| text.replace(['’', '\'', '‘', '•', '·', '▪', '–'], "").to_lowercase();
        let read = plain(&letters(&String::from_utf8_lossy(&output.stdout)));
        let page =
            typst(&root().join(file), &format!("{options} --set page-numbers=false"), folder);
        let text = poppler(&page, &["-raw"]).unwrap_or_default();
        for word in text.split_whitespace().map(|word| plain(&letters(word))) {
            assert!(read.contains(&word), "{what}: `{word}` is lost");
        }
    });
}

/// Lengths of dashes: those between two dates are as the person's language has them.
const DASHES: &str = "8";

#[test]
fn chktex_finds_nothing_but_dates() {
    if !has("chktex") {
        return;
    }
    every_source(|what, folder, _| {
        let mut chktex = Command::new("chktex");
        chktex.args(["-q", "-v0", "-f", "%n line %l: %m!n", "resume.tex"]);
        let output = chktex.current_dir(folder.join("out")).output().expect("chktex runs");
        let said = String::from_utf8_lossy(&output.stdout).replace("!n", "\n");
        let found: Vec<&str> =
            said.lines().filter(|line| !line.starts_with(&format!("{DASHES} "))).collect();
        assert!(found.is_empty(), "{what}: {found:?}");
    });
}
