//! Many resumes at once: nothing is lost, nothing is made twice, and one bad resume harms no other.

use crate::harness::{Finished, Test, names};
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

pub(crate) const ANN: &str = "basics: {name: Ann}\nwork: [{name: Acme, startDate: 2019}]\n";
const BOB: &str = "basics: {name: {en: Bob, zh: 鲍勃}}\nwork: [{name: {en: Bolt, zh: 螺栓}}]\n";
const BAD: &str = "basics: {name: Cy}\nwork: [{name: A, highlights: {a: 1}}]\n";

pub(crate) fn people(words: &str) -> Test {
    Test::new(words)
        .file("people/ann.yaml", ANN)
        .file("people/bad.yaml", BAD)
        .file("people/bob.yaml", BOB)
        .file(
            "people/lines.ndjson",
            "{\"basics\":{\"name\":\"L1\"}}\n\n{\"basics\":{\"name\":\"L3\"}}\n",
        )
}

/// So many resumes, a line each.
pub(crate) fn lines(count: usize) -> String {
    let line = |n| format!("{{\"basics\":{{\"name\":\"P{n}\"}}}}");
    (1..=count).map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn outputs(finished: &Finished) -> Vec<String> {
    names(&finished.path("out"))
}

#[test]
fn one_bad_resume_stops_no_other() {
    let finished = people("batch people -o out --lang all --jobs 2")
        .stderr(
            "
error: `highlights` must be a list of texts, found a map
 --> people/bad.yaml:2:30
  |
2 | work: [{name: A, highlights: {a: 1}}]
  |                              ^^^^^^
  |
  = hint: write each text on its own line, beginning with `- `

failed:
  people/bad.yaml:2:30  `highlights` must be a list of texts, found a map
5 made, 0 unchanged, 1 failed, 0 warnings; …",
        )
        .exits_with(1);
    assert!(finished.stdout.is_empty());
    let expected = [
        "ann-classic-en.pdf",
        "bob-classic-en.pdf",
        "bob-classic-zh.pdf",
        "lines-1-classic-en.pdf",
        "lines-3-classic-en.pdf",
        "manifest.ndjson",
    ];
    assert_eq!(outputs(&finished), expected);
}

#[test]
fn the_first_failure_may_end_it() {
    let finished = people("batch people -o out --fail-fast --jobs 1").exits_with(1);
    assert_eq!(outputs(&finished), ["ann-classic-en.pdf", "manifest.ndjson"]);
    finished.says("stopped after 2 of 5 resumes; the same command goes on from there");
}

#[test]
fn a_product_of_everything_is_made() {
    let finished =
        Test::new("batch a.yaml b.yaml -o out -t compact,classic -l en,zh -f pdf,svg,typ")
            .file("a.yaml", ANN)
            .file("b.yaml", BOB)
            .success()
            .says("24 made, 0 unchanged, 0 failed");
    assert_eq!(outputs(&finished).len(), 25);
    assert!(finished.path("out/a-compact-zh-typ/main.typ").is_file());
}

/// Two people with variants, one without.
fn tailored(words: &str) -> Test {
    let with = "basics: {name: Ann, email: a@b.example, profiles: [{network: GitHub, username: ann}]}
work:
  - {name: Acme, tags: [x], highlights: [One, Two, Three]}
  - {name: Bolt, tags: [y], endDate: 2001}
cvgen: {variants: {one: {tags: [x], label: Number one, theme: compact, pages: 1}, two/b: {tags: [y]}}}
";
    let other =
        "basics: {name: Bob}\nwork: [{name: Core}]\ncvgen: {variants: {one: {hide: [email]}}}\n";
    Test::new(words).file("ann.yaml", with).file("bob.yaml", other).file("cy.yaml", ANN)
}

#[test]
fn variants_are_a_dimension_of_the_product() {
    let finished = tailored("batch ann.yaml bob.yaml cy.yaml -o out -V all -l en,de").success();
    let finished = finished.says("8 made, 0 unchanged, 0 failed");
    let expected = [
        "ann-one-compact-de.pdf",
        "ann-one-compact-en.pdf",
        "ann-two-b-classic-de.pdf",
        "ann-two-b-classic-en.pdf",
        "bob-one-classic-de.pdf",
        "bob-one-classic-en.pdf",
        "cy-classic-de.pdf",
        "cy-classic-en.pdf",
        "manifest.ndjson",
    ];
    assert_eq!(outputs(&finished), expected);
    let manifest = String::from_utf8(finished.read("out/manifest.ndjson")).expect("UTF-8");
    assert_eq!(manifest.matches("\"variant\":\"one\"").count(), 4, "{manifest}");
    // The same as a single printing, and known the next time.
    let single = tailored("pdf ann.yaml -V one -o one.pdf").success();
    assert!(single.read("one.pdf") == finished.read("out/ann-one-compact-en.pdf"));
    let finished =
        finished.then("batch ann.yaml bob.yaml cy.yaml -o out -V all -l en,de").success();
    let finished = finished.says("0 made, 8 unchanged");
    let text = String::from_utf8(finished.read("ann.yaml")).expect("UTF-8");
    let finished = finished
        .then("batch ann.yaml -o out -V one,two/b -l en")
        .file("ann.yaml", text.replace("Number one", "Number 1"))
        .success();
    finished.says("2 made, 0 unchanged");
}

#[test]
fn a_variant_that_a_resume_lacks_is_the_failure_of_that_output() {
    let finished = tailored("batch ann.yaml bob.yaml cy.yaml -o out -V two/b,one --quiet")
        .exits_with(1)
        .says("bob.yaml  there is no variant `two/b`")
        .says("cy.yaml   there is no variant `one`");
    let expected = [
        "ann-one-compact-en.pdf",
        "ann-two-b-classic-en.pdf",
        "bob-one-classic-en.pdf",
        "manifest.ndjson",
    ];
    assert_eq!(outputs(&finished), expected);
    let pattern = "batch ann.yaml -o out2 --pattern {stem}-{theme}.{ext} -V";
    let finished = finished.then(pattern).argument("one,two/b").exits_with(2);
    let finished = finished.says("put `{variant}` into it");
    // Told apart by their themes, and not.
    let finished = finished.then(pattern).argument("all").success();
    let twins = finished.then("batch ann.yaml -o out3 --pattern {stem}.{ext} -V all").exits_with(1);
    twins
        .says("two outputs of this resume are called `ann.pdf`")
        .says("1 made, 0 unchanged, 1 failed");
}

#[test]
fn what_is_cut_away_is_part_of_what_an_output_is_made_of() {
    let flags =
        ["", "--tag x", "--since 2010", "--max-highlights 1", "--hide email,github", "--pages 1"];
    let mut finished = tailored("batch none.yaml -o out").exits_with(1);
    for flag in flags {
        let words = format!("batch ann.yaml cy.yaml -o out {flag}");
        finished = finished.then(&words).success().says("2 made, 0 unchanged");
        finished = finished.then(&words).success().says("0 made, 2 unchanged");
    }
    // A tag of others is a warning, a typing error in what is to be hidden a failure.
    let finished = finished.then("batch cy.yaml -o out --tag x").success();
    let finished = finished.says("cy.yaml  nothing has the tag `x`");
    let finished = finished.then("batch cy.yaml -o out --hide emial").exits_with(1);
    let finished = finished.says("there is no `emial` to hide");
    finished.then("batch cy.yaml -o out --since soon").exits_with(2);
}

#[test]
fn a_second_run_makes_what_changed_and_nothing_else() {
    let command = "batch a.yaml b.yaml -o out";
    let finished = Test::new(command).file("a.yaml", ANN).file("b.yaml", BOB).success();
    let first = finished.read("out/a-classic-en.pdf");
    let finished =
        finished.then(command).stderr("0 made, 2 unchanged, 0 failed, 0 warnings; …").success();
    let changed = finished.then(command).file("b.yaml", BOB.replace("Bolt", "Nut")).success();
    let changed = changed.says("1 made, 1 unchanged");
    let damaged = changed.then(command).file("out/a-classic-en.pdf", "half").success();
    let damaged = damaged.says("1 made, 1 unchanged");
    assert_eq!(damaged.read("out/a-classic-en.pdf"), first);
    let forced =
        damaged.then("batch a.yaml b.yaml -o out --force").success().says("2 made, 0 unchanged");
    forced
        .then("batch a.yaml b.yaml -o out --set accent=navy")
        .success()
        .says("2 made, 0 unchanged");
}

#[test]
fn a_changed_photo_makes_a_changed_document() {
    let photo =
        std::fs::read(crate::harness::root().join("examples/photo.png")).expect("the photo");
    let resume = "basics: {name: Ann, image: me.png}\n";
    let command = "batch a.yaml -o out -t modern --set photo=round";
    let finished = Test::new(command).file("a.yaml", resume).file("me.png", &photo).success();
    let finished = finished.then(command).success().says("0 made, 1 unchanged");
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";
    finished.then(command).file("me.png", svg).success().says("1 made, 0 unchanged");
}

#[test]
fn names_that_clash_are_found_and_the_first_one_keeps_it() {
    let finished = Test::new("batch a b -o out --pattern {stem}.{ext}")
        .file("a/cv.yaml", ANN)
        .file("b/CV.yaml", BOB)
        .exits_with(1)
        .says("this one is not made\n --> b/CV.yaml\n  = hint: tell them apart in `--pattern`")
        .says("b/CV.yaml  `CV.pdf` is already taken by `a/cv.yaml`; this one is not made")
        .says("1 made, 0 unchanged, 1 failed");
    assert_eq!(outputs(&finished), ["cv.pdf", "manifest.ndjson"]);
    let apart = finished.then("batch a b -o out2 --pattern {folder}/{name}.{ext}").success();
    assert_eq!(names(&apart.path("out2")), ["a", "b", "manifest.ndjson"]);
    let twins = apart.then("batch b -l all -o out3 --pattern {stem}.{ext}").exits_with(1);
    assert_eq!(names(&twins.path("out3")), ["CV.pdf", "manifest.ndjson"]);
    twins.says("two outputs of this resume are called `CV.pdf`");
}

#[test]
fn names_lead_nowhere_else() {
    let line = |name: &str| format!("{}\n", serde_json::json!({"basics": {"name": name}}));
    let wicked = [
        "../../up",
        "/etc/passwd",
        "..",
        "a\\..\\b",
        "nul",
        "CON.x",
        ".hidden",
        "a\u{202e}fdp.exe",
        "b\u{0}c\nd",
        "",
        "Łucja",
        &"长".repeat(300),
        "-rf",
        "x:y*?",
        " trailing. ",
    ];
    let lines: String = wicked.iter().map(|name| line(name)).collect();
    let finished = Test::new("batch in.ndjson -o out/deep --pattern {name}.{ext}")
        .file("in.ndjson", lines)
        .exits_with(1);
    let made = names(&finished.path("out/deep"));
    assert_eq!(names(&finished.path("out")), ["deep"]);
    assert_eq!(finished.names(), ["in.ndjson", "out"]);
    let long = "长".repeat(40) + ".pdf";
    let mut expected = vec![
        "_CON.x.pdf",
        "_nul.pdf",
        "a-..-b.pdf",
        "afdp.exe.pdf",
        "bc d.pdf",
        "etc-passwd.pdf",
        "hidden.pdf",
        "manifest.ndjson",
        "resume.pdf",
        "rf.pdf",
        "trailing.pdf",
        "up.pdf",
        "x-y.pdf",
        "Łucja.pdf",
        &long,
    ];
    expected.sort_unstable();
    assert_eq!(made, expected);
    // `..` and the empty name are both no name.
    finished.says("1 failed");
}

#[test]
fn a_pattern_stays_in_the_folder() {
    for pattern in
        ["../{stem}", "/{stem}", "a//{stem}", "{stem}/..", "C:{stem}", "{steam}", "{stem", "a}b"]
    {
        let finished =
            Test::new("batch a.yaml -o out --pattern").argument(pattern).file("a.yaml", ANN);
        let finished = finished.exits_with(2);
        assert_eq!(finished.names(), ["a.yaml"], "{pattern}");
    }
    // `{n}` would be a new line there.
    let help = String::from_utf8(Test::new("batch --help").success().stdout).expect("UTF-8");
    assert!(
        help.split_whitespace().collect::<Vec<_>>().join(" ").contains("number, `n` in braces")
    );
    let test = Test::new("batch a.yaml -o out -t compact,classic --pattern {stem}.{ext}")
        .file("a.yaml", ANN);
    test.exits_with(2).says("put `{theme}` into it");
}

#[test]
fn parts_together_are_the_whole() {
    let lines = lines(7);
    let mut finished = Test::new("batch in.ndjson -o whole").file("in.ndjson", lines).success();
    let whole = finished.path("whole");
    let whole: BTreeSet<_> = names(&whole).into_iter().collect();
    for (part, made) in
        [("1/3", "3 made"), ("2/3", "2 made"), ("3/3", "2 made"), ("2/3", "0 made, 2 unchanged")]
    {
        let words = format!("batch in.ndjson -o out --shard {part}");
        finished = finished.then(&words).success().says(made);
    }
    let parts: BTreeSet<_> =
        outputs(&finished).into_iter().filter(|name| !name.starts_with("manifest")).collect();
    assert!(parts.iter().all(|name| whole.contains(name)));
    assert_eq!(parts.len(), 7);
    // What the parts have recorded is known to the whole.
    finished = finished.then("batch in.ndjson -o out").success().says("0 made, 7 unchanged");
    for shard in ["0/3", "4/3", "1", "a/b", "1/0"] {
        finished = finished.then("batch in.ndjson -o out --shard").argument(shard).exits_with(2);
    }
}

#[test]
fn a_folder_of_other_things_is_left_alone() {
    let alien = Test::new("batch a.yaml -o out").file("a.yaml", ANN).file("out/thesis.pdf", "mine");
    let finished =
        alien.exits_with(1).says("`out` holds things that no batch has made, such as `thesis.pdf`");
    assert_eq!(outputs(&finished), ["thesis.pdf"]);
    let forced = finished.then("batch a.yaml -o out --force").success();
    assert_eq!(forced.read("out/thesis.pdf"), b"mine");
    forced.then("batch a.yaml -o a.yaml").exits_with(1).says("`a.yaml` is a file, not a folder");
}

#[test]
fn what_another_run_has_made_of_another_resume_is_kept() {
    let finished =
        Test::new("batch a/cv.yaml -o out").file("a/cv.yaml", ANN).file("b/cv.yaml", BOB).success();
    let first = finished.read("out/cv-classic-en.pdf");
    let finished = finished.then("batch b/cv.yaml -o out").exits_with(1);
    assert_eq!(finished.read("out/cv-classic-en.pdf"), first);
    let finished =
        finished.says("`cv-classic-en.pdf` was made of another resume by an earlier run");
    let finished = finished.then("batch b/cv.yaml -o out --force").success();
    assert_ne!(finished.read("out/cv-classic-en.pdf"), first);
}

#[test]
fn two_batches_do_not_work_in_one_folder() {
    let finished = Test::new("batch a.yaml -o out").file("a.yaml", ANN).success();
    let manifest = std::fs::File::open(finished.path("out/manifest.ndjson")).expect("the manifest");
    manifest.lock().expect("a lock");
    finished.then("batch a.yaml -o out").exits_with(1).says("another batch is at work in `out`");
}

#[test]
fn what_names_nothing_is_said_and_the_rest_goes_on() {
    let finished = Test::new("batch nothing.yaml x*.yaml empty a.yaml -o out")
        .file("a.yaml", ANN)
        .with(|folder| std::fs::create_dir(folder.join("empty")).expect("a folder"))
        .exits_with(1)
        .says("nothing.yaml  `nothing.yaml` does not exist")
        .says("x*.yaml       `x*.yaml` matches nothing")
        .says("empty         `empty` holds no resume")
        .says("1 made, 0 unchanged, 3 failed");
    assert_eq!(outputs(&finished), ["a-classic-en.pdf", "manifest.ndjson"]);
}

#[test]
fn files_folders_patterns_and_lines_mix_and_none_is_taken_twice() {
    people("batch people/ann.yaml people people/*.yaml people/lines.ndjson - -o out")
        .argument("--quiet")
        .input("{\"x-id\":\"emp 7\",\"basics\":{\"name\":\"S\"}}\n")
        .exits_with(1)
        .then("batch people -o out")
        .exits_with(1)
        .says("0 made, 4 unchanged, 1 failed");
}

#[test]
fn a_worker_answers_line_by_line() {
    let lines = "{\"x-id\":7,\"basics\":{\"name\":\"A\"}}\n{\"bas\n";
    let finished = Test::new("batch - -o out --jobs 1").input(lines).exits_with(1);
    let answers = answers(&finished);
    assert_eq!(answers[0]["ok"], true);
    assert_eq!(answers[0]["outputs"][0]["path"], "7-classic-en.pdf");
    assert_eq!(answers[0]["outputs"][0]["state"], "made");
    assert_eq!(
        (&answers[1]["ok"], &answers[1]["n"], &answers[1]["line"]),
        (&false.into(), &2.into(), &2.into())
    );
    assert_eq!(answers[1]["problems"][0]["rule"], "syntax");
    assert_eq!((&answers[0]["id"], &answers[1]["id"]), (&"7".into(), &serde_json::Value::Null));
    assert_eq!(outputs(&finished), ["7-classic-en.pdf"]);
    let pdf = finished.read("out/7-classic-en.pdf");
    let inline = finished.then("batch - --inline --jobs 1").input(lines).exits_with(1);
    let file = self::answers(&inline)[0]["outputs"][0]["files"][0].clone();
    assert_eq!(file["path"], "7-classic-en.pdf");
    assert_eq!(file["data"].as_str().map(str::len), Some(pdf.len().div_ceil(3) * 4));
    Test::new("batch a.yaml --inline").file("a.yaml", ANN).exits_with(2);
}

fn answers(finished: &Finished) -> Vec<serde_json::Value> {
    let stdout = String::from_utf8(finished.stdout.clone()).expect("UTF-8");
    stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_language_without_a_name_is_called_by_its_tag() {
    let finished = Test::new("batch b.yaml -o out -l xx").file("b.yaml", BOB).success();
    let finished = finished.says("the resume is not written in `xx`, only in `en`, `zh`");
    let finished = finished.then("batch b.yaml -o out -l fr").success();
    finished.says("the resume is not written in Français (`fr`), only in `en`, `zh`");
}

/// Whoever started it has gone away: the rest is not made for nobody.
#[cfg(unix)]
#[test]
fn a_worker_that_nobody_listens_to_stops() {
    let mut worker = Command::new(env!("CARGO_BIN_EXE_cvgen"))
        .args(["batch", "-", "--inline", "--jobs", "1", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(worker.stdout.take());
    let input = lines(50);
    worker.stdin.take().expect("its input").write_all(input.as_bytes()).expect("it reads");
    let output = worker.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(said, "nobody reads the answers; stopped after 1 resume\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn warnings_may_be_failures() {
    let odd = "basics: {name: Ann, nam: x}\n";
    let finished = Test::new("batch a.yaml -o out").file("a.yaml", odd).success();
    let finished = finished.says("a.yaml:1:21  unknown key `nam`").says("1 warning;");
    let manifest = String::from_utf8(finished.read("out/manifest.ndjson")).expect("UTF-8");
    let place = "\"path\":\"basics.nam\",\"file\":\"a.yaml\",\"line\":1,\"column\":21";
    assert!(manifest.contains(place), "{manifest}");
    finished
        .then("batch a.yaml -o out2 --strict")
        .exits_with(1)
        .says("0 made, 0 unchanged, 1 failed");
}

/// Every source lies in one folder with all others: it needs a photo that is not another's.
#[test]
fn the_photos_of_latex_sources_lie_beside_them() {
    let photo =
        std::fs::read(crate::harness::root().join("examples/photo.png")).expect("the photo");
    let another = crate::pages::grey(&photo);
    let resume = |name| format!("basics: {{name: {name}, image: me.png}}\n");
    let command = "batch a b -o out -t modern --set photo=round -f tex --pattern {name}.{ext}";
    let finished = Test::new(command)
        .file("a/cv.yaml", resume("Ann"))
        .file("a/me.png", &photo)
        .file("b/cv.yaml", resume("Bob"))
        .file("b/me.png", &another)
        .success();
    let names = outputs(&finished);
    let photos: Vec<_> = names.iter().filter(|name| name.starts_with("photo-")).collect();
    assert_eq!((names.len(), photos.len()), (5, 2), "{names:?}");
    for (source, bytes) in [("Ann", photo.len()), ("Bob", another.len())] {
        let source = String::from_utf8(finished.read(&format!("out/{source}.tex"))).expect("UTF-8");
        let own = photos.iter().find(|name| source.contains(**name)).expect("its photo");
        assert_eq!(finished.read(&format!("out/{own}")).len(), bytes);
    }
    let finished = finished.then(command).success().says("0 made, 2 unchanged");
    // One that is gone is laid there again, and nothing else.
    let gone = finished.path("out").join(photos[0]);
    std::fs::remove_file(&gone).expect("removed");
    let finished = finished.then(command).success().says("1 made, 1 unchanged");
    assert!(gone.is_file());
    finished.then(command).success().says("0 made, 2 unchanged");
    let inline = Test::new("batch - --inline -f typ,tex").input("{\"basics\": {\"name\": \"A\"}}");
    let answer = answers(&inline.success())[0]["outputs"].clone();
    assert_eq!(
        answer[0]["files"][0]["path"].as_str().map(|path| path.contains("-typ/")),
        Some(true)
    );
    assert_eq!(answer[1]["files"][0]["path"], "stdin-1-classic-en.tex");
}

/// The photo and the theme's files in it among them.
#[test]
fn every_file_of_a_folder_must_be_there_to_be_unchanged() {
    let photo =
        std::fs::read(crate::harness::root().join("examples/photo.png")).expect("the photo");
    let command = "batch a.yaml b.yaml -o out -t modern --set photo=round -f typ";
    let finished = Test::new(command)
        .file("a.yaml", "basics: {name: Ann, image: me.png}")
        .file("b.yaml", BOB)
        .file("me.png", &photo)
        .success();
    let mut finished = finished.then(command).success().says("0 made, 2 unchanged");
    for name in ["theme/resume.typ", "assets/photo.png", "main.typ"] {
        let gone = finished.path("out/a-modern-en-typ").join(name);
        std::fs::remove_file(&gone).unwrap_or_else(|error| panic!("{name}: {error}"));
        finished = finished.then(command).success().says("1 made, 1 unchanged");
        assert!(gone.is_file(), "{name}");
    }
}

/// A worker is told which lines it has: then places, names and photos are those of the file.
#[test]
fn a_worker_that_knows_its_lines_answers_as_for_the_file() {
    let photo =
        std::fs::read(crate::harness::root().join("examples/photo.png")).expect("the photo");
    let line = "{\"basics\":{\"name\":\"A\",\"image\":\"me.png\",\"nam\":1}}";
    let words = "batch - -o out -t modern --set photo=round --as in/people.ndjson:401";
    let finished = Test::new(words)
        .file("in/me.png", &photo)
        .input(format!("{line}\n\n{{\"basics\":\n"))
        .exits_with(1);
    assert_eq!(outputs(&finished), ["people-401-modern-en.pdf"]);
    let answers = answers(&finished);
    let of = |line: usize| answers.iter().find(|answer| answer["line"] == line).expect("a line");
    let problem = &of(401)["problems"][0];
    assert_eq!((&problem["file"], &problem["line"]), (&"in/people.ndjson".into(), &401.into()));
    assert_eq!((&problem["column"], &problem["path"]), (&40.into(), &"basics.nam".into()));
    assert_eq!(of(403)["ok"], false);
    for (words, said) in [
        ("batch a.yaml -o out --as p.ndjson:1", "`--as` is for a worker"),
        ("batch - -o out --as p.ndjson", "`--as p.ndjson` is not a line of a file"),
        ("batch - -o out --as p.ndjson:0", "is not a line of a file"),
        ("batch - -o out --as p.ndjson:1 --pattern {n}.{ext}", "`--pattern` has `{n}`"),
    ] {
        Test::new(words).exits_with(2).says(said);
    }
}

#[test]
fn pages_that_are_no_more_are_taken_away() {
    let jobs: Vec<_> = (0..80).map(|n| format!("- {{name: Job {n}, summary: Text}}")).collect();
    let long = format!("basics: {{name: Ann}}\nwork:\n{}\n", jobs.join("\n"));
    let command = "batch a.yaml -o out -f svg";
    let finished = Test::new(command).file("a.yaml", long).success();
    assert!(
        outputs(&finished).contains(&"a-classic-en-2.svg".to_owned()),
        "{:?}",
        outputs(&finished)
    );
    let finished = finished.then(command).file("a.yaml", ANN).success();
    assert_eq!(outputs(&finished), ["a-classic-en.svg", "manifest.ndjson"]);
}

#[test]
fn a_second_file_says_the_same_in_another_language() {
    let first = "
basics: {name: Ann Li, label: Engineer, email: a@b.example}
work:
  - {name: Acme, position: Programmer, startDate: 2019, highlights: [Wrote it, Ran it]}
  - {name: Bolt, position: Tester, startDate: 2017}
";
    let second = "
basics: {name: 李安, label: 工程师}
work:
  - {startDate: 2017, name: 螺栓}
  - {name: 极致, position: 程序员, highlights: [写, 跑]}
";
    let finished = Test::new("pdf cv.yaml -l all -t classic")
        .file("cv.yaml", first)
        .file("cv.zh.yaml", second)
        .stderr(
            "
cv-en.pdf: 1 page, …
warning: no `zh` version of this text; printed in `en`
 --> cv.yaml:5:28
  |
5 |   - {name: Bolt, position: Tester, startDate: 2017}
  |                            ^^^^^^
  |
  = hint: add `zh: …`

cv-zh.pdf: 1 page, …",
        )
        .success();
    let text = |name: &str| crate::judges::poppler(&finished.path(name), &["-raw"]);
    let (Some(en), Some(zh)) = (text("cv-en.pdf"), text("cv-zh.pdf")) else { return };
    for word in ["Ann Li", "Engineer", "Acme", "Programmer", "Wrote it", "Bolt", "Tester"] {
        assert!(en.contains(word), "{word}\n{en}");
    }
    for word in ["李安", "工程师", "a@b.example", "极致", "程序员", "写", "跑", "螺栓", "Tester"]
    {
        assert!(zh.contains(word), "{word}\n{zh}");
    }
    assert!(!zh.contains("Acme") && !zh.contains("Programmer") && !en.contains('李'), "{zh}");
    let batch = finished.then("batch . -o out -l all").success();
    assert_eq!(outputs(&batch), ["cv-classic-en.pdf", "cv-classic-zh.pdf", "manifest.ndjson"]);
    let batch = batch.says("cv.yaml:5:28  no `zh` version of this text; printed in `en`");
    batch
        .then("batch *.yaml -o out -l all")
        .file("cv.zh.yaml", "basics: {name: 安}")
        .success()
        .says("2 made, 0 unchanged");
}

#[test]
fn every_text_without_a_translation_is_listed() {
    let resume = "basics: {name: {en: Ann, zh: 安}, label: {en: Engineer}, summary: {en: Words}}
work: [{name: {en: Acme, zh: 极致}, position: {en: Dev}, highlights: {en: [One]}}]
";
    let places = ["cv.yaml:1:41", "cv.yaml:1:66", "cv.yaml:2:45", "cv.yaml:2:68"];
    let check = Test::new("check cv.yaml -l zh").file("cv.yaml", resume).run();
    let found = String::from_utf8_lossy(&check.stdout).matches("[missing-translation]").count();
    assert_eq!(found, places.len());
    let mut finished = check.then("batch cv.yaml -o out -l all -t classic,compact").success();
    for place in places {
        finished = finished.says(&format!("{place}  no `zh` version of this text"));
    }
    let again = finished.says("4 made, 0 unchanged, 0 failed, 4 warnings");
    let again = again.then("batch cv.yaml -o out -l all -t classic,compact").success();
    let again = again.says("warnings about what is unchanged are in `out/manifest.ndjson`");
    let manifest = String::from_utf8(again.read("out/manifest.ndjson")).expect("UTF-8");
    assert_eq!(manifest.matches("\"missing-translation\"").count(), 2 * places.len());
}

#[test]
fn a_second_file_must_fit_the_first() {
    let first = "basics: {name: Ann}\nwork: [{name: A, keep: true}]\ncvgen: {theme: classic, languages: [en]}\n";
    let misfit = "basics: [x]\nwork: [{name: {first: B}, keep: false}]\ncvgen: {theme: modern}\n";
    Test::new("pdf cv.yaml -l zh")
        .file("cv.yaml", first)
        .file("cv.zh.yaml", misfit)
        .exits_with(1)
        .says("cv.zh.yaml:1:10")
        .says("`basics` is a text here, and a map in the first file")
        .says("`name` is a map here, and a text in the first file")
        .says("`keep` is the same in every language")
        .says("`cvgen.theme` is not a text");
    Test::new("pdf cv.yaml")
        .file("cv.yaml", "basics: {name: 李}\n")
        .file("cv.en.yaml", "basics: {name: Li}\n")
        .exits_with(1)
        .says("`cv.yaml` does not say in which language it is, if not in `en`");
    // Neither a language nor a first file: resumes of their own.
    let finished =
        Test::new("batch . -o out").file("cv.old.yaml", ANN).file("x.zh.yaml", ANN).success();
    assert_eq!(
        outputs(&finished),
        ["cv.old-classic-en.pdf", "manifest.ndjson", "x.zh-classic-zh.pdf"]
    );
}
