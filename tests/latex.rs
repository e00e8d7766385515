//! LaTeX: the source compiles everywhere, prints the page that Typst prints, and obeys no text.

use crate::harness::{Test, corpus, root, themes};
use crate::judges::{judge, letters, missing, poppler};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

/// How far a section title may be from where Typst puts it: 4 mm, in points.
const NEAR: f64 = 4.0 * 72.0 / 25.4;

/// Pages on which titles are further away than that, theme and language: Chinese lines that end with
/// another sign. An entry that is no longer needed fails.
const FAR: &[(&str, &str)] = &[("academic", "zh")];

const EXAMPLE: &str = "examples/jinhua-luo.yaml";
const STARTER: &str = "data/starter/resume.yaml";

fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        missing(&format!("`{program}`"));
    }
    found
}

/// Runs `work` on every job, two at a time.
fn in_parallel<T: Send>(jobs: Vec<T>, work: impl Fn(T) + Sync) {
    let jobs = Mutex::new(jobs.into_iter());
    let next = || jobs.lock().expect("no other thread failed").next();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(job) = next() {
                    work(job);
                }
            });
        }
    });
}

/// The files of `cvgen tex`, in a folder of their own.
fn source(input: &Path, words: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out/");
    let input = input.to_str().expect("a path in UTF-8");
    Test::new(&format!("tex {words} --no-system-fonts -q"))
        .argument(input)
        .argument("-o")
        .argument(format!("{}/resume.tex", out.display()))
        .argument("--bundle")
        .success();
    folder
}

/// Compiles it, twice; the PDF and the log. Nothing may be lost or stick out.
fn compile(folder: &Path, engine: &str) -> (PathBuf, String) {
    let folder = folder.join("out");
    for _ in 0..2 {
        let mut command = Command::new(engine);
        command.args([
            "-interaction=nonstopmode",
            "-halt-on-error",
            "-no-shell-escape",
            "resume.tex",
        ]);
        command.current_dir(&folder).env("openin_any", "p").env("openout_any", "p");
        let output = command.env("max_print_line", "4096").output().expect("the engine runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let tail: String = said
            .lines()
            .rev()
            .take(25)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join("\n");
        assert!(output.status.success(), "{engine} failed:\n{tail}");
    }
    let log = std::fs::read(folder.join("resume.log")).expect("a log");
    (folder.join("resume.pdf"), String::from_utf8_lossy(&log).into_owned())
}

/// What must not stand in a log.
fn complaints(log: &str) -> Vec<&str> {
    let bad = ["Missing character", "Overfull", "Package cvgen Warning", "undefined"];
    log.lines().filter(|line| bad.iter().any(|word| line.contains(word))).collect()
}

/// The PDF that Typst makes of it.
fn typst(input: &Path, words: &str, folder: &Path) -> PathBuf {
    let pdf = folder.join("typst.pdf");
    Test::new(&format!("pdf {words} --no-system-fonts -q"))
        .argument(input.to_str().expect("a path in UTF-8"))
        .argument("-o")
        .argument(pdf.to_str().expect("a path in UTF-8"))
        .success();
    pdf
}

fn targets(pdf: &Path) -> BTreeSet<String> {
    let document = lopdf::Document::load(pdf).expect("a PDF");
    let mut targets = BTreeSet::new();
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        let action = dictionary.get(b"A").and_then(|action| document.dereference(action));
        let action = action.map_or(object, |(_, action)| action);
        if let Ok(uri) = action.as_dict().and_then(|action| action.get(b"URI"))
            && let Ok(text) = uri.as_str()
        {
            targets.insert(String::from_utf8_lossy(text).into_owned());
        }
    }
    targets
}

/// A word on a page: page, middle of its box from the top, height, text.
type Word = (usize, f64, f64, String);

fn words(pdf: &Path) -> Vec<Word> {
    let page = poppler(pdf, &["-bbox"]).unwrap_or_default();
    let mut number = 0;
    let mut words = Vec::new();
    for line in page.lines() {
        if line.contains("<page ") {
            number += 1;
        }
        let value = |name: &str| -> Option<f64> {
            line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
        };
        if let (Some(top), Some(bottom)) = (value("yMin"), value("yMax")) {
            let text = line.split_once("\">").map_or("", |(_, rest)| rest);
            let text = text.trim_end_matches("</word>").replace("&amp;", "&");
            words.push((number, f64::midpoint(top, bottom), bottom - top, text));
        }
    }
    words
}

/// Where `title` begins, in its largest print.
fn places(words: &[Word], title: &str) -> Vec<(usize, f64)> {
    let wanted = letters(title);
    let starts = (0..words.len()).filter(|start| {
        let mut text = String::new();
        for (_, _, _, word) in &words[*start..] {
            text.push_str(word);
            if text.len() >= wanted.len() {
                break;
            }
        }
        text == wanted
    });
    let found: Vec<_> = starts.map(|start| &words[start]).collect();
    let largest = found.iter().map(|word| word.2).fold(0.0, f64::max);
    found.iter().filter(|word| word.2 > largest - 0.5).map(|word| (word.0, word.1)).collect()
}

/// The titles of the sections that are printed.
fn titles(input: &Path, words: &str) -> Vec<String> {
    let finished = Test::new(&format!("typ {words} --no-system-fonts -q -o folder"))
        .argument(input.to_str().expect("a path in UTF-8"))
        .success();
    let json = finished.read("folder/document.json");
    let document: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let sections = document["sections"].as_array().expect("a list").iter();
    sections.map(|section| section["title"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_theme_prints_the_same_page_by_latex() {
    if !has("xelatex") || !has("pdftotext") {
        return;
    }
    let mut jobs = Vec::new();
    for theme in themes() {
        for (file, language) in [(EXAMPLE, "en"), (EXAMPLE, "zh"), (STARTER, "en")] {
            jobs.push((theme.clone(), file, language));
        }
    }
    let far = Mutex::new(BTreeSet::new());
    in_parallel(jobs, |(theme, file, language)| {
        let what = format!("{theme}, {language}, {file}");
        let input = root().join(file);
        let words = format!("--theme {theme} --lang {language} --set page-numbers=false");
        let folder = source(&input, &words);
        let (latex, log) = compile(folder.path(), "xelatex");
        assert!(complaints(&log).is_empty(), "{what}: {:?}", complaints(&log));
        let typst = typst(&input, &words, folder.path());
        let pages = |pdf: &Path| lopdf::Document::load(pdf).expect("a PDF").get_pages().len();
        assert_eq!(pages(&latex), pages(&typst), "{what}: pages");
        assert_eq!(targets(&latex), targets(&typst), "{what}: links");
        let text = |pdf: &Path| letters(&poppler(pdf, &["-raw"]).unwrap_or_default());
        if theme == "modern" {
            // A line more on a page moves the rest of the page behind the sidebar.
            let sorted = |pdf: &Path| {
                let mut text: Vec<char> = text(pdf).chars().collect();
                text.sort_unstable();
                text
            };
            assert_eq!(sorted(&latex), sorted(&typst), "{what}: text");
        } else {
            assert_eq!(text(&latex), text(&typst), "{what}: text");
        }
        let (ours, theirs) = (self::words(&latex), self::words(&typst));
        for title in titles(&input, &words) {
            for (page, height) in places(&theirs, &title) {
                let found = places(&ours, &title);
                let is_near =
                    |other: &(usize, f64)| other.0 == page && (other.1 - height).abs() < NEAR;
                if !found.iter().any(is_near) {
                    let known = FAR.contains(&(theme.as_str(), language));
                    assert!(known, "{what}: `{title}` at {page}, {height}; found at {found:?}");
                    far.lock().expect("no other thread failed").insert((theme.clone(), language));
                }
            }
        }
    });
    let far = far.into_inner().expect("no thread failed");
    for (theme, language) in FAR {
        assert!(
            far.contains(&((*theme).to_owned(), *language)),
            "{theme}, {language} is no longer far"
        );
    }
}

#[test]
fn the_other_engines_compile_every_theme() {
    let mut jobs = Vec::new();
    for engine in ["lualatex", "pdflatex"] {
        if has(engine) {
            jobs.extend(themes().into_iter().map(|theme| (theme, engine)));
        }
    }
    in_parallel(jobs, |(theme, engine)| {
        let input = root().join(STARTER);
        let words = format!("--theme {theme}");
        let folder = source(&input, &words);
        let (latex, log) = compile(folder.path(), engine);
        let bad = complaints(&log);
        assert!(bad.is_empty(), "{engine}, {theme}: {bad:?}");
        let typst = typst(&input, &words, folder.path());
        // Other fonts break lines elsewhere, and dots between contacts vanish there.
        let text =
            |pdf: &Path| letters(&poppler(pdf, &["-raw"]).unwrap_or_default()).replace('·', "");
        assert_eq!(text(&latex), text(&typst), "{engine}, {theme}: text");
    });
}

/// Strings that LaTeX would like to obey.
const TRAPS: &[&str] = &[
    "[optional] argument",
    "*star",
    "\\input{/etc/hostname}",
    "\\write18{touch cvgen-was-here}",
    "\\end{document}",
    "^^5cinput ^^M",
    "a -- b --- c `` d '' ,, << >> ?` !` it's \"quoted\"",
    "{ unbalanced",
    "} unbalanced",
    "% & # $ _ { } ~ ^ \\",
    "C# C++ a_b <R&D> C:\\Users $5 & 50% 2*3*4",
    "l'été œuvre ß ÿ € £ § ¿ ¡ « »",
    "https://example.com/a%20b?x=1&y=$2#z_~",
    "- dash\u{2028}separator",
];

/// A resume with each string as a highlight, between marks.
fn resume(strings: &[String]) -> String {
    let work: Vec<_> = strings
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let text = text.replace(['\n', '\r'], " ");
            serde_json::json!({"name": format!("W{number}"), "highlights": [format!("Q{number}Q {text} Q{number}Z")]})
        })
        .collect();
    serde_json::json!({"basics": {"name": "N"}, "work": work}).to_string()
}

/// What stands between the marks.
fn between(text: &str, number: usize) -> Option<&str> {
    let (_, rest) = text.split_once(&format!("Q{number}Q"))?;
    Some(rest.split_once(&format!("Q{number}Z"))?.0)
}

/// `text` as it must come back: composed, without what is no sign.
fn comparable(text: &str) -> String {
    let is_sign = |c: &char| {
        !matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}')
    };
    letters(&text.chars().filter(is_sign).nfkc().collect::<String>())
}

fn naughty_strings() -> Vec<String> {
    let mut strings: Vec<String> = TRAPS.iter().map(|&trap| trap.to_owned()).collect();
    strings.push("x".repeat(10_000));
    if let Some(corpus) = corpus() {
        let json = std::fs::read(corpus.join("strings/naughty.json")).expect("a file");
        let naughty: Vec<String> = serde_json::from_slice(&json).expect("a list of texts");
        strings.extend(naughty);
    }
    strings
}

/// Compiles all `strings` by `engine` and compares what is read back with what Typst's page says.
/// Strings with a sign that the fonts lack are passed over.
fn come_back(engine: &str, strings: &[String]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("naughty.json");
    std::fs::write(&input, resume(strings)).expect("files are written");
    let words = "--theme classic --set page-numbers=false";
    let made = source(&input, words);
    let (latex, _) = compile(made.path(), engine);
    let typst = typst(&input, words, folder.path());
    let text = |pdf: &Path| letters(&poppler(pdf, &["-raw"]).unwrap_or_default());
    let (ours, theirs) = (text(&latex), text(&typst));
    let mut compared = 0;
    for (number, string) in strings.iter().enumerate() {
        let expected =
            between(&theirs, number).unwrap_or_else(|| panic!("{number} is not in Typst's page"));
        let found = between(&ours, number)
            .unwrap_or_else(|| panic!("{engine}: {number} is lost: {string:?}"));
        if !expected.contains('□') {
            assert_eq!(comparable(found), comparable(expected), "{engine}: {string:?}");
            compared += 1;
        }
    }
    assert!(compared * 2 > strings.len(), "{engine}: only {compared} strings were compared");
    assert!(!made.path().join("out/cvgen-was-here").exists());
}

#[test]
fn whatever_is_written_comes_back_from_latex() {
    if has("xelatex") && has("pdftotext") {
        come_back("xelatex", &naughty_strings());
    }
}

#[test]
fn ascii_and_latin_come_back_from_the_other_engines() {
    let is_latin =
        |text: &String| text.chars().all(|c| (' '..='~').contains(&c) || "éœßÿ€£§¿¡«»".contains(c));
    let strings: Vec<String> = naughty_strings().into_iter().filter(is_latin).collect();
    let engines: Vec<&str> =
        ["lualatex", "pdflatex"].into_iter().filter(|engine| has(engine)).collect();
    in_parallel(engines, |engine| come_back(engine, &strings));
}

#[test]
fn the_source_is_for_people() {
    let folder = source(&root().join(EXAMPLE), "--theme classic --lang en");
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
fn an_engine_makes_a_pdf_with_title_and_language() {
    if !has("xelatex") {
        return;
    }
    let run = || {
        let test = Test::new("pdf r.yaml --engine latex=xelatex -q --theme classic");
        test.file("r.yaml", "basics: {name: Ada}\nwork: [{name: Engine}]").success()
    };
    let (first, second) = (run(), run());
    assert_eq!(first.read("r.pdf"), second.read("r.pdf"), "the same input gives the same bytes");
    assert_eq!(first.names(), ["r.pdf", "r.yaml"]);
    let document = lopdf::Document::load(first.path("r.pdf")).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(lopdf::Object::as_str).expect("a language"), b"en");
    assert!(catalog.has(b"Outlines"));
    if let Some(info) = judge("pdfinfo", [first.path("r.pdf")]) {
        assert!(info.contains("Title:           Ada – Resume"), "{info}");
        assert!(info.contains("Author:          Ada"), "{info}");
    }
}

#[test]
fn without_an_engine_it_says_what_to_install() {
    Test::new("pdf r.yaml --engine latex")
        .file("r.yaml", "basics: {name: Ada}")
        .environment("PATH", "/nowhere")
        .exits_with(1)
        .says("error: no LaTeX is installed")
        .says("apt install texlive-xetex");
    Test::new("pdf r.yaml --engine latex=context")
        .file("r.yaml", "basics: {name: Ada}")
        .exits_with(2)
        .says("there is no engine `context`");
}

#[cfg(unix)]
#[test]
fn an_engine_that_hangs_is_ended_with_all_that_it_started() {
    let script = "#!/bin/sh\nsleep 300 &\necho $! > \"$HOME/child\"\nwait\n";
    let test = Test::new("pdf r.yaml --engine latex=xelatex --time-limit 1")
        .file("r.yaml", "basics: {name: Ada}")
        .file("bin/xelatex", script)
        .with(|folder| {
            use std::os::unix::fs::PermissionsExt;
            let program = folder.join("bin/xelatex");
            std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755))
                .expect("permissions");
        });
    let folder = test.folder().to_owned();
    let finished = test
        .environment("PATH", &format!("{}/bin:/usr/bin:/bin", folder.display()))
        .environment("HOME", &folder.display().to_string())
        .exits_with(1);
    let child = String::from_utf8(finished.read("child")).expect("a number");
    let finished = finished.says("XeLaTeX was not done after 1 seconds and was ended");
    let is_dead = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.trim()));
        status.is_err() || status.is_ok_and(|status| status.contains("State:\tZ"))
    };
    let start = std::time::Instant::now();
    while !is_dead() {
        assert!(start.elapsed().as_secs() < 5, "what the engine started still runs");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(finished.names(), ["bin", "child", "r.yaml"]);
}

/// A theme that is classic but for its skeleton.
fn theme(skeleton: &str) -> Test {
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

#[test]
fn an_error_of_latex_is_shown_in_the_source() {
    if !has("pdflatex") {
        return;
    }
    let skeleton =
        "\\documentclass{article}\n\\begin{document}\nHello \\nonsense{}\n\\end{document}\n";
    theme(skeleton)
        .argument("pdf")
        .argument("r.yaml")
        .argument("--theme")
        .argument("./mine")
        .argument("--engine")
        .argument("latex=pdflatex")
        .exits_with(1)
        .says("LaTeX knows no command `\\nonsense`")
        .says("resume.tex:3");
}
