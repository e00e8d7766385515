//! Files of strangers that would end, stall or fool the program: each gets one message in words.

use crate::harness::Test;

const PHOTO: &str = "basics: {name: Ann, image: photo.svg}\n";

fn drawing(attributes: &str, inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}>{inner}</svg>")
}

/// One error, at the place in the resume, in every format.
#[test]
fn drawings_that_cannot_be_drawn_are_refused() {
    let many = format!("<path d=\"M0 0{}\"/>", "l1 1".repeat(100_001));
    let cases = [
        ("viewBox=\"0 0 40 50\"", "<circle r=\"1e38\"/>", "has the number 1e38"),
        ("viewBox=\"0 0 40 1e7\"", "<rect width=\"9\" height=\"9\"/>", "has the number 1e7"),
        ("viewBox=\"0 0 40 900000\"", "<rect width=\"9\" height=\"9\"/>", "units large"),
        ("viewBox=\"0 0 40 50\"", &many, "more than 100,000 points"),
        (
            "viewBox=\"0 0 40 50\"",
            "<path d=\"M0 0L9 9\" stroke=\"red\" stroke-dasharray=\"1e-9 1e-9\"/>",
            "dashes",
        ),
    ];
    for (attributes, inner, message) in cases {
        for format in ["pdf", "png", "svg"] {
            let finished =
                Test::new(&format!("{format} r.yaml --strict -t modern -s photo=square"))
                    .file("r.yaml", PHOTO)
                    .file("photo.svg", drawing(attributes, inner))
                    .exits_with(1)
                    .says(message)
                    .says("r.yaml:1:28");
            assert_eq!(finished.stderr.matches("error: ").count(), 1, "{}", finished.stderr);
            assert_eq!(finished.names(), ["photo.svg", "r.yaml"]);
        }
    }
}

#[test]
fn scripts_in_a_photo_go_nowhere() {
    let photo = drawing(
        "viewBox=\"0 0 40 50\" onload=\"steal()\"",
        "<script>steal()</script><rect width=\"40\" height=\"50\"/>",
    );
    let test = Test::new("typ r.yaml -t modern -s photo=square -o out");
    let finished = test.file("r.yaml", PHOTO).file("photo.svg", photo).success();
    let laid = String::from_utf8(finished.read("out/assets/photo.svg")).expect("UTF-8");
    assert!(laid.contains("<rect") && !laid.contains("steal"), "{laid}");
}

/// Each with the range, at its place; the resume's own and those that are typed.
#[test]
fn options_beyond_their_range_are_refused() {
    let cases = [
        ("classic", "base-size", "1e9pt", "must be from `4pt` to `40pt`, found `1e9pt`"),
        ("classic", "base-size", "1e99pt", "must be from `4pt` to `40pt`, found `1e99pt`"),
        ("compact", "base-size", "1e-99pt", "must be from `4pt` to `40pt`, found `1e-99pt`"),
        ("academic", "base-size", "0pt", "must be from `4pt` to `40pt`, found `0pt`"),
        ("compact", "date-column", "9m", "must be a length"),
        ("compact", "date-column", "900mm", "must be from `0pt` to"),
        ("modern", "sidebar-width", "9000in", "found `648000pt`"),
        ("modern", "sidebar-width", "-1pt", "found `-1pt`"),
    ];
    for (theme, option, value, message) in cases {
        let resume = format!(
            "basics: {{name: Ann}}\ncvgen: {{theme: {theme}, options: {{{option}: {value}}}}}\n"
        );
        let finished = Test::new("pdf r.yaml").file("r.yaml", resume).exits_with(1);
        let finished = finished.says(message).says("r.yaml:2:");
        assert_eq!(finished.stderr.matches("error: ").count(), 1, "{}", finished.stderr);
        Test::new(&format!("pdf r.yaml -t {theme} -s {option}={value}"))
            .file("r.yaml", "basics: {name: Ann}\n")
            .exits_with(1)
            .says(message);
    }
}

const LINKS: &str = "basics: {name: Ann, url: 'https://scholar.example/citations?user=abc&hl=en', profiles: [{network: X, url: 'https://x.example/?a=1&b=2#c'}]}\n";

/// An address with `&` in it is XML in an SVG file, and comes back as it was.
#[test]
fn addresses_in_svg_are_escaped() {
    for theme in crate::harness::themes() {
        let finished = Test::new(&format!("svg r.yaml -t {theme}")).file("r.yaml", LINKS).success();
        let svg = String::from_utf8(finished.read("r.svg")).expect("UTF-8");
        let options = roxmltree::ParsingOptions::default();
        let parsed = roxmltree::Document::parse_with_options(&svg, options);
        let parsed = parsed.unwrap_or_else(|error| panic!("{theme}: {error}"));
        let links: Vec<_> =
            parsed.descendants().filter_map(|node| node.attribute("href")).collect();
        for address in
            ["https://scholar.example/citations?user=abc&hl=en", "https://x.example/?a=1&b=2#c"]
        {
            assert!(links.contains(&address), "{theme}: {links:?}");
        }
    }
}

const MANIFEST: &str =
    "name = \"mine\"\ndescription = \"d\\u001b[2Jx\\u200b\"\nextends = \"classic\"\n";

fn theme(test: Test, body: &str) -> Test {
    test.file("mine/theme.toml", MANIFEST)
        .file("mine/resume.typ", format!("#let resume(doc) = {{ {body} }}\n"))
        .file("r.yaml", "basics: {name: Ann}\n")
}

#[test]
fn links_of_a_theme_lead_where_those_of_a_resume_may() {
    let body = "link(\"javascript:alert(1)\")[one]; link(\"file:///etc/passwd\")[two]; \
                show link: it => it; link(\"JavaScript:x\")[three]; link(\"https://good.example\")[four]";
    let finished = theme(Test::new("pdf r.yaml -t ./mine"), body).success();
    let pdf = String::from_utf8_lossy(&finished.read("r.pdf")).into_owned();
    assert!(pdf.contains("(https://good.example)"));
    assert!(!pdf.to_lowercase().contains("(javascript:") && !pdf.contains("(file:"));
    let finished = finished.then("svg r.yaml -t ./mine").success();
    let svg = String::from_utf8(finished.read("r.svg")).expect("UTF-8");
    assert!(svg.contains("https://good.example") && !svg.to_lowercase().contains("javascript:"));
}

#[test]
fn a_theme_that_never_ends_is_ended() {
    for format in ["pdf", "svg", "png"] {
        let test = Test::new(&format!("{format} r.yaml -t ./mine --time-limit 1"));
        let finished = theme(test, "for i in range(1000000) { for j in range(1000000) {} }")
            .exits_with(1)
            .says(&format!("it took longer than 1 second and was ended\n --> r.{format}"))
            .says("--time-limit");
        assert_eq!(finished.names(), ["mine", "r.yaml"]);
    }
    let test = Test::new("pdf r.yaml -t ./mine --page-limit 3");
    theme(test, "for i in range(4) { [x]; pagebreak() }")
        .exits_with(1)
        .says("it fills 5 pages, and at most 3 are taken");
}

/// Also where the program itself makes the document.
#[cfg(target_os = "linux")]
#[test]
fn a_theme_that_swells_is_ended() {
    for format in ["pdf", "svg", "png"] {
        let test = Test::new(&format!("{format} r.yaml -t ./mine --memory-limit 256M"));
        let test = test.then_words(&format!("-o r.{format}"));
        let body = "let a = (1,); for i in range(40) { a = a + a }; [x]";
        let finished = theme(test, body)
            .exits_with(1)
            .says(&format!("it needs more memory than 256 MiB and was ended\n --> r.{format}"))
            .says("--memory-limit");
        assert_eq!(finished.names(), ["mine", "r.yaml"]);
    }
}

#[test]
fn what_a_terminal_obeys_is_shown() {
    let test = theme(Test::new("themes ./mine"), "[x]").success();
    let said = String::from_utf8(test.stdout).expect("UTF-8");
    assert!(said.contains("d\u{241b}[2Jx\u{fffd}") && !said.contains('\u{1b}'), "{said:?}");
    for words in ["pdf", "frobnicate", "batch"] {
        let test = Test::new(words).argument("--x\u{1b}]0;owned\u{7}").exits_with(2);
        assert!(!test.stderr.contains(['\u{1b}', '\u{7}']), "{:?}", test.stderr);
    }
}

/// The exit code of a script of the shell in the folder of `test`, in which `cvgen` is the program, and what it said.
#[cfg(unix)]
fn shell(test: &Test, script: &str) -> (Option<i32>, String) {
    let output = std::process::Command::new("sh")
        .args(["-c", &script.replace("cvgen", env!("CARGO_BIN_EXE_cvgen"))])
        .current_dir(test.folder())
        .output()
        .expect("sh runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Standard error on a full disk changes nothing; a limit on the size of files is an error in words.
#[cfg(target_os = "linux")]
#[test]
fn full_disks_and_small_limits_are_told() {
    let run = |script: &str| {
        let test = Test::new("").file("r.yaml", "basics: {name: Ann}\n");
        let (code, said) = shell(&test, script);
        (code, said, crate::harness::names(test.folder()))
    };
    let (code, _, names) = run("cvgen pdf r.yaml 2> /dev/full");
    assert_eq!((code, &*names), (Some(0), &["r.pdf".to_owned(), "r.yaml".to_owned()][..]));
    let (code, _, names) = run("cvgen pdf r.yaml -o no.yaml 2> /dev/full; echo $? > code");
    assert_eq!((code, names.len()), (Some(0), 2), "{names:?}");
    for words in ["--help", "pdf --help", "--version", "help batch", "themes", "schema"] {
        let (code, said, _) = run(&format!("cvgen {words} > /dev/full"));
        assert_eq!(code, Some(3), "{words}: {said}");
        assert!(said.contains("standard output could not be written: the disk is full"), "{said}");
    }
    let (code, said, names) = run("ulimit -f 1; cvgen pdf r.yaml");
    assert_eq!((code, &*names), (Some(3), &["r.yaml".to_owned()][..]), "{said}");
    assert!(said.contains("`r.pdf` could not be written: file too large"), "{said}");
    // All or nothing: the source is small, and a font beside it is not.
    for words in [
        "tex r.yaml --bundle -o out/deep/",
        "pdf r.yaml -o out/deep/",
        "typ r.yaml -o out/deep/",
        "svg r.yaml -o out/deep/",
        "html r.yaml -o out/deep/",
        "docx r.yaml -o out/deep/",
        "new out/deep/resume.yaml",
        "theme new out/deep/mine --arrange",
        "check r.yaml --proof out/deep/p.pdf",
    ] {
        let (code, said, names) = run(&format!("ulimit -f 1; cvgen {words}"));
        assert_eq!((code, &*names), (Some(3), &["r.yaml".to_owned()][..]), "{words}: {said}");
        assert!(said.contains("could not be written: file too large"), "{words}: {said}");
    }
    let (code, said, _) = run("ulimit -f 1; cvgen batch r.yaml -o out");
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("file too large"), "{said}");
}

/// A pipe is read once, and nobody waits for another who writes.
#[cfg(unix)]
#[test]
fn a_pipe_is_an_input_like_any_other() {
    for words in [
        "pdf p.yaml",
        "md p.yaml",
        "pdf r.yaml --over p.yaml",
        "check p.yaml",
        "batch p.yaml -o out",
    ] {
        let test = Test::new("").file("r.yaml", "basics: {name: Ann}\n");
        let script = format!("mkfifo p.yaml; cat r.yaml > p.yaml & cvgen {words} --time-limit 20");
        let (code, said) = shell(&test, &script);
        assert_eq!(code, Some(0), "{words}: {said}");
    }
}

/// What asks for more memory than there is gets words, and no signal.
#[cfg(target_os = "linux")]
#[test]
fn memory_that_is_not_there_is_told() {
    let test = theme(Test::new(""), "let s = \"a\" * 8000000000; s");
    for words in ["pdf r.yaml -t ./mine", "svg r.yaml -t ./mine", "png r.yaml -t ./mine"] {
        let (code, said) = shell(&test, &format!("ulimit -v 4000000; cvgen {words}"));
        assert_eq!(code, Some(1), "{words}: {said}");
        assert!(said.contains("error: out of memory\n  = hint: "), "{words}: {said}");
        assert_eq!(crate::harness::names(test.folder()), ["mine", "r.yaml"], "{words}");
    }
}

/// A file of one page, whose content is `content`, deflated, with more objects.
pub(crate) fn pdf(
    content: &[u8],
    more: impl FnOnce(&mut lopdf::Document, &mut lopdf::Dictionary, &mut lopdf::Dictionary),
) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.7");
    let mut stream = Stream::new(dictionary! {}, content.to_vec());
    stream.compress().expect("compressed");
    let content = document.add_object(stream);
    let pages = document.new_object_id();
    let mut page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    more(&mut document, &mut page, &mut catalog);
    let page = document.add_object(page);
    let list = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(list));
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

/// In a worker of little memory: whatever is not seen before it is read ends there.
#[cfg(target_os = "linux")]
#[test]
fn pdfs_that_take_too_much_are_refused() {
    use lopdf::{Object, dictionary};
    let references = |dictionary: &str| {
        let text = format!(
            "%PDF-1.5\n1 0 obj<<{dictionary}/Root 2 0 R/Length 0>>stream\n\nendstream endobj\nstartxref\n9\n%%EOF"
        );
        text.into_bytes()
    };
    let annotation = || Object::Dictionary(dictionary! { "Subtype" => "Link" });
    let cases = [
        ("widths", references("/Type/XRef/W[1 99999999999 1]/Size 1")),
        ("references", references("/Type/XRef/W[0 0 0]/Index[0 2000000000]")),
        ("names", references("/Type/X#52ef/#57[0 0 0]/Inde#78[0 2000000000]")),
        ("operations", pdf(&b"q ".repeat(20_000_000), |_, _, _| ())),
        (
            "glyphs",
            pdf(
                &[
                    &b"BT (x) Tj "[..],
                    &b"(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) Tj ".repeat(1_400_000),
                ]
                .concat(),
                |_, _, _| (),
            ),
        ),
        ("bytes", pdf(&vec![b' '; 100 << 20], |_, _, _| ())),
        (
            "annotations",
            pdf(b"", |_, page, _| {
                page.set("Annots", vec![annotation(); 30_000]);
            }),
        ),
        (
            "tags",
            pdf(b"", |document, _, catalog| {
                let kids = vec![Object::Dictionary(dictionary! { "S" => "P" }); 300_000];
                let tree =
                    document.add_object(dictionary! { "Type" => "StructTreeRoot", "K" => kids });
                catalog.set("StructTreeRoot", tree);
            }),
        ),
    ];
    for (name, bytes) in cases {
        Test::new("check --pdf x.pdf")
            .file("x.pdf", bytes)
            .stderr("error: `x.pdf` takes too much to read\n  = hint: print it to PDF once more, and check that")
            .exits_with(1);
        println!("{name}");
    }
    let plain = pdf(b"q Q", |_, page, _| page.set("Annots", vec![annotation(); 100]));
    let checked = Test::new("check --pdf x.pdf").file("x.pdf", plain).run();
    assert!(!checked.stderr.contains("too much"), "{}", checked.stderr);
}

/// Whatever ends the program ends the engine that it has started, and takes its folder away.
#[cfg(target_os = "linux")]
#[test]
fn no_engine_outlives_the_program() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    for signal in ["-INT", "-TERM", "-KILL"] {
        let engine = "#!/bin/sh\necho $$ > \"$TMPDIR/../id\"\nsleep 1000\n";
        let test = Test::new("")
            .file("r.yaml", "basics: {name: Ann}\n")
            .file("bin/xelatex", engine)
            .file("tmp/keep", "");
        let folder = test.folder();
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.join("bin/xelatex"), mode).expect("it may be run");
        let path = format!(
            "{}:{}",
            folder.join("bin").display(),
            std::env::var("PATH").unwrap_or_default()
        );
        let mut program = Command::new(env!("CARGO_BIN_EXE_cvgen"))
            .args(["pdf", "r.yaml", "--engine", "latex=xelatex", "--no-system-fonts"])
            .env("PATH", path)
            .env("TMPDIR", folder.join("tmp"))
            .current_dir(folder)
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let wait = |what: &str, is_so: &dyn Fn() -> bool| {
            let start = Instant::now();
            while !is_so() {
                assert!(start.elapsed() < Duration::from_mins(1), "{signal}: {what}");
                std::thread::sleep(Duration::from_millis(5));
            }
        };
        let id =
            || std::fs::read_to_string(folder.join("id")).unwrap_or_default().trim().to_owned();
        wait("the engine begins", &|| !id().is_empty());
        let killed = Command::new("kill").args([signal, &program.id().to_string()]).status();
        assert!(killed.expect("kill").success());
        program.wait().expect("it ends");
        wait("the engine ends", &|| {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", id())).unwrap_or_default();
            stat.is_empty() || stat.contains(") Z ")
        });
        wait("its folder is gone", &|| crate::harness::names(&folder.join("tmp")) == ["keep"]);
    }
}

/// A theme has no LaTeX of its own: what it brings is told and not used.
#[test]
fn latex_of_a_theme_is_not_used() {
    let skeleton =
        "\\documentclass{article}\n\\begin{document}\n\\input{/etc/passwd}\n\\end{document}\n";
    let finished = Test::new("tex r.yaml -t ./mine -o r.tex")
        .file("mine/theme.toml", "name = \"mine\"\ndescription = \"d\"\nextends = \"classic\"\n")
        .file("mine/resume.tex", skeleton)
        .file("r.yaml", "basics: {name: Ann}\n")
        .success()
        .says("the `resume.tex` of theme `mine` is not used");
    let source = String::from_utf8(finished.read("r.tex")).expect("UTF-8");
    assert!(source.contains("Ann") && !source.contains("passwd"));
}

/// Texts that would be broken into lines for minutes, and more of them than any page has.
#[test]
fn endless_texts_are_refused() {
    let resume = |text: serde_json::Value| serde_json::json!({"basics": {"name": "Ann"}, "work": [{"name": "A", "highlights": text}]});
    let of = |text: &str| resume(serde_json::json!([text]));
    let (entry, skill) = (serde_json::json!({"name": "A"}), "技能".repeat(15));
    let texts =
        |text: &str, count| resume(serde_json::json!(vec![serde_json::json!([text]); count]));
    let skills = serde_json::json!([{"name": "A", "keywords": vec![skill; 1000]}]);
    let cases = [
        ("pdf", of(&"好".repeat(100_000)), "a text of 100000 characters is too long for a resume"),
        ("pdf --pages 1", of(&"x".repeat(20_001)), "at most 20000 are taken\n --> r.json:1:"),
        ("tex", of(&"**a** b ".repeat(8_000)), "a text of 64000 characters is too long"),
        (
            "pdf",
            serde_json::json!({"skills": skills}),
            "a list of 1000 texts with 30000 characters is too long",
        ),
        ("pdf", texts(&"مرحبا ".repeat(3_000), 20), "`r.json` holds too much for a resume"),
        ("html", texts(&"`a` ".repeat(4_000), 10), "`r.json` holds too much for a resume"),
        (
            "pdf",
            serde_json::json!({"work": vec![entry; 4_000]}),
            "`r.json` holds too much for a resume",
        ),
        ("pdf", of(&format!("data:,{}", "好".repeat(30_000))), "a text of 30006 characters"),
        ("pdf", resume(vec!["x"; 9_500].into()), "`r.json` holds too much for a resume"),
        (
            "pdf",
            serde_json::json!({"work": vec![serde_json::json!({"startDate": "x".repeat(1_900)}); 300]}),
            "`r.json` holds too much for a resume",
        ),
    ];
    for (words, resume, told) in cases {
        let finished = Test::new(&format!("{words} r.json"))
            .file("r.json", resume.to_string())
            .exits_with(1)
            .says(told);
        assert_eq!(finished.names(), ["r.json"]);
    }
    // Several files are one resume.
    let more = serde_json::json!({"work": vec![serde_json::json!({"name": "A"}); 1_600]});
    Test::new("pdf r.json")
        .file("r.json", "{\"basics\":{\"name\":\"A\"},\"files\":[\"a.json\",\"b.json\"]}")
        .file("a.json", more.to_string())
        .file("b.json", more.to_string())
        .exits_with(1)
        .says("`r.json` holds too much for a resume");
    // A photo within the file is none.
    let photo = "A".repeat(100_000);
    let resume = serde_json::json!({"basics": {"name": "Ann", "image": format!("data:image/png;base64,{photo}")}});
    Test::new("pdf r.json").file("r.json", resume.to_string()).success();
}

/// A theme takes twice as long for twice as much: what is passed on with each entry is hashed with each, and a whole
/// section with every entry of it takes minutes.
#[test]
fn no_theme_takes_without_end() {
    let resume = serde_json::json!({
        "basics": {"name": "Ann"},
        "work": vec![serde_json::json!({"name": "A", "position": "B", "startDate": "2019"}); 200],
        "publications": vec![serde_json::json!({"name": "A", "publisher": "B", "releaseDate": "2019"}); 200],
        "references": vec![serde_json::json!({"name": "A", "reference": "B"}); 200],
        "sections": [{"id": "s", "title": "T", "entries": vec!["x"; 3_000]}],
    });
    let is_everything = std::env::var_os("CVGEN_ALL").is_some();
    let themes = crate::harness::themes();
    for theme in themes.iter().step_by(if is_everything { 1 } else { 5 }) {
        Test::new(&format!("pdf r.json -t {theme} --no-system-fonts --time-limit 20"))
            .file("r.json", resume.to_string())
            .success();
    }
}

/// Far over: only the tightest setting is tried, and nobody is told to leave out half of it.
#[test]
fn a_fit_that_cannot_be_is_given_up() {
    let entry =
        |n| serde_json::json!({"name": format!("E{n}"), "highlights": ["One", "Two", "Three"]});
    let work: Vec<_> = (0..400).map(entry).collect();
    let resume = serde_json::json!({"basics": {"name": "Ann"}, "work": work}).to_string();
    let finished =
        Test::new("pdf r.json --pages 1 --no-system-fonts").file("r.json", resume).success();
    let finished =
        finished.says("even the tightest setting does not fit on 1 page").says("shorten the texts");
    // Still further: nothing else is tried.
    let work: Vec<_> = (0..1_000).map(entry).collect();
    let resume = serde_json::json!({"basics": {"name": "Ann"}, "work": work}).to_string();
    let finished = finished.then("pdf r.json --pages 1 --no-system-fonts").file("r.json", resume);
    finished.success().says(" pages do not fit on 1 page").says("shorten the texts");
}

/// Parts of a resume that nobody named are inside its folder, wherever links lead.
#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_resume_s_folder() {
    use std::os::unix::fs::symlink;
    let cases = [
        ("in/r.zh.yaml", "basics: {name: Ann}\n"),
        ("in/more.yaml", "basics: {name: Ann}\nfiles: [more.yaml]\n"),
        ("in/works.bib", "basics: {name: Ann}\npublications: {bib: works.bib}\n"),
        ("in/deep/more.yaml", "basics: {name: Ann}\nfiles: [deep/more.yaml]\n"),
    ];
    for (link, resume) in cases {
        for words in
            ["pdf in/r.yaml", "batch in/r.yaml -o out", "batch in -o out", "check in/r.yaml"]
        {
            let finished = Test::new(words)
                .file("in/r.yaml", resume)
                .file("in/deep/x", "")
                .file("secret", "basics: {summary: Secret}\n")
                .with(|folder| symlink(folder.join("secret"), folder.join(link)).expect("a link"))
                .exits_with(1);
            finished.says(&format!("`{link}` leads outside the resume's folder"));
        }
        // Within the folder a link is as good as a file.
        let finished = Test::new("md in/r.yaml --lang en -o r.md")
            .file("in/r.yaml", resume)
            .file("in/deep/x", "")
            .file("in/held", "basics: {label: Engineer}\n")
            .with(|folder| symlink(folder.join("in/held"), folder.join(link)).expect("a link"))
            .run();
        assert!(!finished.stderr.contains("leads outside"), "{}", finished.stderr);
    }
    // A resume found in a folder is in it; one that is named may be anywhere.
    let finished = Test::new("batch in -o out")
        .file("in/r.yaml", "basics: {name: Ann}\n")
        .file("secret", "basics: {name: Secret}\n")
        .with(|folder| symlink(folder.join("secret"), folder.join("in/s.yaml")).expect("a link"))
        .exits_with(1);
    let finished = finished.says("`in/s.yaml` leads outside `in`").says("1 made");
    finished.then("batch in/s.yaml -o out").success();
    // Nor does anything wait for a pipe, or take a folder for a language.
    let finished = Test::new("pdf r.yaml").file("r.yaml", "basics: {name: Ann}\n");
    let finished = finished.with(|folder| {
        std::fs::create_dir(folder.join("r.de.yaml")).expect("a folder");
        let made = std::process::Command::new("mkfifo").arg(folder.join("r.zh.yaml")).status();
        assert!(made.expect("mkfifo").success());
    });
    finished.exits_with(1).says("`r.zh.yaml` is not a regular file");
}

/// An engine that ends well and has written nothing, or what is not a PDF.
#[cfg(unix)]
#[test]
fn an_engine_without_pages_is_told_in_words() {
    use std::os::unix::fs::PermissionsExt;
    for script in ["#!/bin/sh\nexit 0\n", "#!/bin/sh\n: > resume.pdf\n"] {
        let test = Test::new("pdf r.yaml --engine latex=xelatex")
            .file("r.yaml", "basics: {name: Ann}\n")
            .file("bin/xelatex", script);
        let program = test.folder().join("bin/xelatex");
        let rights = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&program, rights).expect("rights");
        let path = format!("{}:/usr/bin:/bin", test.folder().join("bin").display());
        let finished = test.environment("PATH", &path).exits_with(3);
        let finished = finished.says("error: XeLaTeX ended without a page");
        assert!(!finished.stderr.contains("os error"), "{}", finished.stderr);
        assert_eq!(finished.names(), ["bin", "r.yaml"]);
    }
}
