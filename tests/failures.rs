//! What can go wrong outside the resume: one clear diagnostic, and older outputs stay as they were.

use crate::harness::{Finished, Test};
use std::path::Path;

const ANN: &str = "basics: {name: Ann, image: photo.png}\n";

/// One diagnostic with a hint, and the older output as it was.
fn keeps_the_old(test: Test, code: i32, message: &str) -> Finished {
    let finished = test.file("r.pdf", "the old one").exits_with(code).says(message);
    let diagnostics = finished.stderr.lines().filter(|line| line.starts_with("error: ")).count();
    assert_eq!(diagnostics, 1, "{}", finished.stderr);
    // What Typst has to say about a theme's program has its own words.
    let has_remedy = ["hint: ", ".typ:"].iter().any(|words| finished.stderr.contains(words));
    assert!(has_remedy, "{}", finished.stderr);
    assert_eq!(finished.read("r.pdf"), b"the old one");
    finished
}

#[test]
fn what_is_named_and_cannot_be_used() {
    let plain = "basics: {name: Ann}\n";
    keeps_the_old(Test::new("pdf no.yaml"), 1, "`no.yaml` does not exist").says("hint: ");
    keeps_the_old(Test::new("pdf in").file("in/x", ""), 1, "`in` is a folder");
    keeps_the_old(
        Test::new("pdf r.yaml -t clasic").file("r.yaml", plain),
        1,
        "did you mean `classic`",
    );
    keeps_the_old(
        Test::new("pdf r.yaml -t ./no").file("r.yaml", plain),
        1,
        "`./no` does not exist",
    );
    keeps_the_old(
        Test::new("pdf r.yaml -s papr=a4").file("r.yaml", plain),
        1,
        "did you mean `paper`",
    );
    keeps_the_old(Test::new("pdf r.yaml -s paper=a9").file("r.yaml", plain), 1, "a4");
    keeps_the_old(Test::new("pdf r.yaml -s accent=blurple").file("r.yaml", plain), 1, "accent");
    keeps_the_old(Test::new("pdf r.yaml --font-path no.ttf").file("r.yaml", plain), 1, "no.ttf");
    keeps_the_old(
        Test::new("pdf r.yaml -o no/r.pdf").file("r.yaml", plain).file("no", ""),
        1,
        "`no` is a file, not a folder",
    );
    Test::new("pdf r.yaml -o dir").file("r.yaml", plain).file("dir/x", "").success();
    keeps_the_old(Test::new("pdf r.yaml -t ./r.yaml").file("r.yaml", plain), 1, "is not a folder");
    keeps_the_old(
        Test::new("pdf r.yaml --font-path /dev/zero").file("r.yaml", plain),
        1,
        "neither a file nor a folder",
    );
    keeps_the_old(Test::new("pdf /dev/zero -o r.pdf"), 1, "too large");
    keeps_the_old(Test::new("pdf r.yaml -l 12").file("r.yaml", plain), 2, "is not a language");
}

#[test]
fn themes_that_are_broken() {
    let manifest = "name = \"mine\"\ndescription = \"x\"\nextends = \"classic\"\n";
    let theme = |files: &[(&str, &str)]| {
        let test = Test::new("pdf r.yaml -t ./mine").file("r.yaml", "basics: {name: Ann}\n");
        files.iter().fold(test, |test, (name, text)| test.file(&format!("mine/{name}"), text))
    };
    keeps_the_old(
        theme(&[]).with(|root| std::fs::create_dir(root.join("mine")).expect("made")),
        1,
        "theme.toml",
    );
    keeps_the_old(theme(&[("theme.toml", "name = ")]), 1, "mine/theme.toml:1:");
    keeps_the_old(
        theme(&[("theme.toml", manifest), ("resume.typ", "#let resume(doc) = doc.nothing\n")]),
        1,
        "mine/resume.typ:1:",
    );
    keeps_the_old(
        theme(&[
            ("theme.toml", manifest),
            ("resume.typ", "#let resume(doc) = read(\"/etc/passwd\")\n"),
        ]),
        1,
        "mine/resume.typ:1:",
    );
    keeps_the_old(
        theme(&[
            ("theme.toml", manifest),
            ("resume.typ", "#let resume(doc) = { while true {} }\n"),
        ]),
        1,
        "mine/resume.typ:1:",
    );
    keeps_the_old(theme(&[("theme.toml", &manifest.replace("classic", "other"))]), 1, "other");
    let cycle = Test::new("pdf r.yaml -t one")
        .file("r.yaml", "basics: {name: Ann}\n")
        .file("themes/one/theme.toml", manifest.replace("classic", "two"))
        .file("themes/two/theme.toml", manifest.replace("classic", "one"));
    keeps_the_old(cycle, 1, "extends");
}

/// A photo that cannot be used is told at its place, and nothing is printed.
#[test]
fn photos_that_cannot_be_used() {
    // The page is made without it, and nothing is where warnings are errors.
    let told = |test: fn() -> Test, prepare: &dyn Fn(Test) -> Test, message: &str| {
        let made = prepare(test()).file("r.yaml", ANN).success().says(message).says("hint: ");
        assert!(
            made.stderr.contains("warning: ") && made.stderr.contains("r.yaml:1:28"),
            "{}",
            made.stderr
        );
        let strict = prepare(test().argument("--strict")).file("r.yaml", ANN);
        keeps_the_old(strict, 1, message);
    };
    let modern: fn() -> Test = || Test::new("pdf r.yaml -t modern -s photo=round");
    told(modern, &|test| test, "does not exist");
    told(modern, &|test| test.file("photo.png", "text"), "photo.png");
    told(modern, &|test| test.file("photo.png", claimed_png(100_000, 100_000)), "100000");
    told(modern, &|test| test.file("photo.png", claimed_png(10, 10)), "photo.png");
    let folder = |root: &Path| std::fs::create_dir(root.join("photo.png")).expect("made");
    told(modern, &|test| test.with(folder), "regular file");
    let external = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>";
    told(modern, &|test| test.file("photo.png", external), "photo.png");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        for outside in ["/etc/hostname", "/dev/zero"] {
            let link = |root: &Path| symlink(outside, root.join("photo.png")).expect("linked");
            told(modern, &|test| test.with(link), "outside");
        }
        let fifo = |root: &Path| {
            let made = std::process::Command::new("mkfifo").arg(root.join("photo.png")).status();
            assert!(made.is_ok_and(|status| status.success()));
        };
        told(modern, &|test| test.with(fifo), "regular file");
    }
}

/// A PNG file that says it is `width` × `height` pixels and ends there.
fn claimed_png(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png.extend(b"\x08\x02\0\0\0\0\0\0\0");
    png
}

#[test]
fn links_that_may_not_be_followed_are_text() {
    let resume = "basics: {name: Ann, url: 'javascript:alert(1)', profiles: [{network: X, url: 'file:///etc/passwd'}]}\n";
    let finished = Test::new("pdf r.yaml").file("r.yaml", resume).success();
    assert_eq!(finished.stderr.matches("warning: ").count(), 2, "{}", finished.stderr);
    let pdf = finished.read("r.pdf");
    let pdf = String::from_utf8_lossy(&pdf);
    assert!(!pdf.contains("(javascript:") && !pdf.contains("(file:"));
}

#[cfg(target_os = "linux")]
#[test]
fn places_that_cannot_be_written() {
    let plain = "basics: {name: Ann}\n";
    Test::new("pdf r.yaml -o /dev/full")
        .file("r.yaml", plain)
        .exits_with(3)
        .says("the disk is full");
    Test::new("pdf r.yaml -o /proc/r.pdf")
        .file("r.yaml", plain)
        .exits_with(1)
        .says("no file can be made there");
    Test::new("pdf r.yaml -o /dev/null").file("r.yaml", plain).success();
    let finished = Test::new("pdf r.yaml")
        .file("r.yaml", plain)
        .file("r.pdf", "old")
        .with(|root| {
            let file = std::fs::File::open(root.join("r.pdf")).expect("opened");
            let mut permissions = file.metadata().expect("metadata").permissions();
            permissions.set_readonly(true);
            file.set_permissions(permissions).expect("set");
        })
        .exits_with(3);
    assert_eq!(finished.read("r.pdf"), b"old");
    finished.says("may not be written");
}

/// What a killed or failed run leaves behind is nothing.
#[test]
fn nothing_is_left_behind() {
    let finished = Test::new("pdf r.yaml").file("r.yaml", "basics: {name: Ann}\n").success();
    assert_eq!(finished.names(), ["r.pdf", "r.yaml"]);
    let finished =
        Test::new("typ r.yaml -t no -o no/x").file("r.yaml", "basics: {name: Ann}\n").exits_with(1);
    assert_eq!(finished.names(), ["r.yaml"]);
}
