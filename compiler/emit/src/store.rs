//! Rows on disk instead of in memory: what belongs to matters is written to one file as it is made, and read again part by part by each
//! carrier. Knows no carrier.
//!
//! ```text
//! value   0 | 1 length u32 bytes | 2 i64 | 3 day i32       rows of a table one after the other, tables of a part in canonical order
//! ```

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;

use matter_runtime::tables::{Day, Parts, Row, TableFiller, TableVisitor, Tables, Value};

use crate::rows;

/// Where the rows of a table of a part stand in the file, and how many they are.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    at: u64,
    bytes: usize,
    rows: usize,
}

/// Takes parts.
#[derive(Debug)]
pub struct StoreWriter {
    file: File,
    end: u64,
    parts: Vec<Vec<Place>>,
}

/// A release, its matters on disk.
#[derive(Debug)]
pub struct Store {
    file: Mutex<File>,
    parts: Vec<Vec<Place>>,
    shared: Tables,
}

impl StoreWriter {
    /// An empty file at `path`.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
        Ok(Self { file, end: 0, parts: Vec::new() })
    }

    /// Writes the next part.
    ///
    /// # Errors
    /// A full disk.
    pub fn push(&mut self, part: &Tables) -> io::Result<()> {
        let mut encoder = Encoder { at: self.end, bytes: Vec::new(), places: Vec::new() };
        let Ok(()) = part.visit(&mut encoder);
        self.file.write_all(&encoder.bytes)?;
        self.end += encoder.bytes.len() as u64;
        self.parts.push(encoder.places);
        Ok(())
    }

    /// The release of these parts and of what belongs to no matter.
    ///
    /// # Errors
    /// The file cannot be read again.
    pub fn finish(self, shared: Tables) -> io::Result<Store> {
        let mut store = Store { file: Mutex::new(self.file), parts: self.parts, shared };
        let hash = rows::semantic(&store)?;
        rows::seal(&mut store.shared, hash);
        Ok(store)
    }
}

struct Encoder {
    at: u64,
    bytes: Vec<u8>,
    places: Vec<Place>,
}

impl TableVisitor for Encoder {
    type Error = std::convert::Infallible;

    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        let before = self.bytes.len();
        for row in rows {
            row.values(&mut |value| encode(value, &mut self.bytes));
        }
        self.places.push(Place { at: self.at + before as u64, bytes: self.bytes.len() - before, rows: rows.len() });
        Ok(())
    }
}

fn encode(value: Value<'_>, to: &mut Vec<u8>) {
    match value {
        Value::Null => to.push(0),
        Value::Text(text) => {
            to.push(1);
            // A text of a row is far shorter than 4 GB: its source file is.
            to.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
            to.extend(text.as_bytes());
        }
        Value::Integer(number) => {
            to.push(2);
            to.extend(number.to_le_bytes());
        }
        Value::Day(day) => {
            to.push(3);
            to.extend(day.0.to_le_bytes());
        }
    }
}

impl Store {
    fn read(&self, place: Place) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; place.bytes];
        if place.bytes > 0 {
            let mut file = self.file.lock().map_err(|_| io::Error::other("a carrier failed while it read the rows"))?;
            file.seek(SeekFrom::Start(place.at))?;
            file.read_exact(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn place(&self, part: usize, table: usize) -> Place {
        self.parts.get(part).and_then(|places| places.get(table)).copied().unwrap_or_default()
    }

    fn decode<R: Row>(&self, place: Place) -> io::Result<Vec<R>> {
        let bytes = self.read(place)?;
        let (mut rest, mut sound) = (bytes.as_slice(), true);
        let rows = (0..place.rows).map(|_| {
            R::from_values(&mut || {
                let value = decode(&mut rest);
                sound &= value.is_some();
                value.unwrap_or(Value::Null)
            })
        });
        let rows = rows.collect();
        if sound { Ok(rows) } else { Err(io::Error::from(io::ErrorKind::InvalidData)) }
    }
}

fn decode<'b>(rest: &mut &'b [u8]) -> Option<Value<'b>> {
    let (tag, more) = rest.split_first()?;
    let (value, more) = match tag {
        0 => (Value::Null, more),
        1 => {
            let (length, more) = more.split_first_chunk::<4>()?;
            let (text, more) = more.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
            (Value::Text(std::str::from_utf8(text).ok()?), more)
        }
        2 => {
            let (number, more) = more.split_first_chunk::<8>()?;
            (Value::Integer(i64::from_le_bytes(*number)), more)
        }
        _ => {
            let (day, more) = more.split_first_chunk::<4>()?;
            (Value::Day(Day(i32::from_le_bytes(*day))), more)
        }
    };
    *rest = more;
    Some(value)
}

impl Parts for Store {
    fn shared(&self) -> &Tables {
        &self.shared
    }

    fn count(&self) -> usize {
        self.parts.len()
    }

    fn part(&self, index: usize) -> io::Result<Tables> {
        let mut tables = Tables::default();
        tables.fill(&mut Decoder { store: self, part: index, table: 0 })?;
        Ok(tables)
    }

    fn rows<R: Row>(&self, index: usize) -> io::Result<Vec<R>> {
        let table = Tables::SCHEMAS.iter().position(|schema| schema.name == R::SCHEMA.name);
        self.decode(table.map_or_else(Place::default, |table| self.place(index, table)))
    }
}

struct Decoder<'s> {
    store: &'s Store,
    part: usize,
    table: usize,
}

impl TableFiller for Decoder<'_> {
    type Error = io::Error;

    fn table<R: Row>(&mut self, rows: &mut Vec<R>) -> io::Result<()> {
        *rows = self.store.decode(self.store.place(self.part, self.table))?;
        self.table += 1;
        Ok(())
    }
}
