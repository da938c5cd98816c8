//! A folder to the list of its sources, in an order that does not depend on the file system.

use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder that could not be read.
pub(crate) struct Unreadable {
    /// Which.
    pub(crate) path: PathBuf,
    /// What the system said.
    pub(crate) error: std::io::Error,
}

/// All `*.matter` files below `root`, sorted by path; hidden folders and folders with a manifest of their own are left out.
pub(crate) fn sources(root: &Path) -> (Vec<PathBuf>, Vec<Unreadable>) {
    let (mut files, mut failed, mut folders) = (Vec::new(), Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        match fs::read_dir(&folder) {
            Err(error) => failed.push(Unreadable { path: folder, error }),
            Ok(entries) => {
                for entry in entries.flatten() {
                    let path = entry.path();
                    // `metadata` follows links; a link to a folder above would walk for ever, so links to folders are not followed.
                    let Ok(kind) = entry.file_type() else { continue };
                    if kind.is_dir() && !hidden(&path) && !path.join(crate::load::MANIFEST).exists() {
                        folders.push(path);
                    } else if !kind.is_dir() && path.extension().is_some_and(|extension| extension == "matter") {
                        files.push(path);
                    }
                }
            }
        }
    }
    files.sort();
    (files, failed)
}

/// The sources of a folder of a catalogue, sorted by path.
#[must_use]
pub fn sources_below(folder: &Path) -> Vec<PathBuf> {
    sources(folder).0
}

/// How deep catalogues are looked for below a folder.
const DEPTH: usize = 8;

/// All folders from `root` down that have a manifest, sorted; hidden folders and folders of build results are not looked into.
#[must_use]
pub fn catalogues(root: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![(root.to_path_buf(), 0)]);
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            let path = entry.path();
            if kind.is_dir() && depth < DEPTH && !hidden(&path) && entry.file_name() != "node_modules" {
                folders.push((path, depth + 1));
            }
        }
        if folder.join(crate::load::MANIFEST).is_file() {
            found.push(folder);
        }
    }
    found.sort();
    found
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name == "target")
}
