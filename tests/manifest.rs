//! What a batch says of itself is true: its manifest, its answers, its plan.

use crate::batch::outputs;
use crate::harness::{Finished, Test, names};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

fn person(id: &str, name: &str) -> String {
    format!("{{\"x-id\":\"{id}\",\"basics\":{{\"name\":\"{name}\",\"email\":\"{id}\"}}}}\n")
}

fn records(finished: &Finished) -> Vec<Value> {
    let manifest = String::from_utf8(finished.read("out/manifest.ndjson")).expect("UTF-8");
    assert!(manifest.starts_with("{\"cvgen-manifest\":2}\n"));
    manifest.lines().skip(1).map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Output, state, id and line of each record.
fn told(finished: &Finished) -> Vec<String> {
    let word = |record: &Value, key: &str| match &record[key] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let keys = ["output", "state", "id", "line"];
    let record = |record: &Value| keys.map(|key| word(record, key)).join(" ");
    records(finished).iter().map(record).collect()
}

/// What an earlier version has made is made again, and that is said; its files are known as its own.
#[test]
fn a_manifest_of_an_earlier_version_is_told_and_all_is_made_again() {
    let words = "batch a.yaml -o out --no-system-fonts";
    let resume = "basics: {name: Ann Lee}\n";
    let old = "{\"cvgen-manifest\":1}\n\
        {\"output\":\"a-classic-en.pdf\",\"input\":\"../a.yaml\",\"hash\":\"00\",\"language\":\"en\",\
        \"theme\":\"classic\",\"files\":1,\"bytes\":4}\n";
    let test = Test::new(words).file("a.yaml", resume);
    let test = test.file("out/a-classic-en.pdf", "old.").file("out/manifest.ndjson", old);
    let made = test.success().says("1 made, 0 unchanged, 0 failed");
    let made =
        made.says("`out/manifest.ndjson` is of an earlier version of cvgen; all is made again");
    assert_eq!(told(&made), ["a-classic-en.pdf made - -"]);
    let made = made.then(words).success().says("0 made, 1 unchanged");
    assert!(!made.stderr.contains("earlier version"), "{}", made.stderr);
}

/// Whoever joins it with a list by line, or by id, finds the right person, whatever has moved.
#[test]
fn records_follow_their_rows() {
    let words = "batch p.ndjson -o out --no-system-fonts";
    let people = [person("a", "Ann"), person("b", "Bob"), person("c", "Cy")];
    let finished = Test::new(words).file("p.ndjson", people.concat()).success();
    let expected =
        ["a-classic-en.pdf made a 1", "b-classic-en.pdf made b 2", "c-classic-en.pdf made c 3"];
    assert_eq!(told(&finished), expected);
    // Moved, one changed, one gone.
    let moved = [person("b", "Bob"), "\n".into(), person("a", "Anna")].concat();
    let finished = finished.then(words).file("p.ndjson", moved).success();
    let finished = finished.says("1 made, 1 unchanged, 0 failed, 1 stale");
    let expected = [
        "b-classic-en.pdf unchanged b 1",
        "a-classic-en.pdf made a 3",
        "c-classic-en.pdf stale c 3",
    ];
    assert_eq!(told(&finished), expected);
    let problem = &records(&finished)[0]["problems"][0];
    assert_eq!((&problem["line"], &problem["path"]), (&1.into(), &"basics.email".into()));
    assert_eq!(records(&finished)[0]["n"], 1);
    // A row that cannot be read any more: nobody is told that its file is current.
    let broken = "{\"x-id\":\"b\",\"basics\":{\n".to_owned() + &person("a", "Anna");
    let finished =
        finished.then(&format!("{words} --prune")).file("p.ndjson", broken).exits_with(1);
    let finished =
        finished.says("nothing is pruned").says("0 made, 1 unchanged, 1 failed, 2 stale");
    let expected = [
        "- failed - 1",
        "a-classic-en.pdf unchanged a 2",
        "b-classic-en.pdf stale b 1",
        "c-classic-en.pdf stale c 3",
    ];
    assert_eq!(told(&finished), expected);
    assert_eq!(outputs(&finished).len(), 4);
    // Mended, and without what nobody makes any more.
    let mended = [person("a", "Anna"), person("b", "Bob")].concat();
    let finished = finished.then(&format!("{words} --prune")).file("p.ndjson", mended).success();
    let finished = finished.says("0 made, 2 unchanged, 0 failed, 1 pruned");
    let expected = ["a-classic-en.pdf unchanged a 1", "b-classic-en.pdf unchanged b 2"];
    assert_eq!(told(&finished), expected);
    assert_eq!(outputs(&finished), ["a-classic-en.pdf", "b-classic-en.pdf", "manifest.ndjson"]);
}

/// The file is still that of before, and is said to be.
#[test]
fn a_failure_takes_the_place_of_its_record() {
    let words = "batch a.yaml -o out -t modern --set photo=square --no-system-fonts --strict";
    let resume = "x-id: A7\nbasics: {name: Ann, image: me.svg}\n";
    let photo =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
    let finished = Test::new(words).file("a.yaml", resume).file("me.svg", photo).success();
    let made = records(&finished).remove(0);
    assert_eq!((&made["id"], &made["input"]), (&"A7".into(), &"../a.yaml".into()));
    let failed = finished.then(words).file("me.svg", "no picture").exits_with(1);
    let record = records(&failed).remove(0);
    assert_eq!((&record["state"], &record["hash"]), (&"failed".into(), &made["hash"]));
    assert_eq!(record["files"], made["files"]);
    assert_eq!(record["problems"][0]["path"], "basics.image");
    // As it was: the file that is there is the right one.
    let finished = failed.then(words).file("me.svg", photo).success().says("1 unchanged");
    assert_eq!(records(&finished)[0]["state"], "unchanged");
}

/// By a judge who knows nothing of cvgen.
#[test]
fn the_hash_of_a_file_is_that_of_its_bytes() {
    let finished = Test::new("batch a.yaml -o out -f pdf,svg,typ --no-system-fonts")
        .file("a.yaml", "basics: {name: Ann}")
        .success();
    let mut list = String::new();
    for record in records(&finished) {
        for file in record["files"].as_array().expect("files") {
            let (path, sum) = (file["path"].as_str(), file["sha256"].as_str());
            let line = [sum.expect("a hash"), "  ", path.expect("a path"), "\n"];
            list.extend(line);
            let size = finished.read(&format!("out/{}", path.expect("a path"))).len();
            assert_eq!(file["bytes"], size);
        }
    }
    assert!(list.lines().count() > 5, "{list}");
    std::fs::write(finished.path("out/sums"), list).expect("written");
    let mut judge = Command::new("sha256sum");
    judge.args(["--check", "--quiet", "sums"]).current_dir(finished.path("out"));
    match judge.output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(_) => crate::judges::missing("sha256sum"),
    }
}

/// A manifest and answers of all kinds, by the schema that `cvgen schema --results` prints.
#[test]
fn everything_that_is_said_is_as_the_schema_has_it() {
    let people = [person("a", "Ann"), "{\"x-id\":\"b\",\n".into(), person("c", "Cy")].concat();
    let words = "batch p.ndjson -o out --no-system-fonts -l en,zh";
    let finished = Test::new(words).file("p.ndjson", &people).exits_with(1);
    let finished = finished.then(words).file("p.ndjson", person("a", "Ann")).success();
    let manifest = String::from_utf8(finished.read("out/manifest.ndjson")).expect("UTF-8");
    let test = Test::new("batch - --inline --no-system-fonts")
        .input("{\"ping\":7}\n".to_owned() + &people)
        .exits_with(1);
    let answers = String::from_utf8(test.stdout).expect("UTF-8");
    assert!(answers.contains("{\"ping\":7,\"ok\":true,"), "{answers}");
    let lines: serde_json::Map<String, Value> = manifest
        .lines()
        .chain(answers.lines())
        .enumerate()
        .map(|(number, line)| (number.to_string(), serde_json::from_str(line).expect("JSON")))
        .collect();
    assert!(lines.len() >= 8, "{lines:?}");
    let schema = finished.then("schema --results").success().stdout;
    if let Some(refused) = crate::schema::refused_by(&schema, &Value::from(lines)) {
        assert_eq!(refused, "");
    }
    let odd = serde_json::json!({"odd": {"state": "lost"}});
    if let Some(refused) = crate::schema::refused_by(&schema, &odd) {
        assert!(refused.contains("odd"), "the schema takes everything");
    }
}

#[test]
fn a_plan_names_outputs_and_clashes_and_makes_nothing() {
    let people: String =
        (0..12).map(|n| person(&format!("p{}", n % 10), &format!("P{n}"))).collect();
    let finished = Test::new("batch d.ndjson -o out --dry-run --no-system-fonts -f pdf,svg")
        .file("d.ndjson", people)
        .exits_with(1)
        .says("`p0-classic-en.pdf` is already taken by `d.ndjson:1`, with the same id `p0`\n --> d.ndjson:11")
        .says("12 resumes, 20 outputs to make, 4 clashes, 0 that cannot be read; nothing is made");
    let plan = String::from_utf8(finished.stdout.clone()).expect("UTF-8");
    assert_eq!(plan.lines().count(), 20);
    let first = "p0-classic-en.pdf\td.ndjson:1\np0-classic-en.svg\td.ndjson:1\n";
    assert!(plan.starts_with(first), "{plan}");
    assert_eq!(finished.names(), ["d.ndjson"]);
    let made = finished.then("batch d.ndjson -o out --no-system-fonts").exits_with(1);
    let taken =
        "d.ndjson:12  `p1-classic-en.pdf` is already taken by `d.ndjson:2`, with the same id `p1`";
    made.says(taken).says("10 made, 0 unchanged, 2 failed");
}

#[test]
fn names_may_hold_ids_and_numbers() {
    let people = [person("ab-1", "Ann"), person("ac-2", "Bob"), person("ac-3", "Cy")].concat();
    let words = "batch p.ndjson -o out --no-system-fonts --pattern {id:2}/{n:03}-{id}.{ext}";
    let finished = Test::new(words).file("p.ndjson", people).success();
    assert_eq!(outputs(&finished), ["ab", "ac", "manifest.ndjson"]);
    assert_eq!(names(&finished.path("out/ac")), ["002-ac-2.pdf", "003-ac-3.pdf"]);
    let yaml = finished.then("batch a.yaml -o out2 --no-system-fonts --pattern {id}.{ext}");
    let yaml = yaml.file("a.yaml", "x-id: 0017\nbasics: {name: Ann}\n").success();
    assert_eq!(names(&yaml.path("out2")), ["0017.pdf", "manifest.ndjson"]);
}

/// One that stays open answers whatever comes, and ends when it is told to.
#[cfg(unix)]
#[test]
fn a_worker_kept_open_answers_and_ends() {
    let mut worker = Command::new(env!("CARGO_BIN_EXE_cvgen"))
        .args(["batch", "-", "--inline", "--no-system-fonts", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = worker.stdin.take().expect("its input");
    let mut answers = BufReader::new(worker.stdout.take().expect("its output")).lines();
    let mut ask = |line: &str| -> Value {
        writeln!(input, "{}", line.trim_end()).expect("it reads");
        serde_json::from_str(&answers.next().expect("an answer").expect("UTF-8")).expect("JSON")
    };
    assert_eq!(ask("{\"ping\":1}")["ping"], 1);
    for name in ["Ann", "Ann, corrected", "Ann, corrected again"] {
        let answer = ask(&person("CA-1000", name));
        assert_eq!((&answer["ok"], &answer["id"]), (&true.into(), &"CA-1000".into()), "{answer}");
    }
    let answer = ask("{\"x-id\":\"CA-1\",\"work\":7}");
    assert_eq!((&answer["ok"], &answer["id"]), (&false.into(), &"CA-1".into()), "{answer}");
    assert_eq!(ask("{\"ping\":\"still there?\"}")["ping"], "still there?");
    let id = worker.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    // One of them has failed.
    assert_eq!(worker.wait().expect("it ends").code(), Some(1));
    drop(input);
    let test = Test::new("batch - --inline --no-system-fonts");
    let ended = test.input(person("a", "A") + "{\"end\":1}\nx\n").success();
    assert_eq!(String::from_utf8(ended.stdout).expect("UTF-8").lines().count(), 1);
}

/// A pipe is read once.
#[cfg(unix)]
#[test]
fn resumes_may_come_through_a_named_pipe() {
    let test = Test::new("batch p.ndjson -o out --no-system-fonts").with(|folder| {
        let pipe = folder.join("p.ndjson");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let people = [person("a", "Ann"), person("b", "Bob")].concat();
        std::thread::spawn(move || std::fs::write(pipe, people));
    });
    assert_eq!(outputs(&test.success()).len(), 3);
    // One in the place of the manifest is not waited for.
    let test =
        Test::new("batch a.yaml -o out").file("a.yaml", "basics: {name: A}").with(|folder| {
            std::fs::create_dir(folder.join("out")).expect("a folder");
            let pipe = folder.join("out/manifest.ndjson");
            assert!(Command::new("mkfifo").arg(pipe).status().expect("mkfifo").success());
        });
    test.exits_with(1).says("`out/manifest.ndjson` is not a regular file");
}

/// Whoever sends the answers to a disk that is full is told.
#[cfg(target_os = "linux")]
#[test]
fn answers_that_cannot_be_written_are_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let mut worker = Command::new(env!("CARGO_BIN_EXE_cvgen"))
        .args(["batch", "-", "--inline", "--no-system-fonts"])
        .stdin(Stdio::piped())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = worker.stdin.take().expect("its input");
    input.write_all(person("a", "A").as_bytes()).expect("it reads");
    drop(input);
    let output = worker.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("standard output could not be written: the disk is full"), "{said}");
}
