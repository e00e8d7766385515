//! What the README shows works as it is shown.

use crate::harness::{Test, root};
use std::process::Command;

/// The blocks of the README that are marked `language`, in order.
fn blocks(language: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let fence = format!("```{language}\n");
    let block = |part: &str| part.split("```").next().unwrap_or_default().to_owned();
    readme.split(&fence).skip(1).map(block).collect()
}

#[test]
fn every_command_of_the_readme_works() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_cvgen")).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.display());
    #[cfg(unix)]
    std::os::unix::fs::symlink(root().join("examples"), folder.path().join("examples"))
        .expect("linked");
    let blocks = blocks("sh");
    assert!(blocks.len() > 4);
    for block in blocks {
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &block])
            .current_dir(folder.path())
            .env("PATH", &path)
            .output()
            .expect("bash");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !stderr.contains("warning:"), "{block}\n{stderr}");
    }
}

#[test]
fn every_resume_of_the_readme_can_be_read() {
    let blocks = blocks("yaml");
    assert!(blocks.len() > 5);
    for block in blocks {
        // Settings alone are nothing to print.
        let person = if block.contains("basics:") { "" } else { "basics: {name: Ann}\n" };
        let read = cvgen::read::read("readme.yaml", format!("{person}{block}").as_bytes());
        // What a file leaves to be guessed, such as its language, is advice.
        let is_advice = |warning: &cvgen::diagnostic::Diagnostic| {
            warning.severity == cvgen::diagnostic::Severity::Advice
        };
        assert!(read.is_ok_and(|read| read.warnings.iter().all(is_advice)), "{block}");
    }
}

#[test]
fn the_set_up_is_two_commands() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let setup = "cargo run --release -- pdf examples/jinhua-luo.yaml --theme compact --lang zh\ntests/run\n";
    assert!(readme.contains(setup));
    assert!(root().join("tests/run").is_file());
}

/// Every example renders in every theme without a warning, as its README says.
#[test]
fn every_example_renders() {
    for name in crate::harness::names(&root().join("examples")) {
        if ![".yaml", ".toml", ".json"].iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        for theme in crate::harness::themes() {
            crate::harness::Test::new("pdf --strict --no-system-fonts --lang all -o out/ -t")
                .argument(&theme)
                .argument(root().join("examples").join(&name).to_str().expect("UTF-8"))
                .file("out/x", "")
                .success();
        }
    }
}

#[test]
fn what_is_wrong_is_told_as_the_readme_says() {
    let told = blocks("text").into_iter().find(|block| block.starts_with("warning: unknown key"));
    let told = told.expect("an example");
    let resume = "basics:\n  name: Nora\n  emial: nora@example.org\nwork:\n  - name: Quillpay\n    \
                  position: Engineer\n    highlights: {first: Cut costs}\n";
    Test::new("pdf resume.yaml").file("resume.yaml", resume).stderr(&told).exits_with(1);
}
