//! A graph of boxes → layers from top to bottom, and the order inside each. Knows no pixels.

use super::{Edge, Process};

/// Something in a layer: a box, or the place where a long arrow passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Slot {
    /// The box of this index.
    Box(usize),
    /// Where the arrow of this index passes.
    Pass(usize),
}

/// Boxes in layers.
pub(crate) struct Layers {
    /// The slots of each layer, from left to right.
    pub(crate) rows: Vec<Vec<Slot>>,
    /// Whether the arrow of an index leads to a layer above or to its own: drawn around everything.
    pub(crate) back: Vec<bool>,
}

/// Assigns layers. Boxes that stand beside others share their layer and take no slot of their own.
pub(crate) fn layers(process: &Process) -> Layers {
    let rank = ranks(process);
    let host = |node: usize| process.nodes.get(node).and_then(|node| node.beside).map_or(node, |(host, _)| host);
    let of = |node: usize| rank.get(host(node)).copied().unwrap_or(0);
    let beside = |edge: &Edge| host(edge.from) == host(edge.to);
    let back: Vec<bool> = process.edges.iter().map(|edge| !beside(edge) && of(edge.to) <= of(edge.from)).collect();
    let depth = rank.iter().max().map_or(0, |last| last + 1);
    let mut rows = vec![Vec::new(); depth];
    for node in (0..process.nodes.len()).filter(|node| host(*node) == *node) {
        if let Some(row) = rows.get_mut(of(node)) {
            row.push(Slot::Box(node));
        }
    }
    for (number, edge) in process.edges.iter().enumerate() {
        if beside(edge) || back.get(number) == Some(&true) {
            continue;
        }
        for row in rows.iter_mut().take(of(edge.to)).skip(of(edge.from) + 1) {
            row.push(Slot::Pass(number));
        }
    }
    let mut layers = Layers { rows, back };
    for _ in 0..4 {
        layers.sort(process, true);
        layers.sort(process, false);
    }
    layers.sort(process, true);
    layers
}

/// The longest way from the top to each box. Arrows that close a circle do not count.
fn ranks(process: &Process) -> Vec<usize> {
    let count = process.nodes.len();
    let host = |node: usize| process.nodes.get(node).and_then(|node| node.beside).map_or(node, |(host, _)| host);
    let edges: Vec<(usize, usize)> = process
        .edges
        .iter()
        .map(|edge| (host(edge.from), host(edge.to)))
        .filter(|(from, to)| from != to && *from < count && *to < count)
        .collect();
    let mut rank = vec![0; count];
    let mut placed = vec![false; count];
    for _ in 0..count {
        let waits = |node: usize| edges.iter().any(|(from, to)| *to == node && placed.get(*from) == Some(&false));
        let open = || (0..count).filter(|node| placed.get(*node) == Some(&false));
        // In a circle nobody is free: the first in reading order goes ahead.
        let Some(node) = open().find(|node| !waits(*node)).or_else(|| open().next()) else { break };
        let above = edges.iter().filter(|(from, to)| *to == node && placed.get(*from) == Some(&true));
        let best = above.filter_map(|(from, _)| rank.get(*from)).max().map_or(0, |rank| rank + 1);
        if let (Some(rank), Some(placed)) = (rank.get_mut(node), placed.get_mut(node)) {
            (*rank, *placed) = (best, true);
        }
    }
    rank
}

impl Layers {
    /// Puts each slot near the middle of its neighbours in the row above (`down`) or below.
    fn sort(&mut self, process: &Process, down: bool) {
        let order: Vec<usize> =
            if down { (1..self.rows.len()).collect() } else { (0..self.rows.len().saturating_sub(1)).rev().collect() };
        for index in order {
            let other = if down { index.checked_sub(1) } else { index.checked_add(1) };
            let Some(other) = other.and_then(|other| self.rows.get(other)) else { continue };
            let Some(row) = self.rows.get(index) else { continue };
            let mut keyed: Vec<(i64, usize, Slot)> = Vec::new();
            for (place, slot) in row.iter().enumerate() {
                let near: Vec<usize> = self.neighbours(process, *slot, other, down);
                let own = i64::try_from(place).unwrap_or(0) * 1_000;
                let sum: usize = near.iter().sum();
                let mean = if near.is_empty() { None } else { i64::try_from(sum * 1_000 / near.len()).ok() };
                keyed.push((mean.unwrap_or(own), place, *slot));
            }
            keyed.sort_by_key(|(mean, place, _)| (*mean, *place));
            if let Some(row) = self.rows.get_mut(index) {
                *row = keyed.into_iter().map(|(.., slot)| slot).collect();
            }
        }
    }

    /// Places in a row next door of what a slot is joined to.
    fn neighbours(&self, process: &Process, slot: Slot, row: &[Slot], above: bool) -> Vec<usize> {
        (0..row.len())
            .filter(|place| row.get(*place).is_some_and(|other| self.joined(process, slot, *other, above)))
            .collect()
    }

    /// Whether an arrow leads from one slot straight to the other.
    pub(crate) fn joined(&self, process: &Process, slot: Slot, other: Slot, above: bool) -> bool {
        let (upper, lower) = if above { (other, slot) } else { (slot, other) };
        process.edges.iter().enumerate().any(|(number, edge)| {
            let leaves = match upper {
                Slot::Box(node) => edge.from == node,
                Slot::Pass(passing) => passing == number,
            };
            let enters = match lower {
                Slot::Box(node) => edge.to == node,
                Slot::Pass(passing) => passing == number,
            };
            leaves && enters && self.back.get(number) == Some(&false)
        })
    }
}
