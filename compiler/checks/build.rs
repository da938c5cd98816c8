//! Folders of texts and error pages to one Rust table each, so that a new file needs no second list.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut code = String::new();
    table(&mut code, "FAMILIES", "texts", "toml")?;
    table(&mut code, "PAGES", "errors", "md")?;
    fs::write(out.join("embedded.rs"), code)
}

/// Appends `const NAME: &[(stem, content)]` for the files of a folder, sorted by name.
fn table(code: &mut String, name: &str, folder: &str, extension: &str) -> io::Result<()> {
    println!("cargo::rerun-if-changed={folder}");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    let _ = writeln!(code, "const {name}: &[(&str, &str)] = &[");
    for file in &files {
        let absolute = fs::canonicalize(file)?;
        let _ = writeln!(code, "({:?}, include_str!({:?})),", stem(file), absolute);
    }
    let _ = writeln!(code, "];");
    Ok(())
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
