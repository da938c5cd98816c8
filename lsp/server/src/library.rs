//! The standard library for readers: its programs are written to a folder, so that every editor can open what a name leads to.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use matter_ide::Standard;
use matter_project::library;

/// The library's tables and programs, and where its programs lie.
pub(crate) struct Library {
    pub(crate) standard: Arc<Standard>,
    /// Path in the analysis, path on disk.
    pub(crate) files: Vec<(Arc<str>, PathBuf)>,
}

impl Library {
    /// Reads the library of this program. Without a folder that can be written its names lead nowhere, and all else works.
    pub(crate) fn load() -> Option<Self> {
        let all = library();
        let standard = Standard::read(all.sources, all.regions, all.levels, all.calendar, all.statutory_days)?;
        let folder = std::env::temp_dir().join(concat!("matter-library-", env!("CARGO_PKG_VERSION")));
        let files = match fs::create_dir_all(&folder) {
            Ok(()) => all
                .sources
                .iter()
                .filter_map(|(name, text)| {
                    written(&folder.join(name), text).map(|path| (Arc::from(format!("std:{name}")), path))
                })
                .collect(),
            Err(_) => Vec::new(),
        };
        Some(Self { standard, files })
    }
}

/// Writes a file unless it has this text already.
fn written(path: &std::path::Path, text: &str) -> Option<PathBuf> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Some(path.to_path_buf());
    }
    fs::write(path, text).ok()?;
    Some(path.to_path_buf())
}
