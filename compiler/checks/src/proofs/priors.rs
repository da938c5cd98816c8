//! Prior results across all matters: which documents can be obtained at all, and where matters wait for each other (互为前置).
//!
//! A document is obtainable in a case if one of its producers can finish there: every prior result and every document that only the catalogue
//! produces, as far as the case asks for it, is obtainable itself. That is a least fixpoint on an and-or graph. Facts are shared by name
//! between matters, so a circle that exists only in one situation is found with that situation as witness. A producer's eligibility is
//! not conjoined: a result may change the facts, as marriage does.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Declarations, Definition, FactId, Rule, Yield};
use matter_decide::{Budget, Cube, Dim, Formula, Partition, Space};
use rustc_hash::{FxHashMap, FxHashSet};

use super::case::{Case, place, when};
use super::codes;
use super::variance::relocate;
use super::witness::Words;
use crate::rules::bare;

/// Steps of the fixpoint of one tangle; a tangle is what is left when everything that never waits is taken away.
const STEPS: u64 = 2_000_000;

/// Analyses the base definitions of all matters together. Matters that a theme handles together (联办) do not wait for each other.
pub fn prove_priors(definitions: &[&Definition], declarations: &Declarations, words: &Words) -> Vec<Diagnostic> {
    let graph = Graph::new(definitions, declarations);
    let tangled = graph.tangled();
    if tangled.is_empty() { Vec::new() } else { Tangle::new(&graph, &tangled).solve(words) }
}

/// One thing that a matter waits for.
struct Wait<'a> {
    rule: &'a Rule,
    /// Alternatives; each a set of documents made in the catalogue. Documents from elsewhere are obtainable and left out.
    options: Vec<Vec<Arc<str>>>,
}

struct Node<'a> {
    definition: &'a Definition,
    waits: Vec<Wait<'a>>,
    results: Vec<Arc<str>>,
}

struct Graph<'a> {
    nodes: Vec<Node<'a>>,
}

impl<'a> Graph<'a> {
    fn new(definitions: &[&'a Definition], declarations: &Declarations) -> Self {
        let mut producers: FxHashMap<Arc<str>, Vec<&str>> = FxHashMap::default();
        for definition in definitions {
            for document in results(definition) {
                producers.entry(document).or_default().push(&definition.matter.name);
            }
        }
        let node = |definition: &&'a Definition| {
            let name = &definition.matter.name;
            let themes = declarations.themes.iter().filter(|theme| theme.together.contains(name));
            let together: Vec<&Arc<str>> = themes.flat_map(|theme| &theme.together).collect();
            let own: Vec<Arc<str>> = results(definition).collect();
            let elsewhere = |document: &Arc<str>| {
                let makers = producers.get(document);
                let with_it = |maker: &&str| together.iter().any(|name| ***name == **maker);
                makers.is_some_and(|makers| !makers.iter().any(with_it)) && !own.contains(document)
            };
            let wait = |rule: &'a Rule| wait(rule, &elsewhere);
            Node { definition, waits: definition.rules.iter().filter_map(wait).collect(), results: own.clone() }
        };
        Self { nodes: definitions.iter().map(node).collect() }
    }

    /// Nodes that cannot finish if every wait is taken to apply always: only these need the conditions looked at.
    fn tangled(&self) -> Vec<usize> {
        let mut free: FxHashSet<&Arc<str>> = FxHashSet::default();
        let mut left: Vec<usize> = (0..self.nodes.len()).collect();
        loop {
            let before = left.len();
            left.retain(|index| {
                let Some(node) = self.nodes.get(*index) else { return false };
                let finishes = node.waits.iter().all(|wait| {
                    wait.options.iter().any(|option| option.iter().all(|document| free.contains(document)))
                });
                if finishes {
                    free.extend(&node.results);
                }
                !finishes
            });
            if left.len() == before {
                return left;
            }
        }
    }
}

fn results(definition: &Definition) -> impl Iterator<Item = Arc<str>> + '_ {
    definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Result { document, .. } => Some(common(document)),
        _ => None,
    })
}

/// A document that nobody declared is local to the matter that names it, and yet one document for those who make it and ask for it.
fn common(document: &str) -> Arc<str> {
    bare(document).into()
}

/// What a line waits for, if it waits for documents that only other matters of this catalogue make. A matter's own result is the base of
/// renewals and replacements.
fn wait<'a>(rule: &'a Rule, elsewhere: &dyn Fn(&Arc<str>) -> bool) -> Option<Wait<'a>> {
    let options: Vec<Vec<Arc<str>>> = match &rule.yields {
        Yield::Prior { document, .. } => vec![vec![common(document)]],
        Yield::Requirement(requirement) => {
            let documents = |option: &Vec<matter_core::hir::RequirementMember>| {
                option.iter().filter(|member| member.holder.is_none()).map(|member| common(&member.material)).collect()
            };
            requirement.options.iter().map(documents).collect()
        }
        _ => return None,
    };
    let options: Vec<Vec<Arc<str>>> =
        options.into_iter().map(|option: Vec<Arc<str>>| option.into_iter().filter(elsewhere).collect()).collect();
    let waits = options.iter().all(|option| !option.is_empty());
    waits.then_some(Wait { rule, options })
}

/// The nodes that may wait for each other, in one space of facts.
struct Tangle<'a> {
    nodes: Vec<&'a Node<'a>>,
    space: Space,
    moved: Vec<Vec<Dim>>,
    possible: Formula,
}

impl<'a> Tangle<'a> {
    fn new(graph: &'a Graph<'a>, tangled: &[usize]) -> Self {
        let nodes: Vec<&Node> = tangled.iter().filter_map(|index| graph.nodes.get(*index)).collect();
        let (mut space, mut names) = (Space::default(), FxHashMap::<Arc<str>, Dim>::default());
        let mut moved = Vec::with_capacity(nodes.len());
        let mut nevers = Vec::new();
        for node in &nodes {
            let place = node.definition.facts.iter().map(|fact| {
                *names.entry(fact.name.clone()).or_insert_with(|| {
                    space.domains.push(fact.domain.clone());
                    Dim::try_from(space.domains.len().saturating_sub(1)).unwrap_or(Dim::MAX)
                })
            });
            let place: Vec<Dim> = place.collect();
            nevers.extend(node.definition.nevers.iter().map(|never| relocate(&never.cases, &place)));
            moved.push(place);
        }
        Self { nodes, space, moved, possible: Formula::not(Formula::or(nevers)) }
    }

    fn solve(&self, words: &Words) -> Vec<Diagnostic> {
        let whens: Vec<Formula> = self
            .nodes
            .iter()
            .zip(&self.moved)
            .flat_map(|(node, moved)| {
                node.waits.iter().filter_map(|wait| when(wait.rule)).map(|when| relocate(when, moved))
            })
            .collect();
        let partition = Partition::of(&self.space, whens.iter().chain([&self.possible]));
        match self.fixpoint(&partition, &mut Budget::steps(STEPS)) {
            Ok(obtainable) => self.deadlocks(&obtainable, &partition, words),
            Err(_) => self
                .nodes
                .first()
                .and_then(|node| node.waits.first().map(|wait| (node, wait)))
                .map_or_else(Vec::new, |(node, wait)| {
                    vec![Case::new(node.definition).finding(codes::NOT_DECIDED, &wait.rule.origin)]
                }),
        }
    }

    /// For each document made in the tangle, the cases in which it can be obtained.
    fn fixpoint(
        &self,
        partition: &Partition,
        budget: &mut Budget,
    ) -> Result<FxHashMap<Arc<str>, Formula>, matter_decide::Undecided> {
        let mut known: FxHashMap<Arc<str>, Formula> = FxHashMap::default();
        for node in &self.nodes {
            known.extend(node.results.iter().map(|document| (document.clone(), Formula::False)));
        }
        loop {
            let mut changed = false;
            for (node, moved) in self.nodes.iter().zip(&self.moved) {
                let finishes = finishes(node, moved, &known);
                for document in &node.results {
                    let before = known.get(document).cloned().unwrap_or(Formula::False);
                    let now = Formula::or([before.clone(), finishes.clone()]);
                    let question = Formula::and([self.possible.clone(), now.clone()]);
                    if !partition.implies(&question, &before, budget)? {
                        // Kept as disjoint boxes, so that the formula does not grow from round to round.
                        let boxes = partition.boxes(&now, budget)?;
                        known.insert(document.clone(), Formula::or(boxes.cubes.iter().map(Formula::from)));
                        changed = true;
                    }
                }
            }
            if !changed {
                return Ok(known);
            }
        }
    }

    fn deadlocks(&self, known: &FxHashMap<Arc<str>, Formula>, partition: &Partition, words: &Words) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut reported: FxHashSet<Arc<str>> = FxHashSet::default();
        for (node, moved) in self.nodes.iter().zip(&self.moved) {
            if reported.contains(&node.definition.matter.name) {
                continue;
            }
            let stuck = Formula::and([self.possible.clone(), Formula::not(finishes(node, moved, known))]);
            let Ok(Some(cube)) = partition.example(&stuck, &mut Budget::default()) else { continue };
            let Some(point) = cube.first(&self.space) else { continue };
            let Some(circle) = self.circle(node, &point, known) else { continue };
            reported.extend(circle.iter().map(|(node, _)| node.definition.matter.name.clone()));
            found.extend(self.finding(&circle, &cube, words));
        }
        found
    }

    /// The shortest way back to a matter on it, following what is unobtainable in this case.
    fn circle(
        &self,
        start: &'a Node<'a>,
        point: &[i64],
        known: &FxHashMap<Arc<str>, Formula>,
    ) -> Option<Vec<(&'a Node<'a>, &'a Wait<'a>)>> {
        let mut best: Option<Vec<(&Node, &Wait)>> = None;
        let mut queue = std::collections::VecDeque::from([vec![(start, None)]]);
        while let Some(path) = queue.pop_front() {
            if path.len() > self.nodes.len() + 1 || best.is_some() {
                break;
            }
            let Some((at, _)) = path.last().copied() else { continue };
            for (wait, next) in self.stuck_at(at, point, known) {
                let mut longer: Vec<(&Node, Option<&Wait>)> = path.clone();
                if let Some(last) = longer.last_mut() {
                    last.1 = Some(wait);
                }
                if let Some(from) = longer.iter().position(|(node, _)| std::ptr::eq(*node, next)) {
                    let circle = longer.split_off(from);
                    best = Some(circle.into_iter().filter_map(|(node, wait)| Some((node, wait?))).collect());
                    break;
                }
                longer.push((next, None));
                queue.push_back(longer);
            }
        }
        best
    }

    /// What a matter waits for in vain at a point, with the matters that would make it.
    fn stuck_at(
        &self,
        node: &'a Node<'a>,
        point: &[i64],
        known: &FxHashMap<Arc<str>, Formula>,
    ) -> Vec<(&'a Wait<'a>, &'a Node<'a>)> {
        let Some(moved) =
            self.nodes.iter().position(|other| std::ptr::eq(*other, node)).and_then(|at| self.moved.get(at))
        else {
            return Vec::new();
        };
        let missing = |document: &Arc<str>| known.get(document).is_some_and(|cases| !cases.eval(point));
        let mut stuck = Vec::new();
        for wait in &node.waits {
            let asked = when(wait.rule).is_some_and(|when| relocate(when, moved).eval(point));
            if asked && wait.options.iter().all(|option| option.iter().any(missing)) {
                let documents = wait.options.iter().flatten().filter(|document| missing(document));
                for document in documents {
                    let makers = self.nodes.iter().filter(|other| other.results.contains(document));
                    stuck.extend(makers.map(|maker| (wait, *maker)));
                }
            }
        }
        stuck
    }

    fn finding(&self, circle: &[(&Node, &Wait)], cube: &Cube, words: &Words) -> Option<Diagnostic> {
        let (first, wait) = circle.first()?;
        let case = Case::new(first.definition);
        let names = circle.iter().chain(circle.first()).map(|(node, _)| Arg::Code(node.definition.matter.name.clone()));
        let departments =
            circle.iter().filter_map(|(node, _)| node.definition.matter.department.clone()).map(Arg::Plain);
        let mut finding = case
            .finding(codes::DEADLOCK, &wait.rule.origin)
            .with("circle", Arg::List(names.collect()))
            .with("departments", Arg::List(departments.collect()));
        for (_, wait) in circle.iter().skip(1) {
            finding = finding.label(place(&wait.rule.origin), "waits");
        }
        // The case in the words of the first matter: of the joint facts those that it has.
        let moved = self.nodes.iter().position(|node| std::ptr::eq(*node, *first)).and_then(|at| self.moved.get(at))?;
        let sides = (0..).zip(moved).filter_map(|(own, joint)| cube.side(*joint).map(|set| (own, set.clone())));
        let own = Cube::new(sides);
        let mut undecided = Vec::new();
        if let Some(mut witness) = words.first_case(&case, (&[own], true), &mut undecided, &wait.rule.origin) {
            witness.answers.extend(self.others(first, cube, words));
            finding = finding.witness(witness);
        }
        Some(finding)
    }

    /// What the case says of facts that the first matter does not have, in the order of the matters that do.
    fn others(&self, first: &Node, cube: &Cube, words: &Words) -> Vec<(FactId, Arc<str>, Arc<str>)> {
        let known = |name: &Arc<str>| first.definition.facts.iter().any(|fact| fact.name == *name);
        let mut named: Vec<(Dim, Arc<str>, Arc<str>)> = Vec::new();
        for (node, moved) in self.nodes.iter().zip(&self.moved) {
            for (fact, joint) in node.definition.facts.iter().zip(moved) {
                let value = cube.side(*joint).and_then(|side| words.value(fact, side.first()?));
                if let Some(value) = value.filter(|_| !known(&fact.name) && named.iter().all(|(dim, ..)| dim != joint))
                {
                    named.push((*joint, fact.title.clone(), value));
                }
            }
        }
        named
    }
}

/// The cases in which a matter's waits are all met.
fn finishes(node: &Node, moved: &[Dim], known: &FxHashMap<Arc<str>, Formula>) -> Formula {
    let obtainable = |document: &Arc<str>| known.get(document).cloned().unwrap_or(Formula::True);
    Formula::and(node.waits.iter().map(|wait| {
        let asked = when(wait.rule).map_or(Formula::True, |when| relocate(when, moved));
        let met = Formula::or(wait.options.iter().map(|option| Formula::and(option.iter().map(obtainable))));
        Formula::or([Formula::not(asked), met])
    }))
}
