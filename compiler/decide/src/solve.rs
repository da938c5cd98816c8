//! Makes a case out of a cube: one value for each fact, so that all relations hold and nothing excluded occurs. A case
//! is checked before it is returned; where none can exist that is proved; otherwise the search says so.

use crate::budget::{Budget, Outcome, Undecided};
use crate::choice::CASE_LIMIT;
use crate::formula::Formula;
use crate::natural::Nature;
use crate::partition::Partition;
use crate::propagate::Values;
use crate::ranges::Ranges;
use crate::relation::Relation;
use crate::sensitivity::Pair;
use crate::space::{Cube, Dim, Point, Space};

/// Values tried for one box before the search gives up.
const TRIES: u32 = 512;

/// What cases there can be: domains, the meaning of derived facts, and what the catalogue excludes.
#[derive(Clone, Copy, Debug)]
pub struct World<'w> {
    /// The facts and their domains.
    pub space: &'w Space,
    /// What derived facts mean.
    pub relations: &'w [Relation],
    /// What holds in every case that can be: the negation of all exclusions.
    pub feasible: &'w Formula,
    /// What values stand for, by fact; facts beyond the end are [`Nature::Listed`].
    pub natures: &'w [Nature],
}

/// The outcome of a search for a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Search {
    /// A case that can exist.
    Found(Point),
    /// Proved: there is none.
    None,
    /// Neither found nor excluded; never a pass.
    NotDecided(Undecided),
}

impl World<'_> {
    /// Whether the point is a case that can exist.
    pub fn holds(&self, point: &[i64]) -> bool {
        let in_domain =
            |dim: Dim| point.get(usize::from(dim)).is_some_and(|value| self.space.domain(dim).contains(*value));
        point.len() == self.space.domains.len()
            && self.space.dims().all(in_domain)
            && self.feasible.eval(point)
            && self.relations.iter().all(|relation| relation.holds(point))
    }

    /// A natural case in the cube.
    ///
    /// ```
    /// use matter_decide::{Budget, Cube, Formula, Nature, Ranges, Relation, RelationKind, Search, Space, World};
    /// // Fact 0 is the age in years from birth (fact 1) to the application (fact 2).
    /// let space = Space::new([Ranges::between(0, 150), Ranges::between(-25_567, 25_567), Ranges::between(20_758, 20_758)]);
    /// let age = Relation { kind: RelationKind::Years, result: 0, a: 1, b: 2 };
    /// let natures = [Nature::Number { unit: 1 }, Nature::Day { near: None }, Nature::Day { near: None }];
    /// let world = World { space: &space, relations: &[age], feasible: &Formula::True, natures: &natures };
    /// let cube = Cube::new([(0, Ranges::between(80, 89))]);
    /// // On 2026-11-01 (day 20,758) who was born on 1946-01-01 (day -8,766) is 80.
    /// assert_eq!(world.solve(&cube, &mut Budget::default()), Search::Found(vec![80, -8_766, 20_758]));
    /// ```
    pub fn solve(&self, cube: &Cube, budget: &mut Budget) -> Search {
        self.first_feasible([cube], true, budget)
    }

    /// The first case among the cubes, in their order. `complete` says that these are all cubes of the finding; if not,
    /// finding no case in them decides nothing. [`CASE_LIMIT`] cubes without a case decide nothing either.
    pub fn first_feasible<'c>(
        &self,
        cubes: impl IntoIterator<Item = &'c Cube>,
        complete: bool,
        budget: &mut Budget,
    ) -> Search {
        let mut outcome = if complete { Search::None } else { Search::NotDecided(Undecided::Candidates) };
        for (index, cube) in cubes.into_iter().enumerate() {
            match self.case_in(cube, budget) {
                Ok(Some(point)) => return Search::Found(point),
                Ok(None) => {}
                Err(Undecided::Candidates) => outcome = Search::NotDecided(Undecided::Candidates),
                Err(undecided) => return Search::NotDecided(undecided),
            }
            if index + 1 >= CASE_LIMIT {
                return Search::NotDecided(Undecided::Candidates);
            }
        }
        outcome
    }

    /// Two cases that differ in as little as the relations allow and show the effect of an atom: first the one in which
    /// it holds. Both are checked; none if none was found.
    pub fn pair(&self, pair: &Pair, budget: &mut Budget) -> Option<(Point, Point)> {
        let Search::Found(inside) = self.solve(&pair.inside, budget) else { return None };
        let linked = self.linked(pair.dim);
        let keep = |kept: &dyn Fn(Dim) -> bool| {
            let fixed = self.space.dims().zip(&inside).filter(|(dim, _)| kept(*dim));
            let fixed = fixed.map(|(dim, value)| (dim, Ranges::single(*value)));
            Cube::new(pair.outside.sides().iter().cloned().chain(fixed))
        };
        let cubes = [keep(&|dim| dim != pair.dim), keep(&|dim| !linked.contains(&dim))];
        match self.first_feasible(&cubes, true, budget) {
            Search::Found(outside) => Some((inside, outside)),
            Search::None | Search::NotDecided(_) => None,
        }
    }

    /// The fact and all facts that relations connect with it.
    fn linked(&self, dim: Dim) -> Vec<Dim> {
        let mut linked = vec![dim];
        while let Some(next) = self.relations.iter().map(Relation::dims).find_map(|dims| {
            let touches = dims.iter().any(|dim| linked.contains(dim));
            dims.into_iter().find(|dim| touches && !linked.contains(dim))
        }) {
            linked.push(next);
        }
        linked
    }

    fn case_in(&self, cube: &Cube, budget: &mut Budget) -> Outcome<Option<Point>> {
        let allowed = Formula::and([Formula::from(cube), self.feasible.clone()]);
        let partition = Partition::of(self.space, [&allowed]);
        let blocks = partition.first_blocks(&allowed, CASE_LIMIT + 1, budget)?;
        let mut gave_up = blocks.len() > CASE_LIMIT;
        let groups = self.groups();
        for block in blocks.iter().take(CASE_LIMIT) {
            match self.case_in_box(&block.cube(&partition), &groups, budget) {
                Ok(Some(point)) if self.holds(&point) => return Ok(Some(point)),
                Ok(_) => {}
                Err(Undecided::Candidates) => gave_up = true,
                Err(undecided) => return Err(undecided),
            }
        }
        if gave_up { Err(Undecided::Candidates) } else { Ok(None) }
    }

    /// Each group of relations is solved by itself; what no relation mentions takes its most natural value.
    fn case_in_box(&self, cube: &Cube, groups: &[Group], budget: &mut Budget) -> Outcome<Option<Point>> {
        let (mut fixed, mut gave_up) = (cube.clone(), None);
        for group in groups {
            let values = group.dims.iter().map(|dim| (*dim, cube.values(self.space, *dim))).collect();
            match (Solver { world: self, relations: &group.relations, tries: TRIES }).case(Values(values), budget) {
                Ok(Some(values)) => values.0.iter().for_each(|(dim, value)| fixed.restrict(*dim, value)),
                Ok(None) => return Ok(None),
                Err(Undecided::Candidates) => gave_up = Some(Undecided::Candidates),
                Err(undecided) => return Err(undecided),
            }
        }
        let natural = |dim| self.examples(dim, &fixed.values(self.space, dim)).first().copied();
        gave_up.map_or_else(|| Ok(self.space.dims().map(natural).collect()), Err)
    }

    /// The relations, in groups that share no fact.
    fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for relation in self.relations {
            if groups.iter().any(|group| group.dims.contains(&relation.result)) {
                continue;
            }
            let mut dims = self.linked(relation.result);
            dims.sort_unstable();
            let relations = self.relations.iter().filter(|relation| dims.contains(&relation.result)).cloned().collect();
            groups.push(Group { dims, relations });
        }
        groups
    }

    fn examples(&self, dim: Dim, set: &Ranges) -> Vec<i64> {
        self.natures.get(usize::from(dim)).copied().unwrap_or_default().examples(set)
    }
}

/// Relations that hang together, and their facts in ascending order.
struct Group {
    dims: Vec<Dim>,
    relations: Vec<Relation>,
}

/// The search for one group in one box.
struct Solver<'w> {
    world: &'w World<'w>,
    relations: &'w [Relation],
    tries: u32,
}

impl Solver<'_> {
    /// One value for each fact of the group, or none if there is no case; depth is bounded by the tries.
    fn case(&mut self, mut values: Values, budget: &mut Budget) -> Outcome<Option<Values>> {
        self.tries = self.tries.checked_sub(1).ok_or(Undecided::Candidates)?;
        if values.0.iter().any(|(_, set)| set.is_empty()) || !values.narrow(self.relations, budget)? {
            return Ok(None);
        }
        let Some(dim) = next_fact(&values, self.relations) else { return Ok(self.checked(values)) };
        let examples = self.world.examples(dim, values.of(dim));
        let rest = values.of(dim).minus(&Ranges::of(examples.iter().copied()));
        let parts = examples.into_iter().map(Ranges::single).chain(halves(&rest));
        for part in parts {
            let mut narrowed = values.clone();
            narrowed.keep(dim, &part);
            let found = self.case(narrowed, budget)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The values, if they are one for each fact and all relations hold.
    fn checked(&self, values: Values) -> Option<Values> {
        let at = |dim: Dim| values.of(dim).only();
        let holds = |relation: &Relation| {
            let arguments = at(relation.a).zip(at(relation.b));
            arguments.map(|(a, b)| relation.kind.value(a, b)) == at(relation.result)
        };
        self.relations.iter().all(holds).then_some(values)
    }
}

/// The fact to decide next: first yes/no results, then arguments and results with the fewest values; ties by index.
fn next_fact(values: &Values, relations: &[Relation]) -> Option<Dim> {
    let open = |dim: &Dim| values.of(*dim).only().is_none();
    let answers = relations.iter().filter(|relation| relation.kind.is_yes_no()).map(|relation| relation.result);
    answers.filter(open).min().or_else(|| {
        let all = relations.iter().flat_map(Relation::dims).filter(open);
        all.min_by_key(|dim| (values.of(*dim).count(), *dim))
    })
}

/// The set in two parts at the middle of its extent; an empty set has none.
fn halves(set: &Ranges) -> Vec<Ranges> {
    let Some((low, high)) = set.first().zip(set.last()) else { return Vec::new() };
    let middle = i64::try_from((i128::from(low) + i128::from(high)).div_euclid(2)).unwrap_or(low);
    let parts = [Ranges::between(low, middle), Ranges::between(middle.saturating_add(1), high)];
    parts.iter().map(|part| set.intersect(part)).filter(|part| !part.is_empty()).collect()
}
