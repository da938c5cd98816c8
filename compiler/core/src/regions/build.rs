//! `regions.tsv` and `levels.tsv` → [`RegionTree`]: rows are read, hung under their parents and numbered in one walk.

use matter_runtime::tables::Day;
use rustc_hash::FxHashMap;

use super::names::bare_name;
use super::{LevelSet, MissingLevel, OPEN_FROM, OPEN_TO, Position, RegionTree, Unit};
use crate::hir::Level;

/// A row of a region table that could not be taken over; the row is left out.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RegionProblem {
    /// Line in the table's text, the header being 1.
    pub line: u32,
    /// What is wrong.
    pub kind: RegionProblemKind,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RegionProblemKind {
    /// Fewer columns than the header promises.
    Columns,
    /// The code is not twelve digits, or this code and first day stand there twice.
    Code,
    /// No such level.
    Level,
    /// The parent is unknown or is not of a higher level.
    Parent,
    /// A day that does not exist.
    Day,
}

/// A row before it has a position.
struct Row<'t> {
    line: u32,
    code: u64,
    name: &'t str,
    level: Level,
    parent: u64,
    kind: &'t str,
    from: i32,
    to: i32,
}

impl RegionTree {
    /// Builds the tree from the texts of `regions.tsv` and `levels.tsv`. Rows that cannot be read are left out and reported.
    #[must_use]
    pub fn read(regions: &str, levels: &str) -> (Self, Vec<RegionProblem>) {
        let mut problems = Vec::new();
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (line, text) in lines(regions) {
            match read_row(line, text) {
                Ok(row) => rows.push(row),
                Err(kind) => problems.push(RegionProblem { line, kind }),
            }
        }
        let mut tree = number(&rows, &mut problems);
        tree.read_levels(levels, &mut problems);
        tree.index_codes_and_names();
        tree.collect_levels_below();
        problems.sort_by_key(|problem| problem.line);
        (tree, problems)
    }

    fn read_levels(&mut self, text: &str, problems: &mut Vec<RegionProblem>) {
        for (line, text) in lines(text) {
            match read_missing_level(text) {
                Ok(rule) => self.missing.push(rule),
                Err(kind) => problems.push(RegionProblem { line, kind }),
            }
        }
    }

    fn index_codes_and_names(&mut self) {
        let mut by_code: Vec<Position> = self.positions().collect();
        let mut by_name = by_code.clone();
        let mut by_bare_name = by_code.clone();
        by_code.sort_by_key(|at| (self.unit(*at).map(|unit| unit.code), *at));
        // Both sorts are stable, so units of equal name stay in order.
        by_name.sort_by(|a, b| self.name(*a).cmp(self.name(*b)));
        by_bare_name.sort_by_cached_key(|at| bare_name(self.name(*at)));
        (self.by_code, self.by_name, self.by_bare_name) = (by_code, by_name, by_bare_name);
    }

    fn collect_levels_below(&mut self) {
        for position in self.positions().rev() {
            let Some(unit) = self.unit(position) else { continue };
            let (parent, levels) = (unit.parent, unit.below.with(unit.level));
            if position != 0
                && let Some(above) = self.units.get_mut(parent as usize)
            {
                above.below = above.below.union(levels);
            }
        }
    }
}

/// Lines behind the header with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (2..).zip(text.lines().skip(1)).filter(|(_, line)| !line.is_empty())
}

fn read_row(line: u32, text: &str) -> Result<Row<'_>, RegionProblemKind> {
    let mut columns = text.split('\t');
    let mut next = || columns.next().ok_or(RegionProblemKind::Columns);
    let (code, name, level, parent, kind) = (next()?, next()?, next()?, next()?, next()?);
    let (from, to) = (next()?, next()?);
    Ok(Row {
        line,
        code: read_code(code)?,
        name,
        level: Level::from_name(level).filter(|level| *level != Level::Nation).ok_or(RegionProblemKind::Level)?,
        parent: if parent.is_empty() { 0 } else { read_code(parent)? },
        kind,
        from: read_day(from)?.unwrap_or(OPEN_FROM),
        to: read_day(to)?.unwrap_or(OPEN_TO),
    })
}

fn read_code(text: &str) -> Result<u64, RegionProblemKind> {
    if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(RegionProblemKind::Code);
    }
    text.parse().map_err(|_| RegionProblemKind::Code)
}

fn read_day(text: &str) -> Result<Option<i32>, RegionProblemKind> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse::<Day>().map(|day| Some(day.0)).map_err(|_| RegionProblemKind::Day)
}

fn read_missing_level(text: &str) -> Result<MissingLevel, RegionProblemKind> {
    let mut columns = text.split('\t');
    let mut next = || columns.next().ok_or(RegionProblemKind::Columns);
    let (region, missing, acts, basis, note) = (next()?, next()?, next()?, next()?, next()?);
    Ok(MissingLevel {
        region: read_code(region)?,
        missing: Level::from_name(missing).ok_or(RegionProblemKind::Level)?,
        acts: Level::from_name(acts).ok_or(RegionProblemKind::Level)?,
        basis: basis.into(),
        note: note.into(),
    })
}

/// Rows that share a parent, as a linked list in row order: `first` child, then `next` sibling.
struct Children {
    first: Vec<Option<usize>>,
    next: Vec<Option<usize>>,
}

fn number(rows: &[Row<'_>], problems: &mut Vec<RegionProblem>) -> RegionTree {
    let mut tree = nation_only(rows);
    let (children, top) = hang(rows, problems);
    let mut kinds: FxHashMap<&str, u16> = FxHashMap::default();
    // A frame is the next row to place and the position of its parent; the parent's `last` is set when its frame ends.
    let mut frames: Vec<(Option<usize>, Position)> = vec![(top, 0)];
    while let Some((row_index, parent)) = frames.pop() {
        let Some((index, row)) = row_index.and_then(|index| Some((index, rows.get(index)?))) else {
            let last = tree.units.len().saturating_sub(1) as Position;
            if let Some(unit) = tree.units.get_mut(parent as usize) {
                unit.last = last;
            }
            continue;
        };
        let position = tree.units.len() as Position;
        let unit = tree.unit_of(row, parent, &mut kinds);
        tree.units.push(unit);
        frames.push((children.next.get(index).copied().flatten(), parent));
        frames.push((children.first.get(index).copied().flatten(), position));
    }
    tree
}

fn nation_only(rows: &[Row<'_>]) -> RegionTree {
    const NAME: &str = "中华人民共和国";
    let nation = Unit {
        code: 0,
        name: (0, NAME.len() as u32),
        parent: 0,
        last: 0,
        from: OPEN_FROM,
        to: OPEN_TO,
        kind: 0,
        level: Level::Nation,
        below: LevelSet::default(),
    };
    let mut units = Vec::with_capacity(rows.len() + 1);
    units.push(nation);
    RegionTree {
        units,
        text: NAME.to_owned(),
        kinds: vec!["国家".into()],
        by_code: Vec::new(),
        by_name: Vec::new(),
        by_bare_name: Vec::new(),
        missing: Vec::new(),
    }
}

impl RegionTree {
    fn unit_of<'t>(&mut self, row: &Row<'t>, parent: Position, kinds: &mut FxHashMap<&'t str, u16>) -> Unit {
        let start = self.text.len() as u32;
        self.text.push_str(row.name);
        let kind = *kinds.entry(row.kind).or_insert_with(|| {
            self.kinds.push(row.kind.into());
            (self.kinds.len() - 1) as u16
        });
        let position = self.units.len() as Position;
        Unit {
            code: row.code,
            name: (start, self.text.len() as u32),
            parent,
            last: position,
            from: row.from,
            to: row.to,
            kind,
            level: row.level,
            below: LevelSet::default(),
        }
    }
}

/// Links each row below its parent; a row whose parent is not of a higher level is reported and left out, so there are no cycles.
fn hang(rows: &[Row<'_>], problems: &mut Vec<RegionProblem>) -> (Children, Option<usize>) {
    let mut by_code: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (index, row) in rows.iter().enumerate() {
        by_code.entry(row.code).or_default().push(index);
    }
    let mut children = Children { first: vec![None; rows.len()], next: vec![None; rows.len()] };
    let mut top = None;
    for (index, row) in rows.iter().enumerate().rev() {
        let twins = by_code.get(&row.code).map_or(&[] as &[usize], |twins| twins);
        if twins.iter().filter_map(|twin| rows.get(*twin)).any(|twin| twin.line < row.line && twin.from == row.from) {
            problems.push(RegionProblem { line: row.line, kind: RegionProblemKind::Code });
            continue;
        }
        let slot = if row.parent == 0 {
            Some(&mut top)
        } else {
            parent_row(rows, by_code.get(&row.parent), row).and_then(|parent| children.first.get_mut(parent))
        };
        let Some(slot) = slot else {
            problems.push(RegionProblem { line: row.line, kind: RegionProblemKind::Parent });
            continue;
        };
        let following = slot.replace(index);
        if let Some(next) = children.next.get_mut(index) {
            *next = following;
        }
    }
    (children, top)
}

/// Of the parent's periods the one in which the row begins; else the first.
fn parent_row(rows: &[Row<'_>], candidates: Option<&Vec<usize>>, row: &Row<'_>) -> Option<usize> {
    let higher = |index: &usize| rows.get(*index).is_some_and(|parent| parent.level < row.level);
    let covers = |index: &usize| rows.get(*index).is_some_and(|parent| parent.from <= row.from && row.from < parent.to);
    let mut fitting = candidates?.iter().copied().filter(higher);
    fitting.clone().find(covers).or_else(|| fitting.next())
}
