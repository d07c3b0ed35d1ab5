//! Corridors, cases and pages are part of the program: a new file among them means a new build.
#![allow(clippy::print_stdout)] // how a build script speaks to cargo

fn main() {
    println!("cargo::rerun-if-changed=../../corridors");
    println!("cargo::rerun-if-changed=../../verification");
    println!("cargo::rerun-if-changed=../../docs/src/reference/errors");
}
