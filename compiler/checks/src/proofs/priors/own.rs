//! A matter that asks for its own result before it can make it: a circle of one.
//!
//! Renewals, changes and replacements do so with reason, and say it: in 办理项, by 续期, by their name, or by a condition on the line. What
//! somebody else makes too can be had from there.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Definition, Keyword, MatterHead, Rule, Yield};
use matter_core::summary::{Catalogue, Member};
use matter_decide::Formula;
use matter_runtime::tables::bare;
use rustc_hash::FxHashMap;

use super::super::case::{Case, place};
use super::super::codes;
use super::super::eligible_case;
use super::super::existence::exists;
use super::super::times::applies;
use super::super::witness::Words;

/// Words in the names of matters that begin with what they make.
const AGAIN: [&str; 9] = ["换", "补", "续", "变更", "注销", "年检", "年审", "核销", "迁移"];

/// The circles of one that lines of the catalogue itself close.
pub(super) fn own_results(catalogue: &Catalogue<'_>, words: &Words, found: &mut Vec<Diagnostic>) {
    let sole = sole_makers(&catalogue.matters);
    let own = |rule: &&Rule| (catalogue.rank)(&rule.origin.item.file) == Some(0);
    let judged = catalogue.matters.iter().filter(|member| member.own || member.varied);
    for member in judged {
        let head = &member.interface.head;
        // Most matters make nothing that nobody else makes.
        let Some(documents) = sole.get(&*head.name).filter(|_| !begins_with_it(head)) else { continue };
        let makes = |document: &str| documents.contains(&bare(document));
        let asks = member.interface.needs.iter().any(|need| need.waits && makes(&need.document));
        let Some(base) = asks.then(|| (catalogue.definitions)(member.item)).and_then(|all| all.first().cloned()) else {
            continue;
        };
        for rule in base.rules.iter().filter(own).filter(|rule| waits_for(rule, &makes)) {
            found.extend(circle(&base, rule, words));
        }
    }
}

/// The documents that only matters of one name make, by that name.
fn sole_makers<'a>(members: &[Member<'a>]) -> FxHashMap<&'a str, Vec<&'a str>> {
    let mut makers: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for Member { interface, .. } in members {
        let name = &*interface.head.name;
        let documents = interface.results.iter().map(|made| &made.document).chain(&interface.varied_results);
        for document in documents {
            let maker = makers.entry(bare(document)).or_insert(Some(name));
            *maker = maker.filter(|other| *other == name);
        }
    }
    let mut sole: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for Member { interface, .. } in members {
        let name = &*interface.head.name;
        let documents = interface.results.iter().map(|made| &made.document).chain(&interface.varied_results);
        let documents = documents.map(|document| bare(document));
        for document in documents.filter(|document| makers.get(document) == Some(&Some(name))) {
            sole.entry(name).or_default().push(document);
        }
    }
    sole
}

fn begins_with_it(head: &MatterHead) -> bool {
    let renews = head.sections.iter().any(|(section, _)| *section == Keyword::Renewal);
    renews || !head.handling_items.is_empty() || AGAIN.iter().any(|word| head.name.contains(word))
}

/// Whether every way to meet a line takes one of these documents.
pub(super) fn waits_for(rule: &Rule, document: &dyn Fn(&str) -> bool) -> bool {
    match &rule.yields {
        Yield::Prior { document: prior, .. } => document(prior),
        Yield::Requirement(requirement) => requirement.options.iter().all(|option| {
            let mut own = option.iter().filter(|member| member.holder.is_none());
            own.any(|member| document(&member.material))
        }),
        _ => false,
    }
}

/// The finding, if everybody is asked for the document.
fn circle(base: &Definition, rule: &Rule, words: &Words) -> Option<Diagnostic> {
    let case = Case::new(base);
    let mut undecided = Vec::new();
    let without = Formula::and([case.eligible.clone(), Formula::not(applies(&case, rule))]);
    if exists(&case, words, &without, &rule.origin, &mut undecided) != Some(false) {
        return None;
    }
    let witness = eligible_case(base, &Formula::True, words, &rule.origin, &mut undecided)?;
    let name = || Arg::Code(base.matter.name.clone());
    let departments = base.matter.department.iter().cloned().map(Arg::Plain).collect();
    let finding = Diagnostic::new(codes::DEADLOCK, place(&rule.origin)).with("matter", name());
    let finding = finding.with("circle", Arg::List(vec![name(), name()]));
    Some(finding.with("departments", Arg::List(departments)).witness(witness))
}
