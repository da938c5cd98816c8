//! What is stuck in one case, told: the shortest circle, or the document that nobody makes there.

use std::collections::VecDeque;
use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic, Witness};
use matter_decide::{Dim, Formula, Point};

use super::super::case::{Case, place};
use super::super::codes;
use super::graph::{Node, Wait};
use super::tangle::{Known, Tangle};
use crate::abroad::moved;

/// A matter that waits in vain for a document, and who would make it.
#[derive(Clone, Copy)]
struct Edge<'a> {
    from: usize,
    layer: usize,
    wait: &'a Wait<'a>,
    document: &'a Arc<str>,
    /// None: nobody makes it in this case.
    to: Option<usize>,
}

impl<'a> Tangle<'a> {
    /// What keeps a matter from finishing at a point, with the documents that are then taken to be obtainable.
    pub(super) fn tell(
        &self,
        case: &Case,
        start: usize,
        point: &Point,
        known: &Known,
    ) -> Option<(Option<Diagnostic>, Vec<Arc<str>>)> {
        let edges = self.reachable(start, point, known);
        if let Some(circle) = shortest_circle(&edges) {
            let mended = circle.iter().map(|edge| edge.document.clone()).collect();
            return Some((self.circle(case, circle, known), mended));
        }
        let lost = edges.iter().find(|edge| edge.to.is_none())?;
        Some((self.unobtainable(case, lost, known), vec![lost.document.clone()]))
    }

    /// All edges that can be reached from a matter, nearest first.
    fn reachable(&self, start: usize, point: &Point, known: &Known) -> Vec<Edge<'a>> {
        let (mut edges, mut seen, mut queue) = (Vec::new(), vec![start], VecDeque::from([start]));
        while let Some(at) = queue.pop_front() {
            for edge in self.stuck_at(at, point, known) {
                edges.push(edge);
                if let Some(next) = edge.to.filter(|next| !seen.contains(next)) {
                    seen.push(next);
                    queue.push_back(next);
                }
            }
        }
        edges
    }

    fn stuck_at(&self, from: usize, point: &Point, known: &Known) -> Vec<Edge<'a>> {
        let Some((node, layer)) = self.nodes.get(from).zip(self.layer_at(from, point)) else { return Vec::new() };
        let Some(own) = node.layers.get(layer) else { return Vec::new() };
        let missing = |document: &&Arc<str>| known.get(*document).is_some_and(|cases| !cases.eval(point));
        let mut stuck = Vec::new();
        for wait in &own.waits {
            if !self.asked(from, layer, wait).eval(point) || Self::met(wait, known).eval(point) {
                continue;
            }
            for document in wait.options.iter().flatten().filter(missing) {
                let makers = (0..self.nodes.len()).filter(|maker| self.makes_at(*maker, document, point));
                let before = stuck.len();
                stuck.extend(makers.map(|maker| Edge { from, layer, wait, document, to: Some(maker) }));
                if stuck.len() == before {
                    stuck.push(Edge { from, layer, wait, document, to: None });
                }
            }
        }
        stuck
    }

    fn makes_at(&self, maker: usize, document: &Arc<str>, point: &Point) -> bool {
        let layer = self.layer_at(maker, point);
        let layer = self.nodes.get(maker).zip(layer).and_then(|(node, layer)| node.layers.get(layer));
        layer.is_some_and(|layer| layer.results.contains(document))
    }

    /// The definition of a matter that holds at a point.
    fn layer_at(&self, number: usize, point: &Point) -> Option<usize> {
        let node = self.nodes.get(number)?;
        (0..node.layers.len()).find(|layer| self.joint.scope(number, node, *layer).eval(point))
    }

    fn circle(&self, case: &Case, mut circle: Vec<Edge<'a>>, known: &Known) -> Option<Diagnostic> {
        // It is told from a line of this catalogue; a circle among the matters of others is theirs.
        let own = circle.iter().position(|edge| (self.own)(&edge.wait.rule.origin.item))?;
        circle.rotate_left(own);
        let first = circle.first()?;
        let names = circle.iter().chain(circle.first()).filter_map(|edge| self.name(edge.from)).map(Arg::Code);
        let mut departments: Vec<Arc<str>> = Vec::new();
        for edge in &circle {
            let own = self.nodes.get(edge.from).and_then(Node::definition);
            if let Some(own) =
                own.and_then(|own| own.matter.department.clone()).filter(|own| !departments.contains(own))
            {
                departments.push(own);
            }
        }
        let mut finding = self
            .finding(codes::DEADLOCK, first)?
            .with("circle", Arg::List(names.collect()))
            .with("departments", Arg::List(departments.into_iter().map(Arg::Plain).collect()));
        for edge in circle.iter().skip(1) {
            finding = finding.label(place(&edge.wait.rule.origin), "waits");
        }
        Some(finding.witness(self.witness(case, &circle, known)?))
    }

    fn unobtainable(&self, case: &Case, edge: &Edge, known: &Known) -> Option<Diagnostic> {
        let makes = |node: &&Node| node.makes.contains(edge.document);
        let makers = self.nodes.iter().filter(makes).filter_map(Node::definition);
        let own = |rule: &matter_core::hir::Rule| (self.own)(&rule.origin.item);
        let layers = self.nodes.iter().flat_map(|node| &node.layers);
        let mut rules = layers.flat_map(|layer| &layer.definition.rules).filter(|rule| own(rule));
        let told_at = if own(edge.wait.rule) { edge.wait.rule } else { rules.next()? };
        let makers = makers.map(|definition| Arg::Code(definition.matter.name.clone())).collect();
        let finding = self
            .finding(codes::UNOBTAINABLE, edge)?
            .with("document", Arg::Code(edge.document.clone()))
            .with("makers", Arg::List(makers));
        let finding = finding.witness(self.witness(case, &[*edge], known)?);
        let at_home = own(edge.wait.rule);
        Some(if at_home { finding } else { moved(finding, place(&told_at.origin)) })
    }

    fn name(&self, node: usize) -> Option<Arc<str>> {
        self.nodes.get(node)?.definition().map(|definition| definition.matter.name.clone())
    }

    fn finding(&self, code: matter_core::diagnostic::Code, edge: &Edge) -> Option<Diagnostic> {
        let name = self.name(edge.from)?;
        Some(Diagnostic::new(code, place(&edge.wait.rule.origin)).with("matter", Arg::Code(name)))
    }

    /// A case in which all these lines wait in vain, with no more facts than that needs.
    fn witness(&self, case: &Case, edges: &[Edge], known: &Known) -> Option<Witness> {
        let waits = edges.iter().filter_map(|edge| {
            let scope = self.joint.scope(edge.from, self.nodes.get(edge.from)?, edge.layer);
            let asked = self.asked(edge.from, edge.layer, edge.wait);
            Some(Formula::and([scope, asked, Formula::not(Self::met(edge.wait, known))]))
        });
        let formula = Formula::and(std::iter::once(case.possible.clone()).chain(waits));
        let (named, point) = self.inside(case, edges, &formula)?;
        let first = edges.first()?;
        let region = self.joint.place(first.from).filter(|place| named.contains(place));
        let region = region.and_then(|place| u32::try_from(*point.get(usize::from(place))?).ok());
        let named = named.into_iter().filter(|dim| !self.joint.is_place(*dim)).collect();
        let witness = self.words.told(case, named, &point);
        let region = region.map(|region| self.words.region(region)).or(witness.region);
        Some(Witness { matter: self.name(first.from)?, region, ..witness })
    }

    /// A case of a formula that all these matters serve; where there is none, one that some of them do. Places are named only if they have to be.
    fn inside(&self, case: &Case, edges: &[Edge], formula: &Formula) -> Option<(Vec<Dim>, Point)> {
        let (named, point) = self.solved(case, formula).ok()??;
        let served = edges.iter().filter_map(|edge| Some(self.joint.served(edge.from, self.nodes.get(edge.from)?)));
        let served = Formula::and(served);
        if served.eval(&point) {
            return Some((named, point));
        }
        let both = Formula::and([formula.clone(), served]);
        let Some((more, inner)) = self.solved(case, &both).ok().flatten() else { return Some((named, point)) };
        let same = |dim: &Dim| inner.get(usize::from(*dim)) == point.get(usize::from(*dim));
        let named = if named.iter().all(same) { named } else { more };
        Some((named, inner))
    }
}

/// The shortest way back to a matter; the first of several.
fn shortest_circle<'a>(edges: &[Edge<'a>]) -> Option<Vec<Edge<'a>>> {
    let mut starts: Vec<usize> = Vec::new();
    edges.iter().for_each(|edge| {
        if !starts.contains(&edge.from) {
            starts.push(edge.from);
        }
    });
    let circles = starts.into_iter().filter_map(|start| way_back(edges, start));
    circles.min_by_key(Vec::len)
}

fn way_back<'a>(edges: &[Edge<'a>], start: usize) -> Option<Vec<Edge<'a>>> {
    let mut seen: Vec<usize> = Vec::new();
    let mut queue = VecDeque::from([(start, Vec::new())]);
    while let Some((at, path)) = queue.pop_front() {
        for edge in edges.iter().filter(|edge| edge.from == at) {
            let Some(next) = edge.to else { continue };
            let longer = [path.as_slice(), &[*edge]].concat();
            if next == start {
                return Some(longer);
            }
            if !seen.contains(&next) {
                seen.push(next);
                queue.push_back((next, longer));
            }
        }
    }
    None
}
