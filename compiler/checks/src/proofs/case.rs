//! A definition as a mathematical problem: its space, its cells, which cases are possible and which of them are eligible, and where and when
//! it is the one that decides.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::{
    Argument, Day, Definition, Fact, FactId, FactKind, Level, Operation, Origin, Owner, Rule, When, Yield,
};
use matter_decide::{Budget, Dim, Formula, Outcome, Partition, Ranges, Space, Undecided};

use super::codes;
use super::witness::Words;

/// The built-in fact that says how a case is handed in.
const CHANNEL: &str = "渠道";

/// Steps for one proof: an adversarial condition stops within 50 ms on an ordinary machine.
pub(super) const STEPS: u64 = Budget::DEFAULT_STEPS;

/// A definition, ready for questions.
pub(super) struct Case<'a> {
    pub(super) definition: &'a Definition,
    pub(super) space: Space,
    pub(super) partition: Partition,
    /// Cases that no 互斥 excludes, handed in through a channel that the matter offers.
    pub(super) possible: Formula,
    /// Possible cases in which every condition is met; judgements count as favourable.
    pub(super) eligible: Formula,
    /// Where the place from which the responsible unit follows lies, if lines speak of that place: where the definition holds.
    pub(super) located: Formula,
    /// Responsible regions for which the definition decides.
    pub(super) regions: Ranges,
    /// One of them at the level at which the matter is the responsibility of a unit.
    pub(super) stands: u32,
    /// A day on which it decides: today, if possible.
    pub(super) day: Option<Day>,
}

impl<'a> Case<'a> {
    pub(super) fn new(definition: &'a Definition) -> Self {
        let space = Space::new(definition.facts.iter().map(|fact| fact.domain.clone()));
        let nevers = Formula::or(definition.nevers.iter().map(|never| never.cases.clone()));
        let possible = Formula::and([Formula::not(nevers), implied_by_place(definition), offered(definition)]);
        let conditions = definition.rules.iter().filter_map(condition);
        let met = conditions.map(|(when, holds)| implication(when, holds));
        let eligible = Formula::and([possible.clone(), favourable(definition)].into_iter().chain(met));
        let formulas = definition.rules.iter().flat_map(formulas);
        let located = located(definition);
        let partition = Partition::of(&space, formulas.chain([&possible, &eligible, &located]));
        let scope = &definition.scope;
        let regions = Ranges::between(scope.first.into(), scope.last.into());
        Self { definition, space, partition, possible, eligible, located, regions, stands: scope.first, day: None }
    }

    /// The same among all definitions of its matter: deeper layers decide for their own regions.
    pub(super) fn among(definition: &'a Definition, definitions: &[Definition], words: &Words) -> Self {
        let mut case = Self::new(definition);
        let (scope, day) = (&definition.scope, day_in(definition, words.today));
        let in_force = |other: &&Definition| {
            let period = &other.scope.period;
            period.from.is_none_or(|from| from <= day) && period.to.is_none_or(|to| day < to)
        };
        let deeper = definitions.iter().filter(|other| other.scope.depth > scope.depth).filter(in_force);
        let deeper = Ranges::new(deeper.map(|other| (other.scope.first.into(), other.scope.last.into())));
        let own = case.regions.minus(&deeper);
        if !own.is_empty() {
            case.regions = own;
        }
        let level = responsible(definition).map(|(.., level)| level).next();
        let free = |at: &u32| words.regions.exists_on(*at, day) && case.regions.contains((*at).into());
        let unit = level.and_then(|level| words.regions.units(level, scope.first, scope.last).find(free));
        case.stands = unit.or_else(|| u32::try_from(case.regions.first()?).ok()).unwrap_or(scope.first);
        case.day = Some(day);
        case
    }

    /// The fact from which the responsible region follows, if there is one for all cases.
    pub(super) fn place(&self) -> Option<FactId> {
        self.placing().map(|(fact, _)| fact)
    }

    /// The same with the level of the responsible unit.
    pub(super) fn placing(&self) -> Option<(FactId, Level)> {
        placing(self.definition)
    }

    /// Whether the matter says who is responsible; where it does not, it is the unit that receives.
    pub(super) fn says_who(&self) -> bool {
        responsible(self.definition).next().is_some()
    }

    /// Cases in which every judgement is favourable.
    pub(super) fn favourable(&self) -> Formula {
        favourable(self.definition)
    }

    /// Asks one question within the budget; what could not be decided is reported at `origin` and nothing is concluded.
    pub(super) fn ask<T>(
        &self,
        origin: &Origin,
        found: &mut Vec<Diagnostic>,
        question: impl FnOnce(&Partition, &mut Budget) -> Outcome<T>,
    ) -> Option<T> {
        match question(&self.partition, &mut Budget::steps(STEPS)) {
            Ok(answer) => Some(answer),
            Err(Undecided::Cancelled) => None,
            Err(_) => {
                found.push(self.finding(codes::NOT_DECIDED, origin));
                None
            }
        }
    }

    /// A finding about this matter at a place of it.
    pub(super) fn finding(&self, code: Code, origin: &Origin) -> Diagnostic {
        Diagnostic::new(code, place(origin)).with("matter", Arg::Code(self.definition.matter.name.clone()))
    }
}

/// Lines of 属地: the line, its candidates, and the level.
fn responsible(definition: &Definition) -> impl Iterator<Item = (&Rule, &[FactId], Level)> {
    definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Responsible { candidates, level } => Some((rule, candidates.as_slice(), *level)),
        _ => None,
    })
}

fn placing(definition: &Definition) -> Option<(FactId, Level)> {
    let mut lines = responsible(definition);
    match (lines.next(), lines.next()) {
        (Some((_, [only], level)), None) => Some((*only, level)),
        _ => None,
    }
}

fn located(definition: &Definition) -> Formula {
    let scope = &definition.scope;
    let spoken_of = |(place, _): &(FactId, Level)| {
        definition.rules.iter().flat_map(formulas).flat_map(Formula::atoms).any(|(dim, _)| dim == *place)
    };
    match placing(definition).filter(spoken_of) {
        Some((place, _)) => Formula::within(place, Ranges::between(scope.first.into(), scope.last.into())),
        None => Formula::True,
    }
}

/// What follows from how the responsible region is found: one of the candidates lies in it, and so in what lies around it.
fn implied_by_place(definition: &Definition) -> Formula {
    let facts = || (0..).zip(&definition.facts);
    let in_it = |candidate: FactId, wanted: Level| {
        facts().find_map(|(dim, fact): (Dim, _)| match &fact.kind {
            FactKind::Derived { operation: Operation::SameUnit(level), a, b } if *level == wanted => {
                let (candidate, place) = (Argument::Fact(candidate), Argument::Responsible);
                ((*a == candidate && *b == place) || (*b == candidate && *a == place)).then(|| Formula::is(dim, 1))
            }
            _ => None,
        })
    };
    let lines: Vec<_> = responsible(definition).collect();
    let implied = lines.iter().flat_map(|(rule, candidates, level)| {
        let applies = match &rule.when {
            When::If(when) => when.clone(),
            When::Otherwise => Formula::not(Formula::or(lines.iter().filter_map(|(other, ..)| when(other)).cloned())),
        };
        let around = Level::ALL.into_iter().filter(move |wanted| wanted <= level);
        around.filter_map(move |wanted| {
            let inside: Option<Vec<Formula>> = candidates.iter().map(|candidate| in_it(*candidate, wanted)).collect();
            Some(implication(&applies, &Formula::or(inside?)))
        })
    });
    Formula::and(implied.collect::<Vec<_>>())
}

/// Nobody hands in a case through a channel that the matter does not offer. Cases in which it offers none are left: that is a finding of
/// its own.
pub(super) fn offered(definition: &Definition) -> Formula {
    let is_channel = |(_, fact): &(Dim, &Fact)| &*fact.name == CHANNEL;
    let Some((dim, fact)) = (0..).zip(&definition.facts).find(is_channel) else { return Formula::True };
    let FactKind::Choice { values, .. } = &fact.kind else { return Formula::True };
    let lines = definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Channel(channel) => Some((values.iter().position(|value| value == channel)?, when(rule)?)),
        _ => None,
    });
    let lines: Vec<(i64, &Formula)> = lines.filter_map(|(at, when)| Some((i64::try_from(at).ok()?, when))).collect();
    let some = Formula::or(lines.iter().map(|(_, when)| (*when).clone()));
    let through = Formula::or(lines.iter().map(|(at, when)| Formula::and([Formula::is(dim, *at), (*when).clone()])));
    implication(&some, &through)
}

/// The catalogue's day if the definition is in force then, else the first or the last day on which it is.
pub(super) fn day_in(definition: &Definition, today: Day) -> Day {
    let period = &definition.scope.period;
    match (period.from, period.to) {
        (Some(from), _) if today < from => from,
        (_, Some(to)) if to <= today => Day(to.0.saturating_sub(1)),
        _ => today,
    }
}

fn favourable(definition: &Definition) -> Formula {
    let judged = (0..).zip(&definition.facts).filter(|(_, fact)| is_judgement(fact.owner, &fact.kind));
    Formula::and(judged.map(|(dim, _)| Formula::is(dim, 1)))
}

/// The place of an origin.
pub(super) fn place(origin: &Origin) -> Place {
    Place::Node(origin.item.clone(), origin.node)
}

/// `when` and `holds` of a condition.
pub(super) fn condition(rule: &Rule) -> Option<(&Formula, &Formula)> {
    match (&rule.when, &rule.yields) {
        (When::If(when), Yield::Condition { holds, .. }) => Some((when, holds)),
        _ => None,
    }
}

/// `when` of a line; rest lines have none.
pub(super) const fn when(rule: &Rule) -> Option<&Formula> {
    match &rule.when {
        When::If(when) => Some(when),
        When::Otherwise => None,
    }
}

pub(super) fn implication(premise: &Formula, conclusion: &Formula) -> Formula {
    Formula::or([Formula::not(premise.clone()), conclusion.clone()])
}

/// Whether a fact is an official's judgement.
pub(super) const fn is_judgement(owner: Owner, kind: &FactKind) -> bool {
    matches!(owner, Owner::Official) || matches!(kind, FactKind::Finding { .. })
}

fn formulas(rule: &Rule) -> impl Iterator<Item = &Formula> {
    let holds = match &rule.yields {
        Yield::Condition { holds, .. } => Some(holds),
        _ => None,
    };
    when(rule).into_iter().chain(holds)
}
