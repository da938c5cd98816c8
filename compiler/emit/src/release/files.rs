//! One output → its files on disk, synchronised, with sizes and hashes.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use matter_runtime::image::WriteError;
use matter_runtime::tables::{Parts, Tables};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Carrier, Cause, ManifestFile, Output, ReleaseError};
use crate::carriers::{json, json_schema, split, sql, sqlite};

/// Longest file name made of a matter's name, in bytes.
const NAME_BYTES: usize = 120;

/// Writes the files of one output below `folder`.
pub(crate) fn write<P: Parts>(tables: &P, folder: &Path, output: &Output) -> Result<Vec<ManifestFile>, ReleaseError> {
    let mut files = Files { folder, carrier: output.carrier, written: Vec::new() };
    match output.carrier {
        Carrier::Sqlite => files.sqlite(tables, &output.path)?,
        Carrier::Json => {
            files.stream(&output.path, &|to| json::write(tables, to))?;
            let schema = output.path.strip_suffix(".json").unwrap_or(&output.path).to_owned() + ".schema.json";
            files.stream(&schema, &|to| to.write_all(json_schema::schema().as_bytes()))?;
        }
        Carrier::SplitJson => files.split(tables, &output.path)?,
        Carrier::PostgreSql => files.stream(&output.path, &|to| sql::write(tables, sql::Dialect::PostgreSql, to))?,
        Carrier::MariaDb => files.stream(&output.path, &|to| sql::write(tables, sql::Dialect::MariaDb, to))?,
        Carrier::Image => files.image(tables, &output.path)?,
    }
    Ok(files.written)
}

struct Files<'f> {
    folder: &'f Path,
    carrier: Carrier,
    written: Vec<ManifestFile>,
}

impl Files<'_> {
    fn stream(&mut self, path: &str, fill: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> Result<(), ReleaseError> {
        let written = stream(self.folder, self.carrier, path, true, fill)?;
        self.written.push(written);
        Ok(())
    }

    fn sqlite<P: Parts>(&mut self, tables: &P, path: &str) -> Result<(), ReleaseError> {
        let at = place(self.folder, path)?;
        let _ = std::fs::remove_file(&at);
        sqlite::write(tables, &at).map_err(|failure| ReleaseError {
            path: at.clone(),
            cause: match failure {
                sqlite::Failure::Sqlite(error) => Cause::Sqlite(error),
                sqlite::Failure::Io(error) => Cause::Io(error),
            },
        })?;
        self.seen(&at, path)
    }

    fn image<P: Parts>(&mut self, tables: &P, path: &str) -> Result<(), ReleaseError> {
        let at = place(self.folder, path)?;
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&at);
        let file = file.map_err(ReleaseError::io(&at))?;
        matter_runtime::image::write(tables, file).map_err(|error| ReleaseError {
            path: at.clone(),
            cause: match error {
                WriteError::Build(error) => Cause::Image(error),
                WriteError::Io(error) => Cause::Io(error),
                // The runtime may learn of more.
                other => Cause::Io(io::Error::other(other)),
            },
        })?;
        self.seen(&at, path)
    }

    /// Forces a file that is not written from front to back to disk, and reads what it became.
    fn seen(&mut self, at: &Path, path: &str) -> Result<(), ReleaseError> {
        File::open(at).and_then(|file| file.sync_all()).map_err(ReleaseError::io(at))?;
        let (bytes, sha256) = measure(at).map_err(ReleaseError::io(at))?;
        let carrier = self.carrier.name().to_owned();
        self.written.push(ManifestFile { path: path.to_owned(), carrier, bytes, sha256 });
        Ok(())
    }

    /// `shared.json`, `index.json` (name of a matter → file), two schemas, `<matter>.json`. The many small files are not forced to disk
    /// one by one, which takes longer than all else: the manifest's hashes find one that a power cut took.
    fn split<P: Parts>(&mut self, parts: &P, path: &str) -> Result<(), ReleaseError> {
        let (shared, matter) = split::schemas();
        self.stream(&format!("{path}/shared.json"), &|to| split::write_shared(parts.shared(), to))?;
        self.stream(&format!("{path}/shared.schema.json"), &|to| to.write_all(shared.as_bytes()))?;
        self.stream(&format!("{path}/matter.schema.json"), &|to| to.write_all(matter.as_bytes()))?;
        let mut names = self.matters(parts.shared(), path)?;
        for index in 0..parts.count() {
            let part = parts.part(index).map_err(ReleaseError::io(self.folder))?;
            names.extend(self.matters(&part, path)?);
        }
        self.stream(&format!("{path}/index.json"), &|to| self::index(&names, to))
    }

    /// The files of the matters of a part; their names, and those of the files.
    fn matters(&mut self, part: &Tables, path: &str) -> Result<Vec<(String, String)>, ReleaseError> {
        let (folder, carrier) = (self.folder, self.carrier);
        let names: Vec<(String, String)> =
            part.matter.iter().map(|matter| (matter.name.clone(), file_name(&matter.name))).collect();
        let written = names.par_iter().map(|(matter, name)| {
            let path = format!("{path}/{name}");
            stream(folder, carrier, &path, false, &|to| split::write_matter(part, matter, to))
        });
        self.written.extend(written.collect::<Result<Vec<_>, _>>()?);
        Ok(names)
    }
}

fn place(folder: &Path, path: &str) -> Result<std::path::PathBuf, ReleaseError> {
    let at = folder.join(path);
    let folder = at.parent().unwrap_or(folder);
    std::fs::create_dir_all(folder).map_err(ReleaseError::io(folder))?;
    Ok(at)
}

/// Writes one file and says what it became.
fn stream(
    folder: &Path,
    carrier: Carrier,
    path: &str,
    sync: bool,
    fill: &dyn Fn(&mut dyn Write) -> io::Result<()>,
) -> Result<ManifestFile, ReleaseError> {
    let at = place(folder, path)?;
    let write = || {
        let mut to = Hashing { inner: File::create(&at)?, digest: Sha256::new(), bytes: 0 };
        let mut buffer = BufWriter::with_capacity(1 << 17, &mut to);
        fill(&mut buffer)?;
        buffer.flush()?;
        drop(buffer);
        if sync {
            to.inner.sync_all()?;
        }
        Ok((to.bytes, hex(&to.digest.finalize())))
    };
    let (bytes, sha256) = write().map_err(ReleaseError::io(&at))?;
    Ok(ManifestFile { path: path.to_owned(), carrier: carrier.name().to_owned(), bytes, sha256 })
}

/// A file that counts and hashes what goes into it.
struct Hashing {
    inner: File,
    digest: Sha256,
    bytes: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or(bytes));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn index(names: &[(String, String)], to: &mut dyn Write) -> io::Result<()> {
    let mut text = b"{".to_vec();
    for (position, (matter, name)) in names.iter().enumerate() {
        text.extend_from_slice(if position == 0 { b"\n" } else { b",\n" });
        json::string(matter, &mut text);
        text.push(b':');
        json::string(name, &mut text);
    }
    text.extend_from_slice(b"\n}\n");
    to.write_all(&text)
}

/// The matter's name, if every file system takes it; else as much of it as they take, and a hash.
fn file_name(matter: &str) -> String {
    let safe = |c: char| !(c.is_control() || "/\\:*?\"<>|.".contains(c));
    let mut name = String::new();
    for c in matter.chars() {
        if name.len() + c.len_utf8() > NAME_BYTES {
            break;
        }
        name.push(if safe(c) { c } else { '_' });
    }
    // Names of the other files of the folder, and names that differ in letter case only, must not meet.
    let reserved = matter.is_ascii();
    if name != matter || reserved {
        let hash = Sha256::digest(matter.as_bytes());
        name.push('-');
        name.push_str(&hex(hash.get(..4).unwrap_or(&[])));
    }
    name + ".json"
}

/// Writes a small file at once.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), ReleaseError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(ReleaseError::io(path))
}

/// Makes renames in a folder last.
pub(crate) fn sync_folder(path: &Path) -> Result<(), ReleaseError> {
    if cfg!(unix) {
        File::open(path).and_then(|folder| folder.sync_all()).map_err(ReleaseError::io(path))?;
    }
    Ok(())
}

/// Bytes and SHA-256 of a file.
pub(crate) fn measure(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut digest, mut bytes, mut buffer) = (Sha256::new(), 0u64, vec![0; 1 << 20]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hex(&digest.finalize())));
        }
        bytes += read as u64;
        digest.update(buffer.get(..read).unwrap_or(&[]));
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
