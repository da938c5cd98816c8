//! What 互斥 exclude: one that excludes nothing says nothing, and where they leave no case every proof would be about nothing.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::Never;
use matter_decide::Formula;

use super::case::{Case, place};
use super::codes;
use super::existence::exists;
use super::witness::Words;

/// Reports idle 互斥, or that they leave no case; true if so. Everything else would follow from that.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) -> bool {
    let nevers: Vec<&Never> = case.definition.nevers.iter().collect();
    let Some(first) = nevers.first() else { return false };
    if exists(case, words, &case.possible, &first.origin, found) != Some(false) {
        idle(case, &nevers, found);
        return false;
    }
    let before = found.len();
    for never in &nevers {
        if nothing_left(case, &[never], found) {
            found.push(finding(case, never));
        }
    }
    if found.len() == before {
        together(case, nevers, found);
    }
    true
}

/// No case is left by all of them; those are named without which some would be.
fn together(case: &Case, mut nevers: Vec<&Never>, found: &mut Vec<Diagnostic>) {
    for never in nevers.clone() {
        let others: Vec<&Never> = nevers.iter().copied().filter(|other| !std::ptr::eq(*other, never)).collect();
        if nothing_left(case, &others, found) {
            nevers = others;
        }
    }
    if let Some((first, rest)) = nevers.split_first() {
        found.push(rest.iter().fold(finding(case, first), |all, other| all.label(place(&other.origin), "with")));
    }
}

fn nothing_left(case: &Case, nevers: &[&Never], found: &mut Vec<Diagnostic>) -> bool {
    let Some(first) = nevers.first() else { return false };
    let left = Formula::not(Formula::or(nevers.iter().map(|never| never.cases.clone())));
    case.ask(&first.origin, found, |partition, budget| partition.satisfiable(&left, budget)) == Some(false)
}

/// A 互斥 that excludes nothing.
fn idle(case: &Case, nevers: &[&Never], found: &mut Vec<Diagnostic>) {
    for never in nevers {
        let occurs = case.ask(&never.origin, found, |partition, budget| partition.satisfiable(&never.cases, budget));
        if occurs == Some(false) {
            found.push(case.finding(codes::IDLE_NEVER, &never.origin).with("reason", Arg::Code(never.reason.clone())));
        }
    }
}

fn finding(case: &Case, never: &Never) -> Diagnostic {
    case.finding(codes::NO_CASE, &never.origin).with("reason", Arg::Code(never.reason.clone()))
}
