//! Where outputs go, and that nothing a person has written is ever in the way of one.

use crate::harness::{Finished, Test, root};
use cvgen::job::{FORMATS, Shape};

const ANN: &str = "basics: {name: Ann}\nwork: [{name: X, startDate: 2019}]\n";

/// A red point.
const PNG: &[u8] = include_bytes!("pages/sparse-classic.png");

/// Nothing in the folder was written, and the reason is told.
fn refused(test: Test, reason: &str) -> Finished {
    let before = snapshot(test.folder());
    let finished = test.run();
    assert!(matches!(finished.code, Some(1 | 2)), "{:?}\n{}", finished.code, finished.stderr);
    assert_eq!(snapshot(&finished.path("")), before);
    finished.says(reason)
}

fn snapshot(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else {
            files.push((path.clone(), std::fs::read(path).expect("a file")));
        }
    }
    files.sort();
    files
}

#[test]
fn what_is_read_is_not_overwritten() {
    let reason = "is read here and is not overwritten";
    for format in FORMATS.iter().filter(|format| format.shape != Shape::Folder) {
        for output in ["resume", "./resume", "in/../resume"] {
            let words = format!("{} resume -o {output}", format.name);
            refused(Test::new(&words).file("resume", ANN).file("in/x", ""), reason);
        }
    }
    refused(
        Test::new("json resume.json -o resume.json")
            .file("resume.json", "{\"basics\": {\"name\": \"Ann\"}}"),
        reason,
    );
    // What lies over the resume in another language is read as well.
    refused(
        Test::new("json r.yaml -l zh -o r.zh.json")
            .file("r.yaml", ANN)
            .file("r.zh.json", "{\"basics\": {\"name\": \"安\"}}"),
        reason,
    );
    let photo = "basics: {name: Ann, image: ann.png}\ncvgen: {options: {photo: square}}\n";
    refused(Test::new("png r.yaml -o ann.png").file("r.yaml", photo).file("ann.png", PNG), reason);
    // A name that is made of the resume's own.
    let photo = photo.replace("ann.png", "r.png");
    refused(Test::new("png r.yaml").file("r.yaml", photo).file("r.png", PNG), reason);
    // Pictures that the theme does not print, of any language and kind.
    let pictures = "basics: {name: Ann, image: {en: in/ann.png, zh: in/an.PNG}}\n\
                    work: [{name: X, logo: in/x.svg}]\ncvgen: {closing: {signature: in/s.png}}\n";
    for picture in ["in/ann.png", "in/an.PNG", "in/x.svg", "in/s.png"] {
        let format = if picture.ends_with("svg") { "svg" } else { "png" };
        let test = Test::new(&format!("{format} r.yaml -o ./{picture}")).file("r.yaml", pictures);
        refused(test.file(picture, PNG), reason);
    }
}

/// As the shell opens it.
#[test]
fn standard_input_is_not_overwritten_either() {
    let made = Test::new("json r.json -o -").file("r.json", "{}").run();
    let resume = "{\"basics\": {\"name\": \"Ann\"}}";
    std::fs::write(made.path("r.json"), resume).expect("written");
    for (output, code) in [("r.json", 2), ("other.json", 0)] {
        let input = std::fs::File::open(made.path("r.json")).expect("a file");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cvgen"));
        command.args(["json", "-", "-o", output]).current_dir(made.path("")).stdin(input);
        let said = command.output().expect("the program runs");
        let stderr = String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(code), "{stderr}");
        assert_eq!(stderr.contains("`r.json` is read here"), code == 2, "{stderr}");
        assert_eq!(made.read("r.json"), resume.as_bytes());
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_what_is_read_is_not_written_through() {
    let linked = |link: fn(&std::path::Path, &std::path::Path)| {
        Test::new("pdf r.yaml -o out.pdf")
            .file("r.yaml", ANN)
            .with(|folder| link(&folder.join("r.yaml"), &folder.join("out.pdf")))
    };
    let symbolic = linked(|from, to| std::os::unix::fs::symlink(from, to).expect("linked"));
    refused(symbolic, "is not overwritten");
    let hard = linked(|from, to| std::fs::hard_link(from, to).expect("linked"));
    refused(hard, "is not overwritten");
}

#[test]
fn a_folder_with_the_resume_in_it_is_not_replaced() {
    let made = Test::new("typ r.yaml -o folder").file("r.yaml", ANN).success();
    // As a person does who goes on in that folder.
    std::fs::rename(made.path("r.yaml"), made.path("folder/r.yaml")).expect("moved");
    refused(made.then("typ folder/r.yaml -o folder"), "holds `folder/r.yaml`");
}

#[test]
fn the_photo_beside_a_source_may_be_the_one_that_is_there() {
    let resume = "basics: {name: Ann, image: photo.png}\ncvgen: {options: {photo: square}}\n";
    let made = Test::new("tex r.yaml --bundle").file("r.yaml", resume).file("photo.png", PNG);
    assert_eq!(made.success().read("photo.png"), PNG);
    // Another one is not replaced by it.
    let resume = resume.replace("photo.png", "in/ann.png");
    let made = Test::new("tex r.yaml --bundle -o r.tex").file("r.yaml", resume);
    let made = made.file("in/ann.png", PNG).success();
    assert_eq!(made.read("photo.png"), PNG);
}

/// Every pair of formats, and the endings of resumes.
#[test]
fn a_file_ends_as_its_format_does() {
    let endings =
        FORMATS.iter().map(|format| format.name).chain(["yaml", "yml", "toml", "jpg", "doc"]);
    for ending in endings {
        for format in FORMATS.iter().filter(|format| format.name != ending) {
            for ending in [ending.to_owned(), ending.to_uppercase()] {
                let words = format!("{} r -o out.{ending}", format.name);
                refused(Test::new(&words).file("r", ANN), "ends like");
            }
        }
    }
    let told = "error: `r.png` ends like PNG, and `pdf` writes PDF\n  \
                = hint: call it `r.pdf`\n  = hint: `cvgen png` writes PNG";
    Test::new("pdf r.yaml -o r.png").file("r.yaml", ANN).stderr(told).exits_with(2);
    let told = "error: `out/{stem}.svg` ends like SVG, and `pdf` writes PDF\n  \
                = hint: call it `out/{stem}.pdf`\n  = hint: `cvgen svg` writes SVG";
    Test::new("batch r.yaml -o o --pattern out/{stem}.svg")
        .file("r.yaml", ANN)
        .stderr(told)
        .exits_with(2);
    // Any other ending is the person's business, and case does not matter.
    for name in ["out", "out.final", "out.PDF", "out.v2.pdf", ".out"] {
        let finished = Test::new("pdf r.yaml -o").argument(name).file("r.yaml", ANN).success();
        assert!(finished.read(name).starts_with(b"%PDF-"), "{name}");
    }
}

#[test]
fn two_outputs_of_one_name_are_refused() {
    let resume = format!("{ANN}cvgen: {{variants: {{a/b: {{}}, a-b: {{}}}}}}\n");
    let test = Test::new("pdf r.yaml --variant all").file("r.yaml", resume);
    refused(test, "two outputs would be called `r-a-b.pdf`");
    let manifest =
        |name: &str| format!("name = \"{name}\"\ndescription = \"x\"\nextends = \"classic\"\n");
    let test = Test::new("pdf r.yaml -t ./a/mine,./b/mine").file("r.yaml", ANN);
    let test = test.file("a/mine/theme.toml", manifest("mine"));
    refused(test.file("b/mine/theme.toml", manifest("mine")), "two outputs would be called");
}

#[test]
fn every_command_makes_the_folders_it_writes_to() {
    for format in FORMATS {
        let words = format!("{} r.yaml -o new/folder/", format.name);
        let finished = Test::new(&words).file("r.yaml", ANN).success();
        let name = match format.shape {
            Shape::Folder => format!("new/folder/r-{}", format.name),
            // A folder of LaTeX is a project, in which the source is called alike.
            _ if format.name == "tex" => "new/folder/resume.tex".to_owned(),
            _ => format!("new/folder/r.{}", format.extension),
        };
        assert!(finished.path(&name).exists(), "{format}: {:?}", finished.names());
        // LaTeX asks whether a name without an ending is a folder.
        let ending = if format.name == "tex" { ".tex" } else { "" };
        let words = format!("{} r.yaml -o new/folder/out{ending}", format.name);
        let finished = Test::new(&words).file("r.yaml", ANN).success();
        assert!(finished.path(&format!("new/folder/out{ending}")).exists(), "{format}");
    }
    for (words, made) in [
        ("new new/folder/resume.yaml", "new/folder/resume.yaml"),
        ("theme new new/folder/mine", "new/folder/mine/theme.toml"),
        ("batch r.yaml -o new/folder", "new/folder/manifest.ndjson"),
    ] {
        let finished = Test::new(words).file("r.yaml", ANN).success();
        assert!(finished.path(made).is_file(), "{words}");
    }
}

#[test]
fn json_goes_where_the_others_do_if_a_place_is_named() {
    let finished = Test::new("json r.yaml").file("r.yaml", ANN).stderr("").success();
    assert!(finished.stdout.starts_with(b"{"));
    assert_eq!(finished.names(), ["r.yaml"]);
    let finished = Test::new("json r.yaml -l en,zh -o out/").file("r.yaml", ANN).success();
    assert!(finished.path("out/r-en.json").is_file() && finished.path("out/r-zh.json").is_file());
    Test::new("json r.yaml -t classic").file("r.yaml", ANN).exits_with(2).says("`--theme` means");
    // A broken theme of the resume's own does not matter to it.
    Test::new("json r.yaml").file("r.yaml", format!("{ANN}cvgen: {{theme: ./none}}\n")).success();
}

#[test]
fn a_batch_makes_every_format_and_never_reads_its_own_records() {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    let words = format!("batch r.yaml -o out -f {}", names.join(","));
    let finished = Test::new(&words).file("r.yaml", ANN).success();
    for format in FORMATS {
        let name = match format.shape {
            Shape::Folder => format!("out/r-classic-en-{}", format.name),
            _ => format!("out/r-classic-en.{}", format.extension),
        };
        assert!(finished.path(&name).exists(), "{name}: {:?}", finished.names());
    }
    let again = finished.then(&words).success();
    assert!(again.stderr.contains(&format!("0 made, {} unchanged", FORMATS.len())));
    // The folder of one batch is not an input of the next, nor is what lies in it by name.
    std::fs::write(again.path("out/ann.yaml"), ANN).expect("written");
    let next = again.then("batch out -o next --format svg").run();
    assert!(next.path("next/ann-classic-en.svg").is_file(), "{}", next.stderr);
    assert!(!next.stderr.contains("manifest.ndjson:"), "{}", next.stderr);
    next.then("batch out/manifest.ndjson -o third")
        .exits_with(1)
        .says("is the manifest of a batch, not resumes");
}

#[test]
fn a_batch_does_not_overwrite_what_it_reads() {
    let finished = Test::new("batch r.json --format json -o . --force --pattern {stem}.{ext}")
        .file("r.json", "{\"basics\": {\"name\": \"Ann\"}}")
        .exits_with(1);
    assert_eq!(finished.read("r.json"), b"{\"basics\": {\"name\": \"Ann\"}}");
}

/// Nor the photos of resumes, in whichever order they come, nor what nobody knows of.
#[test]
fn a_batch_does_not_overwrite_pictures_and_files_of_others() {
    let ann = "basics: {name: Ann, image: me.png}\n";
    let photo = |words: &str| Test::new(words).file("r.yaml", ann).file("me.png", PNG);
    for words in [
        "batch r.yaml -o . --force --pattern me.png",
        "batch r.yaml -o . --force --pattern {stem}.png",
    ] {
        let name = if words.ends_with("me.png") { "me.png" } else { "r.png" };
        let resume = ann.replace("me.png", name);
        let test = Test::new(&format!("{words} --format png --no-system-fonts"));
        let made = test.file("r.yaml", resume).file(name, PNG).exits_with(1);
        assert_eq!(made.read(name), PNG, "{words}");
        assert!(made.stderr.contains("is read here and is not overwritten"), "{}", made.stderr);
    }
    // The photo of the one that comes later.
    let made =
        photo("batch a.yaml r.yaml -o . --force --format png --pattern {n}e.png --no-system-fonts")
            .file("r.yaml", ann.replace("me", "1e"))
            .file("1e.png", PNG)
            .file("a.yaml", ANN)
            .exits_with(1)
            .says("`./1e.png` exists, and no batch has made it");
    assert_eq!(made.read("1e.png"), PNG);
    // What the manifest knows is made again, and what it does not know only by force.
    let made = Test::new("batch r.yaml -o out --no-system-fonts").file("r.yaml", ANN).success();
    let pdf = made.read("out/r-classic-en.pdf");
    let made = made.then("batch r.yaml b.yaml -o out --no-system-fonts");
    let made = made.file("r.yaml", ann).file("b.yaml", ANN).file("out/b-classic-en.pdf", "mine");
    let made = made.exits_with(1).says("`out/b-classic-en.pdf` exists, and no batch has made it");
    assert_eq!(made.read("out/b-classic-en.pdf"), b"mine");
    let made = made.then("batch b.yaml -o out --no-system-fonts --force").success();
    assert_eq!(made.read("out/b-classic-en.pdf"), pdf);
    // A run that was killed has written what it has not recorded: the same is not told.
    let made = made.then("batch b.yaml -o out --no-system-fonts").with(|folder| {
        std::fs::write(folder.join("out/manifest.ndjson"), cvgen::batch::HEADER).expect("written");
    });
    made.success().says("1 made");
}

#[test]
fn a_proof_does_not_overwrite_what_is_read() {
    let resume = "basics: {name: Ann, email: a@b.org, image: me.pdf.png}\n";
    let test = |proof: &str| {
        Test::new(&format!("check r.yaml --no-system-fonts --proof {proof}"))
            .file("r.yaml", resume)
            .file("me.pdf.png", PNG)
    };
    refused(test("me.pdf.png"), "ends like PNG");
    refused(test("r.yaml"), "ends like a resume");
    let linked = test("p.pdf").with(|folder| {
        std::fs::hard_link(folder.join("me.pdf.png"), folder.join("p.pdf")).expect("linked");
    });
    let made = linked.exits_with(1).says("is read here and is not overwritten");
    assert_eq!(made.read("me.pdf.png"), PNG);
}

/// `-o` takes a name as it is; only a batch fills braces in. A resume of one language was called `x-{lang}.json`.
#[test]
fn braces_in_a_name_are_told() {
    let two = "basics: {name: {en: Ann, zh: 安}}\n";
    for resume in [ANN, two] {
        for output in ["x-{lang}.json", "out/{theme}/", "{stem}-{n:03}.json"] {
            let words = format!("json r.yaml --lang all -o {output}");
            let told = refused(Test::new(&words).file("r.yaml", resume), "nothing is put into");
            assert_eq!(told.code, Some(2), "{output}");
            told.says("`cvgen batch` names outputs by a `--pattern`");
        }
    }
    Test::new("json r.yaml -o a{b}.json").file("r.yaml", ANN).success();
}

/// The commands of the README, and its words about batches, are those of the table.
#[test]
fn the_readme_names_every_format() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let help = String::from_utf8(Test::new("--help").success().stdout).expect("UTF-8");
    for format in FORMATS {
        let command = format!("\ncvgen {} [FILE] ", format.name);
        assert!(readme.contains(&command), "`{command}` is not in the README");
        assert!(help.contains(&format!("  {} ", format.name)) && help.contains(format.about));
        for setting in format.settings {
            let words = format!("{} --help", format.name);
            let help = Test::new(&words).success();
            let flag = format!("--{}", setting.name);
            assert!(String::from_utf8_lossy(&help.stdout).contains(&flag), "{flag}");
        }
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = Test::new("completions").argument(shell).success();
        let script = String::from_utf8_lossy(&script.stdout).into_owned();
        assert!(FORMATS.iter().all(|format| script.contains(format.name)), "{shell}");
    }
}
