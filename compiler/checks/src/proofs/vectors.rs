//! Cases that tell a right evaluator from a wrong one: values on both sides of every bound, and pairs that differ in one part of a condition
//! and in its outcome (modified condition/decision coverage). Each is a case that can exist; what comes out is for the runtime to say.

use std::sync::Arc;

use matter_core::hir::{Definition, Fact, FactKind, Level, Owner, Rule, Yield};
use matter_decide::{Budget, Cube, Dim, Formula, Point, Ranges, Search};
use matter_runtime::tables::{CHANNEL, Day};

use super::case::{Case, condition, day_in, implication, when};
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
    let words = Words { today: day_in(definition, words.today), ..*words };
    let case = Case::among(definition, definitions, &words);
    let responsible = case.stands;
    // A condition is tried on everybody; other lines mean something only where the matter can be granted.
    let candidates = candidates(definition);
    let mut space = case.space.clone();
    if let Some(domain) = candidates.first().and_then(|(dim, _)| space.domains.get_mut(usize::from(*dim))) {
        *domain = domain.intersect(&case.regions);
    }
    if let Some((dim, offered)) = channels(definition)
        && let Some(domain) = space.domains.get_mut(usize::from(dim))
    {
        *domain = domain.intersect(&offered);
    }
    let judged = Formula::and([case.possible.clone(), case.favourable()]);
    let scene = Scene::new(&case, &space, &words);
    let mut maker = Maker { case: &case, scene, words, responsible, candidates, made: Vec::new() };
    for rule in &definition.rules {
        if let Some(formula) = decides(rule) {
            let care = if condition(rule).is_some() { &judged } else { &case.eligible };
            maker.boundaries(rule, &formula, care);
            maker.pairs(rule, &formula, care);
        }
    }
    maker.made
}

/// The fact that says by which channel somebody comes, and the channels that the matter offers: no case comes by another one.
fn channels(definition: &Definition) -> Option<(Dim, Ranges)> {
    let named = |(_, fact): &(Dim, &Fact)| *fact.name == *CHANNEL;
    let (dim, fact) = (0..).zip(&definition.facts).find(named)?;
    let FactKind::Choice { values, .. } = &fact.kind else { return None };
    let offered = definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Channel(channel) => (0..).zip(values.iter()).find(|(_, value)| *value == channel).map(|(at, _)| at),
        _ => None,
    });
    let offered = Ranges::of(offered);
    (!offered.is_empty()).then_some((dim, offered))
}

/// Facts that say which unit is responsible, with its level.
fn candidates(definition: &Definition) -> Vec<(Dim, Level)> {
    let of = |rule: &Rule| match &rule.yields {
        Yield::Responsible { candidates, level } => candidates.iter().map(|dim| (*dim, *level)).collect(),
        _ => Vec::new(),
    };
    definition.rules.iter().flat_map(of).collect()
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

struct Maker<'a> {
    case: &'a Case<'a>,
    scene: Scene,
    words: Words<'a>,
    responsible: u32,
    candidates: Vec<(Dim, Level)>,
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

    fn add(&mut self, rule: &Rule, dim: Dim, purpose: Purpose, point: &Point) {
        let definition = self.case.definition;
        let Some(fact) = definition.facts.get(usize::from(dim)) else { return };
        let shows = Shows { line: rule.address.clone(), fact: fact.name.clone(), purpose };
        let answered = definition.facts.iter().zip(point).filter(|(fact, _)| is_answered(fact.owner, &fact.kind));
        let answers = answered.filter_map(|(fact, value)| Some((fact.name.clone(), self.words.value(fact, *value)?)));
        let Some(responsible) = self.responsible(point) else { return };
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

impl Maker<'_> {
    /// The unit that is responsible in a case, one of the candidates where there are any; none if the answers make somebody elsewhere so.
    fn responsible(&self, point: &Point) -> Option<u32> {
        let at = |dim: Dim| u32::try_from(*point.get(usize::from(dim))?).ok();
        let wanted = self.scene.responsible.and_then(at);
        if self.candidates.is_empty() {
            return Some(wanted.unwrap_or(self.responsible));
        }
        let regions = self.words.regions;
        let mut units = self.candidates.iter().filter_map(|(dim, level)| regions.roll_up(at(*dim)?, *level));
        units.find(|unit| wanted.map_or_else(|| regions.contains(self.responsible, *unit), |wanted| wanted == *unit))
    }
}

const fn is_answered(owner: Owner, kind: &FactKind) -> bool {
    !matches!(owner, Owner::Computed) && !matches!(kind, FactKind::Derived { .. })
}
