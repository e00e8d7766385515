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
    let dask = || {
        let mut command = Command::new("python3");
        command
            .arg(&script)
            .args(["p.ndjson", "out", "--workers", "2", "--chunk", "5", "--kill", "--cvgen"])
            .arg(env!("CARGO_BIN_EXE_cvgen"))
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

    // Everything is done: the same command does nothing more.
    let again = dask();
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).expect("JSON");
    assert_eq!((&again["made"], &again["failed"]), (&0.into(), &0.into()));
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

#[test]
fn the_manifests_for_other_engines_run_what_there_is() {
    let read = |name: &str| {
        let path = root().join("examples/distributed").join(name);
        std::fs::read_to_string(path).expect("an example")
    };
    let (kubernetes, slurm) = (read("kubernetes.yaml"), read("slurm.sh"));
    assert!(
        kubernetes.contains("completionMode: Indexed") && slurm.contains("#SBATCH --array=1-8")
    );
    // What the shells make of the variables, run as it stands, but for the paths.
    let script =
        slurm.replace("exec srun cvgen", concat!("exec '", env!("CARGO_BIN_EXE_cvgen"), "'"));
    let mut made = 0;
    let finished = Test::new("batch none.yaml -o none").file("p.ndjson", lines()).exits_with(1);
    for part in 1..=8 {
        let status = Command::new("bash")
            .args(["-c", &script, "slurm.sh", "p.ndjson", "out"])
            .env("SLURM_ARRAY_TASK_ID", part.to_string())
            .env("SLURM_ARRAY_TASK_COUNT", "8")
            .current_dir(finished.path(""))
            .output()
            .expect("bash runs");
        let counts = String::from_utf8_lossy(&status.stderr).into_owned();
        let word = counts.lines().last().and_then(|line| line.split(' ').next());
        made +=
            word.and_then(|word| word.parse::<usize>().ok()).unwrap_or_else(|| panic!("{counts}"));
    }
    assert_eq!(made, COUNT - 1);
    let pdfs = names(&finished.path("out"));
    assert_eq!(pdfs.iter().filter(|name| is_pdf(name)).count(), COUNT - 1);
}

fn is_pdf(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "pdf")
}
