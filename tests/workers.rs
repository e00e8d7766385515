//! Documents that would end, stall or swell the program: the worker that makes one is ended, its document
//! is an error that says why, and all others are made.

use crate::harness::{Finished, Test, names};
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const MANIFEST: &str = "description = \"x\"\nextends = \"classic\"\n";

/// Resumes, a line each; some have an id, and some a theme.
fn people(count: usize, odd: &[(usize, &str)]) -> String {
    let line = |n: usize| {
        let own = odd.iter().find(|(at, _)| *at == n).map(|(_, own)| format!(",{own}"));
        format!("{{\"basics\":{{\"name\":\"P{n}\"}}{}}}\n", own.unwrap_or_default())
    };
    (1..=count).map(line).collect()
}

fn theme(test: Test, name: &str, body: &str) -> Test {
    let program = format!("#let resume(doc) = {{ {body} }}\n");
    test.file(&format!("{name}/theme.toml"), format!("name = \"{name}\"\n{MANIFEST}"))
        .file(&format!("{name}/resume.typ"), program)
}

fn records(finished: &Finished, manifest: &str) -> Vec<serde_json::Value> {
    let manifest = String::from_utf8(finished.read(manifest)).expect("UTF-8");
    manifest.lines().skip(1).map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn pdfs(finished: &Finished, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let names = names(&finished.path(folder));
    let names = names.into_iter().filter(|name| !name.starts_with("manifest"));
    names.map(|name| (name.clone(), finished.read(&format!("{folder}/{name}")))).collect()
}

/// Forty documents, six of them poison: one aborts, one never ends, one swells, one fills its stack, one
/// panics, one has two thousand pages.
#[cfg(target_os = "linux")]
#[test]
fn poison_harms_no_other() {
    let odd = [
        (3, "\"x-id\":\"poison-abort\""),
        (7, "\"cvgen\":{\"theme\":\"./endless\"}"),
        (11, "\"cvgen\":{\"theme\":\"./large\"}"),
        (18, "\"x-id\":\"poison-stack\""),
        (25, "\"x-id\":\"poison-panic\""),
        (33, "\"cvgen\":{\"theme\":\"./long\"}"),
    ];
    let without: Vec<_> = odd.iter().map(|(n, _)| *n).collect();
    let healthy: String = people(40, &[])
        .lines()
        .enumerate()
        .map(
            |(index, line)| {
                if without.contains(&(index + 1)) { "\n".into() } else { format!("{line}\n") }
            },
        )
        .collect();
    let words = "batch in.ndjson --no-system-fonts --time-limit 2 --memory-limit 512M -o";
    let test = Test::new(&format!("{words} alone")).file("in.ndjson", healthy);
    let test = theme(test, "endless", "for i in range(1000000) { for j in range(1000000) {} }");
    let test = theme(test, "large", "let s = \"a\" * 8000000000; s");
    let test = theme(test, "long", "for i in range(1999) { [x]; pagebreak() }");
    let mut finished = test.success().says("34 made");
    for jobs in [1, 3] {
        let words = format!("{words} out{jobs} --jobs {jobs}");
        finished = finished
            .then(&words)
            .file("in.ndjson", people(40, &odd))
            .environment("CVGEN_TEST_POISON", "1")
            .exits_with(1)
            .says("34 made, 0 unchanged, 6 failed")
            .says("in.ndjson:7   it took longer than 2 seconds and was ended")
            .says("in.ndjson:11  it needs more memory than 512 MiB and was ended")
            .says("in.ndjson:18  the program failed: its stack was full")
            .says("in.ndjson:25  the program failed: stopped at src/")
            .says(
                "without your resume; or with one in which every name, address and text is made up",
            )
            .says("in.ndjson:33  it fills 2000 pages, and at most 500 are taken");
        assert!(
            finished.stderr.contains("in.ndjson:3   the program failed: "),
            "{}",
            finished.stderr
        );
        assert!(pdfs(&finished, "alone") == pdfs(&finished, &format!("out{jobs}")), "other bytes");
        let records = records(&finished, &format!("out{jobs}/manifest.ndjson"));
        let failed: Vec<_> = records.iter().filter(|record| record["state"] == "failed").collect();
        let lines: Vec<_> = failed.iter().filter_map(|record| record["line"].as_u64()).collect();
        assert_eq!(lines, [3, 7, 11, 18, 25, 33]);
        assert_eq!(failed[1]["problems"][0]["rule"], "limit");
        assert_eq!(failed[1]["output"], "in-7-endless-en.pdf");
        assert_eq!(failed[5]["problems"][0]["rule"], "limit");
    }
    // However many make them, the manifest says the same.
    assert_eq!(finished.read("out1/manifest.ndjson"), finished.read("out3/manifest.ndjson"));
}

/// What a theme does to one language of a resume is not done to the other ones.
#[test]
fn other_outputs_of_the_same_resume_are_made() {
    let test =
        Test::new("batch r.yaml -o out -l en,de,fr -t ./odd,compact --time-limit 1 --jobs 1");
    let test = test.file("r.yaml", "basics: {name: Ann}\n");
    let body = "if doc.language.tag == \"de\" { while true { for i in range(1000000) {} } }; [x]";
    let finished = theme(test, "odd", body).exits_with(1).says("5 made, 0 unchanged, 1 failed");
    let made = pdfs(&finished, "out");
    let expected = [
        "r-compact-de.pdf",
        "r-compact-en.pdf",
        "r-compact-fr.pdf",
        "r-odd-en.pdf",
        "r-odd-fr.pdf",
    ];
    assert_eq!(made.keys().collect::<Vec<_>>(), expected);
    let records = records(&finished, "out/manifest.ndjson");
    let failed: Vec<_> = records.iter().filter(|record| record["state"] == "failed").collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(
        (&failed[0]["output"], &failed[0]["theme"]),
        (&"r-odd-de.pdf".into(), &"odd".into())
    );
}

/// The ids of the processes that `parent` has started.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let list = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children"));
    let threads = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let lists =
        threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let all: Vec<String> = list.into_iter().chain(lists).collect();
    let mut ids: Vec<u32> = all
        .iter()
        .flat_map(|list| list.split_whitespace())
        .filter_map(|id| id.parse().ok())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[cfg(target_os = "linux")]
fn kill(signal: &str, id: u32) {
    let _ = Command::new("kill").args([signal, &id.to_string()]).stderr(Stdio::null()).status();
}

#[cfg(target_os = "linux")]
fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whoever kills workers at any moment loses nothing: some times, or 200 under `tests/run --all`.
#[cfg(target_os = "linux")]
#[test]
fn killed_workers_are_replaced_and_nothing_is_lost() {
    let (count, least) =
        if std::env::var_os("CVGEN_ALL").is_some() { (4_000, 200) } else { (150, 4) };
    let test = Test::new("batch in.ndjson -o alone").file("in.ndjson", people(count, &[]));
    let finished = test.success();
    let leader = Command::new(env!("CARGO_BIN_EXE_cvgen"))
        .args(["batch", "in.ndjson", "-o", "out", "--jobs", "2"])
        .current_dir(finished.path(""))
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let id = leader.id();
    let output = std::thread::scope(|scope| {
        // One at a time, at moments of all kinds, each after something more was made.
        let folder = finished.path("out");
        let killer = scope.spawn(move || {
            let count = || std::fs::read_dir(&folder).map_or(0, Iterator::count);
            let (mut killed, mut made) = (0, 0);
            let proc = format!("/proc/{id}/task/{id}/children");
            while std::path::Path::new(&proc).exists() {
                if count() > made + 1
                    && let Some(worker) = children(id).get(killed % 2)
                {
                    std::thread::sleep(Duration::from_millis(7 * (killed as u64 % 11)));
                    made = count();
                    kill("-KILL", *worker);
                    killed += 1;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            killed
        });
        let output = leader.wait_with_output().expect("it ends");
        let count_of_kills = killer.join().expect("it ends");
        println!("{count_of_kills} workers killed");
        assert!(count_of_kills >= least, "{count_of_kills} workers killed");
        output
    });
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stderr.contains(&format!("{count} made, 0 unchanged, 0 failed")), "{stderr}");
    assert!(pdfs(&finished, "alone") == pdfs(&finished, "out"));
    assert_eq!(finished.read("alone/manifest.ndjson"), finished.read("out/manifest.ndjson"));
    assert_eq!(names(&finished.path("out")).len(), count + 1, "something is left behind");
}

/// Amid a document that never ends.
#[cfg(target_os = "linux")]
#[test]
fn no_worker_outlives_its_leader() {
    let test = Test::new("batch in.ndjson -o out").file("in.ndjson", people(2, &[]));
    let body = "while true { for i in range(1000000) {} }";
    let finished = theme(test, "endless", body).success();
    let mut leader = Command::new(env!("CARGO_BIN_EXE_cvgen"))
        .args(["batch", "in.ndjson", "-o", "out2", "-t", "./endless", "--jobs", "2"])
        .current_dir(finished.path(""))
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    wait_for("two workers begin", || children(leader.id()).len() == 2);
    let workers = children(leader.id());
    std::thread::sleep(Duration::from_millis(300));
    leader.kill().expect("it is killed");
    leader.wait().expect("it ends");
    let is_alive = |id: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // A zombie has ended, and waits for whoever has inherited it.
        stat.contains("cvgen") && !stat.contains(") Z ")
    };
    wait_for("workers end", || !workers.iter().any(is_alive));
}

#[test]
fn limits_are_sizes_and_times() {
    for words in [
        "--memory-limit 1",
        "--memory-limit 1M",
        "--memory-limit x",
        "--time-limit 0",
        "--time-limit x",
    ] {
        let test = Test::new(&format!("batch r.yaml -o out {words}"));
        test.file("r.yaml", "basics: {name: A}").exits_with(2);
    }
}
