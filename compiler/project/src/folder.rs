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

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name == "target")
}
