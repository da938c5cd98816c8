//! Columns → heights of rows, and the way of each arrow: down through the channels between rows, sideways to boxes beside, and around
//! everything for arrows that lead back. A channel holds no box, so no arrow crosses one.

use super::Process;
use super::layers::{Layers, Slot};
use super::layout::{LABEL, Picture, Placed, Route};
use super::text::{DETAIL, width};

/// Distance between level pieces of a channel.
const TRACK: i32 = 12;
/// Space in a channel above the first level piece, and below the last for the arrow's head.
const CHANNEL: (i32, i32) = (12, 18);

/// A piece of an arrow through a channel.
struct Piece {
    edge: usize,
    from: i32,
    to: i32,
    /// Arrows that lead back share their level piece with none.
    alone: bool,
}

/// Where rows and channels are.
struct Heights {
    /// Upper border of each row.
    rows: Vec<i32>,
    /// Upper border of each channel; the first lies above the first row.
    channels: Vec<i32>,
    /// The level piece of each piece of each channel.
    tracks: Vec<Vec<usize>>,
    /// Whether a label stands in the channel.
    labelled: Vec<bool>,
}

struct Routing<'p> {
    process: &'p Process,
    layers: &'p Layers,
    passes: &'p [Vec<i32>],
    boxes: Vec<Placed>,
    /// The row of each box.
    row: Vec<usize>,
    /// Columns left of everything for arrows that lead back, by edge.
    lanes: Vec<(usize, i32)>,
}

/// Gives every row its height and every arrow its way.
pub(crate) fn rows_and_routes(process: &Process, layers: &Layers, boxes: Vec<Placed>, passes: &[Vec<i32>]) -> Picture {
    let mut row = vec![0; boxes.len()];
    for (number, slots) in layers.rows.iter().enumerate() {
        for slot in slots {
            let Slot::Box(node) = slot else { continue };
            let group = (0..boxes.len()).filter(|other| other == node || host(process, *other) == Some(*node));
            group.for_each(|other| row.iter_mut().skip(other).take(1).for_each(|row| *row = number));
        }
    }
    let left = boxes.iter().map(|placed| placed.x).chain(passes.iter().flatten().copied()).min().unwrap_or(0);
    let backs = (0..process.edges.len()).filter(|edge| layers.back.get(*edge) == Some(&true));
    let lanes = backs.zip(1..).map(|(edge, number)| (edge, left - 8 - 14 * number)).collect();
    let mut routing = Routing { process, layers, passes, boxes, row, lanes };
    let pieces: Vec<Vec<Piece>> = (0..=layers.rows.len()).map(|channel| routing.pieces(channel)).collect();
    let heights = routing.heights(&pieces);
    let routes = (0..process.edges.len()).filter_map(|edge| routing.route(edge, &pieces, &heights)).collect();
    Picture { width: 0, height: 0, boxes: routing.boxes, routes }
}

fn host(process: &Process, node: usize) -> Option<usize> {
    process.nodes.get(node).and_then(|node| node.beside).map(|(host, _)| host)
}

impl Routing<'_> {
    fn placed(&self, node: usize) -> Option<&Placed> {
        self.boxes.get(node)
    }

    fn middle(&self, node: usize) -> i32 {
        self.placed(node).map_or(0, |placed| placed.centre().0)
    }

    fn row_of(&self, node: usize) -> usize {
        self.row.get(node).copied().unwrap_or(0)
    }

    fn is_back(&self, edge: usize) -> bool {
        self.layers.back.get(edge) == Some(&true)
    }

    /// Whether nothing stands to the left of a box in its row.
    fn is_leftmost(&self, node: usize) -> bool {
        let (Some(own), row) = (self.placed(node), self.row_of(node)) else { return false };
        let boxes = (0..self.boxes.len()).filter(|other| *other != node && self.row_of(*other) == row);
        let passes = self.layers.rows.get(row).into_iter().flatten().zip(self.passes.get(row).into_iter().flatten());
        let mut passes = passes.filter(|(slot, _)| matches!(slot, Slot::Pass(_)));
        boxes.filter_map(|other| self.placed(other)).all(|other| own.x < other.x) && passes.all(|(_, x)| own.x < *x)
    }

    fn beside(&self, edge: usize) -> Option<(usize, usize)> {
        let edge = self.process.edges.get(edge)?;
        let joined = host(self.process, edge.from) == Some(edge.to) || host(self.process, edge.to) == Some(edge.from);
        joined.then_some((edge.from, edge.to))
    }

    /// Where an arrow passes through a row.
    fn pass(&self, edge: usize, row: usize) -> Option<i32> {
        let slots = self.layers.rows.get(row)?.iter().zip(self.passes.get(row)?);
        slots.into_iter().find(|(slot, _)| **slot == Slot::Pass(edge)).map(|(_, x)| *x)
    }

    /// The pieces in a channel; channel n lies above row n.
    fn pieces(&self, channel: usize) -> Vec<Piece> {
        let mut found = Vec::new();
        for (number, edge) in self.process.edges.iter().enumerate() {
            let (from, to) = (self.row_of(edge.from), self.row_of(edge.to));
            if self.is_back(number) {
                let lane = self.lane(number);
                if channel == from + 1 && !self.is_leftmost(edge.from) {
                    found.push(Piece { edge: number, from: self.middle(edge.from), to: lane, alone: true });
                }
                if channel == to && !self.is_leftmost(edge.to) {
                    found.push(Piece { edge: number, from: lane, to: self.middle(edge.to), alone: true });
                }
            } else if self.beside(number).is_none() && (from + 1..=to).contains(&channel) {
                let start =
                    if channel == from + 1 { Some(self.middle(edge.from)) } else { self.pass(number, channel - 1) };
                let end = if channel == to { Some(self.middle(edge.to)) } else { self.pass(number, channel) };
                if let (Some(start), Some(end)) = (start, end) {
                    found.push(Piece { edge: number, from: start, to: end, alone: false });
                }
            }
        }
        found
    }

    fn lane(&self, edge: usize) -> i32 {
        self.lanes.iter().find(|(other, _)| *other == edge).map_or(0, |(_, x)| *x)
    }

    fn heights(&mut self, pieces: &[Vec<Piece>]) -> Heights {
        let mut heights = Heights { rows: Vec::new(), channels: Vec::new(), tracks: Vec::new(), labelled: Vec::new() };
        let mut y = 0;
        for (channel, pieces) in pieces.iter().enumerate() {
            let tracks = tracks(pieces);
            let count = tracks.iter().max().map_or(0, |last| i32::try_from(last + 1).unwrap_or(0));
            let labelled = pieces.iter().any(|piece| self.has_label(piece.edge));
            let drawn = if pieces.is_empty() && channel == 0 { 0 } else { CHANNEL.0 + CHANNEL.1 };
            heights.channels.push(y);
            heights.labelled.push(labelled);
            heights.tracks.push(tracks);
            y += drawn + count * TRACK + if labelled { LABEL } else { 0 };
            heights.rows.push(y);
            let in_row = |node: &usize| self.row_of(*node) == channel;
            let own: Vec<usize> = (0..self.boxes.len()).filter(in_row).collect();
            let height =
                own.iter().filter_map(|node| self.placed(*node)).map(|placed| placed.height).max().unwrap_or(0);
            for node in own {
                if let Some(placed) = self.boxes.get_mut(node) {
                    placed.y = y + (height - placed.height) / 2;
                }
            }
            y += height;
        }
        heights
    }

    fn has_label(&self, edge: usize) -> bool {
        self.process.edges.get(edge).is_some_and(|edge| !edge.label.is_empty())
    }

    fn route(&self, number: usize, pieces: &[Vec<Piece>], heights: &Heights) -> Option<Route> {
        let edge = self.process.edges.get(number)?;
        let (from, to) = (self.placed(edge.from)?, self.placed(edge.to)?);
        if self.beside(number).is_some() {
            return Some(self.sideways(number, from, to));
        }
        // The corners that a piece of this arrow has in a channel.
        let level = |channel: usize| -> Option<i32> {
            let place = pieces.get(channel)?.iter().position(|piece| piece.edge == number)?;
            let track = heights.tracks.get(channel)?.get(place)?;
            let label = if heights.labelled.get(channel) == Some(&true) { LABEL } else { 0 };
            Some(heights.channels.get(channel)? + label + CHANNEL.0 + TRACK * i32::try_from(*track).ok()?)
        };
        let (first, last) = (self.row_of(edge.from), self.row_of(edge.to));
        let points = if self.is_back(number) {
            self.around(number, edge.from, edge.to, level)?
        } else {
            let mut points = vec![(from.centre().0, from.y + from.height)];
            for channel in first + 1..=last {
                let piece = pieces.get(channel)?.iter().find(|piece| piece.edge == number)?;
                if piece.from != piece.to {
                    let y = level(channel)?;
                    points.extend([(piece.from, y), (piece.to, y)]);
                }
            }
            points.push((to.centre().0, to.y));
            points
        };
        // Arrows that leave one box with the same words show them once.
        let alike = |other: &super::Edge| other.from == edge.from && other.label == edge.label;
        let first = self.process.edges.iter().position(alike) == Some(number);
        let label = (first && !edge.label.is_empty()).then(|| {
            let half = width(&edge.label, DETAIL) / 2;
            (edge.label.clone(), from.centre().0 + 7 + half, from.y + from.height + 14)
        });
        Some(Route { edge: number, points, label })
    }

    fn sideways(&self, number: usize, from: &Placed, to: &Placed) -> Route {
        let y = from.centre().1;
        let (start, end) = if from.x < to.x { (from.x + from.width, to.x) } else { (from.x, to.x + to.width) };
        let label = self.process.edges.get(number).map(|edge| edge.label.clone()).filter(|label| !label.is_empty());
        let label = label.map(|label| (label, (start + end) / 2, y - 6));
        Route { edge: number, points: vec![(start, y), (end, y)], label }
    }

    /// Leaves to the left where nothing is in the way, else through the channel below; arrives likewise.
    fn around(
        &self,
        number: usize,
        from: usize,
        to: usize,
        level: impl Fn(usize) -> Option<i32>,
    ) -> Option<Vec<(i32, i32)>> {
        let (source, target, lane) = (self.placed(from)?, self.placed(to)?, self.lane(number));
        let mut points = Vec::new();
        if self.is_leftmost(from) {
            points.extend([(source.x, source.centre().1), (lane, source.centre().1)]);
        } else {
            let y = level(self.row_of(from) + 1)?;
            points.extend([(source.centre().0, source.y + source.height), (source.centre().0, y), (lane, y)]);
        }
        if self.is_leftmost(to) {
            points.extend([(lane, target.centre().1), (target.x, target.centre().1)]);
        } else {
            let y = level(self.row_of(to))?;
            points.extend([(lane, y), (target.centre().0, y), (target.centre().0, target.y)]);
        }
        Some(points)
    }
}

/// A level piece for each piece. Pieces that lead from each of some boxes to each of others share one; other pieces share theirs with
/// pieces of the same origin only.
fn tracks(pieces: &[Piece]) -> Vec<usize> {
    let mut bundles: Vec<Vec<usize>> = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let joins = |bundle: &Vec<usize>| {
            bundle
                .iter()
                .filter_map(|other| pieces.get(*other))
                .any(|other| !piece.alone && !other.alone && (other.from == piece.from || other.to == piece.to))
        };
        let (mut joined, rest): (Vec<_>, Vec<_>) = bundles.into_iter().partition(joins);
        bundles = rest;
        joined.push(vec![number]);
        bundles.push(joined.concat());
    }
    let bundles = bundles.into_iter().flat_map(|bundle| split(pieces, bundle));
    let mut spans: Vec<(Vec<usize>, i32, i32)> = bundles.filter_map(|bundle| span(pieces, bundle)).collect();
    spans.sort_by_key(|(bundle, from, to)| (*from, *to, bundle.first().copied()));
    let mut ends: Vec<i32> = Vec::new();
    let mut found = vec![0; pieces.len()];
    for (bundle, from, to) in spans {
        let free = ends.iter().position(|end| end + TRACK < from).unwrap_or(ends.len());
        if free == ends.len() {
            ends.push(to);
        }
        ends.iter_mut().skip(free).take(1).for_each(|end| *end = to);
        for number in bundle {
            found.iter_mut().skip(number).take(1).for_each(|track| *track = free);
        }
    }
    found
}

/// A bundle stays one if every origin in it leads to every end in it; else it falls apart by origin.
fn split(pieces: &[Piece], bundle: Vec<usize>) -> Vec<Vec<usize>> {
    let of = |take: fn(&Piece) -> i32| {
        let mut all: Vec<i32> = bundle.iter().filter_map(|number| pieces.get(*number)).map(take).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (origins, ends) = (of(|piece| piece.from), of(|piece| piece.to));
    if origins.len() * ends.len() == bundle.len() {
        return vec![bundle];
    }
    let leads = |number: &usize, origin: i32| pieces.get(*number).is_some_and(|piece| piece.from == origin);
    origins.iter().map(|origin| bundle.iter().copied().filter(|number| leads(number, *origin)).collect()).collect()
}

/// How far a bundle reaches sideways; none for arrows that lead straight down.
fn span(pieces: &[Piece], bundle: Vec<usize>) -> Option<(Vec<usize>, i32, i32)> {
    let all = || bundle.iter().filter_map(|number| pieces.get(*number)).flat_map(|piece| [piece.from, piece.to]);
    let (from, to) = (all().min()?, all().max()?);
    (from != to).then_some((bundle, from, to))
}
