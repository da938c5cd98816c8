//! A matter's definitions → what other matters may know of it. Lines are numbered; where they stand is handed back beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_core::hir::{
    Definition, Duration, LimitKind, MatterHead, Origin, Requirement, RequirementMember, Rule, TimeUnit, When, Yield,
};
use matter_core::summary::{Interface, Made, Need, Question};
use matter_decide::Formula;

use crate::proofs::bounds_in_days;
use crate::rules::Asked;

/// The interface of a matter and the places of its lines.
pub(crate) fn interface<'d>(
    head: &Arc<MatterHead>,
    definitions: &'d [Definition],
    asked: &'d [Asked],
) -> (Interface, Vec<&'d Origin>) {
    let mut lines = Lines::default();
    let (base, layers) = definitions.split_first().map_or((&[][..], &[][..]), |(base, layers)| (&base.rules, layers));
    let made = |rule: &'d Rule| {
        let document = result(rule)?;
        let everywhere = layers.iter().all(|layer| layer.rules.iter().filter_map(result).any(|one| one == document));
        Some(Made { document: Arc::clone(document), line: lines.number(&rule.origin), everywhere })
    };
    let results: Box<[Made]> = base.iter().filter_map(made).collect();
    let mut needs: Vec<Need> = base.iter().flat_map(|rule| needs(rule, &mut lines)).collect();
    for rule in layers.iter().flat_map(|layer| &layer.rules) {
        varied_needs(rule, &mut needs, &mut lines);
    }
    let questions = asked.iter().map(|one| Question {
        rule: one.rule,
        document: Arc::clone(&one.document),
        title: Arc::clone(&one.title),
        line: lines.number(&one.origin),
    });
    let interface = Interface {
        head: Arc::clone(head),
        questions: questions.collect(),
        varied_results: varied_results(layers, &results),
        results,
        needs: needs.into(),
        documents: documents(base),
        days: days(base),
        promised: longest(base, LimitKind::Promised),
    };
    (interface, lines.places)
}

/// Lines that the interface names, in the order in which they are named.
#[derive(Default)]
struct Lines<'d> {
    places: Vec<&'d Origin>,
}

impl<'d> Lines<'d> {
    fn number(&mut self, origin: &'d Origin) -> u32 {
        self.places.push(origin);
        u32::try_from(self.places.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }
}

/// The document that a line yields.
pub(crate) const fn result(rule: &Rule) -> Option<&Arc<str>> {
    match &rule.yields {
        Yield::Result { document, .. } => Some(document),
        _ => None,
    }
}

fn varied_results(layers: &[Definition], known: &[Made]) -> Box<[Arc<str>]> {
    let varied = layers.iter().flat_map(|layer| &layer.rules).filter_map(result);
    let new = varied.filter(|document| known.iter().all(|made| made.document != **document));
    new.collect::<BTreeSet<_>>().into_iter().map(Arc::clone).collect()
}

/// The documents that a line asks for, alternative by alternative. Those of somebody else are not the applicant's.
fn needs<'d>(rule: &'d Rule, lines: &mut Lines<'d>) -> Vec<Need> {
    let possible = rule.when != When::If(Formula::False);
    match &rule.yields {
        Yield::Prior { document, .. } => {
            let (document, line) = (Arc::clone(document), lines.number(&rule.origin));
            vec![Need { document, line, option: 0, waits: true, always: possible }]
        }
        Yield::Requirement(requirement) => {
            let own = |member: &&RequirementMember| member.holder.is_none();
            let waits = requirement.options.iter().all(|option| option.iter().any(|member| own(&member)));
            let line = lines.number(&rule.origin);
            let options = (0u16..).zip(&requirement.options);
            let members =
                options.flat_map(|(option, members)| members.iter().filter(own).map(move |one| (option, one)));
            let need = |(option, member): (u16, &RequirementMember)| Need {
                document: Arc::clone(&member.material),
                line,
                option,
                waits,
                always: possible && option == 0 && in_all(requirement, &member.material),
            };
            members.map(need).collect()
        }
        _ => Vec::new(),
    }
}

/// Adds what a variance's line asks for, unless a line before it asks for the same.
fn varied_needs<'d>(rule: &'d Rule, known: &mut Vec<Need>, lines: &mut Lines<'d>) {
    let before = lines.places.len();
    let new = needs(rule, lines);
    let asks = |need: &Need| (Arc::clone(&need.document), need.option, need.waits);
    let same = |line: &[Need]| line.len() == new.len() && line.iter().map(asks).eq(new.iter().map(asks));
    if new.is_empty() || known.chunk_by(|a, b| a.line == b.line).any(same) {
        lines.places.truncate(before);
    } else {
        known.extend(new.into_iter().map(|need| Need { always: false, ..need }));
    }
}

fn in_all(requirement: &Requirement, document: &str) -> bool {
    requirement.options.iter().all(|option| option.iter().any(|member| *member.material == *document))
}

/// Distinct lines of 材料 of a matter, over all cases.
fn documents(rules: &[Rule]) -> u32 {
    let titles = rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Requirement(requirement) => Some(&requirement.title),
        _ => None,
    });
    u32::try_from(titles.collect::<BTreeSet<_>>().len()).unwrap_or(u32::MAX)
}

/// Working days that a matter promises at most, else those of the law.
fn days(rules: &[Rule]) -> Option<i64> {
    let length = longest(rules, LimitKind::Promised).or_else(|| longest(rules, LimitKind::Statutory))?;
    working(length)
}

/// The longest limit of a kind for the matter as a whole.
fn longest(rules: &[Rule], kind: LimitKind) -> Option<Duration> {
    let limits = rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Limit(limit) if limit.kind == kind && rule.stage.is_none() => limit.length,
        _ => None,
    });
    limits.max_by_key(|length| (bounds_in_days(*length).0, length.amount))
}

fn working(length: Duration) -> Option<i64> {
    (length.unit == TimeUnit::WorkingDays).then_some(length.amount)
}
