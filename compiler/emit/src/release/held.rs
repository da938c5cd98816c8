//! A file of a release → the release that it says it holds. Reads the table `catalogue` and nothing else.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use serde::Deserialize;

/// Which release a carrier holds, by its own table `catalogue`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Held {
    /// Name of the catalogue.
    pub name: String,
    /// Version of the catalogue.
    pub version: String,
    /// Hash of the meaning.
    pub semantic_hash: String,
}

/// The tables of a JSON carrier, of which only one is looked at.
#[derive(Deserialize)]
struct Tables {
    catalogue: [Held; 1],
}

impl Held {
    /// What an SQLite file holds; `None` if it is no sound database with one row in `catalogue`.
    #[must_use]
    pub fn by_sqlite(file: &Path) -> Option<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags).ok()?;
        let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).ok()?;
        let held = connection.query_row("SELECT name, version, semantic_hash FROM catalogue", [], |row| {
            Ok(Self { name: row.get(0)?, version: row.get(1)?, semantic_hash: row.get(2)? })
        });
        held.ok().filter(|_| sound == "ok")
    }

    /// What a JSON file holds; `None` if it has no table `catalogue` with one row.
    #[must_use]
    pub fn by_json(file: &Path) -> Option<Self> {
        let tables: Tables = serde_json::from_reader(BufReader::new(File::open(file).ok()?)).ok()?;
        let [held] = tables.catalogue;
        Some(held)
    }
}
