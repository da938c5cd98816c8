//! Sections that find things: regions, names, the editions of a matter.

use std::collections::HashMap;

use super::build::BuildError;
use super::texts::TextNumbers;
use crate::tables::{Day, Region, Tables};

/// Bytes of a region's record.
pub(crate) const REGION: usize = 32;
/// Bytes of an edition's record.
pub(crate) const EDITION: usize = 28;

const TABLE_TOO_LARGE: BuildError = BuildError::TooLarge { what: "a table" };

/// `code u64, first u32, last u32, parent u32, from i32, to i32, level u8, smallest level below u8, 0 u16`, in the order of the table.
pub(super) fn regions(tables: &Tables) -> Result<Vec<u8>, BuildError> {
    let mut nodes: HashMap<&str, Vec<(u32, &Region)>> = HashMap::new();
    for (number, region) in (0_u32..).zip(&tables.region) {
        nodes.entry(&region.code).or_default().push((number, region));
    }
    let parents: Vec<Option<u32>> = tables.region.iter().map(|region| parent(&nodes, region)).collect();
    let mut below = vec![0_u8; tables.region.len()];
    for (region, parent) in tables.region.iter().zip(&parents) {
        let slot = parent.and_then(|parent| below.get_mut(usize::try_from(parent).ok()?));
        if let Some(slot) = slot
            && (*slot == 0 || region.level < *slot)
        {
            *slot = region.level;
        }
    }
    let mut out = Vec::with_capacity(tables.region.len() * REGION);
    for ((region, parent), below) in tables.region.iter().zip(parents).zip(below) {
        let code = code_number(&region.code);
        let unknown = || BuildError::Unknown { table: "region", name: region.code.clone() };
        out.extend(code.ok_or_else(unknown)?.to_le_bytes());
        for number in [region.first, region.last, parent.unwrap_or(u32::MAX)] {
            out.extend(number.to_le_bytes());
        }
        out.extend(region.valid_from.unwrap_or(Day(i32::MIN)).0.to_le_bytes());
        out.extend(region.valid_to.unwrap_or(Day(i32::MAX)).0.to_le_bytes());
        out.extend([region.level, below, 0, 0]);
    }
    Ok(out)
}

/// A region code as a number; codes have up to twelve digits, shorter ones are filled with zeros on the right.
pub(crate) fn code_number(code: &str) -> Option<u64> {
    let digits = code.len();
    if digits == 0 || digits > 12 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let zeros = u32::try_from(12 - digits).ok()?;
    code.parse::<u64>().ok()?.checked_mul(10_u64.checked_pow(zeros)?)
}

// The unit above may have several periods; the one that holds the child's positions is meant.
fn parent(nodes: &HashMap<&str, Vec<(u32, &Region)>>, region: &Region) -> Option<u32> {
    let candidates = nodes.get(region.parent.as_deref()?)?;
    let holds = |above: &Region| above.first <= region.first && region.last <= above.last;
    let holding = candidates.iter().find(|(_, above)| holds(above));
    holding.or(candidates.first()).map(|(number, _)| *number)
}

/// `name u32, region u32`, sorted.
pub(super) fn region_names(tables: &Tables, texts: &TextNumbers) -> Result<Vec<u8>, BuildError> {
    let names = (0_u32..).zip(&tables.region).map(|(number, region)| (region.name.as_str(), number));
    pairs(names, texts)
}

/// `name, short name or code u32, matter u32`, sorted.
pub(super) fn matter_names(tables: &Tables, texts: &TextNumbers) -> Result<Vec<u8>, BuildError> {
    let own = (0_u32..).zip(&tables.matter).flat_map(|(number, matter)| {
        [Some(&matter.name), matter.short.as_ref()].into_iter().flatten().map(move |name| (name.as_str(), number))
    });
    let mut all: Vec<(&str, u32)> = own.collect();
    for code in &tables.matter_code {
        let unknown = || BuildError::Unknown { table: "matter_code", name: code.matter.clone() };
        all.push((&code.code, matter_number(tables, &code.matter).ok_or_else(unknown)?));
    }
    pairs(all.into_iter(), texts)
}

fn pairs<'a>(names: impl Iterator<Item = (&'a str, u32)>, texts: &TextNumbers) -> Result<Vec<u8>, BuildError> {
    let numbered: Option<Vec<(u32, u32)>> = names.map(|(name, number)| Some((texts.number(name)?, number))).collect();
    let mut numbered = numbered.ok_or(TABLE_TOO_LARGE)?;
    numbered.sort_unstable();
    numbered.dedup();
    Ok(numbered.into_iter().flat_map(|(name, number)| [name.to_le_bytes(), number.to_le_bytes()]).flatten().collect())
}

/// The number of a matter in its table.
pub(super) fn matter_number(tables: &Tables, name: &str) -> Option<u32> {
    let found = tables.matter.binary_search_by(|matter| matter.name.as_str().cmp(name)).ok()?;
    u32::try_from(found).ok()
}

/// Where each matter's editions begin (u32 each, one more at the end), and the editions, best first:
/// `first u32, last u32, from i32, to i32, edition u32, offset and length of its block u32`.
pub(super) fn editions(tables: &Tables, blocks: &[u32]) -> Result<(Vec<u8>, Vec<u8>), BuildError> {
    let mut records = Vec::with_capacity(tables.edition.len());
    for edition in &tables.edition {
        let unknown = || BuildError::Unknown { table: "edition", name: edition.matter.clone() };
        records.push((matter_number(tables, &edition.matter).ok_or_else(unknown)?, edition));
    }
    let rank = |edition: &crate::tables::Edition| {
        let start = edition.day_from.map_or(i32::MIN, |day| day.0);
        (std::cmp::Reverse((edition.depth, start)), edition.region_first, edition.id)
    };
    records.sort_by_key(|(matter, edition)| (*matter, rank(edition)));
    let mut starts = Vec::with_capacity(tables.matter.len() * 4 + 4);
    let mut out = Vec::with_capacity(records.len() * EDITION);
    let matters = u32::try_from(tables.matter.len()).map_err(|_| TABLE_TOO_LARGE)?;
    for matter in 0..=matters {
        let start = records.partition_point(|(owner, _)| *owner < matter);
        starts.extend(u32::try_from(start).map_err(|_| TABLE_TOO_LARGE)?.to_le_bytes());
    }
    for (_, edition) in records {
        out.extend(edition.region_first.to_le_bytes());
        out.extend(edition.region_last.to_le_bytes());
        out.extend(edition.day_from.unwrap_or(Day(i32::MIN)).0.to_le_bytes());
        out.extend(edition.day_to.unwrap_or(Day(i32::MAX)).0.to_le_bytes());
        out.extend(edition.id.to_le_bytes());
        let block = usize::try_from(edition.id).ok().and_then(|id| blocks.get(id..)?.first_chunk());
        let [block, next] = block.ok_or(TABLE_TOO_LARGE)?;
        out.extend(block.to_le_bytes());
        out.extend((next - block).to_le_bytes());
    }
    Ok((starts, out))
}
