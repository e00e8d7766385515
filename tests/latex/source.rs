//! The source as a person reads it.

use super::engine::source;
use crate::harness::{Test, root};

#[test]
fn the_source_is_for_people() {
    let folder = source(&root().join("examples/jinhua-luo.yaml"), "--theme classic --lang en");
    let source = std::fs::read_to_string(folder.path().join("out/resume.tex")).expect("a source");
    assert!(source.starts_with("% !TeX program = xelatex\n"));
    assert!(source.lines().nth(2).is_some_and(|line| line.contains("with XeLaTeX or LuaLaTeX")));
    let (preamble, content) = source.split_once("\n\\begin{document}\n").expect("a document");
    // What one would change comes first, and is short.
    let (look, rest) = preamble.split_once("\n% ---- Fonts").expect("fonts");
    assert!(look.contains("\\newcommand\\cventry") && look.contains("\\newdimen\\cvsize"));
    let (look, rest) = (look.lines().count(), rest.lines().count());
    assert!(look < 70 && rest < 190, "{look} lines of look, and {rest} others");
    assert!(!preamble.contains("cvquote"), "what the text does not use is not there");
    assert!(content.contains("\n\\cvsection{Education}\n"));
    let long: Vec<&str> = source.lines().filter(|line| line.chars().count() > 110).collect();
    assert!(long.is_empty(), "{long:?}");
    assert!(folder.path().join("out/fonts/SourceSerif4-Regular.ttf").is_file());
}

#[test]
fn chinese_stands_in_the_source_as_it_is() {
    let folder = source(&root().join("examples/jinhua-luo.yaml"), "--theme classic --lang zh");
    let source = std::fs::read_to_string(folder.path().join("out/resume.tex")).expect("a source");
    assert!(source.contains("\\item 监听（watch）\n"), "no command between the signs");
    assert!(source.lines().nth(2).is_some_and(|line| line.contains("(not pdfLaTeX)")));
    let english = tex("basics: {name: Luo, label: 'Known as 罗锦华 at home'}");
    assert!(english.contains("\\cvheadline{Known as \\cvhan{罗锦华} at home}"), "{english}");
}

/// The source of a resume, in the theme `classic`.
fn tex(resume: &str) -> String {
    let test = Test::new("tex r.yaml -o - --theme classic --no-system-fonts");
    let finished = test.file("r.yaml", resume).success();
    String::from_utf8(finished.stdout).expect("UTF-8")
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
