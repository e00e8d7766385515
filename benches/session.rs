//! Memory of a loop over the library: `cargo bench --bench session`, or with a number of documents behind
//! `--`. Prints the resident memory as it goes, which stays flat; every document is another one.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads what the system says and prints it"
)]

use cvgen::Session;

fn main() {
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(10_000);
    let starter = include_str!("../data/starter/resume.yaml");
    let session = Session::new();
    println!("documents  resident, MB");
    for number in 0..=count {
        // Other words on every page.
        let text = starter.replace("and ", &format!("and {number} "));
        let printing = session.read("resume.yaml", text).expect("a resume");
        let printing = printing.theme(["classic", "compact"][number % 2]).setting("ppi", "36");
        let pdf = printing.pdf().expect("a PDF").value;
        assert!(pdf.starts_with(b"%PDF"));
        if number % (count / 20).max(1) == 0 {
            println!("{number:>9}  {:>12.1}", resident().unwrap_or_default());
        }
    }
}

/// The memory of this process, in megabytes: `VmRSS` of proc(5).
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok().map(|kilobytes| kilobytes / 1000.0)
}
