//! Batches in trouble: killed, interrupted, with bad input, on a full disk. Nothing is lost, nothing is
//! half-written.

use crate::batch::{ANN, lines, outputs, people};
use crate::harness::{Test, names};
use cvgen::batch::HEADER;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn a_line_that_is_cut_or_endless_harms_no_other() {
    let mut lines = "{\"basics\":{\"name\":\"A\"}}\n{\"basics\":{\"na\n".to_owned();
    lines.push_str(&"x".repeat(5 << 20));
    lines.push_str("\n{\"basics\":{\"name\":\"D\"}}\n\u{feff}\n{\"basics\":{\"name\":\"F\"");
    let finished = Test::new("batch in.ndjson -o out --quiet")
        .file("in.ndjson", lines)
        .exits_with(1)
        .says("in.ndjson:2:")
        .says("in.ndjson:3     the line is longer than 4 MiB")
        .says("in.ndjson:6:");
    let expected = ["in-1-classic-en.pdf", "in-4-classic-en.pdf", "manifest.ndjson"];
    assert_eq!(outputs(&finished), expected);
}

/// The line is a hole in a file, and takes no room on the disk; memory has none for it either.
#[cfg(target_os = "linux")]
#[test]
fn a_line_of_a_gigabyte_is_passed_over() {
    let name = |name| format!("{{\"basics\":{{\"name\":\"{name}\"}}}}\n");
    let test = Test::new("").with(|folder| {
        let mut file = std::fs::File::create(folder.join("in.ndjson")).expect("a file");
        file.write_all(name("A").as_bytes()).expect("written");
        file.seek(SeekFrom::Current(1 << 30)).expect("a hole");
        file.write_all(format!("\n{}", name("C")).as_bytes()).expect("written");
    });
    let program = env!("CARGO_BIN_EXE_cvgen");
    let words = "batch in.ndjson -o out --jobs 1 --quiet --no-system-fonts";
    let output = Command::new("bash")
        .args(["-c", &format!("ulimit -v 700000; exec '{program}' {words}")])
        .current_dir(test.folder())
        .output()
        .expect("bash runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("in.ndjson:2  the line is longer than 4 MiB"), "{stderr}");
    let expected = ["in-1-classic-en.pdf", "in-3-classic-en.pdf", "manifest.ndjson"];
    assert_eq!(names(&test.folder().join("out")), expected);
}

/// `/dev/full` is a disk that is full for one file.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_the_rest_is_made() {
    let link = |folder: &Path| folder.join("out/b-classic-en.pdf");
    let words = "batch a.yaml b.yaml c.yaml -o out --jobs 1";
    let finished = Test::new(&format!("{words} --force"))
        .file("a.yaml", ANN)
        .file("b.yaml", ANN)
        .file("c.yaml", ANN)
        .with(|folder| {
            std::fs::create_dir(folder.join("out")).expect("a folder");
            std::os::unix::fs::symlink("/dev/full", link(folder)).expect("a link");
        })
        .exits_with(3)
        .says("b.yaml  `out/b-classic-en.pdf` could not be written: the disk is full")
        .says("2 made, 0 unchanged, 1 failed");
    let test = finished.then(words).with(|folder| {
        std::fs::remove_file(link(folder)).expect("removed");
    });
    let finished = test.success().says("1 made, 2 unchanged, 0 failed");
    assert_whole(&finished.path("out"));
}

/// A disk that is full for all that comes: no use in typesetting the rest.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_stays_full_ends_it_and_the_next_run_makes_the_rest() {
    let link = |folder: &Path, n| folder.join(format!("out/in-{n}-classic-en.pdf"));
    let words = "batch in.ndjson -o out --jobs 1";
    let finished = Test::new(&format!("{words} --force"))
        .file("in.ndjson", lines(40))
        .with(|folder| {
            std::fs::create_dir(folder.join("out")).expect("a folder");
            for n in 3..=40 {
                std::os::unix::fs::symlink("/dev/full", link(folder, n)).expect("a link");
            }
        })
        .exits_with(3)
        .says("in.ndjson:5  `out/in-5-classic-en.pdf` could not be written: the disk is full")
        .says("2 made, 0 unchanged, 3 failed")
        .says(
            "the disk is full; stopped after 5 of 40 resumes; the same command goes on from there",
        );
    let test = finished.then(words).with(|folder| {
        (3..=40).for_each(|n| std::fs::remove_file(link(folder, n)).expect("removed"));
    });
    let finished = test.success().says("38 made, 2 unchanged, 0 failed");
    assert_whole(&finished.path("out"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_made() {
    let finished = Test::new("batch people -o out --quiet")
        .file("people/a.yaml", ANN)
        .file("people/latin.yaml", b"basics: {name: Jos\xe9}\n")
        .file("people/empty.yaml", "")
        .file("people/large.yaml", "#".repeat(5 << 20))
        .with(|folder| {
            let link = |to: &str, name: &str| {
                std::os::unix::fs::symlink(to, folder.join("people").join(name)).expect("a link");
            };
            link("nowhere", "dangling.yaml");
            link("circle.yaml", "circle.yaml");
            std::fs::create_dir(folder.join("people/folder.yaml")).expect("a folder");
        })
        .exits_with(1)
        .says("people/latin.yaml:1:19  the text is not UTF-8")
        .says("people/empty.yaml       `people/empty.yaml` says nothing")
        .says("people/large.yaml       `people/large.yaml` is larger than 4 MiB");
    assert_eq!(outputs(&finished), ["a-classic-en.pdf", "manifest.ndjson"]);
    let named = finished.then("batch people/a.yaml people/dangling.yaml people/circle.yaml -o out");
    let named = named.exits_with(1);
    let named = named.says("people/dangling.yaml  `people/dangling.yaml` does not exist");
    named.says("people/circle.yaml    `people/circle.yaml` cannot be read: ").says("1 unchanged");
}

#[test]
fn a_run_that_was_killed_goes_on() {
    let command = "batch people -o out --lang all";
    let finished = people(command).exits_with(1);
    let manifest = String::from_utf8(finished.read("out/manifest.ndjson")).expect("UTF-8");
    // Killed while it wrote its third record, and another file.
    let made = |line: &&str| line.contains("\"state\":\"made\"");
    let records: Vec<_> = manifest.lines().filter(made).collect();
    let cut = format!("{HEADER}{}\n{}\n{}", records[0], records[1], &records[2][..30]);
    let finished = finished
        .then(command)
        .file("out/manifest.ndjson", cut)
        .file("out/.cvgen-worker-7-abc123.tmp", "of a worker, which may be at work")
        .file("out/.cvgen-batch-7-abc123.tmp", "half a file")
        .file("out/.cvgen-notes", "mine")
        .file("out/sub/.cvgen-batch-7-abc123.tmp", "where no batch has made anything")
        .exits_with(1)
        .says("3 made, 2 unchanged, 1 failed");
    let hidden: Vec<_> =
        outputs(&finished).into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [".cvgen-notes", ".cvgen-worker-7-abc123.tmp"]);
    assert!(finished.path("out/sub/.cvgen-batch-7-abc123.tmp").is_file());
    let repaired = String::from_utf8(finished.read("out/manifest.ndjson")).expect("UTF-8");
    // Those that were made, and the one that failed.
    assert_eq!(repaired.lines().count(), 7);
    for line in repaired.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("every line is JSON");
    }
    finished.then(command).exits_with(1).says("0 made, 5 unchanged, 1 failed");
}

#[cfg(unix)]
#[test]
fn a_part_takes_away_what_it_has_left_behind_and_nothing_of_the_others() {
    let left = [
        ".cvgen-batch-1-of-2-7-aaaaaa.tmp",
        ".cvgen-batch-2-of-2-7-bbbbbb.tmp",
        "sub/.cvgen-batch-2-of-2-7-cccccc.tmp",
    ];
    let whole = ".cvgen-batch-7-dddddd.tmp";
    let words = "batch in.ndjson -o out --shard 2/2 --pattern sub/{stem}.{ext}";
    let finished = Test::new(words).file("in.ndjson", lines(2)).success();
    let mut test = finished.then(words);
    test = test.file("out/manifest-1-of-2.ndjson", "").file(&format!("out/{whole}"), "half");
    for name in left {
        test = test.file(&format!("out/{name}"), "half a file");
    }
    let finished = test.success();
    let is_there = |name: &str| finished.path("out").join(name).exists();
    assert_eq!(left.map(is_there), [true, false, false]);
    assert!(is_there(whole));
    // The first part is at work: the whole leaves it alone. Then it is not.
    let first = std::fs::File::open(finished.path("out/manifest-1-of-2.ndjson")).expect("there");
    first.lock().expect("locked");
    let finished = finished.then("batch in.ndjson -o out").success();
    let is_there = |name: &str| finished.path("out").join(name).exists();
    assert_eq!([left[0], whole].map(is_there), [true, false]);
    drop(first);
    let finished = finished.then("batch in.ndjson -o out").success();
    assert!(!finished.path("out").join(left[0]).exists());
}

#[cfg(unix)]
#[test]
fn an_interrupt_finishes_what_is_in_hand_and_the_next_run_the_rest() {
    let lines = lines(400);
    let finished = Test::new("batch missing.ndjson -o out").file("in.ndjson", lines).exits_with(1);
    let folder = finished.path("out");
    let child = Command::new(env!("CARGO_BIN_EXE_cvgen"))
        .args(["batch", "in.ndjson", "-o", "out"])
        .current_dir(finished.path(""))
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let start = Instant::now();
    while names(&folder).len() < 4 && start.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    let output = child.wait_with_output().expect("the program ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("of 400 resumes; the same command goes on from there"), "{stderr}");
    assert_whole(&folder);
    let made = names(&folder).len() - 1;
    assert!(made < 400, "{made}");
    let rest = finished.then("batch in.ndjson -o out").success();
    let rest = rest.says(&format!("{} made, {made} unchanged, 0 failed", 400 - made));
    assert_eq!(outputs(&rest).len(), 401);
}

fn is_pdf(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "pdf")
}

/// Every file in `folder` is a complete PDF, but for the manifest, and nothing is left half-written.
fn assert_whole(folder: &Path) {
    for name in names(folder).iter().filter(|name| *name != "manifest.ndjson") {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        assert!(bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF"), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_run_killed_at_any_point_goes_on_and_everything_is_whole() {
    let lines = lines(60);
    let mut finished =
        Test::new("batch missing.ndjson -o out").file("in.ndjson", lines).exits_with(1);
    for delay in [20, 80, 150, 300] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cvgen"))
            .args(["batch", "in.ndjson", "-o", "out", "--quiet"])
            .current_dir(finished.path(""))
            .spawn()
            .expect("the program runs");
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        for name in names(&finished.path("out")).iter().filter(|name| is_pdf(name)) {
            let bytes = finished.read(&format!("out/{name}"));
            assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{name}");
        }
    }
    finished = finished.then("batch in.ndjson -o out").success();
    assert_eq!(outputs(&finished).len(), 61);
    finished.then("batch in.ndjson -o out").success().says("0 made, 60 unchanged");
}

/// A table, an archive or a list is told as what it is, once, however it is named.
#[test]
fn what_is_no_resume_is_told_as_what_it_is() {
    let table = "id,name,email\n1,Ann,a@example.org\n2,Bob,b@example.org\n";
    let large = table.repeat(100_000);
    let archive =
        b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0f\0\0\0xl/workbook.xml ";
    let cases: [(&str, &[u8], &str); 9] = [
        ("people.csv", table.as_bytes(), "is a table (CSV)"),
        ("people.ndjson", table.as_bytes(), "is a table (CSV)"),
        ("large.csv", large.as_bytes(), "is a table (CSV)"),
        ("people.tsv", b"id\tname\n", "is a table (CSV)"),
        ("people.xlsx", archive, "is a spreadsheet (Excel)"),
        ("people.jsonl", archive, "is a spreadsheet (Excel)"),
        ("people.ndjson.gz", b"\x1f\x8b\x08\0\n\n\n", "is a compressed file (gzip)"),
        ("list.ndjson", b"[\n{\"basics\": {\"name\": \"Ann\"}},\n{}\n]\n", "is a list in JSON"),
        ("one.jsonl", b"{\n  \"basics\": {\"name\": \"Ann\"}\n}\n", "is JSON of several lines"),
    ];
    for (name, bytes, what) in cases {
        let test = Test::new(&format!("batch {name} -o out")).file(name, bytes);
        let finished = test.exits_with(1).says(&format!("`{name}` {what}")).says("1 failed");
        assert_eq!(finished.stderr.matches("error: ").count(), 1, "{}", finished.stderr);
        let finished = Test::new("batch people -o out").file(&format!("people/{name}"), bytes);
        finished.exits_with(1).says(&format!("{name}` {what}")).says("1 failed");
    }
    // Lines of another kind harm no other line.
    let line = "{\"basics\": {\"name\": \"Ann\"}}\nbasics: {name: Bob}\n";
    let finished = Test::new("batch people.ndjson -o out").file("people.ndjson", line);
    finished
        .exits_with(1)
        .says("people.ndjson:2:1  a line holds one resume in JSON")
        .says("1 made");
    // Beside resumes it is a warning.
    let finished = Test::new("batch people -o out")
        .file("people/a.yaml", ANN)
        .file("people/b.csv", table)
        .file("people/c.csv", table)
        .success();
    finished
        .says("warning: `people/b.csv` is a table (CSV)")
        .says("2 such files in `people` are passed over")
        .says("1 made");
}

#[test]
fn an_empty_input_is_told() {
    for (name, content) in [("e.ndjson", ""), ("e.jsonl", "\n \r\n"), ("e.ndjson", "\u{feff}")] {
        let finished = Test::new(&format!("batch {name} a.yaml -o out"))
            .file(name, content)
            .file("a.yaml", ANN)
            .exits_with(1);
        finished.says(&format!("`{name}` holds no resume")).says("1 made, 0 unchanged, 1 failed");
    }
    for input in ["", "\n\n"] {
        for words in ["batch - -o out", "batch - --inline"] {
            let finished = Test::new(words).input(input).exits_with(1);
            assert!(finished.stdout.is_empty());
            finished.says("`<stdin>` holds no resume");
        }
    }
    // A worker that was asked something and then ended has done what it should.
    Test::new("batch - --inline").input("{\"ping\": 1}\n").success();
    Test::new("batch - --inline").input("{\"end\": 1}\n").success();
    // So has a part that nothing falls to.
    let test = Test::new("batch a.yaml -o out --shard 2/2").file("a.yaml", ANN);
    test.success().says("0 made, 0 unchanged, 0 failed");
}
