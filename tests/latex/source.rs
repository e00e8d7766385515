//! The source as a person reads it.

use super::engine::source;
use crate::harness::{Test, root};

#[test]
fn the_source_is_for_people() {
    let folder = source(&root().join("examples/jinhua-luo.yaml"), "--theme classic --lang en");
    let source = std::fs::read_to_string(folder.path().join("out/resume.tex")).expect("a source");
    assert!(source.starts_with("% !TeX program = xelatex\n"));
    assert!(source.contains("\\newcommand\\cventry"));
    assert!(source.contains("\n\\cvsection{Education}\n"));
    let content = source.split_once("\\begin{document}").expect("a document").1;
    let long: Vec<&str> = content.lines().filter(|line| line.chars().count() > 120).collect();
    assert!(long.is_empty(), "{long:?}");
    assert!(folder.path().join("out/fonts/SourceSerif4-Regular.ttf").is_file());
}

#[test]
fn a_tex_file_goes_to_standard_output() {
    let finished = Test::new("tex r.yaml -o - --theme compact")
        .file("r.yaml", "basics: {name: 'Ö & #1'}")
        .success();
    let source = String::from_utf8(finished.stdout).expect("UTF-8");
    assert!(source.contains("\\cvname{Ö \\& \\#1}"), "{source}");
}

#[test]
fn what_a_skeleton_prints_is_escaped() {
    let skeleton = "<< doc.header.name >>|<< doc.metadata.title|plain >>|<# no #><< link(\"https://x.org/a%b\", doc.header.name) >>\n";
    let finished = theme(skeleton)
        .file("r.yaml", "basics: {name: 'A & {B} \\end{document}'}")
        .argument("tex")
        .argument("r.yaml")
        .argument("--theme")
        .argument("./mine")
        .argument("-o")
        .argument("-")
        .success();
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    let name = "A \\& \\{B\\} \\textbackslash{}end\\{document\\}";
    assert!(text.starts_with(name), "{text}");
    assert!(text.contains(&format!("\\href{{https://x.org/a\\%b}}{{{name}}}")), "{text}");
}

/// A theme that is classic but for its skeleton.
pub(super) fn theme(skeleton: &str) -> Test {
    let manifest = "name = \"mine\"\ndescription = \"Mine.\"\nextends = \"classic\"\n";
    Test::new("")
        .file("r.yaml", "basics: {name: Ada}")
        .file("mine/theme.toml", manifest)
        .file("mine/resume.tex", skeleton)
}

#[test]
fn a_wrong_skeleton_is_shown_at_its_line() {
    let run = |skeleton: &str| {
        let test = theme(skeleton)
            .argument("tex")
            .argument("r.yaml")
            .argument("--theme")
            .argument("./mine");
        test.exits_with(1)
    };
    run("one\n<< doc.nobody >>\n").says("./mine/resume.tex:2").says("not defined");
    run("one\ntwo\n<% if %>\n").says("./mine/resume.tex:3");
    run("<% include \"/base/nothing.tex\" %>\n").says("./mine/resume.tex:1");
    run("\n\n<< doc.header >>\n").says("./mine/resume.tex:3").says("cannot be printed");
}
