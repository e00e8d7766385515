//! Tells cargo that the embedded folders are part of the source: a new or changed file in them
//! rebuilds the crate. And how the program is linked.

use std::env::var;

fn main() {
    for folder in ["templates", "data", "fonts"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    // A program that may lie anywhere in memory has 100,000 addresses put right at every start: 2 ms of
    // the 20 that a page takes.
    let is = |name: &str, value: &str| var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
