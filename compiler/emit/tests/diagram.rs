//! Laws of diagrams, for random processes: no two boxes overlap, no arrow crosses a box or ends anywhere but on a border, every text fits.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed step is a failed test")]

use matter_emit::diagram::{
    DETAIL, Edge, Frame, Node, Picture, Placed, Process, Shape, Side, Tone, layout, svg, width,
};
use matter_emit::guide::Language;
use proptest::prelude::*;

fn node(shape: Shape, title: &str, details: Vec<String>) -> Node {
    Node { shape, tone: Tone::Plain, title: title.to_owned(), details, beside: None, source: None }
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![Just(Shape::Step), Just(Shape::Step), Just(Shape::Choice), Just(Shape::End)]
}

fn words() -> impl Strategy<Value = String> {
    "[龙岗区卫生健康局（）、，审核受理 aWi1]{1,40}"
}

fn boxed() -> impl Strategy<Value = Node> {
    (shape(), words(), prop::collection::vec(words(), 0..3))
        .prop_map(|(shape, title, details)| node(shape, &title, details))
}

/// Some boxes with arrows in any direction, and boxes beside some of them.
fn process() -> impl Strategy<Value = Process> {
    let nodes = prop::collection::vec(boxed(), 1..9);
    nodes
        .prop_flat_map(|nodes| {
            let count = nodes.len();
            let arrows = prop::collection::vec((0..count, 0..count, "[是否]{0,1}"), 0..14);
            let sides = prop::collection::vec((0..count, any::<bool>(), boxed(), any::<bool>()), 0..3);
            (Just(nodes), arrows, sides)
        })
        .prop_map(|(nodes, arrows, sides)| {
            let mut process = Process { title: "试".to_owned(), nodes, ..Process::default() };
            for (from, to, label) in arrows {
                let known = process.edges.iter().any(|edge| (edge.from, edge.to) == (from, to));
                if from != to && !known {
                    process.edges.push(Edge { from, to, label });
                }
            }
            for (host, left, other, returns) in sides {
                let side = if left { Side::Left } else { Side::Right };
                if process.nodes.iter().any(|node| node.beside == Some((host, side))) {
                    continue;
                }
                process.nodes.push(Node { beside: Some((host, side)), ..other });
                let made = process.nodes.len() - 1;
                process.edges.push(Edge { from: host, to: made, label: "不予".to_owned() });
                if returns && host != 0 {
                    process.edges.push(Edge { from: made, to: 0, label: String::new() });
                }
            }
            process
        })
}

fn overlap(a: &Placed, b: &Placed) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/// Whether a straight piece runs through the inside of a box.
fn crosses(from: (i32, i32), to: (i32, i32), placed: &Placed) -> bool {
    let (left, right) = (from.0.min(to.0), from.0.max(to.0));
    let (above, below) = (from.1.min(to.1), from.1.max(to.1));
    left < placed.x + placed.width
        && placed.x < right.max(left + 1)
        && above < placed.y + placed.height
        && placed.y < below.max(above + 1)
        && right > placed.x
        && below > placed.y
}

/// Whether a point is on the border of what is drawn: the corner of a diamond, the side of a rectangle.
fn on_border(point: (i32, i32), placed: &Placed) -> bool {
    let (x, y) = placed.centre();
    let middles = [(x, placed.y), (x, placed.y + placed.height), (placed.x, y), (placed.x + placed.width, y)];
    middles.contains(&point)
}

fn texts_fit(process: &Process, picture: &Picture) -> Result<(), TestCaseError> {
    for (node, placed) in process.nodes.iter().zip(&picture.boxes) {
        for line in &placed.lines {
            let (top, bottom) = (line.base - line.size * 4 / 5, line.base + line.size / 5);
            prop_assert!(top >= 0 && bottom <= placed.height, "{node:?} {placed:?}");
            let room = placed.width_at(node.shape, top).min(placed.width_at(node.shape, bottom));
            prop_assert!(width(&line.text, line.size) <= room, "{} in {room}: {node:?}", line.text);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_two_boxes_overlap_and_all_lie_inside(process in process()) {
        let picture = layout(&process);
        prop_assert_eq!(picture.boxes.len(), process.nodes.len());
        for (number, placed) in picture.boxes.iter().enumerate() {
            prop_assert!(placed.x >= 0 && placed.y >= 0);
            prop_assert!(placed.x + placed.width <= picture.width && placed.y + placed.height <= picture.height);
            for other in &picture.boxes[number + 1..] {
                prop_assert!(!overlap(placed, other), "{placed:?} {other:?}");
            }
        }
    }

    #[test]
    fn every_arrow_ends_on_borders_and_crosses_no_box(process in process()) {
        let picture = layout(&process);
        prop_assert_eq!(picture.routes.len(), process.edges.len());
        for route in &picture.routes {
            let edge = &process.edges[route.edge];
            prop_assert!(on_border(route.points[0], &picture.boxes[edge.from]), "{route:?}");
            prop_assert!(on_border(*route.points.last().unwrap(), &picture.boxes[edge.to]), "{route:?}");
            for piece in route.points.windows(2) {
                prop_assert!(piece[0].0 == piece[1].0 || piece[0].1 == piece[1].1, "{route:?}");
                for placed in &picture.boxes {
                    prop_assert!(!crosses(piece[0], piece[1], placed), "{route:?} {placed:?}");
                }
            }
        }
    }

    #[test]
    fn every_text_fits_its_box_and_no_label_lies_on_one(process in process()) {
        let picture = layout(&process);
        texts_fit(&process, &picture)?;
        for (text, x, y) in picture.routes.iter().filter_map(|route| route.label.as_ref()) {
            let half = width(text, DETAIL) / 2;
            let label = Placed { x: x - half, y: y - 10, width: 2 * half, height: 12, lines: Vec::new() };
            prop_assert!(label.x >= 0 && label.x + label.width <= picture.width);
            for placed in &picture.boxes {
                prop_assert!(!overlap(&label, placed), "{text} {label:?} {placed:?}");
            }
        }
    }

    #[test]
    fn the_same_process_gives_the_same_bytes(process in process()) {
        let draw = || svg(&process, Frame::Alone, Language::Zh);
        prop_assert_eq!(draw(), draw());
    }
}

#[test]
fn a_step_stands_below_what_it_waits_for() {
    let nodes = ["甲", "乙", "丙", "丁"].map(|title| node(Shape::Step, title, Vec::new())).to_vec();
    let edge = |from, to| Edge { from, to, label: String::new() };
    let process = Process { nodes, edges: vec![edge(0, 1), edge(0, 2), edge(1, 3), edge(2, 3)], ..Process::default() };
    let picture = layout(&process);
    let [first, left, right, last] = picture.boxes.as_slice() else { panic!("four boxes") };
    assert!(first.y + first.height < left.y && left.y + left.height < last.y);
    assert_eq!(left.y, right.y);
    assert!(left.x + left.width < right.x);
    // The fork and the join stand in the middle.
    assert_eq!(first.centre().0, last.centre().0);
    assert_eq!(first.centre().0 * 2, left.centre().0 + right.centre().0);
}

#[test]
fn words_that_two_arrows_of_a_box_share_stand_there_once() {
    let nodes = ["甲", "乙", "丙"].map(|title| node(Shape::Step, title, Vec::new())).to_vec();
    let edges = [1, 2].map(|to| Edge { from: 0, to, label: "准予".to_owned() }).to_vec();
    let picture = layout(&Process { nodes, edges, ..Process::default() });
    assert_eq!(picture.routes.iter().filter(|route| route.label.is_some()).count(), 1);
}

#[test]
fn an_empty_process_is_an_empty_picture() {
    assert!(svg(&Process::default(), Frame::Inside, Language::En).starts_with("<svg "));
}

#[test]
fn an_arrow_that_leads_back_goes_around() {
    let nodes = vec![
        node(Shape::End, "申请", Vec::new()),
        node(Shape::Choice, "齐全？", Vec::new()),
        Node { beside: Some((1, Side::Left)), ..node(Shape::Step, "补正", Vec::new()) },
    ];
    let edges = [(0, 1, ""), (1, 2, "否"), (2, 0, "")];
    let edges = edges.map(|(from, to, label)| Edge { from, to, label: label.to_owned() }).to_vec();
    let process = Process { nodes, edges, ..Process::default() };
    let picture = layout(&process);
    let [first, _, told] = picture.boxes.as_slice() else { panic!("three boxes") };
    let [start, lane, above, end] = picture.routes[2].points[..] else { panic!("two corners") };
    assert_eq!(start, (told.x, told.centre().1));
    assert_eq!(end, (first.x, first.centre().1));
    assert!(lane.0 == above.0 && lane.0 < told.x, "{:?}", picture.routes[2]);
}
