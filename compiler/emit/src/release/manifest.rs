//! `manifest.json`: what a release holds, with sizes and SHA-256 of each file, and checking a folder against it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path};

use matter_runtime::tables::{SourceCatalogue, Tables};
use serde_json::{Value, json};

use super::files;

/// Name of the manifest in the release's folder.
pub const MANIFEST: &str = "manifest.json";

/// A release's list of files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manifest {
    /// Name of the catalogue.
    pub catalogue: String,
    /// Version of the catalogue.
    pub version: String,
    /// Table format, `major.minor`.
    pub format: String,
    /// Hash of the meaning.
    pub semantic_hash: String,
    /// Version of the compiler.
    pub tool: String,
    /// The catalogues whose texts it was made from, its own first.
    pub sources: Vec<ManifestSource>,
    /// Files in the order of their paths.
    pub files: Vec<ManifestFile>,
}

/// A catalogue whose texts a release was made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ManifestSource {
    /// Short name.
    pub catalogue: String,
    /// Version.
    pub version: String,
    /// SHA-256 of its texts.
    pub sha256: String,
}

/// A file of a release.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct ManifestFile {
    /// Path below the release's folder.
    pub path: String,
    /// Carrier that it belongs to.
    pub carrier: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
}

/// How a file differs from the manifest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Difference {
    /// It cannot be read.
    Unreadable,
    /// Another size.
    Size,
    /// The same size and another content.
    Content,
    /// The path leads out of the release's folder; the file is not read.
    Outside,
    /// The path stands in the list more than once.
    Twice,
}

impl Manifest {
    pub(crate) fn of(tables: &Tables, files: Vec<ManifestFile>) -> Self {
        let Some(catalogue) = tables.catalogue.first() else { return Self { files, ..Self::default() } };
        Self {
            catalogue: catalogue.name.clone(),
            version: catalogue.version.clone(),
            format: format!("{}.{}", catalogue.format_major, catalogue.format_minor),
            semantic_hash: catalogue.semantic_hash.clone(),
            tool: catalogue.tool.clone(),
            sources: tables.source_catalogue.iter().map(source).collect(),
            files,
        }
    }

    /// The manifest of a folder; `None` if there is none or it cannot be read.
    #[must_use]
    pub fn read(folder: &Path) -> Option<Self> {
        let text = std::fs::read(folder.join(MANIFEST)).ok()?;
        let value: Value = serde_json::from_slice(&text).ok()?;
        let text = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let files = value.get("files")?.as_array()?.iter().map(|file| {
            Some(ManifestFile {
                path: text(file, "path")?,
                carrier: text(file, "carrier")?,
                bytes: file.get("bytes")?.as_u64()?,
                sha256: text(file, "sha256")?,
            })
        });
        let sources = value.get("sources")?.as_array()?.iter().map(|source| {
            Some(ManifestSource {
                catalogue: text(source, "catalogue")?,
                version: text(source, "version")?,
                sha256: text(source, "sha256")?,
            })
        });
        Some(Self {
            catalogue: text(&value, "catalogue")?,
            version: text(&value, "version")?,
            format: text(&value, "format")?,
            semantic_hash: text(&value, "semantic_hash")?,
            tool: text(&value, "tool")?,
            sources: sources.collect::<Option<_>>()?,
            files: files.collect::<Option<_>>()?,
        })
    }

    /// The text of `manifest.json`.
    #[must_use]
    pub fn print(&self) -> String {
        let files = self.files.iter().map(
            |file| json!({"path": file.path, "carrier": file.carrier, "bytes": file.bytes, "sha256": file.sha256}),
        );
        let sources = self
            .sources
            .iter()
            .map(|source| json!({"catalogue": source.catalogue, "version": source.version, "sha256": source.sha256}));
        let manifest = json!({
            "catalogue": self.catalogue,
            "version": self.version,
            "format": self.format,
            "semantic_hash": self.semantic_hash,
            "tool": self.tool,
            "sources": sources.collect::<Vec<_>>(),
            "files": files.collect::<Vec<_>>(),
        });
        // Printing a value that was just made cannot fail.
        serde_json::to_string_pretty(&manifest).map(|text| text + "\n").unwrap_or_default()
    }

    /// The files of a folder that are not as the manifest says.
    #[must_use]
    pub fn verify(&self, folder: &Path) -> Vec<(String, Difference)> {
        let mut paths = BTreeSet::new();
        let mut check = |file: &ManifestFile| {
            if !is_below(&file.path) {
                return Some(Difference::Outside);
            }
            if !paths.insert(file.path.clone()) {
                return Some(Difference::Twice);
            }
            match files::measure(&folder.join(&file.path)) {
                Err(_) => Some(Difference::Unreadable),
                Ok((bytes, _)) if bytes != file.bytes => Some(Difference::Size),
                Ok((_, hash)) if hash != file.sha256 => Some(Difference::Content),
                Ok(_) => None,
            }
        };
        self.files.iter().filter_map(|file| Some((file.path.clone(), check(file)?))).collect()
    }

    /// Files of a folder, and of folders in it, that the manifest does not list, by their paths.
    ///
    /// # Errors
    /// What reading the folder says.
    pub fn unlisted(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        below(folder, "", &mut found)?;
        found.retain(|path| path != MANIFEST && !self.files.iter().any(|file| file.path == *path));
        found.sort();
        Ok(found)
    }
}

/// Whether a path leads to a file of the release's folder or of a folder in it.
fn is_below(path: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    !path.contains('\\') && Path::new(path).components().all(plain)
}

fn source(row: &SourceCatalogue) -> ManifestSource {
    ManifestSource { catalogue: row.name.clone(), version: row.version.clone(), sha256: row.hash.clone() }
}

/// Every file below a folder, by its path from the release's folder.
fn below(folder: &Path, path: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let inside = format!("{path}{}", name.to_string_lossy());
        if entry.file_type()?.is_dir() {
            below(&entry.path(), &format!("{inside}/"), found)?;
        } else {
            found.push(inside);
        }
    }
    Ok(())
}
