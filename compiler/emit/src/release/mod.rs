//! Tables → a folder of files with a manifest. Everything is written aside first; the files of an earlier release stay as they are until
//! all new ones are complete and on disk.
//!
//! Files are then renamed one by one and `manifest.json` last: whoever reads the manifest first and compares sizes and hashes never takes a
//! mixture for a release.

mod files;
mod held;
mod manifest;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use matter_runtime::image::BuildError;
use matter_runtime::tables::Parts;
use rayon::prelude::*;

use crate::store::StoreWriter;

pub use held::Held;
pub use manifest::{Difference, MANIFEST, Manifest, ManifestFile};

/// A form of the tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carrier {
    /// SQLite file.
    Sqlite,
    /// Canonical JSON; its schema stands beside it (`x.json`, `x.schema.json`).
    Json,
    /// A folder with one JSON file per matter, what they share, an index and both schemas.
    SplitJson,
    /// SQL script for PostgreSQL.
    PostgreSql,
    /// SQL script for MariaDB and MySQL.
    MariaDb,
    /// Image for the runtime.
    Image,
}

impl Carrier {
    /// Identifier in the manifest.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Json => "json",
            Self::SplitJson => "split-json",
            Self::PostgreSql => "postgresql",
            Self::MariaDb => "mariadb",
            Self::Image => "image",
        }
    }

    /// What follows the catalogue's name in the default file name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Sqlite => ".sqlite",
            Self::Json => ".json",
            Self::SplitJson => "-matters",
            Self::PostgreSql => ".postgresql.sql",
            Self::MariaDb => ".mariadb.sql",
            Self::Image => ".image",
        }
    }
}

/// One output of a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Output {
    /// Form.
    pub carrier: Carrier,
    /// Path below the release's folder, with `/` between folders.
    pub path: String,
}

/// Why there is no release. The old one, if there was one, stands untouched unless the failure came while files were renamed.
#[derive(Debug)]
pub struct ReleaseError {
    /// The file or folder.
    pub path: PathBuf,
    /// What went wrong there.
    pub cause: Cause,
}

/// What can go wrong with a file.
#[derive(Debug)]
pub enum Cause {
    /// Reading, writing or renaming; full disk, missing rights.
    Io(io::Error),
    /// SQLite's own complaint.
    Sqlite(rusqlite::Error),
    /// The image cannot hold these tables.
    Image(BuildError),
}

impl fmt::Display for ReleaseError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.path.display())?;
        match &self.cause {
            Cause::Io(error) => error.fmt(out),
            Cause::Sqlite(error) => error.fmt(out),
            Cause::Image(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for ReleaseError {}

impl ReleaseError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |error| Self { path: path.to_owned(), cause: Cause::Io(error) }
    }
}

/// Writes a release into the folder `out`, which is made if it does not exist. Files that only the previous release had are removed.
///
/// # Errors
/// The first file that could not be written or renamed.
pub fn write<P: Parts>(parts: &P, out: &Path, outputs: &[Output]) -> Result<Manifest, ReleaseError> {
    Staging::begin(out)?.publish(parts, outputs)
}

/// A release that is being made, beside the folder where it will stand. What is left there is removed, whatever happens.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    aside: PathBuf,
}

impl Staging {
    /// Makes the folder that is filled.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn begin(out: &Path) -> Result<Self, ReleaseError> {
        let aside = aside(out);
        std::fs::create_dir_all(&aside).map_err(ReleaseError::io(&aside))?;
        Ok(Self { out: out.to_owned(), aside })
    }

    /// A place for the rows of matters until all carriers have read them.
    ///
    /// # Errors
    /// The file cannot be made.
    pub fn rows(&self) -> Result<StoreWriter, ReleaseError> {
        let path = self.aside.join(ROWS);
        StoreWriter::create(&path).map_err(ReleaseError::io(&path))
    }

    /// What happened to that place.
    #[must_use]
    pub fn failed(&self, error: io::Error) -> ReleaseError {
        ReleaseError::io(&self.aside.join(ROWS))(error)
    }

    /// Writes all outputs and puts them in the place of the earlier release.
    ///
    /// # Errors
    /// The first file that could not be written or renamed.
    pub fn publish<P: Parts>(self, parts: &P, outputs: &[Output]) -> Result<Manifest, ReleaseError> {
        let manifest = build(parts, &self.aside, outputs)?;
        let old = Manifest::read(&self.out);
        publish(&self.aside, &self.out, &manifest)?;
        remove_stale(&self.out, old.as_ref(), &manifest);
        Ok(manifest)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What is left aside is of no use to anybody.
        let _ = std::fs::remove_dir_all(&self.aside);
    }
}

/// Name of the file of rows; no output has it.
const ROWS: &str = ".rows";

/// The folder that is filled: a neighbour of `out`, so that renaming stays on one file system.
fn aside(out: &Path) -> PathBuf {
    let name = out.file_name().map_or_else(|| "release".into(), |name| name.to_string_lossy().into_owned());
    out.with_file_name(format!("{name}.partial-{}", std::process::id()))
}

fn build<P: Parts>(tables: &P, aside: &Path, outputs: &[Output]) -> Result<Manifest, ReleaseError> {
    let written: Vec<Vec<ManifestFile>> =
        outputs.par_iter().map(|output| files::write(tables, aside, output)).collect::<Result<_, _>>()?;
    let mut files: Vec<ManifestFile> = written.into_iter().flatten().collect();
    files.sort();
    files.dedup();
    let manifest = Manifest::of(tables.shared(), files);
    let path = aside.join(MANIFEST);
    files::write_bytes(&path, manifest.print().as_bytes())?;
    Ok(manifest)
}

fn publish(aside: &Path, out: &Path, manifest: &Manifest) -> Result<(), ReleaseError> {
    std::fs::create_dir_all(out).map_err(ReleaseError::io(out))?;
    for file in manifest.files.iter().map(|file| file.path.as_str()).chain([MANIFEST]) {
        let to = out.join(file);
        let folder = to.parent().unwrap_or(out);
        std::fs::create_dir_all(folder).map_err(ReleaseError::io(folder))?;
        std::fs::rename(aside.join(file), &to).map_err(ReleaseError::io(&to))?;
    }
    files::sync_folder(out)
}

/// A file that cannot be removed does no harm: no manifest names it.
fn remove_stale(out: &Path, old: Option<&Manifest>, new: &Manifest) {
    let Some(old) = old else { return };
    for file in &old.files {
        let plain = Path::new(&file.path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if plain && !new.files.iter().any(|kept| kept.path == file.path) {
            let _ = std::fs::remove_file(out.join(&file.path));
        }
    }
}
