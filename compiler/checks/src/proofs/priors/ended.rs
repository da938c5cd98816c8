//! Prior results that nobody can hold any more: whoever made them has ended, and what was issued to the last day is no longer valid.
//!
//! What stays valid for good is held by those who have it (old certificates that are exchanged), and what says no validity may be.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Day, Definition, Duration, ItemRef, Rule, TimeUnit, Yield};
use matter_core::summary::{Catalogue, Interface, Member};
use matter_runtime::tables::bare;
use rustc_hash::FxHashMap;

use super::super::case::{Case, place};
use super::super::codes;
use super::super::times::applies;
use super::super::witness::Words;
use super::own::waits_for;

/// Who makes a document.
type Makers<'a> = FxHashMap<&'a str, Vec<(&'a ItemRef, &'a Interface)>>;

/// The lines of the catalogue itself that ask for such a document today or later.
pub(super) fn ended_results(catalogue: &Catalogue<'_>, words: &Words, found: &mut Vec<Diagnostic>) {
    let over = |member: &&Member<'_>| member.interface.head.in_force.to.is_some_and(|to| to <= words.today);
    // Most catalogues hold no matter that has ended: then there is nothing to look at.
    if !catalogue.matters.iter().any(|member| over(&member)) {
        return;
    }
    let makers = makers(&catalogue.matters, &over);
    if makers.is_empty() {
        return;
    }
    let gone: FxHashMap<&str, Arc<str>> = makers
        .iter()
        .filter_map(|(document, makers)| Some((*document, nobody_holds(document, makers, catalogue, words.today)?)))
        .collect();
    for member in catalogue.matters.iter().filter(|member| member.own && !over(member)) {
        let asked = |document: &str| gone.contains_key(bare(document));
        if member.interface.needs.iter().any(|need| need.waits && asked(&need.document)) {
            for definition in (catalogue.definitions)(member.item).iter() {
                lines(definition, &gone, (catalogue, words), found);
            }
        }
    }
}

/// Documents that only matters make that have ended.
fn makers<'a>(members: &[Member<'a>], over: &dyn Fn(&&Member<'_>) -> bool) -> Makers<'a> {
    let (mut ended, mut open) = (Makers::default(), Vec::new());
    for member in members {
        let interface = member.interface;
        let documents = interface.results.iter().map(|made| &made.document).chain(&interface.varied_results);
        for document in documents.map(|document| bare(document)) {
            if over(&member) {
                ended.entry(document).or_default().push((member.item, interface));
            } else {
                open.push(document);
            }
        }
    }
    open.iter().for_each(|document| drop(ended.remove(document)));
    ended
}

/// The matter that made the document last, if what it issued on its last day is over.
fn nobody_holds(
    document: &str,
    makers: &[(&ItemRef, &Interface)],
    catalogue: &Catalogue<'_>,
    today: Day,
) -> Option<Arc<str>> {
    for (item, interface) in makers {
        let end = interface.head.in_force.to?;
        for definition in (catalogue.definitions)(item).iter() {
            let results = definition.rules.iter().filter_map(|rule| match &rule.yields {
                Yield::Result { document: made, validity, permanent, .. } if bare(made) == document => {
                    Some(validity.filter(|_| !permanent))
                }
                _ => None,
            });
            for validity in results {
                if valid_until(end, validity?)? >= today {
                    return None;
                }
            }
        }
    }
    makers.last().map(|(_, interface)| Arc::clone(&interface.head.name))
}

/// The last day on which what was issued before this day may be valid.
fn valid_until(end: Day, validity: Duration) -> Option<Day> {
    match validity.unit {
        TimeUnit::Years => end.plus_months(validity.amount.checked_mul(12)?),
        TimeUnit::Months => end.plus_months(validity.amount),
        // More natural days than working days ever take.
        TimeUnit::WorkingDays | TimeUnit::CalendarDays => {
            Some(Day(end.0.checked_add(i32::try_from(validity.amount.checked_mul(3)?).ok()?)?))
        }
        TimeUnit::Hours => Some(Day(end.0.checked_add(i32::try_from(validity.amount.div_euclid(24)).ok()?)?)),
    }
}

fn lines(
    definition: &Definition,
    gone: &FxHashMap<&str, Arc<str>>,
    (catalogue, words): (&Catalogue<'_>, &Words),
    found: &mut Vec<Diagnostic>,
) {
    if definition.scope.period.to.is_some_and(|to| to <= words.today) {
        return;
    }
    let own = |rule: &&Rule| (catalogue.rank)(&rule.origin.item.file) == Some(0);
    let waits = |rule: &&Rule| waits_for(rule, &|document| gone.contains_key(bare(document)));
    for rule in definition.rules.iter().filter(own).filter(waits) {
        let Some((document, maker)) = documents(rule).find_map(|document| gone.get_key_value(bare(document))) else {
            continue;
        };
        let case = Case::new(definition);
        let mut undecided = Vec::new();
        let cases = matter_decide::Formula::and([case.eligible.clone(), applies(&case, rule)]);
        let Some(witness) = words.case_where(&case, &cases, &mut undecided, &rule.origin) else { continue };
        let finding = Diagnostic::new(codes::UNOBTAINABLE, place(&rule.origin))
            .with("matter", Arg::Code(definition.matter.name.clone()))
            .with("document", Arg::Code((*document).into()))
            .with("makers", Arg::List(vec![Arg::Code(Arc::clone(maker))]));
        let mut finding = finding.witness(witness);
        finding.labels.iter_mut().for_each(|label| label.role = "maker-ended");
        if !found.iter().any(|other| other.code == finding.code && other.labels == finding.labels) {
            found.push(finding);
        }
    }
}

/// The documents that a line asks of the applicant.
fn documents(rule: &Rule) -> Box<dyn Iterator<Item = &str> + '_> {
    match &rule.yields {
        Yield::Prior { document, .. } => Box::new(std::iter::once(&**document)),
        Yield::Requirement(requirement) => {
            Box::new(requirement.options.iter().flatten().map(|member| &*member.material))
        }
        _ => Box::new(std::iter::empty()),
    }
}
