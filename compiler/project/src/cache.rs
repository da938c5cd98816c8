//! Where bytes of an earlier run lie, and how they come there. They are a convenience: what cannot be read or written is as if it were not there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The variable that names the folder of caches.
pub const CACHE_VARIABLE: &str = "MATTER_CACHE_DIR";

/// A file for the bytes of one catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CacheFile {
    path: PathBuf,
}

impl CacheFile {
    /// The file of a catalogue: in the folder that is chosen, else in that of `MATTER_CACHE_DIR`, else in the user's folder for caches. `None` if
    /// there is no such folder.
    #[must_use]
    pub fn of(catalogue: &str, chosen: Option<&Path>) -> Option<Self> {
        let folder = chosen.map(Path::to_path_buf).or_else(|| named(CACHE_VARIABLE)).or_else(users)?;
        let plain = |letter: char| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '_' };
        let name: String = catalogue.chars().map(plain).take(80).collect();
        Some(Self { path: folder.join(format!("{name}.summaries")) })
    }

    /// What lies there.
    #[must_use]
    pub fn read(&self) -> Option<Vec<u8>> {
        fs::read(&self.path).ok()
    }

    /// Writes aside and renames, so that whoever reads meanwhile sees the old bytes or the new ones. Whether it could be done.
    pub fn write(&self, bytes: &[u8]) -> bool {
        self.replace(bytes).is_ok()
    }

    fn replace(&self, bytes: &[u8]) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let tag = folder.join("CACHEDIR.TAG");
        if !tag.exists() {
            fs::write(tag, "Signature: 8a477f597d28d172789f06886806bc55\n")?;
        }
        let mut aside = tempfile::NamedTempFile::new_in(folder)?;
        aside.write_all(bytes)?;
        aside.persist(&self.path)?;
        Ok(())
    }
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The user's folder for caches, as each system has it.
fn users() -> Option<PathBuf> {
    let base = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library/Caches"))
    } else {
        named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("matter"))
}
