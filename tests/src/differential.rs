//! One case judged twice: by the tables of the runtime and by the reference interpreter, line by line.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use matter_core::Analysis;
use matter_core::hir::{Argument, Definition, Duration, Fact, FactKind, Level, Operation, TimeUnit, Yield};
use matter_core::regions::RegionTree;
use matter_project::library;
use matter_runtime::tables::{Day, Edition, Rule};
use matter_runtime::{Answer, Case, Catalogue, Error, Resolution, Status as Runtime};

use crate::compiled::Asked;
use crate::interpreter::{Judgement, Known, Status, Verdict, WorkingDays, civil, judge};

/// How a case went.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Lines judged alike by both.
    pub agreed: usize,
    /// Lines with more completions than the interpreter tries.
    pub too_many: usize,
    /// Cases that resolve to no definition: the responsible region is open, or nobody is responsible.
    pub unresolved: usize,
    /// Cases whose answers cannot stand together, for both.
    pub contradictory: usize,
}

impl Tally {
    /// Adds another one.
    pub const fn add(&mut self, other: Self) {
        self.agreed += other.agreed;
        self.too_many += other.too_many;
        self.unresolved += other.unresolved;
        self.contradictory += other.contradictory;
    }
}

/// Judges a case by both.
///
/// # Errors
/// The lines on which they differ.
///
/// # Panics
/// If the runtime cannot read what the test asks.
pub fn compare(analysis: &Analysis, catalogue: &Catalogue, asked: &Asked) -> Result<Tally, String> {
    let (mut case, mut answer) = (Case::new(), Answer::new());
    let resolution = match case.resolve(catalogue, &asked.request()) {
        // Before anybody is responsible there is no definition to judge by.
        Err(Error::Contradictory { .. }) => return Ok(Tally { unresolved: 1, ..Tally::default() }),
        resolved => resolved.map_err(|error| error.to_string())?,
    };
    let Resolution::Edition(edition) = resolution else { return Ok(Tally { unresolved: 1, ..Tally::default() }) };
    let contradiction = match catalogue.evaluate(&case, &mut answer) {
        Ok(()) => None,
        Err(Error::Contradictory { reasons, .. }) => Some(reasons),
        Err(error) => return Err(error.to_string()),
    };
    let responsible = case.responsible().expect("a resolved case has a responsible region").0;
    let definitions = definitions(analysis, &asked.name);
    let definition = effective(&definitions, responsible, asked.day);
    let row: Edition = catalogue.row(edition.0).expect("an edition");
    if (row.region_first, row.region_last, row.depth) != scope(definition)
        || row.day_from != definition.scope.period.from
    {
        return Err(format!("{}: another layer, {row:?}", asked.name));
    }
    let known = known(analysis, catalogue, definition, asked, responsible);
    match judge(definition, &known) {
        Verdict::TooMany => Ok(Tally { too_many: 1, ..Tally::default() }),
        Verdict::Contradictory(reasons) => match contradiction {
            Some(found) if !found.is_empty() && found.iter().all(|reason| reasons.contains(reason)) => {
                Ok(Tally { contradictory: 1, ..Tally::default() })
            }
            found => Err(format!("{}: the interpreter finds {reasons:?}, the runtime {found:?}", asked.name)),
        },
        Verdict::Lines(_) if contradiction.is_some() => {
            Err(format!("{}: only the runtime finds {contradiction:?}", asked.name))
        }
        Verdict::Lines(lines) => compare_lines(catalogue, &answer, definition, &lines),
    }
}

fn compare_lines(
    catalogue: &Catalogue,
    answer: &Answer,
    definition: &Definition,
    lines: &[Judgement],
) -> Result<Tally, String> {
    let rules = answer.rules().map(|rule| (catalogue.row::<Rule>(rule.0).expect("a rule").key, answer.status(rule)));
    let statuses: BTreeMap<String, Runtime> = rules.collect();
    let (mut tally, mut different) = (Tally::default(), Vec::new());
    for (rule, judged) in definition.rules.iter().zip(lines) {
        let expected = match judged {
            Judgement::TooMany => {
                tally.too_many += 1;
                continue;
            }
            Judgement::Moot => Runtime::Moot,
            Judgement::Stands(Status::Certain) => Runtime::Certain,
            Judgement::Stands(Status::Possible) => Runtime::Possible,
            Judgement::Stands(Status::Excluded) => Runtime::Excluded,
        };
        let got = statuses.get(&*rule.address).copied();
        if got == Some(expected) {
            tally.agreed += 1;
        } else {
            different
                .push(format!("{} {}: runtime {got:?}, meaning {expected:?}", definition.matter.name, rule.address));
        }
    }
    if different.is_empty() { Ok(tally) } else { Err(different.join("\n")) }
}

/// All definitions of a matter.
///
/// # Panics
/// If there is no such matter.
#[must_use]
pub fn definitions(analysis: &Analysis, matter: &str) -> Arc<[Definition]> {
    let named =
        |item: &&matter_core::hir::ItemRef| analysis.matter_head(item).is_some_and(|head| *head.name == *matter);
    let item = analysis.matters_in_force().find(named).expect("a matter");
    analysis.definitions(item)
}

/// The deepest layer for a region and a day; of several on one level the one that began last.
fn effective(definitions: &[Definition], responsible: u32, day: Day) -> &Definition {
    let holds = |definition: &&Definition| {
        let scope = &definition.scope;
        (scope.first..=scope.last).contains(&responsible)
            && scope.period.from.is_none_or(|from| from <= day)
            && scope.period.to.is_none_or(|to| day < to)
    };
    let best = definitions
        .iter()
        .filter(holds)
        .max_by_key(|definition| (definition.scope.depth, definition.scope.period.from));
    best.expect("a definition in force")
}

fn scope(definition: &Definition) -> (u32, u32, u8) {
    (definition.scope.first, definition.scope.last, definition.scope.depth)
}

/// What the interpreter is told: answers by name, places as units of their facts' levels, days, and what only a region tree can say.
fn known(
    analysis: &Analysis,
    catalogue: &Catalogue,
    definition: &Definition,
    asked: &Asked,
    responsible: u32,
) -> Known {
    let regions = analysis.regions();
    let mut known = Known {
        application_day: asked.day.0,
        acceptance_day: asked.day.0,
        responsible: Some(responsible),
        ..Known::default()
    };
    for given in &asked.answers {
        let name = catalogue.fact_row(given.fact).expect("a fact").name;
        known.answers.insert(name, given.value);
    }
    for fact in &definition.facts {
        if let (FactKind::Region(level), true) = (&fact.kind, &*fact.name == "所在地") {
            let here = asked.here.map(|here| i64::from(here.0));
            known.answers.extend(here.map(|here| (fact.name.to_string(), here)).filter(|_| *level <= Level::Village));
        }
    }
    places(definition, regions, &mut known);
    known.event_day = event_day(definition, &known);
    for fact in &definition.facts {
        if let FactKind::Derived { operation: Operation::SameUnit(level), a, b } = &fact.kind {
            let [a, b] = [a, b].map(|argument| place(argument, definition, &known, responsible));
            if let Some((a, b)) = a.zip(b) {
                known.same_unit.extend(same_unit(regions, a, b, *level).map(|same| (fact.name.to_string(), same)));
            }
        }
    }
    known
}

/// A finer place counts as the unit that holds it, a coarser one as no answer.
fn places(definition: &Definition, regions: &RegionTree, known: &mut Known) {
    for fact in &definition.facts {
        if let FactKind::Region(level) = fact.kind
            && let Some(position) = known.answers.remove(&*fact.name).and_then(|value| u32::try_from(value).ok())
        {
            let unit = regions.answer(position, level).map(i64::from);
            known.answers.extend(unit.map(|unit| (fact.name.to_string(), unit)));
        }
    }
}

fn place(argument: &Argument, definition: &Definition, known: &Known, responsible: u32) -> Option<u32> {
    match argument {
        Argument::Responsible => Some(responsible),
        Argument::Fact(fact) => {
            let Fact { name, .. } = definition.facts.get(usize::from(*fact))?;
            known.answers.get(&**name).and_then(|value| u32::try_from(*value).ok())
        }
        _ => None,
    }
}

/// Two places in different larger units share no smaller one; where one holds the other, a more exact place is needed.
fn same_unit(regions: &RegionTree, a: u32, b: u32, level: Level) -> Option<i64> {
    match (regions.answer(a, level), regions.answer(b, level)) {
        (Some(a), Some(b)) => Some(i64::from(a == b)),
        _ if regions.contains(a, b) || regions.contains(b, a) => None,
        _ => Some(0),
    }
}

/// The day on which the years of a proactive matter's trigger are completed; who applies later, or before the event is announced, is judged
/// on the day of application.
fn event_day(definition: &Definition, known: &Known) -> Option<i32> {
    let trigger = definition.rules.iter().find_map(|rule| match &rule.yields {
        Yield::Trigger { from: Some(from), years: Some(years), lead, .. } => Some((*from, *years, *lead)),
        _ => None,
    });
    let (from, years, lead) = trigger?;
    let name = &definition.facts.get(usize::from(from))?.name;
    let start = civil(*known.answers.get(&**name)?);
    let same = start.checked_add(years.years()).ok()?;
    // Only 29 February has no such day: the year is complete on the day after the 28th.
    let event = if same.day() < start.day() { same.tomorrow().ok()? } else { same };
    let announced = match lead {
        None => event,
        Some(Duration { amount, unit: TimeUnit::CalendarDays }) => event.checked_sub(amount.days()).ok()?,
        Some(Duration { amount, unit: TimeUnit::Months }) => event.checked_sub(amount.months()).ok()?,
        Some(Duration { amount, unit: TimeUnit::Years }) => event.checked_sub(amount.years()).ok()?,
        Some(Duration { amount, unit: TimeUnit::WorkingDays }) => {
            let calendar = WorkingDays::read(library().calendar);
            let before = event.series((-1).days()).skip(1).filter(|day| calendar.works(*day));
            before.take(usize::try_from(amount).ok()?).last().unwrap_or(event)
        }
        Some(_) => return None,
    };
    let applied = civil(known.application_day.into());
    let judged = if applied < announced { applied } else { event.max(applied) };
    Some((judged - civil(0)).get_days())
}
