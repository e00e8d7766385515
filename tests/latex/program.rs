//! `cvgen pdf --engine latex`, and what goes wrong there.

use super::engine::{ENGINES, has, in_parallel, raw};
use crate::harness::{Test, in_turn, is_everything, themes_of_engines};
use crate::judges::judge;

#[test]
fn every_engine_makes_every_theme() {
    let engines: Vec<&str> = ENGINES.into_iter().filter(|engine| has(engine)).collect();
    let themes = themes_of_engines();
    let jobs = engines.into_iter().enumerate().flat_map(|(turn, engine)| {
        in_turn(&themes, turn).iter().map(move |theme| (theme.clone(), engine))
    });
    in_parallel(jobs.collect(), |(theme, engine)| {
        let print = |words: &str| {
            Test::new(&format!("pdf --no-system-fonts -o r.pdf {words}"))
                .printing("data/starter/resume.yaml", &theme, "en")
                .success()
        };
        let latex = print(&format!("--engine latex={engine}"));
        // Nothing but the line about what was made: no warning.
        assert_eq!(latex.stderr.trim(), "r.pdf: 1 page, …", "{engine}, {theme}");
        // Other fonts break lines elsewhere, and dots between contacts vanish there. By pdfLaTeX small capitals are read as
        // capitals.
        let text = |pdf| {
            let text = raw(pdf).replace('·', "");
            if engine == "pdflatex" { text.to_lowercase() } else { text }
        };
        let typst = print("");
        assert_eq!(text(&latex.path("r.pdf")), text(&typst.path("r.pdf")), "{engine}, {theme}");
    });
}

#[test]
fn a_pdf_says_what_it_is() {
    let resume = "basics:\n  name: {en: Ada, zh: 艾达}\n  url: https://example.org\nwork: [{name: Engine}]\nskills: [{name: C#}]";
    let engines: Vec<&str> = ENGINES.into_iter().filter(|engine| has(engine)).collect();
    in_parallel(engines, |engine| {
        let run = |language: &str| {
            Test::new("pdf r.yaml -q --theme classic --no-system-fonts -o r.pdf")
                .argument(format!("--engine=latex={engine}"))
                .argument(format!("--lang={language}"))
                .file("r.yaml", resume)
                .success()
        };
        let first = run("en");
        if engine == "xelatex" || is_everything() {
            let is_same = first.read("r.pdf") == run("en").read("r.pdf");
            assert!(is_same, "{engine}: the same input must give the same bytes");
        }
        assert_eq!(first.names(), ["r.pdf", "r.yaml"]);
        let said = |pdf: std::path::PathBuf, language: &str| {
            let document = lopdf::Document::load(&pdf).expect("a PDF");
            let catalog = document.catalog().expect("a catalog");
            let lang = catalog.get(b"Lang").and_then(lopdf::Object::as_str).expect("a language");
            assert_eq!(lang, language.as_bytes(), "{engine}");
            let info = judge("pdfinfo", [&pdf]).unwrap_or_default();
            let pdf = pdf.to_str().expect("a path in UTF-8");
            info + &judge("mutool", ["show", pdf, "outline"]).unwrap_or_default()
        };
        let info = said(first.path("r.pdf"), "en");
        let words =
            ["Title:           Ada – Resume", "Author:          Ada", "Keywords:        C#"];
        for word in words.into_iter().chain(["\"Ada\"", "\"Experience\"", "\"Skills\""]) {
            assert!(info.contains(word), "{engine}: {word} is not in {info}");
        }
        if engine == "xelatex" || engine == "lualatex" && is_everything() {
            let info = said(run("zh").path("r.pdf"), "zh");
            for word in
                ["Title:           艾达", "Author:          艾达", "\"艾达\"", "\"工作经历\""]
            {
                assert!(info.contains(word), "{engine}: {word} is not in {info}");
            }
        }
    });
}

#[test]
fn without_an_engine_it_says_what_to_install() {
    Test::new("pdf r.yaml --engine latex")
        .file("r.yaml", "basics: {name: Ada}")
        .environment("PATH", "/nowhere")
        .exits_with(3)
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

/// A test whose `xelatex` is a script.
#[cfg(unix)]
fn with_engine(words: &str, script: &str) -> Test {
    let test = Test::new(words)
        .file("r.yaml", "basics: {name: Ada}")
        .file("bin/xelatex", format!("#!/bin/sh\n{script}"))
        .with(|folder| {
            use std::os::unix::fs::PermissionsExt;
            let program = folder.join("bin/xelatex");
            std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755))
                .expect("permissions");
        });
    let path = format!("{}/bin:/usr/bin:/bin", test.folder().display());
    test.environment("PATH", &path)
}

#[cfg(unix)]
#[test]
fn an_error_of_latex_is_shown_in_the_source() {
    let script = "printf '%s\\n' './resume.tex:3: Undefined control sequence.' 'l.3 Hello \\\\nonsense' > resume.log\nexit 1\n";
    with_engine("pdf r.yaml --engine latex=xelatex", script)
        .exits_with(1)
        .says("LaTeX knows no command `\\nonsense`")
        .says("resume.tex:3");
}

#[test]
fn a_photo_of_any_kind_is_printed() {
    if !has("xelatex") {
        return;
    }
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"100\"><rect width=\"80\" height=\"100\" fill=\"#204a87\"/></svg>";
    let resume = "basics: {name: Ada, image: me.svg}";
    let test = Test::new("pdf r.yaml --engine latex --theme modern --no-system-fonts -q");
    let made = test.file("r.yaml", resume).file("me.svg", drawing).success();
    assert!(made.stderr.is_empty(), "{}", made.stderr);
    // LaTeX reads no WebP, which becomes a PNG.
    let webp = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00";
    let test = Test::new("pdf r.yaml --engine latex --theme modern --no-system-fonts -q -o r.pdf");
    let made = test.file("r.yaml", "basics: {name: Ada, image: me.webp}").file("me.webp", webp);
    let made = made.success();
    assert!(made.stderr.is_empty(), "{}", made.stderr);
    let pictures = judge("pdfimages", ["-list", &made.path("r.pdf").display().to_string()]);
    assert!(pictures.is_none_or(|list| list.contains(" image ")), "no photo");
    // Beside a source the drawing is a PDF; without it the person is told.
    let folder = Test::new("tex r.yaml --theme modern -q -o out/").file("r.yaml", resume);
    let folder = folder.file("me.svg", drawing).success();
    assert!(folder.read("out/photo.pdf").starts_with(b"%PDF"));
    Test::new("tex r.yaml --theme modern -o r.tex")
        .file("r.yaml", resume)
        .file("me.svg", drawing)
        .success()
        .says("warning: LaTeX cannot read `me.svg`")
        .says("`--bundle` lays it beside the source");
}

#[cfg(unix)]
#[test]
fn pages_that_latex_fills_beyond_the_wish_are_told() {
    let script = "echo 'Output written on resume.pdf (2 pages, 9 bytes).' > resume.log\n\
                  echo %PDF-1.7 > resume.pdf\n";
    with_engine("pdf r.yaml --engine latex=xelatex --pages 1 -o r.pdf", script)
        .success()
        .says("warning: LaTeX fills 2 pages, and 1 were to be filled")
        .says("r.pdf: 2 pages, ");
}
