//! From a cube of cells to a case that a person could bring: concrete answers, in the words of the language.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic, Witness};
use matter_core::hir::{Argument, Duration, Fact, FactKind, Level, Operation, Origin};
use matter_core::regions::RegionTree;
use matter_decide::{
    Budget, Cube, Dim, Formula, Nature, Outcome, Point, Ranges, Relation, RelationKind, Search, Space, Units, World,
};
use matter_runtime::tables::Day;

use super::case::Case;
use super::codes;
use crate::words::duration;

/// What is needed to turn values into words.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Administrative divisions.
    pub regions: &'a RegionTree,
    /// Position of the catalogue's root.
    pub root: u32,
    /// The day that stands for today.
    pub today: Day,
}

impl Words<'_> {
    /// The first case of these cubes that can exist. If there is none the finding does not stand; if that could not be decided, it is
    /// reported as *not decided*. `complete` says that there are no further cubes.
    pub(super) fn first_case(
        &self,
        case: &Case,
        (cubes, complete): (&[Cube], bool),
        found: &mut Vec<Diagnostic>,
        origin: &Origin,
    ) -> Option<Witness> {
        if cubes.is_empty() && complete {
            return None;
        }
        // Comparisons of two definitions add dimensions of their own (documents held, facts of the other) behind the facts; the scene
        // puts days and places there.
        let facts = case.space.domains.len();
        let own = |side: &&(Dim, Ranges)| usize::from(side.0) < facts;
        let cubes: Vec<Cube> = cubes.iter().map(|cube| Cube::new(cube.sides().iter().filter(own).cloned())).collect();
        let cubes = cubes.as_slice();
        let scene = Scene::new(case, &case.space, self);
        let world = scene.world(&case.possible);
        match world.first_feasible(cubes, complete, &mut Budget::default()) {
            Search::Found(point) => {
                let cube = cubes.iter().find(|cube| cube.contains(&point));
                let named = cube.map(|cube| cube.sides().iter().map(|side| side.0).collect()).unwrap_or_default();
                Some(self.witness(case, &scene, named, &point))
            }
            Search::None => None,
            Search::NotDecided(_) => {
                found.push(case.finding(codes::NOT_DECIDED, origin));
                None
            }
        }
    }

    /// A case that can exist and in which the formula holds, under the same terms. The narrowest description is tried first, because it
    /// names the fewest facts; if no case fits it, the whole formula is searched.
    pub(super) fn case_where(
        &self,
        case: &Case,
        formula: &Formula,
        found: &mut Vec<Diagnostic>,
        origin: &Origin,
    ) -> Option<Witness> {
        let example = case.ask(origin, found, |partition, budget| partition.example(formula, budget)).flatten()?;
        self.case_in(case, &case.space, (&example, formula), found, origin)
    }

    /// A case of a formula over a space that begins with the matter's facts; the example is one of the formula's cubes.
    pub(super) fn case_in(
        &self,
        case: &Case,
        space: &Space,
        (example, formula): (&Cube, &Formula),
        found: &mut Vec<Diagnostic>,
        origin: &Origin,
    ) -> Option<Witness> {
        match self.solved(case, space, (example, formula)) {
            Ok(solved) => solved.map(|(named, point)| self.told(case, named, &point)),
            Err(_) => {
                found.push(case.finding(codes::NOT_DECIDED, origin));
                None
            }
        }
    }

    /// The same as the facts that the case rests on and a value for each fact.
    pub(super) fn solved(
        &self,
        case: &Case,
        space: &Space,
        (example, formula): (&Cube, &Formula),
    ) -> Outcome<Option<(Vec<Dim>, Point)>> {
        let scene = Scene::new(case, space, self);
        if let Search::Found(point) = scene.world(&case.possible).solve(example, &mut Budget::default()) {
            return Ok(Some((example.sides().iter().map(|side| side.0).collect(), point)));
        }
        let allowed = Formula::and([case.possible.clone(), formula.clone()]);
        match scene.world(&allowed).solve(&Cube::new([]), &mut Budget::default()) {
            Search::Found(point) => Ok(Some((formula.dims(), point))),
            Search::None => Ok(None),
            Search::NotDecided(undecided) => Err(undecided),
        }
    }

    /// A case in words, as far as these facts tell it.
    pub(super) fn told(&self, case: &Case, named: Vec<Dim>, point: &Point) -> Witness {
        self.witness(case, &Scene::new(case, &case.space, self), named, point)
    }

    /// The named facts, and what derived facts among them are computed from, with their values. Where a definition is for some regions only,
    /// the case says in which it lies.
    fn witness(&self, case: &Case, scene: &Scene, mut named: Vec<Dim>, point: &Point) -> Witness {
        let definition = case.definition;
        for relation in scene.relations.iter().rev() {
            if named.contains(&relation.result) {
                named.extend([relation.a, relation.b]);
            }
        }
        let varied = definition.scope.depth > 0;
        named.extend(case.place().filter(|_| varied));
        named.sort_unstable();
        named.dedup();
        let placed = case.place().is_some_and(|place| named.contains(&place));
        let answers = named.iter().filter_map(|dim| {
            let fact = definition.facts.get(usize::from(*dim))?;
            let value = *point.get(usize::from(*dim))?;
            let text = self.value(fact, value)?;
            Some((*dim, fact.title.clone(), text))
        });
        let is_judged = |dim: &&Dim| {
            let fact = definition.facts.get(usize::from(**dim));
            fact.is_some_and(|fact| matches!(fact.kind, FactKind::Finding { .. }))
        };
        let responsible =
            scene.responsible.filter(|dim| named.contains(dim)).and_then(|dim| point.get(usize::from(dim)));
        let responsible = responsible.and_then(|at| u32::try_from(*at).ok());
        let region = responsible.or_else(|| (varied && case.place().is_none()).then_some(case.stands));
        let settled = placed || !case.says_who();
        Witness {
            matter: definition.matter.name.clone(),
            answers: answers.collect(),
            judged: named.iter().filter(is_judged).copied().collect(),
            day: Some(self.day(case)),
            region: region.map(|at| self.region(at)),
            responsible: (!settled).then(|| self.region(region.unwrap_or(case.stands))),
        }
    }

    /// The day on which a case of the definition is told.
    fn day(&self, case: &Case) -> Day {
        case.day.unwrap_or(self.today)
    }

    /// A value as an answer is written; `None` for what is computed.
    #[must_use]
    pub fn value(&self, fact: &Fact, value: i64) -> Option<Arc<str>> {
        Some(match &fact.kind {
            FactKind::YesNo | FactKind::Option { .. } | FactKind::Held { .. } | FactKind::Finding { .. } => {
                if value == 0 { "否".into() } else { "是".into() }
            }
            FactKind::Choice { values, .. } => values.get(usize::try_from(value).ok()?)?.clone(),
            FactKind::Number { scale, unit } => {
                let unit = unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
                format!("{}{unit}", decimal(value, *scale)).into()
            }
            FactKind::Money => money(value).into(),
            FactKind::Date => date(Day(i32::try_from(value).ok()?)).into(),
            FactKind::Region(_) => self.region(u32::try_from(value).ok()?),
            FactKind::Derived { .. } => return None,
        })
    }

    /// A region by its shortest unambiguous name.
    pub(super) fn region(&self, position: u32) -> Arc<str> {
        self.regions.shortest_path(position, self.root).into()
    }

    /// A duration as it is written.
    #[must_use]
    pub fn duration(&self, length: Duration) -> Arg {
        Arg::Code(duration(length).into())
    }
}

/// `YYYY-MM-DD`
fn date(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A scaled integer with its decimal point, without trailing zeros.
fn decimal(value: i64, scale: u8) -> String {
    let power = 10_u64.saturating_pow(u32::from(scale));
    let (whole, part) = (value.unsigned_abs() / power, value.unsigned_abs() % power);
    let sign = if value < 0 { "-" } else { "" };
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{part:0width$}", width = usize::from(scale));
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

/// Fen as yuan, or as ten thousand yuan where that is round.
fn money(fen: i64) -> String {
    const WAN: i64 = 1_000_000;
    if fen != 0 && fen % WAN == 0 {
        return format!("{} 万元", fen / WAN);
    }
    format!("{} 元", decimal(fen, 2))
}

/// The facts with what relates them; built-in dates and the responsible region follow the facts.
pub(super) struct Scene {
    space: Space,
    relations: Vec<Relation>,
    natures: Vec<Nature>,
    pub(super) responsible: Option<Dim>,
    ground: Ground,
}

/// When and where cases are looked for.
pub(super) struct Ground {
    pub(super) days: Ranges,
    pub(super) regions: Ranges,
}

impl Scene {
    /// What cases there are if only these are possible.
    pub(super) fn world<'w>(&'w self, feasible: &'w Formula) -> World<'w> {
        World { space: &self.space, relations: &self.relations, feasible, natures: &self.natures }
    }

    /// The cases of today in the regions for which the definition decides.
    pub(super) fn new(case: &Case, space: &Space, words: &Words) -> Self {
        let today = Ranges::single(i64::from(words.day(case).0));
        Self::on(case, space, words, Ground { days: today, regions: case.regions.clone() })
    }

    /// The cases of some days in some regions.
    pub(super) fn on(case: &Case, space: &Space, words: &Words, ground: Ground) -> Self {
        let definition = case.definition;
        let mut natures: Vec<Nature> = definition.facts.iter().map(|fact| nature(fact, words.day(case))).collect();
        natures.resize(space.domains.len(), Nature::Listed);
        let mut scene = Self { space: space.clone(), relations: Vec::new(), natures, responsible: None, ground };
        let place = case.place().and_then(|dim| Some((dim, scene.space.domains.get_mut(usize::from(dim))?)));
        if let Some((_, domain)) = place {
            *domain = domain.intersect(&scene.ground.regions);
        }
        let mut today = None;
        for (result, fact) in (0..).zip(&definition.facts) {
            if let FactKind::Derived { operation, a, b } = &fact.kind {
                let a = scene.argument(case, (*operation, a), &mut today);
                let b = scene.argument(case, (*operation, b), &mut today);
                let kind = kind(*operation, words.regions);
                scene.relations.push(Relation { kind, result, a, b });
            }
        }
        scene
    }

    fn argument(&mut self, case: &Case, (operation, argument): (Operation, &Argument), today: &mut Option<Dim>) -> Dim {
        match argument {
            Argument::Fact(dim) => *dim,
            Argument::ApplicationDay | Argument::AcceptanceDay | Argument::EventDay => {
                *today.get_or_insert_with(|| self.push(self.ground.days.clone()))
            }
            Argument::Responsible => {
                // Who lives in a unit lies in the same units around it as the unit itself.
                if let (Some(place), Operation::SameUnit(_)) = (case.place(), operation) {
                    return place;
                }
                if let Some(dim) = self.responsible {
                    return dim;
                }
                let dim = self.push(self.ground.regions.clone());
                self.responsible = Some(dim);
                dim
            }
        }
    }

    fn push(&mut self, domain: Ranges) -> Dim {
        self.space.domains.push(domain);
        self.natures.push(Nature::Listed);
        Dim::try_from(self.space.domains.len().saturating_sub(1)).unwrap_or(Dim::MAX)
    }
}

fn nature(fact: &Fact, today: Day) -> Nature {
    match &fact.kind {
        FactKind::Number { scale, .. } => Nature::Number { unit: 10_i64.saturating_pow(u32::from(*scale)) },
        FactKind::Money => Nature::Number { unit: 100 },
        FactKind::Date => Nature::Day { near: Some(i64::from(today.0)) },
        FactKind::Derived { .. } => Nature::Number { unit: 1 },
        _ => Nature::Listed,
    }
}

fn kind(operation: Operation, regions: &RegionTree) -> RelationKind {
    match operation {
        Operation::Equal => RelationKind::Equal,
        Operation::Less => RelationKind::Less,
        Operation::AtMost => RelationKind::AtMost,
        Operation::Years => RelationKind::Years,
        Operation::Months => RelationKind::Months,
        Operation::MonthsBegun => RelationKind::MonthsBegun,
        Operation::Days => RelationKind::Days,
        Operation::SameUnit(level) => RelationKind::SameUnit(units(regions, level)),
    }
}

/// The units of a level as intervals; where the level is missing the unit above acts as one.
fn units(regions: &RegionTree, level: Level) -> Units {
    let units = regions.units(level, 0, regions.last()).map(|unit| regions.interval(unit));
    Units::of_intervals(units.map(|(first, last)| (first.into(), last.into())))
}
