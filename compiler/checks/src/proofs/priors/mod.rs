//! Prior results across all matters: which documents can be obtained at all, and where matters wait for each other (互为前置).
//!
//! A document is obtainable in a case if one of its producers can finish there: every prior result and every document that only the catalogue
//! produces, as far as the case asks for it, is obtainable itself. That is a least fixpoint on an and-or graph. Facts are shared by name
//! between matters, and so is the responsible region of matters that find it alike: a circle that exists in one situation only, or in one
//! district by its variance, is found with that situation or district as witness. A producer's eligibility is not conjoined: a result may
//! change the facts, as marriage does. What nobody in the catalogue makes is assumed to come from elsewhere.

mod ended;
mod findings;
mod graph;
mod joint;
mod known;
mod own;
mod tangle;

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_core::diagnostic::Diagnostic;
use matter_core::hir::{Day, Definition, ItemRef};
use matter_core::summary::Catalogue;

use super::witness::Words;
use graph::{Graph, Node};
use known::Known;
use tangle::Tangle;

/// Analyses all effective definitions of all matters together. Matters that a theme handles together (联办) do not wait for each other. A
/// finding is made where a line of this catalogue has part in it. Definitions are asked for only where waits may form a circle.
pub(crate) fn prove_priors(catalogue: &Catalogue<'_>, words: &Words) -> Vec<Diagnostic> {
    let known = Known::new(&catalogue.matters, catalogue.around.declarations);
    let tangled = known.tangled();
    let members = tangled.iter().filter_map(|index| catalogue.matters.get(*index));
    let matters: Vec<Arc<[Definition]>> = members.map(|member| (catalogue.definitions)(member.item)).collect();
    let own = |item: &ItemRef| (catalogue.rank)(&item.file) == Some(0);
    let graph = Graph::new(&matters, &known);
    let mut found: Vec<Diagnostic> = Vec::new();
    for day in days(&graph.nodes, words.today) {
        (catalogue.around.poll)();
        let words = Words { today: day, ..*words };
        let graph = graph.on(day);
        let tangle = Tangle::new(&graph, &words, &own);
        for finding in tangle.solve() {
            // The same circle on other days says nothing new.
            let known = |other: &Diagnostic| other.code == finding.code && other.args == finding.args;
            if !found.iter().any(known) {
                found.push(finding);
            }
        }
    }
    own::own_results(catalogue, words, &mut found);
    ended::ended_results(catalogue, words, &mut found);
    found
}

/// A day of each stretch in which the same definitions are in force: today's first, then later ones, then those that are over.
fn days(nodes: &[Node], today: Day) -> Vec<Day> {
    let layers = nodes.iter().flat_map(|node| &node.layers);
    let periods = layers.map(|layer| layer.definition.scope.period);
    let starts: BTreeSet<Day> = periods.flat_map(|period| [period.from, period.to]).flatten().collect();
    let later = starts.iter().filter(|day| **day > today).copied();
    // The stretch that today lies in began with the last of these.
    let earlier = starts.iter().rev().filter(|day| **day <= today).skip(1).copied();
    let before_all = starts.first().filter(|first| **first <= today).map(|first| Day(first.0.saturating_sub(1)));
    std::iter::once(today).chain(later).chain(earlier).chain(before_all).collect()
}
