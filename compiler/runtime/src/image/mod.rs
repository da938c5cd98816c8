//! The runtime image: the tables as one run of bytes that is read in place.
//!
//! ```text
//! header     magic, layout major and minor, number of sections, total length, checksum of all that follows
//! directory  offset and length of each section
//! sections   texts, packed tables, and what a decision reads: regions, editions, one block of masks an edition
//! ```
//! Little-endian, canonical: the same tables give the same bytes. The rows of `rule_row`, `rule_forbid` and `cell_member` are not kept
//! as rows; the blocks hold the same facts as bit masks. Nothing here knows what a question or an answer is.

pub(crate) mod block;
mod blocks;
mod build;
pub(crate) mod bytes;
pub(crate) mod cells;
mod facts;
mod lookups;
pub(crate) mod packed;
mod planes;
mod sections;
pub(crate) mod texts;

pub(crate) use blocks::kind_of;
pub use build::{BuildError, WriteError, build, build_from, write};
pub(crate) use lookups::{EDITION, code_number};

use crate::error::{Damage, Error};
use bytes::{u16_at, u32_at, u64_at};

/// Version of the image's layout: another major number is refused. Counted apart from that of the tables, which other carriers share.
pub const LAYOUT_MAJOR: u16 = 4;
/// Additions that old readers may ignore.
pub const LAYOUT_MINOR: u16 = 0;

const MAGIC: [u8; 8] = *b"MATTERRT";
const HEADER: usize = 32;
const CHECKSUM_AT: usize = 24;

/// The sections in file order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Section {
    TextOffsets,
    Texts,
    Tables,
    Regions,
    RegionNames,
    MatterNames,
    MatterEditions,
    Editions,
    BlockOffsets,
    Blocks,
    Payloads,
}

impl Section {
    /// Its place in the directory.
    const fn index(self) -> usize {
        self as usize
    }
}

pub(crate) const SECTIONS: usize = 11;

/// Where a section lies: offset and length.
pub(crate) type Span = (usize, usize);

/// The sum over all that follows the header, whose first part is its seed.
fn checksum(bytes: &[u8]) -> u64 {
    let (head, body) = (bytes.get(..CHECKSUM_AT).unwrap_or_default(), bytes.get(HEADER..).unwrap_or_default());
    xxhash_rust::xxh3::xxh3_64_with_seed(body, xxhash_rust::xxh3::xxh3_64(head))
}

/// Checks header, checksum and directory.
pub(crate) fn sections(bytes: &[u8]) -> Result<[Span; SECTIONS], Error> {
    if bytes.get(..8) != Some(MAGIC.as_slice()) {
        return Err(Error::NotAnImage);
    }
    let damaged = |damage| Error::Damaged { damage };
    let major = u16_at(bytes, 8).ok_or(damaged(Damage::Length))?;
    let minor = u16_at(bytes, 10).ok_or(damaged(Damage::Length))?;
    if major != LAYOUT_MAJOR {
        return Err(Error::OtherFormat { major, minor });
    }
    let total = u64_at(bytes, 16).and_then(|total| usize::try_from(total).ok());
    if total != Some(bytes.len()) {
        return Err(damaged(Damage::Length));
    }
    if u64_at(bytes, CHECKSUM_AT) != Some(checksum(bytes)) {
        return Err(damaged(Damage::Checksum));
    }
    directory(bytes).ok_or(damaged(Damage::Structure))
}

fn directory(bytes: &[u8]) -> Option<[Span; SECTIONS]> {
    if usize::try_from(u32_at(bytes, 12)?).ok()? < SECTIONS {
        return None;
    }
    let mut spans = [(0, 0); SECTIONS];
    for (index, span) in spans.iter_mut().enumerate() {
        let entry = HEADER + index * 16;
        let offset = usize::try_from(u64_at(bytes, entry)?).ok()?;
        let length = usize::try_from(u64_at(bytes, entry + 8)?).ok()?;
        bytes.get(offset..offset.checked_add(length)?)?;
        *span = (offset, length);
    }
    Some(spans)
}
