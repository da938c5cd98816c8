//! Cases that tell a right evaluator from a wrong one: values on both sides of every bound, and pairs that differ in one part of a condition
//! and in its outcome (modified condition/decision coverage). Each is a case that can exist; what comes out is for the runtime to say.

use std::sync::Arc;

use matter_core::hir::{Definition, FactKind, Owner, Rule, Yield};
use matter_decide::{Budget, Cube, Formula, Point, Search};
use matter_runtime::tables::Day;

use super::case::{Case, condition, implication, when};
use super::witness::{Scene, Words};

/// What a case is made for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Purpose {
    /// A value next to a bound of the condition.
    Boundary,
    /// One of two cases that differ in one part of the condition and in the outcome.
    Pair,
}

/// What a case shows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Shows {
    /// Address of the line.
    pub line: Arc<str>,
    /// Name of the fact that decides.
    pub fact: Arc<str>,
    /// What it is made for.
    pub purpose: Purpose,
}

/// One case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vector {
    /// Day of application and acceptance.
    pub day: Day,
    /// Position of the responsible region.
    pub responsible: u32,
    /// Answers in the order of the definition: name of the fact, value as an answer is written.
    pub answers: Vec<(Arc<str>, Arc<str>)>,
    /// What it shows, sorted.
    pub shows: Vec<Shows>,
}

/// The cases of one definition, each once, in the order of its lines. What the budget does not decide is left out: fewer cases, none wrong.
#[must_use]
pub fn vectors(definition: &Definition, definitions: &[Definition], words: &Words<'_>) -> Vec<Vector> {
    let today = day_in(definition, words.today);
    let words = Words { today, ..*words };
    let Some(responsible) = responsible(definition, definitions, &words) else { return Vec::new() };
    let case = Case::new(definition);
    // A condition is tried on everybody; other lines mean something only where the matter can be granted.
    let judged = Formula::and([case.possible.clone(), case.favourable()]);
    let mut maker =
        Maker { case: &case, scene: Scene::new(definition, &case.space, &words), words, responsible, made: Vec::new() };
    for rule in &definition.rules {
        if let Some(formula) = decides(rule) {
            let care = if condition(rule).is_some() { &judged } else { &case.eligible };
            maker.boundaries(rule, &formula, care);
            maker.pairs(rule, &formula, care);
        }
    }
    maker.made
}

/// The condition of a line; none where nothing depends on an answer.
fn decides(rule: &Rule) -> Option<Formula> {
    let formula = match (&rule.yields, condition(rule), when(rule)) {
        (Yield::Condition { official: Some(_), .. }, ..) => return None,
        (_, Some((when, holds)), _) => implication(when, holds),
        (_, None, when) => when?.clone(),
    };
    (!formula.dims().is_empty()).then_some(formula)
}

/// The catalogue's day if the definition is in force then, else the first or the last day on which it is.
fn day_in(definition: &Definition, today: Day) -> Day {
    let period = &definition.scope.period;
    match (period.from, period.to) {
        (Some(from), _) if today < from => from,
        (_, Some(to)) if to <= today => Day(to.0.saturating_sub(1)),
        _ => today,
    }
}

/// The first unit that may be responsible and for which no deeper layer holds on that day.
fn responsible(definition: &Definition, definitions: &[Definition], words: &Words<'_>) -> Option<u32> {
    let scope = &definition.scope;
    let level = definition.rules.iter().find_map(|rule| match rule.yields {
        Yield::Responsible { level, .. } => Some(level),
        _ => None,
    });
    let in_force = |other: &&Definition| {
        let period = &other.scope.period;
        period.from.is_none_or(|from| from <= words.today) && period.to.is_none_or(|to| words.today < to)
    };
    let deeper: Vec<&Definition> =
        definitions.iter().filter(|other| other.scope.depth > scope.depth).filter(in_force).collect();
    let free = |position: &u32| {
        words.regions.exists_on(*position, words.today)
            && !deeper.iter().any(|other| (other.scope.first..=other.scope.last).contains(position))
    };
    let units = level.map(|level| words.regions.units(level, scope.first, scope.last).find(free));
    units.flatten().or(Some(scope.first))
}

struct Maker<'a> {
    case: &'a Case<'a>,
    scene: Scene,
    words: Words<'a>,
    responsible: u32,
    made: Vec<Vector>,
}

impl Maker<'_> {
    fn boundaries(&mut self, rule: &Rule, formula: &Formula, care: &Formula) {
        let found = self.case.partition.boundaries(formula, care, &mut Budget::default());
        for boundary in found.unwrap_or_default() {
            if let Some(point) = self.solve(&boundary.cube, care) {
                self.add(rule, boundary.dim, Purpose::Boundary, &point);
            }
        }
    }

    fn pairs(&mut self, rule: &Rule, formula: &Formula, care: &Formula) {
        let found = self.case.partition.pairs(formula, care, &mut Budget::default());
        for pair in found.unwrap_or_default() {
            let both = self.scene.world(care).pair(&pair, &mut Budget::default());
            if let Some((inside, outside)) = both {
                self.add(rule, pair.dim, Purpose::Pair, &inside);
                self.add(rule, pair.dim, Purpose::Pair, &outside);
            }
        }
    }

    fn solve(&self, cube: &Cube, care: &Formula) -> Option<Point> {
        match self.scene.world(care).solve(cube, &mut Budget::default()) {
            Search::Found(point) => Some(point),
            Search::None | Search::NotDecided(_) => None,
        }
    }

    fn add(&mut self, rule: &Rule, dim: matter_decide::Dim, purpose: Purpose, point: &Point) {
        let definition = self.case.definition;
        let Some(fact) = definition.facts.get(usize::from(dim)) else { return };
        let shows = Shows { line: rule.address.clone(), fact: fact.name.clone(), purpose };
        let answered = definition.facts.iter().zip(point).filter(|(fact, _)| is_answered(fact.owner, &fact.kind));
        let answers = answered.filter_map(|(fact, value)| Some((fact.name.clone(), self.words.value(fact, *value)?)));
        let responsible = self.scene.responsible.and_then(|dim| u32::try_from(*point.get(usize::from(dim))?).ok());
        let responsible = responsible.unwrap_or(self.responsible);
        let vector = Vector { day: self.words.today, responsible, answers: answers.collect(), shows: vec![shows] };
        let same = |made: &&mut Vector| made.answers == vector.answers && made.responsible == vector.responsible;
        match self.made.iter_mut().find(same) {
            None => self.made.push(vector),
            Some(made) => {
                made.shows.extend(vector.shows);
                made.shows.sort();
                made.shows.dedup();
            }
        }
    }
}

const fn is_answered(owner: Owner, kind: &FactKind) -> bool {
    !matches!(owner, Owner::Computed) && !matches!(kind, FactKind::Derived { .. })
}
