//! Tells cargo that the embedded folders are part of the source: a new or changed file in them
//! rebuilds the crate.

fn main() {
    for folder in ["templates", "data", "fonts"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
