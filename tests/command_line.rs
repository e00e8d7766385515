//! The commands, as people type them.

use crate::harness::{Test, root};

const ANN: &str = "basics: {name: Ann}\nwork: [{name: X, startDate: 2019}]\n";

#[test]
fn the_usual_names_are_found() {
    Test::new("pdf").file("cv.yml", ANN).stderr("cv.pdf: 1 page, …").success();
    Test::new("pdf")
        .file("resume.toml", "[basics]\nname = 'A'")
        .file("cv.yaml", ANN)
        .stderr("resume.pdf: 1 page, …")
        .success();
    Test::new("pdf")
        .stderr(
            "
error: there is no `resume.yaml` here, nor any other of the usual names
  = hint: name the file, or write a resume to begin with by `cvgen new`",
        )
        .exits_with(1);
}

#[test]
fn outputs_lie_beside_the_input_or_where_one_says() {
    let finished = Test::new("pdf in/ann.yaml").file("in/ann.yaml", ANN).success();
    assert!(finished.path("in/ann.pdf").exists());
    let finished =
        Test::new("pdf in/ann.yaml -o out/").file("in/ann.yaml", ANN).file("out/x", "").success();
    assert!(finished.path("out/ann.pdf").exists());
    let finished =
        Test::new("pdf ann.yaml -t classic,compact -l en,zh").file("ann.yaml", ANN).success();
    assert_eq!(
        finished.names(),
        [
            "ann-classic-en.pdf",
            "ann-classic-zh.pdf",
            "ann-compact-en.pdf",
            "ann-compact-zh.pdf",
            "ann.yaml"
        ]
    );
    Test::new("pdf ann.yaml -t classic,compact -o one.pdf")
        .file("ann.yaml", ANN)
        .exits_with(2)
        .says("one place");
}

#[test]
fn streams_are_files_too() {
    let finished =
        Test::new("pdf - -o -").input(ANN).stderr("standard output: 1 page, …").success();
    assert!(finished.stdout.starts_with(b"%PDF-"));
    let finished =
        Test::new("pdf - --quiet").input("{\"basics\": {\"name\": \"Ann\"}}").stderr("").success();
    assert_eq!(finished.names(), ["resume.pdf"]);
}

#[test]
fn pictures_are_files_by_page() {
    let long = format!("{ANN}volunteer:\n{}", "  - {organization: Y, summary: text}\n".repeat(60));
    let finished = Test::new("png r.yaml --ppi 40").file("r.yaml", &long).success();
    assert!(finished.read("r-1.png").starts_with(b"\x89PNG") && finished.path("r-2.png").exists());
    let finished = Test::new("svg r.yaml").file("r.yaml", ANN).success();
    assert!(finished.read("r.svg").starts_with(b"<svg"));
    Test::new("png r.yaml --ppi 9999").file("r.yaml", ANN).exits_with(2).says("--ppi");
    Test::new("svg r.yaml -o -")
        .file("r.yaml", &long)
        .exits_with(1)
        .says("cannot go to standard output");
}

#[test]
fn the_typst_folder_is_whole_and_replaced_only_if_it_is_ours() {
    let finished = Test::new("typ r.yaml").file("r.yaml", ANN).success();
    for name in ["main.typ", "document.json", "theme/resume.typ", "base/prelude.typ"] {
        assert!(finished.path("r-typ").join(name).is_file(), "{name}");
    }
    let resume = finished.path("r.yaml");
    let again = Test::new("typ").argument(resume.to_str().expect("UTF-8")).success();
    assert_eq!(again.names(), [""; 0]);
    Test::new("typ r.yaml -o mine")
        .file("r.yaml", ANN)
        .file("mine/diary.txt", "dear")
        .exits_with(1)
        .says("cvgen has not written it");
}

/// Stock Typst, here the one of `PyPI`, compiles the folder to the same pages.
#[test]
fn stock_typst_makes_the_same_page() {
    let probe = std::process::Command::new("python3").args(["-c", "import typst"]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        return crate::judges::missing("the Python package `typst`");
    }
    let input = root().join("examples/zhang-min.yaml");
    let input = input.to_str().expect("UTF-8");
    let finished = Test::new("typ -t modern -l zh -o folder").argument(input).success();
    let folder = finished.path("folder");
    let script = "import sys, typst; root = sys.argv[1]\n\
        sys.stdout.buffer.write(typst.compile(root + '/main.typ', root=root, format='png', ppi=40, \
        font_paths=[root + '/fonts'], ignore_system_fonts=True) if True else b'')";
    let path = folder.to_str().expect("UTF-8");
    let output =
        std::process::Command::new("python3").args(["-c", script, path]).output().expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let ours = Test::new("png -t modern -l zh --ppi 40 -o p.png").argument(input).success();
    assert!(output.stdout == ours.read("p.png"), "stock Typst makes another page");
}

#[test]
fn what_new_writes_renders_at_once() {
    for name in ["resume.yaml", "resume.toml", "resume.json"] {
        let finished = Test::new("new").argument(name).success();
        assert!(finished.path("resume.schema.json").is_file());
        let path = finished.path(name);
        for theme in crate::harness::themes() {
            let pdf = Test::new("pdf --strict -o out.pdf -t")
                .argument(&theme)
                .argument(path.to_str().expect("UTF-8"))
                .success();
            assert_eq!(pdf.stderr, "out.pdf: 1 page, …", "{name}, {theme}");
        }
    }
    for name in ["resume.yaml", "resume.toml", "resume.json"] {
        let finished = Test::new("new --lang pl").argument(name).success();
        let text = String::from_utf8(finished.read(name)).expect("text");
        assert_eq!(text.contains("Wyrażam zgodę"), name != "resume.json", "{name}");
        let printed = finished.then("txt -o -").argument(name).success();
        let page = String::from_utf8_lossy(&printed.stdout).into_owned();
        assert!(page.contains("Doświadczenie zawodowe") && !page.contains("zgodę"), "{page}");
        let shown = if name == "resume.toml" {
            ("# [[sections]]\n# id = \"consent\"", 5)
        } else {
            ("# sections:\n#   - id: consent", 6)
        };
        if name == "resume.json" {
            continue;
        }
        // Without the signs it is printed.
        let at = text.find(shown.0).expect("a comment");
        let (before, rest) = text.split_at(at);
        let lines: Vec<&str> = rest.lines().collect();
        let open = lines[..shown.1].iter().map(|line| &line[2..]);
        let all: Vec<&str> = open.chain(lines[shown.1..].iter().copied()).collect();
        let printed = Test::new("txt -o -")
            .argument(name)
            .file(name, format!("{before}{}\n", all.join("\n")))
            .success();
        assert!(String::from_utf8_lossy(&printed.stdout).contains("Wyrażam zgodę"), "{name}");
    }
    let italian = Test::new("new --lang it").success();
    assert!(
        String::from_utf8_lossy(&italian.read("resume.yaml")).contains("Autorizzo il trattamento")
    );
    Test::new("new --lang polish-please").exits_with(2);
    Test::new("new").file("resume.yaml", "mine").exits_with(1).says("exists already");
    Test::new("new --force").file("resume.yaml", "mine").success();
    Test::new("new resume.doc").exits_with(2);
}

#[test]
fn themes_tell_their_options() {
    let listed = Test::new("themes").success();
    let text = String::from_utf8(listed.stdout).expect("UTF-8");
    for words in
        ["academic: ", "classic: ", "compact: ", "modern: ", "paper ", "a4", "us-letter", "10pt"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    Test::new("themes clasic").exits_with(1).says("did you mean `classic`");
}

#[test]
fn a_theme_of_ones_own_is_like_a_built_in_one() {
    let made = Test::new("theme new themes/mine --from compact").success();
    let folder = made.path("themes/mine");
    assert!(
        std::fs::read_to_string(folder.join("theme.toml"))
            .expect("a manifest")
            .contains("\"mine\"")
    );
    let from_path = Test::new("pdf r.yaml -o out.pdf -t")
        .file("r.yaml", ANN)
        .argument(folder.to_str().expect("UTF-8"))
        .success();
    let built_in = Test::new("pdf r.yaml -o out.pdf -t compact").file("r.yaml", ANN).success();
    assert!(from_path.read("out.pdf") == built_in.read("out.pdf"));
    // By name, from the folder beside the resume.
    let theme = Test::new("theme new themes/mine --from classic").success();
    let copied = Test::new("pdf r.yaml -o out.pdf -t mine")
        .file("r.yaml", ANN)
        .with(|root| {
            std::fs::create_dir(root.join("themes")).expect("a folder");
            std::fs::rename(theme.path("themes/mine"), root.join("themes/mine")).expect("moved");
        })
        .success();
    assert!(copied.path("out.pdf").exists());
    Test::new("theme new mine --from nothing").exits_with(1).says("nothing");
    Test::new("theme new mine").file("mine/x", "").exits_with(1).says("exists");
}

#[test]
fn a_theme_may_change_one_thing_of_another() {
    let manifest = "name = \"red\"\ndescription = \"classic in red\"\nextends = \"classic\"\n\
                    [options.accent]\ntype = \"color\"\ndefault = \"#cc0000\"\ndoc = \"Accent.\"\n";
    Test::new("pdf r.yaml -t ./red")
        .file("r.yaml", ANN)
        .file("red/theme.toml", manifest)
        .stderr("r.pdf: 1 page, …")
        .success();
}

#[test]
fn options_go_from_the_command_line_over_the_file_to_the_theme() {
    let size = |words: &str, resume: &str| {
        let finished = Test::new(words).file("r.yaml", resume).success();
        lopdf::Document::load_mem(&finished.read("r.pdf"))
            .expect("a PDF")
            .get_pages()
            .values()
            .next()
            .map(|page| format!("{page:?}"))
            .expect("a page");
        finished.read("r.pdf")
    };
    let letter = format!("{ANN}cvgen: {{options: {{paper: us-letter}}}}\n");
    assert!(size("pdf r.yaml", &letter) == size("pdf r.yaml --set paper=us-letter", ANN));
    assert!(size("pdf r.yaml --set paper=a4", &letter) == size("pdf r.yaml", ANN));
    assert!(size("pdf r.yaml", &letter) != size("pdf r.yaml", ANN));
}

#[test]
fn fonts_are_listed_and_checked() {
    let listed = Test::new("fonts --no-system-fonts").success();
    let text = String::from_utf8(listed.stdout).expect("UTF-8");
    for family in
        ["Inter", "Noto Sans CJK SC", "Noto Serif CJK SC", "Source Sans 3", "Source Serif 4"]
    {
        assert!(text.lines().any(|line| line == family), "{text}");
    }
    Test::new("pdf r.yaml --no-system-fonts")
        .argument("--set=body-font=Intr")
        .file("r.yaml", ANN)
        .exits_with(1)
        .says("`Intr`")
        .says("`Inter`");
    Test::new("pdf r.yaml --no-system-fonts --strict")
        .argument("--set=body-font=Inter")
        .file("r.yaml", ANN)
        .success();
    Test::new("fonts --no-system-fonts nosuchfont").exits_with(1).says("no font's name contains");
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let finished = Test::new("completions").argument(shell).success();
        assert!(String::from_utf8_lossy(&finished.stdout).contains("cvgen"), "{shell}");
    }
}

#[test]
fn wrong_words_are_wrong_usage() {
    Test::new("pdff").exits_with(2).says("pdf");
    Test::new("pdf r.yaml --set paper").file("r.yaml", ANN).exits_with(2).says("has no value");
    Test::new("pdf r.yaml --date yesterday").file("r.yaml", ANN).exits_with(2).says("is not a day");
    Test::new("pdf r.yaml").environment("SOURCE_DATE_EPOCH", "x").file("r.yaml", ANN).exits_with(2);
    Test::new("pdf --help").success();
}

/// A number that is none, or too small, is told as what it may be; one below 0 is a number all the same.
#[test]
fn numbers_that_cannot_be_are_told() {
    let cases = [
        (
            "png",
            "--ppi",
            "must be a number from 10 to 1200",
            &["0", "-1", "9.9", "nan", "1e9", "x"][..],
        ),
        ("txt", "--width", "must be a whole number from 0 to 1000", &["-1", "10.5", "1001", "x"]),
        ("pdf", "--pages", "a whole number from 1 to 10000", &["0", "-1", "1.5"]),
        ("pdf", "--page-limit", "must be a whole number from 1", &["0", "-1", "x"]),
        ("pdf", "--max-highlights", "must be a whole number from 0", &["-1", "x"]),
        (
            "pdf",
            "--time-limit",
            "must be a whole number of seconds from 1 to 1000000",
            &["0", "-1", "x"],
        ),
        ("pdf", "--memory-limit", "is not a size of memory", &["0", "-1", "x"]),
        ("batch", "--jobs", "must be a whole number from 1", &["0", "-1", "x"]),
    ];
    for (command, flag, told, values) in cases {
        for value in values {
            for words in [format!("{flag} {value}"), format!("{flag}={value}")] {
                let test = Test::new(&format!("{command} r.yaml -o out {words}"));
                test.file("r.yaml", ANN).exits_with(2).says(told);
            }
        }
    }
    for epoch in ["", "x", "1.5", "999999999999999999"] {
        let test = Test::new("pdf r.yaml").environment("SOURCE_DATE_EPOCH", epoch);
        test.file("r.yaml", ANN).exits_with(2).says("which is not a number of seconds");
    }
    Test::new("batch r.yaml -o -")
        .file("r.yaml", ANN)
        .exits_with(2)
        .says("cannot go to standard output");
    let long = ["basics: {name: Ann}\nwork:\n", &"  - {name: X, summary: many words}\n".repeat(90)]
        .concat();
    let test = Test::new("pdf r.yaml --page-limit 1").file("r.yaml", long);
    test.exits_with(1).says("pages, and at most 1 is taken");
}

#[test]
fn a_gallery_shows_the_resume_in_the_themes() {
    let finished = Test::new("themes classic jianli --gallery out --resume r.yaml")
        .file("r.yaml", "basics: {name: Ann <Lee>, summary: Words.}\n")
        .file("out/classic-2.png", "an older run's")
        .success();
    let page = String::from_utf8(finished.read("out/index.html")).expect("UTF-8");
    for words in [
        "<h1>r.yaml in every theme</h1>",
        "<p>2 themes.",
        "src=\"jianli.png\"",
        "href=\"classic.pdf\"",
        "<code class=\"command\">cvgen pdf r.yaml --theme jianli</code>",
        "<dt><code>objective</code></dt>",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
    assert!(finished.path("out/classic.pdf").is_file());
    assert!(!finished.path("out/classic-2.png").exists(), "what an older run left");
    assert_eq!(finished.stderr.trim(), "out/index.html: 2 themes");
    Test::new("themes --lang zh").exits_with(2);
}
