//! The sections of an image, written one after the other to where they can be read again: header, directory and checksum come last, so that
//! no more than a piece of a section is ever in memory. Knows no section's content.

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use super::{CHECKSUM_AT, HEADER, LAYOUT_MAJOR, LAYOUT_MINOR, MAGIC, SECTIONS, Section};

/// Bytes that are read at once for the checksum.
const PIECE: usize = 1 << 16;

/// Takes the sections in file order.
pub(super) struct Writer<F: Write> {
    file: BufWriter<F>,
    at: u64,
    spans: [(u64, u64); SECTIONS],
}

impl<F: Read + Write + Seek> Writer<F> {
    /// At the beginning of an empty file.
    pub(super) fn new(mut file: F) -> io::Result<Self> {
        file.seek(SeekFrom::Start(0))?;
        let mut made = Self { file: BufWriter::with_capacity(PIECE, file), at: 0, spans: [(0, 0); SECTIONS] };
        made.zeros((HEADER + SECTIONS * 16) as u64)?;
        Ok(made)
    }

    /// A whole section.
    pub(super) fn section(&mut self, section: Section, bytes: &[u8]) -> io::Result<()> {
        self.begin(section);
        self.piece(section, bytes)?;
        self.end()
    }

    /// A section that comes in pieces begins.
    pub(super) fn begin(&mut self, section: Section) {
        if let Some(span) = self.spans.get_mut(section.index()) {
            *span = (self.at, 0);
        }
    }

    /// The next piece of the section that has begun.
    pub(super) fn piece(&mut self, section: Section, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.at += bytes.len() as u64;
        if let Some((_, length)) = self.spans.get_mut(section.index()) {
            *length += bytes.len() as u64;
        }
        Ok(())
    }

    /// The section has no more pieces.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.zeros(self.at.next_multiple_of(8) - self.at)
    }

    /// Leaves room for a section of so many bytes, which [`Writer::fill`] writes.
    pub(super) fn reserve(&mut self, section: Section, length: usize) -> io::Result<()> {
        if let Some(span) = self.spans.get_mut(section.index()) {
            *span = (self.at, length as u64);
        }
        self.zeros(length as u64)?;
        self.end()
    }

    /// Writes a section into the room that was left for it.
    pub(super) fn fill(&mut self, section: Section, bytes: &[u8]) -> io::Result<()> {
        let Some((at, length)) = self.spans.get(section.index()).copied() else { return Ok(()) };
        if length != bytes.len() as u64 {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(bytes)?;
        self.file.seek(SeekFrom::Start(self.at))?;
        Ok(())
    }

    /// Writes what stands in front of the sections.
    pub(super) fn seal(mut self) -> io::Result<F> {
        let mut head = Vec::from(MAGIC);
        head.extend(LAYOUT_MAJOR.to_le_bytes());
        head.extend(LAYOUT_MINOR.to_le_bytes());
        head.extend(u32::try_from(SECTIONS).unwrap_or(0).to_le_bytes());
        head.extend(self.at.to_le_bytes());
        let seed = xxhash_rust::xxh3::xxh3_64(&head);
        head.extend([0; 8]);
        for (offset, length) in self.spans {
            head.extend(offset.to_le_bytes());
            head.extend(length.to_le_bytes());
        }
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&head)?;
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let sum = checksum(&mut file, seed)?;
        file.seek(SeekFrom::Start(CHECKSUM_AT as u64))?;
        file.write_all(&sum.to_le_bytes())?;
        file.flush()?;
        Ok(file)
    }

    fn zeros(&mut self, count: u64) -> io::Result<()> {
        io::copy(&mut io::repeat(0).take(count), &mut self.file)?;
        self.at += count;
        Ok(())
    }
}

/// The sum of what is already in the file.
fn checksum<F: Read + Seek>(file: &mut F, seed: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(HEADER as u64))?;
    let (mut hasher, mut piece) = (xxhash_rust::xxh3::Xxh3::with_seed(seed), vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hasher.digest());
        }
        hasher.update(piece.get(..read).unwrap_or_default());
    }
}
