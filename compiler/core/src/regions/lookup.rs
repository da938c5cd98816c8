//! What people write → position: codes, names, suffix paths, names with their code.

use matter_runtime::tables::Day;

use super::names::bare_name;
use super::{Position, RegionTree};
use crate::hir::Level;
use crate::names::similar_unordered;

/// Outcome of a lookup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RegionLookup {
    /// Exactly one unit.
    Found(Position),
    /// Several units have this name, in order.
    Ambiguous(Vec<Position>),
    /// `朝阳区(220105)`: the code exists, but that unit is called otherwise.
    OtherName(Position),
    /// None.
    Unknown,
}

impl RegionLookup {
    /// The unit, if there is exactly one.
    #[must_use]
    pub const fn found(&self) -> Option<Position> {
        match self {
            Self::Found(position) => Some(*position),
            _ => None,
        }
    }

    fn of(mut candidates: Vec<Position>) -> Self {
        match (candidates.pop(), candidates.is_empty()) {
            (None, _) => Self::Unknown,
            (Some(only), true) => Self::Found(only),
            (Some(last), false) => {
                candidates.push(last);
                Self::Ambiguous(candidates)
            }
        }
    }
}

/// What narrows a lookup.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Within {
    /// The catalogue's root: names are looked up below it first.
    pub root: Position,
    /// Units that do not exist on this day are passed over if others do.
    pub day: Option<Day>,
    /// Where several units have the name, those of this level are meant.
    pub level: Option<Level>,
}

impl RegionTree {
    /// The unit with a code of 2, 4, 6, 9 or 12 digits; the latest period's, or the one that exists on `day`.
    #[must_use]
    pub fn by_code(&self, code: &str, day: Option<Day>) -> Option<Position> {
        if !matches!(code.len(), 2 | 4 | 6 | 9 | 12) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let wanted = format!("{code:0<12}").parse::<u64>().ok().filter(|code| *code != 0)?;
        let start = self.by_code.partition_point(|at| self.unit(*at).is_some_and(|unit| unit.code < wanted));
        let mut periods: Vec<Position> = self
            .by_code
            .iter()
            .skip(start)
            .copied()
            .take_while(|at| self.unit(*at).is_some_and(|unit| unit.code == wanted))
            .collect();
        periods.sort_by_key(|at| self.unit(*at).map(|unit| unit.from));
        let on_day = day.and_then(|day| periods.iter().copied().find(|at| self.exists_on(*at, day)));
        on_day.or_else(|| periods.last().copied())
    }

    /// Finds what is written: `440307`, `龙岗区`, `龙岗`, `长春市/朝阳区`, `朝阳区(220104)`, `全国`.
    #[must_use]
    pub fn find(&self, text: &str, within: Within) -> RegionLookup {
        let text = text.trim();
        if matches!(text, "全国" | "中国" | "国家") {
            return RegionLookup::Found(0);
        }
        if text.starts_with(|first: char| first.is_ascii_digit()) {
            return self.by_code(text, within.day).map_or(RegionLookup::Unknown, RegionLookup::Found);
        }
        if let Some((name, code)) = name_and_code(text) {
            return self.find_coded(name, code, within.day);
        }
        let mut path: Vec<&str> = text.split('/').map(str::trim).collect();
        let Some(name) = path.pop() else { return RegionLookup::Unknown };
        self.find_named(&path, name, within)
    }

    /// The unit with this code, if it has this name.
    #[must_use]
    pub fn find_coded(&self, name: &str, code: &str, day: Option<Day>) -> RegionLookup {
        match self.by_code(code, day) {
            None => RegionLookup::Unknown,
            Some(position) if self.is_called(position, name) => RegionLookup::Found(position),
            Some(position) => RegionLookup::OtherName(position),
        }
    }

    /// The whole name counts before the short one, each below the root before elsewhere.
    fn find_named(&self, path: &[&str], name: &str, within: Within) -> RegionLookup {
        let whole = self.equal_range(&self.by_name, name, |tree, at| tree.name(at));
        let short = self.equal_range(&self.by_bare_name, name, |tree, at| bare_name(tree.name(at)));
        for named in [whole, short] {
            let fitting: Vec<Position> = named.iter().copied().filter(|at| self.lies_on(*at, path)).collect();
            let below_root: Vec<Position> =
                fitting.iter().copied().filter(|at| self.contains(within.root, *at)).collect();
            for candidates in [below_root, fitting] {
                if !candidates.is_empty() {
                    return RegionLookup::of(self.narrow(candidates, within));
                }
            }
        }
        RegionLookup::Unknown
    }

    fn narrow(&self, candidates: Vec<Position>, within: Within) -> Vec<Position> {
        let on_day = |at: &Position| within.day.is_none_or(|day| self.exists_on(*at, day));
        let of_level = |at: &Position| within.level.is_none_or(|level| self.level(*at) == level);
        let candidates = keep_if_any(candidates, on_day);
        let mut candidates = keep_if_any(candidates, of_level);
        candidates.sort_unstable();
        candidates
    }

    /// Positions of a sorted index whose key equals the name.
    fn equal_range<'t>(
        &'t self,
        index: &'t [Position],
        name: &str,
        key: impl Fn(&'t Self, Position) -> &'t str,
    ) -> &'t [Position] {
        let start = index.partition_point(|at| key(self, *at) < name);
        let end = index.partition_point(|at| key(self, *at) <= name);
        index.get(start..end).unwrap_or(&[])
    }

    fn is_called(&self, position: Position, name: &str) -> bool {
        self.name(position) == name || bare_name(self.name(position)) == name
    }

    /// Whether the units of the path hold the position, outermost first; levels may be left out.
    fn lies_on(&self, position: Position, path: &[&str]) -> bool {
        let mut above = self.ancestors(position).skip(1);
        path.iter().rev().all(|name| above.any(|at| self.is_called(at, name)))
    }

    /// Units whose names resemble this one, best first and those below the root before others, as they are written from there.
    #[must_use]
    pub fn similar(&self, name: &str, root: Position) -> Vec<String> {
        let wanted = name.rsplit('/').next().unwrap_or(name);
        let (first, last) = self.interval(root);
        let below: Vec<Position> = (first..=last).collect();
        for among in [below.as_slice(), self.by_name.as_slice()] {
            let near = similar_unordered(wanted, among.iter().map(|at| self.name(*at)));
            let units = near.iter().filter_map(|near| among.iter().find(|at| self.name(**at) == *near));
            let found: Vec<String> = units.map(|at| self.shortest_path(*at, root)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The shortest way to write the unit so that it is found again from this root: name, `city/name` …, else `name(code)`.
    #[must_use]
    pub fn shortest_path(&self, position: Position, root: Position) -> String {
        let within = Within { root, ..Within::default() };
        if self.find(self.name(position), within).found() == Some(position) {
            return self.name(position).to_owned();
        }
        for above in self.ancestors(position).skip(1).filter(|above| *above != 0) {
            let longer = format!("{}/{}", self.name(above), self.name(position));
            if self.find(&longer, within).found() == Some(position) {
                return longer;
            }
        }
        let code = self.code(position);
        format!("{}({})", self.name(position), code.get(..6).filter(|_| code.ends_with("000000")).unwrap_or(&code))
    }
}

fn keep_if_any(candidates: Vec<Position>, test: impl Fn(&Position) -> bool) -> Vec<Position> {
    let kept: Vec<Position> = candidates.iter().copied().filter(test).collect();
    if kept.is_empty() { candidates } else { kept }
}

/// `朝阳区(220104)` and `朝阳区（220104）` → name and code.
fn name_and_code(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')').or_else(|| text.strip_suffix('）'))?;
    let (name, code) = inner.split_once('(').or_else(|| inner.split_once('（'))?;
    Some((name.trim(), code.trim())).filter(|(_, code)| code.bytes().all(|byte| byte.is_ascii_digit()))
}
