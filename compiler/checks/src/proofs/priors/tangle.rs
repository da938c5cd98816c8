//! The least fixpoint over the matters that may wait for each other: in which cases which document can be obtained.

use std::sync::Arc;

use matter_core::diagnostic::Diagnostic;
use matter_core::hir::ItemRef;
use matter_decide::{Budget, Dim, Formula, Outcome, Partition, Point};
use rustc_hash::FxHashMap;

use super::super::case::{Case, when};
use super::super::codes;
use super::super::witness::Words;
use super::graph::{Graph, Node, Wait};
use super::joint::Joint;

/// Steps of the fixpoint of one tangle; a tangle is what is left when everything that never waits is taken away.
const STEPS: u64 = 2_000_000;

/// For each document made in the tangle, the cases in which it can be obtained.
pub(super) type Known = FxHashMap<Arc<str>, Formula>;

/// Whether an item belongs to the catalogue that is checked, and not to one that it depends on.
pub(super) type Own<'a> = &'a dyn Fn(&ItemRef) -> bool;

/// The matters that may wait for each other on one day.
pub(super) struct Tangle<'a> {
    pub(super) nodes: &'a [Node<'a>],
    pub(super) joint: Joint,
    pub(super) words: &'a Words<'a>,
    pub(super) own: Own<'a>,
    graph: &'a Graph<'a>,
}

impl<'a> Tangle<'a> {
    pub(super) fn new(graph: &'a Graph<'a>, words: &'a Words<'a>, own: Own<'a>) -> Self {
        Self { nodes: &graph.nodes, joint: Joint::new(&graph.nodes, words), words, own, graph }
    }

    /// Finds one deadlock or unobtainable document after the other; what is told is then taken to be mended, so that nobody who merely
    /// waits for it is told again.
    pub(super) fn solve(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if self.nodes.is_empty() {
            return found;
        }
        let case = Case::new(&self.joint.definition);
        let whens: Vec<Formula> = self.scopes().chain(self.whens()).collect();
        let partition = Partition::of(&case.space, whens.iter().chain([&case.possible]));
        let mut budget = Budget::steps(STEPS);
        let mut known = self.nothing();
        for (number, node) in self.nodes.iter().enumerate() {
            loop {
                let Ok(()) = self.fixpoint(&case, &partition, &mut known, &mut budget) else {
                    found.extend(self.not_decided(node));
                    return found;
                };
                let unfinished = Formula::not(self.finishes(number, node, &known));
                let stuck = Formula::and([case.possible.clone(), self.joint.served(number, node), unfinished]);
                let point = match self.solved(&case, &stuck) {
                    Ok(Some((_, point))) => point,
                    Ok(None) => break,
                    Err(_) => {
                        found.extend(self.not_decided(node));
                        break;
                    }
                };
                let Some((finding, mended)) = self.tell(&case, number, &point, &known) else { break };
                found.extend(finding);
                known.extend(mended.into_iter().map(|document| (document, Formula::True)));
            }
        }
        found
    }

    /// Everything that the tangle makes, as yet obtainable nowhere. What is made by matters that are not in force is not among it.
    fn nothing(&self) -> Known {
        let made = self.nodes.iter().flat_map(|node| &node.makes);
        made.filter(|document| !self.graph.free.contains(*document))
            .map(|document| (document.clone(), Formula::False))
            .collect()
    }

    fn scopes(&self) -> impl Iterator<Item = Formula> + '_ {
        let layers = move |(number, node): (usize, &'a Node<'a>)| {
            (0..node.layers.len()).map(move |layer| self.joint.scope(number, node, layer))
        };
        self.nodes.iter().enumerate().flat_map(layers)
    }

    fn whens(&self) -> impl Iterator<Item = Formula> + '_ {
        self.nodes.iter().enumerate().flat_map(move |(number, node)| {
            node.layers
                .iter()
                .enumerate()
                .flat_map(move |(layer, own)| own.waits.iter().map(move |wait| self.asked(number, layer, wait)))
        })
    }

    fn fixpoint(&self, case: &Case, partition: &Partition, known: &mut Known, budget: &mut Budget) -> Outcome<()> {
        loop {
            let mut changed = false;
            for (number, node) in self.nodes.iter().enumerate() {
                for (layer, own) in node.layers.iter().enumerate() {
                    let scope = self.joint.scope(number, node, layer);
                    let finishes = Formula::and([scope, self.finishes_layer(number, node, layer, known)]);
                    for document in &own.results {
                        changed |= self.gain(case, partition, (document, &finishes), known, budget)?;
                    }
                }
            }
            if !changed {
                return Ok(());
            }
        }
    }

    /// Adds cases to those in which a document can be obtained; whether any was new.
    fn gain(
        &self,
        case: &Case,
        partition: &Partition,
        (document, cases): (&Arc<str>, &Formula),
        known: &mut Known,
        budget: &mut Budget,
    ) -> Outcome<bool> {
        let Some(before) = known.get(document).filter(|before| **before != Formula::True) else { return Ok(false) };
        let now = Formula::or([before.clone(), cases.clone()]);
        let question = Formula::and([case.possible.clone(), now.clone()]);
        if partition.implies(&question, before, budget)? {
            return Ok(false);
        }
        // Kept as disjoint boxes, so that the formula does not grow from round to round.
        let boxes = partition.boxes(&now, budget)?;
        known.insert(document.clone(), Formula::or(boxes.cubes.iter().map(Formula::from)));
        Ok(true)
    }

    /// The cases in which a line asks for what it waits for.
    pub(super) fn asked(&self, node: usize, layer: usize, wait: &Wait) -> Formula {
        when(wait.rule).map_or(Formula::True, |when| self.joint.moved(node, layer, when))
    }

    /// The cases in which one of a line's alternatives can be had.
    pub(super) fn met(wait: &Wait, known: &Known) -> Formula {
        let obtainable = |document: &Arc<str>| known.get(document).cloned().unwrap_or(Formula::True);
        Formula::or(wait.options.iter().map(|option| Formula::and(option.iter().map(obtainable))))
    }

    fn finishes_layer(&self, number: usize, node: &Node, layer: usize, known: &Known) -> Formula {
        let waits = node.layers.get(layer).map_or(&[][..], |layer| &layer.waits);
        Formula::and(
            waits
                .iter()
                .map(|wait| Formula::or([Formula::not(self.asked(number, layer, wait)), Self::met(wait, known)])),
        )
    }

    /// The cases in which a matter's waits are all met, in whatever region.
    fn finishes(&self, number: usize, node: &Node, known: &Known) -> Formula {
        Formula::and((0..node.layers.len()).map(|layer| {
            let scope = self.joint.scope(number, node, layer);
            Formula::or([Formula::not(scope), self.finishes_layer(number, node, layer, known)])
        }))
    }

    /// A case that can exist and in which the formula holds, as the facts that it rests on and a value for each fact.
    pub(super) fn solved(&self, case: &Case, formula: &Formula) -> Outcome<Option<(Vec<Dim>, Point)>> {
        let partition = Partition::of(&case.space, [formula]);
        match partition.example(formula, &mut Budget::default())? {
            Some(cube) => self.words.solved(case, &case.space, (&cube, formula)),
            None => Ok(None),
        }
    }

    fn not_decided(&self, node: &Node) -> Option<Diagnostic> {
        let layer = node.layers.first()?;
        let wait = layer.waits.first().or_else(|| node.layers.iter().find_map(|layer| layer.waits.first()))?;
        Some(Case::new(layer.definition).finding(codes::NOT_DECIDED, &wait.rule.origin))
    }
}
