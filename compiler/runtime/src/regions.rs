//! Places: from code or name to a region, up to the unit of a level, whether one lies in another.

use crate::catalogue::{Catalogue, EditionId, RegionId};
use crate::error::Error;
use crate::image::Section;
use crate::image::bytes::{i32_at, u32_at, u64_at};
use crate::tables::{self, Day};

/// What arithmetic needs of a region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    pub(crate) first: u32,
    pub(crate) last: u32,
    parent: u32,
    from: Day,
    to: Day,
    pub(crate) level: u8,
    // The highest level among the units below; 0 if the table knows none.
    below: u8,
}

impl Node {
    fn read(record: &[u8; 32]) -> Option<Self> {
        let [.., level, below, _, _] = *record;
        Some(Self {
            first: u32_at(record, 8)?,
            last: u32_at(record, 12)?,
            parent: u32_at(record, 16)?,
            from: Day(i32_at(record, 20)?),
            to: Day(i32_at(record, 24)?),
            level,
            below,
        })
    }

    /// Whether `other` is this unit or lies inside it.
    pub(crate) fn holds(&self, other: &Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

/// Where a region stands against a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AtLevel {
    /// In this unit.
    Unit(Node),
    /// Nowhere yet: a more exact place is needed.
    Coarse,
}

impl Catalogue {
    pub(crate) fn node(&self, region: RegionId) -> Option<Node> {
        let records = self.section(Section::Regions).as_chunks::<32>().0;
        Node::read(records.get(usize::try_from(region.0).ok()?)?)
    }

    /// The value of a region fact of this level: the unit that is the region or holds it. Where the tree has no unit of that level (东莞 has
    /// no counties) the next larger one stands for it.
    pub(crate) fn at_level(&self, region: RegionId, level: u8) -> Option<AtLevel> {
        let node = self.node(self.unit(region, level)?)?;
        let exact = node.level == level || node.below == 0 || node.below > level;
        Some(if exact { AtLevel::Unit(node) } else { AtLevel::Coarse })
    }

    /// The unit of `level` that is a region or holds it, or the next larger one where the tree has none.
    #[must_use]
    pub fn unit(&self, region: RegionId, level: u8) -> Option<RegionId> {
        let mut at = region;
        for _ in 0..8 {
            let node = self.node(at)?;
            if node.level <= level {
                return Some(at);
            }
            at = RegionId(node.parent);
        }
        None
    }

    /// The root region of the catalogue.
    ///
    /// # Errors
    /// The image has no such region.
    pub fn root(&self, day: Day) -> Result<RegionId, Error> {
        self.region_by_code(self.view::<tables::Catalogue>(0)?.root_region, day)
    }

    fn region_by_code(&self, code: &str, day: Day) -> Result<RegionId, Error> {
        let unknown = || Error::UnknownPlace { name: code.to_owned() };
        let number = crate::image::code_number(code).ok_or_else(unknown)?;
        let records = self.section(Section::Regions).as_chunks::<32>().0;
        let from = records.partition_point(|record| u64_at(record, 0) < Some(number));
        let same = records.iter().enumerate().skip(from).take_while(|(_, record)| u64_at(*record, 0) == Some(number));
        let valid = |record: &[u8; 32]| Node::read(record).is_some_and(|node| node.from <= day && day < node.to);
        let found = same.into_iter().find(|(_, record)| valid(record));
        found.and_then(|(index, _)| u32::try_from(index).ok()).map(RegionId).ok_or_else(unknown)
    }

    /// The region of a code (six or twelve digits) or of a path that ends in its name, on that day: `坂田街道`, `长春市/朝阳区`,
    /// `朝阳区(220104)`. Among several, those below the catalogue's root are meant.
    ///
    /// # Errors
    /// No region or several; then the candidates' paths.
    pub fn region(&self, name: &str, day: Day) -> Result<RegionId, Error> {
        let name = name.trim();
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.region_by_code(name, day);
        }
        if let Some((shown, code)) = coded(name) {
            let region = self.region_by_code(code, day)?;
            let matches = self.view::<tables::Region>(region.0)?.name == shown;
            return if matches { Ok(region) } else { Err(Error::UnknownPlace { name: name.to_owned() }) };
        }
        let mut found = self.regions_by_path(name, day)?;
        if found.is_empty() {
            found = self.regions_in_one_word(name, day)?;
        }
        if found.len() > 1
            && let Some(root) = self.root(day).ok().and_then(|root| self.node(root))
        {
            let inside: Vec<RegionId> = found
                .iter()
                .copied()
                .filter(|region| self.node(*region).is_some_and(|node| root.holds(&node)))
                .collect();
            if !inside.is_empty() {
                found = inside;
            }
        }
        match found.as_slice() {
            [] => Err(Error::UnknownPlace { name: name.to_owned() }),
            [region] => Ok(*region),
            several => {
                let paths = several.iter().map(|region| self.region_path(*region));
                Err(Error::AmbiguousPlace { name: name.to_owned(), candidates: paths.collect::<Result<_, _>>()? })
            }
        }
    }

    fn regions_by_path(&self, path: &str, day: Day) -> Result<Vec<RegionId>, Error> {
        let mut parts = path.split('/').map(str::trim).rev();
        let Some(last) = parts.next() else { return Ok(Vec::new()) };
        let above: Vec<&str> = parts.collect();
        let mut found = Vec::new();
        for region in self.named(Section::RegionNames, last).into_iter().map(RegionId) {
            let valid = self.node(region).is_some_and(|node| node.from <= day && day < node.to);
            if valid && self.lies_below(region, &above)? {
                found.push(region);
            }
        }
        Ok(found)
    }

    /// 广州市天河区: names of units written together, the larger first; units between them may be left out.
    fn regions_in_one_word(&self, name: &str, day: Day) -> Result<Vec<RegionId>, Error> {
        let mut found = Vec::new();
        for (at, _) in name.char_indices().skip(1) {
            let Some((larger, last)) = name.split_at_checked(at) else { continue };
            for region in self.named(Section::RegionNames, last).into_iter().map(RegionId) {
                let valid = self.node(region).is_some_and(|node| node.from <= day && day < node.to);
                if valid && self.is_inside_all_of(region, larger)? {
                    found.push(region);
                }
            }
        }
        Ok(found)
    }

    // Whether the names of units above, nearest last, make up the whole text.
    fn is_inside_all_of(&self, region: RegionId, names: &str) -> Result<bool, Error> {
        let mut left = names.trim_end();
        for above in self.above(region) {
            let name = self.view::<tables::Region>(above.0)?.name;
            left = left.strip_suffix(name).map_or(left, str::trim_end);
        }
        Ok(left.is_empty())
    }

    // Whether units of these names stand above, nearest first; a path may leave units out.
    fn lies_below(&self, region: RegionId, names: &[&str]) -> Result<bool, Error> {
        let mut wanted = names.iter().peekable();
        for above in self.above(region) {
            let Some(name) = wanted.peek() else { return Ok(true) };
            if self.view::<tables::Region>(above.0)?.name == **name {
                wanted.next();
            }
        }
        Ok(wanted.peek().is_none())
    }

    /// The units above a region, nearest first; as many as there can be, even if a forged tree goes round.
    pub(crate) fn above(&self, region: RegionId) -> impl Iterator<Item = RegionId> + '_ {
        std::iter::successors(self.parent(region), |at| self.parent(*at)).take(8)
    }

    /// The unit above.
    #[must_use]
    pub fn parent(&self, region: RegionId) -> Option<RegionId> {
        let parent = self.node(region)?.parent;
        (parent != u32::MAX && parent != region.0).then_some(RegionId(parent))
    }

    /// The row of a region.
    ///
    /// # Errors
    /// There is no such region.
    pub fn region_row(&self, region: RegionId) -> Result<tables::Region, Error> {
        self.row(region.0)
    }

    /// Names from the province down, joined by `/`.
    ///
    /// # Errors
    /// There is no such region.
    pub fn region_path(&self, region: RegionId) -> Result<String, Error> {
        let mut names = vec![self.view::<tables::Region>(region.0)?.name];
        for above in self.above(region) {
            let row = self.view::<tables::Region>(above.0)?;
            if row.level > 1 {
                names.push(row.name);
            }
        }
        names.reverse();
        Ok(names.join("/"))
    }

    /// Whether `inner` is `outer` or lies inside it.
    #[must_use]
    pub fn lies_in(&self, inner: RegionId, outer: RegionId) -> bool {
        self.node(outer).zip(self.node(inner)).is_some_and(|(outer, inner)| outer.holds(&inner))
    }

    /// The row of an edition.
    ///
    /// # Errors
    /// There is no such edition.
    pub fn edition_row(&self, edition: EditionId) -> Result<tables::Edition, Error> {
        self.row(edition.0)
    }
}

// `朝阳区(220104)`, with either kind of parentheses.
fn coded(name: &str) -> Option<(&str, &str)> {
    let inner = name.strip_suffix([')', '）'])?;
    let (shown, code) = inner.rsplit_once(['(', '（'])?;
    (!code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit())).then_some((shown, code))
}
