//! Sources of the compiler → a hash that names what is built of them: what one build keeps of a catalogue is of no use to another.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use xxhash_rust::xxh3::Xxh3;

/// What a build is made of, from the root of the workspace; `Cargo.lock` names everything from elsewhere.
const SOURCES: [&str; 4] = ["Cargo.lock", "Cargo.toml", "compiler", "stdlib"];

/// Folders that are no part of the program.
const BESIDE: [&str; 3] = ["tests", "benches", "target"];

fn main() -> io::Result<()> {
    let mut out = io::stdout();
    let mut files = Vec::new();
    for source in SOURCES {
        collect(&Path::new("../..").join(source), &mut files)?;
    }
    files.sort();
    let mut hasher = Xxh3::new();
    for file in files {
        writeln!(out, "cargo::rerun-if-changed={}", file.display())?;
        part(&mut hasher, file.to_string_lossy().as_bytes());
        part(&mut hasher, &fs::read(&file)?);
    }
    for variable in ["TARGET", "PROFILE", "OPT_LEVEL", "CARGO_ENCODED_RUSTFLAGS"] {
        part(&mut hasher, env::var(variable).unwrap_or_default().as_bytes());
    }
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    part(&mut hasher, &Command::new(rustc).arg("-vV").output()?.stdout);
    writeln!(out, "cargo::rustc-env=MATTER_BUILD={:032x}", hasher.digest128())
}

/// Length and bytes, so that no two lists of parts read the same.
fn part(hasher: &mut Xxh3, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?.path();
        if !BESIDE.iter().any(|beside| entry.ends_with(beside)) {
            collect(&entry, files)?;
        }
    }
    Ok(())
}
