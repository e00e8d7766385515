//! Beyond one machine: the examples in `examples/distributed/`, on engines that nobody on this project wrote.

use crate::harness::{Test, names, root};
use crate::judges::missing;
use std::path::Path;
use std::process::Command;

const COUNT: usize = 60;

fn lines() -> String {
    let line =
        |n| format!("{{\"basics\":{{\"name\":\"P{n}\",\"summary\":\"I am number {n}.\"}}}}\n");
    // One of them is cut.
    (1..=COUNT).map(|n| if n == 31 { "{\"basics\":{\"na\n".to_owned() } else { line(n) }).collect()
}

#[test]
fn a_worker_is_killed_and_nothing_is_lost_or_doubled() {
    let is_there = Command::new("python3").args(["-c", "import distributed"]).output();
    if !is_there.is_ok_and(|output| output.status.success()) {
        return missing("the Python package `distributed`");
    }
    let finished = Test::new("batch p.ndjson -o alone").file("p.ndjson", lines()).exits_with(1);
    let script = root().join("examples/distributed/dask_job.py");
    let left = finished.path("out/.cvgen-worker-7-abc123.tmp");
    let dask = || {
        std::fs::create_dir_all(finished.path("out")).expect("a folder");
        std::fs::write(&left, "half a file").expect("written");
        let mut command = Command::new("python3");
        command
            .arg(&script)
            .args(["p.ndjson", "out", "--workers", "2", "--chunk", "5", "--kill", "--cvgen"])
            .arg(env!("CARGO_BIN_EXE_cvgen"))
            .args(["--", "--no-system-fonts"])
            .current_dir(finished.path(""));
        command.output().expect("python runs")
    };
    let output = dask();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let answer: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{stderr}"));
    assert_eq!((&answer["made"], &answer["failed"]), (&(COUNT - 1).into(), &1.into()), "{stderr}");
    assert!(answer["killed"].is_u64(), "{answer}");
    assert_eq!(output.status.code(), Some(1));

    let results = finished.read("out/results.ndjson");
    let results = String::from_utf8(results).expect("UTF-8");
    let results: Vec<serde_json::Value> =
        results.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut numbers: Vec<_> = results.iter().filter_map(|result| result["line"].as_u64()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=COUNT as u64).collect::<Vec<_>>());
    let cut = results.iter().find(|result| result["ok"] == false).expect("the line that is cut");
    assert_eq!(cut["line"], 31);
    same_pdfs(&finished.path("alone"), &finished.path("out"));
    assert!(!left.exists(), "what workers have left behind is still there");

    // Everything is done: the same command tries what has failed, and nothing more.
    let again = dask();
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).expect("JSON");
    assert_eq!((&again["made"], &again["failed"]), (&0.into(), &1.into()));
}

/// The same names and bytes in both folders, as far as PDFs go.
fn same_pdfs(one: &Path, other: &Path) {
    let pdfs = |folder: &Path| -> Vec<(String, Vec<u8>)> {
        let names = names(folder).into_iter().filter(|name| is_pdf(name));
        names.map(|name| (name.clone(), std::fs::read(folder.join(name)).expect("a PDF"))).collect()
    };
    let (one, other) = (pdfs(one), pdfs(other));
    assert_eq!(one.len(), COUNT - 1);
    let names =
        |pdfs: &[(String, Vec<u8>)]| pdfs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    assert!(one == other, "the bytes differ");
}

/// A folder of programs that stand for those of an engine, and `cvgen`.
fn programs(programs: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let cvgen = format!("exec '{}' \"$@\"", env!("CARGO_BIN_EXE_cvgen"));
    for (name, script) in [("cvgen", &*cvgen)].iter().chain(programs) {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&path, mode).expect("it may be run");
    }
    folder
}

/// Runs `command` with these programs; gives the exit code, and how many documents it says were made.
fn run(command: &mut Command, programs: &Path) -> (Option<i32>, usize) {
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let output = command.env("PATH", path).output().expect("it runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    let made = stderr.lines().last().and_then(|line| line.split(' ').next()?.parse().ok());
    (output.status.code(), made.unwrap_or_default())
}

fn example(name: &str) -> String {
    let path = root().join("examples/distributed").join(name);
    std::fs::read_to_string(path).expect("an example")
}

/// The command of the pods, run as it is, but for the volume.
#[test]
fn the_pods_of_a_kubernetes_job_make_a_part_each() {
    let job: serde_json::Value = serde_saphyr::from_str(&example("kubernetes.yaml")).expect("YAML");
    let spec = &job["spec"];
    assert_eq!((&spec["completionMode"], &spec["completions"]), (&"Indexed".into(), &8.into()));
    let container = &spec["template"]["spec"]["containers"][0];
    assert_eq!(container["command"], serde_json::json!(["/bin/sh", "-c"]));
    let finished = Test::new("batch none.yaml -o none").file("p.ndjson", lines()).exits_with(1);
    std::fs::rename(finished.path("p.ndjson"), finished.path("people.ndjson")).expect("renamed");
    let volume = finished.path("").to_string_lossy().into_owned();
    let script = container["args"][0].as_str().expect("a script").replace("/data/", &volume);
    let programs = programs(&[]);
    let mut made = 0;
    for index in 0..8 {
        let mut pod = Command::new("sh");
        pod.args(["-c", &script]).env("JOB_COMPLETION_INDEX", index.to_string());
        made += run(&mut pod, programs.path()).1;
    }
    assert_eq!(made, COUNT - 1);
    let pdfs = names(&finished.path("out"));
    assert_eq!(pdfs.iter().filter(|name| is_pdf(name)).count(), COUNT - 1);
}

#[test]
fn the_tasks_of_a_slurm_array_make_a_part_each_and_are_put_back_when_cut_short() {
    let script = root().join("examples/distributed/slurm.sh");
    let task = |number: usize, folder: &Path| {
        let mut task = Command::new("bash");
        task.arg(&script)
            .args(["p.ndjson", "out"])
            .envs([("SLURM_ARRAY_TASK_ID", number.to_string()), ("SLURM_JOB_ID", "77".into())])
            .current_dir(folder);
        task
    };
    let finished = Test::new("batch none.yaml -o none").file("p.ndjson", lines()).exits_with(1);
    let folder = finished.path("");
    // Takes its own option away and runs the rest.
    let srun = ("srun", "shift; exec \"$@\"");
    let engine = programs(&[srun]);
    let made: usize = (1..=8).map(|part| run(&mut task(part, &folder), engine.path()).1).sum();
    assert_eq!(made, COUNT - 1);
    let scontrol = ("scontrol", "echo \"$@\" > requeued");
    let engine = programs(&[srun, ("cvgen", "exit 130"), scontrol]);
    assert_eq!(run(&mut task(1, &folder), engine.path()).0, Some(130));
    assert_eq!(finished.read("requeued"), b"requeue 77\n");
    assert!(example("slurm.sh").contains("#SBATCH --array=1-8\n"));
}

fn is_pdf(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "pdf")
}
