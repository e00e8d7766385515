//! Tells cargo that the embedded folders are part of the source: a new or changed file in them
//! rebuilds the crate. And how the program is linked.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script talks to cargo"
)]

use std::env::var;

fn main() {
    for folder in ["templates", "data"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    // A position-independent program relocates 100,000 addresses at every start: 2 ms of the 20 that a
    // page takes. Only release builds are spared that; whoever packages a hardened one sets `CVGEN_PIE`.
    println!("cargo:rerun-if-env-changed=CVGEN_PIE");
    let is = |name: &str, value: &str| var(name).is_ok_and(|found| found == value);
    let is_release = is("PROFILE", "release") && var("CVGEN_PIE").is_err();
    if is_release && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
