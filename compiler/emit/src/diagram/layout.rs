//! Layers → a picture: how large each box is, where it stands, and the way of each arrow. All lengths in pixels.

use super::layers::{Layers, Slot, layers};
use super::route;
use super::text::{DETAIL, TITLE, width, wrap};
use super::{Node, Process, Shape, Side};

/// Space between boxes of a row.
const GAP: i32 = 32;
/// Space around the picture.
const MARGIN: i32 = 24;
/// Space between the text of a box and its border.
const PAD: (i32, i32) = (14, 9);
/// Widest lines of titles and of details.
const WRAP: (i32, i32) = (210, 230);
/// Distance between lines of a text, by its size.
const LINE: [(i32, i32); 2] = [(TITLE, 21), (DETAIL, 17)];
/// Height that an arrow's label needs.
pub(crate) const LABEL: i32 = 18;

/// A line of a text in a box.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Size of the type.
    pub size: i32,
    /// Where its base line is, from the top of the box.
    pub base: i32,
}

/// A box at its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Left border.
    pub x: i32,
    /// Upper border.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// Its text; lines stand in the middle.
    pub lines: Vec<Line>,
}

/// The way of an arrow: straight pieces, level or upright, from the border of one box to the border of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// Index of the edge.
    pub edge: usize,
    /// Its corners, ends included.
    pub points: Vec<(i32, i32)>,
    /// The label with the middle of its base line.
    pub label: Option<(String, i32, i32)>,
}

/// Everything at its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Width of the whole.
    pub width: i32,
    /// Height of the whole.
    pub height: i32,
    /// The boxes, in the order of the nodes.
    pub boxes: Vec<Placed>,
    /// The arrows, in the order of the edges.
    pub routes: Vec<Route>,
}

impl Placed {
    /// The middle.
    #[must_use]
    pub const fn centre(&self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    /// Width of a shape of this box at a height from its top: a choice is a diamond.
    #[must_use]
    pub fn width_at(&self, shape: Shape, y: i32) -> i32 {
        match shape {
            Shape::Choice => {
                let half = self.height / 2;
                if half == 0 { 0 } else { self.width * (half - (y - half).abs()).max(0) / half }
            }
            Shape::Step | Shape::End => self.width,
        }
    }
}

/// Lays a process out.
#[must_use]
pub fn layout(process: &Process) -> Picture {
    let layers = layers(process);
    let mut boxes: Vec<Placed> = process.nodes.iter().map(measure).collect();
    let passes = columns(process, &layers, &mut boxes);
    let mut picture = route::rows_and_routes(process, &layers, boxes, &passes);
    frame(&mut picture);
    picture
}

const fn step_of(size: i32) -> i32 {
    let [(title, large), (_, small)] = LINE;
    if size == title { large } else { small }
}

/// Size and text of a box.
fn measure(node: &Node) -> Placed {
    let (title_wrap, detail_wrap) = if node.shape == Shape::Choice { (150, 150) } else { WRAP };
    let title = wrap(&node.title, TITLE, title_wrap).into_iter().map(|text| (text, TITLE));
    let details = node.details.iter().flat_map(|detail| wrap(detail, DETAIL, detail_wrap)).map(|text| (text, DETAIL));
    let texts: Vec<(String, i32)> = title.chain(details).collect();
    let text_width = texts.iter().map(|(text, size)| width(text, *size)).max().unwrap_or(0);
    let text_height: i32 = texts.iter().map(|(_, size)| step_of(*size)).sum();
    let (box_width, box_height) = match node.shape {
        // A text that is w wide and h high fits a diamond of 2w by 2h; a flatter one needs w / W + h / H ≤ 1.
        Shape::Choice => (even(text_width * 8 / 5 + 24), even(text_height * 8 / 3 + 12)),
        Shape::Step => (even((text_width + 2 * PAD.0).max(132)), even(text_height + 2 * PAD.1)),
        Shape::End => (even((text_width + 2 * PAD.0 + 14).max(120)), even(text_height + 2 * PAD.1)),
    };
    let mut y = (box_height - text_height) / 2;
    let mut lines = Vec::new();
    for (text, size) in texts {
        let step = step_of(size);
        lines.push(Line { text, size, base: y + step / 2 + size * 7 / 20 });
        y += step;
    }
    Placed { x: 0, y: 0, width: box_width, height: box_height, lines }
}

const fn even(length: i32) -> i32 {
    length + length % 2
}

/// How far a slot reaches to the left and to the right of its middle, with the boxes beside it.
fn reach(process: &Process, boxes: &[Placed], slot: Slot) -> (i32, i32) {
    let Slot::Box(node) = slot else { return (6, 6) };
    let own = boxes.get(node).map_or(0, |placed| placed.width / 2);
    let side = |side: Side| -> i32 {
        let there = beside(process, node, side);
        there.map(|(other, gap)| gap + boxes.get(other).map_or(0, |placed| placed.width)).sum()
    };
    (own + side(Side::Left), own + side(Side::Right))
}

/// The boxes that stand on a side of a box, nearest first, each with the space before it: an arrow's label fits there.
fn beside(process: &Process, node: usize, side: Side) -> impl Iterator<Item = (usize, i32)> {
    let own = process.nodes.iter().enumerate().filter(move |(_, other)| other.beside == Some((node, side)));
    own.map(move |(other, _)| {
        let joins =
            |edge: &&super::Edge| (edge.from, edge.to) == (node, other) || (edge.from, edge.to) == (other, node);
        let label = process.edges.iter().find(joins).map_or(0, |edge| width(&edge.label, DETAIL));
        (other, GAP.max(label + 24))
    })
}

/// Gives every box its column; tells where long arrows pass, by row and place.
fn columns(process: &Process, layers: &Layers, boxes: &mut [Placed]) -> Vec<Vec<i32>> {
    let mut middles: Vec<Vec<i32>> = Vec::new();
    for row in &layers.rows {
        let wanted = vec![0; row.len()];
        middles.push(spread(&wanted, &distances(process, boxes, row)));
    }
    for down in [true, false, true] {
        let rows: Vec<usize> =
            if down { (1..middles.len()).collect() } else { (0..middles.len().saturating_sub(1)).rev().collect() };
        for index in rows {
            let other = if down { index.saturating_sub(1) } else { index + 1 };
            let (Some(row), Some(there), Some(at)) =
                (layers.rows.get(index), layers.rows.get(other), middles.get(other))
            else {
                continue;
            };
            let own = middles.get(index).cloned().unwrap_or_default();
            let wanted: Vec<i32> = row
                .iter()
                .zip(&own)
                .map(|(slot, own)| {
                    let near = there.iter().zip(at).filter(|(other, _)| layers.joined(process, *slot, **other, down));
                    let near: Vec<i32> = near.map(|(_, x)| *x).collect();
                    let count = i32::try_from(near.len()).unwrap_or(1);
                    if near.is_empty() { *own } else { near.iter().sum::<i32>() / count }
                })
                .collect();
            let placed = spread(&wanted, &distances(process, boxes, row));
            if let Some(row) = middles.get_mut(index) {
                *row = placed;
            }
        }
    }
    for (row, at) in layers.rows.iter().zip(&middles) {
        for (slot, x) in row.iter().zip(at) {
            if let Slot::Box(node) = slot {
                put(process, *node, *x, boxes);
            }
        }
    }
    middles
}

/// The least distance between the middles of neighbours.
fn distances(process: &Process, boxes: &[Placed], row: &[Slot]) -> Vec<i32> {
    let reaches: Vec<(i32, i32)> = row.iter().map(|slot| reach(process, boxes, *slot)).collect();
    reaches.iter().zip(reaches.iter().skip(1)).map(|(left, right)| left.1 + GAP + right.0).collect()
}

/// Puts a box and those beside it around a column.
fn put(process: &Process, node: usize, x: i32, boxes: &mut [Placed]) {
    let Some(own) = boxes.get_mut(node) else { return };
    own.x = x - own.width / 2;
    let (mut left, mut right) = (own.x, own.x + own.width);
    let there: Vec<(usize, i32, Side)> = [Side::Left, Side::Right]
        .into_iter()
        .flat_map(|side| beside(process, node, side).map(move |(other, gap)| (other, gap, side)))
        .collect();
    for (other, gap, side) in there {
        let Some(placed) = boxes.get_mut(other) else { continue };
        match side {
            Side::Left => {
                left -= gap + placed.width;
                placed.x = left;
            }
            Side::Right => {
                placed.x = right + gap;
                right = placed.x + placed.width;
            }
        }
    }
}

/// Places as near as possible to the wanted ones (least squares), in order and not nearer to each other than allowed.
fn spread(wanted: &[i32], distances: &[i32]) -> Vec<i32> {
    let mut offset = 0;
    let mut offsets = vec![0];
    for distance in distances {
        offset += distance;
        offsets.push(offset);
    }
    // Without the distances it is a sequence that must not fall: neighbours that would are pooled.
    let mut pools: Vec<(i64, i64)> = Vec::new();
    for (wanted, offset) in wanted.iter().zip(&offsets) {
        pools.push((i64::from(*wanted) - i64::from(*offset), 1));
        while let [.., before, last] = pools.as_slice()
            && before.0 * last.1 > last.0 * before.1
        {
            let pooled = (before.0 + last.0, before.1 + last.1);
            pools.truncate(pools.len().saturating_sub(2));
            pools.push(pooled);
        }
    }
    let levels = pools.iter().flat_map(|(sum, count)| {
        let mean = i32::try_from(sum.div_euclid(*count)).unwrap_or(0);
        std::iter::repeat_n(mean, usize::try_from(*count).unwrap_or(1))
    });
    levels.zip(&offsets).map(|(level, offset)| level + offset).collect()
}

/// Moves everything so that the picture begins at zero, and measures it.
fn frame(picture: &mut Picture) {
    let mut corners: Vec<(i32, i32)> = Vec::new();
    for placed in &picture.boxes {
        corners.extend([(placed.x, placed.y), (placed.x + placed.width, placed.y + placed.height)]);
    }
    for route in &picture.routes {
        corners.extend(&route.points);
        if let Some((text, x, y)) = &route.label {
            let half = width(text, DETAIL) / 2 + 1;
            corners.extend([(x - half, y - DETAIL), (x + half, y + 4)]);
        }
    }
    let least = |of: fn(&(i32, i32)) -> i32| corners.iter().map(of).min().unwrap_or(0);
    let most = |of: fn(&(i32, i32)) -> i32| corners.iter().map(of).max().unwrap_or(0);
    let (x, y) = (MARGIN - least(|at| at.0), MARGIN - least(|at| at.1));
    picture.width = most(|at| at.0) + x + MARGIN;
    picture.height = most(|at| at.1) + y + MARGIN;
    for placed in &mut picture.boxes {
        placed.x += x;
        placed.y += y;
    }
    for route in &mut picture.routes {
        route.points.iter_mut().for_each(|point| *point = (point.0 + x, point.1 + y));
        if let Some((_, at, base)) = &mut route.label {
            *at += x;
            *base += y;
        }
    }
}
