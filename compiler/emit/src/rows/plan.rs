//! A definition → its cells and, for each of its lines, the rows of the line and of its negation. Knows no tables.
//!
//! The rows of a line leave out impossible cases, but only those that share facts with it, directly or through others: the rest cannot
//! change its value as long as some case is possible at all, which the rules `feasible` and `eligible` say. Rows therefore add up
//! over unrelated 互斥 and conditions instead of multiplying.

use matter_core::diagnostic::{Arg, Diagnostic, Place};
use matter_core::hir::{Definition, FactId, Origin, Rule, When, Yield};
use matter_decide::{Budget, Formula, Outcome, Partition, Row, Space, Undecided};
use rustc_hash::FxHashMap;

use super::clauses::{Clause, Group, groups};
use crate::codes;

/// Most rows of one effective definition.
pub(crate) const EDITION_ROW_LIMIT: usize = 2_048;

/// Steps for one line: a cover of 256 rows is found with less. Tables are made once a build, so that this is more than an editor can wait for.
const STEPS: u64 = 4_000_000;

/// What a rule of the tables stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    /// A line of the definition.
    Line(&'a Rule),
    /// The cases in which this fact exists.
    Existence(FactId),
    /// The cases of the 互斥 with this index, possible or not.
    Never(usize),
    /// The cases that the nth group of 互斥 leaves.
    Feasible(usize),
    /// Those of them in which the nth group of conditions is met.
    Eligible(usize),
}

/// A rule with its rows.
#[derive(Clone, Debug)]
pub(crate) struct Planned<'a> {
    pub(crate) subject: Subject<'a>,
    pub(crate) holds: Vec<Row>,
    pub(crate) fails: Vec<Row>,
}

/// A definition, cut into cells and rows.
#[derive(Clone, Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) partition: Partition,
    pub(crate) rules: Vec<Planned<'a>>,
}

impl<'a> Plan<'a> {
    /// # Errors
    /// The lines whose rows exceed the budget.
    pub(crate) fn new(definition: &'a Definition) -> Result<Self, Vec<Diagnostic>> {
        let space = Space::new(definition.facts.iter().map(|fact| fact.domain.clone()));
        let partition = Partition::of(&space, formulas(definition));
        let mut planner = Planner::new(definition, &partition);
        let mut rules: Vec<Planned<'a>> = definition.rules.iter().map(|rule| planner.line(rule)).collect();
        rules.extend(planner.built_in());
        planner.check_total(&rules);
        let findings = planner.findings;
        if findings.is_empty() { Ok(Self { definition, partition, rules }) } else { Err(findings) }
    }

    /// How many rows all rules have.
    pub(crate) fn row_count(&self) -> usize {
        row_count(&self.rules)
    }
}

fn row_count(rules: &[Planned<'_>]) -> usize {
    rules.iter().map(|rule| rule.holds.len() + rule.fails.len()).sum()
}

/// Every condition of a definition: together they say which values need to be told apart.
fn formulas(definition: &Definition) -> impl Iterator<Item = &Formula> {
    let lines = definition.rules.iter().flat_map(|rule| [when(rule), met(rule)].into_iter().flatten());
    let nevers = definition.nevers.iter().map(|never| &never.cases);
    let existence = definition.facts.iter().filter_map(|fact| fact.exists.as_ref());
    lines.chain(nevers).chain(existence)
}

/// The cases that a line names; none for a rest line.
pub(crate) fn when(rule: &Rule) -> Option<&Formula> {
    match &rule.when {
        When::If(formula) => Some(formula),
        When::Otherwise => None,
    }
}

/// What a condition of eligibility asks for.
pub(crate) fn met(rule: &Rule) -> Option<&Formula> {
    match &rule.yields {
        Yield::Condition { holds, .. } => Some(holds),
        _ => None,
    }
}

/// The cases in which the rule holds: a condition holds if it is met wherever it is asked. None for a rest line.
pub(crate) fn cases(rule: &Rule) -> Option<Formula> {
    match (&rule.when, met(rule)) {
        (When::Otherwise, _) if rule.choice.is_some() => None,
        (When::Otherwise, None) => Some(Formula::True),
        (When::Otherwise, Some(met)) => Some(met.clone()),
        (When::If(when), None) => Some(when.clone()),
        (When::If(when), Some(met)) => Some(Formula::or([Formula::not(when.clone()), met.clone()])),
    }
}

type Rows = (Vec<Row>, Vec<Row>);

struct Planner<'a, 'p> {
    definition: &'a Definition,
    partition: &'p Partition,
    feasible: Vec<Group>,
    eligible: Vec<Group>,
    // Many lines have the same condition.
    made: FxHashMap<(Formula, Formula), Rows>,
    findings: Vec<Diagnostic>,
}

impl<'a, 'p> Planner<'a, 'p> {
    fn new(definition: &'a Definition, partition: &'p Partition) -> Self {
        let nevers: Vec<Clause> = definition
            .nevers
            .iter()
            .flat_map(|never| Clause::parts(Formula::not(never.cases.clone()), false))
            .collect();
        let conditions = definition.rules.iter().filter(|rule| met(rule).is_some()).filter_map(cases);
        let all = nevers.iter().cloned().chain(conditions.flat_map(|holds| Clause::parts(holds, true))).collect();
        Self {
            definition,
            partition,
            feasible: groups(nevers),
            eligible: groups(all),
            made: FxHashMap::default(),
            findings: Vec::new(),
        }
    }

    fn line(&mut self, rule: &'a Rule) -> Planned<'a> {
        let subject = Subject::Line(rule);
        let Some(cases) = cases(rule) else { return Planned { subject, holds: Vec::new(), fails: Vec::new() } };
        // Who is responsible is asked before whether the person is eligible, and never depends on it.
        let after_eligibility = rule.choice.is_some() && !matches!(rule.yields, Yield::Responsible { .. });
        let groups = if after_eligibility { &self.eligible } else { &self.feasible };
        let care = care(groups, &cases);
        let rows = self.both(cases, care);
        let (holds, fails) = self.report(rows, &rule.address, &rule.origin);
        Planned { subject, holds, fails }
    }

    fn built_in(&mut self) -> Vec<Planned<'a>> {
        let definition = self.definition;
        let mut rules = Vec::new();
        for (id, fact) in (0..).zip(&definition.facts) {
            if let Some(exists) = &fact.exists {
                let rows = self.both(exists.clone(), care(&self.feasible, exists));
                rules.push(self.built(Subject::Existence(id), rows));
            }
        }
        for (index, never) in definition.nevers.iter().enumerate() {
            let rows = self.both(never.cases.clone(), Formula::True);
            rules.push(self.built(Subject::Never(index), rows));
        }
        for (index, group) in self.feasible.clone().iter().enumerate() {
            let rows = self.positive(&group.all);
            rules.push(self.built(Subject::Feasible(index), rows));
        }
        let conditional: Vec<Group> = self.eligible.iter().filter(|group| group.conditional).cloned().collect();
        for (index, group) in conditional.iter().enumerate() {
            let rows = self.positive(&group.all);
            rules.push(self.built(Subject::Eligible(index), rows));
        }
        rules
    }

    fn both(&mut self, cases: Formula, care: Formula) -> Outcome<Rows> {
        let key = (cases, care);
        if let Some(rows) = self.made.get(&key) {
            return Ok(rows.clone());
        }
        let cover = self.partition.cover(&key.0, &key.1, &mut Budget::steps(STEPS))?;
        let rows = (cover.holds, cover.fails);
        self.made.insert(key, rows.clone());
        Ok(rows)
    }

    fn positive(&self, cases: &Formula) -> Outcome<Rows> {
        Ok((self.partition.rows(cases, &Formula::True, &mut Budget::steps(STEPS))?, Vec::new()))
    }

    fn built(&mut self, subject: Subject<'a>, rows: Outcome<Rows>) -> Planned<'a> {
        let definition = self.definition;
        let never = match subject {
            Subject::Never(index) => definition.nevers.get(index),
            _ => None,
        };
        let origin = never.map_or(&definition.matter.origin, |never| &never.origin);
        let (holds, fails) = self.report(rows, subject_name(subject), origin);
        Planned { subject, holds, fails }
    }

    fn report(&mut self, rows: Outcome<Rows>, name: &str, origin: &Origin) -> Rows {
        let undecided = match rows {
            Ok(rows) => return rows,
            Err(undecided) => undecided,
        };
        let place = Place::Node(origin.item.clone(), origin.node);
        let finding = match undecided {
            Undecided::Rows => Diagnostic::new(codes::RULE_TOO_LARGE, place)
                .with("limit", Arg::Number(i64::try_from(matter_decide::ROW_LIMIT).unwrap_or(i64::MAX))),
            _ => Diagnostic::new(codes::ROWS_NOT_DECIDED, place),
        };
        self.findings.push(finding.with("rule", Arg::Code(name.into())));
        Rows::default()
    }

    fn check_total(&mut self, rules: &[Planned<'_>]) {
        let total = row_count(rules);
        if total <= EDITION_ROW_LIMIT {
            return;
        }
        let lines = rules.iter().filter_map(|planned| match planned.subject {
            Subject::Line(rule) => Some((planned.holds.len() + planned.fails.len(), rule)),
            _ => None,
        });
        let Some((_, largest)) = lines.max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.address.cmp(&a.1.address))) else {
            return;
        };
        let number = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
        let place = Place::Node(largest.origin.item.clone(), largest.origin.node);
        self.findings.push(
            Diagnostic::new(codes::EDITION_TOO_LARGE, place)
                .with("matter", Arg::Code(self.definition.matter.name.clone()))
                .with("rows", number(total))
                .with("limit", number(EDITION_ROW_LIMIT))
                .with("rule", Arg::Code(largest.address.clone())),
        );
    }
}

/// What must be true beside the line itself: the groups that share a fact with it.
fn care(groups: &[Group], cases: &Formula) -> Formula {
    let dims = cases.dims();
    Formula::and(groups.iter().filter(|group| group.touches(&dims)).map(|group| group.all.clone()))
}

/// The kind of a rule that is no line.
pub(crate) const fn subject_name(subject: Subject<'_>) -> &'static str {
    match subject {
        Subject::Line(_) => "line",
        Subject::Existence(_) => "existence",
        Subject::Never(_) => "never",
        Subject::Feasible(_) => "feasible",
        Subject::Eligible(_) => "eligible",
    }
}
